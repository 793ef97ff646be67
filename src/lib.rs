//! Milepost makes a website of learning opportunities from a folder of Markdown and TOML.
//!
//! A module imports only from the modules above it.

pub mod source;
pub mod diag;
pub mod value;
pub mod record;
pub mod config;
pub mod entry;
pub mod theme;
pub mod catalog;
pub mod browse;
pub mod pages;
pub mod link;
pub mod view;
pub mod render;
pub mod build;
pub mod publish;
