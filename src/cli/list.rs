//! `milepost list`: the browse page in the terminal, and what else a site has.

use std::io::Write;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::paths::{self, PathsArgs};
use super::site::Site;
use super::{Global, Making, Outcome, ProblemFormat, Usage, report};
use crate::browse::{self, Measure, Query, Sort};
use crate::catalog::{Band, Catalog, NOT_STATED, OpportunityId, Rule, TermId};
use crate::diag::{self, count_of};
use crate::value::{Minutes, Money};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ListArgs {
    #[command(subcommand)]
    what: Option<What>,
    /// Narrow to these terms of a facet, such as `format=guide,podcast`; repeat for more facets
    #[arg(long = "where", value_name = "FACET=TERM,…")]
    wheres: Vec<String>,
    /// Short for `--where cost=…`
    #[arg(long, value_name = "TERM,…")]
    cost: Option<String>,
    /// Short for `--where topic=…`; a topic includes those under it
    #[arg(long, value_name = "TERM,…")]
    topic: Option<String>,
    /// Short for `--where skill=…`
    #[arg(long, value_name = "TERM,…")]
    skill: Option<String>,
    /// Short for `--where level=…`
    #[arg(long, value_name = "TERM,…")]
    level: Option<String>,
    /// Short for `--where provider=…`
    #[arg(long, value_name = "TERM,…")]
    provider: Option<String>,
    /// Short for `--where credit=…`
    #[arg(long, value_name = "TERM,…")]
    credit: Option<String>,
    /// At least this long, such as `30m`; what states no time is left out
    #[arg(long, value_name = "TIME")]
    time_min: Option<String>,
    /// At most this long, such as `1h` or `1h 30m`; what states no time is left out
    #[arg(long, visible_alias = "within", value_name = "TIME")]
    time_max: Option<String>,
    /// At least this much for everybody, in the site's currency; what states no amount is left out
    #[arg(long, value_name = "AMOUNT")]
    price_min: Option<String>,
    /// At most this much for everybody, in the site's currency; what states no amount is left out
    #[arg(long, value_name = "AMOUNT")]
    price_max: Option<String>,
    /// Include what had dates and has none ahead
    #[arg(long)]
    past: bool,
    /// What comes first; what states nothing comes last
    #[arg(long, default_value = "cost")]
    sort: ListSort,
    /// Show the terms of a facet with their counts instead of entries
    #[arg(long, value_name = "FACET")]
    counts: Option<String>,
    /// Show what the site leaves out, and the rule behind it, instead of entries
    #[arg(long, conflicts_with = "counts")]
    left_out: bool,
    /// How the list is written
    #[arg(long, default_value = "text")]
    format: ListFormat,
    #[command(flatten)]
    making: Making,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List goal paths, each with what the cheapest way through it takes
    Paths(PathsArgs),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ListSort {
    /// Free first, then by price
    Cost,
    /// The next last day to register, or start
    Deadline,
    /// The shortest first
    Shortest,
    /// The most credit for each hour
    Credit,
    /// The latest addition first
    Newest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// Two lines for each
    Text,
    /// One JSON array
    Json,
}

pub fn run(global: &Global, args: &ListArgs) -> Result<Outcome> {
    if let Some(What::Paths(args)) = &args.what {
        return paths::run(global, args);
    }
    let site = Site::find(global)?;
    let (inputs, prepared) = site.prepare(&args.making)?;
    let catalog = &prepared.catalog;
    if prepared.diagnostics.has_errors() {
        let closing = "The list may be incomplete.";
        report::problems(&prepared.diagnostics, &inputs.sources, ProblemFormat::Text, closing)?;
    }
    if args.left_out {
        left_out(catalog, args.format)?;
    } else {
        let query = query(catalog, args)?;
        match &args.counts {
            Some(facet) => counts(catalog, &query, facet, args.format)?,
            None => entries(catalog, &query, args, global)?,
        }
    }
    Ok(if prepared.diagnostics.has_errors() { Outcome::Problems } else { Outcome::Fine })
}

fn query(catalog: &Catalog, args: &ListArgs) -> Result<Query, Usage> {
    let mut query = Query { dates_from: (!args.past).then_some(catalog.as_of), ..Query::default() };
    let short = [
        ("cost", &args.cost),
        ("topic", &args.topic),
        ("skill", &args.skill),
        ("level", &args.level),
        ("provider", &args.provider),
        ("credit", &args.credit),
    ];
    for (facet, terms) in short {
        if let Some(terms) = terms {
            choose(catalog, facet, terms, &mut query)?;
        }
    }
    for choice in &args.wheres {
        let (facet, terms) = choice
            .split_once('=')
            .ok_or_else(|| Usage(format!("`--where {choice}` has no `=`: write it as FACET=TERM")))?;
        choose(catalog, facet, terms, &mut query)?;
    }
    query.minutes.min = args.time_min.as_deref().map(|text| minutes("`--time-min`", text)).transpose()?;
    query.minutes.max = args.time_max.as_deref().map(|text| minutes("`--within` or `--time-max`", text)).transpose()?;
    query.price.min = args.price_min.as_deref().map(|text| price(catalog, "price-min", text)).transpose()?;
    query.price.max = args.price_max.as_deref().map(|text| price(catalog, "price-max", text)).transpose()?;
    Ok(query)
}

pub fn minutes(flag: &str, text: &str) -> Result<i64, Usage> {
    match Minutes::parse(text) {
        Some(minutes) => Ok(i64::from(minutes.0)),
        None => Err(Usage(format!("{flag} takes a time such as `45m`, `1h` or `1h 30m`, not `{text}`"))),
    }
}

/// Reads an amount in the site's currency as minor units.
pub fn price(catalog: &Catalog, flag: &str, text: &str) -> Result<i64, Usage> {
    match Money::parse(text, catalog.currency) {
        Ok(money) => Ok(money.minor),
        Err(why) => Err(Usage(format!("`--{flag} {text}`: the amount {why}; write it in {}", catalog.currency.code()))),
    }
}

fn choose(catalog: &Catalog, facet: &str, terms: &str, query: &mut Query) -> Result<(), Usage> {
    let number = find_facet(catalog, facet)?;
    let known = &catalog.facets[number];
    for term in terms.split(',').map(str::trim) {
        let found = known.find(term).ok_or_else(|| {
            let help = match known.meant(term) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`milepost list --counts {facet}` shows its terms"),
            };
            Usage(format!("the facet `{facet}` has no term `{term}`; {help}"))
        })?;
        query.terms.push(TermId { facet: number as u8, term: found });
    }
    Ok(())
}

