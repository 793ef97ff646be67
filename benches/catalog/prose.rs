//! Readable Markdown for generated entries.
//!
//! Sentences are patterns with gaps in braces; the gaps are filled from the vocabulary.
//! Prose has paragraphs, lists, headings, quotations, emphasis and links, and is as long as
//! an editor's: 400 to 2,000 characters.

use super::random::Random;
use super::terms;
use super::words;

const SHORTEST: usize = 400;
const LONGEST: usize = 2_000;

/// Room kept free for the last sentence, so that no text grows past the longest.
const LAST_SENTENCE: usize = 260;

const SENTENCES: [&str; 34] = [
    "It follows {topic} through {setting}, with {material} for every step.",
    "Most of the time goes into {material}, and the rest into talking about them.",
    "People who finish can {outcome}, even on a busy day.",
    "The examples come from {setting} near {place}, and the names in them are changed.",
    "Plan about {number} minutes for the first part, more if {topic} is new.",
    "It was written for {audience}, but {audience} will find their own questions in it.",
    "The part on how to {outcome} is the *best reason* to start here.",
    "Nothing is assumed beyond a little {topic} and some patience.",
    "**Bring a question of your own**: the last section is built around it.",
    "A team in {place} used it to teach {audience} how to {outcome}.",
    "The order matters: read the {number} short notes first, then open {material}.",
    "Where the rules differ between states, it says so and names the source.",
    "Each section ends with {material} and an answer that explains itself.",
    "The authors worked in {setting} for years, and it shows in what they leave out.",
    "You will not learn everything about {topic}, but you will know whom to ask.",
    "It is plain about what is *not* covered, above all {topic}.",
    "The recording is clear, the captions are right, and the transcript can be searched.",
    "For the background, read {link} before you begin.",
    "It goes well with {link}, which treats {topic} from the other side.",
    "If this is too slow, try {link} instead.",
    "Afterwards, {link} is a natural next step for {audience}.",
    "The provider keeps [a page of corrections]({outside}), and it is short.",
    "Its claims can be checked against [the published figures]({outside}) of {place}.",
    "New to the catalog? [How to use it](/how-to-use/) explains the marks.",
    "One exercise asks you to {outcome}; another turns the same case around.",
    "In {place}, {audience} meet once a month to compare notes on {topic}.",
    "The tone is friendly, the pace is even, and *no step is skipped*.",
    "A form with {number} fields is filled in together, line by line.",
    "It treats {topic} as daily work and not as theory.",
    "Half of it is about people: how {audience} hear bad news, and what helps.",
    "The unit on {topic} was rewritten after **new guidance**, and is better for it.",
    "Keep {material} at hand, since the second half builds on them.",
    "Set aside {number} quiet minutes to {outcome} without looking anything up.",
    "What stays with you is a way to {outcome} and to tell others why.",
];

const OPENINGS: [&str; 8] = [
    "A practical look at {topic} for {audience}, built around {material}.",
    "This one is worth the time for {audience} who want to {outcome}.",
    "Start here if {topic} has landed on your desk and {material} alone do not help.",
    "A calm introduction to {topic}, taught with cases from {setting}.",
    "Short lessons on {topic} that lead from first terms to the day you can {outcome}.",
    "For {audience}: what {topic} asks of you, and how to {outcome}.",
    "A steady tour of {topic}, from {material} to the cases that need judgment.",
    "Learn {topic} by doing it, with {material} and feedback from {audience}.",
];

const HEADINGS: [&str; 6] =
    ["What you will do", "What it covers", "Before you start", "Who it suits", "How it is taught", "Good to know"];

const LEADS: [&str; 5] = [
    "By the end you can:",
    "It is made of these parts:",
    "Three things stand out, and a few more:",
    "Work through it in this order:",
    "The exercises have you:",
];

/// What prose needs to know of the catalog it stands in.
pub struct Setting<'a> {
    /// The label of the entry's first topic.
    pub topic: &'static str,
    /// An address at the provider's site.
    pub outside: &'a str,
    /// Draws the id of another entry to link to.
    pub other_entry: &'a dyn Fn(&mut Random) -> String,
}

