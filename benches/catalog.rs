//! The catalog benchmark: generated catalogs, the released program, and the floor below it.
//!
//! Run it with `cargo bench --bench catalog`, with more words after `--`; `--help` lists
//! them. It writes a catalog, times the program on it, and sets every time beside the floor
//! of the same run: reading the same inputs and writing as many files of the same sizes.
//! Times say little away from the machine they were taken on; ratios travel.

#[path = "catalog/mod.rs"]
mod catalog;

fn main() -> std::process::ExitCode {
    catalog::main()
}
