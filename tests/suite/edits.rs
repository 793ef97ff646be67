//! Edits as editors make them, drawn from a seed: good ones, slips, and their repair.

use super::harness::{SiteTest, TODAY};
use super::large::Random;
use super::varied;

/// A site under edit, and what is needed to take slips back.
pub struct Editing {
    pub site: SiteTest,
    random: Random,
    /// How many entries were ever made, for new ids.
    made: usize,
    /// Files as they were before they were broken or taken away.
    spoilt: Vec<(String, Vec<u8>)>,
    /// The site as it last had no errors, and how many edits ago that was.
    sound: (SiteTest, usize),
}

/// An editor lives with errors for that many edits before taking everything back.
const PATIENCE: usize = 5;

type Edit = fn(&mut Editing);

/// Every kind of edit, by name; the more frequent ones stand more than once.
const EDITS: &[(&str, Edit)] = &[
    ("prose", prose),
    ("prose", prose),
    ("title", title),
    ("title", title),
    ("cost", cost),
    ("duration", duration),
    ("topics", topics),
    ("sessions", sessions),
    ("status", status),
    ("requires", requires),
    ("former id", formerly),
    ("former id", formerly),
    ("rename an entry", rename_entry),
    ("move an entry to another folder", move_entry),
    ("delete an entry", delete_entry),
    ("new entry", new_entry),
    ("new entry", new_entry),
    ("a second entry of one id", double_entry),
    ("new term", new_term),
    ("rename a term with its users", rename_term),
    ("move a term in its tree", move_term),
    ("label of a term", term_label),
    ("hide or show a facet", hide_facet),
    ("settings", settings),
    ("settings", settings),
    ("title of the site", site_title),
    ("base address", base_address),
    ("own template", template),
    ("own template", template),
    ("own style", style),
    ("switch the theme", switch_theme),
    ("name of a provider", provider_name),
    ("id of a provider with its users", provider_id),
    ("order of the providers", provider_order),
    ("name of a credit body", body_name),
    ("words of the home page", home),
    ("words of a topic", topic_words),
    ("page of words", page),
    ("prose of a path", path_prose),
    ("fields of a path", path_fields),
    ("fields of a path", path_fields),
    ("options of a step", path_options),
    ("options of a step", path_options),
    ("order of steps", path_order),
    ("rename a path", rename_path),
    ("new or deleted path", new_path),
    ("roles", roles),
    ("mentors", mentors),
    ("credentials", credentials),
    ("competencies", competencies),
    ("file to copy", file),
    ("stray file", stray),
    ("break an entry", break_entry),
    ("break an entry", break_entry),
    ("break a list", break_list),
    ("take a list away", remove_list),
    ("bytes that are not UTF-8", not_utf8),
    ("options", options),
];

impl Editing {
    pub fn start(seed: u64) -> Self {
        let site = varied::site(seed);
        let (random, sound) = (Random::of(seed, 1), (site.clone(), 0));
        Editing { site, random, made: varied::ENTRIES, spoilt: Vec::new(), sound }
    }

    /// Takes note of whether the latest edit left errors.
    pub fn note(&mut self, has_errors: bool) {
        match has_errors {
            true => self.sound.1 += 1,
            false => self.sound = (self.site.clone(), 0),
        }
    }

