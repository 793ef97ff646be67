//! Knows which files the site folder has, and finds out what became of those that were touched.
//!
//! An event of the system says little: that something happened at a path. What stands there now
//! is looked at afresh, so that the order and the kind of events never matter.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::source::Content;
use crate::source::folder::{self, Found};

/// A location and what stands there now; `None` for a file that is gone.
pub(super) type Change = (String, Option<Content>);

/// The files of a site folder as they were last seen.
pub(super) struct Survey {
    root: PathBuf,
    known: BTreeMap<String, Found>,
}

/// What was seen at the paths that were touched.
#[derive(Default)]
pub(super) struct Seen {
    /// In the order of their locations, each once. A file may be as it was before.
    pub changes: Vec<Change>,
    /// Folders among the paths: files may have come into one before it was watched.
    pub folders: BTreeSet<PathBuf>,
}

impl Survey {
    /// Starts with a folder of which nothing is known; `root` is an absolute path.
    pub fn new(root: PathBuf) -> Self {
        Survey { root, known: BTreeMap::new() }
    }

    /// Lists the whole folder, and reads what is new or looks different.
    pub fn look_at_everything(&mut self) -> Vec<Change> {
        // A folder that cannot be listed has no file to show, and the lack of site.toml is told.
        let found = folder::list(&self.root).unwrap_or_default();
        self.take("", found, false)
    }

    /// Looks at each path: a file is read, a folder is listed, all below what is gone is gone.
    pub fn look(&mut self, touched: &BTreeSet<PathBuf>) -> Seen {
        let mut seen = Seen::default();
        let mut changes = BTreeMap::new();
        for path in touched {
            let location = folder::location(path, &self.root);
            if !is_input(&location) {
                continue;
            }
            let is_there = fs::symlink_metadata(path).is_ok();
            let is_folder = path.is_dir();
            let found = match is_there {
                true => folder::list_below(&self.root, path).unwrap_or_default(),
                false => Vec::new(),
            };
            changes.extend(self.take(&location, found, !is_folder));
            if is_folder {
                seen.folders.insert(path.clone());
            }
        }
        seen.changes = changes.into_iter().collect();
        seen
    }

    /// Tells whether an input among the paths is an empty file: one that is only about to be
    /// written, since an editor that saves in place empties the file first.
    pub fn sees_empty(&self, touched: &BTreeSet<PathBuf>) -> bool {
        touched.iter().any(|path| {
            is_input(&folder::location(path, &self.root))
                && fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
        })
    }

    /// Puts what was found at or below a location in place of what was known there.
    ///
    /// Time and size of a file tell whether it changed, unless it `is_touched` itself: two quick
    /// writes of one length can leave both as they were.
    fn take(&mut self, location: &str, found: Vec<Found>, is_touched: bool) -> Vec<Change> {
        let gone: Vec<String> = self
            .known_below(location)
            .filter(|known| found.binary_search_by(|file| file.location.as_str().cmp(known)).is_err())
            .map(str::to_owned)
            .collect();
        let different: Vec<Found> =
            found.into_iter().filter(|file| is_touched || self.known.get(&file.location) != Some(file)).collect();
        let contents = folder::read_all(&self.root, &different);
        let mut changes: Vec<Change> = Vec::with_capacity(gone.len() + different.len());
        for location in gone {
            self.known.remove(&location);
            changes.push((location, None));
        }
        for (file, content) in different.into_iter().zip(contents) {
            changes.push((file.location.clone(), Some(content)));
            self.known.insert(file.location.clone(), file);
        }
        changes
    }

    /// Returns the known locations at or below one; all for the empty one.
    fn known_below<'s>(&'s self, location: &'s str) -> impl Iterator<Item = &'s str> {
        // What lies below a folder sorts after `folder/`, but `folder.md` comes between.
        let below = match location {
            "" => String::new(),
            _ => format!("{location}/"),
        };
        let exact = self.known.get_key_value(location).map(|(known, _)| known.as_str());
        let range = self.known.range(below.clone()..);
        exact
            .into_iter()
            .chain(range.map(|(known, _)| known.as_str()).take_while(move |known| known.starts_with(&below)))
    }
}

/// Tells whether a location is one of those that a site is made from.
fn is_input(location: &str) -> bool {
    let mut parts = location.split('/');
    match parts.next() {
        Some("site.toml") => parts.next().is_none(),
        Some("content" | "themes") => !parts.any(|part| folder::is_passed_over(OsStr::new(part))),
        _ => false,
    }
}

