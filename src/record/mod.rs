//! Reads a TOML table field by field, against a list of the fields it may have.
//!
//! A derived `Deserialize` stops at the first fault; an author wants to see all of them. The same
//! lists make the reference for editors (`docs/fields.md`), so code and docs cannot part.

mod above;
mod syntax;
mod values;
mod wording;

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diag::{self, Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned};

use above::Above;
use syntax::Damage;

pub use values::{Contact, Lexeme, Name, TermName, parsed};

/// A kind of table: what it is called and the keys it may have.
#[derive(Debug)]
pub struct Record {
    /// As in "an opportunity has no key `prize`".
    pub name: &'static str,
    pub fields: &'static [Field],
}

/// One key of a [`Record`].
#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub is_required: bool,
    /// What to write, for people: `text`, `a day`, `list of topic ids`.
    pub shape: &'static str,
    /// One or two sentences for editors.
    pub meaning: &'static str,
    /// A line of TOML that sets it.
    pub example: &'static str,
}

impl Field {
    /// Says what to do when it is missing.
    ///
    /// Where the value names something of the site no example fits every site, so its meaning,
    /// which says where the names are, stands in for one.
    fn how_to_add(&self) -> String {
        let names_something = self.shape.starts_with("id of ") || self.shape.contains("term");
        let blank = match self.shape.starts_with("list of ") {
            true => "[\"…\"]",
            false => "\"…\"",
        };
        let meaning = self.meaning.trim_end_matches('.');
        let first = meaning.chars().next().map_or(0, char::len_utf8);
        let meaning = format!("{}{}", meaning[..first].to_lowercase(), &meaning[first..]);
        match names_something {
            true => format!("add a line `{} = {blank}`: {meaning}", self.key),
            false => format!("add a line such as `{}`", self.example),
        }
    }
}

/// A TOML text that can be read: what is wrong with it was reported and left out.
pub struct Mended<'t> {
    text: Cow<'t, str>,
    /// The table of a text with which nothing was wrong.
    table: Option<DeTable<'t>>,
    damage: Damage,
    origin: Origin,
}

impl<'t> Mended<'t> {
    /// Takes `text`, which starts at byte `offset` of `file`. Reports `toml-syntax` and `bad-date`.
    pub fn new(text: &'t str, file: FileId, offset: usize, diags: &mut Diagnostics) -> Self {
        let origin = Origin { file, offset };
        let (text, table, damage) = syntax::mend(text, origin, diags);
        Mended { text, table, damage, origin }
    }

    /// Returns the parsed text.
    pub fn document(&self) -> Document<'_> {
        let table = match &self.table {
            Some(table) => Cow::Borrowed(table),
            None => Cow::Owned(DeTable::parse_recoverable(&self.text).0.into_inner()),
        };
        let text = self.text.trim_end();
        let head = text.chars().next().map_or(0, char::len_utf8);
        Document { table, span: 0..text.len(), head, origin: self.origin, damage: &self.damage }
    }
}

/// A parsed TOML text and where it stands in its file.
pub struct Document<'m> {
    table: Cow<'m, DeTable<'m>>,
    span: Range<usize>,
    /// How many bytes its first character has; what is missing is shown there.
    head: usize,
    origin: Origin,
    damage: &'m Damage,
}

/// Where positions inside a TOML text lie in the file that holds it.
#[derive(Clone, Copy, Debug)]
struct Origin {
    file: FileId,
    offset: usize,
}

impl Origin {
    fn span(self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }
}

impl<'m> Document<'m> {
    /// Returns a reader of the whole document as one record.
    pub fn reader<'d>(&'d self, record: &'static Record, diags: &'d mut Diagnostics) -> Reader<'m, 'd> {
        let span = self.origin.span(0..self.head);
        Reader::new(record, &self.table, Place { origin: self.origin, span, damage: self.damage, above: None }, diags)
    }

    /// Returns the bytes of the file that the document takes.
    pub fn span(&self) -> Span {
        self.origin.span(self.span.clone())
    }
}

