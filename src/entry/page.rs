//! Pages of words: the home page, plain pages, and what stands above a topic's list.

use std::sync::Arc;

use super::{Prose, Text, prose, split};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::record::{Field, FromToml, Mended, Name, Record, Refusal, parsed};
use crate::source::{FileId, Span, Spanned};
use crate::value::is_id;

/// The words of the home page.
#[derive(Clone, Debug)]
pub struct HomeEntry {
    pub file: FileId,
    pub title: String,
    pub summary: Option<String>,
    pub prose: Prose,
}

/// A plain page such as "About".
#[derive(Clone, Debug)]
pub struct PageEntry {
    pub file: FileId,
    /// The parts of its address: `["about", "team"]` is `/about/team/`.
    pub path: Vec<String>,
    pub title: String,
    pub summary: Option<String>,
    /// True when the page stands in the header's menu, not only in the footer.
    pub is_in_menu: bool,
    /// True when it is left out of the site until its author takes that back.
    pub is_draft: bool,
    pub formerly: Vec<Spanned<Name>>,
    pub prose: Prose,
}

#[derive(Clone, Copy, PartialEq)]
enum PageStatus {
    Active,
    Draft,
}

impl FromToml for PageStatus {
    const SHAPE: &'static str = "a word in quotes";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::UNKNOWN_TERM, "write `active` or `draft`", |text| match text {
            "active" => Some(PageStatus::Active),
            "draft" => Some(PageStatus::Draft),
            _ => None,
        })
    }
}

/// Words for the page of one topic.
#[derive(Clone, Debug)]
pub struct TermWords {
    pub file: FileId,
    /// The term; named by the file.
    pub id: Spanned<String>,
    /// Replaces the term's label as the heading of its page.
    pub title: Option<String>,
    pub summary: Option<String>,
    pub prose: Prose,
}

const TITLE: Field = Field {
    key: "title",
    is_required: true,
    shape: "text",
    meaning: "The heading of the page.",
    example: "title = \"About this catalog\"",
};
const SUMMARY: Field = Field {
    key: "summary",
    is_required: false,
    shape: "text",
    meaning: "One sentence, under the heading and for search engines.",
    example: "summary = \"What this catalog is and who keeps it.\"",
};

pub static HOME: Record = Record { name: "the home page", fields: &[TITLE, SUMMARY] };

pub static PAGE: Record = Record {
    name: "a page",
    fields: &[
        TITLE,
        SUMMARY,
        Field {
            key: "menu",
            is_required: false,
            shape: "true or false",
            meaning: "Puts the page in the menu at the top as well as in the footer. Default: false.",
            example: "menu = true",
        },
        Field {
            key: "status",
            is_required: false,
            shape: "`active` or `draft`",
            meaning: "A draft is left out of the site. Default: active.",
            example: "status = \"draft\"",
        },
        Field {
            key: "formerly",
            is_required: false,
            shape: "list of ids",
            meaning: "Names it had before, in the same folder; their addresses lead here.",
            example: "formerly = [\"who-we-are\"]",
        },
    ],
};

pub static TOPIC_WORDS: Record = Record {
    name: "the words of a topic",
    fields: &[
        Field { is_required: false, meaning: "The heading of the topic's page. Default: the term's label.", ..TITLE },
        Field { meaning: "One sentence under the heading. Default: the term's description.", ..SUMMARY },
    ],
};

pub(super) fn read_home(text: &Text, diags: &mut Diagnostics) -> Option<Arc<HomeEntry>> {
    let parts = split(text, diags)?;
    let mended = Mended::new(parts.front, text.file, parts.front_start, diags);
    let document = mended.document();
    let mut reader = document.reader(&HOME, diags);
    let title = reader.value("title").unwrap_or_default();
    let summary = reader.value("summary");
    let prose = prose::read(text, parts.body, parts.body_start, diags);
    Some(Arc::new(HomeEntry { file: text.file, title, summary, prose }))
}

pub(super) fn read_topic(text: &Text, diags: &mut Diagnostics) -> Option<Arc<TermWords>> {
    let id = text.id(diags);
    let parts = split(text, diags)?;
    let mended = Mended::new(parts.front, text.file, parts.front_start, diags);
    let document = mended.document();
    let mut reader = document.reader(&TOPIC_WORDS, diags);
    let title = reader.value("title");
    let summary = reader.value("summary");
    let prose = prose::read(text, parts.body, parts.body_start, diags);
    Some(Arc::new(TermWords { file: text.file, id: id?, title, summary, prose }))
}

pub(super) fn read_page(text: &Text, diags: &mut Diagnostics) -> Option<Arc<PageEntry>> {
    let path = page_path(text, diags);
    let parts = split(text, diags)?;
    let mended = Mended::new(parts.front, text.file, parts.front_start, diags);
    let document = mended.document();
    let mut reader = document.reader(&PAGE, diags);
    let title = reader.value("title").unwrap_or_default();
    let summary = reader.value("summary");
    let is_in_menu = reader.value("menu").unwrap_or(false);
    let is_draft = reader.value::<PageStatus>("status").is_some_and(|status| status == PageStatus::Draft);
    let formerly = reader.list("formerly");
    let prose = prose::read(text, parts.body, parts.body_start, diags);
    Some(Arc::new(PageEntry { file: text.file, path: path?, title, summary, is_in_menu, is_draft, formerly, prose }))
}

/// Returns the parts of a page's address; `content/pages/help/index.md` is `/help/`.
fn page_path(text: &Text, diags: &mut Diagnostics) -> Option<Vec<String>> {
    let below = text.location.strip_prefix("content/pages/")?.strip_suffix(".md")?;
    let mut parts: Vec<String> = below.split('/').map(str::to_owned).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "index") {
        parts.pop();
    }
    if let Some(wrong) = parts.iter().find(|part| !is_id(part)) {
        let problem =
            Diagnostic::new(&diag::BAD_ID, Span::of_file(text.file), format!("`{wrong}` cannot be part of an address"));
        diags.push(problem.help("name files and folders with lower-case letters, digits and single hyphens"));
        return None;
    }
    Some(parts)
}
