//! `milepost new`: a valid stub, its id made from the title.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};

use super::site::{Site, shown};
use super::{Global, Making, Outcome, Usage, paths, report, stub};
use crate::build::Prepared;
use crate::catalog::{FacetKind, Found};
use crate::diag::count_of;
use crate::entry::{COMPETENCY, CREDENTIAL, MENTOR, PROVIDER, ROLE, SkillKind};
use crate::record::Record;
use crate::source::Spanned;
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
    /// Add a goal path as a draft, with a stage and two steps
    Path {
        /// The goal in a few words
        title: String,
        /// The job it starts from, a role's id [default: the first role]
        #[arg(long, value_name = "ROLE")]
        from: Option<String>,
        /// The job it leads to, a role's id [default: the first role that it does not start from]
        #[arg(long, value_name = "ROLE")]
        to: Option<String>,
    },
    /// Add a role to content/roles.toml
    Role {
        /// What the job is called
        title: String,
    },
    /// Add a competency to content/competencies.toml
    Competency {
        /// What it is called
        name: String,
        /// Whether it is a body of knowledge, or a personal skill
        #[arg(long, default_value = "hard")]
        kind: Kind,
    },
    /// Add a credential to content/credentials.toml
    Credential {
        /// Its whole name
        name: String,
        /// As it stands behind a name, such as CHPS; its id is made from it [default: the whole name]
        #[arg(long, value_name = "LETTERS")]
        short: Option<String>,
    },
    /// Add a mentor to content/mentors.toml
    Mentor {
        /// Who it is
        name: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Hard,
    Soft,
}

impl From<Kind> for SkillKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Hard => SkillKind::Hard,
            Kind::Soft => SkillKind::Soft,
        }
    }
}

pub fn run(global: &Global, args: &NewArgs) -> Result<Outcome> {
    let site = Site::find(global)?;
    let making = Making { as_of: None, drafts: true, base_url: None };
    let (_, prepared) = site.prepare(&making)?;
    match &args.what {
        What::Opportunity { title, folder } => opportunity(global, &site, &prepared, title, folder.as_deref()),
        What::Page { title } => page(global, &site, &prepared, title),
        What::Path { title, from, to } => path(global, &site, &prepared, title, from.as_deref(), to.as_deref()),
        What::Provider { name } => {
            let list = List::new("provider", "content/providers.toml", &PROVIDER);
            let ids = prepared.catalog.providers.iter().map(|it| &it.id);
            list.add(global, &site, name, ids, &[("name", name)])
        }
        What::Role { title } => {
            let list = List::new("role", "content/roles.toml", &ROLE);
            let ids = prepared.catalog.roles.iter().map(|it| &it.entry.id);
            list.add(global, &site, title, ids, &[("title", title)])
        }
        What::Competency { name, kind } => {
            let list = List::new("competency", "content/competencies.toml", &COMPETENCY);
            let ids = prepared.catalog.competencies.iter().map(|it| &it.id);
            list.add(global, &site, name, ids, &[("name", name), ("kind", SkillKind::from(*kind).id())])
        }
        What::Credential { name, short } => {
            let list = List::new("credential", "content/credentials.toml", &CREDENTIAL);
            let ids = prepared.catalog.credentials.iter().map(|it| &it.entry.id);
            let short = short.as_ref().unwrap_or(name);
            list.add(global, &site, short, ids, &[("short", short), ("name", name)])
        }
        What::Mentor { name } => {
            let list = List::new("mentor", "content/mentors.toml", &MENTOR);
            let ids = prepared.catalog.mentors.iter().map(|it| &it.entry.id);
            list.add(global, &site, name, ids, &[("name", name)])
        }
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
        title = stub::quoted(title),
    )
}

/// A file that lists things of one kind.
struct List {
    /// What one of them is called, and the key of its table.
    what: &'static str,
    location: &'static str,
    record: &'static Record,
}

impl List {
    fn new(what: &'static str, location: &'static str, record: &'static Record) -> Self {
        List { what, location, record }
    }

    /// Adds a table whose id is made from `title` and must not be among `ids`.
    fn add<'i>(
        self,
        global: &Global,
        site: &Site,
        title: &str,
        ids: impl IntoIterator<Item = &'i Spanned<String>>,
        given: &[(&str, &str)],
    ) -> Result<Outcome> {
        let id = id_of(title)?;
        if ids.into_iter().any(|known| known.value == id) {
            return Err(Usage(format!("a {} is named `{id}` already", self.what)).into());
        }
        let path = site.root.join(self.location);
        make_parent(&path)?;
        let given: Vec<_> = [("id", id.as_str())].into_iter().chain(given.iter().copied()).collect();
        let table = stub::table(self.what, self.record, &given);
        // A list may end without a line break.
        let table = if is_open_ended(&path) { format!("\n{table}") } else { table };
        let mut file = OpenOptions::new().append(true).create(true).open(&path).with_context(|| cannot_write(&path))?;
        file.write_all(table.as_bytes()).with_context(|| cannot_write(&path))?;
        report::say(global, &format!("Added `{id}` to {}.", shown(&path)));
        Ok(Outcome::Fine)
    }
}

/// Tells whether a file ends in the middle of a line.
fn is_open_ended(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'))
}

fn path(
    global: &Global,
    site: &Site,
    prepared: &Prepared,
    title: &str,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Outcome> {
    let catalog = &prepared.catalog;
    let id = id_of(title)?;
    if catalog.paths.iter().any(|path| path.entry.id.value == id) {
        return Err(Usage(format!("a path is named `{id}` already; choose another title")).into());
    }
    let named = |role: Option<&str>| role.map(|role| paths::find_role(catalog, role)).transpose();
    let (from, to) = (named(from)?, named(to)?);
    let other = |than: Option<usize>| (0..catalog.roles.len()).find(|role| Some(*role) != than);
    let from = from.or_else(|| other(to));
    let (Some(from), Some(to)) = (from, to.or_else(|| other(from))) else {
        let count = count_of(catalog.roles.len(), "role");
        return Err(Usage(format!(
            "a path leads from one role to another, and the site has {count}; `milepost new role \"Title\"` adds one"
        ))
        .into());
    };
    if from == to {
        return Err(Usage("a path cannot lead to the role that it starts from".to_owned()).into());
    }
    let location = format!("content/paths/{id}.md");
    create(&site.root.join(&location), &stub::path(catalog, title, from, to))?;
    report::say(global, &format!("Made {}.", shown(&site.root.join(&location))));
    report::say(
        global,
        "It is a draft: fill it in, then take out `status`. `milepost list paths --drafts` shows it meanwhile.",
    );
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
        stub::quoted(title)
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
