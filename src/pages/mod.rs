//! Decides which pages exist and where.
//!
//! An address starts with `/` and is relative to the site; `view` puts the base path before it.
//! Every address here is stable: it comes from ids that never change, or from a page number.

pub mod address;
mod redirects;

use std::collections::HashMap;
use std::sync::Arc;

use crate::browse;
use crate::catalog::{Catalog, Facet, FacetKind, Found, OpportunityId, Standing, TermId};
use crate::config::SiteConfig;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{LinkTarget, Prose, SessionStatus};
use crate::source::{Sources, Span};

pub use redirects::Redirect;

/// How many addresses one sitemap may hold (sitemaps.org, protocol 0.9).
pub const SITEMAP_LIMIT: usize = 50_000;

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PageKey {
    Home,
    /// Every listed entry; pages count from 1.
    Browse {
        number: usize,
    },
    Term {
        term: TermId,
        number: usize,
    },
    /// Entries with both terms; the first is of the facet that the config names first.
    Pair {
        first: TermId,
        second: TermId,
        number: usize,
    },
    Topics,
    Providers,
    /// Dates ahead; pages count from 1.
    Upcoming {
        number: usize,
    },
    Entry(OpportunityId),
    Paths,
    /// By its index in the catalog, like those below.
    Path(usize),
    /// A path for machines.
    PathData(usize),
    Roles,
    Role(usize),
    /// A page of words, by its index in the catalog.
    Words(usize),
    /// By its index in [`Pages::redirects`].
    Redirect(usize),
    NotFound,
    /// The sitemap, or the index of its parts where there are more addresses than one may hold.
    Sitemap,
    /// One part of a large sitemap, counted from 1.
    SitemapPart(usize),
    Robots,
    RedirectList,
}

/// One page and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub key: PageKey,
    pub address: String,
}

impl Page {
    /// Returns the file that holds it: `/about/` is `about/index.html`.
    pub fn file(&self) -> String {
        address::file(&self.address)
    }
}

/// All pages of a site, by key and by address.
#[derive(Clone, Debug)]
pub struct Pages {
    /// Lists that have pages of their own with the opportunities in them, pairs last.
    lists: Vec<(ListKey, Arc<[OpportunityId]>)>,
    by_list: HashMap<ListKey, usize>,
    by_address: HashMap<String, ListKey>,
    words: HashMap<String, usize>,
    pub redirects: Vec<Redirect>,
    redirect_by_address: HashMap<String, usize>,
    dates: Vec<DateAhead>,
    page_size: usize,
}

/// One session of a listed opportunity that lies ahead and was not called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateAhead {
    pub id: OpportunityId,
    /// Its place among the opportunity's sessions.
    pub session: usize,
}

/// Dates on one page of the list of dates.
const DATES_ON_A_PAGE: usize = 100;

/// A list of opportunities that has pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKey {
    Browse,
    Term(TermId),
    Pair(TermId, TermId),
}

impl ListKey {
    /// Returns the key of one page of the list, counted from 1.
    pub fn page(self, number: usize) -> PageKey {
        match self {
            ListKey::Browse => PageKey::Browse { number },
            ListKey::Term(term) => PageKey::Term { term, number },
            ListKey::Pair(first, second) => PageKey::Pair { first, second, number },
        }
    }
}

impl PageKey {
    /// Returns the list that the page shows a part of, and the number of that part.
    pub fn list(&self) -> Option<(ListKey, usize)> {
        match *self {
            PageKey::Browse { number } => Some((ListKey::Browse, number)),
            PageKey::Term { term, number } => Some((ListKey::Term(term), number)),
            PageKey::Pair { first, second, number } => Some((ListKey::Pair(first, second), number)),
            _ => None,
        }
    }
}

