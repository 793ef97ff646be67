//! How long things take.

use std::fmt;

/// A length of time in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(pub u32);

/// `55 min`, `2 h 30`, `136 h`: as the pages and the terminal show it.
impl fmt::Display for Minutes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(out, "{minutes} min"),
            (hours, 0) => write!(out, "{hours} h"),
            (hours, minutes) => write!(out, "{hours} h {minutes:02}"),
        }
    }
}

impl Minutes {
    /// Ten years of full-time work: anything longer is a slip of the pen.
    const LIMIT: u32 = 60 * 20_000;

    /// Reads `45m`, `2h` or `1h 30m`.
    pub fn parse(text: &str) -> Option<Self> {
        match Amount::parse(text)? {
            Amount::Time(minutes) => Some(minutes),
            Amount::Calendar { .. } => None,
        }
    }
}

/// A unit of the calendar, which says nothing about hours of work by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    Day,
    Week,
    Month,
}

impl Unit {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "day" | "days" => Some(Unit::Day),
            "week" | "weeks" => Some(Unit::Week),
            "month" | "months" => Some(Unit::Month),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
        }
    }
}

/// A stretch as an author writes it: hours of work, or days on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    Time(Minutes),
    Calendar { count: u32, unit: Unit },
}

impl Amount {
    /// Reads `45m`, `2h`, `1h 30m`, `6 weeks`, `1 month`; anything else is refused.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split(' ').collect();
        if let [count, unit] = words[..]
            && let Some(unit) = Unit::parse(unit)
        {
            let count = whole(count).filter(|count| (1..=600).contains(count))?;
            return Some(Amount::Calendar { count, unit });
        }
        let minutes = match words[..] {
            [one] => match (with_unit(one, 'h'), with_unit(one, 'm')) {
                (Some(hours), _) => hours.checked_mul(60)?,
                (_, minutes) => minutes?,
            },
            [hours, minutes] => {
                let minutes = with_unit(minutes, 'm').filter(|minutes| *minutes < 60)?;
                with_unit(hours, 'h')?.checked_mul(60)?.checked_add(minutes)?
            }
            _ => return None,
        };
        (1..=Minutes::LIMIT).contains(&minutes).then_some(Amount::Time(Minutes(minutes)))
    }
}

fn with_unit(word: &str, unit: char) -> Option<u32> {
    whole(word.strip_suffix(unit)?)
}

fn whole(digits: &str) -> Option<u32> {
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// What an effort or a price is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    Day,
    Week,
    Month,
    Year,
}

impl Per {
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "day" => Some(Per::Day),
            "week" => Some(Per::Week),
            "month" => Some(Per::Month),
            "year" => Some(Per::Year),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Per::Day => "day",
            Per::Week => "week",
            Per::Month => "month",
            Per::Year => "year",
        }
    }
}

/// Work asked for in each day, week or month, such as `3h/week`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effort {
    pub minutes: Minutes,
    pub per: Unit,
}

impl Effort {
    pub fn parse(text: &str) -> Option<Self> {
        let (time, per) = text.split_once('/')?;
        let per = Unit::parse(per).filter(|_| !per.ends_with('s'))?;
        Some(Effort { minutes: Minutes::parse(time)?, per })
    }

    /// Returns the work over a stretch counted in the same unit; weeks and days do not mix.
    pub fn over(self, count: u32, unit: Unit) -> Option<Minutes> {
        (self.per == unit).then(|| self.minutes.0.checked_mul(count).map(Minutes))?
    }
}

/// How long an opportunity takes, as its author stated it.
///
/// `shortest <= longest`, both equal when one figure was given. An author who says nothing gives
/// `None` where this is held, never zero minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeNeeded {
    pub shortest: Minutes,
    pub longest: Minutes,
}

impl TimeNeeded {
    pub fn exactly(minutes: Minutes) -> Self {
        TimeNeeded { shortest: minutes, longest: minutes }
    }
}

/// `1 h 30`, `4 to 6 h`, `45 min to 1 h 30`.
impl fmt::Display for TimeNeeded {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (shortest, longest) = (self.shortest, self.longest);
        if shortest == longest {
            return write!(out, "{longest}");
        }
        let are_whole_hours = shortest.0 % 60 == 0 && longest.0 % 60 == 0;
        let are_minutes = longest.0 < 60;
        if are_whole_hours {
            write!(out, "{} to {longest}", shortest.0 / 60)
        } else if are_minutes {
            write!(out, "{} to {longest}", shortest.0)
        } else {
            write!(out, "{shortest} to {longest}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_exactly_or_not_at_all() {
        let time = |text| Amount::parse(text).map(|amount| matches!(amount, Amount::Time(Minutes(90))));
        assert_eq!(time("1h 30m"), Some(true));
        assert_eq!(time("90m"), Some(true));
        assert_eq!(Amount::parse("6 weeks"), Some(Amount::Calendar { count: 6, unit: Unit::Week }));
        for wrong in ["", "90", "1.5h", "1h30m", "1h 90m", "h", "-1h", "0m", "1 hour", "99999999999h", "a few weeks"] {
            assert_eq!(Amount::parse(wrong), None, "{wrong}");
        }
        let effort = Effort::parse("4h/week").unwrap();
        assert_eq!(effort.over(30, Unit::Week), Some(Minutes(7200)));
        assert_eq!(effort.over(1, Unit::Month), None);
        assert_eq!(Effort::parse("4h/weeks"), None);
    }

    #[test]
    fn ranges_read_as_people_say_them() {
        let range =
            |shortest, longest| TimeNeeded { shortest: Minutes(shortest), longest: Minutes(longest) }.to_string();
        assert_eq!(range(90, 90), "1 h 30");
        assert_eq!(range(240, 360), "4 to 6 h");
        assert_eq!(range(20, 25), "20 to 25 min");
        assert_eq!(range(45, 90), "45 min to 1 h 30");
    }
}
