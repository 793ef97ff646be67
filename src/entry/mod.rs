//! Reads one file into its entries, from its bytes alone.
//!
//! What other files say is not known here: names are kept as written, with their places, and are
//! linked in [`crate::catalog`]. So a file that did not change never has to be read again.

mod lists;
mod opportunity;
mod page;
mod path;
mod prose;
mod roles;

use std::sync::Arc;

use crate::diag::{self, Diagnostic, Diagnostics};
use crate::source::{Content, FileId, Span, Spanned, Unreadable};
use crate::value::is_id;

pub use lists::{BODY, BodyEntry, COMPETENCY, COMPETENCY_LEVEL, CompetencyEntry, PROVIDER, ProviderEntry, SkillKind};
pub use opportunity::{
    Basis, CHECKED, COST, CREDIT, Checked, Cost, Credit, DURATION, Delivery, Duration, Formality, Image, OPPORTUNITY,
    OpportunityEntry, Price, RECORDS, SESSION, SessionEntry, SessionStatus, Signup, Status, TEACHES, Teaches,
};
pub use page::{HOME, HomeEntry, PAGE, PageEntry, TOPIC_WORDS, TermWords};
pub use path::{PATH, PathEntry, STAGE, STEP, StageEntry, StepEntry, Work};
pub use prose::{Heading, LinkTarget, Prose, ProseLink, Segment};
pub use roles::{CREDENTIAL, CredentialEntry, MENTOR, MentorEntry, ROLE, RoleEntry};

/// What one file gave.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    pub entries: Vec<Entry>,
    /// The problems of this file by itself.
    pub problems: Vec<Diagnostic>,
    /// Set when the file could not be read whole, so that names missing from it are not reported twice.
    pub is_broken: bool,
}

/// One authored item.
#[derive(Clone, Debug)]
pub enum Entry {
    Opportunity(Arc<OpportunityEntry>),
    Provider(Arc<ProviderEntry>),
    Body(Arc<BodyEntry>),
    Competency(Arc<CompetencyEntry>),
    Credential(Arc<CredentialEntry>),
    Role(Arc<RoleEntry>),
    Mentor(Arc<MentorEntry>),
    Path(Arc<PathEntry>),
    Term(Arc<TermWords>),
    Page(Arc<PageEntry>),
    Home(Arc<HomeEntry>),
    /// A file that is copied; its path below `content/files`.
    File(Arc<str>),
}

/// What a file holds, told by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Home,
    Opportunity,
    OpportunityList,
    Providers,
    Credentials,
    Competencies,
    Roles,
    Mentors,
    Path,
    Topic,
    Page,
    File,
    /// Nothing reads a file at this place.
    Stray,
}

impl Kind {
    /// Tells the kind of a location below `content/`.
    pub fn of(location: &str) -> Self {
        let Some(path) = location.strip_prefix("content/") else { return Kind::Stray };
        let (folder, rest) = path.split_once('/').unwrap_or(("", path));
        match (folder, rest) {
            ("", "index.md") => Kind::Home,
            ("", "providers.toml") => Kind::Providers,
            ("", "credentials.toml") => Kind::Credentials,
            ("", "competencies.toml") => Kind::Competencies,
            ("", "roles.toml") => Kind::Roles,
            ("", "mentors.toml") => Kind::Mentors,
            ("paths", name) if name.ends_with(".md") && !name.contains('/') => Kind::Path,
            ("opportunities", name) if name.ends_with(".md") => Kind::Opportunity,
            ("opportunities", name) if name.ends_with(".toml") => Kind::OpportunityList,
            ("topics", name) if name.ends_with(".md") && !name.contains('/') => Kind::Topic,
            ("pages", name) if name.ends_with(".md") => Kind::Page,
            ("files", _) => Kind::File,
            _ => Kind::Stray,
        }
    }
}

/// Reads the file at a location below `content/`.
pub fn parse(location: &str, file: FileId, content: &Content) -> Parsed {
    let mut diags = Diagnostics::default();
    let kind = Kind::of(location);
    let mut entries = Vec::new();
    let mut is_broken = false;
    match (content, kind) {
        (Content::Unreadable(why), _) => {
            is_broken = true;
            diags.push(unreadable(why, file));
        }
        (_, Kind::Stray) => diags.push(stray(location, file)),
        (_, Kind::File) => entries.push(Entry::File(location["content/files/".len()..].into())),
        (Content::Bytes(_), _) => diags.push(stray(location, file)),
        (Content::Text(text), kind) => {
            let text = Text { location, file, text };
            match kind {
                Kind::Opportunity => {
                    entries.extend(opportunity::read_file(&text, &mut diags).map(Entry::Opportunity));
                    is_broken = entries.is_empty();
                }
                Kind::OpportunityList => {
                    let (list, is_whole) = opportunity::read_list(&text, &mut diags);
                    entries.extend(list.into_iter().map(Entry::Opportunity));
                    is_broken = !is_whole;
                }
                Kind::Providers => is_broken = !lists::read_providers(&text, &mut entries, &mut diags),
                Kind::Credentials => is_broken = !lists::read_credentials(&text, &mut entries, &mut diags),
                Kind::Competencies => is_broken = !lists::read_competencies(&text, &mut entries, &mut diags),
                Kind::Roles => is_broken = !roles::read_roles(&text, &mut entries, &mut diags),
                Kind::Mentors => roles::read_mentors(&text, &mut entries, &mut diags),
                Kind::Path => {
                    entries.extend(path::read_path(&text, &mut diags).map(Entry::Path));
                    is_broken = entries.is_empty();
                }
                Kind::Topic => entries.extend(page::read_topic(&text, &mut diags).map(Entry::Term)),
                Kind::Page => entries.extend(page::read_page(&text, &mut diags).map(Entry::Page)),
                Kind::Home => entries.extend(page::read_home(&text, &mut diags).map(Entry::Home)),
                Kind::File | Kind::Stray => unreachable!("both are answered above"),
            }
            is_broken |= diags.iter().any(|problem| problem.code == &diag::TOML_SYNTAX);
        }
    }
    Parsed { entries, problems: diags.into_iter().collect(), is_broken }
}

