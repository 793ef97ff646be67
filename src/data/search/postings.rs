//! The list of words and the shards of postings.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::super::digits::{BASE, push_code, push_number};
use super::super::{DataFile, VERSION};
use super::groups::Group;
use super::in_script_order;

/// A shard is closed once its text has reached this many bytes.
const SHARD: usize = 32_768;

/// A word shares at most half as many letters with the one before it: what one digit can say.
const MOST_SHARED: usize = BASE - 1;

#[derive(Serialize)]
struct LexiconText<'c> {
    version: u32,
    /// Each word after a space: how many UTF-16 units it shares with the one before it, and the rest.
    words: String,
    /// How many words each shard has.
    shards: String,
    /// Other words for terms, each with the name of the term.
    synonyms: BTreeSet<(String, &'c str)>,
}

#[derive(Serialize)]
struct ShardText {
    version: u32,
    /// By word, after a space: how far each entry is from the one before it.
    gaps: String,
    /// By word, after a space: where the word stands in each of these entries.
    weights: String,
}

/// One word in one group.
#[derive(Clone, Copy)]
struct Place<'g> {
    word: &'g str,
    group: &'g Group,
    index: usize,
}

/// Writes the files of the search from its groups, which follow each other.
pub fn files(groups: &[Group], synonyms: BTreeSet<(String, &str)>, folder: &str, lexicon: &str) -> Vec<DataFile> {
    let mut places: Vec<Place<'_>> = groups
        .iter()
        .flat_map(|group| (0..group.len()).map(move |index| Place { word: group.word(index), group, index }))
        .collect();
    places.par_sort_by(|one, other| {
        in_script_order(one.word, other.word).then_with(|| one.group.start.cmp(&other.group.start))
    });
    let words: Vec<&[Place<'_>]> = places.chunk_by(|one, other| one.word == other.word).collect();
    let shards = cut(&words);
    let texts: Vec<String> = shards.par_iter().map(|words| shard(words)).collect();
    let mut text = LexiconText { version: VERSION, words: lexicon_of(&words), shards: String::new(), synonyms };
    shards.iter().for_each(|words| push_number(&mut text.shards, words.len() as u64));
    let file = |name: &str, text: String| {
        let digest = xxhash_rust::xxh3::xxh3_128(text.as_bytes());
        DataFile { name: format!("{folder}{name}"), text, digest }
    };
    let first = file(lexicon, serde_json::to_string(&text).expect("texts can always be written as JSON"));
    let shards = texts.into_iter().enumerate().map(|(number, text)| file(&format!("{number}.json"), text));
    std::iter::once(first).chain(shards).collect()
}

/// Cuts the words into shards of about one size.
fn cut<'w, 'g>(words: &'w [&'w [Place<'g>]]) -> Vec<&'w [&'w [Place<'g>]]> {
    let mut shards = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (number, places) in words.iter().enumerate() {
        // A gap takes one digit for a common word and two or three for a rare one, a weight takes one.
        let entries: usize = places.iter().map(|place| place.group.postings(place.index).count()).sum();
        bytes += 2 + entries * if entries > 2_000 { 2 } else { 3 };
        if bytes >= SHARD {
            shards.push(&words[start..=number]);
            (start, bytes) = (number + 1, 0);
        }
    }
    if start < words.len() {
        shards.push(&words[start..]);
    }
    shards
}

fn shard(words: &[&[Place<'_>]]) -> String {
    let mut text = ShardText { version: VERSION, gaps: String::new(), weights: String::new() };
    for (number, places) in words.iter().enumerate() {
        if number > 0 {
            text.gaps.push(' ');
            text.weights.push(' ');
        }
        let mut next = 0;
        for (entry, weight) in places.iter().flat_map(|place| place.group.postings(place.index)) {
            push_number(&mut text.gaps, u64::from(entry - next));
            push_code(&mut text.weights, usize::from(weight), 1);
            next = entry + 1;
        }
    }
    serde_json::to_string(&text).expect("texts can always be written as JSON")
}

fn lexicon_of(words: &[&[Place<'_>]]) -> String {
    let mut text = String::new();
    let mut before = "";
    for (number, places) in words.iter().enumerate() {
        let word = places[0].word;
        let same = before.chars().zip(word.chars()).take_while(|(one, other)| one == other).map(|(letter, _)| letter);
        let (mut units, mut bytes) = (0, 0);
        for letter in same.take(MOST_SHARED / 2) {
            units += letter.len_utf16();
            bytes += letter.len_utf8();
        }
        if number > 0 {
            text.push(' ');
        }
        push_code(&mut text, units, 1);
        text.push_str(&word[bytes..]);
        before = word;
    }
    text
}
