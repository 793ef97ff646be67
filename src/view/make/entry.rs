//! The page of one opportunity.

use super::ticket::out_link;
use super::words::{capitalized, joined, sentence};
use super::{PageWords, Sheet, View, Views, dates};
use crate::catalog::{FacetKind, Opportunity, OpportunityId, Standing, TermId};
use crate::entry::{Checked, CompetencyEntry, SkillKind};
use crate::pages::{PageKey, address};
use crate::view::{
    CheckView, CompetencyRow, Crumb, EntryPage, EntryView, ImageView, Link, NeedGroup, NeedOption, PageView,
    ProviderLink, RetiredView,
};

/// The words for the levels of a competency that does not describe its own.
const LEVELS: [&str; 3] = ["With help", "On my own", "Could teach it"];

const CAN_CHANGE: &str = "Prices and dates can change.";

impl Views<'_> {
    pub(super) fn entry(&self, id: OpportunityId) -> Sheet {
        let opportunity = self.opportunity(id);
        let view = EntryPage { page: self.entry_words(id), entry: self.entry_view(id), similar: Vec::new() };
        let cards = match opportunity.standing {
            Standing::Listed => self.similar(id),
            _ => Vec::new(),
        };
        Sheet { view: View::Entry(view), cards, panel: None }
    }

    fn entry_words(&self, id: OpportunityId) -> PageView {
        let opportunity = self.opportunity(id);
        let main_topic = self
            .topics_of(opportunity)
            .into_iter()
            .next()
            .and_then(|term| Some(Crumb { label: self.label(term).to_owned(), href: Some(self.term_href(term)?) }));
        let words = PageWords {
            description: opportunity.facts.summary.clone(),
            section: super::site::CATALOG_SECTION.to_owned(),
            crumbs: [self.catalog_crumb()].into_iter().chain(main_topic).collect(),
            ..PageWords::titled(&opportunity.entry.title.value)
        };
        self.page(&PageKey::Entry(id), words)
    }

    fn entry_view(&self, id: OpportunityId) -> EntryView {
        let opportunity = self.opportunity(id);
        let entry = &opportunity.entry;
        let dates = self.sessions(id);
        EntryView {
            format: self.format(id),
            summary: entry.summary.clone().unwrap_or_default(),
            provider: opportunity.facts.provider.map(|provider| self.provider_link(provider)),
            retired: self.retired(opportunity),
            ticket: self.ticket(id),
            image: entry.image.as_ref().map(|image| ImageView {
                src: self.href(&format!("/files/{}", image.path.value)),
                alt: image.alt.clone(),
            }),
            body: self.prose(&entry.prose, &address::entry(&entry.id.value)),
            sessions: dates.ahead,
            past_sessions: dates.past,
            past_label: dates.past_label,
            needs: self.needs(opportunity),
            teaches: self.teaches(opportunity),
            paths: self.stops(id),
            topics: self
                .topics_of(opportunity)
                .into_iter()
                .filter_map(|term| Some(Link { label: self.label(term).to_owned(), href: self.term_href(term)? }))
                .collect(),
            sources: entry.sources.iter().map(out_link).collect(),
            check: self.check(&entry.checked),
            report: self.report(opportunity),
        }
    }

    fn provider_link(&self, provider: u16) -> ProviderLink {
        let facet = self.shown_facet(FacetKind::Provider);
        ProviderLink {
            label: self.provider_name(provider).to_owned(),
            href: facet.and_then(|facet| self.term_href(TermId { facet: facet as u8, term: provider })),
        }
    }

    /// Returns the topics in the order of their author, the main one first.
    fn topics_of(&self, opportunity: &Opportunity) -> Vec<TermId> {
        let mut topics = Vec::with_capacity(opportunity.entry.topics.len());
        for name in &opportunity.entry.topics {
            topics.extend(self.find_term(FacetKind::Topic, &name.value.0).filter(|term| !topics.contains(term)));
        }
        topics
    }

    fn retired(&self, opportunity: &Opportunity) -> Option<RetiredView> {
        match &opportunity.standing {
            Standing::Listed => None,
            Standing::Retired { reason, replaced_by } => Some(RetiredView {
                reason: sentence(reason),
                replacement: replaced_by.map(|id| Link {
                    label: self.opportunity(id).entry.title.value.clone(),
                    href: self.entry_href(id),
                }),
            }),
            Standing::Expired { on } => {
                Some(RetiredView { reason: format!("Its last day was {}.", dates::plain(*on)), replacement: None })
            }
        }
    }

    fn needs(&self, opportunity: &Opportunity) -> Vec<NeedGroup> {
        let option = |id: &OpportunityId| NeedOption {
            title: self.opportunity(*id).entry.title.value.clone(),
            href: self.entry_href(*id),
            cost: self.cost(*id),
        };
        opportunity.requires.iter().map(|group| NeedGroup { options: group.iter().map(option).collect() }).collect()
    }

    fn teaches(&self, opportunity: &Opportunity) -> Vec<CompetencyRow> {
        let row =
            |(competency, level): &(u16, u32)| competency_row(&self.catalog.competencies[*competency as usize], *level);
        opportunity.facts.teaches.iter().map(row).collect()
    }

    /// Says when a person last looked: which aspect on which day, the latest day first.
    fn check(&self, checked: &Checked) -> CheckView {
        let Some(oldest) = checked.oldest() else {
            let text =
                format!("Nobody has checked this entry at the provider’s page since it was written. {CAN_CHANGE}");
            return CheckView { state: "never", text };
        };
        let mut days: Vec<_> = checked.all().into_iter().filter_map(|(_, day)| day).collect();
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
        let parts: Vec<String> = days
            .into_iter()
            .map(|day| {
                let aspects: Vec<&str> = checked
                    .all()
                    .into_iter()
                    .filter(|(_, checked)| *checked == Some(day))
                    .map(|(aspect, _)| if aspect == "sessions" { "dates" } else { aspect })
                    .collect();
                format!("{} checked on {}.", capitalized(&joined(&aspects, "and")), dates::plain(day))
            })
            .collect();
        let age = self.catalog.as_of.duration_since(oldest).as_hours() / 24;
        match age > i64::from(self.config.stale_after) {
            true => CheckView {
                state: "stale",
                text: format!(
                    "{} That is more than {} days ago. {CAN_CHANGE}",
                    parts.join(" "),
                    self.config.stale_after
                ),
            },
            false => CheckView { state: "checked", text: format!("{} {CAN_CHANGE}", parts.join(" ")) },
        }
    }

    /// Returns where to report a problem with an entry; a mail says which one it is about.
    fn report(&self, opportunity: &Opportunity) -> Option<String> {
        let contact = self.config.contact.as_ref()?;
        if !contact.starts_with("mailto:") {
            return Some(contact.clone());
        }
        let entry = &opportunity.entry;
        let subject = percent_encoded(&format!("Problem with {}", entry.title.value));
        let body = percent_encoded(&self.config.base.whole(&address::entry(&entry.id.value)));
        Some(format!("{contact}?subject={subject}&body={body}"))
    }
}

/// Tells a competency with a level of it, counted from 1.
pub(super) fn competency_row(competency: &CompetencyEntry, level: u32) -> CompetencyRow {
    let step = (level as usize).saturating_sub(1);
    let words = competency.levels.get(step).map(String::as_str).or(LEVELS.get(step).copied());
    CompetencyRow {
        label: competency.name.clone(),
        kind: match competency.kind {
            SkillKind::Hard => "Hard".to_owned(),
            SkillKind::Soft => "Soft".to_owned(),
        },
        level: words.unwrap_or_default().to_owned(),
        dots: (0..LEVELS.len()).map(|dot| dot <= step).collect(),
    }
}

/// Encodes text for a field of a `mailto:` address (RFC 6068), where `+` is not a space.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
