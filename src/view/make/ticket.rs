//! What to know before going: the ticket of an entry's page.

use super::time::{self, Place, not_stated, stated};
use super::{Views, cost, dates};
use crate::catalog::{FacetKind, OpportunityId, Standing};
use crate::entry::Signup;
use crate::value::OutsideUrl;
use crate::view::{FactView, OutLink, TicketView};

/// A link that leaves the site.
pub fn out_link(url: &OutsideUrl) -> OutLink {
    OutLink { href: url.as_str().to_owned(), host: url.host().to_owned() }
}

impl Views<'_> {
    pub(super) fn ticket(&self, id: OpportunityId) -> TicketView {
        let opportunity = self.opportunity(id);
        let is_offered = opportunity.standing == Standing::Listed;
        let facts = &opportunity.facts;
        TicketView {
            price: cost::headline(facts.band, facts.price.as_ref()),
            price_note: self.price_note(opportunity),
            certificate: self.certificate(opportunity),
            go: opportunity.entry.url.as_ref().filter(|_| is_offered).map(out_link),
            facts: self.ticket_facts(id),
            credits_title: self.credits_title(),
            credits: self.credit_rows(id),
        }
    }

    /// Returns what every ticket has, "Not stated" included, and then whatever else is stated.
    fn ticket_facts(&self, id: OpportunityId) -> Vec<FactView> {
        let entry = &self.opportunity(id).entry;
        let mut facts = vec![time::fact(entry, Place::Ticket)];
        facts.extend(time::in_all(entry));
        facts.push(self.when(id));
        facts.push(self.term_fact(id, FacetKind::Level));
        facts.push(self.term_fact(id, FacetKind::Skill));
        facts.push(match self.labels(id, FacetKind::Formality) {
            Some(value) => stated("Formality", &value),
            None => not_stated("Formality"),
        });
        facts.extend(self.labels(id, FacetKind::Delivery).map(|value| stated("Delivery", &value)));
        let signup = entry.signup.map(|signup| match signup {
            Signup::None => "Not needed",
            Signup::Account => "An account",
            Signup::Membership => "A membership",
        });
        let words = [
            ("Sign-up", signup),
            ("Language", entry.language.as_deref()),
            ("Region", entry.region.as_deref()),
            ("Proof", entry.evidence.as_deref()),
            ("Accessibility", entry.accessibility.as_deref()),
            ("License", entry.licence.as_deref()),
        ];
        facts.extend(words.into_iter().filter_map(|(label, value)| Some(stated(label, value?))));
        facts.extend(self.own_facts(id));
        facts
    }

    fn when(&self, id: OpportunityId) -> FactView {
        match self.next_session(id) {
            Some(session) => FactView {
                datetime: Some(dates::machine(&session.start)),
                ..stated("When", &dates::with_weekday(session.start.date(), self.catalog.as_of))
            },
            None => self.undated_fact(id),
        }
    }

    fn term_fact(&self, id: OpportunityId, kind: FacetKind) -> FactView {
        let (_, facet) = self.catalog.facet(kind).expect("every catalog has the built-in facets");
        match self.labels(id, kind) {
            Some(value) => stated(&facet.label, &value),
            None => not_stated(&facet.label),
        }
    }

    /// Returns what is stated in the site's own facets.
    fn own_facts(&self, id: OpportunityId) -> impl Iterator<Item = FactView> {
        let own = self.catalog.facets.iter().enumerate();
        own.filter(|(_, facet)| facet.kind == FacetKind::Extra && !facet.is_hidden).filter_map(
            move |(number, facet)| {
                let terms = self.catalog.terms_of(id, number).map(|term| self.catalog.term(term));
                let labels: Vec<&str> = terms
                    .filter(|term| term.id != crate::catalog::NOT_STATED)
                    .map(|term| term.label.as_str())
                    .collect();
                (!labels.is_empty()).then(|| stated(&facet.label, &labels.join(", ")))
            },
        )
    }
}
