//! Reads and runs the cases of `tests/diagnostics`.
//!
//! ```text
//! --- what the case shows
//! >>> content/opportunities/sql-2.md (with the required fields)
//! +++
//! level = "intermediat"
//! #! error 9-21 [unknown-term] `level` has no term `intermediat`
//! #! help did you mean `intermediate`?
//! +++
//! ```
//!
//! A case changes files of the small site. `#!` lines are taken out of the text; they tell of the
//! line above, or of the file as a whole when they stand under its name. Columns are characters
//! from 1, both ends included, cut at the end of the line. After the problem come `label`, `also
//! LOCATION LINE:COLUMN`, `help` and `note`, in this order and only where there is one. Lines are
//! counted as written in the case, without `#!` lines; `unshown:LINE:` stands before the columns of
//! a line of the file that the case does not show. A size over the budget is written `(size)`.
//!
//! What a file can be, in brackets after its name, joined by commas: `with the required fields`,
//! `added` to the file of the small site, `gone`, `CRLF`, `BOM`, `no last line break`, `long` (200,000
//! letters more), `not UTF-8` (Latin-1), `too large`, `symlink to …`, `unreadable: …`. A file that is
//! `published` is not of the site but of the one that was published last, beside the small site's own.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use milepost::build::{Inputs, Workshop};
use milepost::catalog::Ids;
use milepost::diag::{Diagnostic, Label, OVER_BUDGET, text};
use milepost::source::folder::{self, TEXT_LIMIT};
use milepost::source::{Content, Sources, Span, Unreadable};
use rayon::prelude::*;

use crate::harness::{SiteTest, missing_keys};

