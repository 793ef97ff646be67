//! Names of things in the catalog, and addresses outside of it.

use url::Url;

/// The longest id: it becomes a folder name and part of an address.
const ID_LIMIT: usize = 80;

/// Tells whether a text can be an id: lower-case letters a to z, digits and single hyphens.
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= ID_LIMIT
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Makes an id out of a title; empty when the title has neither letter nor digit.
pub fn slug(title: &str) -> String {
    let mut id = slug::slugify(title);
    while id.len() > ID_LIMIT {
        match id.rfind('-') {
            Some(hyphen) => id.truncate(hyphen),
            None => id.truncate(ID_LIMIT),
        }
    }
    id
}

/// An address on the web, http or https, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideUrl {
    text: String,
    host: String,
}

impl OutsideUrl {
    /// Takes an absolute http or https address; the error says what is wrong.
    ///
    /// Refused too: a user name in it, which hides where a link leads, and white space.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
            return Err("has white space in it");
        }
        let url = Url::parse(text).map_err(|_| "is not a whole web address")?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("does not start with `https://` or `http://`");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("has a user name in it");
        }
        let host = url.host_str().ok_or("names no host")?;
        let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
        Ok(OutsideUrl { text: text.to_owned(), host })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host without `www.`, for people.
    pub fn host(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_stand_in_an_address_as_it_is() {
        assert!(is_id("45-cfr-164-524"));
        for wrong in ["", "-a", "a-", "a--b", "A", "a b", "é", "a/b", "..", &"a".repeat(81)] {
            assert!(!is_id(wrong), "{wrong}");
        }
        assert_eq!(slug("HIPAA: who may see what?"), "hipaa-who-may-see-what");
        assert!(is_id(&slug(&"long title ".repeat(20))));
    }

    #[test]
    fn only_plain_web_addresses_are_taken() {
        assert_eq!(OutsideUrl::parse("https://www.hhs.gov/x?y#z").unwrap().host(), "hhs.gov");
        for wrong in ["javascript:alert(1)", "//host/x", "/x", "https://a:b@c/", "https://a b/", "ftp://a/", "https://"]
        {
            assert!(OutsideUrl::parse(wrong).is_err(), "{wrong}");
        }
    }
}
