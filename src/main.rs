//! The `milepost` program; see the library for how it works.

use std::process::ExitCode;

/// Made for many short texts from several threads, which is what pages are.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    milepost::cli::main()
}
