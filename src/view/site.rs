//! What every page knows of the site.

use serde::Serialize;

use super::Link;

/// The Content-Security-Policy of every page: everything from the site itself, no inline script
/// or style, no frame, no plugin.
///
/// `frame-ancestors` is missing because a `meta` element cannot say it; a host may add it as a
/// header.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
     base-uri 'none'; form-action 'self'";

/// What every page knows of the site: the variable `site`.
///
/// Holds nothing that changes with an entry, so that adding one leaves other pages as they are.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// Who runs the site, the line under the title.
    pub owner: Option<String>,
    /// Up to four letters for the plaque beside the title; `None` draws a plain one.
    pub short_name: Option<String>,
    /// One sentence on what the site is; empty where nobody wrote one.
    pub description: String,
    /// The language of all pages, a BCP 47 tag.
    pub language: String,
    /// The address of the home page.
    pub home: String,
    /// The address of the browse page.
    pub catalog: String,
    /// The address of the index of the data that scripts read, see `docs/data.md`.
    pub data: String,
    /// The links in the header.
    pub nav: Vec<NavLink>,
    /// The links in the footer.
    pub footer: Vec<Link>,
    /// Where a problem can be reported, a `mailto:` or web address; `None` without a contact.
    pub contact: Option<String>,
    /// [`CONTENT_POLICY`].
    pub content_policy: &'static str,
}

/// One link in the header.
#[derive(Debug, Clone, Serialize)]
pub struct NavLink {
    /// What a page's `section` says when it belongs here.
    pub id: String,
    /// The words of the link.
    pub label: String,
    /// Where it leads.
    pub href: String,
}
