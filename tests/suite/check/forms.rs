//! The forms of a problem: drawn for people; JSON lines and workflow commands for programs.

use milepost::build::Workshop;
use milepost::diag::{Diagnostic, Diagnostics, TEMPLATE, machine, text};
use milepost::source::{Content, Sources, Span};
use serde_json::Value;

use crate::harness::SiteTest;

/// Returns a site with problems of several kinds in several files.
fn broken() -> SiteTest {
    SiteTest::small()
        .with_entry("sql-1", "title = \"SQL, part one\"\nrequires = [[\"sql-2\"]]\n", "")
        .with_entry(
            "sql-2",
            "title = \"SQL, part two\"\nrequires = [[\"sql-1\"]]\nlevel = \"intermediat\"\n",
            "Some <b>words</b>.\n",
        )
        .with("content/notes.md", "Ask them again.\n")
}

/// Returns every problem of a site in one form, each after an empty line.
fn shown(site: &SiteTest, form: impl Fn(&Diagnostic, &Sources) -> String) -> String {
    let workshop = Workshop::new(site.inputs());
    let problems = super::problems(&workshop);
    problems.iter().map(|problem| form(problem, &workshop.inputs().sources)).collect::<Vec<_>>().join("\n\n")
}

fn drawn(site: &SiteTest) -> String {
    shown(site, |problem, sources| text::draw(problem, sources, false))
}

