//! Finds and reads the files of a site folder.
//!
//! Only `site.toml`, `content/` and `themes/` are looked at. Hidden files and the leavings of
//! editors are passed over; a symbolic link is followed only while it stays inside the site.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Content, Unreadable};

/// The largest text file that is read: 1 MiB. An entry is a page or two, not a book.
pub const TEXT_LIMIT: u64 = 1 << 20;
/// The largest file that is copied from `content/files` or a theme: 64 MiB.
pub const FILE_LIMIT: u64 = 64 << 20;

/// A file that is there, and what tells whether it changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The path from the site folder, with `/` between its parts.
    pub location: String,
    pub bytes: u64,
    /// Nanoseconds since 1970, 0 where the system does not say.
    pub modified: u128,
    /// Set for what must not be read at all.
    refused: Option<Refused>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Refused {
    LeavesSite(String),
    Failed(String),
}

/// Lists every input below `root`, sorted by location.
///
/// Fails only when `root` itself cannot be read; a part that cannot is listed and
/// reads as [`Unreadable`].
pub fn list(root: &Path) -> io::Result<Vec<Found>> {
    let mut starts = Vec::new();
    let site_file = root.join("site.toml");
    if fs::symlink_metadata(&site_file).is_ok() {
        starts.push(site_file);
    }
    starts.extend(["content", "themes"].map(|part| root.join(part)).into_iter().filter(|folder| folder.is_dir()));
    list_from(root, &starts)
}

/// Lists the inputs at or below `start`, which lies in `root`; used when a folder appears.
pub fn list_below(root: &Path, start: &Path) -> io::Result<Vec<Found>> {
    list_from(root, &[start.to_path_buf()])
}

/// Walks on one thread, then asks for lengths and times on all: the asking takes most of the time.
fn list_from(root: &Path, starts: &[PathBuf]) -> io::Result<Vec<Found>> {
    let real_root = fs::canonicalize(root)?;
    let mut walked = Walked::default();
    for start in starts {
        walk(start, root, &real_root, &mut walked);
    }
    let mut found: Vec<Found> = walked.files.par_iter().filter_map(|path| stat(path, root)).collect();
    found.extend(walked.refused);
    found.par_sort_unstable_by(|one, other| one.location.cmp(&other.location));
    Ok(found)
}

/// Reads the given files on all threads; the results stand in the same order.
pub fn read_all(root: &Path, found: &[Found]) -> Vec<Content> {
    found.par_iter().map(|file| read(root, file)).collect()
}

/// Reads one file; what cannot be read says why.
pub fn read(root: &Path, file: &Found) -> Content {
    match &file.refused {
        Some(Refused::LeavesSite(target)) => {
            return Content::Unreadable(Unreadable::LeavesSite { target: target.clone() });
        }
        Some(Refused::Failed(why)) => return Content::Unreadable(Unreadable::Failed(why.clone())),
        None => (),
    }
    let is_text = is_text(&file.location);
    let limit = if is_text { TEXT_LIMIT } else { FILE_LIMIT };
    if file.bytes > limit {
        return Content::Unreadable(Unreadable::TooLarge { bytes: file.bytes, limit });
    }
    let bytes = match fs::read(root.join(&file.location)) {
        Ok(bytes) => bytes,
        Err(error) => return Content::Unreadable(Unreadable::Failed(error.to_string())),
    };
    content(is_text, bytes)
}

/// Tells what some bytes at a location are, as [`read`] would.
pub fn content_at(location: &str, bytes: Vec<u8>) -> Content {
    content(is_text(location), bytes)
}

fn content(is_text: bool, bytes: Vec<u8>) -> Content {
    if !is_text {
        return Content::Bytes(bytes.into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Content::Text(text.into()),
        Err(error) => Content::Unreadable(Unreadable::NotUtf8 { at: error.utf8_error().valid_up_to() }),
    }
}

/// Content and templates are text; `content/files` and the rest of a theme are bytes.
fn is_text(location: &str) -> bool {
    const TEXT: [&str; 7] = [".toml", ".md", ".html", ".css", ".js", ".svg", ".txt"];
    !location.starts_with("content/files/") && TEXT.iter().any(|ending| location.ends_with(ending))
}

/// True for a name that no one means as content: hidden files, editors' backups and swap files.
pub fn is_passed_over(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

/// What a walk came upon.
#[derive(Default)]
struct Walked {
    files: Vec<PathBuf>,
    refused: Vec<Found>,
}

impl Walked {
    fn refuse(&mut self, path: &Path, root: &Path, refused: Refused) {
        let location = location(path, root);
        self.refused.push(Found { location, bytes: 0, modified: 0, refused: Some(refused) });
    }
}

fn walk(start: &Path, root: &Path, real_root: &Path, walked: &mut Walked) {
    let mut entries = WalkDir::new(start).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| start.to_path_buf(), Path::to_path_buf);
                let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                // A file that went away while the folder was being walked is simply gone.
                let is_gone = error.io_error().is_some_and(|io| io.kind() == io::ErrorKind::NotFound)
                    && fs::symlink_metadata(&path).is_err();
                if !is_gone {
                    let refused = link_refusal(&path, real_root).unwrap_or(Refused::Failed(why));
                    walked.refuse(&path, root, refused);
                }
                continue;
            }
        };
        if entry.depth() > 0 && is_passed_over(entry.file_name()) {
            skip(&mut entries, &entry);
        } else if entry.path_is_symlink()
            && let Some(refused) = link_refusal(entry.path(), real_root)
        {
            walked.refuse(entry.path(), root, refused);
            skip(&mut entries, &entry);
        } else if entry.file_type().is_file() {
            walked.files.push(entry.into_path());
        }
    }
}

fn skip(entries: &mut walkdir::IntoIter, entry: &DirEntry) {
    if entry.file_type().is_dir() {
        entries.skip_current_dir();
    }
}

/// Returns why a symbolic link must not be followed.
fn link_refusal(path: &Path, real_root: &Path) -> Option<Refused> {
    let target: PathBuf = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) => {
            let target = fs::read_link(path).ok()?;
            // One that leads nowhere has no real place; only an absolute one is known to lead out.
            if !target.is_absolute() || target.starts_with(real_root) {
                let why = format!("the symbolic link to `{}` cannot be followed: {error}", target.display());
                return Some(Refused::Failed(why));
            }
            target
        }
    };
    (!target.starts_with(real_root)).then(|| Refused::LeavesSite(target.display().to_string()))
}

/// Returns a file with its length and time of change; nothing when it went away meanwhile.
fn stat(path: &Path, root: &Path) -> Option<Found> {
    let metadata = fs::metadata(path).ok()?;
    let modified = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .map_or(0, |since| since.as_nanos());
    Some(Found { location: location(path, root), bytes: metadata.len(), modified, refused: None })
}

/// Returns the location of a path below `root`.
pub fn location(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    match below.to_str() {
        Some(text) if MAIN_SEPARATOR == '/' => text.to_owned(),
        _ => {
            let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            parts.join("/")
        }
    }
}
