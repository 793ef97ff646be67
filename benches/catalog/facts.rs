//! What generated front matter says beyond an entry's name and topics.
//!
//! Shares are those of the reference catalog: 45 % free, 15 % without a stated time, 20 %
//! with dated sessions, 25 % with credits.

use std::fmt::Display;

use super::days::Day;
use super::prose;
use super::random::Random;
use super::terms;

/// Writes a cost of the bands free 45 %, member-free 5, low-cost 15, paid 25, unknown 10.
pub fn cost(random: &mut Random) -> String {
    match random.below(100) {
        0..45 => "\"free\"".to_owned(),
        45..48 => format!("{{ amount = {}, members = {{ ahima = 0 }} }}", random.between(29, 249)),
        48..50 => "{ members = { ahima = 0 } }".to_owned(),
        50..65 => format!("{{ amount = {} }}", random.between(5, 50)),
        65..70 => "\"paid\"".to_owned(),
        70..73 => format!("{{ amount = {}, per = \"year\" }}", random.between(60, 400)),
        73..76 => format!("{{ amount = {}, note = \"Exam included\" }}", random.between(99, 600)),
        76..90 => format!("{{ amount = {} }}", random.between(51, 1_200)),
        _ => "\"unknown\"".to_owned(),
    }
}

/// States the time an entry takes, in 85 of 100 entries.
///
/// Formats that go on have the time of one item.
pub fn time_needed(text: &mut String, format: &str, random: &mut Random) {
    match random.below(100) {
        0..15 => return,
        _ if terms::CONTINUING.contains(&format) => {
            field(text, "each", quoted(format!("{}m", 5 * random.between(2, 11))));
        }
        15..50 => field(text, "duration", quoted(format!("{}m", 5 * random.between(2, 11)))),
        50..65 => field(text, "duration", quoted(format!("{}h 30m", random.between(1, 7)))),
        65..80 => field(text, "duration", quoted(format!("{}h", random.between(1, 40)))),
        80..90 => {
            let shortest = random.between(1, 12);
            let longest = shortest + random.between(1, 8);
            field(text, "duration", format!("{{ min = \"{shortest}h\", max = \"{longest}h\" }}"));
        }
        _ => {
            field(text, "duration", quoted(format!("{} weeks", random.between(2, 16))));
            field(text, "effort", quoted(format!("{}h/week", random.between(1, 8))));
        }
    }
    if random.chance(25) {
        field(text, "duration_basis", quoted(random.pick(&["estimate", "third-party"])));
    }
}

/// Adds the optional facts that some entries have and others lack.
pub fn what_is_known(text: &mut String, outside: &str, random: &mut Random) {
    if random.chance(70) {
        field(text, "published", Day::of_past(random.below(1_000)));
    }
    if random.chance(50) {
        field(text, "checked", format!("{{ link = {} }}", Day::of_past(800 + random.below(200))));
    }
    if random.chance(30) {
        field(text, "sources", list(&[outside]));
    }
    if random.chance(40) {
        field(text, "delivery", quoted(random.pick(&["online", "in-person", "hybrid"])));
    }
    if random.chance(30) {
        field(text, "signup", quoted(random.pick(&["none", "account", "membership"])));
    }
    if random.chance(15) {
        field(text, "certificate", true);
        field(text, "certificate_cost", format!("{{ amount = {} }}", random.between(10, 99)));
    }
}

/// Grants credits of one or two bodies, in a quarter of the entries.
pub fn credits(text: &mut String, random: &mut Random) {
    if !random.chance(25) {
        return;
    }
    let first = random.below(terms::BODIES.len());
    let number = if random.chance(20) { 2 } else { 1 };
    let credits: Vec<String> = (first..first + number).map(|body| credit(body, random)).collect();
    field(text, "credits", format!("[{}]", credits.join(", ")));
}

fn credit(body: usize, random: &mut Random) -> String {
    let body = terms::BODIES[body % terms::BODIES.len()].0;
    let halves = random.between(1, 24);
    let amount = if halves.is_multiple_of(2) { format!("{}", halves / 2) } else { format!("{}.5", halves / 2) };
    let domain = if random.chance(30) { ", domain = \"privacy\"" } else { "" };
    let live = if random.chance(20) { ", live = true" } else { "" };
    format!("{{ body = \"{body}\", amount = {amount}{domain}{live} }}")
}

/// Adds one to three sessions in the year that begins in December 2026, to a fifth of the entries.
pub fn sessions(text: &mut String, random: &mut Random) {
    if !random.chance(20) {
        return;
    }
    let mut day = 15 + random.below(200);
    for _ in 0..random.between(1, 3) {
        session(text, day, random);
        day += random.between(7, 60);
    }
}

fn session(text: &mut String, day: usize, random: &mut Random) {
    let (date, hour) = (Day::of_session(day), random.between(8, 17));
    text.push_str("\n[[sessions]]\n");
    field(text, "start", format!("{date}T{hour:02}:00:00"));
    field(text, "end", format!("{date}T{:02}:30:00", hour + random.between(0, 3)));
    if random.chance(50) {
        field(text, "timezone", quoted(random.pick(&["America/New_York", "America/Denver", "America/Los_Angeles"])));
    }
    if random.chance(60) {
        field(text, "online", true);
    } else {
        field(text, "place", quoted(prose::place(random)));
    }
    if random.chance(50) {
        field(text, "register_by", Day::of_session(day - random.between(1, 14)));
    }
    if random.chance(40) {
        field(text, "seats", random.between(10, 200));
    }
    if random.chance(10) {
        field(text, "status", quoted(random.pick(&["full", "cancelled"])));
    }
}

/// Adds a line to the front matter.
pub fn field(text: &mut String, name: &str, value: impl Display) {
    text.push_str(&format!("{name} = {value}\n"));
}

/// Sets a text in quotation marks; the vocabulary has nothing that TOML would want escaped.
pub fn quoted(text: impl Display) -> String {
    format!("\"{text}\"")
}

/// Writes a list of texts.
pub fn list(items: &[&str]) -> String {
    format!("[{}]", items.iter().map(quoted).collect::<Vec<_>>().join(", "))
}
