//! Old addresses that lead to new ones.

use super::{Pages, address, collision};
use crate::catalog::Catalog;
use crate::diag::Diagnostics;
use crate::source::Span;

/// An address that is kept alive by `formerly`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub from: String,
    pub to: String,
    pub span: Span,
}

/// Adds a redirect for every former id. Reports `address-collision`.
pub(super) fn add(pages: &mut Pages, catalog: &Catalog, diags: &mut Diagnostics) {
    let mut wanted = Vec::new();
    for opportunity in catalog.opportunities.iter().filter(|it| !it.entry.formerly.is_empty()) {
        let to = address::entry(&opportunity.entry.id.value);
        for old in &opportunity.entry.formerly {
            wanted.push(Redirect { from: address::entry(&old.value.0), to: to.clone(), span: old.span });
        }
    }
    for path in &catalog.paths {
        let to = address::path(&path.entry.id.value);
        for old in &path.entry.formerly {
            wanted.push(Redirect { from: address::path(&old.value.0), to: to.clone(), span: old.span });
        }
    }
    for page in &catalog.pages {
        let to = address::words(page);
        for old in &page.formerly {
            let mut path = page.path.clone();
            path.pop();
            path.push(old.value.0.clone());
            wanted.push(Redirect { from: format!("/{}/", path.join("/")), to: to.clone(), span: old.span });
        }
    }
    wanted.sort_by(|one, other| (&one.from, &one.to).cmp(&(&other.from, &other.to)));
    for redirect in wanted {
        match pages.taken_by(catalog, &redirect.from) {
            Some(taken) => diags.push(collision(&redirect.from, redirect.span, &taken)),
            None => {
                pages.redirect_by_address.insert(redirect.from.clone(), pages.redirects.len());
                pages.redirects.push(redirect);
            }
        }
    }
}
