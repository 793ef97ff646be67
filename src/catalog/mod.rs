//! Links the entries into one checked whole.
//!
//! Opportunities are numbered in the order in which lists show them, so a list is a run of rising
//! numbers and two lists are joined by walking them. Names become numbers here; what an author
//! left out stays unknown.

mod checks;
mod edit;
mod facets;
mod facts;
mod ids;
mod names;
mod paths;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::SiteConfig;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{
    BodyEntry, CompetencyEntry, Entry, HomeEntry, Kind, OpportunityEntry, PageEntry, Parsed, ProviderEntry, Status,
    TermWords,
};
use crate::source::{FileId, Span, Spanned};
use crate::value::Currency;

pub use facets::{Facet, FacetKind, Term};
pub use facts::{
    Availability, Band, CERTIFICATE_NONE, CREDIT_NONE, Facts, Linked, NOT_STATED, Price, Session, TimeBucket,
};
pub use ids::{Ids, PathIds, vanished};
pub use names::Found;
pub use paths::{Credential, GoalPath, Mentor, Role, Skill, Stage, Step};

use facets::FacetTable;
use names::Names;

/// Numbers an opportunity in the order of the lists; those that lists leave out come last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpportunityId(pub u32);

/// Numbers a term: which facet, and which of its terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId {
    pub facet: u8,
    pub term: u16,
}

/// Everything that is known, linked.
#[derive(Clone, Debug)]
pub struct Catalog {
    pub opportunities: Vec<Opportunity>,
    /// How many of the opportunities are listed; they come first.
    pub listed: usize,
    /// In the order in which the site shows them.
    pub facets: Vec<Facet>,
    pub providers: Vec<Arc<ProviderEntry>>,
    pub bodies: Vec<Arc<BodyEntry>>,
    pub competencies: Vec<Arc<CompetencyEntry>>,
    pub credentials: Vec<Credential>,
    pub roles: Vec<Role>,
    pub mentors: Vec<Mentor>,
    /// In the order of their ids.
    pub paths: Vec<GoalPath>,
    pub home: Option<Arc<HomeEntry>>,
    /// In the order of their addresses.
    pub pages: Vec<Arc<PageEntry>>,
    /// Paths below `content/files`.
    pub files: Vec<(FileId, Arc<str>)>,
    /// Pairs of facets, as indexes, whose terms get pages of their own.
    pub pairs: Vec<[usize; 2]>,
    /// What was left out of the site, in the order of the ids.
    pub left_out: Vec<LeftOut>,
    pub as_of: Date,
    /// The currency that prices are compared in.
    pub currency: Currency,
    names: Arc<Names>,
}

/// One opportunity as the site shows it.
#[derive(Clone, Debug)]
pub struct Opportunity {
    pub entry: Arc<OpportunityEntry>,
    pub facts: Arc<Facts>,
    pub standing: Standing,
    /// All groups, any one of each.
    pub requires: Vec<Vec<OpportunityId>>,
}

/// Whether lists show an opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Listed,
    /// It has a page that says why it is gone.
    Retired {
        reason: String,
        replaced_by: Option<OpportunityId>,
    },
    /// Its last day has passed; it has a page that says so.
    Expired {
        on: Date,
    },
}

/// What the site does not show at all, or not in its lists, and the rule behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The id of an opportunity, or the address of a path or a page of words, which begins with `/`.
    pub id: String,
    pub file: FileId,
    pub rule: Rule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Draft,
    /// It comes into the catalog on that day.
    PublishedLater(Date),
    /// Its last day was that one: it keeps its page, and leaves every list.
    Expired(Date),
    /// It keeps its page, and leaves every list.
    Retired,
}

/// What decides which opportunities a build shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The day the site is true for, in the site's zone.
    pub as_of: Date,
    /// Shows drafts as if they were active.
    pub with_drafts: bool,
}

/// The facts of entries that were linked before, to be taken over while nothing they rest on changed.
#[derive(Debug, Default)]
pub struct LinkMemo {
    /// Digest of the config, the lists and the day that the facts below rest on.
    context: u128,
    /// By the place of the entry in memory, which no other can take while it is held here.
    facts: HashMap<Place, (Arc<OpportunityEntry>, Linked)>,
}

/// Where an entry stands in memory; never followed, only compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place(usize);

impl Place {
    fn of(entry: &Arc<OpportunityEntry>) -> Self {
        Place(Arc::as_ptr(entry).addr())
    }
}

/// One parsed file with its location.
pub struct ParsedFile<'p> {
    pub file: FileId,
    pub location: &'p str,
    pub parsed: &'p Parsed,
}

