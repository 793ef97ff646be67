//! The generated catalogs of the benchmark, for tests that need many entries.

#[path = "../../benches/catalog/days.rs"]
mod days;
#[path = "../../benches/catalog/entry.rs"]
mod entry;
#[path = "../../benches/catalog/facts.rs"]
mod facts;
#[path = "../../benches/catalog/prose.rs"]
mod prose;
#[path = "../../benches/catalog/random.rs"]
mod random;
#[path = "../../benches/catalog/site.rs"]
mod site;
#[path = "../../benches/catalog/terms.rs"]
mod terms;
#[path = "../../benches/catalog/words.rs"]
mod words;

use super::harness::SiteTest;

pub use random::Random;

/// Returns a generated site with that many entries.
pub fn catalog(entries: usize) -> SiteTest {
    let mut site = SiteTest::bare();
    for (location, text) in site::files() {
        site.put(&location, &text);
    }
    let drawn = entry::Entries::new(entries, 1);
    for number in 0..drawn.count() {
        site.put(&drawn.location(number), &drawn.file(number));
    }
    site
}
