//! The forms of a problem that programs read: JSON lines and GitHub's workflow commands.

use serde_json::{Value, json};

use super::{Diagnostic, Label};
use crate::source::{Position, Sources, Span};

/// Returns one problem as one line of JSON.
///
/// `file`, `line` and `column` are those of the main place; `end_line` and `end_column` stand one
/// past its last character. Lines and columns start at 1 and count characters.
pub fn json(problem: &Diagnostic, sources: &Sources) -> String {
    let mut object = place(&problem.primary, sources);
    let fields = json!({
        "code": problem.code.name,
        "severity": problem.code.severity.to_string(),
        "message": problem.headline,
        "help": problem.help,
        "note": problem.note,
        "related": problem.secondary.iter().map(|label| place(label, sources)).collect::<Vec<_>>(),
    });
    if let (Value::Object(object), Value::Object(fields)) = (&mut object, fields) {
        object.extend(fields);
    }
    object.to_string()
}

fn place(label: &Label, sources: &Sources) -> Value {
    let (start, end) = ends(label.span, sources);
    json!({
        "file": sources.location(label.span.file),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "label": label.text,
    })
}

fn ends(span: Span, sources: &Sources) -> (Position, Position) {
    let end = Span { start: span.end.max(span.start), ..span };
    (sources.position(span), sources.position(end))
}

/// Returns one problem as a GitHub workflow command, which marks the line in a pull request.
///
/// Columns are given only for a place within one line: GitHub takes no others.
pub fn github(problem: &Diagnostic, sources: &Sources) -> String {
    let (start, end) = ends(problem.primary.span, sources);
    let mut message = problem.headline.clone();
    for extra in [&problem.help, &problem.note].into_iter().flatten() {
        message.push('\n');
        message.push_str(extra);
    }
    let place = match start.line == end.line {
        true => format!("line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column),
        false => format!("line={},endLine={}", start.line, end.line),
    };
    format!(
        "::{} file={},{place},title={}::{}",
        problem.code.severity,
        escape_property(sources.location(problem.primary.span.file)),
        escape_property(problem.code.name),
        escape_data(&message),
    )
}

/// Workflow commands end at a line break, so one is written in percent form.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
