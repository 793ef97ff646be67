//! Whole sites in memory, looked at through the data of their pages.

mod entries;
mod links;
mod lists;

use serde_json::Value;

use super::{Sheet, View, Views};
use crate::catalog::{self, Catalog, LinkMemo, OpportunityId, ParsedFile};
use crate::config::{self, SiteConfig};
use crate::diag::Diagnostics;
use crate::entry;
use crate::pages::{self, Pages};
use crate::source::{Content, Sources};
use crate::view::{EntryPage, HomePage, ListingPage};

/// The day for which the sites below are made.
const AS_OF: &str = "2026-11-02";

const SITE: &str = r#"
title = "Catalog of tests"
base_url = "https://example.org/a/b/"
timezone = "America/Chicago"
contact = "learning@example.org"

[[facets]]
id = "topic"

[[facets.terms]]
id = "privacy"
label = "Privacy"
description = "Who may see a record."

[[facets.terms]]
id = "hipaa"
label = "HIPAA"
parent = "privacy"

[[facets.terms]]
id = "coding"
label = "Coding"

[[facets.terms]]
id = "empty"
label = "Nothing yet"
"#;

const PROVIDERS: &str = r#"
[[provider]]
id = "ahima"
name = "AHIMA"
url = "https://www.ahima.org/"
summary = "An association."

[[provider]]
id = "ecole"
name = "École de santé"

[[provider]]
id = "three-m"
name = "3M"
"#;

/// A prepared site in memory.
struct TestSite {
    config: SiteConfig,
    catalog: Catalog,
    pages: Pages,
    sources: Sources,
}

/// The content of a site, before it is prepared.
struct Draft {
    files: Vec<(String, String)>,
}

/// A site with three providers, four topics and no opportunity.
fn draft() -> Draft {
    let files = [("site.toml", SITE), ("content/providers.toml", PROVIDERS)];
    Draft { files: files.map(|(location, text)| (location.to_owned(), text.to_owned())).into() }
}

impl Draft {
    fn file(mut self, location: &str, text: &str) -> Self {
        self.files.retain(|(known, _)| known != location);
        self.files.push((location.to_owned(), text.to_owned()));
        self
    }

    /// Adds lines to `site.toml`, before its facets.
    fn setting(self, line: &str) -> Self {
        let site = self.files.iter().find(|(location, _)| location == "site.toml").expect("a draft has settings");
        let text = format!("{line}\n{}", site.1);
        self.file("site.toml", &text)
    }

    /// Adds an opportunity: the required fields unless `fields` has them, and no prose.
    fn opportunity(self, id: &str, fields: &str) -> Self {
        self.prose(id, fields, "")
    }

    fn prose(self, id: &str, fields: &str, prose: &str) -> Self {
        let title = format!("title = \"Entry {id}\"");
        let required = [
            title.as_str(),
            "url = \"https://www.example.com/x\"",
            "provider = \"ahima\"",
            "format = \"course\"",
            "formality = \"formal\"",
            "skill = \"hard\"",
            "topics = [\"hipaa\"]",
            "cost = \"free\"",
        ];
        let key = |line: &str| line.split(" = ").next().map(str::to_owned);
        let own: Vec<_> = fields.lines().take_while(|line| !line.starts_with("[[")).map(key).collect();
        let missing = required.iter().filter(|line| !own.contains(&key(line)));
        let front: String = missing.map(|line| format!("{line}\n")).collect();
        let text = format!("+++\n{front}{fields}\n+++\n{prose}\n");
        self.file(&format!("content/opportunities/{id}.md"), &text)
    }

    /// Prepares the site, which must have no problem.
    fn site(self) -> TestSite {
        let (site, diags) = self.site_and_problems();
        let problems: Vec<_> = diags.iter().map(|problem| problem.headline.clone()).collect();
        assert_eq!(problems, [] as [String; 0]);
        site
    }

    fn site_and_problems(self) -> (TestSite, Diagnostics) {
        let mut sources = Sources::default();
        for (location, text) in self.files {
            sources.set(&location, Some(Content::Text(text.into())));
        }
        let mut diags = Diagnostics::default();
        let config = config::read(sources.id("site.toml"), &sources, &mut diags);
        let parsed: Vec<_> = sources
            .iter()
            .filter(|(_, location, _)| location.starts_with("content/"))
            .map(|(file, location, content)| (file, location, entry::parse(location, file, content)))
            .collect();
        let mut files = Vec::new();
        for (file, location, parsed) in &parsed {
            diags.extend(parsed.problems.iter().cloned());
            files.push(ParsedFile { file: *file, location, parsed });
        }
        let as_of = AS_OF.parse().expect("a day of the calendar");
        let view = catalog::View { as_of, with_drafts: false };
        let catalog = catalog::resolve(&config, &files, view, &mut LinkMemo::default(), &mut diags);
        let pages = pages::all(&config, &catalog, &mut diags);
        drop(parsed);
        (TestSite { config, catalog, pages, sources }, diags)
    }
}

impl TestSite {
    fn views(&self) -> Views<'_> {
        Views::new(&self.config, &self.catalog, &self.pages, &self.sources)
    }

    fn id(&self, id: &str) -> OpportunityId {
        self.catalog.find(id).unwrap_or_else(|| panic!("no opportunity is named {id}"))
    }

    fn sheet(&self, address: &str) -> Sheet {
        let key = self.pages.find(&self.catalog, address).unwrap_or_else(|| panic!("no page at {address}"));
        self.views().sheet(&key)
    }

    fn listing(&self, address: &str) -> ListingPage {
        match self.sheet(address).view {
            View::Listing(page) => page,
            other => panic!("{address} is no listing: {other:?}"),
        }
    }

    fn entry(&self, id: &str) -> EntryPage {
        match self.sheet(&format!("/entries/{id}/")).view {
            View::Entry(page) => page,
            other => panic!("{id} is no entry: {other:?}"),
        }
    }

    fn home(&self) -> HomePage {
        match self.sheet("/").view {
            View::Home(page) => page,
            other => panic!("the home page is {other:?}"),
        }
    }

    fn text(&self, address: &str) -> String {
        match self.sheet(address).view {
            View::Text(text) => text,
            other => panic!("{address} is no text: {other:?}"),
        }
    }

    fn ids(&self, cards: &[OpportunityId]) -> Vec<&str> {
        cards.iter().map(|id| self.catalog.opportunity(*id).entry.id.value.as_str()).collect()
    }
}

/// Returns the words of the crumbs of a page.
fn way(crumbs: &[crate::view::Crumb]) -> String {
    crumbs.iter().map(|crumb| crumb.label.as_str()).collect::<Vec<_>>().join(" > ")
}

/// Collects every link of serialised data: values that are addresses, and `href` in markup.
fn links_in(value: &Value, links: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            links.extend(text.starts_with('/').then(|| text.clone()));
            let in_markup = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            links.extend(in_markup.map(str::to_owned));
        }
        Value::Array(values) => values.iter().for_each(|value| links_in(value, links)),
        Value::Object(fields) => fields.values().for_each(|value| links_in(value, links)),
        _ => (),
    }
}
