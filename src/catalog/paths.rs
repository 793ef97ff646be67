//! Links roles, credentials, mentors and paths.

use std::collections::HashMap;
use std::sync::Arc;

use super::names::{Broken, Names};
use super::{Facet, FacetKind, Opportunity, OpportunityId, Standing};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{
    BodyEntry, CompetencyEntry, CredentialEntry, MentorEntry, PathEntry, RoleEntry, StageEntry, StepEntry, Teaches,
    Work,
};
use crate::record::Name;
use crate::source::Spanned;

/// A job that people have or want.
#[derive(Clone, Debug)]
pub struct Role {
    pub entry: Arc<RoleEntry>,
    pub needs: Vec<Skill>,
}

/// A competency, by its index in the catalog, and a level of it from 1 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skill {
    pub competency: u16,
    pub level: u32,
}

/// What one can be certified as.
#[derive(Clone, Debug)]
pub struct Credential {
    pub entry: Arc<CredentialEntry>,
    /// The body that grants it, by its index.
    pub body: Option<u16>,
    /// The opportunity that is its examination.
    pub exam: Option<OpportunityId>,
}

/// Somebody who offers to mentor.
#[derive(Clone, Debug)]
pub struct Mentor {
    pub entry: Arc<MentorEntry>,
    /// By their index.
    pub roles: Vec<usize>,
    /// By their index in the topic facet.
    pub topics: Vec<u16>,
}

/// A way from one or more roles to a role.
#[derive(Clone, Debug)]
pub struct GoalPath {
    pub entry: Arc<PathEntry>,
    /// Where it starts, by their index; never empty.
    pub from: Vec<usize>,
    /// Where it leads, by its index.
    pub to: usize,
    /// Credentials that an employer may read as proof, by their index.
    pub signals: Vec<usize>,
    /// In the order of `entry.stages`.
    pub stages: Vec<Stage>,
    /// The steps of all stages, in order.
    pub steps: Vec<Step>,
}

/// A part of a path.
#[derive(Clone, Debug)]
pub struct Stage {
    pub teaches: Vec<Skill>,
    /// Its steps in [`GoalPath::steps`].
    pub steps: std::ops::Range<usize>,
}

/// One thing to do on a path.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its stage, and its place there.
    pub stage: usize,
    pub place: usize,
    /// What completes it; empty for a task. What is retired or expired stays among them.
    pub options: Vec<OpportunityId>,
    /// How many of the options it takes; 0 for a task.
    pub need: usize,
    /// Steps to do before it, by their index in [`GoalPath::steps`].
    pub after: Vec<usize>,
    /// Whether the path can do without it: it is marked as optional, and no required step comes after it.
    pub is_optional: bool,
}

impl Step {
    /// Tells whether some of its options can be left out.
    pub fn has_choice(&self) -> bool {
        self.options.len() > self.need
    }
}

impl GoalPath {
    pub fn stage_entry(&self, stage: usize) -> &StageEntry {
        &self.entry.stages[stage]
    }

    /// Returns a step as its author wrote it.
    pub fn step_entry(&self, step: usize) -> &StepEntry {
        let Step { stage, place, .. } = self.steps[step];
        &self.entry.stages[stage].steps[place]
    }

    /// Returns the steps that the path cannot do without, in order.
    pub fn required_steps(&self) -> Vec<usize> {
        (0..self.steps.len()).filter(|step| !self.steps[*step].is_optional).collect()
    }
}

/// What paths are linked from.
#[derive(Default)]
pub(super) struct Authored {
    pub roles: Vec<Arc<RoleEntry>>,
    pub mentors: Vec<Arc<MentorEntry>>,
    pub credentials: Vec<Arc<CredentialEntry>>,
    pub paths: Vec<Arc<PathEntry>>,
}

/// What the names in them are looked up in.
pub(super) struct Ground<'g> {
    pub opportunities: &'g [Opportunity],
    pub names: &'g Names,
    pub broken: &'g Broken,
    pub facets: &'g [Facet],
    pub bodies: &'g [Arc<BodyEntry>],
    pub competencies: &'g [Arc<CompetencyEntry>],
}

/// Roles, mentors, credentials and paths, linked.
#[derive(Default)]
pub(super) struct Goals {
    pub roles: Vec<Role>,
    pub mentors: Vec<Mentor>,
    pub credentials: Vec<Credential>,
    pub paths: Vec<GoalPath>,
}

