//! Links from a list to lists that hold a part of it.

use std::cmp::Reverse;

use super::Views;
use super::words::{plural, within_sentence};
use crate::catalog::{Facet, FacetKind, TermId};
use crate::pages::ListKey;
use crate::view::{CountedLink, NarrowGroup};

/// How many links a group offers at once.
const SHOWN: usize = 10;

impl Views<'_> {
    /// Returns narrower terms of a term, and the terms of each facet that it makes pairs with.
    ///
    /// Costs are left out: the counts by cost above the list lead to the same pages.
    pub(super) fn narrow(&self, list: ListKey) -> Vec<NarrowGroup> {
        let ListKey::Term(term) = list else { return Vec::new() };
        let mut groups = Vec::new();
        groups.extend(self.narrower_terms(term));
        for [first, second] in self.catalog.pairs.iter().copied() {
            let other = match term.facet as usize {
                facet if facet == first => second,
                facet if facet == second => first,
                _ => continue,
            };
            if self.catalog.facets[other].kind != FacetKind::Cost {
                groups.extend(self.pairs_with(term, other));
            }
        }
        groups
    }

    fn narrower_terms(&self, term: TermId) -> Option<NarrowGroup> {
        let facet = &self.catalog.facets[term.facet as usize];
        let children = facet.terms[term.term as usize].children.iter();
        let links = children.filter_map(|child| self.counted_link(TermId { term: *child, ..term }, None));
        let links: Vec<_> = links.map(|link| (true, link)).collect();
        let label = format!("Narrower {}", plural(&within_sentence(&facet.label)));
        group(label, facet, links)
    }

    /// Returns the pages of one term's pairs with the terms of another facet.
    fn pairs_with(&self, term: TermId, other: usize) -> Option<NarrowGroup> {
        let facet = &self.catalog.facets[other];
        let links = facet.terms.iter().enumerate().filter_map(|(number, it)| {
            let other = TermId { facet: other as u8, term: number as u16 };
            Some((it.parent.is_none(), self.counted_link(other, Some(term))?))
        });
        group(format!("{}, by {}", self.label(term), within_sentence(&facet.label)), facet, links.collect())
    }

    /// Links to a term's list, or to what it shares with another term; `None` where that is nothing.
    fn counted_link(&self, term: TermId, with: Option<TermId>) -> Option<CountedLink> {
        let list = match with {
            Some(with) => self.pair(with, term)?,
            None => ListKey::Term(term),
        };
        Some(CountedLink {
            label: self.label(term).to_owned(),
            href: self.filled_href(list)?,
            count: self.pages.list(list).len(),
        })
    }
}

/// Divides links into those to offer at once, which are terms of first rank, and the rest.
fn group(label: String, facet: &Facet, links: Vec<(bool, CountedLink)>) -> Option<NarrowGroup> {
    let mut first: Vec<usize> = (0..links.len()).filter(|at| links[*at].0).collect();
    if !facet.kind.is_scale() {
        first.sort_by_key(|at| (Reverse(links[*at].1.count), *at));
    }
    first.truncate(SHOWN);
    let shown = first.iter().map(|at| links[*at].1.clone()).collect();
    let rest: Vec<CountedLink> =
        links.iter().enumerate().filter(|(at, _)| !first.contains(at)).map(|(_, (_, link))| link.clone()).collect();
    let noun = within_sentence(&facet.label);
    let rest_label = match rest.len() {
        0 => String::new(),
        1 => format!("1 more {noun}"),
        count => format!("{count} more {}", plural(&noun)),
    };
    (!links.is_empty()).then_some(NarrowGroup { label, links: shown, rest, rest_label })
}
