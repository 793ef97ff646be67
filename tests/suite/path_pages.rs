//! Pages of paths and roles, and what other pages say of them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::harness::{BODIES, SiteTest, files, page};
use super::html::Element;

const PATH: &str = r#"+++
title = "Become an analyst"
summary = "From the desk to the data."
from = ["clerk"]
to = "analyst"
signals = ["cha"]
formerly = ["clerk-to-analyst"]

[[stages]]
id = "rules"
title = "Learn the rules"
purpose = "First the law."
teaches = [{ competency = "privacy-rule", level = 2 }]
formerly = ["law"]

[[stages.steps]]
id = "overview"
title = "Get an overview"
why = "An overview first."
options = ["hipaa-basics", "dear-course"]
formerly = ["intro"]

[[stages.steps]]
id = "shadow"
title = "Shadow an analyst"
task = "Ask for a day."
duration = "8h"
after = ["overview"]

[[stages]]
id = "data"
title = "Work with data"

[[stages.steps]]
id = "sql"
title = "Learn to query"
options = ["sql-1"]
optional = true
+++
You know the desk already. See [the page of the goal](/roles/analyst/).
"#;

const ROLES: &str = r#"
[[role]]
id = "clerk"
title = "Records clerk"
summary = "Keeps the desk."

[[role]]
id = "analyst"
title = "Data analyst"
needs = [{ competency = "privacy-rule", level = 3 }]

[[role]]
id = "manager"
title = "Data manager"
"#;

const CREDENTIAL: &str = r#"
[[credential]]
id = "cha"
short = "CHA"
name = "Certified Analyst"
url = "https://example.org/cha"
"#;

const COMPETENCIES: &str = "[[competency]]\nid = \"privacy-rule\"\nname = \"The privacy rule\"\nkind = \"hard\"\n";

const MENTORS: &str = r#"
[[mentor]]
id = "desk"
name = "The data desk"
roles = ["analyst"]
topics = ["data"]
summary = "Answers questions on Fridays."
contact = "desk@example.org"
"#;

/// A site with one path of three steps, and another one that goes on from its goal.
fn site() -> SiteTest {
    let next = PATH
        .replace("Become an analyst", "Lead the analysts")
        .replace("from = [\"clerk\"]", "from = [\"analyst\"]")
        .replace("to = \"analyst\"", "to = \"manager\"")
        .replace("formerly = [\"clerk-to-analyst\"]", "");
    SiteTest::small()
        .with("content/roles.toml", ROLES)
        .with("content/credentials.toml", &format!("{BODIES}{CREDENTIAL}"))
        .with("content/competencies.toml", COMPETENCIES)
        .with("content/mentors.toml", MENTORS)
        .with("content/paths/to-analyst.md", PATH)
        .with("content/paths/to-manager.md", &next)
        .with_entry(
            "dear-course",
            "title = \"A dear course\"\ncost = { amount = 80 }\nduration = \"20m\"\nformerly = [\"old-course\"]\n\
             credits = [{ body = \"ahima\", amount = 2 }]\n",
            "Words.\n",
        )
}

