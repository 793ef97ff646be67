//! What a path and the ways through it come to, in words and as JSON.

use std::io::Write;

use anyhow::Result;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::catalog::{Catalog, GoalPath, OpportunityId, Skill};
use crate::diag::count_of;
use crate::entry::Work;
use crate::guide::{self, Aim, Blocked, CHOICES_TRIED, Figures, Pick, Range, Route, Undone};
use crate::source::{FileId, Sources};
use crate::value::{Minutes, Money, TimeNeeded};

/// A path of a catalog.
#[derive(Clone, Copy)]
pub struct Way<'c> {
    pub catalog: &'c Catalog,
    pub path: &'c GoalPath,
}

impl<'c> Way<'c> {
    /// Finds a path by its id.
    pub fn find(catalog: &'c Catalog, id: &str) -> Option<Self> {
        let path = catalog.paths.iter().find(|path| path.entry.id.value == id)?;
        Some(Way { catalog, path })
    }

    /// `Medical coder or HIM technician to Privacy officer`.
    pub fn ends(self) -> String {
        let from: Vec<_> = self.path.from.iter().map(|role| self.role(*role).0).collect();
        format!("{} to {}", from.join(" or "), self.role(self.path.to).0)
    }

    /// `12 steps`, `12 steps and 2 optional`.
    pub fn steps(self) -> String {
        let required = self.path.required_steps().len();
        match self.path.steps.len() - required {
            0 => count_of(required, "step"),
            optional => format!("{} and {optional} optional", count_of(required, "step")),
        }
    }

    /// `Free | 30 to 42 h | 4.5 CEU of AHIMA`.
    pub fn sum(self, figures: &Figures) -> String {
        let credits = figures.credits.iter().map(|(body, amount)| self.credit(*body, *amount));
        [self.price(figures), time(figures)].into_iter().chain(credits).collect::<Vec<_>>().join(" | ")
    }

    fn price(self, figures: &Figures) -> String {
        let amount = match (figures.price, figures.unknown_prices) {
            (0, 0) => return "Free".to_owned(),
            (0, _) => None,
            (amount, _) => Some(self.money(amount)),
        };
        known_and(amount, figures.unknown_prices, "price")
    }

    fn credit(self, body: u16, amount: Decimal) -> String {
        let body = &self.catalog.bodies[body as usize];
        format!("{} {} of {}", amount.normalize(), body.credit, body.name)
    }

    fn money(self, minor: i64) -> String {
        Money { minor, currency: self.catalog.currency }.to_string()
    }

