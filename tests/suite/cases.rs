//! One thousand random catalogs and questions with the answers of the program, for the page script.
//!
//! The script's tests read `browse-cases.json` from the folder that cargo builds into and must come
//! to the same answers: one set of cases holds both together.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use milepost::browse::{self, Measure, Query, Range, Sort};
use milepost::build::{Memo, prepare};
use milepost::catalog::{Catalog, OpportunityId, TermId};
use milepost::entry::SessionStatus;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::browse as random;
use super::large::Random;

const CASES: u64 = 1_000;

/// Days around the sessions of the random catalogs.
const DAYS: [Date; 4] = [date(2026, 11, 20), date(2026, 11, 22), date(2026, 12, 10), date(2026, 12, 22)];

/// Returns where the tests of the scripts find what is made for them.
pub fn handed_over(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("cargo's own folder lies in that of the build").join(name)
}

/// Puts a file in place at once, so that nobody reads half of it.
pub fn hand_over(name: &str, value: &Value) {
    let place = handed_over(name);
    let half = place.with_extension(format!("{}.half", std::process::id()));
    fs::write(&half, serde_json::to_vec(value).expect("it is JSON")).expect("the folder of the build can be written");
    fs::rename(&half, &place).expect("the folder of the build can be written");
}

/// Returns the days since 1970-01-01.
pub fn day(date: Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}

/// Returns every session that is not cancelled: its last day to register, last day and first day, and
/// 1 where registration is open with a stated end. What has dates always has one, if one long over.
fn sessions(catalog: &Catalog, id: OpportunityId) -> Value {
    let facts = &catalog.opportunity(id).facts;
    let stand: Vec<_> = facts
        .sessions
        .iter()
        .filter(|session| session.status != SessionStatus::Cancelled)
        .map(|session| {
            let closes = session.status == SessionStatus::Open && session.register_by.is_some();
            [day(session.deadline()), day(session.last_day()), day(session.start.date()), i64::from(closes)]
        })
        .collect();
    match (facts.sessions.is_empty(), stand.is_empty()) {
        (false, true) => json!([[0, 0, 0, 0]]),
        _ => json!(stand),
    }
}

fn range(random: &mut Random, values: &[i64]) -> Range {
    let mut end = || (random.below(4) == 0).then(|| values[random.below(values.len())]);
    Range { min: end(), max: end() }
}

fn question(catalog: &Catalog, random: &mut Random) -> Query {
    let mut query = Query {
        price: range(random, &[0, 900, 4900, 5000, 5001, 7900]),
        minutes: range(random, &[30, 60, 61, 240, 300, 1200]),
        dates_from: (random.below(3) > 0).then_some(catalog.as_of),
        ..Query::default()
    };
    for _ in 0..random.below(5) {
        let facet = random.below(catalog.facets.len());
        let term = TermId { facet: facet as u8, term: random.below(catalog.facets[facet].terms.len()) as u16 };
        if !query.terms.contains(&term) {
            query.terms.push(term);
        }
    }
    query
}

fn case(catalog: &Catalog, query: &Query) -> Value {
    let listed = catalog.all_listed();
    let numbers = |of: &dyn Fn(OpportunityId) -> Option<i64>| listed.iter().map(|id| of(*id)).collect::<Vec<_>>();
    let mut titles = listed.clone();
    titles.sort_by_key(|id| (catalog.opportunity(*id).facts.sort_title(), &catalog.opportunity(*id).entry.id.value));
    let mut title = vec![0; listed.len()];
    titles.iter().enumerate().for_each(|(place, id)| title[id.0 as usize] = place);
    let facets = catalog.facets.iter().enumerate().map(|(number, facet)| {
        let entries: Vec<Vec<u16>> =
            listed.iter().map(|id| catalog.terms_of(*id, number).map(|term| term.term).collect()).collect();
        let parents: Vec<i32> = facet.terms.iter().map(|term| term.parent.map_or(-1, i32::from)).collect();
        json!({ "id": facet.id, "parents": parents, "entries": entries })
    });
    let mut terms = serde_json::Map::new();
    let mut counts = serde_json::Map::new();
    for (number, facet) in catalog.facets.iter().enumerate() {
        let chosen: Vec<u16> =
            query.terms.iter().filter(|term| term.facet as usize == number).map(|term| term.term).collect();
        if !chosen.is_empty() {
            terms.insert(facet.id.clone(), json!(chosen));
        }
        counts.insert(facet.id.clone(), json!(browse::counts(catalog, query, number)));
    }
    let found = browse::matching(catalog, query);
    let sorted = |sort| {
        let list = browse::sorted(catalog, found.clone(), sort, catalog.as_of);
        list.into_iter().map(|id| id.0).collect::<Vec<_>>()
    };
    let availability: Vec<_> = listed.iter().map(|id| catalog.opportunity(*id).facts.availability.id()).collect();
    json!({
        "count": listed.len(),
        "today": day(catalog.as_of),
        "facets": facets.collect::<Vec<_>>(),
        "price": numbers(&|id| browse::price(catalog, id)),
        "minutes": numbers(&|id| browse::minutes(catalog, id)),
        "credit": numbers(&|id| browse::credit(catalog, id)),
        "added": numbers(&|id| browse::added(catalog, id).map(day)),
        "title": title,
        "sessions": listed.iter().map(|id| sessions(catalog, *id)).collect::<Vec<_>>(),
        "query": {
            "terms": terms,
            "price": [query.price.min, query.price.max],
            "minutes": [query.minutes.min, query.minutes.max],
            "past": query.dates_from.is_none(),
        },
        "expected": {
            "matching": found.iter().map(|id| id.0).collect::<Vec<_>>(),
            "counts": counts,
            "past": browse::past(catalog, query),
            "unstated": {
                "price": browse::unstated(catalog, query, Measure::Price),
                "minutes": browse::unstated(catalog, query, Measure::Minutes),
            },
            "sorted": {
                "cost": sorted(Sort::Cost),
                "deadline": sorted(Sort::Deadline),
                "shortest": sorted(Sort::Shortest),
                "credit": sorted(Sort::Credit),
                "newest": sorted(Sort::Newest),
            },
            "availability": availability,
        },
    })
}

#[test]
fn the_answers_to_random_questions_are_handed_to_the_page_script() {
    let mut runner = TestRunner::deterministic();
    let items = random::items();
    let cases: Vec<Value> = (0..CASES)
        .map(|number| {
            let drawn = items.new_tree(&mut runner).expect("items can be drawn").current();
            let mut site = random::site(&drawn);
            let mut random = Random::of(1, number);
            site.options.as_of = Some(DAYS[random.below(DAYS.len())]);
            let prepared = prepare(&mut site.inputs(), &mut Memo::default());
            assert!(prepared.diagnostics.is_empty(), "{:#?}", site.problems());
            let query = question(&prepared.catalog, &mut random);
            case(&prepared.catalog, &query)
        })
        .collect();
    let some = |is_in: &dyn Fn(&Value) -> bool| cases.iter().filter(|case| is_in(case)).count();
    let is_empty = |value: &Value| value.as_array().is_none_or(Vec::is_empty);
    assert!(some(&|case| is_empty(&case["expected"]["matching"])) > 100, "too few questions have no answer");
    assert!(some(&|case| !is_empty(&case["expected"]["matching"])) > 300, "too few questions have an answer");
    assert!(some(&|case| case["expected"]["past"] != json!(0)) > 50, "too few questions hide what is over");
    assert!(some(&|case| case["expected"]["unstated"]["minutes"] != json!(0)) > 50, "too little is not stated");
    hand_over("browse-cases.json", &json!(cases));
}
