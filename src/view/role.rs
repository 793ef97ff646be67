//! Jobs that people have or want.

use serde::Serialize;

use super::{BoardRow, Link, OutLink, PageView, SkillGroup};

/// Variables of `roles.html`.
#[derive(Debug, Clone, Serialize)]
pub struct RolesPage {
    /// What the page says of itself.
    pub page: PageView,
    /// A sentence under the heading.
    pub lead: String,
    /// Every role that a path starts from, with where its paths lead.
    pub map: Vec<MapNode>,
    /// Every role, by name.
    pub roles: Vec<RoleRow>,
}

/// A role on the map, with the paths that lead on from it.
#[derive(Debug, Clone, Serialize)]
pub struct MapNode {
    /// The role's title.
    pub label: String,
    /// The role's page.
    pub href: String,
    /// The path that leads here, `None` where the map begins.
    pub path: Option<Link>,
    /// "35 h, free": the cheapest way here; empty where the map begins.
    pub figures: String,
    /// What follows; empty at an end, where it was shown already, and six jobs below the first.
    pub next: Vec<MapNode>,
    /// Whether the role leads on, and that is not told here.
    pub is_continued: bool,
}

/// One role in the list of all.
#[derive(Debug, Clone, Serialize)]
pub struct RoleRow {
    /// The role's title.
    pub label: String,
    /// The role's page.
    pub href: String,
    /// What the job is; may be empty.
    pub summary: String,
    /// How many paths start from it.
    pub starting: usize,
    /// How many paths lead to it.
    pub leading: usize,
}

/// Variables of `role.html`.
#[derive(Debug, Clone, Serialize)]
pub struct RolePage {
    /// What the page says of itself; its `title` is the role's.
    pub page: PageView,
    /// What the job is; may be empty.
    pub lead: String,
    /// What it needs, hard skills first; empty where nobody stated any.
    pub needs: Vec<SkillGroup>,
    /// Paths that lead to it.
    pub paths_to: Vec<BoardRow>,
    /// Paths that start from it.
    pub paths_from: Vec<BoardRow>,
    /// "CEUs" where all bodies call them so, else "Credits"; empty where no cheapest way earns any.
    pub credits_title: String,
    /// The role with all that can be reached from it; `None` where no path starts.
    pub map: Option<MapNode>,
    /// Journeys of two or more paths that start from it.
    pub journeys: Vec<Journey>,
    /// People who know the job and help others into it.
    pub mentors: Vec<MentorView>,
    /// Where its author read what the job is.
    pub sources: Vec<OutLink>,
}

/// Several paths, one after the other.
#[derive(Debug, Clone, Serialize)]
pub struct Journey {
    /// Where it starts, "Medical coder".
    pub from: String,
    /// The paths in order, two or more.
    pub paths: Vec<JourneyPath>,
    /// All of them by their cheapest ways together, "62 h, $84"; may be empty.
    pub figures: String,
}

/// One path of a journey.
#[derive(Debug, Clone, Serialize)]
pub struct JourneyPath {
    /// The role it leads to.
    pub label: String,
    /// The path's page.
    pub href: String,
}

/// Somebody who offers to mentor.
#[derive(Debug, Clone, Serialize)]
pub struct MentorView {
    /// The person's name.
    pub name: String,
    /// What they offer, in a sentence; may be empty.
    pub summary: String,
    /// Where and how; may be empty.
    pub place: String,
    /// A `mailto:` or web address, `None` when nobody stated one.
    pub contact: Option<String>,
}

/// A credential that shows a skill.
#[derive(Debug, Clone, Serialize)]
pub struct CredentialRow {
    /// "CHPS".
    pub short: String,
    /// "Certified in Healthcare Privacy and Security".
    pub name: String,
    /// Who grants it; may be empty.
    pub body: String,
    /// Its page in this catalog, `None` where it has none.
    pub href: Option<String>,
    /// Its own page elsewhere.
    pub out: Option<OutLink>,
}
