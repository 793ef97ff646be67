//! `milepost explain`: a code, a file or an address in words.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use clap::Args;
use url::Url;

use super::site::Site;
use super::way::Way;
use super::{Global, Making, Outcome, Usage, list};
use crate::build::Workshop;
use crate::config::Base;
use crate::diag::{ALL_CODES, count_of, find_code, nearest};
use crate::entry::Kind;
use crate::pages::{Page, address};
use crate::source::{FileId, folder};

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A problem's code such as unknown-term, a file such as content/pages/about.md, an address
    /// such as /about/ or https://example.org/about/, or the id of an entry or a path; without it all
    /// codes are listed
    what: Option<String>,
    #[command(flatten)]
    making: Making,
}

pub fn run(global: &Global, args: &ExplainArgs) -> Result<Outcome> {
    let mut out = anstream::stdout().lock();
    let Some(what) = &args.what else {
        for code in ALL_CODES {
            writeln!(out, "{:<24} {}", code.name, code.severity)?;
        }
        return Ok(Outcome::Fine);
    };
    if let Some(code) = find_code(what) {
        let text = code.explanation.trim_start_matches("# ").trim_end();
        writeln!(out, "{}[{}]{}", code.severity, code.name, text.strip_prefix(code.name).unwrap_or(text))?;
        return Ok(Outcome::Fine);
    }
    let is_name = !what.contains(['/', '.']);
    let site = match Site::find(global) {
        // Outside a site the name of a code is all that a name can be.
        Err(_) if is_name => return Err(no_name(what, std::iter::empty()).into()),
        site => site?,
    };
    let found = site.list()?;
    let workshop = Workshop::new(site.read(&found, &args.making));
    if is_name {
        return explain_id(&workshop, what, &mut out);
    }
    if what.starts_with('/') || what.contains("://") {
        let address = address_of(&workshop.prepared().config.base, what)?;
        return explain_address(&workshop, &address, &mut out);
    }
    let location = location_of(&site, what);
    match workshop.inputs().sources.find(&location).filter(|id| workshop.inputs().sources.content(*id).is_some()) {
        Some(file) => explain_file(&workshop, file, &mut out),
        None => Err(Usage(format!("the site has no input `{location}`")).into()),
    }
}

fn no_name<'n>(what: &str, ids: impl Iterator<Item = &'n str>) -> Usage {
    let help = match nearest(&what.to_lowercase(), ALL_CODES.iter().map(|code| code.name).chain(ids)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "`milepost explain` alone lists the codes, `milepost list` the entries, `milepost list paths` the paths"
                .to_owned()
        }
    };
    Usage(format!("no code, entry or path is named `{what}`; {help}"))
}

/// Explains the entry and the path of an id, whichever there are.
fn explain_id(workshop: &Workshop, id: &str, out: &mut impl Write) -> Result<Outcome> {
    let catalog = &workshop.prepared().catalog;
    let draft = format!("/paths/{id}/");
    let left_out: Vec<_> = catalog.left_out.iter().filter(|one| one.id == id || one.id == draft).collect();
    for one in &left_out {
        let location = workshop.inputs().sources.location(one.file);
        writeln!(out, "{id}: {} ({location})", list::rule(one.rule))?;
    }
    let is_entry = catalog.find(id).is_some();
    if is_entry {
        explain_address(workshop, &address::entry(id), out)?;
    }
    match Way::find(catalog, id) {
        Some(way) => explain_file(workshop, way.path.entry.file, out),
        None if is_entry || !left_out.is_empty() => Ok(Outcome::Fine),
        None => {
            let entries = catalog.opportunities.iter().map(|it| it.entry.id.value.as_str());
            let paths = catalog.paths.iter().map(|path| path.entry.id.value.as_str());
            Err(no_name(id, entries.chain(paths)).into())
        }
    }
}

