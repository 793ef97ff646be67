//! The documents tell the truth: samples are tried, references are made from the code, links land.
//!
//! `MILEPOST_UPDATE_DOCS=1 cargo test --test suite docs` writes the parts that are made.

mod commands;
mod fields;
mod markdown;
mod samples;
mod themes;

use std::collections::{BTreeMap, BTreeSet};

use milepost::diag::ALL_CODES;
use milepost::record::Record;
use milepost::view::CONTENT_POLICY;

use crate::harness::SiteTest;
use commands::Helps;
use markdown::{Document, documents, hold, names_in, root, with_part};

/// Documents whose samples are tried; the last is a page of the site itself.
fn documents_with_samples() -> Vec<Document> {
    let mut all = documents();
    all.push(Document::read("content/pages/contribute.md"));
    all
}

#[test]
fn every_sample_of_a_file_is_taken_without_a_problem() {
    for document in documents_with_samples() {
        for block in document.blocks() {
            let Some(site) = samples::site_of(&block) else {
                let is_content = ["toml", "markdown", "html", "css"].contains(&block.language());
                assert!(!is_content, "{}: a sample does not say which file it is\n{}", document.location, block.text);
                continue;
            };
            let problems = samples::problems(&site);
            assert!(block.has("wrong") || problems.is_empty(), "{}\n{}\n{problems}", document.location, block.text);
        }
    }
}

#[test]
fn problems_are_shown_as_the_program_draws_them() {
    for document in documents_with_samples() {
        hold(&document.location, samples::with_drawings);
    }
}

#[test]
fn the_sample_on_the_contribute_page_is_an_entry_of_this_very_catalog() {
    let document = Document::read("content/pages/contribute.md");
    let blocks = document.blocks();
    let sample = blocks.iter().find_map(|block| Some((block.value("title")?, &block.text)));
    let (location, text) = sample.expect("the page has a sample");
    assert_eq!(SiteTest::flagship().with(location, text).problems(), SiteTest::flagship().problems());
}

#[test]
fn the_reference_of_fields_is_up_to_date() {
    hold("docs/fields.md", |_| fields::reference());
}

#[test]
fn the_reference_of_fields_has_every_record_that_an_editor_writes() {
    // These hold one list each, which is said where the list's own record is described.
    let holders = [
        "a list of opportunities",
        "content/providers.toml",
        "content/credentials.toml",
        "content/competencies.toml",
        "content/roles.toml",
        "content/mentors.toml",
    ];
    let known: BTreeSet<_> = fields::sections().iter().map(|section| section.record.name).collect();
    let mut found = 0;
    let files = [
        "src/config/fields.rs",
        "src/entry/opportunity/fields.rs",
        "src/entry/lists.rs",
        "src/entry/roles.rs",
        "src/entry/path.rs",
        "src/entry/page.rs",
    ];
    for file in files {
        let text = Document::read(file).text.split_whitespace().collect::<Vec<_>>().join(" ");
        for record in text.split("Record = Record {").skip(1) {
            let name =
                record.split("name: \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a record has a name");
            assert!(known.contains(name) || holders.contains(&name), "docs/fields.md leaves out `{name}` of {file}");
            found += 1;
        }
    }
    assert_eq!(found, known.len() + holders.len(), "a record stands in a file that this test does not read");
}

#[test]
fn every_example_in_the_reference_of_fields_is_taken() {
    for field in milepost::entry::OPPORTUNITY.fields.iter().filter(|field| field.key != "id") {
        let front = format!("{}\n{}", beside(field.key), with_inner(field.example));
        let site = samples::base().with_entry("sample", &front, "Prose.\n");
        assert_eq!(samples::problems(&site), "", "{front}");
    }
    for section in fields::sections() {
        let Some(site) = site_of_examples(section.record) else { continue };
        assert_eq!(samples::problems(&site), "", "{}", section.heading);
    }
}

/// Returns what a key needs beside it.
fn beside(key: &str) -> &'static str {
    match key {
        "effort" => "duration = \"6 weeks\"",
        "alt" => "image = \"covers/ocr.png\"",
        "image" => "alt = \"The cover\"",
        "reason" => "status = \"retired\"",
        "replaced_by" => "status = \"retired\"\nreason = \"Gone.\"",
        "status" => "reason = \"Gone.\"",
        _ => "",
    }
}

/// Puts the key that it needs into a table of which the example shows only the head.
fn with_inner(example: &str) -> String {
    match example {
        "[[sessions]]" => format!("{example}\nstart = 2026-12-03T12:00:00\n"),
        other => format!("{other}\n"),
    }
}

