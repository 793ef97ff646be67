//! The file that names all others.

use serde::Serialize;

use super::{Blocks, DataFile, Tables, VERSION, search};
use crate::catalog::{Catalog, Facet};

#[derive(Serialize)]
struct Index<'c> {
    version: u32,
    as_of: String,
    /// How many entries are listed.
    count: usize,
    order: String,
    currency: CurrencyText<'c>,
    facets: Vec<FacetText<'c>>,
    /// The file with the dates and the facets that stand open at once.
    core: &'c str,
    numbers: &'c str,
    cards: CardsText,
    /// The file with the list of words.
    words: String,
}

#[derive(Serialize)]
struct CurrencyText<'c> {
    code: &'c str,
    digits: u32,
}

#[derive(Serialize)]
struct FacetText<'c> {
    id: &'c str,
    label: &'c str,
    kind: &'static str,
    scale: bool,
    /// Id, label, the number of the term above it or -1, and how many entries have it or one under it.
    terms: Vec<(&'c str, &'c str, i32, usize)>,
    /// The file that holds its column.
    column: &'c str,
}

#[derive(Serialize)]
struct CardsText {
    size: usize,
    names: String,
}

/// Writes the index.
pub fn index(catalog: &Catalog, tables: &Tables, blocks: &Blocks, search_stamp: u128) -> DataFile {
    let name = |file: usize| tables.files[file].name.as_str();
    let facets = tables.facets.iter().map(|(facet, file)| facet_text(&catalog.facets[*facet], name(*file))).collect();
    let index = Index {
        version: VERSION,
        as_of: catalog.as_of.to_string(),
        count: catalog.listed,
        order: super::order(catalog),
        currency: CurrencyText { code: catalog.currency.code(), digits: catalog.currency.digits() },
        facets,
        core: name(0),
        numbers: name(tables.numbers),
        cards: CardsText { size: blocks.size(), names: blocks.names() },
        words: search::lexicon_name(search_stamp),
    };
    DataFile { name: "index.json".to_owned(), ..DataFile::new("index", &index) }
}

fn facet_text<'c>(facet: &'c Facet, column: &'c str) -> FacetText<'c> {
    let terms = facet.terms.iter().map(|term| {
        let parent = term.parent.map_or(-1, i32::from);
        (term.id.as_str(), term.label.as_str(), parent, term.listed.len())
    });
    FacetText {
        id: &facet.id,
        label: &facet.label,
        kind: facet.kind.id(),
        scale: facet.kind.is_scale(),
        terms: terms.collect(),
        column,
    }
}
