//! The program under test, seen from the outside: its command line and its pages.
//!
//! Nothing else in the benchmark knows which words the program takes.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::measure::{Cost, cost_of, memory_of, wait_until};

/// How long a server may take to answer its first page, or to show an edit.
const PATIENCE: Duration = Duration::from_secs(120);

/// The `milepost` program.
pub struct Subject {
    binary: PathBuf,
    as_of: Option<String>,
}

impl Subject {
    /// Finds the program: `MILEPOST_BIN`, else what cargo built with the benchmark, else
    /// `target/release/milepost`.
    pub fn find(as_of: Option<String>) -> Result<Self> {
        let named = std::env::var_os("MILEPOST_BIN").map(PathBuf::from);
        let built = option_env!("CARGO_BIN_EXE_milepost").map(PathBuf::from);
        let binary = named.or(built).unwrap_or_else(|| PathBuf::from("target/release/milepost"));
        ensure!(binary.is_file(), "there is no program `{}`: set MILEPOST_BIN", binary.display());
        Ok(Self { binary: binary.canonicalize()?, as_of })
    }

    /// Builds a site into an output folder and tells what that took.
    pub fn build(&self, site: &Path, output: &Path) -> Result<Cost> {
        Ok(run(&mut self.build_command(site, output))?.0)
    }

    /// Builds a site and tells the most memory that the program held at a time, in bytes.
    ///
    /// The figure is looked at a thousand times a second, so growth in the last moment of a
    /// run can be missed, and timing this run would mislead. `None` where `/proc` is missing.
    pub fn peak_memory(&self, site: &Path, output: &Path) -> Result<Option<u64>> {
        let mut command = self.build_command(site, output);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut peak = None;
        loop {
            // The kernel keeps the maximum, so the last look that succeeds is the highest.
            peak = memory_of(child.id(), "VmHWM").or(peak);
            if let Some(status) = child.try_wait()? {
                ensure!(status.success(), "`{command:?}` ended with {status}");
                return Ok(peak);
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Builds a site and returns what the program says of its stages.
    pub fn stages(&self, site: &Path, output: &Path) -> Result<String> {
        let mut command = self.command(site);
        command.args(["--verbose", "build", "--output"]).arg(output);
        let (_, told) = run(&mut command)?;
        Ok([told.stdout, told.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat())
    }

    /// Checks a site and tells what that took.
    pub fn check(&self, site: &Path) -> Result<Cost> {
        Ok(run(self.command(site).arg("check"))?.0)
    }

    /// Lists every path with its cheapest route and its route within limits, and tells what that took.
    pub fn list_paths(&self, site: &Path) -> Result<Cost> {
        let mut command = self.command(site);
        command.args(["list", "paths", "--format", "json", "--price-max", "100", "--within", "40h"]);
        Ok(run(&mut command)?.0)
    }

    /// Starts a server for a site; what it prints goes to a file.
    pub fn serve(&self, site: &Path, log: &Path) -> Result<Server> {
        let port = free_port()?;
        let output = File::create(log)?;
        let mut command = self.command(site);
        command.args(["serve", "--port", &port.to_string()]).stdin(Stdio::null());
        command.stdout(output.try_clone()?).stderr(output);
        let started = Instant::now();
        let child = command.spawn().with_context(|| format!("cannot start `{command:?}`"))?;
        Ok(Server { child, port, started, log: log.to_owned() })
    }

    fn build_command(&self, site: &Path, output: &Path) -> Command {
        let mut command = self.command(site);
        command.arg("build").arg("--output").arg(output);
        if let Some(day) = &self.as_of {
            command.args(["--as-of", day]);
        }
        command
    }

    fn command(&self, site: &Path) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--site").arg(site);
        command
    }
}

/// Runs a command to its end and returns what it took and what it said.
///
/// One that fails ends the benchmark with the last of what it said.
fn run(command: &mut Command) -> Result<(Cost, Output)> {
    let (cost, told) = cost_of(|| command.output().with_context(|| format!("cannot start `{command:?}`")))?;
    if !told.status.success() {
        bail!("`{command:?}` ended with {}\n{}", told.status, end_of(&String::from_utf8_lossy(&told.stderr)));
    }
    Ok((cost, told))
}

/// A running `milepost serve`, stopped when dropped.
pub struct Server {
    child: Child,
    port: u16,
    started: Instant,
    log: PathBuf,
}

impl Server {
    /// Returns the number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Waits for the first page and returns the seconds since the start.
    pub fn first_answer(&mut self) -> Result<f64> {
        self.until(|server| Ok(server.get_page("/")?.is_some()))?;
        Ok(self.started.elapsed().as_secs_f64())
    }

    /// Waits until every page holds its text; returns the seconds that each took, in order.
    pub fn until_shown(&mut self, pages: &[(&str, &str)]) -> Result<Vec<f64>> {
        let start = Instant::now();
        let mut shown = vec![None; pages.len()];
        self.until(|server| {
            for (seen, (address, text)) in shown.iter_mut().zip(pages) {
                if seen.is_none() && server.get_page(address)?.is_some_and(|page| page.contains(text)) {
                    *seen = Some(start.elapsed().as_secs_f64());
                }
            }
            Ok(shown.iter().all(Option::is_some))
        })
        .with_context(|| format!("an edit did not show on all of {pages:?}"))?;
        Ok(shown.into_iter().flatten().collect())
    }

    /// Asks for a page; `None` unless the answer is 200.
    pub fn get_page(&self, address: &str) -> Result<Option<String>> {
        let answer = self.get(address)?;
        let status = answer.split(' ').nth(1);
        Ok((status == Some("200")).then_some(answer))
    }

    /// Sends one request; an empty answer means that nobody listens yet.
    fn get(&self, address: &str) -> Result<String> {
        let mut stream = match TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => return Ok(String::new()),
            stream => stream?,
        };
        stream.set_read_timeout(Some(PATIENCE))?;
        // With HTTP/1.0 the page comes in one piece, so a text is never cut by chunk sizes.
        let request = format!("GET {address} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).with_context(|| format!("no answer for `{address}`"))?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    fn until(&mut self, mut holds: impl FnMut(&Self) -> Result<bool>) -> Result<()> {
        let held = wait_until(PATIENCE, || {
            if let Some(status) = self.child.try_wait()? {
                let told = fs::read_to_string(&self.log).unwrap_or_default();
                bail!("`milepost serve` ended with {status}\n{}", end_of(&told));
            }
            holds(self)
        })?;
        ensure!(held, "`milepost serve` took longer than {} s", PATIENCE.as_secs());
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that has already ended is as good as one that is stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns a port that was free a moment ago.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Returns the last lines of what a program said.
fn end_of(told: &str) -> String {
    let lines: Vec<&str> = told.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
