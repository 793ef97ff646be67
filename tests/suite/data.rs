//! The data that the page scripts fetch: its files, their names, and what makes them change.

use std::collections::{BTreeMap, BTreeSet};

use milepost::browse;
use milepost::build::{DataPage, Workshop};
use milepost::catalog::Catalog;
use milepost::data::words;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::cases::{day, hand_over};
use super::harness::{SiteTest, files};
use super::varied;

/// Returns the files of the data by their names below `data/`.
fn data(workshop: &Workshop) -> BTreeMap<String, String> {
    let site = workshop.site();
    let text = |page: &DataPage| site.data_text(page).unwrap_or_else(|problem| panic!("{problem:#?}"));
    let name = |path: &str| path.strip_prefix("data/").expect("the data has its folder").to_owned();
    let tables = site.data().into_iter().map(|page| (name(&page.path), text(&page)));
    tables.chain(site.search().into_iter().map(|(path, text)| (name(&path), text))).collect()
}

/// Tells whether a file holds the entries of some words.
fn is_shard(name: &str) -> bool {
    name.starts_with("search/") && !name.ends_with("words.json")
}

fn names(site: &SiteTest) -> BTreeSet<String> {
    data(&site.workshop()).into_keys().collect()
}

fn index(site: &SiteTest) -> Value {
    serde_json::from_str(&data(&site.workshop())["index.json"]).expect("the index is JSON")
}

/// Returns what a reader must find in the data of a catalog.
fn facts(catalog: &Catalog) -> Value {
    let listed = catalog.all_listed();
    let facets = catalog.facets.iter().enumerate().filter(|(_, facet)| facet.is_shown());
    let columns = facets.map(|(number, facet)| {
        let terms = |id| catalog.terms_of(id, number).map(|term| catalog.term(term).id.clone()).collect::<Vec<_>>();
        let counts: Vec<usize> = facet.terms.iter().map(|term| term.listed.len()).collect();
        (
            facet.id.clone(),
            json!({ "entries": listed.iter().map(|id| terms(*id)).collect::<Vec<_>>(), "counts": counts }),
        )
    });
    let sessions = listed.iter().filter(|id| !catalog.opportunity(**id).facts.sessions.is_empty()).map(|id| {
        let open = catalog.opportunity(*id).facts.sessions_open(catalog.as_of);
        let days = |session: &milepost::catalog::Session| {
            json!({
                "start": day(session.start.date()),
                "end": day(session.last_day()),
                "deadline": day(session.deadline()),
                "closes": session.register_by.is_some() && session.status == milepost::entry::SessionStatus::Open,
            })
        };
        json!([id.0, open.map(days).collect::<Vec<_>>()])
    });
    let titles: Vec<&str> = listed.iter().map(|id| catalog.opportunity(*id).facts.sort_title()).collect();
    json!({
        "as_of": catalog.as_of.to_string(),
        "columns": columns.collect::<serde_json::Map<_, _>>(),
        "price": listed.iter().map(|id| browse::price(catalog, *id)).collect::<Vec<_>>(),
        "minutes": listed.iter().map(|id| browse::minutes(catalog, *id)).collect::<Vec<_>>(),
        "credit": listed.iter().map(|id| browse::credit(catalog, *id)).collect::<Vec<_>>(),
        "added": listed.iter().map(|id| browse::added(catalog, *id).map(day)).collect::<Vec<_>>(),
        "sessions": sessions.collect::<Vec<_>>(),
        "titles": titles,
        "words": words_of(catalog),
        "hrefs": listed.iter().map(|id| format!("/entries/{}/", catalog.opportunity(*id).entry.id.value)).collect::<Vec<_>>(),
    })
}

/// Returns, for each listed entry, the words of its title and those of its prose.
fn words_of(catalog: &Catalog) -> Value {
    let entry = |id: milepost::catalog::OpportunityId| {
        let entry = &catalog.opportunity(id).entry;
        json!([words::of(&entry.title.value), words::of(&entry.prose.opening)])
    };
    catalog.all_listed().into_iter().map(entry).collect()
}

#[test]
fn words_of_random_texts_are_handed_to_the_tests_of_the_scripts() {
    let mut runner = TestRunner::deterministic();
    let texts = proptest::collection::vec(proptest::prelude::any::<String>(), 2_000);
    let mut texts = texts.new_tree(&mut runner).expect("texts can be made").current();
    texts.extend(["Résumé ΟΔΟΣ İstanbul ﬁle Ⅷ don't", "ICD-10-CM/PCS"].map(str::to_owned));
    texts.push("é".repeat(100));
    let folded: Vec<Value> = texts.iter().map(|text| json!([text, words::of(text)])).collect();
    hand_over("fold-cases.json", &json!(folded));
}

