//! Takes the last catalog over where an edit leaves it as it is but for the edited entry.
//!
//! Most edits change words of one entry. Nothing that the catalog is linked from changes with
//! them, so ten thousand other entries need no second look.

use std::sync::Arc;

use super::Change;
use crate::catalog::{Catalog, View};
use crate::config::SiteConfig;
use crate::diag::Diagnostic;
use crate::entry::{Entry, OpportunityEntry, Parsed};
use crate::link;
use crate::pages::Pages;
use crate::source::{FileId, Sources};

/// What the last catalog was made from, beside the entries.
#[derive(Debug)]
pub(super) struct Ground {
    pub config: Arc<SiteConfig>,
    pub view: View,
    /// The content files, in order.
    pub files: Vec<FileId>,
}

impl Ground {
    fn is_same(&self, other: &Ground) -> bool {
        Arc::ptr_eq(&self.config, &other.config) && self.view == other.view && self.files == other.files
    }
}

/// The last catalog and its pages, with the problems found on the way to each.
#[derive(Debug)]
pub(super) struct Last {
    pub ground: Ground,
    pub catalog: Arc<Catalog>,
    pub pages: Arc<Pages>,
    pub problems: Vec<Diagnostic>,
    pub dead_links: Vec<Diagnostic>,
}

impl Last {
    /// Puts the entries of changed files in place of the old ones, if nothing else changes with them.
    pub fn with_edits(mut self, ground: &Ground, changes: &[Change], sources: &Sources) -> Option<Last> {
        if !self.ground.is_same(ground) {
            return None;
        }
        let edits: Option<Vec<Edit>> = changes.iter().map(Edit::of).collect();
        let edits = edits?;
        if edits.is_empty() {
            return Some(self);
        }
        let mut catalog = (*self.catalog).clone();
        for edit in &edits {
            if !self.take_in(edit, &mut catalog) {
                return None;
            }
        }
        if edits.iter().any(|edit| edit.moves_anchors) {
            let mut dead = crate::diag::Diagnostics::default();
            link::authored(&catalog, &self.pages, sources, &mut dead);
            self.dead_links = dead.into_iter().collect();
        } else {
            self.dead_links.retain(|problem| !changes.iter().any(|change| change.file == problem.primary.span.file));
            for edit in &edits {
                if let Some(id) = catalog.find(&edit.entry.id.value) {
                    self.dead_links.extend(link::of_entry(catalog.opportunity(id), &catalog, &self.pages, sources));
                }
            }
        }
        self.catalog = Arc::new(catalog);
        Some(self)
    }

    /// Puts one edited entry into the catalog; returns whether nothing else changes with it.
    ///
    /// A problem that was found while linking may tell of what the edit changes, so only a catalog
    /// without one takes an edit to more than prose.
    fn take_in(&self, edit: &Edit, catalog: &mut Catalog) -> bool {
        if !edit.is_prose_only {
            return self.problems.is_empty() && catalog.replace(&self.ground.config, self.ground.view, &edit.entry);
        }
        let Some(id) = catalog.find(&edit.entry.id.value) else { return true };
        let before = &mut catalog.opportunities[id.0 as usize].entry;
        let is_shown = before.file == edit.entry.file;
        if is_shown {
            *before = edit.entry.clone();
        }
        is_shown
    }
}

/// An entry that was edited and kept its id.
struct Edit {
    entry: Arc<OpportunityEntry>,
    /// The fields are as they were.
    is_prose_only: bool,
    /// Other pages may link to its headings.
    moves_anchors: bool,
}

impl Edit {
    fn of(change: &Change) -> Option<Edit> {
        let before = only_opportunity(change.before.as_ref()?)?;
        let after = only_opportunity(&change.after)?;
        let is_summary_kept = after.summary.is_some() || before.prose.opening == after.prose.opening;
        (before.id.value == after.id.value).then(|| Edit {
            entry: after.clone(),
            is_prose_only: before.record == after.record && before.id == after.id && is_summary_kept,
            moves_anchors: before.prose.headings != after.prose.headings,
        })
    }
}

fn only_opportunity(parsed: &Parsed) -> Option<&Arc<OpportunityEntry>> {
    match &parsed.entries[..] {
        [Entry::Opportunity(entry)] if !parsed.is_broken => Some(entry),
        _ => None,
    }
}
