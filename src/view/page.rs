//! What every page says of itself, and the small things that all pages are made of.

use serde::Serialize;

/// Markup made by Milepost from checked parts, printed with `| safe`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// What a page says of itself: the variable `page`.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// The one heading of first rank.
    pub title: String,
    /// The whole text of the window's title, the site's name included.
    pub head_title: String,
    /// One sentence for search engines and previews; empty where nobody wrote one.
    pub description: String,
    /// The address of this page.
    pub href: String,
    /// The full address that search engines keep, `None` on pages that have none (404).
    pub canonical: Option<String>,
    /// The `id` of the link in the header that this page belongs to; empty for none.
    pub section: String,
    /// The way here, this page last and without an address. Empty on the home page, on pages that
    /// the header links to, and where there is no way (404, redirects).
    pub crumbs: Vec<Crumb>,
    /// Whether search engines may list the page.
    pub is_indexed: bool,
}

/// One step of the way to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// The name of the step.
    pub label: String,
    /// Where it leads, `None` for the page itself.
    pub href: Option<String>,
}

/// A link inside the site.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The words of the link.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A link inside the site with the number of entries behind it.
#[derive(Debug, Clone, Serialize)]
pub struct CountedLink {
    /// The words of the link.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// How many entries the page lists, never zero.
    pub count: usize,
}

/// A link to another site.
#[derive(Debug, Clone, Serialize)]
pub struct OutLink {
    /// The whole address.
    pub href: String,
    /// The host that the reader will land on, `hhs.gov`.
    pub host: String,
}
