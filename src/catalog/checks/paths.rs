//! Finds what keeps a path from being walked, or from being walked free.

use std::collections::{BTreeMap, HashSet};

use crate::catalog::{Band, GoalPath, Opportunity, OpportunityId, Role};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{CompetencyEntry, StepEntry, Work};
use crate::record::Name;
use crate::source::{Span, Spanned};
use std::sync::Arc;

/// What paths are checked against.
pub struct Ground<'g> {
    pub opportunities: &'g [Opportunity],
    pub roles: &'g [Role],
    pub competencies: &'g [Arc<CompetencyEntry>],
}

/// Reports `step-cycle`, `step-without-option`, `step-not-free` and `untaught-competency`.
pub fn paths(paths: &[GoalPath], ground: &Ground<'_>, diags: &mut Diagnostics) {
    for path in paths.iter().filter(|path| path.entry.is_whole) {
        let reach = Reach::new(path, ground.opportunities);
        reach.report(diags);
        check_options(path, ground.opportunities, diags);
        check_taught(path, ground, diags);
    }
}

/// Which steps of a path can be done, each after those that must come before it.
struct Reach<'p> {
    path: &'p GoalPath,
    opportunities: &'p [Opportunity],
    /// The steps that offer an opportunity.
    offered: BTreeMap<OpportunityId, Vec<usize>>,
    /// Steps whose every `after` is done.
    ready: HashSet<usize>,
    done: HashSet<usize>,
    taken: HashSet<OpportunityId>,
}

/// A thing that waits for another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hop {
    Step(usize),
    Opportunity(OpportunityId),
}

impl<'p> Reach<'p> {
    /// Walks as far as one can. What can never be taken by itself has its own report and stops nothing.
    fn new(path: &'p GoalPath, opportunities: &'p [Opportunity]) -> Self {
        let mut offered: BTreeMap<OpportunityId, Vec<usize>> = BTreeMap::new();
        for (number, step) in path.steps.iter().enumerate() {
            for option in &step.options {
                offered.entry(*option).or_default().push(number);
            }
        }
        let mut reach =
            Reach { path, opportunities, offered, ready: HashSet::new(), done: HashSet::new(), taken: HashSet::new() };
        let startable = reach.startable();
        let all: Vec<OpportunityId> = reach.needed().into_iter().collect();
        reach.taken.extend(all.iter().filter(|id| !startable.contains(id)));
        while reach.walk(&all) {}
        reach
    }

