//! What was decided for each file of the next site.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};
use rayon::prelude::*;

use super::disk::Identity;
use super::folders::{SHARDS, shard_of};
use super::manifest::{FileRecord, Manifest};

/// How a file of the next site comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Stands in the output with the right bytes.
    Kept(Identity),
    /// Was written, and the last manifest has no such file.
    Added,
    /// Was written, in place of one with other bytes or of one that has gone.
    Changed,
}

/// One file of the next site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decision {
    pub record: FileRecord,
    pub outcome: Outcome,
}

/// Collects decisions from many threads.
#[derive(Debug)]
pub(super) struct Ledger {
    shards: Vec<Mutex<HashMap<String, Decision>>>,
}

impl Ledger {
    pub fn new() -> Ledger {
        Ledger { shards: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }

    /// Notes a decision; a second one for the same location is a mistake of the caller.
    pub fn note(&self, location: &str, decision: Decision) -> Result<()> {
        let mut shard = self.shards[shard_of(location)].lock().unwrap_or_else(PoisonError::into_inner);
        match shard.entry(location.to_owned()) {
            Entry::Occupied(_) => bail!("cannot publish two files at `{location}`"),
            Entry::Vacant(place) => {
                place.insert(decision);
                Ok(())
            }
        }
    }

    /// Takes all decisions out, in byte order of their locations.
    pub fn close(&mut self) -> Decided {
        let shards = self.shards.iter_mut();
        let maps = shards.map(|shard| std::mem::take(shard.get_mut().unwrap_or_else(PoisonError::into_inner)));
        let mut files: Vec<(String, Decision)> = maps.flatten().collect();
        files.par_sort_unstable_by(|left, right| left.0.cmp(&right.0));
        Decided { files }
    }
}

/// All files of the next site, in byte order of their locations.
#[derive(Debug)]
pub(super) struct Decided {
    pub files: Vec<(String, Decision)>,
}

impl Decided {
    pub fn get(&self, location: &str) -> Option<&Decision> {
        let index = self.files.binary_search_by(|(name, _)| name.as_str().cmp(location)).ok()?;
        Some(&self.files[index].1)
    }

    pub fn records(&self) -> impl ExactSizeIterator<Item = (&str, FileRecord)> {
        self.files.iter().map(|(location, decision)| (location.as_str(), decision.record))
    }

    /// Sums up what changes against the last manifest.
    pub fn against(&self, manifest: &Manifest) -> Published {
        let mut published = Published::default();
        for (location, decision) in &self.files {
            match decision.outcome {
                Outcome::Kept(_) => published.kept += 1,
                Outcome::Added => published.added.push(location.clone()),
                Outcome::Changed => published.changed.push(location.clone()),
            }
        }
        let gone = manifest.iter().filter(|(location, _)| self.get(location).is_none());
        published.removed = gone.map(|(location, _)| location.to_owned()).collect();
        published
    }
}

/// What a commit changed, or would change; locations are site-relative, in byte order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that the last manifest does not have. All files, if it was not known.
    pub added: Vec<String>,
    /// Files with other bytes than before, or put back because they had gone.
    pub changed: Vec<String>,
    /// Files of the last manifest that the site no longer has.
    pub removed: Vec<String>,
    /// Number of files left as they were.
    pub kept: usize,
}

impl Published {
    /// Returns the number of files written.
    pub fn written(&self) -> usize {
        self.added.len() + self.changed.len()
    }

    /// Says whether the site stays as it is.
    pub fn is_unchanged(&self) -> bool {
        self.written() == 0 && self.removed.is_empty()
    }
}
