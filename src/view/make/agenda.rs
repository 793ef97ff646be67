//! Dates of all opportunities in their order.

use jiff::civil::Date;

use super::sessions::place;
use super::{PageWords, Views, cost, dates, site};
use crate::catalog::{OpportunityId, Session};
use crate::pages::{DateAhead, PageKey, address};
use crate::value::Minutes;
use crate::view::{AgendaItem, AgendaMonth, UpcomingPage};

impl<'s> Views<'s> {
    /// Returns whether some listed opportunity has a date ahead.
    pub(super) fn has_dates(&self) -> bool {
        !self.pages.dates().is_empty()
    }

    fn session_of(&self, date: DateAhead) -> &'s Session {
        &self.opportunity(date.id).facts.sessions[date.session]
    }

    /// Returns the day on which a date starts.
    pub(super) fn start_of(&self, date: DateAhead) -> Date {
        self.session_of(date).start.date()
    }

    pub(super) fn agenda_item(&self, date: DateAhead) -> AgendaItem {
        let (id, session) = (date.id, self.session_of(date));
        let start = &session.start;
        let year = start.year() != self.catalog.as_of.year();
        AgendaItem {
            title: self.opportunity(id).entry.title.value.clone(),
            href: self.entry_href(id),
            datetime: dates::machine(start),
            day: start.day().to_string(),
            month: start.strftime(if year { "%a, %b %Y" } else { "%a, %b" }).to_string(),
            details: self.agenda_details(id, session),
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

    pub(super) fn upcoming(&self, number: usize) -> UpcomingPage {
        let lead = "Everything with a date ahead, soonest first. Times are those of the place.";
        let words = PageWords {
            description: lead.to_owned(),
            section: site::UPCOMING_SECTION.to_owned(),
            crumbs: self.home_crumbs(site::UPCOMING_SECTION),
            ..PageWords::titled(site::UPCOMING)
        };
        let mut page = self.page(&PageKey::Upcoming { number }, words);
        let count = self.pages.date_pages();
        if number > 1 {
            page.head_title = format!("{}, page {number} | {}", site::UPCOMING, self.config.title);
        }
        let mut months: Vec<AgendaMonth> = Vec::new();
        for date in self.pages.dates_on(number) {
            let day = self.start_of(*date);
            let id = day.strftime("%Y-%m").to_string();
            let item = self.agenda_item(*date);
            match months.last_mut() {
                Some(month) if month.id == id => month.items.push(item),
                _ => months.push(AgendaMonth { id, label: day.strftime("%B %Y").to_string(), items: vec![item] }),
            }
        }
        let pager = super::pager::pager(count, number, |number| self.href(&address::upcoming(number)));
        UpcomingPage { page, lead: lead.to_owned(), months, pager }
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
