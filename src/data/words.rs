//! Cuts text into the words that readers search for.
//!
//! Letters are made small and lose their marks, so that "Résumé" is found by "resume"; compatible
//! forms become plain ones. Everything but letters and digits stands between words. The page script
//! does the same to what a reader types; the tests hold both together.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// Letters of a word after these are dropped.
pub const LONGEST: usize = 40;

/// The compatible form of one that does not break is the other.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// Hands over each word of a text, in order, and whether only a hyphen parts it from the one before.
pub fn each(text: &str, word: &mut String, mut found: impl FnMut(&str, bool)) {
    word.clear();
    let mut length = 0;
    let (mut is_joined, mut has_hyphen) = (false, false);
    let mut take = |letter: Option<char>| match letter {
        Some(letter) if letter.is_alphanumeric() => {
            if length == 0 {
                is_joined = has_hyphen;
            }
            length += 1;
            if length <= LONGEST {
                word.push(letter);
            }
        }
        other => {
            if length > 0 {
                found(word, is_joined);
            }
            has_hyphen = length > 0 && other.is_some_and(|letter| HYPHENS.contains(&letter));
            word.clear();
            length = 0;
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|byte| take(Some(char::from(byte.to_ascii_lowercase()))));
    } else {
        folded(text).for_each(|letter| take(Some(letter)));
    }
    take(None);
}

/// Returns all words of a text.
pub fn of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(text, &mut String::new(), |word, _| words.push(word.to_owned()));
    words
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    let categories = CodePointMapData::<GeneralCategory>::new();
    DecomposingNormalizerBorrowed::new_nfkd()
        .normalize_iter(text.chars())
        .filter(move |letter| !GeneralCategoryGroup::Mark.contains(categories.get(*letter)))
        .flat_map(char::to_lowercase)
        // The form at the end of a word would hide it from a longer one.
        .map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_forms_do_not_tell_words_apart() {
        assert_eq!(of("Résumé RÉSUMÉ re\u{301}sume\u{301}"), ["resume", "resume", "resume"]);
        assert_eq!(of("ICD-10, \u{fb01}le ﬁne ½ ΟΔΟΣ"), ["icd", "10", "file", "fine", "1", "2", "οδοσ"]);
        assert_eq!(of("don't 健康 Ⅷ"), ["don", "t", "健康", "viii"]);
        assert!(of(" -- \u{301} … ").is_empty());
    }

    #[test]
    fn a_single_hyphen_joins_words() {
        let mut found = Vec::new();
        let text = "ICD-10\u{2011}CM, e-mail - x--y -z a/b";
        each(text, &mut String::new(), |word, is_joined| {
            found.push(format!("{}{word}", if is_joined { "+" } else { "" }))
        });
        assert_eq!(found, ["icd", "+10", "+cm", "e", "+mail", "x", "y", "z", "a", "b"]);
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(of(&format!("a {}b c", "x".repeat(10_000))), ["a", &"x".repeat(LONGEST), "c"]);
        assert_eq!(of(&"é".repeat(50)), ["e".repeat(LONGEST)]);
    }
}
