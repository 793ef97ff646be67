//! `milepost build`: check, render, publish.

use std::collections::HashSet;
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::Result;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use super::report::{self, Stages};
use super::site::{self, Site, shown};
use super::{Global, Making, Outcome, ProblemFormat, list, remembered};
use crate::build::{Inputs, PageFault, Workshop, told_once};
use crate::catalog::Ids;
use crate::config::SiteConfig;
use crate::diag::{Diagnostic, Diagnostics, count_of};
use crate::pages::Page;
use crate::publish::{self, Published, Staged};
use crate::source::folder::Found;

#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Where to write the site [default: `output` of site.toml, else public]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    making: Making,
}

pub fn run(global: &Global, args: &BuildArgs) -> Result<Outcome> {
    let site = Site::find(global)?;
    let mut stages = Stages::new(global);
    let found = site.list()?;
    stages.ended("list");
    let config = site.config(&found);
    let folder = match &args.output {
        Some(folder) => folder.clone(),
        None => site.root.join(&config.output),
    };
    let sources = site.parts();
    let opened = if args.dry_run { publish::look(&folder, &sources) } else { publish::open(&folder, &sources) };
    let output = opened?;
    let fingerprint = fingerprint(&found, args, &config);
    if output.state().and_then(remembered::done) == Some(fingerprint) && output.is_whole() {
        stages.ended("compare");
        report::say(global, &format!("Nothing changed; {} is up to date.", shown(&folder)));
        return Ok(Outcome::Fine);
    }
    stages.ended("compare");
    let published = output.state().and_then(remembered::ids);
    let workshop = read(&site, &found, args, published, &mut stages);
    let problems = &workshop.prepared().diagnostics;
    if problems.has_errors() {
        return refuse(problems, &workshop);
    }
    let staged = output.stage()?;
    let rendered = stage_all(global, &workshop, &staged)?;
    stages.ended("render");
    let mut all = problems.clone();
    all.extend(rendered);
    let all = all.sorted(&workshop.inputs().sources);
    if all.has_errors() {
        return refuse(&all, &workshop);
    }
    report::problems(&all, &workshop.inputs().sources, ProblemFormat::Text, "")?;
    // A build with warnings is not remembered as done: the next one must show them again.
    let done = all.is_empty().then_some(fingerprint);
    let state = remembered::encode(done, &Ids::of(&workshop.prepared().catalog));
    let published = staged.commit(&state)?;
    stages.ended("publish");
    tell(global, &workshop, &published, args, &folder);
    if global.verbose {
        anstream::eprintln!("{:>12} {:>8.1} ms", "in all", site.started.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(Outcome::Fine)
}

/// Returns a digest of everything that the built site depends on.
///
/// A file counts by its location, length and time of change, the program by those of its own file.
fn fingerprint(found: &[Found], args: &BuildArgs, config: &SiteConfig) -> u128 {
    let mut hasher = Xxh3::new();
    let program = std::env::current_exe().and_then(fs::metadata);
    if let Ok(program) = program {
        let changed = program.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        hasher.update(&program.len().to_le_bytes());
        hasher.update(&changed.map_or(0, |since| since.as_nanos()).to_le_bytes());
    }
    let options = site::options(&args.making);
    let as_of = options.as_of.unwrap_or_else(|| options.now.to_zoned(config.zone.zone.clone()).date());
    hasher.update(format!("{as_of} {} {:?}", args.making.drafts, args.making.base_url).as_bytes());
    for file in found {
        hasher.update(file.location.as_bytes());
        hasher.update(&[0]);
        hasher.update(&file.bytes.to_le_bytes());
        hasher.update(&file.modified.to_le_bytes());
    }
    hasher.digest128()
}

/// Reads and prepares the site. It is left to the end of the process: giving back so many small
/// pieces one by one would take as long as linking them.
fn read(
    site: &Site,
    found: &[Found],
    args: &BuildArgs,
    published: Option<Ids>,
    stages: &mut Stages,
) -> ManuallyDrop<Workshop> {
    let inputs = Inputs { published, ..site.read(found, &args.making) };
    stages.ended("read");
    let workshop = Workshop::new(inputs);
    stages.ended("prepare");
    ManuallyDrop::new(workshop)
}

fn refuse(problems: &Diagnostics, workshop: &Workshop) -> Result<Outcome> {
    report::problems(problems, &workshop.inputs().sources, ProblemFormat::Text, "Nothing was published.")?;
    Ok(Outcome::Problems)
}

/// Puts every file of the site on the stage, on all threads; returns the problems on the way.
fn stage_all(global: &Global, workshop: &Workshop, staged: &Staged) -> Result<Diagnostics> {
    let site = workshop.site();
    let pages = site.pages();
    let bar = progress(global, pages.len());
    let outcomes: Result<Vec<Option<PageFault>>> = pages
        .par_iter()
        .map_init(Vec::new, |buffer, page| {
            bar.inc(1);
            stage_page(&site, page, staged, buffer)
        })
        .collect();
    let mut faults: Vec<PageFault> = outcomes?.into_iter().flatten().collect();
    bar.finish_and_clear();
    for file in site.plain_files() {
        if !staged.keep(&file.path, file.digest)? {
            staged.write(&file.path, file.digest, file.bytes)?;
        }
    }
    let data = stage_data(&site, staged)?.into_iter().chain(site.assets_over_budget());
    faults.extend(data.map(|problem| PageFault::Problem(Box::new(problem))));
    Ok(told_once(faults))
}

/// Renders one page where what it shows has changed.
fn stage_page(
    site: &crate::build::Site<'_>,
    page: &Page,
    staged: &Staged,
    buffer: &mut Vec<u8>,
) -> Result<Option<PageFault>> {
    let sheet = site.sheet(page);
    let stamp = site.stamp(&sheet);
    let file = page.file();
    if staged.keep(&file, stamp)? {
        let bytes = staged.manifest().get(&file).map_or(0, |record| record.len);
        return Ok(site.over_budget(page, bytes));
    }
    buffer.clear();
    if let Err(problem) = site.render(page, &sheet, buffer) {
        return Ok(Some(PageFault::Problem(problem)));
    }
    staged.write(&file, stamp, buffer)?;
    Ok(site.over_budget(page, buffer.len() as u64))
}

/// Puts the data of the page scripts on the stage; what it is made from tells whether it is still true.
fn stage_data(site: &crate::build::Site<'_>, staged: &Staged) -> Result<Vec<Diagnostic>> {
    let outcomes: Result<Vec<Option<Diagnostic>>> = site
        .data()
        .par_iter()
        .map(|page| {
            if staged.keep(&page.path, page.stamp)? {
                return Ok(None);
            }
            match site.data_text(page) {
                Ok(text) => staged.write(&page.path, page.stamp, text.as_bytes()).map(|()| None),
                Err(problem) => Ok(Some(*problem)),
            }
        })
        .collect();
    stage_search(site, staged)?;
    Ok(outcomes?.into_iter().flatten().chain(site.data_over_budget()).collect())
}

/// Puts the files of the search on the stage, or keeps them all: their folder is named for what they are made from.
fn stage_search(site: &crate::build::Site<'_>, staged: &Staged) -> Result<()> {
    let (folder, stamp) = (site.search_folder(), site.search_stamp());
    let known: Vec<&str> = staged.manifest().below(&folder).collect();
    let mut kept = HashSet::new();
    for file in &known {
        if staged.keep(file, stamp)? {
            kept.insert(*file);
        }
    }
    if known.is_empty() || kept.len() < known.len() {
        let files = site.search().into_par_iter().filter(|(file, _)| !kept.contains(file.as_str()));
        files.try_for_each(|(file, text)| staged.write(&file, stamp, text.as_bytes()))?;
    }
    Ok(())
}

/// Returns a bar that is drawn on a terminal only, and there not before it is worth it.
fn progress(global: &Global, pages: usize) -> ProgressBar {
    const WORTH_IT: usize = 5_000;
    if !report::shows_progress(global) || pages < WORTH_IT {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} pages");
    ProgressBar::new(pages as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn tell(global: &Global, workshop: &Workshop, published: &Published, args: &BuildArgs, folder: &Path) {
    let catalog = &workshop.prepared().catalog;
    if args.dry_run {
        for (word, files) in [("add", &published.added), ("change", &published.changed), ("remove", &published.removed)]
        {
            for file in files {
                anstream::println!("{word} {file}");
            }
        }
    }
    let would = if args.dry_run { "would be " } else { "" };
    let line = format!(
        "{}: {} {would}written, {} unchanged, {} {would}removed.",
        count_of(catalog.listed, "entry"),
        count_of(published.written(), "file"),
        published.kept,
        published.removed.len()
    );
    report::say(global, &line);
    if !catalog.left_out.is_empty() {
        report::say(global, "Left out:");
        for one in &catalog.left_out {
            report::say(global, &format!("  {}: {}", one.id, list::rule(one.rule)));
        }
    }
    if !args.dry_run {
        report::say(global, &format!("The site is in {}.", shown(folder)));
    }
}
