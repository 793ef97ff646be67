//! Takes the slips out of a TOML text, each reported once, so that the rest can be read.
//!
//! The parser goes on after a slip, but what it then makes of the text is a guess: a list that is
//! not closed takes in every line below it, and what follows a line without `=` is lost. So a
//! damaged stretch of lines is blanked and the text is parsed again, until nothing is wrong.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::Origin;
use super::wording::{self, Slip};
use crate::diag::{self, Diagnostic, Diagnostics};

/// How many slips of one text are told; nobody mends more in one go.
const LIMIT: usize = 50;

/// What had to be left out of a text.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// Set when keys may be hidden: a day that is not in the calendar hides none but its own.
    pub hides_keys: bool,
    /// Keys whose values were left out, of whatever table.
    pub keys: BTreeSet<String>,
}

/// A key with a value that stands beside it, not under a heading.
pub(super) struct Pair<'t> {
    pub key: Range<usize>,
    pub name: &'t str,
    pub value: Range<usize>,
}

/// Reports what is wrong with a text and blanks it, byte for byte, so that places stay.
///
/// Gives the table too when nothing is wrong. Reports `toml-syntax` and `bad-date`.
pub(super) fn mend<'t>(
    text: &'t str,
    origin: Origin,
    diags: &mut Diagnostics,
) -> (Cow<'t, str>, Option<DeTable<'t>>, Damage) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut damage = Damage::default();
    if errors.is_empty() {
        return (text.into(), Some(table.into_inner()), damage);
    }
    let mut mended = text.to_owned();
    for _ in 0..LIMIT {
        let Some(stretch) = report_first(&mended, origin, &mut damage, diags) else {
            return (mended.into(), None, damage);
        };
        blank(&mut mended, stretch);
    }
    damage.hides_keys = true;
    (String::new().into(), None, damage)
}

/// Reports the first slip of a text; returns the lines that it spoils.
fn report_first(text: &str, origin: Origin, damage: &mut Damage, diags: &mut Diagnostics) -> Option<Range<usize>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let (range, message) =
        errors.iter().map(|error| (place(error, text), error.message())).min_by_key(|(range, _)| range.start)?;
    let mut pairs = Vec::new();
    collect(table.get_ref(), &mut pairs);
    let pair = pairs.iter().find(|pair| lines_of(pair, text).contains(&range.start));
    let slip = Slip { text, range, message, pair, pairs: &pairs };
    let told = wording::of(&slip);
    damage.hides_keys |= told.code == &diag::TOML_SYNTAX;
    damage.keys.extend(pair.map(|pair| pair.name.to_owned()));
    let mut problem = Diagnostic::new(told.code, origin.span(told.range), told.headline);
    if let Some(first) = told.first {
        problem = problem.label("again here").also(origin.span(first), "first here");
    }
    problem.help = told.help;
    diags.push(problem);
    Some(spoilt(&slip))
}

/// Returns where an error stands, on character boundaries inside the text.
fn place(error: &Error, text: &str) -> Range<usize> {
    let range = error.span().unwrap_or(0..0);
    let start = text.floor_char_boundary(range.start.min(text.len()));
    start..text.ceil_char_boundary(range.end.clamp(start, text.len()))
}

/// Collects every pair of the table and of the tables under its headings.
fn collect<'t>(table: &'t DeTable<'_>, pairs: &mut Vec<Pair<'t>>) {
    for (key, value) in table {
        // The place of a table with a heading begins at its bracket, before the key.
        let has_heading = value.span().start <= key.span().start;
        match value.get_ref() {
            DeValue::Table(inner) if has_heading => collect(inner, pairs),
            DeValue::Array(items) if has_heading => {
                for item in items {
                    if let DeValue::Table(inner) = item.get_ref() {
                        collect(inner, pairs);
                    }
                }
            }
            _ => {
                let value = if has_heading { key.span() } else { value.span() };
                pairs.push(Pair { key: key.span(), name: key.get_ref(), value });
            }
        }
    }
}

/// The whole lines that a pair takes, with their last line break.
fn lines_of(pair: &Pair<'_>, text: &str) -> Range<usize> {
    wording::line_start(text, pair.key.start)..wording::line_end(text, pair.value.end.max(pair.key.end)) + 1
}

/// Returns the lines that a slip spoils: from where its pair begins to where that ends, or to the
/// next line that looks like a pair or a heading of its own.
///
/// A broken heading spoils all that would belong under it.
fn spoilt(slip: &Slip<'_>) -> Range<usize> {
    let text = slip.text;
    let line = wording::line_start(text, slip.range.start);
    let start = slip.pair.map_or(line, |pair| wording::line_start(text, pair.key.start));
    let is_long_text = slip.pair.is_some_and(|pair| {
        let value = &text[pair.value.start..];
        value.starts_with("\"\"\"") || value.starts_with("'''")
    });
    if let Some(pair) = slip.pair.filter(|_| is_long_text) {
        return start..lines_of(pair, text).end.max(line + 1).min(text.len());
    }
    let is_heading = slip.pair.is_none() && text[line..].trim_start_matches([' ', '\t']).starts_with('[');
    let mut end = match line > start && wording::begins_pair(text, line) {
        true => line,
        false => (wording::line_end(text, line) + 1).min(text.len()),
    };
    let limit = slip.pair.map_or(text.len(), |pair| lines_of(pair, text).end.min(text.len()));
    let begins_another = if is_heading { wording::begins_heading } else { wording::begins_pair };
    while end < limit && !begins_another(text, end) {
        end = (wording::line_end(text, end) + 1).min(text.len());
    }
    start..end
}

/// Puts blanks in the place of all but line breaks.
fn blank(text: &mut String, stretch: Range<usize>) {
    let blanks: String = text[stretch.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(stretch, &blanks);
}