fn find_facet(catalog: &Catalog, id: &str) -> Result<usize, Usage> {
    catalog.find_facet(id).ok_or_else(|| {
        let ids: Vec<_> = catalog.facets.iter().map(|facet| facet.id.as_str()).collect();
        match diag::nearest(id, ids.iter().copied()) {
            Some(near) => Usage(format!("no facet is named `{id}`; did you mean `{near}`?")),
            None => Usage(format!("no facet is named `{id}`; there are {}", ids.join(", "))),
        }
    })
}

fn entries(catalog: &Catalog, query: &Query, args: &ListArgs, global: &Global) -> Result<()> {
    let found = browse::sorted(catalog, browse::matching(catalog, query), args.sort.into(), catalog.as_of);
    let mut out = anstream::stdout().lock();
    if args.format == ListFormat::Json {
        let entries: Vec<_> = found.iter().map(|id| entry_json(catalog, *id)).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&entries)?)?;
        return Ok(());
    }
    for id in &found {
        let opportunity = catalog.opportunity(*id);
        let facts = &opportunity.facts;
        let time = facts.time.map_or_else(|| "time not stated".to_owned(), |time| time.to_string());
        let provider = facts.provider.map_or("", |provider| catalog.providers[provider as usize].name.as_str());
        writeln!(out, "{}", opportunity.entry.title.value)?;
        writeln!(out, "    {} | {time} | {provider} | {}", cost(catalog, *id), opportunity.entry.id.value)?;
    }
    drop(out);
    report::say(global, &format!("{} of {}", found.len(), count_of(catalog.listed, "entry")));
    tell_hidden(catalog, query, global);
    if found.is_empty() && catalog.listed > 0 {
        report::say(global, "Nothing matches. Leave a filter out, or see what there is with `--counts topic`.");
    }
    Ok(())
}

