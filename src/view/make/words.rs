//! Small matters of English: numbers with their nouns, plurals, lists, sentences.

/// Returns a number with its noun: "1 entry", "12 entries".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns a number of entries in words; "No entries" where there is none.
pub fn entries(count: usize) -> String {
    match count {
        0 => "No entries".to_owned(),
        count => counted(count, "entry", "entries"),
    }
}

/// Returns the plural of a noun that follows the rules: "topic", "competency", "CEU".
pub fn plural(noun: &str) -> String {
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    if ends_in(&["s", "x", "ch", "sh"]) {
        return format!("{noun}es");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// Puts a label into a sentence: "Time needed" becomes "time needed", "CEU" stays.
pub fn within_sentence(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), second) if !second.is_some_and(|second| second.is_uppercase() || second.is_numeric()) => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}

/// Starts a sentence with a text.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Joins names: "A", "A and B", "A, B and C", with the word of choice before the last.
pub fn joined(names: &[&str], word: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

/// Makes sentences of parts. One part alone is a label and gets no full stop.
pub fn sentences(parts: &[String]) -> String {
    match parts {
        [one] => capitalized(one),
        parts => parts.iter().map(|part| sentence(part)).collect::<Vec<_>>().join(" "),
    }
}

/// Makes one sentence of a text that may have its full stop already.
pub fn sentence(text: &str) -> String {
    let text = capitalized(text.trim());
    match text.ends_with(['.', '!', '?', '…']) || text.is_empty() {
        true => text,
        false => format!("{text}."),
    }
}

/// Keeps numbers and their units on one line: "1 h 30", "45 min to 2 h", "30 weeks".
pub fn held(text: &str) -> String {
    let mut held = String::with_capacity(text.len() + 4);
    let mut before = "";
    for word in text.split(' ') {
        if !before.is_empty() {
            let is_after_number = before.ends_with(|letter: char| letter.is_ascii_digit());
            let is_unit = is_after_number && word != "to" && word.starts_with(char::is_alphabetic);
            let is_minutes = before == "h" && word.starts_with(|letter: char| letter.is_ascii_digit());
            held.push(if is_unit || is_minutes { '\u{a0}' } else { ' ' });
        }
        held.push_str(word);
        before = word;
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(entries(1), "1 entry");
        assert_eq!(entries(0), "No entries");
        assert_eq!(
            ["topic", "competency", "CEU", "CE hour", "day", "class"].map(plural),
            ["topics", "competencies", "CEUs", "CE hours", "days", "classes"]
        );
    }

    #[test]
    fn labels_enter_sentences_without_hurting_their_acronyms() {
        assert_eq!(within_sentence("Time needed"), "time needed");
        assert_eq!(within_sentence("CEU"), "CEU");
        assert_eq!(joined(&["AHIMA", "AAPC", "HIMSS"], "or"), "AHIMA, AAPC or HIMSS");
        assert_eq!(sentences(&["third-party figure".into()]), "Third-party figure");
        assert_eq!(
            sentences(&["$49 for everyone else".into(), "as of 2023.".into()]),
            "$49 for everyone else. As of 2023."
        );
    }

    #[test]
    fn a_number_and_its_unit_stay_together_and_a_range_may_break() {
        assert_eq!(held("45 min to 1 h 30"), "45\u{a0}min to 1\u{a0}h\u{a0}30");
        assert_eq!(held("4 to 6 h"), "4 to 6\u{a0}h");
        assert_eq!(held("30 weeks, 4 h a week"), "30\u{a0}weeks, 4\u{a0}h a week");
    }
}
