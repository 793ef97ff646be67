//! What lists, their panels and the pages that count them say.

use super::*;
use crate::pages::PageKey;
use crate::view::{FacetPanel, ProvidersPage, TopicsPage};

/// Six entries, of which four are on privacy, two of these free.
fn six() -> Draft {
    draft()
        .opportunity("a", "")
        .opportunity("b", "topics = [\"privacy\"]\nprovider = \"ecole\"\nduration = \"45m\"")
        .opportunity("c", "cost = { amount = 45 }")
        .opportunity("d", "cost = \"unknown\"")
        .opportunity("e", "topics = [\"coding\"]\nformat = \"podcast\"\nprovider = \"three-m\"")
        .opportunity("f", "topics = [\"coding\"]\ncost = { amount = 300 }\nskill = \"soft\"")
}

fn panel(site: &TestSite, address: &str) -> FacetPanel {
    let list = site.sheet(address).panel.expect("a list has a panel");
    site.views().panel(list)
}

/// Returns the terms of a group: label, count, `*` where the reader is, `>` for one under another.
fn terms(panel: &FacetPanel, group: &str) -> Vec<String> {
    let group = panel.groups.iter().find(|it| it.label == group).unwrap_or_else(|| panic!("no group {group}"));
    let row = |row: &crate::view::TermRow| {
        assert_eq!(row.href.is_some(), row.count > 0, "{}", row.label);
        let mark = if row.is_current { "*" } else { "" };
        format!("{}{} {}{mark}", if row.is_narrower { "> " } else { "" }, row.label, row.count)
    };
    group.terms.iter().map(row).collect()
}

