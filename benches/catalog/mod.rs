//! The parts of the catalog benchmark, in reading order.
//!
//! A catalog is drawn (`random` to `generate`), measured (`measure` to `runner`) and shown
//! (`report`, `table`). Only `subject` and `serving` know the program under test, and they
//! know it from the outside: its command line, its exit code, its pages.

mod arguments;
mod days;
mod entry;
mod facts;
mod floor;
mod generate;
mod measure;
mod paths;
mod prose;
mod random;
mod report;
mod runner;
mod serving;
mod site;
mod subject;
mod table;
mod terms;
mod words;

use std::process::ExitCode;

use arguments::{Arguments, Request};

/// Runs what the command line asks for and turns a failure into an exit code.
///
/// A missed budget is a line in the table and never a failure: times belong to a machine.
pub fn main() -> ExitCode {
    match Request::read(std::env::args().skip(1)) {
        Ok(request) => finish(answer(request)),
        Err(problem) => {
            eprintln!("error: {problem}\n\n{}", arguments::HELP);
            ExitCode::from(2)
        }
    }
}

fn answer(request: Request) -> anyhow::Result<()> {
    match request {
        Request::Help => print!("{}", arguments::HELP),
        // `cargo test --all-targets` starts benchmarks without `--bench`: nothing to do then.
        Request::Idle => println!("the catalog benchmark runs under `cargo bench`"),
        Request::Generate { entries, seed, folder } => {
            generate::generate(entries, &folder, seed)?;
            println!("wrote {} with {entries} entries", folder.display());
        }
        Request::Measure(arguments) => measure_and_print(&arguments)?,
    }
    Ok(())
}

fn measure_and_print(arguments: &Arguments) -> anyhow::Result<()> {
    let subject = subject::Subject::find(arguments.as_of.clone())?;
    let measured = runner::run(arguments, &subject)?;
    let reports: Vec<_> = measured.iter().map(report::of).collect();
    let growth = report::growth(&measured);
    if arguments.markdown {
        print!("{}", table::markdown(&reports, growth.as_ref()));
    } else {
        print!("{}", table::plain(&reports, growth.as_ref()));
    }
    Ok(())
}

fn finish(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(3)
        }
    }
}
