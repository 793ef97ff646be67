//! Pages hang together: every link inside the site lands, at `/` and below a path, and every entry
//! is near the home page.

use std::collections::{BTreeMap, BTreeSet};

use milepost::build::Workshop;

use super::harness::{SiteTest, files};
use super::html::Element;
use super::{large, varied};

/// A built site as a visitor meets it.
struct Visit {
    /// `https://host/a/b`, without a slash at its end.
    whole: String,
    /// `/a/b/`.
    path: String,
    files: BTreeMap<String, Vec<u8>>,
    pages: BTreeMap<String, Element>,
}

impl Visit {
    fn to(site: SiteTest, base: &str) -> Self {
        let workshop = site.with_base(base).workshop();
        assert!(!workshop.prepared().diagnostics.has_errors(), "{:#?}", workshop.prepared().diagnostics);
        let files = files(&workshop);
        let pages = files.iter().filter(|(file, _)| file.ends_with(".html"));
        let read = |bytes: &[u8]| Element::parse(std::str::from_utf8(bytes).expect("a page is UTF-8"));
        let pages = pages.map(|(file, bytes)| (file.clone(), read(bytes))).collect();
        let (_, path) = base.trim_end_matches('/').split_once("//").expect("a base has a scheme");
        let path = path.split_once('/').map_or_else(String::new, |(_, path)| format!("{path}/"));
        Visit { whole: base.trim_end_matches('/').to_owned(), path: format!("/{path}"), files, pages }
    }

