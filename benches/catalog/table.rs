//! Tables of the results: one for a terminal, one for the documentation.

use super::measure::processors;
use super::report::{FLOOR, Report, Row, Yardstick};

/// Writes a table for each catalog, with times, ratios, budgets and verdicts.
pub fn plain(reports: &[Report], growth: Option<&Row>) -> String {
    let mut text = String::new();
    for report in reports {
        text.push_str(&format!("\n{}\n{}\n", heading(report), plain_line(&HEADS)));
        report.rows.iter().for_each(|row| text.push_str(&format!("{}\n", plain_row(row))));
    }
    text.extend(growth.map(|row| format!("\n{}: {}\n", row.measure, with_budget(row))));
    text
}

/// Writes one Markdown table with a column for each catalog and ratios in its cells.
pub fn markdown(reports: &[Report], growth: Option<&Row>) -> String {
    let sizes: Vec<String> = reports.iter().map(|report| grouped(report.entries as u64)).collect();
    let mut text = format!("| Measure | {} |\n| --- |{}\n", sizes.join(" | "), " ---: |".repeat(sizes.len()));
    for measure in measures(reports).into_iter().filter(|&measure| measure != FLOOR) {
        let cells = reports.iter().map(|report| {
            let row = report.rows.iter().find(|row| row.measure == measure);
            row.map_or_else(|| "not measured".to_owned(), with_budget)
        });
        text.push_str(&format!("| {measure} | {} |\n", cells.collect::<Vec<_>>().join(" | ")));
    }
    text.extend(growth.map(|row| format!("\n{}: {}.\n", row.measure, with_budget(row))));
    text.extend(reports.first().map(conditions));
    text
}

const HEADS: [&str; 7] = ["measure", "median", "CPU", "× floor", "judged by", "budget", ""];

fn plain_row(row: &Row) -> String {
    let or_nothing = |text: Option<String>| text.unwrap_or_default();
    let own_number = written(row.value, row.yardstick);
    let median = row.wall.map_or_else(|| own_number.clone(), seconds);
    let judged = if row.wall.is_some() { own_number } else { String::new() };
    plain_line(&[
        row.measure,
        &median,
        &or_nothing(row.cpu.map(|cpu| format!("{cpu:.2} s"))),
        &or_nothing(row.of_floor.map(|times| format!("{times:.2}"))),
        &judged,
        &or_nothing(row.budget.map(|most| format!("≤ {}", written(most, row.yardstick)))),
        &or_nothing(row.budget.map(|most| if row.value <= most { "met" } else { "missed" }.to_owned())),
    ])
}

fn plain_line(cells: &[&str; 7]) -> String {
    let [measure, median, cpu, floor, judged, budget, verdict] = cells;
    let line = format!("{measure:<46}{median:>11}{cpu:>10}{floor:>9}{judged:>16}{budget:>19}  {verdict}");
    line.trim_end().to_owned()
}

fn heading(report: &Report) -> String {
    let sized = |(files, bytes): (usize, u64)| format!("{} files, {:.1} MB", grouped(files as u64), bytes as f64 / 1e6);
    format!(
        "{} entries: in {}; out {}; {}, {} processors, {} runs",
        grouped(report.entries as u64),
        sized(report.inputs),
        sized(report.outputs),
        report.file_system,
        processors(),
        report.runs,
    )
}

fn conditions(report: &Report) -> String {
    format!(
        "\nMedians of {} interleaved runs on {}, {} processors. The floor reads every input and writes as many \
         files of the same sizes, on two threads.\n",
        report.runs,
        report.file_system,
        processors(),
    )
}

/// Returns the measures of all tables once each, in the order in which they first come.
fn measures(reports: &[Report]) -> Vec<&'static str> {
    let mut measures = Vec::new();
    for row in reports.iter().flat_map(|report| &report.rows) {
        if !measures.contains(&row.measure) {
            measures.push(row.measure);
        }
    }
    measures
}

fn with_budget(row: &Row) -> String {
    let value = written(row.value, row.yardstick);
    match row.budget {
        None => value,
        Some(most) if row.value <= most => {
            format!("{value} (at most {})", written(most, row.yardstick))
        }
        Some(most) => format!("{value} (at most {}: missed)", written(most, row.yardstick)),
    }
}

fn written(value: f64, yardstick: Yardstick) -> String {
    match yardstick {
        Yardstick::Floor => format!("{value:.2} × floor"),
        Yardstick::Stat => format!("{value:.2} × stat"),
        Yardstick::Cold => format!("{value:.0} % of cold"),
        Yardstick::Growth => format!("× {value:.1}"),
        Yardstick::Milliseconds => format!("{value:.1} ms"),
        Yardstick::Seconds => format!("{value:.2} s"),
        Yardstick::Mebibytes => format!("{value:.0} MiB"),
    }
}

fn seconds(seconds: f64) -> String {
    if seconds < 0.1 { format!("{:.1} ms", seconds * 1_000.0) } else { format!("{seconds:.3} s") }
}

/// Writes a number with a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    groups.map(String::from_utf8_lossy).collect::<Vec<_>>().join(",")
}
