//! The dimensions that readers filter by, and the terms in each.

use std::collections::HashMap;
use std::sync::Arc;

use super::{
    Availability, Band, CERTIFICATE_NONE, CREDIT_NONE, Lists, NOT_STATED, Opportunity, OpportunityId, TermId,
    TimeBucket,
};
use crate::config::{FacetDef, SiteConfig, TermDef};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{Delivery, Formality, TermWords};
use crate::source::Span;
use crate::value::slug;

/// What a facet is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetKind {
    Cost,
    Time,
    Credit,
    Availability,
    Topic,
    Format,
    Skill,
    Level,
    Formality,
    Delivery,
    Certificate,
    Provider,
    Competency,
    /// One of the site's own: its field stands under `[extra]`.
    Extra,
}

impl FacetKind {
    /// The built-in facets in their own order.
    const BUILT_IN: [FacetKind; 13] = [
        FacetKind::Cost,
        FacetKind::Time,
        FacetKind::Credit,
        FacetKind::Availability,
        FacetKind::Topic,
        FacetKind::Format,
        FacetKind::Skill,
        FacetKind::Level,
        FacetKind::Formality,
        FacetKind::Delivery,
        FacetKind::Certificate,
        FacetKind::Provider,
        FacetKind::Competency,
    ];

    pub fn id(self) -> &'static str {
        match self {
            FacetKind::Cost => "cost",
            FacetKind::Time => "time",
            FacetKind::Credit => "credit",
            FacetKind::Availability => "availability",
            FacetKind::Topic => "topic",
            FacetKind::Format => "format",
            FacetKind::Skill => "skill",
            FacetKind::Level => "level",
            FacetKind::Formality => "formality",
            FacetKind::Delivery => "delivery",
            FacetKind::Certificate => "certificate",
            FacetKind::Provider => "provider",
            FacetKind::Competency => "competency",
            FacetKind::Extra => "extra",
        }
    }

    fn label(self) -> &'static str {
        match self {
            FacetKind::Cost => "Cost",
            FacetKind::Time => "Time needed",
            FacetKind::Credit => "Credit",
            FacetKind::Availability => "Availability",
            FacetKind::Topic => "Topic",
            FacetKind::Format => "Format",
            FacetKind::Skill => "Skill type",
            FacetKind::Level => "Level",
            FacetKind::Formality => "Formal or informal",
            FacetKind::Delivery => "How it is delivered",
            FacetKind::Certificate => "Certificate",
            FacetKind::Provider => "Provider",
            FacetKind::Competency => "Competency",
            FacetKind::Extra => "Other",
        }
    }

    /// True when its terms are a scale, whose order must not follow the counts.
    pub fn is_scale(self) -> bool {
        !matches!(
            self,
            FacetKind::Credit | FacetKind::Topic | FacetKind::Format | FacetKind::Provider | FacetKind::Competency
        )
    }

    /// True when the site may write the closed list of its terms.
    fn takes_site_terms(self) -> bool {
        matches!(self, FacetKind::Topic | FacetKind::Format | FacetKind::Level | FacetKind::Extra)
    }

    /// The terms of a facet whose list is not the site's, or the list used when the site gives none.
    fn own_terms(self, lists: &Lists<'_>) -> Vec<Term> {
        let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(id, label)| Term::new(id, label)).collect::<Vec<_>>();
        match self {
            FacetKind::Cost => Band::ALL.iter().map(|band| Term::new(band.id(), band.label())).collect(),
            FacetKind::Time => {
                let mut terms: Vec<_> = TimeBucket::ALL.iter().map(|it| Term::new(it.id(), it.label())).collect();
                terms.push(Term::new(NOT_STATED, "Time not stated"));
                terms
            }
            FacetKind::Availability => Availability::ALL.iter().map(|it| Term::new(it.id(), it.label())).collect(),
            FacetKind::Credit => {
                let mut terms: Vec<_> = lists.bodies.iter().map(|it| Term::new(&it.id.value, &it.name)).collect();
                terms.push(Term::new(CREDIT_NONE, "No credit stated"));
                terms
            }
            FacetKind::Provider => lists.providers.iter().map(|it| Term::new(&it.id.value, &it.name)).collect(),
            FacetKind::Competency => {
                let mut terms: Vec<_> = lists.competencies.iter().map(|it| Term::new(&it.id.value, &it.name)).collect();
                terms.push(Term::new(NOT_STATED, "No competency stated"));
                terms
            }
            FacetKind::Skill => of(&[("hard", "Hard skills"), ("soft", "Soft skills")]),
            FacetKind::Formality => Formality::ALL
                .iter()
                .map(|it| Term::new(it.id(), if *it == Formality::Formal { "Formal" } else { "Informal" }))
                .collect(),
            FacetKind::Delivery => {
                let mut terms: Vec<_> = Delivery::ALL
                    .iter()
                    .map(|it| {
                        let label = match it {
                            Delivery::Online => "Online",
                            Delivery::InPerson => "In person",
                            Delivery::Hybrid => "Online and in person",
                            Delivery::Print => "In print",
                        };
                        Term::new(it.id(), label)
                    })
                    .collect();
                terms.push(Term::new(NOT_STATED, "Delivery not stated"));
                terms
            }
            FacetKind::Certificate => of(&[
                ("free-certificate", "Free certificate"),
                ("paid-certificate", "Certificate for a fee"),
                (CERTIFICATE_NONE, "No certificate"),
                (NOT_STATED, "Certificate not stated"),
            ]),
            FacetKind::Level => of(&[
                ("beginner", "Beginner"),
                ("intermediate", "Intermediate"),
                ("advanced", "Advanced"),
                ("all", "All levels"),
            ]),
            FacetKind::Format => of(&DEFAULT_FORMATS),
            FacetKind::Topic | FacetKind::Extra => Vec::new(),
        }
    }
}

