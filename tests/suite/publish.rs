//! What publishing promises, on a real disk: whole or not at all, and nobody else's files touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use milepost::publish::{self, MANIFEST_NAME, Published};
use tempfile::TempDir;

/// A folder with sources in `content/` and a site that is published to `public/`.
struct Shelf {
    root: TempDir,
}

type Files<'a> = &'a [(&'a str, &'a str)];

impl Shelf {
    fn new() -> Shelf {
        let root = TempDir::new().expect("a temporary folder can be made");
        fs::create_dir(root.path().join("content")).expect("the folder is new");
        Shelf { root }
    }

    fn holding(files: Files) -> Shelf {
        let shelf = Shelf::new();
        shelf.publish(files).expect("a first site can be published");
        shelf
    }

    fn at(&self, place: &str) -> PathBuf {
        self.root.path().join(place)
    }

    fn sources(&self) -> Vec<PathBuf> {
        vec![self.at("content")]
    }

    fn open(&self, output: &str) -> anyhow::Result<publish::Output> {
        publish::open(&self.at(output), &self.sources())
    }

    /// Publishes a site whose stamps are made from the bytes, as a build does.
    fn publish(&self, files: Files) -> anyhow::Result<Published> {
        fill(self.open("public")?, files, b"")
    }

    fn look(&self, files: Files) -> anyhow::Result<Published> {
        fill(publish::look(&self.at("public"), &self.sources())?, files, b"")
    }

    fn put(&self, place: &str, text: &str) {
        let file = self.at(place);
        let folder = file.parent().expect("a file has a folder above it");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(file, text).expect("the file can be written");
    }

    /// Everything under a folder except the manifest: files with their text, folders with a slash.
    fn tree(&self, folder: &str) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        collect(&self.at(folder), "", &mut tree);
        tree.remove(MANIFEST_NAME);
        tree
    }

    fn assert_site(&self, files: Files) {
        let plain = |tree: BTreeMap<String, String>| {
            tree.into_iter().filter(|(name, _)| !name.ends_with('/')).collect::<BTreeMap<_, _>>()
        };
        let expected = files.iter().map(|(name, text)| (name.to_string(), text.to_string()));
        assert_eq!(plain(self.tree("public")), expected.collect());
    }

    fn refusal(&self, output: &str) -> String {
        let before = self.tree("");
        let error = self.open(output).expect_err("this output must be refused");
        assert_eq!(self.tree(""), before, "a refusal leaves no trace");
        let looked = publish::look(&self.at(output), &self.sources()).expect_err("and so must a look");
        assert_eq!(format!("{looked:#}"), format!("{error:#}"));
        format!("{error:#}")
    }
}

fn stamp(text: &str) -> u128 {
    text.bytes().fold(7, |sum, byte| sum * 31 % 1_000_000_007 + u128::from(byte))
}

fn fill(output: publish::Output, files: Files, state: &[u8]) -> anyhow::Result<Published> {
    let staged = output.stage()?;
    for (location, text) in files {
        if !staged.keep(location, stamp(text))? {
            staged.write(location, stamp(text), text.as_bytes())?;
        }
    }
    staged.commit(state)
}

fn collect(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().expect("the kind is known");
        if kind.is_dir() {
            tree.insert(format!("{name}/"), String::new());
            collect(&entry.path(), &format!("{name}/"), tree);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).expect("the link can be read");
            tree.insert(name, format!("-> {}", target.display()));
        } else {
            tree.insert(name, fs::read_to_string(entry.path()).unwrap_or_default());
        }
    }
}

#[cfg(unix)]
fn inode(file: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(file).expect("the file is there").ino()
}

const OLD: Files = &[("index.html", "old front"), ("a/index.html", "a"), ("b/index.html", "b")];
const NEW: Files = &[("index.html", "new front"), ("a/index.html", "a"), ("c/index.html", "c")];

