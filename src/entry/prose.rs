//! Markdown prose: read once, made safe, and kept as HTML with gaps where its links go.
//!
//! What a link inside the site leads to is not known here, so the HTML is cut at each of them and
//! `view` puts the addresses in. Raw HTML is shown as text; a scheme that can carry a script is
//! refused. Heading attributes stay off: they would let event handlers in.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::Text;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};
use crate::value::{OutsideUrl, escape};

/// The prose of one entry or page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose {
    /// HTML that is safe to show, cut where an address must be put in.
    pub segments: Vec<Segment>,
    pub links: Vec<ProseLink>,
    pub headings: Vec<Heading>,
    /// The text of the first paragraph; empty when there is none.
    pub opening: String,
    pub digest: u128,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    Html(Box<str>),
    /// The address of the link of this index, to be written into an attribute.
    Address(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProseLink {
    pub target: LinkTarget,
    pub is_image: bool,
    pub span: Span,
}

/// What a link inside the site names. Outside links need no look-up and stand in the HTML.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTarget {
    /// `/about/` or `/files/form.pdf`, from the root of the site.
    Address { address: String, anchor: Option<String> },
    /// `hipaa-basics`: an entry by its id.
    Entry { id: String, anchor: Option<String> },
    /// `../pages/about.md`: a content file, as a location.
    File { location: String, anchor: Option<String> },
    /// `#heading` on the same page.
    Here { anchor: String },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 2 to 6: the page's title is the only first-level heading.
    pub level: u8,
    /// The anchor, unique on the page.
    pub id: String,
    pub text: String,
}

/// Marks the place of an address while the HTML is being written; authors cannot type it.
const GAP: char = '\u{1}';

/// Reads the prose that starts at byte `start` of its file.
///
/// Reports `raw-html`, `heading-jump`, `image-without-text`, `unsafe-link` and `broken-link`.
pub(super) fn read(text: &Text, body: &str, start: usize, diags: &mut Diagnostics) -> Prose {
    let clean;
    let mut source = body;
    if body.contains([GAP, '\0']) {
        clean = body.replace([GAP, '\0'], "\u{fffd}");
        source = &clean;
    }
    let mut writer = Writer {
        place: Place { file: text.file, location: text.location, start },
        prose: Prose { digest: xxhash_rust::xxh3::xxh3_128(body.as_bytes()), ..Prose::default() },
        events: Vec::new(),
        diags,
        last_level: 1,
        closings: Vec::new(),
        has_html: false,
    };
    let mut parser = Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter();
    while let Some((event, range)) = parser.next() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => writer.heading(level, range, &mut parser),
            Event::Start(Tag::Image { dest_url, .. }) => writer.image(&dest_url, range, &mut parser),
            Event::Start(Tag::HtmlBlock) => writer.html_block(range, &mut parser),
            other => writer.event(other, range),
        }
    }
    writer.finish()
}

struct Place<'t> {
    file: FileId,
    location: &'t str,
    start: usize,
}

impl Place<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.start + range.start..self.start + range.end)
    }
}

struct Writer<'t, 'd> {
    place: Place<'t>,
    prose: Prose,
    events: Vec<Event<'t>>,
    diags: &'d mut Diagnostics,
    last_level: u8,
    /// What ends each open link.
    closings: Vec<&'static str>,
    /// True once raw HTML was met.
    has_html: bool,
}

type Events<'t> = pulldown_cmark::OffsetIter<'t>;