#[derive(Clone, Copy)]
struct Place<'d> {
    origin: Origin,
    span: Span,
    damage: &'d Damage,
    /// The table around this one, when this one stands below a heading.
    above: Option<&'d Above<'d>>,
}

/// A table being read. Each key is asked for once; what is left over is reported by [`Reader::finish`].
pub struct Reader<'t, 'd> {
    record: &'static Record,
    table: &'d DeTable<'t>,
    place: Place<'d>,
    /// Keys that an unknown one was likely meant for.
    misspelt: Vec<&'static str>,
    pub diags: &'d mut Diagnostics,
}

/// Why a value was refused.
pub enum Refusal {
    /// Another type than the field's.
    Type,
    /// The right type, but not a value the field can have.
    Value { code: &'static Code, why: String, help: Option<String> },
}

impl Refusal {
    pub fn value(code: &'static Code, why: impl Into<String>, help: impl Into<String>) -> Self {
        Refusal::Value { code, why: why.into(), help: Some(help.into()) }
    }
}

/// A value that one TOML value can give.
pub trait FromToml: Sized {
    /// What an author is told to write, as in "must be a text in quotes".
    const SHAPE: &'static str;
    /// `why` in a refusal goes on after "`key` ".
    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal>;
}

impl<'t, 'd> Reader<'t, 'd> {
    fn new(record: &'static Record, table: &'d DeTable<'t>, place: Place<'d>, diags: &'d mut Diagnostics) -> Self {
        let mut reader = Reader { record, table, place, misspelt: Vec::new(), diags };
        reader.misspelt = reader.report_unknown();
        reader.report_missing();
        reader
    }

    /// Returns where the table starts: its heading, its brace or the first byte of the document.
    pub fn span(&self) -> Span {
        self.place.span
    }

    /// True when syntax errors may have hidden keys of this table.
    pub fn is_broken(&self) -> bool {
        self.place.damage.hides_keys
    }

    /// True when the author wrote keys that the record does not have; they may hide one that it has.
    pub fn has_unknown_keys(&self) -> bool {
        self.table.keys().any(|key| !self.record.fields.iter().any(|field| field.key == key.get_ref().as_ref()))
    }

    fn find(&self, key: &str) -> Option<(Span, &'d DeValue<'t>)> {
        debug_assert!(
            self.record.fields.iter().any(|field| field.key == key),
            "{} has no field {key}",
            self.record.name
        );
        self.table.get(key).map(|value| (self.place.origin.span(value.span()), value.get_ref()))
    }

    /// Returns where the value of a key stands.
    pub fn span_of(&self, key: &'static str) -> Option<Span> {
        self.find(key).map(|(span, _)| span)
    }

    /// Returns the value of a key, or nothing when it is absent or was refused.
    pub fn get<T: FromToml>(&mut self, key: &'static str) -> Option<Spanned<T>> {
        let (span, value) = self.find(key)?;
        self.read(key, span, value)
    }

    /// Returns the value of a key without its place.
    pub fn value<T: FromToml>(&mut self, key: &'static str) -> Option<T> {
        self.get(key).map(|spanned| spanned.value)
    }

    /// Returns the elements of a list; a single value counts as a list of one.
    ///
    /// An element that is refused is reported and left out.
    pub fn list<T: FromToml>(&mut self, key: &'static str) -> Vec<Spanned<T>> {
        let Some((span, value)) = self.find(key) else { return Vec::new() };
        let DeValue::Array(items) = value else { return self.read(key, span, value).into_iter().collect() };
        let is_required = self.record.fields.iter().any(|field| field.key == key && field.is_required);
        if items.is_empty() && is_required {
            let problem = Diagnostic::new(&diag::EMPTY_VALUE, span, format!("`{key}` is empty"));
            self.diags.push(problem.help("write at least one"));
        }
        let mut list = Vec::with_capacity(items.len());
        for item in items {
            let span = self.place.origin.span(item.span());
            list.extend(self.read(key, span, item.get_ref()));
        }
        list
    }

