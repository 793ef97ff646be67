//! The page that stands over the last good one and shows every problem.
//!
//! It needs no file of the theme, so it works when the theme is what broke. All words of the
//! content in it are text.

use super::excerpt::{draw, place, sentence};
use crate::diag::{Diagnostic, Diagnostics, count_of};
use crate::source::Sources;
use crate::value::escape;

/// The address of the style sheet of this page.
pub(super) const STYLE_ADDRESS: &str = "/__milepost/notice.css";
/// The style sheet of this page.
pub(super) const STYLE: &str = include_str!("notice.css");
/// What the browser lets this page do: only what the development server itself sends.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";
/// Problems that are shown with their lines; those after them are told in one line each.
const DRAWN: usize = 200;

/// Why the site, or one page of it, is not shown as its files say.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    title: String,
    /// Markup between the title and the footer.
    body: String,
    /// Changes when what is told does.
    pub digest: u128,
}

/// What stands behind a notice.
pub(super) struct Behind<'b> {
    /// Where the last good page is, as it goes into an address.
    pub frame: String,
    /// The time of day at which the site was good; ends with the full stop of `a.m.` or `p.m.`
    pub since: &'b str,
}

impl Notice {
    /// Tells of the problems that keep the site from being made again.
    pub fn of_site(problems: &Diagnostics, sources: &Sources) -> Self {
        Notice::of_problems("The site was not rebuilt", problems, sources)
    }

    /// Tells of the problem that keeps one page from being made.
    pub fn of_page(problem: &Diagnostic, sources: &Sources) -> Self {
        let mut problems = Diagnostics::default();
        problems.push(problem.clone());
        Notice::of_problems("This page was not made", &problems, sources)
    }

    fn of_problems(what: &str, problems: &Diagnostics, sources: &Sources) -> Self {
        let (errors, warnings): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.is_error());
        let title = format!("{what}: {}", count_of(errors.len(), "problem"));
        let mut body = String::from("<ol>\n");
        for (index, problem) in errors.into_iter().chain(warnings).enumerate() {
            body.push_str(&item(problem, sources, index < DRAWN));
        }
        body.push_str("</ol>");
        Notice::new(title, body)
    }

    /// Tells that Milepost itself failed; `message` is what was believed.
    pub fn of_failure(message: &str) -> Self {
        let body = format!(
            "<ol>\n<li><h2>{}</h2>\n<p>This is a mistake in Milepost and not in the site. The terminal says where it \
             happened; a report with those lines helps to mend it. The next save starts afresh.</p></li>\n</ol>",
            escape(message)
        );
        Notice::new("Milepost itself failed".to_owned(), body)
    }

    fn new(title: String, body: String) -> Self {
        let digest = xxhash_rust::xxh3::xxh3_128(format!("{title}\n{body}").as_bytes());
        Notice { title, body, digest }
    }

    /// Returns the whole page; `script` is the element that keeps it up to date.
    pub fn page(&self, behind: Option<&Behind<'_>>, script: &str) -> String {
        let title = escape(&self.title);
        let frame = behind.map_or(String::new(), |behind| {
            let frame = escape(&behind.frame);
            format!("<iframe src=\"{frame}\" title=\"Last good build\" tabindex=\"-1\" inert></iframe>\n")
        });
        let explained = match behind {
            Some(behind) => {
                format!("The page behind this notice is the last good build, from {}", escape(behind.since))
            }
            None => "There is no good build yet to show behind this notice.".to_owned(),
        };
        let hide =
            behind.map_or("", |_| "<button type=\"button\" id=\"hide\" hidden>Hide and look at the page</button>");
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
             <title>{title} | milepost serve</title>\n<link rel=\"stylesheet\" href=\"{STYLE_ADDRESS}\">\n{script}\n\
             </head>\n<body>\n{frame}<main class=\"shade\">\n\
             <div class=\"box\" role=\"alertdialog\" aria-modal=\"true\" aria-labelledby=\"title\" aria-describedby=\"about\" tabindex=\"-1\">\n\
             <h1 id=\"title\">{title}</h1>\n<p id=\"about\" class=\"dim\">{explained} \
             Save a file, and this goes away by itself once the problems are fixed.</p>\n{}\n\
             <div class=\"foot\"><p class=\"dim\" role=\"status\">Waiting for a save</p>{hide}</div>\n\
             </div>\n</main>\n</body>\n</html>\n",
            self.body
        )
    }
}

