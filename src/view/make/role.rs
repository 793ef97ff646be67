//! Jobs: what they need, which paths lead there and on, and who helps.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::competency_row;
use super::ticket::out_link;
use super::{PageWords, Views, site};
use crate::catalog::{Mentor, Skill};
use crate::entry::SkillKind;
use crate::guide;
use crate::pages::{PageKey, address};
use crate::view::{Crumb, Journey, JourneyPath, Link, MapNode, MentorView, RolePage, RoleRow, RolesPage, SkillGroup};

/// How many journeys a path's page names.
const JOURNEYS: usize = 4;
/// How many jobs ahead a map shows below one role; whoever is that far can look from there.
const MAP_DEPTH: usize = 6;

impl Views<'_> {
    pub(super) fn roles(&self) -> RolesPage {
        let lead = "Jobs in this field, which paths lead from one to the other, and what each asks for.";
        let words = PageWords {
            description: lead.to_owned(),
            section: site::PATHS_SECTION.to_owned(),
            crumbs: vec![Crumb { label: site::PATHS.to_owned(), href: Some(self.href("/paths/")) }],
            ..PageWords::titled("Roles")
        };
        let mut roles: Vec<RoleRow> = (0..self.catalog.roles.len()).map(|role| self.role_row(role)).collect();
        roles.sort_by_cached_key(|role| (role.label.to_lowercase(), role.href.clone()));
        RolesPage { page: self.page(&PageKey::Roles, words), lead: lead.to_owned(), map: self.map(), roles }
    }

    fn role_row(&self, role: usize) -> RoleRow {
        let entry = &self.catalog.roles[role].entry;
        let paths = &self.catalog.paths;
        RoleRow {
            label: entry.title.clone(),
            href: self.href(&address::role(&entry.id.value)),
            summary: entry.summary.clone().unwrap_or_default(),
            starting: paths.iter().filter(|path| path.from.contains(&role)).count(),
            leading: paths.iter().filter(|path| path.to == role).count(),
        }
    }

    /// Returns the whole map. It begins at roles that no path leads to; a role is followed where it
    /// comes up first, and roles that only lead to each other come last.
    fn map(&self) -> Vec<MapNode> {
        let paths = &self.catalog.paths;
        let starts: BTreeSet<usize> = paths.iter().flat_map(|path| path.from.iter().copied()).collect();
        let (inner, mut roots): (Vec<usize>, Vec<usize>) =
            starts.into_iter().partition(|role| paths.iter().any(|path| path.to == *role));
        let title = |role: &usize| self.catalog.roles[*role].entry.title.to_lowercase();
        roots.sort_by_cached_key(title);
        let mut seen = BTreeSet::new();
        let mut map: Vec<MapNode> = roots.into_iter().map(|role| self.map_node(role, None, 0, &mut seen)).collect();
        for role in inner {
            if !seen.contains(&role) {
                map.push(self.map_node(role, None, 0, &mut seen));
            }
        }
        map
    }

    /// Returns a role with all that can be reached from it, each followed once; `depth` jobs lie above it.
    fn map_node(&self, role: usize, path: Option<usize>, depth: usize, seen: &mut BTreeSet<usize>) -> MapNode {
        let role_link = self.role_link(role);
        let leading: Vec<usize> = self
            .catalog
            .paths
            .iter()
            .enumerate()
            .filter(|(_, next)| next.from.contains(&role))
            .map(|(number, _)| number)
            .collect();
        let is_followed = depth < MAP_DEPTH && seen.insert(role);
        let mut follow = |next: &usize| self.map_node(self.catalog.paths[*next].to, Some(*next), depth + 1, seen);
        let next = if is_followed { leading.iter().map(&mut follow).collect() } else { Vec::new() };
        MapNode {
            label: role_link.label,
            href: role_link.href,
            path: path
                .map(|path| Link { label: self.catalog.paths[path].entry.title.clone(), href: self.path_href(path) }),
            figures: path.map(|path| self.cheapest_in_short(&[path])).unwrap_or_default(),
            is_continued: !is_followed && !leading.is_empty(),
            next,
        }
    }

    /// "about 35 h, free": some paths by their cheapest ways; empty where one cannot be finished.
    fn cheapest_in_short(&self, paths: &[usize]) -> String {
        let route = |number: &usize| Some((&self.catalog.paths[*number], self.ways(*number).cheapest.as_ref().ok()?));
        let Some(routes) = paths.iter().map(route).collect::<Option<Vec<_>>>() else { return String::new() };
        let mut figures = guide::together(self.catalog, routes);
        figures.credits.clear();
        self.in_short(&figures).join(", ")
    }

    pub(super) fn role(&self, number: usize) -> RolePage {
        let role = &self.catalog.roles[number];
        let entry = &role.entry;
        let lead = entry.summary.clone().unwrap_or_default();
        let up = |label: &str, at: &str| Crumb { label: label.to_owned(), href: Some(self.href(at)) };
        let words = PageWords {
            description: lead.clone(),
            section: site::PATHS_SECTION.to_owned(),
            crumbs: vec![up(site::PATHS, "/paths/"), up("Roles", "/roles/")],
            ..PageWords::titled(&entry.title)
        };
        let journeys = guide::journeys(self.catalog, number);
        let map = self.map_node(number, None, 0, &mut BTreeSet::new());
        RolePage {
            page: self.page(&PageKey::Role(number), words),
            lead,
            needs: self.skill_groups(role.needs.iter().copied()),
            paths_to: self.board_rows(|path| path.to == number),
            paths_from: self.board_rows(|path| path.from.contains(&number)),
            credits_title: self.board_credits_title(),
            map: (!journeys.is_empty()).then_some(map),
            journeys: journeys.iter().map(|journey| self.journey(journey)).collect(),
            mentors: self.mentors(|mentor| mentor.roles.contains(&number)),
            sources: entry.sources.iter().map(out_link).collect(),
        }
    }

    pub(super) fn role_link(&self, role: usize) -> Link {
        let entry = &self.catalog.roles[role].entry;
        Link { label: entry.title.clone(), href: self.href(&address::role(&entry.id.value)) }
    }

    fn journey(&self, journey: &guide::Journey) -> Journey {
        let path = |number: &usize| {
            let to = self.catalog.paths[*number].to;
            JourneyPath { label: self.catalog.roles[to].entry.title.clone(), href: self.path_href(*number) }
        };
        Journey {
            from: self.catalog.roles[journey.from].entry.title.clone(),
            paths: journey.paths.iter().map(path).collect(),
            figures: self.cheapest_in_short(&journey.paths),
        }
    }

    /// Returns journeys that begin with a path, from the first role that it starts from.
    pub(super) fn journeys_with(&self, path: usize) -> Vec<Journey> {
        let from = self.catalog.paths[path].from[0];
        let all = guide::journeys(self.catalog, from);
        let those = all.iter().filter(|journey| journey.paths[0] == path);
        those.take(JOURNEYS).map(|journey| self.journey(journey)).collect()
    }

    /// Returns the mentors that a question holds for, in the order of the file.
    pub(super) fn mentors(&self, holds: impl Fn(&Mentor) -> bool) -> Vec<MentorView> {
        let view = |mentor: &Mentor| MentorView {
            name: mentor.entry.name.clone(),
            summary: mentor.entry.summary.clone().unwrap_or_default(),
            place: mentor.entry.place.clone().unwrap_or_default(),
            contact: mentor.entry.contact.clone(),
        };
        self.catalog.mentors.iter().filter(|mentor| holds(mentor)).map(view).collect()
    }

    /// Groups skills by kind, hard ones first; of one that comes up twice the higher level counts.
    pub(super) fn skill_groups(&self, skills: impl Iterator<Item = Skill>) -> Vec<SkillGroup> {
        let mut order = Vec::new();
        let mut levels: BTreeMap<u16, u32> = BTreeMap::new();
        for skill in skills {
            let level = levels.entry(skill.competency).or_insert_with(|| {
                order.push(skill.competency);
                0
            });
            *level = (*level).max(skill.level);
        }
        [(SkillKind::Hard, "Hard skills"), (SkillKind::Soft, "Soft skills")]
            .into_iter()
            .map(|(kind, label)| {
                let of_kind = order.iter().filter(|it| self.catalog.competencies[**it as usize].kind == kind);
                let row = |it: &u16| competency_row(&self.catalog.competencies[*it as usize], levels[it]);
                SkillGroup { label: label.to_owned(), skills: of_kind.map(row).collect() }
            })
            .filter(|group| !group.skills.is_empty())
            .collect()
    }
}
