//! Where an output folder is, what belongs to it, and whether it may be published to.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::disk;
use super::manifest::MANIFEST_NAME;

/// The output folder and our own folder beside it.
#[derive(Debug, Clone)]
pub(super) struct Location {
    /// As the person named it, for messages.
    pub shown: PathBuf,
    /// Resolved: absolute, without links.
    pub output: PathBuf,
    work: PathBuf,
}

/// What is at the place of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Missing,
    Empty,
    /// A folder with a manifest, readable or not.
    Ours,
}

impl Location {
    /// Resolves an output and refuses one that touches a source or lies in a published site.
    pub fn find(output: &Path, sources: &[PathBuf]) -> Result<Location> {
        let shown = output.to_path_buf();
        let output = resolve(output)?;
        for source in sources {
            refuse_overlap(&shown, &output, source)?;
        }
        refuse_other_site(&shown, &output)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            bail!("cannot publish to `{}`: it has no folder above it", shown.display());
        };
        let mut work_name = OsString::from(".");
        work_name.push(name);
        work_name.push(".milepost");
        let work = parent.join(work_name);
        Ok(Location { shown, output, work })
    }

    /// Says what is at the place of the output; refuses what is not ours to replace.
    pub fn inspect(&self) -> Result<Standing> {
        let shown = self.shown.display();
        let metadata = match fs::symlink_metadata(&self.output) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Missing),
            Err(error) => return Err(error).context(format!("cannot look at `{shown}`")),
        };
        if !metadata.is_dir() {
            bail!("cannot publish to `{shown}`: it is a file, not a folder");
        }
        if disk::is_mount_point(&self.output) {
            bail!(
                "cannot publish to `{shown}`: it is a mount point or on another file system than the folder \
                 above it, so the new site cannot take its place in one step; choose a folder inside it"
            );
        }
        if fs::symlink_metadata(self.output.join(MANIFEST_NAME)).is_ok_and(|found| found.is_file()) {
            return Ok(Standing::Ours);
        }
        if disk::is_empty_folder(&self.output).with_context(|| format!("cannot read `{shown}`"))? {
            return Ok(Standing::Empty);
        }
        bail!(
            "cannot publish to `{shown}`: this folder was not made by Milepost (it holds files and \
             no `{MANIFEST_NAME}`); choose another folder, or empty this one"
        );
    }

    /// Does what [`Location::inspect`] does, and looks where a killed build left the old site.
    pub fn inspect_interrupted(&mut self) -> Result<Standing> {
        let standing = self.inspect()?;
        if standing != Standing::Ours && self.old().join(MANIFEST_NAME).is_file() {
            self.output = self.old();
            return Ok(Standing::Ours);
        }
        Ok(standing)
    }

    /// Our own folder, beside the output.
    pub fn work(&self) -> &Path {
        &self.work
    }

    /// The file whose lock a publishing build holds.
    pub fn lock(&self) -> PathBuf {
        self.work.join("lock")
    }

    /// The site that is being made.
    pub fn stage(&self) -> PathBuf {
        self.work.join("stage")
    }

    /// Material for the next stage.
    pub fn spare(&self) -> PathBuf {
        self.work.join("spare")
    }

    /// The old site, between two renames.
    pub fn old(&self) -> PathBuf {
        self.work.join("old")
    }

    /// A manifest that is about to replace the one in the output.
    pub fn next_manifest(&self) -> PathBuf {
        self.work.join("manifest")
    }

    /// Names a file of the site as a person would look for it.
    pub fn show(&self, location: impl AsRef<Path>) -> String {
        self.shown.join(location).display().to_string()
    }
}

fn refuse_overlap(shown: &Path, output: &Path, source: &Path) -> Result<()> {
    let resolved = resolve(source)?;
    let (shown, source) = (shown.display(), source.display());
    let fault = if output == resolved {
        format!("the site is made from `{source}` itself")
    } else if output.starts_with(&resolved) {
        format!("it lies inside `{source}`, which the site is made from")
    } else if resolved.starts_with(output) {
        format!("it contains `{source}`, which the site is made from")
    } else {
        return Ok(());
    };
    bail!("cannot publish to `{shown}`: {fault}; choose a folder of its own");
}

/// Refuses an output inside a folder that another build publishes to, or keeps its own things in.
///
/// That build would carry the files over as not its own, or delete them with its work.
fn refuse_other_site(shown: &Path, output: &Path) -> Result<()> {
    let shown = shown.display();
    for folder in output.ancestors().skip(1) {
        if fs::symlink_metadata(folder.join(MANIFEST_NAME)).is_ok_and(|found| found.is_file()) {
            bail!(
                "cannot publish to `{shown}`: it lies inside `{}`, which holds a published site; \
                 choose a folder of its own",
                folder.display()
            );
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') && name.ends_with(".milepost") {
            bail!(
                "cannot publish to `{shown}`: it lies inside `{}`, where builds keep their work; \
                 choose a folder of its own",
                folder.display()
            );
        }
    }
    Ok(())
}

/// Makes a location absolute and follows every link in it; the last parts may be missing.
///
/// Goes part by part, since `..` after a link leads to the folder above its target.
fn resolve(location: &Path) -> Result<PathBuf> {
    let shown = location.display();
    let absolute = std::path::absolute(location).with_context(|| format!("cannot find `{shown}`"))?;
    let mut resolved = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::CurDir => continue,
            Component::ParentDir => {
                resolved.pop();
                continue;
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => resolved.push(component),
        }
        if !matches!(component, Component::Normal(_)) {
            continue;
        }
        match fs::canonicalize(&resolved) {
            Ok(found) => resolved = found,
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).context(format!("cannot find `{shown}`"));
            }
            Err(_) if fs::symlink_metadata(&resolved).is_ok() => {
                bail!("cannot use `{shown}`: `{}` is a link that leads nowhere", resolved.display());
            }
            Err(_) => (),
        }
    }
    Ok(resolved)
}
