//! Prose with the addresses of its links put in.

use super::Views;
use crate::entry::{Prose, Segment};
use crate::pages::Site;
use crate::view::Html;

impl Views<'_> {
    /// Puts the addresses into prose that stands on the page at `from`.
    ///
    /// A link that leads nowhere has its own report and becomes `#`.
    pub(super) fn prose(&self, prose: &Prose, from: &str) -> Html {
        let site = Site { catalog: self.catalog, sources: self.sources };
        let length: usize = prose
            .segments
            .iter()
            .map(|segment| match segment {
                Segment::Html(part) => part.len(),
                Segment::Address(_) => 40,
            })
            .sum();
        let mut html = String::with_capacity(length);
        for segment in &prose.segments {
            match segment {
                Segment::Html(part) => html.push_str(part),
                Segment::Address(link) => match self.pages.follow(&prose.links[*link].target, from, &site) {
                    Ok(address) => push_escaped(&mut html, &self.href(&address)),
                    Err(_) => html.push('#'),
                },
            }
        }
        Html(html)
    }
}

/// Adds text that stands in an attribute in double quotes.
fn push_escaped(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}