#[test]
fn a_first_site_is_published_into_a_missing_folder_or_an_empty_one() {
    let shelf = Shelf::new();
    let published = fill(shelf.open("deep/er/public").unwrap(), OLD, b"").unwrap();
    assert_eq!(published.added, ["a/index.html", "b/index.html", "index.html"]);
    assert!(shelf.at("deep/er/public/a/index.html").is_file());

    fs::create_dir(shelf.at("public")).unwrap();
    shelf.publish(OLD).unwrap();
    shelf.assert_site(OLD);
}

#[test]
fn a_new_site_replaces_the_old_one_and_says_what_changed() {
    let shelf = Shelf::holding(OLD);
    let published = shelf.publish(NEW).unwrap();
    shelf.assert_site(NEW);
    assert_eq!(published.added, ["c/index.html"]);
    assert_eq!(published.changed, ["index.html"]);
    assert_eq!(published.removed, ["b/index.html"]);
    assert_eq!((published.kept, published.written()), (1, 2));
    assert!(!shelf.at("public/b").exists(), "the folder that has become empty goes too");
}

#[test]
fn sites_can_follow_one_another_in_any_order() {
    let shelf = Shelf::new();
    let other: Files = &[("a", "a file where a folder was"), ("index.html/x", "and the reverse")];
    for files in [OLD, NEW, other, OLD, OLD, other, NEW, &[], OLD] {
        shelf.publish(files).unwrap();
        shelf.assert_site(files);
        assert_eq!(shelf.open("public").unwrap().manifest().len(), files.len());
    }
}

#[test]
#[cfg(unix)]
fn an_unchanged_file_is_the_same_file_afterwards() {
    let shelf = Shelf::holding(OLD);
    let (kept, changed) = (shelf.at("public/a/index.html"), shelf.at("public/index.html"));
    for files in [NEW, OLD, NEW] {
        let before = (inode(&kept), inode(&changed));
        shelf.publish(files).unwrap();
        assert_eq!(inode(&kept), before.0);
        assert_ne!(inode(&changed), before.1, "a published file is never written through");
    }
}

#[test]
#[cfg(unix)]
fn where_nothing_changed_nothing_is_published() {
    let shelf = Shelf::holding(OLD);
    let (folder, manifest) = (shelf.at("public"), shelf.at("public").join(MANIFEST_NAME));
    let before = (inode(&folder), inode(&manifest));
    let published = shelf.publish(OLD).unwrap();
    assert!(published.is_unchanged());
    assert_eq!((inode(&folder), inode(&manifest)), before);
}

#[test]
#[cfg(unix)]
fn new_stamps_and_a_new_state_replace_only_the_manifest() {
    let shelf = Shelf::holding(OLD);
    let before = inode(&shelf.at("public"));
    let staged = shelf.open("public").unwrap().stage().unwrap();
    for (location, text) in OLD {
        staged.write(location, 99, text.as_bytes()).unwrap();
    }
    assert_eq!(staged.commit(b"inputs").unwrap().kept, OLD.len());
    let output = shelf.open("public").unwrap();
    assert_eq!(output.state(), Some(b"inputs".as_slice()));
    assert_eq!(output.manifest().get("a/index.html").unwrap().stamp, 99);
    assert_eq!(inode(&shelf.at("public")), before);
}

#[test]
fn the_spare_holds_nothing_but_links_to_published_files() {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/CNAME", "example.org");
    shelf.publish(NEW).unwrap();
    let spare = shelf.tree(".public.milepost/spare");
    let files: Vec<&str> = spare.keys().map(String::as_str).filter(|name| !name.ends_with('/')).collect();
    assert_eq!(files, ["a/index.html"]);
}

#[test]
fn a_dry_run_tells_the_same_and_touches_nothing() {
    let shelf = Shelf::new();
    let before = shelf.tree("");
    assert_eq!(shelf.look(OLD).unwrap().added.len(), OLD.len());
    assert_eq!(shelf.tree(""), before);

    shelf.publish(OLD).unwrap();
    shelf.put("public/CNAME", "example.org");
    let before = shelf.tree("");
    let told = shelf.look(NEW).unwrap();
    assert_eq!(shelf.tree(""), before);
    assert_eq!(told, shelf.publish(NEW).unwrap());
}

