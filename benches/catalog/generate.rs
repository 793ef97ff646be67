//! Writes a generated catalog to disk.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::entry::Entries;
use super::measure::{processors, share_out};
use super::paths::Paths;
use super::site;

/// Writes a whole site with `entries` entries into a new or empty folder.
///
/// The same number and seed give the same bytes on any machine. Fails if the folder holds
/// anything, so that no catalog is a mixture of two.
pub fn generate(entries: usize, folder: &Path, seed: u64) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let is_empty = fs::read_dir(folder)?.next().is_none();
    ensure!(is_empty, "`{}` is not empty", folder.display());

    let files = site::files();
    make_parents(folder, files.iter().map(|(location, _)| location.as_str()))?;
    for (location, text) in &files {
        write(folder, location, text)?;
    }
    let entries = Entries::new(entries, seed);
    write_entries(folder, &entries)?;
    write_paths(folder, &Paths::new(&entries, seed))
}

fn write_paths(folder: &Path, paths: &Paths<'_>) -> Result<()> {
    let numbers: Vec<usize> = (0..paths.count()).collect();
    make_parents(folder, numbers.first().map(|number| paths.location(*number)).as_deref().into_iter())?;
    share_out(processors(), &numbers, 10, |numbers| {
        numbers.iter().try_for_each(|&number| write(folder, &paths.location(number), &paths.file(number)))
    })
}

fn write_entries(folder: &Path, entries: &Entries) -> Result<()> {
    let numbers: Vec<usize> = (0..entries.count()).collect();
    // A hundred at a time is a folder at a time, so no two threads make files in one folder.
    share_out(processors(), &numbers, 100, |numbers| {
        let locations: Vec<String> = numbers.iter().map(|&number| entries.location(number)).collect();
        make_parents(folder, locations.iter().map(String::as_str))?;
        numbers
            .iter()
            .zip(&locations)
            .try_for_each(|(&number, location)| write(folder, location, &entries.file(number)))
    })
}

fn make_parents<'a>(folder: &Path, locations: impl Iterator<Item = &'a str>) -> Result<()> {
    let parents: HashSet<&Path> = locations.filter_map(|location| Path::new(location).parent()).collect();
    parents.into_iter().try_for_each(|parent| {
        let parent = folder.join(parent);
        fs::create_dir_all(&parent).with_context(|| format!("cannot make `{}`", parent.display()))
    })
}

fn write(folder: &Path, location: &str, text: &str) -> Result<()> {
    let file = folder.join(location);
    fs::write(&file, text).with_context(|| format!("cannot write `{}`", file.display()))
}
