//! Several paths, one after the other.

use crate::catalog::Catalog;

/// How many paths a journey may have: more than three jobs ahead is no plan.
const LONGEST: usize = 3;
/// How many journeys are told of from one role.
const TOLD: usize = 24;

/// Two or three paths in a row, each starting from the role that the one before it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The role that it starts from, by its index.
    pub from: usize,
    /// The paths, by their index.
    pub paths: Vec<usize>,
}

/// Returns the journeys of several paths from a role: shorter ones first, then in the order of paths.
///
/// No role comes twice in a journey. At most 24 are returned.
pub fn journeys(catalog: &Catalog, from: usize) -> Vec<Journey> {
    let mut found = Vec::new();
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for length in 1..=LONGEST {
        ways = ways.iter().flat_map(|way| longer(catalog, from, way)).take(TOLD * TOLD).collect();
        if length > 1 {
            found.extend(ways.iter().map(|paths| Journey { from, paths: paths.clone() }));
        }
    }
    found.truncate(TOLD);
    found
}

/// Returns a row of paths with each path that can follow it.
fn longer(catalog: &Catalog, from: usize, way: &[usize]) -> Vec<Vec<usize>> {
    let here = way.last().map_or(from, |path| catalog.paths[*path].to);
    let is_new = |role: usize| role != from && way.iter().all(|path| catalog.paths[*path].to != role);
    let next = catalog.paths.iter().enumerate().filter(|(_, path)| path.from.contains(&here) && is_new(path.to));
    next.map(|(number, _)| way.iter().copied().chain([number]).collect()).collect()
}
