//! The files that pages fetch: one style sheet, one sheet of icons, scripts, fonts.
//!
//! Each is served under a name with its digest, so that a browser may keep it for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::{ThemeFile, imports, scripts};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::source::Span;

/// A file beside the pages.
#[derive(Clone, Debug)]
pub struct Asset {
    /// What templates call it: `scripts/early.js`, `site.css`, `icons.svg`.
    pub path: String,
    /// Where it stands, from the root of the site.
    pub address: String,
    pub bytes: Arc<[u8]>,
    pub digest: u128,
}

/// What a page says of an icon itself, or need not say.
const SET_BY_PAGES: [&str; 4] = ["xmlns", "width", "height", "aria-hidden"];

/// A picture of `icons/`.
#[derive(Clone, Debug)]
pub struct Icon {
    pub name: String,
    /// The attributes of its `svg` element, with a space before each, but those of [`SET_BY_PAGES`].
    attributes: String,
    /// What stands in that element.
    shapes: String,
}

impl Icon {
    fn read(name: &str, text: &str) -> Option<Self> {
        let start = text.find("<svg")?;
        let open_end = start + text[start..].find('>')?;
        let close = text.rfind("</svg>")?;
        let element = BytesStart::from_content(&text[start + 1..open_end], "svg".len());
        let mut attributes = String::new();
        for attribute in element.attributes().flatten().filter(|it| !SET_BY_PAGES.contains(&it.key.as_ref())) {
            let value = attribute.value.replace('"', "&quot;");
            attributes.push_str(&format!(" {}=\"{value}\"", attribute.key.as_ref()));
        }
        let shapes = text.get(open_end + 1..close)?.to_owned();
        Some(Icon { name: name.to_owned(), attributes, shapes })
    }

    /// Returns it as a part of the sheet of icons.
    fn symbol(&self) -> String {
        format!("<symbol id=\"{}\"{}>{}</symbol>", self.name, self.attributes, self.shapes)
    }

    /// Returns it as markup of a page, so many pixels wide and high.
    pub fn drawing(&self, size: u32) -> String {
        let (attributes, shapes) = (&self.attributes, &self.shapes);
        format!("<svg width=\"{size}\" height=\"{size}\"{attributes} aria-hidden=\"true\">{shapes}</svg>")
    }
}

impl Asset {
    fn new(path: &str, bytes: &[u8]) -> Self {
        let digest = xxhash_rust::xxh3::xxh3_128(bytes);
        Asset { path: path.to_owned(), address: address(path, digest), bytes: bytes.into(), digest }
    }
}

fn address(path: &str, digest: u128) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, "bin"));
    let short = &format!("{digest:032x}")[..12];
    format!("/assets/{stem}.{short}.{ending}")
}

/// Makes the assets and the icons. Reports `unknown-reference` for an import of a script that is not
/// there.
pub(super) fn make(
    files: &BTreeMap<String, ThemeFile>,
    styles: &[String],
    diags: &mut Diagnostics,
) -> (Vec<Asset>, Vec<Icon>) {
    let served = scripts::served(files);
    let mut assets: Vec<Asset> = files
        .iter()
        .filter(|(path, _)| is_served_as_it_is(path) && (!path.ends_with(".js") || served.contains(*path)))
        .map(|(path, file)| match path.ends_with(".js") {
            true => script(path, files, diags),
            false => Asset::new(path, file.bytes.as_slice()),
        })
        .collect();
    let icons = icons(files);
    assets.push(Asset::new("icons.svg", icon_sheet(&icons).as_bytes()));
    let style = join_styles(files, styles, &assets);
    assets.push(Asset::new("site.css", style.as_bytes()));
    assets.sort_by(|one, other| one.path.cmp(&other.path));
    (assets, icons)
}

/// Makes the asset of a script: its imports carry the names that those files are served under.
fn script(path: &str, files: &BTreeMap<String, ThemeFile>, diags: &mut Diagnostics) -> Asset {
    let file = &files[path];
    let text = String::from_utf8_lossy(file.bytes.as_slice());
    report_missing(path, &text, files, diags);
    let up = match path.matches('/').count() {
        0 => "./".to_owned(),
        folders => "../".repeat(folders),
    };
    let named = |wanted: &str| {
        let is_there = files.contains_key(wanted) && wanted.ends_with(".js");
        let name = || address(wanted, imports::digest(wanted, files));
        is_there.then(|| format!("{up}{}", name().trim_start_matches("/assets/")))
    };
    let written = scripts::shortened(path, imports::rewritten(path, &scripts::joined(path, files), named));
    let bytes = written.as_bytes();
    Asset {
        path: path.to_owned(),
        address: address(path, imports::digest(path, files)),
        bytes: bytes.into(),
        digest: xxhash_rust::xxh3::xxh3_128(bytes),
    }
}

