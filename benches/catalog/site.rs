//! The files of a generated site that are not entries.

use super::entry::PROVIDERS;
use super::terms::{self, Term};

const SITE_HEAD: &str = r#"title = "Benchmark catalog"
base_url = "https://catalog.example.org/"
language = "en"
timezone = "America/Chicago"
currency = "USD"
low_cost = 50
page_size = 48
theme = "default"
pairs = [["cost", "topic"]]
"#;

const HOME: &str = r#"+++
title = "Benchmark catalog"
summary = "Learning opportunities, drawn from a seed."
+++
Every entry here is made up, so that the same catalog can be made again at any size.
Begin with the [whole catalog](/catalog/) or read [how to use it](/how-to-use/).
"#;

const ABOUT: &str = r#"+++
title = "About"
+++
This catalog exists to be built. Its entries have the shape of real ones: some are free,
some do not say what they cost, some have *dated sessions* and some grant credits.

## What it is not

It is not a list of courses that anybody can take. Providers, prices and places are drawn
from a seed. [How to contribute](/contribute/) says how the words are chosen.
"#;

const HOW_TO_USE: &str = r#"+++
title = "How to use this catalog"
+++
Choose what matters most to you first:

- the **cost**, from free to paid,
- the **topic**, from the broad to the narrow,
- the **time** that you can give.

Then open an entry and read what it teaches. The [about page](/about/) tells the rest.
"#;

const CONTRIBUTE: &str = r#"+++
title = "How to contribute"
+++
1. Write one entry in one file.
2. Say what it costs, even if the answer is that nobody knows.
3. Look at the [about page](/about/) for the tone.
"#;

/// Returns the files around the entries: location below the site folder, and text.
pub fn files() -> Vec<(String, String)> {
    let mut files = vec![
        ("site.toml".to_owned(), site_file()),
        ("content/index.md".to_owned(), HOME.to_owned()),
        ("content/providers.toml".to_owned(), providers()),
        ("content/credentials.toml".to_owned(), bodies()),
        ("content/roles.toml".to_owned(), roles()),
        ("content/pages/about.md".to_owned(), ABOUT.to_owned()),
        ("content/pages/how-to-use.md".to_owned(), HOW_TO_USE.to_owned()),
        ("content/pages/contribute.md".to_owned(), CONTRIBUTE.to_owned()),
    ];
    let parents = terms::TOPICS.iter().filter(|topic| topic.parent.is_empty());
    files.extend(parents.map(|topic| (format!("content/topics/{}.md", topic.id), topic_words(topic))));
    files
}

/// Returns the id of the provider with a rank, 0 being the one with the most entries.
pub fn provider_id(rank: usize) -> String {
    match terms::BODIES.get(rank) {
        Some((id, _, _)) => (*id).to_owned(),
        None => provider_name(rank).to_lowercase().replace(' ', "-"),
    }
}

fn provider_name(rank: usize) -> String {
    if let Some((_, name, _)) = terms::BODIES.get(rank) {
        return (*name).to_owned();
    }
    let first = terms::PROVIDER_FIRST[rank % terms::PROVIDER_FIRST.len()];
    let second = terms::PROVIDER_SECOND[rank / terms::PROVIDER_FIRST.len() % terms::PROVIDER_SECOND.len()];
    format!("{first} {second}")
}

fn site_file() -> String {
    let mut text = SITE_HEAD.to_owned();
    let facets: [(&str, &str, &[Term]); 3] =
        [("topic", "Topic", &terms::TOPICS), ("format", "Format", &terms::FORMATS), ("level", "Level", &terms::LEVELS)];
    for (id, label, terms) in facets {
        text.push_str(&format!("\n[[facets]]\nid = \"{id}\"\nlabel = \"{label}\"\n"));
        terms.iter().for_each(|term| text.push_str(&term_table(term)));
    }
    text
}

fn term_table(term: &Term) -> String {
    let mut text = format!("\n[[facets.terms]]\nid = \"{}\"\nlabel = \"{}\"\n", term.id, term.label);
    if !term.parent.is_empty() {
        text.push_str(&format!("parent = \"{}\"\n", term.parent));
    }
    if !term.synonym.is_empty() {
        text.push_str(&format!("synonyms = [\"{}\"]\n", term.synonym));
    }
    text
}

fn providers() -> String {
    let tables = (0..PROVIDERS).map(|rank| {
        let (id, name) = (provider_id(rank), provider_name(rank));
        format!("[[provider]]\nid = \"{id}\"\nname = \"{name}\"\nurl = \"https://{id}.example.org/\"\n")
    });
    tables.collect::<Vec<_>>().join("\n")
}

fn bodies() -> String {
    let tables = terms::BODIES
        .map(|(id, name, credit)| format!("[[body]]\nid = \"{id}\"\nname = \"{name}\"\ncredit = \"{credit}\"\n"));
    tables.join("\n")
}

/// Makes a role of each topic: whoever knows most of it.
fn roles() -> String {
    let tables = terms::TOPICS
        .iter()
        .map(|topic| format!("[[role]]\nid = \"{}\"\ntitle = \"Specialist: {}\"\n", topic.id, topic.label));
    tables.collect::<Vec<_>>().join("\n")
}

fn topic_words(topic: &Term) -> String {
    let label = topic.label;
    format!(
        "+++\ntitle = \"{label}\"\n+++\n{label} has four narrower topics. Entries that fit none of \
         them alone stand here.\n\nRead [how to use the catalog](/how-to-use/) if the list is long.\n"
    )
}