    /// Returns lists within a list, such as `[["a", "b"], ["c"]]`.
    pub fn groups<T: FromToml>(&mut self, key: &'static str) -> Vec<Vec<Spanned<T>>> {
        let Some((span, value)) = self.find(key) else { return Vec::new() };
        let DeValue::Array(groups) = value else {
            let problem = self.type_problem(key, span, "a list of lists", value);
            self.diags.push(problem.help(format!("put it in two pairs of brackets: `{key} = [[…]]`")));
            return Vec::new();
        };
        let mut list = Vec::with_capacity(groups.len());
        for group in groups {
            let span = self.place.origin.span(group.span());
            let DeValue::Array(items) = group.get_ref() else {
                let problem = self.type_problem(key, span, "a list of lists", group.get_ref());
                self.diags.push(problem.help(format!("put each group in brackets of its own: `{key} = [[…], […]]`")));
                continue;
            };
            let mut names = Vec::with_capacity(items.len());
            for item in items {
                let span = self.place.origin.span(item.span());
                names.extend(self.read(key, span, item.get_ref()));
            }
            list.push(names);
        }
        list
    }

    /// Returns a reader of an inner table; its place is that of the value.
    pub fn table(&mut self, key: &'static str, record: &'static Record) -> Option<Reader<'t, '_>> {
        let (span, value) = self.find(key)?;
        let DeValue::Table(table) = value else {
            let problem = self.type_problem(key, span, "a table", value);
            let field = self.record.fields.iter().find(|field| field.key == key);
            self.diags.push(match field {
                Some(field) => problem.help(format!("write it as in `{}`", field.example)),
                None => problem,
            });
            return None;
        };
        let place = Place { span, above: None, ..self.place };
        Some(Reader::new(record, table, place, self.diags))
    }

    /// Calls `each` with a reader for every table of a list of tables.
    pub fn tables(&mut self, key: &'static str, record: &'static Record, mut each: impl FnMut(Reader<'t, '_>)) {
        let Some((span, value)) = self.find(key) else { return };
        let DeValue::Array(items) = value else {
            let problem = self.type_problem(key, span, "a list of tables", value);
            self.diags.push(problem.help(format!("write `[[{key}]]` above each")));
            return;
        };
        let heading = self.heading(key);
        let above = heading.as_ref().map(|heading| Above {
            record: self.record,
            heading,
            table: self.table,
            next: self.place.above,
        });
        for item in items {
            let span = self.place.origin.span(item.span());
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong_type(key, span, "a list of tables", item.get_ref());
                continue;
            };
            let place = Place { span, above: above.as_ref(), ..self.place };
            each(Reader::new(record, table, place, self.diags));
        }
    }

    /// Returns the heading under which the value of a key stands, such as `[[sessions]]`.
    fn heading(&self, key: &str) -> Option<String> {
        let (name, value) = self.table.get_key_value(key)?;
        let is_list = matches!(value.get_ref(), DeValue::Array(_));
        let path = match self.place.above {
            Some(above) => format!("{}.{key}", above.heading.trim_matches(['[', ']'])),
            None => key.to_owned(),
        };
        above::has_heading(&name.span(), &value.span()).then(|| match is_list {
            true => format!("[[{path}]]"),
            false => format!("[{path}]"),
        })
    }

    /// Tells whether the author wrote a key at all, if only misspelt or with a slip in its value.
    pub fn has(&self, key: &'static str) -> bool {
        self.table.contains_key(key) || self.misspelt.contains(&key) || self.place.damage.keys.contains(key)
    }

    /// Tells whether the value of a key is a table, for fields that may be one.
    pub fn is_table(&self, key: &'static str) -> bool {
        matches!(self.find(key), Some((_, DeValue::Table(_))))
    }

    /// Returns every key and its text of a table whose keys are the author's own.
    ///
    /// Values are texts, or lists of texts.
    pub fn open_table<T: FromToml>(&mut self, key: &'static str) -> Vec<(Spanned<String>, Vec<Spanned<T>>)> {
        let Some((span, value)) = self.find(key) else { return Vec::new() };
        let DeValue::Table(table) = value else {
            self.wrong_type(key, span, "a table", value);
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, value) in table {
            let origin = self.place.origin;
            let name = Spanned { value: name.get_ref().to_string(), span: origin.span(name.span()) };
            let span = origin.span(value.span());
            let values = match value.get_ref() {
                DeValue::Array(items) => items
                    .iter()
                    .filter_map(|item| self.read(&name.value, origin.span(item.span()), item.get_ref()))
                    .collect(),
                one => self.read(&name.value, span, one).into_iter().collect(),
            };
            pairs.push((name, values));
        }
        pairs
    }

