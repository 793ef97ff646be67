//! One learning opportunity as its author wrote it.

pub(super) mod fields;

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use toml::de::DeValue;

use super::lists::read_tables;
use super::{COMPETENCY_LEVEL, Prose, SkillKind, Text, prose, split};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::record::{FromToml, Lexeme, Mended, Name, Reader, Record, Refusal, TermName};
use crate::source::{FileId, Span, Spanned};
use crate::value::{Amount, Currency, Effort, Minutes, OutsideUrl, Per, TimeNeeded, Zone};

pub use fields::{CHECKED, COST, CREDIT, DURATION, OPPORTUNITY, SESSION, TEACHES};

/// One opportunity, its names not yet linked.
#[derive(Clone, Debug)]
pub struct OpportunityEntry {
    pub file: FileId,
    pub id: Spanned<String>,
    pub title: Spanned<String>,
    pub summary: Option<String>,
    pub provider: Option<Spanned<Name>>,
    pub url: Option<OutsideUrl>,
    pub format: Option<Spanned<TermName>>,
    pub formality: Option<Formality>,
    /// Hard, soft or both; in order, each once.
    pub skills: Vec<SkillKind>,
    pub topics: Vec<Spanned<TermName>>,
    pub level: Option<Spanned<TermName>>,
    pub cost: Cost,
    /// What the certificate costs, where that differs from the learning itself.
    pub certificate_cost: Option<Cost>,
    /// True when a certificate can be had, false when not, `None` when not stated.
    pub certificate: Option<bool>,
    pub credits: Vec<Credit>,
    pub duration: Option<Duration>,
    pub effort: Option<Effort>,
    /// The time of one item of something that goes on.
    pub each: Option<TimeNeeded>,
    pub basis: Basis,
    pub sessions: Vec<SessionEntry>,
    pub teaches: Vec<Teaches>,
    /// All groups, any one of each.
    pub requires: Vec<Vec<Spanned<Name>>>,
    pub sources: Vec<OutsideUrl>,
    pub checked: Checked,
    pub delivery: Vec<Delivery>,
    pub language: Option<String>,
    pub signup: Option<Signup>,
    pub region: Option<String>,
    pub evidence: Option<String>,
    pub accessibility: Option<String>,
    pub licence: Option<String>,
    pub image: Option<Image>,
    pub status: Status,
    pub published: Option<Date>,
    pub expires: Option<Spanned<Date>>,
    pub formerly: Vec<Spanned<Name>>,
    /// Keys under `[extra]` with their terms, for a site's own facets.
    pub extra: Vec<(Spanned<String>, Vec<Spanned<TermName>>)>,
    pub prose: Prose,
    /// Digest of everything the author wrote about it but the prose.
    pub record: u128,
}

/// What it costs, as written; the site's currency is not known here.
#[derive(Clone, Debug, PartialEq)]
pub enum Cost {
    Free,
    /// It costs something; how much is not stated.
    Paid,
    Unknown,
    Stated(Price),
}

/// Amounts as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    pub span: Span,
    /// What everybody pays; `None` when only members' prices are known.
    pub amount: Option<Spanned<Lexeme>>,
    pub currency: Option<Currency>,
    /// Providers whose members pay another amount.
    pub members: Vec<(Spanned<String>, Spanned<Lexeme>)>,
    pub per: Option<Per>,
    pub note: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Credit {
    pub body: Option<Spanned<Name>>,
    pub amount: Decimal,
    pub domain: Option<String>,
    pub is_live: Option<bool>,
    pub approval: Option<String>,
}

/// How long it takes as written: hours of work, or a stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Duration {
    Time(TimeNeeded),
    /// `6 weeks`; with an effort in the same unit it gives hours.
    Calendar {
        count: u32,
        unit: crate::value::Unit,
    },
}

/// Whose figure a duration is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    #[default]
    Provider,
    ThirdParty,
    /// The editors' own.
    Estimate,
}

