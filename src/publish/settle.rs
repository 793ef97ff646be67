//! Makes the stage equal to the new site, touching only what differs.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::disk::{self, Identity};
use super::listing::{self, Kind};
use super::location::Location;
use super::wanted::{Source, Wanted};

/// The work of making one stage equal to one site.
pub(super) struct Settling<'a> {
    pub location: &'a Location,
    /// Whether the stage was made of a spare, so that anything may stand in it.
    pub is_reused: bool,
}

/// What stands in one folder of the stage.
type Listing = HashMap<OsString, Found>;

enum Found {
    Folder,
    File(Identity),
}

impl Settling<'_> {
    pub fn settle(&self, wanted: &Wanted) -> Result<()> {
        self.settle_folder(Path::new(""), wanted, self.is_reused)
    }

    /// Settles one folder that exists; `is_reused` if it may hold more than was just written.
    fn settle_folder(&self, folder: &Path, wanted: &Wanted, is_reused: bool) -> Result<()> {
        let staged = self.location.stage().join(folder);
        let cannot = |place: &Path| format!("cannot write `{}`", self.location.show(place));
        let listing = if is_reused { list(&staged).with_context(|| cannot(folder))? } else { Listing::new() };
        for name in listing.keys().filter(|name| !wanted.has(name)) {
            let place = folder.join(name);
            disk::remove(&staged.join(name)).with_context(|| cannot(&place))?;
        }
        for (name, source) in &wanted.files {
            if let Source::Output(identity) = source {
                let place = folder.join(name);
                self.carry(&place, *identity, listing.get(*name)).with_context(|| cannot(&place))?;
            }
        }
        wanted.folders.par_iter().try_for_each(|(name, inner)| {
            let place = folder.join(name);
            let is_reused = self.prepare(&place, listing.get(*name)).with_context(|| cannot(&place))?;
            self.settle_folder(&place, inner, is_reused)?;
            if !is_reused {
                // After its files: a folder may forbid its owner to write into it.
                self.copy_permissions(&place).with_context(|| cannot(&place))?;
            }
            Ok(())
        })
    }

    /// Sees to it that a file of the output is in the stage.
    fn carry(&self, place: &Path, identity: Identity, found: Option<&Found>) -> io::Result<()> {
        let staged = self.location.stage().join(place);
        match found {
            Some(Found::File(standing)) if identity.is_some() && *standing == identity => {
                return Ok(());
            }
            Some(_) => disk::remove(&staged)?,
            None => (),
        }
        disk::link_or_copy(&self.location.output.join(place), &staged)
    }

    /// Sees to it that a folder is in the stage; says whether it may hold old things.
    fn prepare(&self, place: &Path, found: Option<&Found>) -> io::Result<bool> {
        let staged = self.location.stage().join(place);
        match found {
            Some(Found::Folder) => return Ok(true),
            Some(Found::File(_)) => disk::remove(&staged)?,
            None => (),
        }
        match fs::create_dir(&staged) {
            // Made a moment ago, for a file that was written.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            created => created.map(|()| false),
        }
    }

    fn copy_permissions(&self, place: &Path) -> io::Result<()> {
        match disk::copy_permissions(&self.location.output.join(place), &self.location.stage().join(place)) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
            copied => copied,
        }
    }
}

impl Wanted<'_> {
    fn has(&self, name: &OsStr) -> bool {
        self.files.contains_key(name) || self.folders.contains_key(name)
    }
}

fn list(folder: &Path) -> io::Result<Listing> {
    let mut found = Listing::new();
    listing::visit(folder, |name, kind, identity| {
        let kind = if kind == Kind::Folder { Found::Folder } else { Found::File(identity) };
        found.insert(name.to_owned(), kind);
    })?;
    Ok(found)
}