#[test]
fn a_dry_run_tells_of_a_conflict() {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/c/index.html", "mine");
    let error = format!("{:#}", shelf.look(NEW).unwrap_err());
    assert!(error.contains("c/index.html"), "{error}");
}

#[test]
fn a_file_that_has_gone_from_the_output_is_put_back() {
    let shelf = Shelf::holding(OLD);
    fs::remove_dir_all(shelf.at("public/a")).unwrap();
    fs::write(shelf.at("public/b/index.html"), "cut").unwrap();
    assert!(!shelf.open("public").unwrap().is_whole());
    let published = shelf.publish(OLD).unwrap();
    assert_eq!(published.changed, ["a/index.html", "b/index.html"]);
    shelf.assert_site(OLD);
    assert!(shelf.open("public").unwrap().is_whole());
}

#[test]
fn an_output_that_touches_the_sources_is_refused() {
    let shelf = Shelf::new();
    shelf.put("content/pages/about.md", "text");
    for (output, reason) in [
        ("content", "is made from"),
        ("content/public", "lies inside"),
        ("content/pages/../../content/new/er", "lies inside"),
        ("missing/../content/x", "lies inside"),
        ("", "contains"),
        ("content/..", "contains"),
    ] {
        let error = shelf.refusal(output);
        assert!(error.contains(reason), "{output}: {error}");
    }
}

#[test]
fn an_output_inside_a_published_site_is_refused() {
    let shelf = Shelf::new();
    fill(shelf.open("public").unwrap(), OLD, b"").unwrap();
    for output in ["public/inner", "public/deep/er", "other/../public/x", ".public.milepost/spare/x"] {
        let error = shelf.refusal(output);
        assert!(error.contains("lies inside"), "{output}: {error}");
    }
    shelf.assert_site(OLD);
    fill(shelf.open("public").unwrap(), OLD, b"").unwrap();
}

#[test]
fn names_are_compared_by_part_and_not_by_letter() {
    let shelf = Shelf::new();
    for output in ["content2", "conten", "content/../public", "content-public/content"] {
        fill(shelf.open(output).unwrap(), OLD, b"").unwrap();
        assert!(shelf.at(output).join("index.html").is_file(), "{output}");
    }
}

#[test]
#[cfg(unix)]
fn a_link_into_the_sources_is_refused() {
    let shelf = Shelf::new();
    fs::create_dir(shelf.at("content/inner")).unwrap();
    std::os::unix::fs::symlink(shelf.at("content/inner"), shelf.at("public")).unwrap();
    assert!(shelf.refusal("public").contains("lies inside"));
    assert!(shelf.refusal("public/new").contains("lies inside"));
}

#[test]
#[cfg(unix)]
fn a_source_that_is_a_link_into_the_output_is_refused() {
    let shelf = Shelf::holding(OLD);
    std::os::unix::fs::symlink(shelf.at("public/a"), shelf.at("linked")).unwrap();
    let error = publish::open(&shelf.at("public"), &[shelf.at("linked")]).unwrap_err();
    assert!(format!("{error:#}").contains("contains"));
}

