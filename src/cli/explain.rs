//! `milepost explain`: a code, a file or an address in words.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use clap::Args;

use super::site::Site;
use super::{Global, Making, Outcome, Usage};
use crate::build::Workshop;
use crate::diag::{ALL_CODES, count_of, find_code, nearest};
use crate::entry::Kind;
use crate::pages::Page;
use crate::source::{FileId, folder};

#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A problem's code such as unknown-term, a file such as content/pages/about.md, or an address
    /// such as /about/; without it all codes are listed
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
    let is_address = what.starts_with('/');
    if !is_address && !what.contains(['/', '.']) {
        let help = match nearest(what, ALL_CODES.iter().map(|code| code.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`milepost explain` alone lists the codes".to_owned(),
        };
        return Err(Usage(format!("no code is named `{what}`; {help}")).into());
    }
    let site = Site::find(global)?;
    let found = site.list()?;
    let workshop = Workshop::new(site.read(&found, &args.making));
    if is_address {
        return explain_address(&workshop, what, &mut out);
    }
    let location = location_of(&site, what);
    match workshop.inputs().sources.find(&location).filter(|id| workshop.inputs().sources.content(*id).is_some()) {
        Some(file) => explain_file(&workshop, file, &mut out),
        None => Err(Usage(format!("the site has no input `{location}`")).into()),
    }
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
    Ok(Outcome::Fine)
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
        Kind::Credentials => "who grants credits",
        Kind::Competencies => "what can be learned",
        Kind::Topic => "the words above a topic's list",
        Kind::Page => "a page of words",
        Kind::File => "a file that is copied as it is",
        Kind::Stray => "nothing reads it",
    }
}
