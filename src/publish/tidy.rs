//! Turns the old site, once it has been replaced, into the spare of the next one.
//!
//! The new site stands by now, so nothing here can fail the build: what cannot be tidied is
//! deleted, and what cannot be deleted is left to the next `open`.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;

use super::disk::{self, Identity};
use super::location::Location;
use super::survey::Survey;

/// Takes out of the old site all that the new one does not hold, and keeps the rest as the spare.
pub(super) fn tidy(location: &Location, survey: &Survey) {
    let tidied = hand_over(location, survey)
        .and_then(|()| strip(location, survey))
        .and_then(|()| hand_over_newcomers(location))
        .and_then(|()| disk::remove(&location.spare()))
        .and_then(|()| fs::rename(location.stage(), location.spare()));
    if tidied.is_err() {
        disk::remove_tree(&location.stage()).ok();
    }
}

/// Moves on what others changed in the old site while it was being replaced.
///
/// Goes before [`strip`], so that no link of theirs is left in the old tree.
fn hand_over(location: &Location, survey: &Survey) -> io::Result<()> {
    for (file, carried) in &survey.foreign_files {
        hand_over_file(location, file, *carried)?;
    }
    // Deepest first, so that each folder is empty when its turn comes.
    for folder in survey.foreign_folders.iter().rev() {
        let left = location.stage().join(folder);
        let Ok(entries) = fs::read_dir(&left) else {
            continue;
        };
        for entry in entries {
            move_unless_taken(location, &folder.join(entry?.file_name()))?;
        }
        disk::remove(&left)?;
    }
    Ok(())
}

/// Moves on files that others added beside the front page while the site was being replaced.
///
/// Goes after [`strip`]: what is left by now is kept by the new site, or was not there before.
fn hand_over_newcomers(location: &Location) -> io::Result<()> {
    for entry in fs::read_dir(location.stage())? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            move_unless_taken(location, Path::new(&entry.file_name()))?;
        }
    }
    Ok(())
}

fn hand_over_file(location: &Location, file: &Path, carried: Identity) -> io::Result<()> {
    let left = location.stage().join(file);
    match fs::symlink_metadata(&left) {
        Ok(found) if disk::identity(&found) == carried => fs::remove_file(&left),
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => fs::rename(&left, location.output.join(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn move_unless_taken(location: &Location, place: &Path) -> io::Result<()> {
    let (left, wanted) = (location.stage().join(place), location.output.join(place));
    if disk::is_taken(&wanted) { Ok(()) } else { fs::rename(left, wanted) }
}

/// Removes our files that were replaced or taken off the site.
fn strip(location: &Location, survey: &Survey) -> io::Result<()> {
    let stage = location.stage();
    survey.leaving.par_iter().with_min_len(16).try_for_each(|file| match fs::remove_file(stage.join(file)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A site with `CNAME` and `.git/`, both carried over, at the moment after the exchange.
    fn just_exchanged() -> (tempfile::TempDir, Location, Survey) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let location = Location::find(&folder.path().join("public"), &[]).expect("the output is fine");
        let mut survey = Survey { foreign_folders: vec![PathBuf::from(".git")], ..Survey::default() };
        for tree in [location.stage(), location.output.clone()] {
            fs::create_dir_all(tree.join(".git")).expect("the folder can be made");
        }
        for name in [".git/index", "CNAME", "index.html"] {
            let left = location.stage().join(name);
            fs::write(&left, "first").expect("the file can be written");
            fs::hard_link(&left, location.output.join(name)).expect("both are on one file system");
            if name != "index.html" {
                let found = fs::symlink_metadata(&left).expect("the file is there");
                survey.foreign_files.push((PathBuf::from(name), disk::identity(&found)));
            }
        }
        (folder, location, survey)
    }

    #[test]
    #[cfg(unix)]
    fn what_others_change_during_the_exchange_is_not_lost() {
        let (_folder, location, survey) = just_exchanged();
        for name in [".git/index", "CNAME"] {
            let left = location.stage().join(name);
            fs::rename(&left, location.stage().join("aside")).expect("the old file can be moved");
            fs::rename(location.stage().join("aside"), location.work().join("aside")).expect("and further");
            fs::write(left, "second").expect("the file can be written");
        }
        fs::write(location.stage().join(".git/new"), "second").expect("the file can be written");
        fs::write(location.stage().join("robots.txt"), "second").expect("the file can be written");
        tidy(&location, &survey);
        for name in [".git/index", ".git/new", "CNAME", "robots.txt"] {
            let text = fs::read_to_string(location.output.join(name)).expect("the file was handed over");
            assert_eq!(text, "second", "{name}");
        }
    }

    #[test]
    fn the_spare_keeps_only_what_is_published() {
        let (_folder, location, survey) = just_exchanged();
        tidy(&location, &survey);
        let left: Vec<_> = fs::read_dir(location.spare())
            .expect("the spare is there")
            .map(|entry| entry.expect("the entry can be read").file_name())
            .collect();
        assert_eq!(left, ["index.html"]);
        assert!(!disk::is_taken(&location.stage()));
    }
}
