//! Serves the site on this machine while it is edited.
//!
//! One thread watches the site folder and makes the site again when a file changes; a page is
//! rendered when it is asked for. Every answer is made from memory, so nothing outside the site
//! can be reached. Open pages listen for changes and load themselves again.
//!
//! ```text
//!   watch ---> survey ---> live <--- answer <--- http <--- the browser
//!   events     what is     the site   a page,     which requests
//!              there now   of now     or notice   are taken
//! ```

mod answer;
mod excerpt;
mod http;
mod live;
mod media;
mod notice;
mod path;
mod state;
mod survey;
mod watch;

use std::any::Any;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::build::Options;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Sources;

use http::Door;
use state::Shared;
use watch::Signal;

/// The port that is tried first when none is asked for.
pub const DEFAULT_PORT: u16 = 4000;
/// How many ports after the first are tried.
const MORE_PORTS: u16 = 20;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Takes the news of the server, on any of its threads.
pub type Tell = Arc<dyn Fn(&News<'_>) + Send + Sync>;

/// What a server is started with.
pub struct Setting {
    /// The site folder.
    pub root: PathBuf,
    /// `now` is taken from the clock.
    pub options: Options,
    pub port: Port,
    pub watching: Watching,
    pub clock: Clock,
    pub tell: Tell,
}

/// Which port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one or one of the 20 after it, the first that is free.
    From(u16),
    /// This one and no other; 0 leaves the choice to the system.
    Exactly(u16),
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells of them; where it refuses to, the folders are looked through instead.
    System,
    /// The folders are looked through again and again: on network drives and in containers whose
    /// system tells of nothing. A change shows by the time or the length of its file.
    Polling { every: Duration },
}

impl Watching {
    /// How the folders are looked through when nothing else was asked for.
    pub const POLLING: Watching = Watching::Polling { every: state::POLLING };
}

/// Something that the person at the terminal should know.
pub enum News<'n> {
    /// The server listens; told before anything else. Requests wait until the site is prepared.
    Listening { address: SocketAddr },
    /// The site was made, with problems or without.
    Prepared { cause: Cause<'n>, took: Duration, problems: &'n Diagnostics, sources: &'n Sources },
    /// One page could not be made.
    PageFailed { problem: &'n Diagnostic, sources: &'n Sources },
    /// Milepost itself failed; the server goes on.
    Failed { message: &'n str },
    /// The system does not tell of all changes; the folders are looked through from now on.
    CannotWatch { why: String },
}

/// Why the site was made.
#[derive(Clone, Copy, Debug)]
pub enum Cause<'n> {
    Start,
    /// The locations of the files that changed.
    Files(&'n [String]),
    NewDay,
}

/// A running server; it ends when dropped.
pub struct Server {
    address: SocketAddr,
    /// `None` only while the server is dropped.
    runtime: Option<Runtime>,
    signals: Sender<Signal>,
    keeper: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to listen on loopback and to prepare the site; requests wait until it is prepared.
    ///
    /// Fails when the folder cannot be read, or no port is free.
    pub fn start(mut setting: Setting) -> Result<Self> {
        let shown = setting.root.display().to_string();
        setting.root = setting.root.canonicalize().with_context(|| format!("cannot read the folder `{shown}`"))?;
        let listener = listen(setting.port)?;
        let address = listener.local_addr().context("cannot tell the port of the server")?;
        listener.set_nonblocking(true).context("cannot listen without blocking")?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .context("cannot start the threads of the server")?;
        let shared = Arc::new(Shared::new(setting.tell.clone()));
        let router = http::router(Door { shared: shared.clone(), port: address.port() });
        let listener = runtime.block_on(async { tokio::net::TcpListener::from_std(listener) });
        let listener = listener.context("cannot listen")?;
        runtime.spawn(async { axum::serve(listener, router).await });
        (setting.tell)(&News::Listening { address });
        let (signals, heard) = mpsc::channel();
        let watch_signals = signals.clone();
        let keeper = std::thread::Builder::new()
            .name("site".to_owned())
            .spawn(move || state::keep_up(&shared, setting, heard, watch_signals))
            .context("cannot start the thread that keeps the site up to date")?;
        Ok(Server { address, runtime: Some(runtime), signals, keeper: Some(keeper) })
    }

    /// Returns where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the person at the terminal ends the program with Ctrl-C.
    pub fn wait_for_interrupt(&self) -> Result<()> {
        let runtime = self.runtime.as_ref().expect("the runtime is there until the server is dropped");
        runtime.block_on(tokio::signal::ctrl_c()).context("cannot listen for Ctrl-C")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The thread may have ended already, with nobody to hear.
        let _ = self.signals.send(Signal::Stop);
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn listen(port: Port) -> Result<TcpListener> {
    let (first, last) = match port {
        Port::From(first) => (first, first.saturating_add(MORE_PORTS)),
        Port::Exactly(port) => (port, port),
    };
    for number in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, number)) {
            Ok(listener) => return Ok(listener),
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => (),
            Err(error) => return Err(error).with_context(|| format!("cannot listen on port {number}")),
        }
    }
    match port {
        Port::Exactly(port) => bail!(
            "port {port} is taken by another program or not allowed; leave out `--port`, and the next free one is used"
        ),
        Port::From(_) => bail!("the ports {first} to {last} are all taken; name a free one with `--port`"),
    }
}

/// Runs something that may fail by our own mistake, and returns what was believed then.
fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    // What a panic leaves half done is thrown away by the caller.
    panic::catch_unwind(AssertUnwindSafe(act)).map_err(|payload| panic_message(&*payload))
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no reason was given").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_words() {
        assert_eq!(caught(|| 7), Ok(7));
        assert_eq!(caught(|| panic!("a list has an end")), Err::<(), _>("a list has an end".to_owned()));
        assert_eq!(caught(|| panic!("{} is odd", 3)), Err::<(), _>("3 is odd".to_owned()));
    }
}
