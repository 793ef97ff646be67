//! The page of one opportunity.

use serde::Serialize;

use super::{CostView, FactView, FormatView, Html, Link, OutLink, PageView, PathStop};

/// Variables of `entry.html`.
#[derive(Debug, Clone, Serialize)]
pub struct EntryPage {
    /// What the page says of itself; its `title` is the opportunity's.
    pub page: PageView,
    /// The opportunity.
    pub entry: EntryView,
    /// Up to four cards of entries like this one; empty on a retired one.
    ///
    /// Empty here: `render` puts the cards of the sheet in under this name.
    #[serde(skip)]
    pub similar: Vec<Html>,
}

/// One opportunity in full.
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// What kind of thing it is.
    pub format: FormatView,
    /// What it is, in a sentence. Empty where the sentence would be the first of `body`.
    pub summary: String,
    /// Who offers it; `None` only while its provider is wrong.
    pub provider: Option<ProviderLink>,
    /// Why it is no longer in the lists, `None` while it is.
    pub retired: Option<RetiredView>,
    /// What to know before going: cost, link, facts, credits.
    pub ticket: TicketView,
    /// A picture, for the few entries that have one.
    pub image: Option<ImageView>,
    /// What its author wrote; may be empty.
    pub body: Html,
    /// Dates from today on, soonest first. Empty for what can be taken any time.
    pub sessions: Vec<SessionRow>,
    /// Dates gone by, latest first.
    pub past_sessions: Vec<SessionRow>,
    /// "1 date gone by", "3 dates gone by"; empty when `past_sessions` is.
    pub past_label: String,
    /// What to have done before: all groups, any one of each.
    pub needs: Vec<NeedGroup>,
    /// What it teaches.
    pub teaches: Vec<CompetencyRow>,
    /// The paths that it is an option on.
    pub paths: Vec<PathStop>,
    /// Its topics, linked to their pages.
    pub topics: Vec<Link>,
    /// Where the facts were read.
    pub sources: Vec<OutLink>,
    /// When a person last looked.
    pub check: CheckView,
    /// Where to report a problem with this entry, `None` without a contact.
    pub report: Option<String>,
}

/// Who offers an opportunity.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderLink {
    /// The provider's name.
    pub label: String,
    /// What else they offer, `None` where providers have no pages.
    pub href: Option<String>,
}

/// Why an entry is no longer in the lists.
#[derive(Debug, Clone, Serialize)]
pub struct RetiredView {
    /// The editors' reason, a sentence; may be empty.
    pub reason: String,
    /// What to take instead.
    pub replacement: Option<Link>,
}

/// What to know before going.
#[derive(Debug, Clone, Serialize)]
pub struct TicketView {
    /// "Free", "Free for members", "$49", "Cost not stated".
    pub price: String,
    /// What that means: "No fee and no membership", "$49 for everyone else".
    pub price_note: String,
    /// What a certificate costs, "Certificate: $49", or "Certificate included", "No certificate";
    /// `None` when nobody stated it.
    pub certificate: Option<String>,
    /// The provider's page, `None` on a retired entry.
    pub go: Option<OutLink>,
    /// Time, dates, level, skill, formality and whatever else is stated.
    pub facts: Vec<FactView>,
    /// "CEUs" where all bodies call them so, else "Credits".
    pub credits_title: String,
    /// What it earns; empty when nobody stated any.
    pub credits: Vec<CreditRow>,
}

/// Credit from one body.
#[derive(Debug, Clone, Serialize)]
pub struct CreditRow {
    /// The body's name.
    pub body: String,
    /// The page that lists what else counts there.
    pub href: Option<String>,
    /// How much, exact: "1.0", "0.75".
    pub amount: String,
    /// Unit where bodies differ in it, domain, kind and approval, "PDUs, privacy, live"; may be empty.
    pub note: String,
}

/// A picture inside the site.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView {
    /// Its address.
    pub src: String,
    /// What it shows, in words.
    pub alt: String,
}

/// One dated run.
#[derive(Debug, Clone, Serialize)]
pub struct SessionRow {
    /// The start for machines, with its offset.
    pub datetime: String,
    /// "Wednesday, Nov 11, 2026".
    pub day: String,
    /// "12:00 p.m. to 1:00 p.m. CST", local to where it happens.
    pub time: String,
    /// "Online", a place, or "Place not stated".
    pub place: String,
    /// "Register by Nov 9, 40 seats", "Full", "Cancelled", "Registration closed", "Deadline not stated".
    pub registration: String,
    /// Whether one can still take part.
    pub is_open: bool,
    /// What this date costs where it differs.
    pub cost: Option<CostView>,
}

/// Any one of several opportunities.
#[derive(Debug, Clone, Serialize)]
pub struct NeedGroup {
    /// The choices, never empty. One means that there is no choice.
    pub options: Vec<NeedOption>,
}

/// One opportunity that meets a need.
#[derive(Debug, Clone, Serialize)]
pub struct NeedOption {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// What it costs.
    pub cost: CostView,
}

/// A competency and the level that the opportunity leads to.
#[derive(Debug, Clone, Serialize)]
pub struct CompetencyRow {
    /// The competency's name.
    pub label: String,
    /// "Hard" or "Soft"; empty when not stated.
    pub kind: String,
    /// The level in words, "On my own".
    pub level: String,
    /// One for each level there is, true up to the level gained.
    pub dots: Vec<bool>,
}

/// When a person last looked at the provider's page.
#[derive(Debug, Clone, Serialize)]
pub struct CheckView {
    /// `checked`, `stale` (longer ago than the site allows) or `never`.
    pub state: &'static str,
    /// One or two sentences that say so.
    pub text: String,
}
