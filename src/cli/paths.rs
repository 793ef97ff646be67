//! `milepost list paths`: what each path takes at the least, and whether limits can be kept.

use std::io::Write;

use anyhow::Result;
use clap::Args;
use serde_json::{Value, json};

use super::list::{ListFormat, minutes, price};
use super::site::Site;
use super::way::{Way, is_free};
use super::{Global, Making, Outcome, ProblemFormat, Usage, report};
use crate::catalog::{Catalog, GoalPath};
use crate::diag::{self, count_of};
use crate::guide::{self, Aim, Limits};

#[derive(Debug, Args)]
pub struct PathsArgs {
    /// Only paths that start from this role, by its id
    #[arg(long, value_name = "ROLE")]
    from: Option<String>,
    /// Only paths that lead to this role, by its id
    #[arg(long, value_name = "ROLE")]
    to: Option<String>,
    /// Say for each path how it is done in this time at most, such as `40h`, or which step is in the way
    #[arg(long, visible_alias = "within", value_name = "TIME")]
    time_max: Option<String>,
    /// Say for each path how it is done for this much at most, in the site's currency, or which step is
    /// in the way
    #[arg(long, value_name = "AMOUNT")]
    price_max: Option<String>,
    /// How the list is written
    #[arg(long, default_value = "text")]
    format: ListFormat,
    #[command(flatten)]
    making: Making,
}

pub fn run(global: &Global, args: &PathsArgs) -> Result<Outcome> {
    let site = Site::find(global)?;
    let (inputs, prepared) = site.prepare(&args.making)?;
    let catalog = &prepared.catalog;
    let limits = Limits {
        price: args.price_max.as_deref().map(|text| price(catalog, "price-max", text)).transpose()?,
        minutes: args.time_max.as_deref().map(|text| minutes("`--within` or `--time-max`", text)).transpose()?,
    };
    let from = args.from.as_deref().map(|role| find_role(catalog, role)).transpose()?;
    let to = args.to.as_deref().map(|role| find_role(catalog, role)).transpose()?;
    let has_errors = prepared.diagnostics.has_errors();
    if has_errors {
        let closing = "The list may be incomplete.";
        report::problems(&prepared.diagnostics, &inputs.sources, ProblemFormat::Text, closing)?;
    }
    let is_meant =
        |path: &&GoalPath| from.is_none_or(|role| path.from.contains(&role)) && to.is_none_or(|role| path.to == role);
    let ways: Vec<Way<'_>> = catalog.paths.iter().filter(is_meant).map(|path| Way { catalog, path }).collect();
    match args.format {
        ListFormat::Json => {
            let rows: Vec<Value> = ways.iter().map(|way| row_json(*way, limits)).collect();
            writeln!(anstream::stdout().lock(), "{}", serde_json::to_string_pretty(&rows)?)?;
        }
        ListFormat::Text => {
            let mut kept = 0;
            for way in &ways {
                kept += usize::from(write(*way, limits, &mut anstream::stdout().lock())?);
            }
            close(global, catalog, ways.len(), (limits != Limits::default()).then_some(kept));
        }
    }
    Ok(if has_errors { Outcome::Problems } else { Outcome::Fine })
}

/// Finds a role by its id.
pub fn find_role(catalog: &Catalog, id: &str) -> Result<usize, Usage> {
    catalog.roles.iter().position(|role| role.entry.id.value == id).ok_or_else(|| {
        let ids: Vec<_> = catalog.roles.iter().map(|role| role.entry.id.value.as_str()).collect();
        match (diag::nearest(id, ids.iter().copied()), ids.is_empty()) {
            (Some(near), _) => Usage(format!("no role is named `{id}`; did you mean `{near}`?")),
            (None, true) => Usage(format!("no role is named `{id}`: the site has no `content/roles.toml`")),
            (None, false) => Usage(format!("no role is named `{id}`; there are {}", ids.join(", "))),
        }
    })
}

/// Writes one path, and returns whether it can be walked within the limits.
fn write(way: Way<'_>, limits: Limits, out: &mut impl Write) -> Result<bool> {
    let entry = &way.path.entry;
    writeln!(out, "{}", entry.title)?;
    let sum = match guide::route(way.catalog, way.path, Aim::Cheapest) {
        Ok(route) => way.sum(&route.figures),
        Err(undone) => format!("Cannot be finished: {}", way.undone(undone)),
    };
    writeln!(out, "    {sum} | {} | {} | {}", way.steps(), way.ends(), entry.id.value)?;
    if limits == Limits::default() {
        return Ok(true);
    }
    let within = guide::within(way.catalog, way.path, limits);
    match &within {
        Ok(route) => writeln!(out, "    Within the limits: {}", way.sum(&route.figures))?,
        Err(blocked) => writeln!(out, "    Not within the limits: {}", way.blocked(*blocked))?,
    }
    Ok(within.is_ok())
}

fn row_json(way: Way<'_>, limits: Limits) -> Value {
    let (catalog, path) = (way.catalog, way.path);
    let role = |role: usize| &catalog.roles[role].entry.id.value;
    let required = path.required_steps().len();
    let cheapest = guide::route(catalog, path, Aim::Cheapest);
    let mut row = json!({
        "id": path.entry.id.value,
        "title": path.entry.title,
        "summary": path.entry.summary,
        "from": path.from.iter().map(|from| role(*from)).collect::<Vec<_>>(),
        "to": role(path.to),
        "signals": path.signals.iter().map(|signal| &catalog.credentials[*signal].entry.id.value).collect::<Vec<_>>(),
        "steps": { "required": required, "optional": path.steps.len() - required },
        "is_free": cheapest.as_ref().is_ok_and(|route| is_free(&route.figures)),
        "cheapest": cheapest.as_ref().ok().map(|route| way.route_json(route)),
    });
    if limits != Limits::default() {
        let within = guide::within(catalog, path, limits);
        row["within"] = within.as_ref().map_or(Value::Null, |route| way.route_json(route));
        row["blocked"] = within.err().map_or(Value::Null, |blocked| way.blocked_json(blocked));
    }
    row
}

fn close(global: &Global, catalog: &Catalog, shown: usize, kept: Option<usize>) {
    let count = count_of(catalog.paths.len(), "path");
    match kept {
        Some(kept) => report::say(global, &format!("{shown} of {count}, {kept} within the limits")),
        None => report::say(global, &format!("{shown} of {count}")),
    }
    if catalog.paths.is_empty() {
        report::say(global, "The site has no paths. `milepost new path \"Title\"` makes one.");
    } else if shown == 0 {
        report::say(global, "No path joins these roles.");
    }
}
