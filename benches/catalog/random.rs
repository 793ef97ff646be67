//! A small seeded source of numbers, so that the same seed gives the same catalog.
//!
//! Nothing here is fit for secrets. Every entry has a sequence of its own, so entries can be
//! drawn in any order and on any number of threads.

/// A sequence of numbers that its seed decides (splitmix64).
pub struct Random {
    state: u64,
}

impl Random {
    /// Returns the sequence of one entry, or of one other thing with a number, under a seed.
    pub fn of(seed: u64, number: u64) -> Self {
        let mut whole = Self { state: seed };
        let start = whole.next() ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93);
        Self { state: start }
    }

    /// Returns the next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// Returns a number from 0 up to, not including, `end`; `end` is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        // The high bits of a product spread evenly enough for text and need no division.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// Returns a number from `first` to `last`, both included.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// Returns true in `percent` of a hundred draws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Returns one of the choices, all equally likely; there is at least one.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

/// Ranks of which the second comes half as often as the first, the third a third as often.
pub struct Zipf {
    /// Sum of the weights up to and including each rank.
    sums: Vec<u64>,
}

impl Zipf {
    /// Makes the weights of `ranks` ranks; at least one.
    pub fn new(ranks: usize) -> Self {
        let weights = (1..=ranks as u64).map(|rank| 1_000_000 / rank);
        let sums = weights.scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Self { sums: sums.collect() }
    }

    /// Draws a rank, from 0.
    pub fn draw(&self, random: &mut Random) -> usize {
        let total = self.sums.last().copied().unwrap_or(1);
        let point = random.below(total as usize) as u64;
        self.sums.partition_point(|&sum| sum <= point)
    }
}
