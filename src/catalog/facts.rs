//! What follows from one entry by itself: cost band, time bucket, availability, terms.
//!
//! None of it is ever typed by an author. It rests on the entry, the config, the lists and the
//! day, and on no other opportunity, so it holds until one of those changes.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::AmbiguousOffset;
use jiff::{ToSpan, Zoned};
use rust_decimal::Decimal;

use super::facets::{FacetTable, unknown_term};
use super::{FacetKind, Lists, TermId};
use crate::config::SiteConfig;
use crate::diag::{self, Diagnostic};
use crate::entry::{Cost, Duration, OPPORTUNITY, OpportunityEntry, SessionStatus};
use crate::record::{Lexeme, Name, TermName};
use crate::source::{Span, Spanned};
use crate::value::{Minutes, Money, Per, TimeNeeded, Zone};

/// The id of the term for what an author left out.
pub const NOT_STATED: &str = "not-stated";
/// The id of the credit facet's term for entries that state no credit.
pub const CREDIT_NONE: &str = "none";

/// The term of what is known to give no certificate.
pub const CERTIFICATE_NONE: &str = "no-certificate";

/// A registration that ends within these days is closing.
const CLOSING_DAYS: i64 = 14;

macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $id:literal $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id),+ }
            }

            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label),+ }
            }
        }
    };
}

terms! {
    /// What it costs, in five bands from the best for the purse; derived, never typed.
    Band {
        Free "free" "Free",
        /// Nothing for members of a provider.
        MemberFree "member-free" "Free for members",
        /// At or under the site's threshold.
        LowCost "low-cost" "Low-cost",
        Paid "paid" "Paid",
        Unknown "unknown" "Cost not stated",
    }
}

terms! {
    /// How long it takes at the longest; what goes on counts by one item.
    TimeBucket {
        UpToAnHour "up-to-an-hour" "Up to an hour",
        UpToFourHours "1-to-4-hours" "1 to 4 hours",
        UpToTwentyHours "4-to-20-hours" "4 to 20 hours",
        OverTwentyHours "over-20-hours" "More than 20 hours",
    }
}

impl TimeBucket {
    /// Returns the bucket of a time; a bucket includes its upper end.
    pub fn of(time: Minutes) -> Self {
        match time.0 {
            0..=60 => TimeBucket::UpToAnHour,
            61..=240 => TimeBucket::UpToFourHours,
            241..=1200 => TimeBucket::UpToTwentyHours,
            _ => TimeBucket::OverTwentyHours,
        }
    }
}

terms! {
    /// When it can be taken, as of the build's day.
    Availability {
        AnyTime "any-time" "Any time",
        Upcoming "upcoming" "Has dates ahead",
        ClosingSoon "closing-soon" "Registration closing",
        NoDates "no-dates" "No dates ahead",
    }
}

/// What follows from one entry.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The summary as written, else the first paragraph; may be empty.
    pub summary: String,
    /// Index into the catalog's providers.
    pub provider: Option<u16>,
    pub band: Band,
    /// What it costs; `None` unless an amount is stated.
    pub price: Option<Price>,
    /// The certificate's own price, where one is stated.
    pub certificate_price: Option<Price>,
    /// The whole time, or of one item for what goes on; `None` when not stated.
    pub time: Option<TimeNeeded>,
    /// Body, by its index in the catalog's bodies, and amount.
    pub credits: Vec<(u16, Decimal)>,
    /// Competency, by its index, and the level reached.
    pub teaches: Vec<(u16, u32)>,
    /// All dated runs, in order of their start.
    pub sessions: Vec<Session>,
    pub availability: Availability,
    /// Every term but those above them, sorted.
    pub terms: Box<[TermId]>,
    /// The title in lower case, for sorting.
    sort_title: Box<str>,
}

impl Facts {
    /// The order of lists: by band, then price, then title; what is not stated comes last.
    pub fn order(&self) -> (Band, i64, &str) {
        let price = self.price.as_ref().and_then(|price| price.amount).map_or(i64::MAX, |amount| amount.minor);
        (self.band, if self.band == Band::Free { 0 } else { price }, &self.sort_title)
    }

    /// Returns the title as it is compared in a sort.
    pub fn sort_title(&self) -> &str {
        &self.sort_title
    }

    /// Tells whether it had dates and the last of them ended before a day.
    pub fn is_past(&self, day: Date) -> bool {
        !self.sessions.is_empty() && self.sessions_open(day).next().is_none()
    }

