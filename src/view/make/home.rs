//! The home page.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::words::{counted, entries, plural, within_sentence};
use super::{PageWords, Sheet, View, Views};
use crate::browse;
use crate::catalog::{Band, FacetKind, OpportunityId, TermId, TimeBucket};
use crate::pages::{self, DateAhead, ListKey, PageKey};
use crate::view::{AgendaItem, HomePage, Link, QuickList, TopicRow};

/// How many paths the board of the home page shows; more have a page of their own.
const PATHS: usize = 24;
/// How many ready lists there are.
const QUICK: usize = 4;
/// How many cards beside the next dates: two rows of three.
const CARDS: usize = 6;
/// How many cards where no dates stand beside them: two rows of four.
const CARDS_ALONE: usize = 8;
/// How many of the next dates.
const DATES: usize = 7;

impl Views<'_> {
    pub(super) fn home(&self) -> Sheet {
        let home = self.catalog.home.as_ref();
        let title = home.map(|home| home.title.as_str()).filter(|title| !title.is_empty());
        let summary = home.and_then(|home| home.summary.clone());
        let words = PageWords {
            description: self.config.description.clone().or_else(|| summary.clone()).unwrap_or_default(),
            ..PageWords::titled(title.unwrap_or(&self.config.title))
        };
        let mut page = self.page(&PageKey::Home, words);
        page.head_title = self.config.title.clone();
        let paths = self.catalog.paths.len();
        let all_paths = (paths > PATHS)
            .then(|| Link { label: format!("All {}", counted(paths, "path", "paths")), href: self.href("/paths/") });
        let board = pages::has_paths(self.catalog).then(|| match all_paths {
            Some(_) => self.board(Vec::new()),
            None => self.board(self.board_rows(|_| true)),
        });
        let (topics, all_topics) = match board {
            Some(_) => (Vec::new(), None),
            None => self.topic_board(),
        };
        let newest = self.newest();
        let (cards_title, mut cards) = match newest.is_empty() {
            true => ("Free, and done within an hour", self.starters()),
            false => ("New in the catalog", newest),
        };
        cards.truncate(if self.has_dates() { CARDS } else { CARDS_ALONE });
        let agenda: Vec<AgendaItem> =
            self.pages.dates().iter().take(DATES).map(|date| self.agenda_item(*date)).collect();
        let view = HomePage {
            page,
            lead: summary.unwrap_or_default(),
            body: home.map(|home| self.prose(&home.prose, "/")).unwrap_or_default(),
            quick: self.quick_lists(),
            board,
            all_paths,
            topics,
            all_topics,
            cards_title: cards_title.to_owned(),
            cards: Vec::new(),
            all_entries: Link {
                label: format!("All {}", entries(self.catalog.listed).to_lowercase()),
                href: self.list_href(ListKey::Browse),
            },
            all_dates: (!agenda.is_empty())
                .then(|| Link { label: "All dates".to_owned(), href: self.href("/upcoming/") }),
            agenda,
        };
        Sheet { view: View::Home(view), cards, panel: None }
    }

    /// Returns the first ready lists that have something in them.
    fn quick_lists(&self) -> Vec<QuickList> {
        let term = |kind, id: &str| self.quick_list(self.find_term(kind, id)?, None);
        let body = || {
            let body = self.largest_body()?;
            self.quick_list(body, Some(format!("Credit from {}", self.label(body))))
        };
        let wanted = [
            term(FacetKind::Cost, Band::Free.id()),
            term(FacetKind::Time, TimeBucket::UpToAnHour.id()),
            self.next_month(),
            term(FacetKind::Certificate, "free-certificate"),
            term(FacetKind::Skill, "soft"),
            body(),
            term(FacetKind::Level, "beginner"),
        ];
        wanted.into_iter().flatten().take(QUICK).collect()
    }

    fn quick_list(&self, term: TermId, label: Option<String>) -> Option<QuickList> {
        let list = ListKey::Term(term);
        Some(QuickList {
            label: label.unwrap_or_else(|| self.label(term).to_owned()),
            href: self.filled_href(list)?,
            in_catalog: self.filter_href(list),
            count: self.pages.list(list).len(),
            starts: String::new(),
        })
    }

    /// Returns what starts in the month of the next date. Its name, unlike "this month", stays true
    /// for whoever reads the page later.
    fn next_month(&self) -> Option<QuickList> {
        let day = |date: &DateAhead| self.start_of(*date);
        let first = day(self.pages.dates().first()?);
        let in_month =
            self.pages.dates().iter().take_while(|date| day(date).first_of_month() == first.first_of_month());
        let last: BTreeMap<OpportunityId, Date> = in_month.map(|date| (date.id, day(date))).collect();
        let mut starts: BTreeMap<Date, usize> = BTreeMap::new();
        for day in last.values() {
            *starts.entry(*day).or_default() += 1;
        }
        let starts: Vec<String> = starts.iter().map(|(day, count)| format!("{day}:{count}")).collect();
        let href = self.href(&format!("/upcoming/#month_{}", first.strftime("%Y-%m")));
        Some(QuickList {
            label: format!("Start in {}", first.strftime("%B")),
            in_catalog: href.clone(),
            href,
            count: last.len(),
            starts: starts.join(" "),
        })
    }

    /// Returns the body whose credit most entries state, the first of several.
    fn largest_body(&self) -> Option<TermId> {
        let (facet, it) = self.catalog.facet(FacetKind::Credit)?;
        let bodies = it.terms.iter().enumerate().take(self.catalog.bodies.len());
        let (term, _) = bodies.min_by_key(|(_, term)| Reverse(term.listed.len()))?;
        Some(TermId { facet: facet as u8, term: term as u16 })
    }

    /// Returns the topics of first rank that have entries, and the page of all where there are more.
    fn topic_board(&self) -> (Vec<TopicRow>, Option<Link>) {
        let Some(number) = self.shown_facet(FacetKind::Topic) else { return (Vec::new(), None) };
        let facet = &self.catalog.facets[number];
        let rows: Vec<TopicRow> = facet
            .terms
            .iter()
            .enumerate()
            .filter(|(_, term)| term.parent.is_none())
            .filter_map(|(at, term)| {
                let id = TermId { facet: number as u8, term: at as u16 };
                Some(TopicRow {
                    label: term.label.clone(),
                    href: self.filled_href(ListKey::Term(id))?,
                    description: term.description.clone().unwrap_or_default(),
                    entries: term.listed.len(),
                    free: self.free_count(&term.listed),
                })
            })
            .collect();
        let label = format!("All {} {}", facet.terms.len(), plural(&within_sentence(&facet.label)));
        let all = (rows.len() < facet.terms.len()).then(|| Link { label, href: self.href("/topics/") });
        (rows, all)
    }

    /// Returns what came into the catalog last, of what says when it did.
    fn newest(&self) -> Vec<OpportunityId> {
        let mut dated: Vec<_> = self
            .catalog
            .all_listed()
            .into_iter()
            .filter_map(|id| {
                let entry = &self.opportunity(id).entry;
                Some((Reverse(entry.published?), entry.id.value.as_str(), id))
            })
            .collect();
        dated.sort_unstable();
        dated.into_iter().take(CARDS_ALONE).map(|(_, _, id)| id).collect()
    }

    /// Returns free entries that take an hour at the most: the first of each topic of first rank,
    /// then whatever fills the rows.
    fn starters(&self) -> Vec<OpportunityId> {
        let list =
            |kind, id: &str| self.find_term(kind, id).map_or(&[][..], |term| self.catalog.term(term).listed.as_slice());
        let short =
            browse::common(list(FacetKind::Cost, Band::Free.id()), list(FacetKind::Time, TimeBucket::UpToAnHour.id()));
        let Some((_, topics)) = self.catalog.facet(FacetKind::Topic) else { return Vec::new() };
        let mut picked: Vec<OpportunityId> = Vec::new();
        for topic in topics.terms.iter().filter(|term| term.parent.is_none()) {
            let of_topic = browse::common(&short, &topic.listed);
            picked.extend(of_topic.into_iter().find(|id| !picked.contains(id)));
        }
        let others: Vec<_> = short.into_iter().filter(|id| !picked.contains(id)).collect();
        picked.extend(others);
        picked
    }
}
