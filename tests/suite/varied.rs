//! A small site with something of everything, drawn from a seed.
//!
//! Dated runs, requirements, links between entries, old ids, drafts, what is retired, expired or
//! yet to come, a tree of topics, a facet of the site's own, lists of several pages, paths between
//! roles with steps of every kind, credentials and mentors.

use super::harness::SiteTest;
use super::large::Random;

const SITE: &str = r#"
title = "Small Hospital Learning"
base_url = "https://learn.example.org/"
timezone = "America/Chicago"
currency = "USD"
low_cost = 50
page_size = 5
contact = "learning@example.org"
pairs = [["cost", "topic"], ["setting", "level"]]

[[facets]]
id = "topic"

[[facets.terms]]
id = "privacy"
label = "Privacy"
description = "Who may see a record."
synonyms = ["HIPAA"]

[[facets.terms]]
id = "release"
label = "Release of information"
parent = "privacy"

[[facets.terms]]
id = "breach"
label = "Breaches"
parent = "release"

[[facets.terms]]
id = "coding"
label = "Coding"

[[facets.terms]]
id = "data"
label = "Data"

[[facets]]
id = "format"

[[facets.terms]]
id = "guide"

[[facets.terms]]
id = "webinar"

[[facets.terms]]
id = "podcast"

[[facets]]
id = "setting"
label = "Setting"
field = "place"

[[facets.terms]]
id = "hospital"

[[facets.terms]]
id = "clinic"

[[facets]]
id = "certificate"
hidden = true
"#;

const CREDENTIALS: &str = r#"
[[body]]
id = "ahima"
name = "AHIMA"
credit = "CEU"

[[body]]
id = "aapc"
name = "AAPC"
credit = "CEU"

[[credential]]
id = "rhit"
short = "RHIT"
name = "Registered technician"
body = "ahima"

[[credential]]
id = "cpc"
short = "CPC"
name = "Certified coder"
entry = "entry-2"
url = "https://example.org/cpc"
"#;

const ROLES: &str = r#"
[[role]]
id = "clerk"
title = "Records clerk"

[[role]]
id = "coder"
title = "Coder"
summary = "Turns notes into codes."
needs = [{ competency = "listening", level = 1 }]

[[role]]
id = "lead"
title = "Team lead"
needs = [{ competency = "listening", level = 3 }, { competency = "right-of-access", level = 2 }]
"#;

const MENTORS: &str = r#"
[[mentor]]
id = "front-desk"
name = "The front desk"
roles = ["coder", "lead"]
topics = ["release"]
contact = "desk@example.org"
"#;

const COMPETENCIES: &str = r#"
[[competency]]
id = "right-of-access"
name = "Right of access"
kind = "hard"
levels = ["Knows the rule", "Applies it", "Teaches it"]

[[competency]]
id = "listening"
name = "Listening"
kind = "soft"
"#;

const HOME: &str = r#"+++
title = "What will you learn next?"
summary = "Free things first."
+++
Begin with [the catalog](/catalog/) or with [the first entry](entry-0).
"#;

const ABOUT: &str = r#"+++
title = "About"
menu = true
+++
## Who keeps it

