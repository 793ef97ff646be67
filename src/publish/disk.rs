//! The few acts on disk that the rest of the module is made of.
//!
//! None of them follows a link in its last part. Errors are plain; callers say what for.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;

use rayon::prelude::*;

/// Tells two names of one file from two files on the same file system; `None` where that is not known.
pub(super) type Identity = Option<u64>;

#[cfg(unix)]
pub(super) fn identity(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Some(metadata.ino())
}

#[cfg(not(unix))]
pub(super) fn identity(_metadata: &Metadata) -> Identity {
    None
}

/// Returns the identity of a plain file of this length; the outer `None` if there is none.
pub(super) fn plain_file(file: &Path, len: u64) -> Option<Identity> {
    let metadata = fs::symlink_metadata(file).ok()?;
    (metadata.is_file() && metadata.len() == len).then(|| identity(&metadata))
}

/// Says whether a folder has no entry.
pub(super) fn is_empty_folder(folder: &Path) -> io::Result<bool> {
    Ok(fs::read_dir(folder)?.next().is_none())
}

/// Says whether there is anything at this place, a link that leads nowhere included.
pub(super) fn is_taken(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok()
}

/// Creates a folder that only its owner can look into.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Says whether a folder is mounted, or on another file system than the one above it: then it cannot be moved.
#[cfg(unix)]
pub(super) fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    // A folder of the same file system may be mounted here too; only the kernel can tell.
    #[cfg(target_os = "linux")]
    if is_mount_root(folder) {
        return true;
    }
    let device = |place: &Path| fs::symlink_metadata(place).map(|found| found.dev()).ok();
    folder.parent().is_some_and(|parent| device(parent) != device(folder))
}

#[cfg(not(unix))]
pub(super) fn is_mount_point(_folder: &Path) -> bool {
    false
}

#[cfg(target_os = "linux")]
fn is_mount_root(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty())
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

/// Gives a folder the permissions of another, if they differ.
pub(super) fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    let wanted = fs::symlink_metadata(from)?.permissions();
    if fs::symlink_metadata(to)?.permissions() != wanted {
        fs::set_permissions(to, wanted)?;
    }
    Ok(())
}

/// Gives a file a second name; copies it where the file system refuses links.
///
/// A link is not followed: the copy is a link with the same target.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists | ErrorKind::StorageFull) =>
        {
            Err(error)
        }
        Err(refused) => copy(from, to, refused),
    }
}

fn copy(from: &Path, to: &Path, refused: io::Error) -> io::Result<()> {
    let metadata = fs::symlink_metadata(from)?;
    if metadata.is_file() {
        return fs::copy(from, to).map(drop);
    }
    #[cfg(unix)]
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    Err(refused)
}

/// Removes whatever is at this place; nothing there is fine.
pub(super) fn remove(place: &Path) -> io::Result<()> {
    match fs::symlink_metadata(place) {
        Ok(metadata) if metadata.is_dir() => remove_tree(place),
        Ok(_) => fs::remove_file(place),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Removes a folder and all in it, on all threads.
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    let mut folders = Vec::new();
    let listing = match fs::read_dir(folder) {
        // A folder carried for somebody else may forbid its owner to look or to remove.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            allow_owner(folder)?;
            fs::read_dir(folder)?
        }
        listing => listing?,
    };
    for entry in listing {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
            continue;
        }
        match fs::remove_file(entry.path()) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                allow_owner(folder)?;
                fs::remove_file(entry.path())?;
            }
            removed => removed?,
        }
    }
    folders.par_iter().with_min_len(16).try_for_each(|inner| {
        remove_tree(inner).or_else(|error| match error.kind() {
            ErrorKind::PermissionDenied => allow_owner(folder).and_then(|()| remove_tree(inner)),
            _ => Err(error),
        })
    })?;
    fs::remove_dir(folder)
}

#[cfg(unix)]
fn allow_owner(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn allow_owner(folder: &Path) -> io::Result<()> {
    let mut permissions = fs::symlink_metadata(folder)?.permissions();
    permissions.set_readonly(false);
    fs::set_permissions(folder, permissions)
}
