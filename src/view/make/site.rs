//! What every page knows of the site.

use super::Views;
use super::words::{capitalized, plural, within_sentence};
use crate::catalog::FacetKind;
use crate::entry::PageEntry;
use crate::pages::{self, ListKey, PageKey, address};
use crate::view::{CONTENT_POLICY, Link, NavLink, SiteView};

pub const CATALOG: &str = "Catalog";
pub const HOME: &str = "Start page";
pub const UPCOMING: &str = "Upcoming";
pub const PATHS: &str = "Paths";

pub const CATALOG_SECTION: &str = "catalog";
pub const PATHS_SECTION: &str = "paths";
pub const TOPICS_SECTION: &str = "topics";
pub const UPCOMING_SECTION: &str = "upcoming";
pub const PROVIDERS_SECTION: &str = "providers";

/// Returns the section of a plain page that stands in the menu.
pub fn section_of(page: &PageEntry) -> String {
    page.path.join("/")
}

impl Views<'_> {
    pub(super) fn make_site(&self) -> SiteView {
        SiteView {
            title: self.config.title.clone(),
            owner: self.config.organization.clone(),
            short_name: self.config.short.clone(),
            description: self.config.description.clone().unwrap_or_default(),
            language: self.config.language.clone(),
            home: self.href("/"),
            catalog: self.list_href(ListKey::Browse),
            data: self.href(crate::data::INDEX),
            nav: self.nav(),
            footer: self.footer(),
            contact: self.config.contact.clone(),
            content_policy: CONTENT_POLICY,
        }
    }

    fn nav(&self) -> Vec<NavLink> {
        let link = |id: &str, label: &str, address: &str| NavLink {
            id: id.to_owned(),
            label: label.to_owned(),
            href: self.href(address),
        };
        let index = |kind: FacetKind, id: &str, address: &str| {
            let facet = &self.catalog.facets[self.shown_facet(kind)?];
            Some(link(id, &capitalized(&plural(&within_sentence(&facet.label))), address))
        };
        let mut nav = vec![link(CATALOG_SECTION, CATALOG, "/catalog/")];
        if pages::has_paths(self.catalog) {
            nav.push(link(PATHS_SECTION, PATHS, "/paths/"));
        }
        nav.extend(index(FacetKind::Topic, TOPICS_SECTION, "/topics/"));
        if self.has_dates() {
            nav.push(link(UPCOMING_SECTION, UPCOMING, "/upcoming/"));
        }
        nav.extend(index(FacetKind::Provider, PROVIDERS_SECTION, "/providers/"));
        nav.extend(
            self.plain_pages()
                .filter(|page| page.is_in_menu)
                .map(|page| link(&section_of(page), &page.title, &address::words(page))),
        );
        nav
    }

    /// Returns all pages of words and the lists that are not cut from the catalog.
    fn footer(&self) -> Vec<Link> {
        let mut footer: Vec<Link> = self
            .plain_pages()
            .map(|page| Link { label: page.title.clone(), href: self.href(&address::words(page)) })
            .collect();
        footer.extend(self.index_links());
        footer.push(Link { label: UPCOMING.to_owned(), href: self.href("/upcoming/") });
        footer
    }

    /// Returns the pages of words that have an address; one whose address was taken has its own report.
    fn plain_pages(&self) -> impl Iterator<Item = &PageEntry> {
        self.catalog.pages.iter().enumerate().filter_map(|(index, page)| {
            let stands = self.pages.find(self.catalog, &address::words(page)) == Some(PageKey::Words(index));
            stands.then_some(&**page)
        })
    }
}
