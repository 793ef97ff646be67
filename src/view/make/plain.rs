//! Pages of words, the page for a wrong address, and what stands at an old one.

use super::words::{capitalized, plural, within_sentence};
use super::{PageWords, Views, site};
use crate::catalog::FacetKind;
use crate::pages::{PageKey, address};
use crate::view::{Link, NotFoundPage, PlainPage, RedirectPage};

impl Views<'_> {
    pub(super) fn plain(&self, index: usize) -> PlainPage {
        let page = &self.catalog.pages[index];
        let section = if page.is_in_menu { site::section_of(page) } else { String::new() };
        let lead = page.summary.clone().unwrap_or_default();
        let words = PageWords {
            description: lead.clone(),
            crumbs: self.home_crumbs(&section),
            section,
            ..PageWords::titled(&page.title)
        };
        PlainPage {
            page: self.page(&PageKey::Words(index), words),
            lead,
            body: self.prose(&page.prose, &address::words(page)),
        }
    }

    pub(super) fn not_found(&self) -> NotFoundPage {
        let mut page = self.page(&PageKey::NotFound, PageWords::titled("There is no page at this address"));
        page.canonical = None;
        NotFoundPage { page, ways: self.index_links() }
    }

    /// Returns the pages that list all topics and all providers, where the site has them.
    pub(super) fn index_links(&self) -> Vec<Link> {
        [(FacetKind::Topic, "/topics/"), (FacetKind::Provider, "/providers/")]
            .into_iter()
            .filter_map(|(kind, address)| {
                let facet = &self.catalog.facets[self.shown_facet(kind)?];
                let label = capitalized(&plural(&within_sentence(&facet.label)));
                Some(Link { label, href: self.href(address) })
            })
            .collect()
    }

    pub(super) fn redirect(&self, index: usize) -> RedirectPage {
        let to = &self.pages.redirects[index].to;
        let label = match self.pages.find(self.catalog, to) {
            Some(PageKey::Entry(id)) => self.opportunity(id).entry.title.value.clone(),
            Some(PageKey::Words(page)) => self.catalog.pages[page].title.clone(),
            _ => to.clone(),
        };
        let mut page = self.page(&PageKey::Redirect(index), PageWords::titled("This page has moved"));
        page.canonical = Some(self.config.base.whole(to));
        RedirectPage { page, target: Link { label, href: self.href(to) } }
    }
}
