//! Filters and counts agree with a recount by hand, on random catalogs and questions.
//!
//! The recount knows what was written into each entry and works out the terms by rules of its own;
//! it looks at nothing that the program worked out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use milepost::browse::{self, Query};
use milepost::build::{Memo, Prepared, prepare};
use milepost::catalog::{Catalog, FacetKind, NOT_STATED, OpportunityId, TermId};
use milepost::pages::ListKey;
use milepost::value::Minutes;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::strategy::ValueTree;

use super::harness::{self, SiteTest};
use super::html::Element;

/// Topics with the one above each, three levels deep.
const TOPICS: [(&str, Option<&str>); 8] = [
    ("privacy", None),
    ("release", Some("privacy")),
    ("fees", Some("release")),
    ("deadlines", Some("release")),
    ("breach", Some("privacy")),
    ("data", None),
    ("sql", Some("data")),
    ("listening", None),
];
const FORMATS: [&str; 3] = ["guide", "podcast", "course"];
const LEVELS: [&str; 3] = ["beginner", "intermediate", "advanced"];
const PROVIDERS: [&str; 4] = ["ahrq", "ahima", "aapc", "hhs"];
const BODIES: [&str; 2] = ["ahima", "aapc"];
const SETTINGS: [&str; 2] = ["hospital", "clinic"];
const COMPETENCIES: [&str; 2] = ["right-of-access", "listening-well"];

