//! Paths in short: the board of the home page and of the list of paths.

use serde::Serialize;

use super::{CostView, Link, PageView};

/// Variables of `paths.html`.
#[derive(Debug, Clone, Serialize)]
pub struct PathsPage {
    /// What the page says of itself.
    pub page: PageView,
    /// A sentence under the heading.
    pub lead: String,
    /// Every path. A site without paths has no such page.
    pub board: Board,
    /// The page with all roles.
    pub roles: Link,
}

/// Paths to compare.
#[derive(Debug, Clone, Serialize)]
pub struct Board {
    /// The roles that a path starts from, in the order of their names.
    pub starts: Vec<Start>,
    /// The paths, in the order of where they start and lead.
    pub rows: Vec<BoardRow>,
    /// "CEUs" where all bodies call them so, else "Credits"; empty where no cheapest way earns any.
    pub credits_title: String,
}

/// A role that a path starts from.
#[derive(Debug, Clone, Serialize)]
pub struct Start {
    /// The role's id.
    pub id: String,
    /// The role's title.
    pub label: String,
    /// The role's page.
    pub href: String,
}

/// One path in short.
#[derive(Debug, Clone, Serialize)]
pub struct BoardRow {
    /// Its id, then the ids it had: what the page's script knows it by, spaces between.
    pub ids: String,
    /// The path's title.
    pub title: String,
    /// The path's page.
    pub href: String,
    /// Where it starts, "Medical coder or ROI specialist".
    pub from: String,
    /// The ids of the roles it starts from, spaces between.
    pub from_ids: String,
    /// Where it leads, the role's title.
    pub to: String,
    /// The signs of its line: `step`, `choice`, `optional` for a step, `bar` between stages.
    pub marks: Vec<&'static str>,
    /// What the cheapest way comes to, `None` where the path cannot be finished at present.
    pub figures: Option<BoardFigures>,
}

/// What one way through a path comes to.
#[derive(Debug, Clone, Serialize)]
pub struct BoardFigures {
    /// How many steps it takes.
    pub steps: usize,
    /// How long that takes.
    pub time: FigureView,
    /// What that costs, with the shape that tells it.
    pub cost: CostView,
    /// What that earns.
    pub credits: FigureView,
}

/// A path that an entry is on.
#[derive(Debug, Clone, Serialize)]
pub struct PathStop {
    /// The path's title.
    pub title: String,
    /// The path's page.
    pub href: String,
    /// The signs of its line, `here` where the entry is.
    pub marks: Vec<&'static str>,
    /// The title of the first stage that the entry is in.
    pub stage: String,
    /// The steps that it is an option of, as links to their places; never empty.
    pub steps: Vec<Link>,
}

/// A sum with what it leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FigureView {
    /// A quieter word before the value, "about"; may be empty.
    pub before: String,
    /// "35 h", "$20 to $84", "15.75", "None", "Not stated".
    pub value: String,
    /// What is not in it, "and 2 not stated"; may be empty.
    pub after: String,
}
