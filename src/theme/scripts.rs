//! Makes of a script what browsers fetch: one short file with all that it imports.
//!
//! The files of a theme stay as their authors wrote them, a behavior each. A page that needs one
//! would fetch as many files as it is made of, so those that a script imports at its head are joined
//! into it, each in a function of its own that hands out what it exports. What is imported later, by
//! `import()`, stays a file of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_mangler::Mangler;
use oxc_parser::Parser;
use oxc_span::{SourceType, Span};
use oxc_syntax::module_record::{ExportExportName, ExportLocalName, ImportImportName, ModuleRecord, RequestedModule};

use super::{ThemeFile, imports};

type Files = BTreeMap<String, ThemeFile>;

/// Returns the scripts that are served: those that a template names, that another fetches when it needs
/// them, and those that no other has joined into it.
pub(super) fn served(files: &Files) -> BTreeSet<String> {
    let scripts: Vec<&String> = files.keys().filter(|path| path.ends_with(".js")).collect();
    let templates: String =
        files.keys().filter(|path| path.starts_with("templates/")).map(|path| text_of(path, files)).collect();
    let mut imported = BTreeSet::new();
    let mut wanted: Vec<String> = Vec::new();
    for path in &scripts {
        if templates.contains(&format!("\"{path}\"")) {
            wanted.push((*path).clone());
        }
        let text = text_of(path, files);
        imported.extend(heads(path, &text).unwrap_or_default());
        wanted.extend(fetched_later(path, &text));
    }
    wanted.extend(scripts.iter().filter(|path| !imported.contains(**path)).map(|path| (*path).clone()));
    let mut served = Served { files, served: BTreeSet::new(), inside: BTreeSet::new() };
    wanted.iter().for_each(|path| served.add(path));
    // Scripts that import each other, and that nobody else asks for.
    for path in scripts {
        if !served.inside.contains(path) {
            served.add(path);
        }
    }
    served.served
}

struct Served<'f> {
    files: &'f Files,
    served: BTreeSet<String>,
    /// What is served, and what is joined into it.
    inside: BTreeSet<String>,
}

impl Served<'_> {
    /// Serves a script, and by themselves those that it imports and that cannot be joined into it.
    fn add(&mut self, path: &str) {
        if !self.files.contains_key(path) || !self.served.insert(path.to_owned()) {
            return;
        }
        self.inside.insert(path.to_owned());
        let mut order = Vec::new();
        match join(path, self.files).and_then(|_| collect(path, self.files, &mut Vec::new(), &mut order)) {
            Some(()) => self.inside.extend(order),
            None => {
                let imports = heads(path, &text_of(path, self.files)).unwrap_or_default();
                imports.iter().for_each(|import| self.add(import));
            }
        }
    }
}

/// Returns the scripts that a text fetches when it needs them, or starts as workers.
fn fetched_later(path: &str, text: &str) -> Vec<String> {
    let found = with_record(text, |record| {
        let later = record.dynamic_imports.iter().map(|import| import.module_request);
        let names = later.map(|at| text[at.start as usize..at.end as usize].trim_matches('"'));
        names.filter_map(|name| imports::resolved(path, name)).collect::<Vec<_>>()
    });
    found.into_iter().flatten().chain(imports::addresses(path, text)).collect()
}

/// Returns a script with what it imports from its own folder joined into it.
///
/// One that imports in a circle, from elsewhere, or in a way that cannot be joined keeps its imports.
pub(super) fn joined(path: &str, files: &Files) -> String {
    join(path, files).unwrap_or_else(|| text_of(path, files))
}

/// Leaves out comments and needless white space, and shortens names that only the script itself sees.
///
/// A text that cannot be parsed stays as it is: what a browser cannot read either is told by the
/// browser, with the place in the author's own text.
pub(super) fn shortened(path: &str, text: String) -> String {
    let allocator = Allocator::default();
    let kind = SourceType::from_path(path).unwrap_or_default();
    let parsed = Parser::new(&allocator, &text, kind).parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return text;
    }
    let mangled = Mangler::new().build(&parsed.program);
    let codegen = Codegen::new().with_options(CodegenOptions::minify());
    let codegen = codegen.with_scoping(Some(mangled.scoping));
    codegen.with_private_member_mappings(Some(mangled.class_private_mappings)).build(&parsed.program).code
}