#[test]
fn the_data_of_some_sites_is_handed_to_the_tests_of_its_reader() {
    let sites = [("flagship", SiteTest::flagship()), ("varied", varied::site(31)), ("empty", SiteTest::empty())];
    let handed = sites.map(|(name, site)| {
        let workshop = site.with_base("https://example.org/").workshop();
        (name.to_owned(), json!({ "files": data(&workshop), "facts": facts(&workshop.prepared().catalog) }))
    });
    hand_over("browse-data.json", &Value::from_iter(handed));
}

#[test]
fn every_file_of_the_data_is_named_by_the_index() {
    let site = varied::site(32);
    let index = index(&site);
    let cards = index["cards"]["names"].as_str().expect("the cards have names");
    let blocks = (0..cards.len() / 6).map(|block| format!("cards/{block}.{}.json", &cards[block * 6..block * 6 + 6]));
    let columns = index["facets"].as_array().expect("there are facets").iter().map(|facet| &facet["column"]);
    let files = columns
        .chain([&index["core"], &index["numbers"], &index["words"]])
        .map(|name| name.as_str().expect("a name").to_owned());
    let named: BTreeSet<String> = files.chain(blocks).chain(["index.json".to_owned()]).collect();
    let (shards, others): (BTreeSet<String>, BTreeSet<String>) =
        names(&site).into_iter().partition(|name| is_shard(name));
    assert_eq!(others, named);
    let folder =
        index["words"].as_str().and_then(|name| name.strip_suffix("words.json")).expect("the words have a folder");
    let counted: BTreeSet<String> = (0..shards.len()).map(|number| format!("{folder}{number}.json")).collect();
    assert_eq!(shards, counted);
}

#[test]
fn only_listed_entries_are_in_the_data() {
    let site = SiteTest::small().with_entry("a-draft", "title = \"Hidden\"\nstatus = \"draft\"\n", "").with_entry(
        "retired",
        "title = \"Hidden\"\nstatus = \"retired\"\nreason = \"Gone.\"\n",
        "",
    );
    assert_eq!(index(&site)["count"], json!(2));
    assert!(data(&site.workshop()).values().all(|text| !text.contains("Hidden")));
}

#[test]
fn an_edit_to_prose_changes_the_names_of_the_search_alone() {
    let mut site = varied::site(33);
    let before = names(&site);
    site.edit(&varied::location(0), "\n+++\n", "\n+++\nAnother opening that nothing but its page shows.\n\n");
    // Where the opening stands for a summary that nobody wrote, the card does change.
    let changed: Vec<String> = names(&site).difference(&before).cloned().collect();
    let (search, cards): (Vec<&String>, Vec<&String>) = changed.iter().partition(|name| name.starts_with("search/"));
    assert!(search.len() > 1, "{changed:?}");
    assert!(cards.iter().all(|name| name.starts_with("cards/")) && cards.len() <= 1, "{changed:?}");
}

#[test]
fn an_edit_to_a_title_changes_the_names_of_what_shows_it() {
    let mut site = SiteTest::small();
    let before = names(&site);
    site.edit("content/opportunities/sql-1.md", "SQL, part one", "SQL, part 1");
    let after = names(&site);
    let changed: Vec<&String> = after.difference(&before).filter(|name| !name.starts_with("search/")).collect();
    assert!(matches!(changed[..], [name] if name.starts_with("cards/0.")), "{changed:?}");
}

#[test]
fn names_do_not_depend_on_where_the_site_stands_but_addresses_in_cards_do() {
    let at = |base: &str| data(&SiteTest::small().with_base(base).workshop());
    let (root, below) = (at("https://example.org/"), at("https://example.org/learn/"));
    let cards = |files: &BTreeMap<String, String>| -> String {
        files.iter().filter(|(name, _)| name.starts_with("cards/")).map(|(_, text)| text.clone()).collect()
    };
    assert!(cards(&root).contains("\\\"/entries/sql-1/") && cards(&below).contains("\\\"/learn/entries/sql-1/"));
    let tables = |files: &BTreeMap<String, String>| {
        files
            .keys()
            .filter(|name| name.starts_with("columns") || name.starts_with("numbers"))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(tables(&root), tables(&below));
}

#[test]
fn the_data_over_the_budget_is_reported_and_found_again_at_its_addresses() {
    let mut site = SiteTest::small();
    site.edit("site.toml", "page_size", "budgets = { data = 100 }\npage_size");
    let workshop = site.workshop();
    let site = workshop.site();
    let problem = site.data_over_budget().expect("the data takes more than 100 bytes");
    assert_eq!(problem.code.name, "over-budget");
    for page in site.data() {
        let found = site.find_data(&format!("/{}", page.path)).unwrap_or_else(|| panic!("{} is not found", page.path));
        assert_eq!(found.stamp, page.stamp);
    }
    for wrong in
        ["/data/", "/data/cards/0.json", "/data/cards/0.aaaaaa.json", "/data/cards/9999999999999999999999.json"]
    {
        assert!(site.find_data(wrong).is_none(), "{wrong} is found");
    }
    assert!(files(&workshop).contains_key("data/index.json"));
}