/// The formats of a site that lists none.
const DEFAULT_FORMATS: [(&str, &str); 19] = [
    ("course", "Course"),
    ("webinar-series", "Webinar series"),
    ("podcast", "Podcast"),
    ("journal", "Journal"),
    ("guide", "Guide"),
    ("regulation", "Regulation"),
    ("conference", "Conference"),
    ("certification", "Certification"),
    ("programme", "Program"),
    ("book", "Book"),
    ("membership", "Membership"),
    ("volunteering", "Volunteering"),
    ("mentoring", "Mentoring"),
    ("community", "Community"),
    ("self-assessment", "Self-assessment"),
    ("newsletter", "Newsletter"),
    ("dataset", "Dataset"),
    ("software", "Software"),
    ("video-series", "Video series"),
];

/// A dimension to filter by.
#[derive(Clone, Debug)]
pub struct Facet {
    pub id: String,
    pub label: String,
    pub kind: FacetKind,
    /// Hidden facets have no pages and stand in no panel.
    pub is_hidden: bool,
    /// For a facet of the site's own: the key under `[extra]`.
    pub field: Option<String>,
    pub terms: Vec<Term>,
    index: HashMap<String, u16>,
}

impl Facet {
    /// Finds a term by its id.
    pub fn find(&self, id: &str) -> Option<u16> {
        self.index.get(id).copied()
    }

    /// Returns the id that a text which is none was likely meant for: that of the term with this
    /// label or synonym, however it is written, else one that is really near.
    pub fn meant(&self, text: &str) -> Option<&str> {
        let wanted = slug(text);
        let is_meant = |term: &&Term| {
            term.id == wanted || slug(&term.label) == wanted || term.synonyms.iter().any(|word| slug(word) == wanted)
        };
        match self.terms.iter().find(is_meant) {
            Some(term) => Some(&term.id),
            None => diag::nearest(&wanted, self.terms.iter().map(|term| term.id.as_str())),
        }
    }

    /// True when a term stands under another.
    pub fn is_tree(&self) -> bool {
        self.terms.iter().any(|term| term.parent.is_some())
    }

    /// Tells whether some entry has a term that says more than "nothing is stated".
    ///
    /// A facet that tells nothing has no pages and stands in no panel.
    pub fn tells_something(&self) -> bool {
        let nothing = match self.kind {
            FacetKind::Credit => CREDIT_NONE,
            FacetKind::Availability => Availability::AnyTime.id(),
            FacetKind::Cost => Band::Unknown.id(),
            _ => NOT_STATED,
        };
        self.terms.iter().any(|term| !term.listed.is_empty() && term.id != nothing)
    }

    /// Tells whether the panel beside a list and the data of the scripts have it.
    pub fn is_shown(&self) -> bool {
        !self.is_hidden && self.tells_something()
    }

    /// Returns a term and all terms above it.
    pub fn with_ancestors(&self, term: u16) -> impl Iterator<Item = u16> {
        std::iter::successors(Some(term), |term| self.terms[*term as usize].parent)
    }
}

/// One value of a facet.
#[derive(Clone, Debug)]
pub struct Term {
    pub id: String,
    pub label: String,
    pub description: Option<String>,
    pub synonyms: Vec<String>,
    pub parent: Option<u16>,
    pub children: Vec<u16>,
    /// The words that stand above its list.
    pub words: Option<Arc<TermWords>>,
    /// The listed opportunities with it or with a term under it, in the order of the lists.
    pub listed: Vec<OpportunityId>,
}

impl Term {
    fn new(id: &str, label: &str) -> Self {
        Term {
            id: id.to_owned(),
            label: label.to_owned(),
            description: None,
            synonyms: Vec::new(),
            parent: None,
            children: Vec::new(),
            words: None,
            listed: Vec::new(),
        }
    }

