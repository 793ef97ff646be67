//! The new site as a tree of names: our files, and the files of others that are carried over.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Result, bail};

use super::disk::Identity;
use super::ledger::{Decided, Outcome};
use super::location::Location;
use super::survey::Survey;

/// How many places one error names.
const NAMED_CONFLICTS: usize = 10;

/// One folder of the new site.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    pub files: BTreeMap<&'a OsStr, Source>,
    pub folders: BTreeMap<&'a OsStr, Wanted<'a>>,
}

/// Where the bytes of a file come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    /// Written to the stage already.
    Stage,
    /// The file that stands in the output.
    Output(Identity),
}

/// A name is taken by something of the other kind, or twice.
struct Taken;

impl<'a> Wanted<'a> {
    /// Joins what was decided with what others have in the output.
    ///
    /// # Errors
    ///
    /// If both need one place, or the site has a file and a folder of one name.
    pub fn new(decided: &'a Decided, survey: &'a Survey, location: &Location) -> Result<Wanted<'a>> {
        let mut root = Wanted::default();
        for (name, decision) in &decided.files {
            let source = match decision.outcome {
                Outcome::Kept(identity) => Source::Output(identity),
                Outcome::Added | Outcome::Changed => Source::Stage,
            };
            if root.add_file(Path::new(name), source).is_err() {
                bail!("cannot publish `{}`: the site has a file and a folder of one name", location.show(name));
            }
        }
        let mut conflicts = Vec::new();
        for folder in &survey.foreign_folders {
            // A folder with something in it is told by what is in it, below.
            if root.add_folder(folder).is_err() {
                conflicts.push(folder);
            }
        }
        for (file, identity) in &survey.foreign_files {
            if root.add_file(file, Source::Output(*identity)).is_err() {
                conflicts.push(file);
            }
        }
        if conflicts.is_empty() { Ok(root) } else { refuse(location, &mut conflicts) }
    }

    fn add_file(&mut self, file: &'a Path, source: Source) -> Result<(), Taken> {
        let (Some(parent), Some(name)) = (file.parent(), file.file_name()) else {
            return Err(Taken);
        };
        let folder = self.add_folder(parent)?;
        if folder.folders.contains_key(name) || folder.files.insert(name, source).is_some() {
            return Err(Taken);
        }
        Ok(())
    }

    fn add_folder(&mut self, place: &'a Path) -> Result<&mut Wanted<'a>, Taken> {
        let mut folder = self;
        for name in place {
            if folder.files.contains_key(name) {
                return Err(Taken);
            }
            folder = folder.folders.entry(name).or_default();
        }
        Ok(folder)
    }
}

fn refuse<T>(location: &Location, conflicts: &mut Vec<&std::path::PathBuf>) -> Result<T> {
    conflicts.sort_unstable();
    let count = conflicts.len();
    let named = conflicts.iter().take(NAMED_CONFLICTS).map(|place| format!("`{}`", location.show(place)));
    let mut names = named.collect::<Vec<_>>().join(", ");
    if count > NAMED_CONFLICTS {
        names.push_str(&format!(" and {} more", count - NAMED_CONFLICTS));
    }
    let (verb, object) = if count == 1 { ("it was", "it") } else { ("they were", "them") };
    bail!("cannot replace {names}: {verb} not written by Milepost, and the site needs the place; move {object} away")
}
