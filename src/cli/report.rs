//! Shows problems and progress.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::time::Instant;

use anstream::ColorChoice;
use anyhow::Result;

use super::{Global, ProblemFormat};
use crate::diag::{Diagnostics, machine, text};
use crate::source::Sources;

/// Writes problems: for people on standard error, for machines on standard output.
///
/// A reader that stopped reading is no failure here: the exit code still tells of the problems.
pub fn problems(problems: &Diagnostics, sources: &Sources, format: ProblemFormat, closing: &str) -> Result<()> {
    match write(problems, sources, format, closing) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn write(problems: &Diagnostics, sources: &Sources, format: ProblemFormat, closing: &str) -> io::Result<()> {
    match format {
        ProblemFormat::Json | ProblemFormat::Github => {
            let mut out = anstream::stdout().lock();
            for problem in problems.iter() {
                match format {
                    ProblemFormat::Github => writeln!(out, "{}", machine::github(problem, sources))?,
                    _ => writeln!(out, "{}", machine::json(problem, sources))?,
                }
            }
        }
        ProblemFormat::Text => {
            let is_colored = is_colored();
            let mut out = anstream::stderr().lock();
            for problem in problems.iter() {
                writeln!(out, "{}\n", text::draw(problem, sources, is_colored))?;
            }
            if let Some(summary) = text::summary(problems) {
                writeln!(out, "{summary}.{}{closing}", if closing.is_empty() { "" } else { " " })?;
            }
        }
    }
    Ok(())
}

fn is_colored() -> bool {
    !matches!(anstream::AutoStream::choice(&std::io::stderr()), ColorChoice::Never)
}

/// Says a line about the run on standard error, unless told to be quiet.
pub fn say(global: &Global, line: &str) {
    if !global.quiet {
        anstream::eprintln!("{line}");
    }
}

/// Measures the stages of a run for `--verbose`.
pub struct Stages {
    is_shown: bool,
    last: Instant,
}

impl Stages {
    pub fn new(global: &Global) -> Self {
        Stages { is_shown: global.verbose, last: Instant::now() }
    }

    /// Says how long the stage that just ended took.
    pub fn ended(&mut self, stage: &str) {
        let now = Instant::now();
        if self.is_shown {
            anstream::eprintln!("{stage:>12} {:>8.1} ms", (now - self.last).as_secs_f64() * 1000.0);
        }
        self.last = now;
    }
}

/// Tells whether progress should be drawn: somebody looks, and did not ask for quiet.
pub fn shows_progress(global: &Global) -> bool {
    !global.quiet && std::io::stderr().is_terminal()
}