/// Tells which watched folders must be watched anew, because they came, went or were replaced.
pub(super) fn parts_among<'p>(touched: &BTreeSet<PathBuf>, root: &Path, parts: &[&'p str]) -> Vec<&'p str> {
    parts.iter().copied().filter(|part| touched.contains(&root.join(part))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder {
        folder: tempfile::TempDir,
        survey: Survey,
    }

    impl Folder {
        fn new(files: &[&str]) -> Self {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let survey = Survey::new(folder.path().canonicalize().expect("the folder is there"));
            let mut this = Folder { folder, survey };
            for file in files {
                this.write(file, "first");
            }
            this.survey.look_at_everything();
            this
        }

        fn path(&self, location: &str) -> PathBuf {
            self.survey.root.join(location)
        }

        fn write(&mut self, location: &str, text: &str) {
            let path = self.folder.path().join(location);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
            fs::write(path, text).expect("the file can be written");
        }

        /// Looks at locations; returns `name` for what is there and `-name` for what is gone.
        fn look(&mut self, locations: &[&str]) -> Vec<String> {
            let touched = locations.iter().map(|location| self.path(location)).collect();
            shown(self.survey.look(&touched).changes)
        }
    }

    fn shown(changes: Vec<Change>) -> Vec<String> {
        changes
            .into_iter()
            .map(|(location, content)| format!("{}{location}", if content.is_some() { "" } else { "-" }))
            .collect()
    }

    #[test]
    fn everything_is_listed_once_and_then_only_what_changed() {
        let mut folder = Folder::new(&["site.toml", "content/a.md", "content/b/c.md", "notes.txt"]);
        assert_eq!(shown(folder.survey.look_at_everything()), [""; 0]);
        folder.write("content/b/d.md", "new");
        fs::remove_file(folder.path("content/a.md")).expect("it was there");
        assert_eq!(shown(folder.survey.look_at_everything()), ["-content/a.md", "content/b/d.md"]);
    }

    #[test]
    fn what_lies_below_a_vanished_folder_is_gone_and_its_namesake_is_not() {
        let mut folder = Folder::new(&["content/a/x.md", "content/a/b/y.md", "content/a.md", "content/a-z/w.md"]);
        fs::remove_dir_all(folder.path("content/a")).expect("it was there");
        assert_eq!(folder.look(&["content/a"]), ["-content/a/b/y.md", "-content/a/x.md"]);
        assert_eq!(folder.look(&["content/a"]), [""; 0]);
    }

    #[test]
    fn a_new_folder_brings_all_that_is_in_it() {
        let mut folder = Folder::new(&["site.toml"]);
        folder.write("content/new/deep/x.md", "new");
        assert_eq!(folder.look(&["content/new"]), ["content/new/deep/x.md"]);
        fs::rename(folder.path("content/new"), folder.path("content/old")).expect("it can be renamed");
        assert_eq!(folder.look(&["content/new", "content/old"]), ["-content/new/deep/x.md", "content/old/deep/x.md"]);
    }

    #[test]
    fn the_leavings_of_editors_and_files_outside_are_passed_over() {
        let mut folder = Folder::new(&["site.toml"]);
        let leavings = [
            "content/x.md~",
            "content/.x.md.swp",
            "content/#x.md#",
            "content/.git/x.md",
            "public/index.html",
            "site.toml.bak",
        ];
        for file in leavings {
            folder.write(file, "leaving");
        }
        assert_eq!(folder.look(&leavings), [""; 0]);
        assert_eq!(folder.look(&["content"]), [""; 0]);
    }

    #[test]
    fn a_file_that_was_touched_is_read_although_its_time_and_size_are_the_same() {
        let mut folder = Folder::new(&["content/a.md"]);
        assert_eq!(folder.look(&["content/a.md"]), ["content/a.md"]);
        assert_eq!(folder.look(&["content"]), [""; 0]);
    }

    #[test]
    fn an_input_that_was_emptied_is_seen() {
        let mut folder = Folder::new(&["content/a.md", "content/b.md"]);
        folder.write("content/a.md", "");
        folder.write("content/.a.md.swp", "");
        let sees = |location: &str| folder.survey.sees_empty(&BTreeSet::from([folder.path(location)]));
        let seen: Vec<_> =
            ["content/a.md", "content/b.md", "content/.a.md.swp", "content", "content/gone.md"].map(sees).into();
        assert_eq!(seen, [true, false, false, false, false]);
    }

    #[test]
    fn a_folder_in_place_of_a_file_and_back_leaves_nothing_behind() {
        let mut folder = Folder::new(&["content/a"]);
        fs::remove_file(folder.path("content/a")).expect("it was there");
        folder.write("content/a/b.md", "below");
        assert_eq!(folder.look(&["content/a"]), ["-content/a", "content/a/b.md"]);
        fs::remove_dir_all(folder.path("content/a")).expect("it was there");
        folder.write("content/a", "file");
        assert_eq!(folder.look(&["content/a"]), ["content/a", "-content/a/b.md"]);
    }
}
