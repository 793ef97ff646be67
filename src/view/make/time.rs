//! How long things take, in words.

use super::words::{counted, held};
use crate::entry::{Basis, Duration, OpportunityEntry};
use crate::value::{Effort, Unit};
use crate::view::FactView;

/// Where a time is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a narrow column, without whose figure it is.
    Card,
    Ticket,
}

/// Tells the time an opportunity takes; what goes on tells that of one item.
pub fn fact(entry: &OpportunityEntry, place: Place) -> FactView {
    let mut after = Vec::new();
    let value = match (entry.each, entry.duration, entry.effort) {
        (Some(each), ..) => {
            after.push("each".to_owned());
            each.to_string()
        }
        (None, Some(duration), effort) => match (stretch(duration), duration, effort) {
            (stretch, Duration::Calendar { .. }, Some(effort)) if place == Place::Card => {
                after.push(held(&work(effort)));
                stretch
            }
            (stretch, Duration::Calendar { .. }, Some(effort)) => format!("{stretch}, {}", work(effort)),
            (stretch, ..) => stretch,
        },
        (None, None, Some(effort)) => work(effort),
        (None, None, None) => return not_stated("Time"),
    };
    let is_estimate = entry.basis == Basis::Estimate;
    if place == Place::Ticket {
        match entry.basis {
            Basis::Provider => (),
            Basis::ThirdParty => after.push("a third party's figure".to_owned()),
            Basis::Estimate => after.push("our estimate".to_owned()),
        }
    }
    FactView {
        label: "Time".to_owned(),
        before: is_estimate.then(|| "about".to_owned()),
        value: held(&value),
        after: (!after.is_empty()).then(|| after.join(", ")),
        is_known: true,
        datetime: None,
    }
}

/// Tells how long something that goes on takes in all, where that is stated beside the time of one item.
pub fn in_all(entry: &OpportunityEntry) -> Option<FactView> {
    entry.each?;
    let value = match (entry.duration?, entry.effort) {
        (duration @ Duration::Calendar { .. }, Some(effort)) => format!("{}, {}", stretch(duration), work(effort)),
        (duration, _) => stretch(duration),
    };
    let mut fact = stated("In all", &held(&value));
    fact.before = (entry.basis == Basis::Estimate).then(|| "about".to_owned());
    Some(fact)
}

/// A value that somebody stated.
pub fn stated(label: &str, value: &str) -> FactView {
    FactView {
        label: label.to_owned(),
        before: None,
        value: value.to_owned(),
        after: None,
        is_known: true,
        datetime: None,
    }
}

/// A value that nobody stated.
pub fn not_stated(label: &str) -> FactView {
    FactView { is_known: false, ..stated(label, "Not stated") }
}

/// "1 h 30", "6 weeks".
fn stretch(duration: Duration) -> String {
    match duration {
        Duration::Time(time) => time.to_string(),
        Duration::Calendar { count, unit } => {
            let one: &str = Unit::name(unit);
            counted(count as usize, one, &format!("{one}s"))
        }
    }
}

/// "4 h a week".
fn work(effort: Effort) -> String {
    format!("{} a {}", effort.minutes, effort.per.name())
}
