//! After any edit the site is the one that a start from nothing would give.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use milepost::build::Workshop;
use milepost::catalog::{Catalog, OpportunityId, Skill};
use milepost::diag::{Diagnostic, machine};
use milepost::guide::{self, Aim};
use milepost::publish;
use milepost::source::Content;
use rayon::prelude::*;

use super::edits::Editing;
use super::harness::{SiteTest, TODAY, files};
use super::tree::{differences, scratch, tree};
use super::varied;

/// After this many edits every page is rendered and compared; after each edit one page in so many.
///
/// Stamps are compared after each edit. A page whose stamp agrees can differ only if a part that
/// all pages share is stale, and that shows in any page.
const ALL_BYTES_AFTER: usize = 8;

/// Everything that can be known of a site, in words that do not depend on how it came about.
#[derive(Debug, PartialEq)]
struct State {
    problems: Vec<String>,
    pages: BTreeMap<String, Page>,
    plain_files: BTreeMap<String, Vec<u8>>,
    /// The data of the scripts: stamp, and text where it was made.
    data: BTreeMap<String, (u128, Option<Result<String, String>>)>,
    /// Roles, mentors and credentials, and each path with its routes.
    goals: Vec<String>,
}

#[derive(Debug, PartialEq)]
struct Page {
    stamp: u128,
    /// `None` if it was not rendered.
    bytes: Option<Result<Vec<u8>, String>>,
}

impl State {
    fn of(workshop: &Workshop, is_rendered: impl Fn(&str) -> bool + Sync) -> Self {
        let sources = &workshop.inputs().sources;
        let words = |problem: Box<Diagnostic>| machine::json(&problem, sources);
        let site = workshop.site();
        let pages = site.pages().into_par_iter().map(|page| {
            let sheet = site.sheet(&page);
            let stamp = site.stamp(&sheet);
            let bytes = is_rendered(&page.file()).then(|| {
                let mut bytes = Vec::new();
                site.render(&page, &sheet, &mut bytes).map(|()| bytes).map_err(words)
            });
            (page.file(), Page { stamp, bytes })
        });
        let pages: Vec<_> = pages.collect();
        let count = pages.len();
        let data = site.data().into_iter().map(|page| {
            let text = is_rendered(&page.path).then(|| site.data_text(&page).map_err(words));
            (page.path.clone(), (page.stamp, text))
        });
        let state = State {
            data: data.collect(),
            goals: goals(&workshop.prepared().catalog),
            problems: workshop.prepared().diagnostics.iter().map(|problem| machine::json(problem, sources)).collect(),
            pages: pages.into_iter().collect(),
            plain_files: site.plain_files().into_iter().map(|file| (file.path, file.bytes.to_vec())).collect(),
        };
        assert_eq!(state.pages.len(), count, "two pages have one file");
        state
    }

    /// Says where two states differ, short enough to read.
    fn differences(&self, other: &State) -> Vec<String> {
        let mut found = Vec::new();
        if self.problems != other.problems {
            let only_in = |one: &State, two: &State| one.problems.iter().find(|it| !two.problems.contains(it)).cloned();
            found.push(format!("problems: {:?} and {:?}", only_in(self, other), only_in(other, self)));
        }
        let files: BTreeSet<_> = self.pages.keys().chain(other.pages.keys()).collect();
        for file in files {
            let (Some(one), Some(two)) = (self.pages.get(file), other.pages.get(file)) else {
                found.push(format!("{file} is in one of them only"));
                continue;
            };
            if one.stamp != two.stamp {
                found.push(format!("{file} has another stamp"));
            }
            if one.bytes != two.bytes {
                let slip = |page: &Page| page.bytes.as_ref().and_then(|bytes| bytes.as_ref().err()).cloned();
                found.push(format!("{file} has other bytes: {:?} and {:?}", slip(one), slip(two)));
            }
        }
        if self.plain_files != other.plain_files {
            found.push("the files beside the pages differ".to_owned());
        }
        if self.data != other.data {
            found.push("the data of the scripts differs".to_owned());
        }
        if self.goals != other.goals {
            let pairs = self.goals.iter().zip(&other.goals);
            let first = pairs.into_iter().find(|(one, two)| one != two);
            found.push(format!("paths or what belongs to them: {first:?}"));
        }
        found
    }
}

