//! The page of one path.

use super::entry::competency_row;
use super::ticket::out_link;
use super::time::{Place, fact, stated};
use super::ways::{EVERY, Ways, hours, of_hundredths};
use super::words::{counted, held, joined, within_sentence};
use super::{PageWords, Views, credit, site};
use crate::catalog::{GoalPath, OpportunityId, Skill, Standing, Step};
use crate::entry::{Basis, Work};
use crate::guide::{self, CHOICES_TRIED, Figures, Sums};
use crate::pages::{PageKey, address};
use crate::record::Name;
use crate::source::Spanned;
use crate::value::TimeNeeded;
use crate::view::{
    CompetencyRow, CredentialRow, Crumb, Link, NotFree, OptionView, PathPage, PathView, StageView, StepView, TaskView,
};

const COUNTS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

impl Views<'_> {
    pub(super) fn path(&self, number: usize) -> PathPage {
        let path = &self.catalog.paths[number];
        let words = PageWords {
            description: path.entry.summary.clone().unwrap_or_default(),
            section: site::PATHS_SECTION.to_owned(),
            crumbs: vec![Crumb { label: site::PATHS.to_owned(), href: Some(self.href("/paths/")) }],
            ..PageWords::titled(&path.entry.title)
        };
        PathPage { page: self.page(&PageKey::Path(number), words), path: self.path_view(number) }
    }

    pub(super) fn path_view(&self, number: usize) -> PathView {
        let path = &self.catalog.paths[number];
        let id = &path.entry.id.value;
        let ways = self.ways(number);
        let has_credits = self.has_credits(path);
        PathView {
            ids: all_ids(id, &path.entry.formerly),
            from: path.from.iter().map(|role| self.role_link(*role)).collect(),
            to: self.role_link(path.to),
            summary: path.entry.summary.clone().unwrap_or_default(),
            body: self.prose(&path.entry.prose, &address::path(id)),
            marks: marks(path, &[]),
            ways: ways.ways.iter().map(|way| self.way_row(way, way.is_cheapest())).collect(),
            bounds: self.bounds_notes(path, ways),
            ways_notes: self.ways_notes(path, ways),
            not_free: self.not_free(path),
            credits_title: if has_credits { self.credits_title() } else { String::new() },
            currency: self.config.currency.code().to_owned(),
            stages: (0..path.stages.len()).map(|stage| self.stage(path, ways, stage)).collect(),
            skills: self.skill_groups(path.stages.iter().flat_map(|stage| stage.teaches.iter().copied())),
            short_of: self.short_of(path),
            signals: path.signals.iter().map(|credential| self.credential(*credential)).collect(),
            mentors: self.mentors(|mentor| mentor.roles.contains(&path.to)),
            next: self.board_rows(|next| next.from.contains(&path.to)),
            journeys: self.journeys_with(number),
            sources: path.entry.sources.iter().map(out_link).collect(),
            json: self.href(&address::path_data(id)),
        }
    }

    fn stage(&self, path: &GoalPath, ways: &Ways, number: usize) -> StageView {
        let (entry, stage) = (path.stage_entry(number), &path.stages[number]);
        StageView {
            anchor: stage_anchor(&entry.id.value),
            former_anchors: entry.formerly.iter().map(|old| stage_anchor(&old.value.0)).collect(),
            number: number + 1,
            title: entry.title.clone(),
            purpose: entry.purpose.clone().unwrap_or_default(),
            steps: stage.steps.clone().map(|step| self.path_step(path, ways, step)).collect(),
            so_far: ways.ways.iter().map(|way| self.so_far(way, number)).collect(),
        }
    }

    fn path_step(&self, path: &GoalPath, ways: &Ways, number: usize) -> StepView {
        let (entry, step) = (path.step_entry(number), &path.steps[number]);
        let has_choice = step.has_choice();
        let options = step.options.iter().map(|id| self.option(ways, number, *id, has_choice));
        StepView {
            ids: all_ids(&entry.id.value, &entry.formerly),
            anchor: step_anchor(&entry.id.value),
            former_anchors: entry.formerly.iter().map(|old| step_anchor(&old.value.0)).collect(),
            title: entry.title.clone(),
            why: entry.why.clone().unwrap_or_default(),
            is_optional: step.is_optional,
            after: step.after.iter().map(|before| step_link(path, *before)).collect(),
            ways: way_ids(ways, |way| way.takes_step(number)),
            need: step.need,
            has_choice,
            choice: choice(step),
            task: match &entry.work {
                Work::Task { text, time } => Some(task(text, *time)),
                Work::Options { .. } => None,
            },
            options: options.collect(),
            first: self.first(path, ways, number),
        }
    }

    /// Returns what the ways take before a step because its options require it, and no step offers.
    fn first(&self, path: &GoalPath, ways: &Ways, step: usize) -> Vec<OptionView> {
        let mut first: Vec<OpportunityId> = Vec::new();
        for pick in ways.ways.iter().flat_map(|way| &way.route.picks).filter(|pick| pick.step == step) {
            let is_offered = |id: &OpportunityId| path.steps.iter().any(|step| step.options.contains(id));
            for id in pick.first.iter().filter(|id| !is_offered(id)) {
                if !first.contains(id) {
                    first.push(*id);
                }
            }
        }
        first.into_iter().map(|id| self.option(ways, step, id, false)).collect()
    }

    fn option(&self, ways: &Ways, step: usize, id: OpportunityId, has_choice: bool) -> OptionView {
        let opportunity = self.opportunity(id);
        let (entry, facts) = (&opportunity.entry, &opportunity.facts);
        let mut figures = Figures::default();
        figures.add(self.catalog, id);
        let provider = facts.provider.map(|provider| self.provider_name(provider).to_owned());
        let taking = ways.ways.iter().filter(|way| way.id != EVERY && way.takes(step, id));
        OptionView {
            ids: all_ids(&entry.id.value, &entry.formerly),
            title: entry.title.value.clone(),
            href: self.entry_href(id),
            by: std::iter::once(self.format(id).label).chain(provider).collect(),
            picks: if has_choice { taking.map(|way| way.label()).collect() } else { Vec::new() },
            cost: self.cost(id),
            time: fact(entry, Place::Card),
            credits: self.credit_fact(id),
            notice: match opportunity.standing {
                Standing::Listed => String::new(),
                _ => "No longer in the catalog".to_owned(),
            },
            minutes: facts.time.map(minutes).unwrap_or_default(),
            is_estimate: entry.basis != Basis::Provider,
            price: if figures.unknown_prices == 0 { figures.price.to_string() } else { String::new() },
            ways: way_ids(ways, |way| way.takes(step, id)),
        }
    }

    /// Says between which bounds a path lies, or which step keeps it from being finished.
    fn bounds_notes(&self, path: &GoalPath, ways: &Ways) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(step) = ways.undone {
            let title = &path.step_entry(step).title;
            notes.push(format!("“{title}” cannot be done at present: too few of its options can still be taken."));
        }
        let totals = guide::totals(self.catalog, path);
        notes.push(format!("Whatever you choose, {}.", self.bounds("the required steps", &totals.required)));
        if totals.optional.steps > 0 {
            notes.push(format!("In addition, {}.", self.bounds("the optional steps", &totals.optional)));
        }
        notes
    }

    /// Says how the figures are worked out: what they leave out, and how exact they are.
    fn ways_notes(&self, path: &GoalPath, ways: &Ways) -> Vec<String> {
        let mut notes = Vec::new();
        if ways.ways.iter().any(|way| way.id == EVERY) && path.steps.iter().any(Step::has_choice) {
            notes.push("“Every step” takes what stands first where there is a choice.".to_owned());
        }
        if ways.ways.iter().any(|way| way.route.figures.estimated_minutes.most > 0) {
            notes.push("A time with “about” is at least in part an estimate, not the provider’s figure.".to_owned());
        }
        let mut options = path.steps.iter().flat_map(|step| &step.options);
        if options.any(|id| self.opportunity(*id).entry.each.is_some()) {
            notes.push("Of what goes on, such as a podcast, the time of one item is counted.".to_owned());
        }
        notes.push("Costs are those for people who are members of nothing, unless it says so.".to_owned());
        if !self.has_credits(path) {
            notes.push(format!("No {} are stated for what is on this path.", within_sentence(&self.credits_title())));
        }
        if ways.ways.iter().any(|way| !way.route.is_exact) {
            notes.push(format!(
                "This path has more choices than the {CHOICES_TRIED} that were compared, so a better way may exist."
            ));
        }
        notes
    }

    /// "the required steps take 20 to 64 h, cost $0 to $900 and earn up to 12.5 CEUs; 2 times are not stated".
    fn bounds(&self, what: &str, sums: &Sums) -> String {
        let cost = match (sums.price.least, sums.price.most) {
            (0, 0) if sums.unknown_prices == 0 => "cost nothing".to_owned(),
            _ => format!("cost {}", self.money_range(sums.price)),
        };
        let credit = match sums.credit.most {
            0 => None,
            most => {
                let title = within_sentence(&self.credits_title());
                Some(format!("earn up to {} {title} from one body", credit::amount(of_hundredths(most))))
            }
        };
        let unknown: Vec<String> = [(sums.unknown_times, "time", "times"), (sums.unknown_prices, "price", "prices")]
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        let unknown = match unknown.is_empty() {
            true => String::new(),
            false => format!("; up to {} that nobody stated are left out", unknown.join(" and ")),
        };
        let parts = [format!("take {}", hours(sums.minutes)), cost].into_iter().chain(credit);
        let parts: Vec<String> = parts.collect();
        format!("{what} {}{unknown}", joined(&parts.iter().map(String::as_str).collect::<Vec<_>>(), "and"))
    }

    fn not_free(&self, path: &GoalPath) -> Option<NotFree> {
        let is_paid = |step: &usize| {
            let it = &path.steps[*step];
            let free = it.options.iter().filter(|id| self.catalog.is_free_to_take(**id)).count();
            free < it.need
        };
        let steps: Vec<usize> = path.required_steps().into_iter().filter(is_paid).collect();
        if steps.is_empty() {
            return None;
        }
        let which = match steps.len() {
            1 => "This step cannot be done free:",
            _ => "These steps cannot be done free:",
        };
        Some(NotFree {
            text: format!("This path cannot be finished free. {which}"),
            steps: steps.into_iter().map(|step| step_link(path, step)).collect(),
        })
    }

    /// Tells whether anything on a path is stated to earn credit.
    pub(super) fn has_credits(&self, path: &GoalPath) -> bool {
        let mut options = path.steps.iter().flat_map(|step| &step.options);
        options.any(|id| !self.opportunity(*id).facts.credits.is_empty())
    }

    /// Returns what the goal asks for beyond the level that the stages teach.
    fn short_of(&self, path: &GoalPath) -> Vec<CompetencyRow> {
        let taught = |skill: &Skill| {
            let taught = path.stages.iter().flat_map(|stage| &stage.teaches);
            taught.filter(|it| it.competency == skill.competency).map(|it| it.level).max().unwrap_or(0)
        };
        let needs = self.catalog.roles[path.to].needs.iter().filter(|skill| taught(skill) < skill.level);
        needs.map(|skill| competency_row(&self.catalog.competencies[skill.competency as usize], skill.level)).collect()
    }

    fn credential(&self, number: usize) -> CredentialRow {
        let credential = &self.catalog.credentials[number];
        let body = credential.body.map(|body| self.catalog.bodies[body as usize].name.clone());
        CredentialRow {
            short: credential.entry.short.clone(),
            name: credential.entry.name.clone(),
            body: body.unwrap_or_default(),
            href: credential.exam.map(|exam| self.entry_href(exam)),
            out: credential.entry.url.as_ref().map(out_link),
        }
    }
}