/// What stands in an entry, and what follows from it: TOML, and the terms that it has.
type Choice = (&'static str, &'static [&'static str]);

const COSTS: [Choice; 8] = [
    ("\"free\"", &["free"]),
    ("\"paid\"", &["paid"]),
    ("\"unknown\"", &["unknown"]),
    ("{ amount = 49 }", &["low-cost"]),
    ("{ amount = 50.00 }", &["low-cost"]),
    ("{ amount = 50.01 }", &["paid"]),
    ("{ amount = 79, members = { ahima = 0 } }", &["member-free"]),
    ("{ members = { ahima = 20 } }", &["paid"]),
];
/// With the longest time in minutes.
const TIMES: [(&str, &str, Option<u32>); 9] = [
    ("", "not-stated", None),
    ("duration = \"1h\"", "up-to-an-hour", Some(60)),
    ("duration = \"1h 1m\"", "1-to-4-hours", Some(61)),
    ("duration = { min = \"30m\", max = \"4h\" }", "1-to-4-hours", Some(240)),
    ("duration = { min = \"1h\", max = \"5h\" }", "4-to-20-hours", Some(300)),
    ("duration = \"6 weeks\"", "not-stated", None),
    ("duration = \"6 weeks\"\neffort = \"4h/week\"", "over-20-hours", Some(1440)),
    ("each = \"30m\"", "up-to-an-hour", Some(30)),
    ("duration = \"20h\"", "4-to-20-hours", Some(1200)),
];
const SESSIONS: [Choice; 5] = [
    ("", &["any-time"]),
    ("[[sessions]]\nstart = 2026-11-21T09:00:00\nonline = true\n", &["no-dates"]),
    ("[[sessions]]\nstart = 2026-12-21T09:00:00\nonline = true\n", &["upcoming"]),
    (
        "[[sessions]]\nstart = 2026-12-21T09:00:00\nregister_by = 2026-11-25\nonline = true\n",
        &["upcoming", "closing-soon"],
    ),
    ("[[sessions]]\nstart = 2026-12-21T09:00:00\nstatus = \"cancelled\"\nonline = true\n", &["no-dates"]),
];
const CERTIFICATES: [(&str, Option<&str>); 3] = [
    ("", None),
    ("certificate = false", Some("no-certificate")),
    ("certificate_cost = { amount = 9 }", Some("paid-certificate")),
];
/// Whether the entry stands in lists on the day of the tests.
const STANDINGS: [(&str, bool); 6] = [
    ("", true),
    ("expires = 2026-11-22", true),
    ("expires = 2026-11-21", false),
    ("published = 2026-11-23", false),
    ("status = \"draft\"", false),
    ("status = \"retired\"\nreason = \"Gone.\"", false),
];

/// One entry: its front matter, and what the recount knows of it.
#[derive(Clone, Debug)]
struct Item {
    front: String,
    sessions: &'static str,
    extra: Vec<&'static str>,
    is_listed: bool,
    minutes: Option<u32>,
    /// The terms by facet, with those above them.
    terms: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    proptest::collection::vec(item(), 0..24)
}

fn item() -> impl Strategy<Value = Item> {
    let named = (
        subsequence(TOPICS.map(|(id, _)| id).to_vec(), 1..4),
        select(&FORMATS[..]),
        proptest::option::of(select(&LEVELS[..])),
        select(&PROVIDERS[..]),
        subsequence(BODIES.to_vec(), 0..=2),
        subsequence(SETTINGS.to_vec(), 0..=2),
        subsequence(COMPETENCIES.to_vec(), 0..=2),
        subsequence(vec!["online", "in-person", "print"], 0..=2),
        subsequence(vec!["hard", "soft"], 1..=2),
        select(vec!["formal", "informal"]),
    );
    let derived = (
        select(&COSTS[..]),
        select(&TIMES[..]),
        select(&SESSIONS[..]),
        select(&CERTIFICATES[..]),
        // Most entries are listed.
        prop_oneof![4 => Just(STANDINGS[0]), 2 => select(&STANDINGS[..])],
    );
    (named, derived).prop_map(|(named, derived)| {
        let (topics, format, level, provider, bodies, settings, competencies, delivery, skills, formality) = named;
        let (cost, time, sessions, certificate, standing) = derived;
        let credits: Vec<_> = bodies.iter().map(|body| format!("{{ body = \"{body}\", amount = 1 }}")).collect();
        let teaches: Vec<_> = competencies.iter().map(|it| format!("{{ competency = \"{it}\", level = 1 }}")).collect();
        let level_line = level.map_or_else(String::new, |level| format!("level = \"{level}\"\n"));
        let front = format!(
            "topics = {topics:?}\nformat = \"{format}\"\nprovider = \"{provider}\"\nskill = {skills:?}\n\
             formality = \"{formality}\"\ndelivery = {delivery:?}\ncost = {}\n{level_line}credits = [{}]\n\
             teaches = [{}]\n{}\n{}\n{}\n",
            cost.0,
            credits.join(", "),
            teaches.join(", "),
            time.0,
            certificate.0,
            standing.0,
        );
        let mut terms = BTreeMap::new();
        let mut put = |facet, ids: &[&'static str]| {
            terms.insert(facet, ids.iter().copied().collect::<BTreeSet<_>>());
        };
        put("cost", cost.1);
        put("time", &[time.1]);
        put("credit", or(&bodies, "none"));
        put("availability", sessions.1);
        put("topic", &topics.iter().flat_map(|topic| with_those_above(topic)).collect::<Vec<_>>());
        put("format", &[format]);
        put("skill", &skills);
        put("level", &[level.unwrap_or("not-stated")]);
        put("formality", &[formality]);
        put("delivery", or(&delivery, "not-stated"));
        put("certificate", &[certificate.1.unwrap_or("not-stated")]);
        put("provider", &[provider]);
        put("competency", or(&competencies, "not-stated"));
        put("setting", or(&settings, "not-stated"));
        Item { front, sessions: sessions.0, extra: settings, is_listed: standing.1, minutes: time.2, terms }
    })
}

fn or<'i>(ids: &'i [&'static str], otherwise: &'static str) -> &'i [&'static str] {
    match otherwise {
        "none" if ids.is_empty() => &["none"],
        _ if ids.is_empty() => &["not-stated"],
        _ => ids,
    }
}

fn with_those_above(topic: &str) -> Vec<&'static str> {
    let (id, above) = TOPICS.into_iter().find(|(id, _)| *id == topic).expect("the topic is in the list");
    std::iter::once(id).chain(above.into_iter().flat_map(with_those_above)).collect()
}