/// One dated run.
#[derive(Clone, Debug)]
pub struct SessionEntry {
    pub span: Span,
    pub start: DateTime,
    pub end: Option<DateTime>,
    pub zone: Option<Zone>,
    pub place: Option<String>,
    pub is_online: bool,
    pub register_by: Option<Date>,
    pub seats: Option<u32>,
    pub cost: Option<Cost>,
    pub status: SessionStatus,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SessionStatus {
    #[default]
    Open,
    Full,
    Cancelled,
}

#[derive(Clone, Debug)]
pub struct Teaches {
    pub competency: Spanned<Name>,
    /// 1 to 3.
    pub level: u32,
}

/// When a person last checked which aspect at the provider's own page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    pub link: Option<Spanned<Date>>,
    pub cost: Option<Spanned<Date>>,
    pub duration: Option<Spanned<Date>>,
    pub credits: Option<Spanned<Date>>,
    pub sessions: Option<Spanned<Date>>,
}

impl Checked {
    /// Returns the oldest of the checks that were made.
    pub fn oldest(&self) -> Option<Date> {
        self.all().into_iter().filter_map(|(_, day)| day).min()
    }

    /// Returns every aspect with its day, in the order of the fields.
    pub fn all(&self) -> [(&'static str, Option<Date>); 5] {
        self.written().map(|(aspect, day)| (aspect, day.map(|day| day.value)))
    }

    /// Returns what [`Checked::all`] does, each day with its place.
    pub fn written(&self) -> [(&'static str, Option<&Spanned<Date>>); 5] {
        [
            ("link", self.link.as_ref()),
            ("cost", self.cost.as_ref()),
            ("duration", self.duration.as_ref()),
            ("credits", self.credits.as_ref()),
            ("sessions", self.sessions.as_ref()),
        ]
    }
}

#[derive(Clone, Debug)]
pub struct Image {
    /// Below `content/files`.
    pub path: Spanned<String>,
    pub alt: String,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Active,
    Draft,
    Retired { reason: String, replaced_by: Option<Spanned<Name>> },
}

/// Makes a closed list of words out of an enum: its variants, what authors write, and the terms' ids.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl FromToml for $name {
            const SHAPE: &'static str = "a word in quotes";

            fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
                closed_word(value, Self::ALL, |word| word.id())
            }
        }
    };
}

words! {
    /// With an organiser and proof of completion, or without.
    Formality { Formal "formal", Informal "informal" }
}
words! {
    /// How it reaches the learner.
    Delivery { Online "online", InPerson "in-person", Hybrid "hybrid", Print "print" }
}
words! {
    /// What a visitor must do before the learning opens.
    Signup { None "none", Account "account", Membership "membership" }
}

/// Reads a word of a closed list; answers a wrong one with the nearest, else with all of them.
fn closed_word<T: Copy>(value: &DeValue<'_>, all: &[T], id: impl Fn(T) -> &'static str) -> Result<T, Refusal> {
    let text = value.as_str().ok_or(Refusal::Type)?;
    if let Some(word) = all.iter().find(|word| id(**word) == text) {
        return Ok(*word);
    }
    let help = match diag::nearest(text, all.iter().map(|word| id(*word))) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write {}", all.iter().map(|word| format!("`{}`", id(*word))).collect::<Vec<_>>().join(", ")),
    };
    Err(Refusal::value(&diag::UNKNOWN_TERM, format!("has no term `{text}`"), help))
}

impl FromToml for Basis {
    const SHAPE: &'static str = "a word in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        closed_word(value, &[Basis::Provider, Basis::ThirdParty, Basis::Estimate], |basis| match basis {
            Basis::Provider => "provider",
            Basis::ThirdParty => "third-party",
            Basis::Estimate => "estimate",
        })
    }
}

impl FromToml for SessionStatus {
    const SHAPE: &'static str = "a word in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        closed_word(value, &[SessionStatus::Open, SessionStatus::Full, SessionStatus::Cancelled], |status| match status
        {
            SessionStatus::Open => "open",
            SessionStatus::Full => "full",
            SessionStatus::Cancelled => "cancelled",
        })
    }
}

