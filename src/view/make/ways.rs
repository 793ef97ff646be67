//! The ways through a path, and what they come to, in words.

use rust_decimal::Decimal;

use super::words::{counted, held, joined, within_sentence};
use super::{Views, credit};
use crate::catalog::OpportunityId;
use crate::guide::{self, Aim, Figures, Range, Route, Undone};
use crate::value::{Minutes, Money};
use crate::view::{CostView, FigureView, SoFar, WayRow};

/// The ways through one path, each once.
pub struct Ways {
    /// "Every step" first; empty where the path cannot be finished.
    pub ways: Vec<Way>,
    /// The cheapest way, or the step in its way.
    pub cheapest: Result<Route, Undone>,
    /// The first step that cannot be done, an optional one too.
    pub undone: Option<usize>,
}

/// One way to travel a path.
pub struct Way {
    pub id: &'static str,
    /// What it is best at; two where two aims choose the same.
    labels: Vec<&'static str>,
    pub route: Route,
}

/// The way through all steps.
pub const EVERY: &str = "every";

impl Aim {
    fn id(self) -> &'static str {
        match self {
            Aim::Cheapest => "cheapest",
            Aim::Fastest => "fastest",
            Aim::MostCredit => "most-credit",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Aim::Cheapest => "Cheapest",
            Aim::Fastest => "Fastest",
            Aim::MostCredit => "Most credit",
        }
    }
}

impl Way {
    /// "Cheapest and fastest".
    pub fn label(&self) -> String {
        let rest = self.labels[1..].iter().map(|label| within_sentence(label));
        let labels: Vec<String> = std::iter::once(self.labels[0].to_owned()).chain(rest).collect();
        joined(&labels.iter().map(String::as_str).collect::<Vec<_>>(), "and")
    }

    /// Tells whether no other way costs less.
    pub fn is_cheapest(&self) -> bool {
        self.labels.contains(&Aim::Cheapest.label())
    }

    /// Tells whether it goes through a step.
    pub fn takes_step(&self, step: usize) -> bool {
        self.route.picks.iter().any(|pick| pick.step == step)
    }

    /// Tells whether it takes an entry at a step, or before it.
    pub fn takes(&self, step: usize, id: OpportunityId) -> bool {
        let mut picks = self.route.picks.iter().filter(|pick| pick.step == step);
        picks.any(|pick| pick.options.contains(&id) || pick.first.contains(&id))
    }
}

impl Views<'_> {
    /// Returns the ways through a path, worked out when they are first asked for.
    pub(super) fn ways(&self, path: usize) -> &Ways {
        let room = || (0..self.catalog.paths.len()).map(|_| Default::default()).collect();
        self.ways.get_or_init(room)[path].get_or_init(|| self.find_ways(path))
    }

    fn find_ways(&self, path: usize) -> Ways {
        let path = &self.catalog.paths[path];
        let every = guide::every_step(self.catalog, path);
        let undone = every.as_ref().err().map(|undone| undone.step);
        let cheapest = guide::route(self.catalog, path, Aim::Cheapest);
        let mut ways: Vec<Way> = Vec::new();
        let mut add = |id, label, route: Route| {
            match ways.iter_mut().find(|way| way.route.picks == route.picks) {
                Some(same) => same.labels.push(label),
                None => ways.push(Way { id, labels: vec![label], route }),
            };
        };
        if let Ok(route) = every {
            add(EVERY, "Every step", route);
        }
        for aim in Aim::ALL {
            let route = match aim {
                Aim::Cheapest => cheapest.clone(),
                aim => guide::route(self.catalog, path, aim),
            };
            let earns_nothing = aim == Aim::MostCredit && route.as_ref().is_ok_and(|it| it.figures.credits.is_empty());
            if let Ok(route) = route
                && !earns_nothing
            {
                add(aim.id(), aim.label(), route);
            }
        }
        Ways { ways, cheapest, undone }
    }

    pub(super) fn way_row(&self, way: &Way, is_chosen: bool) -> WayRow {
        let figures = &way.route.figures;
        WayRow {
            id: way.id,
            label: way.label(),
            steps: way.route.picks.len(),
            time: time(figures),
            cost: self.cost_figure(figures),
            credits: self.credit_figure(figures),
            is_chosen,
        }
    }

    /// Tells what a way costs: for everybody, then what members pay where that is less.
    fn cost_figure(&self, figures: &Figures) -> FigureView {
        let mut after = Vec::new();
        if figures.member_price < figures.price {
            after.push(format!("{} for members", self.money(figures.member_price)));
        }
        if figures.unknown_prices > 0 {
            after.push(format!("and {} not stated", figures.unknown_prices));
        }
        let value = match figures.price {
            0 if figures.unknown_prices == 0 => "Free".to_owned(),
            price => self.money(price),
        };
        FigureView { value, after: after.join(", "), ..FigureView::default() }
    }

    /// Tells what a way costs with the shape of its cost.
    pub(super) fn cost_of(&self, figures: &Figures) -> CostView {
        let unknown = (figures.unknown_prices > 0).then(|| format!("and {} not stated", figures.unknown_prices));
        let is_low = figures.price <= self.config.low_cost.minor;
        let told = |band, text: String, aside| CostView { band, text, aside };
        match (figures.price, unknown) {
            (0, None) => told("free", "Free".to_owned(), None),
            (0, aside) => told("unknown", self.money(0), aside),
            (price, None) if figures.member_price == 0 => {
                told("member-free", "Members free".to_owned(), Some(format!("or {}", self.money(price))))
            }
            (price, aside) => told(if is_low { "low-cost" } else { "paid" }, self.money(price), aside),
        }
    }

    /// Tells the most that one body grants, and what others grant.
    pub(super) fn credit_figure(&self, figures: &Figures) -> FigureView {
        let Some(most) = figures.most_credit() else {
            return FigureView { value: "None stated".to_owned(), ..FigureView::default() };
        };
        let name = |body: u16| self.catalog.bodies[body as usize].name.as_str();
        let mut bodies = figures.credits.iter().filter(|(_, amount)| *amount == most);
        let first = bodies.next().map(|(body, _)| *body);
        let others = figures.credits.iter().filter(|(body, _)| Some(*body) != first);
        let others: Vec<String> =
            others.map(|(body, amount)| format!("{} {}", name(*body), credit::amount(*amount))).collect();
        let mut after: Vec<String> = first.map(|body| name(body).to_owned()).into_iter().collect();
        after.extend(others);
        let is_one_body = self.catalog.bodies.len() == 1;
        FigureView {
            value: credit::amount(most),
            after: if is_one_body { String::new() } else { after.join(", ") },
            ..FigureView::default()
        }
    }

    /// Tells what has been summed up: "about 11 h · $39 · 4.75 CEUs".
    pub(super) fn so_far(&self, way: &Way, stage: usize) -> SoFar {
        let figures = &way.route.so_far[stage];
        SoFar { way: way.id, text: self.in_short(figures).join(" · ") }
    }

    /// Tells figures in short: time, cost and, where there is any, credit.
    pub(super) fn in_short(&self, figures: &Figures) -> Vec<String> {
        let line = |figure: FigureView| {
            let parts = [figure.before, figure.value, figure.after];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let cost = self.cost_figure(&Figures { member_price: figures.price, ..figures.clone() });
        let mut parts = vec![line(time(figures)), line(cost).to_lowercase()];
        if let Some(most) = figures.most_credit() {
            let title = self.credits_title();
            parts.push(format!("{} {}", credit::amount(most), within_sentence(&title)));
        }
        parts
    }

    pub(super) fn money(&self, minor: i64) -> String {
        Money { minor, currency: self.config.currency }.to_string()
    }

    pub(super) fn money_range(&self, range: Range) -> String {
        range_of(self.money(range.least), self.money(range.most))
    }
}

