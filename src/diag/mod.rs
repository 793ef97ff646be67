//! Says what is wrong, where, and what to do next.
//!
//! A [`Diagnostic`] is plain data carried beside the value that a stage gives back; the forms a
//! person or a machine reads are made from it in [`text`] and [`machine`].

mod codes;
pub mod machine;
pub mod text;

use std::fmt;

use crate::source::{Sources, Span};

pub use codes::*;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A page would be missing or would mislead a learner: nothing is published.
    Error,
    /// The page is right, but likely not what was meant.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// A kind of problem. Its name is permanent: people search for it and scripts match it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    pub name: &'static str,
    pub severity: Severity,
    /// Markdown: why it matters, then a wrong and a right example.
    pub explanation: &'static str,
}

/// A place and what it has to do with the problem; the text may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One problem: one cause, told once.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: &'static Code,
    /// In the author's words, able to stand alone.
    pub headline: String,
    pub primary: Label,
    /// Other places that take part, in the order in which they should be read.
    pub secondary: Vec<Label>,
    /// One thing to do.
    pub help: Option<String>,
    /// One thing to know.
    pub note: Option<String>,
}

impl Diagnostic {
    pub fn new(code: &'static Code, span: Span, headline: impl Into<String>) -> Self {
        Diagnostic {
            code,
            headline: headline.into(),
            primary: Label { span, text: String::new() },
            secondary: Vec::new(),
            help: None,
            note: None,
        }
    }

    /// Says what the main place has to do with it.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    /// Offers the nearest of `names` when it is really near, else says `otherwise`.
    pub fn help_near<'n>(
        self,
        wrong: &str,
        names: impl IntoIterator<Item = &'n str>,
        otherwise: impl FnOnce() -> Option<String>,
    ) -> Self {
        match nearest(wrong, names) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => match otherwise() {
                Some(help) => self.help(help),
                None => self,
            },
        }
    }

    pub fn is_error(&self) -> bool {
        self.code.severity == Severity::Error
    }
}

/// The problems of one run or of one stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(other);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// Puts the problems in the order in which they are shown: file, place, code.
    pub fn sorted(mut self, sources: &Sources) -> Self {
        self.list.sort_by(|one, other| {
            let key = |problem: &Diagnostic| {
                let span = problem.primary.span;
                (sources.location(span.file).to_owned(), span.start, span.end, problem.code.name)
            };
            key(one).cmp(&key(other)).then_with(|| one.headline.cmp(&other.headline))
        });
        self.list.dedup();
        self
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// Returns the name an author most likely meant, or nothing when none is really near.
///
/// Near is one slip for each three letters, two at the most.
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let slips = (wrong.chars().count() / 3).clamp(1, 2);
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(wrong.len()) <= slips * 4)
        .map(|name| (strsim::damerau_levenshtein(wrong, name), name))
        .filter(|(distance, _)| *distance <= slips)
        .min_by_key(|(distance, name)| (*distance, *name))
        .map(|(_, name)| name)
}

/// Returns `1 error`, `2 errors`.
pub fn count_of(count: usize, one: &str) -> String {
    let plural = match one {
        "entry" => "entries",
        "opportunity" => "opportunities",
        _ => return if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") },
    };
    format!("{count} {}", if count == 1 { one } else { plural })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_offered_only_when_it_is_really_near() {
        let levels = ["beginner", "intermediate", "advanced"];
        assert_eq!(nearest("intermediat", levels), Some("intermediate"));
        assert_eq!(nearest("advnaced", levels), Some("advanced"));
        assert_eq!(nearest("expert", levels), None);
        assert_eq!(nearest("xy", ["ab"]), None);
    }
}
