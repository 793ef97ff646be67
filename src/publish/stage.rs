//! The next site while it is being made.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use xxhash_rust::xxh3::xxh3_128;

use super::disk::{self, Identity};
use super::folders::{Folders, check_location};
use super::ledger::{Decided, Decision, Ledger, Outcome, Published};
use super::location::Standing;
use super::manifest::{self, FileRecord, MANIFEST_NAME, Manifest};
use super::settle::Settling;
use super::survey::{self, Survey};
use super::wanted::Wanted;
use super::{Output, swap, tidy};

/// The next site: takes each of its files once, from any thread, and is then committed.
///
/// Dropped without a commit, it deletes what it wrote and the old site stands. Staged from a
/// [`look`](super::look), it writes nothing and its commit only tells what would change.
#[derive(Debug)]
pub struct Staged {
    output: Output,
    ledger: Ledger,
    folders: Folders,
    root: PathBuf,
    is_reused: bool,
    /// Whether `root` is still ours to delete.
    is_pending: bool,
}

impl Staged {
    pub(super) fn start(output: Output) -> Result<Staged> {
        let root = output.location.stage();
        let is_reused = !output.is_look() && prepare_root(&output)?;
        let folders = Folders::new(root.clone(), is_reused);
        let is_pending = !output.is_look();
        Ok(Staged { output, ledger: Ledger::new(), folders, root, is_reused, is_pending })
    }

    /// Returns the record of every file of the last commit.
    pub fn manifest(&self) -> &Manifest {
        self.output.manifest()
    }

    /// Keeps the file of the last commit if it has this stamp and still stands with its length.
    ///
    /// Returns whether it does; if not, nothing is noted and the file must be written.
    /// Costs one `lstat`.
    ///
    /// # Errors
    ///
    /// If the site already has a file at this location: a mistake of the caller.
    pub fn keep(&self, location: &str, stamp: u128) -> Result<bool> {
        let Some(record) = self.manifest().get(location).filter(|record| record.stamp == stamp) else {
            return Ok(false);
        };
        let Some(identity) = self.find_standing(location, record) else {
            return Ok(false);
        };
        self.ledger.note(location, Decision { record, outcome: Outcome::Kept(identity) })?;
        Ok(true)
    }

    /// Puts a file into the site.
    ///
    /// `location` is site-relative, its parts divided by `/`. `stamp` is the digest of what the
    /// file was made from. A file that stands with the same bytes is kept, with the new stamp.
    ///
    /// # Errors
    ///
    /// If the location leads out of the site or the site already has a file there (mistakes of
    /// the caller), or if the surroundings refuse.
    pub fn write(&self, location: &str, stamp: u128, bytes: &[u8]) -> Result<()> {
        check_location(location)?;
        let record = FileRecord { stamp, digest: xxh3_128(bytes), len: bytes.len() as u64 };
        let previous = self.manifest().get(location);
        if let Some(previous) = previous
            && (previous.digest, previous.len) == (record.digest, record.len)
            && let Some(identity) = self.find_standing(location, previous)
        {
            return self.ledger.note(location, Decision { record, outcome: Outcome::Kept(identity) });
        }
        let outcome = if previous.is_some() { Outcome::Changed } else { Outcome::Added };
        self.ledger.note(location, Decision { record, outcome })?;
        if self.output.is_look() {
            return Ok(());
        }
        self.place(location, bytes).with_context(|| self.cannot_write(location))
    }