/// Works out which pages there are. Reports `address-collision`.
pub fn all(config: &SiteConfig, catalog: &Catalog, diags: &mut Diagnostics) -> Pages {
    let lists = lists(catalog);
    let by_list = lists.iter().enumerate().map(|(index, (key, _))| (*key, index)).collect();
    let by_address = lists.iter().map(|(key, _)| (address::list(catalog, *key, 1), *key)).collect();
    let mut pages = Pages {
        lists,
        by_list,
        by_address,
        words: HashMap::new(),
        redirects: Vec::new(),
        redirect_by_address: HashMap::new(),
        dates: dates_ahead(catalog),
        page_size: config.page_size,
    };
    add_words(&mut pages, catalog, diags);
    redirects::add(&mut pages, catalog, diags);
    pages
}

/// Returns every list that has pages: all entries, each shown term, each useful pair.
fn lists(catalog: &Catalog) -> Vec<(ListKey, Arc<[OpportunityId]>)> {
    let mut lists = vec![(ListKey::Browse, catalog.all_listed().into())];
    for (number, facet) in catalog.facets.iter().enumerate().filter(|(_, facet)| has_pages(facet)) {
        for (term, it) in facet.terms.iter().enumerate() {
            let id = TermId { facet: number as u8, term: term as u16 };
            lists.push((ListKey::Term(id), it.listed.as_slice().into()));
        }
    }
    for [first, second] in catalog.pairs.iter().copied() {
        for (one, it) in catalog.facets[first].terms.iter().enumerate() {
            let counts = browse::count_terms(catalog, &it.listed, second);
            for (other, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                let shared = browse::common(&it.listed, &catalog.facets[second].terms[other].listed);
                debug_assert_eq!(shared.len(), count);
                let of = |facet: usize, term: usize| TermId { facet: facet as u8, term: term as u16 };
                lists.push((ListKey::Pair(of(first, one), of(second, other)), shared.into()));
            }
        }
    }
    lists
}

/// Returns the dates of listed opportunities from the day of the build on, soonest first.
fn dates_ahead(catalog: &Catalog) -> Vec<DateAhead> {
    let mut dates = Vec::new();
    for (number, opportunity) in catalog.opportunities[..catalog.listed].iter().enumerate() {
        for (session, it) in opportunity.facts.sessions.iter().enumerate() {
            if it.start.date() >= catalog.as_of && it.status != SessionStatus::Cancelled {
                let date = DateAhead { id: OpportunityId(number as u32), session };
                dates.push((it.start.date(), it.start.timestamp(), date.id, session));
            }
        }
    }
    dates.sort_unstable();
    dates.into_iter().map(|(_, _, id, session)| DateAhead { id, session }).collect()
}

fn add_words(pages: &mut Pages, catalog: &Catalog, diags: &mut Diagnostics) {
    for (index, page) in catalog.pages.iter().enumerate() {
        let address = address::words(page);
        let span = Span::of_file(page.file);
        if let Some(taken) = pages.taken_by(catalog, &address) {
            diags.push(collision(&address, span, &taken));
            continue;
        }
        if address::is_own(&address) {
            let problem = Diagnostic::new(
                &diag::ADDRESS_COLLISION,
                span,
                format!("the address `{address}` is one of those that Milepost gives out itself"),
            );
            diags.push(problem.help("give the file or its folder another name"));
            continue;
        }
        pages.words.insert(address, index);
    }
}

fn collision(address: &str, span: Span, taken: &Taken) -> Diagnostic {
    let problem =
        Diagnostic::new(&diag::ADDRESS_COLLISION, span, format!("the address `{address}` is taken by {}", taken.by))
            .label("wants the address too");
    match taken.span {
        Some(first) => problem.also(first, "has it already"),
        None => problem,
    }
    .help("give one of them another name")
}

struct Taken {
    by: String,
    span: Option<Span>,
}

impl Pages {
    /// Tells in words why no new page of words can have an address; `None` when it can.
    pub fn why_taken(&self, catalog: &Catalog, address: &str) -> Option<String> {
        match self.taken_by(catalog, address) {
            Some(taken) => Some(format!("the address `{address}` is taken by {}", taken.by)),
            None if address::is_own(address) => {
                Some(format!("the address `{address}` is one of those that Milepost gives out itself"))
            }
            None => None,
        }
    }

