//! Paths on the command line: listed, explained and begun.

use serde_json::Value;

use super::cli::Desk;

const PATH: &str = "clerk-to-policy-lead";
const FILE: &str = "content/paths/clerk-to-policy-lead.md";

/// Returns the rows of `milepost list paths` for programs.
fn rows(desk: &Desk, arguments: &[&str]) -> Vec<Value> {
    let run = desk.run(&[&["list", "paths", "--format", "json"], arguments].concat()).expect_code(0);
    assert!(run.err.is_empty(), "{}", run.err);
    serde_json::from_str(&run.out).expect("the list is JSON")
}

#[test]
fn paths_are_listed_with_what_the_cheapest_way_takes() {
    let desk = Desk::new();
    let run = desk.run(&["list", "paths"]).expect_code(0);
    let line =
        "    Free | 4 h 45, 3 h 45 of it estimated | 3 steps | Records clerk to Policy lead | clerk-to-policy-lead\n";
    assert_eq!(run.out, format!("Become a policy lead\n{line}"));
    assert_eq!(run.err, "1 of 1 path\n");
    let row = rows(&desk, &[]).remove(0);
    assert_eq!(
        (&row["id"], &row["to"], &row["from"][0]),
        (&PATH.into(), &"policy-lead".into(), &"records-clerk".into())
    );
    assert_eq!((&row["is_free"], &row["steps"]["required"]), (&true.into(), &3.into()));
    let cheapest = &row["cheapest"];
    assert_eq!((&cheapest["minutes"]["longest"], &cheapest["amount"]["minor_units"]), (&285.into(), &0.into()));
    assert_eq!(cheapest["picks"][1]["options"][0], "talk-to-a-librarian");
    assert!(row.get("within").is_none(), "nobody asked for limits: {row}");
}

#[test]
fn what_a_path_costs_is_never_called_free_where_a_price_is_not_stated() {
    let desk = Desk::new();
    desk.edit("content/opportunities/reading-aloud.md", "cost = \"free\"", "cost = \"unknown\"");
    desk.edit("content/opportunities/reading-aloud.md", "duration = \"45m\"\nduration_basis = \"estimate\"\n", "");
    let run = desk.run(&["list", "paths"]).expect_code(0);
    assert!(
        run.out.contains("    1 price not stated | 4 h and 1 time not stated, 3 h of it estimated | "),
        "{}",
        run.out
    );
    let row = rows(&desk, &["--price-max", "5"]).remove(0);
    assert_eq!((&row["is_free"], &row["within"]), (&false.into(), &Value::Null));
    assert_eq!((&row["blocked"]["why"], &row["blocked"]["step"]), (&"price-not-stated".into(), &"aloud".into()));
    let run = desk.run(&["list", "paths", "--within", "9h"]).expect_code(0);
    assert!(
        run.out.contains("    Not within the limits: nobody stated how long the step `aloud` takes\n"),
        "{}",
        run.out
    );
}

