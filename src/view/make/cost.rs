//! What things cost, in words.

use super::Views;
use super::words::{joined, sentences, within_sentence};
use crate::catalog::{Band, Opportunity, OpportunityId, Price, TermId};
use crate::entry::{Cost, Signup};
use crate::value::{Money, Per};
use crate::view::{CostCount, CostView};

const NOT_STATED: &str = "Cost not stated";
const NO_PRICE: &str = "price not stated";

/// Tells a cost in a few words, for cards and lists.
pub fn short(band: Band, price: Option<&Price>) -> CostView {
    let (text, aside) = match (band, price) {
        (Band::Free, _) => ("Free".to_owned(), None),
        (Band::Unknown, _) => (NOT_STATED.to_owned(), None),
        (Band::MemberFree, price) => {
            let others = price.and_then(|price| Some(format!("or {}", regular(price.amount?, price.per))));
            ("Members free".to_owned(), others)
        }
        (Band::LowCost | Band::Paid, price) => amounts(price),
    };
    CostView { band: band.id(), text, aside }
}

/// Tells a cost that is more than nothing.
fn amounts(price: Option<&Price>) -> (String, Option<String>) {
    let lowest =
        price.and_then(|price| price.members.iter().map(|(_, amount)| *amount).min_by_key(|amount| amount.minor));
    let often = price.and_then(|price| price.per).map(each);
    let parts = |last: Option<String>| -> Option<String> {
        let parts: Vec<String> = often.clone().into_iter().chain(last).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    match (price.and_then(|price| price.amount), lowest) {
        (Some(amount), lowest) => (amount.to_string(), parts(lowest.map(|lowest| format!("members {lowest}")))),
        (None, Some(lowest)) => (lowest.to_string(), parts(Some("for members".to_owned()))),
        (None, None) => ("Paid".to_owned(), Some(NO_PRICE.to_owned())),
    }
}

/// "a year".
fn each(per: Per) -> String {
    format!("a {}", per.name())
}

/// "$49", "$150 a year".
fn regular(amount: Money, per: Option<Per>) -> String {
    match per {
        Some(per) => format!("{amount} {}", each(per)),
        None => amount.to_string(),
    }
}

/// Returns the words after a number of entries in a band.
pub fn band_words(band: Band) -> &'static str {
    match band {
        Band::Free => "free",
        Band::MemberFree => "free for members",
        Band::LowCost => "low-cost",
        Band::Paid => "paid",
        Band::Unknown => "not stated",
    }
}

/// "$45 a year", "Members free or $49": a cost in one line of text.
pub fn line(cost: &CostView) -> String {
    match &cost.aside {
        Some(aside) => format!("{} {aside}", cost.text),
        None => cost.text.clone(),
    }
}

/// Tells a cost at the top of an entry's page.
pub fn headline(band: Band, price: Option<&Price>) -> String {
    match (band, price) {
        (Band::MemberFree, _) => "Free for members".to_owned(),
        (Band::LowCost | Band::Paid, Some(Price { amount: Some(amount), per, .. })) => regular(*amount, *per),
        (Band::LowCost | Band::Paid, None) => "Paid".to_owned(),
        _ => line(&short(band, price)),
    }
}

