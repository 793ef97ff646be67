//! The program has the shape that `src/lib.rs` draws: a module imports only from the rows above
//! it, and only some modules touch the disk, the clock, the process or the terminal.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// The modules in reading order, each with the rows above that it leaves alone all the same.
const MODULES: [(&str, &[&str]); 19] = [
    ("source", &[]),
    ("diag", &[]),
    ("value", &["diag"]),
    ("record", &[]),
    ("config", &[]),
    ("entry", &["config"]),
    ("theme", &["config"]),
    ("catalog", &["theme"]),
    ("guide", &["theme"]),
    ("browse", &["theme", "guide"]),
    ("pages", &["theme"]),
    ("link", &["theme"]),
    ("data", &["config", "theme", "guide", "pages", "link"]),
    ("view", &["theme"]),
    ("render", &["entry", "catalog", "guide", "browse", "pages", "link", "data"]),
    ("build", &[]),
    (
        "publish",
        &[
            "source", "diag", "config", "entry", "theme", "catalog", "guide", "browse", "pages", "link", "data",
            "view", "render", "build",
        ],
    ),
    ("serve", &["publish"]),
    ("cli", &[]),
];

/// Modules that any other may use.
const OPEN: [&str; 4] = ["source", "diag", "value", "record"];

/// What reaches outside the program, with the parts of `src/` that may.
const OUTSIDE: [(&str, &[&str]); 11] = [
    ("std::fs", &["source/folder.rs", "publish/", "serve/", "cli/"]),
    ("std::env", &["cli/"]),
    ("std::net", &["serve/", "cli/"]),
    ("std::process", &["cli/", "main.rs"]),
    // The time at which a file was changed is a fact of the file.
    ("SystemTime", &["source/folder.rs", "serve/"]),
    ("UNIX_EPOCH", &["source/folder.rs", "serve/", "cli/"]),
    ("Instant", &["serve/", "cli/"]),
    ("Timestamp::now", &["serve/", "cli/"]),
    ("Zoned::now", &["serve/", "cli/"]),
    ("print!", &["cli/"]),
    ("println!", &["cli/"]),
];

struct Source {
    /// The path below `src/`.
    path: String,
    /// Its code: comments and texts are blank, and the tests at its end are cut off.
    code: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or(&self.path).trim_end_matches(".rs")
    }

    /// Returns the lines, counted from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let files = WalkDir::new(&folder).sort_by_file_name().into_iter().map(|file| file.expect("src can be walked"));
    files
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|file| {
            let below = file.path().strip_prefix(&folder).expect("it lies below src");
            let text = fs::read_to_string(file.path()).expect("a source can be read");
            let code = code_of(&text);
            let end = code.find("#[cfg(test)]\nmod tests").unwrap_or(code.len());
            Source { path: below.to_string_lossy().replace('\\', "/"), code: code[..end].to_owned() }
        })
        .collect()
}

/// Blanks comments, texts and letters out, and keeps the lines.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = comment(rest).or_else(|| quoted(rest)).or_else(|| raw(rest)).or_else(|| letter(rest));
        match length {
            Some(length) => {
                code.extend(rest[..length].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
                rest = &rest[length..];
            }
            None => {
                code.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    code
}

fn comment(text: &str) -> Option<usize> {
    text.starts_with("//").then(|| text.find('\n').unwrap_or(text.len()))
}

fn quoted(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inner.find(|letter| {
        let is_end = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        is_end
    })?;
    Some(end + 2)
}

fn raw(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("r#\"")?;
    Some(inner.find("\"#")? + "r#\"".len() + "\"#".len())
}

/// A letter in quotes; a lifetime has no second quote so near.
fn letter(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let mut letters = inner.char_indices();
    let (_, first) = letters.next()?;
    let end = match first {
        '\\' => 2 + inner.get(2..)?.find('\'')?,
        _ => letters.next()?.0,
    };
    inner[end..].starts_with('\'').then_some(end + 2)
}

/// Returns every module of ours that a line of code names.
fn imported(line: &str) -> Vec<&str> {
    let parts = line.split("crate::").skip(1);
    parts
        .map(|part| part.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_').next().unwrap_or(part))
        .collect()
}

fn row(module: &str) -> Option<usize> {
    MODULES.iter().position(|(name, _)| *name == module)
}

#[test]
fn modules_import_only_from_the_rows_above_them() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.module() != "lib" && source.module() != "main") {
        let own = row(source.module()).unwrap_or_else(|| panic!("{} belongs to no module of the map", source.path));
        for (number, line) in source.lines() {
            for name in imported(line) {
                let place = format!("src/{}:{number} imports `{name}`", source.path);
                match row(name) {
                    None => wrong.push(format!("{place}, which the map does not have")),
                    Some(other) if other == own => (),
                    Some(_) if MODULES[own].1.contains(&name) => wrong.push(format!("{place}, which it leaves alone")),
                    Some(other) if other > own && !OPEN.contains(&name) => wrong.push(format!("{place}, a row below")),
                    Some(_) => (),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_some_modules_reach_outside_the_program() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (word, allowed) in OUTSIDE {
            let is_allowed = allowed.iter().any(|part| source.path.starts_with(part));
            let found = source.lines().filter(|(_, line)| !is_allowed && names(line, word));
            wrong.extend(found.map(|(number, _)| format!("src/{}:{number} uses `{word}`", source.path)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Tells whether a line has a word that is not only the end of a longer one.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') || word.ends_with('!')
    })
}

#[test]
fn the_map_in_lib_lists_the_modules_in_their_order() {
    let text = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs can be read");
    let listed: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`")?.split_once("`]"))
        .map(|(module, _)| module)
        .collect();
    let declared: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let wanted = MODULES.map(|(module, _)| module);
    assert_eq!(listed, wanted, "the table in lib.rs");
    assert_eq!(declared, wanted, "the `pub mod` lines in lib.rs");
}

#[test]
fn every_module_of_the_map_is_there() {
    for (module, leaves_alone) in MODULES {
        assert!(root().join("src").join(module).join("mod.rs").is_file(), "src/{module}/mod.rs is missing");
        assert!(
            leaves_alone.iter().all(|other| row(other).is_some()),
            "{module} leaves something alone that is not there"
        );
    }
}

#[test]
fn comments_and_texts_are_no_code() {
    let text = "a /// crate::cli\n\"crate::cli \\\" b\" c '\"' d 'x r#\"crate::cli \" \"# e\n";
    assert_eq!(code_of(text).split_whitespace().collect::<Vec<_>>(), ["a", "c", "d", "'x", "e"]);
    assert_eq!(code_of(text).lines().count(), text.lines().count());
    assert_eq!(imported("use crate::diag::{self}; crate::source::x"), ["diag", "source"]);
    assert!(names("anstream::eprintln!()", "println!") && !names("MyInstant", "Instant"));
}
