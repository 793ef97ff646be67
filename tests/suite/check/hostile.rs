//! Whatever a file holds, it is told of and nothing breaks.

use milepost::build::Workshop;
use milepost::diag::{Diagnostic, machine, text};
use milepost::source::{Sources, folder};
use proptest::prelude::*;

use crate::harness::SiteTest;

/// Every kind of place that is read, with a file that is right there.
const PLACES: [(&str, &str); 11] = [
    (
        "site.toml",
        "title = \"Site\"\nbase_url = \"https://example.org/a/\"\ntimezone = \"America/Chicago\"\nlow_cost = 50\npairs = [[\"cost\", \"topic\"]]\n\
         budgets = { page = 300000 }\n[[facets]]\nid = \"topic\"\n[[facets.terms]]\nid = \"privacy\"\nsynonyms = [\"HIPAA\"]\n\
         [[facets.terms]]\nid = \"data\"\nparent = \"privacy\"\n[[facets]]\nid = \"setting\"\n[[facets.terms]]\nid = \"clinic\"\n",
    ),
    (
        "content/opportunities/sql-2.md",
        "+++\ntitle = \"SQL\"\nprovider = \"ahrq\"\nurl = \"https://example.org/\"\nformat = \"course\"\nformality = \"formal\"\n\
         skill = [\"hard\", \"soft\"]\ntopics = [\"data\"]\ncost = { amount = 79.50, members = { ahima = 0 }, per = \"year\" }\n\
         duration = { min = \"4h\", max = \"6h\" }\ncredits = [{ body = \"ahima\", amount = 1.5, live = true }]\n\
         requires = [[\"sql-1\", \"hipaa-basics\"]]\nchecked = { link = 2026-05-01 }\npublished = 2026-01-05\nformerly = [\"old\"]\n\
         [[sessions]]\nstart = 2026-12-03T12:00:00\nend = 2026-12-03T13:00:00\ntimezone = \"Europe/Berlin\"\nonline = true\n\
         register_by = 2026-11-30\nseats = 40\n+++\nWords with a [link](sql-1#top) and an ![image](/files/a.png).\n\n## Ünïcödé 数\n\n\
         | a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\ncode\n```\n",
    ),
    (
        "content/opportunities/short.toml",
        "[[opportunity]]\nid = \"short\"\ntitle = \"Short\"\nprovider = \"ahrq\"\nurl = \"https://example.org/\"\nformat = \"guide\"\nformality = \"informal\"\nskill = \"soft\"\ntopics = [\"privacy\"]\ncost = \"free\"\neach = \"30m\"\n",
    ),
    (
        "content/providers.toml",
        "[[provider]]\nid = \"ahrq\"\nname = \"AHRQ\"\nurl = \"https://example.org/\"\n[[provider]]\nid = \"ahima\"\nname = \"AHIMA\"\n",
    ),
    ("content/credentials.toml", "[[body]]\nid = \"ahima\"\nname = \"AHIMA\"\ncredit = \"CEU\"\n"),
    (
        "content/competencies.toml",
        "[[competency]]\nid = \"sql\"\nname = \"SQL\"\nkind = \"hard\"\nlevels = [\"reads\", \"writes\"]\n",
    ),
    ("content/topics/privacy.md", "+++\ntitle = \"Privacy\"\n+++\nWhat it is.\n"),
    (
        "content/pages/help/how.md",
        "+++\ntitle = \"How\"\nmenu = true\nformerly = [\"old-how\"]\n+++\n## Begin\n\nSee [the top](#begin).\n",
    ),
    ("content/index.md", "+++\ntitle = \"Home\"\nsummary = \"All of it.\"\n+++\nWelcome.\n"),
    ("themes/default/theme.toml", "name = \"ours\"\nformat = 1\nstyles = []\n"),
    ("themes/default/templates/card.html", "<article>{% if card.title %}{{ card.title }}{% endif %}</article>\n"),
];

/// What slips of the pen, and ill will, are made of.
const PIECES: [&str; 58] = [
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "=",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    ".",
    "#",
    "\\",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{1}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "数",
    "🩺",
    "+++",
    "+++\n",
    "---",
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "nan",
    "0x",
    "1_000",
    "2026-02-30",
    "0000-01-01",
    "9999-12-31T23:59:60",
    "0001-01-01T00:00:00Z",
    "true",
    "{{",
    "}}",
    "{%",
    "%}",
    "<script>",
    "<!--",
    "](javascript:",
    "](//x)",
    "](../../..)",
    "](#",
    "![](",
    "####### ",
    "| a |",
    "cost",
    "requires = [[\"sql-2\"]]\n",
    "[extra]\n",
    "\u{300}",
];

