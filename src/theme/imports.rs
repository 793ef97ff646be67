//! What a script imports of the theme's other scripts.
//!
//! An asset's name holds a digest of its bytes, and a script's bytes hold the names of what it
//! imports. So the name of a script rests on its own text as it was written and on the text of
//! everything that it reaches; circles are as good as lines.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use super::ThemeFile;

/// One import of a script, or one address that it names beside itself: where its specifier stands, quotes left out, and the file it means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Import {
    pub at: Range<usize>,
    /// A path within the theme, whether or not there is such a file.
    pub path: String,
}

/// What stands before and behind a specifier: static imports, exports from elsewhere, dynamic imports.
const IMPORTS: [(&str, &str); 3] = [("from \"", "\""), ("import \"", "\""), ("import(\"", "\"")];

/// What stands around the address of a file beside the script, such as that of a worker.
const ADDRESS: (&str, &str) = ("new URL(\"", "\", import.meta.url");

/// Returns the relative imports of a script and the files that it names by their address, in their order.
///
/// Only specifiers in double quotes that begin with `./` or `../` count. The text is not parsed, so
/// one that stands in a comment counts too.
pub(super) fn imports(path: &str, text: &str) -> Vec<Import> {
    let mut found: Vec<Import> =
        IMPORTS.into_iter().chain([ADDRESS]).flat_map(|around| specifiers(path, text, around)).collect();
    found.sort_by_key(|import| import.at.start);
    found
}

/// Returns the files that a script names by their address.
pub(super) fn addresses(path: &str, text: &str) -> impl Iterator<Item = String> {
    specifiers(path, text, ADDRESS).map(|import| import.path)
}

fn specifiers(path: &str, text: &str, (before, behind): (&str, &str)) -> impl Iterator<Item = Import> {
    text.match_indices(before).filter_map(move |(start, _)| {
        let start = start + before.len();
        let end = start + text[start..].find('"')?;
        let path = resolved(path, &text[start..end])?;
        text[end..].starts_with(behind).then_some(Import { at: start..end, path })
    })
}

/// Returns the path that a relative specifier means in the script at `from`.
pub(super) fn resolved(from: &str, specifier: &str) -> Option<String> {
    if !specifier.starts_with("./") && !specifier.starts_with("../") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => (),
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the digest that names a script: of its text and of all that it reaches.
pub(super) fn digest(path: &str, files: &BTreeMap<String, ThemeFile>) -> u128 {
    let mut reached = BTreeSet::new();
    reach(path, files, &mut reached);
    let mut hasher = Xxh3::new();
    for path in std::iter::once(path).chain(reached.iter().map(String::as_str)) {
        let bytes = files[path].bytes.as_slice();
        hasher.update(path.as_bytes());
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    }
    hasher.digest128()
}

fn reach(path: &str, files: &BTreeMap<String, ThemeFile>, reached: &mut BTreeSet<String>) {
    let Some(file) = files.get(path) else { return };
    if !path.ends_with(".js") || !reached.insert(path.to_owned()) {
        return;
    }
    for import in imports(path, &String::from_utf8_lossy(file.bytes.as_slice())) {
        reach(&import.path, files, reached);
    }
}

/// Returns a script with the names that its imports are served under; `named` gives the file's name
/// for a path, beside the other scripts.
pub(super) fn rewritten(path: &str, text: &str, named: impl Fn(&str) -> Option<String>) -> String {
    let mut written = String::with_capacity(text.len() + 64);
    let mut end = 0;
    for import in imports(path, text) {
        if let Some(address) = named(&import.path) {
            written.push_str(&text[end..import.at.start]);
            written.push_str(&address);
            end = import.at.end;
        }
    }
    written.push_str(&text[end..]);
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Bytes;

    fn theme(files: &[(&str, &'static str)]) -> BTreeMap<String, ThemeFile> {
        let file = |text: &'static str| ThemeFile { bytes: Bytes::Static(text.as_bytes()), file: None };
        files.iter().map(|(path, text)| (path.to_string(), file(text))).collect()
    }

    #[test]
    fn only_relative_specifiers_are_imports_of_the_theme() {
        let text =
            "import { a } from \"./a.js\";\nimport \"../b.js\";\nawait import(\"./c/d.js\");\nimport x from \"x\";\n";
        let paths: Vec<_> = imports("scripts/main.js", text).into_iter().map(|import| import.path).collect();
        assert_eq!(paths, ["scripts/a.js", "b.js", "scripts/c/d.js"]);
        assert_eq!(imports("main.js", "import \"../../etc/x.js\""), []);
    }

    #[test]
    fn an_address_beside_the_script_is_one_of_the_theme() {
        let text = "new Worker(new URL(\"./worker.js\", import.meta.url));\nnew URL(\"./b.js\", document.baseURI);\n";
        let paths: Vec<_> = imports("scripts/main.js", text).into_iter().map(|import| import.path).collect();
        assert_eq!(paths, ["scripts/worker.js"]);
    }

    #[test]
    fn a_script_gets_another_name_when_something_it_reaches_changes() {
        let files = |last| theme(&[("a.js", "import \"./b.js\""), ("b.js", "import \"./c.js\""), ("c.js", last)]);
        assert_ne!(digest("a.js", &files("1")), digest("a.js", &files("2")));
        assert_eq!(digest("a.js", &files("1")), digest("a.js", &files("1")));
    }

    #[test]
    fn scripts_that_import_each_other_have_names_of_their_own() {
        let files = theme(&[("a.js", "import \"./b.js\""), ("b.js", "import \"./a.js\"")]);
        assert_ne!(digest("a.js", &files), digest("b.js", &files));
    }
}