/// Where the cases are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// Reads the cases of one subject.
pub fn read(subject: &str) -> Vec<Case> {
    let name = format!("{subject}.test");
    let text = fs::read_to_string(folder().join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    Case::parse(&name, &text)
}

/// Runs the cases of one subject and shows all that failed.
pub fn run(subject: &str) {
    let wanted = std::env::var("MILEPOST_CASE").unwrap_or_default();
    let cases = read(subject);
    assert!(!cases.is_empty(), "{subject}.test has no case");
    let failures: Vec<_> =
        cases.par_iter().filter(|case| case.title.contains(&wanted)).filter_map(Case::failure).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// A site with the problems that it must have.
pub struct Case {
    pub title: String,
    /// `dates.test:12`
    place: String,
    files: Vec<CaseFile>,
}

struct CaseFile {
    location: String,
    ways: Vec<String>,
    /// What is expected of the file as a whole.
    told: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Default)]
struct Line {
    text: String,
    /// The `#!` lines below it.
    told: Vec<String>,
}

impl Case {
    /// Takes a file of cases apart; what stands above the first is a comment.
    pub fn parse(name: &str, text: &str) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if let Some(title) = line.strip_prefix("--- ") {
                let place = format!("{name}:{}", number + 1);
                cases.push(Case { title: title.to_owned(), place, files: Vec::new() });
                continue;
            }
            let Some(case) = cases.last_mut() else { continue };
            if let Some(header) = line.strip_prefix(">>> ") {
                case.files.push(CaseFile::named(header));
                continue;
            }
            match case.files.last_mut() {
                Some(file) => file.push(line),
                None => assert!(line.is_empty(), "{name}:{}: no file was named yet", number + 1),
            }
        }
        for file in cases.iter_mut().flat_map(|case| &mut case.files) {
            while file.lines.last().is_some_and(|line| line.text.is_empty() && line.told.is_empty()) {
                file.lines.pop();
            }
        }
        cases
    }

    /// Returns the code and the columns of every expected problem.
    pub fn expected_codes(&self) -> Vec<(String, String)> {
        let told =
            self.files.iter().flat_map(|file| file.told.iter().chain(file.lines.iter().flat_map(|line| &line.told)));
        told.filter_map(|told| {
            let rest = told.strip_prefix("#! error ").or_else(|| told.strip_prefix("#! warning "))?;
            let (columns, rest) = rest.split_once(" [").expect("a problem has its code in brackets");
            let (code, _) = rest.split_once("] ").expect("a problem has a headline after its code");
            Some((code.to_owned(), columns.to_owned()))
        })
        .collect()
    }

    /// Runs the case; returns how the problems differ from what is written, and shows them drawn.
    pub fn failure(&self) -> Option<String> {
        let workshop = Workshop::new(self.inputs());
        let problems = super::problems(&workshop);
        let sources = &workshop.inputs().sources;
        for problem in problems.iter() {
            super::hostile::assert_inside(problem, sources);
        }
        let mut left: Vec<&Diagnostic> = problems.iter().collect();
        let (mut expected, mut actual) = (Vec::new(), Vec::new());
        for file in self.files.iter().filter(|file| !file.is("published")) {
            let here = left.extract_if(.., |problem| sources.location(problem.primary.span.file) == file.location);
            let here: Vec<_> = here.map(|problem| (self.line_of(problem.primary.span, sources), problem)).collect();
            let header = format!(">>> {}", file.location);
            expected.push(header.clone());
            expected.extend(file.told.iter().cloned());
            actual.push(header);
            actual.extend(self.told_at(&here, None, sources));
            let unshown = here.iter().filter(|(place, _)| matches!(place, Some(Shown::Unwritten(_))));
            actual.extend(unshown.flat_map(|(_, problem)| self.told(problem, sources)));
            for (number, line) in file.lines.iter().enumerate() {
                expected.push(line.text.clone());
                expected.extend(line.told.iter().cloned());
                actual.push(line.text.clone());
                actual.extend(self.told_at(&here, Some(Shown::At(number + 1)), sources));
            }
        }
        for problem in left {
            actual.push(format!(">>> {} (not in the case)", sources.location(problem.primary.span.file)));
            actual.extend(self.told(problem, sources));
        }
        if expected == actual {
            return None;
        }
        let mut shown = format!("{}: {}\n", self.place, self.title);
        shown.push_str(&difference(&expected, &actual));
        for problem in problems.iter() {
            write!(shown, "\n{}\n", text::draw(problem, sources, false)).expect("a text takes all");
        }
        Some(shown)
    }

    fn told_at(&self, here: &[(Option<Shown>, &Diagnostic)], at: Option<Shown>, sources: &Sources) -> Vec<String> {
        here.iter().filter(|(place, _)| *place == at).flat_map(|(_, problem)| self.told(problem, sources)).collect()
    }

    /// Writes a problem as a case does.
    fn told(&self, problem: &Diagnostic, sources: &Sources) -> Vec<String> {
        let Label { span, text } = &problem.primary;
        let columns = match self.line_of(*span, sources) {
            Some(Shown::Unwritten(line)) => format!("unshown:{line}:{}", columns(*span, sources)),
            _ => columns(*span, sources),
        };
        let mut headline = problem.headline.clone();
        if problem.code == &OVER_BUDGET {
            headline = without_size(&headline);
        }
        let mut told = vec![format!("#! {} {columns} [{}] {headline}", problem.code.severity, problem.code.name)];
        if !text.is_empty() {
            told.push(format!("#! label {text}"));
        }
        for Label { span, text } in &problem.secondary {
            let place = match self.line_of(*span, sources) {
                None => "file".to_owned(),
                Some(Shown::At(line)) => format!("{line}:{}", columns_start(*span, sources)),
                Some(Shown::Unwritten(line)) => format!("unshown:{line}:{}", columns_start(*span, sources)),
            };
            told.push(format!("#! also {} {place} {text}", sources.location(span.file)));
        }
        told.extend(problem.help.iter().map(|help| format!("#! help {help}")));
        told.extend(problem.note.iter().map(|note| format!("#! note {note}")));
        told
    }

    /// Returns the line of a place as the case counts it; nothing for a file as a whole.
    fn line_of(&self, span: Span, sources: &Sources) -> Option<Shown> {
        if span == Span::of_file(span.file) {
            return None;
        }
        let actual = sources.position(span).line;
        let location = sources.location(span.file);
        let Some(file) = self.files.iter().find(|file| file.location == location && !file.is("published")) else {
            return Some(Shown::Unwritten(actual));
        };
        let written = (1..=file.lines.len()).find(|number| file.actual_line(*number) == actual);
        Some(written.map_or(Shown::Unwritten(actual), Shown::At))
    }

    fn inputs(&self) -> Inputs {
        let site = SiteTest::small();
        if self.files.iter().any(CaseFile::needs_disk) {
            return self.inputs_from_disk(&site);
        }
        let mut inputs = site.inputs();
        let (before, now): (Vec<_>, Vec<_>) = self.files.iter().partition(|file| file.is("published"));
        if !before.is_empty() {
            let mut published = site.inputs();
            for file in before {
                published.sources.set(&file.location, file.content());
            }
            inputs.published = Some(Ids::of(&Workshop::new(published).prepared().catalog));
        }
        for file in now {
            inputs.sources.set(&file.location, file.content());
        }
        inputs
    }

    /// Writes the site into a real folder and reads it from there.
    fn inputs_from_disk(&self, site: &SiteTest) -> Inputs {
        let root = tempfile::TempDir::new().expect("a temporary folder can be made");
        let at = |location: &str| {
            let path = root.path().join(location);
            fs::create_dir_all(path.parent().expect("a location has a folder")).expect("the folder can be made");
            path
        };
        for location in site.locations() {
            fs::write(at(location), site.text(location)).expect("the file can be written");
        }
        for file in &self.files {
            let path = at(&file.location);
            match file.way("symlink to ") {
                Some(target) => std::os::unix::fs::symlink(target, path).expect("the link can be made"),
                None => fs::write(path, file.bytes()).expect("the file can be written"),
            }
        }
        let found = folder::list(root.path()).expect("the folder can be read");
        let contents = folder::read_all(root.path(), &found);
        let mut sources = Sources::default();
        for (file, content) in found.iter().zip(contents) {
            sources.set(&file.location, Some(content));
        }
        Inputs { sources, options: site.options.clone(), ..Inputs::default() }
    }
}

