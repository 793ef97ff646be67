//! Stubs of what belongs to paths: valid as they stand, each field explained.

use crate::catalog::{Band, Catalog};
use crate::entry::Status;
use crate::record::Record;

/// Returns a table of a list: the lines given, and every other field explained in a comment.
pub fn table(head: &str, record: &Record, given: &[(&str, &str)]) -> String {
    let mut text = format!("\n[[{head}]]\n");
    for field in record.fields {
        match given.iter().find(|(key, _)| *key == field.key) {
            Some((key, value)) => text += &format!("{key} = {}\n", quoted(value)),
            None => text += &format!("# {}\n# {}\n", field.meaning, field.example),
        }
    }
    text
}

/// Returns the file of a path as a draft, between two roles given by their index.
///
/// Its one stage teaches all that the goal asks for, and its step takes an entry of this site that is
/// free, so that nothing is left to be reported.
pub fn path(catalog: &Catalog, title: &str, from: usize, to: usize) -> String {
    let id = |role: usize| catalog.roles[role].entry.id.value.as_str();
    let teaches: Vec<String> = catalog.roles[to]
        .needs
        .iter()
        .map(|skill| {
            let competency = &catalog.competencies[skill.competency as usize].id.value;
            format!("{{ competency = \"{competency}\", level = {} }}", skill.level)
        })
        .collect();
    let teaches = match teaches.is_empty() {
        true => "# teaches = [{ competency = \"right-of-access\", level = 2 }]".to_owned(),
        false => format!("teaches = [{}]", teaches.join(", ")),
    };
    format!(
        r#"+++
title = {title}
# One sentence on the way there.
summary = "Say in one sentence how one gets there."
# Ids from content/roles.toml: where it starts, one or more, and where it leads.
from = ["{from}"]
to = "{to}"
# Optional: credentials that an employer may read as proof, ids of content/credentials.toml.
# signals = ["chps"]
# Where one can read that this is the way.
# sources = ["https://example.org/"]
# A draft is left out of the site. Take this line out when the path is ready.
status = "draft"

# A part of the path, in order. Its id never changes: readers' ticks are kept by it.
[[stages]]
id = "begin"
title = "Name the first part"
purpose = "Say in one sentence what it is for."
# What one can do at its end, at the level reached, 1 to 3.
{teaches}

# A step is done by any one of its options, which are ids of entries.
[[stages.steps]]
id = "first"
title = "Say what one does first"
why = "Say in one sentence why it comes first."
{work}

# A step can be a task of one's own instead.
[[stages.steps]]
id = "ask"
title = "Talk to somebody who does the job"
task = "Ask somebody who does the job for half an hour, and write down what surprised you."
# How long it takes, as you estimate.
duration = "30m"
# The path is complete without it.
optional = true
# Steps that must be done before.
after = ["first"]
+++

Say for whom the path is, and what it changes at work.
"#,
        title = quoted(title),
        from = id(from),
        to = id(to),
        work = work(catalog),
    )
}

/// Returns the lines that say what completes the first step.
fn work(catalog: &Catalog) -> String {
    let mut listed = catalog.opportunities[..catalog.listed].iter();
    let free =
        listed.find(|it| it.facts.band == Band::Free && it.requires.is_empty() && it.entry.status == Status::Active);
    match free {
        Some(free) => format!(
            "options = [\"{}\"]\n# How many of the options it takes. Default: 1.\n# need = 2",
            free.entry.id.value
        ),
        None => "task = \"Say what to do.\"\n# options = [\"an-entry\", \"another-entry\"]".to_owned(),
    }
}

/// Returns a text as TOML.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.trim().to_owned()).to_string()
}