/// Tells all that is known of paths and what belongs to them, by names and not by places in lists or files.
fn goals(catalog: &Catalog) -> Vec<String> {
    let entry = |id: &OpportunityId| catalog.opportunity(*id).entry.id.value.as_str();
    let skills = |skills: &[Skill]| -> Vec<String> {
        let name = |skill: &Skill| &catalog.competencies[skill.competency as usize].name;
        skills.iter().map(|skill| format!("{} {}", name(skill), skill.level)).collect()
    };
    let role = |role: &usize| catalog.roles[*role].entry.title.as_str();
    let roles = catalog.roles.iter().map(|it| format!("{} {:?}", it.entry.title, skills(&it.needs)));
    let mentors = catalog
        .mentors
        .iter()
        .map(|it| format!("{} {:?} {:?}", it.entry.name, it.roles.iter().map(role).collect::<Vec<_>>(), it.topics));
    let credentials = catalog
        .credentials
        .iter()
        .map(|it| format!("{} {:?} {:?}", it.entry.short, it.body, it.exam.as_ref().map(entry)));
    let paths = catalog.paths.iter().map(|path| {
        let ends: Vec<_> = path.from.iter().chain([&path.to]).map(role).collect();
        let routes = Aim::ALL.map(|aim| {
            let route = guide::route(catalog, path, aim).map_err(|undone| undone.step)?;
            let picks: Vec<Vec<&str>> =
                route.picks.iter().map(|pick| pick.options.iter().chain(&pick.first).map(entry).collect()).collect();
            Ok::<_, usize>((picks, route.figures))
        });
        let stages: Vec<_> = path.stages.iter().map(|stage| skills(&stage.teaches)).collect();
        let (title, prose) = (&path.entry.title, &path.entry.prose.headings);
        format!(
            "{title} {ends:?} {:?} {stages:?} {routes:?} {:?} {prose:?}",
            path.signals,
            guide::totals(catalog, path)
        )
    });
    roles.chain(mentors).chain(credentials).chain(paths).collect()
}

/// Returns what [`Workshop::change`] has to be told after an edit.
fn changes(before: &SiteTest, after: &SiteTest) -> Vec<(String, Option<Content>)> {
    let locations: BTreeSet<&str> = before.locations().chain(after.locations()).collect();
    let read = |site: &SiteTest, location: &str| site.find(location).map(<[u8]>::to_vec);
    locations
        .into_iter()
        .filter(|location| read(before, location) != read(after, location))
        .map(|location| (location.to_owned(), after.find(location).map(|_| after.content(location))))
        .collect()
}

fn follow(workshop: &mut Workshop, before: &SiteTest, after: &SiteTest) {
    if before.options != after.options {
        workshop.set_options(after.options.clone());
    }
    workshop.change(changes(before, after));
}

/// Makes edits and compares after each with a start from nothing.
fn random_edits(seed: u64, count: usize) {
    let mut editing = Editing::start(seed);
    let mut workshop = editing.site.workshop();
    let (mut seen, mut made, mut sound, mut with_routes) = (BTreeMap::new(), Vec::new(), 0, 0);
    for number in 0..count {
        let before = editing.site.clone();
        made.push(editing.edit());
        follow(&mut workshop, &before, &editing.site);
        let fresh = editing.site.workshop();
        let turn = |file: &str| (file.len() + number).is_multiple_of(ALL_BYTES_AFTER);
        let is_rendered = |file: &str| number.is_multiple_of(ALL_BYTES_AFTER) || turn(file);
        let (warm, clean) = (State::of(&workshop, is_rendered), State::of(&fresh, is_rendered));
        let differences = warm.differences(&clean);
        let shown = &differences[..differences.len().min(5)];
        let latest = &made[made.len().saturating_sub(12)..];
        assert!(differences.is_empty(), "seed {seed}, edit {number}, after {latest:?}: {shown:#?}");
        same_stamps_same_bytes(&mut seen, &warm);
        let has_errors = workshop.prepared().diagnostics.has_errors();
        editing.note(has_errors);
        sound += usize::from(!has_errors);
        let catalog = &workshop.prepared().catalog;
        with_routes += usize::from(catalog.paths.iter().any(|path| guide::route(catalog, path, Aim::Cheapest).is_ok()));
    }
    assert!(sound > count / 4, "only {sound} of {count} states had no errors, too few to show much");
    assert!(with_routes > count / 2, "only {with_routes} of {count} states had a path that can be walked");
}

/// A page whose stamp it had before is not rendered again, so its bytes must be those of that time.
fn same_stamps_same_bytes(seen: &mut BTreeMap<(String, u128), Vec<u8>>, state: &State) {
    for (file, page) in &state.pages {
        let Some(Ok(bytes)) = &page.bytes else { continue };
        let first = seen.entry((file.clone(), page.stamp)).or_insert_with(|| bytes.clone());
        assert!(first == bytes, "{file} changed under one stamp");
    }
}

#[test]
fn rebuild_equals_clean_build_for_seed_1() {
    random_edits(1, 200);
}

