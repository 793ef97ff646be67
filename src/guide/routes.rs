//! Ways through a path: which options to take, and what that comes to.

use std::collections::HashSet;

use rust_decimal::prelude::ToPrimitive;

use super::figures::{Figures, Range, price};
use super::search::{Need, Weight, lightest, lightest_within};
use crate::catalog::{Catalog, GoalPath, OpportunityId};
use crate::entry::Work;
use crate::value::TimeNeeded;

/// What a route is chosen for.
///
/// What nobody stated comes first: a route takes as little of it as it can, since it may be any
/// amount. Then its aim, then the other of price and time, then credit, then what its author and the
/// lists name first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aim {
    /// The lowest price for those who are members of nothing.
    Cheapest,
    /// The least time, counted at the longest.
    Fastest,
    /// The most credit, each opportunity by the one body that grants most for it.
    MostCredit,
}

impl Aim {
    pub const ALL: [Aim; 3] = [Aim::Cheapest, Aim::Fastest, Aim::MostCredit];
}

/// One choice of options through a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The steps that it takes, in the order of the path.
    pub picks: Vec<Pick>,
    pub figures: Figures,
    /// What has been summed up at the end of each stage of the path.
    pub so_far: Vec<Figures>,
    /// False where steps that hang together have more choices than [`super::CHOICES_TRIED`]: a better
    /// route may exist.
    pub is_exact: bool,
}

/// A step on a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The step, by its index in the path.
    pub step: usize,
    /// The options taken; empty for a task.
    pub options: Vec<OpportunityId>,
    /// What they require and nothing before them on the route has brought along.
    pub first: Vec<OpportunityId>,
}

/// A step that cannot be done: fewer of its options can still be taken than it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undone {
    pub step: usize,
}

/// What a route may come to at most; `None` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// In minor units of the site's currency.
    pub price: Option<i64>,
    pub minutes: Option<i64>,
}

/// The step that stands in the way of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// The cheapest way costs `total`, and no step of it as much as this one: `part` of that.
    Price {
        step: usize,
        part: i64,
        total: i64,
    },
    /// The fastest way takes `total` minutes, and no step of it as many as this one: `part` of them.
    Minutes {
        step: usize,
        part: i64,
        total: i64,
    },
    /// Nobody stated the price of what the step takes.
    UnknownPrice {
        step: usize,
    },
    /// Nobody stated the time that the step takes.
    UnknownTime {
        step: usize,
    },
    /// Each limit alone can be kept, both together cannot; the cheapest way takes longest at the step.
    Both {
        step: usize,
    },
    Undone(Undone),
}

/// What a path takes, whatever one chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// The steps that have to be done.
    pub required: Sums,
    /// The other steps by themselves.
    pub optional: Sums,
}

/// Bounds over all choices; the upper ones may be wider than any one choice.
///
/// The lower bounds of time and price are those of choices that leave as little unstated as can be: what
/// nobody stated is not nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub steps: usize,
    pub minutes: Range,
    pub price: Range,
    /// Credit of the body that grants most, in hundredths.
    pub credit: Range,
    /// The most opportunities and tasks that state no time, or no price, among those that may be taken.
    pub unknown_times: usize,
    pub unknown_prices: usize,
    /// Minutes of the upper bound that are an estimate.
    pub estimated_minutes: i64,
}

/// Returns the best route for an aim through the steps that a path cannot do without.
pub fn route(catalog: &Catalog, path: &GoalPath, aim: Aim) -> Result<Route, Undone> {
    let steps = path.required_steps();
    let needs = needs(catalog, path, &steps)?;
    let found = lightest(catalog, &needs, |id| weight(catalog, aim, id));
    let found = found.expect("every need has enough options");
    Ok(route_of(catalog, path, &steps, &found.picks, &found.taken, found.is_best))
}

/// Returns the route through all steps, optional ones too, that takes what stands first in each.
pub fn every_step(catalog: &Catalog, path: &GoalPath) -> Result<Route, Undone> {
    let steps: Vec<usize> = (0..path.steps.len()).collect();
    let needs = needs(catalog, path, &steps)?;
    let picks: Vec<Vec<OpportunityId>> = needs.iter().map(|need| need.options[..need.count].to_vec()).collect();
    let mut taken: Vec<OpportunityId> = Vec::new();
    let mut waiting: Vec<OpportunityId> = picks.iter().flatten().rev().copied().collect();
    while let Some(id) = waiting.pop() {
        if taken.contains(&id) {
            continue;
        }
        taken.push(id);
        for group in &catalog.opportunity(id).requires {
            let is_met = group.iter().any(|member| taken.contains(member) || waiting.contains(member));
            if !is_met {
                waiting.extend(group.iter().copied().find(|member| catalog.is_listed(*member)));
            }
        }
    }
    Ok(route_of(catalog, path, &steps, &picks, &taken, true))
}

