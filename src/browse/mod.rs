//! Filtering and counting: OR within a facet, AND across facets.
//!
//! The count beside a term is what choosing it would give: everything else that is chosen holds,
//! the choices in its own facet do not (`browse-rules` 1 and 2). The page script gives the same
//! numbers from the same rules.

mod numbers;
mod order;

use jiff::civil::Date;

use crate::catalog::{Catalog, OpportunityId, TermId};

pub use numbers::{Measure, added, credit, minutes, price};
pub use order::{Sort, sorted};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Any of these in each facet that has some; a term stands for those under it too.
    pub terms: Vec<TermId>,
    /// What everybody pays, in minor units of the site's currency.
    pub price: Range,
    /// The longest time it takes, in minutes.
    pub minutes: Range,
    /// Leaves out what had dates and whose last date ended before this day; `None` leaves all in.
    pub dates_from: Option<Date>,
}

/// The smallest and the largest value that is asked for, both included.
///
/// A range with an end leaves out every entry whose value is not stated; [`unstated`] counts those.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub min: Option<i64>,
    pub max: Option<i64>,
}

impl Range {
    /// True when it has no end and so leaves nothing out.
    pub fn is_open(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    fn admits(self, value: Option<i64>) -> bool {
        match value {
            Some(value) => self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max),
            None => self.is_open(),
        }
    }
}

impl Query {
    fn chosen(&self, facet: usize) -> impl Iterator<Item = TermId> {
        self.terms.iter().copied().filter(move |term| term.facet as usize == facet)
    }

    /// Tells whether an opportunity has one of the chosen terms of each facet but `ignored`.
    fn admits(&self, catalog: &Catalog, id: OpportunityId, ignored: Option<usize>) -> bool {
        let are_values_in = self.price.admits(price(catalog, id)) && self.minutes.admits(minutes(catalog, id));
        let is_past = self.dates_from.is_some_and(|day| catalog.opportunity(id).facts.is_past(day));
        if !are_values_in || is_past {
            return false;
        }
        (0..catalog.facets.len()).filter(|facet| Some(*facet) != ignored).all(|facet| {
            let mut chosen = self.chosen(facet).peekable();
            chosen.peek().is_none() || chosen.any(|term| has_term(catalog, id, term))
        })
    }
}

/// Tells whether an opportunity has a term or one under it.
fn has_term(catalog: &Catalog, id: OpportunityId, wanted: TermId) -> bool {
    let facet = wanted.facet as usize;
    catalog
        .terms_of(id, facet)
        .any(|term| catalog.facets[facet].with_ancestors(term.term).any(|above| above == wanted.term))
}

/// Returns the listed opportunities that a query admits, in the order of the lists.
pub fn matching(catalog: &Catalog, query: &Query) -> Vec<OpportunityId> {
    catalog.all_listed().into_iter().filter(|id| query.admits(catalog, *id, None)).collect()
}

/// Returns, for every term of a facet, how many choosing it alone in that facet would give.
pub fn counts(catalog: &Catalog, query: &Query, facet: usize) -> Vec<usize> {
    let admitted: Vec<_> =
        catalog.all_listed().into_iter().filter(|id| query.admits(catalog, *id, Some(facet))).collect();
    count_terms(catalog, &admitted, facet)
}

/// Counts the opportunities that state no value for a measure and are left out by its range alone.
pub fn unstated(catalog: &Catalog, query: &Query, measure: Measure) -> usize {
    let mut others = query.clone();
    match measure {
        Measure::Price => others.price = Range::default(),
        Measure::Minutes => others.minutes = Range::default(),
    }
    if others == *query {
        return 0;
    }
    matching(catalog, &others).into_iter().filter(|id| measure.of(catalog, *id).is_none()).count()
}

/// Counts the opportunities that are left out for nothing but that their dates are over.
pub fn past(catalog: &Catalog, query: &Query) -> usize {
    let all = Query { dates_from: None, ..query.clone() };
    matching(catalog, &all).len() - matching(catalog, query).len()
}

/// Counts the terms of one facet over a list; a term above several of an opportunity's counts once.
pub fn count_terms(catalog: &Catalog, list: &[OpportunityId], facet: usize) -> Vec<usize> {
    let terms = &catalog.facets[facet].terms;
    let mut counts = vec![0; terms.len()];
    let mut last = vec![None; terms.len()];
    for id in list {
        for term in catalog.terms_of(*id, facet) {
            for term in catalog.facets[facet].with_ancestors(term.term) {
                let term = term as usize;
                if last[term].replace(*id) != Some(*id) {
                    counts[term] += 1;
                }
            }
        }
    }
    counts
}

/// Returns what two lists have in common; both rise, and so does the result.
pub fn common(one: &[OpportunityId], other: &[OpportunityId]) -> Vec<OpportunityId> {
    let (mut left, mut right) = (0, 0);
    let mut shared = Vec::new();
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                shared.push(one[left]);
                left += 1;
                right += 1;
            }
        }
    }
    shared
}
