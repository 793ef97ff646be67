//! Puts the parser's errors into an editor's words.
//!
//! What is not known here keeps the parser's own words, so a newer parser is never silenced.

use std::ops::Range;

use super::syntax::Pair;
use crate::diag::{self, Code};

/// One error of the parser and what surrounds it.
pub(super) struct Slip<'s> {
    pub text: &'s str,
    pub range: Range<usize>,
    /// The parser's words.
    pub message: &'s str,
    /// The pair that it stands in.
    pub pair: Option<&'s Pair<'s>>,
    pub pairs: &'s [Pair<'s>],
}

/// What is said of a slip.
pub(super) struct Told {
    pub code: &'static Code,
    pub range: Range<usize>,
    pub headline: String,
    pub help: Option<String>,
    /// Where a key stands that was written twice.
    pub first: Option<Range<usize>>,
}

impl Told {
    fn new(range: Range<usize>, headline: impl Into<String>, help: impl Into<String>) -> Self {
        Told { code: &diag::TOML_SYNTAX, range, headline: headline.into(), help: Some(help.into()), first: None }
    }
}

/// Says what is wrong and how to mend it.
pub(super) fn of(slip: &Slip<'_>) -> Told {
    let (what, expected) = slip.message.split_once(", expected ").unwrap_or((slip.message, ""));
    let told = match what {
        "string values must be quoted" | "invalid boolean" | "invalid float" | "invalid integer" => unquoted(slip),
        "invalid date" | "invalid time" | "invalid datetime" | "invalid date-time" | "invalid offset" => {
            date(slip, expected)
        }
        "invalid basic string" | "invalid literal string" => Some(unclosed_text(slip, expected)),
        "invalid multi-line basic string" | "invalid multi-line literal string" => Some(unclosed_lines(slip)),
        "missing escaped value" | "too few unicode value digits" => Some(backslash(slip)),
        "unexpected key or value" => Some(more_after_value(slip)),
        "key with no value" => Some(Told::new(slip.range.clone(), "the line has no `=`", "write it as `key = value`")),
        "invalid unquoted key" => Some(wrong_key(slip)),
        "unquoted keys cannot be empty" => {
            Some(Told::new(slip.range.clone(), "there is no key before the `=`", "write it as `key = value`"))
        }
        "duplicate key" => Some(twice(slip)),
        "unclosed array" | "missing comma between array elements" => Some(list(slip)),
        "unclosed inline table" | "missing comma between key-value pairs" => Some(braces(slip)),
        "unclosed table" | "unclosed array table" => Some(heading(slip)),
        "extra comma in inline table" => {
            Some(comma_in_number(slip, slip.range.start).unwrap_or_else(|| extra_comma(slip)))
        }
        "extra comma in array" => Some(extra_comma(slip)),
        "unexpected leading zero" => number(slip, "a number does not begin with 0"),
        "invalid mantissa" => number(slip, "a number has a digit before its point"),
        _ => None,
    };
    told.unwrap_or_else(|| unknown(slip))
}

fn unknown(slip: &Slip<'_>) -> Told {
    let what = slip.message.lines().next().unwrap_or("").trim_end_matches(", expected nothing");
    let headline = match what.is_empty() {
        true => "this is not valid TOML".to_owned(),
        false => format!("this is not valid TOML: {what}"),
    };
    Told { help: None, ..Told::new(slip.range.clone(), headline, "") }
}

/// Returns the byte at which the line of `at` starts.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Returns the byte of the line break that ends the line of `at`, or the end of the text.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// Tells whether the line that starts at `start` looks like `key = value` or like a heading.
pub(super) fn begins_pair(text: &str, start: usize) -> bool {
    let line = &text[start..line_end(text, start)];
    line.split_once('=').is_some_and(|(key, _)| is_key(key.trim())) || begins_heading(text, start)
}

