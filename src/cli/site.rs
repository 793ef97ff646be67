//! Finds the site folder and loads its files.

use std::env;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use jiff::Timestamp;

use super::{Global, Making, Usage};
use crate::build::{Inputs, Memo, Options, Prepared, prepare};
use crate::config::{self, SiteConfig};
use crate::diag::Diagnostics;
use crate::source::Sources;
use crate::source::folder::{self, Found};

/// A site folder and when the work on it began.
pub struct Site {
    pub root: PathBuf,
    pub started: Instant,
}

impl Site {
    /// Returns the folder that `--site` names, else the nearest one upwards that has `site.toml`.
    pub fn find(global: &Global) -> Result<Self> {
        let started = Instant::now();
        if let Some(root) = &global.site {
            if !root.is_dir() {
                let fault = match root.is_file() {
                    true => format!("`{}` is a file; name the folder that holds site.toml", root.display()),
                    false => format!("there is no folder `{}`", root.display()),
                };
                return Err(Usage(fault).into());
            }
            return Ok(Site { root: root.clone(), started });
        }
        let here = env::current_dir().context("cannot tell the current folder")?;
        let root = here.ancestors().find(|folder| folder.join("site.toml").is_file());
        match root {
            Some(root) => Ok(Site { root: root.to_path_buf(), started }),
            None => Err(Usage(
                "no site.toml here or in a folder above; name a site with `--site DIR`, or make one with `milepost init DIR`"
                    .to_owned(),
            )
            .into()),
        }
    }

    /// Lists every input.
    pub fn list(&self) -> Result<Vec<Found>> {
        folder::list(&self.root).with_context(|| format!("cannot read the folder `{}`", self.root.display()))
    }

    /// Reads every input.
    pub fn read(&self, found: &[Found], making: &Making) -> Inputs {
        let contents = folder::read_all(&self.root, found);
        let mut sources = Sources::default();
        for (file, content) in found.iter().zip(contents) {
            sources.set(&file.location, Some(content));
        }
        Inputs { sources, options: options(making), ..Inputs::default() }
    }

    /// Reads `site.toml` alone, for what must be known before anything else; its problems are told later.
    pub fn config(&self, found: &[Found]) -> SiteConfig {
        let mut sources = Sources::default();
        let Some(file) = found.iter().find(|file| file.location == "site.toml") else { return SiteConfig::default() };
        let id = sources.set("site.toml", Some(folder::read(&self.root, file)));
        config::read(id, &sources, &mut Diagnostics::default())
    }

    /// Returns the files and folders that the site is made from; no output may touch them.
    pub fn parts(&self) -> [PathBuf; 3] {
        ["site.toml", "content", "themes"].map(|part| self.root.join(part))
    }

    /// Reads and prepares the whole site.
    pub fn prepare(&self, making: &Making) -> Result<(Inputs, Prepared)> {
        let found = self.list()?;
        let mut inputs = self.read(&found, making);
        let prepared = prepare(&mut inputs, &mut Memo::default());
        Ok((inputs, prepared))
    }
}

/// Returns the options of a build that starts now.
pub fn options(making: &Making) -> Options {
    Options { now: Timestamp::now(), as_of: making.as_of, with_drafts: making.drafts, base: making.base_url.clone() }
}

/// Shows a path as a person would write it from the current folder.
pub fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    match path.as_os_str().is_empty() {
        true => ".".to_owned(),
        false => path.display().to_string(),
    }
}