#[test]
fn a_topic_is_counted_by_cost_and_leads_to_its_parts() {
    let site = six().site();
    let page = site.listing("/topics/privacy/");
    assert_eq!((page.page.title.as_str(), page.count_text.as_str()), ("Privacy", "4 entries"));
    assert_eq!(page.lead.as_deref(), Some("Who may see a record."));
    assert_eq!(way(&page.page.crumbs), "Catalog > Topics > Privacy");
    let costs: Vec<_> =
        page.costs.iter().map(|cost| (cost.count, cost.label.as_str(), cost.href.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        costs,
        [
            (2, "free", "/a/b/catalog/cost/free/topic/privacy/"),
            (1, "low-cost", "/a/b/catalog/cost/low-cost/topic/privacy/"),
            (1, "not stated", "/a/b/catalog/cost/unknown/topic/privacy/"),
        ]
    );
    let narrow: Vec<_> = page
        .narrow
        .iter()
        .map(|group| (group.label.as_str(), group.links[0].label.as_str(), group.links[0].count))
        .collect();
    assert_eq!(narrow, [("Narrower topics", "HIPAA", 3)]);
    assert_eq!(way(&site.listing("/topics/hipaa/").page.crumbs), "Catalog > Topics > Privacy > HIPAA");
}

#[test]
fn a_cost_leads_to_its_topics_those_of_first_rank_at_once() {
    let page = six().site().listing("/catalog/cost/free/");
    assert_eq!(page.page.head_title, "Cost: Free | Catalog of tests");
    assert_eq!(page.costs.len(), 0);
    let group = &page.narrow[0];
    assert_eq!(group.label, "Free, by topic");
    let at_once: Vec<_> = group.links.iter().map(|link| (link.label.as_str(), link.count)).collect();
    assert_eq!(at_once, [("Privacy", 2), ("Coding", 1)]);
    let rest: Vec<_> = group.rest.iter().map(|link| (link.label.as_str(), link.href.as_str())).collect();
    assert_eq!(rest, [("HIPAA", "/a/b/catalog/cost/free/topic/hipaa/")]);
    assert_eq!(group.rest_label, "1 more topic");
}

#[test]
fn a_pair_says_what_both_terms_mean_together() {
    let site = six().site();
    let page = site.listing("/catalog/cost/free/topic/hipaa/");
    assert_eq!(page.page.title, "Free · HIPAA");
    assert_eq!(page.lead.as_deref(), Some("Entries on HIPAA that are free to everyone."));
    assert_eq!(way(&page.page.crumbs), "Catalog > Cost: Free > HIPAA");
    assert_eq!((page.narrow.len(), page.costs.len()), (0, 0));
    let lead = |address: &str| site.listing(address).lead.unwrap_or_default();
    assert_eq!(lead("/catalog/cost/low-cost/topic/hipaa/"), "Entries on HIPAA that cost $50 or less.");
    assert_eq!(lead("/catalog/cost/unknown/topic/hipaa/"), "Entries on HIPAA whose cost is not stated.");
    assert_eq!(
        lead("/catalog/cost/paid/topic/coding/"),
        "Entries on Coding that cost more than $50, or do not say how much."
    );
}

#[test]
fn pairs_of_other_facets_are_told_in_general() {
    let site = six().setting("pairs = [[\"topic\", \"format\"]]").site();
    let page = site.listing("/catalog/topic/coding/format/podcast/");
    assert_eq!(page.lead.as_deref(), Some("Entries with Coding and Podcast."));
    assert_eq!(way(&page.page.crumbs), "Catalog > Coding > Format: Podcast");
    let coding = site.listing("/topics/coding/");
    assert_eq!(coding.narrow[0].label, "Coding, by format");
    assert!(coding.costs.iter().all(|cost| cost.href.is_none()) && coding.costs.len() == 2);
    assert_eq!(site.listing("/catalog/format/podcast/").narrow[0].label, "Podcast, by topic");
}

#[test]
fn a_long_list_has_pages_that_say_which_part_they_show() {
    let site = six().setting("page_size = 4").site();
    let first = site.listing("/catalog/");
    assert_eq!(first.count_text, "6 entries");
    assert_eq!(first.page.crumbs.len(), 0);
    let pager = first.pager.expect("two pages");
    assert_eq!((pager.previous, pager.next.as_deref()), (None, Some("/a/b/catalog/page/2/")));
    assert_eq!(pager.all.len(), 2);
    let second = site.listing("/catalog/page/2/");
    assert_eq!(second.count_text, "Entries 5 to 6 of 6");
    assert_eq!(
        (second.page.title.as_str(), second.page.head_title.as_str()),
        ("Catalog", "Catalog, page 2 | Catalog of tests")
    );
    assert_eq!(way(&second.page.crumbs), "Catalog > Page 2");
    let pager = second.pager.expect("two pages");
    assert_eq!((pager.previous.as_deref(), pager.next, pager.all.len()), (Some("/a/b/catalog/"), None, 0));
    assert_eq!(site.ids(&site.sheet("/catalog/page/2/").cards), ["f", "d"]);
    assert!(site.listing("/catalog/cost/free/").pager.is_none());
}

#[test]
fn the_panel_keeps_scales_in_order_and_sorts_the_others_by_count() {
    let site = six().site();
    let panel = panel(&site, "/topics/hipaa/");
    assert_eq!(terms(&panel, "Cost"), ["Free 3", "Free for members 0", "Low-cost 1", "Paid 1", "Cost not stated 1"]);
    assert_eq!(terms(&panel, "Topic"), ["Privacy 4", "> HIPAA 3*", "Coding 2", "Nothing yet 0"]);
    assert_eq!(terms(&panel, "Provider"), ["AHIMA 4", "3M 1", "École de santé 1"]);
    assert_eq!(terms(&panel, "Time needed").last().map(String::as_str), Some("Time not stated 5"));
    assert_eq!(terms(&panel, "Format")[..2], ["Course 5", "Podcast 1"]);
    let format = panel.groups.iter().find(|group| group.label == "Format").expect("the formats");
    assert_eq!((format.terms.len(), format.rest.len(), format.rest_label.as_str()), (10, 9, "9 more"));
    let open: Vec<_> = panel.groups.iter().filter(|group| group.is_open).map(|group| group.label.as_str()).collect();
    assert_eq!(open, ["Topic", "Cost", "Time needed"]);
    let index = |label: &str| {
        panel.groups.iter().find(|it| it.label == label).and_then(|it| it.index.clone()).map(|it| it.label)
    };
    assert_eq!(
        (index("Topic").as_deref(), index("Provider").as_deref()),
        (Some("All 4 topics"), Some("All 3 providers"))
    );
}

#[test]
fn a_facet_that_tells_nothing_apart_is_not_in_the_panel() {
    let site = six().site();
    let labels =
        |site: &TestSite| panel(site, "/catalog/").groups.into_iter().map(|group| group.label).collect::<Vec<_>>();
    let told = labels(&site);
    for absent in ["Availability", "Credit", "Competency", "Certificate", "How it is delivered", "Level"] {
        assert!(!told.iter().any(|label| label == absent), "{absent} in {told:?}");
    }
    let dated = six().opportunity("g", "[[sessions]]\nstart = 2026-12-01T09:00:00").site();
    assert!(labels(&dated).iter().any(|label| label == "Availability"));
    assert_eq!(terms(&panel(&dated, "/catalog/"), "Availability")[..2], ["Any time 6", "Has dates ahead 1"]);
}

#[test]
fn a_term_behind_the_fold_comes_forward_on_its_own_page() {
    let site = six().opportunity("g", "format = \"video-series\"").site();
    assert!(terms(&panel(&site, "/catalog/format/video-series/"), "Format").contains(&"Video series 1*".to_owned()));
    let hidden = panel(&site, "/catalog/format/software/");
    let software = terms(&hidden, "Format").iter().any(|term| term.starts_with("Software"));
    assert!(software, "the reader's own term is shown even without entries");
}

#[test]
fn hidden_facets_leave_no_link_behind() {
    let hidden =
        format!("{SITE}\n[[facets]]\nid = \"provider\"\nhidden = true\n[[facets]]\nid = \"cost\"\nhidden = true\n");
    let site = six().file("site.toml", &hidden).site();
    let provider = site.entry("a").entry.provider.expect("a provider");
    assert_eq!((provider.label.as_str(), provider.href), ("AHIMA", None));
    assert!(site.listing("/catalog/").costs.iter().all(|cost| cost.href.is_none()));
    assert!(!panel(&site, "/catalog/").groups.iter().any(|group| group.label == "Provider" || group.label == "Cost"));
    assert!(!site.views().site().footer.iter().any(|link| link.label == "Providers"));
}

#[test]
fn providers_go_from_a_to_z_and_other_signs_come_last() {
    let site = six().site();
    let View::Providers(ProvidersPage { letters, page, .. }) = site.sheet("/providers/").view else {
        panic!("the providers")
    };
    let told: Vec<_> = letters
        .iter()
        .map(|group| {
            let rows = group.providers.iter().map(|row| format!("{} {} {}", row.label, row.entries, row.free_text));
            format!("{} {}: {}", group.letter, group.id, rows.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(told, ["A a: AHIMA 4 1 free", "E e: École de santé 1 free", "# other: 3M 1 free"]);
    assert_eq!((page.section.as_str(), page.crumbs.len()), ("providers", 0));
    let provider = site.listing("/providers/ahima/");
    assert_eq!(provider.lead.as_deref(), Some("An association."));
    assert_eq!(provider.out.map(|link| link.host).as_deref(), Some("ahima.org"));
    assert_eq!(way(&provider.page.crumbs), "Catalog > Providers > AHIMA");
}

#[test]
fn topics_count_what_stands_under_them_once() {
    let site = six().opportunity("both", "topics = [\"privacy\", \"hipaa\"]").site();
    let View::Topics(TopicsPage { topics, .. }) = site.sheet("/topics/").view else { panic!("the topics") };
    let privacy = &topics[0];
    assert_eq!((privacy.entries, privacy.narrower[0].entries), (5, 4));
    let counts: Vec<_> = privacy.costs.iter().map(|cost| cost.count).collect();
    assert_eq!(counts, [3, 0, 1, 0, 1]);
    assert_eq!(privacy.costs[0].href.as_deref(), Some("/a/b/catalog/cost/free/topic/privacy/"));
    assert_eq!(privacy.costs[1].href, None);
    let empty = topics.last().expect("four topics");
    assert_eq!((empty.label.as_str(), empty.entries, empty.href.as_deref()), ("Nothing yet", 0, None));
}

#[test]
fn the_home_page_offers_what_is_there() {
    let site = six().opportunity("g", "level = \"beginner\"").site();
    let home = site.home();
    assert_eq!((home.page.title.as_str(), home.page.head_title.as_str()), ("Catalog of tests", "Catalog of tests"));
    let quick: Vec<_> = home.quick.iter().map(|list| (list.label.as_str(), list.count)).collect();
    assert_eq!(quick, [("Free", 4), ("Up to an hour", 1), ("Soft skills", 1), ("Beginner", 1)]);
    let topics: Vec<_> = home.topics.iter().map(|row| (row.label.as_str(), row.entries, row.free)).collect();
    assert_eq!(topics, [("Privacy", 5, 3), ("Coding", 2, 1)]);
    assert_eq!(home.all_topics.map(|link| link.label).as_deref(), Some("All 4 topics"));
    assert_eq!(home.all_entries.label, "All 7 entries");
    assert_eq!(home.cards_title, "Free, and done within an hour");
    assert_eq!(site.ids(&site.sheet("/").cards).len(), 1);
}

#[test]
fn the_newest_are_those_that_say_when_they_came() {
    let mut draft = six();
    for day in 1..=8 {
        draft = draft.opportunity(&format!("day{day}"), &format!("published = 2026-10-{:02}", day.min(7)));
    }
    let site = draft.site();
    assert_eq!(site.ids(&site.sheet("/").cards), ["day7", "day8", "day6", "day5", "day4", "day3", "day2", "day1"]);
}

#[test]
fn an_empty_catalog_still_has_its_pages() {
    let site = draft().site();
    let page = site.listing("/catalog/");
    assert_eq!((page.count_text.as_str(), page.page.is_indexed), ("No entries", false));
    assert_eq!(panel(&site, "/catalog/").groups.len(), 0);
    assert_eq!(site.home().quick.len(), 0);
    for page in site.pages.iter(&site.catalog) {
        site.views().sheet(&page.key);
    }
}

#[test]
fn shared_parts_are_named_and_not_serialised() {
    let site = six().site();
    for (address, shared) in
        [("/catalog/", vec!["cards", "panel"]), ("/entries/a/", vec!["similar"]), ("/", vec!["cards"])]
    {
        let sheet = site.sheet(address);
        let data = serde_json::to_value(&sheet.view).expect("plain data");
        assert!(data.get("page").is_some(), "{address} has its fields at the top");
        assert!(shared.iter().all(|name| data.get(name).is_none()), "{address}");
    }
    assert_eq!(site.sheet("/catalog/").cards.len(), 6);
    assert_eq!(site.views().sheet(&PageKey::Sitemap).view.template(), None);
}
