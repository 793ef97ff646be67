//! The page of one path.

use serde::Serialize;

use super::{
    BoardRow, CompetencyRow, CostView, CredentialRow, FactView, FigureView, Html, Journey, Link, MentorView, OutLink,
    PageView,
};

/// Variables of `path.html`.
#[derive(Debug, Clone, Serialize)]
pub struct PathPage {
    /// What the page says of itself; its `title` is the path's.
    pub page: PageView,
    /// The path.
    pub path: PathView,
}

/// A way from one or more roles to a role.
#[derive(Debug, Clone, Serialize)]
pub struct PathView {
    /// Its id, then the ids it had: what the page's script knows ticks by, spaces between.
    pub ids: String,
    /// Where it starts, never empty.
    pub from: Vec<Link>,
    /// Where it leads.
    pub to: Link,
    /// The path in a sentence; may be empty.
    pub summary: String,
    /// What its author wrote under the title; may be empty.
    pub body: Html,
    /// The signs of the line that stands for the whole path, see `BoardRow`.
    pub marks: Vec<&'static str>,
    /// The ways to travel, "Every step" first. Ways that take the same steps and options are one.
    /// Empty where the path cannot be finished at present.
    pub ways: Vec<WayRow>,
    /// Between which bounds the path lies whatever one chooses, in sentences; which step cannot be done, if any.
    pub bounds: Vec<String>,
    /// How the figures are worked out: what they leave out and how exact they are, in sentences.
    pub ways_notes: Vec<String>,
    /// Why it cannot be finished free, "These steps have no free option:" with the steps after it;
    /// `None` where it can.
    pub not_free: Option<NotFree>,
    /// "CEUs" where all bodies call them so, else "Credits"; empty where nothing on the path states any.
    pub credits_title: String,
    /// The code of the currency of all amounts, for the page's script.
    pub currency: String,
    /// Its stages in order, never empty.
    pub stages: Vec<StageView>,
    /// What it teaches, hard skills first; empty where nobody stated any.
    pub skills: Vec<SkillGroup>,
    /// What the goal asks for beyond what the stages teach, with the level asked for.
    pub short_of: Vec<CompetencyRow>,
    /// Credentials that an employer may read as proof.
    pub signals: Vec<CredentialRow>,
    /// People who help on the way or at its end.
    pub mentors: Vec<MentorView>,
    /// Paths that go on from where this one leads.
    pub next: Vec<BoardRow>,
    /// Journeys of several paths that begin with this one and go on after its last step.
    pub journeys: Vec<Journey>,
    /// Where its author read that this is the way.
    pub sources: Vec<OutLink>,
    /// The same path for machines.
    pub json: String,
}

/// One way to travel a path.
#[derive(Debug, Clone, Serialize)]
pub struct WayRow {
    /// `every`, `cheapest`, `fastest` or `most-credit`.
    pub id: &'static str,
    /// "Every step", "Cheapest", "Cheapest and fastest".
    pub label: String,
    /// How many steps it takes.
    pub steps: usize,
    /// How long it takes.
    pub time: FigureView,
    /// What it costs those who are members of nothing.
    pub cost: FigureView,
    /// What it earns: the most that one body grants.
    pub credits: FigureView,
    /// Whether the page opens with it: the cheapest, which lists of paths tell of.
    pub is_chosen: bool,
}

/// Steps that keep a path from being finished free.
#[derive(Debug, Clone, Serialize)]
pub struct NotFree {
    /// "This path cannot be finished free. This step has no free option:".
    pub text: String,
    /// The steps, as links to their places on the page; never empty.
    pub steps: Vec<Link>,
}

/// A part of a path with a purpose of its own.
#[derive(Debug, Clone, Serialize)]
pub struct StageView {
    /// Its anchor, `stage-rules`.
    pub anchor: String,
    /// Anchors that it had.
    pub former_anchors: Vec<String>,
    /// Its number on the path, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// What it is for, in a sentence; may be empty.
    pub purpose: String,
    /// Its steps in order, never empty.
    pub steps: Vec<StepView>,
    /// What has been summed up when it is done, once for each way.
    pub so_far: Vec<SoFar>,
}

/// What has been done on one way when a stage ends.
#[derive(Debug, Clone, Serialize)]
pub struct SoFar {
    /// The `id` of the way.
    pub way: &'static str,
    /// "11 h · $39 · 4.75 CEUs".
    pub text: String,
}

/// One thing to do: any of several options, or a task.
#[derive(Debug, Clone, Serialize)]
pub struct StepView {
    /// Its id, then the ids it had, spaces between.
    pub ids: String,
    /// Its anchor, `step-overview`.
    pub anchor: String,
    /// Anchors that it had.
    pub former_anchors: Vec<String>,
    /// What one does.
    pub title: String,
    /// Why; may be empty.
    pub why: String,
    /// Whether the path can be finished without it. A step that a required one comes after cannot be left out.
    pub is_optional: bool,
    /// Steps to do before it, as links to their places on the page.
    pub after: Vec<Link>,
    /// The `id`s of the ways that go through it, spaces between.
    pub ways: String,
    /// How many options complete it.
    pub need: usize,
    /// Whether some options can be left out.
    pub has_choice: bool,
    /// "Choose one", "Do both"; empty for one option and for a task.
    pub choice: String,
    /// What to do where it is no matter of options; `None` with options.
    pub task: Option<TaskView>,
    /// What to take; empty for a task.
    pub options: Vec<OptionView>,
    /// What the options require and no step of the path offers.
    pub first: Vec<OptionView>,
}

/// A task of one's own.
#[derive(Debug, Clone, Serialize)]
pub struct TaskView {
    /// What to do, in a sentence or two.
    pub text: String,
    /// How long that takes; `None` when nobody stated it.
    pub time: Option<FactView>,
    /// The same in minutes, shortest and longest, "480 480"; empty when not stated.
    pub minutes: String,
}

/// An entry that completes a step, or that another one requires.
#[derive(Debug, Clone, Serialize)]
pub struct OptionView {
    /// Its id, then the ids it had, spaces between.
    pub ids: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What kind of thing it is, then who offers it.
    pub by: Vec<String>,
    /// "Cheapest", "Fastest", "Most CEUs": the ways that take it; empty where the step has no choice.
    pub picks: Vec<String>,
    /// What it costs.
    pub cost: CostView,
    /// How long it takes.
    pub time: FactView,
    /// What it earns.
    pub credits: FactView,
    /// "No longer in the catalog"; empty for what is.
    pub notice: String,
    /// Its time in minutes, shortest and longest, "45 60"; empty when not stated.
    pub minutes: String,
    /// Whether the time is an estimate.
    pub is_estimate: bool,
    /// Its cost for those who are members of nothing, in the minor unit; empty when not stated.
    pub price: String,
    /// The `id`s of the ways that take it, spaces between.
    pub ways: String,
}

/// Skills of one kind with the level gained or needed.
#[derive(Debug, Clone, Serialize)]
pub struct SkillGroup {
    /// "Hard skills", "Soft skills".
    pub label: String,
    /// The skills, never empty.
    pub skills: Vec<CompetencyRow>,
}
