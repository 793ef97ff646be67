//! A prepared site with the means to make each of its files.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;
use tera::Value;
use xxhash_rust::xxh3::Xxh3;

use super::faults::{PageFault, TooLarge, told_once};
use super::{Inputs, Memo, Options, Prepared, data, prepare};
use crate::catalog::OpportunityId;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::pages::{ListKey, Page, PageKey};
use crate::render::{Parts, Renderer, Setting};
use crate::source::{Content, FileId, Sources, Span};
use crate::view::{Sheet, Views};

/// Holds the inputs of a site, what was made of them, and what still holds after a change.
pub struct Workshop {
    inputs: Inputs,
    memo: Memo,
    made: Arc<Made>,
}

/// What was made of the inputs.
struct Made {
    prepared: Prepared,
    renderer: Arc<Renderer>,
    /// Digest of what the renderer was made for and all pages share: theme, base path, site view.
    common_stamp: u128,
    /// The problems in templates that show without rendering a page.
    template_problems: Vec<Diagnostic>,
    shared: Shared,
}

/// Parts that many pages show, each made when it is first asked for.
#[derive(Default)]
struct Shared {
    cards: Vec<Part>,
    /// By the number of the list.
    panels: Vec<Part>,
    data: data::Kept,
}

/// A part of pages: the digest of what it shows, and its markup, which many builds never need.
#[derive(Default)]
struct Part {
    stamp: OnceLock<u128>,
    html: OnceLock<Result<Value, Box<Diagnostic>>>,
}

/// What a change put aside: enough to keep the site as it was, see [`Workshop::keep`].
pub struct Before {
    made: Arc<Made>,
    replaced: Vec<(String, Option<Content>)>,
}

/// A site as it was at one moment, whatever became of its files since.
pub struct KeptSite {
    made: Arc<Made>,
    sources: Sources,
}

impl KeptSite {
    /// Returns the means to make files.
    pub fn site(&self) -> Site<'_> {
        Site::new(&self.made, &self.sources)
    }
}

impl Workshop {
    /// Takes everything in and prepares the site.
    pub fn new(mut inputs: Inputs) -> Self {
        let mut memo = Memo::default();
        let made = Arc::new(Made::new(&mut inputs, &mut memo, None));
        Workshop { inputs, memo, made }
    }

    /// Puts changed files in place of the old ones, `None` for a file that is gone, and prepares again.
    ///
    /// Each location may stand there once.
    pub fn change(&mut self, files: impl IntoIterator<Item = (String, Option<Content>)>) -> Before {
        let sources = &mut self.inputs.sources;
        let mut replaced = Vec::new();
        for (location, content) in files {
            let file = sources.id(&location);
            let old = sources.content(file).cloned();
            sources.set(&location, content);
            replaced.push((location, old));
        }
        Before { made: self.prepare_again(), replaced }
    }

    /// Prepares the site again for another moment or with other options.
    pub fn set_options(&mut self, options: Options) -> Before {
        self.inputs.options = options;
        Before { made: self.prepare_again(), replaced: Vec::new() }
    }

    /// Returns what was made before.
    fn prepare_again(&mut self) -> Arc<Made> {
        let made = Made::new(&mut self.inputs, &mut self.memo, Some(&self.made));
        std::mem::replace(&mut self.made, Arc::new(made))
    }

    /// Returns the site as it was before the latest change. Copies the list of files, not their text.
    pub fn keep(&self, before: Before) -> KeptSite {
        let mut sources = self.inputs.sources.clone();
        for (location, content) in before.replaced {
            sources.set(&location, content);
        }
        KeptSite { made: before.made, sources }
    }

    /// Returns the site that was made last. Copies the list of files, not their text.
    pub fn keep_last(&self) -> KeptSite {
        KeptSite { made: self.made.clone(), sources: self.inputs.sources.clone() }
    }

    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    pub fn prepared(&self) -> &Prepared {
        &self.made.prepared
    }