    /// Returns the sessions that take place and end on or after a day, by their own clocks.
    pub fn sessions_open(&self, day: Date) -> impl Iterator<Item = &Session> {
        let takes_place = |session: &&Session| session.status != SessionStatus::Cancelled;
        self.sessions.iter().filter(takes_place).filter(move |session| session.last_day() >= day)
    }

    /// Returns the next day on or after a day by which one must register or, where nothing is said of
    /// registration, be there.
    pub fn next_deadline(&self, day: Date) -> Option<Date> {
        self.sessions_open(day).map(Session::deadline).filter(|deadline| *deadline >= day).min()
    }

    /// Tells whether an entry with these facts stands in the same lists, and opens the same ways, as
    /// one with the others.
    pub(super) fn places_like(&self, other: &Facts) -> bool {
        let is_same_date = |(one, other): (&Session, &Session)| {
            one.start == other.start && one.start.date() == other.start.date() && one.status == other.status
        };
        self.terms == other.terms
            && self.band == other.band
            && self.availability == other.availability
            && self.teaches == other.teaches
            && self.sessions.len() == other.sessions.len()
            && self.sessions.iter().zip(&other.sessions).all(is_same_date)
    }

    /// Returns the sessions that start on or after a day, by the clock of each session's own zone.
    pub fn sessions_from(&self, day: Date) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(move |session| session.start.date() >= day)
    }
}

/// Stated amounts in a currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    pub amount: Option<Money>,
    /// Provider, by its index, and what its members pay.
    pub members: Vec<(u16, Money)>,
    pub per: Option<Per>,
    pub note: Option<String>,
}

/// One dated run at its moment.
#[derive(Clone, Debug)]
pub struct Session {
    pub start: Zoned,
    pub end: Option<Zoned>,
    pub place: Option<String>,
    pub is_online: bool,
    pub register_by: Option<Date>,
    pub seats: Option<u32>,
    pub band: Option<Band>,
    pub price: Option<Price>,
    pub status: SessionStatus,
}

impl Session {
    /// Returns the day on which it ends, by the clock of its own zone.
    pub fn last_day(&self) -> Date {
        self.end.as_ref().unwrap_or(&self.start).date()
    }

    /// Returns the last day to register, or the day on which it starts where none is stated.
    pub fn deadline(&self) -> Date {
        self.register_by.unwrap_or_else(|| self.start.date())
    }
}

/// Facts and the problems found on the way to them.
#[derive(Clone, Debug)]
pub struct Linked {
    pub facts: Arc<Facts>,
    pub problems: Arc<[Diagnostic]>,
}

/// What facts rest on beside the entry.
pub(super) struct Context<'c> {
    pub config: &'c SiteConfig,
    pub lists: Lists<'c>,
    pub table: &'c FacetTable,
    pub as_of: Date,
}

impl Context<'_> {
    /// Returns a digest of everything that [`link`] looks at beside the entry itself.
    pub fn digest(&self) -> u128 {
        let mut text = format!(
            "{:?} {:?} {:?} {:?}",
            self.as_of, self.config.currency, self.config.low_cost, self.config.zone.name
        );
        for (_, facet) in self.table.iter() {
            text.push_str(&format!("\u{1}{}{:?}{:?}", facet.id, facet.kind, facet.field));
            for term in &facet.terms {
                text.push_str(&format!("\u{2}{}\u{3}{}\u{3}{:?}", term.id, term.label, term.synonyms));
            }
        }
        text.push_str(&format!("{:?}", (self.table.is_whole, self.lists.broken.has_providers)));
        text.push_str(&format!("{:?}", (self.lists.broken.has_credentials, self.lists.broken.has_competencies)));
        xxhash_rust::xxh3::xxh3_128(text.as_bytes())
    }
}

/// Links one entry. Reports `unknown-reference`, `unknown-term`, `bad-money`, `bad-date`,
/// `free-with-price` and `end-before-start`.
pub(super) fn link(entry: &OpportunityEntry, context: &Context<'_>) -> Linked {
    let mut linker = Linker { context, problems: Vec::new() };
    let (band, price) = linker.cost(&entry.cost, "cost");
    let (certificate_band, certificate_price) = match &entry.certificate_cost {
        Some(cost) => {
            let (band, price) = linker.cost(cost, "certificate_cost");
            (Some(band), price)
        }
        None => (None, None),
    };
    let sessions: Vec<Session> = entry.sessions.iter().filter_map(|session| linker.session(session)).collect();
    let availability = availability(&sessions, context.as_of);
    let provider = entry.provider.as_ref().and_then(|name| linker.provider(name));
    let credits = linker.credits(entry);
    let teaches = linker.teaches(entry);
    let time = time_needed(entry);
    linker.check_days(entry);
    let mut facts = Facts {
        summary: entry.summary.clone().unwrap_or_else(|| entry.prose.opening.clone()),
        provider,
        band,
        price,
        certificate_price,
        time,
        credits,
        teaches,
        sessions,
        availability,
        terms: Box::new([]),
        sort_title: entry.title.value.to_lowercase().into(),
    };
    let certificate = certificate_term(entry.certificate, certificate_band, band);
    facts.terms = linker.terms(entry, &facts, certificate);
    Linked { facts: Arc::new(facts), problems: linker.problems.into() }
}

