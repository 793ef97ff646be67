//! What the measurements mean: one row a measure, set beside its yardstick and its budget.
//!
//! The budgets are the project's own and are stated for catalogs of 10,000 and 100,000
//! entries; other sizes are shown without a verdict.

use super::measure::{Cost, median};
use super::runner::{Measured, Turn};
use super::serving::Served;

/// The measure that others are compared to.
pub const FLOOR: &str = "floor: read every input, write every output";

const MEBIBYTE: f64 = 1_048_576.0;

/// What a measure is compared to, which decides how its number is written.
#[derive(Clone, Copy)]
pub enum Yardstick {
    /// Times the floor of the same run.
    Floor,
    /// Times the stat of every input of the same run, on two threads.
    Stat,
    /// Part of the cold build of the same run, in percent.
    Cold,
    /// Times the smaller catalog.
    Growth,
    /// A number of its own, in milliseconds.
    Milliseconds,
    /// A number of its own, in seconds.
    Seconds,
    /// A number of its own, in MiB.
    Mebibytes,
}

/// One measure of one catalog.
pub struct Row {
    /// What was measured, in words that are the same for every size.
    pub measure: &'static str,
    /// Median wall seconds; `None` for memory.
    pub wall: Option<f64>,
    /// Median processor seconds, where they were counted.
    pub cpu: Option<f64>,
    /// Median of the ratios to the floor of the same run, where both are runs.
    pub of_floor: Option<f64>,
    /// The number that is compared.
    pub value: f64,
    /// How to read that number.
    pub yardstick: Yardstick,
    /// The most that the number may be; `None` where nothing is promised.
    pub budget: Option<f64>,
}

/// The rows of one catalog.
pub struct Report {
    /// Entries of the catalog.
    pub entries: usize,
    /// Type of the file system.
    pub file_system: String,
    /// How many runs the medians are of.
    pub runs: usize,
    /// Number and bytes of the inputs.
    pub inputs: (usize, u64),
    /// Number and bytes of the outputs.
    pub outputs: (usize, u64),
    /// The measures, in the order in which they are shown.
    pub rows: Vec<Row>,
}

/// Works out the rows of one catalog.
pub fn of(measured: &Measured) -> Report {
    let mut rows = rows_of_runs(measured);
    rows.extend(measured.peak_memory.map(|peak| {
        let budget = peak_memory_budget(measured.entries);
        number("peak memory, cold build", peak as f64 / MEBIBYTE, Yardstick::Mebibytes, Some(budget))
    }));
    if let Some(served) = &measured.served {
        rows.extend(rows_of_server(served, measured.entries));
    }
    Report {
        entries: measured.entries,
        file_system: measured.file_system.clone(),
        runs: measured.turns.len(),
        inputs: measured.inputs,
        outputs: measured.outputs,
        rows,
    }
}

/// Works out how the processor time of a cold build grows from 10,000 to 100,000 entries.
///
/// `None` unless both were measured, with processor time.
pub fn growth(all: &[Measured]) -> Option<Row> {
    let cpu_of = |entries| {
        let measured = all.iter().find(|measured| measured.entries == entries)?;
        median(measured.turns.iter().filter_map(|turn| turn.cold.cpu))
    };
    let (smaller, larger): (f64, f64) = (cpu_of(10_000)?, cpu_of(100_000)?);
    let measure = "CPU of a cold build, from 10,000 to 100,000 entries";
    Some(number(measure, larger / smaller, Yardstick::Growth, Some(11.0)))
}

/// One kind of run: its name, how to find it in a turn, and what it is held to.
struct RunKind {
    measure: &'static str,
    find: fn(&Turn) -> Option<Cost>,
    yardstick: Yardstick,
    budget: Option<f64>,
}

