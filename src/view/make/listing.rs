//! A page of a list: all entries, a term, a pair of terms.

use super::ticket::out_link;
use super::words::{entries, plural, within_sentence};
use super::{PageWords, Sheet, View, Views, dates, site};
use crate::catalog::{FacetKind, OpportunityId, Standing, Step, TermId};
use crate::data;
use crate::pages::{ListKey, address};
use crate::view::{BrowseTools, CostCount, Crumb, Html, Link, ListingPage, OutLink};

impl Views<'_> {
    pub(super) fn listing(&self, list: ListKey, number: usize) -> Sheet {
        let part = self.pages.part(list, number);
        let view = ListingPage {
            page: self.page(&list.page(number), self.listing_words(list, number)),
            lead: self.lead(list),
            intro: self.intro(list, number),
            out: self.provider_site(list),
            paths: self.topic_of(list, number).map(|topic| self.paths_of_topic(topic)).unwrap_or_default(),
            mentors: self
                .topic_of(list, number)
                .map(|topic| self.mentors(|mentor| mentor.topics.contains(&topic.term)))
                .unwrap_or_default(),
            count_text: self.count_text(list, number),
            costs: self.list_costs(list),
            narrow: self.narrow(list),
            cards: Vec::new(),
            pager: self.pager(list, number),
            panel: Html::default(),
            as_of: self.depends_on_day(part).then(|| dates::plain(self.catalog.as_of)),
            browse: (list == ListKey::Browse && number == 1).then(|| self.browse_tools()),
            in_catalog: (list != ListKey::Browse || number > 1)
                .then(|| Link { label: "Filter and search".to_owned(), href: self.filter_href(list) }),
        };
        Sheet { view: View::Listing(view), cards: part.to_vec(), panel: Some(list) }
    }

    /// Tells whether the day says something about these opportunities: one has dates, or a last day.
    fn depends_on_day(&self, part: &[OpportunityId]) -> bool {
        part.iter().any(|id| {
            let entry = &self.catalog.opportunity(*id).entry;
            !entry.sessions.is_empty() || entry.expires.is_some()
        })
    }

    /// Returns the topic that the first page of a list is about.
    fn topic_of(&self, list: ListKey, number: usize) -> Option<TermId> {
        match list {
            ListKey::Term(term) if number == 1 && self.kind(term) == FacetKind::Topic => Some(term),
            _ => None,
        }
    }

    /// Returns the paths that use a topic, narrower ones counted in, in two steps or more.
    fn paths_of_topic(&self, topic: TermId) -> Vec<Link> {
        let listed = &self.catalog.term(topic).listed;
        let is_about = |step: &&Step| step.options.iter().any(|id| listed.binary_search(id).is_ok());
        let paths = self.catalog.paths.iter().enumerate();
        paths
            .filter(|(_, path)| path.steps.iter().filter(is_about).count() >= 2)
            .map(|(number, path)| Link { label: path.entry.title.clone(), href: self.path_href(number) })
            .collect()
    }

    fn browse_tools(&self) -> BrowseTools {
        let listed = || self.catalog.opportunities.iter().filter(|it| it.standing == Standing::Listed);
        BrowseTools {
            order: data::order(self.catalog),
            page_size: self.config.page_size,
            has_credit: listed().any(|it| !it.facts.credits.is_empty()),
            has_dates: self.has_dates(),
            has_days: listed().any(|it| it.entry.published.is_some()),
        }
    }

    /// Returns the address of the browse list with a list's terms chosen, facets in the site's order.
    pub(super) fn filter_href(&self, list: ListKey) -> String {
        let mut terms = match list {
            ListKey::Browse => return self.list_href(list),
            ListKey::Term(term) => vec![term],
            ListKey::Pair(first, second) => vec![first, second],
        };
        terms.sort_by_key(|term| term.facet);
        let part =
            |term: &TermId| format!("{}={}", self.catalog.facets[term.facet as usize].id, self.catalog.term(*term).id);
        let parts: Vec<String> = terms.iter().map(part).collect();
        format!("{}?{}", self.list_href(ListKey::Browse), parts.join("&"))
    }

    fn listing_words(&self, list: ListKey, number: usize) -> PageWords {
        let title = self.list_title(list);
        let mut crumbs = self.list_crumbs(list);
        let mut head_title = match list {
            ListKey::Term(term) if self.term_words(term).is_none() => self.step(term),
            _ => title.clone(),
        };
        let mut here = match list {
            ListKey::Browse => title.clone(),
            ListKey::Term(term) => self.step(term),
            ListKey::Pair(_, second) => self.step(second),
        };
        if number > 1 {
            crumbs.push(Crumb { label: here, href: Some(self.list_href(list)) });
            here = format!("Page {number}");
            head_title = format!("{head_title}, page {number}");
        }
        PageWords {
            title,
            head_title,
            description: self.lead(list).unwrap_or_default(),
            section: self.section(list).to_owned(),
            crumbs,
            here,
        }
    }

    fn list_title(&self, list: ListKey) -> String {
        match list {
            ListKey::Browse => site::CATALOG.to_owned(),
            ListKey::Term(term) => self.term_words(term).unwrap_or_else(|| self.label(term)).to_owned(),
            ListKey::Pair(first, second) => format!("{} · {}", self.label(first), self.label(second)),
        }
    }

    /// Returns the heading that an editor gave a topic in place of its label.
    fn term_words(&self, term: TermId) -> Option<&str> {
        self.catalog.term(term).words.as_ref()?.title.as_deref()
    }

    /// Names a term on the way to a page: "Cost: Free", but a topic by itself.
    fn step(&self, term: TermId) -> String {
        match self.kind(term) {
            FacetKind::Topic | FacetKind::Provider => self.label(term).to_owned(),
            _ => format!("{}: {}", self.catalog.facets[term.facet as usize].label, self.label(term)),
        }
    }

    fn section(&self, list: ListKey) -> &'static str {
        match list {
            ListKey::Term(term) if self.kind(term) == FacetKind::Topic => site::TOPICS_SECTION,
            ListKey::Term(term) if self.kind(term) == FacetKind::Provider => site::PROVIDERS_SECTION,
            _ => site::CATALOG_SECTION,
        }
    }

    /// Returns the way to the first page of a list.
    fn list_crumbs(&self, list: ListKey) -> Vec<Crumb> {
        let linked = |term: TermId| Crumb { label: self.step(term), href: self.term_href(term) };
        let mut crumbs = match list {
            ListKey::Browse => return Vec::new(),
            _ => vec![self.catalog_crumb()],
        };
        match list {
            ListKey::Browse => (),
            ListKey::Pair(first, _) => crumbs.push(linked(first)),
            ListKey::Term(term) => {
                let facet = &self.catalog.facets[term.facet as usize];
                let index = match facet.kind {
                    FacetKind::Topic => Some("/topics/"),
                    FacetKind::Provider => Some("/providers/"),
                    _ => None,
                };
                crumbs.extend(index.map(|address| Crumb {
                    label: super::words::capitalized(&plural(&within_sentence(&facet.label))),
                    href: Some(self.href(address)),
                }));
                let mut above: Vec<u16> = facet.with_ancestors(term.term).skip(1).collect();
                above.reverse();
                crumbs.extend(above.into_iter().map(|above| linked(TermId { term: above, ..term })));
            }
        }
        crumbs
    }

    /// Returns what an editor wrote on a term, for the first page of its list.
    fn intro(&self, list: ListKey, number: usize) -> Html {
        let ListKey::Term(term) = list else { return Html::default() };
        match &self.catalog.term(term).words {
            Some(words) if number == 1 => self.prose(&words.prose, &address::list(self.catalog, list, 1)),
            _ => Html::default(),
        }
    }

    fn provider_site(&self, list: ListKey) -> Option<OutLink> {
        let ListKey::Term(term) = list else { return None };
        if self.kind(term) != FacetKind::Provider {
            return None;
        }
        self.catalog.providers.get(term.term as usize)?.url.as_ref().map(out_link)
    }

    fn count_text(&self, list: ListKey, number: usize) -> String {
        let count = self.pages.list(list).len();
        if number == 1 {
            return entries(count);
        }
        let first = (number - 1) * self.config.page_size + 1;
        let last = first + self.pages.part(list, number).len() - 1;
        match first == last {
            true => format!("Entry {first} of {count}"),
            false => format!("Entries {first} to {last} of {count}"),
        }
    }

    /// Counts a list by cost, each band with the page that lists just those; empty where one band has them all.
    fn list_costs(&self, list: ListKey) -> Vec<CostCount> {
        let href = |band: TermId| match list {
            ListKey::Browse => self.filled_href(ListKey::Term(band)),
            ListKey::Term(term) => self.pair(band, term).and_then(|pair| self.filled_href(pair)),
            ListKey::Pair(..) => None,
        };
        let mut costs = self.cost_counts(self.pages.list(list), href);
        costs.retain(|cost| cost.count > 0);
        if costs.len() < 2 { Vec::new() } else { costs }
    }
}
