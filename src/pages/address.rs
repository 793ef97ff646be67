//! The form of addresses, in one place.

use super::ListKey;
use crate::catalog::{Catalog, FacetKind, TermId};
use crate::entry::PageEntry;

/// Returns the address of an opportunity's page.
pub fn entry(id: &str) -> String {
    format!("/entries/{id}/")
}

/// Returns the address of a path's page.
pub fn path(id: &str) -> String {
    format!("/paths/{id}/")
}

/// Returns the address of a path for machines.
pub fn path_data(id: &str) -> String {
    format!("/paths/{id}/path.json")
}

/// Returns the address of a role's page.
pub fn role(id: &str) -> String {
    format!("/roles/{id}/")
}

/// The first parts of addresses that the program gives out itself.
const OWN: [&str; 10] =
    ["assets", "catalog", "data", "entries", "files", "paths", "providers", "roles", "topics", "upcoming"];

/// Tells whether an address is of a kind that the program gives out itself.
pub fn is_own(address: &str) -> bool {
    address.split('/').nth(1).is_some_and(|first| OWN.contains(&first))
}

/// Returns the address of a page of words.
pub fn words(page: &PageEntry) -> String {
    format!("/{}/", page.path.join("/"))
}

/// Returns the address of one page of the dates ahead.
pub fn upcoming(number: usize) -> String {
    numbered("/upcoming/".to_owned(), number)
}

/// Returns the address of one page of a list; the first has no number in it.
pub fn list(catalog: &Catalog, list: ListKey, number: usize) -> String {
    let first = match list {
        ListKey::Browse => "/catalog/".to_owned(),
        ListKey::Term(term) => match catalog.facets[term.facet as usize].kind {
            FacetKind::Topic => format!("/topics/{}/", catalog.term(term).id),
            FacetKind::Provider => format!("/providers/{}/", catalog.term(term).id),
            _ => format!("/catalog/{}/", part(catalog, term)),
        },
        ListKey::Pair(first, second) => format!("/catalog/{}/{}/", part(catalog, first), part(catalog, second)),
    };
    numbered(first, number)
}

/// The first page of a list has no number in its address.
fn numbered(first: String, number: usize) -> String {
    match number {
        0 | 1 => first,
        _ => format!("{first}page/{number}/"),
    }
}

fn part(catalog: &Catalog, term: TermId) -> String {
    format!("{}/{}", catalog.facets[term.facet as usize].id, catalog.term(term).id)
}

/// Cuts `/catalog/page/3/` into `/catalog/` and 3; only the one way of writing a number counts.
pub fn page_number(address: &str) -> Option<(&str, usize)> {
    let (list, number) = address.strip_suffix('/')?.rsplit_once("page/")?;
    let value: usize = number.parse().ok()?;
    (value.to_string() == number).then_some((list, value))
}

/// Takes the number out of `/sitemap-2.xml`; parts count from 1.
pub fn sitemap_part(address: &str) -> Option<usize> {
    let number: usize = address.strip_prefix("/sitemap-")?.strip_suffix(".xml")?.parse().ok()?;
    (number >= 1 && address == format!("/sitemap-{number}.xml")).then_some(number)
}

/// Returns the file of an address: `/about/` is `about/index.html`, `/404.html` is `404.html`.
pub fn file(address: &str) -> String {
    let path = address.trim_start_matches('/');
    match path.is_empty() || path.ends_with('/') {
        true => format!("{path}index.html"),
        false => path.to_owned(),
    }
}
