//! Finds templates, styles, scripts and icons: the site's own first, then the built-in theme's.
//!
//! A site's theme holds only the files that it changes. All others come from the default theme,
//! which the program carries whole.

mod assets;
mod imports;
mod scripts;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{self, Diagnostic, Diagnostics};
use crate::record::{Field, Mended, Record};
use crate::source::{Content, FileId, Sources, Span, Spanned};

pub use assets::{Asset, Icon};

/// The files of the default theme, by path, in order.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));

/// Names the built-in templates, so that a site's own can reach them: `{% extends "default/base.html" %}`.
pub const BUILT_IN_PREFIX: &str = "default/";

/// Everything that gives a site its looks.
#[derive(Debug)]
pub struct Theme {
    /// Built-in templates carry [`BUILT_IN_PREFIX`] before their name.
    pub templates: Vec<Template>,
    pub assets: Vec<Asset>,
    /// The icons that there are.
    pub icons: Vec<Icon>,
    /// Changes when any file of the theme does.
    pub digest: u128,
}

#[derive(Debug)]
pub struct Template {
    pub name: String,
    pub file: FileId,
    pub text: Arc<str>,
}

/// The theme that was last loaded.
#[derive(Debug, Default)]
pub struct Memo {
    last: Option<(u128, Arc<Theme>, Vec<Diagnostic>)>,
}

static THEME: Record = Record {
    name: "theme.toml",
    fields: &[
        Field {
            key: "name",
            is_required: true,
            shape: "text",
            meaning: "The theme's name.",
            example: "name = \"ours\"",
        },
        Field {
            key: "format",
            is_required: true,
            shape: "whole number",
            meaning: "The version of this file's form: 1.",
            example: "format = 1",
        },
        Field {
            key: "styles",
            is_required: true,
            shape: "list of files",
            meaning: "Files in `styles/`, in the order in which they are joined.",
            example: "styles = [\"layers.css\"]",
        },
    ],
};

/// One file of the theme, wherever it comes from.
#[derive(Clone)]
pub(crate) struct ThemeFile {
    pub bytes: Bytes,
    /// `None` for a built-in file.
    pub file: Option<FileId>,
}

#[derive(Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Text(Arc<str>),
    Shared(Arc<[u8]>),
}

impl Bytes {
    pub fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Text(text) => text.as_bytes(),
            Bytes::Shared(bytes) => bytes,
        }
    }
}

/// Puts the theme together, or takes over the last one while nothing of it changed.
///
/// Built-in templates are added to `sources`, so that a problem can show their lines. Reports
/// `unknown-reference` for a theme or style that is not there.
pub fn load(
    sources: &mut Sources,
    named: (&str, Option<Span>),
    memo: &mut Memo,
    diags: &mut Diagnostics,
) -> Arc<Theme> {
    let files = files(sources, named, diags);
    let digest = digest(named.0, &files);
    if let Some((known, theme, problems)) = &memo.last
        && *known == digest
    {
        diags.extend(problems.iter().cloned());
        return theme.clone();
    }
    let mut own = Diagnostics::default();
    let mut templates = built_in_templates(sources);
    for (path, file) in &files {
        if let (Some(name), Some(id)) = (path.strip_prefix("templates/"), file.file) {
            templates.push(Template { name: name.to_owned(), file: id, text: sources.text(id).into() });
        }
    }
    let styles = read_styles(&files, sources, &mut own);
    let (assets, icons) = assets::make(&files, &styles, &mut own);
    let theme = Arc::new(Theme { templates, assets, icons, digest });
    let problems: Vec<_> = own.into_iter().collect();
    diags.extend(problems.iter().cloned());
    memo.last = Some((digest, theme.clone(), problems));
    theme
}