/// Returns the cheapest route that keeps the limits, or the step that stands in its way.
pub fn within(catalog: &Catalog, path: &GoalPath, limits: Limits) -> Result<Route, Blocked> {
    let cheapest = route(catalog, path, Aim::Cheapest).map_err(Blocked::Undone)?;
    if limits.are_kept(&cheapest.figures) {
        return Ok(cheapest);
    }
    if cheapest.is_exact
        && let Some(blocked) = over_price(catalog, path, &cheapest, limits)
    {
        return Err(blocked);
    }
    let fastest = route(catalog, path, Aim::Fastest).map_err(Blocked::Undone)?;
    if fastest.is_exact
        && let Some(blocked) = over_time(catalog, path, &fastest, limits)
    {
        return Err(blocked);
    }
    let steps = path.required_steps();
    let tasks: i64 = steps.iter().filter_map(|step| task_time(path, *step)).map(|time| i64::from(time.longest.0)).sum();
    let most = [
        limits.price.map_or(i64::MAX, |_| 0),
        limits.price.unwrap_or(i64::MAX),
        limits.minutes.map_or(i64::MAX, |_| 0),
        limits.minutes.map_or(i64::MAX, |minutes| minutes - tasks),
        i64::MAX,
    ];
    let needs = needs(catalog, path, &steps).map_err(Blocked::Undone)?;
    if let Some(found) = lightest_within(catalog, &needs, most, |id| weight(catalog, Aim::Cheapest, id)) {
        let route = route_of(catalog, path, &steps, &found.picks, &found.taken, found.is_best);
        if limits.are_kept(&route.figures) {
            return Ok(route);
        }
    }
    let over = over_price(catalog, path, &cheapest, limits).or_else(|| over_time(catalog, path, &fastest, limits));
    Err(over.unwrap_or_else(|| {
        let longest = passing(catalog, path, &cheapest, LONGEST, UNTIMED, limits.minutes);
        Blocked::Both { step: longest.map_or(0, |passing| passing.step) }
    }))
}

impl Limits {
    fn are_kept(self, figures: &Figures) -> bool {
        let is_priced = self.price.is_none_or(|most| figures.unknown_prices == 0 && figures.price <= most);
        let is_timed = self.minutes.is_none_or(|most| figures.unknown_times == 0 && figures.minutes.most <= most);
        is_priced && is_timed
    }
}

const LONGEST: fn(&Figures) -> i64 = |sum| sum.minutes.most;
const UNTIMED: fn(&Figures) -> usize = |sum| sum.unknown_times;

/// Says which step costs most of the cheapest route, if that passes the limit of price.
fn over_price(catalog: &Catalog, path: &GoalPath, cheapest: &Route, limits: Limits) -> Option<Blocked> {
    let passing = passing(catalog, path, cheapest, |sum| sum.price, |sum| sum.unknown_prices, limits.price)?;
    Some(match passing {
        Passing { step, part: None } => Blocked::UnknownPrice { step },
        Passing { step, part: Some(part) } => Blocked::Price { step, part, total: cheapest.figures.price },
    })
}

/// Says which step takes longest of the fastest route, if that passes the limit of time.
fn over_time(catalog: &Catalog, path: &GoalPath, fastest: &Route, limits: Limits) -> Option<Blocked> {
    Some(match passing(catalog, path, fastest, LONGEST, UNTIMED, limits.minutes)? {
        Passing { step, part: None } => Blocked::UnknownTime { step },
        Passing { step, part: Some(part) } => Blocked::Minutes { step, part, total: fastest.figures.minutes.most },
    })
}

/// What makes a route pass a limit.
struct Passing {
    step: usize,
    /// What the step adds to the sum, `None` where nobody stated it.
    part: Option<i64>,
}