/// Writes the body of one entry: Markdown of 400 to 2,000 characters, ending with a newline.
pub fn body(random: &mut Random, setting: &Setting) -> String {
    let length = random.between(SHORTEST, LONGEST - LAST_SENTENCE);
    let mut headings = HEADINGS.iter().cycle().skip(random.below(HEADINGS.len())).take(HEADINGS.len());
    let mut text = paragraph(random, setting, &OPENINGS);
    while text.len() < length {
        let mut block = block(random, setting);
        // A heading once used does not come again: two sections of one name confuse.
        if let Some(heading) = random.chance(20).then(|| headings.next()).flatten() {
            block = format!("## {heading}\n\n{block}");
        }
        let fits = text.len() + block.len() + 3 <= LONGEST;
        text.push_str("\n\n");
        text.push_str(&if fits { block } else { sentence(random, setting, &SENTENCES) });
    }
    text.push('\n');
    text
}

/// Writes one sentence that can stand as an entry's summary: no links, no emphasis.
pub fn summary(random: &mut Random, setting: &Setting) -> String {
    sentence(random, setting, &OPENINGS)
}

/// Draws the name of a place that is on no map we know of.
pub fn place(random: &mut Random) -> String {
    format!("{}{}", random.pick(&words::PLACE_FIRST), random.pick(&words::PLACE_LAST))
}

fn block(random: &mut Random, setting: &Setting) -> String {
    match random.below(10) {
        0 => list(random, "-"),
        1 => list(random, "1."),
        2 => format!("> {}", sentence(random, setting, &SENTENCES)),
        _ => paragraph(random, setting, &SENTENCES),
    }
}

fn paragraph(random: &mut Random, setting: &Setting, first: &[&str]) -> String {
    let mut text = sentence(random, setting, first);
    for _ in 0..random.between(1, 3) {
        text.push(' ');
        text.push_str(&sentence(random, setting, &SENTENCES));
    }
    text
}

fn list(random: &mut Random, mark: &str) -> String {
    let mut text = format!("{}\n", random.pick(&LEADS));
    for _ in 0..random.between(3, 5) {
        text.push_str(&format!("\n{mark} {}", random.pick(&words::OUTCOMES)));
    }
    text
}

/// Picks one of the patterns and fills its gaps.
fn sentence(random: &mut Random, setting: &Setting, patterns: &[&str]) -> String {
    let mut text = String::with_capacity(160);
    let mut rest = *random.pick(patterns);
    while let Some((before, gap_and_rest)) = rest.split_once('{') {
        let (gap, after) = gap_and_rest.split_once('}').unwrap_or((gap_and_rest, ""));
        text.push_str(before);
        text.push_str(&fill(gap, random, setting));
        rest = after;
    }
    text.push_str(rest);
    text
}

fn fill(gap: &str, random: &mut Random, setting: &Setting) -> String {
    match gap {
        "topic" if random.chance(60) => inside_a_sentence(setting.topic),
        "topic" => inside_a_sentence(random.pick(&terms::TOPICS).label),
        "audience" => (*random.pick(&words::AUDIENCES)).to_owned(),
        "material" => (*random.pick(&words::MATERIALS)).to_owned(),
        "setting" => (*random.pick(&words::SETTINGS)).to_owned(),
        "outcome" => (*random.pick(&words::OUTCOMES)).to_owned(),
        "place" => place(random),
        "number" => random.between(3, 60).to_string(),
        "outside" => setting.outside.to_owned(),
        "link" => format!("[{}]({})", random.pick(&words::ANGLES), (setting.other_entry)(random)),
        unknown => unreachable!("no sentence pattern has a gap `{unknown}`"),
    }
}

/// Lowers the first letter of a label, unless it begins with an acronym.
fn inside_a_sentence(label: &str) -> String {
    match label.split_at_checked(1) {
        Some((first, rest)) if rest.starts_with(char::is_lowercase) => first.to_lowercase() + rest,
        _ => label.to_owned(),
    }
}