impl<'t> Writer<'t, '_> {
    fn event(&mut self, event: Event<'t>, range: Range<usize>) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, range),
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url, range),
            Event::End(TagEnd::Link) => {
                let closing = self.closings.pop().unwrap_or("</a>");
                self.push_html(closing);
            }
            Event::Start(Tag::Table(alignment)) => {
                self.push_html("<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">");
                self.events.push(Event::Start(Tag::Table(alignment)));
            }
            Event::End(TagEnd::Table) => {
                self.events.push(Event::End(TagEnd::Table));
                self.push_html("</div>");
            }
            Event::Start(Tag::CodeBlock(kind)) => self.code_block(&kind),
            Event::End(TagEnd::CodeBlock) => self.push_html("</code></pre>\n"),
            other => self.events.push(other),
        }
    }

    fn push_html(&mut self, html: impl Into<CowStr<'t>>) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    /// A long line of code scrolls by itself, so its box must take the keyboard's focus.
    fn code_block(&mut self, kind: &CodeBlockKind) {
        let language = match kind {
            CodeBlockKind::Fenced(language) => language.split_whitespace().next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        let language: String =
            language.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        match language.is_empty() {
            true => self.push_html("<pre tabindex=\"0\"><code>"),
            false => self.push_html(format!("<pre tabindex=\"0\"><code class=\"language-{language}\">")),
        }
    }

    /// Takes a block of HTML as one, whatever number of lines it has.
    fn html_block(&mut self, range: Range<usize>, parser: &mut Events<'t>) {
        let mut whole = String::new();
        for (event, _) in parser {
            match event {
                Event::End(TagEnd::HtmlBlock) => break,
                Event::Html(line) | Event::Text(line) => whole.push_str(&line),
                _ => (),
            }
        }
        self.raw_html(whole.into(), range);
    }

    /// Shows raw HTML as text; a comment is a note between editors and is left out.
    ///
    /// The end of an element is told of by its beginning.
    fn raw_html(&mut self, html: CowStr<'t>, range: Range<usize>) {
        if html.trim_start().starts_with("<!--") && html.trim_end().ends_with("-->") {
            return;
        }
        let is_opened = html.starts_with("</") && self.has_html;
        self.has_html = true;
        if is_opened {
            self.events.push(Event::Text(html));
            return;
        }
        let span = self.place.span(range.start..range.start + html.trim_end().len());
        let problem = Diagnostic::new(&diag::RAW_HTML, span, "raw HTML is shown as text");
        self.diags.push(problem.help("write it in Markdown, or put it in backticks if it is meant to be read"));
        self.events.push(Event::Text(html));
    }

    fn link(&mut self, target: &str, range: Range<usize>) {
        let opening = match self.resolve(target, false, &range) {
            Resolved::Outside(url) => format!("<a href=\"{}\" rel=\"external noopener\">", escape(&url)),
            Resolved::Inside => format!("<a href=\"{GAP}\">"),
            Resolved::Refused => {
                self.closings.push("");
                return;
            }
        };
        self.closings.push("</a>");
        self.push_html(opening);
    }

    /// Writes an image with its text; one from another host would break the page's security policy.
    fn image(&mut self, target: &str, range: Range<usize>, parser: &mut Events<'t>) {
        let alt = text_until(parser, |end| matches!(end, TagEnd::Image));
        if alt.trim().is_empty() {
            let problem = Diagnostic::new(
                &diag::IMAGE_WITHOUT_TEXT,
                self.place.span(range.clone()),
                "the image has no text alternative",
            );
            self.diags.push(problem.help("say what it shows: `![The request form](/files/form.png)`"));
        }
        match self.resolve(target, true, &range) {
            Resolved::Inside => {
                self.push_html(format!("<img src=\"{GAP}\" alt=\"{}\" loading=\"lazy\">", escape(&alt)))
            }
            Resolved::Outside(_) => {
                let problem =
                    Diagnostic::new(&diag::UNSAFE_LINK, self.place.span(range), "the image comes from another host");
                self.diags.push(problem.help("put the file into `content/files/` and write `/files/…`"));
            }
            Resolved::Refused => (),
        }
    }

    /// Writes a heading with its anchor, one level below the page's title.
    fn heading(&mut self, level: HeadingLevel, range: Range<usize>, parser: &mut Events<'t>) {
        let written = level as u8;
        let shown = written.max(2);
        if written == 1 || shown > self.last_level + 1 {
            let first_line = self.place.span(range.start..range.start + 1.max(range.len().min(written as usize + 1)));
            let wanted = (self.last_level + 1).min(6);
            let headline = match written {
                1 => "a first-level heading in prose: the page's title is the only one".to_owned(),
                _ => format!("the heading jumps from level {} to level {written}", self.last_level),
            };
            let help = format!("write it with `{}`", "#".repeat(if written == 1 { 2 } else { usize::from(wanted) }));
            self.diags.push(Diagnostic::new(&diag::HEADING_JUMP, first_line, headline).help(help));
        }
        self.last_level = shown;
        let first_event = self.events.len();
        for (event, range) in parser.by_ref() {
            match event {
                Event::End(TagEnd::Heading(_)) => break,
                other => self.event(other, range),
            }
        }
        let text = plain_text(&self.events[first_event..]);
        let id = self.anchor(&text);
        self.events.insert(first_event, Event::InlineHtml(format!("<h{shown} id=\"{id}\">").into()));
        self.push_html(format!("</h{shown}>\n"));
        self.prose.headings.push(Heading { level: shown, id, text });
    }

    /// Makes an anchor that no heading of this prose has.
    ///
    /// It never has an underscore, and the ids of the theme always do, so the two cannot meet.
    fn anchor(&self, text: &str) -> String {
        let base = match crate::value::slug(text) {
            slug if slug.is_empty() => "section".to_owned(),
            slug => slug,
        };
        let is_taken = |id: &str| self.prose.headings.iter().any(|heading| heading.id == id);
        if !is_taken(&base) {
            return base;
        }
        (2..).map(|number| format!("{base}-{number}")).find(|id| !is_taken(id)).expect("numbers do not end")
    }

    fn resolve(&mut self, target: &str, is_image: bool, range: &Range<usize>) -> Resolved {
        let span = self.place.span(range.clone());
        match classify(target, self.place.location) {
            Ok(Class::Outside(url)) => Resolved::Outside(url),
            Ok(Class::Inside(target)) => {
                self.prose.links.push(ProseLink { target, is_image, span });
                Resolved::Inside
            }
            Err((code, headline, help)) => {
                self.diags.push(Diagnostic::new(code, span, headline).help(help));
                Resolved::Refused
            }
        }
    }

    fn finish(mut self) -> Prose {
        self.prose.opening = opening(&self.events);
        let mut whole = String::new();
        html::push_html(&mut whole, self.events.into_iter());
        let mut parts = whole.split(GAP);
        self.prose.segments.extend(parts.next().filter(|html| !html.is_empty()).map(|html| Segment::Html(html.into())));
        for (index, html) in parts.enumerate() {
            self.prose.segments.push(Segment::Address(index));
            self.prose.segments.push(Segment::Html(html.into()));
        }
        self.prose
    }
}

enum Resolved {
    Outside(String),
    Inside,
    Refused,
}

enum Class {
    Outside(String),
    Inside(LinkTarget),
}

type RefusedLink = (&'static diag::Code, String, String);

/// Tells what a link names, or why it is refused.
fn classify(target: &str, location: &str) -> Result<Class, RefusedLink> {
    // Browsers drop these before they look for a scheme, so `java<tab>script:` is one too.
    let bare: String = target.chars().filter(|letter| !letter.is_control()).collect();
    let bare = bare.trim();
    let (path, anchor) = match bare.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned()).filter(|anchor| !anchor.is_empty())),
        None => (bare, None),
    };
    if bare.starts_with("//") || bare.starts_with('\\') || bare.starts_with("/\\") {
        let help = "write the whole address: `https://…`".to_owned();
        return Err((&diag::UNSAFE_LINK, format!("the link `{bare}` names a host without a scheme"), help));
    }
    if let Some((scheme, rest)) = path.split_once(':')
        && !scheme.contains(['/', '?'])
    {
        return outside(scheme, rest, bare);
    }
    if path.is_empty() {
        return match anchor {
            Some(anchor) => Ok(Class::Inside(LinkTarget::Here { anchor })),
            None => Err((
                &diag::BROKEN_LINK,
                "the link leads nowhere".to_owned(),
                "write where it leads, or drop it".to_owned(),
            )),
        };
    }
    if path.starts_with('/') {
        return Ok(Class::Inside(LinkTarget::Address { address: path.to_owned(), anchor }));
    }
    if path.ends_with(".md") || path.ends_with(".toml") {
        let location = beside(location, path);
        return Ok(Class::Inside(LinkTarget::File { location, anchor }));
    }
    Ok(Class::Inside(LinkTarget::Entry { id: path.to_owned(), anchor }))
}

