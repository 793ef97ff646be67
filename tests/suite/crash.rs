//! A build that is killed leaves the whole old site or the whole new one, and the next build mends
//! the rest.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::harness::SiteTest;
use super::large;
use super::program::{PROGRAM, milepost};
use super::tree::{Tree, differences, scratch, tree};

/// How many builds are killed in each of the two tests.
const KILLS: u32 = 24;

/// Files that somebody else put into the output.
const FOREIGN: [(&str, &str); 3] =
    [("CNAME", "learn.example.org\n"), (".git/config", "[core]\n"), ("entries/.keep", "")];

/// A site on disk that is built again and again.
struct Ground {
    folder: TempDir,
}

impl Ground {
    fn new(site: &SiteTest) -> Self {
        let folder = scratch();
        site.write_to(&folder.path().join("site"));
        Ground { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    fn put(&self, location: &str, text: &str) {
        let path = self.root().join(location);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    fn put_foreign(&self) {
        for (name, text) in FOREIGN {
            self.put(&format!("public/{name}"), text);
        }
    }

    /// Builds to the end and returns the site.
    fn build(&self) -> Tree {
        milepost(&self.root(), ARGUMENTS).expect_code(0);
        tree(&self.output())
    }

    /// Takes away everything that builds left beside the sources.
    fn clear(&self) {
        for name in ["public", ".public.milepost"] {
            let folder = self.root().join(name);
            if folder.exists() {
                fs::remove_dir_all(folder).expect("the folder can be removed");
            }
        }
    }
}

const ARGUMENTS: &[&str] = &["build", "--quiet", "--as-of", "2026-11-22"];

fn start(folder: &Path) -> Child {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(ARGUMENTS);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program can be started")
}

/// Kills a build once it has run for `delay`. Returns false if it had ended by then.
fn kill_after(folder: &Path, delay: Duration) -> bool {
    let started = Instant::now();
    let mut child = start(folder);
    while started.elapsed() < delay {
        if child.try_wait().expect("the program can be asked").is_some() {
            return false;
        }
        std::thread::yield_now();
    }
    child.kill().expect("the program can be killed");
    let status = child.wait().expect("the program can be waited for");
    !status.success()
}

/// Kills [`KILLS`] builds, each at a later moment of its run; `each` sets the ground and checks it.
///
/// How long a run takes is measured as it goes: a build that ended before its moment is tried
/// again at an earlier one.
fn at_every_moment(ground: &Ground, mut prepare: impl FnMut(), mut check: impl FnMut(u32)) {
    prepare();
    let mut whole = time_of_a_build(ground);
    check(0);
    for number in 1..=KILLS {
        loop {
            prepare();
            let is_killed = kill_after(&ground.root(), whole * number / (KILLS + 1));
            check(number);
            if is_killed {
                break;
            }
            whole = whole * 9 / 10;
        }
    }
}

fn time_of_a_build(ground: &Ground) -> Duration {
    let started = Instant::now();
    let status = start(&ground.root()).wait().expect("the program can be waited for");
    assert!(status.success(), "the build must end well when it is left alone");
    started.elapsed()
}

fn site() -> SiteTest {
    // Few topics and no pairs: most of the pages are entries, as in a real catalog.
    let mut site = large::catalog(100);
    let text = site.text("site.toml").replace("pairs = [[\"cost\", \"topic\"]]", "pairs = []");
    site.put("site.toml", &text);
    site
}

#[test]
fn a_killed_first_build_leaves_nothing_or_the_whole_site() {
    let ground = Ground::new(&site());
    let whole = ground.build();
    assert!(whole.len() > 200, "the site is too small to be killed in the middle");
    let (mut nothing, mut all) = (0, 0);
    at_every_moment(
        &ground,
        || ground.clear(),
        |number| {
            let left = tree(&ground.output());
            match left.is_empty() {
                true => nothing += 1,
                false => {
                    assert!(left == whole, "kill {number} left half a site: {:?}", differences(&left, &whole));
                    all += 1;
                }
            }
            assert!(ground.build() == whole, "the build after kill {number} is not the whole site");
        },
    );
    assert!(
        nothing > 0 && all > 0,
        "{nothing} with nothing and {all} with the whole site: the moments were badly chosen"
    );
}

#[test]
fn a_killed_rebuild_leaves_the_whole_old_site_or_the_whole_new_one() {
    let ground = Ground::new(&site());
    let about = |word: &str| format!("+++\ntitle = \"About\"\n+++\nThis is the {word} site.\n");
    // The two sites differ in every page (the site's name), in one address and in one entry.
    let settings = fs::read_to_string(ground.root().join("site.toml")).expect("the file is there");
    let versions = [("Benchmark catalog", "first"), ("Another catalog", "second")];
    let set = |version: usize| {
        let (title, word) = versions[version];
        ground.put("site.toml", &settings.replace("Benchmark catalog", title));
        ground.put("content/pages/about.md", &about(word));
        let (here, gone) = if version == 0 { ("before", "after") } else { ("after", "before") };
        ground.put(&format!("content/pages/{here}.md"), &about(word));
        // The other version's page may not be there yet.
        let _ = fs::remove_file(ground.root().join(format!("content/pages/{gone}.md")));
    };
    set(0);
    ground.build();
    ground.put_foreign();
    let sites = [0, 1].map(|version| {
        set(version);
        ground.build()
    });
    assert!(differences(&sites[0], &sites[1]).len() > 200, "the two sites are too much alike");
    let version = std::cell::Cell::new(1);
    let (mut old, mut new) = (0, 0);
    at_every_moment(
        &ground,
        || {
            version.set(1 - version.get());
            set(version.get());
        },
        |number| {
            let left = tree(&ground.output());
            let (before, after) = (&sites[1 - version.get()], &sites[version.get()]);
            if left == *before {
                old += 1;
            } else {
                assert!(left == *after, "kill {number} left a mixture: {:?}", differences(&left, after));
                new += 1;
            }
            for (name, text) in FOREIGN {
                assert_eq!(left.get(name).map(Vec::as_slice), Some(text.as_bytes()), "{name} after kill {number}");
            }
            assert!(ground.build() == *after, "the build after kill {number} is not the new site");
        },
    );
    assert!(old > 0 && new > 0, "{old} with the old site and {new} with the new one: the moments were badly chosen");
}
