//! Runs the stages in order and keeps what is still true.
//!
//! [`prepare`] gives the same result whether its memo is fresh or warm. It renders nothing: it
//! knows every page the site will have, and [`crate::render`] makes one when it is asked for.

mod data;
mod faults;
mod edits;
mod workshop;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::catalog::{self, Catalog, Ids, LinkMemo, ParsedFile, View};
use crate::config::{self, Base, SiteConfig};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{self, Parsed};
use crate::link;
use crate::pages::{self, Pages};
use crate::source::{Content, FileId, Sources, Span};
use crate::theme::{self, Theme};
use crate::view::Views;

pub use data::DataPage;
pub use faults::{PageFault, TooLarge, each_cause_once, told_once};
pub use workshop::{Before, KeptSite, PlainFile, Site, Workshop};

/// What a site is made from.
#[derive(Debug, Default)]
pub struct Inputs {
    pub sources: Sources,
    pub options: Options,
    /// The ids of the last publication, where they are known.
    pub published: Option<Ids>,
}

/// What a person asked for on the command line, and the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The moment of the build; only its day in the site's zone matters.
    pub now: Timestamp,
    /// The day the site is to be true for; `None` means today.
    pub as_of: Option<Date>,
    pub with_drafts: bool,
    /// Replaces the base address of `site.toml`.
    pub base: Option<Base>,
}

/// Everything that is known before a page is rendered.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub config: Arc<SiteConfig>,
    pub theme: Arc<Theme>,
    pub catalog: Arc<Catalog>,
    pub pages: Arc<Pages>,
    pub diagnostics: Diagnostics,
}

impl Prepared {
    /// Returns what turns this site into data for templates.
    pub fn views<'s>(&'s self, sources: &'s Sources) -> Views<'s> {
        Views::new(&self.config, &self.catalog, &self.pages, sources)
    }
}

/// What is kept from one run to the next.
#[derive(Debug, Default)]
pub struct Memo {
    /// What each content file gave, and the content it gave it from; by file.
    parsed: Vec<Option<(Content, Arc<Parsed>)>>,
    config: Option<KeptConfig>,
    theme: theme::Memo,
    links: LinkMemo,
    last: Option<edits::Last>,
}

/// A config with what it was made from and the problems that were found in it.
#[derive(Debug)]
struct KeptConfig {
    text: Content,
    /// The address that was put in place of its own.
    base: Option<Base>,
    value: Arc<SiteConfig>,
    problems: Vec<Diagnostic>,
}

/// Reads, links and checks everything, and knows every page the site will have.
///
/// A problem in the content never ends it early.
pub fn prepare(inputs: &mut Inputs, memo: &mut Memo) -> Prepared {
    let mut diags = Diagnostics::default();
    let config = read_config(&mut inputs.sources, inputs.options.base.as_ref(), memo, &mut diags);
    let theme = theme::load(&mut inputs.sources, (&config.theme, config.theme_span), &mut memo.theme, &mut diags);
    let changes = parse_content(&inputs.sources, memo);
    let as_of = inputs.options.as_of.unwrap_or_else(|| inputs.options.now.to_zoned(config.zone.zone.clone()).date());
    let files = parsed_files(&inputs.sources, &memo.parsed);
    for file in &files {
        diags.extend(file.parsed.problems.iter().cloned());
    }
    if let (Some(published), Some(site)) = (&inputs.published, inputs.sources.find("site.toml")) {
        catalog::vanished(published, &files, Span::of_file(site), &mut diags);
    }
    let view = View { as_of, with_drafts: inputs.options.with_drafts };
    let ground = edits::Ground { config: config.clone(), view, files: files.iter().map(|file| file.file).collect() };
    let last = memo.last.take().and_then(|last| last.with_edits(&ground, &changes, &inputs.sources));
    let last = last.unwrap_or_else(|| {
        let mut own = Diagnostics::default();
        let catalog = catalog::resolve(&ground.config, &files, view, &mut memo.links, &mut own);
        let pages = pages::all(&ground.config, &catalog, &mut own);
        let mut dead = Diagnostics::default();
        link::authored(&catalog, &pages, &inputs.sources, &mut dead);
        edits::Last {
            ground,
            catalog: Arc::new(catalog),
            pages: Arc::new(pages),
            problems: own.into_iter().collect(),
            dead_links: dead.into_iter().collect(),
        }
    });
    diags.extend(last.problems.iter().chain(&last.dead_links).cloned());
    let (catalog, pages) = (last.catalog.clone(), last.pages.clone());
    memo.last = Some(last);
    Prepared { config, theme, catalog, pages, diagnostics: diags.sorted(&inputs.sources) }
}

