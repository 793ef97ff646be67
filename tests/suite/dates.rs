//! Dates as pages tell them, and a site with dates for the browser tests, which read it on later days.

use super::harness::{SiteTest, hand_over_site, page};
use super::html::Element;

fn session(start: &str) -> String {
    format!("[[sessions]]\nstart = {start}T12:00:00\nend = {start}T13:00:00\n")
}

/// A site whose dates lie before, on and after the days of late November 2026.
fn dated() -> SiteTest {
    let entry = |title: &str, starts: &[&str]| {
        let sessions: Vec<String> = starts.iter().map(|start| session(start)).collect();
        format!("title = \"{title}\"\n{}", sessions.concat())
    };
    SiteTest::empty()
        .with_entry("soon", &entry("Soon", &["2026-11-28"]), "Words.\n")
        .with_entry("twice", &entry("Twice", &["2026-11-25", "2026-12-03"]), "Words.\n")
        .with_entry("often", &entry("Often", &["2026-11-24", "2026-11-28"]), "Words.\n")
        .with_entry("later", &entry("Later", &["2027-01-10"]), "Words.\n")
        .with_entry("over", &entry("Over", &["2026-11-10"]), "Words.\n")
        .with_entry("always", &entry("Always", &[]), "Words.\n")
}

#[test]
fn the_home_page_counts_what_starts_in_the_month_of_the_next_date() {
    let home = Element::parse(&dated().page("/"));
    let lists = home.classed("quick")[0].named("li");
    let month = lists.iter().find(|list| list.text().contains("Start in November")).expect("a list of the month");
    assert_eq!(month.only("b").text(), "3", "each entry counts once");
    assert_eq!(month.attribute("data-starts"), Some("2026-11-25:1 2026-11-28:2"));
    let links = month.named("a");
    assert!(links.iter().all(|link| link.attribute("href") == Some("/upcoming/#month_2026-11")));
    let none = Element::parse(&SiteTest::small().page("/"));
    assert!(!none.text().contains("Start in"));
}

#[test]
fn a_site_with_dates_is_handed_to_the_browser_tests() {
    let workshop = dated().workshop();
    assert!(page(&workshop, "/upcoming/").contains("month_2026-11"));
    hand_over_site("dated", &workshop);
}