static SETTINGS_FILE: LazyLock<String> = LazyLock::new(|| {
    let mut text =
        "title = \"Catalog\"\nbase_url = \"https://example.org/\"\ntimezone = \"America/Chicago\"\npage_size = 3\n\
                    pairs = [[\"cost\", \"topic\"], [\"level\", \"setting\"]]\n"
            .to_owned();
    text.push_str("[[facets]]\nid = \"topic\"\n");
    for (id, above) in TOPICS {
        text.push_str(&format!("[[facets.terms]]\nid = \"{id}\"\n"));
        text.extend(above.map(|above| format!("parent = \"{above}\"\n")));
    }
    for (facet, terms) in [("format", &FORMATS[..]), ("level", &LEVELS[..]), ("setting", &SETTINGS[..])] {
        text.push_str(&format!("[[facets]]\nid = \"{facet}\"\n"));
        text.extend(terms.iter().map(|id| format!("[[facets.terms]]\nid = \"{id}\"\n")));
    }
    text
});

fn list(kind: &str, ids: &[&str], more: &str) -> String {
    ids.iter().map(|id| format!("[[{kind}]]\nid = \"{id}\"\nname = \"{id}\"\n{more}\n")).collect()
}

fn site(items: &[Item]) -> SiteTest {
    let mut site = SiteTest::bare()
        .with("site.toml", &SETTINGS_FILE)
        .with("content/providers.toml", &list("provider", &PROVIDERS, ""))
        .with("content/credentials.toml", &list("body", &BODIES, "credit = \"CEU\""))
        .with("content/competencies.toml", &list("competency", &COMPETENCIES, "kind = \"hard\""));
    for (number, item) in items.iter().enumerate() {
        let extra = format!("[extra]\nsetting = {:?}\n{}", item.extra, item.sessions);
        site = site.with_entry(&id(number), &format!("title = \"Entry\"\n{}{extra}", item.front), "Words.\n");
    }
    site
}

fn id(number: usize) -> String {
    format!("entry-{number}")
}

fn prepared(items: &[Item]) -> Prepared {
    let prepared = prepare(&mut site(items).inputs(), &mut Memo::default());
    assert!(prepared.diagnostics.is_empty(), "{:#?}", site(items).problems());
    prepared
}

/// A question in words: facet and terms, and at most how many minutes.
#[derive(Clone, Debug)]
struct Question {
    chosen: BTreeMap<String, BTreeSet<String>>,
    within: Option<u32>,
}

impl Question {
    /// Takes terms of a catalog by numbers that mean something in any.
    fn new(catalog: &Catalog, choices: &[(Index, Index)], within: Option<u32>) -> Self {
        let mut chosen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (facet, term) in choices {
            let facet = &catalog.facets[facet.index(catalog.facets.len())];
            let term = &facet.terms[term.index(facet.terms.len())];
            chosen.entry(facet.id.clone()).or_default().insert(term.id.clone());
        }
        Question { chosen, within }
    }

    fn query(&self, catalog: &Catalog) -> Query {
        let mut query = Query { terms: Vec::new(), within: self.within.map(Minutes) };
        for (facet, terms) in &self.chosen {
            let number = catalog.find_facet(facet).expect("the facet is the catalog's own");
            for term in terms {
                let term = catalog.facets[number].find(term).expect("the term is the catalog's own");
                query.terms.push(TermId { facet: number as u8, term });
            }
        }
        query
    }

    /// Tells whether an entry answers it; what is chosen in `ignored` does not count.
    fn admits(&self, item: &Item, ignored: Option<&str>) -> bool {
        let fits = self.within.is_none_or(|within| item.minutes.is_some_and(|minutes| minutes <= within));
        let has_one = |facet: &str, terms: &BTreeSet<String>| terms.iter().any(|term| has(item, facet, term));
        let facets = self.chosen.iter().filter(|(facet, _)| Some(facet.as_str()) != ignored);
        item.is_listed && fits && facets.into_iter().all(|(facet, terms)| has_one(facet, terms))
    }
}

fn has(item: &Item, facet: &str, term: &str) -> bool {
    item.terms[facet].contains(term)
}

fn ids(catalog: &Catalog, list: &[OpportunityId]) -> BTreeSet<String> {
    let ids: BTreeSet<_> = list.iter().map(|id| catalog.opportunity(*id).entry.id.value.clone()).collect();
    assert_eq!(ids.len(), list.len(), "an entry stands in a list twice");
    assert!(list.is_sorted(), "a list is not in the order of the catalog");
    ids
}