    /// Makes one edit and returns what it was. What is broken is mended before long.
    pub fn edit(&mut self) -> &'static str {
        if self.sound.1 >= PATIENCE && self.random.chance(50) {
            self.site = self.sound.0.clone();
            self.spoilt.clear();
            return "take everything back";
        }
        if !self.spoilt.is_empty() && self.random.chance(40) {
            for (location, bytes) in std::mem::take(&mut self.spoilt) {
                self.site.put_bytes(&location, &bytes);
            }
            return "mend what is broken";
        }
        let (name, edit) = self.random.pick(EDITS);
        edit(self);
        name
    }

    /// Picks an entry that can be read as text.
    fn entry(&mut self) -> String {
        let is_text = |location: &&str| location.starts_with("content/opportunities/") && self.site.has_text(location);
        let entries: Vec<String> = self.site.locations().filter(is_text).map(str::to_owned).collect();
        self.random.pick(&entries).clone()
    }

    /// Picks a path that can be read as text, if there is one.
    fn path(&mut self) -> Option<String> {
        let is_path = |location: &&str| location.starts_with("content/paths/") && self.site.has_text(location);
        let paths: Vec<String> = self.site.locations().filter(is_path).map(str::to_owned).collect();
        (!paths.is_empty()).then(|| self.random.pick(&paths).clone())
    }

    /// Changes the text of some path, if there is one.
    fn change_path(&mut self, change: impl FnOnce(&str) -> String) {
        if let Some(location) = self.path() {
            self.change(&location, change);
        }
    }

    /// Puts one text in place of another in a file, picked from pairs; each way undoes another.
    fn swap(&mut self, location: &str, pairs: &[(&str, &str)]) {
        let (from, to) = *self.random.pick(pairs);
        self.change(location, |text| text.replacen(from, to, 1));
    }

    /// Changes the text of a file, if it is there.
    fn change(&mut self, location: &str, change: impl FnOnce(&str) -> String) {
        if self.site.has_text(location) {
            let text = change(self.site.text(location));
            self.site.put(location, &text);
        }
    }

    fn change_everywhere(&mut self, from: &str, to: &str) {
        let locations: Vec<String> = self.site.locations().map(str::to_owned).collect();
        for location in locations {
            self.change(&location, |text| text.replace(from, to));
        }
    }

    fn spoil(&mut self, location: &str) {
        let bytes = self.site.find(location).expect("only a file that is there can be spoilt");
        self.spoilt.push((location.to_owned(), bytes.to_vec()));
    }

    /// Sets a key of an entry's front matter, or takes it out.
    fn set(&mut self, key: &str, choices: &[Option<&str>]) {
        let location = self.entry();
        let value = *self.random.pick(choices);
        self.change(&location, |text| set_key(text, key, value));
    }

    fn number(&mut self) -> usize {
        self.random.below(1000)
    }
}

/// Replaces, adds or drops the line of a key at the top of a front matter.
fn set_key(text: &str, key: &str, value: Option<&str>) -> String {
    let start = format!("{key} = ");
    let kept: String = text.split_inclusive('\n').filter(|line| !line.starts_with(&start)).collect();
    match value {
        Some(value) => kept.replacen("+++\n", &format!("+++\n{start}{value}\n"), 1),
        None => kept,
    }
}

fn prose(editing: &mut Editing) {
    let (location, number) = (editing.entry(), editing.number());
    editing.change(&location, |text| format!("{text}\nOne more word: {number}.\n"));
}

fn title(editing: &mut Editing) {
    let title = format!("\"A new title, {}\"", editing.number());
    editing.set("title", &[Some(&title)]);
}

fn cost(editing: &mut Editing) {
    editing.set(
        "cost",
        &[Some("\"free\""), Some("{ amount = 30 }"), Some("{ amount = 30, members = { hhs = 0 } }"), None],
    );
}

fn duration(editing: &mut Editing) {
    editing.set("duration", &[Some("\"20m\""), Some("\"2h\""), Some("\"soon\""), None]);
}

fn topics(editing: &mut Editing) {
    editing.set(
        "topics",
        &[Some("[\"privacy\"]"), Some("[\"breach\"]"), Some("[\"data\", \"codign\"]"), Some("[\"coding\"]")],
    );
}

fn status(editing: &mut Editing) {
    let retired = "\"retired\"\nreason = \"Gone.\"";
    let location = editing.entry();
    editing.change(&location, |text| set_key(text, "reason", None));
    let value = *editing.random.pick(&[Some("\"draft\""), Some(retired), None, None]);
    editing.change(&location, |text| set_key(text, "status", value));
}

