//! Makes the data of each page from the linked catalog.
//!
//! One file for each kind of page, and one for each thing that several pages say: costs, times,
//! dates. Nothing here touches the disk or the clock, and nothing is kept but what many pages need.

mod agenda;
mod board;
mod card;
mod cost;
mod credit;
mod dates;
mod entry;
mod home;
mod indexes;
mod leads;
mod listing;
mod narrow;
mod pager;
mod panel;
mod path;
mod path_data;
mod plain;
mod prose;
mod role;
mod sessions;
mod similar;
mod site;
mod sitemap;
mod ticket;
mod time;
mod ways;
mod words;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use serde::Serialize;

use super::{
    Crumb, EntryPage, HomePage, ListingPage, NotFoundPage, PageView, PathPage, PathsPage, PlainPage, ProvidersPage,
    RedirectPage, RolePage, RolesPage, SiteView, TopicsPage, UpcomingPage,
};
use crate::catalog::{Catalog, FacetKind, Opportunity, OpportunityId, TermId};
use crate::config::SiteConfig;
use crate::pages::{self, ListKey, PageKey, Pages, address};
use crate::source::Sources;

/// Turns one prepared site into the data of its pages.
pub struct Views<'s> {
    config: &'s SiteConfig,
    catalog: &'s Catalog,
    pages: &'s Pages,
    sources: &'s Sources,
    site: OnceLock<SiteView>,
    shelves: OnceLock<Vec<panel::Shelf>>,
    likeness: OnceLock<Box<[OnceLock<similar::Likeness>]>>,
    ways: OnceLock<Box<[OnceLock<ways::Ways>]>>,
    stops: OnceLock<board::Stops>,
}

/// One page's data, without the parts that are rendered once and shared.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Everything else that the page shows.
    pub view: View,
    /// The opportunities whose cards it shows, in order.
    pub cards: Vec<OpportunityId>,
    /// The list whose panel it shows.
    pub panel: Option<ListKey>,
}

/// The variables of one page's template, or its text where no template makes it.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "one view is alive at a time on each thread")]
pub enum View {
    Home(HomePage),
    Listing(ListingPage),
    Entry(EntryPage),
    Topics(TopicsPage),
    Providers(ProvidersPage),
    Upcoming(UpcomingPage),
    Paths(PathsPage),
    Path(PathPage),
    Roles(RolesPage),
    Role(RolePage),
    Plain(PlainPage),
    NotFound(NotFoundPage),
    Redirect(RedirectPage),
    /// A file for machines: a path as JSON, the sitemap, `robots.txt`, `_redirects`.
    Text(String),
}

impl View {
    /// Returns the template that shows it, `None` for what is text already.
    pub fn template(&self) -> Option<&'static str> {
        match self {
            View::Home(_) => Some("home.html"),
            View::Listing(_) => Some("listing.html"),
            View::Entry(_) => Some("entry.html"),
            View::Topics(_) => Some("topics.html"),
            View::Providers(_) => Some("providers.html"),
            View::Upcoming(_) => Some("upcoming.html"),
            View::Paths(_) => Some("paths.html"),
            View::Path(_) => Some("path.html"),
            View::Roles(_) => Some("roles.html"),
            View::Role(_) => Some("role.html"),
            View::Plain(_) => Some("page.html"),
            View::NotFound(_) => Some("not_found.html"),
            View::Redirect(_) => Some("redirect.html"),
            View::Text(_) => None,
        }
    }
}

impl From<View> for Sheet {
    fn from(view: View) -> Self {
        Sheet { view, cards: Vec::new(), panel: None }
    }
}

impl<'s> Views<'s> {
    /// Takes a prepared site; makes nothing yet.
    pub fn new(config: &'s SiteConfig, catalog: &'s Catalog, pages: &'s Pages, sources: &'s Sources) -> Self {
        Views {
            config,
            catalog,
            pages,
            sources,
            site: OnceLock::new(),
            shelves: OnceLock::new(),
            likeness: OnceLock::new(),
            ways: OnceLock::new(),
            stops: OnceLock::new(),
        }
    }

    /// Returns what every page knows of the site.
    pub fn site(&self) -> &SiteView {
        self.site.get_or_init(|| self.make_site())
    }

    /// Makes the data of one page.
    pub fn sheet(&self, key: &PageKey) -> Sheet {
        match key {
            PageKey::Home => self.home(),
            PageKey::Browse { .. } | PageKey::Term { .. } | PageKey::Pair { .. } => {
                let (list, number) = key.list().expect("these three show a part of a list");
                self.listing(list, number)
            }
            PageKey::Topics => View::Topics(self.topics()).into(),
            PageKey::Providers => View::Providers(self.providers()).into(),
            PageKey::Upcoming { number } => View::Upcoming(self.upcoming(*number)).into(),
            PageKey::Entry(id) => self.entry(*id),
            PageKey::Paths => View::Paths(self.paths()).into(),
            PageKey::Path(path) => View::Path(self.path(*path)).into(),
            PageKey::PathData(path) => View::Text(self.path_data(*path)).into(),
            PageKey::Roles => View::Roles(self.roles()).into(),
            PageKey::Role(role) => View::Role(self.role(*role)).into(),
            PageKey::Words(index) => View::Plain(self.plain(*index)).into(),
            PageKey::Redirect(index) => View::Redirect(self.redirect(*index)).into(),
            PageKey::NotFound => View::NotFound(self.not_found()).into(),
            PageKey::Sitemap => View::Text(self.sitemap()).into(),
            PageKey::SitemapPart(number) => View::Text(self.sitemap_part(*number)).into(),
            PageKey::Robots => View::Text(self.robots()).into(),
            PageKey::RedirectList => View::Text(self.redirect_list()).into(),
        }
    }

