//! Filters and counts agree with a recount by hand, on random catalogs and questions.
//!
//! The recount knows what was written into each entry and works out the terms by rules of its own;
//! it looks at nothing that the program worked out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use milepost::browse::{self, Measure, Query, Range, Sort};
use milepost::build::{Memo, Prepared, prepare};
use milepost::catalog::{Catalog, FacetKind, NOT_STATED, OpportunityId, TermId};
use milepost::pages::ListKey;
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

// What stands in an entry as TOML, and what follows from it.

/// With what everybody pays, in cents of the site's currency.
const COSTS: [(&str, &[&str], Option<i64>); 9] = [
    ("\"free\"", &["free"], Some(0)),
    ("\"paid\"", &["paid"], None),
    ("\"unknown\"", &["unknown"], None),
    ("{ amount = 49 }", &["low-cost"], Some(4900)),
    ("{ amount = 50.00 }", &["low-cost"], Some(5000)),
    ("{ amount = 50.01 }", &["paid"], Some(5001)),
    ("{ amount = 79, members = { ahima = 0 } }", &["member-free"], Some(7900)),
    ("{ members = { ahima = 20 } }", &["paid"], None),
    ("{ amount = 9, currency = \"EUR\" }", &["paid"], None),
];
/// With the longest time in minutes.
const TIMES: [(&str, &str, Option<i64>); 9] = [
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
/// With whether all dates are over on the day of the tests.
const SESSIONS: [(&str, &[&str], bool); 6] = [
    ("", &["any-time"], false),
    ("[[sessions]]\nstart = 2026-11-21T09:00:00\nonline = true\n", &["no-dates"], true),
    ("[[sessions]]\nstart = 2026-11-20T09:00:00\nend = 2026-11-22T09:00:00\nonline = true\n", &["no-dates"], false),
    ("[[sessions]]\nstart = 2026-12-21T09:00:00\nonline = true\n", &["upcoming"], false),
    (
        "[[sessions]]\nstart = 2026-12-21T09:00:00\nregister_by = 2026-11-25\nonline = true\n",
        &["upcoming", "closing-soon"],
        false,
    ),
    ("[[sessions]]\nstart = 2026-12-21T09:00:00\nstatus = \"cancelled\"\nonline = true\n", &["no-dates"], true),
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
pub(super) struct Item {
    front: String,
    sessions: &'static str,
    extra: Vec<&'static str>,
    is_listed: bool,
    minutes: Option<i64>,
    price: Option<i64>,
    /// Whether it has dates and none that is still to end.
    is_past: bool,
    /// The terms by facet, with those above them.
    terms: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

pub(super) fn items() -> impl Strategy<Value = Vec<Item>> {
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
        Item {
            front,
            sessions: sessions.0,
            extra: settings,
            is_listed: standing.1,
            minutes: time.2,
            price: cost.2,
            is_past: sessions.2,
            terms,
        }
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

pub(super) fn site(items: &[Item]) -> SiteTest {
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

/// A question in words: facet and terms, two ranges, and whether what is over is wanted too.
#[derive(Clone, Debug)]
struct Question {
    chosen: BTreeMap<String, BTreeSet<String>>,
    minutes: Range,
    price: Range,
    past: bool,
}

impl Question {
    /// Takes terms of a catalog by numbers that mean something in any.
    fn new(catalog: &Catalog, choices: &[(Index, Index)], (minutes, price, past): (Range, Range, bool)) -> Self {
        let mut chosen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (facet, term) in choices {
            let facet = &catalog.facets[facet.index(catalog.facets.len())];
            let term = &facet.terms[term.index(facet.terms.len())];
            chosen.entry(facet.id.clone()).or_default().insert(term.id.clone());
        }
        Question { chosen, minutes, price, past }
    }

    fn query(&self, catalog: &Catalog) -> Query {
        let dates_from = (!self.past).then_some(catalog.as_of);
        let mut query = Query { minutes: self.minutes, price: self.price, dates_from, ..Query::default() };
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
        let fits = is_in(self.minutes, item.minutes) && is_in(self.price, item.price) && (self.past || !item.is_past);
        let has_one = |facet: &str, terms: &BTreeSet<String>| terms.iter().any(|term| has(item, facet, term));
        let facets = self.chosen.iter().filter(|(facet, _)| Some(facet.as_str()) != ignored);
        item.is_listed && fits && facets.into_iter().all(|(facet, terms)| has_one(facet, terms))
    }
}

fn is_in(range: Range, value: Option<i64>) -> bool {
    let is_at_least = range.min.is_none_or(|min| value.is_some_and(|value| value >= min));
    is_at_least && range.max.is_none_or(|max| value.is_some_and(|value| value <= max))
}

fn ranges() -> impl Strategy<Value = (Range, Range, bool)> {
    let range = |values: Vec<i64>| {
        let end = proptest::option::weighted(0.3, select(values));
        (end.clone(), end).prop_map(|(min, max)| Range { min, max })
    };
    (range(vec![30, 60, 61, 240, 300, 2000]), range(vec![0, 1, 4900, 5000, 5001, 7900]), any::<bool>())
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
        ranges in ranges(),
    ) {
        let prepared = prepared(&items);
        let catalog = &prepared.catalog;
        let question = Question::new(catalog, &choices, ranges);
        let query = question.query(catalog);
        let found = browse::matching(catalog, &query);
        prop_assert_eq!(ids(catalog, &found), expected(&items, |item| question.admits(item, None)));
        let all = Question { past: true, ..question.clone() };
        let past = items.iter().filter(|item| item.is_past && all.admits(item, None)).count();
        prop_assert_eq!(browse::past(catalog, &query), if question.past { 0 } else { past });
        let untimed = Question { minutes: Range::default(), ..question.clone() };
        let unstated = items.iter().filter(|item| item.minutes.is_none() && untimed.admits(item, None)).count();
        let unstated = if question.minutes.is_open() { 0 } else { unstated };
        prop_assert_eq!(browse::unstated(catalog, &query, Measure::Minutes), unstated);
        let unpriced = Question { price: Range::default(), ..question.clone() };
        let unstated = items.iter().filter(|item| item.price.is_none() && unpriced.admits(item, None)).count();
        let unstated = if question.price.is_open() { 0 } else { unstated };
        prop_assert_eq!(browse::unstated(catalog, &query, Measure::Price), unstated);
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

/// Returns the ids of all listed entries in an order.
fn in_order(site: &SiteTest, sort: Sort) -> Vec<String> {
    let workshop = site.workshop();
    let catalog = &workshop.prepared().catalog;
    let list = browse::sorted(catalog, catalog.all_listed(), sort, harness::TODAY);
    list.into_iter().map(|id| catalog.opportunity(id).entry.id.value.clone()).collect()
}

#[test]
fn a_sort_puts_what_is_not_stated_last_and_equals_in_the_order_of_titles() {
    let credit = |amount: &str| format!("credits = [{{ body = \"ahima\", amount = {amount} }}]\n");
    let dated = |more: &str| format!("[[sessions]]\nonline = true\n{more}");
    let site = SiteTest::empty()
        .with_entry("none", "title = \"A\"\ncost = \"unknown\"\n", "")
        .with_entry("long", &format!("title = \"D\"\nduration = \"2h\"\npublished = 2026-01-02\n{}", credit("1")), "")
        .with_entry(
            "b2",
            &format!(
                "title = \"B\"\nduration = \"1h\"\ncost = {{ amount = 9 }}\npublished = 2026-03-01\n{}",
                credit("1")
            ),
            "",
        )
        .with_entry("b1", &format!("title = \"b\"\nduration = \"1h\"\ncost = {{ amount = 10 }}\n{}", credit("0.5")), "")
        .with_entry("later", &format!("title = \"C\"\n{}", dated("start = 2026-12-01T09:00:00\n")), "")
        .with_entry(
            "sooner",
            &format!("title = \"E\"\n{}", dated("start = 2026-12-20T09:00:00\nregister_by = 2026-11-22\n")),
            "",
        )
        .with_entry(
            "too-late",
            &format!("title = \"F\"\n{}", dated("start = 2026-11-25T09:00:00\nregister_by = 2026-11-21\n")),
            "",
        );
    assert_eq!(in_order(&site, Sort::Cost), ["later", "long", "sooner", "too-late", "b2", "b1", "none"]);
    assert_eq!(in_order(&site, Sort::Deadline), ["sooner", "later", "none", "b1", "b2", "long", "too-late"]);
    assert_eq!(in_order(&site, Sort::Shortest), ["b1", "b2", "long", "none", "later", "sooner", "too-late"]);
    assert_eq!(in_order(&site, Sort::Credit), ["b2", "b1", "long", "none", "later", "sooner", "too-late"]);
    assert_eq!(in_order(&site, Sort::Newest), ["b2", "long", "none", "b1", "later", "sooner", "too-late"]);
}

#[test]
fn credits_of_one_body_add_up_and_those_of_two_do_not() {
    let credits = "credits = [{ body = \"ahima\", amount = 1.5, domain = \"a\" }, { body = \"ahima\", amount = 1, domain = \"b\" }, { body = \"aapc\", amount = 2.25 }]\n";
    let site = SiteTest::empty().with_entry("one", credits, "").with(
        "content/credentials.toml",
        "[[body]]\nid = \"ahima\"\nname = \"AHIMA\"\ncredit = \"CEU\"\n[[body]]\nid = \"aapc\"\nname = \"AAPC\"\ncredit = \"CEU\"\n",
    );
    let workshop = site.workshop();
    assert_eq!(browse::credit(&workshop.prepared().catalog, OpportunityId(0)), Some(250));
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
        let shown = page.classed("status")[0].only("h2").text();
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