fn requires(editing: &mut Editing) {
    let id = format!("[[\"entry-{}\"]]", editing.random.below(12));
    editing.set("requires", &[Some(&id), Some(&id), None]);
}

fn formerly(editing: &mut Editing) {
    let id = format!("[\"old-{}\"]", editing.random.below(40));
    editing.set("formerly", &[Some(&id), Some(&id), None]);
}

fn sessions(editing: &mut Editing) {
    let location = editing.entry();
    let start = 1 + editing.random.below(28);
    let session = format!("\n[[sessions]]\nstart = 2026-12-{start:02}T08:30:00\nplace = \"Dayton\"\n+++\n");
    editing.change(&location, |text| match text.contains("[[sessions]]") {
        true => text.replace("2026-12", "2026-10"),
        false => text.replacen("\n+++\n", &session, 1),
    });
}

fn rename_entry(editing: &mut Editing) {
    let location = editing.entry();
    let text = editing.site.text(&location).to_owned();
    editing.site.remove(&location);
    editing.made += 1;
    editing.site.put(&format!("content/opportunities/renamed-{}.md", editing.made), &text);
}

fn move_entry(editing: &mut Editing) {
    let location = editing.entry();
    let text = editing.site.text(&location).to_owned();
    let name = location.rsplit('/').next().unwrap_or(&location);
    editing.site.remove(&location);
    let folder = *editing.random.pick(&["", "more/", "elsewhere/"]);
    editing.site.put(&format!("content/opportunities/{folder}{name}"), &text);
}

fn delete_entry(editing: &mut Editing) {
    let location = editing.entry();
    editing.site.remove(&location);
}

fn new_entry(editing: &mut Editing) {
    editing.made += 1;
    let text = varied::entry(editing.made, &mut editing.random);
    editing.site.put(&varied::location(editing.made), &text);
}

fn double_entry(editing: &mut Editing) {
    let location = editing.entry();
    let text = editing.site.text(&location).replace("title = \"", "title = \"Double: ");
    let name = location.rsplit('/').next().unwrap_or(&location);
    editing.site.put(&format!("content/opportunities/a-copy/{name}"), &text);
}

fn new_term(editing: &mut Editing) {
    let id = format!("topic-{}", editing.number());
    let term = format!("[[facets.terms]]\nid = \"{id}\"\nparent = \"coding\"\n\n[[facets]]\nid = \"format\"");
    editing.change("site.toml", |text| text.replacen("[[facets]]\nid = \"format\"", &term, 1));
    let topics = format!("[\"{id}\"]");
    editing.set("topics", &[Some(&topics)]);
}

fn rename_term(editing: &mut Editing) {
    let (from, to) = *editing.random.pick(&[("data", "analysis"), ("analysis", "data")]);
    editing.change_everywhere(&format!("\"{from}\""), &format!("\"{to}\""));
}

fn move_term(editing: &mut Editing) {
    let (from, to) = *editing.random.pick(&[
        ("privacy", "coding"),
        ("coding", "privacy"),
        ("release", "coding"),
        ("coding", "breach"),
    ]);
    editing
        .change("site.toml", |text| text.replacen(&format!("parent = \"{from}\""), &format!("parent = \"{to}\""), 1));
}

fn term_label(editing: &mut Editing) {
    let label = format!("label = \"Coding {}\"", editing.number());
    editing.change("site.toml", |text| text.replacen("label = \"Coding", &format!("{label} #"), 1));
}

fn hide_facet(editing: &mut Editing) {
    let (from, to) = *editing.random.pick(&[("hidden = true", "hidden = false"), ("hidden = false", "hidden = true")]);
    editing.change("site.toml", |text| text.replacen(from, to, 1));
}

