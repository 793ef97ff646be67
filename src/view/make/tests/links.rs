//! Where links lead, and the files for machines.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::pages::is_indexed;

/// A site with something of everything, under a folder of its host.
fn of_everything() -> Draft {
    let home =
        "+++\ntitle = \"Which one?\"\nsummary = \"One of these.\"\n+++\nSee [one](one) and [about](/about/#who).";
    let about = "+++\ntitle = \"About\"\nmenu = true\nformerly = [\"who-we-are\"]\n+++\n## Who\n\nUs.";
    let words =
        "+++\ntitle = \"Privacy first\"\nsummary = \"Written.\"\n+++\nBegin with [one](../opportunities/one.md).";
    let body = "[[body]]\nid = \"pmi\"\nname = \"PMI\"\ncredit = \"PDU\"\n";
    let own = "\n[[facets]]\nid = \"setting\"\nlabel = \"Setting\"\n[[facets.terms]]\nid = \"hospital\"\n";
    draft()
        .file("site.toml", &format!("page_size = 2\n{SITE}{own}"))
        .file("content/index.md", home)
        .file("content/pages/about.md", about)
        .file("content/topics/privacy.md", words)
        .file("content/credentials.toml", body)
        .prose(
            "one",
            "level = \"beginner\"\nformerly = [\"uno\"]\nextra = { setting = \"hospital\" }",
            "After [two](two).",
        )
        .opportunity("two", "cost = { amount = 45 }\nrequires = [[\"one\"]]\ncertificate = true\ndelivery = \"online\"")
        .opportunity("three", "credits = [{ body = \"pmi\", amount = 1 }]\n[[sessions]]\nstart = 2026-12-01T09:00:00")
        .opportunity("four", "topics = [\"coding\"]\nduration = \"1h\"\nprovider = \"three-m\"")
        .opportunity("old", "status = \"retired\"\nreason = \"Gone.\"\nreplaced_by = \"one\"")
}

/// Returns every link of a page, those of its cards and panel and of the frame included.
fn links_of(site: &TestSite, sheet: &Sheet) -> BTreeSet<String> {
    let views = site.views();
    let mut data = vec![serde_json::to_value(views.site()), serde_json::to_value(&sheet.view)];
    data.extend(sheet.cards.iter().map(|id| serde_json::to_value(views.card(*id))));
    data.extend(sheet.panel.map(|list| serde_json::to_value(views.panel(list))));
    let mut links = Vec::new();
    for value in data {
        links_in(&value.expect("plain data"), &mut links);
    }
    // The data of the scripts is no page.
    links.into_iter().filter(|link| link.starts_with('/') && !link.ends_with(crate::data::INDEX)).collect()
}

#[test]
fn every_link_lands_on_a_page_of_the_site() {
    let site = of_everything().site();
    let mut count = 0;
    for page in site.pages.iter(&site.catalog) {
        let sheet = site.views().sheet(&page.key);
        if matches!(sheet.view, View::Text(_)) {
            continue;
        }
        for link in links_of(&site, &sheet) {
            let inside =
                link.strip_prefix("/a/b").unwrap_or_else(|| panic!("{link} on {} leaves the folder", page.address));
            let address = inside.split(['#', '?']).next().unwrap_or(inside);
            assert!(site.pages.find(&site.catalog, address).is_some(), "{link} on {}", page.address);
            count += 1;
        }
    }
    assert!(count > 500, "{count} links");
}

