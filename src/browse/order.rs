//! The orders in which a list can be shown.

use std::cmp::{Ordering, Reverse};

use jiff::civil::Date;

use super::{added, credit, minutes};
use crate::catalog::{Catalog, OpportunityId};

/// What a list is sorted by. What is not stated comes last; equals are in the order of their titles, then ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The order of the lists: band, price, title.
    #[default]
    Cost,
    /// The next last day to register, or the next start where nothing is said of registration.
    Deadline,
    Shortest,
    /// Credit for each hour that it takes at the longest.
    Credit,
    /// The latest addition first.
    Newest,
}

/// Sorts a list; deadlines before `today` do not count.
pub fn sorted(catalog: &Catalog, mut list: Vec<OpportunityId>, sort: Sort, today: Date) -> Vec<OpportunityId> {
    let title = |id: OpportunityId| {
        let opportunity = catalog.opportunity(id);
        (opportunity.facts.sort_title(), opportunity.entry.id.value.as_str())
    };
    match sort {
        Sort::Cost => list.sort_unstable(),
        Sort::Deadline => list.sort_by_cached_key(|id| {
            let next = catalog.opportunity(*id).facts.next_deadline(today);
            (next.is_none(), next, title(*id))
        }),
        Sort::Shortest => list.sort_by_cached_key(|id| {
            let minutes = minutes(catalog, *id);
            (minutes.is_none(), minutes, title(*id))
        }),
        Sort::Credit => list.sort_by_cached_key(|id| {
            let rate = Rate::of(catalog, *id);
            (rate.is_none(), rate.map(Reverse), title(*id))
        }),
        Sort::Newest => list.sort_by_cached_key(|id| {
            let day = added(catalog, *id);
            (day.is_none(), day.map(Reverse), title(*id))
        }),
    }
    list
}

/// Hundredths of credit over minutes, compared without rounding.
#[derive(Clone, Copy, Debug)]
struct Rate {
    credit: i64,
    minutes: i64,
}

impl Rate {
    /// `None` where either is not stated, or where no time is needed.
    fn of(catalog: &Catalog, id: OpportunityId) -> Option<Self> {
        let minutes = minutes(catalog, id).filter(|minutes| *minutes > 0)?;
        Some(Rate { credit: credit(catalog, id)?, minutes })
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |credit: i64, minutes: i64| i128::from(credit) * i128::from(minutes);
        product(self.credit, other.minutes).cmp(&product(other.credit, self.minutes))
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Rate {}