fn settings(editing: &mut Editing) {
    const CHOICES: [(&str, &str); 8] = [
        ("page_size", "4"),
        ("page_size", "7"),
        ("low_cost", "20"),
        ("low_cost", "300"),
        ("timezone", "\"Europe/Vienna\""),
        ("pairs", "[]"),
        ("pairs", "[[\"cost\", \"topic\"]]"),
        ("stale_after", "10"),
    ];
    let (key, value) = *editing.random.pick(&CHOICES);
    set_setting(editing, key, value);
}

fn set_setting(editing: &mut Editing, key: &str, value: &str) {
    let start = format!("{key} = ");
    editing.change("site.toml", |text| {
        let kept: String = text.split_inclusive('\n').filter(|line| !line.starts_with(&start)).collect();
        format!("{start}{value}\n{kept}")
    });
}

fn site_title(editing: &mut Editing) {
    let number = editing.number();
    editing
        .change("site.toml", |text| text.replacen("Small Hospital", &format!("Hospital {number}, Small Hospital"), 1));
}

fn base_address(editing: &mut Editing) {
    let base = *editing.random.pick(&["https://learn.example.org/", "https://example.org/a/b/", "http://example.net"]);
    set_setting(editing, "base_url", &format!("\"{base}\""));
}

fn template(editing: &mut Editing) {
    const CHOICES: [(&str, &str); 5] = [
        ("card.html", "<li class=\"card\"><a href=\"{{ card.href }}\">{{ card.title }}</a></li>"),
        (
            "page.html",
            "{% extends \"default/page.html\" %}{% block head %}<meta name=\"own\" content=\"1\">{% endblock head %}",
        ),
        ("facet_panel.html", "{% for group in groups %}<p>{{ group.label }}</p>{% endfor %}"),
        ("entry.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ page.titel }}</h1>{% endblock main %}"),
        ("home.html", "{% if %}"),
    ];
    let (name, text) = *editing.random.pick(&CHOICES);
    let location = format!("themes/{}/templates/{name}", editing.random.pick(&["default", "ours"]));
    let number = editing.number();
    match editing.site.has_text(&location) {
        true if number.is_multiple_of(2) => editing.change(&location, |text| format!("{text}{{# {number} #}}\n")),
        true => editing.site.remove(&location),
        false => editing.site.put(&location, text),
    }
}

fn style(editing: &mut Editing) {
    let style = format!(".own-{} {{ color: red }}\n", editing.number());
    let folder = *editing.random.pick(&["default", "ours"]);
    editing.site.put(&format!("themes/{folder}/styles/own.css"), &style);
}

/// The two themes are made alike first: a theme is known by its folder, too.
fn switch_theme(editing: &mut Editing) {
    let (from, to) = *editing.random.pick(&[("default", "ours"), ("ours", "theirs"), ("theirs", "default")]);
    let files: Vec<String> = editing.site.locations().map(str::to_owned).collect();
    for location in files {
        if let Some(path) = location.strip_prefix(&format!("themes/{from}/")) {
            let text = editing.site.text(&location).to_owned();
            editing.site.put(&format!("themes/{to}/{path}"), &text);
        }
    }
    set_setting(editing, "theme", &format!("\"{to}\""));
}

fn provider_name(editing: &mut Editing) {
    let name = format!("name = \"Office {}\"", editing.number());
    editing.change("content/providers.toml", |text| text.replacen("name = \"", &format!("{name} # \""), 1));
}

fn provider_id(editing: &mut Editing) {
    let (from, to) = *editing.random.pick(&[("hhs", "hhs-ocr"), ("hhs-ocr", "hhs"), ("state-college", "college")]);
    editing.change_everywhere(&format!("\"{from}\""), &format!("\"{to}\""));
}

fn provider_order(editing: &mut Editing) {
    editing.change("content/providers.toml", |text| {
        let mut tables: Vec<&str> = text.split("[[provider]]").filter(|table| !table.trim().is_empty()).collect();
        tables.rotate_left(1);
        tables.iter().map(|table| format!("[[provider]]{table}")).collect()
    });
}