#[derive(Clone, Copy)]
enum CostWord {
    Free,
    Paid,
    Unknown,
}

impl FromToml for CostWord {
    const SHAPE: &'static str = "`\"free\"`, `\"paid\"`, `\"unknown\"` or a table such as `{ amount = 49 }`";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        let help = match diag::nearest(text, ["free", "paid", "unknown"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write `\"free\"`, `\"paid\"`, `\"unknown\"`, or what it costs: `{ amount = 49 }`".to_owned(),
        };
        match text {
            "free" => Ok(CostWord::Free),
            "paid" => Ok(CostWord::Paid),
            "unknown" => Ok(CostWord::Unknown),
            _ => Err(Refusal::value(&diag::BAD_MONEY, format!("cannot be `{text}`"), help)),
        }
    }
}

#[derive(Clone, Copy)]
enum StatusWord {
    Active,
    Draft,
    Retired,
}

impl FromToml for StatusWord {
    const SHAPE: &'static str = "a word in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        closed_word(value, &[StatusWord::Active, StatusWord::Draft, StatusWord::Retired], |status| match status {
            StatusWord::Active => "active",
            StatusWord::Draft => "draft",
            StatusWord::Retired => "retired",
        })
    }
}

/// Reads `content/opportunities/**/<id>.md`.
pub(super) fn read_file(text: &Text, diags: &mut Diagnostics) -> Option<Arc<OpportunityEntry>> {
    let id = text.id(diags);
    let parts = split(text, diags)?;
    let mended = Mended::new(parts.front, text.file, parts.front_start, diags);
    let document = mended.document();
    let prose = prose::read(text, parts.body, parts.body_start, diags);
    let record = xxhash_rust::xxh3::xxh3_128(parts.front.as_bytes());
    let mut reader = document.reader(&OPPORTUNITY, diags);
    if let Some(stated) = reader.get::<Name>("id")
        && let Some(id) = &id
        && stated.value.0 != id.value
    {
        let headline = format!("`id` is `{}`, but the file is named `{}`", stated.value.0, id.value);
        let problem = Diagnostic::new(&diag::BAD_ID, stated.span, headline);
        reader.diags.push(problem.help("leave `id` out: the file's name is the id"));
    }
    let entry = read_fields(&mut reader, text.file, id?, prose, record);
    Some(Arc::new(entry))
}

/// Reads a TOML file of `[[opportunity]]` tables; an id that is missing is reported.
///
/// The second value is false when an opportunity may be missing.
pub(super) fn read_list(text: &Text, diags: &mut Diagnostics) -> (Vec<Arc<OpportunityEntry>>, bool) {
    let mended = Mended::new(text.text, text.file, 0, diags);
    let document = mended.document();
    let record = xxhash_rust::xxh3::xxh3_128(text.text.as_bytes());
    let mut entries = Vec::new();
    let is_whole = read_tables(&mut document.reader(&fields::LIST, diags), "opportunity", &OPPORTUNITY, |table| {
        let Some(id) = table.get::<Name>("id") else {
            if !table.has("id") && !table.is_broken() {
                let problem = Diagnostic::new(&diag::MISSING_KEY, table.span(), "an opportunity in a list needs `id`");
                table.diags.push(problem.help("add a line such as `id = \"hipaa-basics\"`"));
            }
            return None;
        };
        let entry = read_fields(table, text.file, id.map(|name| name.0), Prose::default(), record);
        entries.push(Arc::new(entry));
        Some(())
    });
    (entries, is_whole)
}