    /// Returns the file that a browser gets for a link on a page, and the anchor; `None` for a link that leaves the site.
    fn follow(&self, from: &str, href: &str) -> Option<(String, Option<String>)> {
        let (target, anchor) = match href.split_once('#') {
            Some((target, anchor)) => (target, Some(anchor.to_owned())),
            None => (href, None),
        };
        // What stands after `?` is for the scripts of the page.
        let target = target.split_once('?').map_or(target, |(target, _)| target);
        if target.is_empty() {
            return Some((from.to_owned(), anchor));
        }
        let scheme = target.split_once(':').map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| ["http", "https", "mailto", "tel", "data"].contains(&scheme)) {
            return None;
        }
        let below = target.strip_prefix(&self.path).unwrap_or_else(|| panic!("{from}: `{href}` lies outside the site"));
        assert!(!below.starts_with('/') && !below.contains("//"), "{from}: `{href}` has an empty part");
        let file = match below.is_empty() || below.ends_with('/') {
            true => format!("{below}index.html"),
            false => below.to_owned(),
        };
        Some((file, anchor))
    }

    /// Checks that what a page points at is there. Returns the pages it links to.
    fn landings(&self, file: &str, page: &Element) -> BTreeSet<String> {
        let mut linked = BTreeSet::new();
        for element in page.all() {
            for name in ["href", "src"] {
                let Some(href) = element.attribute(name) else { continue };
                if element.name == "link" && element.attribute("rel") == Some("canonical") {
                    continue;
                }
                let Some((target, anchor)) = self.follow(file, href) else { continue };
                assert!(self.files.contains_key(&target), "{file}: `{href}` leads to no file");
                if let Some(anchor) = anchor {
                    self.check_anchor(file, &target, &anchor);
                }
                if element.name == "a" {
                    linked.insert(target);
                }
            }
        }
        linked
    }

    fn check_anchor(&self, from: &str, target: &str, anchor: &str) {
        let has_id = match self.pages.get(target) {
            Some(page) => page.all().iter().any(|element| element.attribute("id") == Some(anchor)),
            None => String::from_utf8_lossy(&self.files[target]).contains(&format!("id=\"{anchor}\"")),
        };
        assert!(has_id, "{from}: `{target}` has no `#{anchor}`");
    }

    fn check_page(&self, file: &str, page: &Element) {
        assert_eq!(page.named("h1").len(), 1, "{file} has one heading of first rank");
        assert!(!page.only("h1").text().is_empty(), "{file} has an empty heading");
        assert!(!page.only("head").only("title").text().is_empty(), "{file} has no title");
        assert!(
            page.only("html").attribute("lang").is_some_and(|language| !language.is_empty()),
            "{file} has no language"
        );
        assert_eq!(page.named("main").len(), 1, "{file} has one main part");
        let mut ids = BTreeSet::new();
        for element in page.all() {
            if let Some(id) = element.attribute("id") {
                assert!(!id.is_empty() && ids.insert(id), "{file} has the id `{id}` twice");
            }
            assert!(element.name != "style" && element.attribute("style").is_none(), "{file} has a style of its own");
            let has_handler = element.attributes.iter().any(|(name, _)| name.starts_with("on"));
            assert!(!has_handler, "{file} has an event handler");
        }
        for name in ["aria-labelledby", "aria-describedby", "for"] {
            let users = page.find(&|element| element.attribute(name).is_some());
            for id in users.iter().filter_map(|element| element.attribute(name)) {
                assert!(ids.contains(id), "{file}: `{name}` names `{id}`, which is not there");
            }
        }
        self.check_canonical(file, page);
    }

    /// A page that search engines may keep names its own whole address; others say that they may not.
    fn check_canonical(&self, file: &str, page: &Element) {
        let canonical = canonical(page);
        if is_indexed(page) {
            let address = format!("{}/{}", self.whole, file.strip_suffix("index.html").unwrap_or(file));
            assert_eq!(canonical, Some(address.as_str()), "{file}");
        } else if let Some(canonical) = canonical {
            let below = canonical.strip_prefix(&format!("{}/", self.whole)).expect("it lies in the site");
            let named =
                if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() };
            assert!(self.files.contains_key(&named), "{file} names `{canonical}`, which is not there");
        }
    }

    fn check(&self) {
        assert!(self.pages.len() >= 5, "there is too little to visit");
        for (file, page) in &self.pages {
            self.check_page(file, page);
            self.landings(file, page);
        }
        self.check_sitemap();
    }

    fn check_sitemap(&self) {
        let sitemap = std::str::from_utf8(&self.files["sitemap.xml"]).expect("a sitemap is UTF-8");
        let listed: Vec<_> = sitemap.split("<loc>").skip(1).filter_map(|part| part.split_once("</loc>")).collect();
        let listed: Vec<_> = listed.into_iter().map(|(address, _)| address.replace("&amp;", "&")).collect();
        let each_once: BTreeSet<_> = listed.iter().map(String::as_str).collect();
        assert_eq!(each_once.len(), listed.len(), "the sitemap has an address twice");
        let indexed: BTreeSet<_> = self.pages.values().filter(|page| is_indexed(page)).filter_map(canonical).collect();
        assert_eq!(each_once, indexed, "the sitemap and the indexed pages");
        let robots = std::str::from_utf8(&self.files["robots.txt"]).expect("robots.txt is UTF-8");
        assert!(robots.lines().any(|line| line == format!("Sitemap: {}/sitemap.xml", self.whole)), "{robots}");
    }

    /// Returns every file that is reached from the home page with at most so many clicks.
    fn within_clicks(&self, clicks: usize) -> BTreeSet<String> {
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut edge = reached.clone();
        for _ in 0..clicks {
            let pages = edge.iter().filter_map(|file| Some((file, self.pages.get(file)?)));
            let linked: BTreeSet<_> = pages.flat_map(|(file, page)| self.landings(file, page)).collect();
            edge = linked.difference(&reached).cloned().collect();
            reached.extend(edge.iter().cloned());
        }
        reached
    }
}

fn canonical(page: &Element) -> Option<&str> {
    let links = page.find(&|element| element.name == "link" && element.attribute("rel") == Some("canonical"));
    assert!(links.len() < 2, "two canonical links");
    links.first().and_then(|link| link.attribute("href"))
}

fn is_indexed(page: &Element) -> bool {
    let robots = page.find(&|element| element.name == "meta" && element.attribute("name") == Some("robots"));
    !robots.iter().any(|meta| meta.attribute("content").is_some_and(|content| content.contains("noindex")))
}

