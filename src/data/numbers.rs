//! Prices, times, credits and days: what ranges and sorts look at.

use jiff::civil::Date;
use serde::Serialize;

use super::{DataFile, VERSION, digits};
use crate::browse;
use crate::catalog::{Catalog, OpportunityId};

/// One number for each listed entry: the different ones, and which of them each entry has.
#[derive(Serialize)]
struct Numbers {
    /// Rising; `None`, where some entry states nothing, stands last.
    values: Vec<Option<i64>>,
    codes: String,
}

#[derive(Serialize)]
struct NumbersText {
    version: u32,
    price: Numbers,
    minutes: Numbers,
    credit: Numbers,
    added: Numbers,
    title: Titles,
}

/// The order of the titles.
///
/// Lists go by band and price and then by title, so they are runs of rising titles: it is enough to
/// say from which run each title of the whole order is the next.
#[derive(Serialize)]
struct Titles {
    /// The entry with which each run starts.
    starts: Vec<u32>,
    runs: String,
}

/// Writes the numbers of all listed entries.
pub fn file(catalog: &Catalog) -> DataFile {
    let numbers = |of: fn(&Catalog, OpportunityId) -> Option<i64>| numbers(catalog, of);
    let text = NumbersText {
        version: VERSION,
        price: numbers(browse::price),
        minutes: numbers(browse::minutes),
        credit: numbers(browse::credit),
        added: numbers(|catalog, id| browse::added(catalog, id).map(day)),
        title: titles(catalog),
    };
    DataFile::new("numbers", &text)
}

/// Returns the days since 1970-01-01.
pub fn day(date: Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}

fn numbers(catalog: &Catalog, of: fn(&Catalog, OpportunityId) -> Option<i64>) -> Numbers {
    let all: Vec<Option<i64>> = (0..catalog.listed as u32).map(|number| of(catalog, OpportunityId(number))).collect();
    let key = |value: &Option<i64>| (value.is_none(), *value);
    let mut values = all.clone();
    values.sort_unstable_by_key(key);
    values.dedup();
    let width = digits::width(values.len());
    let mut codes = String::with_capacity(all.len() * width);
    for value in &all {
        let code = values.binary_search_by_key(&key(value), key).expect("every value is among the different ones");
        digits::push_code(&mut codes, code, width);
    }
    Numbers { values, codes }
}

fn titles(catalog: &Catalog) -> Titles {
    let key = |number: u32| {
        let opportunity = catalog.opportunity(OpportunityId(number));
        (opportunity.facts.sort_title(), opportunity.entry.id.value.as_str())
    };
    let listed = 0..catalog.listed as u32;
    let starts: Vec<u32> = listed.clone().filter(|number| *number == 0 || key(*number) < key(*number - 1)).collect();
    let mut sorted: Vec<u32> = listed.collect();
    sorted.sort_by_key(|number| key(*number));
    let width = digits::width(starts.len());
    let mut runs = String::with_capacity(sorted.len() * width);
    for number in sorted {
        digits::push_code(&mut runs, starts.partition_point(|start| *start <= number) - 1, width);
    }
    Titles { starts, runs }
}
