//! The numbers that opportunities are narrowed and sorted by; what is not stated is `None`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::catalog::{Band, Catalog, OpportunityId};

/// A number that a range can be asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Price,
    Minutes,
}

impl Measure {
    /// Returns the number of one opportunity.
    pub fn of(self, catalog: &Catalog, id: OpportunityId) -> Option<i64> {
        match self {
            Measure::Price => price(catalog, id),
            Measure::Minutes => minutes(catalog, id),
        }
    }
}

/// Returns what everybody pays, in minor units of the site's currency.
///
/// An amount in another currency cannot be compared and counts as not stated.
pub fn price(catalog: &Catalog, id: OpportunityId) -> Option<i64> {
    let facts = &catalog.opportunity(id).facts;
    if facts.band == Band::Free {
        return Some(0);
    }
    let amount = facts.price.as_ref()?.amount?;
    (amount.currency == catalog.currency).then_some(amount.minor)
}

/// Returns how many minutes it takes at the longest; one item counts for what goes on.
pub fn minutes(catalog: &Catalog, id: OpportunityId) -> Option<i64> {
    catalog.opportunity(id).facts.time.map(|time| i64::from(time.longest.0))
}

/// Returns the most credit that one body grants, in hundredths; a smaller rest is dropped.
pub fn credit(catalog: &Catalog, id: OpportunityId) -> Option<i64> {
    let credits = &catalog.opportunity(id).facts.credits;
    let of_body = |body| credits.iter().filter(move |(other, _)| *other == body).map(|(_, amount)| *amount);
    let most = credits.iter().map(|(body, _)| of_body(*body).sum::<Decimal>()).max()?;
    (most * Decimal::ONE_HUNDRED).trunc().to_i64()
}

/// Returns the day on which it came into the catalog.
pub fn added(catalog: &Catalog, id: OpportunityId) -> Option<Date> {
    catalog.opportunity(id).entry.published
}