    fn of_site(def: &TermDef) -> Self {
        let label = def.label.clone().unwrap_or_else(|| spoken(&def.id.value.0));
        Term {
            description: def.description.clone(),
            synonyms: def.synonyms.clone(),
            ..Term::new(&def.id.value.0, &label)
        }
    }
}

/// Turns an id into words: `data-analytics` reads `Data analytics`.
fn spoken(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// The facets of a site before any opportunity is known.
pub(super) struct FacetTable {
    facets: Vec<Facet>,
    /// False when terms may be missing because `site.toml` has problems of its own.
    pub is_whole: bool,
}

impl FacetTable {
    /// Lays out the facets: those that the site lists, in its order, then the other built-in ones.
    ///
    /// Reports `unknown-term`, `unknown-reference`, `term-cycle` and `bad-value`.
    pub fn new(config: &SiteConfig, lists: &Lists<'_>, diags: &mut Diagnostics) -> Self {
        let mut facets: Vec<Facet> = config.facets.iter().filter_map(|def| site_facet(def, lists, diags)).collect();
        for kind in FacetKind::BUILT_IN {
            if !facets.iter().any(|facet| facet.kind == kind) {
                let mut terms = kind.own_terms(lists);
                add_unknown(kind, kind.label(), &mut terms);
                facets.push(finish(kind.id(), kind.label(), kind, terms));
            }
        }
        FacetTable { facets, is_whole: config.has_all_facets }
    }

    /// Puts the words of `content/topics` to their terms. Reports `unknown-term` and `duplicate-id`.
    pub fn add_words(&mut self, words: &[Arc<TermWords>], diags: &mut Diagnostics) {
        let Some(topics) = self.facets.iter_mut().find(|facet| facet.kind == FacetKind::Topic) else { return };
        for words in words {
            let id = &words.id.value;
            let Some(term) = topics.index.get(id) else {
                if !self.is_whole {
                    continue;
                }
                let problem =
                    Diagnostic::new(&diag::UNKNOWN_TERM, words.id.span, format!("`topic` has no term `{id}`"));
                diags.push(problem.help_near(id, topics.index.keys().map(String::as_str), || {
                    Some("a file in content/topics is named by a term of the facet `topic` in site.toml".to_owned())
                }));
                continue;
            };
            topics.terms[*term as usize].words = Some(words.clone());
        }
    }

    pub fn find(&self, kind: FacetKind) -> (u8, &Facet) {
        let position = self.facets.iter().position(|facet| facet.kind == kind);
        let position = position.expect("every built-in facet has its place in the table");
        (position as u8, &self.facets[position])
    }

    pub fn iter(&self) -> impl Iterator<Item = (u8, &Facet)> {
        self.facets.iter().enumerate().map(|(index, facet)| (index as u8, facet))
    }

    pub fn into_facets(self) -> Vec<Facet> {
        self.facets
    }
}

fn finish(id: &str, label: &str, kind: FacetKind, terms: Vec<Term>) -> Facet {
    let index = terms.iter().enumerate().map(|(index, term)| (term.id.clone(), index as u16)).collect();
    Facet { id: id.to_owned(), label: label.to_owned(), kind, is_hidden: false, field: None, terms, index }
}

fn site_facet(def: &FacetDef, lists: &Lists<'_>, diags: &mut Diagnostics) -> Option<Facet> {
    let id = &def.id.value.0;
    let built_in = FacetKind::BUILT_IN.into_iter().find(|kind| kind.id() == id);
    let kind = built_in.unwrap_or(FacetKind::Extra);
    if kind == FacetKind::Extra && !is_meant(def, diags) {
        return None;
    }
    let label = def.label.clone().unwrap_or_else(|| match built_in {
        Some(kind) => kind.label().to_owned(),
        None => spoken(id),
    });
    let mut terms = match kind.takes_site_terms() && !def.terms.is_empty() {
        true => def.terms.iter().map(Term::of_site).collect(),
        false => relabelled(kind, def, lists, diags),
    };
    add_unknown(kind, &label, &mut terms);
    let mut facet = finish(id, &label, kind, terms);
    facet.is_hidden = def.is_hidden;
    facet.field =
        (kind == FacetKind::Extra).then(|| def.field.as_ref().map_or_else(|| id.clone(), |field| field.value.clone()));
    link_parents(&mut facet, def, diags);
    Some(facet)
}

/// Adds the term for entries that name none, unless the site lists it to give it another label.
fn add_unknown(kind: FacetKind, label: &str, terms: &mut Vec<Term>) {
    let may_be_left_out = matches!(kind, FacetKind::Level | FacetKind::Extra);
    if may_be_left_out && !terms.iter().any(|term| term.id == NOT_STATED) {
        terms.push(Term::new(NOT_STATED, &format!("{label} not stated")));
    }
}

/// A facet that is not built in must be meant as one: it lists terms, and is no slip of the pen.
fn is_meant(def: &FacetDef, diags: &mut Diagnostics) -> bool {
    let id = &def.id.value.0;
    if !def.terms.is_empty() {
        return true;
    }
    let problem = Diagnostic::new(&diag::UNKNOWN_REFERENCE, def.id.span, format!("no facet is named `{id}`"));
    let built_in = FacetKind::BUILT_IN.map(FacetKind::id);
    diags
        .push(problem.help_near(id, built_in, || {
            Some("a facet of your own lists its terms: add `[[facets.terms]]`".to_owned())
        }));
    false
}

/// Gives built-in terms the site's labels. Reports `unknown-term` for a term that is not built in.
fn relabelled(kind: FacetKind, def: &FacetDef, lists: &Lists<'_>, diags: &mut Diagnostics) -> Vec<Term> {
    let mut terms = kind.own_terms(lists);
    for site in &def.terms {
        let id = &site.id.value.0;
        match terms.iter_mut().find(|term| term.id == *id) {
            Some(term) => {
                if let Some(label) = &site.label {
                    term.label = label.clone();
                }
                term.description = site.description.clone();
                term.synonyms = site.synonyms.clone();
            }
            None => {
                let problem =
                    Diagnostic::new(&diag::UNKNOWN_TERM, site.id.span, format!("`{}` has no term `{id}`", kind.id()));
                let names: Vec<_> = terms.iter().map(|term| term.id.clone()).collect();
                diags.push(problem.help_near(id, names.iter().map(String::as_str), || {
                    Some(format!(
                        "its terms are built in: {}",
                        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
                    ))
                }));
            }
        }
    }
    terms
}

fn link_parents(facet: &mut Facet, def: &FacetDef, diags: &mut Diagnostics) {
    for (child, site) in def.terms.iter().enumerate() {
        let Some(parent) = &site.parent else { continue };
        let Some(above) = facet.index.get(&parent.value.0).copied() else {
            let id = &parent.value.0;
            let problem =
                Diagnostic::new(&diag::UNKNOWN_TERM, parent.span, format!("`{}` has no term `{id}`", facet.id));
            diags.push(problem.help_near(id, facet.index.keys().map(String::as_str), || None));
            continue;
        };
        let Some(child) = facet.index.get(&def.terms[child].id.value.0).copied() else { continue };
        facet.terms[child as usize].parent = Some(above);
        if is_under_itself(facet, child) {
            let headline = format!("the term `{}` stands under itself", site.id.value.0);
            diags.push(
                Diagnostic::new(&diag::TERM_CYCLE, parent.span, headline).help("give it another parent, or none"),
            );
            facet.terms[child as usize].parent = None;
            continue;
        }
        facet.terms[above as usize].children.push(child);
    }
}

fn is_under_itself(facet: &Facet, term: u16) -> bool {
    let mut steps = 0;
    let mut above = facet.terms[term as usize].parent;
    while let Some(parent) = above {
        steps += 1;
        if parent == term || steps > facet.terms.len() {
            return true;
        }
        above = facet.terms[parent as usize].parent;
    }
    false
}

/// Puts the listed opportunities to their terms, and to the terms above those, each once.
pub(super) fn fill(facets: &mut [Facet], listed: &[Opportunity]) {
    for (number, opportunity) in listed.iter().enumerate() {
        let id = OpportunityId(number as u32);
        for TermId { facet, term } in opportunity.facts.terms.iter().copied() {
            let facet = &mut facets[facet as usize];
            let mut above = Some(term);
            while let Some(term) = above {
                let term = &mut facet.terms[term as usize];
                if term.listed.last() == Some(&id) {
                    break;
                }
                term.listed.push(id);
                above = term.parent;
            }
        }
    }
}

/// Reports a term that a facet does not have.
pub(super) fn unknown_term(facet: &Facet, id: &str, span: Span) -> Diagnostic {
    let problem = Diagnostic::new(&diag::UNKNOWN_TERM, span, format!("`{}` has no term `{id}`", facet.id));
    if let Some(term) = facet.meant(id) {
        return problem.help(format!("did you mean `{term}`?"));
    }
    let ids: Vec<_> =
        facet.terms.iter().filter(|term| term.id != NOT_STATED).map(|term| format!("`{}`", term.id)).collect();
    problem.help(match ids.len() {
        0 => format!("list its terms in site.toml under `[[facets]]` with `id = \"{}\"`", facet.id),
        1..=12 => format!("its terms are {}", ids.join(", ")),
        _ => format!("`milepost list --counts {}` shows its terms", facet.id),
    })
}