impl Catalog {
    pub fn opportunity(&self, id: OpportunityId) -> &Opportunity {
        &self.opportunities[id.0 as usize]
    }

    /// Finds an opportunity by the id that authors write.
    pub fn find(&self, id: &str) -> Option<OpportunityId> {
        match self.names.opportunity(id) {
            Found::Opportunity(number) => Some(number),
            _ => None,
        }
    }

    /// Tells whether an opportunity, and what it requires, can be taken by everybody for nothing.
    pub fn is_free_to_take(&self, id: OpportunityId) -> bool {
        checks::is_free(id, &self.opportunities, &mut Vec::new())
    }

    /// Looks a name up and says what is known of it.
    pub fn look_up(&self, id: &str) -> Found<'_> {
        self.names.opportunity(id)
    }

    /// Returns the numbers of all listed opportunities, in the order of the lists.
    pub fn all_listed(&self) -> Vec<OpportunityId> {
        (0..self.listed as u32).map(OpportunityId).collect()
    }

    pub fn is_listed(&self, id: OpportunityId) -> bool {
        (id.0 as usize) < self.listed
    }

    pub fn facet(&self, kind: FacetKind) -> Option<(usize, &Facet)> {
        self.facets.iter().enumerate().find(|(_, facet)| facet.kind == kind)
    }

    /// Finds a facet by its id.
    pub fn find_facet(&self, id: &str) -> Option<usize> {
        self.facets.iter().position(|facet| facet.id == id)
    }

    pub fn term(&self, id: TermId) -> &Term {
        &self.facets[id.facet as usize].terms[id.term as usize]
    }

    /// Returns an opportunity's terms in one facet, in the order of the facet's terms.
    pub fn terms_of(&self, id: OpportunityId, facet: usize) -> impl Iterator<Item = TermId> {
        let terms = &self.opportunity(id).facts.terms;
        terms.iter().copied().filter(move |term| term.facet as usize == facet)
    }
}

/// Links everything. Gives a usable catalog whatever is wrong.
pub fn resolve(
    config: &SiteConfig,
    files: &[ParsedFile<'_>],
    view: View,
    memo: &mut LinkMemo,
    diags: &mut Diagnostics,
) -> Catalog {
    let mut gathered = gather(files, diags);
    let (opportunities, mut left_out) = choose(&gathered.opportunities, view);
    if !view.with_drafts {
        left_out.splice(0..0, take_drafts(&mut gathered));
    }
    let mut table = FacetTable::new(config, &gathered.lists(), diags);
    table.add_words(&gathered.words, diags);
    check_scheduled(config, &gathered, &table, view, diags);
    let linked = link_all(config, &gathered, &table, opportunities, view, memo, diags);
    assemble(config, gathered, table, linked, left_out, view, diags)
}

/// Everything that the files hold, by kind, each id once.
#[derive(Default)]
struct Gathered {
    opportunities: Vec<Arc<OpportunityEntry>>,
    providers: Vec<Arc<ProviderEntry>>,
    bodies: Vec<Arc<BodyEntry>>,
    competencies: Vec<Arc<CompetencyEntry>>,
    words: Vec<Arc<TermWords>>,
    pages: Vec<Arc<PageEntry>>,
    files: Vec<(FileId, Arc<str>)>,
    home: Option<Arc<HomeEntry>>,
    goals: paths::Authored,
    broken: names::Broken,
}

/// The lists whose items become terms.
pub(crate) struct Lists<'g> {
    pub providers: &'g [Arc<ProviderEntry>],
    pub bodies: &'g [Arc<BodyEntry>],
    pub competencies: &'g [Arc<CompetencyEntry>],
    pub broken: &'g names::Broken,
}

impl Gathered {
    fn lists(&self) -> Lists<'_> {
        Lists {
            providers: &self.providers,
            bodies: &self.bodies,
            competencies: &self.competencies,
            broken: &self.broken,
        }
    }
}

