//! What the page of one opportunity says, and its card.

use super::*;
use crate::view::FactView;

fn told(fact: &FactView) -> String {
    let parts = [fact.before.as_deref(), Some(fact.value.as_str()), fact.after.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ").replace('\u{a0}', " ")
}

/// Returns price and note of a ticket, and what the certificate costs.
fn ticket(fields: &str) -> (String, String, Option<String>) {
    let site = draft().opportunity("it", fields).site();
    let ticket = site.entry("it").entry.ticket;
    (ticket.price, ticket.price_note, ticket.certificate)
}

fn price(fields: &str) -> String {
    let (price, note, _) = ticket(fields);
    format!("{price}: {note}")
}

#[test]
fn the_ticket_says_what_a_price_means_and_for_whom() {
    assert_eq!(price("cost = \"free\""), "Free: No fee and no membership");
    assert_eq!(price("cost = \"unknown\""), "Cost not stated: Whether it costs anything is not stated");
    assert_eq!(price("cost = \"paid\""), "Paid: It costs something; how much is not stated");
    assert_eq!(
        price("cost = { amount = 49, members = { ahima = 0 } }"),
        "Free for members: Free for members of AHIMA. $49 for everyone else."
    );
    assert_eq!(
        price("cost = { members = { ahima = 0, three-m = 0 }, note = \"as of 2023\" }"),
        "Free for members: Free for members of AHIMA or 3M. What everyone else pays is not stated. As of 2023."
    );
    assert_eq!(price("cost = { amount = 20, per = \"year\" }"), "$20 a year: Low-cost: $50 or less");
    assert_eq!(
        price("cost = { amount = 299, note = \"third-party figure\" }"),
        "$299: No lower price for members is stated. Third-party figure."
    );
    assert_eq!(price("cost = { amount = 299, members = { ahima = 199 } }"), "$299: $199 for members of AHIMA");
}

#[test]
fn a_certificate_is_told_apart_from_the_learning() {
    let certificate = |fields: &str| ticket(fields).2;
    assert_eq!(certificate(""), None);
    assert_eq!(certificate("certificate = true").as_deref(), Some("Certificate included"));
    assert_eq!(certificate("certificate = false").as_deref(), Some("No certificate"));
    assert_eq!(certificate("certificate_cost = { amount = 49 }").as_deref(), Some("Certificate: $49"));
    assert_eq!(certificate("certificate_cost = \"paid\"").as_deref(), Some("Certificate: paid, price not stated"));
    assert_eq!(
        certificate("certificate_cost = { amount = 49, members = { ahima = 0 } }").as_deref(),
        Some("Certificate: $49, free for members of AHIMA")
    );
}

#[test]
fn a_time_says_whose_figure_it_is_where_there_is_room() {
    let time = |fields: &str| {
        let site = draft().opportunity("it", fields).site();
        let card = told(&site.views().card(site.id("it")).facts[1]);
        (card, told(&site.entry("it").entry.ticket.facts[0]))
    };
    let both = |text: &str| (text.to_owned(), text.to_owned());
    assert_eq!(time(""), both("Not stated"));
    assert_eq!(time("duration = \"1h 30m\""), both("1 h 30"));
    assert_eq!(time("each = \"30m\""), both("30 min each"));
    assert_eq!(time("duration = \"1 week\""), both("1 week"));
    assert_eq!(
        time("duration = { min = \"4h\", max = \"6h\" }\nduration_basis = \"estimate\""),
        ("about 4 to 6 h".to_owned(), "about 4 to 6 h our estimate".to_owned())
    );
    assert_eq!(
        time("each = \"10m\"\nduration_basis = \"third-party\""),
        ("10 min each".to_owned(), "10 min each, a third party's figure".to_owned())
    );
    assert_eq!(
        time("duration = \"30 weeks\"\neffort = \"4h/week\""),
        ("30 weeks 4 h a week".to_owned(), "30 weeks, 4 h a week".to_owned())
    );
}

const DATES: &str = r#"
[[sessions]]
start = 2026-10-01T09:00:00
online = true

[[sessions]]
start = 2026-11-11T12:00:00
end = 2026-11-11T13:00:00
place = "Columbus, Ohio"
online = true
register_by = 2026-11-09
seats = 40

[[sessions]]
start = 2026-11-02T08:00:00
status = "cancelled"

[[sessions]]
start = 2027-01-13T07:30:00
timezone = "America/New_York"
register_by = 2026-11-01
cost = { amount = 20 }
"#;

#[test]
fn dates_are_divided_by_the_day_of_the_build() {
    let site = draft().opportunity("it", DATES).site();
    let entry = site.entry("it").entry;
    let rows: Vec<_> = entry
        .sessions
        .iter()
        .map(|row| format!("{} / {} / {} / {} / {}", row.day, row.time, row.place, row.registration, row.is_open))
        .collect();
    assert_eq!(
        rows,
        [
            "Monday, Nov 2, 2026 / 8:00 a.m. CST / Place not stated / Cancelled / false",
            "Wednesday, Nov 11, 2026 / 12:00 p.m. to 1:00 p.m. CST / Columbus, Ohio, or online / Register by Nov 9, 40 seats / true",
            "Wednesday, Jan 13, 2027 / 7:30 a.m. EST / Place not stated / Registration closed / false",
        ]
    );
    assert_eq!(entry.sessions[2].cost.as_ref().map(|cost| cost.text.as_str()), Some("$20"));
    assert_eq!((entry.past_sessions.len(), entry.past_label.as_str()), (1, "1 date gone by"));
    assert_eq!(told(&entry.ticket.facts[1]), "Wed, Nov 11");
    let next = &site.views().card(site.id("it")).facts[2];
    assert_eq!((next.label.as_str(), told(next)), ("Next", "Nov 11".to_owned()));
    assert_eq!(next.datetime.as_deref(), Some("2026-11-11T12:00-06:00"));
}

#[test]
fn the_agenda_holds_what_was_not_called_off_soonest_first() {
    let early = "[[sessions]]\nstart = 2026-11-05T09:00:00\nend = 2026-11-06T17:00:00\nonline = true";
    let site = draft().opportunity("late", DATES).opportunity("early", early).site();
    let agenda: Vec<_> = site
        .home()
        .agenda
        .into_iter()
        .map(|item| {
            format!("{} {}: {} ({})", item.month, item.day, item.title, item.details.join(" · ").replace('\u{a0}', " "))
        })
        .collect();
    assert_eq!(
        agenda,
        [
            "Thu, Nov 5: Entry early (9:00 a.m. CST · to Nov 6 · Free · Online)",
            "Wed, Nov 11: Entry late (12:00 p.m. CST · 1 h · Free · Columbus, Ohio, or online · Register by Nov 9, 40 seats)",
            "Wed, Jan 2027 13: Entry late (7:30 a.m. EST · $20 · Registration closed)",
        ]
    );
    let View::Upcoming(upcoming) = site.sheet("/upcoming/").view else { panic!("the page of dates") };
    let months: Vec<_> =
        upcoming.months.iter().map(|month| (month.id.as_str(), month.label.as_str(), month.items.len())).collect();
    assert_eq!(months, [("2026-11", "November 2026", 2), ("2027-01", "January 2027", 1)]);
    assert!(site.views().site().nav.iter().any(|link| link.id == "upcoming"));
    assert_eq!(upcoming.page.crumbs.len(), 0);
}

#[test]
fn without_a_date_ahead_the_header_does_not_lead_to_dates_but_the_footer_does() {
    let site = draft().opportunity("it", "").site();
    assert!(!site.views().site().nav.iter().any(|link| link.id == "upcoming"));
    assert!(site.views().site().footer.iter().any(|link| link.href == "/a/b/upcoming/"));
    let home = site.home();
    assert!(home.agenda.is_empty() && home.all_dates.is_none());
    let View::Upcoming(upcoming) = site.sheet("/upcoming/").view else { panic!("the page of dates") };
    assert_eq!(way(&upcoming.page.crumbs), "Start page > Upcoming");
}

#[test]
fn what_is_no_longer_offered_says_so_and_leads_on() {
    let retired = "status = \"retired\"\nreason = \"the provider took it down\"\nreplaced_by = \"new\"";
    let site = draft()
        .opportunity("old", retired)
        .opportunity("gone", "expires = 2026-11-01")
        .opportunity("new", "")
        .opportunity("other", "")
        .site();
    for id in ["old", "gone"] {
        let page = site.entry(id);
        assert!(page.entry.ticket.go.is_none() && !page.page.is_indexed, "{id}");
        assert_eq!(site.sheet(&format!("/entries/{id}/")).cards, [], "{id}");
    }
    let old = site.entry("old").entry.retired.expect("a notice");
    assert_eq!(old.reason, "The provider took it down.");
    assert_eq!(old.replacement.map(|link| link.href).as_deref(), Some("/a/b/entries/new/"));
    assert_eq!(site.entry("gone").entry.retired.expect("a notice").reason, "Its last day was Nov 1, 2026.");
    let new = site.entry("new");
    assert!(new.entry.retired.is_none() && new.page.is_indexed);
    assert_eq!(new.entry.ticket.go.map(|link| link.host).as_deref(), Some("example.com"));
}

#[test]
fn a_check_is_told_by_day_and_grows_old() {
    let check = |fields: &str| {
        let site = draft().opportunity("it", fields).site();
        let check = site.entry("it").entry.check;
        format!("{}: {}", check.state, check.text)
    };
    assert_eq!(
        check(""),
        "never: Nobody has checked this entry at the provider’s page since it was written. Prices and dates can change."
    );
    assert_eq!(
        check("checked = { link = 2026-10-28, cost = 2026-10-28 }"),
        "checked: Link and cost checked on Oct 28, 2026. Prices and dates can change."
    );
    // 180 days before the build is not yet old, one day more is.
    assert!(check("checked = { link = 2026-05-06 }").starts_with("checked: "));
    assert_eq!(
        check("checked = { link = 2026-10-28, sessions = 2026-05-05 }"),
        "stale: Link checked on Oct 28, 2026. Dates checked on May 5, 2026. That is more than 180 days ago. Prices and dates can change."
    );
}

const BODIES: &str = "[[body]]\nid = \"pmi\"\nname = \"PMI\"\ncredit = \"PDU\"\n\n[[body]]\nid = \"cme\"\nname = \"CME\"\ncredit = \"credit\"\n";

#[test]
fn a_credit_names_its_body_where_units_differ() {
    let credits = "credits = [{ body = \"pmi\", amount = 1, domain = \"privacy\", live = true }, { body = \"cme\", amount = 0.75 }]";
    let site = |bodies: &str, credits: &str| {
        draft().file("content/credentials.toml", bodies).opportunity("it", credits).site()
    };
    let both = site(BODIES, credits);
    let card = both.views().card(both.id("it")).facts.remove(0);
    assert_eq!((card.label.as_str(), told(&card)), ("Credits", "up to 1.0 from 2 bodies".to_owned()));
    let ticket = both.entry("it").entry.ticket;
    let rows: Vec<_> = ticket.credits.iter().map(|row| format!("{} {} ({})", row.body, row.amount, row.note)).collect();
    assert_eq!(rows, ["PMI 1.0 (PDU, privacy, live)", "CME 0.75 (credits)"]);
    let one = site(BODIES, "credits = [{ body = \"pmi\", amount = 1.5 }]");
    assert_eq!(told(&one.views().card(one.id("it")).facts[0]), "1.5 PMI");
    let alike = site(&BODIES.replace("\"credit\"", "\"PDU\""), credits);
    let card = alike.views().card(alike.id("it")).facts.remove(0);
    assert_eq!((card.label.as_str(), told(&card)), ("PDUs", "up to 1.0".to_owned()));
    assert_eq!(alike.entry("it").entry.ticket.credits[0].note, "privacy, live");
    let none = site(BODIES, "");
    assert_eq!(told(&none.views().card(none.id("it")).facts[0]), "None stated");
}

#[test]
fn a_summary_is_not_said_twice() {
    let site = draft().prose("own", "summary = \"Short.\"", "Long words.").prose("opening", "", "Long words.").site();
    assert_eq!(site.entry("own").entry.summary, "Short.");
    assert_eq!(site.entry("opening").entry.summary, "");
    assert_eq!(site.views().card(site.id("opening")).summary, "Long words.");
    assert_eq!(site.entry("opening").page.description, "Long words.");
}

#[test]
fn skill_level_and_formality_stand_on_the_card_as_words() {
    let site =
        draft().opportunity("it", "skill = [\"soft\", \"hard\"]\nlevel = \"beginner\"").opportunity("bare", "").site();
    assert_eq!(site.views().card(site.id("it")).tags, ["Hard and soft skills", "Beginner", "Formal"]);
    assert_eq!(site.views().card(site.id("bare")).tags, ["Hard skills", "Formal"]);
    let level = site.entry("bare").entry.ticket.facts.remove(2);
    assert_eq!((level.label.as_str(), level.value.as_str(), level.is_known), ("Level", "Not stated", false));
}

#[test]
fn what_comes_first_and_what_is_gained_are_told_with_their_choices() {
    let competencies = "[[competency]]\nid = \"access\"\nname = \"Right of access\"\nkind = \"hard\"\n";
    let fields = "requires = [[\"one\", \"two\"], [\"three\"]]\nteaches = [{ competency = \"access\", level = 2 }]";
    let site = draft()
        .file("content/competencies.toml", competencies)
        .opportunity("it", fields)
        .opportunity("one", "")
        .opportunity("two", "cost = { amount = 45 }")
        .opportunity("three", "")
        .site();
    let entry = site.entry("it").entry;
    let needs: Vec<Vec<_>> = entry
        .needs
        .iter()
        .map(|group| group.options.iter().map(|option| format!("{} {}", option.title, option.cost.text)).collect())
        .collect();
    assert_eq!(needs, [vec!["Entry one Free", "Entry two $45"], vec!["Entry three Free"]]);
    let gained = &entry.teaches[0];
    assert_eq!(
        (gained.label.as_str(), gained.kind.as_str(), gained.level.as_str()),
        ("Right of access", "Hard", "On my own")
    );
    assert_eq!(gained.dots, [true, true, false]);
}

#[test]
fn a_report_names_the_entry() {
    let site = draft().opportunity("it", "title = \"Rules & rights\"").site();
    assert_eq!(
        site.entry("it").entry.report.as_deref(),
        Some(
            "mailto:learning@example.org?subject=Problem%20with%20Rules%20%26%20rights&body=https%3A%2F%2Fexample.org%2Fa%2Fb%2Fentries%2Fit%2F"
        )
    );
}

#[test]
fn similar_entries_share_the_most_and_never_include_the_entry_itself() {
    let mut draft = draft()
        .opportunity("it", "topics = [\"hipaa\", \"coding\"]\nlevel = \"beginner\"")
        .opportunity("twin", "topics = [\"coding\", \"hipaa\"]\nlevel = \"beginner\"\ncost = \"paid\"")
        .opportunity("level", "topics = [\"coding\"]\nlevel = \"beginner\"")
        .opportunity("elsewhere", "topics = [\"empty\"]");
    for number in 0..300 {
        draft = draft.opportunity(&format!("n{number:03}"), "topics = [\"coding\"]\nskill = \"soft\"");
    }
    let site = draft.site();
    let similar = site.sheet("/entries/it/").cards;
    assert_eq!(site.ids(&similar)[..2], ["twin", "level"]);
    assert_eq!(similar.len(), 4);
    assert!(!site.ids(&similar).contains(&"it") && !site.ids(&similar).contains(&"elsewhere"));
    assert_eq!(similar, site.sheet("/entries/it/").cards);
    assert_eq!(site.sheet("/entries/elsewhere/").cards, []);
}
