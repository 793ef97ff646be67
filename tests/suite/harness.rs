//! A small site in memory, built through the library.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use milepost::build::{Inputs, Options, Workshop};
use milepost::config::Base;
use milepost::diag::Diagnostics;
use milepost::source::folder;
use milepost::source::{Content, Sources};

/// The day on which test sites are true.
pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// The settings of the small site that most tests start from.
const SITE: &str = r#"
title = "Small Hospital Learning"
base_url = "https://learn.example.org/"
timezone = "America/Chicago"
page_size = 4

[[facets]]
id = "topic"

[[facets.terms]]
id = "privacy"
label = "Privacy"
description = "Who may see a record."
synonyms = ["HIPAA"]

[[facets.terms]]
id = "coding"
label = "Coding"

[[facets.terms]]
id = "data"
label = "Data"
"#;

const PROVIDERS: &str = r#"
[[provider]]
id = "ahrq"
name = "AHRQ"

[[provider]]
id = "ahima"
name = "AHIMA"
"#;

/// The credit body of the small site.
pub const BODIES: &str = r#"
[[body]]
id = "ahima"
name = "AHIMA"
credit = "CEU"
"#;

/// The keys that every opportunity needs, for those that a test does not care about.
const REQUIRED: [(&str, &str); 8] = [
    ("title", "\"Untitled\""),
    ("provider", "\"ahrq\""),
    ("url", "\"https://example.org/\""),
    ("format", "\"guide\""),
    ("formality", "\"informal\""),
    ("skill", "\"hard\""),
    ("topics", "[\"privacy\"]"),
    ("cost", "\"free\""),
];

/// A site made of files in memory.
#[derive(Clone)]
pub struct SiteTest {
    files: BTreeMap<String, Vec<u8>>,
    pub options: Options,
}

/// The roles of the small site; no path joins them.
const ROLES: &str = r#"[[role]]
id = "clerk"
title = "Records clerk"

[[role]]
id = "analyst"
title = "Data analyst"
"#;

impl SiteTest {
    /// Returns a site without any file.
    pub fn bare() -> Self {
        SiteTest { files: BTreeMap::new(), options: Options { as_of: Some(TODAY), ..Options::default() } }
    }

    /// Returns a site with settings, providers, one credit body and no entry.
    pub fn empty() -> Self {
        SiteTest::bare()
            .with("site.toml", SITE)
            .with("content/providers.toml", PROVIDERS)
            .with("content/credentials.toml", BODIES)
    }

    /// Returns the empty site with two entries, `hipaa-basics` and `sql-1`.
    pub fn small() -> Self {
        SiteTest::empty()
            .with("content/roles.toml", ROLES)
            .with_entry("hipaa-basics", "title = \"HIPAA basics\"\nduration = \"45m\"\n", "Start here.\n")
            .with_entry("sql-1", "title = \"SQL, part one\"\ntopics = [\"data\"]\n", "No laptop needed.\n")
    }

    /// Returns the flagship: the site of this repository.
    pub fn flagship() -> Self {
        SiteTest::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")))
    }

    /// Returns a site with the files of a folder.
    pub fn from_folder(root: &Path) -> Self {
        let found = folder::list(root).expect("the folder can be read");
        let contents = folder::read_all(root, &found);
        let bytes = |content: Content| match content {
            Content::Text(text) => text.as_bytes().to_vec(),
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::Unreadable(why) => panic!("the folder has an unreadable file: {why:?}"),
        };
        let files = found.into_iter().map(|file| file.location).zip(contents.into_iter().map(bytes)).collect();
        SiteTest { files, options: Options { as_of: Some(TODAY), ..Options::default() } }
    }

    /// Puts a file into the site.
    pub fn with(mut self, location: &str, text: &str) -> Self {
        self.put(location, text);
        self
    }

    /// Puts an entry into the site; required keys that `front` leaves out are filled in.
    pub fn with_entry(self, id: &str, front: &str, prose: &str) -> Self {
        let text = format!("+++\n{}{front}+++\n{prose}", missing_keys(front));
        self.with(&format!("content/opportunities/{id}.md"), &text)
    }

    pub fn with_base(mut self, base: &str) -> Self {
        self.options.base = Some(Base::parse(base).expect("the test names a good address"));
        self
    }

    pub fn put(&mut self, location: &str, text: &str) {
        self.files.insert(location.to_owned(), text.as_bytes().to_vec());
    }

    pub fn put_bytes(&mut self, location: &str, bytes: &[u8]) {
        self.files.insert(location.to_owned(), bytes.to_vec());
    }

    /// Writes every file of the site below a folder.
    pub fn write_to(&self, folder: &Path) {
        for (location, bytes) in &self.files {
            let path = folder.join(location);
            std::fs::create_dir_all(path.parent().expect("a location has a folder")).expect("a folder can be made");
            std::fs::write(path, bytes).expect("a file can be written");
        }
    }

