//! Locations in a site, and the folders that files need.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, bail};
use xxhash_rust::xxh3::xxh3_64;

use super::disk;
use super::manifest::MANIFEST_NAME;

/// How many threads can note something at a time without waiting, about.
pub(super) const SHARDS: usize = 64;

/// Chooses the shard of a location.
pub(super) fn shard_of(location: &str) -> usize {
    (xxh3_64(location.as_bytes()) % SHARDS as u64) as usize
}

/// Accepts a location that lies inside the site on every system; an error is a mistake of the caller.
pub(super) fn check_location(location: &str) -> Result<()> {
    let fault = if location.is_empty() {
        "it is empty"
    } else if location.contains('\0') {
        "it has a NUL character"
    } else if location.contains('\\') {
        "it has a backslash"
    } else if location.starts_with('/') {
        "it is absolute"
    } else if location.split('/').any(|part| matches!(part, "" | "." | "..")) {
        "it has an empty part, `.` or `..`"
    } else if location == MANIFEST_NAME {
        "the manifest has this name"
    } else {
        return Ok(());
    };
    bail!("cannot publish a file at {location:?}: {fault}");
}

/// Creates the folders of a stage, each once.
#[derive(Debug)]
pub(super) struct Folders {
    root: PathBuf,
    /// Whether the stage may hold things that this build did not put there.
    is_reused: bool,
    ready: Vec<Mutex<HashSet<String>>>,
}

impl Folders {
    pub fn new(root: PathBuf, is_reused: bool) -> Folders {
        Folders { root, is_reused, ready: (0..SHARDS).map(|_| Mutex::default()).collect() }
    }

    /// Sees to it that all folders above a site-relative location are there, and are no links.
    pub fn prepare_above(&self, location: &str) -> io::Result<()> {
        match location.rsplit_once('/') {
            Some((folder, _)) => self.prepare(folder),
            None => Ok(()),
        }
    }

    fn prepare(&self, folder: &str) -> io::Result<()> {
        let shard = &self.ready[shard_of(folder)];
        if shard.lock().unwrap_or_else(PoisonError::into_inner).contains(folder) {
            return Ok(());
        }
        self.prepare_above(folder)?;
        // Held while creating: another thread that needs the same folder waits for it, and does
        // not take a folder half replaced for one in the way.
        let mut ready = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if !ready.contains(folder) {
            self.create(folder)?;
            ready.insert(folder.to_owned());
        }
        Ok(())
    }

    fn create(&self, folder: &str) -> io::Result<()> {
        let place = self.root.join(folder);
        match fs::create_dir(&place) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && self.is_reused => {
                if fs::symlink_metadata(&place)?.is_dir() {
                    return Ok(());
                }
                disk::remove(&place)?;
                fs::create_dir(&place)
            }
            created => created,
        }
    }
}
