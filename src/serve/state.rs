//! What the threads of the server share: the site, and the news that it changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::answer::{self, Answer, Wanted};
use super::live::{Live, Made};
use super::survey::{Change, Survey};
use super::watch::{Burst, Signal, Watch};
use super::{Cause, News, Setting, Tell, Watching};
use crate::diag::Diagnostic;

/// New folders are looked at once more after so long: a file may have come into one after the
/// first look and before the system watched it.
const SECOND_LOOK: Duration = Duration::from_millis(100);

/// A file that is empty is believed to be so after this time: it may be about to be written, and
/// a site made from the state in between would take the place of the last good one.
const EMPTY_FILE: Duration = Duration::from_millis(50);

/// How often the folders are looked through where the system does not tell of changes. Looking
/// takes a `stat` of every file, so the wait is long beside it.
pub(super) const POLLING: Duration = Duration::from_secs(2);

/// The site and who waits for it.
pub(super) struct Shared {
    /// Empty until the site is prepared for the first time; a request waits for that.
    live: OnceLock<RwLock<Live>>,
    changes: watch::Sender<u64>,
    tell: Tell,
    /// The problem of a single page that was told last: open pages ask again and again.
    told: Mutex<Option<Box<Diagnostic>>>,
}

impl Shared {
    pub fn new(tell: Tell) -> Self {
        Shared { live: OnceLock::new(), changes: watch::Sender::new(0), tell, told: Mutex::new(None) }
    }

    /// Returns what tells that the site was made again.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Answers a request, after the first preparation and never with yesterday's site.
    pub fn answer(&self, wanted: &Wanted) -> Answer {
        if self.read().is_of_another_day() {
            self.update(Cause::NewDay, |live| live.is_of_another_day().then(|| live.turn_the_day()));
        }
        let live = self.read();
        let answer = answer::answer(&live, wanted);
        if let (Some(problem), Some(site)) = (&answer.problem, live.good_site())
            && self.told().replace(problem.clone()).as_ref() != Some(problem)
        {
            (self.tell)(&News::PageFailed { problem, sources: site.sources() });
        }
        answer
    }

    fn told(&self) -> MutexGuard<'_, Option<Box<Diagnostic>>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> RwLockReadGuard<'_, Live> {
        self.live.wait().read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Live> {
        self.live.wait().write().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, changes: Vec<Change>) {
        let changes = self.read().only_real(changes);
        if !changes.is_empty() {
            let locations: Vec<_> = changes.iter().map(|(location, _)| location.clone()).collect();
            self.update(Cause::Files(&locations), |live| Some(live.change(changes)));
        }
    }

    /// Lets the site change and tells everybody; `act` may find that there is nothing to do.
    fn update(&self, cause: Cause<'_>, act: impl FnOnce(&mut Live) -> Option<Made>) {
        let started = Instant::now();
        // The lock is given back before anything is told or dropped: requests wait for it.
        let Some(made) = act(&mut self.write()) else { return };
        *self.told() = None;
        self.changes.send_modify(|count| *count += 1);
        self.report(&made, cause, started.elapsed());
    }

    fn report(&self, made: &Made, cause: Cause<'_>, took: Duration) {
        match made {
            Made::Failed(message) => (self.tell)(&News::Failed { message }),
            Made::Prepared(_) => {
                if let Some((problems, sources)) = self.read().problems() {
                    (self.tell)(&News::Prepared { cause, took, problems, sources });
                }
            }
        }
    }
}

/// Prepares the site, then keeps it true to its files until the server ends.
pub(super) fn keep_up(shared: &Shared, setting: Setting, signals: Receiver<Signal>, own_signals: Sender<Signal>) {
    let started = Instant::now();
    // What changes from here on is heard, so nothing is missed between the listing and the watch.
    let (watch, polling) = match setting.watching {
        Watching::Polling { every } => (None, Some(every)),
        Watching::System => match Watch::start(&setting.root, own_signals) {
            Ok(watch) => (Some(watch), None),
            Err(error) => {
                (setting.tell)(&News::CannotWatch { why: error.to_string() });
                (None, Some(POLLING))
            }
        },
    };
    let mut keeper = Keeper { watch, polling, survey: Survey::new(setting.root.clone()), again: None };
    let files = keeper.survey.look_at_everything();
    let (live, made) = Live::new(setting.root, setting.options, setting.clock, files);
    if shared.live.set(RwLock::new(live)).is_err() {
        unreachable!("only this thread prepares the site for the first time");
    }
    shared.report(&made, Cause::Start, started.elapsed());
    while let Some(mut burst) = keeper.next_burst(&signals) {
        if let Some(why) = keeper.catch_up(&mut burst) {
            (shared.tell)(&News::CannotWatch { why });
        }
        shared.change(keeper.look(&burst));
    }
}

/// Follows what happens in the site folder.
struct Keeper {
    /// `None` when the folders are looked through instead.
    watch: Option<Watch>,
    /// How often that is done.
    polling: Option<Duration>,
    survey: Survey,
    /// Folders that are to be looked at once more, and when.
    again: Option<(Instant, BTreeSet<PathBuf>)>,
}

impl Keeper {
    /// Waits until something has happened or is to be looked at again; `None` when the server ends.
    fn next_burst(&self, signals: &Receiver<Signal>) -> Option<Burst> {
        let again = self.again.as_ref().map(|(due, _)| due.saturating_duration_since(Instant::now()));
        let patience = again.into_iter().chain(self.polling).min();
        let mut burst = Burst::next(signals, patience)
            .unwrap_or_else(|| Burst { has_missed: self.polling.is_some(), ..Burst::default() });
        if self.survey.sees_empty(&burst.touched)
            && let Some(later) = Burst::next(signals, Some(EMPTY_FILE))
        {
            burst.join(later);
        }
        (!burst.is_end).then_some(burst)
    }

