//! The sentence under the heading of a list.

use super::Views;
use super::words::sentence;
use crate::catalog::{Availability, Band, CREDIT_NONE, FacetKind, NOT_STATED, TermId};
use crate::pages::ListKey;

impl Views<'_> {
    /// Says in a sentence or two what a list holds; an editor's words come before ours.
    pub(super) fn lead(&self, list: ListKey) -> Option<String> {
        match list {
            ListKey::Browse => Some("Every entry of the catalog, the free ones first.".to_owned()),
            ListKey::Term(term) => self.term_lead(term),
            ListKey::Pair(first, second) => Some(self.pair_lead(first, second)),
        }
    }

    fn term_lead(&self, id: TermId) -> Option<String> {
        let term = self.catalog.term(id);
        let written = term.words.as_ref().and_then(|words| words.summary.clone()).or_else(|| term.description.clone());
        written.or_else(|| self.derived_lead(id)).filter(|lead| !lead.is_empty())
    }

    /// Makes a sentence for a built-in term.
    fn derived_lead(&self, id: TermId) -> Option<String> {
        let term = self.catalog.term(id);
        let kind = self.kind(id);
        if term.id == NOT_STATED {
            return match kind {
                FacetKind::Time => Some("Entries whose time nobody stated.".to_owned()),
                FacetKind::Certificate => Some("Entries that do not say whether there is a certificate.".to_owned()),
                FacetKind::Delivery => Some("Entries that do not say how they are delivered.".to_owned()),
                _ => None,
            };
        }
        match kind {
            FacetKind::Cost => self.band(id).map(|band| format!("Entries {}.", self.at_cost(band))),
            FacetKind::Time => {
                Some("What goes on, such as a podcast or a journal, counts by the time of one item.".to_owned())
            }
            FacetKind::Availability => availability_lead(&term.id).map(str::to_owned),
            FacetKind::Credit if term.id == CREDIT_NONE => Some("Entries that state no credit.".to_owned()),
            FacetKind::Credit => Some(format!("Entries that state credit from {}.", term.label)),
            FacetKind::Provider => {
                let provider = self.catalog.providers.get(id.term as usize)?;
                let parts = [&provider.summary, &provider.free_policy];
                let sentences: Vec<String> = parts.into_iter().flatten().map(|part| sentence(part)).collect();
                Some(sentences.join(" "))
            }
            FacetKind::Competency => {
                let competency = self.catalog.competencies.get(id.term as usize)?;
                competency.summary.as_deref().map(sentence)
            }
            FacetKind::Certificate => certificate_lead(&term.id).map(str::to_owned),
            FacetKind::Formality => match term.id.as_str() {
                "formal" => Some("With an organizer, and proof that one attended or completed it.".to_owned()),
                _ => Some("Without an organizer, or without proof of completion.".to_owned()),
            },
            _ => None,
        }
    }

    fn pair_lead(&self, first: TermId, second: TermId) -> String {
        let (cost, other) = match self.band(second) {
            Some(_) => (second, first),
            None => (first, second),
        };
        match self.band(cost) {
            Some(band) => format!("{} {}.", self.entries_of(other), self.at_cost(band)),
            None => format!("Entries with {} and {}.", self.label(first), self.label(second)),
        }
    }

    /// "Entries on Privacy and HIPAA": the beginning of a sentence about a term's entries.
    fn entries_of(&self, term: TermId) -> String {
        let label = self.label(term);
        match self.kind(term) {
            FacetKind::Topic => format!("Entries on {label}"),
            FacetKind::Provider => format!("Entries from {label}"),
            _ => format!("Entries under {label}"),
        }
    }

    /// "that are free to everyone": the end of a sentence about the entries of a band.
    fn at_cost(&self, band: Band) -> String {
        let low = self.config.low_cost;
        match band {
            Band::Free => "that are free to everyone".to_owned(),
            Band::MemberFree => {
                "that are free for members; what others pay stands on each where it is known".to_owned()
            }
            Band::LowCost => format!("that cost {low} or less"),
            Band::Paid => format!("that cost more than {low}, or do not say how much"),
            Band::Unknown => "whose cost is not stated".to_owned(),
        }
    }

    pub(super) fn kind(&self, term: TermId) -> FacetKind {
        self.catalog.facets[term.facet as usize].kind
    }

    /// Returns the band that a term of the cost facet stands for.
    fn band(&self, term: TermId) -> Option<Band> {
        let id = &self.catalog.term(term).id;
        let band = Band::ALL.iter().copied().find(|band| band.id() == id);
        band.filter(|_| self.kind(term) == FacetKind::Cost)
    }
}

fn availability_lead(id: &str) -> Option<&'static str> {
    let availability = Availability::ALL.iter().find(|it| it.id() == id)?;
    Some(match availability {
        Availability::AnyTime => "Entries without dates: start when it suits you.",
        Availability::Upcoming => "Entries with a date ahead.",
        Availability::ClosingSoon => "Entries whose registration ends within two weeks.",
        Availability::NoDates => "Entries whose dates have all gone by.",
    })
}

fn certificate_lead(id: &str) -> Option<&'static str> {
    match id {
        "free-certificate" => Some("Entries with a certificate that costs nothing."),
        "paid-certificate" => Some("Entries whose certificate costs something, whether the learning does or not."),
        "no-certificate" => Some("Entries that give no certificate."),
        _ => None,
    }
}
