//! Reads the Markdown documents of the repository: their blocks, links, headings and code.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Set to 1 to write what a test would otherwise compare.
const UPDATE: &str = "MILEPOST_UPDATE_DOCS";

/// One document.
pub struct Document {
    /// The path from the repository's root.
    pub location: String,
    pub text: String,
}

/// One fenced block.
pub struct Block {
    /// What stands after the fence: `toml part=site.toml wrong`.
    pub info: String,
    pub text: String,
    /// Where the text stands in the document.
    pub range: Range<usize>,
}

impl Block {
    pub fn language(&self) -> &str {
        self.info.split(' ').next().unwrap_or("")
    }

    /// Returns the value of `key=…` in the info string.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.info.split(' ').find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    pub fn has(&self, word: &str) -> bool {
        self.info.split(' ').any(|it| it == word)
    }
}

impl Document {
    pub fn read(location: &str) -> Self {
        let text = fs::read_to_string(root().join(location)).unwrap_or_else(|error| panic!("{location}: {error}"));
        Document { location: location.to_owned(), text }
    }

    fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        Parser::new_ext(&self.text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    }

    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        for (event, range) in self.events() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    let start = range.start + self.text[range.clone()].find('\n').map_or(range.len(), |at| at + 1);
                    open = Some(Block { info: info.to_string(), text: String::new(), range: start..start });
                }
                Event::Text(text) => {
                    if let Some(block) = &mut open {
                        block.text.push_str(&text);
                        block.range.end = range.end;
                    }
                }
                Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
                _ => (),
            }
        }
        blocks
    }

    /// Returns the target of every link and picture.
    pub fn links(&self) -> Vec<String> {
        self.events()
            .filter_map(|(event, _)| match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.to_string()),
                _ => None,
            })
            .collect()
    }

    /// Returns every text in backticks.
    pub fn code_spans(&self) -> Vec<String> {
        self.events()
            .filter_map(|(event, _)| match event {
                Event::Code(code) => Some(code.to_string()),
                _ => None,
            })
            .collect()
    }

    /// Returns the anchors of the headings, as code hosts make them.
    pub fn anchors(&self) -> Vec<String> {
        let mut anchors = Vec::new();
        let mut heading: Option<String> = None;
        for (event, _) in self.events() {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().map(|text| anchor(&text))),
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                _ => (),
            }
        }
        anchors
    }

    /// Returns the cells of every row of every table, heads left out.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut row: Option<Vec<String>> = None;
        for (event, _) in self.events() {
            match event {
                Event::Start(Tag::TableRow) => row = Some(Vec::new()),
                Event::End(TagEnd::TableRow) => rows.extend(row.take()),
                Event::Start(Tag::TableCell) => {
                    if let Some(row) = &mut row {
                        row.push(String::new());
                    }
                }
                Event::Text(text) | Event::Code(text) => {
                    if let Some(cell) = row.as_mut().and_then(|row| row.last_mut()) {
                        cell.push_str(&text);
                    }
                }
                _ => (),
            }
        }
        rows
    }
}

/// Makes the anchor of a heading: lower case, hyphens for spaces, other signs dropped.
pub fn anchor(heading: &str) -> String {
    heading
        .chars()
        .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter))
        .map(|letter| if letter == ' ' { '-' } else { letter.to_ascii_lowercase() })
        .collect()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the documents of the project: those at the root and those in `docs/`.
pub fn documents() -> Vec<Document> {
    let mut locations = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned(), "CHANGELOG.md".to_owned()];
    locations.extend(names_in("docs", ".md").into_iter().map(|name| format!("docs/{name}")));
    locations.iter().map(|location| Document::read(location)).collect()
}

/// Returns the names of the files in a folder that end so, sorted.
pub fn names_in(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let names = entries.map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(ending)).collect();
    names.sort();
    names
}

/// Holds that a document says what `wanted` makes of it, or makes it say so.
pub fn hold(location: &str, wanted: impl FnOnce(&Document) -> String) {
    // Two tests may hold parts of one document; when they write, each must see the other's words.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let path: PathBuf = root().join(location);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let document = Document { location: location.to_owned(), text };
    let wanted = wanted(&document);
    if document.text == wanted {
        return;
    }
    if std::env::var(UPDATE).is_ok_and(|value| value == "1") {
        fs::write(&path, wanted).unwrap_or_else(|error| panic!("{location}: {error}"));
        return;
    }
    let (have, want): (Vec<_>, Vec<_>) = (document.text.lines().collect(), wanted.lines().collect());
    let line = (0..).find(|line| have.get(*line) != want.get(*line)).expect("two different texts differ in some line");
    panic!(
        "{location} is out of date; write it anew with `{UPDATE}=1 cargo test --test suite docs`\n\
         line {}\n  is     {:?}\n  wanted {:?}",
        line + 1,
        have.get(line),
        want.get(line)
    );
}

/// Replaces what stands between `<!-- name -->` and `<!-- end of name -->`.
pub fn with_part(document: &Document, name: &str, part: &str) -> String {
    let (start, end) = (format!("<!-- {name} -->"), format!("<!-- end of {name} -->"));
    let cut =
        |text: &str, mark: &str| text.find(mark).unwrap_or_else(|| panic!("{} has no `{mark}`", document.location));
    let from = cut(&document.text, &start) + start.len();
    let to = cut(&document.text, &end);
    format!("{}\n\n{}\n\n{}", &document.text[..from], part.trim(), &document.text[to..])
}