#[test]
fn problems_are_drawn_with_their_lines_and_a_way_out() {
    insta::assert_snapshot!(drawn(&broken()), @r#"
    error[stray-file]: nothing reads `content/notes.md`
     --> content/notes.md
      = help: entries stand in `content/opportunities/`, plain pages in `content/pages/`, files to copy in `content/files/`

    error[requirement-cycle]: `sql-1` and `sql-2` require each other, so neither can be started
      --> content/opportunities/sql-1.md:10:14
       |
    10 | requires = [["sql-2"]]
       |              ^^^^^^^ requires `sql-2`
       |
      ::: content/opportunities/sql-2.md:10:14
       |
    10 | requires = [["sql-1"]]
       |              ------- requires `sql-1`
       |
       = help: drop one, or accept something else as well: `requires = [["sql-2", "another-id"]]`

    error[unknown-term]: `level` has no term `intermediat`
      --> content/opportunities/sql-2.md:11:9
       |
    11 | level = "intermediat"
       |         ^^^^^^^^^^^^^
       |
       = help: did you mean `intermediate`?

    warning[raw-html]: raw HTML is shown as text
      --> content/opportunities/sql-2.md:13:6
       |
    13 | Some <b>words</b>.
       |      ^^^
       |
       = help: write it in Markdown, or put it in backticks if it is meant to be read
    "#);
}

#[test]
fn a_problem_of_a_template_names_the_page_and_the_entry_behind_it() {
    let template = "<article>\n<p>{{ entry.sumary }}</p>\n</article>\n";
    let site = SiteTest::small().with("themes/default/templates/entry.html", template);
    insta::assert_snapshot!(drawn(&site), @r"
    error[template]: field `sumary` is not defined
     --> themes/default/templates/entry.html:2:13
      |
    2 | <p>{{ entry.sumary }}</p>
      |             ^^^^^^
      |
      = note: while making /entries/hipaa-basics/ from content/opportunities/hipaa-basics.md
      = help: did you mean `summary`?
    ");
}

#[test]
fn problems_without_a_place_name_their_files() {
    let site = SiteTest::small().with("content/pages/entries/sql-1.md", "+++\ntitle = \"SQL\"\n+++\n");
    insta::assert_snapshot!(drawn(&site), @r"
    error[address-collision]: the address `/entries/sql-1/` is taken by the opportunity `sql-1`
     --> content/pages/entries/sql-1.md: wants the address too
     ::: content/opportunities/sql-1.md: has it already
      = help: give one of them another name
    ");
}

#[test]
fn what_is_underlined_ends_with_its_line_and_is_never_nothing() {
    let front = "+++\r\nsummary = \"Zürich 数字\" x\r\nregion =\r\n+++\r\nA [link\r\nof two lines](nowhere).\r\n";
    let site = SiteTest::small().with("content/opportunities/sql-2.md", front);
    insta::assert_snapshot!(drawn(&site), @r#"
    error[toml-syntax]: the line goes on after its value
     --> content/opportunities/sql-2.md:2:23
      |
    2 | summary = "Zürich 数字" x
      |                         ^
      |
      = help: a quotation mark inside a text is written `\"`

    error[toml-syntax]: `region` has no value
     --> content/opportunities/sql-2.md:3:9
      |
    3 | region =
      |         ^
      |
      = help: write one after the `=`, or leave the key out

    error[broken-link]: no opportunity is named `nowhere`
     --> content/opportunities/sql-2.md:5:3
      |
    5 | A [link
      |   ^^^^^
      |
      = help: link to an entry by its id, to a page by its address `/about/`, to the web by `https://…`
    "#);
}

#[test]
fn color_changes_nothing_but_the_color() {
    let plain = |text: &str| {
        let mut parts = text.split('\u{1b}');
        let first = parts.next().unwrap_or("").to_owned();
        parts.fold(first, |shown, part| shown + part.split_once('m').expect("a color ends with an m").1)
    };
    let site = broken();
    let colored = shown(&site, |problem, sources| text::draw(problem, sources, true));
    assert!(colored.contains('\u{1b}'));
    assert_eq!(plain(&colored), drawn(&site));
}

#[test]
fn the_summary_counts_problems_and_files() {
    let summary = |site: &SiteTest| text::summary(&super::problems(&Workshop::new(site.inputs())));
    assert_eq!(summary(&broken()).as_deref(), Some("3 errors and 1 warning in 3 files"));
    assert_eq!(summary(&SiteTest::small()), None);
    let one = SiteTest::small().with("content/notes.md", "x");
    assert_eq!(summary(&one).as_deref(), Some("1 error in 1 file"));
    let warned = SiteTest::small().with_entry("sql-2", "", "<br>\n\n# One\n");
    assert_eq!(summary(&warned).as_deref(), Some("2 warnings in 1 file"));
    assert_eq!(text::summary(&Diagnostics::default()), None);
}

#[test]
fn a_json_line_holds_all_that_is_known_of_a_problem() {
    let lines = shown(&broken(), machine::json);
    let problems: Vec<Value> =
        lines.split("\n\n").map(|line| serde_json::from_str(line).expect("a line is whole JSON")).collect();
    let expected = [
        serde_json::json!({
            "file": "content/notes.md", "line": 1, "column": 1, "end_line": 1, "end_column": 1,
            "code": "stray-file", "severity": "error", "message": "nothing reads `content/notes.md`", "label": "",
            "help": "entries stand in `content/opportunities/`, plain pages in `content/pages/`, files to copy in `content/files/`",
            "note": null, "related": [],
        }),
        serde_json::json!({
            "file": "content/opportunities/sql-1.md", "line": 10, "column": 14, "end_line": 10, "end_column": 21,
            "code": "requirement-cycle", "severity": "error",
            "message": "`sql-1` and `sql-2` require each other, so neither can be started", "label": "requires `sql-2`",
            "help": "drop one, or accept something else as well: `requires = [[\"sql-2\", \"another-id\"]]`", "note": null,
            "related": [{
                "file": "content/opportunities/sql-2.md", "line": 10, "column": 14, "end_line": 10, "end_column": 21,
                "label": "requires `sql-1`",
            }],
        }),
        serde_json::json!({
            "file": "content/opportunities/sql-2.md", "line": 11, "column": 9, "end_line": 11, "end_column": 22,
            "code": "unknown-term", "severity": "error", "message": "`level` has no term `intermediat`", "label": "",
            "help": "did you mean `intermediate`?", "note": null, "related": [],
        }),
        serde_json::json!({
            "file": "content/opportunities/sql-2.md", "line": 13, "column": 6, "end_line": 13, "end_column": 9,
            "code": "raw-html", "severity": "warning", "message": "raw HTML is shown as text", "label": "",
            "help": "write it in Markdown, or put it in backticks if it is meant to be read", "note": null, "related": [],
        }),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_workflow_command_marks_the_place_of_a_problem() {
    let lines = shown(&broken(), machine::github);
    let level = lines.split("\n\n").nth(2).expect("there are four problems");
    assert_eq!(
        level,
        "::error file=content/opportunities/sql-2.md,line=11,col=9,endLine=11,endColumn=22,title=unknown-term\
         ::`level` has no term `intermediat`%0Adid you mean `intermediate`?"
    );
    assert!(lines.split("\n\n").nth(3).unwrap().starts_with("::warning file="));
}

#[test]
fn what_ends_a_part_of_a_workflow_command_is_written_in_percent_form() {
    let mut sources = Sources::default();
    let file = sources.set("content/50%, a:b\n.md", Some(Content::Text("one\r\ntwo".into())));
    let problem = Diagnostic::new(&TEMPLATE, Span::new(file, 5..8), "100% of a:b, and::c\r\nnext")
        .help("help\nof two lines")
        .note("note");
    assert_eq!(
        machine::github(&problem, &sources),
        "::error file=content/50%25%2C a%3Ab%0A.md,line=2,col=1,endLine=2,endColumn=4,title=template\
         ::100%25 of a:b, and::c%0D%0Anext%0Ahelp%0Aof two lines%0Anote"
    );
}

#[test]
fn a_place_over_several_lines_has_no_columns_in_a_workflow_command() {
    let mut sources = Sources::default();
    let file = sources.set("content/a.md", Some(Content::Text("[one\ntwo](x)".into())));
    let problem = Diagnostic::new(&TEMPLATE, Span::new(file, 0..12), "broken");
    assert_eq!(
        machine::github(&problem, &sources),
        "::error file=content/a.md,line=1,endLine=2,title=template::broken"
    );
}

#[test]
fn milepost_check_writes_for_people_and_for_programs() {
    let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
    let site = broken();
    for location in site.locations() {
        let path = folder.path().join(location);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, site.text(location)).unwrap();
    }
    let run = |format: &str| {
        let mut command = assert_cmd::Command::cargo_bin("milepost").unwrap();
        let ran = command.arg("--site").arg(folder.path()).args(["check", "--as-of", "2026-11-22", "--format", format]);
        let output = ran.assert().code(1).get_output().clone();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (out, said) = run("text");
    assert_eq!(out, "");
    assert_eq!(said, format!("{}\n\n3 errors and 1 warning in 3 files.\n", drawn(&site)));
    for (format, form) in [("json", machine::json as fn(&Diagnostic, &Sources) -> String), ("github", machine::github)]
    {
        let (out, said) = run(format);
        assert_eq!(out, shown(&site, form).replace("\n\n", "\n") + "\n");
        assert_eq!(said, "", "programs read standard output alone");
    }
}