#[test]
#[cfg(unix)]
fn an_output_that_is_a_link_to_a_folder_stays_a_link() {
    let shelf = Shelf::new();
    fs::create_dir(shelf.at("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", shelf.at("public")).unwrap();
    for files in [OLD, NEW] {
        shelf.publish(files).unwrap();
        shelf.assert_site(files);
        assert!(fs::symlink_metadata(shelf.at("public")).unwrap().is_symlink());
        assert!(shelf.at("elsewhere/index.html").is_file());
    }
}

#[test]
#[cfg(unix)]
fn an_output_that_is_a_link_to_nowhere_is_refused() {
    let shelf = Shelf::new();
    std::os::unix::fs::symlink("nowhere", shelf.at("public")).unwrap();
    assert!(shelf.refusal("public").contains("leads nowhere"));
}

#[test]
fn a_folder_of_somebody_else_and_a_file_are_refused() {
    let shelf = Shelf::new();
    shelf.put("public/letter.txt", "mine");
    shelf.put("file", "mine");
    assert!(shelf.refusal("public").contains("not made by Milepost"));
    assert!(shelf.refusal("file").contains("is a file"));
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let shelf = Shelf::holding(OLD);
    let first = shelf.open("public").unwrap();
    let error = format!("{:#}", shelf.open("public").unwrap_err());
    assert!(error.contains("another build is publishing"), "{error}");
    let staged = first.stage().unwrap();
    assert!(shelf.open("public").is_err(), "the lock is held until the commit");
    staged.write("index.html", 1, b"x").unwrap();
    staged.commit(b"").unwrap();
    assert!(shelf.open("public").is_ok());
}

#[test]
fn files_that_are_not_ours_are_carried_over() {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/CNAME", "example.org");
    shelf.put("public/.git/objects/01/ab", "object");
    shelf.put("public/b/notes.txt", "beside a page that goes");
    fs::create_dir_all(shelf.at("public/uploads/empty")).unwrap();
    for files in [NEW, OLD, NEW] {
        shelf.publish(files).unwrap();
        let tree = shelf.tree("public");
        assert_eq!(tree["CNAME"], "example.org");
        assert_eq!(tree[".git/objects/01/ab"], "object");
        assert_eq!(tree["b/notes.txt"], "beside a page that goes");
        assert!(tree.contains_key("uploads/empty/"));
        assert_eq!(tree["index.html"], files[0].1);
    }
    assert!(!shelf.at("public/b/index.html").exists());
}

#[test]
fn a_file_that_its_owner_removed_does_not_come_back() {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/extra/CNAME", "example.org");
    shelf.publish(NEW).unwrap();
    fs::remove_dir_all(shelf.at("public/extra")).unwrap();
    for files in [OLD, NEW] {
        shelf.publish(files).unwrap();
        assert!(!shelf.at("public/extra").exists());
    }
}

#[test]
fn a_foreign_file_where_a_page_belongs_is_named_and_the_old_site_stands() {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/c/index.html", "mine");
    let before = shelf.tree("public");
    let error = format!("{:#}", shelf.publish(NEW).unwrap_err());
    assert!(error.contains("c/index.html") && error.contains("not written by Milepost"), "{error}");
    assert_eq!(shelf.tree("public"), before);
    assert!(!shelf.at(".public.milepost/stage").exists());
}

#[test]
fn a_foreign_file_and_a_folder_of_the_site_do_not_share_a_name() {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/c", "mine");
    assert!(format!("{:#}", shelf.publish(NEW).unwrap_err()).contains("/c`"));
    fs::remove_file(shelf.at("public/c")).unwrap();
    fs::create_dir_all(shelf.at("public/c/index.html")).unwrap();
    assert!(format!("{:#}", shelf.publish(NEW).unwrap_err()).contains("c/index.html`"));
}

#[test]
#[cfg(unix)]
fn links_in_the_output_are_carried_and_never_followed() {
    let shelf = Shelf::holding(OLD);
    shelf.put("outside/index.html", "not to be touched");
    std::os::unix::fs::symlink("../outside", shelf.at("public/link")).unwrap();
    std::os::unix::fs::symlink("nowhere", shelf.at("public/broken")).unwrap();
    for files in [NEW, OLD, NEW] {
        shelf.publish(files).unwrap();
        let tree = shelf.tree("public");
        assert_eq!((tree["link"].as_str(), tree["broken"].as_str()), ("-> ../outside", "-> nowhere"));
    }
    let through: Files = &[("link/index.html", "written through")];
    assert!(format!("{:#}", shelf.publish(through).unwrap_err()).contains("/link`"));
    assert_eq!(fs::read_to_string(shelf.at("outside/index.html")).unwrap(), "not to be touched");
}

#[test]
#[cfg(unix)]
fn a_page_folder_exchanged_for_a_link_leads_to_no_removal_outside() {
    let shelf = Shelf::holding(OLD);
    shelf.publish(NEW).unwrap();
    shelf.put("outside/index.html", "a");
    fs::remove_dir_all(shelf.at("public/a")).unwrap();
    std::os::unix::fs::symlink("../outside", shelf.at("public/a")).unwrap();
    shelf.publish(&[("index.html", "alone")]).unwrap();
    assert_eq!(fs::read_to_string(shelf.at("outside/index.html")).unwrap(), "a");
    assert_eq!(shelf.tree("public")["a"], "-> ../outside");
}

#[test]
fn a_damaged_manifest_means_that_everything_is_written_anew() {
    let shelf = Shelf::holding(OLD);
    let file = shelf.at("public").join(MANIFEST_NAME);
    let whole = fs::read(&file).unwrap();
    shelf.put("public/CNAME", "example.org");
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    for damaged in [&whole[..0], &whole[..40], &whole[..whole.len() - 1], &flipped, b"{}".as_slice()] {
        fs::write(&file, damaged).unwrap();
        assert!(!shelf.open("public").unwrap().manifest().is_known());
        assert_eq!(shelf.publish(NEW).unwrap().written(), NEW.len());
        assert_eq!(shelf.tree("public")["CNAME"], "example.org");
        assert_eq!(shelf.tree("public")["index.html"], "new front");
        assert!(shelf.open("public").unwrap().is_whole());
    }
}

#[test]
fn locations_that_leave_the_site_are_refused_by_name() {
    let shelf = Shelf::new();
    let staged = shelf.open("public").unwrap().stage().unwrap();
    for location in ["", "/a", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", "a\0b", MANIFEST_NAME] {
        let error = staged.write(location, 0, b"").unwrap_err();
        assert!(error.to_string().contains(&format!("{location:?}")), "{error}");
    }
}

#[test]
fn one_location_takes_one_file() {
    let shelf = Shelf::holding(OLD);
    let staged = shelf.open("public").unwrap().stage().unwrap();
    assert!(staged.keep("a/index.html", stamp("a")).unwrap());
    assert!(staged.write("a/index.html", 1, b"x").unwrap_err().to_string().contains("two files"));
    staged.write("d", 1, b"x").unwrap();
    assert!(staged.keep("a/index.html", stamp("a")).is_err());
    assert!(staged.write("d", 1, b"x").is_err());
}

#[test]
fn a_stage_that_fails_leaves_the_old_site_and_no_rubbish() {
    let shelf = Shelf::holding(OLD);
    let clash: Files = &[("page", "a file"), ("page/index.html", "below a file")];
    let reversed: Files = &[("page/index.html", "a folder"), ("page", "in its place")];
    for (standing, files) in [(OLD, clash), (NEW, clash), (OLD, reversed), (NEW, reversed)] {
        shelf.publish(standing).unwrap();
        let error = format!("{:#}", shelf.publish(files).unwrap_err());
        assert!(error.contains("public/page"), "{error}");
        shelf.assert_site(standing);
        let left = shelf.tree(".public.milepost");
        assert_eq!(left.keys().collect::<Vec<_>>(), ["lock"]);
    }
}

#[test]
fn a_stage_that_is_dropped_leaves_the_old_site_and_no_rubbish() {
    let shelf = Shelf::holding(OLD);
    shelf.publish(NEW).unwrap();
    let staged = shelf.open("public").unwrap().stage().unwrap();
    staged.write("index.html", 1, b"never seen").unwrap();
    drop(staged);
    shelf.assert_site(NEW);
    assert!(!shelf.at(".public.milepost/stage").exists());
}

#[test]
fn many_threads_may_write_at_once() {
    let shelf = Shelf::new();
    let staged = shelf.open("public").unwrap().stage().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let staged = &staged;
            scope.spawn(move || {
                for page in 0..100 {
                    let location = format!("shared/{}/{thread}-{page}/index.html", page % 7);
                    staged.write(&location, 1, location.as_bytes()).expect("each location is its own");
                }
            });
        }
    });
    assert_eq!(staged.commit(b"").unwrap().added.len(), 800);
    assert!(shelf.open("public").unwrap().is_whole());
}

