//! The program from the outside: what a person types, and what comes back on which stream.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::program::{PROGRAM, Program, Run, SILENCED, milepost, public};
use super::tree::{scratch, tree, whole_tree};

/// A new site in a folder of its own, as `milepost init` makes it.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = scratch();
        milepost(folder.path(), &["init", "site"]).expect_code(0);
        Desk { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        milepost(&self.root(), arguments)
    }

    pub fn text(&self, location: &str) -> String {
        fs::read_to_string(self.root().join(location)).expect("the file is there")
    }

    pub fn put(&self, location: &str, text: &str) {
        let path = self.root().join(location);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    pub fn remove(&self, location: &str) {
        fs::remove_file(self.root().join(location)).expect("the file is there");
    }

    pub fn edit(&self, location: &str, from: &str, to: &str) {
        let text = self.text(location);
        assert!(text.contains(from), "{location} has no `{from}`");
        self.put(location, &text.replacen(from, to, 1));
    }

    /// Makes one mistake and one thing that is merely odd.
    fn spoil(&self) {
        self.edit("content/opportunities/reading-aloud.md", "level = \"beginner\"", "level = \"beginer\"");
        self.edit("content/opportunities/reading-aloud.md", "This is", "This <b>is</b>");
    }

    fn list(&self, arguments: &[&str]) -> Vec<String> {
        let all: Vec<&str> = ["list", "--format", "json"].into_iter().chain(arguments.iter().copied()).collect();
        let run = self.run(&all).expect_code(0);
        let entries: Value = serde_json::from_str(&run.out).expect("the list is JSON");
        let id = |entry: &Value| entry["id"].as_str().expect("an entry has an id").to_owned();
        entries.as_array().expect("the list is an array").iter().map(id).collect()
    }
}

const READING: &str = "reading-aloud";
const TALK: &str = "talk-to-a-librarian";
const STATISTICS: &str = "statistics-evening-course";

#[test]
fn a_new_site_can_be_checked_built_listed_and_explained() {
    let desk = Desk::new();
    let check = desk.run(&["check", "--deny", "warnings"]).expect_code(0);
    assert!(check.err.contains("3 entries on") && check.err.contains("no problems"), "{}", check.err);
    let build = desk.run(&["build"]).expect_code(0);
    assert!(build.err.contains("3 entries: ") && build.err.contains("The site is in public."), "{}", build.err);
    let files = tree(&public(&desk.root()));
    for file in
        ["index.html", "catalog/index.html", "entries/reading-aloud/index.html", "about/index.html", "sitemap.xml"]
    {
        assert!(files.contains_key(file), "{file} is missing");
    }
    assert_eq!(desk.list(&[]).len(), 3);
    let page = desk.run(&["explain", "/entries/reading-aloud/"]).expect_code(0);
    assert!(
        page.out.contains("entry.html") && page.out.contains("content/opportunities/reading-aloud.md"),
        "{}",
        page.out
    );
    for same in ["https://example.org/entries/reading-aloud/", "http://127.0.0.1:4000/entries/reading-aloud/?a=b#c"] {
        assert_eq!(desk.run(&["explain", same]).expect_code(0).out, page.out, "{same}");
    }
    assert_eq!(desk.run(&["explain", "reading-aloud"]).expect_code(0).out, page.out);
    let base = ["--base-url", "https://learn.example.org/a/b/"];
    for same in ["https://learn.example.org/a/b/entries/reading-aloud/", "/a/b/entries/reading-aloud/"] {
        let run = desk.run(&["explain", same, base[0], base[1]]).expect_code(0);
        assert!(run.out.starts_with("/entries/reading-aloud/\n"), "{same}: {}", run.out);
    }
    desk.run(&["new", "opportunity", "Not yet"]).expect_code(0);
    let draft = desk.run(&["explain", "not-yet"]).expect_code(0);
    assert_eq!(draft.out, "not-yet: a draft (content/opportunities/not-yet.md)\n");
    let elsewhere = desk.run(&["explain", "https://elsewhere.example/about/"]).expect_code(2);
    assert!(elsewhere.err.contains("`https://example.org/`"), "{}", elsewhere.err);
    let near = desk.run(&["explain", "reading-alowd"]).expect_code(2);
    assert!(near.err.contains("did you mean `reading-aloud`?"), "{}", near.err);
    let near = desk.run(&["explain", "Reading-Aloud"]).expect_code(2);
    assert!(near.err.contains("did you mean `reading-aloud`?"), "{}", near.err);
    let file = desk.run(&["explain", "/entries/reading-aloud/index.html"]).expect_code(0);
    assert_eq!(file.out, page.out);
    let file = desk.run(&["explain", "content/pages/about.md"]).expect_code(0);
    assert!(file.out.contains("/about/"), "{}", file.out);
    let code = desk.run(&["explain", "unknown-term"]).expect_code(0);
    assert!(code.out.starts_with("error[unknown-term]"), "{}", code.out);
}

