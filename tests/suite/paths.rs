//! Paths: what they come to, and which ways lead through them.

use milepost::build::Workshop;
use milepost::catalog::{Catalog, GoalPath, OpportunityId};
use milepost::diag::Severity;
use milepost::guide::{self, Aim, Blocked, Limits, Range, Route};

use crate::harness::SiteTest;

/// A path from clerk to analyst with these steps, each a line of TOML keys.
fn site(entries: &[(&str, &str)], steps: &[&str]) -> SiteTest {
    let mut site = SiteTest::small();
    for (id, front) in entries {
        site = site.with_entry(id, &format!("title = \"{id}\"\n{front}"), "Words.\n");
    }
    let mut text = String::from("+++\ntitle = \"Query\"\nfrom = [\"clerk\"]\nto = \"analyst\"\n");
    text += "[[stages]]\nid = \"only\"\ntitle = \"Only\"\n";
    for (number, step) in steps.iter().enumerate() {
        text += &format!("[[stages.steps]]\nid = \"step-{number}\"\ntitle = \"Step\"\n{step}\n");
    }
    site.with("content/paths/query.md", &format!("{text}+++\nWords.\n"))
}

fn prepared(site: &SiteTest) -> Workshop {
    let workshop = site.workshop();
    let problems: Vec<_> =
        workshop.prepared().diagnostics.iter().filter(|problem| problem.code.severity == Severity::Error).collect();
    assert!(problems.is_empty(), "{problems:?}");
    workshop
}

/// Names what a route takes, step by step, what is brought along in brackets.
fn taken(catalog: &Catalog, route: &Route) -> Vec<String> {
    let id = |id: &OpportunityId| catalog.opportunity(*id).entry.id.value.clone();
    let pick = |pick: &guide::Pick| {
        let first: Vec<_> = pick.first.iter().map(|it| format!("({})", id(it))).collect();
        let options: Vec<_> = pick.options.iter().map(id).collect();
        [first, options].concat().join(" ")
    };
    route.picks.iter().map(pick).collect()
}

fn best(site: &SiteTest, aim: Aim) -> (Vec<String>, Route) {
    let workshop = prepared(site);
    let catalog = &workshop.prepared().catalog;
    let route = guide::route(catalog, &catalog.paths[0], aim).expect("the path can be walked");
    (taken(catalog, &route), route)
}

const SHORT_AND_DEAR: (&str, &str) = ("dear", "cost = { amount = 80 }\nduration = \"1h\"\n");
const LONG_AND_FREE: (&str, &str) = ("free", "cost = \"free\"\nduration = \"9h\"\n");

#[test]
fn each_aim_takes_its_own_way() {
    let credit =
        ("credit", "cost = { amount = 90 }\nduration = \"20h\"\ncredits = [{ body = \"ahima\", amount = 5 }]\n");
    let site = site(&[SHORT_AND_DEAR, LONG_AND_FREE, credit], &["options = [\"dear\", \"free\", \"credit\"]"]);
    assert_eq!(best(&site, Aim::Cheapest).0, ["free"]);
    assert_eq!(best(&site, Aim::Fastest).0, ["dear"]);
    assert_eq!(best(&site, Aim::MostCredit).0, ["credit"]);
}

#[test]
fn what_an_option_requires_comes_along_once() {
    let needy = ("needy", "requires = [[\"dear\", \"free\"]]\n");
    let greedy = ("greedy", "requires = [[\"free\"], [\"needy\"]]\n");
    let site =
        site(&[SHORT_AND_DEAR, LONG_AND_FREE, needy, greedy], &["options = [\"needy\"]", "options = [\"greedy\"]"]);
    let (taken, route) = best(&site, Aim::Cheapest);
    assert_eq!(taken, ["(free) needy", "greedy"]);
    assert_eq!(route.figures.price, 0);
}

#[test]
fn an_entry_that_two_steps_share_counts_once() {
    let shared = ("shared", "cost = { amount = 90 }\nduration = \"2h\"\n");
    let steps = ["options = [\"dear\", \"shared\"]"; 2];
    let site = site(&[SHORT_AND_DEAR, shared], &steps);
    let (taken, route) = best(&site, Aim::Cheapest);
    assert_eq!(taken, ["dear", "dear"]);
    assert_eq!((route.figures.price, route.figures.minutes), (8000, Range { least: 60, most: 60 }));
}

