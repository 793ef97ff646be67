//! One generated entry: its id, its front matter and its prose.
//!
//! An entry is drawn from its number and the seed alone, so any entry can name another
//! without having been told of it.

use super::facts::{self, field, list, quoted};
use super::prose::{self, Setting};
use super::random::{Random, Zipf};
use super::site::provider_id;
use super::terms;
use super::words;

/// How many providers a generated catalog has.
pub const PROVIDERS: usize = 200;

/// Topics from the most to the least used are this many places apart in the list.
///
/// It has no divisor in common with the number of topics, so every topic gets a rank, and
/// parents and children are mixed.
const TOPIC_STEP: usize = 7;

/// It has no divisor in common with the number of combinations, so no title comes twice, and
/// entries in a row get unlike titles.
const TITLE_STEP: usize = 387;

/// Separates the numbers that decide an id from those that decide the rest of the entry.
const ID_SALT: u64 = 0x6d69_6c65_706f_7374;

/// Draws the entries of one catalog.
pub struct Entries {
    count: usize,
    seed: u64,
    topics: Zipf,
    providers: Zipf,
}

impl Entries {
    /// Prepares a catalog of `count` entries.
    pub fn new(count: usize, seed: u64) -> Self {
        let topics = Zipf::new(terms::TOPICS.len());
        Self { count, seed, topics, providers: Zipf::new(PROVIDERS) }
    }

    /// Returns how many entries the catalog has.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns the id of the entry with a number: its first topic and the number.
    pub fn id(&self, number: usize) -> String {
        format!("{}-{number:06}", terms::TOPICS[self.first_topic(number)].id)
    }

    /// Returns the location of an entry's file below the site folder, 100 entries a folder.
    pub fn location(&self, number: usize) -> String {
        format!("content/opportunities/{:02}/{}.md", number / 100, self.id(number))
    }

    /// Writes the whole file of the entry with a number.
    pub fn file(&self, number: usize) -> String {
        let mut random = Random::of(self.seed, number as u64);
        let provider = provider_id(self.providers.draw(&mut random));
        let outside = format!("https://{provider}.example.org/learn/{number}/");
        let others = |random: &mut Random| self.id(self.other_than(number, random));
        let topic = terms::TOPICS[self.first_topic(number)].label;
        let setting = Setting { topic, outside: &outside, other_entry: &others };

        let mut text = String::with_capacity(3_000);
        text.push_str("+++\n");
        let format = random.pick(&terms::FORMATS).id;
        field(&mut text, "format", quoted(format));
        self.what_it_is(&mut text, number, &mut random);
        if random.chance(60) {
            field(&mut text, "summary", quoted(prose::summary(&mut random, &setting)));
        }
        field(&mut text, "provider", quoted(provider));
        field(&mut text, "url", quoted(&outside));
        field(&mut text, "cost", facts::cost(&mut random));
        facts::time_needed(&mut text, format, &mut random);
        self.what_comes_first(&mut text, number, &mut random);
        facts::what_is_known(&mut text, &outside, &mut random);
        facts::credits(&mut text, &mut random);
        facts::sessions(&mut text, &mut random);
        text.push_str("+++\n");
        text.push_str(&prose::body(&mut random, &setting));
        text
    }

    /// Draws the number of another entry, or the same one if there is no other.
    fn other_than(&self, number: usize, random: &mut Random) -> usize {
        let steps = 1 + random.below(self.count.max(2) - 1);
        (number + steps) % self.count
    }

    fn first_topic(&self, number: usize) -> usize {
        self.draw_topic(&mut Random::of(self.seed ^ ID_SALT, number as u64))
    }

    fn draw_topic(&self, random: &mut Random) -> usize {
        self.topics.draw(random) * TOPIC_STEP % terms::TOPICS.len()
    }

    fn what_it_is(&self, text: &mut String, number: usize, random: &mut Random) {
        let first = self.first_topic(number);
        field(text, "title", quoted(title(number, terms::TOPICS[first].label)));
        field(text, "topics", list(&self.topics_of(first, random)));
        field(text, "formality", if random.chance(60) { "\"informal\"" } else { "\"formal\"" });
        let skill = match random.below(100) {
            0..70 => "\"hard\"",
            70..90 => "\"soft\"",
            _ => "[\"hard\", \"soft\"]",
        };
        field(text, "skill", skill);
        if random.chance(85) {
            field(text, "level", quoted(random.pick(&terms::LEVELS).id));
        }
    }

    /// Draws one to four topics, 2.3 on average; the first is the one in the entry's id.
    fn topics_of(&self, first: usize, random: &mut Random) -> Vec<&'static str> {
        let mut topics = vec![terms::TOPICS[first].id];
        let wanted = match random.below(10) {
            0..2 => 1,
            2..6 => 2,
            6..9 => 3,
            _ => 4,
        };
        while topics.len() < wanted {
            let topic = terms::TOPICS[self.draw_topic(random)].id;
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }

    /// Requires only entries with smaller numbers, so that no two require each other.
    fn what_comes_first(&self, text: &mut String, number: usize, random: &mut Random) {
        if number < 2 || !random.chance(8) {
            return;
        }
        let one = random.below(number);
        let other = (one + 1 + random.below(number - 1)) % number;
        let both = random.chance(50);
        let group = if both { list(&[&self.id(one), &self.id(other)]) } else { list(&[&self.id(one)]) };
        field(text, "requires", format!("[{group}]"));
    }
}

/// Makes a title that no other entry of the same topic has.
fn title(number: usize, topic: &str) -> String {
    let combinations = words::ANGLES.len() * words::AUDIENCES.len();
    let (module, place) = (number / combinations + 1, number * TITLE_STEP % combinations);
    let angle = words::ANGLES[place % words::ANGLES.len()];
    let audience = words::AUDIENCES[place / words::ANGLES.len()];
    match module {
        1 => format!("{topic}: {angle} for {audience}"),
        _ => format!("{topic}: {angle} for {audience}, module {module}"),
    }
}