#[test]
fn a_site_is_found_from_any_folder_in_it() {
    let desk = Desk::new();
    milepost(&desk.root().join("content/pages"), &["check"]).expect_code(0);
    let from_above = milepost(desk.folder.path(), &["build", "--site", "site"]).expect_code(0);
    assert!(from_above.err.contains("The site is in site/public."), "{}", from_above.err);
}

#[test]
fn init_leaves_a_folder_that_is_in_use_as_it_is() {
    let desk = Desk::new();
    let before = whole_tree(desk.folder.path());
    let again = milepost(desk.folder.path(), &["init", "site"]).expect_code(2);
    assert!(again.err.contains("not empty"), "{}", again.err);
    assert!(whole_tree(desk.folder.path()) == before);
}

#[test]
fn a_new_opportunity_is_a_draft_that_passes_the_check_with_drafts_and_without() {
    let desk = Desk::new();
    desk.run(&["new", "opportunity", "Data \"quality\" 101", "--folder", "data/short"]).expect_code(0);
    assert!(desk.text("content/opportunities/data/short/data-quality-101.md").contains("status = \"draft\""));
    desk.run(&["check", "--deny", "warnings"]).expect_code(0);
    desk.run(&["check", "--deny", "warnings", "--drafts"]).expect_code(0);
    assert_eq!(desk.list(&[]).len(), 3);
    assert!(desk.list(&["--drafts"]).contains(&"data-quality-101".to_owned()));
    let again = desk.run(&["new", "opportunity", "Data quality 101"]).expect_code(2);
    assert!(again.err.contains("`data-quality-101`"), "{}", again.err);
    desk.run(&["new", "opportunity", "!!!"]).expect_code(2);
    desk.run(&["new", "opportunity", "Elsewhere", "--folder", "../.."]).expect_code(2);
}

#[test]
fn a_new_provider_and_a_new_page_pass_the_check() {
    let desk = Desk::new();
    desk.run(&["new", "provider", "State \"College\""]).expect_code(0);
    assert!(desk.text("content/providers.toml").contains("id = \"state-college\""));
    desk.run(&["new", "provider", "State College"]).expect_code(2);
    desk.run(&["new", "page", "How we choose"]).expect_code(0);
    desk.run(&["new", "page", "How we choose"]).expect_code(2);
    for own in ["Catalog", "Topics", "Entries", "Data", "Paths", "Upcoming", "About"] {
        let refused = desk.run(&["new", "page", own]).expect_code(2);
        assert!(refused.err.contains("choose another title"), "{own}: {}", refused.err);
    }
    desk.run(&["build"]).expect_code(0);
    assert!(!tree(&public(&desk.root())).contains_key("how-we-choose/index.html"), "a new page is a draft");
    let left_out = desk.run(&["list", "--left-out"]).expect_code(0);
    assert!(left_out.out.contains("/how-we-choose/: a draft"), "{}", left_out.out);
    desk.run(&["build", "--drafts"]).expect_code(0);
    assert!(tree(&public(&desk.root())).contains_key("how-we-choose/index.html"));
    desk.run(&["check", "--deny", "warnings"]).expect_code(0);
    let text = desk.text("content/pages/how-we-choose.md").replace("status = \"draft\"\n", "");
    desk.put("content/pages/how-we-choose.md", &text);
    desk.run(&["build"]).expect_code(0);
    assert!(public(&desk.root()).join("how-we-choose/index.html").is_file());
}

