//! The site as it is being edited: what the files say now, and the last state without errors.
//!
//! While there are errors, pages are made from the last good state and a notice stands over them.

use std::path::PathBuf;

use jiff::Timestamp;

use super::notice::Notice;
use super::survey::Change;
use super::{Clock, caught};
use crate::build::{Before, Inputs, KeptSite, Options, Site, Workshop, each_cause_once};
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::source::folder;

/// What the server shows, and why it may not be what the files say.
pub(super) struct Live {
    root: PathBuf,
    options: Options,
    clock: Clock,
    /// `None` after Milepost itself failed: the next change starts afresh.
    workshop: Option<Workshop>,
    /// The last state without errors, while there are errors.
    kept: Option<KeptSite>,
    /// Present as long as there are errors.
    notice: Option<Notice>,
    /// All problems of the site as its files are now.
    problems: Diagnostics,
    trial: Trial,
    /// When what is shown was made.
    good_since: Timestamp,
    /// Counts the changes of files that are copied, which no page tells of.
    copied: u64,
}

/// The pages that were made only to see whether the templates can make them.
#[derive(Default)]
struct Trial {
    theme: Option<u128>,
    problems: Vec<Diagnostic>,
}

/// What became of an attempt to make the site.
pub(super) enum Made {
    /// With errors or without; holds what can be dropped when nobody waits any more.
    Prepared(#[expect(dead_code, reason = "it is held to be dropped late")] Option<Before>),
    Failed(String),
}

impl Live {
    /// Prepares the site from files that were read.
    pub fn new(root: PathBuf, options: Options, clock: Clock, files: Vec<Change>) -> (Self, Made) {
        let mut live = Live {
            root,
            options,
            workshop: None,
            kept: None,
            notice: None,
            problems: Diagnostics::default(),
            trial: Trial::default(),
            good_since: Timestamp::UNIX_EPOCH,
            clock,
            copied: 0,
        };
        let made = live.attempt(|live| live.start(files));
        (live, made)
    }

    /// Does something to the site; a mistake of ours in it ends only that.
    fn attempt(&mut self, act: impl FnOnce(&mut Self) -> Option<Before>) -> Made {
        match caught(|| act(self)) {
            Ok(before) => Made::Prepared(before),
            Err(message) => self.fail(message),
        }
    }

    fn start(&mut self, files: Vec<Change>) -> Option<Before> {
        self.options.now = (self.clock)();
        let mut sources = Sources::default();
        for (location, content) in files {
            sources.set(&location, content);
        }
        self.workshop = Some(Workshop::new(Inputs { sources, options: self.options.clone(), ..Inputs::default() }));
        self.settle(None)
    }

    /// Takes changed files in and makes the site again.
    pub fn change(&mut self, changes: Vec<Change>) -> Made {
        if changes.iter().any(|(location, _)| location.starts_with("content/files/")) {
            self.copied += 1;
        }
        self.attempt(|live| match &mut live.workshop {
            Some(workshop) => {
                let before = workshop.change(changes);
                live.settle(Some(before))
            }
            None => {
                let found = folder::list(&live.root).unwrap_or_default();
                let contents = folder::read_all(&live.root, &found).into_iter().map(Some);
                live.start(found.into_iter().map(|file| file.location).zip(contents).collect())
            }
        })
    }

    /// Makes the site again for the day that it is now.
    pub fn turn_the_day(&mut self) -> Made {
        self.attempt(|live| {
            live.options.now = (live.clock)();
            let before = live.workshop.as_mut()?.set_options(live.options.clone());
            live.settle(Some(before))
        })
    }

    /// Tells whether another day has begun in the site's zone since the site was made.
    pub fn is_of_another_day(&self) -> bool {
        let (None, Some(workshop)) = (self.options.as_of, &self.workshop) else { return false };
        let prepared = workshop.prepared();
        let today = (self.clock)().to_zoned(prepared.config.zone.zone.clone()).date();
        prepared.catalog.as_of != today
    }

    /// Looks at what was made: shows it when it has no error, else keeps what was before.
    ///
    /// Returns what of that is not kept.
    fn settle(&mut self, before: Option<Before>) -> Option<Before> {
        let workshop = self.workshop.as_ref()?;
        let prepared = workshop.prepared();
        let mut problems = prepared.diagnostics.clone();
        if !problems.has_errors() {
            if self.trial.theme != Some(prepared.theme.digest) || !self.trial.problems.is_empty() {
                self.trial = Trial { theme: Some(prepared.theme.digest), problems: tried(&workshop.site()) };
            }
            problems.extend(self.trial.problems.iter().cloned());
        }
        let sources = &workshop.inputs().sources;
        self.problems = problems.sorted(sources);
        if !self.problems.has_errors() {
            self.kept = None;
            self.notice = None;
            self.good_since = (self.clock)();
            return before;
        }
        let was_good = self.notice.is_none();
        self.notice = Some(Notice::of_site(&self.problems, sources));
        match before {
            Some(before) if was_good => {
                self.kept = Some(workshop.keep(before));
                None
            }
            before => before,
        }
    }

    fn fail(&mut self, message: String) -> Made {
        if let Some(workshop) = self.workshop.take()
            && self.notice.is_none()
        {
            self.kept = Some(workshop.keep_last());
        }
        self.notice = Some(Notice::of_failure(&message));
        self.problems = Diagnostics::default();
        Made::Failed(message)
    }

    /// Returns the site without errors, of now or of before; `None` when there never was one.
    pub fn good_site(&self) -> Option<Site<'_>> {
        match &self.notice {
            None => self.workshop.as_ref().map(Workshop::site),
            Some(_) => self.kept.as_ref().map(KeptSite::site),
        }
    }

    /// Returns what must be told instead of showing the site as it is.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns all problems of the site as its files are now, with the texts they point into.
    pub fn problems(&self) -> Option<(&Diagnostics, &Sources)> {
        self.workshop.as_ref().map(|workshop| (&self.problems, &workshop.inputs().sources))
    }

    /// Leaves out the changes that change nothing: a file that was touched, or saved as it was.
    pub fn only_real(&self, changes: Vec<Change>) -> Vec<Change> {
        let Some((_, sources)) = self.problems() else { return changes };
        let known = |location: &str| sources.find(location).and_then(|file| sources.content(file));
        changes.into_iter().filter(|(location, content)| known(location) != content.as_ref()).collect()
    }

    /// Returns the time of day at which the good site was made, in its own zone.
    pub fn good_since(&self) -> String {
        let Some(site) = self.good_site() else { return String::new() };
        let time = self.good_since.to_zoned(site.prepared().config.zone.zone.clone());
        let half = if time.hour() < 12 { "a.m." } else { "p.m." };
        format!("{} {half}", time.strftime("%-I:%M"))
    }

    /// Returns a number that changes with the files that are copied as they are.
    pub fn copied(&self) -> u64 {
        self.copied
    }
}

/// Makes one page of each kind: a template's slip shows on the first page that it makes.
fn tried(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut kinds = Vec::new();
    let mut problems = Vec::new();
    for page in site.pages() {
        let kind = std::mem::discriminant(&page.key);
        if kinds.contains(&kind) {
            continue;
        }
        kinds.push(kind);
        let made = site.render(&page, &site.sheet(&page), &mut Vec::new());
        problems.extend(made.err().map(|problem| *problem));
    }
    each_cause_once(problems).into_iter().collect()
}