fn expected(items: &[Item], is_in: impl Fn(&Item) -> bool) -> BTreeSet<String> {
    items.iter().enumerate().filter(|(_, item)| is_in(item)).map(|(number, _)| id(number)).collect()
}

fn quietly(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(quietly(320))]

    #[test]
    fn filters_and_counts_are_those_of_a_recount(
        items in items(),
        choices in proptest::collection::vec(any::<(Index, Index)>(), 0..6),
        within in proptest::option::of(select(vec![30, 60, 61, 240, 300, 2000])),
    ) {
        let prepared = prepared(&items);
        let catalog = &prepared.catalog;
        let question = Question::new(catalog, &choices, within);
        let query = question.query(catalog);
        let found = browse::matching(catalog, &query);
        prop_assert_eq!(ids(catalog, &found), expected(&items, |item| question.admits(item, None)));
        for (number, facet) in catalog.facets.iter().enumerate() {
            let counts = browse::counts(catalog, &query, number);
            let of_found = browse::count_terms(catalog, &found, number);
            prop_assert_eq!(counts.len(), facet.terms.len());
            for (term, it) in facet.terms.iter().enumerate() {
                let having = |item: &&Item| has(item, &facet.id, &it.id);
                let wanted = items.iter().filter(having).filter(|item| question.admits(item, Some(&facet.id))).count();
                prop_assert_eq!(counts[term], wanted, "{} of {}", &it.id, &facet.id);
                let wanted = items.iter().filter(having).filter(|item| question.admits(item, None)).count();
                prop_assert_eq!(of_found[term], wanted, "{} of {} in what was found", &it.id, &facet.id);
                let wanted = expected(&items, |item| item.is_listed && has(item, &facet.id, &it.id));
                prop_assert_eq!(ids(catalog, &it.listed), wanted, "the list of {} of {}", &it.id, &facet.id);
            }
        }
    }

    #[test]
    fn what_is_unknown_is_in_a_list_of_every_facet(items in items()) {
        let prepared = prepared(&items);
        let catalog = &prepared.catalog;
        let listed = expected(&items, |item| item.is_listed);
        prop_assert_eq!(ids(catalog, &catalog.all_listed()), listed.clone());
        for facet in &catalog.facets {
            let in_lists: BTreeSet<_> = facet.terms.iter().flat_map(|term| ids(catalog, &term.listed)).collect();
            prop_assert_eq!(in_lists, listed.clone(), "the facet {} drops entries", &facet.id);
        }
    }

    #[test]
    fn a_pair_has_a_list_where_both_of_its_terms_have_an_entry_in_common(items in items()) {
        let prepared = prepared(&items);
        let (catalog, pages) = (&prepared.catalog, &prepared.pages);
        for (one, other) in [("cost", "topic"), ("level", "setting")] {
            let numbers = [one, other].map(|id| catalog.find_facet(id).expect("the site has the facet"));
            prop_assert!(catalog.pairs.contains(&numbers));
            let terms = |facet: usize| (0..catalog.facets[facet].terms.len() as u16).map(move |term| TermId { facet: facet as u8, term });
            for first in terms(numbers[0]) {
                for second in terms(numbers[1]) {
                    let (this, that) = (&catalog.term(first).id, &catalog.term(second).id);
                    let wanted = expected(&items, |item| item.is_listed && has(item, one, this) && has(item, other, that));
                    let list = ListKey::Pair(first, second);
                    prop_assert_eq!(pages.has_list(list), !wanted.is_empty(), "{} and {}", this, that);
                    prop_assert_eq!(ids(catalog, pages.list(list)), wanted);
                }
            }
        }
    }

    #[test]
    fn the_pages_of_a_list_hold_all_of_it_once(items in items()) {
        let prepared = prepared(&items);
        let pages = &prepared.pages;
        for list in pages.lists() {
            let parts: Vec<_> = (1..=pages.page_count(list)).map(|number| pages.part(list, number)).collect();
            prop_assert_eq!(parts.concat(), pages.list(list));
            let is_sound = parts.iter().all(|part| part.len() <= 3) && parts.iter().skip(1).all(|part| !part.is_empty());
            prop_assert!(is_sound, "a part is too long or empty");
        }
    }
}