/// Links everything that names a role, a competency, a credential or an opportunity of a path.
///
/// Reports `unknown-reference`, `retired-reference` and `bad-value`. A path without a goal or a start
/// is left out: what is wrong with it has been reported.
pub(super) fn link(authored: Authored, ground: &Ground<'_>, diags: &mut Diagnostics) -> Goals {
    let linker = Linker::new(&authored, ground);
    let skills = |teaches: &[Teaches], diags: &mut Diagnostics| linker.skills(teaches, diags);
    let roles = authored.roles.iter().map(|entry| Role { needs: skills(&entry.needs, diags), entry: entry.clone() });
    let roles = roles.collect();
    let credentials = authored.credentials.iter().map(|entry| linker.credential(entry, diags)).collect();
    let mentors = authored.mentors.iter().map(|entry| linker.mentor(entry, diags)).collect();
    let paths = authored.paths.iter().filter_map(|entry| linker.path(entry, diags)).collect();
    Goals { roles, mentors, credentials, paths }
}

struct Linker<'l> {
    ground: &'l Ground<'l>,
    roles: Index<'l>,
    credentials: Index<'l>,
    competencies: Index<'l>,
    bodies: Index<'l>,
}

/// Names of one kind with the numbers they stand for.
struct Index<'l> {
    what: &'static str,
    file: &'static str,
    numbers: HashMap<&'l str, usize>,
    /// Whether names may be missing because their file could not be read.
    is_broken: bool,
}

impl<'l> Index<'l> {
    fn new(what: &'static str, file: &'static str, is_broken: bool, ids: impl Iterator<Item = &'l str>) -> Self {
        Index { what, file, is_broken, numbers: ids.enumerate().map(|(number, id)| (id, number)).collect() }
    }

    /// Returns the number that a name means. Reports `unknown-reference`.
    fn find(&self, name: &Spanned<Name>, diags: &mut Diagnostics) -> Option<usize> {
        let id = name.value.0.as_str();
        let found = self.numbers.get(id).copied();
        if found.is_none() && !self.is_broken {
            let problem =
                Diagnostic::new(&diag::UNKNOWN_REFERENCE, name.span, format!("no {} is named `{id}`", self.what));
            let elsewhere = || Some(format!("{}s stand in `{}`", self.what, self.file).replace("ys ", "ies "));
            diags.push(problem.help_near(id, self.numbers.keys().copied(), elsewhere));
        }
        found
    }

    fn find_all(&self, names: &[Spanned<Name>], diags: &mut Diagnostics) -> Vec<usize> {
        names.iter().filter_map(|name| self.find(name, diags)).collect()
    }
}

impl<'l> Linker<'l> {
    fn new(authored: &'l Authored, ground: &'l Ground<'l>) -> Self {
        let broken = ground.broken;
        let roles = authored.roles.iter().map(|it| it.id.value.as_str());
        let credentials = authored.credentials.iter().map(|it| it.id.value.as_str());
        let competencies = ground.competencies.iter().map(|it| it.id.value.as_str());
        let bodies = ground.bodies.iter().map(|it| it.id.value.as_str());
        Linker {
            ground,
            roles: Index::new("role", "content/roles.toml", broken.has_roles, roles),
            credentials: Index::new("credential", "content/credentials.toml", broken.has_credentials, credentials),
            competencies: Index::new("competency", "content/competencies.toml", broken.has_competencies, competencies),
            bodies: Index::new("credit body", "content/credentials.toml", broken.has_credentials, bodies),
        }
    }

    fn skills(&self, teaches: &[Teaches], diags: &mut Diagnostics) -> Vec<Skill> {
        let skill = |taught: &Teaches| {
            let competency = self.competencies.find(&taught.competency, diags)? as u16;
            Some(Skill { competency, level: taught.level })
        };
        teaches.iter().filter_map(skill).collect()
    }

    fn credential(&self, entry: &Arc<CredentialEntry>, diags: &mut Diagnostics) -> Credential {
        let body = entry.body.as_ref().and_then(|name| self.bodies.find(name, diags)).map(|body| body as u16);
        let exam = entry.entry.as_ref().and_then(|name| self.opportunity(name, "said to be its examination", diags));
        Credential { entry: entry.clone(), body, exam }
    }

