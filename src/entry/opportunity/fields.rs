//! The keys of an opportunity and of the tables inside it.

use crate::record::{Field, Record};

pub(in crate::entry) const fn field(
    key: &'static str,
    shape: &'static str,
    example: &'static str,
    meaning: &'static str,
) -> Field {
    Field { key, is_required: false, shape, meaning, example }
}

pub(in crate::entry) const fn required(
    key: &'static str,
    shape: &'static str,
    example: &'static str,
    meaning: &'static str,
) -> Field {
    Field { key, is_required: true, shape, meaning, example }
}

pub static OPPORTUNITY: Record = Record {
    name: "an opportunity",
    fields: &[
        field(
            "id",
            "id",
            "id = \"hipaa-basics\"",
            "Only in a TOML list, where it is required; a Markdown file's name is its id.",
        ),
        required("title", "text", "title = \"HIPAA right of access guidance\"", "What it is called."),
        field(
            "summary",
            "text",
            "summary = \"What patients may see or copy.\"",
            "One sentence: what one does or gets there. Default: the first paragraph of the prose.",
        ),
        required(
            "provider",
            "id of a provider",
            "provider = \"hhs-ocr\"",
            "Who offers it; an id from `content/providers.toml`, to which `milepost new provider` adds one.",
        ),
        required("url", "web address", "url = \"https://www.hhs.gov/hipaa/\"", "Where to go."),
        required(
            "format",
            "format term",
            "format = \"guide\"",
            "The kind of thing it is; `milepost list --counts format` shows the terms.",
        ),
        required(
            "formality",
            "`formal` or `informal`",
            "formality = \"informal\"",
            "Formal: an organizer, and proof that one attended or completed it.",
        ),
        required(
            "skill",
            "`hard`, `soft` or both",
            "skill = [\"hard\", \"soft\"]",
            "The profession's knowledge, or personal skills.",
        ),
        required(
            "topics",
            "list of topic terms",
            "topics = [\"privacy-hipaa\"]",
            "What it is about, the main topic first; `milepost list --counts topic` shows the terms.",
        ),
        field(
            "level",
            "level term",
            "level = \"beginner\"",
            "For whom; `milepost list --counts level` shows the terms.",
        ),
        required(
            "cost",
            "`free`, `paid`, `unknown` or a table",
            "cost = \"free\"",
            "What everybody pays. `paid`: it costs something and the price is not known. The cost band is worked out from it.",
        ),
        field(
            "certificate_cost",
            "as `cost`",
            "certificate_cost = { amount = 49 }",
            "What the certificate costs, where the learning itself is free or cheaper.",
        ),
        field(
            "certificate",
            "true or false",
            "certificate = true",
            "Whether there is proof of completion. Absent: not stated.",
        ),
        field(
            "credits",
            "list of tables",
            "credits = [{ body = \"ahima\", amount = 1.5 }]",
            "Credits with the body that grants them.",
        ),
        field(
            "duration",
            "duration or table",
            "duration = \"1h 30m\"",
            "The whole time it takes: `45m`, `1h 30m`, `6 weeks`, or a range. Absent: not stated.",
        ),
        field(
            "effort",
            "effort",
            "effort = \"3h/week\"",
            "Work in each day, week or month of a duration counted in the same unit.",
        ),
        field(
            "each",
            "duration or table",
            "each = \"30m\"",
            "The time of one item of something that goes on: an episode, an issue, a meeting.",
        ),
        field(
            "duration_basis",
            "`provider`, `third-party` or `estimate`",
            "duration_basis = \"estimate\"",
            "Whose figure it is. Default: the provider's.",
        ),
        field("sessions", "list of tables", "[[sessions]]", "Dated runs. Without any it can be taken at any time."),
        field(
            "teaches",
            "list of tables",
            "teaches = [{ competency = \"right-of-access\", level = 2 }]",
            "Competencies and the level one reaches.",
        ),
        field(
            "requires",
            "list of groups of ids",
            "requires = [[\"hipaa-basics\", \"free-hipaa-training\"]]",
            "What must come first: all groups, any one of each.",
        ),
        field(
            "sources",
            "list of web addresses",
            "sources = [\"https://www.hhs.gov/hipaa/\"]",
            "Where the facts were read; shown small on the page.",
        ),
        field(
            "checked",
            "table of days",
            "checked = { link = 2026-05-01, cost = 2026-05-01 }",
            "When a person last checked which aspect at the provider's own page.",
        ),
        field(
            "delivery",
            "list of `online`, `in-person`, `hybrid`, `print`",
            "delivery = \"online\"",
            "How it reaches the learner.",
        ),
        field("language", "text", "language = \"Spanish\"", "The language, where it is not the site's."),
        field(
            "signup",
            "`none`, `account` or `membership`",
            "signup = \"account\"",
            "What a visitor must do before it opens.",
        ),
        field("region", "text", "region = \"Ohio\"", "Where it applies or takes place, if not everywhere."),
        field("evidence", "text", "evidence = \"A PDF certificate by e-mail.\"", "What one keeps as proof."),
        field(
            "accessibility",
            "text",
            "accessibility = \"Captions and a transcript.\"",
            "What is known about access for people with disabilities.",
        ),
        field("licence", "text", "licence = \"CC BY 4.0\"", "The licence of the material."),
        field("image", "file", "image = \"covers/ocr.png\"", "A picture below `content/files`; needs `alt`."),
        field("alt", "text", "alt = \"The cover of the guide\"", "What the image shows."),
        field(
            "status",
            "`active`, `draft` or `retired`",
            "status = \"retired\"",
            "A draft is left out; a retired entry keeps its page with a notice and leaves every list. Default: active.",
        ),
        field("reason", "text", "reason = \"The provider took it down.\"", "Why it is retired; required then."),
        field(
            "replaced_by",
            "id of an opportunity",
            "replaced_by = \"hipaa-basics\"",
            "What to take in place of a retired one.",
        ),
        field(
            "published",
            "day",
            "published = 2026-05-01",
            "When it came into the catalog. Before that day it is left out.",
        ),
        field("expires", "day", "expires = 2027-05-01", "The last day on which it is shown."),
        field("formerly", "list of ids", "formerly = [\"old-id\"]", "Ids it had before; their addresses lead here."),
        field("extra", "table", "extra = { setting = \"hospital\" }", "Terms of the site's own facets, by key."),
    ],
};