#[test]
fn every_entry_is_within_three_clicks_and_no_listed_term_is_out_of_reach() {
    let site = of_everything().site();
    let mut clicks: BTreeMap<String, usize> = BTreeMap::new();
    let mut level = vec!["/".to_owned()];
    for distance in 0.. {
        let mut next = Vec::new();
        for address in level {
            if clicks.contains_key(&address) {
                continue;
            }
            let links = links_of(&site, &site.sheet(&address));
            next.extend(
                links.into_iter().map(|link| link["/a/b".len()..].split(['#', '?']).next().unwrap_or("/").to_owned()),
            );
            clicks.insert(address, distance);
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    for page in site.pages.iter(&site.catalog).iter().filter(|page| is_indexed(&site.catalog, &site.pages, &page.key)) {
        let is_nothing = page.address.starts_with("/catalog/competency/not-stated/");
        assert_eq!(clicks.contains_key(&page.address), !is_nothing, "{}", page.address);
        let is_far = page.address.starts_with("/entries/") && clicks[&page.address] > 3;
        assert!(!is_far, "{}", page.address);
    }
}

#[test]
fn prose_gets_the_addresses_of_what_it_names() {
    let site = of_everything().site();
    let home = site.home();
    assert_eq!((home.page.title.as_str(), home.lead.as_str()), ("Which one?", "One of these."));
    assert_eq!(
        home.body.0.trim(),
        "<p>See <a href=\"/a/b/entries/one/\">one</a> and <a href=\"/a/b/about/#who\">about</a>.</p>"
    );
    let topic = site.listing("/topics/privacy/");
    assert_eq!((topic.page.title.as_str(), topic.lead.as_deref()), ("Privacy first", Some("Written.")));
    assert!(topic.intro.0.contains("href=\"/a/b/entries/one/\""));
    assert_eq!(site.listing("/topics/privacy/page/2/").intro.0, "");
    assert_eq!(topic.page.canonical.as_deref(), Some("https://example.org/a/b/topics/privacy/"));
}

#[test]
fn a_link_that_leads_nowhere_stays_harmless() {
    let draft = draft().prose("it", "", "To [nothing](not-there), [out](https://example.com/?a=1&b=2).");
    let (site, _) = draft.site_and_problems();
    let body = site.entry("it").entry.body.0;
    assert!(body.contains("<a href=\"#\">nothing</a>"), "{body}");
    assert!(body.contains("href=\"https://example.com/?a=1&amp;b=2\""), "{body}");
}

#[test]
fn a_plain_page_knows_its_place_in_the_header() {
    let site = of_everything().site();
    let View::Plain(about) = site.sheet("/about/").view else { panic!("a plain page") };
    assert_eq!((about.page.section.as_str(), about.page.crumbs.len()), ("about", 0));
    let nav: Vec<_> = site.views().site().nav.iter().map(|link| link.label.clone()).collect();
    assert_eq!(nav, ["Catalog", "Topics", "Upcoming", "Providers", "About"]);
    let unlisted = draft().file("content/pages/terms.md", "+++\ntitle = \"Terms\"\n+++\nx").site();
    let View::Plain(terms) = unlisted.sheet("/terms/").view else { panic!("a plain page") };
    assert_eq!((terms.page.section.as_str(), way(&terms.page.crumbs).as_str()), ("", "Start page > Terms"));
}

#[test]
fn a_wrong_address_and_an_old_one_lead_on() {
    let site = of_everything().site();
    let View::NotFound(lost) = site.sheet("/404.html").view else { panic!("the page for a wrong address") };
    assert_eq!((lost.page.canonical, lost.page.is_indexed), (None, false));
    assert_eq!(lost.ways.iter().map(|way| way.label.as_str()).collect::<Vec<_>>(), ["Topics", "Providers"]);
    let View::Redirect(moved) = site.sheet("/entries/uno/").view else { panic!("a redirect") };
    assert_eq!((moved.target.label.as_str(), moved.target.href.as_str()), ("Entry one", "/a/b/entries/one/"));
    assert_eq!(moved.page.canonical.as_deref(), Some("https://example.org/a/b/entries/one/"));
    assert_eq!(site.text("/_redirects"), "/a/b/entries/uno/ /a/b/entries/one/ 301\n/a/b/who-we-are/ /a/b/about/ 301\n");
}

#[test]
fn the_sitemap_holds_what_is_still_offered() {
    let site = of_everything().site();
    let sitemap = site.text("/sitemap.xml");
    let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
        <url><loc>https://example.org/a/b/</loc></url>\n";
    assert!(sitemap.starts_with(start), "{sitemap}");
    assert!(sitemap.ends_with("</urlset>\n"));
    assert!(sitemap.contains("/entries/one/<") && !sitemap.contains("/entries/old/<") && !sitemap.contains("404"));
    let indexed =
        site.pages.iter(&site.catalog).iter().filter(|page| is_indexed(&site.catalog, &site.pages, &page.key)).count();
    assert_eq!(sitemap.matches("<loc>").count(), indexed);
    assert_eq!(site.text("/robots.txt"), "User-agent: *\nAllow: /\n\nSitemap: https://example.org/a/b/sitemap.xml\n");
}

#[test]
fn signs_of_an_address_are_written_as_xml_asks() {
    let base = SITE.replace("https://example.org/a/b/", "https://example.org/a&b/");
    let site = draft().file("site.toml", &base).opportunity("it", "").site();
    let sitemap = site.text("/sitemap.xml");
    assert!(sitemap.contains("<loc>https://example.org/a&amp;b/entries/it/</loc>"), "{sitemap}");
}
