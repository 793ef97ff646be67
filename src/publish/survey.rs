//! What stands in the output folder: whose it is, and what of ours has to go.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::disk::Identity;
use super::ledger::{Decided, Outcome};
use super::listing::{self, Kind};
use super::location::Location;
use super::manifest::{MANIFEST_NAME, Manifest};

/// What the next site has to reckon with; locations are site-relative, in order.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Files, links and the like that Milepost did not write.
    pub foreign_files: Vec<(PathBuf, Identity)>,
    /// Folders that no file of ours is known to lie in.
    pub foreign_folders: Vec<PathBuf>,
    /// Files of ours that the next site replaces or no longer has.
    pub leaving: Vec<String>,
}

/// Reads the whole output folder, following no link.
pub(super) fn survey(location: &Location, manifest: &Manifest, decided: &Decided) -> Result<Survey> {
    let surveyor = Surveyor { location, manifest, decided, found: Mutex::default() };
    surveyor.read(Path::new(""))?;
    let mut found = surveyor.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.foreign_files.sort_unstable();
    found.foreign_folders.sort_unstable();
    found.leaving.sort_unstable();
    Ok(found)
}

struct Surveyor<'a> {
    location: &'a Location,
    manifest: &'a Manifest,
    decided: &'a Decided,
    found: Mutex<Survey>,
}

enum Fate {
    Foreign,
    Stays,
    Leaves,
}

impl Surveyor<'_> {
    fn read(&self, folder: &Path) -> Result<()> {
        let mut here = Survey::default();
        let mut folders = Vec::new();
        let full = self.location.output.join(folder);
        let listed = listing::visit(&full, |name, kind, identity| {
            let place = folder.join(name);
            if kind == Kind::Folder {
                if self.is_foreign_folder(&place) {
                    here.foreign_folders.push(place.clone());
                }
                folders.push(place);
                return;
            }
            match self.fate(&place, kind == Kind::Plain) {
                Fate::Foreign => here.foreign_files.push((place, identity)),
                Fate::Leaves => here.leaving.push(in_site(&place).unwrap_or_default()),
                Fate::Stays => (),
            }
        });
        listed.with_context(|| format!("cannot read `{}`", self.location.show(folder)))?;
        self.add(here);
        folders.par_iter().with_min_len(16).try_for_each(|inner| self.read(inner))
    }

    fn add(&self, here: Survey) {
        if here.foreign_files.is_empty() && here.foreign_folders.is_empty() && here.leaving.is_empty() {
            return;
        }
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.foreign_files.extend(here.foreign_files);
        found.foreign_folders.extend(here.foreign_folders);
        found.leaving.extend(here.leaving);
    }

    fn fate(&self, place: &Path, is_plain: bool) -> Fate {
        let Some(name) = in_site(place) else {
            return Fate::Foreign;
        };
        if name == MANIFEST_NAME {
            return Fate::Leaves;
        }
        let decision = self.decided.get(&name);
        // With a manifest that cannot be read, a plain file where the site has a page is taken for
        // the page; every other file may be somebody's and stays.
        let is_ours = match self.manifest.is_known() {
            true => self.manifest.get(&name).is_some(),
            false => decision.is_some(),
        };
        match decision {
            _ if !is_ours || !is_plain => Fate::Foreign,
            Some(decision) if matches!(decision.outcome, Outcome::Kept(_)) => Fate::Stays,
            _ => Fate::Leaves,
        }
    }

    fn is_foreign_folder(&self, place: &Path) -> bool {
        in_site(place).is_none_or(|name| !self.manifest.has_below(&name))
    }
}

/// Writes a place as a site-relative location; `None` if it is not UTF-8, so surely not ours.
fn in_site(place: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = place.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}
