//! The words of a group of entries that stand next to each other in the lists.

use std::collections::HashMap;

use super::entries::Ground;
use super::in_script_order;
use crate::catalog::OpportunityId;
use crate::data::words;

/// The postings of a group, by word.
pub struct Group {
    /// The first entry.
    pub start: u32,
    /// All words, one after the other, in the order of scripts.
    text: String,
    /// Where each word ends in the text, and where its postings end.
    ends: Vec<(u32, u32)>,
    /// Entries, counted from the first.
    entries: Vec<u16>,
    weights: Vec<u8>,
}

impl Group {
    /// Reads some entries that follow each other.
    pub fn read(ground: &Ground<'_>, start: u32, entries: impl Iterator<Item = OpportunityId>) -> Self {
        let mut reader = Reader {
            ground,
            words: Words::default(),
            tokens: Vec::new(),
            joined: Joined::default(),
            found: Vec::new(),
        };
        let (mut word, mut prose) = (String::new(), String::new());
        for id in entries {
            ground.each_text(id, &mut prose, |text, weight| reader.read(text, weight, &mut word));
            reader.finish_entry((id.0 - start) as u16);
        }
        reader.words.into_group(start)
    }

    /// Returns how many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn word(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before].0);
        &self.text[start as usize..self.ends[index].0 as usize]
    }

    /// Returns the entries that have a word, rising, each with its weight.
    pub fn postings(&self, index: usize) -> impl Iterator<Item = (u32, u8)> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before].1) as usize;
        let range = start..self.ends[index].1 as usize;
        let weights = self.weights[range.clone()].iter();
        self.entries[range].iter().zip(weights).map(|(entry, weight)| (self.start + u32::from(*entry), *weight))
    }
}

/// Words by their numbers in a group, in the order in which they were met.
#[derive(Default)]
struct Words {
    numbers: HashMap<Box<str>, u32>,
    lists: Vec<Vec<(u16, u8)>>,
    /// Whether a word is an acronym or begins the phrase of one.
    is_special: Vec<bool>,
}

impl Words {
    fn number(&mut self, word: &str, ground: &Ground<'_>) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.lists.len() as u32;
        self.numbers.insert(word.into(), number);
        self.lists.push(Vec::new());
        let acronyms = &ground.acronyms;
        self.is_special.push(!acronyms.spelled_out(word).is_empty() || !acronyms.phrases(word).is_empty());
        number
    }

    fn into_group(self, start: u32) -> Group {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable_by(|one, other| in_script_order(&one.0, &other.0));
        let mut group =
            Group { start, text: String::new(), ends: Vec::new(), entries: Vec::new(), weights: Vec::new() };
        for (word, number) in sorted {
            group.text.push_str(&word);
            for (entry, weight) in &self.lists[number as usize] {
                group.entries.push(*entry);
                group.weights.push(*weight);
            }
            group.ends.push((group.text.len() as u32, group.entries.len() as u32));
        }
        group
    }
}

struct Reader<'g, 'c> {
    ground: &'g Ground<'c>,
    words: Words,
    /// The words of one text.
    tokens: Vec<u32>,
    joined: Joined,
    /// The words of one entry with where they stand.
    found: Vec<(u32, u8)>,
}

/// Words that hyphens join, as they are written without: "ICD-10-CM" is looked for as "icd10cm" too.
#[derive(Default)]
struct Joined {
    /// The words that are joined so far, and how many they are.
    run: String,
    parts: usize,
    words: Vec<String>,
}

impl Joined {
    fn add(&mut self, word: &str, is_joined: bool) {
        if !is_joined {
            self.finish();
        }
        self.run.push_str(word);
        self.parts += 1;
    }

    fn finish(&mut self) {
        // A date or a range is no word.
        if self.parts > 1 && !self.run.bytes().all(|byte| byte.is_ascii_digit()) {
            self.words.push(self.run.chars().take(words::LONGEST).collect());
        }
        self.run.clear();
        self.parts = 0;
    }
}

impl Reader<'_, '_> {
    fn read(&mut self, text: &str, weight: u8, word: &mut String) {
        self.tokens.clear();
        self.joined.words.clear();
        let mut has_special = false;
        words::each(text, word, |word, is_joined| {
            let number = self.words.number(word, self.ground);
            has_special |= self.words.is_special[number as usize];
            self.tokens.push(number);
            self.joined.add(word, is_joined);
        });
        self.joined.finish();
        for word in &self.joined.words {
            self.tokens.push(self.words.number(word, self.ground));
        }
        self.found.extend(self.tokens.iter().map(|number| (*number, weight)));
        if has_special {
            let words = words::of(text);
            (0..words.len()).for_each(|at| self.read_acronym(&words[at..], weight));
        }
    }

    /// Adds what the first of some words stands for, and the acronym of a phrase that they begin with.
    fn read_acronym(&mut self, words: &[String], weight: u8) {
        let acronyms = &self.ground.acronyms;
        let spelled_out = acronyms.spelled_out(&words[0]).iter().flatten();
        let phrases = acronyms.phrases(&words[0]).iter();
        let short = phrases.filter(|(phrase, _)| words.starts_with(phrase)).map(|(_, acronym)| acronym);
        for word in spelled_out.chain(short) {
            let number = self.words.number(word, self.ground);
            self.found.push((number, weight));
        }
    }

    fn finish_entry(&mut self, entry: u16) {
        self.found.sort_unstable();
        for same in self.found.chunk_by(|one, other| one.0 == other.0) {
            let weight = same.iter().fold(0, |sum, (_, weight)| sum | weight);
            self.words.lists[same[0].0 as usize].push((entry, weight));
        }
        self.found.clear();
    }
}