pub static LIST: Record = Record {
    name: "a list of opportunities",
    fields: &[field("opportunity", "list of tables", "[[opportunity]]", "One table for each opportunity.")],
};

pub static COST: Record = Record {
    name: "a cost",
    fields: &[
        field("amount", "amount", "amount = 49", "What everybody pays."),
        field("currency", "ISO 4217 code", "currency = \"EUR\"", "Default: the site's currency."),
        field(
            "members",
            "table of amounts",
            "members = { ahima = 0 }",
            "What members of a provider pay, by the provider's id.",
        ),
        field("per", "`month` or `year`", "per = \"year\"", "How often, when it is not paid once."),
        field("note", "text", "note = \"price read in 2024\"", "A caution shown beside the price."),
    ],
};

pub static DURATION: Record = Record {
    name: "a range of time",
    fields: &[
        required("min", "duration", "min = \"4h\"", "The shortest it takes."),
        required("max", "duration", "max = \"6h\"", "The longest it takes."),
    ],
};

pub static CREDIT: Record = Record {
    name: "a credit",
    fields: &[
        field(
            "body",
            "id of a credit body",
            "body = \"ahima\"",
            "Who grants it; an id from `content/credentials.toml`. Required.",
        ),
        required("amount", "number", "amount = 1.5", "How many credits, exactly."),
        field("domain", "text", "domain = \"privacy\"", "The subject it counts in, where the body asks."),
        field("live", "true or false", "live = true", "Whether it is earned in a live event. Absent: not stated."),
        field("approval", "text", "approval = \"index number 123\"", "The body's approval or index number."),
    ],
};

pub static SESSION: Record = Record {
    name: "a session",
    fields: &[
        required("start", "day and time", "start = 2026-12-03T12:00:00", "When it starts, in the session's own zone."),
        field("end", "day and time", "end = 2026-12-03T13:00:00", "When it ends."),
        field("timezone", "IANA time zone", "timezone = \"America/Chicago\"", "Default: the site's zone."),
        field("place", "text", "place = \"Columbus, Ohio\"", "Where, if people meet."),
        field("online", "true or false", "online = true", "Whether one can attend online. Default: false."),
        field("register_by", "day", "register_by = 2026-11-30", "The last day to register."),
        field("seats", "whole number", "seats = 40", "How many can take part."),
        field(
            "cost",
            "as an opportunity's `cost`",
            "cost = { amount = 20 }",
            "What this session costs, where it differs.",
        ),
        field("status", "`open`, `full` or `cancelled`", "status = \"full\"", "Default: open."),
    ],
};

pub static TEACHES: Record = Record {
    name: "a competency taught",
    fields: &[
        required(
            "competency",
            "id of a competency",
            "competency = \"right-of-access\"",
            "An id from `content/competencies.toml`.",
        ),
        required("level", "1, 2 or 3", "level = 2", "The level one reaches."),
    ],
};

pub static CHECKED: Record = Record {
    name: "the checks",
    fields: &[
        field("link", "day", "link = 2026-05-01", "The address leads to the right page."),
        field("cost", "day", "cost = 2026-05-01", "The cost is right."),
        field("duration", "day", "duration = 2026-05-01", "The time needed is right."),
        field("credits", "day", "credits = 2026-05-01", "The credits are right."),
        field("sessions", "day", "sessions = 2026-05-01", "The dates are right."),
    ],
};