#[test]
fn what_nobody_stated_is_avoided_and_never_counts_as_zero() {
    let silent = ("silent", "cost = \"unknown\"\n");
    let both = ["options = [\"silent\", \"dear\"]"];
    assert_eq!(best(&site(&[silent, SHORT_AND_DEAR], &both), Aim::Cheapest).0, ["dear"]);
    let alone = best(&site(&[silent], &["options = [\"silent\"]"]), Aim::Cheapest).1;
    assert_eq!((alone.figures.unknown_prices, alone.figures.unknown_times, alone.figures.price), (1, 1, 0));
}

#[test]
fn optional_steps_are_left_out_unless_a_required_one_comes_after_them() {
    let steps = ["options = [\"free\"]\noptional = true", "options = [\"dear\"]"];
    let entries = [SHORT_AND_DEAR, LONG_AND_FREE];
    assert_eq!(best(&site(&entries, &steps), Aim::Cheapest).0, ["dear"]);
    let needed = [steps[0], "options = [\"dear\"]\nafter = [\"step-0\"]"];
    assert_eq!(best(&site(&entries, &needed), Aim::Cheapest).0, ["free", "dear"]);
}

#[test]
fn a_task_takes_its_time_and_costs_nothing() {
    let steps = ["task = \"Ask a colleague.\"\nduration = { min = \"1h\", max = \"2h\" }", "task = \"Look around.\""];
    let figures = best(&site(&[], &steps), Aim::Cheapest).1.figures;
    assert_eq!(
        (figures.minutes, figures.estimated_minutes),
        (Range { least: 60, most: 120 }, Range { least: 60, most: 120 })
    );
    assert_eq!((figures.price, figures.unknown_prices, figures.unknown_times), (0, 0, 1));
}

#[test]
fn a_limit_gives_a_route_or_the_step_that_blocks_it() {
    let workshop = prepared(&site(
        &[SHORT_AND_DEAR, LONG_AND_FREE, ("exam", "cost = { amount = 30 }\nduration = \"1h\"\n")],
        &["options = [\"dear\", \"free\"]", "options = [\"exam\"]"],
    ));
    let catalog = &workshop.prepared().catalog;
    let within = |price: Option<i64>, hours: Option<i64>| {
        let limits = Limits { price, minutes: hours.map(|hours| hours * 60) };
        guide::within(catalog, &catalog.paths[0], limits).map(|route| taken(catalog, &route))
    };
    assert_eq!(within(Some(10_000), None).unwrap(), ["free", "exam"]);
    assert_eq!(within(Some(11_000), Some(2)).unwrap(), ["dear", "exam"]);
    assert_eq!(within(Some(2_900), None), Err(Blocked::Price { step: 1, part: 3_000, total: 3_000 }));
    assert_eq!(within(None, Some(1)), Err(Blocked::Minutes { step: 1, part: 60, total: 120 }));
    assert_eq!(within(Some(10_000), Some(5)), Err(Blocked::Both { step: 0 }));
}