    /// Tells what already stands at an address.
    fn taken_by(&self, catalog: &Catalog, address: &str) -> Option<Taken> {
        let by = |by: &str| Some(Taken { by: by.to_owned(), span: None });
        if let Some(index) = self.words.get(address) {
            let page = &catalog.pages[*index];
            return Some(Taken { by: format!("the page \"{}\"", page.title), span: Some(Span::of_file(page.file)) });
        }
        if let Some(index) = self.redirect_by_address.get(address) {
            let redirect = &self.redirects[*index];
            return Some(Taken { by: format!("the former address of `{}`", redirect.to), span: Some(redirect.span) });
        }
        match self.find(catalog, address)? {
            PageKey::Entry(id) => {
                let id = &catalog.opportunity(id).entry.id;
                Some(Taken { by: format!("the opportunity `{}`", id.value), span: Some(id.span) })
            }
            PageKey::Path(path) | PageKey::PathData(path) => {
                let id = &catalog.paths[path].entry.id;
                Some(Taken { by: format!("the path `{}`", id.value), span: Some(id.span) })
            }
            PageKey::Home => by("the home page"),
            PageKey::Topics => by("the list of topics"),
            PageKey::Providers => by("the list of providers"),
            PageKey::Upcoming { .. } => by("the list of dates"),
            _ => by("a list of the catalog"),
        }
    }

    /// Returns what stands at an address, or nothing.
    pub fn find(&self, catalog: &Catalog, address: &str) -> Option<PageKey> {
        match address {
            "/" => return Some(PageKey::Home),
            "/topics/" if has_facet(catalog, FacetKind::Topic) => return Some(PageKey::Topics),
            "/providers/" if has_facet(catalog, FacetKind::Provider) => return Some(PageKey::Providers),
            "/paths/" if has_paths(catalog) => return Some(PageKey::Paths),
            "/roles/" if has_paths(catalog) => return Some(PageKey::Roles),
            "/upcoming/" => return Some(PageKey::Upcoming { number: 1 }),
            "/404.html" => return Some(PageKey::NotFound),
            "/sitemap.xml" => return Some(PageKey::Sitemap),
            "/robots.txt" => return Some(PageKey::Robots),
            "/_redirects" => return Some(PageKey::RedirectList),
            _ => (),
        }
        if let Some(id) = address.strip_prefix("/entries/").and_then(|rest| rest.strip_suffix('/'))
            && let Some(id) = catalog.find(id)
        {
            return Some(PageKey::Entry(id));
        }
        if let Some(key) = find_goal(catalog, address) {
            return Some(key);
        }
        if let Some(index) = self.words.get(address) {
            return Some(PageKey::Words(*index));
        }
        if let Some(index) = self.redirect_by_address.get(address) {
            return Some(PageKey::Redirect(*index));
        }
        if let Some(list) = self.by_address.get(address) {
            return Some(list.page(1));
        }
        if let Some(number) = address::sitemap_part(address) {
            let parts = self.iter(catalog).iter().filter(|page| matches!(page.key, PageKey::SitemapPart(_))).count();
            return (number <= parts).then_some(PageKey::SitemapPart(number));
        }
        let (list, number) = address::page_number(address)?;
        if list == "/upcoming/" {
            return (2..=self.date_pages()).contains(&number).then_some(PageKey::Upcoming { number });
        }
        let list = *self.by_address.get(list)?;
        (number >= 2 && number <= self.page_count(list)).then(|| list.page(number))
    }