/// A line of a file: as the case counts it, or one that the case does not show.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    At(usize),
    Unwritten(usize),
}

impl CaseFile {
    fn named(header: &str) -> Self {
        let (location, ways) = match header.strip_suffix(')').and_then(|header| header.split_once(" (")) {
            Some((location, ways)) => (location, ways.split(", ").map(str::to_owned).collect()),
            None => (header, Vec::new()),
        };
        const WAYS: [&str; 12] = [
            "with the required fields",
            "added",
            "gone",
            "published",
            "CRLF",
            "BOM",
            "no last line break",
            "long",
            "not UTF-8",
            "too large",
            "symlink to ",
            "unreadable: ",
        ];
        let known =
            |way: &String| WAYS.iter().any(|known| way == known || (known.ends_with(' ') && way.starts_with(known)));
        assert!(ways.iter().all(known), "{header}: one of {ways:?} is not known");
        CaseFile { location: location.to_owned(), ways, told: Vec::new(), lines: Vec::new() }
    }

    fn push(&mut self, line: &str) {
        if !line.starts_with("#! ") {
            self.lines.push(Line { text: line.to_owned(), told: Vec::new() });
            return;
        }
        let told = self.lines.last_mut().map_or(&mut self.told, |line| &mut line.told);
        told.push(line.to_owned());
    }

    fn is(&self, way: &str) -> bool {
        self.ways.iter().any(|known| known == way)
    }

    fn way(&self, start: &str) -> Option<&str> {
        self.ways.iter().find_map(|way| way.strip_prefix(start))
    }

    fn needs_disk(&self) -> bool {
        self.is("too large") || self.way("symlink to ").is_some()
    }

    /// The required keys that are put in below the opening `+++`.
    fn put_in(&self) -> String {
        if !self.is("with the required fields") {
            return String::new();
        }
        let texts = self.lines.iter().map(|line| line.text.as_str());
        let front: Vec<_> = texts.skip(1).take_while(|line| *line != "+++" && !line.starts_with('[')).collect();
        missing_keys(&front.join("\n"))
    }