/// Returns the time that the time facet counts by: the longest, of one item for what goes on.
fn time_needed(entry: &OpportunityEntry) -> Option<TimeNeeded> {
    if entry.each.is_some() {
        return entry.each;
    }
    match entry.duration? {
        Duration::Time(time) => Some(time),
        Duration::Calendar { count, unit } => entry.effort?.over(count, unit).map(TimeNeeded::exactly),
    }
}

fn availability(sessions: &[Session], as_of: Date) -> Availability {
    if sessions.is_empty() {
        return Availability::AnyTime;
    }
    let mut ahead = sessions
        .iter()
        .filter(|session| session.start.date() >= as_of && session.status != SessionStatus::Cancelled)
        .peekable();
    if ahead.peek().is_none() {
        return Availability::NoDates;
    }
    let is_closing = ahead.any(|session| {
        session.status == SessionStatus::Open
            && session
                .register_by
                .is_some_and(|last| last >= as_of && last.duration_since(as_of).as_hours() <= CLOSING_DAYS * 24)
    });
    if is_closing { Availability::ClosingSoon } else { Availability::Upcoming }
}

/// A certificate without a price of its own costs what the learning costs.
fn certificate_term(stated: Option<bool>, band: Option<Band>, cost: Band) -> &'static str {
    match (stated, band) {
        (Some(false), _) => CERTIFICATE_NONE,
        (_, Some(Band::Free)) => "free-certificate",
        (_, Some(Band::Unknown)) => NOT_STATED,
        (_, Some(_)) => "paid-certificate",
        (Some(true), None) => match cost {
            Band::Free => "free-certificate",
            Band::Unknown => NOT_STATED,
            _ => "paid-certificate",
        },
        (None, None) => NOT_STATED,
    }
}

struct Linker<'c, 'l> {
    context: &'c Context<'l>,
    problems: Vec<Diagnostic>,
}

impl Linker<'_, '_> {
    fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Derives the band and the amounts of a cost.
    fn cost(&mut self, cost: &Cost, key: &str) -> (Band, Option<Price>) {
        let stated = match cost {
            Cost::Free => return (Band::Free, None),
            Cost::Paid => return (Band::Paid, None),
            Cost::Unknown => return (Band::Unknown, None),
            Cost::Stated(stated) => stated,
        };
        let currency = stated.currency.unwrap_or(self.context.config.currency);
        let amount = stated.amount.as_ref().and_then(|amount| self.money(amount, currency, key));
        let mut members = Vec::new();
        for (name, amount) in &stated.members {
            let provider = self.provider(&name.clone().map(Name));
            if let (Some(provider), Some(amount)) = (provider, self.money(amount, currency, key)) {
                members.push((provider, amount));
            }
        }
        let low = self.context.config.low_cost;
        let band = if members.iter().any(|(_, amount)| amount.is_zero()) {
            Band::MemberFree
        } else if amount.is_some_and(|amount| amount.currency == low.currency && amount.minor <= low.minor) {
            Band::LowCost
        } else {
            Band::Paid
        };
        (band, Some(Price { amount, members, per: stated.per, note: stated.note.clone() }))
    }

    fn money(&mut self, lexeme: &Spanned<Lexeme>, currency: crate::value::Currency, key: &str) -> Option<Money> {
        match Money::parse(&lexeme.value.0, currency) {
            Ok(money) => Some(money),
            Err(why) => {
                let headline = format!("`{key}` {why}: {}", lexeme.value.0);
                let code = currency.code();
                let help = match currency.digits() {
                    0 => format!("write a whole amount in {code}, such as `49`"),
                    _ => format!("write an amount in {code}, such as `49` or `49.50`"),
                };
                self.report(Diagnostic::new(&diag::BAD_MONEY, lexeme.span, headline).help(help));
                None
            }
        }
    }

