//! Dates of all opportunities in their order.

use jiff::civil::Date;

use super::sessions::place;
use super::{PageWords, Views, cost, dates, site};
use crate::catalog::{Availability, FacetKind, OpportunityId, Session};
use crate::entry::SessionStatus;
use crate::pages::PageKey;
use crate::value::Minutes;
use crate::view::{AgendaItem, AgendaMonth, UpcomingPage};

/// One date ahead.
pub struct Dated<'s> {
    pub id: OpportunityId,
    pub session: &'s Session,
}

impl<'s> Views<'s> {
    /// Returns the dates of listed opportunities from the day of the build on, soonest first.
    ///
    /// Dates that were called off stand only on their own page.
    pub(super) fn dates_ahead(&self) -> Vec<Dated<'s>> {
        let as_of = self.catalog.as_of;
        let upcoming = self.upcoming_entries();
        let mut dates: Vec<Dated<'s>> = upcoming
            .iter()
            .flat_map(|id| self.opportunity(*id).facts.sessions_from(as_of).map(|session| Dated { id: *id, session }))
            .filter(|date| date.session.status != SessionStatus::Cancelled)
            .collect();
        dates.sort_by_key(|date| (date.session.start.date(), date.session.start.timestamp(), date.id));
        dates
    }

    /// Returns the listed opportunities that have a date ahead.
    pub(super) fn upcoming_entries(&self) -> &'s [OpportunityId] {
        let catalog = self.catalog;
        match self.find_term(FacetKind::Availability, Availability::Upcoming.id()) {
            Some(term) => &catalog.term(term).listed,
            None => &[],
        }
    }

    pub(super) fn agenda_item(&self, date: &Dated<'_>) -> AgendaItem {
        let Dated { id, session } = date;
        let start = &session.start;
        let year = start.year() != self.catalog.as_of.year();
        AgendaItem {
            title: self.opportunity(*id).entry.title.value.clone(),
            href: self.entry_href(*id),
            datetime: dates::machine(start),
            day: start.day().to_string(),
            month: start.strftime(if year { "%a, %b %Y" } else { "%a, %b" }).to_string(),
            details: self.agenda_details(*id, session),
        }
    }

    fn agenda_details(&self, id: OpportunityId, session: &Session) -> Vec<String> {
        let told = match session.band {
            Some(band) => cost::short(band, session.price.as_ref()),
            None => self.cost(id),
        };
        let mut details = vec![dates::clock_and_zone(&session.start)];
        details.extend(length(session));
        details.push(cost::line(&told));
        details.extend(place(session));
        details.extend(self.registration(session));
        details
    }

    pub(super) fn upcoming(&self) -> UpcomingPage {
        let lead = "Everything with a date ahead, soonest first. Times are those of the place.";
        let words = PageWords {
            description: lead.to_owned(),
            section: site::UPCOMING_SECTION.to_owned(),
            crumbs: self.home_crumbs(site::UPCOMING_SECTION),
            ..PageWords::titled(site::UPCOMING)
        };
        let mut months: Vec<AgendaMonth> = Vec::new();
        for date in self.dates_ahead() {
            let day: Date = date.session.start.date();
            let id = day.strftime("%Y-%m").to_string();
            let item = self.agenda_item(&date);
            match months.last_mut() {
                Some(month) if month.id == id => month.items.push(item),
                _ => months.push(AgendaMonth { id, label: day.strftime("%B %Y").to_string(), items: vec![item] }),
            }
        }
        UpcomingPage { page: self.page(&PageKey::Upcoming, words), lead: lead.to_owned(), months }
    }
}

/// "1 h 30", or the last day of something that goes on over several.
fn length(session: &Session) -> Option<String> {
    let end = session.end.as_ref()?;
    if end.date() != session.start.date() {
        return Some(format!("to {}", dates::short(end.date(), session.start.date())));
    }
    let minutes = end.duration_since(&session.start).as_mins();
    Some(super::words::held(&Minutes(u32::try_from(minutes).ok()?).to_string()))
}