/// Returns the first step of which nobody stated what it adds, else the one that adds most where the sum passes
/// the limit; of several, the last.
fn passing(
    catalog: &Catalog,
    path: &GoalPath,
    route: &Route,
    known: impl Fn(&Figures) -> i64,
    unknown: impl Fn(&Figures) -> usize,
    limit: Option<i64>,
) -> Option<Passing> {
    let limit = limit?;
    let mut sum = Sum::default();
    let mut most: Option<(usize, i64)> = None;
    for pick in &route.picks {
        let before = known(&sum.figures);
        sum.add(catalog, path, pick);
        if unknown(&sum.figures) > 0 {
            return Some(Passing { step: pick.step, part: None });
        }
        let part = known(&sum.figures) - before;
        if most.is_none_or(|(_, most)| part >= most) {
            most = Some((pick.step, part));
        }
    }
    let (step, part) = most.filter(|_| known(&sum.figures) > limit)?;
    Some(Passing { step, part: Some(part) })
}

/// Returns bounds on what the steps take, required and optional ones apart.
pub fn totals(catalog: &Catalog, path: &GoalPath) -> Totals {
    let required = path.required_steps();
    let is_required: HashSet<usize> = required.iter().copied().collect();
    let optional: Vec<usize> = (0..path.steps.len()).filter(|step| !is_required.contains(step)).collect();
    Totals { required: sums(catalog, path, &required), optional: sums(catalog, path, &optional) }
}

fn sums(catalog: &Catalog, path: &GoalPath, steps: &[usize]) -> Sums {
    let mut sums = Sums { steps: steps.len(), ..Sums::default() };
    let met: Vec<usize> = steps.iter().copied().filter(|step| open_need(catalog, path, *step).is_some()).collect();
    let Ok(needs) = needs(catalog, path, &met) else { return sums };
    let least = |of: &dyn Fn(OpportunityId) -> [i64; 2]| {
        let weight = |id| {
            let [first, second] = of(id);
            [first, second, 0, 0, 0]
        };
        let taken = lightest(catalog, &needs, weight).map_or_else(Vec::new, |found| found.taken);
        taken.iter().fold([0, 0], |[first, second], id| [first + of(*id)[0], second + of(*id)[1]])
    };
    let known = |known: Option<i64>| [i64::from(known.is_none()), known.unwrap_or(0)];
    sums.price.least = least(&|id| known(price(catalog, id)))[1];
    sums.credit.most = -least(&|id| [-credit(catalog, id), 0])[0];
    let shortest = |id| catalog.opportunity(id).facts.time.map(|time| i64::from(time.shortest.0));
    sums.minutes.least = least(&|id| known(shortest(id)))[1];
    for time in met.iter().filter_map(|step| task_time(path, *step)) {
        sums.minutes.least += i64::from(time.shortest.0);
    }
    add_most(catalog, path, &met, &mut sums);
    sums
}

/// Adds the upper bounds: in each step the largest amounts, with everything that may come along.
fn add_most(catalog: &Catalog, path: &GoalPath, steps: &[usize], sums: &mut Sums) {
    let mut credit_least = 0;
    for step in steps {
        if let Work::Task { time, .. } = &path.step_entry(*step).work {
            sums.unknown_times += usize::from(time.is_none());
            let most = time.map_or(0, |time| i64::from(time.longest.0));
            sums.minutes.most += most;
            sums.estimated_minutes += most;
            continue;
        }
        let Some(need) = open_need(catalog, path, *step) else { continue };
        let largest = |of: &dyn Fn(&Figures) -> i64| {
            let mut all: Vec<i64> = need.options.iter().map(|id| of(&with_all_first(catalog, *id))).collect();
            all.sort_unstable_by(|one, other| other.cmp(one));
            all.into_iter().take(need.count).sum::<i64>()
        };
        sums.minutes.most += largest(&|sum| sum.minutes.most);
        sums.estimated_minutes += largest(&|sum| sum.estimated_minutes.most);
        sums.price.most += largest(&|sum| sum.price);
        sums.unknown_times += largest(&|sum| sum.unknown_times as i64) as usize;
        sums.unknown_prices += largest(&|sum| sum.unknown_prices as i64) as usize;
        let least = need.options.iter().map(|id| credit(catalog, *id)).min().unwrap_or(0);
        credit_least = credit_least.max(least * need.count as i64);
    }
    sums.credit.least = credit_least;
}

/// Returns the figures of an opportunity with everything that it may require.
fn with_all_first(catalog: &Catalog, id: OpportunityId) -> Figures {
    let mut figures = Figures::default();
    let mut seen = HashSet::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if seen.insert(id) {
            figures.add(catalog, id);
            waiting.extend(catalog.opportunity(id).requires.iter().flatten());
        }
    }
    figures
}