/// Reads `site.toml`, or takes over what was read from the same text. Reports `missing-site-file`.
///
/// `base` replaces the address in it.
fn read_config(
    sources: &mut Sources,
    base: Option<&Base>,
    memo: &mut Memo,
    diags: &mut Diagnostics,
) -> Arc<SiteConfig> {
    let file = sources.id("site.toml");
    let text = match sources.content(file) {
        Some(Content::Unreadable(why)) => {
            diags.push(entry::unreadable(why, file));
            return with_base(SiteConfig::default(), base);
        }
        Some(content) => content.clone(),
        None => {
            let problem =
                Diagnostic::new(&diag::MISSING_SITE_FILE, Span::of_file(file), "the folder has no `site.toml`");
            diags.push(problem.help("run `milepost init DIR` for a new site, or name a site with `--site DIR`"));
            return with_base(SiteConfig::default(), base);
        }
    };
    if let Some(kept) = &memo.config
        && same(&kept.text, &text)
        && kept.base.as_ref() == base
    {
        diags.extend(kept.problems.iter().cloned());
        return kept.value.clone();
    }
    let mut own = Diagnostics::default();
    let value = with_base(config::read(file, sources, &mut own), base);
    let problems: Vec<_> = own.into_iter().collect();
    diags.extend(problems.iter().cloned());
    memo.config = Some(KeptConfig { text, base: base.cloned(), value: value.clone(), problems });
    value
}

fn with_base(mut config: SiteConfig, base: Option<&Base>) -> Arc<SiteConfig> {
    if let Some(base) = base {
        config.base = base.clone();
    }
    Arc::new(config)
}

/// A content file that was parsed again.
struct Change {
    file: FileId,
    before: Option<Arc<Parsed>>,
    after: Arc<Parsed>,
}

/// Parses every content file that is new or changed, on all threads, and returns those.
fn parse_content(sources: &Sources, memo: &mut Memo) -> Vec<Change> {
    let known = |file: FileId| memo.parsed.get(file.index()).and_then(Option::as_ref);
    let changed: Vec<_> = sources
        .below("content/")
        .filter(|(file, _, content)| !known(*file).is_some_and(|(known, _)| same(known, content)))
        .collect();
    let parsed: Vec<_> = changed
        .par_iter()
        .map(|(file, location, content)| (*file, (*content).clone(), entry::parse(location, *file, content)))
        .collect();
    let mut changes = Vec::with_capacity(parsed.len());
    for (file, content, parsed) in parsed {
        if memo.parsed.len() <= file.index() {
            memo.parsed.resize_with(file.index() + 1, || None);
        }
        let after = Arc::new(parsed);
        let before = memo.parsed[file.index()].replace((content, after.clone())).map(|(_, before)| before);
        changes.push(Change { file, before, after });
    }
    changes
}

/// Tells whether two contents are one; a text that was kept is compared by its place in memory.
fn same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Text(one), Content::Text(other)) => Arc::ptr_eq(one, other) || one == other,
        (Content::Bytes(one), Content::Bytes(other)) => Arc::ptr_eq(one, other) || one == other,
        _ => one == other,
    }
}

/// Returns the parsed files in the order of their locations.
fn parsed_files<'p>(sources: &'p Sources, memo: &'p [Option<(Content, Arc<Parsed>)>]) -> Vec<ParsedFile<'p>> {
    sources
        .below("content/")
        .filter_map(|(file, location, _)| {
            Some(ParsedFile { file, location, parsed: &memo.get(file.index())?.as_ref()?.1 })
        })
        .collect()
}
