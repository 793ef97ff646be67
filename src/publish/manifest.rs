//! The list of files that Milepost wrote, kept inside the output folder.
//!
//! One file, `.milepost-manifest`, all numbers little-endian:
//!
//! ```text
//! head   "MILEPOST"  8 bytes
//!        version     u32    the layout described here is 1
//!        unused      u32    zero
//!        files       u64    number of records
//!        state size  u64    bytes
//!        table size  u64    bytes
//!        state       u128   xxh3-128 of the state
//!        table       u128   xxh3-128 of the table
//!        head        u128   xxh3-128 of all of the head before this field
//! state  the caller's bytes
//! table  for each file, by location in byte order: stamp u128, digest u128, len u64, size of its location u32
//!        then the locations, UTF-8, one after the other
//! ```
//!
//! The state stands before the table so that it can be read alone. Anything that does not fit,
//! another version included, reads as "ours, but nothing known": the site is then written anew.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Seek, SeekFrom};

use anyhow::{Context, Result};
use xxhash_rust::xxh3::xxh3_128;

use super::folders::check_location;
use super::location::Location;

/// The name of the manifest in the output folder; no file of a site may have it.
pub const MANIFEST_NAME: &str = ".milepost-manifest";

const MAGIC: &[u8; 8] = b"MILEPOST";
const VERSION: u32 = 1;
const HEAD_SIZE: usize = 88;
const HEAD_COVERED: usize = HEAD_SIZE - 16;
const ROW_SIZE: usize = 44;

/// What is known of one published file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileRecord {
    /// Digest of what the file was made from, as its caller gave it.
    pub stamp: u128,
    /// xxh3-128 of its bytes.
    pub digest: u128,
    /// Number of its bytes.
    pub len: u64,
}

/// The files of one commit with their records, by location in byte order.
#[derive(Debug, Default)]
pub struct Manifest {
    known: bool,
    rows: Vec<Row>,
    names: String,
}

#[derive(Debug)]
struct Row {
    record: FileRecord,
    start: usize,
    end: usize,
}

impl Manifest {
    /// Returns the record of the file at a site-relative location.
    pub fn get(&self, location: &str) -> Option<FileRecord> {
        let index = self.rows.binary_search_by(|row| self.name(row).cmp(location)).ok()?;
        Some(self.rows[index].record)
    }

    /// Goes through all files in byte order of their locations.
    pub fn iter(&self) -> impl Iterator<Item = (&str, FileRecord)> {
        self.rows.iter().map(|row| (self.name(row), row.record))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Says whether no file is recorded.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Says whether this was read from disk in full; if not, nothing is known of what stands there.
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// Goes through the files whose locations begin with a folder's, which ends in `/`.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = &str> {
        let first = self.rows.partition_point(|row| self.name(row) < folder);
        self.rows[first..].iter().map(|row| self.name(row)).take_while(move |name| name.starts_with(folder))
    }

    /// Says whether a recorded file lies in this folder or below it.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.below(&format!("{folder}/")).next().is_some()
    }

    pub(super) fn at(&self, index: usize) -> (&str, FileRecord) {
        let row = &self.rows[index];
        (self.name(row), row.record)
    }

    fn name(&self, row: &Row) -> &str {
        &self.names[row.start..row.end]
    }

    /// Reads a table whose digest is right; `None` if it does not hold together all the same.
    fn decode(files: u64, table: Vec<u8>) -> Option<Manifest> {
        let rows_size = usize::try_from(files).ok()?.checked_mul(ROW_SIZE)?;
        if rows_size > table.len() {
            return None;
        }
        let (fixed, names) = table.split_at(rows_size);
        let names = String::from_utf8(names.to_vec()).ok()?;
        let mut rows = Vec::with_capacity(fixed.len() / ROW_SIZE);
        let mut previous: Option<&str> = None;
        let mut start = 0_usize;
        for row in fixed.chunks_exact(ROW_SIZE) {
            let mut fields = Fields(row);
            let record = FileRecord { stamp: fields.u128()?, digest: fields.u128()?, len: fields.u64()? };
            let end = start.checked_add(fields.u32()? as usize)?;
            let name = names.get(start..end)?;
            // What stands here may be removed one day, so it must not lead out of the site.
            if check_location(name).is_err() || previous.is_some_and(|previous| previous >= name) {
                return None;
            }
            previous = Some(name);
            rows.push(Row { record, start, end });
            start = end;
        }
        (start == names.len()).then_some(Manifest { known: true, rows, names })
    }
}

