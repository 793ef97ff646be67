//! The files that list short things: providers, credit bodies, competencies.

use std::sync::Arc;

use super::roles::{CREDENTIAL, read_credential};
use super::{Entry, Text};
use crate::diag::Diagnostics;
use crate::record::{Field, FromToml, Mended, Name, Reader, Record, Refusal, parsed};
use crate::source::Spanned;
use crate::value::OutsideUrl;

/// Who offers opportunities.
#[derive(Clone, Debug)]
pub struct ProviderEntry {
    pub id: Spanned<String>,
    pub name: String,
    pub url: Option<OutsideUrl>,
    pub summary: Option<String>,
    /// What may be had without paying, in a sentence.
    pub free_policy: Option<String>,
}

/// Who grants credits.
#[derive(Clone, Debug)]
pub struct BodyEntry {
    pub id: Spanned<String>,
    pub name: String,
    /// What one credit is called: CEU, PDU, CE hour.
    pub credit: String,
    pub url: Option<OutsideUrl>,
}

/// Something that can be learned.
#[derive(Clone, Debug)]
pub struct CompetencyEntry {
    pub id: Spanned<String>,
    pub name: String,
    pub kind: SkillKind,
    pub summary: Option<String>,
    /// What each level looks like, from the first; may be empty.
    pub levels: Vec<String>,
}

/// The profession's body of knowledge, or personal skills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkillKind {
    Hard,
    Soft,
}

impl SkillKind {
    pub fn id(self) -> &'static str {
        match self {
            SkillKind::Hard => "hard",
            SkillKind::Soft => "soft",
        }
    }
}

impl FromToml for SkillKind {
    const SHAPE: &'static str = "`\"hard\"` or `\"soft\"`";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &crate::diag::UNKNOWN_TERM, "write `hard` or `soft`", |text| match text {
            "hard" => Some(SkillKind::Hard),
            "soft" => Some(SkillKind::Soft),
            _ => None,
        })
    }
}

const ID: Field = Field {
    key: "id",
    is_required: true,
    shape: "id",
    meaning: "What entries write; stable for ever.",
    example: "id = \"ahima\"",
};

const NAME: Field =
    Field { key: "name", is_required: true, shape: "text", meaning: "What readers see.", example: "name = \"AHIMA\"" };

pub static PROVIDER: Record = Record {
    name: "a provider",
    fields: &[
        ID,
        NAME,
        Field {
            key: "url",
            is_required: false,
            shape: "web address",
            meaning: "The provider's own site.",
            example: "url = \"https://www.ahima.org/\"",
        },
        Field {
            key: "summary",
            is_required: false,
            shape: "text",
            meaning: "One sentence: what kind of body it is.",
            example: "summary = \"The association of health information professionals.\"",
        },
        Field {
            key: "free_policy",
            is_required: false,
            shape: "text",
            meaning: "What may be had without paying, in a sentence.",
            example: "free_policy = \"Articles are open; courses are for members.\"",
        },
    ],
};

pub static BODY: Record = Record {
    name: "a credit body",
    fields: &[
        ID,
        NAME,
        Field {
            key: "credit",
            is_required: true,
            shape: "text",
            meaning: "What one credit is called.",
            example: "credit = \"CEU\"",
        },
        Field {
            key: "url",
            is_required: false,
            shape: "web address",
            meaning: "Where the body explains its credits.",
            example: "url = \"https://www.ahima.org/\"",
        },
    ],
};

pub static COMPETENCY: Record = Record {
    name: "a competency",
    fields: &[
        ID,
        NAME,
        Field {
            key: "kind",
            is_required: true,
            shape: "`hard` or `soft`",
            meaning: "Body of knowledge, or personal skill.",
            example: "kind = \"hard\"",
        },
        Field {
            key: "summary",
            is_required: false,
            shape: "text",
            meaning: "One sentence on what it is.",
            example: "summary = \"Answers a patient's request for records.\"",
        },
        Field {
            key: "levels",
            is_required: false,
            shape: "list of texts",
            meaning: "What each level looks like, from the first.",
            example: "levels = [\"Knows the rule\", \"Applies it\", \"Teaches it\"]",
        },
    ],
};

