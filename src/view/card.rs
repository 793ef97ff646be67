//! An opportunity in short: what other pages show of it.

use serde::Serialize;

/// An opportunity in short: the variable `card` of `card.html`.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// The title.
    pub title: String,
    /// The address of its page.
    pub href: String,
    /// The provider's name.
    pub provider: String,
    /// What it is, in a sentence; empty where there are no words at all.
    pub summary: String,
    /// What it costs.
    pub cost: CostView,
    /// What kind of thing it is.
    pub format: FormatView,
    /// Credits, time and date, in this order, always three.
    pub facts: Vec<FactView>,
    /// Skill, level and formality as words; what is not stated is left out.
    pub tags: Vec<String>,
}

/// A cost as it is told everywhere: by a shape, a color and a word.
#[derive(Debug, Clone, Serialize)]
pub struct CostView {
    /// `free`, `member-free`, `low-cost`, `paid` or `unknown`.
    pub band: &'static str,
    /// "Free", "Members free", "$45", "Cost not stated".
    pub text: String,
    /// What it costs everyone else or how often, "or $49", "a month".
    pub aside: Option<String>,
}

/// How many entries of a list fall into one cost band.
#[derive(Debug, Clone, Serialize)]
pub struct CostCount {
    /// `free`, `member-free`, `low-cost`, `paid` or `unknown`.
    pub band: &'static str,
    /// The words after the number: "free", "free for members", "low-cost", "paid", "not stated".
    pub label: String,
    /// How many.
    pub count: usize,
    /// The page that lists them, `None` where there is no such page.
    pub href: Option<String>,
}

/// The format of an opportunity.
#[derive(Debug, Clone, Serialize)]
pub struct FormatView {
    /// The term's id, which is also the name of its icon.
    pub id: String,
    /// The term's name.
    pub label: String,
    /// The page that lists the format, `None` where the facet has no pages.
    pub href: Option<String>,
}

/// One labelled value.
#[derive(Debug, Clone, Serialize)]
pub struct FactView {
    /// "Time", "CEUs", "Next"; "When" where no date lies ahead.
    pub label: String,
    /// A quieter word before the value, "about".
    pub before: Option<String>,
    /// "55 min", "1 h 30", "Not stated". A number and its unit hold together.
    pub value: String,
    /// A few quieter words after the value, "each", "our estimate".
    pub after: Option<String>,
    /// Whether somebody stated the value; "Not stated" is not known.
    pub is_known: bool,
    /// The value for machines where it is a date.
    pub datetime: Option<String>,
}