fn text_of(path: &str, files: &Files) -> String {
    String::from_utf8_lossy(files[path].bytes.as_slice()).into_owned()
}

/// Joins a script with everything that it imports at its head.
fn join(path: &str, files: &Files) -> Option<String> {
    let mut order = Vec::new();
    let mut above = Vec::new();
    collect(path, files, &mut above, &mut order)?;
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    if order.len() == 1 || order.iter().any(|module| folder(module) != folder(path)) {
        return None;
    }
    let mut whole = String::new();
    for (number, module) in order.iter().enumerate() {
        let is_last = number + 1 == order.len();
        let edited = edited(module, files, &order, is_last)?;
        match is_last {
            true => whole.push_str(&edited.text),
            false => {
                let exports = edited.exports.join(", ");
                write!(whole, "const ${number} = (() => {{\n{}\nreturn {{ {exports} }};\n}})();\n", edited.text)
                    .expect("a text takes all that is written to it");
            }
        }
    }
    Some(whole)
}

/// Puts a script behind all that it imports, each once; `None` where it cannot be joined.
fn collect(path: &str, files: &Files, above: &mut Vec<String>, order: &mut Vec<String>) -> Option<()> {
    if order.iter().any(|known| known == path) {
        return Some(());
    }
    if above.iter().any(|known| known == path) || !files.contains_key(path) {
        return None;
    }
    above.push(path.to_owned());
    let text = text_of(path, files);
    for import in heads(path, &text)? {
        collect(&import, files, above, order)?;
    }
    above.pop();
    order.push(path.to_owned());
    Some(())
}

/// Returns the scripts that a text imports at its head, in their order.
fn heads(path: &str, text: &str) -> Option<Vec<String>> {
    with_record(text, |record| {
        let mut found: Vec<(u32, Option<String>)> =
            requests(record).map(|(name, it)| (it.statement_span.start, imports::resolved(path, name))).collect();
        found.sort();
        found.into_iter().map(|(_, path)| path).collect()
    })?
}

struct Edited {
    text: String,
    /// `name`, or `name: local`.
    exports: Vec<String>,
}

/// Takes the imports of a text from the scripts joined before it, and notes what it exports.
///
/// The last script keeps its exports, for whoever imports it.
fn edited(path: &str, files: &Files, order: &[String], is_last: bool) -> Option<Edited> {
    let text = text_of(path, files);
    with_record(&text, |record| {
        let mut edits: Vec<(Span, String)> = Vec::new();
        for (name, request) in requests(record) {
            let wanted = imports::resolved(path, name)?;
            let number = order.iter().position(|known| *known == wanted)?;
            edits.push((request.statement_span, taken(record, request.statement_span, number)?));
        }
        if !record.indirect_export_entries.is_empty() || !record.star_export_entries.is_empty() {
            return None;
        }
        let mut exports = Vec::new();
        for export in record.local_export_entries.iter().filter(|_| !is_last) {
            let (ExportExportName::Name(name), ExportLocalName::Name(local)) =
                (&export.export_name, &export.local_name)
            else {
                return None;
            };
            exports.push(pair(&name.name, &local.name));
            let start = export.statement_span.start;
            let statement = &text[start as usize..];
            let length = match statement.starts_with("export {") {
                true => export.statement_span.end - start,
                false => "export ".len() as u32,
            };
            edits.push((Span::new(start, start + length), String::new()));
        }
        edits.sort_by_key(|(span, _)| span.start);
        edits.dedup_by_key(|(span, _)| span.start);
        let mut whole = String::with_capacity(text.len());
        let mut end = 0;
        for (span, new) in edits {
            whole.push_str(&text[end..span.start as usize]);
            whole.push_str(&new);
            end = span.end as usize;
        }
        whole.push_str(&text[end..]);
        Some(Edited { text: whole, exports })
    })?
}

