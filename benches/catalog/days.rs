//! Calendar days for generated catalogs, counted without a clock.
//!
//! Dated facts lie around one fixed day, so that a catalog drawn today and one drawn next
//! year are the same bytes.

use std::fmt;

const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// A calendar day, written as TOML writes one: `2026-12-01`.
#[derive(Clone, Copy)]
pub struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    /// Returns the day that lies `days` after the first of December 2026, where sessions begin.
    pub fn of_session(days: usize) -> Self {
        Self { year: 2026, month: 12, day: 1 }.after(days)
    }

    /// Returns the day that lies `days` after the first of January 2024, where the past begins.
    pub fn of_past(days: usize) -> Self {
        Self { year: 2024, month: 1, day: 1 }.after(days)
    }

    fn after(mut self, days: usize) -> Self {
        self.day += days as u32;
        while self.day > self.length_of_month() {
            self.day -= self.length_of_month();
            self.month += 1;
            if self.month > 12 {
                self.month = 1;
                self.year += 1;
            }
        }
        self
    }

    fn length_of_month(self) -> u32 {
        // True from 1901 to 2099, which is more than a catalog needs.
        let leap_day = u32::from(self.month == 2 && self.year.is_multiple_of(4));
        MONTHS[self.month as usize - 1] + leap_day
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
