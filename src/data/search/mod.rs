//! What the page script finds words with.
//!
//! A list of all words, and for each of them the entries that have it and where. The script looks
//! for beginnings and for words that were mistyped in the list, and fetches postings only of the
//! words that it takes. Entries are read in groups on all threads, and a group keeps three bytes for
//! each word of an entry, so memory stays far below that of the texts.

mod acronyms;
mod entries;
mod groups;
mod postings;
mod synonyms;

use std::cmp::Ordering;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::{DataFile, VERSION, short};
use crate::catalog::{Catalog, OpportunityId};

use entries::Ground;
use groups::Group;

/// How many entries are read in one go.
const GROUP: usize = 2_048;

/// The name, below the folder of the search, of the file with the list of words.
const LEXICON: &str = "words.json";

/// Returns a digest of everything that the search rests on.
pub fn stamp(catalog: &Catalog) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(&VERSION.to_le_bytes());
    for facet in &catalog.facets {
        hasher.update(format!("{:?}", facet.kind).as_bytes());
        for term in &facet.terms {
            hasher.update(format!("{:?}", (&term.id, &term.label, &term.synonyms, term.parent)).as_bytes());
        }
    }
    for opportunity in &catalog.opportunities[..catalog.listed] {
        hasher.update(&opportunity.entry.record.to_le_bytes());
        hasher.update(&opportunity.entry.prose.digest.to_le_bytes());
    }
    hasher.digest128()
}

/// Returns the folder of the search below that of the data, from its stamp.
pub fn folder(stamp: u128) -> String {
    format!("search/{}/", short(stamp))
}

/// Returns the name of the list of words below the folder of the data.
pub fn lexicon_name(stamp: u128) -> String {
    format!("{}{LEXICON}", folder(stamp))
}

/// Makes every file of the search, the list of words first.
pub fn files(catalog: &Catalog, stamp: u128) -> Vec<DataFile> {
    let ground = Ground::new(catalog);
    let starts: Vec<usize> = (0..catalog.listed).step_by(GROUP).collect();
    let groups: Vec<Group> = starts
        .into_par_iter()
        .map(|start| {
            let end = catalog.listed.min(start + GROUP);
            Group::read(&ground, start as u32, (start..end).map(|number| OpportunityId(number as u32)))
        })
        .collect();
    postings::files(&groups, synonyms::synonyms(catalog), &folder(stamp), LEXICON)
}

/// Compares as scripts do: by UTF-16 units.
fn in_script_order(one: &str, other: &str) -> Ordering {
    match one.is_ascii() && other.is_ascii() {
        true => one.cmp(other),
        false => one.encode_utf16().cmp(other.encode_utf16()),
    }
}
