//! Credits with the bodies that grant them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::words::{capitalized, counted, plural};
use super::{Views, time};
use crate::catalog::{FacetKind, OpportunityId};
use crate::entry::Credit;
use crate::view::{CreditRow, FactView};

const CREDITS: &str = "Credits";

/// "1.0", "0.75": exact, always with a decimal.
pub(super) fn amount(credits: Decimal) -> String {
    let exact = credits.normalize();
    match exact.scale() {
        0 => format!("{exact}.0"),
        _ => exact.to_string(),
    }
}

impl Views<'_> {
    /// Returns what credits are called here: as all bodies call them, else "Credits".
    pub(super) fn credits_title(&self) -> String {
        let mut names = self.catalog.bodies.iter().map(|body| body.credit.as_str());
        match names.next() {
            Some(first) if names.all(|name| name == first) => capitalized(&plural(first)),
            _ => CREDITS.to_owned(),
        }
    }

    /// Tells on a card how much an opportunity earns: the most that one body grants.
    ///
    /// Where the bodies count in different units, the body stands beside the number.
    pub(super) fn credit_fact(&self, id: OpportunityId) -> FactView {
        let label = self.credits_title();
        let mut by_body: BTreeMap<u16, Decimal> = BTreeMap::new();
        for (body, credits) in &self.opportunity(id).facts.credits {
            *by_body.entry(*body).or_default() += credits;
        }
        let Some(most) = by_body.values().max() else {
            return FactView { is_known: false, ..time::stated(&label, "None stated") };
        };
        let is_one_amount = by_body.values().all(|credits| credits == most);
        let after = match by_body.len() {
            _ if label != CREDITS || self.catalog.bodies.len() == 1 => None,
            1 => by_body.keys().next().map(|body| self.catalog.bodies[*body as usize].name.clone()),
            count => Some(format!("from {}", counted(count, "body", "bodies"))),
        };
        FactView { before: (!is_one_amount).then(|| "up to".to_owned()), after, ..time::stated(&label, &amount(*most)) }
    }

    /// Returns what an opportunity earns, in the order its author gave.
    pub(super) fn credit_rows(&self, id: OpportunityId) -> Vec<CreditRow> {
        let is_general = self.credits_title() == CREDITS;
        let credits = &self.opportunity(id).entry.credits;
        credits.iter().filter_map(|credit| self.credit_row(credit, is_general)).collect()
    }

    /// Makes one row; a body that the catalog does not know has its own report.
    fn credit_row(&self, credit: &Credit, names_unit: bool) -> Option<CreditRow> {
        let id = &credit.body.as_ref()?.value.0;
        let body = self.catalog.bodies.iter().find(|body| body.id.value == *id)?;
        let unit = if credit.amount == Decimal::ONE { body.credit.clone() } else { plural(&body.credit) };
        let live = credit.is_live.map(|is_live| if is_live { "live" } else { "not live" }.to_owned());
        let note: Vec<String> = names_unit
            .then_some(unit)
            .into_iter()
            .chain(credit.domain.clone())
            .chain(live)
            .chain(credit.approval.clone())
            .collect();
        Some(CreditRow {
            body: body.name.clone(),
            href: self.find_term(FacetKind::Credit, id).and_then(|term| self.term_href(term)),
            amount: amount(credit.amount),
            note: note.join(", "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_always_have_a_decimal_and_are_exact() {
        let told = |text: &str| amount(text.parse().unwrap());
        assert_eq!(["1", "0.75", "1.50", "10"].map(told), ["1.0", "0.75", "1.5", "10.0"]);
    }
}