The department. [Write to us](help/contact.md), or read on [below](#who-keeps-it).
"#;

const CONTACT: &str = r#"+++
title = "Contact"
formerly = ["write-to-us"]
+++
Ask the front desk. The [form](/files/form.txt) helps.
"#;

const PRIVACY: &str = r#"+++
title = "Privacy and the law"
summary = "Start with the rule."
+++
Read [an entry](entry-1) first.
"#;

/// How many entries the site has at first, left out ones included.
pub const ENTRIES: usize = 40;

/// How many paths the site has at first.
pub const PATHS: usize = 3;

/// An entry that costs nothing at first.
const FREE: &str = "entry-3";

pub const PROVIDERS: [(&str, &str); 5] =
    [("ahrq", "AHRQ"), ("ahima", "AHIMA"), ("aapc", "AAPC"), ("hhs", "HHS"), ("state-college", "State College")];

/// Returns the site of a seed; it has no errors.
pub fn site(seed: u64) -> SiteTest {
    let mut site = SiteTest::bare()
        .with("site.toml", SITE)
        .with("content/providers.toml", &providers())
        .with("content/credentials.toml", CREDENTIALS)
        .with("content/competencies.toml", COMPETENCIES)
        .with("content/roles.toml", ROLES)
        .with("content/mentors.toml", MENTORS)
        .with("content/index.md", HOME)
        .with("content/pages/about.md", ABOUT)
        .with("content/pages/help/contact.md", CONTACT)
        .with("content/topics/privacy.md", PRIVACY)
        .with("content/files/form.txt", "Name:\n");
    let mut random = Random::of(seed, 0);
    for number in 0..ENTRIES {
        site.put(&location(number), &entry(number, &mut random));
    }
    for number in 0..PATHS {
        site.put(&path_location(number), &path(number, &mut random));
    }
    site
}

fn providers() -> String {
    PROVIDERS.iter().map(|(id, name)| format!("[[provider]]\nid = \"{id}\"\nname = \"{name}\"\n\n")).collect()
}

/// Returns where the entry with a number stands at first.
pub fn location(number: usize) -> String {
    let folder = ["", "more/", "more/still/"][number % 3];
    format!("content/opportunities/{folder}entry-{number}.md")
}

/// Returns where the path with a number stands at first.
pub fn path_location(number: usize) -> String {
    format!("content/paths/path-{number}.md")
}

/// Returns the file of a new path: it leads from any role to another, over two stages.
///
/// The steps that it cannot do without are a task and one that [`FREE`] completes.
pub fn path(number: usize, random: &mut Random) -> String {
    let (from, to) = random.pick(&[("clerk", "coder"), ("coder", "lead"), ("clerk", "lead"), ("lead", "clerk")]);
    let mut text = format!("+++\ntitle = \"Path {number} to {to}\"\nfrom = [\"{from}\"]\nto = \"{to}\"\n");
    if random.chance(50) {
        text.push_str("summary = \"A way that many went.\"\nsignals = [\"cpc\", \"rhit\"]\n");
    }
    if number % 3 == 2 {
        text.push_str(&format!("formerly = [\"old-path-{number}\"]\n"));
    }
    text.push_str("\n[[stages]]\nid = \"begin\"\ntitle = \"Begin\"\n");
    text.push_str(
        "teaches = [{ competency = \"listening\", level = 3 }, { competency = \"right-of-access\", level = 2 }]\n",
    );
    text.push_str(&step("first", &format!("options = [\"{}\", \"{FREE}\"]", open_entry(random))));
    text.push_str(&step("task", "task = \"Ask a colleague.\"\nduration = \"2h\"\nafter = [\"first\"]"));
    text.push_str("\n[[stages]]\nid = \"go-on\"\ntitle = \"Go on\"\npurpose = \"To be good at it.\"\n");
    for number in 0..1 + random.below(3) {
        let (one, other) = (random.below(5), 5 + random.below(5));
        let need = 1 + random.below(2);
        let options = format!("options = [\"entry-{one}\", \"entry-{other}\"]\nneed = {need}\noptional = true");
        text.push_str(&step(&format!("more-{number}"), &options));
    }
    text.push_str("+++\nWords above a path, with [an entry](entry-1).\n");
    text
}

fn step(id: &str, lines: &str) -> String {
    format!("\n[[stages.steps]]\nid = \"{id}\"\ntitle = \"Do {id}\"\n{lines}\n")
}

/// Picks an entry that one can take at first, and that requires nothing.
fn open_entry(random: &mut Random) -> String {
    format!("entry-{}", [0, 1, 2, 4][random.below(4)])
}

/// Returns the file of a new entry; it names only entries with smaller numbers.
pub fn entry(number: usize, random: &mut Random) -> String {
    let mut text = format!("+++\ntitle = \"Entry {number} on {}\"\n", one(random, &["coding", "privacy", "data"]));
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {value}\n"));
    line("provider", &format!("\"{}\"", random.pick(&PROVIDERS).0));
    line("url", &format!("\"https://example.org/{number}\""));
    line("format", one(random, &["\"guide\"", "\"webinar\"", "\"podcast\""]));
    line("formality", one(random, &["\"formal\"", "\"informal\""]));
    line("skill", one(random, &["\"hard\"", "\"soft\"", "[\"hard\", \"soft\"]"]));
    line(
        "topics",
        one(random, &["[\"privacy\"]", "[\"breach\", \"data\"]", "[\"release\"]", "[\"coding\", \"data\"]"]),
    );
    line("cost", cost(random));
    if random.chance(60) {
        line("duration", one(random, &["\"45m\"", "\"3h\"", "{ min = \"4h\", max = \"30h\" }", "\"6 weeks\""]));
        line("duration_basis", one(random, &["\"provider\"", "\"estimate\"", "\"third-party\""]));
    }
    if random.chance(50) {
        line("level", one(random, &["\"beginner\"", "\"advanced\""]));
    }
    if random.chance(40) {
        line("credits", one(random, &["[{ body = \"ahima\", amount = 1.5 }]", "[{ body = \"aapc\", amount = 2 }]"]));
    }
    if random.chance(30) {
        line("teaches", "[{ competency = \"right-of-access\", level = 2 }]");
    }
    if random.chance(30) {
        line("certificate", one(random, &["true", "false"]));
    }
    if random.chance(50) {
        line("delivery", one(random, &["\"online\"", "[\"online\", \"in-person\"]"]));
    }
    if random.chance(40) {
        line("summary", &format!("\"What entry {number} gives.\""));
    }
    if random.chance(50) {
        line("published", one(random, &["2026-10-01", "2026-11-15"]));
    }
    if number % 9 == 4 {
        line("formerly", &format!("[\"old-{number}\"]"));
    }
    if number > 4 && random.chance(25) {
        line("requires", &format!("[[\"entry-{}\", \"entry-{}\"]]", random.below(2), 2 + random.below(2)));
    }
    match number {
        11 => line("status", "\"draft\""),
        17 => text.push_str("status = \"retired\"\nreason = \"It is gone.\"\nreplaced_by = \"entry-2\"\n"),
        23 => line("expires", "2026-11-20"),
        29 => line("published", "2027-02-01"),
        3 => line("cost", "\"free\""),
        _ => (),
    }
    let mut text = once(&text);
    if random.chance(50) {
        text.push_str(&format!("[extra]\nplace = {}\n", one(random, &["\"hospital\"", "[\"hospital\", \"clinic\"]"])));
    }
    if random.chance(35) {
        text.push_str(&sessions(random));
    }
    text.push_str("+++\n");
    text.push_str(&format!("The first words of entry {number}.\n\n## What to do\n\nRead *closely*.\n"));
    if number > 4 && random.chance(50) {
        text.push_str(&format!("Then take [another](entry-{}).\n", random.below(5)));
    }
    text
}

fn cost(random: &mut Random) -> &'static str {
    one(
        random,
        &[
            "\"free\"",
            "\"free\"",
            "\"paid\"",
            "\"unknown\"",
            "{ amount = 49 }",
            "{ amount = 299, note = \"read in 2025\" }",
            "{ amount = 79, members = { ahima = 0 } }",
        ],
    )
}

