//! The floor: what the file system alone costs, with nothing parsed and nothing rendered.
//!
//! It reads every input, then makes as many files of the same sizes in the same folders as
//! the program did, on two threads, in a fresh folder of the same file system. No build can
//! be faster, and how much slower one is does not depend much on the machine.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::measure::{FLOOR_THREADS, share_out};

/// Paths handed to a thread at a time.
const AT_A_TIME: usize = 64;

/// The regular files below a folder, sorted by location.
pub struct Tree {
    root: PathBuf,
    /// Location below the root, and size in bytes.
    files: Vec<(PathBuf, u64)>,
}

impl Tree {
    /// Lists a folder; symlinks are left out.
    pub fn of(root: &Path) -> Result<Self> {
        let mut tree = Self { root: root.to_owned(), files: Vec::new() };
        tree.walk(root)?;
        tree.files.sort();
        Ok(tree)
    }

    /// Returns the number of files.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// Returns the size of all files together, in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|(_, size)| size).sum()
    }

    /// Returns where each file is.
    pub fn places(&self) -> Vec<PathBuf> {
        self.files.iter().map(|(location, _)| self.root.join(location)).collect()
    }

    fn walk(&mut self, folder: &Path) -> Result<()> {
        let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.walk(&entry.path())?;
            } else if kind.is_file() {
                let location = entry.path().strip_prefix(&self.root)?.to_owned();
                self.files.push((location, entry.metadata()?.len()));
            }
        }
        Ok(())
    }
}

/// Asks the file system about every file, on a number of threads.
pub fn stat_all(places: &[PathBuf], threads: usize) -> Result<()> {
    share_out(threads, places, AT_A_TIME, |places| {
        places.iter().try_for_each(|place| {
            fs::metadata(place).map(drop).with_context(|| format!("cannot look at `{}`", place.display()))
        })
    })
}

/// Reads every file from its beginning to its end.
pub fn read_all(places: &[PathBuf]) -> Result<()> {
    share_out(FLOOR_THREADS, places, AT_A_TIME, |places| {
        let mut buffer = Vec::with_capacity(64 * 1024);
        places.iter().try_for_each(|place| {
            buffer.clear();
            let read = File::open(place).and_then(|mut file| file.read_to_end(&mut buffer));
            read.map(drop).with_context(|| format!("cannot read `{}`", place.display()))
        })
    })
}

/// All that has to be made, worked out before the clock starts.
pub struct Plan {
    /// Folders with more than one thing in them, parents first.
    shared_folders: Vec<PathBuf>,
    files: Vec<PlannedFile>,
    /// As long as the longest file.
    filling: Vec<u8>,
}

struct PlannedFile {
    place: PathBuf,
    size: usize,
    /// A folder for this file alone, which the thread that writes the file makes.
    own_folder: Option<PathBuf>,
}

impl Plan {
    /// Plans to make files like those of a tree below another root.
    pub fn like(tree: &Tree, root: &Path) -> Self {
        let members = members_of_folders(tree);
        let files = tree.files.iter().map(|(location, size)| {
            let own_folder = location.parent().filter(|folder| members.get(folder) == Some(&1));
            PlannedFile {
                place: root.join(location),
                size: *size as usize,
                own_folder: own_folder.map(|folder| root.join(folder)),
            }
        });
        let files: Vec<PlannedFile> = files.collect();
        let own: HashSet<&Path> = files.iter().filter_map(|file| file.own_folder.as_deref()).collect();
        let mut shared_folders: Vec<PathBuf> = members.keys().map(|folder| root.join(folder)).collect();
        shared_folders.retain(|folder| !own.contains(folder.as_path()));
        shared_folders.sort();
        let longest = files.iter().map(|file| file.size).max().unwrap_or(0);
        Self { shared_folders, files, filling: vec![b'x'; longest] }
    }

    /// Makes all folders and files; the root must not exist yet.
    pub fn write(&self) -> Result<()> {
        self.shared_folders.iter().try_for_each(|folder| make_folder(folder))?;
        share_out(FLOOR_THREADS, &self.files, AT_A_TIME, |files| {
            files.iter().try_for_each(|file| self.write_file(file))
        })
    }

    fn write_file(&self, planned: &PlannedFile) -> Result<()> {
        if let Some(folder) = &planned.own_folder {
            make_folder(folder)?;
        }
        let written =
            File::create_new(&planned.place).and_then(|mut file| file.write_all(&self.filling[..planned.size]));
        written.with_context(|| format!("cannot write `{}`", planned.place.display()))
    }
}

/// Counts the files and folders that stand directly in each folder of a tree.
fn members_of_folders(tree: &Tree) -> HashMap<&Path, usize> {
    let mut members: HashMap<&Path, usize> = HashMap::new();
    for (location, _) in &tree.files {
        for folder in location.ancestors().skip(1) {
            let count = members.entry(folder).or_default();
            *count += 1;
            // The folders above have counted this one already.
            if *count > 1 {
                break;
            }
        }
    }
    members
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir(folder).with_context(|| format!("cannot make `{}`", folder.display()))
}