/// Sorts the entries by kind. Reports `duplicate-id`; of two with one id the first is kept.
fn gather(files: &[ParsedFile<'_>], diags: &mut Diagnostics) -> Gathered {
    let mut gathered = Gathered::default();
    let mut seen = Seen::default();
    for file in files {
        if file.parsed.is_broken {
            gathered.broken.add(Kind::of(file.location), file.location);
        }
        for entry in &file.parsed.entries {
            match entry {
                Entry::Opportunity(entry) => {
                    if seen.is_new("opportunity", &entry.id, diags) {
                        gathered.opportunities.push(entry.clone());
                    }
                }
                Entry::Provider(entry) => {
                    if seen.is_new("provider", &entry.id, diags) {
                        gathered.providers.push(entry.clone());
                    }
                }
                Entry::Body(entry) => {
                    if seen.is_new("credit body", &entry.id, diags) {
                        gathered.bodies.push(entry.clone());
                    }
                }
                Entry::Competency(entry) => {
                    if seen.is_new("competency", &entry.id, diags) {
                        gathered.competencies.push(entry.clone());
                    }
                }
                Entry::Credential(entry) => {
                    if seen.is_new("credential", &entry.id, diags) {
                        gathered.goals.credentials.push(entry.clone());
                    }
                }
                Entry::Role(entry) => {
                    if seen.is_new("role", &entry.id, diags) {
                        gathered.goals.roles.push(entry.clone());
                    }
                }
                Entry::Mentor(entry) => {
                    if seen.is_new("mentor", &entry.id, diags) {
                        gathered.goals.mentors.push(entry.clone());
                    }
                }
                Entry::Path(entry) => gathered.goals.paths.push(entry.clone()),
                Entry::Term(words) => gathered.words.push(words.clone()),
                Entry::Page(page) => gathered.pages.push(page.clone()),
                Entry::Home(home) => gathered.home = Some(home.clone()),
                Entry::File(path) => gathered.files.push((file.file, path.clone())),
            }
        }
    }
    gathered.goals.paths.sort_by(|one, other| one.id.value.cmp(&other.id.value));
    gathered.pages.sort_by(|one, other| one.path.cmp(&other.path));
    gathered
}

#[derive(Default)]
struct Seen<'f>(HashMap<(&'static str, &'f str), Span>);

impl<'f> Seen<'f> {
    fn is_new(&mut self, what: &'static str, id: &'f Spanned<String>, diags: &mut Diagnostics) -> bool {
        let key = (what, id.value.as_str());
        let Some(first) = self.0.get(&key) else {
            self.0.insert(key, id.span);
            return true;
        };
        let problem =
            Diagnostic::new(&diag::DUPLICATE_ID, id.span, format!("two {what} entries are named `{}`", id.value))
                .label("again here")
                .also(*first, "first here");
        diags.push(problem.help(match what {
            "opportunity" => "rename one: an id is unique in the whole catalog, whatever folder its file is in",
            _ => "rename one, or drop it",
        }));
        false
    }
}

type Chosen = Vec<(Arc<OpportunityEntry>, Standing)>;

/// Leaves out drafts and what is not yet published, and tells how the rest stands.
fn choose(entries: &[Arc<OpportunityEntry>], view: View) -> (Chosen, Vec<LeftOut>) {
    let mut chosen = Vec::with_capacity(entries.len());
    let mut left_out = Vec::new();
    for entry in entries {
        let (standing, rule) = standing(entry, view);
        if let Some(rule) = rule {
            left_out.push(LeftOut { id: entry.id.value.clone(), file: entry.file, rule });
        }
        if let Some(standing) = standing {
            chosen.push((entry.clone(), standing));
        }
    }
    left_out.sort_by(|one, other| one.id.cmp(&other.id));
    (chosen, left_out)
}

/// Takes the pages of words and the paths out that are drafts; returns them in the order of their
/// addresses.
fn take_drafts(gathered: &mut Gathered) -> Vec<LeftOut> {
    let draft = |address: String, file: FileId| LeftOut { id: address, file, rule: Rule::Draft };
    let pages = gathered.pages.extract_if(.., |page| page.is_draft);
    let mut drafts: Vec<_> = pages.map(|page| draft(format!("/{}/", page.path.join("/")), page.file)).collect();
    let paths = gathered.goals.paths.extract_if(.., |path| path.is_draft);
    drafts.extend(paths.map(|path| draft(format!("/paths/{}/", path.id.value), path.file)));
    drafts.sort_by(|one, other| one.id.cmp(&other.id));
    drafts
}

fn standing(entry: &OpportunityEntry, view: View) -> (Option<Standing>, Option<Rule>) {
    if entry.status == Status::Draft && !view.with_drafts {
        return (None, Some(Rule::Draft));
    }
    if let Some(day) = entry.published
        && day > view.as_of
    {
        return (None, Some(Rule::PublishedLater(day)));
    }
    if let Status::Retired { reason, .. } = &entry.status {
        // Its successor is looked up once every opportunity has its number.
        return (Some(Standing::Retired { reason: reason.clone(), replaced_by: None }), Some(Rule::Retired));
    }
    match &entry.expires {
        Some(day) if day.value < view.as_of => {
            (Some(Standing::Expired { on: day.value }), Some(Rule::Expired(day.value)))
        }
        _ => (Some(Standing::Listed), None),
    }
}

/// Reports what is wrong with entries that are not shown yet, before their day stops a build.
fn check_scheduled(config: &SiteConfig, gathered: &Gathered, table: &FacetTable, view: View, diags: &mut Diagnostics) {
    let context = facts::Context { config, lists: gathered.lists(), table, as_of: view.as_of };
    for entry in &gathered.opportunities {
        if let (None, Some(Rule::PublishedLater(_))) = standing(entry, view) {
            diags.extend(facts::link(entry, &context).problems.iter().cloned());
        }
    }
}

struct LinkedEntry {
    entry: Arc<OpportunityEntry>,
    standing: Standing,
    linked: Linked,
}

/// Links each entry by itself, on all threads, or takes over what is still true.
fn link_all(
    config: &SiteConfig,
    gathered: &Gathered,
    table: &FacetTable,
    chosen: Chosen,
    view: View,
    memo: &mut LinkMemo,
    diags: &mut Diagnostics,
) -> Vec<LinkedEntry> {
    let context = facts::Context { config, lists: gathered.lists(), table, as_of: view.as_of };
    let digest = context.digest();
    if memo.context != digest {
        memo.facts.clear();
        memo.context = digest;
    }
    let known = &memo.facts;
    let linked: Vec<LinkedEntry> = chosen
        .into_par_iter()
        .map(|(entry, standing)| {
            let linked = match known.get(&Place::of(&entry)) {
                Some((_, linked)) => linked.clone(),
                None => facts::link(&entry, &context),
            };
            LinkedEntry { entry, standing, linked }
        })
        .collect();
    let mut kept = HashMap::with_capacity(linked.len());
    for one in &linked {
        diags.extend(one.linked.problems.iter().cloned());
        kept.insert(Place::of(&one.entry), (one.entry.clone(), one.linked.clone()));
    }
    memo.facts = kept;
    linked
}

/// Numbers the opportunities, fills the terms and links opportunities with each other.
fn assemble(
    config: &SiteConfig,
    gathered: Gathered,
    table: FacetTable,
    mut linked: Vec<LinkedEntry>,
    left_out: Vec<LeftOut>,
    view: View,
    diags: &mut Diagnostics,
) -> Catalog {
    linked.par_sort_unstable_by(|one, other| {
        let key = |it: &LinkedEntry| it.standing != Standing::Listed;
        key(one)
            .cmp(&key(other))
            .then_with(|| one.linked.facts.order().cmp(&other.linked.facts.order()))
            .then_with(|| one.entry.id.value.cmp(&other.entry.id.value))
    });
    let listed = linked.iter().take_while(|one| one.standing == Standing::Listed).count();
    let broken = gathered.broken.clone();
    let names = Names::new(linked.iter().map(|one| one.entry.id.value.as_str()), &left_out, gathered.broken);
    let mut opportunities: Vec<Opportunity> = linked
        .into_iter()
        .map(|one| Opportunity {
            entry: one.entry,
            facts: one.linked.facts,
            standing: one.standing,
            requires: Vec::new(),
        })
        .collect();
    checks::requirements(&mut opportunities, &names, diags);
    checks::successors(&mut opportunities, &names, diags);
    checks::cycles(&opportunities, diags);
    let mut facets = table.into_facets();
    facets::fill(&mut facets, &opportunities[..listed]);
    let ground = paths::Ground {
        opportunities: &opportunities,
        names: &names,
        broken: &broken,
        facets: &facets,
        bodies: &gathered.bodies,
        competencies: &gathered.competencies,
    };
    let goals = paths::link(gathered.goals, &ground, diags);
    let ground =
        checks::PathGround { opportunities: &opportunities, roles: &goals.roles, competencies: &gathered.competencies };
    checks::paths(&goals.paths, &ground, diags);
    let pairs = checks::pairs(config, &facets, diags);
    Catalog {
        opportunities,
        listed,
        facets,
        providers: gathered.providers,
        bodies: gathered.bodies,
        competencies: gathered.competencies,
        credentials: goals.credentials,
        roles: goals.roles,
        mentors: goals.mentors,
        paths: goals.paths,
        home: gathered.home,
        pages: gathered.pages,
        files: gathered.files,
        pairs,
        left_out,
        as_of: view.as_of,
        currency: config.currency,
        names: Arc::new(names),
    }
}