    /// Returns every page, each once, in a fixed order.
    pub fn iter(&self, catalog: &Catalog) -> Vec<Page> {
        let mut keys = vec![PageKey::Home];
        for (list, _) in &self.lists {
            keys.extend((1..=self.page_count(*list)).map(|number| list.page(number)));
        }
        if has_facet(catalog, FacetKind::Topic) {
            keys.push(PageKey::Topics);
        }
        if has_facet(catalog, FacetKind::Provider) {
            keys.push(PageKey::Providers);
        }
        keys.extend((1..=self.date_pages()).map(|number| PageKey::Upcoming { number }));
        keys.extend((0..catalog.opportunities.len() as u32).map(|id| PageKey::Entry(OpportunityId(id))));
        if has_paths(catalog) {
            keys.push(PageKey::Paths);
            keys.extend((0..catalog.paths.len()).flat_map(|path| [PageKey::Path(path), PageKey::PathData(path)]));
            keys.push(PageKey::Roles);
            keys.extend((0..catalog.roles.len()).map(PageKey::Role));
        }
        let mut words: Vec<_> = self.words.values().copied().collect();
        words.sort_unstable();
        keys.extend(words.into_iter().map(PageKey::Words));
        keys.extend((0..self.redirects.len()).map(PageKey::Redirect));
        keys.extend([PageKey::NotFound, PageKey::Sitemap, PageKey::Robots, PageKey::RedirectList]);
        let indexed = keys.iter().filter(|key| is_indexed(catalog, self, key)).count();
        if indexed > SITEMAP_LIMIT {
            keys.extend((1..=indexed.div_ceil(SITEMAP_LIMIT)).map(PageKey::SitemapPart));
        }
        keys.into_iter().map(|key| Page { address: self.address(catalog, &key), key }).collect()
    }

    /// Returns where a page stands.
    pub fn address(&self, catalog: &Catalog, key: &PageKey) -> String {
        match key {
            PageKey::Home => "/".to_owned(),
            PageKey::Topics => "/topics/".to_owned(),
            PageKey::Providers => "/providers/".to_owned(),
            PageKey::Upcoming { number } => address::upcoming(*number),
            PageKey::NotFound => "/404.html".to_owned(),
            PageKey::Sitemap => "/sitemap.xml".to_owned(),
            PageKey::SitemapPart(number) => format!("/sitemap-{number}.xml"),
            PageKey::Robots => "/robots.txt".to_owned(),
            PageKey::RedirectList => "/_redirects".to_owned(),
            PageKey::Entry(id) => address::entry(&catalog.opportunity(*id).entry.id.value),
            PageKey::Paths => "/paths/".to_owned(),
            PageKey::Path(path) => address::path(&catalog.paths[*path].entry.id.value),
            PageKey::PathData(path) => address::path_data(&catalog.paths[*path].entry.id.value),
            PageKey::Roles => "/roles/".to_owned(),
            PageKey::Role(role) => address::role(&catalog.roles[*role].entry.id.value),
            PageKey::Words(index) => address::words(&catalog.pages[*index]),
            PageKey::Redirect(index) => self.redirects[*index].from.clone(),
            PageKey::Browse { number } => address::list(catalog, ListKey::Browse, *number),
            PageKey::Term { term, number } => address::list(catalog, ListKey::Term(*term), *number),
            PageKey::Pair { first, second, number } => address::list(catalog, ListKey::Pair(*first, *second), *number),
        }
    }

    /// Returns the whole list behind a page of it; empty for a list that has no pages.
    pub fn list(&self, list: ListKey) -> &[OpportunityId] {
        self.by_list.get(&list).map_or(&[], |index| &self.lists[*index].1)
    }

    /// Returns the place of a list among those that have pages.
    pub fn list_number(&self, list: ListKey) -> Option<usize> {
        self.by_list.get(&list).copied()
    }

    /// Tells whether a list has pages.
    pub fn has_list(&self, list: ListKey) -> bool {
        self.by_list.contains_key(&list)
    }

    /// Returns every list that has pages.
    pub fn lists(&self) -> impl Iterator<Item = ListKey> {
        self.lists.iter().map(|(key, _)| *key)
    }

    /// Returns the part of a list that one page of it shows.
    pub fn part(&self, list: ListKey, number: usize) -> &[OpportunityId] {
        self.list(list).chunks(self.page_size).nth(number - 1).unwrap_or(&[])
    }

    /// Returns how many pages a list has; an empty list has one.
    pub fn page_count(&self, list: ListKey) -> usize {
        self.list(list).len().div_ceil(self.page_size).max(1)
    }

    /// Returns every date ahead, soonest first.
    pub fn dates(&self) -> &[DateAhead] {
        &self.dates
    }

