//! How fast `serve` starts, what it holds, and how soon an edit is on the page.
//!
//! An edit is timed from the end of the write to the first answer that shows it, asked for
//! again and again over loopback. Every edit is to another entry, and begins only when the
//! server is idle again, as it is when a person edits.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::entry::Entries;
use super::measure::{cpu_of, memory_of};
use super::random::Random;
use super::runner::Scene;
use super::site::provider_id;
use super::subject::Server;

/// How many providers' list pages take part, beginning with the longest list.
const LISTS: usize = 20;

/// What was seen of a server, in seconds and bytes; one number an event.
#[derive(Default)]
pub struct Served {
    /// From the start to the first page, for every start.
    pub first_answers: Vec<f64>,
    /// Memory when idle, before any edit; `None` where `/proc` is missing.
    pub idle_memory: Option<u64>,
    /// From an edit to prose to its entry page.
    pub prose: Vec<f64>,
    /// From an edit to a title to its entry page.
    pub title: Vec<f64>,
    /// From an edit to a title to a list page that shows it.
    pub title_in_list: Vec<f64>,
}

/// Measures a server over one site, which is left as it was found.
pub fn measure(scene: &Scene, starts: usize, edits: usize) -> Result<Served> {
    let mut served = Served::default();
    let mut server = start(scene, &mut served)?;
    for _ in 1..starts {
        drop(server);
        server = start(scene, &mut served)?;
    }
    wait_until_idle(&server);
    served.idle_memory = memory_of(server.process(), "VmRSS");
    for round in 0..edits {
        served.prose.push(edit_prose(&mut server, scene, round)?);
    }
    for round in 0..edits {
        let (page, list) = edit_title(&mut server, scene, round)?;
        served.title.push(page);
        served.title_in_list.push(list);
    }
    Ok(served)
}

fn start(scene: &Scene, served: &mut Served) -> Result<Server> {
    let mut server = scene.subject.serve(&scene.site, &scene.site.with_extension("log"))?;
    served.first_answers.push(server.first_answer()?);
    Ok(server)
}

fn edit_prose(server: &mut Server, scene: &Scene, round: usize) -> Result<f64> {
    wait_until_idle(server);
    let number = Random::of(0, round as u64).below(scene.entries.count());
    let sentence = format!("Reworded in round {round:04} of the benchmark.");
    let address = format!("/entries/{}/", scene.entries.id(number));
    let _edited = Edited::prose(scene, number, &sentence)?;
    Ok(server.until_shown(&[(&address, &sentence)])?[0])
}

/// Edits a title in the middle of a provider's first list page, where a change of order
/// cannot move it off the page.
fn edit_title(server: &mut Server, scene: &Scene, round: usize) -> Result<(f64, f64)> {
    let (list, numbers) = list_page(server, scene, round)?;
    let number = numbers[numbers.len() / 2];

    wait_until_idle(server);
    let word = format!("retitled{round:04}");
    let address = format!("/entries/{}/", scene.entries.id(number));
    let _edited = Edited::title(scene, number, &word)?;
    let seconds = server.until_shown(&[(&address, &word), (&list, &word)])?;
    Ok((seconds[0], seconds[1]))
}

/// Returns the address of a provider's page and the entries it shows, at least one.
///
/// Rounds take turns among the largest providers; in a small catalog one may have no entry.
fn list_page(server: &Server, scene: &Scene, round: usize) -> Result<(String, Vec<usize>)> {
    for rank in (0..LISTS).map(|step| (round + step) % LISTS) {
        let list = format!("/providers/{}/", provider_id(rank));
        let page = server.get_page(&list)?.unwrap_or_default();
        let numbers = entries_on(&page, &scene.entries);
        if !numbers.is_empty() {
            return Ok((list, numbers));
        }
    }
    bail!("no page of a provider shows an entry")
}

/// A file that an edit has changed, put back when dropped.
pub struct Edited {
    file: PathBuf,
    before: String,
}

impl Edited {
    /// Adds a sentence to the prose of an entry.
    pub fn prose(scene: &Scene, number: usize, sentence: &str) -> Result<Self> {
        Self::change(scene, number, |text| format!("{text}\n{sentence}\n"))
    }

    /// Adds a word to the title of an entry.
    pub fn title(scene: &Scene, number: usize, word: &str) -> Result<Self> {
        Self::change(scene, number, |text| {
            let (head, rest) = text.split_once("title = \"").unwrap_or((text, ""));
            let (title, tail) = rest.split_once('"').unwrap_or((rest, ""));
            format!("{head}title = \"{title} {word}\"{tail}")
        })
    }

    fn change(scene: &Scene, number: usize, edit: impl Fn(&str) -> String) -> Result<Self> {
        let file = scene.site.join(scene.entries.location(number));
        let before = fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        fs::write(&file, edit(&before)).with_context(|| format!("cannot write `{}`", file.display()))?;
        Ok(Self { file, before })
    }
}

impl Drop for Edited {
    fn drop(&mut self) {
        // The folder is the benchmark's own and is removed in the end; nothing is lost.
        let _ = fs::write(&self.file, &self.before);
    }
}

/// Returns the numbers of the entries that a page links to, in the order of the links.
fn entries_on(page: &str, entries: &Entries) -> Vec<usize> {
    let links = page.split("/entries/").skip(1).filter_map(|rest| rest.split('/').next());
    let numbers = links.filter_map(|id| {
        let number = id.rsplit('-').next()?.parse().ok()?;
        (number < entries.count() && entries.id(number) == id).then_some(number)
    });
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.dedup();
    numbers
}

/// Waits until a server has used no processor time for a while, ten seconds at most.
fn wait_until_idle(server: &Server) {
    let (mut before, mut calm_looks) = (None, 0);
    for _ in 0..500 {
        let now = cpu_of(server.process());
        calm_looks = if now == before { calm_looks + 1 } else { 0 };
        if calm_looks == 4 {
            return;
        }
        before = now;
        thread::sleep(Duration::from_millis(20));
    }
}