/// Makes the bytes of a manifest; `files` are in byte order of their locations.
pub(super) fn encode<'a>(files: impl ExactSizeIterator<Item = (&'a str, FileRecord)>, state: &[u8]) -> Vec<u8> {
    let count = files.len() as u64;
    let mut rows = Vec::with_capacity(files.len() * (ROW_SIZE + 48));
    let mut names = String::with_capacity(files.len() * 48);
    for (location, record) in files {
        rows.extend_from_slice(&record.stamp.to_le_bytes());
        rows.extend_from_slice(&record.digest.to_le_bytes());
        rows.extend_from_slice(&record.len.to_le_bytes());
        let size = u32::try_from(location.len()).expect("a checked location is far shorter than 4 GiB");
        rows.extend_from_slice(&size.to_le_bytes());
        names.push_str(location);
    }
    rows.extend_from_slice(names.as_bytes());
    let mut bytes = Vec::with_capacity(HEAD_SIZE + state.len() + rows.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&0_u32.to_le_bytes());
    for size in [count, state.len() as u64, rows.len() as u64] {
        bytes.extend_from_slice(&size.to_le_bytes());
    }
    bytes.extend_from_slice(&xxh3_128(state).to_le_bytes());
    bytes.extend_from_slice(&xxh3_128(&rows).to_le_bytes());
    bytes.extend_from_slice(&xxh3_128(&bytes).to_le_bytes());
    bytes.extend_from_slice(state);
    bytes.extend_from_slice(&rows);
    bytes
}

/// A manifest on disk whose head and state are in order.
#[derive(Debug)]
pub(super) struct ManifestFile {
    /// What the caller stored at the last commit.
    pub state: Vec<u8>,
    file: File,
    head: Head,
}

impl ManifestFile {
    /// Reads the head and the state; `None` if they are missing, damaged or of another version.
    pub fn open(location: &Location) -> Result<Option<ManifestFile>> {
        let place = location.output.join(MANIFEST_NAME);
        let mut file = match File::open(place) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).context(format!("cannot read `{}`", location.show(MANIFEST_NAME)));
            }
        };
        Ok(read_state(&mut file).map(|(head, state)| ManifestFile { state, file, head }))
    }

    /// Reads the table of files; `None` if it is damaged.
    pub fn manifest(&self) -> Option<Manifest> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(HEAD_SIZE as u64 + self.head.state_size)).ok()?;
        let mut table = Vec::with_capacity(usize::try_from(self.head.table_size).ok()?);
        file.read_to_end(&mut table).ok()?;
        if table.len() as u64 != self.head.table_size || xxh3_128(&table) != self.head.table {
            return None;
        }
        Manifest::decode(self.head.files, table)
    }
}

#[derive(Debug)]
struct Head {
    files: u64,
    state_size: u64,
    table_size: u64,
    state: u128,
    table: u128,
}

fn read_state(file: &mut File) -> Option<(Head, Vec<u8>)> {
    let mut bytes = [0; HEAD_SIZE];
    file.read_exact(&mut bytes).ok()?;
    let head = Head::decode(&bytes)?;
    // Compared before a byte is set aside, so that a wrong size cannot ask for all memory.
    let whole = (HEAD_SIZE as u64).checked_add(head.state_size)?.checked_add(head.table_size)?;
    if file.metadata().ok()?.len() != whole {
        return None;
    }
    let mut state = vec![0; usize::try_from(head.state_size).ok()?];
    file.read_exact(&mut state).ok()?;
    (xxh3_128(&state) == head.state).then_some((head, state))
}

impl Head {
    fn decode(bytes: &[u8; HEAD_SIZE]) -> Option<Head> {
        let (covered, digest) = bytes.split_at(HEAD_COVERED);
        if Fields(digest).u128()? != xxh3_128(covered) {
            return None;
        }
        let mut fields = Fields(covered);
        if &fields.take::<8>()? != MAGIC || fields.u32()? != VERSION {
            return None;
        }
        fields.u32()?;
        Some(Head {
            files: fields.u64()?,
            state_size: fields.u64()?,
            table_size: fields.u64()?,
            state: fields.u128()?,
            table: fields.u128()?,
        })
    }
}

