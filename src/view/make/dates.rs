//! Days and times of day as readers see them.

use jiff::Zoned;
use jiff::civil::{Date, Time};

/// "Nov 11"; with the year where it is not that of `as_of`.
pub fn short(day: Date, as_of: Date) -> String {
    let form = if day.year() == as_of.year() { "%b %-d" } else { "%b %-d, %Y" };
    day.strftime(form).to_string()
}

/// "Wed, Nov 11"; with the year where it is not that of `as_of`.
pub fn with_weekday(day: Date, as_of: Date) -> String {
    format!("{}, {}", day.strftime("%a"), short(day, as_of))
}

/// "Nov 11, 2026".
pub fn plain(day: Date) -> String {
    day.strftime("%b %-d, %Y").to_string()
}

/// "Wednesday, Nov 11, 2026".
pub fn long(day: Date) -> String {
    day.strftime("%A, %b %-d, %Y").to_string()
}

/// "12:00 p.m.".
pub fn clock(time: Time) -> String {
    let half = if time.hour() < 12 { "a.m." } else { "p.m." };
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{hour}:{:02} {half}", time.minute())
}

/// "12:00 p.m. CST", in the moment's own zone.
pub fn clock_and_zone(moment: &Zoned) -> String {
    format!("{} {}", clock(moment.time()), zone(moment))
}

/// "12:00 p.m. to 1:00 p.m. CST"; an end on another day says which.
pub fn from_to(start: &Zoned, end: Option<&Zoned>) -> String {
    let Some(end) = end else { return clock_and_zone(start) };
    match start.date() == end.date() {
        true => format!("{} to {}", clock(start.time()), clock_and_zone(end)),
        false => format!("{} to {}, {}", clock(start.time()), short(end.date(), start.date()), clock_and_zone(end)),
    }
}

/// "2026-11-11T12:00-06:00", for `datetime`.
pub fn machine(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// "CST"; zones without letters of their own read "UTC-03".
fn zone(moment: &Zoned) -> String {
    let name = moment.strftime("%Z").to_string();
    match name.starts_with(['+', '-']) {
        true => format!("UTC{name}"),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn days_read_as_on_the_printed_page() {
        let as_of = date(2026, 11, 2);
        assert_eq!(short(date(2026, 11, 11), as_of), "Nov 11");
        assert_eq!(short(date(2027, 1, 2), as_of), "Jan 2, 2027");
        assert_eq!(with_weekday(date(2026, 11, 11), as_of), "Wed, Nov 11");
        assert_eq!(long(date(2026, 11, 11)), "Wednesday, Nov 11, 2026");
        assert_eq!(
            [time(0, 5, 0, 0), time(11, 59, 0, 0), time(12, 0, 0, 0), time(13, 30, 0, 0)].map(clock),
            ["12:05 a.m.", "11:59 a.m.", "12:00 p.m.", "1:30 p.m."]
        );
    }

    #[test]
    fn a_time_names_the_zone_that_holds_at_that_moment() {
        let at = |text: &str| -> Zoned { text.parse().unwrap() };
        let winter = at("2026-12-03T12:00[America/Chicago]");
        let summer = at("2026-07-03T12:00[America/Chicago]");
        assert_eq!(from_to(&winter, Some(&at("2026-12-03T13:00[America/Chicago]"))), "12:00 p.m. to 1:00 p.m. CST");
        assert_eq!(clock_and_zone(&summer), "12:00 p.m. CDT");
        assert_eq!(
            from_to(&winter, Some(&at("2026-12-05T16:00[America/Chicago]"))),
            "12:00 p.m. to Dec 5, 4:00 p.m. CST"
        );
        assert_eq!(clock_and_zone(&at("2026-12-03T12:00[America/Sao_Paulo]")), "12:00 p.m. UTC-03");
        assert_eq!(machine(&winter), "2026-12-03T12:00-06:00");
    }
}
