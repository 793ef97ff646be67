//! Pages that list terms: all topics, all providers.

use serde::Serialize;

use super::{CostCount, PageView};

/// Variables of `topics.html`.
#[derive(Debug, Clone, Serialize)]
pub struct TopicsPage {
    /// What the page says of itself.
    pub page: PageView,
    /// A sentence under the heading.
    pub lead: String,
    /// The topics of first rank, in the site's order.
    pub topics: Vec<TopicNode>,
}

/// One topic with the narrower ones under it.
#[derive(Debug, Clone, Serialize)]
pub struct TopicNode {
    /// The topic's name.
    pub label: String,
    /// Its page, `None` while nothing is listed there.
    pub href: Option<String>,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// How many entries it has, narrower topics included, each counted once.
    pub entries: usize,
    /// The same by cost: always all five bands, in their order.
    pub costs: Vec<CostCount>,
    /// Narrower topics, in the site's order.
    pub narrower: Vec<TopicNode>,
}

/// Variables of `providers.html`.
#[derive(Debug, Clone, Serialize)]
pub struct ProvidersPage {
    /// What the page says of itself.
    pub page: PageView,
    /// A sentence under the heading.
    pub lead: String,
    /// Providers by the first letter of their name, A to Z; "#" last, for all other signs.
    pub letters: Vec<LetterGroup>,
}

/// The providers whose names start alike.
#[derive(Debug, Clone, Serialize)]
pub struct LetterGroup {
    /// The letter, upper case.
    pub letter: String,
    /// The letter as an anchor.
    pub id: String,
    /// Its providers by name, never empty.
    pub providers: Vec<ProviderRow>,
}

/// One provider with something in the catalog.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderRow {
    /// The provider's name.
    pub label: String,
    /// Its page.
    pub href: String,
    /// How many entries it has, never zero.
    pub entries: usize,
    /// "2 free", "all free", "free" for a single one; empty where none is free to everyone.
    pub free_text: String,
}