    fn read<T: FromToml>(&mut self, key: &str, span: Span, value: &DeValue<'_>) -> Option<Spanned<T>> {
        match T::from_toml(value) {
            Ok(value) => return Some(Spanned { value, span }),
            Err(Refusal::Type) => self.wrong_type(key, span, T::SHAPE, value),
            Err(Refusal::Value { code, why, help }) => {
                let mut problem = Diagnostic::new(code, span, format!("`{key}` {why}"));
                problem.help = help;
                self.diags.push(problem);
            }
        }
        None
    }

    fn wrong_type(&mut self, key: &str, span: Span, shape: &str, value: &DeValue<'_>) {
        let problem = self.type_problem(key, span, shape, value);
        self.diags.push(problem);
    }

    fn type_problem(&self, key: &str, span: Span, shape: &str, value: &DeValue<'_>) -> Diagnostic {
        let found = type_in_words(value);
        Diagnostic::new(&diag::WRONG_TYPE, span, format!("`{key}` must be {shape}, not {found}"))
    }

    /// Reports keys that the record does not have; returns those that they were likely meant for.
    fn report_unknown(&mut self) -> Vec<&'static str> {
        let mut unknown: Vec<_> = self
            .table
            .keys()
            .filter(|key| !self.record.fields.iter().any(|field| field.key == key.get_ref().as_ref()))
            .collect();
        unknown.sort_by_key(|key| key.span().start);
        let absent: Vec<_> =
            self.record.fields.iter().map(|field| field.key).filter(|known| !self.table.contains_key(*known)).collect();
        let mut meant = Vec::new();
        for key in unknown {
            let name = key.get_ref();
            let span = self.place.origin.span(key.span());
            let problem =
                Diagnostic::new(&diag::UNKNOWN_KEY, span, format!("{} has no key `{name}`", self.record.name));
            if let Some(owner) = self.place.above.and_then(|above| above.owner(name)) {
                // A table that lacks the key has said so, and where it stands.
                if !owner.lacks(name) {
                    let help = format!("move it up, above the first line `{}`", owner.heading);
                    self.diags.push(problem.help(help));
                }
                continue;
            }
            meant.extend(diag::nearest(name, absent.iter().copied()));
            self.diags.push(problem.help_near(name, absent.iter().copied(), || self.known_keys()));
        }
        meant
    }

    fn known_keys(&self) -> Option<String> {
        let keys: Vec<_> = self.record.fields.iter().map(|field| format!("`{}`", field.key)).collect();
        match keys.len() {
            1 => Some(format!("its only key is {}", keys[0])),
            2..=12 => Some(format!("its keys are {}", keys.join(", "))),
            _ => None,
        }
    }

    /// Reports required keys that the author did not write at all.
    fn report_missing(&mut self) {
        if self.is_broken() {
            return;
        }
        for field in self.record.fields.iter().filter(|field| field.is_required) {
            if self.has(field.key) {
                continue;
            }
            let headline = format!("{} needs `{}`", self.record.name, field.key);
            let problem = Diagnostic::new(&diag::MISSING_KEY, self.place.span, headline);
            let below = above::find_below(self.table, field.key);
            let below = below.and_then(|(key, place)| Some((self.heading(key)?, self.place.origin.span(place))));
            self.diags.push(match below {
                Some((heading, place)) => problem
                    .also(place, format!("this one belongs to `{heading}`"))
                    .help(format!("write `{}` above the first line `{heading}`", field.key)),
                None => problem.help(field.how_to_add()),
            });
        }
    }
}

/// The type of a value in an editor's words.
fn type_in_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(datetime) => match (datetime.date, datetime.time) {
            (Some(_), None) => "a day",
            (None, Some(_)) => "a time of day",
            _ => "a day and time",
        },
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
