//! Draws the lines that a problem is about, as markup.

use std::ops::Range;

use crate::diag::Label;
use crate::source::{Sources, Span};
use crate::value::escape;

/// Lines shown before the one with the mark, and after it.
const BEFORE: usize = 2;
const AFTER: usize = 1;
/// A line longer than so many characters is shown in part.
const WIDEST: usize = 160;

/// Writes a sentence; what stands in backticks becomes code.
pub(super) fn sentence(text: &str) -> String {
    let parts: Vec<_> = text.split('`').collect();
    if parts.len() % 2 == 0 {
        return escape(text);
    }
    let mut written = String::new();
    for (index, part) in parts.iter().enumerate() {
        match index % 2 {
            0 => written.push_str(&escape(part)),
            _ => written.push_str(&format!("<code>{}</code>", escape(part))),
        }
    }
    written
}

/// Returns `file:line:column`, or only the file for a problem that has no place in its text.
pub(super) fn place(span: Span, sources: &Sources) -> String {
    let location = sources.location(span.file);
    if !has_place(span, sources) {
        return location.to_owned();
    }
    let position = sources.position(span);
    format!("{location}:{}:{}", position.line, position.column)
}

fn has_place(span: Span, sources: &Sources) -> bool {
    span != Span::of_file(span.file) && !sources.text(span.file).is_empty()
}

/// Returns the lines around a label with a mark under what it is about; nothing without a place.
pub(super) fn draw(label: &Label, sources: &Sources) -> Option<String> {
    if !has_place(label.span, sources) {
        return None;
    }
    let text = sources.text(label.span.file);
    let marked = sources.position(label.span).line;
    let first = marked.saturating_sub(BEFORE).max(1);
    let lines: Vec<_> = text.lines().skip(first - 1).take(marked - first + 1 + AFTER).collect();
    let last = (first + lines.len()).saturating_sub(1).max(first);
    let width = last.to_string().len();
    let aria = if first == last { format!("Line {first}") } else { format!("Lines {first} to {last}") };
    let mut drawn = format!("<pre tabindex=\"0\" role=\"group\" aria-label=\"{aria}\">");
    for number in first..=last.max(marked) {
        let line = lines.get(number - first).copied().unwrap_or("");
        match number == marked {
            true => drawn.push_str(&marked_line(number, width, line, &Mark::new(text, label))),
            false => drawn.push_str(&row(&number.to_string(), width, &escape(&clipped(line, 0..0).0))),
        }
    }
    drawn.push_str("</pre>");
    Some(drawn)
}

/// The part of its first line that a label is about.
struct Mark<'l> {
    range: Range<usize>,
    text: &'l str,
}

impl<'l> Mark<'l> {
    fn new(text: &str, label: &'l Label) -> Self {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(label.span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = floor(label.span.end as usize).clamp(start, line_end);
        Mark { range: start - line_start..end - line_start, text: &label.text }
    }
}

fn marked_line(number: usize, width: usize, line: &str, mark: &Mark<'_>) -> String {
    let range = mark.range.start.min(line.len())..mark.range.end.min(line.len());
    let (line, range) = clipped(line, range);
    let (before, rest) = line.split_at(range.start);
    let (inside, after) = rest.split_at(range.end - range.start);
    let code = format!("{}<b>{}</b>{}", escape(before), escape(inside), escape(after));
    // A tab keeps its width, so that the mark stands under what it marks.
    let indent: String = before.chars().map(|letter| if letter == '\t' { '\t' } else { ' ' }).collect();
    let carets = "^".repeat(inside.chars().count().max(1));
    let space = if mark.text.is_empty() { "" } else { " " };
    let under = format!("{indent}<b>{carets}{space}{}</b>", escape(mark.text));
    row(&number.to_string(), width, &code) + &row("", width, &under)
}

fn row(number: &str, width: usize, code: &str) -> String {
    format!("<i>{number:>width$} | </i>{code}\n")
}

/// Returns the part of a long line around what is marked, with the mark's place in it.
fn clipped(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    if line.chars().count() <= WIDEST {
        return (line.to_owned(), mark);
    }
    let starts: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    let letter_of = |at: usize| starts.partition_point(|start| *start < at);
    let from = letter_of(mark.start).saturating_sub(WIDEST / 4);
    let to = (from + WIDEST).min(starts.len());
    let (head, tail) = (if from > 0 { "…" } else { "" }, if to < starts.len() { "…" } else { "" });
    let end = starts.get(to).copied().unwrap_or(line.len());
    let shift = |at: usize| at.clamp(starts[from], end) - starts[from] + head.len();
    (format!("{head}{}{tail}", &line[starts[from]..end]), shift(mark.start)..shift(mark.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Content;

    fn drawn(text: &str, marked: &str, label: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.set("content/a.md", Some(Content::Text(text.into())));
        let start = text.find(marked).expect("the text has what is marked");
        let label = Label { span: Span::new(file, start..start + marked.len()), text: label.to_owned() };
        draw(&label, &sources).expect("the label has a place")
    }

    #[test]
    fn the_mark_stands_under_what_it_is_about_with_lines_around_it() {
        let text = "one = 1\ntwo = 2\nthree = 3\ncost = \"gratis\"\nfive = 5\nsix = 6\n";
        let expected = "<pre tabindex=\"0\" role=\"group\" aria-label=\"Lines 2 to 5\">\
            <i>2 | </i>two = 2\n<i>3 | </i>three = 3\n\
            <i>4 | </i>cost = <b>&quot;gratis&quot;</b>\n<i>  | </i>       <b>^^^^^^^^ not a cost</b>\n\
            <i>5 | </i>five = 5\n</pre>";
        assert_eq!(drawn(text, "\"gratis\"", "not a cost"), expected);
    }

    #[test]
    fn a_tab_stays_a_tab_under_it() {
        assert!(drawn("\tx = 1", "1", "").contains("\t    <b>^</b>"));
    }

    #[test]
    fn text_of_the_content_never_becomes_markup() {
        let drawn = drawn("title = <script>alert(1)</script>", "<script>", "<img src=x>");
        assert!(!drawn.contains("<script") && !drawn.contains("<img"), "{drawn}");
        assert_eq!(sentence("`a<b` and \"c\""), "<code>a&lt;b</code> and &quot;c&quot;");
        assert_eq!(sentence("one ` only"), "one ` only");
    }

    #[test]
    fn a_long_line_is_shown_around_the_mark() {
        let long = format!("{}é!here!é{}", "ab".repeat(5000), "yz".repeat(5000));
        let drawn = drawn(&long, "!here!", "this");
        assert!(drawn.contains("<b>!here!</b>é"), "{drawn}");
        assert!(drawn.len() < 1000, "{}", drawn.len());
    }

    #[test]
    fn a_mark_at_the_end_of_the_text_needs_no_line() {
        let mut sources = Sources::default();
        let text = "one = 1\n";
        let file = sources.set("site.toml", Some(Content::Text(text.into())));
        let label = Label { span: Span::new(file, text.len()..text.len()), text: "the file ends here".to_owned() };
        let drawn = draw(&label, &sources).expect("the label has a place");
        assert!(drawn.contains("<i>2 | </i><b></b>\n"), "{drawn}");
        assert!(drawn.contains("^ the file ends here"), "{drawn}");
    }
}
