//! Finds opportunities that require each other, so that none of them can be started.

use std::collections::BTreeSet;

use crate::catalog::{Opportunity, OpportunityId};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::source::Span;

/// Reports each cycle once, from its smallest id, with every hop labelled.
///
/// A group with a way out is no obstacle: an opportunity is stuck only when some group of it has
/// nothing but stuck opportunities. Time is linear in the number of requirements.
pub fn cycles(opportunities: &[Opportunity], diags: &mut Diagnostics) {
    let mut stuck: BTreeSet<usize> = stuck(opportunities);
    let mut starts: Vec<usize> = stuck.iter().copied().collect();
    starts.sort_by(|one, other| opportunities[*one].entry.id.value.cmp(&opportunities[*other].entry.id.value));
    for start in starts {
        if !stuck.contains(&start) {
            continue;
        }
        let walk = walk(start, opportunities, &stuck);
        for hop in &walk.visited {
            stuck.remove(hop);
        }
        if let Some(cycle) = walk.cycle {
            diags.push(report(&cycle, opportunities));
        }
    }
}

/// Returns the opportunities that can never be started.
fn stuck(opportunities: &[Opportunity]) -> BTreeSet<usize> {
    let mut waiting_for: Vec<usize> = opportunities.iter().map(|it| it.requires.len()).collect();
    let mut required_by: Vec<Vec<(usize, usize)>> = vec![Vec::new(); opportunities.len()];
    for (index, opportunity) in opportunities.iter().enumerate() {
        for (group, options) in opportunity.requires.iter().enumerate() {
            for option in options {
                required_by[option.0 as usize].push((index, group));
            }
        }
    }
    let mut is_open: Vec<Vec<bool>> = opportunities.iter().map(|it| vec![false; it.requires.len()]).collect();
    let mut startable: Vec<usize> = (0..opportunities.len()).filter(|index| waiting_for[*index] == 0).collect();
    while let Some(done) = startable.pop() {
        for (index, group) in required_by[done].clone() {
            if std::mem::replace(&mut is_open[index][group], true) {
                continue;
            }
            waiting_for[index] -= 1;
            if waiting_for[index] == 0 {
                startable.push(index);
            }
        }
    }
    (0..opportunities.len()).filter(|index| waiting_for[*index] > 0).collect()
}

struct Walk {
    visited: Vec<usize>,
    /// The opportunities of the cycle in order; each requires the next, the last the first.
    cycle: Option<Vec<usize>>,
}

/// Follows blocked requirements until a hop repeats or leads to what was reported before.
fn walk(start: usize, opportunities: &[Opportunity], stuck: &BTreeSet<usize>) -> Walk {
    let mut visited = vec![start];
    loop {
        let here = visited[visited.len() - 1];
        let Some(next) = blocked_hop(&opportunities[here], stuck) else { return Walk { visited, cycle: None } };
        if let Some(position) = visited.iter().position(|hop| *hop == next) {
            let mut cycle = visited[position..].to_vec();
            let first = (0..cycle.len())
                .min_by_key(|index| opportunities[cycle[*index]].entry.id.value.as_str())
                .expect("a cycle has at least one hop");
            cycle.rotate_left(first);
            return Walk { visited, cycle: Some(cycle) };
        }
        visited.push(next);
    }
}

/// Returns the first option, by id, of the first group without a way out.
fn blocked_hop(opportunity: &Opportunity, stuck: &BTreeSet<usize>) -> Option<usize> {
    let is_stuck = |option: &OpportunityId| stuck.contains(&(option.0 as usize));
    let group = opportunity.requires.iter().find(|group| group.iter().all(is_stuck))?;
    group.iter().map(|option| option.0 as usize).min()
}

fn report(cycle: &[usize], opportunities: &[Opportunity]) -> Diagnostic {
    let id = |index: usize| opportunities[index].entry.id.value.as_str();
    let next = |position: usize| cycle[(position + 1) % cycle.len()];
    let first = id(cycle[0]);
    let headline = match cycle {
        [_] => format!("`{first}` requires itself, so it can never be started"),
        [_, other] => format!("`{first}` and `{}` require each other, so neither can be started", id(*other)),
        _ => {
            let names: Vec<_> = cycle.iter().map(|index| format!("`{}`", id(*index))).collect();
            format!("{} require each other in a circle, so none can be started", names.join(", "))
        }
    };
    let mut problem = Diagnostic::new(&diag::REQUIREMENT_CYCLE, hop_span(cycle[0], next(0), opportunities), headline)
        .label(format!("requires `{}`", id(next(0))));
    for (position, hop) in cycle.iter().enumerate().skip(1) {
        let span = hop_span(*hop, next(position), opportunities);
        problem = problem.also(span, format!("requires `{}`", id(next(position))));
    }
    match cycle {
        [_] => problem.help("drop it here"),
        _ => problem.help(format!(
            "drop one, or accept something else as well: `requires = [[\"{}\", \"another-id\"]]`",
            id(next(0))
        )),
    }
}

/// Returns where one opportunity names another as required.
fn hop_span(from: usize, to: usize, opportunities: &[Opportunity]) -> Span {
    let entry = &opportunities[from].entry;
    let wanted = &opportunities[to].entry.id.value;
    let named = entry.requires.iter().flatten().find(|name| name.value.0 == *wanted);
    named.map_or(entry.id.span, |name| name.span)
}