const A_PATH: &str = "title = \"Sample\"\nfrom = [\"medical-coder\"]\nto = \"privacy-officer\"\n";
const A_STAGE: &str = "[[stages]]\nid = \"start\"\ntitle = \"Start\"\n";
const A_STEP: &str = "[[stages.steps]]\nid = \"self-check\"\ntitle = \"Rate yourself\"\ntask = \"Mark what you can do.\"\nduration = \"30m\"\n";

/// Returns a site with one path.
fn path(keys: String, stage: &str, steps: &str) -> Option<SiteTest> {
    let text = format!("+++\n{keys}\n{stage}\n{steps}\n+++\nWords.\n");
    Some(samples::base().with("content/paths/sample.md", &text))
}

/// Returns a site with all examples of one record together, if that makes sense for it.
fn site_of_examples(record: &'static Record) -> Option<SiteTest> {
    let examples: Vec<_> =
        record.fields.iter().map(|field| field.example).filter(|example| !example.starts_with("[[")).collect();
    let (lines, inline) = (examples.join("\n"), examples.join(", "));
    let entry = |front: String| Some(samples::base().with_entry("sample", &format!("{front}\n"), "Prose.\n"));
    let page = |location: &str| Some(samples::base().with(location, &format!("+++\n{lines}\n+++\n\nWords.\n")));
    let list = |location: &str, head: &str| Some(SiteTest::empty().with(location, &format!("[[{head}]]\n{lines}\n")));
    let settings = |keys: String| {
        let mut site = samples::base();
        samples::drop_entries(&mut site);
        Some(site.with("site.toml", &samples::settings(&keys)))
    };
    let parent = "[[facets.terms]]\nid = \"privacy-and-security\"\n";
    match record.name {
        "a cost" => entry(format!("cost = {{ {inline} }}")),
        "a range of time" => entry(format!("duration = {{ {inline} }}")),
        "a credit" => entry(format!("credits = [{{ {inline} }}]")),
        "a session" => entry(format!("[[sessions]]\n{lines}")),
        "a competency taught" => entry(format!("teaches = [{{ {inline} }}]")),
        "the checks" => entry(format!("checked = {{ {inline} }}")),
        "a provider" => list("content/providers.toml", "provider"),
        "a credit body" => list("content/credentials.toml", "body"),
        "a competency" => list("content/competencies.toml", "competency"),
        "a credential" => {
            let bodies = SiteTest::empty();
            let text = format!("{}\n[[credential]]\n{lines}\n", bodies.text("content/credentials.toml"));
            Some(samples::base().with("content/credentials.toml", &text).with_entry("chps-exam", "", "Prose.\n"))
        }
        "a role" => {
            let text = format!("[[role]]\n{lines}\n");
            Some(samples::base().with("content/roles.toml", &text))
        }
        "a mentor" => Some(samples::base().with("content/mentors.toml", &format!("[[mentor]]\n{lines}\n"))),
        "a path" => path(format!("{lines}\n"), A_STAGE, A_STEP),
        "a stage" => path(A_PATH.to_owned(), &format!("[[stages]]\n{lines}\n"), A_STEP),
        "a step" => {
            let of_options = examples.iter().filter(|line| !line.starts_with("task") && !line.starts_with("duration"));
            let of_options = of_options.copied().collect::<Vec<_>>().join("\n");
            path(A_PATH.to_owned(), A_STAGE, &format!("{A_STEP}\n[[stages.steps]]\n{of_options}\n"))
        }
        "the home page" => page("content/index.md"),
        "a page" => page("content/pages/sample.md"),
        "the words of a topic" => page("content/topics/privacy-hipaa.md"),
        "site.toml" => settings(format!("{lines}\n")),
        "the budgets" => settings(format!("budgets = {{ {inline} }}\n")),
        "a facet" => settings(format!("[[facets]]\n{lines}\n")),
        "a term" => settings(format!("[[facets]]\nid = \"topic\"\n{parent}[[facets.terms]]\n{lines}\n")),
        "an opportunity" => None,
        other => panic!("the test does not know where `{other}` stands"),
    }
}

#[test]
fn the_reference_of_templates_is_up_to_date() {
    hold("docs/themes.md", |document| {
        let with_templates = with_part(document, "templates and their data", &themes::reference());
        let document = Document { location: document.location.clone(), text: with_templates };
        with_part(&document, "components", &themes::components())
    });
}

#[test]
fn every_template_of_the_default_theme_has_its_data_described() {
    let mut files: BTreeSet<_> = names_in("themes/default/templates", ".html").into_iter().collect();
    assert!(files.remove("base.html"), "the frame of all pages has no data of its own");
    assert_eq!(themes::templates().into_iter().collect::<BTreeSet<_>>(), files);
}

#[test]
fn the_tokens_that_theme_authors_are_told_of_exist() {
    let tokens = Document::read("themes/default/styles/tokens.css").text;
    let named: Vec<_> = Document::read("docs/themes.md").code_spans();
    let named: Vec<_> = named.iter().filter(|code| code.starts_with("--") && !code.contains(' ')).collect();
    assert!(named.len() > 10);
    for token in named {
        assert!(tokens.contains(&format!("{token}:")), "styles/tokens.css has no `{token}`");
    }
}

