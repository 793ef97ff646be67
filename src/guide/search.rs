//! Finds the best set of opportunities that meets every need of a path.
//!
//! A need is "so many of these". Taking an opportunity can bring needs of its own: what it
//! requires. Each opportunity is paid for once, however many needs it meets. The search walks all
//! choices, the best looking first, and turns back where even the least that is still to come
//! cannot beat the best way found.
//!
//! Needs that can come to no opportunity in common are searched apart: what is best for each is best
//! for all together, and a long path costs the sum of its parts, not their product.

use std::collections::HashMap;

use crate::catalog::{Catalog, OpportunityId};

/// How many choices among needs that hang together are looked at before the best way so far is taken.
pub const CHOICES_TRIED: usize = 20_000;

/// What counts, most important first; less is better.
pub(super) type Weight = [i64; 5];

const NOTHING: Weight = [0; 5];

/// So many of these.
#[derive(Clone, Debug)]
pub(super) struct Need {
    pub options: Vec<OpportunityId>,
    pub count: usize,
}

/// The best choice found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// For each need in order, what was chosen.
    pub picks: Vec<Vec<OpportunityId>>,
    /// Everything that is taken: what was chosen and what that requires, each once, in the order taken.
    pub taken: Vec<OpportunityId>,
    /// Whether no other choice weighs less.
    pub is_best: bool,
}

/// Returns the lightest choice, `None` where a need cannot be met.
///
/// Of choices that weigh the same, the one that takes what its author named first is returned.
pub(super) fn lightest(catalog: &Catalog, needs: &[Need], weigh: impl Fn(OpportunityId) -> Weight) -> Option<Found> {
    let mut found = Found { picks: vec![Vec::new(); needs.len()], taken: Vec::new(), is_best: true };
    for part in parts(catalog, needs) {
        let apart: Vec<Need> = part.iter().map(|need| needs[*need].clone()).collect();
        let best = lightest_within(catalog, &apart, [i64::MAX; 5], &weigh)?;
        for (need, picks) in part.into_iter().zip(best.picks) {
            found.picks[need] = picks;
        }
        found.taken.extend(best.taken);
        found.is_best &= best.is_best;
    }
    Some(found)
}

