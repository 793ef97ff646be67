//! Reads folders whole, to compare them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use milepost::publish::MANIFEST_NAME;
use tempfile::TempDir;

/// The bytes of files by their paths below a folder, with `/` between the parts.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Makes a folder that goes when the test ends; in memory where the machine offers that.
///
/// Making hundreds of small files takes ten times as long on some disks, and no test is about that.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = TempDir::new_in(memory).or_else(|_| TempDir::new());
    made.expect("a temporary folder can be made")
}

/// Returns every file below a folder but the manifest; nothing if the folder is missing.
pub fn tree(folder: &Path) -> Tree {
    let mut tree = whole_tree(folder);
    tree.remove(MANIFEST_NAME);
    tree
}

/// Returns every file below a folder.
pub fn whole_tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    if folder.exists() {
        collect(folder, folder, &mut tree);
    }
    tree
}

fn collect(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(root, &path, tree);
        } else {
            let below = path.strip_prefix(root).expect("it lies below the root");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            tree.insert(parts.join("/"), fs::read(&path).expect("the file can be read"));
        }
    }
}

/// Names the files in which two trees differ.
pub fn differences(one: &Tree, other: &Tree) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}
