//! What `milepost explain` says of each code, and that its examples are true.

use milepost::build::Workshop;
use milepost::diag::{ALL_CODES, Diagnostic, find_code, text};

use crate::harness::{SiteTest, missing_keys};

/// Codes of what cannot be shown by the text of a file; they are explained in words alone.
const IN_WORDS: [&str; 8] = [
    "file-too-large",
    "missing-site-file",
    "not-utf8",
    "over-budget",
    "symlink-leaves-site",
    "template",
    "unreadable-file",
    "vanished-id",
];

/// One example: what it shows, the file and its lines.
struct Block {
    is_wrong: bool,
    location: String,
    text: String,
}

/// Takes the examples out of an explanation: "Wrong, in `location`:", then indented lines.
fn blocks(explanation: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in explanation.lines() {
        let opening = [("Wrong, in `", true), ("Right, in `", false)]
            .into_iter()
            .find_map(|(start, is_wrong)| Some((line.strip_prefix(start)?.strip_suffix("`:")?, is_wrong)));
        if let Some((location, is_wrong)) = opening {
            blocks.push(Block { is_wrong, location: location.to_owned(), text: String::new() });
            is_open = true;
            continue;
        }
        let Some(block) = blocks.last_mut().filter(|_| is_open) else { continue };
        match line.strip_prefix("    ") {
            Some(line) => block.text += &format!("{line}\n"),
            None if line.is_empty() && !block.text.is_empty() => block.text.push('\n'),
            None => is_open = line.is_empty(),
        }
    }
    for block in &mut blocks {
        block.text = format!("{}\n", block.text.trim_end());
    }
    blocks
}

/// Returns the small site with the examples of one side in it.
fn site(blocks: &[Block], is_wrong: bool) -> SiteTest {
    let mut site = SiteTest::small().with("content/files/covers/sql.png", "a picture");
    for block in blocks.iter().filter(|block| block.is_wrong == is_wrong) {
        let is_entry = block.location.starts_with("content/opportunities/") && block.text.starts_with("+++\n");
        let text = match is_entry {
            true => {
                let front = block.text.lines().skip(1).take_while(|line| *line != "+++" && !line.starts_with('['));
                let keys = missing_keys(&front.collect::<Vec<_>>().join("\n"));
                block.text.replacen("+++\n", &format!("+++\n{keys}"), 1)
            }
            false if block.location.ends_with(".toml") => {
                let base = site.locations().any(|known| known == block.location);
                let base = if base { site.text(&block.location) } else { "" };
                format!("{base}\n{}", block.text)
            }
            false => block.text.clone(),
        };
        site.put(&block.location, &text);
    }
    site
}

/// Returns the codes of all problems, and the problems drawn.
fn found(site: &SiteTest) -> (Vec<&'static str>, String) {
    let workshop = Workshop::new(site.inputs());
    let problems = super::problems(&workshop);
    let draw = |problem: &Diagnostic| text::draw(problem, &workshop.inputs().sources, false) + "\n";
    (problems.iter().map(|problem| problem.code.name).collect(), problems.iter().map(draw).collect())
}

#[test]
fn a_wrong_example_has_its_problem_once_and_a_right_one_has_none() {
    for code in ALL_CODES {
        let blocks = blocks(code.explanation);
        if IN_WORDS.contains(&code.name) {
            assert!(blocks.is_empty(), "{} has examples: hold them true", code.name);
            continue;
        }
        for (is_wrong, expected) in [(true, &[code.name][..]), (false, &[])] {
            assert!(blocks.iter().any(|block| block.is_wrong == is_wrong), "{} lacks an example", code.name);
            let (codes, drawn) = found(&site(&blocks, is_wrong));
            let side = if is_wrong { "wrong" } else { "right" };
            assert_eq!(codes, expected, "the {side} example of {}:\n{drawn}", code.name);
        }
    }
}

#[test]
fn every_code_is_explained_in_lines_that_fit_a_terminal() {
    for code in ALL_CODES {
        assert_eq!(find_code(code.name), Some(*code));
        let text = code.explanation;
        let first = text.lines().next();
        assert_eq!(first, Some(format!("# {}", code.name).as_str()));
        let words = text.lines().skip(1).filter(|line| !line.starts_with("    ")).flat_map(str::split_whitespace);
        assert!(words.count() >= 15, "{} is hardly explained", code.name);
        let long: Vec<_> = text.lines().filter(|line| line.chars().count() > 78).collect();
        assert!(long.is_empty(), "{} has lines over 78 characters: {long:?}", code.name);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{} ends untidily", code.name);
    }
}

#[test]
fn milepost_explain_prints_the_explanation_of_each_code() {
    for code in ALL_CODES {
        let ran = assert_cmd::Command::cargo_bin("milepost").unwrap().args(["explain", code.name]).assert().success();
        let printed = String::from_utf8(ran.get_output().stdout.clone()).unwrap();
        assert!(printed.starts_with(&format!("{}[{}]", code.severity, code.name)), "{printed}");
        let last = code.explanation.trim_end().lines().last().unwrap();
        assert!(printed.trim_end().ends_with(last), "{} is cut off: {printed}", code.name);
    }
}

#[test]
fn a_code_that_is_nearly_one_is_answered_with_the_nearest() {
    let ran = assert_cmd::Command::cargo_bin("milepost").unwrap().args(["explain", "unknown-trem"]).assert().code(2);
    let said = String::from_utf8(ran.get_output().stderr.clone()).unwrap();
    assert!(said.contains("did you mean `unknown-term`?"), "{said}");
}
