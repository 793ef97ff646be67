//! One build at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;

use anyhow::{Context, Result, bail};

use super::disk;
use super::location::Location;

/// The right to change an output folder; given back when dropped or when the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, and creates our own folder for it where needed.
    pub fn take(location: &Location) -> Result<Lock> {
        create_work_folder(location)?;
        let lock = location.lock();
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock)
            .with_context(|| format!("cannot create `{}`", lock.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                bail!("another build is publishing to `{}`; try again when it has ended", location.shown.display())
            }
            Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock `{}`", lock.display())),
        }
    }
}

fn create_work_folder(location: &Location) -> Result<()> {
    let work = location.work();
    if let Some(parent) = work.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot create `{}`", parent.display()))?;
    }
    match disk::create_private_folder(work) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => (),
        Err(error) => return Err(error).context(format!("cannot create `{}`", work.display())),
    }
    // A link here would let the stage be made, and deleted, somewhere else.
    if fs::symlink_metadata(work).is_ok_and(|found| found.is_dir()) {
        return Ok(());
    }
    bail!("cannot publish to `{}`: `{}` is in the way and is not a folder", location.shown.display(), work.display())
}