/// Takes numbers from the front of some bytes; `None` at the end.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn take<const SIZE: usize>(&mut self) -> Option<[u8; SIZE]> {
        let (first, rest) = self.0.split_first_chunk::<SIZE>()?;
        self.0 = rest;
        Some(*first)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }

    fn u128(&mut self) -> Option<u128> {
        self.take().map(u128::from_le_bytes)
    }
}

/// Replaces the manifest in the output, at once, if its bytes differ.
pub(super) fn replace(location: &Location, bytes: &[u8]) -> Result<()> {
    let place = location.output.join(MANIFEST_NAME);
    if fs::read(&place).is_ok_and(|standing| standing == bytes) {
        return Ok(());
    }
    let next = location.next_manifest();
    let act = || format!("cannot write `{}`", location.show(MANIFEST_NAME));
    let written = fs::write(&next, bytes).and_then(|()| fs::rename(&next, &place));
    if written.is_err() {
        fs::remove_file(&next).ok();
    }
    written.with_context(act)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, FileRecord); 3] = [
        ("a/index.html", FileRecord { stamp: 1, digest: u128::MAX, len: 10 }),
        ("a/zeit-überblick.html", FileRecord { stamp: 2, digest: 3, len: 0 }),
        ("b", FileRecord { stamp: u128::MAX, digest: 4, len: u64::MAX }),
    ];

    /// Reads a manifest from bytes as it is read from an output folder.
    fn read(bytes: &[u8]) -> Option<(Vec<u8>, Option<Manifest>)> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let output = folder.path().join("public");
        fs::create_dir(&output).expect("the folder is new");
        fs::write(output.join(MANIFEST_NAME), bytes).expect("the file can be written");
        let location = Location::find(&output, &[]).expect("the output is fine");
        let stored = ManifestFile::open(&location).expect("the file can be read")?;
        let manifest = stored.manifest();
        Some((stored.state, manifest))
    }

    fn table_of(names: &[&str]) -> Vec<u8> {
        let record = FILES[0].1;
        encode(names.iter().map(|name| (*name, record)).collect::<Vec<_>>().into_iter(), b"")
    }

    #[test]
    fn what_is_written_is_read_back() {
        let (state, manifest) = read(&encode(FILES.into_iter(), b"inputs")).expect("the head is in order");
        let manifest = manifest.expect("the table is in order");
        assert_eq!(state, b"inputs");
        assert_eq!(manifest.iter().collect::<Vec<_>>(), FILES);
        assert_eq!(manifest.get("b"), Some(FILES[2].1));
        assert_eq!(manifest.get("a"), None);
        assert!(manifest.has_below("a") && !manifest.has_below("b") && !manifest.has_below("a/index.html"));
        assert!(manifest.is_known() && !manifest.is_empty());
    }

    #[test]
    fn no_damage_goes_unseen() {
        let whole = encode(FILES.into_iter(), b"inputs");
        for place in 0..whole.len() {
            assert!(read(&whole[..place]).is_none(), "cut at {place}");
            let mut flipped = whole.clone();
            flipped[place] ^= 0x40;
            match read(&flipped) {
                None => assert!(place < HEAD_SIZE + 6),
                Some((state, manifest)) => {
                    assert_eq!(state, b"inputs");
                    assert!(manifest.is_none(), "flipped at {place}");
                }
            }
        }
    }

    #[test]
    fn a_table_that_lies_with_a_right_digest_is_not_believed() {
        let lies: [&[&str]; 5] = [&["../outside"], &["/etc/x"], &["b", "a"], &["a", "a"], &[MANIFEST_NAME]];
        for names in lies {
            let (_, manifest) = read(&table_of(names)).expect("the head is in order");
            assert!(manifest.is_none(), "{names:?}");
        }
        assert!(Manifest::decode(u64::MAX, vec![0; 100]).is_none());
    }

    #[test]
    fn another_version_is_not_read() {
        let mut bytes = encode(FILES.into_iter(), b"");
        bytes[8] = 2;
        let digest = xxh3_128(&bytes[..HEAD_COVERED]).to_le_bytes();
        bytes[HEAD_COVERED..HEAD_SIZE].copy_from_slice(&digest);
        assert!(read(&bytes).is_none());
    }
}
