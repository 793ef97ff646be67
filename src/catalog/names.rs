//! Looks names of opportunities up, and knows why one may be missing.

use std::collections::{HashMap, HashSet};

use super::{LeftOut, OpportunityId, Rule};
use crate::diag::{Diagnostic, Diagnostics, nearest};
use crate::entry::Kind;
use crate::record::Name;
use crate::source::Spanned;

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found<'n> {
    Opportunity(OpportunityId),
    /// It exists, but this build does not show it.
    LeftOut(Rule),
    /// A file that could not be read may hold it; that file has its own report.
    Unreadable,
    Nothing {
        nearest: Option<&'n str>,
    },
}

/// Which lists could not be read whole, so that what is missing from them is not reported twice.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    opportunity_ids: HashSet<String>,
    pub has_opportunity_list: bool,
    pub has_providers: bool,
    pub has_credentials: bool,
    pub has_competencies: bool,
    pub has_roles: bool,
}

impl Broken {
    pub fn add(&mut self, kind: Kind, location: &str) {
        match kind {
            Kind::Opportunity => {
                let name = location.rsplit('/').next().unwrap_or(location).trim_end_matches(".md");
                self.opportunity_ids.insert(name.to_owned());
                // A file whose name gives no id is likely meant by the id that is near to it.
                self.opportunity_ids.insert(crate::value::slug(name));
            }
            Kind::OpportunityList => self.has_opportunity_list = true,
            Kind::Providers => self.has_providers = true,
            Kind::Credentials => self.has_credentials = true,
            Kind::Competencies => self.has_competencies = true,
            Kind::Roles => self.has_roles = true,
            Kind::Home | Kind::Path | Kind::Mentors | Kind::Topic | Kind::Page | Kind::File | Kind::Stray => (),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Names {
    ids: HashMap<String, OpportunityId>,
    left_out: HashMap<String, Rule>,
    broken: Broken,
}

impl Names {
    pub fn new<'n>(ids: impl Iterator<Item = &'n str>, left_out: &[LeftOut], broken: Broken) -> Self {
        let ids: HashMap<_, _> =
            ids.enumerate().map(|(index, id)| (id.to_owned(), OpportunityId(index as u32))).collect();
        let left_out = left_out.iter().map(|one| (one.id.clone(), one.rule)).collect();
        Names { ids, left_out, broken }
    }

    pub fn broken(&self) -> &Broken {
        &self.broken
    }

    pub fn opportunity(&self, id: &str) -> Found<'_> {
        if let Some(number) = self.ids.get(id) {
            return Found::Opportunity(*number);
        }
        if let Some(rule) = self.left_out.get(id) {
            return Found::LeftOut(*rule);
        }
        if self.broken.has_opportunity_list || self.broken.opportunity_ids.contains(id) {
            return Found::Unreadable;
        }
        Found::Nothing { nearest: nearest(id, self.ids.keys().map(String::as_str)) }
    }

    /// Returns the number that a name in a field means. Reports `unknown-reference`.
    ///
    /// A name whose file could not be read has its own report already.
    pub fn link(&self, name: &Spanned<Name>, role: &str, diags: &mut Diagnostics) -> Option<OpportunityId> {
        let id = &name.value.0;
        let unknown =
            |headline: String| Diagnostic::new(&crate::diag::UNKNOWN_REFERENCE, name.span, headline).label(role);
        match self.opportunity(id) {
            Found::Opportunity(number) => return Some(number),
            // What is retired or expired keeps its page, so it has a number.
            Found::Unreadable | Found::LeftOut(Rule::Retired | Rule::Expired(_)) => (),
            Found::LeftOut(Rule::Draft) => {
                let problem = unknown(format!("the opportunity `{id}` is a draft"));
                diags.push(problem.help("publish it, or drop the name here"));
            }
            Found::LeftOut(Rule::PublishedLater(day)) => {
                let problem = unknown(format!("the opportunity `{id}` is not shown before {day}"));
                diags.push(problem.help("wait, or drop the name here"));
            }
            Found::Nothing { nearest } => {
                let help = match nearest {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("an opportunity is named by its file: `content/opportunities/{id}.md`"),
                };
                diags.push(unknown(format!("no opportunity is named `{id}`")).help(help));
            }
        }
        None
    }
}
