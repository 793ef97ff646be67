//! `milepost check`: the whole build in memory.

use std::mem::ManuallyDrop;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::report::{self, Stages};
use super::site::Site;
use super::{Global, Making, Outcome, ProblemFormat, remembered};
use crate::build::{Inputs, Workshop};
use crate::catalog::Ids;
use crate::diag::count_of;
use crate::publish;
use crate::source::folder::Found;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// How problems are written
    #[arg(long, default_value = "text")]
    format: ProblemFormat,
    /// Let these end with exit code 1 as errors do
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    #[command(flatten)]
    making: Making,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    Warnings,
}

/// Returns the ids of the site in the output folder; what cannot be read there is no problem of the content.
fn published(site: &Site, found: &[Found]) -> Option<Ids> {
    let folder = site.root.join(site.config(found).output);
    let output = publish::look(&folder, &site.parts()).ok()?;
    remembered::ids(output.state()?)
}

pub fn run(global: &Global, args: &CheckArgs) -> Result<Outcome> {
    let site = Site::find(global)?;
    let mut stages = Stages::new(global);
    let found = site.list()?;
    let inputs = Inputs { published: published(&site, &found), ..site.read(&found, &args.making) };
    stages.ended("read");
    // Left to the end of the process, as in a build.
    let workshop = ManuallyDrop::new(Workshop::new(inputs));
    stages.ended("prepare");
    let mut problems = workshop.prepared().diagnostics.clone();
    let mut pages = 0;
    if !problems.has_errors() {
        let site = workshop.site();
        pages = site.pages().len();
        problems.extend(site.check_pages(|_, _| ()));
        problems.extend(site.assets_over_budget());
        problems.extend(site.data_over_budget());
        stages.ended("render");
    }
    let problems = problems.sorted(&workshop.inputs().sources);
    report::problems(&problems, &workshop.inputs().sources, args.format, "")?;
    let is_bad = problems.has_errors() || (args.deny == Some(Deny::Warnings) && !problems.is_empty());
    if is_bad {
        return Ok(Outcome::Problems);
    }
    let catalog = &workshop.prepared().catalog;
    let words = if problems.is_empty() { "no problems" } else { "no errors" };
    let line = format!("{} on {}: {words}.", count_of(catalog.listed, "entry"), count_of(pages, "page"));
    report::say(global, &line);
    Ok(Outcome::Fine)
}
