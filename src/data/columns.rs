//! One string of codes for each facet.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::sessions::{self, SessionColumns};
use super::{DataFile, VERSION, digits};
use crate::catalog::{Catalog, FacetKind, OpportunityId};

/// The columns that one file holds.
pub struct Pack {
    /// Indexes of the catalog's facets.
    pub facets: Vec<usize>,
    pub file: DataFile,
}

/// The terms of every listed entry in one facet, those above them left out.
#[derive(Serialize)]
struct Column {
    /// How many terms each entry has; left out where each has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    lengths: Option<String>,
    /// All terms of all entries.
    codes: String,
}

#[derive(Serialize)]
struct PackText<'c> {
    version: u32,
    columns: BTreeMap<&'c str, &'c Column>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sessions: Option<SessionColumns>,
}

/// Writes the column of each facet that readers see, all into one file if they take less than `limit`.
///
/// The first file has the dates and at least the facets that stand open at once.
pub fn packs(catalog: &Catalog, limit: usize) -> Vec<Pack> {
    let shown: Vec<usize> = (0..catalog.facets.len()).filter(|facet| catalog.facets[*facet].is_shown()).collect();
    let columns: Vec<(usize, Column)> = shown.into_par_iter().map(|facet| (facet, column(catalog, facet))).collect();
    let bytes: usize =
        columns.iter().map(|(_, column)| column.codes.len() + column.lengths.as_ref().map_or(0, String::len)).sum();
    let is_core = |facet: usize| bytes < limit || is_open_at_once(catalog.facets[facet].kind);
    let (core, others): (Vec<_>, Vec<_>) = columns.iter().partition(|(facet, _)| is_core(*facet));
    let stem = if others.is_empty() { "columns" } else { "columns-core" };
    let mut packs = vec![pack(catalog, stem, &core, Some(sessions::columns(catalog)))];
    packs.extend(others.iter().map(|column| {
        let stem = format!("columns-{}", catalog.facets[column.0].id);
        pack(catalog, &stem, std::slice::from_ref(column), None)
    }));
    packs
}

/// Tells whether the panel beside a list shows the terms of a facet from the start.
fn is_open_at_once(kind: FacetKind) -> bool {
    matches!(kind, FacetKind::Cost | FacetKind::Time | FacetKind::Credit | FacetKind::Availability)
}

fn pack(catalog: &Catalog, stem: &str, columns: &[&(usize, Column)], sessions: Option<SessionColumns>) -> Pack {
    let named = columns.iter().map(|(facet, column)| (catalog.facets[*facet].id.as_str(), column)).collect();
    let text = PackText { version: VERSION, columns: named, sessions };
    Pack { facets: columns.iter().map(|(facet, _)| *facet).collect(), file: DataFile::new(stem, &text) }
}

fn column(catalog: &Catalog, facet: usize) -> Column {
    let width = digits::width(catalog.facets[facet].terms.len());
    let mut codes = String::with_capacity(catalog.listed * width);
    let mut counts = Vec::with_capacity(catalog.listed);
    for number in 0..catalog.listed as u32 {
        let mut count = 0;
        for term in catalog.terms_of(OpportunityId(number), facet) {
            digits::push_code(&mut codes, term.term as usize, width);
            count += 1;
        }
        counts.push(count);
    }
    Column { lengths: lengths(&counts), codes }
}

fn lengths(counts: &[usize]) -> Option<String> {
    let most = counts.iter().copied().max().unwrap_or(1);
    if most == 1 && counts.iter().all(|count| *count == 1) {
        return None;
    }
    let width = digits::width(most + 1);
    let mut text = String::with_capacity(counts.len() * width);
    counts.iter().for_each(|count| digits::push_code(&mut text, *count, width));
    Some(text)
}