fn outside(scheme: &str, rest: &str, whole: &str) -> Result<Class, RefusedLink> {
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match OutsideUrl::parse(whole) {
            Ok(url) => Ok(Class::Outside(url.as_str().to_owned())),
            Err(why) => {
                let help = "write the whole address, as the browser shows it".to_owned();
                Err((&diag::BAD_URL, format!("the link `{whole}` {why}"), help))
            }
        },
        "mailto" | "tel" if !rest.is_empty() => Ok(Class::Outside(whole.to_owned())),
        scheme @ ("mailto" | "tel") => {
            let help = format!("write the address or the number after `{scheme}:`, or drop the link");
            Err((&diag::BROKEN_LINK, format!("the link `{whole}` leads to no one"), help))
        }
        other => {
            let help = "link to https, http, mailto or tel, or to a page of the site".to_owned();
            Err((&diag::UNSAFE_LINK, format!("a link cannot begin with `{other}:`"), help))
        }
    }
}

/// Returns the location that a relative path names from a file; `..` above the site stays visible.
fn beside(location: &str, path: &str) -> String {
    let mut parts: Vec<&str> = location.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => (),
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// Collects the text up to an end, for attributes; markup inside is left out.
fn text_until(parser: &mut Events, is_end: impl Fn(&TagEnd) -> bool) -> String {
    let mut text = String::new();
    for (event, _) in parser {
        match event {
            Event::End(end) if is_end(&end) => break,
            other => push_text(&other, &mut text),
        }
    }
    text
}

fn plain_text(events: &[Event]) -> String {
    let mut text = String::new();
    for event in events {
        push_text(event, &mut text);
    }
    text.trim().to_owned()
}

fn push_text(event: &Event, text: &mut String) {
    match event {
        Event::Text(part) | Event::Code(part) => text.push_str(part),
        Event::SoftBreak | Event::HardBreak => text.push(' '),
        _ => (),
    }
}

/// Returns the text of the first paragraph.
fn opening(events: &[Event]) -> String {
    let Some(start) = events.iter().position(|event| matches!(event, Event::Start(Tag::Paragraph))) else {
        return String::new();
    };
    let end = events[start..].iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph)));
    plain_text(&events[start..end.map_or(events.len(), |end| start + end)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn prose(body: &str) -> (Prose, Vec<&'static str>) {
        let mut sources = Sources::default();
        let location = "content/opportunities/a/sql-1.md";
        let text = Text { location, file: sources.id(location), text: body };
        let mut diags = Diagnostics::default();
        let prose = read(&text, body, 0, &mut diags);
        (prose, diags.iter().map(|problem| problem.code.name).collect())
    }

    fn html(body: &str) -> String {
        let (prose, _) = prose(body);
        prose
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Html(html) => html,
                Segment::Address(_) => "?",
            })
            .collect()
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for hostile in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\tscript:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "<javascript:alert(1)>",
            "![x](data:image/svg+xml,<svg onload=alert(1)>)",
            "[x](//evil.example/)",
            "[x](vbscript:x)",
            "<img src=x onerror=alert(1)>",
            "<script>alert(1)</script>",
            "# a {onclick=alert(1)}",
            "[x]: javascript:alert(1)\n\n[x]",
            "```\" onclick=\"alert(1)\nx\n```",
        ] {
            let shown = html(hostile);
            let tags: String = shown.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect();
            assert!(
                !tags.contains("script")
                    && !tags.contains("onclick=")
                    && !tags.contains("onerror=")
                    && !tags.contains("evil")
                    && !tags.contains("data:"),
                "{hostile} gave {shown}"
            );
        }
    }

    #[test]
    fn links_inside_the_site_leave_a_gap_for_their_address() {
        let (prose, codes) = prose("See [a](hipaa-basics#x), [b](/about/), [c](../b/c.md) and [d](#e).");
        assert_eq!(codes, [] as [&str; 0]);
        let targets: Vec<_> = prose.links.iter().map(|link| link.target.clone()).collect();
        assert_eq!(
            targets,
            [
                LinkTarget::Entry { id: "hipaa-basics".into(), anchor: Some("x".into()) },
                LinkTarget::Address { address: "/about/".into(), anchor: None },
                LinkTarget::File { location: "content/opportunities/b/c.md".into(), anchor: None },
                LinkTarget::Here { anchor: "e".into() },
            ]
        );
        assert_eq!(prose.segments.iter().filter(|segment| matches!(segment, Segment::Address(_))).count(), 4);
    }

    #[test]
    fn headings_start_below_the_title_and_get_anchors_of_their_own() {
        let (prose, codes) = prose("## One\n\n#### Two\n\n## One\n\n# Top\n");
        assert_eq!(codes, ["heading-jump", "heading-jump"]);
        let ids: Vec<_> = prose.headings.iter().map(|heading| (heading.level, heading.id.as_str())).collect();
        assert_eq!(ids, [(2, "one"), (4, "two"), (2, "one-2"), (2, "top")]);
    }

    #[test]
    fn braces_and_comments_are_what_they_look_like() {
        assert_eq!(html("{{ secret }} {% raw %}\n<!-- note -->\n").trim(), "<p>{{ secret }} {% raw %}</p>");
        assert_eq!(prose("First *line*\nof it.\n\nSecond.").0.opening, "First line of it.");
    }
}
