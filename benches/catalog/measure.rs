//! What a run costs: wall time, processor time, memory; and how many runs become one number.
//!
//! Processor time and memory are read from `/proc`, in steps of a hundredth of a second. A
//! system without `/proc` gets wall times only.

use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How many threads the floor uses, and how many processors the budgets are stated for.
pub const FLOOR_THREADS: usize = 2;

/// `/proc` counts processor time in these, on every Linux machine.
const TICKS_PER_SECOND: f64 = 100.0;

/// What one run took.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of all processors together, children included; `None` where `/proc` is missing.
    pub cpu: Option<f64>,
}

/// Runs something and tells what it took, whatever processes it started and waited for included.
pub fn cost_of<T>(work: impl FnOnce() -> Result<T>) -> Result<(Cost, T)> {
    let (cpu_before, start) = (own_cpu(), Instant::now());
    let value = work()?;
    let wall = start.elapsed().as_secs_f64();
    let cpu = own_cpu().zip(cpu_before).map(|(after, before)| after - before);
    Ok((Cost { wall, cpu }, value))
}

/// Returns the middle of some numbers, the mean of the middle two if they are even in number.
///
/// `None` without numbers.
pub fn median(numbers: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.into_iter().collect();
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    let upper = *numbers.get(middle)?;
    Some(if numbers.len().is_multiple_of(2) { (numbers[middle - 1] + upper) / 2.0 } else { upper })
}

/// Returns the processor seconds that a running process has used so far.
pub fn cpu_of(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    ticks(&stat, 11..13)
}

/// Returns one of the memory lines of a running process, in bytes: `VmRSS` now, `VmHWM` at most.
pub fn memory_of(process: u32, line: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let rest = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'))?;
    let kibibytes: u64 = rest.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1024)
}

/// Returns the type of the file system that a folder lies on, such as `tmpfs`.
pub fn file_system_of(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let mounts = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((Path::new(words.next()?), words.next()?))
    });
    let around = mounts.filter(|(place, _)| folder.starts_with(place));
    // Of two mounts in one place the later hides the earlier; `max_by_key` returns the last.
    around.max_by_key(|(place, _)| place.components().count()).map(|(_, kind)| kind.to_owned())
}

/// Returns how many processors this machine lends us; 1 if it does not say.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Hands out items to threads, some at a time, until all are done or one fails.
pub fn share_out<T: Sync>(
    threads: usize,
    items: &[T],
    at_a_time: usize,
    work: impl Fn(&[T]) -> Result<()> + Sync,
) -> Result<()> {
    let shares: Vec<&[T]> = items.chunks(at_a_time).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(share) = shares.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(share)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let mut ends = workers.into_iter().map(|worker| worker.join());
        ends.try_for_each(|end| end.map_err(|_| anyhow!("a thread of the benchmark panicked"))?)
    })
}

/// Waits until a condition holds, looking every fifth of a millisecond; false if time ran out.
pub fn wait_until(limit: Duration, mut holds: impl FnMut() -> Result<bool>) -> Result<bool> {
    let start = Instant::now();
    while start.elapsed() < limit {
        if holds()? {
            return Ok(true);
        }
        thread::sleep(Duration::from_micros(200));
    }
    Ok(false)
}

/// Returns the processor seconds of this process and of the children it has waited for.
fn own_cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    ticks(&stat, 11..15)
}

/// Adds up some fields of a `stat` line, counted from the one after the process name.
fn ticks(stat: &str, fields: std::ops::Range<usize>) -> Option<f64> {
    // The name stands in brackets and may itself hold spaces and brackets.
    let (_, rest) = stat.rsplit_once(") ")?;
    let fields = rest.split(' ').skip(fields.start).take(fields.len());
    let ticks = fields.map(|field| field.parse::<f64>().ok()).sum::<Option<f64>>()?;
    Some(ticks / TICKS_PER_SECOND)
}