impl Views<'_> {
    /// Tells an opportunity's cost in a few words.
    pub(super) fn cost(&self, id: OpportunityId) -> CostView {
        let facts = &self.opportunity(id).facts;
        short(facts.band, facts.price.as_ref())
    }

    /// Says what an opportunity's cost means, and for whom.
    pub(super) fn price_note(&self, opportunity: &Opportunity) -> String {
        let facts = &opportunity.facts;
        let price = facts.price.as_ref();
        let mut parts = price.map_or_else(Vec::new, |price| self.member_prices(price));
        let amount = price.and_then(|price| price.amount);
        match facts.band {
            Band::Free if opportunity.entry.signup == Some(Signup::Membership) => {
                parts.push("No fee, but one has to join".to_owned());
            }
            Band::Free => parts.push("No fee and no membership".to_owned()),
            Band::Unknown => parts.push("Whether it costs anything is not stated".to_owned()),
            Band::LowCost => parts.insert(0, format!("Low-cost: {} or less", self.config.low_cost)),
            Band::MemberFree => parts.push(match amount {
                Some(amount) => format!("{} for everyone else", regular(amount, price.and_then(|price| price.per))),
                None => "What everyone else pays is not stated".to_owned(),
            }),
            Band::Paid if !parts.is_empty() && amount.is_none() => {
                parts.push("What everyone else pays is not stated".to_owned());
            }
            Band::Paid if parts.is_empty() && amount.is_some() => {
                parts.push("No lower price for members is stated".to_owned());
            }
            Band::Paid if parts.is_empty() => parts.push("It costs something; how much is not stated".to_owned()),
            Band::Paid => (),
        }
        parts.extend(price.and_then(|price| price.note.clone()));
        sentences(&parts)
    }

    /// "Free for members of AHIMA", "$20 for members of AAPC or HIMSS": one for each amount, lowest first.
    fn member_prices(&self, price: &Price) -> Vec<String> {
        let mut amounts: Vec<Money> = price.members.iter().map(|(_, amount)| *amount).collect();
        amounts.sort_by_key(|amount| amount.minor);
        amounts.dedup();
        let names = |wanted: Money| -> Vec<&str> {
            let members = price.members.iter().filter(|(_, amount)| *amount == wanted);
            members.map(|(provider, _)| self.provider_name(*provider)).collect()
        };
        amounts
            .into_iter()
            .map(|amount| {
                let whose = joined(&names(amount), "or");
                match amount.is_zero() {
                    true => format!("Free for members of {whose}"),
                    false => format!("{} for members of {whose}", regular(amount, price.per)),
                }
            })
            .collect()
    }

    /// Says what a certificate costs, or whether there is one; `None` when nobody stated it.
    pub(super) fn certificate(&self, opportunity: &Opportunity) -> Option<String> {
        let entry = &opportunity.entry;
        if entry.certificate == Some(false) {
            return Some("No certificate".to_owned());
        }
        let words = match &entry.certificate_cost {
            None => return entry.certificate.map(|_| "Certificate included".to_owned()),
            Some(Cost::Free) => "free".to_owned(),
            Some(Cost::Paid) => format!("paid, {NO_PRICE}"),
            Some(Cost::Unknown) => within_sentence(NOT_STATED),
            Some(Cost::Stated(_)) => self.certificate_price(opportunity.facts.certificate_price.as_ref()),
        };
        Some(format!("Certificate: {words}"))
    }

    fn certificate_price(&self, price: Option<&Price>) -> String {
        let Some(price) = price else { return format!("paid, {NO_PRICE}") };
        let mut parts: Vec<String> = price.amount.map(|amount| regular(amount, price.per)).into_iter().collect();
        parts.extend(self.member_prices(price).iter().map(|part| within_sentence(part)));
        parts.extend(price.note.clone());
        parts.join(", ")
    }

    /// Divides a list by cost: all five bands in their order, with the number of entries in each.
    ///
    /// Lists run from band to band, so five searches do for a list of any length.
    pub(super) fn by_band(&self, list: &[OpportunityId]) -> [(Band, usize); 5] {
        let mut start = 0;
        [Band::Free, Band::MemberFree, Band::LowCost, Band::Paid, Band::Unknown].map(|band| {
            let end = list.partition_point(|id| self.opportunity(*id).facts.band <= band);
            let count = end - start;
            start = end;
            (band, count)
        })
    }

    /// Returns how many of a list are free to everyone.
    pub(super) fn free_count(&self, list: &[OpportunityId]) -> usize {
        list.partition_point(|id| self.opportunity(*id).facts.band == Band::Free)
    }

    /// Counts a list by cost, all five bands; `href` finds the page of a band's term.
    pub(super) fn cost_counts(
        &self,
        list: &[OpportunityId],
        href: impl Fn(TermId) -> Option<String>,
    ) -> Vec<CostCount> {
        let count = |(band, count): (Band, usize)| CostCount {
            band: band.id(),
            label: band_words(band).to_owned(),
            count,
            href: match count {
                0 => None,
                _ => self.find_term(crate::catalog::FacetKind::Cost, band.id()).and_then(&href),
            },
        };
        self.by_band(list).map(count).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Currency;

    fn usd(minor: i64) -> Money {
        Money { minor, currency: Currency::USD }
    }

    fn price(amount: Option<i64>, members: &[i64], per: Option<Per>) -> Price {
        let members = members.iter().map(|minor| (0, usd(*minor))).collect();
        Price { amount: amount.map(usd), members, per, note: None }
    }

    #[test]
    fn a_cost_is_told_in_a_few_words() {
        let told = |band, price: Option<Price>| line(&short(band, price.as_ref()));
        assert_eq!(told(Band::Free, None), "Free");
        assert_eq!(told(Band::Unknown, None), "Cost not stated");
        assert_eq!(told(Band::Paid, None), "Paid price not stated");
        assert_eq!(told(Band::LowCost, Some(price(Some(4500), &[], None))), "$45");
        assert_eq!(told(Band::Paid, Some(price(Some(29900), &[19900], None))), "$299 members $199");
        assert_eq!(told(Band::Paid, Some(price(Some(15000), &[], Some(Per::Year)))), "$150 a year");
        assert_eq!(told(Band::MemberFree, Some(price(Some(4900), &[0], None))), "Members free or $49");
        assert_eq!(told(Band::MemberFree, Some(price(None, &[0], None))), "Members free");
        assert_eq!(told(Band::Paid, Some(price(None, &[2000], Some(Per::Month)))), "$20 a month, for members");
    }

    #[test]
    fn the_ticket_leads_with_the_price() {
        assert_eq!(headline(Band::MemberFree, Some(&price(Some(4900), &[0], None))), "Free for members");
        assert_eq!(headline(Band::LowCost, Some(&price(Some(2000), &[1000], Some(Per::Year)))), "$20 a year");
        assert_eq!(headline(Band::Paid, None), "Paid");
        assert_eq!(headline(Band::Unknown, None), "Cost not stated");
    }
}