fn read_fields(reader: &mut Reader, file: FileId, id: Spanned<String>, prose: Prose, record: u128) -> OpportunityEntry {
    let mut skills: Vec<SkillKind> = reader.list("skill").into_iter().map(|skill| skill.value).collect();
    skills.sort_unstable();
    skills.dedup();
    let duration = read_duration(reader, "duration");
    let effort = reader.value("effort");
    check_effort(reader, duration, effort);
    OpportunityEntry {
        file,
        title: reader.get("title").unwrap_or(Spanned { value: id.value.clone(), span: id.span }),
        summary: reader.value("summary"),
        provider: reader.get("provider"),
        url: reader.value("url"),
        format: reader.get("format"),
        formality: reader.value("formality"),
        skills,
        topics: reader.list("topics"),
        level: reader.get("level"),
        cost: read_cost(reader, "cost").unwrap_or(Cost::Unknown),
        certificate_cost: read_cost(reader, "certificate_cost"),
        certificate: reader.value("certificate"),
        credits: read_credits(reader),
        duration,
        effort,
        each: read_time(reader, "each", "the time of one item"),
        basis: reader.value("duration_basis").unwrap_or_default(),
        sessions: read_sessions(reader),
        teaches: read_teaches(reader, "teaches"),
        requires: reader.groups("requires"),
        sources: reader.list("sources").into_iter().map(|source| source.value).collect(),
        checked: read_checked(reader),
        delivery: reader.list("delivery").into_iter().map(|delivery| delivery.value).collect(),
        language: reader.value("language"),
        signup: reader.value("signup"),
        region: reader.value("region"),
        evidence: reader.value("evidence"),
        accessibility: reader.value("accessibility"),
        licence: reader.value("licence"),
        image: read_image(reader),
        status: read_status(reader),
        published: reader.value("published"),
        expires: reader.get("expires"),
        formerly: reader.list("formerly"),
        extra: reader.open_table("extra"),
        prose,
        record,
        id,
    }
}

/// Reads a cost: a word, or a table. Reports `free-with-price` for a price of nothing.
fn read_cost(reader: &mut Reader, key: &'static str) -> Option<Cost> {
    if !reader.is_table(key) {
        return reader.value::<CostWord>(key).map(|word| match word {
            CostWord::Free => Cost::Free,
            CostWord::Paid => Cost::Paid,
            CostWord::Unknown => Cost::Unknown,
        });
    }
    let mut table = reader.table(key, &COST)?;
    let price = Price {
        span: table.span(),
        amount: table.get("amount"),
        currency: table.value("currency"),
        members: table
            .open_table::<Lexeme>("members")
            .into_iter()
            .filter_map(|(name, amounts)| Some((name, amounts.into_iter().next()?)))
            .collect(),
        per: table.value("per"),
        note: table.value("note"),
    };
    if price.amount.is_none() && price.members.is_empty() {
        if !table.has("amount") && !table.has("members") {
            let problem = Diagnostic::new(&diag::MISSING_KEY, price.span, format!("`{key}` says no amount"));
            table.diags.push(problem.help("write `amount = 49`, or `\"paid\"` when the price is not known"));
        }
        return None;
    }
    if let Some(amount) = &price.amount
        && amount.value.0.parse::<Decimal>().is_ok_and(|amount| amount.is_zero())
    {
        let problem = Diagnostic::new(&diag::FREE_WITH_PRICE, amount.span, format!("`{key}` is a price of nothing"));
        table.diags.push(problem.help(format!("write `{key} = \"free\"`")));
        return Some(Cost::Free);
    }
    Some(Cost::Stated(price))
}

/// Reads `"1h 30m"` or `{ min = "4h", max = "6h" }`.
fn read_duration(reader: &mut Reader, key: &'static str) -> Option<Duration> {
    if !reader.is_table(key) {
        return reader.value::<Amount>(key).map(|amount| match amount {
            Amount::Time(minutes) => Duration::Time(TimeNeeded::exactly(minutes)),
            Amount::Calendar { count, unit } => Duration::Calendar { count, unit },
        });
    }
    let mut table = reader.table(key, &DURATION)?;
    let span = table.span();
    let mut hours = |key| match table.get::<Amount>(key)? {
        Spanned { value: Amount::Time(minutes), .. } => Some(minutes),
        Spanned { span, .. } => {
            let problem = Diagnostic::new(&diag::BAD_DURATION, span, "a range is in hours and minutes");
            table.diags.push(problem.help("write both ends as `4h` or `1h 30m`"));
            None
        }
    };
    let (shortest, longest): (Option<Minutes>, Option<Minutes>) = (hours("min"), hours("max"));
    let (shortest, longest) = (shortest?, longest?);
    if shortest > longest {
        let headline = format!("`{key}` is longest at {longest}, but shortest at {shortest}");
        table.diags.push(Diagnostic::new(&diag::BAD_DURATION, span, headline).help("swap `min` and `max`"));
        return None;
    }
    Some(Duration::Time(TimeNeeded { shortest, longest }))
}