/// Says what a range or the day leaves out without anyone having asked for that.
fn tell_hidden(catalog: &Catalog, query: &Query, global: &Global) {
    let past = browse::past(catalog, query);
    if past > 0 {
        let is = if past == 1 { "is" } else { "are" };
        let count = count_of(past, "entry");
        report::say(global, &format!("{count} whose dates are over {is} left out; `--past` shows what is over too."));
    }
    for (measure, what) in [(Measure::Price, "amount"), (Measure::Minutes, "time")] {
        let unstated = browse::unstated(catalog, query, measure);
        if unstated > 0 {
            let (states, is) = if unstated == 1 { ("states", "is") } else { ("state", "are") };
            let count = count_of(unstated, "entry");
            report::say(global, &format!("{count} that {states} no {what} {is} left out."));
        }
    }
}

impl From<ListSort> for Sort {
    fn from(sort: ListSort) -> Self {
        match sort {
            ListSort::Cost => Sort::Cost,
            ListSort::Deadline => Sort::Deadline,
            ListSort::Shortest => Sort::Shortest,
            ListSort::Credit => Sort::Credit,
            ListSort::Newest => Sort::Newest,
        }
    }
}

/// Returns the band, with the amount where one is stated.
fn cost(catalog: &Catalog, id: OpportunityId) -> String {
    let facts = &catalog.opportunity(id).facts;
    let amount = facts.price.as_ref().and_then(|price| price.amount).map(|amount| amount.to_string());
    match (facts.band, amount) {
        (Band::Free, _) => Band::Free.label().to_owned(),
        (band, Some(amount)) => format!("{} ({amount})", band.label()),
        (band, None) => band.label().to_owned(),
    }
}

fn entry_json(catalog: &Catalog, id: OpportunityId) -> serde_json::Value {
    let opportunity = catalog.opportunity(id);
    let (entry, facts) = (&opportunity.entry, &opportunity.facts);
    let mut terms = serde_json::Map::new();
    for (number, facet) in catalog.facets.iter().enumerate() {
        let ids: Vec<_> = catalog.terms_of(id, number).map(|term| catalog.term(term).id.clone()).collect();
        terms.insert(facet.id.clone(), json!(ids.into_iter().filter(|id| id != NOT_STATED).collect::<Vec<_>>()));
    }
    json!({
        "id": entry.id.value,
        "title": entry.title.value,
        "summary": facts.summary,
        "provider": facts.provider.map(|provider| &catalog.providers[provider as usize].name),
        "url": entry.url.as_ref().map(|url| url.as_str()),
        "cost": facts.band.id(),
        "amount": facts.price.as_ref().and_then(|price| price.amount).map(|amount| json!({
            "minor_units": amount.minor,
            "currency": amount.currency.code(),
        })),
        "minutes": facts.time.map(|time| json!({ "shortest": time.shortest.0, "longest": time.longest.0 })),
        "sessions": facts.sessions.iter().map(|session| session.start.to_string()).collect::<Vec<_>>(),
        "terms": terms,
    })
}

fn counts(catalog: &Catalog, query: &Query, facet: &str, format: ListFormat) -> Result<()> {
    let number = find_facet(catalog, facet)?;
    let counts = browse::counts(catalog, query, number);
    let terms = catalog.facets[number].terms.iter().zip(counts);
    let mut out = anstream::stdout().lock();
    if format == ListFormat::Json {
        let rows: Vec<_> =
            terms.map(|(term, count)| json!({ "term": term.id, "label": term.label, "count": count })).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
        return Ok(());
    }
    for (term, count) in terms {
        writeln!(out, "{count:>6}  {} ({})", term.label, term.id)?;
    }
    Ok(())
}

fn left_out(catalog: &Catalog, format: ListFormat) -> Result<()> {
    let mut out = anstream::stdout().lock();
    if format == ListFormat::Json {
        let rows: Vec<_> = catalog.left_out.iter().map(|one| json!({ "id": one.id, "rule": rule(one.rule) })).collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
        return Ok(());
    }
    for one in &catalog.left_out {
        writeln!(out, "{}: {}", one.id, rule(one.rule))?;
    }
    Ok(())
}

/// Says in words why something is left out.
pub fn rule(rule: Rule) -> String {
    match rule {
        Rule::Draft => "a draft".to_owned(),
        Rule::PublishedLater(day) => format!("not shown before {day}"),
        Rule::Expired(day) => format!("its last day was {day}; its page stays, lists leave it out"),
        Rule::Retired => "retired; its page stays, lists leave it out".to_owned(),
    }
}