#[test]
fn no_limit_is_kept_by_what_nobody_stated() {
    let steps = ["options = [\"free\"]", "options = [\"silent\"]"];
    let workshop = prepared(&site(&[LONG_AND_FREE, ("silent", "cost = \"unknown\"\n")], &steps));
    let catalog = &workshop.prepared().catalog;
    let within = |price: Option<i64>, minutes: Option<i64>| {
        guide::within(catalog, &catalog.paths[0], Limits { price, minutes }).unwrap_err()
    };
    assert_eq!(within(Some(10_000), None), Blocked::UnknownPrice { step: 1 });
    assert_eq!(within(None, Some(9_999)), Blocked::UnknownTime { step: 1 });
    assert_eq!(within(Some(10_000), Some(9_999)), Blocked::UnknownPrice { step: 1 });
}

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Makes up to eight entries, some of which require earlier ones, and a path of up to four steps.
fn random_site(dice: &mut Dice) -> SiteTest {
    let count = 3 + dice.below(6);
    let mut entries = Vec::new();
    for number in 0..count {
        let mut front = match dice.below(5) {
            0 => "cost = \"free\"\n".to_owned(),
            1 => "cost = \"unknown\"\n".to_owned(),
            _ => format!("cost = {{ amount = {} }}\n", 1 + dice.below(9)),
        };
        if dice.below(4) > 0 {
            front += &format!("duration = \"{}h\"\n", 1 + dice.below(6));
        }
        if dice.below(3) == 0 {
            front += &format!("credits = [{{ body = \"ahima\", amount = {} }}]\n", 1 + dice.below(4));
        }
        if number > 0 && dice.below(3) == 0 {
            let groups: Vec<String> = (0..1 + dice.below(2))
                .map(|_| {
                    let members: std::collections::BTreeSet<u64> =
                        (0..1 + dice.below(2)).map(|_| dice.below(number)).collect();
                    let names: Vec<String> = members.iter().map(|member| format!("\"entry-{member}\"")).collect();
                    format!("[{}]", names.join(", "))
                })
                .collect();
            front += &format!("requires = [{}]\n", groups.join(", "));
        }
        entries.push((format!("entry-{number}"), front));
    }
    let steps: Vec<String> = (0..1 + dice.below(4))
        .map(|number| {
            let options: std::collections::BTreeSet<u64> = (0..1 + dice.below(4)).map(|_| dice.below(count)).collect();
            let need = 1 + dice.below(options.len() as u64);
            let names: Vec<String> = options.iter().map(|option| format!("\"entry-{option}\"")).collect();
            let optional = if number > 0 && dice.below(4) == 0 { "optional = true\n" } else { "" };
            format!("options = [{}]\nneed = {need}\n{optional}", names.join(", "))
        })
        .collect();
    let entries: Vec<(&str, &str)> = entries.iter().map(|(id, front)| (id.as_str(), front.as_str())).collect();
    site(&entries, &steps.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What is compared, most important first; less is better.
type Weight = [i64; 5];

/// Returns the least weight of all choices that are allowed, each tried in full.
fn least_of_all(catalog: &Catalog, path: &GoalPath, aim: Aim, is_allowed: &dyn Fn(&Weight) -> bool) -> Option<Weight> {
    let mut least: Option<Weight> = None;
    let needs: Vec<(Vec<OpportunityId>, usize)> = path
        .required_steps()
        .into_iter()
        .map(|step| (path.steps[step].options.clone(), path.steps[step].need))
        .collect();
    try_all(catalog, &needs, &[], &[], &mut |taken| {
        let mut sum = [0; 5];
        for id in taken {
            let weight = weigh(catalog, aim, *id);
            (0..5).for_each(|part| sum[part] += weight[part]);
        }
        if is_allowed(&sum) && least.is_none_or(|least| sum < least) {
            least = Some(sum);
        }
    });
    least
}

fn weigh(catalog: &Catalog, aim: Aim, id: OpportunityId) -> Weight {
    let facts = &catalog.opportunity(id).facts;
    let price = match facts.band {
        milepost::catalog::Band::Free => Some(0),
        _ => facts.price.as_ref().and_then(|price| price.amount).map(|amount| amount.minor),
    };
    let time = facts.time.map(|time| i64::from(time.longest.0));
    let amounts = facts.credits.iter().map(|(_, amount)| amount.to_string().parse::<i64>().unwrap());
    let credit = amounts.sum::<i64>() * 100;
    let (no_price, no_time) = (i64::from(price.is_none()), i64::from(time.is_none()));
    let (price, time) = (price.unwrap_or(0), time.unwrap_or(0));
    match aim {
        Aim::Cheapest => [no_price, price, no_time, time, -credit],
        Aim::Fastest => [no_time, time, no_price, price, -credit],
        Aim::MostCredit => [-credit, no_price, price, no_time, time],
    }
}

/// Returns what all that a route takes weighs together.
fn weight_of(catalog: &Catalog, aim: Aim, route: &Route) -> Weight {
    let picks = route.picks.iter().flat_map(|pick| pick.first.iter().chain(&pick.options));
    let all: std::collections::BTreeSet<OpportunityId> = picks.copied().collect();
    let mut sum = [0; 5];
    for id in all {
        let weight = weigh(catalog, aim, id);
        (0..5).for_each(|part| sum[part] += weight[part]);
    }
    sum
}

fn try_all(
    catalog: &Catalog,
    needs: &[(Vec<OpportunityId>, usize)],
    open: &[Vec<OpportunityId>],
    taken: &[OpportunityId],
    each: &mut dyn FnMut(&[OpportunityId]),
) {
    let with = |choice: &[OpportunityId], open: &[Vec<OpportunityId>], taken: &[OpportunityId]| {
        let (mut open, mut taken) = (open.to_vec(), taken.to_vec());
        for id in choice {
            if !taken.contains(id) {
                taken.push(*id);
                open.extend(catalog.opportunity(*id).requires.iter().cloned());
            }
        }
        (open, taken)
    };
    if let Some((group, rest)) = open.split_first() {
        for member in group {
            let (open, taken) = with(&[*member], rest, taken);
            try_all(catalog, needs, &open, &taken, each);
        }
        return;
    }
    let Some(((options, need), rest)) = needs.split_first() else { return each(taken) };
    for mask in 0..1_u32 << options.len() {
        if mask.count_ones() as usize != *need {
            continue;
        }
        let choice: Vec<OpportunityId> =
            options.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, id)| *id).collect();
        let (open, taken) = with(&choice, open, taken);
        try_all(catalog, rest, &open, &taken, each);
    }
}

