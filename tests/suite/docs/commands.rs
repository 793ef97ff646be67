//! Command lines in the documents, held against the program's own help.

use std::collections::BTreeMap;
use std::process::Command;

use super::markdown::Document;

/// Words that are values of a flag, and must stand in its help.
const CHOICES: [&str; 3] = ["--format", "--color", "--deny"];

/// The help of each command, asked for once.
#[derive(Default)]
pub struct Helps(BTreeMap<Vec<String>, Option<String>>);

impl Helps {
    /// Returns the help of a command, or nothing when there is no such command.
    pub fn of(&mut self, command: &[String]) -> Option<&str> {
        let help = self.0.entry(command.to_vec()).or_insert_with(|| {
            let run = Command::new(env!("CARGO_BIN_EXE_milepost")).args(command).arg("--help").output();
            let output = run.expect("the program runs");
            output.status.success().then(|| String::from_utf8(output.stdout).expect("help is UTF-8"))
        });
        help.as_deref()
    }

    /// Returns the names below a command, from the list in its help.
    pub fn commands(&mut self, command: &[String]) -> Vec<String> {
        let help = self.of(command).unwrap_or("");
        let list = help.split("\nCommands:\n").nth(1).unwrap_or("");
        let names = list.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
        names
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != "help")
            .map(str::to_owned)
            .collect()
    }

    /// Says what is wrong with a command line, if anything is.
    pub fn fault(&mut self, line: &str) -> Option<String> {
        let words: Vec<&str> = line.split_whitespace().take_while(|word| !["#", "|", ">"].contains(word)).collect();
        let mut command: Vec<String> = Vec::new();
        for word in &words {
            if self.commands(&command).iter().any(|name| name == word) {
                command.push((*word).to_owned());
            }
        }
        let is_about_a_command =
            words.first().is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()));
        if command.is_empty() && is_about_a_command {
            return Some(format!("there is no command `{}`", words[0]));
        }
        if command.len() == 1
            && let Some(next) = words.get(1)
            && !next.starts_with('-')
            && !self.commands(&command).is_empty()
        {
            return Some(format!("`milepost {}` has no `{next}`", command[0]));
        }
        let help = self.of(&command)?.to_owned();
        for (index, word) in words.iter().enumerate().filter(|(_, word)| word.starts_with('-')) {
            let flag = word.split('=').next().unwrap_or(word);
            if !has_word(&help, flag) {
                return Some(format!("`milepost {}` has no flag `{flag}`", command.join(" ")));
            }
            if let Some(choice) = words.get(index + 1)
                && CHOICES.contains(&flag)
                && !has_word(&help, choice)
            {
                return Some(format!("`{flag}` cannot be `{choice}`"));
            }
        }
        None
    }
}

/// Returns what the program writes to standard output; it must end well.
pub fn output(arguments: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_milepost")).args(arguments.split_whitespace()).output();
    let output = run.expect("the program runs");
    assert!(output.status.success(), "milepost {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the program writes UTF-8")
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|letter: char| letter.is_whitespace() || ",[]:'=".contains(letter)).any(|it| it == word)
}

/// Returns what is written after `milepost` in the shell blocks, CI files and backticks of a document.
pub fn lines(document: &Document) -> Vec<String> {
    let blocks = document.blocks();
    let shell = blocks.iter().filter(|block| ["sh", "yaml"].contains(&block.language()));
    let mut lines: Vec<String> = shell.flat_map(|block| block.text.lines().map(str::to_owned)).collect();
    lines.extend(document.code_spans());
    lines.iter().filter_map(|line| arguments(line)).collect()
}

fn arguments(line: &str) -> Option<String> {
    let line = line.trim().trim_start_matches("- ").trim_start_matches("run: ").trim_start_matches("$ ");
    let starts = ["milepost ", "cargo run --release -- ", "cargo run -- "];
    starts.iter().find_map(|start| line.strip_prefix(start)).map(str::to_owned)
}
