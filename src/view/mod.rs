//! What one page shows, as plain data: the contract between the catalog and the templates.
//!
//! A template gets the fields of one struct of this module as its variables, and `site` on every
//! page. Nothing is left to work out there: words, counts, dates and addresses are ready to print,
//! whatever is absent is `None` or empty, and addresses already carry the folder that the site is
//! served from. Markup comes as [`Html`] and is the only thing that may be printed with `| safe`.
//!
//! | template | variables |
//! |---|---|
//! | every page | [`SiteView`] as `site`, [`PageView`] as `page` |
//! | `home.html` | [`HomePage`] |
//! | `listing.html` | [`ListingPage`] |
//! | `entry.html` | [`EntryPage`] |
//! | `topics.html` | [`TopicsPage`] |
//! | `providers.html` | [`ProvidersPage`] |
//! | `upcoming.html` | [`UpcomingPage`] |
//! | `paths.html` | [`PathsPage`] |
//! | `path.html` | [`PathPage`] |
//! | `roles.html` | [`RolesPage`] |
//! | `role.html` | [`RolePage`] |
//! | `page.html` | [`PlainPage`] |
//! | `not_found.html` | [`NotFoundPage`] |
//! | `redirect.html` | [`RedirectPage`] |
//! | `card.html`, once for each opportunity | [`CardView`] as `card` |
//! | `facet_panel.html`, once for each listing | [`FacetPanel`] |
//!
//! Two functions reach the theme's files: `asset(path="scripts/early.js")` gives the address of a
//! file, `icon_href(name="out")` that of an icon; `icon_href(name=…, fallback="entry")` takes the
//! other one where the theme has no such icon. `icon_drawing(name="out", size=18)` is the icon itself,
//! as markup, with the same `fallback`.

mod agenda;
mod board;
mod card;
mod entry;
mod home;
mod indexes;
mod listing;
mod make;
mod page;
mod path;
mod plain;
mod role;
mod site;

pub use agenda::{AgendaItem, AgendaMonth, UpcomingPage};
pub use board::{Board, BoardFigures, BoardRow, FigureView, PathStop, PathsPage, Start};
pub use card::{CardView, CostCount, CostView, FactView, FormatView};
pub use entry::{
    CheckView, CompetencyRow, CreditRow, EntryPage, EntryView, ImageView, NeedGroup, NeedOption, ProviderLink,
    RetiredView, SessionRow, TicketView,
};
pub use home::{HomePage, QuickList, TopicRow};
pub use indexes::{LetterGroup, ProviderRow, ProvidersPage, TopicNode, TopicsPage};
pub use listing::{
    BrowseTools, FacetGroup, FacetPanel, ListingPage, NarrowGroup, Pager, PagerStep, RangeFields, TermRow,
};
pub use make::{Sheet, View, Views};
pub use page::{CountedLink, Crumb, Html, Link, OutLink, PageView};
pub use path::{NotFree, OptionView, PathPage, PathView, SkillGroup, SoFar, StageView, StepView, TaskView, WayRow};
pub use plain::{NotFoundPage, PlainPage, RedirectPage};
pub use role::{CredentialRow, Journey, JourneyPath, MapNode, MentorView, RolePage, RoleRow, RolesPage};
pub use site::{CONTENT_POLICY, NavLink, SiteView};