    /// Watches what came anew. Where that is refused the folders are looked through, now and from
    /// now on; returns why.
    fn catch_up(&mut self, burst: &mut Burst) -> Option<String> {
        let caught_up = self.watch.as_mut()?.catch_up(burst);
        let why = burst.cannot_watch.take().or_else(|| caught_up.err().map(|error| error.to_string()))?;
        self.watch = None;
        self.polling = Some(POLLING);
        burst.has_missed = true;
        Some(why)
    }

    /// Returns what stands now at everything that was touched, or that is due to be looked at again.
    fn look(&mut self, burst: &Burst) -> Vec<Change> {
        // What is seen last counts, and each location once.
        let mut changes = BTreeMap::new();
        if burst.has_missed {
            changes.extend(self.survey.look_at_everything());
        }
        let seen = self.survey.look(&burst.touched);
        changes.extend(seen.changes);
        if let Some((_, folders)) = self.again.take_if(|(due, _)| *due <= Instant::now()) {
            changes.extend(self.survey.look(&folders).changes);
        }
        if !seen.folders.is_empty() {
            let (due, folders) = self.again.get_or_insert_with(|| (Instant::now(), BTreeSet::new()));
            *due = Instant::now() + SECOND_LOOK;
            folders.extend(seen.folders);
        }
        changes.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn where_the_system_refuses_to_watch_the_folders_are_looked_through() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let root = folder.path().canonicalize().expect("the folder is there");
        let (own, signals) = mpsc::channel();
        let watch = Watch::start(&root, own.clone()).expect("an empty folder can be watched");
        let mut keeper = Keeper { watch: Some(watch), polling: None, survey: Survey::new(root.clone()), again: None };
        fs::write(root.join("site.toml"), "title = \"One\"").expect("a file can be written");
        let mut burst = Burst { cannot_watch: Some("no space left".to_owned()), ..Burst::default() };
        assert_eq!(keeper.catch_up(&mut burst).as_deref(), Some("no space left"));
        assert_eq!(keeper.look(&burst).len(), 1, "what was missed until then is seen at once");
        // The old watch may have put some signals up before it was dropped.
        while signals.try_recv().is_ok() {}
        fs::write(root.join("site.toml"), "title = \"Another\"").expect("a file can be written");
        keeper.polling = Some(Duration::ZERO);
        let mut burst = keeper.next_burst(&signals).expect("the server has not ended");
        assert_eq!(keeper.look(&burst).len(), 1, "a change is seen though nothing tells of it");
        assert_eq!(keeper.catch_up(&mut burst), None, "the refusal is told once");
    }
}
