//! The benchmark's own command line.

use std::path::PathBuf;

/// What `--help` prints.
pub const HELP: &str = "\
Usage: cargo bench --bench catalog -- [OPTIONS]

  --entries N,N,…    Sizes of the catalogs [default: 1000,10000,100000]
  --runs N           Interleaved runs a size, of which medians are taken [default: 5]
  --edits N          Edits of each kind under `serve` [default: 20]
  --seed N           What the catalogs are drawn from [default: 1]
  --dir DIR          Where to work; its file system is the one measured [default: /dev/shm,
                     else the system's temporary folder]
  --skip PART,…      Leave out `check` or `serve`
  --as-of DATE       Passed on to `milepost build`; generated sessions lie between
                     2026-12-01 and 2027-11-30
  --stages           Print the stages of one cold build of each size first
  --markdown         Print one table of ratios for the documentation
  --generate DIR     Only write a catalog of the one size given by --entries
  --help             Print this

The program measured is the one that cargo built for the benchmark. MILEPOST_BIN names
another.
";

/// What the command line asks for.
pub enum Request {
    /// Print the help.
    Help,
    /// Do nothing: a test run started the benchmark.
    Idle,
    /// Write a catalog and stop.
    Generate {
        /// How many entries.
        entries: usize,
        /// What they are drawn from.
        seed: u64,
        /// A new or empty folder.
        folder: PathBuf,
    },
    /// Measure.
    Measure(Arguments),
}

/// How to measure.
pub struct Arguments {
    /// Sizes of the catalogs, in the order in which they are measured.
    pub entries: Vec<usize>,
    /// Interleaved runs a size, at least one.
    pub runs: usize,
    /// Edits of each kind under `serve`, at least one.
    pub edits: usize,
    /// What the catalogs are drawn from.
    pub seed: u64,
    /// An existing folder to work in.
    pub folder: PathBuf,
    /// Whether `check` is measured.
    pub check: bool,
    /// Whether `serve` is measured.
    pub serve: bool,
    /// The day that builds are told it is; `None` leaves them the clock.
    pub as_of: Option<String>,
    /// Whether the stages of a build are printed.
    pub stages: bool,
    /// Whether the tables are Markdown.
    pub markdown: bool,
}

impl Request {
    /// Reads the words after the program's name; an error is one sentence for a person.
    pub fn read(words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Arguments::default();
        let (mut generate, mut is_bench) = (None, false);
        let mut words = words;
        while let Some(word) = words.next() {
            match word.as_str() {
                "--help" => return Ok(Self::Help),
                "--bench" => is_bench = true,
                "--stages" => arguments.stages = true,
                "--markdown" => arguments.markdown = true,
                "--generate" => generate = Some(PathBuf::from(value(&word, &mut words)?)),
                _ => arguments.take(&word, &mut words)?,
            }
        }
        match (generate, is_bench) {
            (Some(folder), _) => arguments.generating(folder),
            (None, false) => Ok(Self::Idle),
            (None, true) => Ok(Self::Measure(arguments)),
        }
    }
}

impl Arguments {
    fn take(&mut self, word: &str, words: &mut impl Iterator<Item = String>) -> Result<(), String> {
        match word {
            "--entries" => self.entries = sizes(&value(word, words)?)?,
            "--runs" => self.runs = at_least_one(word, &value(word, words)?)?,
            "--edits" => self.edits = at_least_one(word, &value(word, words)?)?,
            "--seed" => self.seed = number(word, &value(word, words)?)?,
            "--dir" => self.folder = PathBuf::from(value(word, words)?),
            "--as-of" => self.as_of = Some(value(word, words)?),
            "--skip" => value(word, words)?.split(',').try_for_each(|part| self.skip(part))?,
            _ => return Err(format!("unknown option `{word}`")),
        }
        Ok(())
    }

    fn skip(&mut self, part: &str) -> Result<(), String> {
        match part {
            "check" => self.check = false,
            "serve" => self.serve = false,
            _ => return Err(format!("`--skip` takes `check` and `serve`, not `{part}`")),
        }
        Ok(())
    }

    fn generating(self, folder: PathBuf) -> Result<Request, String> {
        match self.entries[..] {
            [entries] => Ok(Request::Generate { entries, seed: self.seed, folder }),
            _ => Err("`--generate` writes one catalog: give `--entries` one size".to_owned()),
        }
    }
}

impl Default for Arguments {
    fn default() -> Self {
        let memory = PathBuf::from("/dev/shm");
        Self {
            entries: vec![1_000, 10_000, 100_000],
            runs: 5,
            edits: 20,
            seed: 1,
            folder: if memory.is_dir() { memory } else { std::env::temp_dir() },
            check: true,
            serve: true,
            as_of: None,
            stages: false,
            markdown: false,
        }
    }
}

fn value(option: &str, words: &mut impl Iterator<Item = String>) -> Result<String, String> {
    words.next().ok_or_else(|| format!("`{option}` needs a value"))
}

fn number(option: &str, text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{option}` takes a whole number, not `{text}`"))
}

fn at_least_one(option: &str, text: &str) -> Result<usize, String> {
    match number(option, text)? {
        0 => Err(format!("`{option}` takes a number from 1")),
        number => Ok(number as usize),
    }
}

fn sizes(text: &str) -> Result<Vec<usize>, String> {
    text.split(',').map(|size| at_least_one("--entries", size)).collect()
}
