//! Draws problems for a person at a terminal.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Label, Severity, count_of};
use crate::source::{Sources, Span};

/// Draws one problem with the lines it is about.
pub fn draw(problem: &Diagnostic, sources: &Sources, is_colored: bool) -> String {
    let level = match problem.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let has_excerpt =
        shows_lines(&problem.primary, sources) || problem.secondary.iter().any(|label| shows_lines(label, sources));
    let mut group = Group::with_title(level.primary_title(&problem.headline).id(problem.code.name));
    let mut labels: Vec<(&Label, AnnotationKind)> = vec![(&problem.primary, AnnotationKind::Primary)];
    labels.extend(problem.secondary.iter().map(|label| (label, AnnotationKind::Context)));
    while let Some((first, _)) = labels.first() {
        let file = first.span.file;
        let (here, elsewhere): (Vec<_>, Vec<_>) = labels.into_iter().partition(|(label, _)| label.span.file == file);
        labels = elsewhere;
        group = add_file(group, &here, sources);
    }
    for (level, text) in [(Level::NOTE, &problem.note), (Level::HELP, &problem.help)] {
        if let Some(text) = text {
            group = group.element(level.message(text));
        }
    }
    let renderer = if is_colored { Renderer::styled() } else { Renderer::plain() };
    let drawn = renderer.render(&[group]);
    // Without an excerpt there is no margin for line numbers, and the arrow would stand at the edge.
    if has_excerpt { drawn } else { drawn.replace('\n', "\n ") }
}

/// True when a label has a place in a text that can be shown.
fn shows_lines(label: &Label, sources: &Sources) -> bool {
    label.span != Span::of_file(label.span.file) && !sources.text(label.span.file).is_empty()
}

/// Adds the excerpt of one file, or only its name when the problem has no place in its text.
fn add_file<'a>(group: Group<'a>, labels: &[(&'a Label, AnnotationKind)], sources: &'a Sources) -> Group<'a> {
    let file = labels[0].0.span.file;
    let location = sources.location(file);
    let placed: Vec<_> = labels.iter().filter(|(label, _)| shows_lines(label, sources)).collect();
    if placed.is_empty() {
        let texts = labels.iter().map(|(label, _)| label.text.as_str()).filter(|text| !text.is_empty());
        let path: Vec<_> = std::iter::once(location).chain(texts).collect();
        return group.element(Origin::path(path.join(": ")));
    }
    let text = sources.text(file);
    let mut snippet = Snippet::source(text).path(location);
    for (label, kind) in placed {
        let annotation = kind.span(drawn_range(text, label.span));
        snippet =
            snippet.annotation(if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) });
    }
    group.element(snippet)
}

/// Returns what is underlined of a span: its part on its first line, one character at the least.
///
/// The range lies on character boundaries inside the text, whatever the span says.
fn drawn_range(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary((span.start as usize).min(text.len()));
    let line = text[start..].split('\n').next().unwrap_or("");
    let line_end = start + line.strip_suffix('\r').unwrap_or(line).len();
    let end = text.floor_char_boundary((span.end as usize).min(text.len())).clamp(start, line_end);
    let one = text[start..line_end].chars().next().map_or(0, char::len_utf8);
    start..end.max(start + one)
}

/// Returns `3 errors and 1 warning in 5 files`, or nothing when there is no problem.
pub fn summary(problems: &Diagnostics) -> Option<String> {
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.iter().count() - errors;
    let mut files: Vec<_> = problems.iter().map(|problem| problem.primary.span.file).collect();
    files.sort_unstable();
    files.dedup();
    let counts: Vec<_> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| count_of(count, word))
        .collect();
    (!counts.is_empty()).then(|| format!("{} in {}", counts.join(" and "), count_of(files.len(), "file")))
}