/// Takes the address of a page out of what a browser shows, of the site where it is published or
/// where `milepost serve` shows it.
fn address_of(base: &Base, what: &str) -> Result<String, Usage> {
    let path = match what.contains("://") {
        false => what.to_owned(),
        true => {
            let url = Url::parse(what).map_err(|_| Usage(format!("`{what}` is not a whole web address")))?;
            let is_here = url.host_str().is_some_and(|host| matches!(host, "127.0.0.1" | "localhost" | "[::1]"));
            if !is_here && url.origin().ascii_serialization() != base.origin {
                let home = base.whole("/");
                return Err(Usage(format!("`{what}` is not an address of this site, which is at `{home}`")));
            }
            url.path().to_owned()
        }
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_suffix("index.html").unwrap_or(path);
    let below = path.strip_prefix(&base.path).filter(|_| base.path != "/");
    Ok(below.map_or_else(|| path.to_owned(), |below| format!("/{below}")))
}

/// Takes a path from the current folder or from the site folder.
fn location_of(site: &Site, what: &str) -> String {
    let path = Path::new(what);
    let root = site.root.canonicalize().unwrap_or_else(|_| site.root.clone());
    match path.canonicalize() {
        Ok(whole) if whole.starts_with(&root) => folder::location(&whole, &root),
        _ => what.to_owned(),
    }
}

fn explain_address(workshop: &Workshop, address: &str, out: &mut impl Write) -> Result<Outcome> {
    let site = workshop.site();
    let page = site.find(address).or_else(|| site.find(&format!("{}/", address.trim_end_matches('/'))));
    let Some(page) = page else {
        let addresses: Vec<_> = site.pages().into_iter().map(|page| page.address).collect();
        let help = match nearest(address, addresses.iter().map(String::as_str)) {
            Some(near) => format!("; did you mean `{near}`?"),
            None => String::new(),
        };
        return Err(Usage(format!("no page has the address `{address}`{help}")).into());
    };
    describe(workshop, &page, out)?;
    for span in site.made_from(&page) {
        describe_path(workshop, span.file, out)?;
    }
    Ok(Outcome::Fine)
}

/// Describes the path that a file holds, if it holds one.
fn describe_path(workshop: &Workshop, file: FileId, out: &mut impl Write) -> Result<()> {
    let catalog = &workshop.prepared().catalog;
    match catalog.paths.iter().find(|path| path.entry.file == file) {
        Some(path) => Way { catalog, path }.describe(&workshop.inputs().sources, out),
        None => Ok(()),
    }
}

fn describe(workshop: &Workshop, page: &Page, out: &mut impl Write) -> Result<()> {
    let site = workshop.site();
    let sources = &workshop.inputs().sources;
    let sheet = site.sheet(page);
    writeln!(out, "{}", page.address)?;
    writeln!(out, "  file      {}", page.file())?;
    match sheet.view.template() {
        Some(template) => writeln!(out, "  template  {template}")?,
        None => writeln!(out, "  template  none: the program writes it")?,
    }
    for span in site.made_from(page) {
        writeln!(out, "  words     {}", sources.location(span.file))?;
    }
    if let Some((list, number)) = page.key.list() {
        let pages = &workshop.prepared().pages;
        let (entries, count) = (pages.list(list).len(), pages.page_count(list));
        writeln!(out, "  list      page {number} of {count}, {} in all", count_of(entries, "entry"))?;
    }
    if !sheet.cards.is_empty() {
        writeln!(out, "  cards     {}", sheet.cards.len())?;
    }
    Ok(())
}

fn explain_file(workshop: &Workshop, file: FileId, out: &mut impl Write) -> Result<Outcome> {
    let sources = &workshop.inputs().sources;
    let location = sources.location(file);
    writeln!(out, "{location}: {}", purpose(location))?;
    let site = workshop.site();
    let pages: Vec<_> =
        site.pages().into_iter().filter(|page| site.made_from(page).iter().any(|span| span.file == file)).collect();
    for page in &pages {
        describe(workshop, page, out)?;
    }
    describe_path(workshop, file, out)?;
    let problems = workshop.prepared().diagnostics.iter().filter(|problem| problem.primary.span.file == file).count();
    if problems > 0 {
        writeln!(out, "  problems  {problems}; `milepost check` shows them")?;
    }
    Ok(Outcome::Fine)
}

fn purpose(location: &str) -> &'static str {
    match location {
        "site.toml" => return "the settings of the site",
        _ if location.starts_with("themes/") => return "a file of a theme; it replaces the built-in one of that name",
        _ => (),
    }
    match Kind::of(location) {
        Kind::Home => "the words of the home page",
        Kind::Opportunity => "one opportunity",
        Kind::OpportunityList => "a list of opportunities",
        Kind::Providers => "who offers opportunities",
        Kind::Credentials => "who grants credits, and the credentials one can earn",
        Kind::Roles => "the jobs that people have or want",
        Kind::Mentors => "people who offer to mentor",
        Kind::Path => "a way from one job to another",
        Kind::Competencies => "what can be learned",
        Kind::Topic => "the words above a topic's list",
        Kind::Page => "a page of words",
        Kind::File => "a file that is copied as it is",
        Kind::Stray => "nothing reads it",
    }
}