#[test]
fn publishers_are_told_the_policy_that_pages_carry() {
    let text = Document::read("docs/publishers.md").text;
    assert!(text.contains(CONTENT_POLICY), "docs/publishers.md does not quote {CONTENT_POLICY}");
}

#[test]
fn every_code_of_a_problem_is_in_the_table_for_editors() {
    let codes: BTreeMap<_, _> =
        ALL_CODES.iter().map(|code| (code.name.to_owned(), code.severity.to_string())).collect();
    let rows = Document::read("docs/editors.md").rows();
    let told: BTreeMap<_, _> = rows
        .into_iter()
        .filter(|row| row.len() == 3 && ["error", "warning"].contains(&row[1].as_str()))
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    assert_eq!(told, codes);
}

#[test]
fn every_relative_link_in_a_document_lands() {
    let all = documents();
    let mut dead = Vec::new();
    for document in &all {
        for link in document.links() {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let folder = root().join(&document.location);
            let folder = folder.parent().expect("a document stands in a folder");
            let target = if path.is_empty() { root().join(&document.location) } else { folder.join(path) };
            let is_there = target.exists();
            let has_anchor = || {
                let target = target.canonicalize().expect("the target was just found");
                let location = target.strip_prefix(root().canonicalize().expect("the repository is there"));
                let location = location.expect("a link stays in the repository").to_string_lossy().into_owned();
                Document::read(&location).anchors().iter().any(|it| it == anchor)
            };
            if !is_there || (!anchor.is_empty() && !has_anchor()) {
                dead.push(format!("{}: {link}", document.location));
            }
        }
    }
    assert!(dead.is_empty(), "links that lead nowhere:\n{}", dead.join("\n"));
}

#[test]
fn every_command_line_in_a_document_is_one_that_the_program_takes() {
    let mut helps = Helps::default();
    let mut seen = 0;
    for document in documents_with_samples() {
        for line in commands::lines(&document) {
            seen += 1;
            let fault = helps.fault(&line);
            assert_eq!(fault, None, "{}: milepost {line}", document.location);
        }
    }
    assert!(seen > 20, "the documents have lost their command lines");
}

#[test]
fn the_listing_in_the_readme_is_of_this_very_catalog() {
    let blocks = Document::read("README.md").blocks();
    let mut pairs = blocks.iter().zip(blocks.iter().skip(1));
    let found = pairs.find_map(|(run, shown)| Some((run.text.trim().strip_prefix("milepost list ")?, shown)));
    let (arguments, shown) = found.expect("the README lists some entries");
    let listed = commands::output(&format!("--site {} list {arguments}", root().display()));
    for line in shown.text.lines().filter(|line| *line != "…") {
        assert!(
            listed.lines().any(|it| it == line),
            "`milepost list {arguments}` does not show\n{line}\nbut\n{listed}"
        );
    }
}

#[test]
fn a_wrong_command_line_would_be_noticed() {
    let mut helps = Helps::default();
    assert!(helps.fault("bild --dry-run").is_some());
    assert!(helps.fault("build --dry-rum").is_some());
    assert!(helps.fault("check --format gihub").is_some());
    assert!(helps.fault("new oportunity \"A title\"").is_some());
    assert_eq!(helps.fault("--site hospital build --output /srv/site --dry-run"), None);
}

#[test]
fn every_rule_of_browsing_names_tests_that_there_are() {
    let tests = std::fs::read_to_string(root().join("tests/browser/browse.test.mjs")).expect("the tests can be read");
    let document = Document::read("docs/browsing.md");
    let rules: Vec<&str> = document.text.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    assert!(rules.len() > 30, "there is a table of rules");
    for held_by in rules.iter().filter_map(|rule| rule.trim_end_matches(" |").rsplit(" | ").next()) {
        for part in held_by.split("; ") {
            let place = part.split('`').nth(1).map(|path| root().join(path));
            // What has no test says why.
            let is_reason = ["the same", "there is none", "there are none", "every test here", "the day is"]
                .iter()
                .any(|beginning| part.starts_with(beginning));
            let named = part.trim_end_matches(" …");
            let is_there = place.map_or_else(|| tests.contains(named), |path| path.exists());
            assert!(is_reason || is_there, "docs/browsing.md: no test is named “{part}”");
        }
    }
}

#[test]
fn the_changelog_names_every_command() {
    let changelog = Document::read("CHANGELOG.md").text;
    for command in Helps::default().commands(&[]) {
        assert!(changelog.contains(&format!("`milepost {command}")), "CHANGELOG.md does not name `milepost {command}`");
    }
}