    fn requires(&self, id: OpportunityId) -> &'p [Vec<OpportunityId>] {
        &self.opportunities[id.0 as usize].requires
    }

    /// Returns the options of the path and everything that they may require, in order.
    fn needed(&self) -> std::collections::BTreeSet<OpportunityId> {
        let mut needed = std::collections::BTreeSet::new();
        let mut waiting: Vec<_> = self.offered.keys().copied().collect();
        while let Some(id) = waiting.pop() {
            if needed.insert(id) {
                waiting.extend(self.requires(id).iter().flatten());
            }
        }
        needed
    }

    /// Returns the opportunities that could be taken if the path asked for no order.
    fn startable(&self) -> HashSet<OpportunityId> {
        let needed = self.needed();
        let mut startable: HashSet<OpportunityId> = HashSet::new();
        loop {
            let before = startable.len();
            for id in &needed {
                if self.requires(*id).iter().all(|group| group.iter().any(|member| startable.contains(member))) {
                    startable.insert(*id);
                }
            }
            if startable.len() == before {
                return startable;
            }
        }
    }

    /// Takes and does what has become possible; false when nothing has.
    fn walk(&mut self, all: &[OpportunityId]) -> bool {
        let before = self.taken.len() + self.done.len() + self.ready.len();
        for (number, step) in self.path.steps.iter().enumerate() {
            if step.after.iter().all(|before| self.done.contains(before)) {
                self.ready.insert(number);
            }
            let taken = step.options.iter().filter(|option| self.taken.contains(option)).count();
            if self.ready.contains(&number) && taken >= step.need.min(step.options.len()) {
                self.done.insert(number);
            }
        }
        for id in all {
            if self.is_offered(*id) && self.requires(*id).iter().all(|group| self.is_met(group)) {
                self.taken.insert(*id);
            }
        }
        self.taken.len() + self.done.len() + self.ready.len() > before
    }

    fn is_met(&self, group: &[OpportunityId]) -> bool {
        group.iter().any(|member| self.taken.contains(member))
    }

    /// Tells whether one has come to a step that offers it; what no step offers can be taken any time.
    fn is_offered(&self, id: OpportunityId) -> bool {
        self.offered.get(&id).is_none_or(|steps| steps.iter().any(|step| self.ready.contains(step)))
    }

    /// Reports each loop once; steps that only wait for one are not told of.
    fn report(&self, diags: &mut Diagnostics) {
        let mut told: HashSet<usize> = HashSet::new();
        for start in (0..self.path.steps.len()).filter(|step| !self.done.contains(step)) {
            let walked = self.follow(Hop::Step(start));
            let steps: Vec<usize> = walked
                .iter()
                .filter_map(|hop| match hop {
                    Hop::Step(step) => Some(*step),
                    Hop::Opportunity(_) => None,
                })
                .collect();
            if steps.iter().any(|step| told.contains(step)) {
                continue;
            }
            told.extend(&steps);
            diags.push(self.told(&walked));
        }
    }

    /// Follows what is waited for until a hop repeats, and returns the loop.
    fn follow(&self, start: Hop) -> Vec<Hop> {
        let mut walked = vec![start];
        loop {
            let next = self.next(walked[walked.len() - 1]);
            if let Some(at) = walked.iter().position(|hop| *hop == next) {
                let mut circle = walked.split_off(at);
                let first = circle.iter().position(|hop| matches!(hop, Hop::Step(_))).unwrap_or(0);
                circle.rotate_left(first);
                return circle;
            }
            walked.push(next);
        }
    }

    /// Returns what something that cannot be done waits for.
    fn next(&self, hop: Hop) -> Hop {
        match hop {
            Hop::Step(number) => {
                let step = &self.path.steps[number];
                let before = step.after.iter().find(|before| !self.done.contains(before));
                let option = || step.options.iter().find(|option| !self.taken.contains(option));
                before.map(|before| Hop::Step(*before)).or_else(|| option().map(|option| Hop::Opportunity(*option)))
            }
            Hop::Opportunity(id) => {
                let group = self.requires(id).iter().find(|group| !self.is_met(group));
                let required = group.and_then(|group| group.iter().min()).map(|member| Hop::Opportunity(*member));
                required.or_else(|| self.offered.get(&id).map(|steps| Hop::Step(steps[0])))
            }
        }
        .expect("what waits for nothing has been done")
    }

    fn told(&self, circle: &[Hop]) -> Diagnostic {
        let steps: Vec<String> = circle
            .iter()
            .filter_map(|hop| match hop {
                Hop::Step(step) => Some(format!("`{}`", self.path.step_entry(*step).id.value)),
                Hop::Opportunity(_) => None,
            })
            .collect();
        let headline = match &steps[..] {
            [one] => format!("the step {one} waits for itself, so it can never be done"),
            [one, other] => format!("the steps {one} and {other} wait for each other, so neither can be done"),
            _ => format!("the steps {} wait for each other in a circle, so none can be done", steps.join(", ")),
        };
        let next = |at: usize| circle[(at + 1) % circle.len()];
        let (span, label) = self.link(circle[0], next(0));
        let mut problem = Diagnostic::new(&diag::STEP_CYCLE, span, headline).label(label);
        for (at, hop) in circle.iter().enumerate().skip(1) {
            let (span, label) = self.link(*hop, next(at));
            problem = problem.also(span, label);
        }
        problem.help("drop one of these, or change the order of the steps")
    }

    /// Returns where one thing names what it waits for, and says so.
    fn link(&self, from: Hop, to: Hop) -> (Span, String) {
        let id = |id: OpportunityId| self.opportunities[id.0 as usize].entry.id.value.as_str();
        match (from, to) {
            (Hop::Step(from), Hop::Step(to)) => {
                let (from, to) = (self.path.step_entry(from), self.path.step_entry(to));
                (
                    named(&from.after, &to.id.value, from.id.span),
                    format!("`{}` comes after `{}`", from.id.value, to.id.value),
                )
            }
            (Hop::Step(from), Hop::Opportunity(to)) => {
                let from = self.path.step_entry(from);
                (named(options(from), id(to), from.id.span), format!("`{}` takes `{}`", from.id.value, id(to)))
            }
            (Hop::Opportunity(from), Hop::Opportunity(to)) => {
                let entry = &self.opportunities[from.0 as usize].entry;
                let span = entry.requires.iter().flatten().find(|name| name.value.0 == id(to));
                (span.map_or(entry.id.span, |name| name.span), format!("`{}` requires `{}`", id(from), id(to)))
            }
            (Hop::Opportunity(from), Hop::Step(to)) => {
                let to = self.path.step_entry(to);
                (named(options(to), id(from), to.id.span), format!("`{}` is offered at `{}`", id(from), to.id.value))
            }
        }
    }
}

fn options(step: &StepEntry) -> &[Spanned<Name>] {
    match &step.work {
        Work::Options { options, .. } => options,
        Work::Task { .. } => &[],
    }
}

fn named(names: &[Spanned<Name>], id: &str, otherwise: Span) -> Span {
    names.iter().find(|name| name.value.0 == id).map_or(otherwise, |name| name.span)
}

