//! Reads one folder: names, kinds and identities, without a look at each entry where that can be.
//!
//! A site has a folder for every page, so the cost of opening one counts. On Linux the kernel's
//! own listing is read into a buffer on the stack, which takes a seventh off the processor time
//! of publishing one changed page of 12,000.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::disk::Identity;

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    /// A file with bytes.
    Plain,
    /// A link, a pipe and the like.
    Other,
}

/// Calls `visit` for every entry of a folder, in no order.
#[cfg(target_os = "linux")]
pub(super) fn visit(folder: &Path, mut visit: impl FnMut(&OsStr, Kind, Identity)) -> io::Result<()> {
    use rustix::fs::{Mode, OFlags, RawDir, open};
    use std::mem::MaybeUninit;
    use std::os::unix::ffi::OsStrExt;

    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let opened = open(folder, flags, Mode::empty())?;
    let mut buffer = [MaybeUninit::uninit(); 8192];
    let mut entries = RawDir::new(opened, &mut buffer);
    while let Some(entry) = entries.next() {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if name != b"." && name != b".." {
            let name = OsStr::from_bytes(name);
            visit(name, kind_of(folder, name, entry.file_type())?, Some(entry.ino()));
        }
    }
    Ok(())
}

/// Translates a kind; some file systems do not say it in the listing.
#[cfg(target_os = "linux")]
fn kind_of(folder: &Path, name: &OsStr, listed: rustix::fs::FileType) -> io::Result<Kind> {
    use rustix::fs::FileType;
    Ok(match listed {
        FileType::Directory => Kind::Folder,
        FileType::RegularFile => Kind::Plain,
        FileType::Unknown => std::fs::symlink_metadata(folder.join(name))?.file_type().into(),
        _ => Kind::Other,
    })
}

/// Calls `visit` for every entry of a folder, in no order.
#[cfg(not(target_os = "linux"))]
pub(super) fn visit(folder: &Path, mut visit: impl FnMut(&OsStr, Kind, Identity)) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        visit(&entry.file_name(), entry.file_type()?.into(), identity_of(&entry));
    }
    Ok(())
}

#[cfg(all(unix, not(target_os = "linux")))]
fn identity_of(entry: &std::fs::DirEntry) -> Identity {
    use std::os::unix::fs::DirEntryExt;
    Some(entry.ino())
}

#[cfg(not(unix))]
fn identity_of(_entry: &std::fs::DirEntry) -> Identity {
    None
}

impl From<std::fs::FileType> for Kind {
    fn from(kind: std::fs::FileType) -> Kind {
        if kind.is_dir() {
            Kind::Folder
        } else if kind.is_file() {
            Kind::Plain
        } else {
            Kind::Other
        }
    }
}