fn report_missing(path: &str, text: &str, files: &BTreeMap<String, ThemeFile>, diags: &mut Diagnostics) {
    let Some(file) = files[path].file else { return };
    for import in imports::imports(path, text) {
        if !files.contains_key(&import.path) {
            let headline = format!("the theme has no file `{}`", import.path);
            let problem = Diagnostic::new(&diag::UNKNOWN_REFERENCE, Span::new(file, import.at), headline);
            diags.push(problem.help_near(&import.path, files.keys().map(String::as_str), || None));
        }
    }
}

fn is_served_as_it_is(path: &str) -> bool {
    let is_source = ["templates/", "styles/", "icons/"].iter().any(|folder| path.starts_with(folder));
    !is_source && path != "theme.toml" && !path.ends_with(".md")
}

/// Joins the style sheets without their comments and indentation; a relative address in one becomes
/// the name that its file is served under.
fn join_styles(files: &BTreeMap<String, ThemeFile>, styles: &[String], assets: &[Asset]) -> String {
    let mut joined = String::new();
    for path in styles {
        if let Some(file) = files.get(path) {
            push_style(&String::from_utf8_lossy(file.bytes.as_slice()), &mut joined);
        }
    }
    for asset in assets {
        let name = asset.address.trim_start_matches("/assets/");
        joined = joined.replace(&format!("\"../{}\"", asset.path), &format!("\"{name}\""));
    }
    joined
}

/// Adds a style sheet without comments, indentation and empty lines; texts in quotes stay as they are.
fn push_style(style: &str, joined: &mut String) {
    let mut rest = style;
    let mut is_line_start = true;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '/' if rest.starts_with("/*") => {
                rest = rest[2..].find("*/").map_or("", |end| &rest[2 + end + 2..]);
                continue;
            }
            '"' | '\'' => quoted_length(rest, letter),
            _ => letter.len_utf8(),
        };
        let is_blank = is_line_start && letter.is_whitespace();
        if !is_blank {
            joined.push_str(&rest[..length]);
            is_line_start = letter == '\n';
        }
        rest = &rest[length..];
    }
    if !is_line_start {
        joined.push('\n');
    }
}

/// Returns how many bytes a text in quotes takes, both quotes included.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return at + 1,
            _ => (),
        }
    }
    text.len()
}

fn icons(files: &BTreeMap<String, ThemeFile>) -> Vec<Icon> {
    let read = |(path, file): (&String, &ThemeFile)| {
        let name = path.strip_prefix("icons/")?.strip_suffix(".svg")?;
        Icon::read(name, &String::from_utf8_lossy(file.bytes.as_slice()))
    };
    files.iter().filter_map(read).collect()
}

/// Puts every icon into one sheet, from which pages take them by name.
fn icon_sheet(icons: &[Icon]) -> String {
    let mut sheet = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">\n");
    for icon in icons {
        sheet.push_str(&icon.symbol());
        sheet.push('\n');
    }
    sheet.push_str("</svg>\n");
    sheet
}

#[cfg(test)]
mod tests {
    use super::{Icon, push_style};

    #[test]
    fn an_icon_is_as_large_as_a_page_says_whatever_its_file_does() {
        let file = "<?xml version=\"1.0\"?>\n<svg xmlns='http://www.w3.org/2000/svg' width=\"24\" height='24'\n  viewBox='0 0 24 24'><path d=\"M0 0\"/></svg>\n";
        let icon = Icon::read("dot", file).expect("it has an svg element");
        assert_eq!(
            icon.drawing(20),
            "<svg width=\"20\" height=\"20\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M0 0\"/></svg>"
        );
        assert_eq!(icon.symbol(), "<symbol id=\"dot\" viewBox=\"0 0 24 24\"><path d=\"M0 0\"/></symbol>");
    }

    #[test]
    fn joining_drops_comments_but_never_what_stands_in_quotes() {
        let mut joined = String::new();
        push_style("/* a */\n.b {\n  content: \"/* kept */ \\\" \";\n}\n\n/* open", &mut joined);
        assert_eq!(joined, ".b {\ncontent: \"/* kept */ \\\" \";\n}\n");
    }
}
