//! A list of entries: the whole catalog, a term, a pair of terms, a topic, a provider.

use serde::Serialize;

use super::{CostCount, CountedLink, Html, Link, MentorView, OutLink, PageView};

/// Variables of `listing.html`.
///
/// A long list has several pages. All of them say the same above the cards; the words of a topic
/// stand on the first only.
#[derive(Debug, Clone, Serialize)]
pub struct ListingPage {
    /// What the page says of itself.
    pub page: PageView,
    /// A sentence or two under the heading.
    pub lead: Option<String>,
    /// What an editor wrote on this topic; often empty.
    pub intro: Html,
    /// The provider's own site, on a provider's page.
    pub out: Option<OutLink>,
    /// Paths that have an entry of this list as an option in two steps or more; for topics alone.
    pub paths: Vec<Link>,
    /// People who help with the topic.
    pub mentors: Vec<MentorView>,
    /// "228 entries", or "Entries 49 to 96 of 228" from the second page on.
    pub count_text: String,
    /// The whole list by cost, bands without an entry left out; empty where one band has them all.
    pub costs: Vec<CostCount>,
    /// Other facets to narrow this list by, and narrower topics; often empty.
    pub narrow: Vec<NarrowGroup>,
    /// The cards of this page, as `card.html` made them. Empty is possible.
    ///
    /// Empty here: `render` puts the cards of the sheet in under this name.
    #[serde(skip)]
    pub cards: Vec<Html>,
    /// The other pages of the list, `None` when there is one page.
    pub pager: Option<Pager>,
    /// The groups of links at the side, as `facet_panel.html` made them.
    ///
    /// Empty here: `render` puts the panel of the sheet's list in under this name.
    #[serde(skip)]
    pub panel: Html,
    /// The day for which dates were worked out, as people write it; shown in print.
    ///
    /// Nothing where no card of the page depends on the day, so that such a page stays as it is
    /// from one day to the next.
    pub as_of: Option<String>,
    /// What the scripts need to filter the catalog in place; on the first page of the browse list only.
    pub browse: Option<BrowseTools>,
    /// The catalog with this list's terms chosen, for readers with scripts; `None` where `browse` is there.
    pub in_catalog: Option<Link>,
}

/// What the scripts need to filter the catalog in place.
#[derive(Debug, Clone, Serialize)]
pub struct BrowseTools {
    /// A digest of the whole list: tells whether page and data are of one list.
    pub order: String,
    /// How many cards a page of a list has at most.
    pub page_size: usize,
    /// Whether some entry states credit, so that a list can be sorted by it.
    pub has_credit: bool,
    /// Whether some entry has a date ahead, so that a list can be sorted by deadlines.
    pub has_dates: bool,
    /// Whether some entry says when it was added, so that a list can be sorted by it.
    pub has_days: bool,
}

/// Links to lists that hold a part of this list.
#[derive(Debug, Clone, Serialize)]
pub struct NarrowGroup {
    /// "Free, by topic".
    pub label: String,
    /// The terms to offer at once, most entries first.
    pub links: Vec<CountedLink>,
    /// The terms behind `rest_label`, in the facet's order.
    pub rest: Vec<CountedLink>,
    /// "14 more topics"; empty when `rest` is.
    pub rest_label: String,
}

/// The pages of a long list.
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    /// The page before, `None` on the first.
    pub previous: Option<String>,
    /// The page after, `None` on the last.
    pub next: Option<String>,
    /// The first, the last and the nearest pages with gaps between, at most nine.
    pub steps: Vec<PagerStep>,
    /// Every page, on the first page of the browse list only; empty elsewhere. It keeps every
    /// entry within three clicks of the home page.
    pub all: Vec<Link>,
}

/// A page number, or the gap where numbers are left out.
#[derive(Debug, Clone, Serialize)]
pub struct PagerStep {
    /// The number, `None` for a gap.
    pub number: Option<usize>,
    /// Where it leads, `None` for a gap.
    pub href: Option<String>,
    /// Whether the reader is on it.
    pub is_current: bool,
}

/// Variables of `facet_panel.html`: the groups of links beside a list.
#[derive(Debug, Clone, Serialize)]
pub struct FacetPanel {
    /// Whether it stands beside the browse list, where the scripts make filters of the links.
    pub is_filter: bool,
    /// One group for each facet that the site shows and that tells entries apart, in the site's order.
    pub groups: Vec<FacetGroup>,
}

/// The terms of one facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetGroup {
    /// The facet's id.
    pub id: String,
    /// The facet's name.
    pub label: String,
    /// Whether the group starts open; a group that holds where the reader is does.
    pub is_open: bool,
    /// The terms to show at once. Ordered scales keep their order, others go by count and name.
    pub terms: Vec<TermRow>,
    /// The other terms, for facets without an index page.
    pub rest: Vec<TermRow>,
    /// "9 more"; empty when `rest` is.
    pub rest_label: String,
    /// The page with all terms, "All 32 topics".
    pub index: Option<Link>,
    /// The fields for a smallest and a largest value, for cost and time; `None` elsewhere.
    pub range: Option<RangeFields>,
    /// What the find box of a long list asks for, "Find a topic"; empty for a short one.
    pub find: String,
}

/// The fields for a smallest and a largest value.
#[derive(Debug, Clone, Serialize)]
pub struct RangeFields {
    /// `price` or `time`, as in addresses.
    pub id: &'static str,
    /// "Price in USD", "Minutes".
    pub label: String,
}

/// One term of a facet, with its count in the whole catalog.
#[derive(Debug, Clone, Serialize)]
pub struct TermRow {
    /// The term's id.
    pub id: String,
    /// The term's name.
    pub label: String,
    /// How many entries have it.
    pub count: usize,
    /// Its page, `None` when the count is zero.
    pub href: Option<String>,
    /// Whether the reader is on its page.
    pub is_current: bool,
    /// Whether it is a narrower term of the one above it.
    pub is_narrower: bool,
}
