//! The reference of fields, made from the tables that the program reads by.

use std::fmt::Write;

use milepost::config;
use milepost::entry;
use milepost::record::Record;

use super::markdown::anchor;

/// A record with the heading and the words that stand over its fields.
pub struct Section {
    pub heading: &'static str,
    words: &'static str,
    pub record: &'static Record,
}

/// Every record that an editor writes, in the order of the reference.
pub fn sections() -> Vec<Section> {
    let section = |heading, words, record| Section { heading, words, record };
    vec![
        section(
            "An opportunity",
            "The front matter of `content/opportunities/**/<id>.md`, between two lines `+++`; or one `[[opportunity]]` \
             of `content/opportunities/**/<name>.toml`, which has no prose and must name its `id`.",
            &entry::OPPORTUNITY,
        ),
        section(
            "A cost",
            "`cost` and `certificate_cost` of an opportunity and `cost` of a session, when it is not a word.",
            &entry::COST,
        ),
        section("A range of time", "`duration` and `each`, when it is not one figure.", &entry::DURATION),
        section("A credit", "One of `credits`.", &entry::CREDIT),
        section(
            "A session",
            "One `[[sessions]]`. These stand after all other keys of the front matter.",
            &entry::SESSION,
        ),
        section("A competency taught", "One of `teaches`.", &entry::TEACHES),
        section("The checks", "`checked`.", &entry::CHECKED),
        section("A provider", "One `[[provider]]` of `content/providers.toml`.", &entry::PROVIDER),
        section("A credit body", "One `[[body]]` of `content/credentials.toml`.", &entry::BODY),
        section("A competency", "One `[[competency]]` of `content/competencies.toml`.", &entry::COMPETENCY),
        section("A credential", "One `[[credential]]` of `content/credentials.toml`.", &entry::CREDENTIAL),
        section("A role", "One `[[role]]` of `content/roles.toml`.", &entry::ROLE),
        section("A mentor", "One `[[mentor]]` of `content/mentors.toml`.", &entry::MENTOR),
        section("A path", "The front matter of `content/paths/<id>.md`.", &entry::PATH),
        section("A stage", "One `[[stages]]` of a path.", &entry::STAGE),
        section("A step", "One `[[stages.steps]]`, below the stage it belongs to.", &entry::STEP),
        section("The home page", "The front matter of `content/index.md`.", &entry::HOME),
        section("A plain page", "The front matter of `content/pages/**/<name>.md`.", &entry::PAGE),
        section("Words about a topic", "The front matter of `content/topics/<topic>.md`.", &entry::TOPIC_WORDS),
        section("The site", "`site.toml`.", &config::SITE),
        section("The budgets", "`[budgets]` of `site.toml`.", &config::BUDGETS),
        section("A facet", "One `[[facets]]` of `site.toml`.", &config::FACET),
        section("A term", "One `[[facets.terms]]`, below the facet it belongs to.", &config::TERM),
    ]
}

const OPENING: &str = "\
# All fields

<!-- Made from the tables in src/ by tests/suite/docs.rs; change them there. -->

Every key that Milepost reads, file by file. [For editors](editors.md) explains how to use them.

A key that is not listed here is an error, so a slip never goes unnoticed. *Required* keys must be
there. An *id* has lower-case letters a to z, digits and single hyphens, at most 80 in all. Days are
written without quotes: `2026-05-01`.
";

/// Returns the whole document.
pub fn reference() -> String {
    let mut text = OPENING.to_owned();
    text.push('\n');
    for section in sections() {
        writeln!(text, "- [{}](#{})", section.heading, anchor(section.heading)).expect("a string takes every text");
    }
    for section in sections() {
        text.push_str(&table(&section));
    }
    text
}

fn table(section: &Section) -> String {
    let mut text = format!(
        "\n## {}\n\n{}\n\n| Key | Write | Meaning | Example |\n|---|---|---|---|\n",
        section.heading, section.words
    );
    for field in section.record.fields {
        let required = if field.is_required { ", required" } else { "" };
        let row =
            format!("| `{}` | {}{required} | {} | `{}` |\n", field.key, field.shape, field.meaning, field.example);
        assert_eq!(row.matches('|').count(), 5, "a cell of `{}` has a bar in it", field.key);
        text.push_str(&row);
    }
    text
}
