//! The same input and day give the same bytes, whatever the machine is like.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use milepost::build::Workshop;
use milepost::diag::machine;

use super::harness::{SiteTest, files};
use super::large::Random;
use super::program::{Program, public};
use super::tree::{Tree, scratch, tree};
use super::varied;

fn problems(workshop: &Workshop) -> Vec<String> {
    let sources = &workshop.inputs().sources;
    workshop.prepared().diagnostics.iter().map(|problem| machine::json(problem, sources)).collect()
}

fn shuffled(names: &[String], seed: u64) -> Vec<String> {
    let mut random = Random::of(seed, 0);
    let mut names = names.to_vec();
    for last in (1..names.len()).rev() {
        names.swap(last, random.below(last + 1));
    }
    names
}

#[test]
fn the_order_in_which_files_are_found_changes_nothing() {
    let site = varied::site(11);
    let names = site.file_names();
    let expected = files(&site.workshop());
    for seed in 0..3 {
        let order = shuffled(&names, seed);
        assert_ne!(order, names, "the order must be another one");
        let workshop = Workshop::new(site.inputs_in_order(&order));
        assert!(files(&workshop) == expected, "the order of seed {seed} gives other bytes");
    }
}

#[test]
fn the_order_in_which_files_are_found_changes_no_problem() {
    let mut site = varied::site(12);
    for number in 0..6 {
        site.edit(&varied::location(number), "provider = \"", "provider = \"x");
        let doubled = site.text(&varied::location(number)).to_owned();
        site.put(&format!("content/opportunities/twice/entry-{number}.md"), &doubled);
    }
    let names = site.file_names();
    let expected = problems(&site.workshop());
    assert!(expected.len() >= 12, "{expected:#?} are too few to show anything");
    for seed in 0..5 {
        let workshop = Workshop::new(site.inputs_in_order(&shuffled(&names, seed)));
        assert_eq!(problems(&workshop), expected);
    }
}

/// Makes the whole site on so many threads.
fn on_threads(site: &SiteTest, threads: usize) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started");
    pool.install(|| {
        let workshop = site.workshop();
        let made = Mutex::new(BTreeMap::new());
        let problems = workshop.site().check_pages(|page, bytes| {
            made.lock().expect("no page panics").insert(page.file(), bytes.to_vec());
        });
        assert!(problems.is_empty(), "{problems:#?}");
        made.into_inner().expect("no page panics")
    })
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let site = varied::site(13);
    let alone = on_threads(&site, 1);
    assert!(alone.len() > 100, "the site is too small to show anything");
    for _ in 0..2 {
        assert!(on_threads(&site, 8) == alone, "eight threads give other bytes than one");
    }
}

/// Builds the site in a folder of its own, with this environment and current folder.
fn built(site: &SiteTest, environment: &[(&str, &str)], is_elsewhere: bool) -> Tree {
    let folder = scratch();
    let elsewhere = scratch();
    let root = folder.path().join("the site");
    fs::create_dir(&root).expect("the folder is new");
    site.write_to(&root);
    let here = if is_elsewhere { elsewhere.path() } else { &root };
    let mut program = Program::at(here);
    for (name, value) in environment {
        program = program.with(name, value);
    }
    let root_text = root.to_string_lossy().into_owned();
    program.run(&["build", "--site", &root_text, "--as-of", "2026-11-22"]).expect_code(0);
    tree(&public(&root))
}

#[test]
fn the_surroundings_of_the_program_change_nothing() {
    let site = varied::site(14);
    let expected = built(&site, &[("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")], false);
    assert!(expected.len() > 100, "the site is too small to show anything");
    let others: [(&[(&str, &str)], bool); 3] = [
        (&[("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")], true),
        (
            &[("TZ", "America/Los_Angeles"), ("LC_ALL", "de_DE@euro"), ("RAYON_NUM_THREADS", "8"), ("COLUMNS", "20")],
            false,
        ),
        (&[("TZ", ":/no/such/zone"), ("HOME", "/nonexistent"), ("NO_COLOR", "1")], true),
    ];
    for (environment, is_elsewhere) in others {
        assert!(built(&site, environment, is_elsewhere) == expected, "{environment:?} gives other bytes");
    }
}