/// Returns what stands for an import of the script of that number.
fn taken(record: &ModuleRecord<'_>, statement: Span, number: usize) -> Option<String> {
    let names = record.import_entries.iter().filter(|entry| entry.statement_span == statement);
    let names: Option<Vec<String>> = names
        .map(|entry| match &entry.import_name {
            ImportImportName::Name(name) => Some(pair(&name.name, &entry.local_name.name)),
            _ => None,
        })
        .collect();
    let names = names?;
    Some(if names.is_empty() { String::new() } else { format!("const {{ {} }} = ${number};", names.join(", ")) })
}

fn pair(one: &str, other: &str) -> String {
    if one == other { one.to_owned() } else { format!("{one}: {other}") }
}

/// Goes through the imports at the head, each statement once.
fn requests<'r>(record: &'r ModuleRecord<'_>) -> impl Iterator<Item = (&'r str, &'r RequestedModule)> {
    let all = record.requested_modules.iter();
    all.flat_map(|(name, requests)| requests.iter().map(move |request| (name.as_str(), request)))
}

/// Parses a text as a module; `None` where it is none.
fn with_record<T>(text: &str, read: impl FnOnce(&ModuleRecord<'_>) -> T) -> Option<T> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    let is_whole = !parsed.panicked && parsed.diagnostics.is_empty();
    is_whole.then(|| read(&parsed.module_record))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Bytes;

    fn theme(files: &[(&str, &'static str)]) -> Files {
        let file = |text: &'static str| ThemeFile { bytes: Bytes::Static(text.as_bytes()), file: None };
        files.iter().map(|(path, text)| (path.to_string(), file(text))).collect()
    }

    fn made(path: &str, files: &Files) -> String {
        shortened(path, joined(path, files))
    }

    #[test]
    fn what_a_script_imports_at_its_head_is_joined_into_it_once() {
        let files = theme(&[
            (
                "a.js",
                "import { b as bee } from \"./b.js\";\nimport { c } from \"./c.js\";\nexport const a = bee + c; // sum\n",
            ),
            ("b.js", "import { c } from \"./c.js\";\nconst own = 1;\nexport function b() { return c + own; }\n"),
            ("c.js", "/** One. */\nexport const c = 1;\nconst d = 2;\nexport { d as e };\n"),
        ]);
        let text = made("a.js", &files);
        assert!(!text.contains("import") && text.matches("=1;").count() == 2 && !text.contains("sum"), "{text}");
        assert!(
            text.contains("b:") && text.contains("e:") && text.contains("as a") | text.contains("export const a="),
            "{text}"
        );
        assert_eq!(served(&files).into_iter().collect::<Vec<_>>(), ["a.js"]);
    }

    #[test]
    fn what_is_fetched_later_stays_a_file_of_its_own() {
        let files = theme(&[("a.js", "import(\"./b.js\");\n"), ("b.js", "export const b = 1;\n")]);
        assert!(
            made("a.js", &files).contains("import(\"./b.js\")") || made("a.js", &files).contains("import(`./b.js`)")
        );
        assert_eq!(served(&files).len(), 2);
    }

    #[test]
    fn a_worker_is_a_file_of_its_own() {
        let files = theme(&[
            ("a.js", "import { b } from \"./b.js\";\nnew Worker(new URL(\"./c.js\", import.meta.url));\nb();\n"),
            ("b.js", "export const b = () => 1;\n"),
            ("c.js", "import { b } from \"./b.js\";\nb();\n"),
        ]);
        assert_eq!(served(&files).into_iter().collect::<Vec<_>>(), ["a.js", "c.js"]);
    }

    #[test]
    fn circles_strangers_and_slips_are_served_as_they_are() {
        let files = theme(&[
            ("a.js", "import \"./b.js\";\n"),
            ("b.js", "import \"./a.js\";\n"),
            ("c.js", "import x from \"https://example.org/x.js\";\nx();\n"),
            ("d.js", "let = = 1; // as it is\n"),
            ("e.js", "import x from \"./f.js\";\nx();\n"),
            ("f.js", "export default function () {}\n"),
        ]);
        for path in ["a.js", "c.js", "e.js"] {
            assert!(made(path, &files).contains("import"), "{path}");
        }
        assert_eq!(made("d.js", &files), "let = = 1; // as it is\n");
    }
}
