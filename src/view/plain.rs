//! Pages of words, the page for a wrong address, and the one that stands at an old address.

use serde::Serialize;

use super::{Html, Link, PageView};

/// Variables of `page.html`: one file of `content/pages`.
#[derive(Debug, Clone, Serialize)]
pub struct PlainPage {
    /// What the page says of itself.
    pub page: PageView,
    /// The page's `summary`; may be empty.
    pub lead: String,
    /// Its words.
    pub body: Html,
}

/// Variables of `not_found.html`, shown at any address where there is no page.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    /// What the page says of itself.
    pub page: PageView,
    /// Ways on besides the home page and the catalog.
    pub ways: Vec<Link>,
}

/// Variables of `redirect.html`, which stands where an entry used to be.
#[derive(Debug, Clone, Serialize)]
pub struct RedirectPage {
    /// What the page says of itself; `canonical` is the new address.
    pub page: PageView,
    /// The entry at its new address.
    pub target: Link,
}