/// Reads hours and minutes, alone or as a range; `what` is what the key holds, in words.
pub(super) fn read_time(reader: &mut Reader, key: &'static str, what: &str) -> Option<TimeNeeded> {
    match read_duration(reader, key)? {
        Duration::Time(time) => Some(time),
        Duration::Calendar { .. } => {
            let span = reader.get::<Amount>(key).map_or(reader.span(), |amount| amount.span);
            let problem =
                Diagnostic::new(&diag::BAD_DURATION, span, format!("`{key}` is {what}, in hours and minutes"));
            reader.diags.push(problem.help("write it as `30m` or `1h`"));
            None
        }
    }
}

/// An effort only means something beside a stretch counted in the same unit.
fn check_effort(reader: &mut Reader, duration: Option<Duration>, effort: Option<Effort>) {
    let (Some(effort), Some(duration)) = (effort, duration) else { return };
    let is_used = matches!(duration, Duration::Calendar { count, unit } if effort.over(count, unit).is_some());
    if is_used {
        return;
    }
    let span = reader.get::<Effort>("effort").map_or(reader.span(), |effort| effort.span);
    let headline = format!("`effort` is counted by the {}, but `duration` is not", effort.per.name());
    let help = format!("write `duration` in {}s, or leave `effort` out", effort.per.name());
    reader.diags.push(Diagnostic::new(&diag::BAD_DURATION, span, headline).help(help));
}

fn read_credits(reader: &mut Reader) -> Vec<Credit> {
    let mut credits = Vec::new();
    reader.tables("credits", &CREDIT, |mut table| {
        let body = table.get("body");
        if !table.has("body") && !table.is_broken() {
            let problem =
                Diagnostic::new(&diag::CREDIT_WITHOUT_BODY, table.span(), "a credit needs the body that grants it");
            table.diags.push(problem.help("add `body = \"…\"`, an id from content/credentials.toml"));
        }
        let amount = table.value("amount");
        let credit = Credit {
            body,
            amount: amount.unwrap_or_default(),
            domain: table.value("domain"),
            is_live: table.value("live"),
            approval: table.value("approval"),
        };
        if amount.is_some() {
            credits.push(credit);
        }
    });
    credits
}

/// Reads the sessions in the order of their start. Reports `end-before-start`.
fn read_sessions(reader: &mut Reader) -> Vec<SessionEntry> {
    let mut sessions: Vec<SessionEntry> = Vec::new();
    reader.tables("sessions", &SESSION, |mut table| {
        let start = table.get::<DateTime>("start");
        let end = table.get::<DateTime>("end");
        let register_by = table.get::<Date>("register_by");
        if let (Some(start), Some(end)) = (&start, &end)
            && end.value <= start.value
        {
            let headline = match end.value == start.value {
                true => "the session ends when it starts",
                false => "the session ends before it starts",
            };
            let problem = Diagnostic::new(&diag::END_BEFORE_START, end.span, headline);
            table.diags.push(problem.label("ends here").also(start.span, "starts here"));
        }
        if let (Some(start), Some(register_by)) = (&start, &register_by)
            && register_by.value > start.value.date()
        {
            let headline = "registration ends after the session starts";
            let problem = Diagnostic::new(&diag::END_BEFORE_START, register_by.span, headline);
            table.diags.push(problem.label("registration ends here").also(start.span, "starts here"));
        }
        let session = SessionEntry {
            span: table.span(),
            start: start.as_ref().map_or(DateTime::ZERO, |start| start.value),
            end: end.map(|end| end.value),
            zone: table.value("timezone"),
            place: table.value("place"),
            is_online: table.value("online").unwrap_or(false),
            register_by: register_by.map(|day| day.value),
            seats: table.value("seats"),
            cost: read_cost(&mut table, "cost"),
            status: table.value("status").unwrap_or_default(),
        };
        if start.is_some() {
            sessions.push(session);
        }
    });
    sessions.sort_by_key(|session| session.start);
    sessions
}