fn body_name(editing: &mut Editing) {
    let name = format!("name = \"Body {}\" #", editing.number());
    editing.change("content/credentials.toml", |text| text.replacen("name = ", &name, 1));
}

fn home(editing: &mut Editing) {
    let number = editing.number();
    editing.change("content/index.md", |text| format!("{text}\nToday: {number}.\n"));
}

fn topic_words(editing: &mut Editing) {
    let location = format!("content/topics/{}.md", editing.random.pick(&["privacy", "coding", "data", "nothing"]));
    let text = format!("+++\n+++\nWords on it, {}.\n", editing.number());
    match editing.site.has_text(&location) {
        true => editing.site.remove(&location),
        false => editing.site.put(&location, &text),
    }
}

fn page(editing: &mut Editing) {
    let location =
        format!("content/pages/{}.md", editing.random.pick(&["about", "news", "catalog", "entries/entry-1"]));
    let text = format!("+++\ntitle = \"Page {}\"\nmenu = true\n+++\nSee [help](/help/contact/).\n", editing.number());
    match editing.site.has_text(&location) && editing.random.chance(50) {
        true => editing.site.remove(&location),
        false => editing.site.put(&location, &text),
    }
}

fn path_prose(editing: &mut Editing) {
    let number = editing.number();
    editing.change_path(|text| format!("{text}\nOne more word: {number}.\n\n## Heading {number}\n"));
}

fn path_fields(editing: &mut Editing) {
    let number = editing.number();
    let title = format!("\"A new way, {number}\"");
    let former = format!("[\"old-path-{}\"]", number % 4);
    let choices: [(&str, Option<&str>); 12] = [
        ("title", Some(&title)),
        ("summary", Some(&title)),
        ("summary", None),
        ("to", Some("\"lead\"")),
        ("to", Some("\"coder\"")),
        ("from", Some("[\"clerk\"]")),
        ("from", Some("[\"coder\", \"clerk\"]")),
        ("signals", Some("[\"rhit\"]")),
        ("formerly", Some(&former)),
        ("status", Some("\"draft\"")),
        ("status", None),
        ("status", None),
    ];
    let (key, value) = *editing.random.pick(&choices);
    editing.change_path(|text| set_key(text, key, value));
}

fn path_options(editing: &mut Editing) {
    let (from, to) = (editing.random.below(10), editing.random.below(30));
    editing.change_path(|text| text.replacen(&format!("\"entry-{from}\""), &format!("\"entry-{to}\""), 1));
}

fn path_order(editing: &mut Editing) {
    const PAIRS: [(&str, &str); 6] = [
        ("optional = true", "optional = false"),
        ("optional = false", "optional = true"),
        ("need = 2", "need = 1"),
        ("need = 1", "need = 2"),
        ("id = \"first\"\n", "id = \"start\"\nformerly = [\"first\"]\n"),
        ("[\"first\"]", "[\"start\"]"),
    ];
    if let Some(location) = editing.path() {
        editing.swap(&location, &PAIRS);
    }
}

fn rename_path(editing: &mut Editing) {
    let Some(location) = editing.path() else { return };
    let text = editing.site.text(&location).to_owned();
    editing.site.remove(&location);
    editing.made += 1;
    editing.site.put(&format!("content/paths/renamed-{}.md", editing.made), &text);
}

fn new_path(editing: &mut Editing) {
    if editing.random.chance(40) {
        if let Some(location) = editing.path() {
            editing.site.remove(&location);
        }
        return;
    }
    editing.made += 1;
    let text = varied::path(editing.made, &mut editing.random);
    editing.site.put(&varied::path_location(editing.made), &text);
}

