//! `milepost init`: a small working site in a new folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Args;

use super::site::shown;
use super::{Global, Outcome, Usage, report};

#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to make; it may exist if it is empty
    folder: PathBuf,
}

/// The files of a new site, by location.
const FILES: [(&str, &str); 12] = [
    ("site.toml", include_str!("init/site.toml")),
    (".gitignore", "/public/\n/.public.milepost/\n"),
    ("README.md", include_str!("init/README.md")),
    ("content/index.md", include_str!("init/index.md")),
    ("content/providers.toml", include_str!("init/providers.toml")),
    ("content/credentials.toml", include_str!("init/credentials.toml")),
    ("content/roles.toml", include_str!("init/roles.toml")),
    ("content/competencies.toml", include_str!("init/competencies.toml")),
    ("content/opportunities/reading-aloud.md", include_str!("init/reading-aloud.md")),
    ("content/opportunities/short-ones.toml", include_str!("init/short-ones.toml")),
    ("content/paths/clerk-to-policy-lead.md", include_str!("init/clerk-to-policy-lead.md")),
    ("content/pages/about.md", include_str!("init/about.md")),
];

pub fn run(global: &Global, args: &InitArgs) -> Result<Outcome> {
    let folder = &args.folder;
    let is_in_use = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    if is_in_use {
        let fault = format!("`{}` is there already and not empty; name a new folder", folder.display());
        return Err(Usage(fault).into());
    }
    for (location, text) in FILES {
        write(&folder.join(location), text)?;
    }
    report::say(global, &format!("Made a site in {}.", shown(folder)));
    report::say(global, &format!("Look at it: milepost serve --open --site {}", shown(folder)));
    Ok(Outcome::Fine)
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}