/// Reads competencies with their levels.
pub(super) fn read_teaches(reader: &mut Reader, key: &'static str) -> Vec<Teaches> {
    let mut teaches = Vec::new();
    reader.tables(key, &TEACHES, |mut table| {
        let competency = table.get("competency");
        let level = table.get::<u32>("level");
        if let Some(level) = &level
            && !COMPETENCY_LEVEL.contains(&level.value)
        {
            let problem = Diagnostic::new(&diag::BAD_VALUE, level.span, format!("`level` cannot be {}", level.value));
            table.diags.push(problem.help("write the level reached: 1, 2 or 3"));
        }
        if let (Some(competency), Some(level)) = (competency, level) {
            teaches.push(Teaches { competency, level: level.value });
        }
    });
    teaches
}

fn read_checked(reader: &mut Reader) -> Checked {
    let Some(mut table) = reader.table("checked", &CHECKED) else { return Checked::default() };
    Checked {
        link: table.get("link"),
        cost: table.get("cost"),
        duration: table.get("duration"),
        credits: table.get("credits"),
        sessions: table.get("sessions"),
    }
}

/// Reads the image with its text. Reports `image-without-text`.
fn read_image(reader: &mut Reader) -> Option<Image> {
    let path = reader.get::<String>("image");
    let alt = reader.get::<String>("alt");
    match (path, alt) {
        (Some(path), Some(alt)) => Some(Image { path, alt: alt.value }),
        (Some(path), None) => {
            if !reader.has("alt") {
                let problem =
                    Diagnostic::new(&diag::IMAGE_WITHOUT_TEXT, path.span, "the image has no text alternative");
                reader.diags.push(problem.help("say in `alt` what the image shows"));
            }
            None
        }
        (None, _) => None,
    }
}

/// Reads the status and what goes with it. Reports `retired-without-reason`.
fn read_status(reader: &mut Reader) -> Status {
    let status = reader.get::<StatusWord>("status");
    let reason = reader.get::<String>("reason");
    let replaced_by = reader.get::<Name>("replaced_by");
    let is_retired = matches!(status, Some(Spanned { value: StatusWord::Retired, .. }));
    if status.is_none() && reader.has("status") {
        return Status::Active;
    }
    if !is_retired {
        let needless =
            [("reason", reason.map(|reason| reason.span)), ("replaced_by", replaced_by.map(|name| name.span))];
        for (key, span) in needless {
            let Some(span) = span else { continue };
            let problem = Diagnostic::new(
                &diag::RETIRED_WITHOUT_REASON,
                span,
                format!("`{key}` belongs to a retired opportunity"),
            );
            reader.diags.push(problem.help("add `status = \"retired\"`, or leave it out"));
        }
        return match status.map(|status| status.value) {
            Some(StatusWord::Draft) => Status::Draft,
            _ => Status::Active,
        };
    }
    if reason.is_none()
        && !reader.has("reason")
        && let Some(status) = status
    {
        let problem =
            Diagnostic::new(&diag::RETIRED_WITHOUT_REASON, status.span, "a retired opportunity needs a reason");
        reader.diags.push(problem.help("add `reason = \"The provider took it down.\"`; its page shows it"));
    }
    Status::Retired { reason: reason.map(|reason| reason.value).unwrap_or_default(), replaced_by }
}

/// Returns the records that make the front matter of an opportunity, for the reference of fields.
pub static RECORDS: &[&Record] = &[&OPPORTUNITY, &COST, &DURATION, &CREDIT, &SESSION, &TEACHES, &CHECKED];