    /// Puts a session at its moment. Reports a local time that the zone skips.
    fn session(&mut self, session: &crate::entry::SessionEntry) -> Option<Session> {
        let zone = session.zone.as_ref().unwrap_or(&self.context.config.zone).clone();
        let start = self.moment(session.start, &zone, session.span)?;
        let end = match session.end {
            Some(end) => Some(self.moment(end, &zone, session.span)?),
            None => None,
        };
        let (band, price) = match &session.cost {
            Some(cost) => {
                let (band, price) = self.cost(cost, "cost");
                (Some(band), price)
            }
            None => (None, None),
        };
        Some(Session {
            start,
            end,
            place: session.place.clone(),
            is_online: session.is_online,
            register_by: session.register_by,
            seats: session.seats,
            band,
            price,
            status: session.status,
        })
    }

    fn moment(&mut self, local: jiff::civil::DateTime, zone: &Zone, span: Span) -> Option<Zoned> {
        let ambiguous = zone.zone.to_ambiguous_zoned(local);
        if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
            let headline = format!("{local} does not exist in {}: the clocks go forward over it", zone.name);
            self.report(
                Diagnostic::new(&diag::BAD_DATE, span, headline).help("write a time before or after the change"),
            );
            return None;
        }
        // Of two moments with one local time the first is meant, as on a printed program.
        ambiguous.compatible().ok()
    }

    fn provider(&mut self, name: &Spanned<Name>) -> Option<u16> {
        let (_, facet) = self.context.table.find(FacetKind::Provider);
        let found = facet.find(&name.value.0);
        if found.is_none() && !self.context.lists.broken.has_providers {
            let problem = unknown_name(
                "provider",
                name,
                facet.terms.iter().map(|term| term.id.as_str()),
                "content/providers.toml",
            );
            self.report(problem);
        }
        found
    }

    fn credits(&mut self, entry: &OpportunityEntry) -> Vec<(u16, Decimal)> {
        let bodies = self.context.lists.bodies;
        let mut credits = Vec::new();
        for credit in &entry.credits {
            let Some(name) = &credit.body else { continue };
            match bodies.iter().position(|body| body.id.value == name.value.0) {
                Some(body) => credits.push((body as u16, credit.amount)),
                None if self.context.lists.broken.has_credentials => (),
                None => {
                    let ids = bodies.iter().map(|body| body.id.value.as_str());
                    let problem = unknown_name("credit body", name, ids, "content/credentials.toml");
                    self.report(problem);
                }
            }
        }
        credits
    }

    fn teaches(&mut self, entry: &OpportunityEntry) -> Vec<(u16, u32)> {
        let competencies = self.context.lists.competencies;
        let mut teaches = Vec::new();
        for taught in &entry.teaches {
            let name = &taught.competency;
            match competencies.iter().position(|it| it.id.value == name.value.0) {
                Some(competency) => teaches.push((competency as u16, taught.level)),
                None if self.context.lists.broken.has_competencies => (),
                None => {
                    let ids = competencies.iter().map(|it| it.id.value.as_str());
                    let problem = unknown_name("competency", name, ids, "content/competencies.toml");
                    self.report(problem);
                }
            }
        }
        teaches
    }

    fn check_days(&mut self, entry: &OpportunityEntry) {
        if let (Some(published), Some(expires)) = (entry.published, &entry.expires)
            && expires.value < published
        {
            let headline = format!("it expires on {}, before it is published on {published}", expires.value);
            self.report(Diagnostic::new(&diag::END_BEFORE_START, expires.span, headline));
        }
        self.check_checked(entry);
    }

    /// Nobody has checked anything on a day still to come, and the page would say so.
    ///
    /// One day more passes: where the editor sits it may be tomorrow already.
    fn check_checked(&mut self, entry: &OpportunityEntry) {
        let last = self.context.as_of.saturating_add(1.day());
        for (aspect, day) in entry.checked.written() {
            let Some(day) = day.filter(|day| day.value > last) else { continue };
            let headline = format!("`{aspect}` was checked on {}, a day still to come", day.value);
            let problem = Diagnostic::new(&diag::BAD_VALUE, day.span, headline);
            let help = format!("write the day on which a person looked; the site is made for {}", self.context.as_of);
            self.report(problem.help(help));
        }
    }

    /// Returns the terms of every facet, sorted, each once.
    fn terms(&mut self, entry: &OpportunityEntry, facts: &Facts, certificate: &str) -> Box<[TermId]> {
        let mut terms = Vec::with_capacity(16);
        for (number, facet) in self.context.table.iter() {
            let mut add = |term: Option<u16>| terms.extend(term.map(|term| TermId { facet: number, term }));
            match facet.kind {
                FacetKind::Cost => add(facet.find(facts.band.id())),
                FacetKind::Time => {
                    let bucket = facts.time.map_or(NOT_STATED, |time| TimeBucket::of(time.longest).id());
                    add(facet.find(bucket));
                }
                FacetKind::Availability => {
                    add(facet.find(facts.availability.id()));
                    if facts.availability == Availability::ClosingSoon {
                        add(facet.find(Availability::Upcoming.id()));
                    }
                }
                FacetKind::Credit => {
                    for (body, _) in &facts.credits {
                        add(facet.find(&self.context.lists.bodies[*body as usize].id.value));
                    }
                    if facts.credits.is_empty() {
                        add(facet.find(CREDIT_NONE));
                    }
                }
                FacetKind::Skill => entry.skills.iter().for_each(|skill| add(facet.find(skill.id()))),
                FacetKind::Formality => add(entry.formality.and_then(|formality| facet.find(formality.id()))),
                FacetKind::Delivery => {
                    entry.delivery.iter().for_each(|delivery| add(facet.find(delivery.id())));
                    if entry.delivery.is_empty() {
                        add(facet.find(NOT_STATED));
                    }
                }
                FacetKind::Certificate => add(facet.find(certificate)),
                FacetKind::Provider => add(facts.provider),
                FacetKind::Competency => {
                    facts.teaches.iter().for_each(|(competency, _)| add(Some(*competency)));
                    if facts.teaches.is_empty() {
                        add(facet.find(NOT_STATED));
                    }
                }
                FacetKind::Topic | FacetKind::Format | FacetKind::Level | FacetKind::Extra => (),
            }
            self.named_terms(entry, number, &mut terms);
        }
        self.check_extra(entry);
        terms.sort_unstable();
        terms.dedup();
        terms.into()
    }

    /// Adds the terms that authors name. Reports `unknown-term`.
    fn named_terms(&mut self, entry: &OpportunityEntry, number: u8, terms: &mut Vec<TermId>) {
        let Some((_, facet)) = self.context.table.iter().nth(number as usize) else { return };
        let names: &[Spanned<TermName>] = match facet.kind {
            FacetKind::Topic => &entry.topics,
            FacetKind::Format => entry.format.as_slice(),
            FacetKind::Level => entry.level.as_slice(),
            FacetKind::Extra => entry
                .extra
                .iter()
                .find(|(key, _)| Some(&key.value) == facet.field.as_ref())
                .map_or(&[], |(_, names)| names),
            _ => return,
        };
        let mut is_stated = false;
        for name in names {
            match facet.find(&name.value.0) {
                Some(term) => {
                    is_stated = true;
                    terms.push(TermId { facet: number, term });
                }
                None if !self.context.table.is_whole => (),
                None => self.problems.push(unknown_term(facet, &name.value.0, name.span)),
            }
        }
        if !is_stated && let Some(term) = facet.find(NOT_STATED) {
            terms.push(TermId { facet: number, term });
        }
    }

    /// Reports a key under `[extra]` that no facet reads.
    fn check_extra(&mut self, entry: &OpportunityEntry) {
        if !self.context.table.is_whole {
            return;
        }
        for (key, _) in &entry.extra {
            let mut fields = self.context.table.iter().filter_map(|(_, facet)| facet.field.as_deref());
            if fields.any(|field| field == key.value) {
                continue;
            }
            let fields: Vec<_> = self.context.table.iter().filter_map(|(_, facet)| facet.field.as_deref()).collect();
            let problem =
                Diagnostic::new(&diag::UNKNOWN_KEY, key.span, format!("no facet reads `extra.{}`", key.value));
            if OPPORTUNITY.fields.iter().any(|field| field.key == key.value) {
                self.report(problem.help("move it up, above the line `[extra]`"));
                continue;
            }
            self.report(problem.help_near(&key.value, fields, || {
                Some(format!("add it to site.toml: `[[facets]]` with `id = \"{}\"` and its terms", key.value))
            }));
        }
    }
}

fn unknown_name<'n>(what: &str, name: &Spanned<Name>, names: impl Iterator<Item = &'n str>, place: &str) -> Diagnostic {
    let id = &name.value.0;
    Diagnostic::new(&diag::UNKNOWN_REFERENCE, name.span, format!("no {what} is named `{id}`")).help_near(
        id,
        names,
        || Some(format!("add it to {place}")),
    )
}
