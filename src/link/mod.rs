//! Checks the links that authors wrote.
//!
//! The links that the theme writes are held by the tests of the built site: they come from the
//! same table of pages and cannot lead astray by an author's hand.

use rayon::prelude::*;

use crate::catalog::{Catalog, FacetKind, Opportunity, TermId};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{LinkTarget, Prose, ProseLink};
use crate::pages::{DeadLink, ListKey, Pages, Site, address};
use crate::source::Sources;

/// Checks every link in prose and every picture. Reports `broken-link` and `broken-anchor`.
pub fn authored(catalog: &Catalog, pages: &Pages, sources: &Sources, diags: &mut Diagnostics) {
    let of_entries: Vec<Diagnostic> = catalog
        .opportunities
        .par_iter()
        .flat_map_iter(|opportunity| of_entry(opportunity, catalog, pages, sources))
        .collect();
    diags.extend(of_entries);
    let site = Site { catalog, sources };
    if let Some(home) = &catalog.home {
        diags.extend(in_prose(&home.prose, "/", pages, &site));
    }
    for path in &catalog.paths {
        diags.extend(in_prose(&path.entry.prose, &address::path(&path.entry.id.value), pages, &site));
    }
    for page in &catalog.pages {
        diags.extend(in_prose(&page.prose, &address::words(page), pages, &site));
    }
    if let Some((facet, topics)) = catalog.facet(FacetKind::Topic) {
        for (term, it) in topics.terms.iter().enumerate() {
            let Some(words) = &it.words else { continue };
            let list = ListKey::Term(TermId { facet: facet as u8, term: term as u16 });
            diags.extend(in_prose(&words.prose, &address::list(catalog, list, 1), pages, &site));
        }
    }
}

/// Checks the links and the picture of one entry.
pub fn of_entry(opportunity: &Opportunity, catalog: &Catalog, pages: &Pages, sources: &Sources) -> Vec<Diagnostic> {
    let entry = &opportunity.entry;
    if entry.prose.links.is_empty() && entry.image.is_none() {
        return Vec::new();
    }
    let site = Site { catalog, sources };
    let from = address::entry(&entry.id.value);
    let mut problems = in_prose(&entry.prose, &from, pages, &site);
    if let Some(image) = &entry.image {
        let target = LinkTarget::Address { address: format!("/files/{}", image.path.value), anchor: None };
        problems.extend(check(&ProseLink { target, is_image: true, span: image.path.span }, &from, pages, &site));
    }
    problems
}

fn in_prose(prose: &Prose, from: &str, pages: &Pages, site: &Site<'_>) -> Vec<Diagnostic> {
    prose.links.iter().filter_map(|link| check(link, from, pages, site)).collect()
}

fn check(link: &ProseLink, from: &str, pages: &Pages, site: &Site<'_>) -> Option<Diagnostic> {
    let dead = pages.follow(&link.target, from, site).err()?;
    let broken = |headline: String| Diagnostic::new(&diag::BROKEN_LINK, link.span, headline);
    let near = |problem: Diagnostic, near: Option<String>, otherwise: &str| match near {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(otherwise),
    };
    Some(match dead {
        DeadLink::Unreadable => return None,
        DeadLink::Address { address, near: name } => near(
            broken(format!("no page has the address `{address}`")),
            name,
            "write the address of a page, from the root of the site",
        ),
        DeadLink::Entry { id, .. } if link.is_image => {
            let file = id.trim_start_matches("./");
            broken(format!("`{id}` is no address of a picture"))
                .help(format!("put the file into `content/files/` and write `/files/{file}`"))
        }
        DeadLink::Entry { id, near: name } => near(
            broken(format!("no opportunity is named `{id}`")),
            name,
            "link to an entry by its id, to a page by its address `/about/`, to the web by `https://…`",
        ),
        DeadLink::LeftOut(id) => broken(format!("`{id}` is left out of this build"))
            .help("`milepost list --left-out` says why; drop the link or publish the entry"),
        DeadLink::File(path) => {
            broken(format!("there is no file `content/files/{path}`")).help("put the file there, or mend the name")
        }
        DeadLink::Content(location) => {
            broken(format!("no page is made from `{location}`")).help("mend the path, or link by id or address")
        }
        DeadLink::Anchor { anchor, near: name } => {
            let problem =
                Diagnostic::new(&diag::BROKEN_ANCHOR, link.span, format!("the page has no heading `#{anchor}`"));
            near(problem, name, "a heading's anchor is its words in lower case, joined by hyphens")
        }
    })
}