#[test]
fn limits_give_a_route_or_the_step_in_the_way() {
    let desk = Desk::new();
    let run = desk.run(&["list", "paths", "--price-max", "100", "--within", "40h"]).expect_code(0);
    assert!(run.out.contains("    Within the limits: Free | 4 h 45"), "{}", run.out);
    assert_eq!(run.err, "1 of 1 path, 1 within the limits\n");
    let row = rows(&desk, &["--time-max", "40h"]).remove(0);
    assert_eq!((&row["within"], &row["blocked"]), (&row["cheapest"], &Value::Null));
    let run = desk.run(&["list", "paths", "--within", "4h"]).expect_code(0);
    let why = "the fastest way takes 4 h 45, 3 h of it at the step `rewrite`";
    assert!(run.out.contains(&format!("    Not within the limits: {why}\n")), "{}", run.out);
    assert_eq!(run.err, "1 of 1 path, 0 within the limits\n");
    let blocked = rows(&desk, &["--within", "4h"]).remove(0)["blocked"].take();
    assert_eq!(
        blocked,
        serde_json::json!({
            "why": "time", "step": "rewrite", "part": { "minutes": 180 }, "total": { "minutes": 285 }
        })
    );
    desk.edit(FILE, "[\"talk-to-a-librarian\", \"statistics-evening-course\"]", "[\"statistics-evening-course\"]");
    let row = rows(&desk, &["--price-max", "39.99"]).remove(0);
    assert_eq!((&row["blocked"]["why"], &row["blocked"]["total"]["minor_units"]), (&"price".into(), &4000.into()));
    assert_eq!(row["cheapest"]["credits"][0], serde_json::json!({ "body": "our-association", "amount": "20" }));
    let run = desk.run(&["list", "paths"]).expect_code(0);
    assert!(
        run.out.contains("    $40 | 23 h 45, 3 h 45 of it estimated | 20 CEU of Our association | "),
        "{}",
        run.out
    );
    for (flag, value) in [("--price-max", "cheap"), ("--time-max", "2 weeks")] {
        let refused = desk.run(&["list", "paths", flag, value]).expect_code(2);
        assert!(refused.err.contains(flag), "{}", refused.err);
    }
}

#[test]
fn paths_are_narrowed_by_where_they_start_and_where_they_lead() {
    let desk = Desk::new();
    let ids = |arguments: &[&str]| rows(&desk, arguments).len();
    assert_eq!(ids(&["--from", "records-clerk"]), 1);
    assert_eq!(ids(&["--from", "records-clerk", "--to", "policy-lead"]), 1);
    assert_eq!(ids(&["--from", "policy-lead"]), 0);
    let none = desk.run(&["list", "paths", "--to", "records-clerk"]).expect_code(0);
    assert!(none.out.is_empty() && none.err.contains("0 of 1 path\nNo path joins these roles."), "{}", none.err);
    let near = desk.run(&["list", "paths", "--to", "policy-leed"]).expect_code(2);
    assert!(near.err.contains("did you mean `policy-lead`?"), "{}", near.err);
    let none = desk.run(&["list", "paths", "--to", "pilot"]).expect_code(2);
    assert!(none.err.contains("there are records-clerk, policy-lead"), "{}", none.err);
}

#[test]
fn the_flags_of_entries_are_no_flags_of_paths() {
    let desk = Desk::new();
    desk.run(&["list", "--cost", "free", "paths"]).expect_code(2);
    desk.run(&["list", "paths", "--cost", "free"]).expect_code(2);
    let slip = desk.run(&["list", "path"]).expect_code(2);
    assert!(slip.err.contains("'paths'"), "{}", slip.err);
}

#[test]
fn a_site_without_paths_says_how_to_begin() {
    let desk = Desk::new();
    desk.remove(FILE);
    let run = desk.run(&["list", "paths"]).expect_code(0);
    assert!(run.out.is_empty() && run.err.contains("milepost new path"), "{}", run.err);
    desk.remove("content/roles.toml");
    let run = desk.run(&["new", "path", "A way"]).expect_code(2);
    assert!(run.err.contains("the site has 0 roles; `milepost new role"), "{}", run.err);
    let run = desk.run(&["list", "paths", "--from", "records-clerk"]).expect_code(2);
    assert!(run.err.contains("content/roles.toml"), "{}", run.err);
}

