//! The groups of links beside a list.

use std::cmp::Reverse;

use super::Views;
use super::words::{plural, within_sentence};
use crate::catalog::{CREDIT_NONE, Facet, FacetKind, NOT_STATED, Term, TermId};
use crate::pages::ListKey;
use crate::view::{FacetGroup, FacetPanel, Link, RangeFields, TermRow};

/// How many terms a group shows at once, with those under them.
const SHOWN: usize = 10;
/// A group that has no more than these shows them all: a summary for one or two saves nothing.
const SHOWN_WHOLE: usize = 12;
/// A tree with more terms than these shows only the branch that the reader is in.
const WHOLE_TREE: usize = 60;
/// A list of more terms than these has a box to find one in it.
const FIND_FROM: usize = 15;

/// A facet with its terms in the order of the panel: the same for every list of the site.
pub struct Shelf {
    facet: u8,
    is_open: bool,
    rows: Vec<Row>,
    index: Option<Link>,
}

struct Row {
    term: u16,
    /// The term of first rank that it stands under; itself for one of first rank.
    branch: u16,
    /// Whether it is among the terms that are shown at once.
    is_shown: bool,
}

impl Row {
    fn is_narrower(&self) -> bool {
        self.term != self.branch
    }
}

impl Views<'_> {
    /// Makes the groups of links beside a list. Counts are those of the whole catalog.
    pub fn panel(&self, list: ListKey) -> FacetPanel {
        let here: &[TermId] = match list {
            ListKey::Browse => &[],
            ListKey::Term(term) => &[term],
            ListKey::Pair(first, second) => &[first, second],
        };
        let shelves = self.shelves.get_or_init(|| self.make_shelves());
        let current = match list {
            ListKey::Term(term) => Some(term),
            _ => None,
        };
        FacetPanel {
            is_filter: list == ListKey::Browse,
            groups: shelves.iter().map(|shelf| self.group(shelf, here, current)).collect(),
        }
    }

    fn group(&self, shelf: &Shelf, here: &[TermId], current: Option<TermId>) -> FacetGroup {
        let facet = &self.catalog.facets[shelf.facet as usize];
        let here = here.iter().find(|term| term.facet == shelf.facet).map(|term| term.term);
        let branch = here.and_then(|term| facet.with_ancestors(term).last());
        let is_whole_tree = shelf.rows.len() <= WHOLE_TREE;
        let row = |row: &Row| self.term_row(TermId { facet: shelf.facet, term: row.term }, row.is_narrower(), current);
        let is_shown = |row: &&Row| row.is_shown || Some(row.branch) == branch;
        let is_wanted = |row: &&Row| !row.is_narrower() || is_whole_tree || Some(row.branch) == branch;
        let (shown, hidden): (Vec<&Row>, Vec<&Row>) = shelf.rows.iter().partition(is_shown);
        let rest: Vec<TermRow> = match shelf.index {
            Some(_) => Vec::new(),
            None => hidden.into_iter().map(row).collect(),
        };
        FacetGroup {
            id: facet.id.clone(),
            label: facet.label.clone(),
            is_open: shelf.is_open || here.is_some(),
            terms: shown.into_iter().filter(is_wanted).map(row).collect(),
            rest_label: if rest.is_empty() { String::new() } else { format!("{} more", rest.len()) },
            rest,
            index: shelf.index.clone(),
            range: self.range(facet.kind),
            find: if facet.terms.len() > FIND_FROM {
                format!("Find a {}", within_sentence(&facet.label))
            } else {
                String::new()
            },
        }
    }

    fn range(&self, kind: FacetKind) -> Option<RangeFields> {
        match kind {
            FacetKind::Cost => {
                Some(RangeFields { id: "price", label: format!("Price in {}", self.config.currency.code()) })
            }
            FacetKind::Time => Some(RangeFields { id: "time", label: "Minutes".to_owned() }),
            _ => None,
        }
    }

    fn term_row(&self, id: TermId, is_narrower: bool, current: Option<TermId>) -> TermRow {
        let term = self.catalog.term(id);
        TermRow {
            id: term.id.clone(),
            label: term.label.clone(),
            count: term.listed.len(),
            href: self.filled_href(ListKey::Term(id)),
            is_current: current == Some(id),
            is_narrower,
        }
    }

    fn make_shelves(&self) -> Vec<Shelf> {
        let facets = self.catalog.facets.iter().enumerate();
        facets
            .filter(|(_, facet)| facet.is_shown())
            .map(|(number, facet)| Shelf {
                facet: number as u8,
                is_open: matches!(
                    facet.kind,
                    FacetKind::Cost | FacetKind::Time | FacetKind::Credit | FacetKind::Availability
                ),
                rows: rows(facet),
                index: self.index(facet),
            })
            .collect()
    }

    /// Returns the page with all terms of a facet.
    fn index(&self, facet: &Facet) -> Option<Link> {
        let (address, count) = match facet.kind {
            FacetKind::Topic => ("/topics/", facet.terms.len()),
            FacetKind::Provider => ("/providers/", facet.terms.iter().filter(|term| !term.listed.is_empty()).count()),
            _ => return None,
        };
        let label = format!("All {count} {}", plural(&within_sentence(&facet.label)));
        Some(Link { label, href: self.href(address) })
    }
}

/// Tells whether a term is the place of what was left out, which stands last.
fn is_left_out(kind: FacetKind, term: &Term) -> bool {
    term.id == NOT_STATED || (kind == FacetKind::Credit && term.id == CREDIT_NONE)
}

/// Returns a facet's terms in the order of the panel, those under a term right after it.
fn rows(facet: &Facet) -> Vec<Row> {
    let first_rank: Vec<u16> =
        (0..facet.terms.len() as u16).filter(|term| facet.terms[*term as usize].parent.is_none()).collect();
    let first_rank = ranked(facet, &first_rank);
    let shown = if first_rank.len() <= SHOWN_WHOLE { SHOWN_WHOLE } else { SHOWN };
    let mut rows = Vec::new();
    for (place, term) in first_rank.into_iter().enumerate() {
        let is_shown = place < shown || is_left_out(facet.kind, &facet.terms[term as usize]);
        push_branch(facet, term, term, is_shown, &mut rows);
    }
    rows
}

fn push_branch(facet: &Facet, term: u16, branch: u16, is_shown: bool, rows: &mut Vec<Row>) {
    rows.push(Row { term, branch, is_shown });
    for child in ranked(facet, &facet.terms[term as usize].children) {
        push_branch(facet, child, branch, is_shown, rows);
    }
}

/// Puts terms in order and leaves out those that nobody needs to see empty.
fn ranked(facet: &Facet, terms: &[u16]) -> Vec<u16> {
    let of = |term: u16| &facet.terms[term as usize];
    let is_open_list = matches!(facet.kind, FacetKind::Provider | FacetKind::Credit | FacetKind::Competency);
    let is_kept = |term: &Term| !term.listed.is_empty() || !(is_open_list || is_left_out(facet.kind, term));
    let mut terms: Vec<u16> = terms.iter().copied().filter(|term| is_kept(of(*term))).collect();
    if !facet.kind.is_scale() {
        terms.sort_by_key(|term| {
            let term = of(*term);
            (is_left_out(facet.kind, term), Reverse(term.listed.len()), term.label.as_str())
        });
    }
    terms
}