fn item(problem: &Diagnostic, sources: &Sources, is_drawn: bool) -> String {
    let class = if problem.is_error() { "" } else { " class=\"warning\"" };
    let kind = if problem.is_error() { "" } else { "Warning: " };
    let mut item = format!("<li{class}><h2>{kind}{}</h2>\n", sentence(&problem.headline));
    item.push_str(&format!(
        "<p><span class=\"at\">{}</span> <span class=\"dim\">{}</span></p>\n",
        escape(&place(problem.primary.span, sources)),
        problem.code.name
    ));
    if is_drawn {
        item.push_str(&draw(&problem.primary, sources).unwrap_or_default());
        for label in &problem.secondary {
            item.push_str(&format!("<p class=\"at\">{}</p>\n", escape(&place(label.span, sources))));
            match draw(label, sources) {
                Some(drawn) => item.push_str(&drawn),
                None => item.push_str(&format!("<p>{}</p>\n", sentence(&label.text))),
            }
        }
    }
    if let Some(note) = &problem.note {
        item.push_str(&format!("<p class=\"dim\">{}</p>\n", sentence(note)));
    }
    if let Some(help) = &problem.help {
        item.push_str(&format!("<p class=\"fix\">{}</p>\n", sentence(help)));
    }
    item.push_str("</li>\n");
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag;
    use crate::source::{Content, Span};

    fn problems(count: usize) -> (Diagnostics, Sources) {
        let mut sources = Sources::default();
        let file = sources.set("content/<b>.md", Some(Content::Text("cost = \"<i>\"\n".into())));
        let mut problems = Diagnostics::default();
        problems.push(Diagnostic::new(&diag::RAW_HTML, Span::new(file, 0..4), "a warning first"));
        for number in 0..count {
            problems.push(Diagnostic::new(&diag::BAD_MONEY, Span::new(file, 7..12), format!("error {number}")));
        }
        (problems, sources)
    }

    #[test]
    fn errors_are_counted_and_stand_before_warnings() {
        let (problems, sources) = problems(2);
        let page = Notice::of_site(&problems, &sources).page(None, "");
        assert!(page.contains("The site was not rebuilt: 2 problems</h1>"), "{page}");
        let of = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing in {page}"));
        assert!(of("error 0") < of("error 1") && of("error 1") < of("Warning: a warning first"));
    }

    #[test]
    fn every_problem_is_told_however_many_there_are() {
        let (problems, sources) = problems(1000);
        let page = Notice::of_site(&problems, &sources).page(None, "");
        assert!((0..1000).all(|number| page.contains(&format!("<h2>error {number}</h2>"))));
        assert!(page.matches("<pre").count() == DRAWN);
    }

    #[test]
    fn names_and_lines_of_the_content_are_text() {
        let (problems, sources) = problems(1);
        let behind = Behind { frame: "/__milepost/page/?a=\"><script>".to_owned(), since: "9:41 a.m." };
        let page = Notice::of_site(&problems, &sources).page(Some(&behind), "");
        assert!(page.contains("content/&lt;b&gt;.md:1:8"), "{page}");
        assert!(!page.contains("<script>") && !page.contains("<i>\""), "{page}");
        assert!(Notice::of_failure("<script>").page(None, "").contains("&lt;script&gt;"));
    }

    #[test]
    fn there_is_nothing_to_hide_when_nothing_stands_behind() {
        let (problems, sources) = problems(1);
        let page = Notice::of_site(&problems, &sources).page(None, "");
        assert!(!page.contains("<button") && !page.contains("<iframe"), "{page}");
    }
}
