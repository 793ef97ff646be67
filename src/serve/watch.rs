//! Hears from the system that something happened in the site folder.
//!
//! What happened is not asked: only where. Reading raises events too and is not listened to.
//! Where the system refuses to tell, `state` has the folders looked through instead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::survey;

/// A burst has ended when nothing was heard for so long. Saving a file is up to seven events,
/// which come within a millisecond.
const QUIET: Duration = Duration::from_millis(3);
/// The longest that a burst is listened to before it is acted on.
const LONGEST: Duration = Duration::from_millis(50);
/// The folders that are watched whole; of the site folder itself only its own names are.
const PARTS: [&str; 2] = ["content", "themes"];

/// What reaches the thread that keeps the site up to date.
pub(super) enum Signal {
    Touched(Vec<PathBuf>),
    /// Some events were lost.
    Missed,
    /// The system's own words on why it cannot watch.
    CannotWatch(String),
    /// The server ends.
    Stop,
}

/// Everything that was heard in one burst.
#[derive(Default)]
pub(super) struct Burst {
    pub touched: BTreeSet<PathBuf>,
    pub has_missed: bool,
    pub cannot_watch: Option<String>,
    pub is_end: bool,
}

/// Watches a site folder for as long as it is held.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

impl Watch {
    /// Starts to watch; `root` is an absolute path without symbolic links.
    pub fn start(root: &Path, signals: Sender<Signal>) -> notify::Result<Self> {
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(signal) = signal(event) {
                // Nobody listens any more when the server is about to end.
                let _ = signals.send(signal);
            }
        })?;
        let mut watch = Watch { watcher, root: root.to_owned() };
        watch.watcher.watch(root, RecursiveMode::NonRecursive)?;
        for part in PARTS {
            watch.follow(part)?;
        }
        Ok(watch)
    }

    /// Watches folders anew that came, went or were replaced during a burst.
    pub fn catch_up(&mut self, burst: &Burst) -> notify::Result<()> {
        survey::parts_among(&burst.touched, &self.root, &PARTS).into_iter().try_for_each(|part| self.follow(part))
    }

    fn follow(&mut self, part: &str) -> notify::Result<()> {
        let folder = self.root.join(part);
        // The watch may be on a folder that has been moved away, or there may be none.
        let _ = self.watcher.unwatch(&folder);
        match folder.is_dir() {
            // A folder that went this moment raises an event where it stood.
            true => self.watcher.watch(&folder, RecursiveMode::Recursive).or_else(|error| match is_gone(&error) {
                true => Ok(()),
                false => Err(error),
            }),
            false => Ok(()),
        }
    }
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn signal(event: notify::Result<Event>) -> Option<Signal> {
    match event {
        Err(error) if is_gone(&error) => Some(Signal::Missed),
        Err(error) => Some(Signal::CannotWatch(error.to_string())),
        Ok(event) if event.need_rescan() => Some(Signal::Missed),
        // A file that was written and closed is whole now.
        Ok(event) if event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
            Some(Signal::Touched(event.paths))
        }
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => None,
        Ok(event) => Some(Signal::Touched(event.paths)),
    }
}

impl Burst {
    /// Waits for a burst and listens to its end; `None` when `patience` ran out before one began.
    pub fn next(signals: &Receiver<Signal>, patience: Option<Duration>) -> Option<Self> {
        let mut burst = Burst::default();
        let first = match patience {
            Some(patience) => signals.recv_timeout(patience),
            None => signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match first {
            Ok(signal) => burst.hear(signal),
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => burst.is_end = true,
        }
        let began = Instant::now();
        while !burst.is_end && began.elapsed() < LONGEST {
            match signals.recv_timeout(QUIET) {
                Ok(signal) => burst.hear(signal),
                Err(_) => break,
            }
        }
        Some(burst)
    }

    /// Adds what was heard after it.
    pub fn join(&mut self, later: Burst) {
        self.touched.extend(later.touched);
        self.has_missed |= later.has_missed;
        self.cannot_watch = self.cannot_watch.take().or(later.cannot_watch);
        self.is_end |= later.is_end;
    }

    fn hear(&mut self, signal: Signal) {
        match signal {
            Signal::Touched(paths) => self.touched.extend(paths),
            Signal::Missed => self.has_missed = true,
            Signal::CannotWatch(why) => self.cannot_watch = Some(why),
            Signal::Stop => self.is_end = true,
        }
    }
}