    /// Returns the means to make files.
    pub fn site(&self) -> Site<'_> {
        Site::new(&self.made, &self.inputs.sources)
    }
}

impl Made {
    /// Prepares the site, and takes the renderer over from `last` while it still holds.
    fn new(inputs: &mut Inputs, memo: &mut Memo, last: Option<&Made>) -> Self {
        let mut prepared = prepare(inputs, memo);
        let views = prepared.views(&inputs.sources);
        let common_stamp = setting_stamp(&prepared, views.site());
        let (renderer, template_problems) = match last {
            Some(last) if last.common_stamp == common_stamp => (last.renderer.clone(), last.template_problems.clone()),
            _ => {
                let setting = Setting {
                    theme: &prepared.theme,
                    base: &prepared.config.base,
                    site: views.site(),
                    sources: &inputs.sources,
                };
                let mut problems = Diagnostics::default();
                let renderer = Renderer::new(&setting, &mut problems);
                (Arc::new(renderer), problems.into_iter().collect())
            }
        };
        drop(views);
        let mut all = std::mem::take(&mut prepared.diagnostics);
        all.extend(template_problems.iter().cloned());
        prepared.diagnostics = all.sorted(&inputs.sources);
        let shared = Shared::with_room_for(&prepared);
        Made { prepared, renderer, common_stamp, template_problems, shared }
    }
}

impl Shared {
    fn with_room_for(prepared: &Prepared) -> Self {
        let room = |count: usize| std::iter::repeat_with(Part::default).take(count).collect();
        Shared {
            cards: room(prepared.catalog.opportunities.len()),
            panels: room(prepared.pages.lists().count()),
            data: data::Kept::default(),
        }
    }
}

/// Returns the digest of what all pages have in common.
fn setting_stamp(prepared: &Prepared, site_view: &impl Serialize) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(&prepared.theme.digest.to_le_bytes());
    hasher.update(prepared.config.base.path.as_bytes());
    hasher.update(&digest(site_view).to_le_bytes());
    hasher.digest128()
}

/// Writes into a digest instead of into memory.
struct Digesting(Xxh3);

impl std::io::Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns the digest of a value as it would be serialised.
///
/// The form is postcard's, which copies texts as they are; JSON would look at every letter.
fn digest(value: &impl Serialize) -> u128 {
    let digesting = postcard::to_io(value, Digesting(Xxh3::new())).expect("a view can always be serialised");
    digesting.0.digest128()
}

/// Makes the files of a prepared site.
pub struct Site<'w> {
    made: &'w Made,
    sources: &'w Sources,
    views: Views<'w>,
}

/// Something to put on disk that no template makes.
pub struct PlainFile<'w> {
    /// The path below the output folder.
    pub path: String,
    pub bytes: &'w [u8],
    pub digest: u128,
}

impl<'w> Site<'w> {
    fn new(made: &'w Made, sources: &'w Sources) -> Self {
        Site { made, sources, views: made.prepared.views(sources) }
    }

