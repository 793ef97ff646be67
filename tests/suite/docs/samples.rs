//! The samples in the documents, each tried on a small site.
//!
//! The info string of a block says what it is:
//!
//! - `title=LOCATION`: a whole file at that location;
//! - `part=LOCATION`: lines of that file. TOML for an entry is front matter, Markdown is its prose;
//!   lines of a list are added to it; `site.toml` gets the keys that it needs.
//! - `wrong` after one of these: the next block shows the problems, as `milepost check` draws them.

use milepost::build::Workshop;
use milepost::diag::{Diagnostics, text};

use super::markdown::{Block, Document};
use crate::harness::SiteTest;

const SITE: &str = "title = \"A sample\"\nbase_url = \"https://example.org/\"\ntimezone = \"America/Chicago\"\n";

/// The terms that samples use.
const FACETS: &str = r#"
[[facets]]
id = "topic"

[[facets.terms]]
id = "privacy"

[[facets.terms]]
id = "privacy-and-security"

[[facets.terms]]
id = "privacy-hipaa"
parent = "privacy-and-security"

[[facets.terms]]
id = "release-of-information"
parent = "privacy-and-security"

[[facets.terms]]
id = "data"

[[facets]]
id = "setting"

[[facets.terms]]
id = "hospital"
"#;

const PROVIDERS: [&str; 4] = ["ahima", "ahrq", "hhs-ocr", "city-library"];

const ROLES: &str = r#"
[[role]]
id = "medical-coder"
title = "Medical coder"

[[role]]
id = "privacy-officer"
title = "Privacy officer"
"#;

const CREDENTIALS: &str = "[[credential]]\nid = \"chps\"\nshort = \"CHPS\"\nname = \"A privacy credential\"\n";

/// Returns the site that samples are tried on.
pub fn base() -> SiteTest {
    let providers = PROVIDERS.map(|id| format!("[[provider]]\nid = \"{id}\"\nname = \"{id}\"\n")).concat();
    let competency = "[[competency]]\nid = \"right-of-access\"\nname = \"Right of access\"\nkind = \"hard\"\n";
    let site = SiteTest::empty();
    let credentials = format!("{}\n{CREDENTIALS}", site.text("content/credentials.toml"));
    site.with("site.toml", &format!("{SITE}{FACETS}"))
        .with("content/providers.toml", &providers)
        .with("content/competencies.toml", competency)
        .with("content/roles.toml", ROLES)
        .with("content/credentials.toml", &credentials)
        .with("content/files/covers/ocr.png", "not looked into")
        .with("content/files/request-form.pdf", "not looked into")
        .with("content/pages/about.md", "+++\ntitle = \"About\"\n+++\n\n## What free means\n\nNobody pays.\n")
        .with_entry("hipaa-basics", "", "Start here.\n")
        .with_entry("free-hipaa-training", "", "Or here.\n")
}

/// Returns the settings of the base site with some more keys.
pub fn settings(keys: &str) -> String {
    let needed = SITE.lines().filter(|line| !keys.lines().any(|key| has_same_key(key, line)));
    let needed = needed.collect::<Vec<_>>().join("\n");
    let facets = if keys.contains("[[facets]]") { "" } else { FACETS };
    format!("{needed}\n{keys}{facets}")
}

fn has_same_key(one: &str, other: &str) -> bool {
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
    key(one).is_some() && key(one) == key(other)
}

/// Returns the site that a sample makes, if the block is one.
pub fn site_of(block: &Block) -> Option<SiteTest> {
    let part = block.value("part");
    let location = block.value("title").or(part)?;
    let mut site = base();
    let text = &block.text;
    let name = location.rsplit('/').next().unwrap_or(location).trim_end_matches(".md");
    match (part.is_some(), location) {
        (true, "site.toml") => {
            if text.contains("[[facets]]") {
                drop_entries(&mut site);
            }
            site.put("site.toml", &settings(text));
        }
        (true, _) if location.ends_with(".toml") => {
            let whole = if site.locations().any(|known| known == location) { site.text(location) } else { "" };
            let whole = format!("{whole}\n{text}");
            site.put(location, &whole);
        }
        (true, _) if block.language() == "toml" => site = site.with_entry(name, text, "Prose.\n"),
        (true, _) => site = site.with_entry(name, "", text),
        (false, "site.toml") => {
            drop_entries(&mut site);
            site.put(location, text);
        }
        (false, _) => site.put(location, text),
    }
    if location.starts_with("themes/ours/") {
        if location.ends_with("theme.toml") {
            site.put("themes/ours/styles/ours.css", "");
        }
        site.put("site.toml", &settings("theme = \"ours\"\n"));
        site.put("themes/ours/images/crest.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
    }
    Some(site)
}

/// Takes out the entries, whose terms a sample's own facets may not have.
pub fn drop_entries(site: &mut SiteTest) {
    for entry in ["hipaa-basics", "free-hipaa-training"] {
        site.remove(&format!("content/opportunities/{entry}.md"));
    }
}

/// Returns everything that is wrong with a site, as a person sees it; empty when nothing is.
pub fn problems(site: &SiteTest) -> String {
    let workshop = site.workshop();
    let mut problems = workshop.prepared().diagnostics.clone();
    if !problems.has_errors() {
        problems.extend(workshop.site().check_pages(|_, _| ()));
    }
    drawn(problems, &workshop)
}

fn drawn(problems: Diagnostics, workshop: &Workshop) -> String {
    let sources = &workshop.inputs().sources;
    let problems = problems.sorted(sources);
    let mut lines: Vec<_> =
        problems.iter().map(|problem| format!("{}\n", text::draw(problem, sources, false))).collect();
    lines.extend(text::summary(&problems).map(|summary| format!("{summary}.")));
    // The drawing leaves spaces at the end of some lines, which have no place in a document.
    let whole = lines.join("\n");
    whole.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Returns the document with every drawing as the program draws it now.
pub fn with_drawings(document: &Document) -> String {
    let blocks = document.blocks();
    let mut text = document.text.clone();
    for (sample, shown) in blocks.iter().zip(blocks.iter().skip(1)).rev() {
        if !sample.has("wrong") {
            continue;
        }
        assert_eq!(shown.info, "text", "{}: a wrong sample is followed by a block `text`", document.location);
        let site = site_of(sample).expect("a wrong sample says where it stands");
        let problems = problems(&site);
        assert!(!problems.is_empty(), "{}: nothing is wrong with\n{}", document.location, sample.text);
        text.replace_range(shown.range.clone(), &format!("{problems}\n"));
    }
    text
}