#[test]
fn problems_end_with_1_and_publish_nothing() {
    let desk = Desk::new();
    desk.run(&["build"]).expect_code(0);
    let before = whole_tree(&public(&desk.root()));
    desk.spoil();
    let check = desk.run(&["check"]).expect_code(1);
    assert!(check.err.contains("error[unknown-term]") && check.err.contains("reading-aloud.md:10:9"), "{}", check.err);
    assert!(check.err.contains("1 error and 1 warning in 1 file."), "{}", check.err);
    let build = desk.run(&["build"]).expect_code(1);
    assert!(build.err.contains("Nothing was published."), "{}", build.err);
    assert!(whole_tree(&public(&desk.root())) == before, "the published site was touched");
}

#[test]
fn warnings_end_with_1_only_when_they_are_denied() {
    let desk = Desk::new();
    desk.edit("content/opportunities/reading-aloud.md", "This is", "This <b>is</b>");
    desk.run(&["check"]).expect_code(0);
    desk.run(&["check", "--deny", "warnings"]).expect_code(1);
    desk.run(&["build"]).expect_code(0);
    let again = desk.run(&["build"]).expect_code(0);
    assert!(again.err.contains("warning[raw-html]"), "a second build must warn again: {}", again.err);
}

#[test]
fn wrong_usage_ends_with_2() {
    let desk = Desk::new();
    let wrong: [&[&str]; 12] = [
        &["build", "--no-such-flag"],
        &["no-such-command"],
        &["build", "--as-of", "soon"],
        &["build", "--base-url", "example.org"],
        &["list", "--where", "colour=red"],
        &["list", "--where", "cost"],
        &["list", "--cost", "fre"],
        &["list", "--within", "soon"],
        &["list", "--counts", "colour"],
        &["explain", "no-such-code"],
        &["explain", "/no/such/page/"],
        &["check", "--site", "no-such-folder"],
    ];
    for arguments in wrong {
        let run = desk.run(arguments).expect_code(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {}", run.out);
    }
    let near = desk.run(&["list", "--cost", "fre"]);
    assert!(near.err.contains("did you mean `free`?"), "{}", near.err);
    let label = desk.run(&["list", "--topic", "Working Together"]).expect_code(2);
    assert!(label.err.contains("did you mean `working-together`?"), "{}", label.err);
    let time = desk.run(&["list", "--within", "soon"]);
    assert!(time.err.contains("`--within`"), "the flag is named as it was written: {}", time.err);
    let file = desk.run(&["check", "--site", "site.toml"]).expect_code(2);
    assert!(file.err.contains("name the folder"), "{}", file.err);
}

#[test]
fn a_folder_without_a_site_ends_with_2_and_says_what_to_do() {
    let folder = scratch();
    for command in ["build", "check", "list"] {
        let run = milepost(folder.path(), &[command]).expect_code(2);
        assert!(run.err.contains("milepost init"), "{}", run.err);
    }
    assert!(whole_tree(folder.path()).is_empty());
}

#[test]
fn an_output_that_holds_something_else_is_refused_with_3() {
    let desk = Desk::new();
    desk.put("mine/letter.txt", "Dear");
    let before = whole_tree(&desk.root());
    for output in ["mine", "content", "content/files", ".", "content/../content/pages", "site.toml", "themes/public"] {
        for more in [&[][..], &["--dry-run"][..]] {
            let run = desk.run(&[&["build", "--output", output], more].concat()).expect_code(3);
            assert!(run.err.starts_with("milepost: "), "{}", run.err);
        }
    }
    assert!(whole_tree(&desk.root()) == before, "a refusal leaves no trace");
}

#[test]
fn an_output_folder_of_a_like_name_is_no_part_of_content() {
    let desk = Desk::new();
    desk.run(&["build", "--output", "content2"]).expect_code(0);
    assert!(desk.root().join("content2/index.html").is_file());
}

#[test]
fn data_goes_to_standard_output_and_everything_else_to_standard_error() {
    let desk = Desk::new();
    for arguments in [&["check"][..], &["build"], &["new", "page", "News"]] {
        let run = desk.run(arguments).expect_code(0);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {}", run.out);
    }
    for arguments in
        [&["list", "--quiet"][..], &["list", "--format", "json"], &["list", "--counts", "cost"], &["explain"]]
    {
        let run = desk.run(arguments).expect_code(0);
        assert!(!run.out.is_empty() && run.err.is_empty(), "{arguments:?}: {}", run.err);
    }
    desk.spoil();
    let text = desk.run(&["check"]).expect_code(1);
    assert!(text.out.is_empty() && text.err.contains("error[unknown-term]"));
    let json = desk.run(&["check", "--format", "json"]).expect_code(1);
    assert!(!json.out.is_empty() && json.err.is_empty(), "{}", json.err);
}

#[test]
fn quiet_says_nothing_but_problems() {
    let desk = Desk::new();
    for arguments in [&["check"][..], &["build"], &["build"], &["new", "page", "News"]] {
        let run = desk.run(&[arguments, &["--quiet"]].concat()).expect_code(0);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""), "{arguments:?}");
    }
    desk.spoil();
    assert!(desk.run(&["build", "--quiet"]).expect_code(1).err.contains("error[unknown-term]"));
}