    /// Lines of the file that stand above those of the case.
    fn base(&self) -> String {
        if !self.is("added") {
            return String::new();
        }
        SiteTest::small().text(&self.location).to_owned()
    }

    /// Returns the line of the file on which a line of the case stands.
    fn actual_line(&self, written: usize) -> usize {
        let above = if written > 1 { self.put_in().lines().count() } else { 0 };
        written + above + self.base().lines().count()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut text = self.base();
        let put_in = self.put_in();
        for (number, line) in self.lines.iter().enumerate() {
            text.push_str(&line.text);
            text.push('\n');
            if number == 0 {
                text.push_str(&put_in);
            }
        }
        if self.is("no last line break") {
            text.pop();
        }
        if self.is("long") {
            text.push_str(&"letters ".repeat(25_000));
        }
        if self.is("CRLF") {
            text = text.replace('\n', "\r\n");
        }
        if self.is("BOM") {
            text.insert(0, '\u{feff}');
        }
        if self.is("too large") {
            text = text.repeat(TEXT_LIMIT as usize / text.len() + 1);
            text.truncate(TEXT_LIMIT as usize + 1);
        }
        match self.is("not UTF-8") {
            true => text.chars().map(|letter| u8::try_from(letter).expect("the text is Latin-1")).collect(),
            false => text.into_bytes(),
        }
    }

    fn content(&self) -> Option<Content> {
        if self.is("gone") {
            return None;
        }
        if let Some(why) = self.way("unreadable: ") {
            return Some(Content::Unreadable(Unreadable::Failed(why.to_owned())));
        }
        Some(folder::content_at(&self.location, self.bytes()))
    }
}

/// Puts `(size)` for the size of what is over the budget: it follows from every line of the theme.
fn without_size(headline: &str) -> String {
    let words = headline.split(' ').collect::<Vec<_>>();
    let is_size =
        |index: usize| index > 0 && words[index - 1].starts_with("take") && words[index].parse::<u64>().is_ok();
    (0..words.len()).map(|index| if is_size(index) { "(size)" } else { words[index] }).collect::<Vec<_>>().join(" ")
}

/// The first column of a span.
fn columns_start(span: Span, sources: &Sources) -> usize {
    sources.position(span).column
}

/// `9-21`, or `9` for one character; `file` for the file as a whole.
fn columns(span: Span, sources: &Sources) -> String {
    if span == Span::of_file(span.file) {
        return "file".to_owned();
    }
    let text = sources.text(span.file);
    let inside = &text[span.range()];
    let line = inside.split(['\n', '\r']).next().unwrap_or("");
    let (first, count) = (columns_start(span, sources), line.chars().count());
    if count > 1 { format!("{first}-{}", first + count - 1) } else { first.to_string() }
}

/// Shows two lists of lines as one: `-` was expected only, `+` came only.
fn difference(expected: &[String], actual: &[String]) -> String {
    let mut common = vec![vec![0; actual.len() + 1]; expected.len() + 1];
    for one in (0..expected.len()).rev() {
        for other in (0..actual.len()).rev() {
            common[one][other] = match expected[one] == actual[other] {
                true => common[one + 1][other + 1] + 1,
                false => common[one + 1][other].max(common[one][other + 1]),
            };
        }
    }
    let (mut one, mut other, mut shown) = (0, 0, String::new());
    while one < expected.len() || other < actual.len() {
        let mark = if one < expected.len() && other < actual.len() && expected[one] == actual[other] {
            ' '
        } else if other == actual.len() || (one < expected.len() && common[one + 1][other] >= common[one][other + 1]) {
            '-'
        } else {
            '+'
        };
        let line = if mark == '+' { &actual[other] } else { &expected[one] };
        writeln!(shown, "{mark} {line}").expect("a text takes all");
        one += usize::from(mark != '+');
        other += usize::from(mark != '-');
    }
    shown
}