fn roles(editing: &mut Editing) {
    let title = format!("title = \"Coder {}\" #", editing.number());
    let pairs = [
        ("title = \"Coder", title.as_str()),
        ("level = 3", "level = 2"),
        ("level = 2", "level = 3"),
        ("needs = [{ competency = \"listening\", level = 1 }]\n", ""),
        ("summary = \"Turns", "sumary = \"Turns"),
        ("sumary = \"Turns", "summary = \"Turns"),
    ];
    editing.swap("content/roles.toml", &pairs);
}

fn mentors(editing: &mut Editing) {
    let name = format!("name = \"Desk {}\" #", editing.number());
    let pairs = [
        ("name = ", name.as_str()),
        ("[\"coder\", \"lead\"]", "[\"clerk\"]"),
        ("[\"clerk\"]", "[\"coder\", \"lead\"]"),
        ("[\"release\"]", "[\"coding\", \"privacy\"]"),
    ];
    editing.swap("content/mentors.toml", &pairs);
}

fn credentials(editing: &mut Editing) {
    let short = format!("short = \"CPC {}\" #", editing.number());
    let pairs = [
        ("short = \"CPC", short.as_str()),
        ("entry = \"entry-2\"", "entry = \"entry-5\""),
        ("entry = \"entry-5\"", "entry = \"entry-2\""),
    ];
    editing.swap("content/credentials.toml", &pairs);
}

fn competencies(editing: &mut Editing) {
    let name = format!("name = \"Listening {}\" #", editing.number());
    let pairs = [
        ("name = \"Listening", name.as_str()),
        ("kind = \"soft\"", "kind = \"hard\""),
        ("kind = \"hard\"", "kind = \"soft\""),
    ];
    editing.swap("content/competencies.toml", &pairs);
}

fn file(editing: &mut Editing) {
    let bytes = format!("%PDF {}\n", editing.number());
    let name = *editing.random.pick(&["form.txt", "other.pdf"]);
    editing.site.put_bytes(&format!("content/files/{name}"), bytes.as_bytes());
}

fn stray(editing: &mut Editing) {
    let location = "content/oportunities/lost.md";
    match editing.site.has_text(location) {
        true => editing.site.remove(location),
        false => editing.site.put(location, "+++\n+++\n"),
    }
}

fn break_entry(editing: &mut Editing) {
    let location = match editing.random.chance(20) {
        true => editing.path().unwrap_or_else(|| editing.entry()),
        false => editing.entry(),
    };
    editing.spoil(&location);
    let wrong = *editing.random.pick(&["title = \n", "colour = \"red\"\n", "url = \"javascript:x\"\n[[", ""]);
    editing.change(&location, |text| match wrong {
        "" => String::new(),
        wrong => text.replacen("+++\n", &format!("+++\n{wrong}"), 1),
    });
}

const LISTS: [&str; 6] = [
    "site.toml",
    "content/providers.toml",
    "content/credentials.toml",
    "content/competencies.toml",
    "content/roles.toml",
    "content/mentors.toml",
];

fn break_list(editing: &mut Editing) {
    let location = *editing.random.pick(&LISTS);
    if editing.site.has_text(location) {
        editing.spoil(location);
        editing.change(location, |text| format!("{text}\n[[x\n"));
    }
}

fn remove_list(editing: &mut Editing) {
    let location = *editing.random.pick(&LISTS);
    if editing.site.has_text(location) {
        editing.spoil(location);
        editing.site.remove(location);
    }
}

fn not_utf8(editing: &mut Editing) {
    let location = editing.entry();
    editing.spoil(&location);
    editing.site.put_bytes(&location, b"+++\ntitle = \"\xff\"\n+++\n");
}

/// What a restart with other arguments would change, or the next morning.
fn options(editing: &mut Editing) {
    let options = &mut editing.site.options;
    match editing.random.below(3) {
        0 => options.with_drafts = !options.with_drafts,
        1 => options.as_of = Some(TODAY + jiff::Span::new().days(editing.random.below(30) as i64)),
        _ => options.as_of = Some(TODAY),
    }
}
