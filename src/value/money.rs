//! Exact amounts of money.

use std::fmt;

use rust_decimal::Decimal;

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// Codes whose minor unit is not a hundredth (ISO 4217, list one, 2024).
const NO_MINOR_UNIT: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF"];
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
const HUNDREDTHS: [&str; 132] = [
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BMD", "BND", "BOB",
    "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DKK",
    "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD",
    "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR", "KPW", "KYD", "KZT", "LAK", "LBP",
    "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR",
    "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD",
    "RUB", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
    "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "USD", "UYU", "UZS", "VED", "VES", "WST", "XCD",
    "YER", "ZAR", "ZMW", "ZWG",
];

impl Currency {
    pub const USD: Currency = Currency(*b"USD");

    /// Returns the currency of that code, which is three capital letters on the ISO 4217 list.
    pub fn parse(code: &str) -> Option<Self> {
        let is_known = [&NO_MINOR_UNIT[..], &THOUSANDTHS[..], &HUNDREDTHS[..]].iter().any(|list| list.contains(&code));
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        is_known.then_some(Currency(bytes))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency code is ASCII")
    }

    /// Digits after the decimal point: 2 for most, 0 for yen.
    pub fn digits(self) -> u32 {
        match self.code() {
            code if NO_MINOR_UNIT.contains(&code) => 0,
            code if THOUSANDTHS.contains(&code) => 3,
            _ => 2,
        }
    }

    /// The sign that readers expect before an amount; the code and a space where there is none.
    fn sign(self) -> String {
        match self.code() {
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            "JPY" => "¥".to_owned(),
            "INR" => "₹".to_owned(),
            code => format!("{code} "),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// An amount in the minor unit of its currency; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    /// The largest amount that is taken: a thousand million in the major unit.
    const LIMIT: i64 = 1_000_000_000;

    /// Reads a decimal such as `49` or `49.50`; the error says what is wrong with it.
    pub fn parse(decimal: &str, currency: Currency) -> Result<Self, &'static str> {
        let amount: Decimal = decimal.replace('_', "").parse().map_err(|_| "is not a decimal number")?;
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err("is below zero");
        }
        if amount > Decimal::from(Self::LIMIT) {
            return Err("is larger than any fee");
        }
        let minor = amount * Decimal::from(10_i64.pow(currency.digits()));
        if !minor.fract().is_zero() {
            return Err("has more decimals than the currency");
        }
        let minor = i64::try_from(minor).map_err(|_| "is larger than any fee")?;
        Ok(Money { minor, currency })
    }

    pub fn is_zero(self) -> bool {
        self.minor == 0
    }
}

/// `$49`, `$49.50`, `CHF 20`: decimals only where there are some, thousands apart.
impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_i64.pow(self.currency.digits());
        let (major, rest) = (self.minor / unit, self.minor % unit);
        out.write_str(&self.currency.sign())?;
        let digits = major.to_string();
        for (index, digit) in digits.char_indices() {
            if index > 0 && (digits.len() - index) % 3 == 0 {
                out.write_str(",")?;
            }
            write!(out, "{digit}")?;
        }
        if rest > 0 {
            write!(out, ".{rest:0width$}", width = self.currency.digits() as usize)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_read_as_people_write_them() {
        let usd = |text| Money::parse(text, Currency::USD);
        assert_eq!(usd("11.59").unwrap().minor, 1159);
        assert_eq!(usd("1200").unwrap().to_string(), "$1,200");
        assert_eq!(usd("49.5").unwrap().to_string(), "$49.50");
        let yen = Currency::parse("JPY").unwrap();
        assert_eq!(Money::parse("5000", yen).unwrap().to_string(), "¥5,000");
        assert!(usd("0.001").is_err() && usd("-1").is_err() && usd("9e99").is_err());
        assert!(Money::parse("5.5", yen).is_err());
        assert_eq!(Currency::parse("usd"), None);
    }
}