    /// Returns the dates that one page of them shows, counted from 1.
    pub fn dates_on(&self, number: usize) -> &[DateAhead] {
        self.dates.chunks(DATES_ON_A_PAGE).nth(number - 1).unwrap_or(&[])
    }

    /// Returns how many pages the dates have; without a date there is one that says so.
    pub fn date_pages(&self) -> usize {
        self.dates.len().div_ceil(DATES_ON_A_PAGE).max(1)
    }

    /// Finds where a link in prose leads: an address, with its anchor if it has one.
    pub fn follow(&self, target: &LinkTarget, from: &str, site: &Site<'_>) -> Result<String, DeadLink> {
        let catalog = site.catalog;
        let (address, anchor) = match target {
            LinkTarget::Here { anchor } => (from.to_owned(), Some(anchor)),
            LinkTarget::Address { address, anchor } => (self.existing(address, catalog)?, anchor.as_ref()),
            LinkTarget::Entry { id, anchor } => (entry_address(id, catalog)?, anchor.as_ref()),
            LinkTarget::File { location, anchor } => (self.address_of_file(location, site)?, anchor.as_ref()),
        };
        let Some(anchor) = anchor else { return Ok(address) };
        let headings = self.prose_at(&address, catalog).map_or(&[][..], |prose| &prose.headings);
        match headings.iter().any(|heading| heading.id == *anchor) {
            true => Ok(format!("{address}#{anchor}")),
            false => Err(DeadLink::Anchor {
                anchor: anchor.clone(),
                near: diag::nearest(anchor, headings.iter().map(|heading| heading.id.as_str())).map(str::to_owned),
            }),
        }
    }

    fn existing(&self, address: &str, catalog: &Catalog) -> Result<String, DeadLink> {
        if let Some(path) = address.strip_prefix("/files/") {
            let exists = catalog.files.iter().any(|(_, file)| **file == *path);
            return match exists {
                true => Ok(address.to_owned()),
                false => Err(DeadLink::File(path.to_owned())),
            };
        }
        if self.find(catalog, address).is_some() {
            return Ok(address.to_owned());
        }
        let with_slash = format!("{address}/");
        let near = match self.find(catalog, &with_slash) {
            Some(_) => Some(with_slash),
            None => {
                let pages = self.words.keys().chain(self.by_address.keys()).map(String::as_str);
                diag::nearest(address, pages.chain(["/topics/", "/providers/", "/upcoming/"])).map(str::to_owned)
            }
        };
        Err(DeadLink::Address { address: address.to_owned(), near })
    }

    fn address_of_file(&self, location: &str, site: &Site<'_>) -> Result<String, DeadLink> {
        let catalog = site.catalog;
        let dead = || DeadLink::Content(location.to_owned());
        let file = site.sources.find(location).ok_or_else(dead)?;
        if location.starts_with("content/opportunities/") {
            let name = location.rsplit('/').next().unwrap_or(location).trim_end_matches(".md");
            let id = catalog.find(name).filter(|id| catalog.opportunity(*id).entry.file == file).ok_or_else(dead)?;
            return Ok(address::entry(&catalog.opportunity(id).entry.id.value));
        }
        if let Some(path) = catalog.paths.iter().find(|path| path.entry.file == file) {
            return Ok(address::path(&path.entry.id.value));
        }
        if catalog.home.as_ref().is_some_and(|home| home.file == file) {
            return Ok("/".to_owned());
        }
        if let Some(page) = catalog.pages.iter().find(|page| page.file == file) {
            return Ok(address::words(page));
        }
        let (facet, topics) = catalog.facet(FacetKind::Topic).ok_or_else(dead)?;
        let term = topics
            .terms
            .iter()
            .position(|term| term.words.as_ref().is_some_and(|words| words.file == file))
            .ok_or_else(dead)?;
        let list = ListKey::Term(TermId { facet: facet as u8, term: term as u16 });
        Ok(address::list(catalog, list, 1))
    }