/// A text file being read.
struct Text<'t> {
    location: &'t str,
    file: FileId,
    text: &'t str,
}

impl Text<'_> {
    /// Returns the id that the file's name gives, or reports `bad-id`.
    fn id(&self, diags: &mut Diagnostics) -> Option<Spanned<String>> {
        let name = self.location.rsplit('/').next().unwrap_or(self.location);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let span = Span::of_file(self.file);
        if is_id(stem) {
            return Some(Spanned { value: stem.to_owned(), span });
        }
        let near = crate::value::slug(stem);
        let problem = Diagnostic::new(&diag::BAD_ID, span, format!("the file name `{name}` gives no id"));
        diags.push(problem.help(match near.is_empty() {
            true => "name it with lower-case letters, digits and single hyphens".to_owned(),
            false => format!("rename it to `{near}.md`: lower-case letters, digits and single hyphens"),
        }));
        None
    }
}

/// The two parts of a Markdown file, each with the byte at which it starts.
struct Parts<'t> {
    front: &'t str,
    front_start: usize,
    body: &'t str,
    body_start: usize,
}

/// Cuts the front matter between two `+++` lines from the prose after it.
///
/// Reports `missing-front-matter` when there is none or it does not end.
fn split<'t>(text: &Text<'t>, diags: &mut Diagnostics) -> Option<Parts<'t>> {
    let whole = text.text;
    let mark = whole.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let first_line = whole[mark..].lines().next().unwrap_or("");
    let missing = |span: Span, headline: &str| {
        Diagnostic::new(&diag::MISSING_FRONT_MATTER, span, headline)
            .help("begin the file with a line `+++`, then TOML such as `title = \"…\"`, then another line `+++`")
    };
    if first_line.trim_end() != "+++" {
        let end = mark + first_line.len();
        let looks_like_yaml = first_line.trim_end() == "---";
        let problem = missing(Span::new(text.file, mark..end), "the file does not begin with front matter");
        diags.push(if looks_like_yaml {
            problem.note("front matter is TOML between `+++` lines; YAML between `---` is not read")
        } else {
            problem
        });
        return None;
    }
    let front_start = mark + whole[mark..].find('\n').map_or(whole.len() - mark, |newline| newline + 1);
    let mut at = front_start;
    for line in whole[front_start..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            let body_start = at + line.len();
            return Some(Parts { front: &whole[front_start..at], front_start, body: &whole[body_start..], body_start });
        }
        at += line.len();
    }
    let problem = missing(Span::new(text.file, mark..mark + 3), "the front matter does not end");
    diags.push(problem.help("close it with a second line `+++`"));
    None
}

/// Reports a file that could not be taken in.
pub fn unreadable(why: &Unreadable, file: FileId) -> Diagnostic {
    let span = Span::of_file(file);
    match why {
        Unreadable::NotUtf8 { at } => Diagnostic::new(
            &diag::NOT_UTF8,
            span,
            format!("the file is not UTF-8: byte {} is the first that is not", at + 1),
        )
        .help("save it as UTF-8; many editors offer this under \"Save as\" or in the status line"),
        Unreadable::TooLarge { bytes, limit } => {
            let headline = format!("the file is too large: {bytes} bytes, where {limit} are read");
            Diagnostic::new(&diag::FILE_TOO_LARGE, span, headline).help("split it, or link to it where it is published")
        }
        Unreadable::LeavesSite { target } => Diagnostic::new(
            &diag::SYMLINK_LEAVES_SITE,
            span,
            format!("this symbolic link leaves the site: it leads to `{target}`"),
        )
        .help("copy the file into the site folder"),
        Unreadable::Failed(why) => {
            Diagnostic::new(&diag::UNREADABLE_FILE, span, format!("the file cannot be read: {why}"))
        }
    }
}

/// Folders and files that `content/` may have, for the help of `stray-file`.
const PLACES: [&str; 11] = [
    "index.md",
    "opportunities",
    "providers.toml",
    "credentials.toml",
    "competencies.toml",
    "roles.toml",
    "mentors.toml",
    "paths",
    "topics",
    "pages",
    "files",
];

fn stray(location: &str, file: FileId) -> Diagnostic {
    let path = location.strip_prefix("content/").unwrap_or(location);
    let first = path.split('/').next().unwrap_or(path);
    let problem = Diagnostic::new(&diag::STRAY_FILE, Span::of_file(file), format!("nothing reads `{location}`"));
    problem.help_near(first, PLACES.into_iter().filter(|place| *place != first), || {
        Some("entries stand in `content/opportunities/`, plain pages in `content/pages/`, files to copy in `content/files/`".to_owned())
    })
}
