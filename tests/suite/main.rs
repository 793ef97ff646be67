//! One test program, a file for each feature. Most tests use the library in memory; a few run the
//! program to see that flags, streams and exit codes are wired.

mod browse;
mod cases;
mod check;
mod cli;
mod cli_paths;
mod crash;
mod data;
mod dates;
mod determinism;
mod docs;
mod edits;
mod harness;
mod html;
mod large;
mod links;
mod path_pages;
mod paths;
mod program;
mod publish;
mod rebuild;
mod render;
mod serve;
mod shape;
mod tree;
mod varied;
