//! `milepost new`: a valid stub, its id made from the title.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use super::site::{Site, shown};
use super::{Global, Making, Outcome, Usage, report};
use crate::build::Prepared;
use crate::catalog::{FacetKind, Found};
use crate::value::slug;

#[derive(Debug, Args)]
pub struct NewArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add an opportunity as a draft, with every field that it needs
    Opportunity {
        /// What it is called
        title: String,
        /// The folder below content/opportunities to put it into
        #[arg(long, value_name = "FOLDER")]
        folder: Option<String>,
    },
    /// Add a provider to content/providers.toml
    Provider {
        /// What it is called
        name: String,
    },
    /// Add a page of words as a draft
    Page {
        /// Its heading
        title: String,
    },
}

pub fn run(global: &Global, args: &NewArgs) -> Result<Outcome> {
    let site = Site::find(global)?;
    let making = Making { as_of: None, drafts: true, base_url: None };
    let (_, prepared) = site.prepare(&making)?;
    match &args.what {
        What::Opportunity { title, folder } => opportunity(global, &site, &prepared, title, folder.as_deref()),
        What::Provider { name } => provider(global, &site, &prepared, name),
        What::Page { title } => page(global, &site, &prepared, title),
    }
}

fn opportunity(
    global: &Global,
    site: &Site,
    prepared: &Prepared,
    title: &str,
    folder: Option<&str>,
) -> Result<Outcome> {
    let id = id_of(title)?;
    if matches!(prepared.catalog.look_up(&id), Found::Opportunity(_) | Found::LeftOut(_)) {
        return Err(Usage(format!("an opportunity is named `{id}` already; choose another title")).into());
    }
    let below = match folder {
        Some(folder) if folder.split('/').all(crate::value::is_id) => format!("{folder}/"),
        Some(folder) => {
            return Err(
                Usage(format!("`{folder}` is no folder name: use lower-case letters, digits and hyphens")).into()
            );
        }
        None => String::new(),
    };
    let location = format!("content/opportunities/{below}{id}.md");
    create(&site.root.join(&location), &stub(prepared, title))?;
    report::say(global, &format!("Made {}.", shown(&site.root.join(&location))));
    report::say(
        global,
        "It is a draft: fill it in, then take out `status`. `milepost serve --drafts` shows it meanwhile.",
    );
    Ok(Outcome::Fine)
}

/// Returns a front matter that is valid as it stands, with terms that this site has.
fn stub(prepared: &Prepared, title: &str) -> String {
    let catalog = &prepared.catalog;
    let term = |kind: FacetKind, otherwise: &str| {
        let terms = catalog.facet(kind).map_or(&[][..], |(_, facet)| &facet.terms);
        let leaf = terms.iter().find(|term| term.children.is_empty());
        leaf.map_or_else(|| otherwise.to_owned(), |term| term.id.clone())
    };
    let choices = |kind: FacetKind| {
        let terms = catalog.facet(kind).map_or(&[][..], |(_, facet)| &facet.terms);
        let ids: Vec<_> =
            terms.iter().map(|term| term.id.as_str()).filter(|id| *id != crate::catalog::NOT_STATED).collect();
        match ids.len() {
            0..=20 => ids.join(", "),
            _ => format!("{}, …", ids[..20].join(", ")),
        }
    };
    let (format, topic, provider) =
        (term(FacetKind::Format, "course"), term(FacetKind::Topic, "topic"), term(FacetKind::Provider, "provider"));
    let (formats, topics, levels) = (choices(FacetKind::Format), choices(FacetKind::Topic), choices(FacetKind::Level));
    format!(
        r#"+++
title = {title}
# One sentence: what one does, reads or gets there.
summary = "Say in one sentence what one gets there."
# An id from content/providers.toml.
provider = "{provider}"
url = "https://example.org/"
# {formats}
format = "{format}"
# formal (an organizer, proof of completion) or informal
formality = "informal"
# hard, soft, or ["hard", "soft"]
skill = "hard"
# The main topic first. {topics}
topics = ["{topic}"]
# Optional: {levels}
# level = "beginner"
# "free", "paid" (price not known), "unknown", {{ amount = 49 }}, {{ amount = 79, members = {{ {provider} = 0 }} }}
cost = "unknown"
# Optional: "45m", "1h 30m", {{ min = "4h", max = "6h" }}; whose figure: "provider", "third-party", "estimate"
# duration = "1h"
# duration_basis = "estimate"
# Where the facts were read.
# sources = ["https://example.org/"]
# When you last checked the provider's own page.
# checked = {{ link = 2026-01-31, cost = 2026-01-31 }}
# A draft is left out of the site. Take this line out when the entry is ready.
status = "draft"
+++

Why somebody would spend the time, what to do with it at work, and what to watch for.
"#,
        title = toml::Value::String(title.trim().to_owned()),
    )
}

fn provider(global: &Global, site: &Site, prepared: &Prepared, name: &str) -> Result<Outcome> {
    let id = id_of(name)?;
    if prepared.catalog.providers.iter().any(|provider| provider.id.value == id) {
        return Err(Usage(format!("a provider is named `{id}` already")).into());
    }
    let path = site.root.join("content/providers.toml");
    make_parent(&path)?;
    let block = format!("\n[[provider]]\nid = \"{id}\"\nname = {}\n", toml::Value::String(name.trim().to_owned()));
    let mut file = OpenOptions::new().append(true).create(true).open(&path).with_context(|| cannot_write(&path))?;
    file.write_all(block.as_bytes()).with_context(|| cannot_write(&path))?;
    report::say(global, &format!("Added `{id}` to {}.", shown(&path)));
    Ok(Outcome::Fine)
}

fn page(global: &Global, site: &Site, prepared: &Prepared, title: &str) -> Result<Outcome> {
    let id = id_of(title)?;
    if let Some(why) = prepared.pages.why_taken(&prepared.catalog, &format!("/{id}/")) {
        return Err(Usage(format!("{why}; choose another title")).into());
    }
    let location = format!("content/pages/{id}.md");
    let text = format!(
        "+++\ntitle = {}\n# One sentence, under the heading and for search engines.\nsummary = \"Say in one sentence what this page is for.\"\n# A draft is left out of the site. Take this line out when the page is ready.\nstatus = \"draft\"\n+++\n\nWrite here.\n",
        toml::Value::String(title.trim().to_owned())
    );
    create(&site.root.join(&location), &text)?;
    report::say(global, &format!("Made {}; its address will be /{id}/.", shown(&site.root.join(&location))));
    report::say(
        global,
        "It is a draft: write it, then take out `status`. `milepost serve --drafts` shows it meanwhile.",
    );
    Ok(Outcome::Fine)
}

fn id_of(title: &str) -> Result<String, Usage> {
    match slug(title) {
        id if id.is_empty() => Err(Usage(format!("`{title}` gives no id: use some letters or digits"))),
        id => Ok(id),
    }
}

/// Writes a file that must not exist yet.
fn create(path: &Path, text: &str) -> Result<()> {
    if path.exists() {
        return Err(Usage(format!("`{}` is there already; choose another title", shown(path))).into());
    }
    make_parent(path)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).with_context(|| cannot_write(path))?;
    file.write_all(text.as_bytes()).with_context(|| cannot_write(path))
}

fn make_parent(path: &Path) -> Result<()> {
    let Some(parent) = path.parent() else { return Ok(()) };
    fs::create_dir_all(parent).with_context(|| format!("cannot make the folder `{}`", parent.display()))
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write `{}`", path.display())
}