#[test]
fn a_path_is_explained_by_its_file_and_by_its_id() {
    let desk = Desk::new();
    let told = desk.run(&["explain", PATH]).expect_code(0).out;
    assert_eq!(desk.run(&["explain", FILE]).expect_code(0).out, told);
    for line in [
        "content/paths/clerk-to-policy-lead.md: a way from one job to another",
        "  from      Records clerk (records-clerk)",
        "  stage     read: Read as others read",
        "            teaches plain-language to level 1",
        "    step    research: Learn to look things up, or to count them",
        "            any of talk-to-a-librarian, statistics-evening-course",
        "            a task, 3 h as the editors estimate; after aloud",
        "  cheapest  Free | 4 h 45, 3 h 45 of it estimated; no choice is better",
        "    rewrite: the task",
        "    the same steps as cheapest",
        "  credit    $40 | 23 h 45, 3 h 45 of it estimated | 20 CEU of Our association; no choice is better",
        "    research: statistics-evening-course",
        "  made from content/paths/clerk-to-policy-lead.md",
        "            content/opportunities/short-ones.toml",
    ] {
        assert!(told.lines().any(|it| it == line), "no line `{line}` in\n{told}");
    }
    let near = desk.run(&["explain", "clerk-to-policy-led"]).expect_code(2);
    assert!(near.err.contains("did you mean `clerk-to-policy-lead`?"), "{}", near.err);
}

#[test]
fn what_an_option_requires_and_what_is_gone_is_told() {
    let desk = Desk::new();
    let add = |line: &str| desk.edit("content/opportunities/reading-aloud.md", "+++\n", &format!("+++\n{line}\n"));
    add("requires = [[\"talk-to-a-librarian\"]]");
    let told = desk.run(&["explain", PATH]).expect_code(0).out;
    assert!(told.contains("    aloud: reading-aloud, with talk-to-a-librarian before it\n"), "{told}");
    add("expires = 2026-11-20");
    let late = ["--as-of", "2026-11-25"];
    let told = desk.run(&["explain", PATH, late[0], late[1]]).expect_code(0).out;
    assert!(told.contains("            reading-aloud (retired or expired)\n"), "{told}");
    assert!(told.contains("  routes    none: too few options of the step `aloud` can still be taken\n"), "{told}");
    let list = desk.run(&["list", "paths", late[0], late[1]]).expect_code(0);
    assert!(list.out.contains("    Cannot be finished: too few options of the step `aloud`"), "{}", list.out);
    let row = rows(&desk, &["--within", "9h", late[0], late[1]]).remove(0);
    assert_eq!((&row["cheapest"], &row["blocked"]["why"]), (&Value::Null, &"no-option".into()));
}

#[test]
fn stubs_of_all_that_belongs_to_paths_pass_the_check() {
    let desk = Desk::new();
    let commands: [&[&str]; 7] = [
        &["new", "role", "Head of \"records\""],
        &["new", "competency", "Budgets"],
        &["new", "competency", "Patience", "--kind", "soft"],
        &["new", "credential", "Certified Example Keeper", "--short", "CEK"],
        &["new", "mentor", "The records desk"],
        &["new", "path", "Lead the records", "--to", "head-of-records"],
        &["new", "path", "Lead the policies", "--from", "head-of-records", "--to", "policy-lead"],
    ];
    for command in commands {
        desk.run(command).expect_code(0);
        desk.run(&["check", "--deny", "warnings"]).expect_code(0);
        desk.run(&["check", "--deny", "warnings", "--drafts"]).expect_code(0);
        let again = desk.run(command).expect_code(2);
        assert!(again.err.contains("already"), "{}", again.err);
    }
    assert!(desk.text("content/roles.toml").ends_with(
        "\n[[role]]\nid = \"head-of-records\"\ntitle = 'Head of \"records\"'\n\
         # One sentence: what the job is.\n# summary = \"Keeps the rules on patient records.\"\n\
         # The competencies that the job asks for, each with its level.\n\
         # needs = [{ competency = \"right-of-access\", level = 3 }]\n\
         # Where one can read what the job is.\n# sources = [\"https://www.onetonline.org/\"]\n"
    ));
    assert!(
        desk.text("content/competencies.toml").contains("id = \"patience\"\nname = \"Patience\"\nkind = \"soft\"\n")
    );
    assert!(
        desk.text("content/credentials.toml")
            .contains("id = \"cek\"\nshort = \"CEK\"\nname = \"Certified Example Keeper\"\n")
    );
    assert!(desk.text("content/mentors.toml").contains("id = \"the-records-desk\"\n"));
    let all = rows(&desk, &["--drafts"]);
    let ends: Vec<_> =
        all.iter().map(|row| (row["id"].as_str(), row["from"][0].as_str(), row["to"].as_str())).collect();
    assert_eq!(ends[1], (Some("lead-the-policies"), Some("head-of-records"), Some("policy-lead")));
    assert_eq!(ends[2], (Some("lead-the-records"), Some("records-clerk"), Some("head-of-records")));
    let same = ["new", "path", "Stay", "--from", "policy-lead", "--to", "policy-lead"];
    assert!(desk.run(&same).expect_code(2).err.contains("starts from"));
}

