//! Turns the path of a request into an address, or refuses it.
//!
//! Every answer is made from memory, so no path can reach the disk. A path that tries to climb is
//! refused all the same, so that none ever gains a meaning by being written in another way.

use std::borrow::Cow;

/// Decodes the path of a request; the result starts with `/` and holds no `.` or `..` part.
///
/// The error is a sentence for the person who asked.
pub(super) fn decode(raw: &str) -> Result<String, &'static str> {
    if !raw.starts_with('/') {
        return Err("The address does not start with a slash.");
    }
    let bytes = unescape(raw).ok_or("The address has a % that is not followed by two digits.")?;
    let path = String::from_utf8(bytes).map_err(|_| "The address is not UTF-8.")?;
    if path.matches('/').count() != raw.matches('/').count() {
        return Err("The address has an encoded slash.");
    }
    if path.chars().any(|letter| letter == '\\' || letter.is_control()) {
        return Err("The address has a backslash or a control character.");
    }
    if path.split('/').any(|part| part == "." || part == "..") {
        return Err("The address has a part that leads upwards.");
    }
    Ok(path)
}

/// Puts bytes in place of their `%` forms; `None` when one is cut short or is not hexadecimal.
fn unescape(raw: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
                bytes.push(u8::try_from(value).ok()?);
            }
            _ => bytes.push(byte),
        }
    }
    Some(bytes)
}

/// Where a path stands to the folder that the site is served from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the site, with the address that pages are found by.
    Inside(String),
    /// The root of the server, or the folder without its last slash: the way in.
    Entrance,
    Outside,
}

/// Finds the place of a decoded path; `base` starts and ends with a slash.
pub(super) fn place(path: &str, base: &str) -> Place {
    let base: Cow<'_, str> = decode(base).map_or(Cow::Borrowed(base), Cow::Owned);
    if let Some(rest) = path.strip_prefix(&*base) {
        // The file of a page is the page: hosts answer both.
        let rest = match rest {
            "index.html" => "",
            _ if rest.ends_with("/index.html") => rest.trim_end_matches("index.html"),
            _ => rest,
        };
        return Place::Inside(format!("/{rest}"));
    }
    match path == "/" || path == base.trim_end_matches('/') {
        true => Place::Entrance,
        false => Place::Outside,
    }
}

/// Tells whether a request was meant for this server and not for a name that was led here.
///
/// A page of another host cannot forge this header, so names that resolve to this machine are
/// not taken at their word.
pub(super) fn is_own_host(host: &str, port: u16) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = match host.get(..name.len()) {
            Some(start) if start.eq_ignore_ascii_case(name) => &host[name.len()..],
            _ => return false,
        };
        match rest.strip_prefix(':') {
            Some(number) => number == port.to_string(),
            None => rest.is_empty() && port == 80,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once() {
        assert_eq!(decode("/entries/caf%C3%A9/"), Ok("/entries/café/".to_owned()));
        assert_eq!(decode("/a%2541"), Ok("/a%41".to_owned()));
        assert_eq!(decode("/"), Ok("/".to_owned()));
    }

    #[test]
    fn no_path_climbs_however_it_is_written() {
        let climbing = [
            "/../etc/passwd",
            "/entries/../../etc/passwd",
            "/..",
            "/.",
            "/a/./b",
            "/%2e%2e/",
            "/%2E%2e/etc",
            "/.%2e/etc",
            "/..%2fetc",
            "/..%5cetc",
            "/..\\etc",
            "/a%2Fb",
            "/a%00b",
            "/%ff/",
            "/%",
            "/%zz",
            "/%2",
            "*",
            "",
        ];
        for path in climbing {
            assert!(decode(path).is_err(), "{path} was let in");
        }
    }

    #[test]
    fn a_site_below_a_folder_is_found_there_alone() {
        assert_eq!(place("/a/b/about/", "/a/b/"), Place::Inside("/about/".to_owned()));
        assert_eq!(place("/a/b/", "/a/b/"), Place::Inside("/".to_owned()));
        assert_eq!(place("/a/b/about/index.html", "/a/b/"), Place::Inside("/about/".to_owned()));
        assert_eq!(place("/a/b/index.html", "/a/b/"), Place::Inside("/".to_owned()));
        assert_eq!(place("/", "/a/b/"), Place::Entrance);
        assert_eq!(place("/a/b", "/a/b/"), Place::Entrance);
        assert_eq!(place("/about/", "/a/b/"), Place::Outside);
        assert_eq!(place("/", "/"), Place::Inside("/".to_owned()));
    }

    #[test]
    fn only_names_of_this_machine_with_the_right_port_are_own() {
        for host in ["localhost:4000", "LocalHost:4000", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(is_own_host(host, 4000), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:4001",
            "evil.example:4000",
            "localhost.evil.example:4000",
            "127.0.0.1:4000.evil",
            "::1:4000",
        ] {
            assert!(!is_own_host(host, 4000), "{host}");
        }
        assert!(is_own_host("localhost", 80));
    }
}
