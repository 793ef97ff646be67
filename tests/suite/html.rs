//! Reads the pages of a built site, strictly.
//!
//! It knows only the HTML that templates write: quoted attributes, every element closed, every
//! `&` and `<` of a text escaped. Anything else panics, because it means that a text got out of
//! its place.

/// Elements that have no content and no end tag.
const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// An element of a page, or with an empty name the page as a whole.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    /// In the order in which they are written, with character references resolved.
    pub attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Reads a page.
    pub fn parse(page: &str) -> Element {
        let page = page.trim_start();
        let rest = page.strip_prefix("<!doctype html>").unwrap_or_else(|| panic!("no doctype: {}", near(page)));
        let mut reader = Reader { rest };
        let mut whole = Element::default();
        reader.content(&mut whole);
        assert!(reader.rest.is_empty(), "a surplus end tag: {}", near(reader.rest));
        whole
    }

    /// Returns the elements below this one for which `is_wanted` is true, in the order of the page.
    pub fn find(&self, is_wanted: &impl Fn(&Element) -> bool) -> Vec<&Element> {
        let mut found = Vec::new();
        self.collect(is_wanted, &mut found);
        found
    }

    fn collect<'e>(&'e self, is_wanted: &impl Fn(&Element) -> bool, found: &mut Vec<&'e Element>) {
        for node in &self.children {
            if let Node::Element(element) = node {
                if is_wanted(element) {
                    found.push(element);
                }
                element.collect(is_wanted, found);
            }
        }
    }

    pub fn all(&self) -> Vec<&Element> {
        self.find(&|_| true)
    }

    pub fn named(&self, name: &str) -> Vec<&Element> {
        self.find(&|element| element.name == name)
    }

    pub fn classed(&self, class: &str) -> Vec<&Element> {
        self.find(&|element| element.has_class(class))
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }

    /// Returns the one element of that name; there must be one.
    pub fn only(&self, name: &str) -> &Element {
        match self.named(name)[..] {
            [only] => only,
            ref found => panic!("{} elements `{name}` where one belongs", found.len()),
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns what a reader sees of it, with runs of white space as one space.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(own) => text.push_str(own),
                Node::Element(element) => element.collect_text(text),
            }
        }
    }
}

struct Reader<'p> {
    rest: &'p str,
}

impl Reader<'_> {
    /// Reads up to the end tag of `parent`, which stays.
    fn content(&mut self, parent: &mut Element) {
        loop {
            let end = self.rest.find('<').unwrap_or(self.rest.len());
            if end > 0 {
                parent.children.push(Node::Text(resolve(&self.rest[..end])));
                self.rest = &self.rest[end..];
            }
            if self.rest.is_empty() || self.rest.starts_with("</") {
                return;
            }
            parent.children.push(Node::Element(self.element()));
        }
    }

    fn element(&mut self) -> Element {
        self.expect("<");
        let name = self.word(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        let mut element = Element { name, ..Element::default() };
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("/>") {
                self.expect("/>");
                return element;
            }
            if self.rest.starts_with('>') {
                self.expect(">");
                break;
            }
            let attribute = self.attribute();
            assert!(element.attribute(&attribute.0).is_none(), "`{}` is there twice: {}", attribute.0, near(self.rest));
            element.attributes.push(attribute);
        }
        if VOID.contains(&element.name.as_str()) {
            return element;
        }
        self.content(&mut element);
        self.expect(&format!("</{}>", element.name));
        element
    }

    fn attribute(&mut self) -> (String, String) {
        let name = self.word(|letter| letter.is_ascii_alphabetic() || letter == '-');
        if !self.rest.starts_with('=') {
            return (name, String::new());
        }
        self.expect("=\"");
        let end = self.rest.find('"').unwrap_or_else(|| panic!("an open quote: {}", near(self.rest)));
        let value = resolve(&self.rest[..end]);
        assert!(!self.rest[..end].contains('<'), "a tag within an attribute: {}", near(self.rest));
        self.rest = &self.rest[end..];
        self.expect("\"");
        (name, value)
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        assert!(end > 0, "a name belongs here: {}", near(self.rest));
        let word = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        word
    }

    fn expect(&mut self, text: &str) {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or_else(|| panic!("`{text}` belongs here: {}", near(self.rest)));
    }
}

fn near(text: &str) -> String {
    text.chars().take(120).collect()
}

/// Resolves character references; a `&` that begins none is a text that was not escaped.
fn resolve(text: &str) -> String {
    let mut parts = text.split('&');
    let mut resolved = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or_else(|| panic!("a bare `&`: {}", near(part)));
        resolved.push(letter(name).unwrap_or_else(|| panic!("`&{name};` is no reference known here")));
        resolved.push_str(rest);
    }
    resolved
}

fn letter(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[test]
fn a_page_is_read_as_a_browser_reads_it() {
    let page = Element::parse(
        "<!doctype html>\n<p class=\"a b\" hidden>1 &lt; 2 &amp;&#x20;<b>so</b> on<br><img src=\"/x?a&amp;b\" alt=\"\"/></p>",
    );
    let paragraph = page.only("p");
    assert_eq!(paragraph.text(), "1 < 2 & so on");
    assert!(paragraph.has_class("b") && !paragraph.has_class("c"));
    assert_eq!(paragraph.attribute("hidden"), Some(""));
    assert_eq!(page.only("img").attribute("src"), Some("/x?a&b"));
}

#[test]
fn what_no_template_writes_is_not_read() {
    let refused =
        ["<p>a & b</p>", "<p title='x'></p>", "<p title=x></p>", "<p><b></p>", "<p></p></p>", "<p a=\"<\"></p>"];
    for wrong in refused {
        let read = std::panic::catch_unwind(|| Element::parse(&format!("<!doctype html>{wrong}")));
        assert!(read.is_err(), "{wrong} must not be read");
    }
}