#[test]
fn the_pages_of_the_small_site_hang_together() {
    Visit::to(SiteTest::small(), "https://learn.example.org/").check();
    Visit::to(SiteTest::small(), "https://learn.example.org/a/b/").check();
}

#[test]
fn the_pages_of_the_varied_site_hang_together() {
    Visit::to(varied::site(21), "https://learn.example.org/").check();
    Visit::to(varied::site(22), "https://learn.example.org/a/b").check();
}

#[test]
fn the_pages_of_a_site_without_entries_hang_together() {
    Visit::to(SiteTest::empty(), "https://learn.example.org/").check();
}

#[test]
fn the_pages_of_the_flagship_hang_together() {
    Visit::to(SiteTest::flagship(), "https://learn.example.org/").check();
}

#[test]
fn the_pages_of_the_flagship_hang_together_below_a_path_and_its_entries_are_near() {
    let visit = Visit::to(SiteTest::flagship(), "https://learn.example.org/a/b/");
    visit.check();
    let reached = visit.within_clicks(3);
    let far: Vec<_> =
        visit.pages.keys().filter(|file| file.starts_with("entries/") && !reached.contains(*file)).collect();
    let is_shown = |file: &&&String| is_indexed(&visit.pages[**file]);
    let far: Vec<_> = far.iter().filter(is_shown).collect();
    assert!(far.is_empty(), "more than three clicks from the home page: {far:?}");
}

/// Renders one page and returns the addresses that it links to.
fn linked_from(workshop: &Workshop, address: &str) -> BTreeSet<String> {
    let page = Element::parse(&super::harness::page(workshop, address));
    let hrefs = page.named("a").into_iter().filter_map(|link| link.attribute("href"));
    let inside = hrefs.filter(|href| href.starts_with('/'));
    inside.map(|href| href.split('#').next().unwrap_or(href).to_owned()).collect()
}

#[test]
fn every_entry_of_a_large_catalog_is_within_three_clicks() {
    let workshop = large::catalog(2000).workshop();
    let site = workshop.site();
    let is_entry = |address: &&String| address.starts_with("/entries/");
    let mut missing: BTreeSet<String> =
        site.pages().into_iter().map(|page| page.address).filter(|it| is_entry(&it)).collect();
    assert_eq!(missing.len(), 2000);
    let mut reached = BTreeSet::from(["/".to_owned()]);
    let mut edge = reached.clone();
    for _ in 0..3 {
        let mut next = BTreeSet::new();
        // Entries link to each other, but the way to all of them must not depend on that.
        for address in edge.iter().filter(|address| !is_entry(address) && site.find(address).is_some()) {
            if missing.is_empty() {
                break;
            }
            let linked = linked_from(&workshop, address);
            linked.iter().for_each(|target| {
                missing.remove(target);
            });
            next.extend(linked);
        }
        edge = next.difference(&reached).cloned().collect();
        reached.extend(next);
    }
    assert!(
        missing.is_empty(),
        "{} are more than three clicks from the home page: {:?}",
        missing.len(),
        missing.iter().take(5)
    );
}

#[test]
fn a_former_address_leads_to_the_new_one() {
    let site = SiteTest::empty().with_entry("new-name", "title = \"New\"\nformerly = [\"old-name\"]\n", "Words.\n");
    let visit = Visit::to(site, "https://learn.example.org/a/");
    let page = &visit.pages["entries/old-name/index.html"];
    let refresh = page.find(&|element| element.attribute("http-equiv") == Some("refresh"));
    assert_eq!(refresh[0].attribute("content"), Some("0; url=/a/entries/new-name/"));
    assert_eq!(canonical(page), Some("https://learn.example.org/a/entries/new-name/"));
    assert!(!is_indexed(page));
    let list = std::str::from_utf8(&visit.files["_redirects"]).expect("it is UTF-8");
    assert_eq!(list, "/a/entries/old-name/ /a/entries/new-name/ 301\n");
}