    fn step_id(self, step: usize) -> &'c str {
        &self.path.step_entry(step).id.value
    }

    /// Says why a path cannot be walked.
    pub fn undone(self, Undone { step }: Undone) -> String {
        format!("too few options of the step `{}` can still be taken", self.step_id(step))
    }

    /// Says which step stands in the way of limits.
    pub fn blocked(self, blocked: Blocked) -> String {
        match blocked {
            Blocked::Price { step, part, total } => {
                let (part, total) = (self.money(part), self.money(total));
                format!("the cheapest way costs {total}, {part} of it at the step `{}`", self.step_id(step))
            }
            Blocked::Minutes { step, part, total } => {
                let (part, total) = (minutes(part), minutes(total));
                format!("the fastest way takes {total}, {part} of it at the step `{}`", self.step_id(step))
            }
            Blocked::UnknownPrice { step } => {
                format!("nobody stated the price of what the step `{}` takes", self.step_id(step))
            }
            Blocked::UnknownTime { step } => format!("nobody stated how long the step `{}` takes", self.step_id(step)),
            Blocked::Both { step } => {
                let step = self.step_id(step);
                format!(
                    "each limit alone can be kept, both cannot; the cheapest way takes longest at the step `{step}`"
                )
            }
            Blocked::Undone(undone) => self.undone(undone),
        }
    }

    /// Says which step stands in the way of limits, for programs.
    pub fn blocked_json(self, blocked: Blocked) -> Value {
        let time = |minutes| json!({ "minutes": minutes });
        let (why, step, part, total) = match blocked {
            Blocked::Price { step, part, total } => ("price", step, self.amount_json(part), self.amount_json(total)),
            Blocked::Minutes { step, part, total } => ("time", step, time(part), time(total)),
            Blocked::UnknownPrice { step } => ("price-not-stated", step, Value::Null, Value::Null),
            Blocked::UnknownTime { step } => ("time-not-stated", step, Value::Null, Value::Null),
            Blocked::Both { step } => ("both", step, Value::Null, Value::Null),
            Blocked::Undone(Undone { step }) => ("no-option", step, Value::Null, Value::Null),
        };
        json!({ "why": why, "step": self.step_id(step), "part": part, "total": total })
    }

    /// Returns a route with what it takes, for programs.
    pub fn route_json(self, route: &Route) -> Value {
        let figures = &route.figures;
        let credit = |(body, amount): &(u16, Decimal)| json!({ "body": self.catalog.bodies[*body as usize].id.value, "amount": amount.normalize().to_string() });
        let pick = |pick: &Pick| {
            json!({
                "step": self.step_id(pick.step),
                "options": self.ids(&pick.options),
                "first": self.ids(&pick.first),
            })
        };
        json!({
            "is_exact": route.is_exact,
            "is_free": is_free(figures),
            "amount": self.amount_json(figures.price),
            "member_amount": self.amount_json(figures.member_price),
            "prices_not_stated": figures.unknown_prices,
            "minutes": range_json(figures.minutes),
            "estimated_minutes": range_json(figures.estimated_minutes),
            "times_not_stated": figures.unknown_times,
            "credits": figures.credits.iter().map(credit).collect::<Vec<_>>(),
            "picks": route.picks.iter().map(pick).collect::<Vec<_>>(),
        })
    }

    fn amount_json(self, minor: i64) -> Value {
        json!({ "minor_units": minor, "currency": self.catalog.currency.code() })
    }

    fn ids(self, ids: &[OpportunityId]) -> Vec<&'c str> {
        ids.iter().map(|id| self.id(*id)).collect()
    }

    fn id(self, id: OpportunityId) -> &'c str {
        &self.catalog.opportunity(id).entry.id.value
    }

    /// Returns a role's title and id.
    fn role(self, role: usize) -> (&'c str, &'c str) {
        let role = &self.catalog.roles[role].entry;
        (&role.title, &role.id.value)
    }

    /// Writes what the path is, its stages and steps, its routes, and which files it is made from.
    pub fn describe(self, sources: &Sources, out: &mut impl Write) -> Result<()> {
        let GoalPath { entry, from, to, signals, .. } = self.path;
        writeln!(out, "  path      {}: {}", entry.id.value, entry.title)?;
        for (label, role) in from.iter().map(|role| ("from", role)).chain([("to", to)]) {
            let (title, id) = self.role(*role);
            writeln!(out, "  {label:<8}  {title} ({id})")?;
        }
        for signal in signals {
            let credential = &self.catalog.credentials[*signal].entry;
            writeln!(out, "  signal    {} ({})", credential.name, credential.id.value)?;
        }
        self.describe_stages(out)?;
        self.describe_routes(out)?;
        let files: Vec<_> = self.files().into_iter().map(|file| sources.location(file)).collect();
        let mut label = "made from";
        for file in files {
            writeln!(out, "  {label:<9} {file}")?;
            label = "";
        }
        Ok(())
    }

    fn describe_stages(self, out: &mut impl Write) -> Result<()> {
        for (number, stage) in self.path.stages.iter().enumerate() {
            let entry = self.path.stage_entry(number);
            writeln!(out, "  stage     {}: {}", entry.id.value, entry.title)?;
            if !stage.teaches.is_empty() {
                let skills: Vec<_> = stage.teaches.iter().map(|skill| self.skill(*skill)).collect();
                writeln!(out, "            teaches {}", skills.join(", "))?;
            }
            for step in stage.steps.clone() {
                let entry = self.path.step_entry(step);
                writeln!(out, "    step    {}: {}", entry.id.value, entry.title)?;
                writeln!(out, "            {}", self.work(step))?;
            }
        }
        Ok(())
    }

    fn skill(self, skill: Skill) -> String {
        format!("{} to level {}", self.catalog.competencies[skill.competency as usize].id.value, skill.level)
    }

    /// `any of a, b`, `2 of a, b, c; after overview; optional`, `a task, 8 h`.
    fn work(self, number: usize) -> String {
        let step = &self.path.steps[number];
        let mut words = match &self.path.step_entry(number).work {
            Work::Task { time: Some(time), .. } => format!("a task, {time} as the editors estimate"),
            Work::Task { time: None, .. } => "a task, time not stated".to_owned(),
            Work::Options { .. } => {
                let options: Vec<_> = step.options.iter().map(|id| self.option(*id)).collect();
                match (step.need, options.len()) {
                    (1, 1) => options.concat(),
                    (1, _) => format!("any of {}", options.join(", ")),
                    (need, _) => format!("{need} of {}", options.join(", ")),
                }
            }
        };
        if !step.after.is_empty() {
            let after: Vec<_> = step.after.iter().map(|before| self.step_id(*before)).collect();
            words += &format!("; after {}", after.join(", "));
        }
        match self.path.step_entry(number).is_optional {
            true => words + "; optional",
            false => words,
        }
    }

    fn option(self, id: OpportunityId) -> String {
        match self.catalog.is_listed(id) {
            true => self.id(id).to_owned(),
            false => format!("{} (retired or expired)", self.id(id)),
        }
    }

    fn describe_routes(self, out: &mut impl Write) -> Result<()> {
        let mut told: Vec<(&str, Route)> = Vec::new();
        for (aim, label) in [(Aim::Cheapest, "cheapest"), (Aim::Fastest, "fastest"), (Aim::MostCredit, "credit")] {
            let route = match guide::route(self.catalog, self.path, aim) {
                Ok(route) => route,
                Err(undone) => {
                    writeln!(out, "  routes    none: {}", self.undone(undone))?;
                    return Ok(());
                }
            };
            writeln!(out, "  {label:<8}  {}; {}", self.sum(&route.figures), exactness(&route))?;
            match told.iter().find(|(_, other)| other.picks == route.picks) {
                Some((other, _)) => writeln!(out, "    the same steps as {other}")?,
                None => {
                    for pick in &route.picks {
                        writeln!(out, "    {}: {}", self.step_id(pick.step), self.pick(pick))?;
                    }
                }
            }
            told.push((label, route));
        }
        Ok(())
    }

    fn pick(self, pick: &Pick) -> String {
        if pick.options.is_empty() {
            return "the task".to_owned();
        }
        let options = self.ids(&pick.options).join(", ");
        match pick.first.is_empty() {
            true => options,
            false => format!("{options}, with {} before it", self.ids(&pick.first).join(", ")),
        }
    }

    /// Returns the files that the path, its roles, credentials and options stand in, its own first.
    fn files(self) -> Vec<FileId> {
        let catalog = self.catalog;
        let roles = self.path.from.iter().chain([&self.path.to]).map(|role| &catalog.roles[*role].entry.id);
        let signals = self.path.signals.iter().map(|signal| &catalog.credentials[*signal].entry.id);
        let skills = self.path.stages.iter().flat_map(|stage| &stage.teaches);
        let skills = skills.map(|skill| &catalog.competencies[skill.competency as usize].id);
        let options = self.path.steps.iter().flat_map(|step| &step.options);
        let options = options.map(|id| &catalog.opportunity(*id).entry.id);
        let mut files = vec![self.path.entry.file];
        for id in roles.chain(signals).chain(skills).chain(options) {
            if !files.contains(&id.span.file) {
                files.push(id.span.file);
            }
        }
        files
    }
}