/// Tells whether the line that starts at `start` looks like `[key]` or `[[key]]`, or was meant so.
pub(super) fn begins_heading(text: &str, start: usize) -> bool {
    let line = text[start..line_end(text, start)].trim();
    line.starts_with('[') && is_key(line.trim_matches(['[', ']']).trim())
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

impl<'s> Slip<'s> {
    /// Returns what stands from the slip to the end of its value: the rest of the line when the
    /// value begins there, else what the parser took for it.
    fn raw(&self) -> (Range<usize>, &'s str) {
        let start = self.range.start;
        let begins_value = self.pair.is_none_or(|pair| pair.value.start == start);
        let end = if begins_value { line_end(self.text, start) } else { self.range.end };
        let mut raw = &self.text[start..end];
        if begins_value && let Some(comment) = raw.find(" #") {
            raw = &raw[..comment];
        }
        let raw = raw.trim_end();
        (start..start + raw.len(), raw)
    }

    /// True when the slip begins a line of its own, as when the brackets above were not closed.
    fn begins_pair(&self) -> bool {
        let start = line_start(self.text, self.range.start);
        let is_first = self.text[start..self.range.start].trim().is_empty();
        is_first && (self.range.start == self.text.len() || begins_pair(self.text, start))
    }

    /// Returns the last bracket before the slip that is still open.
    fn open_bracket(&self, open: char, close: char) -> Option<Range<usize>> {
        let start = self.pair?.value.start.min(self.range.start);
        let mut opened = Vec::new();
        let mut quote = None;
        for (at, letter) in self.text[start..self.range.start].char_indices() {
            match quote {
                Some(mark) if letter == mark || letter == '\n' => quote = None,
                Some(_) => (),
                None if letter == '"' || letter == '\'' => quote = Some(letter),
                None if letter == open => opened.push(start + at),
                None if letter == close => drop(opened.pop()),
                None => (),
            }
        }
        opened.last().map(|at| *at..at + 1)
    }
}

/// A text without quotes, or something that was meant as a number, a day, true or false.
fn unquoted(slip: &Slip<'_>) -> Option<Told> {
    const TYPOGRAPHIC: [char; 8] = ['“', '”', '„', '‘', '’', '«', '»', '`'];
    let (range, raw) = slip.raw();
    if raw.is_empty() {
        let name = slip.pair.map_or("the key", |pair| pair.name);
        let headline = format!("`{name}` has no value");
        return Some(Told::new(range, headline, "write one after the `=`, or leave the key out"));
    }
    if raw.starts_with(TYPOGRAPHIC) {
        let help = format!("write {}", quoted(raw.trim_matches(TYPOGRAPHIC)));
        return Some(Told::new(range, "a text stands in straight quotes, not in curved ones", help));
    }
    if ["yes", "no", "on", "off", "true", "false"].contains(&raw.to_ascii_lowercase().as_str()) {
        let help = "write `true` or `false`, in small letters and without quotes";
        return Some(Told::new(range, format!("`{raw}` is neither `true` nor `false`"), help));
    }
    if is_day_in_other_form(raw) {
        return Some(other_form(slip, range, raw));
    }
    if let Some(amount) = raw.strip_prefix(['$', '€', '£', '¥']) {
        let help = format!("write the amount without its sign: `{}`", amount.trim());
        return Some(Told::new(range, format!("`{raw}` is not a number"), help));
    }
    Some(Told::new(range, "the text is not in quotes", format!("write {}", quoted(raw))))
}

/// Shows how a text is written; a long one, or one with quotes in it, only by its marks.
fn quoted(raw: &str) -> String {
    match raw.len() > 60 || raw.contains(['"', '\\', '`', '\n']) {
        true => "it between two `\"`".to_owned(),
        false => format!("`\"{raw}\"`"),
    }
}

/// `01/05/2026`, `1.5.2026`, `2026/05/01`.
fn is_day_in_other_form(raw: &str) -> bool {
    let parts: Vec<_> = raw.split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A day or time that the calendar or the clock does not have, or that is written in another form.
fn date(slip: &Slip<'_>, expected: &str) -> Option<Told> {
    let (range, raw) = (slip.range.clone(), &slip.text[slip.range.clone()]);
    let name = slip.pair.map(|pair| pair.name)?;
    let told =
        |headline: String, help: &str| Told { code: &diag::BAD_DATE, ..Told::new(range.clone(), headline, help) };
    Some(match expected {
        "month between 01 and 12" => {
            told(format!("`{name}` names no day of the calendar: {raw}"), "check the month and the day")
        }
        _ if expected.starts_with("day between") => {
            told(format!("`{name}` names no day of the calendar: {raw}"), "check the month and the day")
        }
        _ if expected.contains(" between ") => told(
            format!("`{name}` names no time of day: {raw}"),
            "hours run from 00 to 23, minutes and seconds from 00 to 59",
        ),
        _ => other_form(slip, range, raw),
    })
}

fn other_form(slip: &Slip<'_>, range: Range<usize>, raw: &str) -> Told {
    let headline = match slip.pair {
        Some(pair) => format!("`{}` cannot be `{raw}`", pair.name),
        None => format!("`{raw}` cannot be read"),
    };
    let help = "write a day as `2026-05-01`, a day with a time as `2026-05-01T12:30:00`";
    Told { code: &diag::BAD_DATE, ..Told::new(range, headline, help) }
}

fn unclosed_text(slip: &Slip<'_>, expected: &str) -> Told {
    let is_at_line_end = slip.range.start >= line_end(slip.text, slip.range.start).saturating_sub(1);
    if expected.starts_with("non-") && !is_at_line_end {
        return Told::new(
            slip.range.clone(),
            "a character stands in the text that cannot be seen",
            "delete it and write the text again there",
        );
    }
    let mark = if slip.message.starts_with("invalid literal") { "'" } else { "\"" };
    let before = &slip.text[line_start(slip.text, slip.range.start)..slip.range.start];
    if !before.contains(mark) {
        // The parser expects a text wherever it can make nothing of what stands there.
        return comma_in_number(slip, slip.range.start).unwrap_or_else(|| unknown(slip));
    }
    Told::new(slip.range.clone(), "the text is not closed", format!("end it with `{mark}` on the same line"))
}

fn unclosed_lines(slip: &Slip<'_>) -> Told {
    let start = slip.pair.map_or(slip.range.start, |pair| pair.value.start);
    let mark = if slip.message.contains("literal") { "'''" } else { "\"\"\"" };
    let end = slip.text.floor_char_boundary((start + mark.len()).min(slip.text.len()));
    Told::new(start..end, "the text of several lines is not closed", format!("end it with `{mark}`"))
}

fn backslash(slip: &Slip<'_>) -> Told {
    let is_after = slip.text[..slip.range.start].ends_with('\\');
    let range = slip.range.start - usize::from(is_after)..slip.range.end;
    Told::new(range, "the backslash has no meaning here", "write it twice, `\\\\`, or put the text in single quotes")
}

fn extra_comma(slip: &Slip<'_>) -> Told {
    Told::new(slip.range.clone(), "there is a comma too many", "drop it")
}

/// Points at the comma of a number such as `1,200` or `49,50` that ends before `end`, or begins there.
fn comma_in_number(slip: &Slip<'_>, end: usize) -> Option<Told> {
    let start = line_start(slip.text, slip.range.start);
    let line = &slip.text.as_bytes()[start..line_end(slip.text, start)];
    let is_digit = |at: usize| line.get(at).is_some_and(u8::is_ascii_digit);
    let comma =
        (1..line.len()).rfind(|at| line[*at] == b',' && is_digit(at - 1) && is_digit(at + 1) && start + at <= end)?;
    let digits_from = |at: usize| (at..line.len()).take_while(|at| is_digit(*at)).count();
    let before = (0..comma).rev().take_while(|at| is_digit(*at)).count();
    let whole = &slip.text[start + comma - before..start + comma];
    let rest = &slip.text[start + comma + 1..start + comma + 1 + digits_from(comma + 1)];
    let help = match rest.len() {
        3 => format!("write `{whole}{rest}` for {whole},{rest}"),
        _ => format!("write it with a point: `{whole}.{rest}`"),
    };
    Some(Told::new(start + comma..start + comma + 1, "a number has no comma in it", help))
}

fn more_after_value(slip: &Slip<'_>) -> Told {
    if slip.text[slip.range.start..].starts_with(',')
        && let Some(told) = comma_in_number(slip, slip.range.start)
    {
        return told;
    }
    let first = slip.pair.and_then(|pair| slip.text[pair.value.start..].chars().next());
    let help = match first {
        Some('"') => "a quotation mark inside a text is written `\\\"`",
        Some('\'') => "put a text with an apostrophe between two `\"`",
        _ => "put each key on a line of its own, and a text in quotes",
    };
    Told::new(slip.range.clone(), "the line goes on after its value", help)
}

fn wrong_key(slip: &Slip<'_>) -> Told {
    match slip.text[slip.range.start..].chars().next() {
        Some(':') => Told::new(slip.range.clone(), "a key and its value are joined by `:`", "join them by `=`"),
        Some(letter) if !letter.is_control() => Told::new(
            slip.range.clone(),
            format!("a key cannot have `{letter}` in it"),
            "a key has letters, digits, hyphens and underscores",
        ),
        _ => unknown(slip),
    }
}

fn twice(slip: &Slip<'_>) -> Told {
    let name = &slip.text[slip.range.clone()];
    let earlier = slip.pairs.iter().filter(|pair| pair.name == name && pair.key.start < slip.range.start);
    let first = earlier.max_by_key(|pair| pair.key.start).map(|pair| pair.key.clone());
    Told { first, ..Told::new(slip.range.clone(), format!("`{name}` is written twice"), "keep one of them") }
}

fn list(slip: &Slip<'_>) -> Told {
    let is_unclosed = slip.message.starts_with("unclosed") || slip.begins_pair();
    match slip.open_bracket('[', ']').filter(|_| is_unclosed) {
        Some(bracket) => Told::new(bracket, "the list is not closed", "end it with `]`"),
        None => Told::new(
            slip.range.clone(),
            "there is no comma between two items of the list",
            "put a comma before this one",
        ),
    }
}

fn braces(slip: &Slip<'_>) -> Told {
    let is_unclosed = slip.message.starts_with("unclosed") || slip.begins_pair();
    match slip.open_bracket('{', '}').filter(|_| is_unclosed) {
        Some(brace) => Told::new(brace, "the brace is not closed", "end it with `}`"),
        None => {
            Told::new(slip.range.clone(), "there is no comma between two keys in braces", "put a comma before this one")
        }
    }
}

/// A heading such as `[[sessions]` that lacks a bracket; its key begins the name of the whole line.
fn heading(slip: &Slip<'_>) -> Told {
    let start = line_start(slip.text, slip.range.start);
    let line = slip.text[start..line_end(slip.text, start)].trim_end();
    let name = line.trim().trim_matches(['[', ']']);
    let help = match line.trim_start().starts_with("[[") {
        true => format!("write `[[{name}]]`"),
        false => format!("write `[{name}]`"),
    };
    let indent = line.len() - line.trim_start().len();
    Told::new(start + indent..start + line.len(), "the heading is not closed", help)
}

fn number(slip: &Slip<'_>, headline: &str) -> Option<Told> {
    let start = slip.range.start;
    let length = slip.text[start..].bytes().take_while(|byte| byte.is_ascii_digit() || b"._".contains(byte)).count();
    let raw = &slip.text[start..start + length];
    let mended = match raw.strip_prefix('.') {
        Some(fraction) => format!("0.{fraction}"),
        None => raw.trim_start_matches('0').to_owned(),
    };
    let help = if mended.is_empty() { "write the number".to_owned() } else { format!("write `{mended}`") };
    Some(Told::new(start..start + length, headline, help))
}