    /// Puts the whole of the new site in place, or none of it.
    ///
    /// `state` is handed back by [`Output::state`] at the next build. Files of the last commit
    /// that were neither kept nor written are removed. If no file changes, the folder stays as
    /// it is and only the manifest is replaced, where it differs.
    ///
    /// # Errors
    ///
    /// If a file that is not ours stands where the site needs a place, or if the surroundings
    /// refuse. The old site then stands.
    pub fn commit(mut self, state: &[u8]) -> Result<Published> {
        let decided = self.ledger.close();
        let published = decided.against(self.output.manifest());
        let is_standing = self.output.standing == Standing::Ours && self.output.manifest().is_known();
        if is_standing && published.is_unchanged() {
            if !self.output.is_look() {
                self.store_manifest_alone(&decided, state)?;
            }
            return Ok(published);
        }
        let survey = self.survey(&decided)?;
        let wanted = Wanted::new(&decided, &survey, &self.output.location)?;
        if self.output.is_look() {
            return Ok(published);
        }
        self.finish_root(&wanted, &decided, state)?;
        swap::swap(&self.output.location, self.output.standing)?;
        self.is_pending = false;
        if self.output.standing == Standing::Ours {
            tidy::tidy(&self.output.location, &survey);
        }
        Ok(published)
    }

    /// Finds out what stands in the output that is not ours, and what of ours goes.
    fn survey(&self, decided: &Decided) -> Result<Survey> {
        match self.output.standing {
            Standing::Ours => survey::survey(&self.output.location, self.output.manifest(), decided),
            Standing::Missing | Standing::Empty => Ok(Survey::default()),
        }
    }

    /// Makes the stage equal to the new site, manifest included.
    fn finish_root(&self, wanted: &Wanted, decided: &Decided, state: &[u8]) -> Result<()> {
        let location = &self.output.location;
        if self.output.standing == Standing::Ours {
            Settling { location, is_reused: self.is_reused }.settle(wanted)?;
        }
        let bytes = manifest::encode(decided.records(), state);
        create_anew(&self.root.join(MANIFEST_NAME), &bytes).with_context(|| self.cannot_write(MANIFEST_NAME))?;
        if self.output.standing != Standing::Missing {
            disk::copy_permissions(&location.output, &self.root).with_context(|| self.cannot_write(""))?;
        }
        Ok(())
    }

    fn store_manifest_alone(&mut self, decided: &Decided, state: &[u8]) -> Result<()> {
        manifest::replace(&self.output.location, &manifest::encode(decided.records(), state))?;
        // Nothing was written into it: it is as good a spare as it was before. If the name cannot
        // be given back, dropping deletes the folder.
        self.is_pending = fs::rename(&self.root, self.output.location.spare()).is_err();
        Ok(())
    }

    fn find_standing(&self, location: &str, record: FileRecord) -> Option<Identity> {
        disk::plain_file(&self.output.location.output.join(location), record.len)
    }

    fn place(&self, location: &str, bytes: &[u8]) -> io::Result<()> {
        self.folders.prepare_above(location)?;
        create_anew(&self.root.join(location), bytes)
    }

    fn cannot_write(&self, location: &str) -> String {
        format!("cannot write `{}`", self.output.location.show(location))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if self.is_pending {
            // An error here would hide the one that led here; the next `open` tries again.
            disk::remove_tree(&self.root).ok();
        }
    }
}

/// Writes a file that has no other name; what stands there from a former site goes first.
///
/// An old file is never written through: it may be a link to one that is published.
fn create_anew(file: &std::path::Path, bytes: &[u8]) -> io::Result<()> {
    let create = || OpenOptions::new().write(true).create_new(true).open(file);
    let mut created = match create() {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            disk::remove(file)?;
            create()?
        }
        created => created?,
    };
    created.write_all(bytes)
}

/// Makes the folder to stage in, out of the spare where there is one; says whether there was.
fn prepare_root(output: &Output) -> Result<bool> {
    let (stage, spare) = (output.location.stage(), output.location.spare());
    let cannot = |place: &PathBuf| format!("cannot create `{}`", place.display());
    if output.standing == Standing::Ours && output.manifest().is_known() {
        match fs::rename(&spare, &stage) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => (),
            Err(error) => return Err(error).context(cannot(&stage)),
        }
    } else {
        disk::remove(&spare).with_context(|| format!("cannot remove `{}`", spare.display()))?;
    }
    fs::create_dir(&stage).with_context(|| cannot(&stage))?;
    Ok(false)
}