    pub fn remove(&mut self, location: &str) {
        self.files.remove(location).expect("the test removes a file that is there");
    }

    pub fn text(&self, location: &str) -> &str {
        std::str::from_utf8(&self.files[location]).expect("the test reads a text file")
    }

    /// Tells whether a file is there and is text.
    pub fn has_text(&self, location: &str) -> bool {
        self.files.get(location).is_some_and(|bytes| std::str::from_utf8(bytes).is_ok())
    }

    pub fn find(&self, location: &str) -> Option<&[u8]> {
        self.files.get(location).map(Vec::as_slice)
    }

    /// Replaces a text in a file, once.
    pub fn edit(&mut self, location: &str, from: &str, to: &str) {
        let text = self.text(location);
        assert!(text.contains(from), "{location} has no `{from}`");
        let text = text.replacen(from, to, 1);
        self.put(location, &text);
    }

    pub fn locations(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns what the library is given, the files in the given order.
    pub fn inputs(&self) -> Inputs {
        self.inputs_in_order(self.files.keys())
    }

    /// Returns what the library is given, each file added in this order.
    pub fn inputs_in_order<'f>(&self, order: impl IntoIterator<Item = &'f String>) -> Inputs {
        let mut sources = Sources::default();
        for location in order {
            sources.set(location, Some(self.content(location)));
        }
        Inputs { sources, options: self.options.clone(), ..Inputs::default() }
    }

    /// Returns the content of one file as the library would read it.
    pub fn content(&self, location: &str) -> Content {
        folder::content_at(location, self.files[location].clone())
    }

    pub fn file_names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    pub fn workshop(&self) -> Workshop {
        Workshop::new(self.inputs())
    }

    /// Returns every problem, as `code: headline`, in the order in which they are shown.
    pub fn problems(&self) -> Vec<String> {
        let workshop = self.workshop();
        let problems: &Diagnostics = &workshop.prepared().diagnostics;
        problems.iter().map(|problem| format!("{}: {}", problem.code.name, problem.headline)).collect()
    }

    /// Returns the page at an address; the site must have no errors.
    pub fn page(&self, address: &str) -> String {
        let workshop = self.workshop();
        assert!(!workshop.prepared().diagnostics.has_errors(), "{:#?}", self.problems());
        page(&workshop, address)
    }
}

/// Returns the page at an address.
pub fn page(workshop: &Workshop, address: &str) -> String {
    let site = workshop.site();
    let page = site.find(address).unwrap_or_else(|| panic!("no page has the address {address}"));
    let mut bytes = Vec::new();
    let sheet = site.sheet(&page);
    site.render(&page, &sheet, &mut bytes).unwrap_or_else(|problem| panic!("{problem:#?}"));
    String::from_utf8(bytes).expect("pages are UTF-8")
}

/// Returns every file of the built site by its path.
pub fn files(workshop: &Workshop) -> BTreeMap<String, Vec<u8>> {
    let site = workshop.site();
    let mut files = BTreeMap::new();
    for page in site.pages() {
        let mut bytes = Vec::new();
        let sheet = site.sheet(&page);
        site.render(&page, &sheet, &mut bytes).unwrap_or_else(|problem| panic!("{problem:#?}"));
        let twice = files.insert(page.file(), bytes);
        assert!(twice.is_none(), "two pages are written to {}", page.file());
    }
    for file in site.plain_files() {
        files.insert(file.path.clone(), file.bytes.to_vec());
    }
    for page in site.data() {
        let text = site.data_text(&page).unwrap_or_else(|problem| panic!("{problem:#?}"));
        files.insert(page.path, text.into_bytes());
    }
    files
}

/// Writes a built site for the browser tests to `browser-sites/` below the folder of the build.
pub fn hand_over_site(name: &str, workshop: &Workshop) {
    let folder = super::cases::handed_over("browser-sites").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let search = workshop.site().search().into_iter().map(|(path, text)| (path, text.into_bytes()));
    for (path, bytes) in files(workshop).into_iter().chain(search) {
        let place = folder.join(path);
        std::fs::create_dir_all(place.parent().expect("a file has a folder")).expect("a folder can be made");
        std::fs::write(place, bytes).expect("a file can be written");
    }
}

/// Returns lines for the required keys that a front matter leaves out.
pub fn missing_keys(front: &str) -> String {
    // A key after the head of a table, such as the cost of a session, is not the entry's own.
    let own: Vec<&str> = front.lines().take_while(|line| !line.starts_with('[')).collect();
    REQUIRED
        .iter()
        .filter(|(key, _)| !own.iter().any(|line| line.split(['=', ' ']).next() == Some(key)))
        .map(|(key, value)| format!("{key} = {value}\n"))
        .collect()
}