#[test]
fn rebuild_equals_clean_build_for_seed_2() {
    random_edits(2, 100);
}

#[test]
fn rebuild_equals_clean_build_for_seed_3() {
    random_edits(3, 100);
}

#[test]
fn two_pages_of_one_state_with_one_stamp_have_the_same_bytes() {
    let state = State::of(&varied::site(5).workshop(), |_| true);
    let mut by_stamp = BTreeMap::new();
    for (file, page) in &state.pages {
        let (first, bytes) = by_stamp.entry(page.stamp).or_insert((file, &page.bytes));
        assert_eq!(*bytes, &page.bytes, "{first} and {file} share a stamp");
    }
    assert!(by_stamp.len() > 100, "the site is too small to show anything");
}

/// Publishes a site as `milepost build` does.
fn publish_to(folder: &std::path::Path, workshop: &Workshop) {
    let output = publish::open(&folder.join("public"), &[]).expect("the output can be opened");
    let staged = output.stage().expect("a site can be staged");
    let site = workshop.site();
    for page in site.pages() {
        let sheet = site.sheet(&page);
        let stamp = site.stamp(&sheet);
        if !staged.keep(&page.file(), stamp).expect("a page can be kept") {
            let mut bytes = Vec::new();
            site.render(&page, &sheet, &mut bytes).expect("the site has no problems");
            staged.write(&page.file(), stamp, &bytes).expect("a page can be written");
        }
    }
    for file in site.plain_files() {
        if !staged.keep(&file.path, file.digest).expect("a file can be kept") {
            staged.write(&file.path, file.digest, file.bytes).expect("a file can be written");
        }
    }
    staged.commit(b"").expect("the site can be put in place");
}

/// True if the site would be published: nothing is wrong with its content or its templates.
fn is_publishable(workshop: &Workshop) -> bool {
    !workshop.prepared().diagnostics.has_errors() && !workshop.site().check_pages(|_, _| ()).has_errors()
}

#[test]
fn publishing_over_the_last_site_equals_publishing_into_an_empty_folder() {
    let folder = scratch();
    let mut editing = Editing::start(7);
    let mut workshop = editing.site.workshop();
    let mut published = 0;
    while published < 30 {
        let before = editing.site.clone();
        let made = editing.edit();
        follow(&mut workshop, &before, &editing.site);
        if !is_publishable(&workshop) {
            editing.site = before.clone();
            workshop = editing.site.workshop();
            continue;
        }
        publish_to(folder.path(), &workshop);
        let empty = scratch();
        publish_to(empty.path(), &editing.site.workshop());
        let (over, fresh) = (tree(&folder.path().join("public")), tree(&empty.path().join("public")));
        assert!(over == fresh, "after `{made}` the trees differ: {:?}", differences(&over, &fresh));
        published += 1;
    }
}

/// Returns the files whose stamps are new after an edit; none may have gone.
fn new_stamps(site: SiteTest, edit: impl FnOnce(&mut SiteTest)) -> Vec<String> {
    let mut edited = site.clone();
    edit(&mut edited);
    let mut workshop = site.workshop();
    let before = State::of(&workshop, |_| false);
    follow(&mut workshop, &site, &edited);
    let after = State::of(&workshop, |_| false);
    assert_eq!(after.problems, Vec::<String>::new());
    assert!(before.pages.keys().all(|file| after.pages.contains_key(file)), "a page has gone");
    let is_new = |file: &&String| before.pages.get(*file) != after.pages.get(*file);
    after.pages.keys().filter(is_new).cloned().collect()
}

#[test]
fn an_edit_to_prose_renders_only_its_own_page() {
    let edit = |site: &mut SiteTest| {
        site.edit("content/opportunities/sql-1.md", "No laptop needed.\n", "No laptop needed.\n\nBring one.\n")
    };
    assert_eq!(new_stamps(SiteTest::small(), edit), ["entries/sql-1/index.html"]);
}

#[test]
fn an_edit_that_moves_nothing_links_nothing_again() {
    let edits = [
        ("duration = \"45m\"\n", "duration = \"45m\"\nsummary = \"In short.\"\n", true),
        ("HIPAA basics", "HIPAA basics, told anew", true),
        ("HIPAA basics", "Basics of HIPAA", true),
        // The next in the list begins with S.
        ("HIPAA basics", "Zeroth steps in HIPAA", false),
        ("duration = \"45m\"\n", "duration = \"5h\"\n", false),
        ("duration = \"45m\"\n", "duration = \"45m\"\ntopics = [\"data\"]\n", false),
        ("duration = \"45m\"\n", "duration = \"45m\"\nrequires = [[\"sql-1\"]]\n", false),
        ("duration = \"45m\"\n", "duration = \"45m\"\nstatus = \"draft\"\n", false),
    ];
    for (from, to, is_kept) in edits {
        let site = SiteTest::small();
        let mut edited = site.clone();
        edited.edit("content/opportunities/hipaa-basics.md", from, to);
        let mut workshop = site.workshop();
        let pages = workshop.prepared().pages.clone();
        follow(&mut workshop, &site, &edited);
        assert_eq!(Arc::ptr_eq(&pages, &workshop.prepared().pages), is_kept, "{to}");
        let afresh = State::of(&edited.workshop(), |_| true);
        assert_eq!(State::of(&workshop, |_| true).differences(&afresh), Vec::<String>::new(), "{to}");
    }
}