fn texts(elements: &[&Element]) -> Vec<String> {
    elements.iter().map(|element| element.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn ids(page: &Element) -> Vec<String> {
    page.all().iter().filter_map(|element| element.attribute("id")).map(str::to_owned).collect()
}

#[test]
fn a_site_without_paths_has_no_page_and_no_word_of_them() {
    let workshop = SiteTest::small().workshop();
    let all = files(&workshop);
    assert!(all.keys().all(|file| !file.starts_with("paths/") && !file.starts_with("roles/")));
    for address in ["/", "/catalog/", "/entries/sql-1/", "/topics/data/"] {
        let html = page(&workshop, address);
        assert!(!html.contains("path-") && !html.contains("/paths/") && !html.contains("/roles/"), "{address}");
    }
    assert!(workshop.site().find("/paths/").is_none() && workshop.site().find("/roles/clerk/").is_none());
}

#[test]
fn a_path_names_every_stage_step_and_option_in_order() {
    let html = Element::parse(&site().page("/paths/to-analyst/"));
    let route = html.classed("route")[0];
    let named = route.find(&|it: &Element| {
        let is_title = it.name == "h2" || it.name == "h3";
        is_title || it.attribute("href").is_some_and(|href| href.starts_with("/entries/"))
    });
    assert_eq!(
        texts(&named),
        [
            "Learn the rules",
            "Get an overview",
            "HIPAA basics",
            "A dear course",
            "Shadow an analyst",
            "Work with data",
            "Learn to query",
            "SQL, part one",
            "Data analyst"
        ]
    );
    let text = route.text();
    for words in ["First the law.", "An overview first.", "Choose one", "Ask for a day.", "Optional.", "8 h"] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn the_ways_through_a_path_are_told_with_what_they_take_and_earn() {
    let html = Element::parse(&site().page("/paths/to-analyst/"));
    let rows: Vec<_> = html.classed("ways")[0].named("tr").into_iter().map(|row| row.text()).collect();
    let told = |words: &str| rows.iter().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {rows:?}"));
    for words in ["3", "9 h", "and 1 not stated", "Free", "None stated"] {
        assert!(told("Every step").contains(words), "{words}: {}", told("Every step"));
    }
    assert!(told("Cheapest").contains("Free") && told("Cheapest").contains("about"));
    assert!(told("Fastest and most credit").contains("$80") && told("Fastest").contains("2.0"));
    assert!(!html.text().contains("cannot be finished free"));
}

#[test]
fn each_milepost_says_what_has_been_summed_up_on_each_way() {
    let html = Element::parse(&site().page("/paths/to-analyst/"));
    let first = html.classed("mp")[0];
    let of = |way: &str| {
        let found = first.find(&|it: &Element| it.attribute("data-way") == Some(way));
        found[0].text().replace('\u{a0}', " ")
    };
    assert_eq!(of("cheapest"), "about 9 h · free");
    assert_eq!(of("fastest"), "about 8 h · $80 · 2.0 CEUs");
}

#[test]
fn a_step_that_nobody_can_do_free_is_named() {
    let mut site = site();
    site.edit("content/paths/to-analyst.md", "[\"hipaa-basics\", \"dear-course\"]", "[\"dear-course\"]");
    let html = Element::parse(&site.page("/paths/to-analyst/"));
    let note = texts(&html.classed("stale"));
    assert!(note.iter().any(|it| it.contains("cannot be finished free") && it.contains("Get an overview")), "{note:?}");
}

#[test]
fn a_path_that_cannot_be_finished_says_so_and_has_no_ways() {
    let mut site = site();
    site.edit("content/paths/to-analyst.md", "[\"hipaa-basics\", \"dear-course\"]", "[\"dear-course\"]");
    let gone = "status = \"retired\"\nreason = \"It ended.\"\n";
    site = site.with_entry("dear-course", &format!("title = \"A dear course\"\n{gone}"), "Words.\n");
    let workshop = site.workshop();
    let html = Element::parse(&page(&workshop, "/paths/to-analyst/"));
    assert!(html.classed("ways").is_empty());
    assert!(html.text().contains("“Get an overview” cannot be done at present"));
    assert!(html.text().contains("No longer in the catalog"));
    assert!(page(&workshop, "/paths/").contains("Cannot be finished at present"));
}

#[test]
fn ids_that_were_before_stay_on_the_page_for_ticks_and_links() {
    let workshop = site().workshop();
    let html = Element::parse(&page(&workshop, "/paths/to-analyst/"));
    let data = |key: &str| -> Vec<String> {
        html.all().iter().filter_map(|it| it.attribute(key)).map(str::to_owned).collect()
    };
    assert_eq!(data("data-path"), ["to-analyst clerk-to-analyst"]);
    assert_eq!(data("data-step"), ["overview intro", "shadow", "sql"]);
    assert_eq!(data("data-entry"), ["hipaa-basics", "dear-course old-course", "sql-1"]);
    for anchor in ["stage-rules", "stage-law", "step-overview", "step-intro"] {
        assert!(ids(&html).contains(&anchor.to_owned()), "{anchor}");
    }
    assert!(page(&workshop, "/paths/clerk-to-analyst/").contains("/paths/to-analyst/"));
    assert!(page(&workshop, "/_redirects").contains("/paths/clerk-to-analyst/ /paths/to-analyst/ 301"));
}

#[test]
fn a_former_id_that_another_path_has_now_is_a_collision() {
    let mut site = site();
    site.edit("content/paths/to-analyst.md", "formerly = [\"clerk-to-analyst\"]", "formerly = [\"to-manager\"]");
    assert_eq!(
        site.problems(),
        ["address-collision: the address `/paths/to-manager/` is taken by the path `to-manager`"]
    );
}

#[test]
fn a_path_for_machines_says_what_its_page_says() {
    let data: Value = serde_json::from_str(&site().page("/paths/to-analyst/path.json")).expect("it is JSON");
    assert_eq!(data["url"], "https://learn.example.org/paths/to-analyst/");
    assert_eq!(data["formerly"][0], "clerk-to-analyst");
    let steps = data["stages"][0]["steps"].as_array().expect("a list");
    assert_eq!(steps[0]["options"][1]["id"], "dear-course");
    assert_eq!(steps[1]["task"]["minutes"]["most"], 480);
    assert_eq!(steps[1]["after"][0], "overview");
    let every = &data["ways"][0];
    assert_eq!((&every["id"], &every["unknown_times"]), (&Value::from("every"), &Value::from(1)));
    assert_eq!(data["ways"][1]["price"], 0);
    assert_eq!(data["ways"][2]["credits"][0]["amount"], "2.0");
}

#[test]
fn every_key_of_a_path_for_machines_is_documented() {
    fn keys(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    found.insert(key.clone());
                    keys(value, found);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let data = serde_json::from_str(&site().page("/paths/to-analyst/path.json")).expect("it is JSON");
    let mut found = BTreeSet::new();
    keys(&data, &mut found);
    assert!(found.len() > 30, "{found:?}");
    let document = include_str!("../../docs/data.md").split("\n## Paths\n").nth(1).expect("a section on paths");
    let missing: Vec<_> = found.iter().filter(|key| !document.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn machines_get_no_time_of_a_task_that_has_none() {
    let mut site = site();
    site.edit("content/paths/to-analyst.md", "duration = \"8h\"\n", "");
    let data: Value = serde_json::from_str(&site.page("/paths/to-analyst/path.json")).expect("it is JSON");
    assert_eq!(data["stages"][0]["steps"][1]["task"]["minutes"], Value::Null);
}

#[test]
fn the_board_has_every_path_with_its_cheapest_way() {
    let workshop = site().workshop();
    for address in ["/", "/paths/"] {
        let html = Element::parse(&page(&workshop, address));
        let board = html.classed("lines")[0];
        let rows = texts(&board.named("li"));
        assert_eq!(rows.len(), 2, "{address}");
        assert!(rows[1].starts_with("Records clerk Data analyst, from Records clerk steps2"), "{rows:?}");
        let starts = texts(&html.classed("chip"));
        assert_eq!(starts, ["Data analyst", "Records clerk", "Anyone", "Data analyst", "Records clerk"]);
    }
    let home = page(&workshop, "/");
    assert!(!home.contains("topic_board") && home.contains("path_board"));
}

/// A site with a row of jobs, each with a path to the next.
fn row_of_jobs(count: usize) -> SiteTest {
    let role = |number: usize| format!("[[role]]\nid = \"job-{number}\"\ntitle = \"Job {number}\"\n");
    let roles: String = (0..=count).map(role).collect();
    (0..count).fold(SiteTest::small().with("content/roles.toml", &roles), |site, number| {
        let path = format!(
            "+++\ntitle = \"Path {number}\"\nfrom = [\"job-{number}\"]\nto = \"job-{}\"\n[[stages]]\nid = \"one\"\n\
             title = \"One\"\n[[stages.steps]]\nid = \"a\"\ntitle = \"A\"\noptions = [\"sql-1\"]\n+++\n",
            number + 1
        );
        site.with(&format!("content/paths/path-{number}.md"), &path)
    })
}

#[test]
fn a_home_page_leaves_many_paths_to_their_own_page() {
    let few = Element::parse(&row_of_jobs(24).page("/"));
    assert_eq!(few.classed("lines")[0].named("li").len(), 24);
    let many = Element::parse(&row_of_jobs(25).page("/"));
    assert!(many.classed("lines").is_empty());
    let links: Vec<_> = many.classed("starts")[0].named("a").iter().filter_map(|it| it.attribute("href")).collect();
    assert_eq!((links.len(), links[0], links[25]), (26, "/paths/?from=job-0", "/paths/"));
}

#[test]
fn a_map_goes_six_jobs_deep_and_goes_on_beside() {
    let workshop = row_of_jobs(60).workshop();
    let html = Element::parse(&page(&workshop, "/roles/"));
    let map = html.classed("map")[0];
    let labels = map.find(&|it: &Element| it.name == "a" && it.has_class("to"));
    let named: std::collections::HashSet<_> = texts(&labels).into_iter().collect();
    assert_eq!(named.len(), 61, "every job is on it");
    assert!(map.text().contains("Leads on further."));
}

#[test]
fn a_path_says_what_its_goal_asks_for_beyond_what_it_teaches() {
    let html = site().page("/paths/to-analyst/");
    assert!(html.contains("The job asks for more than the path teaches: The privacy rule."));
    let mut site = site();
    site.edit("content/roles.toml", "level = 3", "level = 2");
    assert!(!site.page("/paths/to-analyst/").contains("asks for more"));
}

#[test]
fn a_step_that_a_required_one_comes_after_is_no_optional_one() {
    let mut site = site();
    site.edit("content/paths/to-analyst.md", "formerly = [\"intro\"]", "formerly = [\"intro\"]\noptional = true");
    let html = Element::parse(&site.page("/paths/to-analyst/"));
    let optional = html.find(&|it: &Element| it.has_class("stop") && it.has_class("optional"));
    assert_eq!(texts(&optional).len(), 1, "only the last step can be left out");
}

#[test]
fn options_that_are_all_needed_are_no_choice() {
    let mut site = site();
    site.edit("content/paths/to-analyst.md", "formerly = [\"intro\"]", "formerly = [\"intro\"]\nneed = 2");
    let html = Element::parse(&site.page("/paths/to-analyst/"));
    assert!(html.classed("route")[0].text().contains("Do both"));
    assert!(html.classed("fork").is_empty());
}

#[test]
fn roles_tell_what_leads_to_them_and_on() {
    let workshop = site().workshop();
    let role = Element::parse(&page(&workshop, "/roles/analyst/")).text();
    for words in ["Paths to this job", "Paths from this job", "The privacy rule", "The data desk", "Data manager"] {
        assert!(role.contains(words), "{words}");
    }
    let clerk = Element::parse(&page(&workshop, "/roles/clerk/"));
    let journey = texts(&clerk.classed("journey"));
    assert_eq!(journey.len(), 1);
    assert!(journey[0].starts_with("Records clerk then Data analyst then Data manager"), "{journey:?}");
    let map = Element::parse(&page(&workshop, "/roles/"));
    let labels = map.classed("map")[0].find(&|it: &Element| it.name == "a" && it.has_class("to"));
    assert_eq!(texts(&labels), ["Records clerk", "Data analyst", "Data manager"]);
}

#[test]
fn a_role_that_no_path_touches_says_so() {
    let mut site = site();
    site.remove("content/paths/to-manager.md");
    assert!(site.page("/roles/manager/").contains("No path leads here or starts here yet."));
}

#[test]
fn paths_in_a_circle_end_the_map() {
    let back = PATH
        .replace("from = [\"clerk\"]", "from = [\"manager\"]")
        .replace("to = \"analyst\"", "to = \"clerk\"")
        .replace("formerly = [\"clerk-to-analyst\"]", "");
    let html = Element::parse(&site().with("content/paths/back.md", &back).page("/roles/"));
    assert!(html.classed("map")[0].text().contains("Leads on further."));
}

#[test]
fn an_entry_names_the_paths_that_it_is_on_with_its_stop() {
    let html = Element::parse(&site().page("/entries/hipaa-basics/"));
    let section = html.classed("on-paths")[0];
    assert_eq!(texts(&section.named("li")).len(), 2);
    assert_eq!(section.classed("here").len(), 2);
    let links: Vec<_> = section.named("a").iter().filter_map(|it| it.attribute("href")).collect();
    assert!(links.contains(&"/paths/to-analyst/#step-overview"), "{links:?}");
}

#[test]
fn a_topic_names_the_paths_that_use_it_twice_and_its_mentors() {
    let mut site = site();
    let workshop = site.workshop();
    assert!(!page(&workshop, "/topics/privacy/").contains("/paths/to-analyst/"));
    assert!(page(&workshop, "/topics/data/").contains("The data desk"));
    site.edit("content/paths/to-analyst.md", "options = [\"sql-1\"]", "options = [\"sql-1\", \"dear-course\"]");
    let twice = site.page("/topics/privacy/");
    assert!(twice.contains("/paths/to-analyst/") && !twice.contains("/paths/to-manager/"));
}

#[test]
fn links_to_and_from_paths_are_checked() {
    let mut site = site();
    site.edit("content/opportunities/sql-1.md", "No laptop needed.", "See [it](../paths/to-analyst.md).");
    assert!(site.page("/entries/sql-1/").contains("href=\"/paths/to-analyst/\""));
    site.edit("content/paths/to-analyst.md", "(/roles/analyst/)", "(/roles/analist/)");
    assert_eq!(site.problems(), ["broken-link: no page has the address `/roles/analist/`"]);
}

#[test]
fn machines_and_search_engines_find_the_pages_of_paths() {
    let sitemap = site().page("/sitemap.xml");
    for address in ["paths/", "paths/to-analyst/", "roles/", "roles/clerk/"] {
        assert!(sitemap.contains(&format!("<loc>https://learn.example.org/{address}</loc>")), "{address}");
    }
    assert!(!sitemap.contains("path.json"));
}
