//! Paths in short.

use std::collections::{BTreeMap, HashMap};

use super::path::{all_ids, marks, step_anchor};
use super::ways::time;
use super::words::joined;
use super::{PageWords, Views, site};
use crate::catalog::{GoalPath, OpportunityId};
use crate::guide::Figures;
use crate::pages::{self, PageKey, address};
use crate::view::{Board, BoardRow, Link, PathStop, PathsPage, Start};

/// Where an entry is an option: the path and the step, by their index.
pub type Stops = HashMap<OpportunityId, Vec<(usize, usize)>>;

impl Views<'_> {
    pub(super) fn paths(&self) -> PathsPage {
        let lead = "Each path leads from a job you may have to one you may want: what to take, in what order, and \
                    what it costs.";
        let words = PageWords {
            description: lead.to_owned(),
            section: site::PATHS_SECTION.to_owned(),
            crumbs: self.home_crumbs(site::PATHS_SECTION),
            ..PageWords::titled(site::PATHS)
        };
        PathsPage {
            page: self.page(&PageKey::Paths, words),
            lead: lead.to_owned(),
            board: self.board(self.board_rows(|_| true)),
            roles: Link { label: "the map of roles".to_owned(), href: self.href("/roles/") },
        }
    }

    /// Returns paths to compare, with the roles that any path starts from.
    pub(super) fn board(&self, rows: Vec<BoardRow>) -> Board {
        let mut starts = BTreeMap::new();
        for role in self.catalog.paths.iter().flat_map(|path| &path.from) {
            let entry = &self.catalog.roles[*role].entry;
            let start = Start {
                id: entry.id.value.clone(),
                label: entry.title.clone(),
                href: self.href(&address::role(&entry.id.value)),
            };
            starts.insert((entry.title.to_lowercase(), *role), start);
        }
        Board { starts: starts.into_values().collect(), rows, credits_title: self.board_credits_title() }
    }

    /// Returns what credits are called on the board; empty where no cheapest way earns any.
    pub(super) fn board_credits_title(&self) -> String {
        let earns = |path| matches!(&self.ways(path).cheapest, Ok(route) if !route.figures.credits.is_empty());
        match (0..self.catalog.paths.len()).any(earns) {
            true => self.credits_title(),
            false => String::new(),
        }
    }

    /// Returns the paths that a question holds for, by where they start, then by where they lead.
    pub(super) fn board_rows(&self, holds: impl Fn(&GoalPath) -> bool) -> Vec<BoardRow> {
        let paths = self.catalog.paths.iter().enumerate().filter(|(_, path)| holds(path));
        let mut rows: Vec<BoardRow> = paths.map(|(number, _)| self.board_row(number)).collect();
        rows.sort_by_cached_key(|row| (row.from.to_lowercase(), row.to.to_lowercase(), row.href.clone()));
        rows
    }

    pub(super) fn board_row(&self, number: usize) -> BoardRow {
        let path = &self.catalog.paths[number];
        let titles: Vec<&str> = path.from.iter().map(|role| self.catalog.roles[*role].entry.title.as_str()).collect();
        let from_ids: Vec<&str> =
            path.from.iter().map(|role| self.catalog.roles[*role].entry.id.value.as_str()).collect();
        let row = BoardRow {
            ids: all_ids(&path.entry.id.value, &path.entry.formerly),
            title: path.entry.title.clone(),
            href: self.path_href(number),
            from: joined(&titles, "or"),
            from_ids: from_ids.join(" "),
            to: self.catalog.roles[path.to].entry.title.clone(),
            marks: marks(path, &[]),
            figures: None,
        };
        match &self.ways(number).cheapest {
            Ok(route) => BoardRow { figures: Some(self.board_figures(route.picks.len(), &route.figures)), ..row },
            Err(_) => row,
        }
    }

    fn board_figures(&self, steps: usize, figures: &Figures) -> crate::view::BoardFigures {
        let mut credits = self.credit_figure(figures);
        credits.after = String::new();
        crate::view::BoardFigures { steps, time: time(figures), cost: self.cost_of(figures), credits }
    }

    pub(super) fn path_href(&self, path: usize) -> String {
        self.href(&address::path(&self.catalog.paths[path].entry.id.value))
    }

    /// Returns the paths that have an entry as an option, each with where it stands there.
    pub(super) fn stops(&self, id: OpportunityId) -> Vec<PathStop> {
        if !pages::has_paths(self.catalog) {
            return Vec::new();
        }
        let stops = self.stops.get_or_init(|| self.all_stops());
        let mut by_path: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (path, step) in stops.get(&id).into_iter().flatten() {
            by_path.entry(*path).or_default().push(*step);
        }
        by_path.into_iter().map(|(path, steps)| self.stop(path, &steps)).collect()
    }

    fn stop(&self, number: usize, steps: &[usize]) -> PathStop {
        let path = &self.catalog.paths[number];
        let href = self.path_href(number);
        let link = |step: &usize| {
            let entry = path.step_entry(*step);
            Link { label: entry.title.clone(), href: format!("{href}#{}", step_anchor(&entry.id.value)) }
        };
        PathStop {
            title: path.entry.title.clone(),
            marks: marks(path, steps),
            steps: steps.iter().map(link).collect(),
            stage: path.stage_entry(path.steps[steps[0]].stage).title.clone(),
            href: href.clone(),
        }
    }

    fn all_stops(&self) -> Stops {
        let mut stops = Stops::new();
        for (number, path) in self.catalog.paths.iter().enumerate() {
            for (at, step) in path.steps.iter().enumerate() {
                for id in &step.options {
                    stops.entry(*id).or_default().push((number, at));
                }
            }
        }
        stops
    }
}
