//! Dates in their order.

use serde::Serialize;

use super::{PageView, Pager};

/// One dated run of an opportunity among others.
#[derive(Debug, Clone, Serialize)]
pub struct AgendaItem {
    /// The opportunity's title.
    pub title: String,
    /// The opportunity's page.
    pub href: String,
    /// The start for machines.
    pub datetime: String,
    /// The day of the month, "11".
    pub day: String,
    /// Weekday and month, "Wed, Nov"; with the year where it is not the current one.
    pub month: String,
    /// Start, length, cost, place and registration as far as they are known.
    pub details: Vec<String>,
}

/// Variables of `upcoming.html`.
#[derive(Debug, Clone, Serialize)]
pub struct UpcomingPage {
    /// What the page says of itself.
    pub page: PageView,
    /// A sentence under the heading.
    pub lead: String,
    /// The months that have a date, soonest first; empty when nothing is dated.
    pub months: Vec<AgendaMonth>,
    /// The other pages of dates, `None` when there is one page.
    pub pager: Option<Pager>,
}

/// The dates of one month.
#[derive(Debug, Clone, Serialize)]
pub struct AgendaMonth {
    /// The month as an anchor, "2026-11".
    pub id: String,
    /// "November 2026".
    pub label: String,
    /// Its dates, soonest first, never empty.
    pub items: Vec<AgendaItem>,
}
