//! The words of an entry, and how much each weighs.

use super::acronyms::Acronyms;
use crate::catalog::{CERTIFICATE_NONE, CREDIT_NONE, Catalog, FacetKind, NOT_STATED, OpportunityId};
use crate::entry::{Prose, Segment};

/// Where a word stands: a sum of these, so that the highest says more than all others together.
pub const TITLE: u8 = 8;
/// Topics and competencies with those above them, facets of the site's own, and every synonym.
pub const TERMS: u8 = 4;
/// The summary, and the names of cost, provider, format, skill type, level and other built-in facets.
pub const SUMMARY: u8 = 2;
pub const PROSE: u8 = 1;

/// Tags that may stand within a word.
const WITHIN_WORDS: [&str; 5] = ["a", "em", "strong", "code", "del"];

/// What all entries rest on.
pub struct Ground<'c> {
    pub catalog: &'c Catalog,
    pub acronyms: Acronyms,
    /// By facet and term: the texts that an entry of the term is found by, those of the terms above it included.
    terms: Vec<Vec<Vec<(String, u8)>>>,
}

impl<'c> Ground<'c> {
    pub fn new(catalog: &'c Catalog) -> Self {
        let facets = 0..catalog.facets.len();
        let terms = facets.map(|facet| {
            (0..catalog.facets[facet].terms.len() as u16).map(|term| texts_of(catalog, facet, term)).collect()
        });
        Ground { catalog, acronyms: Acronyms::new(catalog), terms: terms.collect() }
    }

    /// Hands over each text of an entry with its weight.
    pub fn each_text(&self, id: OpportunityId, buffer: &mut String, mut found: impl FnMut(&str, u8)) {
        let opportunity = self.catalog.opportunity(id);
        found(&opportunity.entry.title.value, TITLE);
        for term in opportunity.facts.terms.iter() {
            self.terms[term.facet as usize][term.term as usize].iter().for_each(|(text, weight)| found(text, *weight));
        }
        found(&opportunity.facts.summary, SUMMARY);
        buffer.clear();
        push_prose(&opportunity.entry.prose, buffer);
        found(buffer, PROSE);
    }
}

fn texts_of(catalog: &Catalog, facet: usize, term: u16) -> Vec<(String, u8)> {
    let facet = &catalog.facets[facet];
    let label = match facet.kind {
        FacetKind::Topic | FacetKind::Competency | FacetKind::Extra => Some(TERMS),
        // How long something takes and when it can be taken are asked for by numbers and days.
        FacetKind::Time | FacetKind::Availability => None,
        _ => Some(SUMMARY),
    };
    let mut texts = Vec::new();
    for term in facet.with_ancestors(term).map(|term| &facet.terms[term as usize]) {
        let says_nothing = match facet.kind {
            FacetKind::Credit => term.id == CREDIT_NONE,
            FacetKind::Certificate => term.id == CERTIFICATE_NONE,
            _ => false,
        } || term.id == NOT_STATED;
        texts.extend(label.filter(|_| !says_nothing).map(|weight| (term.label.clone(), weight)));
        texts.extend(term.synonyms.iter().map(|synonym| (synonym.clone(), TERMS)));
    }
    texts
}

/// Adds the text of prose, without its tags.
fn push_prose(prose: &Prose, text: &mut String) {
    let mut tag: Option<String> = None;
    for segment in &prose.segments {
        // Addresses stand in attributes.
        let Segment::Html(html) = segment else { continue };
        let mut rest = &**html;
        while let Some(at) = rest.find(['<', '>', '&']) {
            let (before, mark) = (&rest[..at], rest.as_bytes()[at]);
            rest = &rest[at + 1..];
            match (&mut tag, mark) {
                (None, b'<') => {
                    text.push_str(before);
                    tag = Some(String::new());
                }
                (None, b'&') => {
                    text.push_str(before);
                    text.push(' ');
                    rest = rest.find(';').map_or(rest, |end| &rest[end + 1..]);
                }
                (Some(inside), b'>') => {
                    inside.push_str(before);
                    if !is_within_words(inside) {
                        text.push(' ');
                    }
                    tag = None;
                }
                (Some(inside), _) => inside.push_str(before),
                (None, _) => text.push_str(before),
            }
        }
        match &mut tag {
            Some(inside) => inside.push_str(rest),
            None => text.push_str(rest),
        }
    }
}

fn is_within_words(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
    WITHIN_WORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::words;

    #[test]
    fn prose_is_read_without_its_tags() {
        let html = |text: &str| Segment::Html(text.into());
        let prose = Prose {
            segments: vec![
                html("<p>Re<em>lease</em> of<br />records &amp; <a href=\""),
                Segment::Address(0),
                html("\" title=\"x &gt; y\">more</a></p>\n<p>AT&amp;T</p>"),
            ],
            ..Prose::default()
        };
        let mut text = String::new();
        push_prose(&prose, &mut text);
        assert_eq!(words::of(&text), ["release", "of", "records", "more", "at", "t"]);
    }
}
