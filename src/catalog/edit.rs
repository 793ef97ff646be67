//! Puts an edited entry into a linked catalog, where nothing else has to move for it.
//!
//! A new title, summary or price changes what an entry shows, seldom the lists it stands in. Then
//! all that was linked from the others still holds, and ten thousand of them need no second look.

use std::sync::Arc;

use super::facets::FacetTable;
use super::facts::{self, Facts};
use super::{Catalog, Lists, OpportunityId, Standing, View};
use crate::config::SiteConfig;
use crate::diag::Diagnostics;
use crate::entry::OpportunityEntry;
use crate::record::Name;
use crate::source::Spanned;

impl Catalog {
    /// Puts an edited entry in place of the one from the same file.
    ///
    /// Does nothing and returns false where it has a problem, or where an id, a list, a date, an
    /// address or a link between entries would change with it: then everything must be linked again.
    pub fn replace(&mut self, config: &SiteConfig, view: View, entry: &Arc<OpportunityEntry>) -> bool {
        let Some(id) = self.find(&entry.id.value) else { return false };
        if !self.links_alike(id, entry, view) {
            return false;
        }
        let lists = Lists {
            providers: &self.providers,
            bodies: &self.bodies,
            competencies: &self.competencies,
            broken: self.names.broken(),
        };
        let table = FacetTable::new(config, &lists, &mut Diagnostics::default());
        let linked = facts::link(entry, &facts::Context { config, lists, table: &table, as_of: view.as_of });
        let is_alike = linked.problems.is_empty()
            && linked.facts.places_like(&self.opportunity(id).facts)
            && self.keeps_order(id, &linked.facts);
        if is_alike {
            let place = &mut self.opportunities[id.0 as usize];
            place.entry = entry.clone();
            place.facts = linked.facts;
        }
        is_alike
    }

    /// Tells whether an entry is listed as the one before it, and names and replaces the same entries.
    fn links_alike(&self, id: OpportunityId, entry: &OpportunityEntry, view: View) -> bool {
        let before = self.opportunity(id);
        before.standing == Standing::Listed
            && super::standing(entry, view) == (Some(Standing::Listed), None)
            && before.entry.file == entry.file
            && before.entry.formerly.is_empty()
            && entry.formerly.is_empty()
            && names(&before.entry.requires).eq(names(&entry.requires))
    }

    /// Tells whether an entry with these facts stands between the same two entries as before.
    fn keeps_order(&self, id: OpportunityId, facts: &Facts) -> bool {
        let at = id.0 as usize;
        let listed = &self.opportunities[..self.listed];
        let key = |at: usize| (listed[at].facts.order(), listed[at].entry.id.value.as_str());
        let own = (facts.order(), listed[at].entry.id.value.as_str());
        (at == 0 || key(at - 1) < own) && (at + 1 == listed.len() || own < key(at + 1))
    }
}

/// Returns the names in groups, each group with its number.
fn names(groups: &[Vec<Spanned<Name>>]) -> impl Iterator<Item = (usize, &Name)> {
    groups.iter().enumerate().flat_map(|(number, group)| group.iter().map(move |name| (number, &name.value)))
}