/// Leaves things as a build does that was killed, then checks that the next one mends them.
fn killed(leave: impl Fn(&Shelf)) -> Shelf {
    let shelf = Shelf::holding(OLD);
    shelf.put("public/CNAME", "example.org");
    leave(&shelf);
    drop(shelf.open("public").unwrap());
    let ours = shelf.tree(".public.milepost");
    assert!(ours.keys().all(|name| name == "lock" || name.starts_with("spare/")), "{ours:?}");
    assert_eq!(shelf.tree("public")["CNAME"], "example.org");
    shelf
}

fn move_folder(shelf: &Shelf, from: &str, to: &str) {
    fs::rename(shelf.at(from), shelf.at(to)).unwrap();
}

#[test]
fn a_build_killed_while_staging_is_cleaned_up() {
    let shelf = killed(|shelf| shelf.put(".public.milepost/stage/half/index.html", "ha"));
    assert_eq!(shelf.tree("public")["index.html"], "old front");
    assert!(shelf.open("public").unwrap().is_whole());
}

#[test]
fn a_build_killed_right_after_the_exchange_is_cleaned_up() {
    let shelf = killed(|shelf| {
        move_folder(shelf, "public", "aside");
        shelf.publish(NEW).unwrap();
        shelf.put("public/CNAME", "example.org");
        move_folder(shelf, "aside", ".public.milepost/stage");
    });
    assert_eq!(shelf.tree("public")["index.html"], "new front");
}

