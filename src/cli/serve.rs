//! `milepost serve`: the site on this machine, true to its files while they are edited.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use jiff::Timestamp;

use super::site::{Site, options, shown};
use super::{Global, Making, Outcome, ProblemFormat, report};
use crate::diag::{Diagnostics, count_of, text};
use crate::serve::{Cause, DEFAULT_PORT, News, Port, Server, Setting, Watching};
use crate::source::Sources;

#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Listen on this port and no other [default: 4000, or the next that is free]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Look through the folders every 2 seconds, for drives whose system does not tell of changes
    #[arg(long)]
    pub poll: bool,
    #[command(flatten)]
    pub making: Making,
}

/// Runs the command until Ctrl-C.
pub fn run(global: &Global, args: &ServeArgs) -> Result<Outcome> {
    let site = Site::find(global)?;
    let terminal = Terminal { is_quiet: global.quiet, site: shown(&site.root) };
    let server = Server::start(Setting {
        root: site.root.clone(),
        options: options(&args.making),
        watching: if args.poll { Watching::POLLING } else { Watching::System },
        port: args.port.map_or(Port::From(DEFAULT_PORT), Port::Exactly),
        clock: Arc::new(Timestamp::now),
        tell: Arc::new(move |news| terminal.tell(news)),
    })?;
    if args.open {
        open(format!("http://{}/", server.address()));
    }
    server.wait_for_interrupt()?;
    Ok(Outcome::Fine)
}

/// Shows news: problems always, all else unless told to be quiet.
struct Terminal {
    is_quiet: bool,
    /// The site folder as the person would write it.
    site: String,
}

impl Terminal {
    fn tell(&self, news: &News<'_>) {
        match news {
            News::Listening { address } => {
                self.say(&format!("Serving {} at http://{address}/ (Ctrl-C ends it)", self.site))
            }
            News::Prepared { cause, took, problems, sources } => {
                if problems.has_errors() {
                    show(problems, sources);
                }
                self.say(&line(cause, *took, problems));
            }
            News::PageFailed { problem, sources } => {
                let mut problems = Diagnostics::default();
                problems.push((*problem).clone());
                show(&problems, sources);
            }
            News::Failed { message } => {
                anstream::eprintln!(
                    "Milepost itself failed: {message}. The server goes on; the next save starts afresh."
                );
            }
            News::CannotWatch { why } => {
                anstream::eprintln!("Cannot watch the folder: {why}. It is looked through every 2 seconds instead.");
            }
        }
    }

    fn say(&self, line: &str) {
        if !self.is_quiet {
            anstream::eprintln!("{line}");
        }
    }
}

fn show(problems: &Diagnostics, sources: &Sources) {
    // A terminal that takes no more words is no reason to stop serving.
    let _ = report::problems(problems, sources, ProblemFormat::Text, "");
}

/// Returns what was done in one line: why, how long it took, what is wrong.
fn line(cause: &Cause<'_>, took: Duration, problems: &Diagnostics) -> String {
    let why = match cause {
        Cause::Start => "Start".to_owned(),
        Cause::Files([location]) => format!("Changed {location}"),
        Cause::Files(locations) => format!("Changed {}", count_of(locations.len(), "file")),
        Cause::NewDay => "Another day".to_owned(),
    };
    let took = format!("{:.0} ms", took.as_secs_f64() * 1000.0);
    match text::summary(problems) {
        None => format!("{why}: {took}"),
        Some(summary) if problems.has_errors() => format!("{why}: not made, {summary} ({took})"),
        Some(summary) => format!("{why}: {took}, {summary}; `milepost check` shows them"),
    }
}

/// Opens an address in the browser; that it cannot be opened is only told.
fn open(address: String) {
    let (program, before): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(before).arg(&address);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Some of these programs stay as long as the browser does.
    std::thread::spawn(move || {
        let why = match command.status() {
            Ok(status) if status.success() => return,
            Ok(status) => format!("`{program}` ended with {status}"),
            Err(error) => format!("cannot start `{program}`: {error}"),
        };
        anstream::eprintln!("No browser was opened, {why}. The site is at {address}");
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{self, Diagnostic};
    use crate::source::{Content, Span};

    #[test]
    fn one_line_tells_what_changed_how_long_it_took_and_what_is_wrong() {
        let mut sources = Sources::default();
        let file = sources.set("content/a.md", Some(Content::Text("x".into())));
        let took = Duration::from_micros(12_400);
        let mut problems = Diagnostics::default();
        let one = ["content/a.md".to_owned()];
        assert_eq!(line(&Cause::Files(&one), took, &problems), "Changed content/a.md: 12 ms");
        problems.push(Diagnostic::new(&diag::RAW_HTML, Span::of_file(file), "a warning"));
        let two = ["a".to_owned(), "b".to_owned()];
        let warned = "Changed 2 files: 12 ms, 1 warning in 1 file; `milepost check` shows them";
        assert_eq!(line(&Cause::Files(&two), took, &problems), warned);
        problems.push(Diagnostic::new(&diag::BAD_DATE, Span::of_file(file), "an error"));
        let failed = "Start: not made, 1 error and 1 warning in 1 file (12 ms)";
        assert_eq!(line(&Cause::Start, took, &problems), failed);
    }
}
