//! Blocks of cards in the order of the lists.

use rayon::prelude::*;

use crate::catalog::OpportunityId;

/// How many cards a block holds.
///
/// A dozen results of a filter lie in few blocks, and blocks of more cards compress little better.
const SIZE: usize = 32;

/// How many letters of a block's name are its digest: 30 bits.
const DIGEST_LETTERS: usize = 6;

const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The blocks of a catalog and their digests.
#[derive(Clone, Debug)]
pub struct Blocks {
    count: usize,
    digests: Vec<u128>,
}

impl Blocks {
    /// Takes the digest of each block, which is that of what its cards show.
    pub fn new(count: usize, digest: impl Fn(&[OpportunityId]) -> u128 + Sync) -> Self {
        let mut blocks = Blocks { count, digests: Vec::new() };
        let numbers = (0..count.div_ceil(SIZE)).into_par_iter();
        blocks.digests = numbers.map(|block| digest(&blocks.entries(block))).collect();
        blocks
    }

    /// Returns how many blocks there are.
    pub fn len(&self) -> usize {
        self.digests.len()
    }

    /// Tells whether no entry is listed.
    pub fn is_empty(&self) -> bool {
        self.digests.is_empty()
    }

    pub fn size(&self) -> usize {
        SIZE
    }

    /// Returns the entries whose cards a block holds.
    pub fn entries(&self, block: usize) -> Vec<OpportunityId> {
        let end = self.count.min((block + 1) * SIZE);
        (block * SIZE..end).map(|number| OpportunityId(number as u32)).collect()
    }

    pub fn digest(&self, block: usize) -> u128 {
        self.digests[block]
    }

    /// Returns the name of a block below the folder of the data.
    pub fn name(&self, block: usize) -> String {
        format!("cards/{block}.{}.json", letters(self.digests[block]))
    }

    /// Finds the block of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let block = name.strip_prefix("cards/")?.split('.').next()?.parse().ok()?;
        (block < self.len() && self.name(block) == name).then_some(block)
    }

    /// Returns what the index says of the names: the digests, one after the other.
    pub fn names(&self) -> String {
        self.digests.iter().map(|digest| letters(*digest)).collect()
    }
}

fn letters(digest: u128) -> String {
    (0..DIGEST_LETTERS).map(|place| char::from(LETTERS[(digest >> (5 * place)) as usize & 31])).collect()
}

/// Writes a block: a list of the markup of its cards.
pub fn block(cards: &[&str]) -> String {
    serde_json::to_string(cards).expect("texts can always be written as JSON")
}