/// How many levels a competency has.
pub const COMPETENCY_LEVEL: std::ops::RangeInclusive<u32> = 1..=3;

static PROVIDERS: Record = Record { name: "content/providers.toml", fields: &[list("provider", "[[provider]]")] };
static CREDENTIALS: Record = Record {
    name: "content/credentials.toml",
    fields: &[list("body", "[[body]]"), list("credential", "[[credential]]")],
};
static COMPETENCIES: Record =
    Record { name: "content/competencies.toml", fields: &[list("competency", "[[competency]]")] };

const fn list(key: &'static str, example: &'static str) -> Field {
    Field { key, is_required: false, shape: "list of tables", meaning: "One table for each.", example }
}

/// Reads `content/providers.toml`; false when a provider may be missing.
pub(super) fn read_providers(text: &Text, entries: &mut Vec<Entry>, diags: &mut Diagnostics) -> bool {
    let mended = Mended::new(text.text, text.file, 0, diags);
    let document = mended.document();
    read_tables(&mut document.reader(&PROVIDERS, diags), "provider", &PROVIDER, |table| {
        let (id, name) = id_and_name(table)?;
        entries.push(Entry::Provider(Arc::new(ProviderEntry {
            id,
            name,
            url: table.value("url"),
            summary: table.value("summary"),
            free_policy: table.value("free_policy"),
        })));
        Some(())
    })
}

/// Reads `content/credentials.toml`; false when a body or a credential may be missing.
pub(super) fn read_credentials(text: &Text, entries: &mut Vec<Entry>, diags: &mut Diagnostics) -> bool {
    let mended = Mended::new(text.text, text.file, 0, diags);
    let document = mended.document();
    let mut reader = document.reader(&CREDENTIALS, diags);
    let has_all_bodies = read_tables(&mut reader, "body", &BODY, |table| {
        let (id, name) = id_and_name(table)?;
        let credit = table.value("credit").unwrap_or_else(|| "credit".to_owned());
        entries.push(Entry::Body(Arc::new(BodyEntry { id, name, credit, url: table.value("url") })));
        Some(())
    });
    let has_all_credentials = read_tables(&mut reader, "credential", &CREDENTIAL, |table| {
        entries.push(read_credential(table)?);
        Some(())
    });
    has_all_bodies && has_all_credentials
}

/// Reads `content/competencies.toml`; false when a competency may be missing.
pub(super) fn read_competencies(text: &Text, entries: &mut Vec<Entry>, diags: &mut Diagnostics) -> bool {
    let mended = Mended::new(text.text, text.file, 0, diags);
    let document = mended.document();
    read_tables(&mut document.reader(&COMPETENCIES, diags), "competency", &COMPETENCY, |table| {
        let (id, name) = id_and_name(table)?;
        entries.push(Entry::Competency(Arc::new(CompetencyEntry {
            id,
            name,
            kind: table.value("kind").unwrap_or(SkillKind::Hard),
            summary: table.value("summary"),
            levels: table.list("levels").into_iter().map(|level: Spanned<String>| level.value).collect(),
        })));
        Some(())
    })
}

/// Calls `make` with every table of one of the lists that a file consists of.
///
/// Returns false when a table gave nothing or the list itself may be hidden, as by a slip in its
/// heading: a name that others use may then be missing here, and must not be reported there.
pub(super) fn read_tables(
    reader: &mut Reader,
    key: &'static str,
    record: &'static Record,
    mut make: impl FnMut(&mut Reader) -> Option<()>,
) -> bool {
    let mut is_whole = !reader.has_unknown_keys() && !reader.is_broken();
    let mut tables = 0;
    let is_written = reader.has(key);
    reader.tables(key, record, |mut table| {
        tables += 1;
        is_whole &= make(&mut table).is_some();
    });
    is_whole && (tables > 0 || !is_written)
}

/// Returns the id of a table and its name; a table without a name goes by its id.
fn id_and_name(table: &mut Reader) -> Option<(Spanned<String>, String)> {
    let id = table.get::<Name>("id");
    let name = table.value("name");
    let id = id?.map(|name| name.0);
    let name = name.unwrap_or_else(|| id.value.clone());
    Some((id, name))
}