#[test]
fn an_unknown_level_is_listed_where_the_site_says_nothing_of_levels() {
    let unknown = |site: SiteTest| {
        let workshop = site.with_entry("plain", "", "").with_entry("easy", "level = \"beginner\"\n", "").workshop();
        let catalog = &workshop.prepared().catalog;
        let (_, levels) = catalog.facet(FacetKind::Level).expect("the facet is built in");
        let terms = levels.terms.iter().filter(|term| term.id == NOT_STATED);
        let found: Vec<_> = terms.map(|term| (term.label.clone(), term.listed.len())).collect();
        assert!(harness::files(&workshop).contains_key("catalog/level/not-stated/index.html"));
        found
    };
    assert_eq!(unknown(SiteTest::empty()), [("Level not stated".to_owned(), 1)]);
    let mut site = SiteTest::empty();
    site.edit("site.toml", "[[facets]]", "[[facets]]\nid = \"level\"\n[[facets.terms]]\nid = \"not-stated\"\nlabel = \"For anybody\"\n[[facets.terms]]\nid = \"beginner\"\n[[facets]]");
    assert_eq!(unknown(site), [("For anybody".to_owned(), 1)]);
}

/// Returns the number that a page shows beside a link, from "12 entries".
fn count_in(element: &Element) -> usize {
    let numbers = element.classed("num");
    let text = numbers.first().unwrap_or_else(|| panic!("no number in {}", element.text())).text();
    text.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("`{text}` is no count"))
}

/// Returns the facet and the term whose page an address is.
fn term_at(address: &str) -> Option<(&str, &str)> {
    let path = address.trim_start_matches('/').trim_end_matches('/');
    match path.split('/').collect::<Vec<_>>()[..] {
        ["topics", term] => Some(("topic", term)),
        ["providers", term] => Some(("provider", term)),
        ["catalog", facet, term] => Some((facet, term)),
        _ => None,
    }
}

/// Checks every number on the first page of every list against the recount; returns how many there were.
fn check_numbers(items: &[Item]) -> usize {
    let workshop = site(items).workshop();
    let (catalog, pages) = (&workshop.prepared().catalog, &workshop.prepared().pages);
    let mut checked = 0;
    for list in pages.lists() {
        let address = pages.address(catalog, &list.page(1));
        let page = Element::parse(&harness::page(&workshop, &address));
        for link in page.classed("opt").into_iter().filter(|link| link.has_class("opt") && !link.has_class("all")) {
            let Some(href) = link.attribute("href") else {
                assert_eq!(count_in(link), 0, "{address}: {}", link.text());
                continue;
            };
            let (facet, term) = term_at(href).unwrap_or_else(|| panic!("{address}: {href} is no term's page"));
            let wanted = items.iter().filter(|item| item.is_listed && has(item, facet, term)).count();
            assert_eq!(count_in(link), wanted, "{address}: {facet} {term} in the panel");
            checked += 1;
        }
        let in_list = ids(catalog, pages.list(list));
        for chip in page
            .find(&|element| element.name == "nav" && element.has_class("narrow"))
            .iter()
            .flat_map(|nav| nav.classed("chip"))
        {
            let target = chip.attribute("href").unwrap_or_else(|| panic!("{address}: a chip without a link"));
            let key = pages.find(catalog, target).unwrap_or_else(|| panic!("{address}: no page {target}"));
            let (narrower, _) = key.list().unwrap_or_else(|| panic!("{address}: {target} is no list"));
            let narrower = ids(catalog, pages.list(narrower));
            assert_eq!(count_in(chip), narrower.len(), "{address}: {target}");
            assert!(narrower.is_subset(&in_list), "{address}: {target} is no part of the list");
            checked += 1;
        }
        let shown = page.only("h2").text();
        let wanted = match in_list.len() {
            0 => "No entries".to_owned(),
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        assert_eq!(shown, wanted, "{address}");
        assert_eq!(page.classed("card").len(), in_list.len().min(3), "{address}");
    }
    checked
}

#[test]
fn the_numbers_on_rendered_lists_are_those_of_a_recount() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let items = proptest::collection::vec(item(), 20..24);
    for _ in 0..3 {
        let drawn = items.new_tree(&mut runner).expect("items can be drawn").current();
        assert!(check_numbers(&drawn) > 500, "too few numbers were found to show anything");
    }
}
