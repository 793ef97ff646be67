//! A path for machines: the same facts as on its page, as JSON.
//!
//! `docs/data.md` tells the form. Amounts are exact texts, times are minutes, and what
//! nobody stated is `null`.

use serde::Serialize;

use super::ways::Way;
use super::{Views, credit};
use crate::catalog::{GoalPath, OpportunityId, Skill};
use crate::entry::Work;
use crate::guide::{Figures, Range};
use crate::pages::address;
use crate::record::Name;
use crate::source::Spanned;
use crate::value::TimeNeeded;

/// The version of the form.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct PathData<'p> {
    format: u32,
    id: &'p str,
    formerly: Vec<&'p str>,
    url: String,
    title: &'p str,
    summary: Option<&'p str>,
    from: Vec<&'p str>,
    to: &'p str,
    signals: Vec<&'p str>,
    stages: Vec<StageData<'p>>,
    ways: Vec<WayData<'p>>,
    currency: &'p str,
    as_of: String,
}

#[derive(Serialize)]
struct StageData<'p> {
    id: &'p str,
    formerly: Vec<&'p str>,
    title: &'p str,
    purpose: Option<&'p str>,
    teaches: Vec<SkillData<'p>>,
    steps: Vec<StepData<'p>>,
}

#[derive(Serialize)]
struct SkillData<'p> {
    competency: &'p str,
    level: u32,
}

#[derive(Serialize)]
struct StepData<'p> {
    id: &'p str,
    formerly: Vec<&'p str>,
    title: &'p str,
    why: Option<&'p str>,
    optional: bool,
    after: Vec<&'p str>,
    need: usize,
    options: Vec<OptionData<'p>>,
    task: Option<TaskData<'p>>,
}

#[derive(Serialize)]
struct OptionData<'p> {
    id: &'p str,
    title: &'p str,
    url: String,
}

#[derive(Serialize)]
struct TaskData<'p> {
    text: &'p str,
    minutes: Option<Bounds>,
}

#[derive(Serialize)]
struct WayData<'p> {
    id: &'static str,
    label: String,
    exact: bool,
    steps: Vec<PickData<'p>>,
    minutes: Bounds,
    estimated_minutes: Bounds,
    unknown_times: usize,
    /// In minor units.
    price: i64,
    member_price: i64,
    unknown_prices: usize,
    credits: Vec<CreditData<'p>>,
}

#[derive(Serialize)]
struct PickData<'p> {
    step: &'p str,
    options: Vec<&'p str>,
    first: Vec<&'p str>,
}

#[derive(Serialize)]
struct CreditData<'p> {
    body: &'p str,
    amount: String,
}

#[derive(Serialize)]
struct Bounds {
    least: i64,
    most: i64,
}

impl From<Range> for Bounds {
    fn from(range: Range) -> Self {
        Bounds { least: range.least, most: range.most }
    }
}

impl From<TimeNeeded> for Bounds {
    fn from(time: TimeNeeded) -> Self {
        Bounds { least: time.shortest.0.into(), most: time.longest.0.into() }
    }
}

impl<'s> Views<'s> {
    pub(super) fn path_data(&self, number: usize) -> String {
        let path = &self.catalog.paths[number];
        let entry = &path.entry;
        let role = |role: &usize| self.catalog.roles[*role].entry.id.value.as_str();
        let signal = |credential: &usize| self.catalog.credentials[*credential].entry.id.value.as_str();
        let data = PathData {
            format: FORMAT,
            id: &entry.id.value,
            formerly: names(&entry.formerly),
            url: self.config.base.whole(&address::path(&entry.id.value)),
            title: &entry.title,
            summary: entry.summary.as_deref(),
            from: path.from.iter().map(role).collect(),
            to: role(&path.to),
            signals: path.signals.iter().map(signal).collect(),
            stages: (0..path.stages.len()).map(|stage| self.stage_data(path, stage)).collect(),
            ways: self.ways(number).ways.iter().map(|way| self.way_data(path, way)).collect(),
            currency: self.config.currency.code(),
            as_of: self.catalog.as_of.to_string(),
        };
        let mut text = serde_json::to_string_pretty(&data).expect("texts and numbers can be written as JSON");
        text.push('\n');
        text
    }

    fn stage_data(&self, path: &'s GoalPath, number: usize) -> StageData<'s> {
        let (entry, stage) = (path.stage_entry(number), &path.stages[number]);
        let skill = |skill: &Skill| SkillData {
            competency: &self.catalog.competencies[skill.competency as usize].id.value,
            level: skill.level,
        };
        StageData {
            id: &entry.id.value,
            formerly: names(&entry.formerly),
            title: &entry.title,
            purpose: entry.purpose.as_deref(),
            teaches: stage.teaches.iter().map(skill).collect(),
            steps: stage.steps.clone().map(|step| self.step_data(path, step)).collect(),
        }
    }

    fn step_data(&self, path: &'s GoalPath, number: usize) -> StepData<'s> {
        let (entry, step) = (path.step_entry(number), &path.steps[number]);
        let option = |id: &OpportunityId| OptionData {
            id: self.id(*id),
            title: &self.opportunity(*id).entry.title.value,
            url: self.config.base.whole(&address::entry(self.id(*id))),
        };
        StepData {
            id: &entry.id.value,
            formerly: names(&entry.formerly),
            title: &entry.title,
            why: entry.why.as_deref(),
            optional: entry.is_optional,
            after: step.after.iter().map(|before| path.step_entry(*before).id.value.as_str()).collect(),
            need: step.need,
            options: step.options.iter().map(option).collect(),
            task: match &entry.work {
                Work::Task { text, time } => Some(TaskData { text, minutes: time.map(Bounds::from) }),
                Work::Options { .. } => None,
            },
        }
    }

    fn way_data(&self, path: &'s GoalPath, way: &Way) -> WayData<'s> {
        let Figures { minutes, estimated_minutes, unknown_times, price, member_price, unknown_prices, credits } =
            &way.route.figures;
        let ids = |ids: &[OpportunityId]| ids.iter().map(|id| self.id(*id)).collect();
        let picks = way.route.picks.iter().map(|pick| PickData {
            step: &path.step_entry(pick.step).id.value,
            options: ids(&pick.options),
            first: ids(&pick.first),
        });
        let credits = credits.iter().map(|(body, amount)| CreditData {
            body: &self.catalog.bodies[*body as usize].id.value,
            amount: credit::amount(*amount),
        });
        WayData {
            id: way.id,
            label: way.label(),
            exact: way.route.is_exact,
            steps: picks.collect(),
            minutes: (*minutes).into(),
            estimated_minutes: (*estimated_minutes).into(),
            unknown_times: *unknown_times,
            price: *price,
            member_price: *member_price,
            unknown_prices: *unknown_prices,
            credits: credits.collect(),
        }
    }

    fn id(&self, id: OpportunityId) -> &'s str {
        &self.opportunity(id).entry.id.value
    }
}

fn names(names: &[Spanned<Name>]) -> Vec<&str> {
    names.iter().map(|name| name.value.0.as_str()).collect()
}