#[test]
fn an_edit_to_prose_links_nothing_again_at_another_address_too() {
    for base in ["https://example.org/", "https://example.org/deep/catalog/"] {
        let site = SiteTest::small().with_base(base);
        let mut edited = site.clone();
        edited.edit("content/opportunities/sql-1.md", "No laptop needed.\n", "No laptop needed.\n\nBring one.\n");
        let mut workshop = site.workshop();
        let pages = workshop.prepared().pages.clone();
        follow(&mut workshop, &site, &edited);
        assert!(Arc::ptr_eq(&pages, &workshop.prepared().pages), "{base}: the pages were worked out again");
    }
}

#[test]
fn an_edit_to_the_last_paragraph_of_the_varied_site_renders_only_its_own_page() {
    let location = varied::location(2);
    let edit = |site: &mut SiteTest| site.edit(&location, "Read *closely*.", "Read *twice*.");
    assert_eq!(new_stamps(varied::site(1), edit), ["entries/entry-2/index.html"]);
}

#[test]
fn touching_a_file_without_changing_it_renders_nothing() {
    assert_eq!(new_stamps(SiteTest::small(), |_| ()), Vec::<String>::new());
}

/// Returns the files of the pages that show a text.
fn showing(site: &SiteTest, text: &str) -> Vec<String> {
    let shows = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(text);
    let pages = files(&site.workshop()).into_iter().filter(|(file, _)| !file.starts_with("data/"));
    pages.filter(|(_, bytes)| shows(bytes)).map(|(file, _)| file).collect()
}

#[test]
fn another_day_renders_only_the_pages_on_which_the_day_says_something() {
    let dated = "title = \"Week of coding\"\ntopics = [\"coding\"]\n[[sessions]]\nstart = 2026-12-03T12:00:00\n";
    let site = SiteTest::small().with_entry("coding-week", dated, "Three days.\n");
    let stamps = new_stamps(site, |site| site.options.as_of = TODAY.tomorrow().ok());
    let has = |file: &str| stamps.iter().any(|it| it == file);
    let says_day = ["catalog/index.html", "topics/coding/index.html"];
    assert!(says_day.into_iter().all(has), "a list with a dated entry says its day: {stamps:?}");
    for file in ["index.html", "topics/data/index.html", "topics/privacy/index.html", "entries/sql-1/index.html"] {
        assert!(!has(file), "{file} has no date on it");
    }
}

#[test]
fn an_edit_to_a_title_renders_the_pages_that_show_it() {
    // The first letters decide the order of lists, so they stay.
    let edit = |site: &mut SiteTest| {
        site.edit(&varied::location(3), "title = \"Entry 3 on ", "title = \"Entry 3 newly on ");
    };
    let mut edited = varied::site(1);
    edit(&mut edited);
    let wanted = showing(&edited, "Entry 3 newly on");
    assert!(wanted.len() > 3, "{wanted:?} are too few to show anything");
    assert_eq!(new_stamps(varied::site(1), edit), wanted);
}

#[test]
fn a_new_name_of_a_provider_renders_the_pages_that_show_it() {
    let edit = |site: &mut SiteTest| site.edit("content/providers.toml", "State College", "State College of Health");
    let mut edited = varied::site(1);
    edit(&mut edited);
    let wanted = showing(&edited, "State College of Health");
    assert!(wanted.len() > 3, "{wanted:?} are too few to show anything");
    assert_eq!(new_stamps(varied::site(1), edit), wanted);
}

#[test]
fn a_new_style_renders_every_page() {
    let edit = |site: &mut SiteTest| site.put("themes/default/styles/own.css", ".own { color: red }\n");
    let is_page = |file: &String| file.ends_with(".html");
    let pages: Vec<String> = files(&SiteTest::small().workshop()).into_keys().filter(is_page).collect();
    let renewed: Vec<String> = new_stamps(SiteTest::small(), edit).into_iter().filter(is_page).collect();
    assert_eq!(renewed, pages);
}
