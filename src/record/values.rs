//! The values a field can have, each read from one TOML value.
//!
//! What a refusal says goes on after the key: "`duration` cannot be `soon`".

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use toml::de::DeValue;

use super::{FromToml, Refusal};
use crate::diag::{self, Code};
use crate::value::{Amount, Currency, Effort, OutsideUrl, Per, Zone, is_id};

/// Reads a text and refuses it with `code` where `parse` finds nothing in it.
pub fn parsed<T>(
    value: &DeValue<'_>,
    code: &'static Code,
    help: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, Refusal> {
    let text = value.as_str().ok_or(Refusal::Type)?;
    parse(text).ok_or_else(|| Refusal::value(code, format!("cannot be `{text}`"), help))
}

/// A text with something in it.
impl FromToml for String {
    const SHAPE: &'static str = "a text in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        if text.trim().is_empty() {
            return Err(Refusal::value(&diag::EMPTY_VALUE, "is empty", "write something, or leave the key out"));
        }
        Ok(text.trim().to_owned())
    }
}

/// An id, as of an entry or a term.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(pub String);

impl FromToml for Name {
    const SHAPE: &'static str = "an id in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        if text.trim().is_empty() {
            return Err(Refusal::value(&diag::EMPTY_VALUE, "is empty", "write an id, or leave the key out"));
        }
        if !is_id(text) {
            let near = crate::value::slug(text);
            let why = format!("is not an id: `{text}`");
            let help = match is_id(&near) {
                true => format!("an id has lower-case letters, digits and single hyphens: `{near}`"),
                false => "an id has lower-case letters, digits and single hyphens".to_owned(),
            };
            return Err(Refusal::value(&diag::BAD_ID, why, help));
        }
        Ok(Name(text.to_owned()))
    }
}

/// A term as its author wrote it: an id, or a label or synonym that the facet can tell the id of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermName(pub String);

impl FromToml for TermName {
    const SHAPE: &'static str = Name::SHAPE;

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        if text.trim().is_empty() {
            return Err(Refusal::value(&diag::EMPTY_VALUE, "is empty", "write an id, or leave the key out"));
        }
        Ok(TermName(text.to_owned()))
    }
}

impl FromToml for bool {
    const SHAPE: &'static str = "true or false";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        value.as_bool().ok_or(Refusal::Type)
    }
}

/// A whole number from 0 to a thousand million.
impl FromToml for u32 {
    const SHAPE: &'static str = "a whole number";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let number = value.as_integer().ok_or(Refusal::Type)?;
        u32::from_str_radix(&number.as_str().replace('_', ""), number.radix())
            .ok()
            .filter(|number| *number <= 1_000_000_000)
            .ok_or_else(|| {
                Refusal::value(&diag::BAD_VALUE, format!("cannot be `{number}`"), "write a whole number, 0 or more")
            })
    }
}

/// A day of the calendar.
impl FromToml for Date {
    const SHAPE: &'static str = "a day such as 2026-05-01, without quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let datetime = value.as_datetime().ok_or(Refusal::Type)?;
        let (Some(date), None) = (datetime.date, datetime.time) else { return Err(Refusal::Type) };
        day(date.year, date.month, date.day).ok_or_else(|| no_such_day(datetime))
    }
}

/// A day and a time of day without a zone; the zone stands in a field of its own.
impl FromToml for DateTime {
    const SHAPE: &'static str = "a day and time such as 2026-05-01T12:30:00, without quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let datetime = value.as_datetime().ok_or(Refusal::Type)?;
        let (Some(date), Some(time)) = (datetime.date, datetime.time) else { return Err(Refusal::Type) };
        if datetime.offset.is_some() {
            let help = "write the local time alone, and the zone as `timezone = \"America/Chicago\"`";
            return Err(Refusal::value(&diag::BAD_DATE, "has an offset from UTC", help));
        }
        let time = jiff::civil::Time::new(time.hour as i8, time.minute as i8, time.second.unwrap_or(0) as i8, 0).ok();
        let day = day(date.year, date.month, date.day).ok_or_else(|| no_such_day(datetime))?;
        let Some(time) = time else {
            let help = "hours run from 00 to 23, minutes and seconds from 00 to 59";
            return Err(Refusal::value(&diag::BAD_DATE, format!("names no time of day: {datetime}"), help));
        };
        Ok(day.to_datetime(time))
    }
}