    fn href(&self, address: &str) -> String {
        self.config.base.href(address)
    }

    fn entry_href(&self, id: OpportunityId) -> String {
        self.href(&address::entry(&self.opportunity(id).entry.id.value))
    }

    fn list_href(&self, list: ListKey) -> String {
        self.href(&address::list(self.catalog, list, 1))
    }

    /// Returns the address of a term's page; hidden facets have none.
    fn term_href(&self, term: TermId) -> Option<String> {
        let list = ListKey::Term(term);
        self.pages.has_list(list).then(|| self.list_href(list))
    }

    /// Returns the address of a list's first page, if the list has pages and something on them.
    fn filled_href(&self, list: ListKey) -> Option<String> {
        (!self.pages.list(list).is_empty()).then(|| self.list_href(list))
    }

    fn opportunity(&self, id: OpportunityId) -> &'s Opportunity {
        self.catalog.opportunity(id)
    }

    /// Returns the number of a facet that the site shows.
    fn shown_facet(&self, kind: FacetKind) -> Option<usize> {
        self.catalog.facet(kind).filter(|(_, facet)| !facet.is_hidden).map(|(number, _)| number)
    }

    /// Finds a term of a built-in facet by its id, hidden or not.
    fn find_term(&self, kind: FacetKind, id: &str) -> Option<TermId> {
        let (facet, it) = self.catalog.facet(kind)?;
        Some(TermId { facet: facet as u8, term: it.find(id)? })
    }

    /// Returns an opportunity's terms in a built-in facet.
    fn terms(&self, id: OpportunityId, kind: FacetKind) -> impl Iterator<Item = TermId> + use<'s> {
        let facet = self.catalog.facet(kind).map(|(number, _)| number);
        let catalog = self.catalog;
        facet.into_iter().flat_map(move |facet| catalog.terms_of(id, facet))
    }

    fn label(&self, term: TermId) -> &'s str {
        &self.catalog.term(term).label
    }

    fn provider_name(&self, provider: u16) -> &'s str {
        let (_, facet) = self.catalog.facet(FacetKind::Provider).expect("every catalog has the built-in facets");
        &facet.terms[provider as usize].label
    }

    /// Returns the list of what two terms share, in whichever order its pages are named.
    fn pair(&self, one: TermId, other: TermId) -> Option<ListKey> {
        [ListKey::Pair(one, other), ListKey::Pair(other, one)].into_iter().find(|list| self.pages.has_list(*list))
    }

    /// Says what a page is, with its addresses.
    fn page(&self, key: &PageKey, words: PageWords) -> PageView {
        let at = self.pages.address(self.catalog, key);
        let crumbs = match words.crumbs.is_empty() {
            true => Vec::new(),
            false => words.crumbs.into_iter().chain([Crumb { label: words.here, href: None }]).collect(),
        };
        PageView {
            head_title: format!("{} | {}", words.head_title, self.config.title),
            title: words.title,
            description: words.description,
            href: self.href(&at),
            canonical: Some(self.config.base.whole(&at)),
            section: words.section,
            crumbs,
            is_indexed: pages::is_indexed(self.catalog, self.pages, key),
        }
    }

    fn catalog_crumb(&self) -> Crumb {
        Crumb { label: site::CATALOG.to_owned(), href: Some(self.list_href(ListKey::Browse)) }
    }

    /// Returns the way to a page right below the home page; none is needed where the header leads there.
    fn home_crumbs(&self, section: &str) -> Vec<Crumb> {
        match self.site().nav.iter().any(|link| link.id == section) {
            true => Vec::new(),
            false => vec![Crumb { label: site::HOME.to_owned(), href: Some(self.href("/")) }],
        }
    }
}

/// The words of a page that [`Views::page`] puts into place.
#[derive(Default)]
struct PageWords {
    title: String,
    /// The window's title without the site's name.
    head_title: String,
    description: String,
    section: String,
    /// The way here without the page itself.
    crumbs: Vec<Crumb>,
    /// What the last step of the way is called.
    here: String,
}

impl PageWords {
    /// Calls the page the same in all three places.
    fn titled(title: &str) -> Self {
        PageWords {
            title: title.to_owned(),
            head_title: title.to_owned(),
            here: title.to_owned(),
            ..PageWords::default()
        }
    }
}
