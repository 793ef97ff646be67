//! Runs everything on one generated catalog after the other.
//!
//! The floor and the program take turns, so that what disturbs the machine disturbs both,
//! and each ratio is taken within one turn.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::arguments::Arguments;
use super::entry::Entries;
use super::floor::{self, Plan, Tree};
use super::generate::generate;
use super::measure::{Cost, FLOOR_THREADS, cost_of, file_system_of};
use super::random::Random;
use super::serving::{self, Edited, Served};
use super::subject::Subject;

/// One generated catalog and the program that works on it.
pub struct Scene<'a> {
    /// The program under test.
    pub subject: &'a Subject,
    /// The site folder.
    pub site: PathBuf,
    /// What the site was drawn from.
    pub entries: Entries,
    /// The folder around the site, in which outputs are made.
    work: PathBuf,
    /// Whether old outputs are removed at once: memory is short, and removal does no harm there.
    in_memory: bool,
}

/// Everything measured on one catalog.
pub struct Measured {
    /// Entries of the catalog.
    pub entries: usize,
    /// Type of the file system, such as `tmpfs`; `unknown` if the system does not say.
    pub file_system: String,
    /// Number and bytes of the inputs.
    pub inputs: (usize, u64),
    /// Number and bytes of the files that a build makes.
    pub outputs: (usize, u64),
    /// The runs, in the order in which they were made.
    pub turns: Vec<Turn>,
    /// Most memory of a cold build, in bytes; `None` where `/proc` is missing.
    pub peak_memory: Option<u64>,
    /// `None` if the server was left out.
    pub served: Option<Served>,
}

/// One run of everything, with the floor it is compared to.
pub struct Turn {
    /// Reading every input and writing as many files, two threads.
    pub floor: Cost,
    /// Asking about every input, two threads.
    pub stat: Cost,
    /// The same on one thread.
    pub stat_alone: Cost,
    /// A build into a fresh folder.
    pub cold: Cost,
    /// A build with nothing changed.
    pub unchanged: Cost,
    /// A build after a sentence was added to one entry.
    pub prose: Cost,
    /// A build after one title was changed.
    pub title: Cost,
    /// A list of all paths with routes.
    pub paths: Cost,
    /// A check; `None` if it was left out.
    pub check: Option<Cost>,
}

/// Measures every size that was asked for.
pub fn run(arguments: &Arguments, subject: &Subject) -> Result<Vec<Measured>> {
    let work = Workplace::new(&arguments.folder)?;
    eprintln!("working in {}", work.folder.display());
    let sizes = arguments.entries.iter();
    sizes.map(|&entries| one_size(arguments, subject, &work.folder.join(entries.to_string()), entries)).collect()
}

fn one_size(arguments: &Arguments, subject: &Subject, work: &Path, entries: usize) -> Result<Measured> {
    eprintln!("{entries} entries: writing the catalog");
    let site = work.join("site");
    generate(entries, &site, arguments.seed)?;
    let file_system = file_system_of(work).unwrap_or_else(|| "unknown".to_owned());
    let in_memory = file_system == "tmpfs";
    let entries_drawn = Entries::new(entries, arguments.seed);
    let scene = Scene { subject, site, entries: entries_drawn, work: work.to_owned(), in_memory };

    let inputs = Tree::of(&scene.site)?;
    let (outputs, peak_memory) = scene.first_build(arguments.stages)?;
    let mut turns = Vec::with_capacity(arguments.runs);
    for number in 0..arguments.runs {
        eprintln!("{entries} entries: run {} of {}", number + 1, arguments.runs);
        turns.push(scene.turn(number, (&inputs, &outputs), arguments.check)?);
    }
    let served = if arguments.serve {
        eprintln!("{entries} entries: serving");
        Some(serving::measure(&scene, arguments.runs, arguments.edits)?)
    } else {
        None
    };
    let (inputs, outputs) = ((inputs.count(), inputs.bytes()), (outputs.count(), outputs.bytes()));
    fs::remove_dir_all(work).with_context(|| format!("cannot remove `{}`", work.display()))?;
    Ok(Measured { entries, file_system, inputs, outputs, turns, peak_memory, served })
}

impl Scene<'_> {
    /// Builds once, untimed, to learn which files a build makes and what memory it takes.
    fn first_build(&self, stages: bool) -> Result<(Tree, Option<u64>)> {
        let room = self.room("first")?;
        let output = room.join("public");
        let peak_memory = self.subject.peak_memory(&self.site, &output)?;
        let tree = Tree::of(&output)?;
        if stages {
            eprint!("{}", self.subject.stages(&self.site, &room.join("stages"))?);
        }
        self.clear(&room)?;
        Ok((tree, peak_memory))
    }

    fn turn(&self, number: usize, (inputs, outputs): (&Tree, &Tree), check: bool) -> Result<Turn> {
        let room = self.room(&format!("run-{number}"))?;
        let places = inputs.places();
        let plan = Plan::like(outputs, &room.join("floor"));
        let (floor, ()) = cost_of(|| floor::read_all(&places).and_then(|()| plan.write()))?;
        let (stat, ()) = cost_of(|| floor::stat_all(&places, FLOOR_THREADS))?;
        let (stat_alone, ()) = cost_of(|| floor::stat_all(&places, 1))?;
        self.clear(&room.join("floor"))?;

        let output = room.join("public");
        let cold = self.subject.build(&self.site, &output)?;
        let unchanged = self.subject.build(&self.site, &output)?;
        let entry = Random::of(1, number as u64).below(self.entries.count());
        let prose = self.build_after(Edited::prose(self, entry, "One more sentence.")?, &output)?;
        // The output must hold the catalog as it was drawn, or two edits would be timed as one.
        self.subject.build(&self.site, &output)?;
        let title = self.build_after(Edited::title(self, entry, "revised")?, &output)?;
        let paths = self.subject.list_paths(&self.site)?;
        let check = if check { Some(self.subject.check(&self.site)?) } else { None };
        self.clear(&room)?;
        Ok(Turn { floor, stat, stat_alone, cold, unchanged, prose, title, paths, check })
    }

    /// Builds with an edit in place, which is taken back afterwards.
    fn build_after(&self, edited: Edited, output: &Path) -> Result<Cost> {
        let cost = self.subject.build(&self.site, output)?;
        drop(edited);
        Ok(cost)
    }

    fn room(&self, name: &str) -> Result<PathBuf> {
        let room = self.work.join(name);
        fs::create_dir(&room).with_context(|| format!("cannot make `{}`", room.display()))?;
        Ok(room)
    }

    /// Removes what is no longer needed, if that does not slow what comes next.
    ///
    /// On a disk it does: some file systems step over freshly removed files for minutes
    /// whenever they make a new one. There, everything is removed in the end.
    fn clear(&self, folder: &Path) -> Result<()> {
        if self.in_memory {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove `{}`", folder.display()))?;
        }
        Ok(())
    }
}

/// A folder of the benchmark's own, removed when dropped.
struct Workplace {
    folder: PathBuf,
}

impl Workplace {
    fn new(around: &Path) -> Result<Self> {
        fs::create_dir_all(around).with_context(|| format!("cannot make `{}`", around.display()))?;
        let around = around.canonicalize()?;
        let folder = around.join(format!("milepost-bench-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        Ok(Self { folder })
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("cannot remove `{}`: {error}", self.folder.display());
        }
    }
}
