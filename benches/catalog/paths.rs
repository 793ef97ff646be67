//! One generated goal path: stages, steps, and options drawn from the entries.

use super::entry::Entries;
use super::facts::{field, list, quoted};
use super::random::Random;
use super::terms;

/// So many entries have one path between them.
const ENTRIES_A_PATH: usize = 50;
const PATHS_AT_MOST: usize = 200;

/// Separates the numbers that decide a path from those that decide an entry.
const PATH_SALT: u64 = 0x676f_616c_7061_7468;

/// Draws the paths of one catalog.
///
/// Every step that a path cannot do without has enough options that are free and require
/// nothing, so that a build has nothing to warn of.
pub struct Paths<'e> {
    entries: &'e Entries,
    seed: u64,
}

impl<'e> Paths<'e> {
    /// Prepares the paths of a catalog, one for 50 entries and 200 at most: no department plans for more jobs.
    pub fn new(entries: &'e Entries, seed: u64) -> Self {
        Self { entries, seed: seed ^ PATH_SALT }
    }

    /// Returns how many paths the catalog has.
    pub fn count(&self) -> usize {
        (self.entries.count() / ENTRIES_A_PATH).min(PATHS_AT_MOST)
    }

    /// Returns the location of a path's file below the site folder.
    pub fn location(&self, number: usize) -> String {
        format!("content/paths/path-{number:04}.md")
    }

    /// Writes the whole file of the path with a number: 4 to 6 stages of 3 to 6 steps.
    pub fn file(&self, number: usize) -> String {
        let mut random = Random::of(self.seed, number as u64);
        let from = random.below(terms::TOPICS.len());
        let to = (from + 1 + random.below(terms::TOPICS.len() - 1)) % terms::TOPICS.len();
        let mut text = String::with_capacity(6_000);
        text.push_str("+++\n");
        field(
            &mut text,
            "title",
            quoted(format!("From {} to {}, way {number}", terms::TOPICS[from].label, terms::TOPICS[to].label)),
        );
        field(&mut text, "summary", quoted("Read the rules first, then practice, then show it."));
        field(&mut text, "from", list(&[terms::TOPICS[from].id]));
        field(&mut text, "to", quoted(terms::TOPICS[to].id));
        let mut steps = 0;
        for stage in 1..=random.between(4, 6) {
            text.push_str("\n[[stages]]\n");
            field(&mut text, "id", quoted(format!("stage-{stage}")));
            field(&mut text, "title", quoted(format!("Part {stage} of the way")));
            field(&mut text, "purpose", quoted("Know enough for the next part."));
            for _ in 0..random.between(3, 6) {
                self.step(&mut text, steps, &mut random);
                steps += 1;
            }
        }
        text.push_str("+++\nA way that several people went, drawn from a seed. Begin where you stand.\n");
        text
    }

    /// Writes a step: a task in 15 of 100, else 1 to 4 options of which one or two are needed.
    fn step(&self, text: &mut String, number: usize, random: &mut Random) {
        text.push_str("\n[[stages.steps]]\n");
        field(text, "id", quoted(format!("step-{number}")));
        field(text, "title", quoted(format!("Do the thing with number {number}")));
        if random.chance(60) {
            field(text, "why", quoted("The next step builds on it."));
        }
        if random.chance(15) {
            field(text, "task", quoted("Ask somebody who does the job to let you watch, and write down what you saw."));
            field(text, "duration", quoted(format!("{}h", random.between(1, 8))));
        } else {
            self.options(text, random);
        }
        if random.chance(15) {
            field(text, "optional", true);
        }
        if number > 0 && random.chance(20) {
            field(text, "after", list(&[&format!("step-{}", random.below(number))]));
        }
    }

    fn options(&self, text: &mut String, random: &mut Random) {
        let count = random.between(1, 4);
        let need = if count > 1 && random.chance(15) { 2 } else { 1 };
        let mut options: Vec<usize> = Vec::new();
        while options.len() < count {
            let number = match options.len() < need {
                true => self.free(random),
                false => random.below(self.entries.count()),
            };
            if !options.contains(&number) {
                options.push(number);
            }
        }
        let ids: Vec<String> = options.iter().map(|number| self.entries.id(*number)).collect();
        field(text, "options", list(&ids.iter().map(String::as_str).collect::<Vec<_>>()));
        if need > 1 {
            field(text, "need", need);
        }
    }

    /// Draws an entry that is free and requires nothing.
    fn free(&self, random: &mut Random) -> usize {
        loop {
            let number = random.below(self.entries.count());
            let file = self.entries.file(number);
            if file.contains("\ncost = \"free\"\n") && !file.contains("\nrequires = ") {
                return number;
            }
        }
    }
}
