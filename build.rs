//! Writes the list of the default theme's files, so that the program carries the whole folder.
//!
//! The folder is walked at each build: a file that is added is in the program without being named
//! anywhere else.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const THEME: &str = "themes/default";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={THEME}");
    let mut files = Vec::new();
    collect(Path::new(THEME), &mut files)?;
    files.sort();
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut list = String::from("&[\n");
    for file in &files {
        let name = file.strip_prefix(THEME).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let path = Path::new(&root).join(file);
        writeln!(list, "    ({name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
    }
    list.push(']');
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("default_theme.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_hidden {
            collect(&path, files)?;
        } else if !is_hidden {
            files.push(path);
        }
    }
    Ok(())
}
