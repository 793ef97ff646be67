//! Keys that stand below a heading, and by the rules of TOML belong to it, but were meant for a
//! table above.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Field, Record};

/// The table in which a heading stands, seen from the table below that heading.
#[derive(Clone, Copy)]
pub(super) struct Above<'d> {
    pub record: &'static Record,
    /// The heading as written, such as `[[sessions]]`.
    pub heading: &'d str,
    pub table: &'d DeTable<'d>,
    pub next: Option<&'d Above<'d>>,
}

impl<'d> Above<'d> {
    /// Finds the nearest table above that has a place for a key.
    pub fn owner(&self, key: &str) -> Option<&Above<'d>> {
        match self.field(key) {
            Some(_) => Some(self),
            None => self.next?.owner(key),
        }
    }

    fn field(&self, key: &str) -> Option<&'static Field> {
        self.record.fields.iter().find(|field| field.key == key)
    }

    /// Tells whether that table itself was reported to lack the key.
    pub fn lacks(&self, key: &str) -> bool {
        self.field(key).is_some_and(|field| field.is_required) && !self.table.contains_key(key)
    }
}

/// Tells whether a value stands below a heading: its place begins at the bracket, before the key.
pub(super) fn has_heading(key: &Range<usize>, value: &Range<usize>) -> bool {
    value.start <= key.start
}

/// Finds a key in the tables below the headings of `table`: the key of that heading, and the place.
pub(super) fn find_below<'t>(table: &'t DeTable<'_>, key: &str) -> Option<(&'t str, Range<usize>)> {
    let place = |value: &DeValue<'_>| value.as_table()?.get_key_value(key).map(|(key, _)| key.span());
    table.iter().filter(|(name, value)| has_heading(&name.span(), &value.span())).find_map(|(name, value)| {
        let found = match value.get_ref() {
            DeValue::Array(items) => items.iter().find_map(|item| place(item.get_ref())),
            one => place(one),
        };
        Some((name.get_ref().as_ref(), found?))
    })
}