fn rows_of_runs(measured: &Measured) -> Vec<Row> {
    let entries = measured.entries;
    let run = |measure, find, yardstick, budget| RunKind { measure, find, yardstick, budget };
    let cold_budget = cold_build_budget(entries, &measured.file_system);
    let unchanged_budget = at_sizes(entries, Some(2.0), Some(2.0));
    let prose_budget = at_sizes(entries, Some(40.0), None);
    let kinds = [
        run(FLOOR, |turn| Some(turn.floor), Yardstick::Floor, None),
        run("stat of every input, two threads", |turn| Some(turn.stat), Yardstick::Floor, None),
        run("stat of every input, one thread", |turn| Some(turn.stat_alone), Yardstick::Stat, None),
        run("cold build", |turn| Some(turn.cold), Yardstick::Floor, cold_budget),
        run("build, nothing changed", |turn| Some(turn.unchanged), Yardstick::Stat, unchanged_budget),
        run("build after a prose edit", |turn| Some(turn.prose), Yardstick::Cold, prose_budget),
        run("build after a title edit", |turn| Some(turn.title), Yardstick::Cold, None),
        run("list of paths, with routes", |turn| Some(turn.paths), Yardstick::Cold, None),
        run("check", |turn| turn.check, Yardstick::Floor, None),
    ];
    kinds.iter().filter_map(|kind| row_of_run(kind, &measured.turns)).collect()
}

fn row_of_run(kind: &RunKind, turns: &[Turn]) -> Option<Row> {
    let runs: Vec<(&Turn, Cost)> = turns.iter().filter_map(|turn| Some((turn, (kind.find)(turn)?))).collect();
    let times = |over: fn(&Turn) -> f64| median(runs.iter().map(|(turn, cost)| cost.wall / over(turn)));
    let value = match kind.yardstick {
        Yardstick::Stat => times(|turn| turn.stat.wall),
        Yardstick::Cold => times(|turn| turn.cold.wall / 100.0),
        _ => times(|turn| turn.floor.wall),
    };
    Some(Row {
        measure: kind.measure,
        wall: median(runs.iter().map(|(_, cost)| cost.wall)),
        cpu: median(runs.iter().filter_map(|(_, cost)| cost.cpu)),
        of_floor: times(|turn| turn.floor.wall),
        value: value?,
        yardstick: kind.yardstick,
        budget: kind.budget,
    })
}

fn rows_of_server(served: &Served, entries: usize) -> Vec<Row> {
    let edit_budget = at_sizes(entries, Some(15.0), Some(50.0));
    let edit = |measure, seconds: &[f64]| {
        let value = median(seconds.iter().copied())? * 1_000.0;
        Some(number(measure, value, Yardstick::Milliseconds, edit_budget))
    };
    let start = median(served.first_answers.iter().copied()).map(|seconds| {
        number("serve: start to first page", seconds, Yardstick::Seconds, at_sizes(entries, Some(0.6), None))
    });
    let idle = served.idle_memory.map(|bytes| {
        let budget = at_sizes(entries, Some(120.0), None);
        number("serve: memory when idle", bytes as f64 / MEBIBYTE, Yardstick::Mebibytes, budget)
    });
    let rows = [
        start,
        idle,
        edit("serve: prose edit to its page", &served.prose),
        edit("serve: title edit to its page", &served.title),
        edit("serve: title edit to a list", &served.title_in_list),
    ];
    rows.into_iter().flatten().collect()
}

/// Makes a row of a number that stands for itself.
fn number(measure: &'static str, value: f64, yardstick: Yardstick, budget: Option<f64>) -> Row {
    Row { measure, wall: None, cpu: None, of_floor: None, value, yardstick, budget }
}

fn cold_build_budget(entries: usize, file_system: &str) -> Option<f64> {
    let medium = if file_system == "tmpfs" { 2.0 } else { 1.5 };
    at_sizes(entries, Some(medium), Some(2.1))
}

/// Returns 12 kB an entry and 30 MiB, in MiB; 1.2 GB in all is the most at 100,000 entries.
fn peak_memory_budget(entries: usize) -> f64 {
    let by_size = entries as f64 * 12_000.0 / MEBIBYTE + 30.0;
    if entries == 100_000 { by_size.min(1.2e9 / MEBIBYTE) } else { by_size }
}

/// Chooses a budget that is stated for two sizes only.
fn at_sizes(entries: usize, at_10_000: Option<f64>, at_100_000: Option<f64>) -> Option<f64> {
    match entries {
        10_000 => at_10_000,
        100_000 => at_100_000,
        _ => None,
    }
}
