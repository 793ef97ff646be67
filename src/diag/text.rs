//! Draws problems for a person at a terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Label, Severity, count_of};
use crate::source::{Sources, Span};

/// Draws one problem with the lines it is about.
pub fn draw(problem: &Diagnostic, sources: &Sources, is_colored: bool) -> String {
    let level = match problem.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
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
    renderer.render(&[group])
}

/// Adds the excerpt of one file, or only its name when the problem has no place in its text.
fn add_file<'a>(group: Group<'a>, labels: &[(&'a Label, AnnotationKind)], sources: &'a Sources) -> Group<'a> {
    let file = labels[0].0.span.file;
    let location = sources.location(file);
    let text = sources.text(file);
    if text.is_empty() || labels[0].0.span == Span::of_file(file) {
        return group.element(annotate_snippets::Origin::path(location));
    }
    let mut snippet = Snippet::source(text).path(location);
    for (label, kind) in labels {
        let annotation = kind.clone().span(on_boundaries(text, label.span));
        snippet = snippet
            .annotation(if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) });
    }
    group.element(snippet)
}

/// Keeps a span inside the text, on character boundaries and on its first line.
fn on_boundaries(text: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start as usize);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    start..floor(span.end as usize).clamp(start, line_end.max(start))
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