/// Returns the signs of a path's line: one for each step, a bar between stages. Steps in `here` are marked.
pub(super) fn marks(path: &GoalPath, here: &[usize]) -> Vec<&'static str> {
    let mut marks = Vec::with_capacity(path.steps.len() + path.stages.len());
    for (number, step) in path.steps.iter().enumerate() {
        if number > 0 && step.stage != path.steps[number - 1].stage {
            marks.push("bar");
        }
        marks.push(match path.step_entry(number).is_optional {
            _ if here.contains(&number) => "here",
            true => "optional",
            false if step.has_choice() => "choice",
            false => "step",
        });
    }
    marks
}

/// Returns the id of now and those before it, with spaces between.
pub(super) fn all_ids(id: &str, formerly: &[Spanned<Name>]) -> String {
    let former = formerly.iter().map(|old| old.value.0.as_str());
    std::iter::once(id).chain(former).collect::<Vec<_>>().join(" ")
}

fn way_ids(ways: &Ways, takes: impl Fn(&super::ways::Way) -> bool) -> String {
    let taking = ways.ways.iter().filter(|way| takes(way)).map(|way| way.id);
    taking.collect::<Vec<_>>().join(" ")
}

fn stage_anchor(id: &str) -> String {
    format!("stage-{id}")
}