    /// Returns what the site is made from.
    pub fn prepared(&self) -> &'w Prepared {
        &self.made.prepared
    }

    /// Returns the texts that the problems of this site point into.
    pub fn sources(&self) -> &'w Sources {
        self.sources
    }

    /// Returns every page, each once, in a fixed order.
    pub fn pages(&self) -> Vec<Page> {
        self.made.prepared.pages.iter(&self.made.prepared.catalog)
    }

    /// Finds the page at an address, if there is one.
    pub fn find(&self, address: &str) -> Option<Page> {
        let prepared = &self.made.prepared;
        let key = prepared.pages.find(&prepared.catalog, address)?;
        Some(Page { key, address: address.to_owned() })
    }

    /// Works out what a page shows.
    pub fn sheet(&self, page: &Page) -> Sheet {
        self.views.sheet(&page.key)
    }

    /// Returns the digest of everything that a page shows and of how it is shown.
    ///
    /// Two pages with one stamp have the same bytes.
    pub fn stamp(&self, sheet: &Sheet) -> u128 {
        let shared = &self.made.shared;
        let mut hasher = Xxh3::new();
        hasher.update(&self.made.common_stamp.to_le_bytes());
        hasher.update(&digest(&sheet.view).to_le_bytes());
        for id in &sheet.cards {
            hasher.update(&self.card_stamp(*id).to_le_bytes());
        }
        if let Some(list) = sheet.panel {
            let stamp = shared.panels[self.number(list)].stamp.get_or_init(|| digest(&self.views.panel(list)));
            hasher.update(&stamp.to_le_bytes());
        }
        hasher.digest128()
    }

    fn card_stamp(&self, id: OpportunityId) -> u128 {
        *self.made.shared.cards[id.0 as usize].stamp.get_or_init(|| digest(&self.views.card(id)))
    }

    /// Returns the digest of everything that these cards show and of how they are shown.
    pub(super) fn cards_stamp(&self, cards: &[OpportunityId]) -> u128 {
        let mut hasher = Xxh3::new();
        hasher.update(&self.made.common_stamp.to_le_bytes());
        cards.iter().for_each(|id| hasher.update(&self.card_stamp(*id).to_le_bytes()));
        hasher.digest128()
    }

    /// Returns what was made of the data so far.
    pub(super) fn kept_data(&self) -> &'w data::Kept {
        &self.made.shared.data
    }

    /// Renders a page after what `out` already holds.
    pub fn render(&self, page: &Page, sheet: &Sheet, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        let cards: Result<Vec<_>, _> = sheet.cards.iter().map(|id| self.card(*id)).collect();
        let panel = sheet.panel.map(|list| self.panel(list)).transpose()?;
        let rendered = self.made.renderer.page(&sheet.view, Parts { cards: cards?, panel }, out);
        rendered.map_err(|problem| Box::new(problem.note(self.made(page))))
    }

    /// Says which page a template was making, and from what.
    fn made(&self, page: &Page) -> String {
        let sources = self.sources;
        let made_from: Vec<_> =
            self.made_from(page).iter().map(|span| sources.location(span.file).to_owned()).collect();
        match made_from.is_empty() {
            true => format!("while making {}", page.address),
            false => format!("while making {} from {}", page.address, made_from.join(", ")),
        }
    }

    /// Returns the places whose words a page is mainly made from.
    pub fn made_from(&self, page: &Page) -> Vec<Span> {
        let catalog = &self.made.prepared.catalog;
        match &page.key {
            PageKey::Home => catalog.home.iter().map(|home| Span::of_file(home.file)).collect(),
            PageKey::Entry(id) => vec![catalog.opportunity(*id).entry.id.span],
            PageKey::Path(path) | PageKey::PathData(path) => vec![Span::of_file(catalog.paths[*path].entry.file)],
            PageKey::Role(role) => vec![catalog.roles[*role].entry.id.span],
            PageKey::Words(index) => vec![Span::of_file(catalog.pages[*index].file)],
            PageKey::Redirect(index) => vec![self.made.prepared.pages.redirects[*index].span],
            PageKey::Term { term, .. } => {
                let words = catalog.term(*term).words.as_ref();
                words.iter().map(|words| Span::of_file(words.file)).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn card(&self, id: OpportunityId) -> Result<Value, Box<Diagnostic>> {
        let made = self.made.shared.cards[id.0 as usize].html.get_or_init(|| {
            self.made.renderer.card(&self.views.card(id)).map_err(|problem| {
                let file = self.made.prepared.catalog.opportunity(id).entry.file;
                let location = self.sources.location(file);
                Box::new(problem.note(format!("while making the card of {location}")))
            })
        });
        made.clone()
    }

    fn panel(&self, list: ListKey) -> Result<Value, Box<Diagnostic>> {
        let made = self.made.shared.panels[self.number(list)]
            .html
            .get_or_init(|| self.made.renderer.panel(&self.views.panel(list)));
        made.clone()
    }

    fn number(&self, list: ListKey) -> usize {
        self.made.prepared.pages.list_number(list).expect("a sheet names only lists that have pages")
    }

    /// Returns the theme's assets and the files of `content/files`.
    pub fn plain_files(&self) -> Vec<PlainFile<'w>> {
        let prepared = &self.made.prepared;
        let assets = prepared.theme.assets.iter().map(|asset| PlainFile {
            path: asset.address.trim_start_matches('/').to_owned(),
            bytes: &asset.bytes,
            digest: asset.digest,
        });
        let files = prepared.catalog.files.iter().filter_map(|(file, path)| {
            let bytes = self.bytes(*file)?;
            Some(PlainFile { path: format!("files/{path}"), bytes, digest: xxhash_rust::xxh3::xxh3_128(bytes) })
        });
        assets.chain(files).collect()
    }

    /// Finds the bytes of the plain file at an address.
    pub fn find_plain(&self, address: &str) -> Option<&'w [u8]> {
        let prepared = &self.made.prepared;
        if let Some(asset) = prepared.theme.assets.iter().find(|asset| asset.address == address) {
            return Some(&asset.bytes);
        }
        let wanted = address.strip_prefix("/files/")?;
        let (file, _) = prepared.catalog.files.iter().find(|(_, path)| **path == *wanted)?;
        self.bytes(*file)
    }

    fn bytes(&self, file: FileId) -> Option<&'w [u8]> {
        match self.sources.content(file)? {
            Content::Bytes(bytes) => Some(bytes),
            Content::Text(text) => Some(text.as_bytes()),
            Content::Unreadable(_) => None,
        }
    }

    /// Renders every page on all threads and returns the problems on the way, each cause once.
    pub fn check_pages(&self, each: impl Fn(&Page, &[u8]) + Sync) -> Diagnostics {
        let faults: Vec<PageFault> = self
            .pages()
            .par_iter()
            .map_init(Vec::new, |buffer, page| {
                buffer.clear();
                let sheet = self.sheet(page);
                let rendered = self.render(page, &sheet, buffer);
                if rendered.is_ok() {
                    each(page, buffer);
                }
                match rendered {
                    Err(problem) => Some(PageFault::Problem(problem)),
                    Ok(()) => self.over_budget(page, buffer.len() as u64),
                }
            })
            .flatten()
            .collect();
        told_once(faults)
    }

    /// Finds out whether a page is larger than the site's budget.
    pub fn over_budget(&self, page: &Page, bytes: u64) -> Option<PageFault> {
        let limit = u64::from(self.made.prepared.config.budgets.page);
        (bytes > limit && page.file().ends_with(".html")).then(|| {
            let span = self.made_from(page).first().copied().unwrap_or_else(|| self.site_file());
            PageFault::TooLarge(TooLarge { address: page.address.clone(), bytes, limit, span })
        })
    }

    /// Reports styles or scripts that are larger than the site's budget.
    pub fn assets_over_budget(&self) -> Vec<Diagnostic> {
        let prepared = &self.made.prepared;
        let budgets = &prepared.config.budgets;
        [("styles", ".css", budgets.styles), ("scripts", ".js", budgets.scripts)]
            .into_iter()
            .filter_map(|(what, ending, limit)| {
                let assets = prepared.theme.assets.iter().filter(|asset| asset.path.ends_with(ending));
                let bytes: usize = assets.map(|asset| asset.bytes.len()).sum();
                (bytes > limit as usize).then(|| {
                    let headline = format!("the {what} take {bytes} bytes together, over the budget of {limit}");
                    Diagnostic::new(&diag::OVER_BUDGET, self.site_file(), headline)
                        .help(format!("make them smaller, or raise `{what}` under `[budgets]` in site.toml"))
                })
            })
            .collect()
    }

    pub(super) fn site_file(&self) -> Span {
        let file = self.sources.find("site.toml");
        Span::of_file(file.expect("preparing a site names its site.toml"))
    }
}
