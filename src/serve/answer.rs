//! Makes the answer to a request for something of the site.

use super::live::Live;
use super::media;
use super::notice::{self, Behind, Notice};
use super::path::{self, Place};
use crate::build::{DataPage, Site};
use crate::diag::Diagnostic;
use crate::pages::Page;
use crate::source::Sources;

/// The address of the script that keeps open pages true.
pub(super) const SCRIPT_ADDRESS: &str = "/__milepost/live.js";
/// The script that keeps open pages true.
pub(super) const SCRIPT: &str = include_str!("live.js");
/// Addresses below this give the last good page as it stands behind a notice.
pub(super) const BEHIND: &str = "/__milepost/page";

/// Something of the site that somebody asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The decoded path, see [`path::decode`].
    pub path: String,
    /// The path and the question as they were sent.
    pub raw: String,
    /// Asked for as the page behind a notice.
    pub is_behind: bool,
}

/// An answer before it is put into the form of HTTP.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub body: Vec<u8>,
    /// Where to ask instead.
    pub location: Option<String>,
    /// The policy for a page that does not bring its own.
    pub policy: Option<&'static str>,
    /// Changes when what is shown does.
    pub stamp: String,
    /// What went wrong with this one page, for the terminal.
    pub problem: Option<Box<Diagnostic>>,
}

impl Answer {
    /// Returns a plain sentence.
    pub fn sentence(status: u16, text: &str) -> Self {
        let body = format!("{text}\n").into_bytes();
        Answer { status, content_type: "text/plain; charset=utf-8", body, ..Answer::default() }
    }

    /// Returns a page of Milepost's own that tells of problems.
    ///
    /// Its status is 500: what the files say now is not what is shown.
    pub fn notice(notice: &Notice, behind: Option<&Behind<'_>>) -> Self {
        let stamp = format!("{:032x}", notice.digest);
        let body = notice.page(behind, &script(&stamp)).into_bytes();
        let policy = Some(notice::POLICY);
        Answer { status: 500, content_type: media::of("/"), body, policy, stamp, ..Answer::default() }
    }

    fn redirect(location: String) -> Self {
        Answer { location: Some(location), ..Answer::sentence(307, "The page stands at another address.") }
    }
}

/// Answers a request for something of the site.
pub(super) fn answer(live: &Live, wanted: &Wanted) -> Answer {
    let Some(site) = live.good_site() else {
        return live
            .notice()
            .map_or_else(|| Answer::sentence(500, "There is no site."), |notice| Answer::notice(notice, None));
    };
    let found = find(&site, wanted);
    let page = match found {
        Found::Plain(address, bytes) => {
            return Answer {
                status: 200,
                content_type: media::of(&address),
                body: bytes.to_vec(),
                ..Answer::default()
            };
        }
        Found::Data(page) => return data(&site, &page),
        Found::Elsewhere(location) => return Answer::redirect(location),
        Found::Page(page) => Some(page),
        Found::Nothing => None,
    };
    let is_document = page.as_ref().is_none_or(|page| page.file().ends_with(".html"));
    match live.notice() {
        Some(notice) if is_document && !wanted.is_behind => {
            let since = live.good_since();
            let behind = Behind { frame: format!("{BEHIND}{}", wanted.raw), since: &since };
            Answer::notice(notice, Some(&behind))
        }
        _ => shown(&site, page, wanted, live.copied()),
    }
}

enum Found<'s> {
    Page(Page),
    Plain(String, &'s [u8]),
    Data(DataPage),
    Elsewhere(String),
    Nothing,
}

