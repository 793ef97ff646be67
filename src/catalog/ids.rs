//! The ids that a site gives to its readers, and which of them it took back.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Catalog, ParsedFile};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::entry::{Entry, PathEntry};
use crate::record::Name;
use crate::source::{Span, Spanned};

/// The ids that a site shows, in the order of the catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    /// Opportunities with a page, retired and expired ones too.
    pub entries: Vec<String>,
    pub paths: Vec<PathIds>,
}

/// The ids of one path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathIds {
    pub id: String,
    pub stages: Vec<String>,
    pub steps: Vec<String>,
}

impl Ids {
    pub fn of(catalog: &Catalog) -> Self {
        let path = |entry: &PathEntry| PathIds {
            id: entry.id.value.clone(),
            stages: entry.stages.iter().map(|stage| stage.id.value.clone()).collect(),
            steps: entry.stages.iter().flat_map(|stage| &stage.steps).map(|step| step.id.value.clone()).collect(),
        };
        Ids {
            entries: catalog.opportunities.iter().map(|it| it.entry.id.value.clone()).collect(),
            paths: catalog.paths.iter().map(|it| path(&it.entry)).collect(),
        }
    }
}

/// Reports `vanished-id`: what was published, and no file has its id now, nor under `formerly`.
///
/// What the site leaves out, such as a draft, keeps its id. Where a file has an error nothing is
/// reported: what is missing may stand in it. `site` is the place of what has no file any more.
pub fn vanished(before: &Ids, files: &[ParsedFile<'_>], site: Span, diags: &mut Diagnostics) {
    if files.iter().any(|file| file.parsed.is_broken || file.parsed.problems.iter().any(Diagnostic::is_error)) {
        return;
    }
    let mut entries: HashSet<&str> = HashSet::new();
    let mut paths: HashMap<&str, &PathEntry> = HashMap::new();
    for entry in files.iter().flat_map(|file| &file.parsed.entries) {
        match entry {
            Entry::Opportunity(entry) => entries.extend(known(&entry.id, &entry.formerly)),
            Entry::Path(path) => paths.extend(known(&path.id, &path.formerly).map(|id| (id, &**path))),
            _ => (),
        }
    }
    for id in before.entries.iter().filter(|id| !entries.contains(id.as_str())) {
        let problem = Diagnostic::new(&diag::VANISHED_ID, site, format!("the entry `{id}` was published and is gone"));
        diags.push(problem.help(format!(
            "write `formerly = [\"{id}\"]` in the entry that takes its place, or keep its file with `status = \"retired\"`"
        )));
    }
    for path in &before.paths {
        match paths.get(path.id.as_str()) {
            Some(now) => parts(path, now, diags),
            None => {
                let headline = format!("the path `{}` was published and is gone", path.id);
                let help = format!("write `formerly = [\"{}\"]` in the path that takes its place", path.id);
                diags.push(Diagnostic::new(&diag::VANISHED_ID, site, headline).help(help));
            }
        }
    }
}

/// Reports the stages and steps that a path had and has no more.
fn parts(before: &PathIds, now: &PathEntry, diags: &mut Diagnostics) {
    let stages: HashSet<&str> = now.stages.iter().flat_map(|stage| known(&stage.id, &stage.formerly)).collect();
    let steps = now.stages.iter().flat_map(|stage| &stage.steps);
    let steps: HashSet<&str> = steps.flat_map(|step| known(&step.id, &step.formerly)).collect();
    for (what, ids, known) in [("stage", &before.stages, &stages), ("step", &before.steps, &steps)] {
        for id in ids.iter().filter(|id| !known.contains(id.as_str())) {
            let headline = format!("the {what} `{id}` of this path was published and is gone");
            let problem = Diagnostic::new(&diag::VANISHED_ID, Span::of_file(now.file), headline);
            diags.push(problem.help(format!("write `formerly = [\"{id}\"]` in the {what} that takes its place")));
        }
    }
}

/// Returns the id that something has and those that it had.
fn known<'e>(id: &'e Spanned<String>, formerly: &'e [Spanned<Name>]) -> impl Iterator<Item = &'e str> {
    std::iter::once(id.value.as_str()).chain(formerly.iter().map(|name| name.value.0.as_str()))
}
