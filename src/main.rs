//! The `milepost` program; see the library for how it works.

use std::process::ExitCode;

fn main() -> ExitCode {
    milepost::cli::main()
}