    fn mentor(&self, entry: &Arc<MentorEntry>, diags: &mut Diagnostics) -> Mentor {
        let roles = self.roles.find_all(&entry.roles, diags);
        let topics = self.ground.facets.iter().find(|facet| facet.kind == FacetKind::Topic);
        let topic = |name: &Spanned<Name>| {
            let topics = topics?;
            let found = topics.find(&name.value.0);
            if found.is_none() {
                diags.push(super::facets::unknown_term(topics, &name.value.0, name.span));
            }
            found
        };
        Mentor { entry: entry.clone(), roles, topics: entry.topics.iter().filter_map(topic).collect() }
    }

    fn opportunity(&self, name: &Spanned<Name>, role: &str, diags: &mut Diagnostics) -> Option<OpportunityId> {
        let id = self.ground.names.link(name, role, diags)?;
        super::checks::report_retired(&self.ground.opportunities[id.0 as usize], name.span, role, diags);
        Some(id)
    }

    fn path(&self, entry: &Arc<PathEntry>, diags: &mut Diagnostics) -> Option<GoalPath> {
        let from = self.roles.find_all(&entry.from, diags);
        let to = entry.to.as_ref().and_then(|name| self.roles.find(name, diags));
        let signals = self.credentials.find_all(&entry.signals, diags);
        let mut stages = Vec::with_capacity(entry.stages.len());
        let mut steps = Vec::new();
        for (number, stage) in entry.stages.iter().enumerate() {
            let first = steps.len();
            for (place, step) in stage.steps.iter().enumerate() {
                let (options, need) = self.work(&step.work, diags);
                steps.push(Step {
                    stage: number,
                    place,
                    options,
                    need,
                    after: Vec::new(),
                    is_optional: step.is_optional,
                });
            }
            stages.push(Stage { teaches: self.skills(&stage.teaches, diags), steps: first..steps.len() });
        }
        link_after(entry, &mut steps, diags);
        require_before_required(&mut steps);
        if let (Some(to), Some(name)) = (to, &entry.to)
            && from.contains(&to)
        {
            let headline = format!("the path starts from `{0}` and leads to `{0}`", name.value.0);
            diags.push(
                Diagnostic::new(&diag::BAD_VALUE, name.span, headline).help("name another goal, or another start"),
            );
            return None;
        }
        let to = to.filter(|_| !from.is_empty() && !steps.is_empty())?;
        Some(GoalPath { entry: entry.clone(), from, to, signals, stages, steps })
    }

    fn work(&self, work: &Work, diags: &mut Diagnostics) -> (Vec<OpportunityId>, usize) {
        let Work::Options { options, need } = work else { return (Vec::new(), 0) };
        let options: Vec<_> =
            options.iter().filter_map(|name| self.opportunity(name, "an option here", diags)).collect();
        (options, *need as usize)
    }
}

/// Links steps with those to do before them. Reports `unknown-reference`.
fn link_after(entry: &PathEntry, steps: &mut [Step], diags: &mut Diagnostics) {
    let all: Vec<&StepEntry> = entry.stages.iter().flat_map(|stage| &stage.steps).collect();
    for (number, step) in all.iter().enumerate() {
        for name in &step.after {
            let id = name.value.0.as_str();
            match all.iter().position(|other| other.id.value == id) {
                Some(before) => steps[number].after.push(before),
                None if !entry.is_whole => {}
                None => {
                    let headline = format!("no step of this path is named `{id}`");
                    let problem = Diagnostic::new(&diag::UNKNOWN_REFERENCE, name.span, headline);
                    let ids = all.iter().map(|step| step.id.value.as_str());
                    diags.push(problem.help_near(id, ids, || Some("write the `id` of another step".to_owned())));
                }
            }
        }
    }
}

/// Makes steps required that come before a required one.
fn require_before_required(steps: &mut [Step]) {
    let mut waiting: Vec<usize> = (0..steps.len()).filter(|step| !steps[*step].is_optional).collect();
    while let Some(step) = waiting.pop() {
        for before in steps[step].after.clone() {
            if std::mem::replace(&mut steps[before].is_optional, false) {
                waiting.push(before);
            }
        }
    }
}

/// Tells whether an opportunity can still be taken.
pub(super) fn is_open(opportunity: &Opportunity) -> bool {
    opportunity.standing == Standing::Listed
}