/// Returns the needs of the steps that have options, in order.
fn needs(catalog: &Catalog, path: &GoalPath, steps: &[usize]) -> Result<Vec<Need>, Undone> {
    let with_options = steps.iter().filter(|step| path.steps[**step].need > 0);
    with_options.map(|step| open_need(catalog, path, *step).ok_or(Undone { step: *step })).collect()
}

/// Returns what a step needs of the options that can still be taken, `None` where these are too few.
fn open_need(catalog: &Catalog, path: &GoalPath, step: usize) -> Option<Need> {
    let it = &path.steps[step];
    let options: Vec<_> = it.options.iter().copied().filter(|id| catalog.is_listed(*id)).collect();
    (options.len() >= it.need).then_some(Need { options, count: it.need })
}

fn task_time(path: &GoalPath, step: usize) -> Option<TimeNeeded> {
    match &path.step_entry(step).work {
        Work::Task { time, .. } => *time,
        Work::Options { .. } => None,
    }
}

fn weight(catalog: &Catalog, aim: Aim, id: OpportunityId) -> Weight {
    let unless = |known: bool| i64::from(!known);
    let price = price(catalog, id);
    let time = catalog.opportunity(id).facts.time.map(|time| i64::from(time.longest.0));
    let [no_price, price] = [unless(price.is_some()), price.unwrap_or(0)];
    let [no_time, time] = [unless(time.is_some()), time.unwrap_or(0)];
    let credit = -credit(catalog, id);
    match aim {
        Aim::Cheapest => [no_price, price, no_time, time, credit],
        Aim::Fastest => [no_time, time, no_price, price, credit],
        Aim::MostCredit => [credit, no_price, price, no_time, time],
    }
}

/// Returns the most that one body grants, in hundredths; nothing stated earns nothing.
fn credit(catalog: &Catalog, id: OpportunityId) -> i64 {
    let mut figures = Figures::default();
    figures.add(catalog, id);
    let hundredths = figures.most_credit().map(|credit| (credit * rust_decimal::Decimal::ONE_HUNDRED).trunc());
    hundredths.and_then(|credit| credit.to_i64()).unwrap_or(0)
}

/// A sum over picks in which each opportunity counts once.
#[derive(Default)]
struct Sum {
    figures: Figures,
    counted: HashSet<OpportunityId>,
}

impl Sum {
    fn add(&mut self, catalog: &Catalog, path: &GoalPath, pick: &Pick) {
        if let Work::Task { time, .. } = &path.step_entry(pick.step).work {
            self.figures.add_task(*time);
        }
        for id in pick.first.iter().chain(&pick.options) {
            if self.counted.insert(*id) {
                self.figures.add(catalog, *id);
            }
        }
    }
}

/// Returns what several routes come to, one after the other; what they share counts once.
pub fn together<'r>(catalog: &Catalog, routes: impl IntoIterator<Item = (&'r GoalPath, &'r Route)>) -> Figures {
    let mut sum = Sum::default();
    for (path, route) in routes {
        for pick in &route.picks {
            sum.add(catalog, path, pick);
        }
    }
    sum.figures
}

/// Puts what was chosen in the order of the path, and sums it up.
fn route_of(
    catalog: &Catalog,
    path: &GoalPath,
    steps: &[usize],
    chosen: &[Vec<OpportunityId>],
    taken: &[OpportunityId],
    is_exact: bool,
) -> Route {
    let mut chosen = chosen.iter();
    let mut brought: HashSet<OpportunityId> = HashSet::new();
    let mut picks = Vec::with_capacity(steps.len());
    for step in steps {
        let options = match path.steps[*step].need {
            0 => Vec::new(),
            _ => chosen.next().expect("a choice was made for every step with options").clone(),
        };
        brought.extend(&options);
        let mut first = Vec::new();
        let mut waiting = options.clone();
        while let Some(id) = waiting.pop() {
            for member in catalog.opportunity(id).requires.iter().flatten() {
                if taken.contains(member) && brought.insert(*member) {
                    first.push(*member);
                    waiting.push(*member);
                }
            }
        }
        first.reverse();
        picks.push(Pick { step: *step, options, first });
    }
    let mut sum = Sum::default();
    let mut at = 0;
    let mut so_far = Vec::with_capacity(path.stages.len());
    for stage in &path.stages {
        while let Some(pick) = picks.get(at).filter(|pick| pick.step < stage.steps.end) {
            sum.add(catalog, path, pick);
            at += 1;
        }
        so_far.push(sum.figures.clone());
    }
    Route { picks, figures: sum.figures, so_far, is_exact }
}