/// Divides needs into those that hang together: by an option, or by what options require.
///
/// Each part has its needs in order, by their index.
fn parts(catalog: &Catalog, needs: &[Need]) -> Vec<Vec<usize>> {
    let mut part_of: Vec<usize> = (0..needs.len()).collect();
    let mut seen: HashMap<OpportunityId, usize> = HashMap::new();
    for (number, need) in needs.iter().enumerate() {
        let mut waiting = need.options.clone();
        while let Some(id) = waiting.pop() {
            match seen.insert(id, number) {
                None => waiting.extend(catalog.opportunity(id).requires.iter().flatten()),
                Some(before) if part_of[before] != part_of[number] => {
                    let (from, to) = (part_of[number], part_of[before]);
                    part_of.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
                }
                Some(_) => (),
            }
        }
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (number, part) in part_of.into_iter().enumerate() {
        parts[part].push(number);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns the lightest choice that weighs no more than `most` in any part of its weight.
///
/// Ties are broken as in [`lightest`].
pub(super) fn lightest_within(
    catalog: &Catalog,
    needs: &[Need],
    most: Weight,
    weigh: impl Fn(OpportunityId) -> Weight,
) -> Option<Found> {
    let mut search = Search::new(catalog, needs, most, weigh);
    search.try_next(&mut Way::default(), 0);
    let best = search.best?;
    Some(Found { picks: best.picks, taken: best.taken, is_best: !search.is_cut })
}

struct Search<'s> {
    catalog: &'s Catalog,
    needs: &'s [Need],
    /// No part of a way may weigh more.
    most: Weight,
    items: HashMap<OpportunityId, Item>,
    best: Option<Way>,
    tried: usize,
    /// Whether a choice was left out of the search.
    is_cut: bool,
}

/// What is known of an opportunity before the search.
#[derive(Clone, Copy)]
struct Item {
    weight: Weight,
    /// How many needs it may meet.
    uses: i64,
    /// What it can bring down through what it requires; never above zero.
    relief: Weight,
}

/// A choice being made.
#[derive(Clone, Default)]
struct Way {
    picks: Vec<Vec<OpportunityId>>,
    taken: Vec<OpportunityId>,
    weight: Weight,
    /// What was taken brings these needs, still to be met.
    open: Vec<Need>,
}

impl<'s> Search<'s> {
    fn new(catalog: &'s Catalog, needs: &'s [Need], most: Weight, weigh: impl Fn(OpportunityId) -> Weight) -> Self {
        let mut search = Search { catalog, needs, most, items: HashMap::new(), best: None, tried: 0, is_cut: false };
        let mut waiting: Vec<OpportunityId> = Vec::new();
        for need in needs {
            waiting.extend(&need.options);
        }
        while let Some(id) = waiting.pop() {
            if let Some(item) = search.items.get_mut(&id) {
                item.uses += 1;
                continue;
            }
            search.items.insert(id, Item { weight: weigh(id), uses: 1, relief: NOTHING });
            waiting.extend(catalog.opportunity(id).requires.iter().flatten());
        }
        let ids: Vec<OpportunityId> = search.items.keys().copied().collect();
        for id in ids {
            let relief = search.relief(id, &mut Vec::new());
            search.items.get_mut(&id).expect("it was put in above").relief = relief;
        }
        search
    }

    /// Returns the most that what an opportunity requires can take away from the weight.
    fn relief(&self, id: OpportunityId, above: &mut Vec<OpportunityId>) -> Weight {
        let mut relief = NOTHING;
        if above.contains(&id) {
            return relief;
        }
        above.push(id);
        for group in &self.catalog.opportunity(id).requires {
            let mut most = NOTHING;
            for member in group {
                let below = sum(self.items[member].weight.map(|part| part.min(0)), self.relief(*member, above));
                most = each(most, below, i64::min);
            }
            relief = sum(relief, most);
        }
        above.pop();
        relief
    }

    /// Meets the next need in every way that may be better than the best so far.
    fn try_next(&mut self, way: &mut Way, need: usize) {
        let required = way.open.pop();
        let is_required = required.is_some();
        let Some(current) = required.or_else(|| self.needs.get(need).cloned()) else {
            if self.best.as_ref().is_none_or(|best| way.weight < best.weight) {
                self.best = Some(way.clone());
            }
            return;
        };
        let next = if is_required { need } else { need + 1 };
        let mut choices = self.choices(&current, way);
        choices.sort_by_key(|(added, _)| *added);
        for (_, choice) in choices {
            self.tried += 1;
            if self.tried > CHOICES_TRIED {
                self.is_cut = true;
                return;
            }
            let mut longer = way.clone();
            for id in &choice {
                self.take(&mut longer, *id);
            }
            if !is_required {
                longer.picks.push(choice);
            }
            let least = sum(longer.weight, self.least_to_come(&longer, next));
            let keeps_limits = (0..least.len()).all(|part| least[part] <= self.most[part]);
            if keeps_limits && self.best.as_ref().is_none_or(|best| least < best.weight) {
                self.try_next(&mut longer, next);
            }
        }
    }

    fn take(&self, way: &mut Way, id: OpportunityId) {
        if way.taken.contains(&id) {
            return;
        }
        way.taken.push(id);
        way.weight = sum(way.weight, self.items[&id].weight);
        for group in &self.catalog.opportunity(id).requires {
            let options: Vec<_> = group.iter().copied().filter(|member| self.catalog.is_listed(*member)).collect();
            if !options.is_empty() {
                way.open.push(Need { options, count: 1 });
            }
        }
    }

    /// Returns every way to meet a need, in the order of its options, with what each adds at once.
    fn choices(&mut self, need: &Need, way: &Way) -> Vec<(Weight, Vec<OpportunityId>)> {
        let mut choices: Vec<(Weight, Vec<OpportunityId>)> = vec![(NOTHING, Vec::new())];
        let mut whole = Vec::new();
        for id in &need.options {
            let is_taken = way.taken.contains(id);
            let added = if is_taken { NOTHING } else { sum(self.items[id].weight, self.items[id].relief) };
            for at in 0..choices.len() {
                let (weight, chosen) = &choices[at];
                let with = (sum(*weight, added), chosen.iter().copied().chain([*id]).collect::<Vec<_>>());
                let list = if with.1.len() == need.count { &mut whole } else { &mut choices };
                list.push(with);
            }
            self.is_cut |= choices.len() > MOST_PARTS || whole.len() > MOST_PARTS;
            choices.truncate(MOST_PARTS);
            whole.truncate(MOST_PARTS);
        }
        if need.count == 0 { vec![(NOTHING, Vec::new())] } else { whole }
    }

    /// Returns a weight that the needs still to come add at least.
    ///
    /// An opportunity that may meet several of them is counted in shares, so that it is never paid for
    /// twice.
    fn least_to_come(&self, way: &Way, from: usize) -> Weight {
        let needs = way.open.iter().chain(self.needs.get(from..).unwrap_or(&[]));
        needs.fold(NOTHING, |least, need| sum(least, self.least_of(need, way)))
    }

    fn least_of(&self, need: &Need, way: &Way) -> Weight {
        let mut least = NOTHING;
        for (part, sum) in least.iter_mut().enumerate() {
            let share = |id: &OpportunityId| {
                let item = &self.items[id];
                let weight = item.weight[part];
                let share = if way.taken.contains(id) {
                    0
                } else if weight > 0 {
                    weight / item.uses
                } else {
                    weight
                };
                share + if way.taken.contains(id) { 0 } else { item.relief[part] }
            };
            let mut shares: Vec<i64> = need.options.iter().map(share).collect();
            shares.sort_unstable();
            *sum = shares.iter().take(need.count).sum();
        }
        least
    }
}

/// How many ways to meet one need are looked at.
const MOST_PARTS: usize = 5_000;

fn sum(one: Weight, other: Weight) -> Weight {
    each(one, other, |one, other| one + other)
}

fn each(one: Weight, other: Weight, join: impl Fn(i64, i64) -> i64) -> Weight {
    std::array::from_fn(|part| join(one[part], other[part]))
}
