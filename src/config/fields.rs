//! The keys of `site.toml`.

use crate::record::{Field, Record};

const fn field(key: &'static str, shape: &'static str, example: &'static str, meaning: &'static str) -> Field {
    Field { key, is_required: false, shape, meaning, example }
}

const fn required(key: &'static str, shape: &'static str, example: &'static str, meaning: &'static str) -> Field {
    Field { key, is_required: true, shape, meaning, example }
}

pub static SITE: Record = Record {
    name: "site.toml",
    fields: &[
        required("title", "text", "title = \"HIM Learning Catalog\"", "The name of the site, on every page."),
        required(
            "base_url",
            "web address",
            "base_url = \"https://example.org/learn/\"",
            "Where the site will stand. A path after the host is served as it is: every link of the site starts with it.",
        ),
        field(
            "organization",
            "text",
            "organization = \"Health Information Management\"",
            "Who runs the catalog; stands under the title.",
        ),
        field(
            "short",
            "text, 1 to 4 letters",
            "short = \"HIM\"",
            "The letters on the plaque beside the title. Without it there is no plaque.",
        ),
        field(
            "description",
            "text",
            "description = \"Continuing education for our department.\"",
            "One sentence about the site, for search engines and shared links.",
        ),
        field("language", "language tag", "language = \"en\"", "The language of the site. Default: `en`."),
        field(
            "timezone",
            "IANA time zone",
            "timezone = \"America/Chicago\"",
            "The zone of the site's days and of sessions that name none. Default: `UTC`.",
        ),
        field(
            "currency",
            "ISO 4217 code",
            "currency = \"USD\"",
            "The currency of prices that name none. Default: `USD`.",
        ),
        field("low_cost", "amount", "low_cost = 50", "A price at or under this is low. Default: 50."),
        field("page_size", "whole number, 1 to 500", "page_size = 48", "Entries on one page of a list. Default: 48."),
        field(
            "theme",
            "id",
            "theme = \"default\"",
            "The folder below `themes/` whose files replace those of the built-in theme. Default: `default`.",
        ),
        field(
            "output",
            "folder",
            "output = \"public\"",
            "Where `milepost build` writes, from the site folder. Default: `public`.",
        ),
        field(
            "pairs",
            "list of pairs of facet ids",
            "pairs = [[\"cost\", \"topic\"]]",
            "Facets whose terms get a page for each useful pair. Default: cost with topic; `[]` for none.",
        ),
        field(
            "contact",
            "e-mail or web address",
            "contact = \"learning@example.org\"",
            "Where readers report a problem or suggest an entry. Without it the links are left out.",
        ),
        field(
            "stale_after",
            "whole number of days",
            "stale_after = 180",
            "How old a check may be before its page says so. Default: 180.",
        ),
        field(
            "budgets",
            "table",
            "budgets = { page = 300000 }",
            "Upper limits in bytes; a build that goes over fails.",
        ),
        field(
            "facets",
            "list of tables",
            "[[facets]]",
            "The facets in the order of the site: names, terms, and facets of its own. Built-in facets that are not listed come after, in their own order.",
        ),
    ],
};

pub static FACET: Record = Record {
    name: "a facet",
    fields: &[
        required(
            "id",
            "id",
            "id = \"topic\"",
            "A built-in facet (`cost`, `time`, `credit`, `availability`, `topic`, `format`, `skill`, `level`, `formality`, `delivery`, `provider`, `competency`, `certificate`), or a name of your own.",
        ),
        field("label", "text", "label = \"Topic\"", "What readers call it."),
        field(
            "hidden",
            "true or false",
            "hidden = true",
            "Leaves the facet and its pages out of the site. Default: false.",
        ),
        field(
            "field",
            "key",
            "field = \"setting\"",
            "For a facet of your own: the key under `[extra]` that holds its terms. Default: the facet's id.",
        ),
        field(
            "terms",
            "list of tables",
            "[[facets.terms]]",
            "The terms in their order. For `topic`, `format`, `level` and facets of your own this is the closed list; for the others it gives built-in terms another label.",
        ),
    ],
};

pub static TERM: Record = Record {
    name: "a term",
    fields: &[
        required("id", "id", "id = \"privacy-hipaa\"", "What entries write."),
        field("label", "text", "label = \"Privacy and HIPAA\"", "What readers see. Default: the id with spaces."),
        field(
            "description",
            "text",
            "description = \"Who may see a record, and why.\"",
            "One sentence under the heading of the term's page.",
        ),
        field(
            "parent",
            "id",
            "parent = \"privacy-and-security\"",
            "The term above it; its count and page include this one.",
        ),
        field(
            "synonyms",
            "list of texts",
            "synonyms = [\"HIPAA\", \"PHI\"]",
            "Other words and acronyms that readers search with.",
        ),
    ],
};

pub static BUDGETS: Record = Record {
    name: "the budgets",
    fields: &[
        field("page", "bytes", "page = 400000", "The largest HTML page. Default: 400000."),
        field("styles", "bytes", "styles = 60000", "All styles together. Default: 60000."),
        field("scripts", "bytes", "scripts = 120000", "All scripts together. Default: 120000."),
        field(
            "data",
            "bytes",
            "data = 1000000",
            "What the catalog page fetches before it can filter: the index and the first columns. Default: 1000000.",
        ),
    ],
};
