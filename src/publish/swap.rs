//! The step at which the new site takes the place of the old one.

use std::fs;
use std::io::{self, ErrorKind};

use anyhow::{Context, Result, bail};

use super::disk;
use super::location::{Location, Standing};

/// Puts the stage in the place of the output; afterwards the stage is the old site, if there was one.
pub(super) fn swap(location: &Location, standing: Standing) -> Result<()> {
    let swapped = match standing {
        Standing::Missing => fs::rename(location.stage(), &location.output),
        Standing::Empty => replace_empty(location),
        Standing::Ours => exchange(location),
    };
    let shown = location.shown.display();
    match swapped {
        Err(error) if matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy) => Err(error)
            .with_context(|| {
                format!(
                    "cannot put the new site at `{shown}`: it is a mount point, or on another file system than the \
                     folder above it; choose a folder inside it"
                )
            }),
        swapped => swapped.with_context(|| format!("cannot put the new site at `{shown}`")),
    }
}

fn replace_empty(location: &Location) -> io::Result<()> {
    if cfg!(not(unix)) {
        fs::remove_dir(&location.output)?;
    }
    fs::rename(location.stage(), &location.output)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(location: &Location) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, location.stage(), CWD, &location.output, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => rename_twice(location),
        exchanged => Ok(exchanged?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(location: &Location) -> io::Result<()> {
    rename_twice(location)
}

/// Does what an exchange does where there is none; between the two steps `old` alone is the site.
fn rename_twice(location: &Location) -> io::Result<()> {
    fs::rename(&location.output, location.old())?;
    if let Err(error) = fs::rename(location.stage(), &location.output) {
        fs::rename(location.old(), &location.output)?;
        return Err(error);
    }
    fs::rename(location.old(), location.stage())
}

/// Mends what a killed build left: the old site comes back, a half-made one goes.
pub(super) fn recover(location: &Location) -> Result<()> {
    let old = location.old();
    if disk::is_taken(&old) {
        match location.inspect()? {
            Standing::Ours => discard(&old)?,
            Standing::Empty | Standing::Missing => restore(location)?,
        }
    }
    discard(&location.stage())?;
    match fs::remove_file(location.next_manifest()) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            bail!("cannot remove `{}`: {error}", location.next_manifest().display())
        }
        _ => Ok(()),
    }
}

fn restore(location: &Location) -> Result<()> {
    let restored = match fs::remove_dir(&location.output) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => fs::rename(location.old(), &location.output),
    };
    restored.with_context(|| {
        format!("cannot put the last site back from `{}` to `{}`", location.old().display(), location.shown.display())
    })
}

fn discard(leftover: &std::path::Path) -> Result<()> {
    disk::remove(leftover)
        .with_context(|| format!("cannot remove `{}`, which a build that did not end left", leftover.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::manifest::MANIFEST_NAME;

    fn with_both_sites() -> (tempfile::TempDir, Location) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let location = Location::find(&folder.path().join("public"), &[]).expect("the output is fine");
        for (place, text) in [(location.output.clone(), "old"), (location.stage(), "new")] {
            fs::create_dir_all(&place).expect("the folder can be made");
            fs::write(place.join("index.html"), text).expect("the file can be written");
            fs::write(place.join(MANIFEST_NAME), text).expect("the file can be written");
        }
        (folder, location)
    }

    fn front(folder: &std::path::Path) -> String {
        fs::read_to_string(folder.join("index.html")).expect("the site has a front page")
    }

    #[test]
    fn two_renames_do_what_an_exchange_does() {
        for exchange in [exchange, rename_twice] {
            let (_folder, location) = with_both_sites();
            exchange(&location).expect("both are on one file system");
            assert_eq!((front(&location.output), front(&location.stage())), ("new".into(), "old".into()));
            assert!(!disk::is_taken(&location.old()));
        }
    }

    #[test]
    fn a_second_rename_that_fails_undoes_the_first() {
        let (_folder, location) = with_both_sites();
        fs::remove_dir_all(location.stage()).expect("the stage can be removed");
        rename_twice(&location).expect_err("there is no stage to put in place");
        assert_eq!(front(&location.output), "old");
        assert!(!disk::is_taken(&location.old()));
    }

    #[test]
    fn every_moment_of_two_renames_can_be_mended() {
        let (_folder, location) = with_both_sites();
        fs::rename(&location.output, location.old()).expect("the first rename works");
        recover(&location).expect("the old site can be put back");
        assert_eq!(front(&location.output), "old");

        let (_folder, location) = with_both_sites();
        fs::rename(&location.output, location.old()).expect("the first rename works");
        fs::rename(location.stage(), &location.output).expect("the second rename works");
        recover(&location).expect("the old site can be removed");
        assert_eq!(front(&location.output), "new");
        for leftover in [location.old(), location.stage()] {
            assert!(!disk::is_taken(&leftover));
        }
    }
}