fn place() -> impl Strategy<Value = usize> {
    0..PLACES.len()
}

/// One change: where, how much is taken out, what is put in.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{0,6}",
    ];
    (any::<prop::sample::Index>(), prop_oneof![3 => 0..4_usize, 1 => 0..80_usize], piece)
}

/// Makes the changes on character boundaries, one after the other.
fn changed(text: &str, changes: &[(prop::sample::Index, usize, String)]) -> String {
    let mut text = text.to_owned();
    for (at, taken, put) in changes {
        let start = text.floor_char_boundary(at.index(text.len() + 1));
        let end = text.ceil_char_boundary((start + taken).min(text.len()));
        text.replace_range(start..end, put);
    }
    text
}

/// Holds that a problem's places lie in their files, on character boundaries.
pub fn assert_inside(problem: &Diagnostic, sources: &Sources) {
    for label in std::iter::once(&problem.primary).chain(&problem.secondary) {
        let (span, text) = (label.span, sources.text(label.span.file));
        let location = sources.location(span.file);
        assert!(
            span.start <= span.end && span.end as usize <= text.len(),
            "{span:?} is not in {location}: {problem:#?}"
        );
        let is_whole = text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize);
        assert!(is_whole, "{span:?} cuts a character of {location}: {problem:#?}");
    }
}

/// Prepares a site with these bytes at a place, draws every problem in every form, and renders the
/// pages where there is none.
fn take_in(location: &str, bytes: Vec<u8>) {
    let mut inputs = SiteTest::small().with("content/files/a.png", "a picture").inputs();
    inputs.sources.set(location, Some(folder::content_at(location, bytes)));
    let workshop = Workshop::new(inputs);
    let sources = &workshop.inputs().sources;
    for problem in super::problems(&workshop).iter() {
        assert_inside(problem, sources);
        assert!(!problem.headline.is_empty() && !problem.headline.contains('\n'), "{problem:#?}");
        for is_colored in [false, true] {
            assert!(text::draw(problem, sources, is_colored).contains(sources.location(problem.primary.span.file)));
        }
        assert_eq!(machine::json(problem, sources).lines().count(), 1);
        assert_eq!(machine::github(problem, sources).lines().count(), 1);
    }
}

#[test]
fn the_files_that_are_changed_below_are_right() {
    let mut site = SiteTest::small().with("content/files/a.png", "a picture");
    site.put(
        "content/opportunities/sql-1.md",
        &site.text("content/opportunities/sql-1.md").replace("No laptop", "## Top\n\nNo laptop"),
    );
    for (location, text) in PLACES.iter().filter(|(location, _)| !location.starts_with("themes/")) {
        site.put(location, text);
    }
    assert_eq!(site.problems(), [] as [&str; 0]);
}

#[test]
fn of_more_slips_than_anyone_mends_in_one_go_fifty_are_told_and_nothing_besides() {
    let slips: String = (0..60).map(|number| format!("key-{number} = word\nlevel-{number} = 1\n")).collect();
    let site = SiteTest::small().with("content/opportunities/sql-2.md", &format!("+++\n{slips}+++\n"));
    let problems = site.problems();
    assert_eq!(problems.len(), 50, "{problems:#?}");
    assert!(problems.iter().all(|problem| problem == "toml-syntax: the text is not in quotes"), "{problems:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_at_any_place_are_only_told_of(place in place(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        take_in(PLACES[place].0, bytes);
    }

    #[test]
    fn any_text_at_any_place_is_only_told_of(place in place(), text in "(\\+\\+\\+\n)?\\PC{0,120}(\n\\+\\+\\+\n)?\\PC{0,80}") {
        take_in(PLACES[place].0, text.into_bytes());
    }

    #[test]
    fn a_right_file_with_any_slips_in_it_is_only_told_of(place in place(), changes in prop::collection::vec(change(), 1..6)) {
        let (location, text) = PLACES[place];
        take_in(location, changed(text, &changes).into_bytes());
    }
}
