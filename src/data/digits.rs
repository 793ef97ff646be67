//! Numbers as printable letters.
//!
//! A digit is one of 91 letters that stand in a JSON text as they are: the ASCII codes 35 to 126
//! without 92, the backslash. Codes of terms have a fixed number of digits; numbers that are mostly
//! small take as many as they need.

/// How many values one digit has.
pub const BASE: usize = 91;

const FIRST: u8 = 35;
const LEFT_OUT: u8 = b'\\';

/// In a number of any length a digit from here on says that more follow.
const MORE: u64 = 45;

/// Adds one digit; `value` is below [`BASE`].
fn push_digit(out: &mut String, value: u64) {
    debug_assert!(value < BASE as u64, "a digit has {BASE} values");
    let code = FIRST + value as u8;
    out.push(char::from(if code >= LEFT_OUT { code + 1 } else { code }));
}

/// Returns how many digits the codes 0 to `count - 1` need; at least one.
pub fn width(count: usize) -> usize {
    let mut width = 1;
    let mut reach = BASE;
    while reach < count {
        width += 1;
        reach *= BASE;
    }
    width
}

/// Adds a code in this many digits, the highest first.
pub fn push_code(out: &mut String, code: usize, width: usize) {
    for place in (0..width as u32).rev() {
        push_digit(out, (code / BASE.pow(place) % BASE) as u64);
    }
}

/// Adds a number in as many digits as it needs, 45 values each, the lowest first.
pub fn push_number(out: &mut String, number: u64) {
    let mut rest = number;
    while rest >= MORE {
        push_digit(out, MORE + rest % MORE);
        rest /= MORE;
    }
    push_digit(out, rest);
}

/// Adds a number that may be below zero: 0, -1, 1, -2, 2 are written as 0, 1, 2, 3, 4.
pub fn push_signed(out: &mut String, number: i64) {
    push_number(out, ((number << 1) ^ (number >> 63)) as u64);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(push: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        push(&mut out);
        out
    }

    #[test]
    fn digits_need_no_escape_in_json() {
        let all = text(|out| (0..BASE).for_each(|value| push_code(out, value, 1)));
        assert_eq!(serde_json::to_string(&all).expect("it is text"), format!("\"{all}\""));
        assert!(all.is_ascii() && all.len() == BASE && !all.contains([' ', '"', '\\']));
        let mut letters: Vec<_> = all.chars().collect();
        letters.dedup();
        assert!(letters.is_sorted() && letters.len() == BASE);
    }

    #[test]
    fn codes_have_the_width_that_their_number_needs() {
        assert_eq!([0, 1, 91, 92, 8281, 8282].map(width), [1, 1, 1, 2, 2, 3]);
        assert_eq!(text(|out| push_code(out, 91, 2)), "$#");
        assert_eq!(text(|out| push_code(out, 90, 1)), "~");
    }

    #[test]
    fn numbers_take_the_digits_they_need() {
        assert_eq!([0, 44, 45, 2024, 2025].map(|number| text(|out| push_number(out, number)).len()), [1, 1, 2, 2, 3]);
        assert_eq!(text(|out| push_signed(out, -1)), "$");
        assert_eq!(text(|out| push_signed(out, 1)), "%");
    }
}
