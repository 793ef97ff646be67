//! All topics, all providers.

use std::collections::BTreeMap;

use super::words::{capitalized, plural, within_sentence};
use super::{PageWords, Views, site};
use crate::catalog::{Facet, FacetKind, TermId};
use crate::pages::{ListKey, PageKey};
use crate::value::slug;
use crate::view::{LetterGroup, PageView, ProviderRow, ProvidersPage, TopicNode, TopicsPage};

/// Stands for all signs but A to Z, and sorts after them.
const OTHER_SIGNS: char = '~';

impl Views<'_> {
    pub(super) fn topics(&self) -> TopicsPage {
        let lead = "Every subject of the catalog, with its entries counted by cost.";
        let (number, facet) = self.catalog.facet(FacetKind::Topic).expect("every catalog has the built-in facets");
        let first_rank = (0..facet.terms.len() as u16).filter(|term| facet.terms[*term as usize].parent.is_none());
        TopicsPage {
            page: self.index_page(&PageKey::Topics, facet, site::TOPICS_SECTION, lead),
            lead: lead.to_owned(),
            topics: first_rank.map(|term| self.topic_node(facet, TermId { facet: number as u8, term })).collect(),
        }
    }

    fn topic_node(&self, facet: &Facet, id: TermId) -> TopicNode {
        let term = &facet.terms[id.term as usize];
        let narrower = term.children.iter().map(|child| self.topic_node(facet, TermId { term: *child, ..id }));
        TopicNode {
            label: term.label.clone(),
            href: self.filled_href(ListKey::Term(id)),
            description: term.description.clone().unwrap_or_default(),
            entries: term.listed.len(),
            costs: self.cost_counts(&term.listed, |band| self.pair(band, id).and_then(|pair| self.filled_href(pair))),
            narrower: narrower.collect(),
        }
    }

    pub(super) fn providers(&self) -> ProvidersPage {
        let lead = "Everyone who offers something in the catalog, with the number of entries.";
        let (number, facet) = self.catalog.facet(FacetKind::Provider).expect("every catalog has the built-in facets");
        // By letter, then by name without capitals and accents; the term keeps equal names apart.
        let mut sorted: BTreeMap<(char, String, u16), ProviderRow> = BTreeMap::new();
        for at in 0..facet.terms.len() as u16 {
            if let Some(row) = self.provider_row(facet, TermId { facet: number as u8, term: at }) {
                let name = slug(&row.label);
                sorted.insert((letter(&name), name, at), row);
            }
        }
        let mut letters: Vec<LetterGroup> = Vec::new();
        for ((letter, ..), row) in sorted {
            let (id, sign) = match letter {
                OTHER_SIGNS => ("other".to_owned(), "#".to_owned()),
                letter => (letter.to_string(), letter.to_ascii_uppercase().to_string()),
            };
            match letters.last_mut() {
                Some(group) if group.id == id => group.providers.push(row),
                _ => letters.push(LetterGroup { letter: sign, id, providers: vec![row] }),
            }
        }
        ProvidersPage {
            page: self.index_page(&PageKey::Providers, facet, site::PROVIDERS_SECTION, lead),
            lead: lead.to_owned(),
            letters,
        }
    }

    fn provider_row(&self, facet: &Facet, id: TermId) -> Option<ProviderRow> {
        let term = &facet.terms[id.term as usize];
        let entries = term.listed.len();
        Some(ProviderRow {
            label: term.label.clone(),
            href: self.filled_href(ListKey::Term(id))?,
            entries,
            free_text: match self.free_count(&term.listed) {
                0 => String::new(),
                1 if entries == 1 => "free".to_owned(),
                free if free == entries => "all free".to_owned(),
                free => format!("{free} free"),
            },
        })
    }

    fn index_page(&self, key: &PageKey, facet: &Facet, section: &str, lead: &str) -> PageView {
        let words = PageWords {
            description: lead.to_owned(),
            section: section.to_owned(),
            crumbs: self.home_crumbs(section),
            ..PageWords::titled(&capitalized(&plural(&within_sentence(&facet.label))))
        };
        self.page(key, words)
    }
}

/// Returns the letter that a name is listed under.
fn letter(slug: &str) -> char {
    slug.chars().next().filter(char::is_ascii_lowercase).unwrap_or(OTHER_SIGNS)
}