#[test]
fn a_draft_of_a_path_is_left_out_and_named() {
    let desk = Desk::new();
    desk.run(&["new", "path", "Not yet"]).expect_code(0);
    assert_eq!(rows(&desk, &[]).len(), 1);
    let listed = desk.run(&["list", "--left-out"]).expect_code(0);
    assert_eq!(listed.out, "/paths/not-yet/: a draft\n");
    let told = desk.run(&["explain", "not-yet"]).expect_code(0);
    assert_eq!(told.out, "not-yet: a draft (content/paths/not-yet.md)\n");
    let built = desk.run(&["build"]).expect_code(0);
    assert!(built.err.contains("  /paths/not-yet/: a draft\n"), "{}", built.err);
}

#[test]
fn a_list_that_ends_in_the_middle_of_a_line_can_be_added_to() {
    let desk = Desk::new();
    let text = desk.text("content/roles.toml");
    desk.put("content/roles.toml", text.trim_end());
    desk.run(&["new", "role", "Archivist"]).expect_code(0);
    desk.run(&["check", "--deny", "warnings"]).expect_code(0);
}

#[test]
fn ids_that_the_last_build_published_are_missed_once() {
    let desk = Desk::new();
    desk.run(&["build"]).expect_code(0);
    desk.edit(FILE, "id = \"research\"", "id = \"look-up\"");
    let warning = "warning[vanished-id]: the step `research` of this path was published and is gone";
    let denied = desk.run(&["check", "--deny", "warnings"]).expect_code(1);
    assert!(denied.err.contains(warning), "{}", denied.err);
    let dry = desk.run(&["build", "--dry-run"]).expect_code(0);
    assert!(dry.err.contains(warning), "{}", dry.err);
    desk.edit(FILE, "id = \"look-up\"", "id = \"look-up\"\nformerly = [\"research\"]");
    desk.run(&["check", "--deny", "warnings"]).expect_code(0);
    desk.edit(FILE, "\nformerly = [\"research\"]", "");
    let built = desk.run(&["build"]).expect_code(0);
    assert!(built.err.contains(warning), "{}", built.err);
    let again = desk.run(&["build"]).expect_code(0);
    assert!(!again.err.contains("vanished-id") && !again.err.contains("Nothing changed"), "{}", again.err);
    let third = desk.run(&["build"]).expect_code(0);
    assert!(third.err.contains("Nothing changed"), "{}", third.err);
}

#[test]
fn an_output_that_tells_nothing_is_passed_over() {
    let desk = Desk::new();
    desk.put("mine/letter.txt", "Dear");
    desk.edit("site.toml", "title = ", "output = \"mine\"\ntitle = ");
    desk.run(&["check", "--deny", "warnings"]).expect_code(0);
    desk.edit("site.toml", "output = \"mine\"\n", "");
    desk.run(&["build"]).expect_code(0);
    desk.put("public/.milepost-manifest", "cut");
    desk.edit(FILE, "id = \"research\"", "id = \"look-up\"");
    desk.run(&["check", "--deny", "warnings"]).expect_code(0);
    let built = desk.run(&["build"]).expect_code(0);
    assert!(!built.err.contains("vanished-id"), "{}", built.err);
}
