//! Other words for terms, so that a reader can be told why something was found.

use std::collections::BTreeSet;

use super::super::words;
use crate::catalog::Catalog;

/// Returns each synonym, folded, with the name of a term that goes by it, in their order. One whose
/// words all stand in the name is left out: nobody wonders at it.
pub fn synonyms(catalog: &Catalog) -> BTreeSet<(String, &str)> {
    let mut all = BTreeSet::new();
    for term in catalog.facets.iter().flat_map(|facet| &facet.terms).filter(|term| !term.listed.is_empty()) {
        let name = words::of(&term.label);
        for synonym in term.synonyms.iter().map(|synonym| words::of(synonym)) {
            if synonym.iter().any(|word| !name.contains(word)) {
                all.insert((synonym.join(" "), &*term.label));
            }
        }
    }
    all
}
