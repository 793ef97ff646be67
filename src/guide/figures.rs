//! What a set of opportunities and tasks takes and earns together.

use rust_decimal::Decimal;

use crate::catalog::{Band, Catalog, OpportunityId};
use crate::entry::Basis;
use crate::value::{Money, TimeNeeded};

/// From the least to the most; `least <= most`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    pub least: i64,
    pub most: i64,
}

impl Range {
    fn add(&mut self, least: i64, most: i64) {
        self.least += least;
        self.most += most;
    }
}

/// A sum that says what it leaves out. Each opportunity counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The time that was stated, in minutes.
    pub minutes: Range,
    /// How much of that is an estimate of the editors or a third party, in minutes.
    pub estimated_minutes: Range,
    /// How many opportunities and tasks state no time.
    pub unknown_times: usize,
    /// What those pay who are members of nothing, in minor units of the site's currency.
    pub price: i64,
    /// The same for those who are members of every provider whose members pay less.
    pub member_price: i64,
    /// How many opportunities state no price, or one in another currency or by the month or year.
    pub unknown_prices: usize,
    /// Credit by body, by its index in the catalog; in the order of the bodies.
    pub credits: Vec<(u16, Decimal)>,
}

impl Figures {
    /// Adds what an opportunity takes and earns.
    pub fn add(&mut self, catalog: &Catalog, id: OpportunityId) {
        let opportunity = catalog.opportunity(id);
        let is_estimate = opportunity.entry.basis != Basis::Provider;
        self.add_time(opportunity.facts.time, is_estimate);
        match price(catalog, id) {
            Some(amount) => {
                self.price += amount;
                self.member_price += member_price(catalog, id, amount);
            }
            None => self.unknown_prices += 1,
        }
        for (body, amount) in &opportunity.facts.credits {
            match self.credits.binary_search_by_key(body, |(body, _)| *body) {
                Ok(at) => self.credits[at].1 += *amount,
                Err(at) => self.credits.insert(at, (*body, *amount)),
            }
        }
    }

    /// Adds the time of a task, which costs nothing and is always an estimate.
    pub fn add_task(&mut self, time: Option<TimeNeeded>) {
        self.add_time(time, true);
    }

    fn add_time(&mut self, time: Option<TimeNeeded>, is_estimate: bool) {
        let Some(time) = time else {
            self.unknown_times += 1;
            return;
        };
        let (least, most) = (i64::from(time.shortest.0), i64::from(time.longest.0));
        self.minutes.add(least, most);
        if is_estimate {
            self.estimated_minutes.add(least, most);
        }
    }

    /// Returns the most that one body grants; bodies are never added up.
    pub fn most_credit(&self) -> Option<Decimal> {
        self.credits.iter().map(|(_, amount)| *amount).max()
    }
}

/// Returns what everybody pays once, in minor units of the site's currency.
///
/// A price by the month or year says nothing of the whole; it counts as not stated.
pub(super) fn price(catalog: &Catalog, id: OpportunityId) -> Option<i64> {
    let facts = &catalog.opportunity(id).facts;
    if facts.band == Band::Free {
        return Some(0);
    }
    let price = facts.price.as_ref().filter(|price| price.per.is_none())?;
    in_site_currency(catalog, price.amount?)
}

/// Returns the least that members of some provider pay, `amount` where that is no less.
fn member_price(catalog: &Catalog, id: OpportunityId, amount: i64) -> i64 {
    let members = catalog.opportunity(id).facts.price.iter().flat_map(|price| &price.members);
    members.filter_map(|(_, price)| in_site_currency(catalog, *price)).fold(amount, i64::min)
}

fn in_site_currency(catalog: &Catalog, amount: Money) -> Option<i64> {
    (amount.currency == catalog.currency).then_some(amount.minor)
}