#[test]
fn a_build_killed_between_two_renames_leaves_the_old_site_to_be_put_back() {
    for leaves_empty_folder in [false, true] {
        let shelf = killed(|shelf| {
            shelf.put(".public.milepost/stage/index.html", "new front");
            move_folder(shelf, "public", ".public.milepost/old");
            if leaves_empty_folder {
                fs::create_dir(shelf.at("public")).unwrap();
            }
            let told = shelf.look(OLD).unwrap();
            assert_eq!(told.kept, OLD.len(), "a dry run finds the old site where it is");
        });
        assert_eq!(shelf.tree("public")["index.html"], "old front");
        assert!(shelf.open("public").unwrap().is_whole());
    }
}

#[test]
fn a_build_killed_after_two_renames_leaves_the_new_site() {
    let shelf = killed(|shelf| {
        move_folder(shelf, "public", "aside");
        shelf.publish(NEW).unwrap();
        shelf.put("public/CNAME", "example.org");
        move_folder(shelf, "aside", ".public.milepost/old");
    });
    assert_eq!(shelf.tree("public")["index.html"], "new front");
}

#[test]
fn a_manifest_that_was_not_put_in_place_is_forgotten() {
    let shelf = killed(|shelf| shelf.put(".public.milepost/manifest", "MILEP"));
    assert!(shelf.open("public").unwrap().is_whole());
}

#[test]
fn whatever_is_in_the_spare_the_next_site_is_right() {
    let shelf = Shelf::holding(OLD);
    shelf.publish(NEW).unwrap();
    fs::remove_dir_all(shelf.at(".public.milepost/spare")).unwrap();
    shelf.put(".public.milepost/spare/a/index.html", "not this");
    shelf.put(".public.milepost/spare/b", "a file where a folder belongs");
    shelf.put(".public.milepost/spare/index.html/x", "a folder where a file belongs");
    shelf.put(".public.milepost/spare/stray/deep.html", "unknown");
    shelf.publish(OLD).unwrap();
    shelf.assert_site(OLD);
    assert!(!shelf.at("public/stray").exists());
}

#[test]
#[cfg(unix)]
fn permissions_of_folders_stay() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |place: PathBuf| fs::metadata(place).unwrap().permissions().mode() & 0o7777;
    let shelf = Shelf::holding(OLD);
    shelf.put("public/.git/config", "x");
    for (place, wanted) in [("public", 0o2775), ("public/.git", 0o700), ("public/a", 0o711)] {
        fs::set_permissions(shelf.at(place), fs::Permissions::from_mode(wanted)).unwrap();
    }
    for files in [NEW, OLD] {
        shelf.publish(files).unwrap();
        assert_eq!(mode(shelf.at("public")), 0o2775);
        assert_eq!(mode(shelf.at("public/.git")), 0o700);
        assert_eq!(mode(shelf.at("public/a")), 0o711);
    }
}