/// Reports steps with too few options left, and required steps that cannot be done free.
fn check_options(path: &GoalPath, opportunities: &[Opportunity], diags: &mut Diagnostics) {
    let is_open = |id: &&OpportunityId| crate::catalog::paths::is_open(&opportunities[id.0 as usize]);
    for number in 0..path.steps.len() {
        let step = &path.steps[number];
        let entry = path.step_entry(number);
        let written = options(entry).len();
        if step.need == 0 || step.options.len() < written || step.need > written {
            continue;
        }
        let open: Vec<OpportunityId> = step.options.iter().filter(is_open).copied().collect();
        if open.len() < step.need {
            let gone: Vec<&OpportunityId> = step.options.iter().filter(|id| !is_open(id)).collect();
            let are_all_retired = gone.iter().all(|id| retired(&opportunities[id.0 as usize]));
            if !are_all_retired {
                diags.push(too_few(entry, step.need, open.len()));
            }
            continue;
        }
        let free: Vec<_> = open.iter().filter(|id| is_free(**id, opportunities, &mut Vec::new())).collect();
        if !entry.is_optional && free.len() < step.need {
            let bands: Vec<Band> = open.iter().map(|id| opportunities[id.0 as usize].facts.band).collect();
            diags.push(not_free(entry, step.need, free.len(), &bands));
        }
    }
}

fn retired(opportunity: &Opportunity) -> bool {
    matches!(opportunity.standing, crate::catalog::Standing::Retired { .. })
}

fn too_few(entry: &StepEntry, need: usize, open: usize) -> Diagnostic {
    let headline = match open {
        0 => format!("no option of the step `{}` can be taken any more", entry.id.value),
        _ => format!("the step `{}` needs {need} options, but only {open} can be taken any more", entry.id.value),
    };
    Diagnostic::new(&diag::STEP_WITHOUT_OPTION, entry.id.span, headline).help("add an option that has not expired")
}

fn not_free(entry: &StepEntry, need: usize, free: usize, bands: &[Band]) -> Diagnostic {
    let id = &entry.id.value;
    let headline = match free {
        0 if bands.contains(&Band::Free) => {
            format!("what the free options of the step `{id}` require costs money, so the path cannot be finished free")
        }
        0 if bands.contains(&Band::Unknown) => {
            format!("no option of the step `{id}` is known to be free, so the path cannot be finished free")
        }
        0 => format!("every option of the step `{id}` costs money, so the path cannot be finished free"),
        _ => format!(
            "the step `{id}` needs {need} options, and only {free} can be had free, so the path cannot be finished free"
        ),
    };
    let problem = Diagnostic::new(&diag::STEP_NOT_FREE, entry.id.span, headline);
    problem.help("add a free option, or make the step `optional = true`; the page says which step costs money")
}

/// Tells whether nothing has to be paid for an opportunity and for what it requires.
pub fn is_free(id: OpportunityId, opportunities: &[Opportunity], above: &mut Vec<OpportunityId>) -> bool {
    let opportunity = &opportunities[id.0 as usize];
    if opportunity.facts.band != Band::Free || !crate::catalog::paths::is_open(opportunity) || above.contains(&id) {
        return false;
    }
    above.push(id);
    let groups = &opportunity.requires;
    let is_free = groups.iter().all(|group| group.iter().any(|member| is_free(*member, opportunities, above)));
    above.pop();
    is_free
}

/// Reports competencies that the goal asks for and nothing on the path teaches, all in one.
fn check_taught(path: &GoalPath, ground: &Ground<'_>, diags: &mut Diagnostics) {
    let by_stages = path.stages.iter().flat_map(|stage| &stage.teaches).map(|skill| skill.competency);
    let options = path.steps.iter().flat_map(|step| &step.options);
    let by_options =
        options.flat_map(|id| &ground.opportunities[id.0 as usize].facts.teaches).map(|(competency, _)| *competency);
    let taught: HashSet<u16> = by_stages.chain(by_options).collect();
    let role = &ground.roles[path.to];
    let missing: Vec<String> = role
        .needs
        .iter()
        .filter(|skill| !taught.contains(&skill.competency))
        .map(|skill| format!("`{}`", ground.competencies[skill.competency as usize].id.value))
        .collect();
    let Some(to) = path.entry.to.as_ref().filter(|_| !missing.is_empty()) else { return };
    let headline = format!("no step of the path teaches {}, which `{}` needs", missing.join(", "), to.value.0);
    let problem = Diagnostic::new(&diag::UNTAUGHT_COMPETENCY, to.span, headline).label("asks for more");
    diags.push(problem.help("add it to the `teaches` of a stage, or an opportunity that teaches it to a step"));
}
