//! Every kind of problem: what is said of it, where, and in which form.
//!
//! The cases stand in `tests/diagnostics/*.test`, a file for each subject, with the expected
//! problems beside the lines. `MILEPOST_CASE=WORDS cargo test --test suite check` runs only the
//! cases with these words in their title.

mod explanations;
mod forms;
mod hostile;
mod literate;

use std::collections::BTreeMap;

use milepost::build::Workshop;
use milepost::diag::{ALL_CODES, Diagnostics};

use literate::Case;

/// Makes a test for each file of cases.
macro_rules! subjects {
    ($($subject:ident)*) => {
        const SUBJECTS: &[&str] = &[$(stringify!($subject)),*];
        mod problems_with {
            $(#[test]
            fn $subject() {
                super::literate::run(stringify!($subject));
            })*
        }
    };
}

subjects! {
    addresses config credits cycles dates durations facets fields files images links lists many money paths prose
    references retired sessions templates terms themes toml urls vanished
}

#[test]
fn every_file_of_cases_is_run() {
    let folder = std::fs::read_dir(literate::folder()).expect("the folder of cases can be read");
    let mut found: Vec<_> = folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    let named: Vec<_> = SUBJECTS.iter().map(|subject| format!("{subject}.test")).collect();
    assert_eq!(found, named);
}

/// Codes of problems with a whole file, which have no place in its text.
const WITHOUT_PLACE: [&str; 8] = [
    "file-too-large",
    "missing-site-file",
    "not-utf8",
    "over-budget",
    "stray-file",
    "symlink-leaves-site",
    "unreadable-file",
    "vanished-id",
];

#[test]
fn every_code_has_a_case_with_its_place() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in SUBJECTS.iter().flat_map(|subject| literate::read(subject)) {
        for (code, columns) in case.expected_codes() {
            places.entry(code).or_default().push(columns);
        }
    }
    let told: Vec<&str> = places.keys().map(String::as_str).collect();
    let all: Vec<&str> = ALL_CODES.iter().map(|code| code.name).collect();
    assert_eq!(told, all, "the codes with cases, and all codes");
    for (code, columns) in &places {
        let has_place = columns.iter().any(|columns| columns != "file");
        assert_eq!(has_place, !WITHOUT_PLACE.contains(&code.as_str()), "{code} is told at {columns:?}");
    }
}

#[test]
fn a_case_that_expects_too_much_or_too_little_fails() {
    let case = |text: &str| Case::parse("here", text).remove(0);
    let front = "--- a case\n>>> content/opportunities/a.md (with the required fields)\n+++\nlevel = \"nope\"\n";
    let told = "#! error 9-14 [unknown-term] `level` has no term `nope`\n#! help its terms are `beginner`, `intermediate`, `advanced`, `all`\n";
    assert_eq!(case(&format!("{front}{told}+++\n")).failure(), None);
    for wrong in [
        String::new(),
        told.replace("9-14", "9-13"),
        told.replace("unknown-term", "unknown-key"),
        told.replace("error", "warning"),
        told.replace("`nope`", "`none`"),
        told.replace("advanced", "expert"),
        told.lines().next().unwrap().to_owned() + "\n",
        format!("{told}{told}"),
    ] {
        assert!(case(&format!("{front}{wrong}+++\n")).failure().is_some(), "this was let through:\n{wrong}");
    }
}

/// Returns all that `milepost check` would show: what is wrong with the content, else with the pages.
fn problems(workshop: &Workshop) -> Diagnostics {
    let mut problems = workshop.prepared().diagnostics.clone();
    if !problems.has_errors() {
        let site = workshop.site();
        problems.extend(site.check_pages(|_, _| ()));
        problems.extend(site.assets_over_budget());
        problems.extend(site.data_over_budget());
    }
    problems.sorted(&workshop.inputs().sources)
}
