//! An opportunity in short.

use super::time::{self, Place};
use super::{Views, dates};
use crate::catalog::{Availability, FacetKind, NOT_STATED, OpportunityId, Session};
use crate::entry::SessionStatus;
use crate::view::{CardView, FactView, FormatView};

impl Views<'_> {
    /// Makes what other pages show of an opportunity.
    pub fn card(&self, id: OpportunityId) -> CardView {
        let opportunity = self.opportunity(id);
        CardView {
            title: opportunity.entry.title.value.clone(),
            href: self.entry_href(id),
            provider: opportunity
                .facts
                .provider
                .map(|provider| self.provider_name(provider).to_owned())
                .unwrap_or_default(),
            summary: opportunity.facts.summary.clone(),
            cost: self.cost(id),
            format: self.format(id),
            facts: vec![self.credit_fact(id), time::fact(&opportunity.entry, Place::Card), self.date_fact(id)],
            tags: [FacetKind::Skill, FacetKind::Level, FacetKind::Formality]
                .into_iter()
                .filter_map(|kind| self.labels(id, kind))
                .collect(),
        }
    }

    /// Tells what kind of thing an opportunity is.
    pub(super) fn format(&self, id: OpportunityId) -> FormatView {
        match self.terms(id, FacetKind::Format).next() {
            Some(term) => FormatView {
                id: self.catalog.term(term).id.clone(),
                label: self.label(term).to_owned(),
                href: self.term_href(term),
            },
            // Its format is not one of the site's and has its own report.
            None => FormatView { id: "entry".to_owned(), label: "Entry".to_owned(), href: None },
        }
    }

    /// Names an opportunity's terms in a facet; `None` when nobody stated any.
    ///
    /// "Hard skills" and "Soft skills" together read "Hard and soft skills".
    pub(super) fn labels(&self, id: OpportunityId, kind: FacetKind) -> Option<String> {
        let known = |term: &_| self.catalog.term(*term).id != NOT_STATED;
        let labels: Vec<&str> = self.terms(id, kind).filter(known).map(|term| self.label(term)).collect();
        match labels[..] {
            [] => None,
            ["Hard skills", "Soft skills"] => Some("Hard and soft skills".to_owned()),
            _ => Some(labels.join(", ")),
        }
    }

    /// Returns the next date of an opportunity that is not called off.
    pub(super) fn next_session(&self, id: OpportunityId) -> Option<&Session> {
        let facts = &self.opportunity(id).facts;
        facts.sessions_from(self.catalog.as_of).find(|session| session.status != SessionStatus::Cancelled)
    }

    fn date_fact(&self, id: OpportunityId) -> FactView {
        match self.next_session(id) {
            Some(session) => FactView {
                datetime: Some(dates::machine(&session.start)),
                ..time::stated("Next", &dates::short(session.start.date(), self.catalog.as_of))
            },
            None => self.undated_fact(id),
        }
    }

    /// Tells when something without a date ahead can be taken.
    pub(super) fn undated_fact(&self, id: OpportunityId) -> FactView {
        match self.opportunity(id).facts.availability {
            Availability::AnyTime => time::stated("When", Availability::AnyTime.label()),
            _ => time::stated("When", Availability::NoDates.label()),
        }
    }
}