/// Tells whether nothing has to be paid, as far as every price is known.
pub fn is_free(figures: &Figures) -> bool {
    figures.price == 0 && figures.unknown_prices == 0
}

fn time(figures: &Figures) -> String {
    let known = (figures.minutes.most > 0).then(|| stretch(figures.minutes));
    let estimated = figures.estimated_minutes;
    let words = match (known, figures.unknown_times) {
        (None, 0) => "no time".to_owned(),
        (known, unknown) => known_and(known, unknown, "time"),
    };
    match estimated.most {
        0 => words,
        most if most == figures.minutes.most => format!("{words}, all of it estimated"),
        _ => format!("{words}, {} of it estimated", stretch(estimated)),
    }
}

/// `$49`, `$49 and 2 prices not stated`, `1 price not stated`.
fn known_and(known: Option<String>, unknown: usize, what: &str) -> String {
    let unstated = format!("{} not stated", count_of(unknown, what));
    match (known, unknown) {
        (Some(known), 0) => known,
        (Some(known), _) => format!("{known} and {unstated}"),
        (None, _) => unstated,
    }
}

fn stretch(range: Range) -> String {
    TimeNeeded { shortest: Minutes(whole(range.least)), longest: Minutes(whole(range.most)) }.to_string()
}

fn minutes(minutes: i64) -> String {
    Minutes(whole(minutes)).to_string()
}

/// Sums of minutes are below `u32::MAX` for any path that a file of the greatest size can hold.
fn whole(minutes: i64) -> u32 {
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

fn range_json(range: Range) -> Value {
    json!({ "shortest": range.least, "longest": range.most })
}

fn exactness(route: &Route) -> String {
    match route.is_exact {
        true => "no choice is better".to_owned(),
        false => format!("the best of {CHOICES_TRIED} choices; there are more, so a better one may exist"),
    }
}
