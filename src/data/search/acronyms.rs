//! Which words mean the same: "ROI" is "release of information".
//!
//! A synonym of a term is an acronym of another of its names where its letters begin that name's
//! words. Only then a text with the one is found by the other: a synonym in general is a word for
//! the whole topic, and many texts have it without being about the topic.

use std::collections::HashMap;

use super::super::words;
use crate::catalog::Catalog;

/// Words that an acronym may pass over.
const PASSED_OVER: [&str; 9] = ["a", "an", "and", "for", "in", "of", "on", "the", "to"];

/// The acronyms of a site.
#[derive(Default)]
pub struct Acronyms {
    /// What an acronym stands for.
    spelled_out: HashMap<String, Vec<Vec<String>>>,
    /// By the first word of a phrase: the phrase and its acronym.
    phrases: HashMap<String, Vec<(Vec<String>, String)>>,
}

impl Acronyms {
    /// Finds the acronyms among the names of all terms.
    pub fn new(catalog: &Catalog) -> Self {
        let mut acronyms = Acronyms::default();
        for term in catalog.facets.iter().flat_map(|facet| &facet.terms).filter(|term| !term.synonyms.is_empty()) {
            let names: Vec<Vec<String>> =
                term.synonyms.iter().chain([&term.label]).map(|name| words::of(name)).collect();
            for name in &names {
                let [acronym] = &name[..] else { continue };
                names
                    .iter()
                    .filter(|phrase| abbreviates(acronym, phrase))
                    .for_each(|phrase| acronyms.add(acronym, phrase));
            }
        }
        acronyms
    }

    fn add(&mut self, acronym: &str, phrase: &[String]) {
        let known = self.spelled_out.entry(acronym.to_owned()).or_default();
        if !known.iter().any(|other| other == phrase) {
            known.push(phrase.to_vec());
            self.phrases.entry(phrase[0].clone()).or_default().push((phrase.to_vec(), acronym.to_owned()));
        }
    }

    /// Returns the phrases that a word stands for.
    pub fn spelled_out(&self, word: &str) -> &[Vec<String>] {
        self.spelled_out.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the phrases that begin with a word, each with its acronym.
    pub fn phrases(&self, word: &str) -> &[(Vec<String>, String)] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }
}

fn abbreviates(acronym: &str, phrase: &[String]) -> bool {
    let first = |word: &String| word.chars().next();
    let initials =
        |is_taken: &dyn Fn(&&String) -> bool| phrase.iter().filter(is_taken).filter_map(first).collect::<String>();
    let is_weighty = |word: &&String| !PASSED_OVER.contains(&word.as_str());
    phrase.len() > 1 && (initials(&|_| true) == acronym || initials(&is_weighty) == acronym)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_has_the_first_letters_of_its_words() {
        let is = |acronym: &str, phrase: &str| abbreviates(acronym, &words::of(phrase));
        assert!(is("roi", "Release of Information") == is("ri", "Release of Information"));
        assert!(is("him", "Health information management") && is("phi", "protected health information"));
        assert!(!is("hipaa", "Privacy and HIPAA") && !is("r", "Records") && !is("icd", "Coding"));
    }
}
