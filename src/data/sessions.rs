//! The dates ahead of each dated entry.

use jiff::civil::Date;
use serde::Serialize;

use super::digits::{push_number, push_signed};
use crate::catalog::{Catalog, OpportunityId, Session};
use crate::entry::SessionStatus;

/// The sessions that end on or after the day of the build, cancelled ones left out.
///
/// Every string holds numbers of any length, in the order of the entries and their sessions.
#[derive(Serialize)]
pub struct SessionColumns {
    /// The dated entries: how many undated ones stand before each, since the one before it.
    entries: String,
    /// How many sessions each of them has.
    lengths: String,
    /// The day on which each session starts, counted from the build's day; may be below zero.
    starts: String,
    /// How many days later each ends.
    ends: String,
    /// How many days before its start the last day to register lies; may be below zero.
    deadlines: String,
    /// One digit a session: 1 where registration is open and its last day is stated, else 0.
    closes: String,
}

/// Writes the sessions of all listed entries.
pub fn columns(catalog: &Catalog) -> SessionColumns {
    let mut columns = SessionColumns {
        entries: String::new(),
        lengths: String::new(),
        starts: String::new(),
        ends: String::new(),
        deadlines: String::new(),
        closes: String::new(),
    };
    let mut next = 0;
    for number in 0..catalog.listed as u32 {
        let facts = &catalog.opportunity(OpportunityId(number)).facts;
        if facts.sessions.is_empty() {
            continue;
        }
        push_number(&mut columns.entries, u64::from(number - next));
        next = number + 1;
        let open: Vec<&Session> = facts.sessions_open(catalog.as_of).collect();
        push_number(&mut columns.lengths, open.len() as u64);
        open.into_iter().for_each(|session| columns.push(session, catalog.as_of));
    }
    columns
}

impl SessionColumns {
    fn push(&mut self, session: &Session, as_of: Date) {
        let start = session.start.date();
        push_signed(&mut self.starts, days(as_of, start));
        push_number(&mut self.ends, days(start, session.last_day()).max(0) as u64);
        push_signed(&mut self.deadlines, days(session.deadline(), start));
        let closes = session.register_by.is_some() && session.status == SessionStatus::Open;
        push_number(&mut self.closes, u64::from(closes));
    }
}

/// Returns how many days lie between two days; below zero if the second comes first.
fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