/// Tells how long a way takes.
pub fn time(figures: &Figures) -> FigureView {
    let unknown = figures.unknown_times;
    if figures.minutes.most == 0 && unknown > 0 {
        let after = format!("{} without a time", counted(unknown, "thing", "things"));
        return FigureView { value: "Not stated".to_owned(), after, ..FigureView::default() };
    }
    FigureView {
        before: if figures.estimated_minutes.most > 0 { "about".to_owned() } else { String::new() },
        value: hours(figures.minutes),
        after: if unknown > 0 { format!("and {unknown} not stated") } else { String::new() },
    }
}

/// Tells a time: whole hours from two hours on, minutes below. "45 min", "20 to 24 h".
pub fn hours(minutes: Range) -> String {
    let rounded = |minutes: i64| Minutes(u32::try_from((minutes + 30) / 60 * 60).unwrap_or(u32::MAX)).to_string();
    let exact = |minutes: i64| Minutes(u32::try_from(minutes).unwrap_or(u32::MAX)).to_string();
    let told = |minutes: i64| if minutes < 120 { exact(minutes) } else { rounded(minutes) };
    let (least, most) = (told(minutes.least), told(minutes.most));
    let least = match (least.strip_suffix(" h"), most.ends_with(" h")) {
        (Some(number), true) if least != most => number.to_owned(),
        _ => least,
    };
    held(&range_of(least, most))
}

fn range_of(least: String, most: String) -> String {
    if least == most { least } else { format!("{least} to {most}") }
}

/// Returns hundredths of a credit as credit.
pub fn of_hundredths(credit: i64) -> Decimal {
    Decimal::new(credit, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_time_are_told_in_whole_hours_from_two_hours_on() {
        let told = |least, most| hours(Range { least, most }).replace('\u{a0}', " ");
        assert_eq!(told(45, 45), "45 min");
        assert_eq!(told(45, 90), "45 min to 1 h 30");
        assert_eq!(told(90, 150), "1 h 30 to 3 h");
        assert_eq!(told(1200, 1450), "20 to 24 h");
        assert_eq!(told(1430, 1450), "24 h");
    }

    #[test]
    fn what_nobody_stated_is_no_time_of_nothing() {
        let figures = Figures { unknown_times: 2, ..Figures::default() };
        assert_eq!(time(&figures).value, "Not stated");
        let some = Figures { unknown_times: 2, minutes: Range { least: 60, most: 60 }, ..Figures::default() };
        assert_eq!(time(&some).after, "and 2 not stated");
    }
}