    /// Returns the prose that the page at an address shows.
    fn prose_at<'c>(&self, address: &str, catalog: &'c Catalog) -> Option<&'c Prose> {
        match self.find(catalog, address)? {
            PageKey::Home => catalog.home.as_ref().map(|home| &home.prose),
            PageKey::Entry(id) => Some(&catalog.opportunity(id).entry.prose),
            PageKey::Path(path) => Some(&catalog.paths[path].entry.prose),
            PageKey::Words(index) => Some(&catalog.pages[index].prose),
            PageKey::Term { term, number: 1 } => catalog.term(term).words.as_ref().map(|words| &words.prose),
            _ => None,
        }
    }
}

/// What a link is looked up in.
#[derive(Clone, Copy)]
pub struct Site<'s> {
    pub catalog: &'s Catalog,
    pub sources: &'s Sources,
}

/// Why a link in prose leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeadLink {
    Address {
        address: String,
        near: Option<String>,
    },
    Entry {
        id: String,
        near: Option<String>,
    },
    /// The entry exists, but this build leaves it out.
    LeftOut(String),
    /// Its file could not be read and has its own report.
    Unreadable,
    /// A path below `content/files`.
    File(String),
    /// A location of content.
    Content(String),
    Anchor {
        anchor: String,
        near: Option<String>,
    },
}

fn entry_address(id: &str, catalog: &Catalog) -> Result<String, DeadLink> {
    match catalog.look_up(id) {
        Found::Opportunity(number) => Ok(address::entry(&catalog.opportunity(number).entry.id.value)),
        Found::LeftOut(_) => Err(DeadLink::LeftOut(id.to_owned())),
        Found::Unreadable => Err(DeadLink::Unreadable),
        Found::Nothing { nearest } => Err(DeadLink::Entry { id: id.to_owned(), near: nearest.map(str::to_owned) }),
    }
}

/// Tells whether the terms of a facet have pages: topics always, so that words above one can be read.
fn has_pages(facet: &Facet) -> bool {
    !facet.is_hidden && (facet.tells_something() || facet.kind == FacetKind::Topic)
}

/// Tells whether the site has paths; without one there are no pages of roles either.
pub fn has_paths(catalog: &Catalog) -> bool {
    !catalog.paths.is_empty()
}

/// Finds a page of a path or a role.
fn find_goal(catalog: &Catalog, address: &str) -> Option<PageKey> {
    if let Some(rest) = address.strip_prefix("/paths/") {
        let find = |id: &str| catalog.paths.iter().position(|path| path.entry.id.value == id);
        return match rest.strip_suffix("/path.json") {
            Some(id) => find(id).map(PageKey::PathData),
            None => find(rest.strip_suffix('/')?).map(PageKey::Path),
        };
    }
    let id = address.strip_prefix("/roles/")?.strip_suffix('/').filter(|_| has_paths(catalog))?;
    catalog.roles.iter().position(|role| role.entry.id.value == id).map(PageKey::Role)
}

fn has_facet(catalog: &Catalog, kind: FacetKind) -> bool {
    catalog.facet(kind).is_some_and(|(_, facet)| !facet.is_hidden)
}

/// Tells whether search engines should keep a page: whole lists and entries that are still offered.
pub fn is_indexed(catalog: &Catalog, pages: &Pages, key: &PageKey) -> bool {
    match key {
        PageKey::Entry(id) => catalog.opportunity(*id).standing == Standing::Listed,
        PageKey::Home | PageKey::Topics | PageKey::Providers | PageKey::Upcoming { .. } | PageKey::Words(_) => true,
        PageKey::Paths | PageKey::Path(_) | PageKey::Roles | PageKey::Role(_) => true,
        PageKey::Browse { .. } | PageKey::Term { .. } | PageKey::Pair { .. } => {
            key.list().is_some_and(|(list, _)| !pages.list(list).is_empty())
        }
        PageKey::PathData(_)
        | PageKey::Redirect(_)
        | PageKey::NotFound
        | PageKey::Sitemap
        | PageKey::SitemapPart(_)
        | PageKey::Robots
        | PageKey::RedirectList => false,
    }
}
