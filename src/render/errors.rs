//! Turns the template engine's errors into problems with a place.

use std::collections::HashMap;

use tera::{Error, ErrorKind, ReportError, Tera};

use crate::diag::{self, Diagnostic};
use crate::source::{FileId, Sources, Span};
use crate::theme::{BUILT_IN_PREFIX, Template, Theme};

/// Where each template stands.
pub(super) struct Templates {
    files: HashMap<String, (FileId, String)>,
    /// A file to name when the engine names none.
    fallback: FileId,
}

impl Templates {
    pub fn new(theme: &Theme, sources: &Sources) -> Self {
        let files: HashMap<_, _> = theme
            .templates
            .iter()
            .map(|template| (template.name.clone(), (template.file, sources.text(template.file).to_owned())))
            .collect();
        let fallback = theme.templates.first().map(|template| template.file);
        Templates { files, fallback: fallback.expect("the built-in theme has templates") }
    }

    /// Parses one template by itself, so that each syntax error is told and not only the first.
    pub fn check_alone(&self, template: &Template, empty: impl Fn() -> Tera) -> Option<Diagnostic> {
        let mut tera = empty();
        let error = tera.add_raw_template(&template.name, &template.text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| self.problem(&error, &template.name))
    }

    /// Returns the problem that an error tells of; `template` is what was being rendered.
    pub fn problem(&self, error: &Error, template: &str) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => self.reported(report, template),
            _ => self.told(&error.to_string(), template),
        }
    }

    fn find(&self, name: &str) -> Option<&(FileId, String)> {
        self.files.get(name).or_else(|| self.files.get(&format!("{BUILT_IN_PREFIX}{name}")))
    }

    fn reported(&self, report: &ReportError, template: &str) -> Diagnostic {
        let file = self.find(report.filename()).or_else(|| self.find(template));
        let file = file.map_or(self.fallback, |(file, _)| *file);
        let span = Span::new(file, report.span().range.clone());
        let Some((what, fields)) = report.message().split_once(". Available fields: ") else {
            return Diagnostic::new(&diag::TEMPLATE, span, headline(report.message()));
        };
        let wrong = what.split('`').nth(1).unwrap_or(what);
        Diagnostic::new(&diag::TEMPLATE, span, headline(what))
            .help_near(wrong, fields.split(", "), || Some(format!("what is there: {fields}")))
    }

    /// Finds the place in an error that is only text: ` --> name:line:column`.
    fn told(&self, message: &str, template: &str) -> Diagnostic {
        let plain = message.strip_prefix("error: ").unwrap_or(message);
        let first_line = plain.lines().find(|line| !line.trim().is_empty()).unwrap_or("the template cannot be used");
        let place = message.lines().find_map(|line| {
            let (name, place) = line
                .trim()
                .strip_prefix("--> ")?
                .split_once(".html:")
                .map(|(name, place)| (format!("{name}.html"), place))?;
            let name = name.trim_matches(['[', ']']).to_owned();
            let mut numbers = place.trim_end_matches(']').split(':').map(|number| number.trim().parse::<usize>());
            let (file, text) = self.find(&name)?;
            let (line, column) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
            Some(Span::new(*file, offset(text, line, column)..offset(text, line, column) + 1))
        });
        let span = place.unwrap_or_else(|| Span::of_file(self.find(template).map_or(self.fallback, |(file, _)| *file)));
        Diagnostic::new(&diag::TEMPLATE, span, headline(first_line))
    }
}

/// Makes the engine's sentence a headline: lower case, no full stop.
fn headline(message: &str) -> String {
    let text = message.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "the template cannot be used".to_owned(),
    }
}

fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    start + column.saturating_sub(1)
}