pub(super) fn step_anchor(id: &str) -> String {
    format!("step-{id}")
}

fn step_link(path: &GoalPath, step: usize) -> Link {
    let entry = path.step_entry(step);
    Link { label: entry.title.clone(), href: format!("#{}", step_anchor(&entry.id.value)) }
}

/// "Choose one", "Choose two", "Do both", "Do all three"; empty for one option and for a task.
fn choice(step: &Step) -> String {
    let need = COUNTS.get(step.need).map_or_else(|| step.need.to_string(), |count| (*count).to_owned());
    match step.need {
        _ if step.has_choice() => format!("Choose {need}"),
        0 | 1 => String::new(),
        2 => "Do both".to_owned(),
        _ => format!("Do all {need}"),
    }
}

fn task(text: &str, time: Option<TimeNeeded>) -> TaskView {
    let told = |time: TimeNeeded| stated("Time", &held(&time.to_string()));
    TaskView {
        text: text.to_owned(),
        time: time.map(|time| crate::view::FactView { before: Some("about".to_owned()), ..told(time) }),
        minutes: time.map(minutes).unwrap_or_default(),
    }
}

/// "45 60": shortest and longest.
fn minutes(time: TimeNeeded) -> String {
    format!("{} {}", time.shortest.0, time.longest.0)
}