fn day(year: u16, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

fn no_such_day(datetime: &toml::value::Datetime) -> Refusal {
    Refusal::value(&diag::BAD_DATE, format!("names no day of the calendar: {datetime}"), "check the month and the day")
}

/// A decimal as it was written, so that no digit is lost on the way to an exact type.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexeme(pub String);

impl FromToml for Lexeme {
    const SHAPE: &'static str = "a number";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        match value {
            DeValue::Integer(number) if number.radix() == 10 => Ok(Lexeme(number.as_str().replace('_', ""))),
            DeValue::Float(number) => Ok(Lexeme(number.as_str().replace('_', ""))),
            _ => Err(Refusal::Type),
        }
    }
}

impl FromToml for Currency {
    const SHAPE: &'static str = "a currency code in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_MONEY, "write an ISO 4217 code in capitals, such as `USD`", Currency::parse)
    }
}

impl FromToml for Zone {
    const SHAPE: &'static str = "a time zone in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        Zone::find(text).ok_or_else(|| {
            let names = Zone::names();
            // Abbreviations such as CST stand near each other and mean zones far apart.
            let is_abbreviation = text.len() <= 4;
            let near = diag::nearest(text, names.iter().map(String::as_str)).filter(|_| !is_abbreviation);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write an IANA name such as `America/Chicago`".to_owned(),
            };
            Refusal::value(&diag::BAD_TIME_ZONE, format!("names no time zone: `{text}`"), help)
        })
    }
}

impl FromToml for OutsideUrl {
    const SHAPE: &'static str = "a web address in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        OutsideUrl::parse(text).map_err(|why| {
            Refusal::value(&diag::BAD_URL, why, "write the whole address, as the browser shows it: `https://…`")
        })
    }
}

impl FromToml for Amount {
    const SHAPE: &'static str = "a duration in quotes, such as \"1h 30m\"";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let help = "write it as `45m`, `2h`, `1h 30m`, or `6 weeks` with `effort = \"3h/week\"`";
        parsed(value, &diag::BAD_DURATION, help, Amount::parse)
    }
}

impl FromToml for Effort {
    const SHAPE: &'static str = "an effort in quotes, such as \"3h/week\"";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_DURATION, "write it as `3h/week`, `2h/day` or `10h/month`", Effort::parse)
    }
}

impl FromToml for Per {
    const SHAPE: &'static str = "a text in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_VALUE, "write `day`, `week`, `month` or `year`", Per::parse)
    }
}

/// An exact amount of credit, above zero, with at most three decimals.
impl FromToml for Decimal {
    const SHAPE: &'static str = "a number";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let Lexeme(text) = Lexeme::from_toml(value)?;
        text.parse::<Decimal>()
            .ok()
            .map(|amount| amount.normalize())
            .filter(|amount| amount.is_sign_positive() && !amount.is_zero() && amount.scale() <= 3)
            .filter(|amount| *amount <= Decimal::from(1000))
            .ok_or_else(|| {
                let help = "write how many credits, such as `1.5`; more than 0 and at most 1000";
                Refusal::value(&diag::BAD_VALUE, format!("cannot be {text}"), help)
            })
    }
}

/// An address to write to: `mailto:` or of the web.
pub struct Contact(pub String);

impl FromToml for Contact {
    const SHAPE: &'static str = "an e-mail or web address in quotes";

    fn from_toml(value: &DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_URL, "write `mailto:someone@example.org` or a web address", |text| {
            let address = text.strip_prefix("mailto:").unwrap_or(text);
            let is_mail = address.split_once('@').is_some_and(|(name, host)| {
                let is_plain = |part: &str| {
                    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
                };
                is_plain(name) && is_plain(host)
            });
            match is_mail {
                true => Some(Contact(format!("mailto:{address}"))),
                false => OutsideUrl::parse(text).ok().map(|_| Contact(text.to_owned())),
            }
        })
    }
}
