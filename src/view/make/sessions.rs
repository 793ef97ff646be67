//! The dates of one opportunity.

use super::words::counted;
use super::{Views, cost, dates};
use crate::catalog::{OpportunityId, Session};
use crate::entry::SessionStatus;
use crate::view::SessionRow;

/// The dates of one opportunity as its page shows them.
pub struct Dates {
    /// From the day of the build on, soonest first.
    pub ahead: Vec<SessionRow>,
    /// Gone by, latest first.
    pub past: Vec<SessionRow>,
    /// How many have gone by, in words; empty for none.
    pub past_label: String,
}

impl Views<'_> {
    pub(super) fn sessions(&self, id: OpportunityId) -> Dates {
        let as_of = self.catalog.as_of;
        let sessions = &self.opportunity(id).facts.sessions;
        let is_ahead = |session: &&Session| session.start.date() >= as_of;
        let ahead = sessions.iter().filter(is_ahead).map(|session| self.session(session)).collect();
        let mut past: Vec<_> =
            sessions.iter().filter(|session| !is_ahead(session)).map(|session| self.session(session)).collect();
        past.reverse();
        let past_label = match past.len() {
            0 => String::new(),
            count => counted(count, "date gone by", "dates gone by"),
        };
        Dates { ahead, past, past_label }
    }

    fn session(&self, session: &Session) -> SessionRow {
        SessionRow {
            datetime: dates::machine(&session.start),
            day: dates::long(session.start.date()),
            time: dates::from_to(&session.start, session.end.as_ref()),
            place: place(session).unwrap_or_else(|| "Place not stated".to_owned()),
            registration: self.registration(session).unwrap_or_else(|| "Deadline not stated".to_owned()),
            is_open: self.is_open(session),
            cost: session.band.map(|band| cost::short(band, session.price.as_ref())),
        }
    }

    fn is_open(&self, session: &Session) -> bool {
        let as_of = self.catalog.as_of;
        session.status == SessionStatus::Open
            && session.start.date() >= as_of
            && session.register_by.is_none_or(|last| last >= as_of)
    }

    /// Says how registration stands, with the seats where they are known; `None` when nothing is stated.
    pub(super) fn registration(&self, session: &Session) -> Option<String> {
        let as_of = self.catalog.as_of;
        let deadline = match (session.status, session.register_by) {
            (SessionStatus::Cancelled, _) => return Some("Cancelled".to_owned()),
            (SessionStatus::Full, _) => return Some("Full".to_owned()),
            (SessionStatus::Open, Some(last)) if last < as_of => return Some("Registration closed".to_owned()),
            (SessionStatus::Open, last) => last.map(|last| format!("Register by {}", dates::short(last, as_of))),
        };
        let seats = session.seats.map(|seats| counted(seats as usize, "seat", "seats"));
        let parts: Vec<String> = deadline.into_iter().chain(seats).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// Says where a session takes place, `None` when nobody stated it.
pub fn place(session: &Session) -> Option<String> {
    match (&session.place, session.is_online) {
        (Some(place), true) => Some(format!("{place}, or online")),
        (Some(place), false) => Some(place.clone()),
        (None, true) => Some("Online".to_owned()),
        (None, false) => None,
    }
}
