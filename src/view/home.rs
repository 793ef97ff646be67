//! The home page.

use serde::Serialize;

use super::{AgendaItem, Board, Html, Link, PageView};

/// Variables of `home.html`.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    /// What the page says of itself; its `title` is the question of `content/index.md`.
    pub page: PageView,
    /// The sentence under the question; may be empty.
    pub lead: String,
    /// The rest of `content/index.md`; may be empty.
    pub body: Html,
    /// Four ready lists, fewer in a small catalog.
    pub quick: Vec<QuickList>,
    /// The paths; `None` on a site without any. More than 24 leave the rows to the page of all paths.
    pub board: Option<Board>,
    /// The page of all paths, "All 200 paths"; `None` where the board shows them.
    pub all_paths: Option<Link>,
    /// The topics of first rank, in the site's order; empty where the paths stand in their place.
    pub topics: Vec<TopicRow>,
    /// The page with all topics, "All 32 topics"; `None` when the board shows all.
    pub all_topics: Option<Link>,
    /// What the cards have in common: "New in the catalog", "Free, and done within an hour".
    pub cards_title: String,
    /// Six or eight cards, the newest where entries say when they came; empty where there are none.
    ///
    /// Put in when the page is rendered: a card is made once for all pages that show it.
    #[serde(skip)]
    pub cards: Vec<Html>,
    /// The browse page, "All 228 entries".
    pub all_entries: Link,
    /// The next seven dates; empty when there are none.
    pub agenda: Vec<AgendaItem>,
    /// The page with all dates; `None` when `agenda` is empty.
    pub all_dates: Option<Link>,
}

/// A ready list and how much is in it.
#[derive(Debug, Clone, Serialize)]
pub struct QuickList {
    /// "Free", "Up to an hour".
    pub label: String,
    /// Its page.
    pub href: String,
    /// The catalog with the same term chosen, for readers with scripts.
    pub in_catalog: String,
    /// How many entries it has.
    pub count: usize,
    /// Of a list of dates, how many entries start for the last time on which day, for the script that
    /// leaves out days gone by: "2026-12-03:2 2026-12-10:5". Empty for other lists.
    pub starts: String,
}

/// One topic on the board.
#[derive(Debug, Clone, Serialize)]
pub struct TopicRow {
    /// The topic's name.
    pub label: String,
    /// Its page.
    pub href: String,
    /// What it is about, in a sentence; may be empty.
    pub description: String,
    /// How many entries it has, narrower topics included.
    pub entries: usize,
    /// How many of them are free to everyone.
    pub free: usize,
}
