//! Jobs, the people who help into them, and the credentials that show one can do them.

use std::sync::Arc;

use super::lists::read_tables;
use super::opportunity::fields::{field, required};
use super::opportunity::read_teaches;
use super::{Entry, Teaches, Text};
use crate::diag::Diagnostics;
use crate::record::{Contact, Mended, Name, Reader, Record};
use crate::source::Spanned;
use crate::value::OutsideUrl;

/// A job that people have or want.
#[derive(Clone, Debug)]
pub struct RoleEntry {
    pub id: Spanned<String>,
    pub title: String,
    pub summary: Option<String>,
    /// The competencies that the job asks for, each with its level.
    pub needs: Vec<Teaches>,
    pub sources: Vec<OutsideUrl>,
}

/// Somebody who offers to mentor.
#[derive(Clone, Debug)]
pub struct MentorEntry {
    pub id: Spanned<String>,
    pub name: String,
    pub summary: Option<String>,
    pub roles: Vec<Spanned<Name>>,
    pub topics: Vec<Spanned<Name>>,
    /// Where and how people meet.
    pub place: Option<String>,
    /// A `mailto:` or web address.
    pub contact: Option<String>,
}

/// What one can be certified as.
#[derive(Clone, Debug)]
pub struct CredentialEntry {
    pub id: Spanned<String>,
    /// As it stands behind a name, `CHPS`.
    pub short: String,
    pub name: String,
    /// The credit body that grants it.
    pub body: Option<Spanned<Name>>,
    /// The opportunity that is its examination.
    pub entry: Option<Spanned<Name>>,
    pub url: Option<OutsideUrl>,
}

pub static ROLE: Record = Record {
    name: "a role",
    fields: &[
        required("id", "id", "id = \"privacy-officer\"", "What paths and mentors write; stable for ever."),
        required("title", "text", "title = \"Privacy officer\"", "What the job is called."),
        field("summary", "text", "summary = \"Keeps the rules on patient records.\"", "One sentence: what the job is."),
        field(
            "needs",
            "list of tables",
            "needs = [{ competency = \"right-of-access\", level = 3 }]",
            "The competencies that the job asks for, each with its level.",
        ),
        field(
            "sources",
            "list of web addresses",
            "sources = [\"https://www.onetonline.org/\"]",
            "Where one can read what the job is.",
        ),
    ],
};

pub static MENTOR: Record = Record {
    name: "a mentor",
    fields: &[
        required("id", "id", "id = \"records-desk\"", "Unique among mentors; stable for ever."),
        required("name", "text", "name = \"The records desk\"", "Who it is."),
        field("summary", "text", "summary = \"Talks a request through with you.\"", "One sentence: what they offer."),
        field("roles", "list of role ids", "roles = [\"privacy-officer\"]", "The jobs they know."),
        field("topics", "list of topic ids", "topics = [\"release-of-information\"]", "The topics they know."),
        field("place", "text", "place = \"Online, an hour a month\"", "Where and how people meet."),
        field(
            "contact",
            "e-mail or web address",
            "contact = \"mentors@example.org\"",
            "How to reach them. It is public: ask them first.",
        ),
    ],
};

pub static CREDENTIAL: Record = Record {
    name: "a credential",
    fields: &[
        required("id", "id", "id = \"chps\"", "What paths write; stable for ever."),
        required("short", "text", "short = \"CHPS\"", "As it stands behind a name."),
        required("name", "text", "name = \"Certified in Healthcare Privacy and Security\"", "Its whole name."),
        field("body", "id of a credit body", "body = \"ahima\"", "Who grants it; an id of a `[[body]]`."),
        field("entry", "id of an opportunity", "entry = \"chps-exam\"", "The entry of its examination."),
        field("url", "web address", "url = \"https://www.ahima.org/\"", "Its own page."),
    ],
};

static ROLES: Record = Record {
    name: "content/roles.toml",
    fields: &[field("role", "list of tables", "[[role]]", "One table for each.")],
};
static MENTORS: Record = Record {
    name: "content/mentors.toml",
    fields: &[field("mentor", "list of tables", "[[mentor]]", "One table for each.")],
};

/// Reads `content/roles.toml`; false when a role may be missing.
pub(super) fn read_roles(text: &Text, entries: &mut Vec<Entry>, diags: &mut Diagnostics) -> bool {
    let mended = Mended::new(text.text, text.file, 0, diags);
    let document = mended.document();
    read_tables(&mut document.reader(&ROLES, diags), "role", &ROLE, |table| {
        let id = table.get::<Name>("id");
        let title = table.value("title");
        let role = RoleEntry {
            summary: table.value("summary"),
            needs: read_teaches(table, "needs"),
            sources: table.list("sources").into_iter().map(|source| source.value).collect(),
            title: title.unwrap_or_default(),
            id: id?.map(|name| name.0),
        };
        entries.push(Entry::Role(Arc::new(role)));
        Some(())
    })
}

/// Reads `content/mentors.toml`.
pub(super) fn read_mentors(text: &Text, entries: &mut Vec<Entry>, diags: &mut Diagnostics) {
    let mended = Mended::new(text.text, text.file, 0, diags);
    let document = mended.document();
    read_tables(&mut document.reader(&MENTORS, diags), "mentor", &MENTOR, |table| {
        let id = table.get::<Name>("id");
        let name = table.value("name");
        let mentor = MentorEntry {
            summary: table.value("summary"),
            roles: table.list("roles"),
            topics: table.list("topics"),
            place: table.value("place"),
            contact: table.value("contact").map(|Contact(address)| address),
            name: name.unwrap_or_default(),
            id: id?.map(|name| name.0),
        };
        entries.push(Entry::Mentor(Arc::new(mentor)));
        Some(())
    });
}

/// Reads one `[[credential]]` of `content/credentials.toml`.
pub(super) fn read_credential(table: &mut Reader) -> Option<Entry> {
    let id = table.get::<Name>("id");
    let short = table.value::<String>("short");
    let name = table.value("name");
    let body = table.get("body");
    let entry = table.get("entry");
    let url = table.value("url");
    let id = id?.map(|name| name.0);
    let short = short.unwrap_or_else(|| id.value.to_uppercase());
    let name = name.unwrap_or_else(|| short.clone());
    Some(Entry::Credential(Arc::new(CredentialEntry { id, short, name, body, entry, url })))
}