/// Finds what stands at a path of the site.
fn find<'s>(site: &Site<'s>, wanted: &Wanted) -> Found<'s> {
    let base = &site.prepared().config.base;
    let address = match path::place(&wanted.path, &base.path) {
        Place::Inside(address) => address,
        Place::Entrance => return Found::Elsewhere(wanted.below(&base.path)),
        Place::Outside => return Found::Nothing,
    };
    if let Some(page) = site.find(&address) {
        return Found::Page(page);
    }
    if let Some(bytes) = site.find_plain(&address) {
        return Found::Plain(address, bytes);
    }
    if let Some(page) = site.find_data(&address) {
        return Found::Data(page);
    }
    // The path of the request is known to be that of a page, so it leads nowhere else.
    match site.find(&format!("{address}/")) {
        Some(_) => {
            let (path, question) = wanted.parts();
            Found::Elsewhere(wanted.below(&format!("{path}/{question}")))
        }
        None => Found::Nothing,
    }
}

impl Wanted {
    /// Cuts what was sent into the path and the question, which begins with `?` unless it is empty.
    fn parts(&self) -> (&str, &str) {
        self.raw.split_at(self.raw.find('?').unwrap_or(self.raw.len()))
    }

    /// Keeps the page behind a notice behind it.
    fn below(&self, location: &str) -> String {
        format!("{}{location}", if self.is_behind { BEHIND } else { "" })
    }
}

/// Renders a page, or the page for addresses where nothing stands.
fn shown(site: &Site<'_>, page: Option<Page>, wanted: &Wanted, copied: u64) -> Answer {
    let status = if page.is_some() { 200 } else { 404 };
    let Some(page) = page.or_else(|| site.find("/404.html")) else {
        return Answer::sentence(404, "No page has this address.");
    };
    let mut body = Vec::new();
    if let Err(problem) = site.render(&page, &site.sheet(&page), &mut body) {
        return failed(problem, site.sources());
    }
    let file = page.file();
    let stamp = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(&body) ^ u128::from(copied));
    if file.ends_with(".html") {
        match wanted.is_behind {
            true => put(&mut body, b"<head>", Side::After, "<base target=\"_top\">"),
            false => put(&mut body, b"</body>", Side::Before, &script(&stamp)),
        }
    }
    Answer { status, content_type: media::of(&file), body, stamp, ..Answer::default() }
}

fn data(site: &Site<'_>, page: &DataPage) -> Answer {
    match site.data_text(page) {
        Ok(text) => {
            let content_type = media::of(&page.path);
            Answer { status: 200, content_type, body: text.into_bytes(), ..Answer::default() }
        }
        Err(problem) => failed(problem, site.sources()),
    }
}

fn failed(problem: Box<Diagnostic>, sources: &Sources) -> Answer {
    let notice = Notice::of_page(&problem, sources);
    Answer { problem: Some(problem), ..Answer::notice(&notice, None) }
}

fn script(stamp: &str) -> String {
    format!("<script src=\"{SCRIPT_ADDRESS}\" defer data-stamp=\"{stamp}\"></script>")
}

enum Side {
    Before,
    After,
}

/// Puts markup beside a tag, the first for `After` and the last for `Before`; at the end when the
/// page has no such tag.
fn put(body: &mut Vec<u8>, tag: &[u8], side: Side, markup: &str) {
    let mut windows = body.windows(tag.len());
    let place = match side {
        Side::Before => windows.rposition(|window| window == tag),
        Side::After => windows.position(|window| window == tag).map(|at| at + tag.len()),
    };
    let place = place.unwrap_or(body.len());
    body.splice(place..place, markup.bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_put_beside_its_tag_or_at_the_end() {
        let with = |body: &str, tag: &str, side| {
            let mut body = body.as_bytes().to_vec();
            put(&mut body, tag.as_bytes(), side, "<x>");
            String::from_utf8(body).expect("it was UTF-8")
        };
        assert_eq!(with("a</body>b</body>c", "</body>", Side::Before), "a</body>b<x></body>c");
        assert_eq!(with("<head>a<head>", "<head>", Side::After), "<head><x>a<head>");
        assert_eq!(with("bare", "</body>", Side::Before), "bare<x>");
    }
}
