//! Arguments, terminal and exit code; a file for each command.

mod build;
mod check;
mod explain;
mod init;
mod list;
mod new;
mod paths;
mod remembered;
mod report;
mod serve;
mod site;
mod stub;
mod way;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::config::Base;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Fine,
    /// The content has problems; they were shown.
    Problems,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Problems => ExitCode::from(1),
        }
    }
}

/// Wrong usage that only shows once the site is known; exit code 2.
#[derive(Debug)]
pub struct Usage(pub String);

impl std::fmt::Display for Usage {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// Make a website of learning opportunities from a folder of Markdown and TOML
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 fine; 1 the content has problems; 2 wrong usage; 3 the surroundings failed.
Start with `milepost init DIR`, then `milepost serve --open` in that folder.";

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// The site folder [default: the nearest folder upwards that has site.toml]
    #[arg(long, global = true, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Say nothing but problems
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say how long each stage took
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use color
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// How problems are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProblemFormat {
    /// With the lines they are about
    Text,
    /// One JSON object a line
    Json,
    /// Workflow commands that mark lines in a pull request
    Github,
}

/// What decides which site is made from the content.
#[derive(Clone, Debug, Args)]
pub struct Making {
    /// Make the site as it is true on this day, such as 2026-12-01 [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Show drafts as if they were active
    #[arg(long)]
    pub drafts: bool,
    /// Use this address instead of `base_url` of site.toml
    #[arg(long, value_name = "URL", value_parser = parse_base)]
    pub base_url: Option<Base>,
}

fn parse_base(text: &str) -> Result<Base, String> {
    Base::parse(text).map_err(|why| format!("it {why}"))
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small working site in a new folder
    Init(init::InitArgs),
    /// Add a valid stub: an opportunity, a page, a path, or an item of a list such as a role
    New(new::NewArgs),
    /// Check, render and publish the site, whole or not at all
    Build(build::BuildArgs),
    /// Serve the site on this machine, and reload what changes
    Serve(serve::ServeArgs),
    /// Do the whole build in memory and report every problem
    Check(check::CheckArgs),
    /// List opportunities, narrowed as on the browse page, or paths
    List(Box<list::ListArgs>),
    /// Explain a problem's code, or what a file or an address is about
    Explain(explain::ExplainArgs),
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.global.color {
        Color::Auto => (),
        Color::Always => anstream::ColorChoice::Always.write_global(),
        Color::Never => anstream::ColorChoice::Never.write_global(),
    }
    let outcome = match cli.command {
        Command::Init(args) => init::run(&cli.global, &args),
        Command::New(args) => new::run(&cli.global, &args),
        Command::Build(args) => build::run(&cli.global, &args),
        Command::Serve(args) => serve::run(&cli.global, &args),
        Command::Check(args) => check::run(&cli.global, &args),
        Command::List(args) => list::run(&cli.global, &args),
        Command::Explain(args) => explain::run(&cli.global, &args),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            // A reader that stopped reading, such as `head`, has what it wanted.
            if is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            anstream::eprintln!("milepost: {error:#}");
            ExitCode::from(if error.is::<Usage>() { 2 } else { 3 })
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_agree_with_each_other() {
        super::Cli::command().debug_assert();
    }
}