#[test]
fn verbose_says_how_long_each_stage_took() {
    let desk = Desk::new();
    let run = desk.run(&["build", "--verbose"]).expect_code(0);
    for stage in ["list", "read", "prepare", "render", "publish"] {
        assert!(run.err.lines().any(|line| line.trim_start().starts_with(stage)), "{stage}: {}", run.err);
    }
    desk.run(&["build", "--verbose", "--quiet"]).expect_code(2);
}

const ESCAPE: char = '\u{1b}';

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let desk = Desk::new();
    desk.spoil();
    let check = |program: Program, arguments: &[&str]| {
        let run = program.run(&[&["check"], arguments].concat()).expect_code(1);
        run.err.contains(ESCAPE) || run.out.contains(ESCAPE)
    };
    let program = || Program::at(&desk.root());
    assert!(!check(program(), &[]), "a pipe is no terminal");
    assert!(check(program(), &["--color", "always"]));
    assert!(!check(program(), &["--color", "never"]));
    assert!(check(program().with("CLICOLOR_FORCE", "1"), &[]));
    assert!(!check(program().with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1"), &[]));
    assert!(!check(program().with("CLICOLOR_FORCE", "1"), &["--color", "never"]));
    assert!(!check(program(), &["--color", "always", "--format", "json"]), "data has no colour");
}

#[test]
fn problems_as_json_are_one_object_a_line() {
    let desk = Desk::new();
    desk.spoil();
    let run = desk.run(&["check", "--format", "json"]).expect_code(1);
    let problems: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let codes: Vec<_> = problems.iter().map(|problem| problem["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["unknown-term", "raw-html"]);
    let first = &problems[0];
    assert_eq!(first["severity"], "error");
    assert_eq!(first["file"], "content/opportunities/reading-aloud.md");
    assert_eq!((&first["line"], &first["column"]), (&Value::from(10), &Value::from(9)));
    assert_eq!(first["help"], "did you mean `beginner`?");
    let github = desk.run(&["check", "--format", "github"]).expect_code(1);
    let place = "::error file=content/opportunities/reading-aloud.md,line=10,";
    assert!(github.out.starts_with(place) && github.out.contains(",col=9,"), "{}", github.out);
    assert_eq!(github.out.lines().count(), 2);
}

#[test]
fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let desk = Desk::new();
    let before = whole_tree(desk.folder.path());
    let first = desk.run(&["build", "--dry-run"]).expect_code(0);
    assert!(first.out.lines().any(|line| line == "add index.html"), "{}", first.out);
    assert!(whole_tree(desk.folder.path()) == before, "a dry run wrote something");
    desk.run(&["build"]).expect_code(0);
    desk.edit("content/pages/about.md", "Say here", "Say there");
    // The sample path names the entry.
    desk.remove("content/paths/clerk-to-policy-lead.md");
    desk.remove("content/opportunities/reading-aloud.md");
    let before = whole_tree(desk.folder.path());
    let second = desk.run(&["build", "--dry-run"]).expect_code(0);
    let lines: Vec<_> = second.out.lines().collect();
    assert!(lines.contains(&"change about/index.html"), "{}", second.out);
    assert!(lines.contains(&"remove entries/reading-aloud/index.html"), "{}", second.out);
    assert!(
        !lines.iter().any(|line| line.contains("talk-to-a-librarian") && line.starts_with("add")),
        "{}",
        second.out
    );
    assert!(whole_tree(desk.folder.path()) == before, "a dry run wrote something");
    desk.run(&["build"]).expect_code(0);
    let third = desk.run(&["build", "--dry-run"]).expect_code(0);
    assert!(third.out.is_empty(), "{}", third.out);
}

#[test]
fn a_second_build_finds_nothing_changed() {
    let desk = Desk::new();
    desk.run(&["build"]).expect_code(0);
    let before = whole_tree(&public(&desk.root()));
    let again = desk.run(&["build"]).expect_code(0);
    assert!(again.err.contains("Nothing changed"), "{}", again.err);
    assert!(whole_tree(&public(&desk.root())) == before);
    desk.edit("content/pages/about.md", "Say here", "Say there");
    let edited = desk.run(&["build"]).expect_code(0);
    assert!(edited.err.contains("1 file written"), "{}", edited.err);
}

#[test]
fn a_file_that_went_from_the_output_comes_back() {
    let desk = Desk::new();
    desk.run(&["build"]).expect_code(0);
    let before = tree(&public(&desk.root()));
    fs::remove_file(public(&desk.root()).join("about/index.html")).expect("the page is there");
    fs::write(public(&desk.root()).join("index.html"), "cut").expect("the page can be cut short");
    desk.run(&["build"]).expect_code(0);
    assert!(tree(&public(&desk.root())) == before);
}

#[test]
fn files_of_others_in_the_output_stay() {
    let desk = Desk::new();
    desk.run(&["build"]).expect_code(0);
    fs::write(public(&desk.root()).join("CNAME"), "learn.example.org").expect("a file can be put there");
    desk.edit("content/pages/about.md", "Say here", "Say there");
    desk.run(&["build"]).expect_code(0);
    assert_eq!(tree(&public(&desk.root()))["CNAME"], b"learn.example.org");
}

/// Adds an entry with one session on 2026-12-03, to register for by 2026-11-30.
fn add_dated(desk: &Desk) {
    let text = desk.text("content/opportunities/reading-aloud.md");
    let dated = "\n[[sessions]]\nstart = 2026-12-03T12:00:00\nonline = true\nregister_by = 2026-11-30\n+++\n";
    desk.put("content/opportunities/webinar.md", &text.replacen("\n+++\n", dated, 1));
}

#[test]
fn the_day_of_the_build_decides_what_is_upcoming() {
    let desk = Desk::new();
    add_dated(&desk);
    let having =
        |term: &str, day: &str| desk.list(&["--past", "--where", &format!("availability={term}"), "--as-of", day]);
    assert_eq!(having("upcoming", "2026-10-01"), ["webinar"]);
    assert!(having("closing-soon", "2026-10-01").is_empty());
    assert_eq!(having("closing-soon", "2026-11-20"), ["webinar"]);
    assert_eq!(having("upcoming", "2026-12-03"), ["webinar"]);
    assert!(having("upcoming", "2026-12-04").is_empty());
    assert_eq!(having("no-dates", "2026-12-04"), ["webinar"]);
    let page = |day: &str| {
        desk.run(&["build", "--as-of", day]).expect_code(0);
        fs::read_to_string(public(&desk.root()).join("upcoming/index.html")).expect("the page is there")
    };
    assert!(page("2026-12-03").contains("/entries/webinar/"));
    assert!(!page("2026-12-04").contains("/entries/webinar/"));
}

#[test]
fn another_base_address_moves_every_link() {
    let desk = Desk::new();
    desk.run(&["build", "--base-url", "https://host.example.org/a/b"]).expect_code(0);
    let home = fs::read_to_string(public(&desk.root()).join("index.html")).expect("the page is there");
    assert!(home.contains("<link rel=\"canonical\" href=\"https://host.example.org/a/b/\">"), "{home}");
    assert!(home.contains("href=\"/a/b/catalog/\"") && !home.contains("href=\"/catalog/\""), "{home}");
    let back = desk.run(&["build"]).expect_code(0);
    assert!(!back.err.contains("Nothing changed"), "another base is another site");
}

#[test]
fn a_build_says_what_it_leaves_out_and_why() {
    let desk = Desk::new();
    let text = desk.text("content/opportunities/reading-aloud.md");
    for (id, line) in [
        ("later", "published = 2027-01-01"),
        ("over", "expires = 2026-11-21"),
        ("gone", "status = \"retired\"\nreason = \"Closed.\""),
        ("unready", "status = \"draft\""),
    ] {
        desk.put(&format!("content/opportunities/{id}.md"), &text.replacen("+++\n", &format!("+++\n{line}\n"), 1));
    }
    let build = desk.run(&["build", "--as-of", "2026-11-22"]).expect_code(0);
    let (_, report) = build.err.split_once("Left out:\n").expect("the build reports what it leaves out");
    let ids: Vec<_> = report.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ")).collect();
    let expected = ["gone", "later", "over", "unready"];
    assert_eq!(ids.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected);
    assert!(ids[1].1.contains("2027-01-01") && ids[3].1.contains("draft"), "{ids:?}");
    let listed = desk.run(&["list", "--left-out", "--as-of", "2026-11-22"]).expect_code(0);
    assert_eq!(
        listed.out.lines().filter_map(|line| line.split_once(": ")).map(|(id, _)| id).collect::<Vec<_>>(),
        expected
    );
    desk.run(&["build", "--as-of", "2026-11-22", "--drafts"]).expect_code(0);
    assert!(public(&desk.root()).join("entries/unready/index.html").is_file());
    let built = desk.run(&["build", "--as-of", "2026-11-22"]).expect_code(0);
    assert!(built.err.contains("unready"), "{}", built.err);
    assert!(!public(&desk.root()).join("entries/unready/index.html").exists());
}

#[test]
fn a_list_is_narrowed_as_on_the_browse_page() {
    let desk = Desk::new();
    assert_eq!(desk.list(&["--cost", "free"]), [TALK, READING]);
    assert_eq!(desk.list(&["--cost", "free,low-cost"]), [TALK, READING, STATISTICS]);
    assert_eq!(desk.list(&["--cost", "free", "--topic", "our-field"]), [READING]);
    assert_eq!(desk.list(&["--topic", "working-together"]), [TALK, READING], "a topic includes those under it");
    assert_eq!(desk.list(&["--within", "45m"]), [READING]);
    assert_eq!(desk.list(&["--within", "1h"]), [TALK, READING]);
    assert_eq!(desk.list(&["--within", "1h", "--level", "beginner"]), [READING]);
    assert_eq!(desk.list(&["--where", "format=course,mentoring", "--where", "formality=formal"]), [STATISTICS]);
    assert_eq!(desk.list(&["--provider", "city-library", "--skill", "soft"]), [TALK]);
    assert_eq!(desk.list(&["--credit", "our-association"]), [STATISTICS]);
    assert!(desk.list(&["--credit", "our-association", "--cost", "free"]).is_empty());
    assert_eq!(desk.list(&["--time-min", "1h", "--time-max", "1h"]), [TALK]);
    assert_eq!(desk.list(&["--price-max", "0"]), [TALK, READING]);
    assert_eq!(desk.list(&["--price-min", "0.01", "--price-max", "40.00"]), [STATISTICS]);
    assert_eq!(desk.list(&["--sort", "shortest"]), [READING, TALK, STATISTICS]);
    assert_eq!(desk.list(&["--sort", "credit"]), [STATISTICS, TALK, READING]);
    for (flag, value) in
        [("--price-max", "cheap"), ("--price-min", "-1"), ("--time-min", "soon"), ("--time-max", "2 weeks")]
    {
        let refused = desk.run(&["list", &format!("{flag}={value}")]).expect_code(2);
        assert!(refused.err.contains(flag), "{}", refused.err);
    }
}

#[test]
fn a_list_says_what_it_leaves_out_unasked() {
    let desk = Desk::new();
    desk.put(
        "content/opportunities/talk.md",
        "+++\ntitle = \"A talk\"\nprovider = \"city-library\"\nurl = \"https://example.org/\"\nformat = \"guide\"\n\
         formality = \"informal\"\nskill = \"soft\"\ntopics = [\"listening\"]\ncost = \"paid\"\n\
         [[sessions]]\nstart = 2026-05-01T09:00:00\nonline = true\n+++\nCome.\n",
    );
    let list = |arguments: &[&str]| desk.run(&[&["list", "--as-of", "2026-06-01"], arguments].concat()).expect_code(0);
    let shown = list(&[]);
    assert!(!shown.out.contains("A talk"), "{}", shown.out);
    assert!(
        shown.err.contains("1 entry whose dates are over is left out; `--past` shows what is over too."),
        "{}",
        shown.err
    );
    let with_past = list(&["--past"]);
    assert!(with_past.out.contains("A talk") && !with_past.err.contains("left out"), "{}", with_past.err);
    let priced = list(&["--past", "--price-max", "100"]);
    assert!(priced.err.contains("1 entry that states no amount is left out."), "{}", priced.err);
    let timed = list(&["--past", "--time-min", "1m"]);
    assert!(timed.err.contains("1 entry that states no time is left out."), "{}", timed.err);
}

#[test]
fn a_list_is_written_for_people_unless_asked_otherwise() {
    let desk = Desk::new();
    let run = desk.run(&["list", "--cost", "free"]).expect_code(0);
    assert!(
        run.out.contains("An hour with a reference librarian\n    Free | 1 h | City library | talk-to-a-librarian\n"),
        "{}",
        run.out
    );
    assert_eq!(run.err, "2 of 3 entries\n");
    let nothing = desk.run(&["list", "--cost", "paid"]).expect_code(0);
    assert!(nothing.out.is_empty() && nothing.err.contains("Nothing matches."), "{}", nothing.err);
}

#[test]
fn counts_are_what_choosing_a_term_would_give() {
    let desk = Desk::new();
    let run = desk
        .run(&["list", "--counts", "cost", "--cost", "paid", "--topic", "our-field", "--format", "json"])
        .expect_code(0);
    let rows: Vec<Value> = serde_json::from_str(&run.out).expect("the counts are JSON");
    let counts: Vec<_> =
        rows.iter().map(|row| (row["term"].as_str().unwrap_or(""), row["count"].as_u64().unwrap_or(99))).collect();
    assert_eq!(counts, [("free", 1), ("member-free", 0), ("low-cost", 1), ("paid", 0), ("unknown", 0)]);
    let text = desk.run(&["list", "--counts", "topic"]).expect_code(0);
    assert!(text.out.contains("     2  Working together (working-together)\n"), "{}", text.out);
}

#[test]
fn every_command_explains_its_flags() {
    let folder = scratch();
    let making = ["--as-of", "--drafts", "--base-url"];
    let commands: [(&[&str], &[&str]); 16] = [
        (&["init"], &[]),
        (&["new"], &[]),
        (&["new", "opportunity"], &["--folder"]),
        (&["new", "provider"], &[]),
        (&["new", "page"], &[]),
        (&["new", "path"], &["--from", "--to"]),
        (&["new", "role"], &[]),
        (&["new", "competency"], &["--kind"]),
        (&["new", "credential"], &["--short"]),
        (&["new", "mentor"], &[]),
        (&["build"], &["--output", "--dry-run", making[0], making[1], making[2]]),
        (&["serve"], &["--port", "--open", "--poll", "--as-of", "--drafts"]),
        (&["check"], &["--format", "--deny", making[0], making[1], making[2]]),
        (
            &["list"],
            &[
                "--where",
                "--cost",
                "--topic",
                "--skill",
                "--level",
                "--provider",
                "--credit",
                "--within",
                "--counts",
                "--left-out",
                "--format",
                making[0],
            ],
        ),
        (&["list", "paths"], &["--from", "--to", "--within", "--price-max", "--format", making[0], making[1]]),
        (&["explain"], &[making[0], making[1]]),
    ];
    for (command, flags) in commands {
        let help = milepost(folder.path(), &[command, &["--help"]].concat()).expect_code(0);
        assert!(help.err.is_empty(), "{}", help.err);
        for flag in ["--site", "--quiet", "--verbose", "--color", "--help"].iter().chain(flags) {
            assert!(
                help.out.contains(flag),
                "`milepost {} --help` does not mention {flag}:\n{}",
                command.join(" "),
                help.out
            );
        }
    }
    let all = milepost(folder.path(), &["--help"]).expect_code(0);
    for command in ["init", "new", "build", "serve", "check", "list", "explain"] {
        assert!(all.out.contains(&format!("\n  {command} ")), "{}", all.out);
    }
    assert!(all.out.contains("Exit codes"), "{}", all.out);
    milepost(folder.path(), &["--version"]).expect_code(0);
    assert_eq!(milepost(folder.path(), &[]).code, 2);
}

/// Runs the program with a standard output, and perhaps a standard error, that nobody reads any more.
fn unread(folder: &Path, arguments: &[&str], is_error_unread: bool) -> (Option<i32>, String) {
    let closed = || {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        writer
    };
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(closed());
    for variable in SILENCED {
        command.env_remove(variable);
    }
    match is_error_unread {
        true => command.stderr(closed()),
        false => command.stderr(Stdio::piped()),
    };
    let child = command.spawn().expect("the program can be started");
    let output = child.wait_with_output().expect("the program ends");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_reader_that_stops_reading_is_no_panic() {
    let desk = Desk::new();
    desk.spoil();
    let commands: [&[&str]; 11] = [
        &["list"],
        &["list", "--format", "json"],
        &["list", "--counts", "topic"],
        &["list", "--left-out"],
        &["list", "paths"],
        &["list", "paths", "--format", "json"],
        &["explain", "clerk-to-policy-lead"],
        &["explain"],
        &["explain", "unknown-term"],
        &["check", "--format", "json"],
        &["--help"],
    ];
    for arguments in commands {
        let (code, err) = unread(&desk.root(), arguments, false);
        assert!(code.is_some_and(|code| code < 2), "{arguments:?} ended with {code:?}: {err}");
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
    }
}

#[test]
fn a_build_with_nobody_to_read_it_still_ends_well() {
    let desk = Desk::new();
    for arguments in [
        &["build", "--dry-run"][..],
        &["build"],
        &["build"],
        &["build", "--verbose"],
        &["check"],
        &["new", "page", "News"],
    ] {
        let (code, err) = unread(&desk.root(), arguments, true);
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
    }
    assert!(public(&desk.root()).join("index.html").is_file());
    desk.spoil();
    assert_eq!(unread(&desk.root(), &["check"], true).0, Some(1));
}