#[test]
fn routes_are_the_best_of_all_choices_on_random_paths() {
    let mut dice = Dice(20_261_125);
    for round in 0..3_000 {
        let site = random_site(&mut dice);
        let workshop = prepared(&site);
        let catalog = &workshop.prepared().catalog;
        let path = &catalog.paths[0];
        for aim in Aim::ALL {
            let route = guide::route(catalog, path, aim).expect("nothing expires here");
            assert!(route.is_exact, "round {round}");
            let least = least_of_all(catalog, path, aim, &|_| true);
            assert_eq!(Some(weight_of(catalog, aim, &route)), least, "round {round}, {aim:?}");
            let totals = guide::totals(catalog, path).required;
            let figures = &route.figures;
            assert!(figures.price <= totals.price.most, "round {round}");
            assert!(figures.minutes.most <= totals.minutes.most, "round {round}");
            // These leave as little unstated as can be, as the lower bounds do.
            assert!(aim != Aim::Cheapest || totals.price.least == figures.price, "round {round}");
            assert!(aim != Aim::Fastest || totals.minutes.least <= figures.minutes.least, "round {round}");
        }
    }
}

#[test]
fn routes_within_limits_are_the_best_of_all_that_keep_them_on_random_paths() {
    let mut dice = Dice(20_261_126);
    let mut counts = [0; 2];
    for round in 0..2_000 {
        let site = random_site(&mut dice);
        let workshop = prepared(&site);
        let catalog = &workshop.prepared().catalog;
        let path = &catalog.paths[0];
        let mut limit = |one: i64| (dice.below(3) > 0).then(|| dice.below(14) as i64 * one);
        let limits = Limits { price: limit(100), minutes: limit(60) };
        let keeps = |[no_price, price, no_time, time, _]: &Weight| {
            limits.price.is_none_or(|most| *no_price == 0 && *price <= most)
                && limits.minutes.is_none_or(|most| *no_time == 0 && *time <= most)
        };
        let least = least_of_all(catalog, path, Aim::Cheapest, &keeps);
        let found = guide::within(catalog, path, limits);
        let weight = found.as_ref().ok().map(|route| weight_of(catalog, Aim::Cheapest, route));
        assert_eq!(weight, least, "round {round}, {limits:?}, {found:?}");
        counts[usize::from(least.is_some())] += 1;
    }
    assert!(counts.iter().all(|count| *count > 300), "blocked and kept: {counts:?}");
}

#[test]
fn journeys_follow_the_roles_and_never_come_back() {
    let role = |id: &str| format!("[[role]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
    let path = |from: &str, to: &str| {
        let step = "[[stages.steps]]\nid = \"one\"\ntitle = \"One\"\noptions = [\"sql-1\"]\n";
        format!(
            "+++\ntitle = \"To {to}\"\nfrom = [\"{from}\"]\nto = \"{to}\"\n[[stages]]\nid = \"s\"\ntitle = \"S\"\n{step}+++\nWords.\n"
        )
    };
    let mut site = SiteTest::small().with("content/roles.toml", &["a", "b", "c", "d", "e"].map(role).concat());
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e")] {
        site.put(&format!("content/paths/{from}-{to}.md"), &path(from, to));
    }
    let workshop = prepared(&site);
    let catalog = &workshop.prepared().catalog;
    let title = |path: usize| catalog.paths[path].entry.id.value.clone();
    let from = |role: usize| -> Vec<String> {
        guide::journeys(catalog, role)
            .into_iter()
            .map(|journey| journey.paths.into_iter().map(title).collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert_eq!(from(0), ["a-b b-c", "a-b b-c c-d"]);
    assert_eq!(from(4), Vec::<String>::new());
}

#[test]
fn the_paths_of_the_flagship_can_be_walked_free() {
    let site = SiteTest::flagship();
    assert_eq!(site.problems(), Vec::<String>::new());
    let workshop = prepared(&site);
    let catalog = &workshop.prepared().catalog;
    assert!(catalog.paths.len() >= 12, "the flagship lost a path");
    for path in &catalog.paths {
        let route = guide::route(catalog, path, Aim::Cheapest).expect("the path can be walked");
        let sum = (route.figures.price, route.figures.unknown_prices);
        assert_eq!(sum, (0, 0), "{}", path.entry.id.value);
    }
}
