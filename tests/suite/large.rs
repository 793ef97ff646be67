//! The generated catalogs of the benchmark, for tests that need many entries.

#[path = "../../benches/catalog/days.rs"]
mod days;
#[path = "../../benches/catalog/entry.rs"]
mod entry;
#[path = "../../benches/catalog/facts.rs"]
mod facts;
#[path = "../../benches/catalog/paths.rs"]
mod paths;
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

use milepost::guide::{self, Aim};

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
    let paths = paths::Paths::new(&drawn, 1);
    for number in 0..paths.count() {
        site.put(&paths.location(number), &paths.file(number));
    }
    site
}

#[test]
fn every_path_of_a_generated_catalog_has_an_exact_route_for_each_aim() {
    let workshop = catalog(500).workshop();
    let prepared = workshop.prepared();
    assert!(prepared.diagnostics.is_empty(), "{:?}", prepared.diagnostics.iter().next());
    assert_eq!(prepared.catalog.paths.len(), 10);
    for path in &prepared.catalog.paths {
        for aim in Aim::ALL {
            let route = guide::route(&prepared.catalog, path, aim).expect("nothing has expired");
            assert!(route.is_exact, "{} for {aim:?}", path.entry.id.value);
        }
    }
}