/// Returns every file of the theme by its path, the site's own over the built-in.
fn files(
    sources: &mut Sources,
    (name, place): (&str, Option<Span>),
    diags: &mut Diagnostics,
) -> BTreeMap<String, ThemeFile> {
    let built_in =
        BUILT_IN.iter().map(|(path, bytes)| (path.to_string(), ThemeFile { bytes: Bytes::Static(bytes), file: None }));
    let mut files: BTreeMap<String, ThemeFile> = built_in.collect();
    let folder = format!("themes/{name}/");
    let mut is_there = name == "default";
    for (file, location, content) in sources.below(&folder) {
        let path = &location[folder.len()..];
        is_there = true;
        let bytes = match content {
            Content::Text(text) => Bytes::Text(text.clone()),
            Content::Bytes(bytes) => Bytes::Shared(bytes.clone()),
            Content::Unreadable(why) => {
                diags.push(crate::entry::unreadable(why, file));
                continue;
            }
        };
        files.insert(path.to_owned(), ThemeFile { bytes, file: Some(file) });
    }
    if !is_there {
        let span = place.unwrap_or_else(|| Span::of_file(sources.id("site.toml")));
        let problem = Diagnostic::new(&diag::UNKNOWN_REFERENCE, span, format!("there is no theme `{name}`"));
        diags.push(problem.help(format!("make the folder `themes/{name}/`, or leave `theme` out of site.toml")));
    }
    files
}

/// Returns the digest of a theme; its name counts, because problems tell where its files stand.
fn digest(name: &str, files: &BTreeMap<String, ThemeFile>) -> u128 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    hasher.update(name.as_bytes());
    for (path, file) in files {
        hasher.update(path.as_bytes());
        hasher.update(&[0, u8::from(file.file.is_some())]);
        hasher.update(&(file.bytes.as_slice().len() as u64).to_le_bytes());
        hasher.update(file.bytes.as_slice());
    }
    hasher.digest128()
}

fn built_in_templates(sources: &mut Sources) -> Vec<Template> {
    let mut templates = Vec::new();
    for (path, bytes) in BUILT_IN {
        let Some(name) = path.strip_prefix("templates/") else { continue };
        let text: Arc<str> = std::str::from_utf8(bytes).expect("the built-in templates are UTF-8").into();
        let file = sources.set(&format!("built-in theme/{path}"), Some(Content::Text(text.clone())));
        templates.push(Template { name: format!("{BUILT_IN_PREFIX}{name}"), file, text });
    }
    templates
}

/// Returns the style sheets in their order: those that theme.toml lists, then the site's others.
fn read_styles(files: &BTreeMap<String, ThemeFile>, sources: &mut Sources, diags: &mut Diagnostics) -> Vec<String> {
    let Some(file) = files.get("theme.toml") else { return Vec::new() };
    let id = match file.file {
        Some(id) => id,
        None => {
            let text = String::from_utf8_lossy(file.bytes.as_slice()).as_ref().into();
            sources.set("built-in theme/theme.toml", Some(Content::Text(text)))
        }
    };
    let mended = Mended::new(sources.text(id), id, 0, diags);
    let document = mended.document();
    let mut reader = document.reader(&THEME, diags);
    reader.value::<String>("name");
    if let Some(format) = reader.get::<u32>("format")
        && format.value != 1
    {
        let headline = format!("this theme has format {}, which this Milepost does not read", format.value);
        reader.diags.push(Diagnostic::new(&diag::BAD_VALUE, format.span, headline).help("write `format = 1`"));
    }
    let listed: Vec<Spanned<String>> = reader.list("styles");
    let mut styles = Vec::new();
    for style in listed {
        let path = format!("styles/{}", style.value);
        match files.contains_key(&path) {
            true => styles.push(path),
            false => {
                let headline = format!("the theme has no file `{path}`");
                diags.push(Diagnostic::new(&diag::UNKNOWN_REFERENCE, style.span, headline));
            }
        }
    }
    let unlisted = files.iter().filter(|(path, file)| {
        path.starts_with("styles/") && path.ends_with(".css") && file.file.is_some() && !styles.contains(path)
    });
    let unlisted: Vec<_> = unlisted.map(|(path, _)| path.clone()).collect();
    styles.extend(unlisted);
    styles
}