/// Picks one of some texts.
fn one<'c>(random: &mut Random, choices: &[&'c str]) -> &'c str {
    choices[random.below(choices.len())]
}

/// One run behind and one ahead of the day of the tests, or only one of them.
fn sessions(random: &mut Random) -> String {
    let past = "[[sessions]]\nstart = 2026-03-02T09:00:00\nplace = \"Columbus\"\n";
    let ahead = format!(
        "[[sessions]]\nstart = 2026-12-{:02}T12:00:00\nend = 2026-12-31T13:00:00\nonline = true\nregister_by = 2026-11-{:02}\n",
        1 + random.below(20),
        24 + random.below(6),
    );
    match random.below(3) {
        0 => past.to_owned(),
        1 => ahead,
        _ => format!("{past}{ahead}"),
    }
}

/// Keeps the last of the lines that set one key.
fn once(text: &str) -> String {
    let key = |line: &str| line.split(' ').next().unwrap_or("").to_owned();
    let lines: Vec<&str> = text.lines().collect();
    let is_last = |at: usize| !lines[at + 1..].iter().any(|later| key(later) == key(lines[at]));
    (0..lines.len()).filter(|at| is_last(*at)).map(|at| format!("{}\n", lines[at])).collect()
}

#[test]
fn the_varied_site_has_no_problems() {
    for seed in 0..4 {
        assert_eq!(site(seed).problems(), Vec::<String>::new());
    }
}
