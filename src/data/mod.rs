//! What the page scripts fetch: the facts of the listed entries in a compact form.
//!
//! Everything is text, because hosts compress JSON and leave unknown kinds of files alone. Facts
//! stand in columns, one string for each facet, so that a page that filters by three facets reads
//! three strings and no entry. `docs/data.md` describes the form; [`VERSION`] numbers it.
//!
//! Names carry a digest, save that of the index, which names all the others. The cards come from
//! the templates and are put into blocks here; whoever renders hands them over.

mod cards;
mod columns;
mod digits;
mod index;
mod numbers;
pub mod search;
mod sessions;
pub mod words;

use serde::Serialize;

use crate::catalog::Catalog;

pub use cards::{Blocks, block};
pub use digits::BASE;
pub use index::index;

/// The version of the form and of how words are looked up; a reader refuses any other.
pub const VERSION: u32 = 2;

/// The folder of the data, from the root of the site.
pub const FOLDER: &str = "/data/";

/// The address of the only file whose name carries no digest.
pub const INDEX: &str = "/data/index.json";

/// A catalog whose columns take fewer bytes than this has all of them in one file.
///
/// About 60 kB compressed, which 10,000 entries reach: one request then answers every facet.
const ONE_PACK: usize = 240_000;

/// One file of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// The name below [`FOLDER`], with its digest.
    pub name: String,
    pub text: String,
    pub digest: u128,
}

impl DataFile {
    fn new(stem: &str, value: &impl Serialize) -> Self {
        let text = serde_json::to_string(value).expect("texts and numbers can always be written as JSON");
        let digest = xxhash_rust::xxh3::xxh3_128(text.as_bytes());
        DataFile { name: format!("{stem}.{}.json", short(digest)), text, digest }
    }
}

/// Returns the part of a digest that stands in names.
pub fn short(digest: u128) -> String {
    format!("{digest:032x}")[..12].to_owned()
}

/// Returns a digest of which entries are listed in which order: a page with the same one is of this list.
pub fn order(catalog: &Catalog) -> String {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for id in catalog.all_listed() {
        hasher.update(catalog.opportunity(id).entry.id.value.as_bytes());
        hasher.update(b"\0");
    }
    short(hasher.digest128())
}

/// The columns and numbers of all listed entries.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Every file, the core first.
    pub files: Vec<DataFile>,
    /// The facets that readers see, as indexes of the catalog, each with the number of its file.
    facets: Vec<(usize, usize)>,
    /// The number of the file with prices, times, credits and days.
    numbers: usize,
}

impl Tables {
    /// Writes the columns of every facet that readers see, and the numbers.
    pub fn new(catalog: &Catalog) -> Self {
        let packs = columns::packs(catalog, ONE_PACK);
        let mut facets = Vec::new();
        let mut files = Vec::new();
        for pack in packs {
            facets.extend(pack.facets.iter().map(|facet| (*facet, files.len())));
            files.push(pack.file);
        }
        facets.sort_unstable();
        files.push(numbers::file(catalog));
        Tables { numbers: files.len() - 1, files, facets }
    }

    /// Returns the bytes of what a page reads before it can filter, the index apart.
    pub fn first_bytes(&self) -> usize {
        self.files[0].text.len()
    }
}
