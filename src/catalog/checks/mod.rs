//! Checks that need more than one entry.

mod cycles;
mod paths;

use super::names::Names;
use super::{Facet, Opportunity, Standing};
use crate::config::SiteConfig;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::Status;
use crate::source::Span;

pub(super) use cycles::cycles;
pub(super) use paths::{Ground as PathGround, is_free, paths};

/// Links what opportunities require. Reports `unknown-reference` and `retired-reference`.
pub(super) fn requirements(opportunities: &mut [Opportunity], names: &Names, diags: &mut Diagnostics) {
    for index in 0..opportunities.len() {
        let entry = opportunities[index].entry.clone();
        let mut groups = Vec::with_capacity(entry.requires.len());
        for group in &entry.requires {
            let mut linked = Vec::with_capacity(group.len());
            for name in group {
                if let Some(id) = names.link(name, "required here", diags) {
                    report_retired(&opportunities[id.0 as usize], name.span, "required here", diags);
                    linked.push(id);
                }
            }
            if !linked.is_empty() {
                groups.push(linked);
            }
        }
        opportunities[index].requires = groups;
    }
}

pub(super) fn report_retired(opportunity: &Opportunity, span: Span, role: &str, diags: &mut Diagnostics) {
    let Standing::Retired { .. } = &opportunity.standing else { return };
    let id = &opportunity.entry.id;
    let problem =
        Diagnostic::new(&diag::RETIRED_REFERENCE, span, format!("`{}` is retired, so nobody can take it", id.value))
            .label(role);
    let successor = match &opportunity.entry.status {
        Status::Retired { replaced_by: Some(name), .. } => Some(name.value.0.clone()),
        _ => None,
    };
    diags.push(match successor {
        Some(name) => problem.help(format!("write `{name}`, which replaces it")),
        None => problem.help("name another opportunity, or drop it"),
    });
}

/// Links retired opportunities with what replaces them.
pub(super) fn successors(opportunities: &mut [Opportunity], names: &Names, diags: &mut Diagnostics) {
    for index in 0..opportunities.len() {
        let entry = opportunities[index].entry.clone();
        let Status::Retired { replaced_by: Some(name), .. } = &entry.status else { continue };
        let Some(id) = names.link(name, "said to replace it", diags) else { continue };
        report_retired(&opportunities[id.0 as usize], name.span, "said to replace it", diags);
        if let Standing::Retired { replaced_by, .. } = &mut opportunities[index].standing {
            *replaced_by = Some(id);
        }
    }
}

/// Links the pairs of the config with the facets. Reports `unknown-reference`.
///
/// A site that names no pairs gets cost with topic.
pub(super) fn pairs(config: &SiteConfig, facets: &[Facet], diags: &mut Diagnostics) -> Vec<[usize; 2]> {
    let shown = |id: &str| facets.iter().position(|facet| facet.id == id && !facet.is_hidden);
    let Some(pairs) = &config.pairs else {
        return shown("cost").zip(shown("topic")).map(|(cost, topic)| [cost, topic]).into_iter().collect();
    };
    let mut linked = Vec::new();
    for pair in pairs {
        let found = pair.each_ref().map(|name| {
            let facet = shown(&name.value.0);
            if facet.is_none() && config.has_all_facets {
                let problem = Diagnostic::new(
                    &diag::UNKNOWN_REFERENCE,
                    name.span,
                    format!("no facet is named `{}`", name.value.0),
                );
                diags.push(problem.help_near(&name.value.0, facets.iter().map(|facet| facet.id.as_str()), || None));
            }
            facet
        });
        if let [Some(first), Some(second)] = found
            && first != second
        {
            linked.push([first, second]);
        }
    }
    linked
}
