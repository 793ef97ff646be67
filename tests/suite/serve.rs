//! The development server: a real folder, a real watcher, plain requests over loopback.
//!
//! Nothing here waits for a time to pass: a test waits until something holds, and looks again
//! whenever the server has told news.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use milepost::serve::{Cause, News, Port, Server, Setting, Watching};
use tempfile::TempDir;

use crate::harness::{SiteTest, missing_keys};
use crate::program::{PROGRAM, milepost};

/// Far more than any step takes; reached only when something never happens.
const DEADLINE: Duration = Duration::from_secs(60);

/// Noon in the zone of the small site, on the day on which test sites are true.
const NOON: &str = "2026-11-22T18:00:00Z";

const HIPAA: &str = "content/opportunities/hipaa-basics.md";
const SQL: &str = "content/opportunities/sql-1.md";

/// A server over a folder of its own.
struct Served {
    folder: TempDir,
    server: Server,
    news: Arc<Board>,
    /// What the server's clock shows; a clock without a time panics.
    now: Arc<Mutex<Option<Timestamp>>>,
}

/// Where the server's news are put up.
#[derive(Default)]
struct Board {
    lines: Mutex<Vec<String>>,
    is_new: Condvar,
}

impl Served {
    fn new(site: &SiteTest) -> Self {
        Served::start(site, Port::Exactly(0), Watching::System).expect("the server starts")
    }

    fn with_port(site: &SiteTest, port: Port) -> anyhow::Result<Self> {
        Served::start(site, port, Watching::System)
    }

    fn start(site: &SiteTest, port: Port, watching: Watching) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        site.write_to(folder.path());
        let news = Arc::new(Board::default());
        let board = news.clone();
        let now = Arc::new(Mutex::new(Some(NOON.parse().expect("the moment is well written"))));
        let clock = now.clone();
        let server = Server::start(Setting {
            root: folder.path().to_owned(),
            options: site.options.clone(),
            port,
            watching,
            clock: Arc::new(move || {
                let now = *clock.lock().expect("the clock is not held where it panics");
                now.expect("the clock has stopped")
            }),
            tell: Arc::new(move |news| board.put_up(news)),
        })?;
        Ok(Served { folder, server, news, now })
    }

    /// Sets the clock; it stops at what is no moment.
    fn set_clock(&self, now: &str) {
        *self.now.lock().expect("the clock is not held where it panics") = now.parse().ok();
    }

    fn port(&self) -> u16 {
        self.server.address().port()
    }

    fn path(&self, location: &str) -> PathBuf {
        self.folder.path().join(location)
    }

    /// Writes a file, and its folders before it.
    fn write(&self, location: &str, text: &str) {
        let path = self.path(location);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Replaces a text in a file, once.
    fn edit(&self, location: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(location)).expect("the file is there");
        assert!(text.contains(from), "{location} has no `{from}`");
        self.save(location, &text.replacen(from, to, 1));
    }

    /// Puts a whole file in place, so that no state in between is seen.
    fn save(&self, location: &str, text: &str) {
        let saving = ".saving";
        self.write(saving, text);
        self.rename(saving, location);
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("it can be renamed");
    }

    /// Asks for a path as it is written.
    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port()))
    }

    fn ask(&self, request: &str) -> Answer {
        let mut stream = self.send(request);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("the server answers and closes");
        Answer::read(&bytes)
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port())).expect("the server listens");
        stream.set_read_timeout(Some(DEADLINE)).expect("a time can be set");
        stream.write_all(request.as_bytes()).expect("the server takes requests");
        stream
    }

    /// Listens for a change of what stands at a path, given the stamp of the page that is open.
    fn listen(&self, stamp: &str, path: &str) -> Listening {
        let port = self.port();
        let request = format!("GET /__milepost/events/{stamp}{path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        let mut lines = BufReader::new(self.send(&request));
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let length = lines.read_line(&mut head).expect("the server answers");
            assert!(length > 0, "the answer ended: {head}");
        }
        assert!(head.contains("text/event-stream"), "{head}");
        Listening(lines)
    }

    #[track_caller]
    fn until(&self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let end = Instant::now() + DEADLINE;
        loop {
            // The count is taken before the look, so that news in between are not missed.
            let seen = self.news.count();
            if holds(self) {
                return;
            }
            assert!(self.news.wait_for_more_than(seen, end), "never: {what}; news: {:#?}", self.news.lines());
        }
    }

    #[track_caller]
    fn until_shown(&self, path: &str, text: &str) {
        self.until(&format!("{path} shows `{text}`"), |served| {
            let answer = served.get(path);
            answer.status == 200 && answer.body.contains(text)
        });
    }

    #[track_caller]
    fn until_status(&self, path: &str, status: u16) {
        self.until(&format!("{path} answers {status}"), |served| served.get(path).status == status);
    }
}

impl Board {
    fn put_up(&self, news: &News<'_>) {
        let line = match news {
            News::Listening { address } => format!("listening at {address}"),
            News::Prepared { cause, problems, .. } => {
                let cause = match cause {
                    Cause::Start => "start".to_owned(),
                    Cause::Files(locations) => locations.join(" "),
                    Cause::NewDay => "new day".to_owned(),
                };
                let codes: Vec<_> = problems.iter().map(|problem| problem.code.name).collect();
                format!("{cause} [{}]", codes.join(" "))
            }
            News::PageFailed { problem, .. } => format!("page failed: {}", problem.headline),
            News::Failed { message } => format!("failed: {message}"),
            News::CannotWatch { why } => format!("cannot watch: {why}"),
        };
        self.lines.lock().expect("no test panics with the board").push(line);
        self.is_new.notify_all();
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().expect("no test panics with the board").clone()
    }

    fn count(&self) -> usize {
        self.lines().len()
    }

    /// Returns false when the end comes first.
    fn wait_for_more_than(&self, count: usize, end: Instant) -> bool {
        let lines = self.lines.lock().expect("no test panics with the board");
        let patience = end.saturating_duration_since(Instant::now());
        let waited = self.is_new.wait_timeout_while(lines, patience, |lines| lines.len() <= count);
        !waited.expect("no test panics with the board").1.timed_out()
    }
}

/// An answer, cut into its parts.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer has a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("an answer has a status");
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    #[track_caller]
    fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n\n{}", self.head, self.body);
        self
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// Returns the stamp that the page tells its script.
    fn stamp(&self) -> &str {
        let (_, rest) = self.body.split_once("data-stamp=\"").expect("the page has a stamp");
        rest.split('"').next().expect("the stamp has an end")
    }

    fn is_notice(&self) -> bool {
        self.status == 500 && self.body.contains("role=\"alertdialog\"")
    }
}

/// An open stream of events.
struct Listening(BufReader<TcpStream>);

impl Listening {
    fn until_changed(mut self) {
        let mut line = String::new();
        while line.trim() != "event: changed" {
            line.clear();
            let length = self.0.read_line(&mut line).expect("the event comes in time");
            assert!(length > 0, "the stream ended without an event");
        }
    }
}

fn entry(title: &str) -> String {
    let front = format!("title = \"{title}\"\n");
    format!("+++\n{}{front}+++\nSome words.\n", missing_keys(&front))
}

#[test]
fn a_page_is_served_as_it_is_published_but_for_the_script_that_reloads_it() {
    let site = SiteTest::small();
    let served = Served::new(&site);
    let page = served.get("/entries/sql-1/").expect(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let script = format!("<script src=\"/__milepost/live.js\" defer data-stamp=\"{}\"></script>", page.stamp());
    assert!(page.body.contains(&format!("{script}</body>")), "{}", page.body);
    assert_eq!(page.body.replace(&script, ""), site.page("/entries/sql-1/"));
    let script = served.get("/__milepost/live.js").expect(200);
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
}

#[test]
fn files_beside_the_pages_have_their_own_content_types() {
    let served = Served::new(&SiteTest::small().with("content/files/forms/a.csv", "one,two\n"));
    let home = served.get("/").expect(200);
    let (_, rest) = home.body.split_once("rel=\"stylesheet\" href=\"").expect("the page has a style sheet");
    let style = rest.split('"').next().expect("the address has an end");
    assert_eq!(served.get(style).expect(200).header("content-type"), Some("text/css; charset=utf-8"));
    let file = served.get("/files/forms/a.csv").expect(200);
    assert_eq!((file.header("content-type"), file.body.as_str()), (Some("text/csv; charset=utf-8"), "one,two\n"));
    let map = served.get("/sitemap.xml").expect(200);
    assert_eq!(map.header("content-type"), Some("application/xml"));
    assert!(!map.body.contains("__milepost"), "{}", map.body);
}

#[test]
fn an_address_without_its_last_slash_leads_to_the_page() {
    let served = Served::new(&SiteTest::small());
    let answer = served.get("/entries/sql-1?from=mail").expect(307);
    assert_eq!(answer.header("location"), Some("/entries/sql-1/?from=mail"));
    served.get("/entries/sql-1/index.html").expect(200);
    served.get("/entries/nothing").expect(404);
}

#[test]
fn an_address_where_nothing_stands_shows_the_sites_own_page_for_that() {
    let site = SiteTest::small();
    let served = Served::new(&site);
    let answer = served.get("/nothing/here/").expect(404);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let script = format!("<script src=\"/__milepost/live.js\" defer data-stamp=\"{}\"></script>", answer.stamp());
    assert_eq!(answer.body.replace(&script, ""), site.page("/404.html"));
}

#[test]
fn no_path_leads_out_of_the_site() {
    let served = Served::new(&SiteTest::small().with("content/files/a.csv", "inside\n"));
    served.write("secret.csv", "outside\n");
    served.write("content/.hidden.csv", "outside\n");
    let paths = [
        "/../secret.csv",
        "/files/../../secret.csv",
        "/files/../../../secret.csv",
        "/%2e%2e/secret.csv",
        "/files/%2E%2E/%2e%2e/%2e%2e/secret.csv",
        "/files/..%2f..%2f..%2fsecret.csv",
        "/files/..%5c..%5csecret.csv",
        "/files/..\\..\\secret.csv",
        "/files/a.csv%00.html",
        "//secret.csv",
        "/files//etc/passwd",
        "/etc/passwd",
        "/secret.csv",
        "/site.toml",
        "/content/files/a.csv",
        "/content/.hidden.csv",
        "/__milepost/page/../../secret.csv",
        "/__milepost/page/%2e%2e/secret.csv",
        "/__milepost/events/0/../secret.csv",
        "/__milepost/",
    ];
    for path in paths {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("outside") && !answer.body.contains("root:"), "{path}: {}", answer.body);
    }
    served.get("/files/a.csv").expect(200);
}

#[test]
fn only_requests_for_this_machine_and_port_are_taken() {
    let served = Served::new(&SiteTest::small());
    let port = served.port();
    let asking = |request: String| served.ask(&format!("{request}Connection: close\r\n\r\n")).status;
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert_eq!(asking(format!("GET / HTTP/1.1\r\nHost: {host}\r\n")), 200, "{host}");
    }
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "localhost".to_owned(),
        format!("localhost.evil.example:{port}"),
    ] {
        assert_eq!(asking(format!("GET / HTTP/1.1\r\nHost: {host}\r\n")), 421, "{host}");
        assert_eq!(asking(format!("GET http://{host}/ HTTP/1.1\r\nHost: localhost:{port}\r\n")), 421, "{host}");
    }
    assert_eq!(asking("GET / HTTP/1.0\r\n".to_owned()), 421);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(asking(format!("{method} / HTTP/1.1\r\nHost: localhost:{port}\r\n")), 405, "{method}");
    }
}

#[test]
fn a_question_for_the_head_alone_gets_no_body() {
    let served = Served::new(&SiteTest::small());
    let request = format!("HEAD / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", served.port());
    let answer = served.ask(&request).expect(200);
    assert_eq!(answer.body, "");
    assert_eq!(answer.header("content-length"), Some(served.get("/").body.len().to_string().as_str()));
}

#[test]
fn an_edit_shows_on_its_page_and_on_lists() {
    let served = Served::new(&SiteTest::small());
    served.get("/entries/sql-1/").expect(200);
    served.edit(SQL, "No laptop needed.", "Bring a laptop.");
    served.until_shown("/entries/sql-1/", "Bring a laptop.");
    served.edit(SQL, "SQL, part one", "Queries for beginners");
    served.until_shown("/entries/sql-1/", "Queries for beginners");
    assert!(served.get("/catalog/").expect(200).body.contains("Queries for beginners"));
}

#[test]
fn without_word_of_the_system_changes_are_found_by_looking() {
    let polling = Watching::Polling { every: Duration::from_millis(10) };
    let served = Served::start(&SiteTest::small(), Port::Exactly(0), polling).expect("the server starts");
    served.until_shown("/entries/hipaa-basics/", "Start here.");
    served.edit(HIPAA, "Start here.", "Begin here.");
    served.until_shown("/entries/hipaa-basics/", "Begin here.");
    served.rename("content/opportunities", "aside");
    served.until_status("/entries/hipaa-basics/", 404);
    served.rename("aside", "content/opportunities");
    served.until_shown("/entries/hipaa-basics/", "Begin here.");
}

#[test]
fn a_file_saved_by_rename_with_leavings_around_it_shows() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    let text = fs::read_to_string(served.path(SQL)).expect("the file is there");
    served.write("content/opportunities/.sql-1.md.swp", "b0VIM");
    served.rename(SQL, "content/opportunities/sql-1.md~");
    served.write("content/opportunities/4913.tmp", "");
    fs::remove_file(served.path("content/opportunities/4913.tmp")).expect("it was just written");
    served.write("content/opportunities/.sql-1.new", &text.replace("No laptop needed.", "Saved by rename."));
    served.rename("content/opportunities/.sql-1.new", SQL);
    served.until_shown("/entries/sql-1/", "Saved by rename.");
}

#[test]
fn a_file_written_right_after_its_new_folder_shows() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    for round in 0..20 {
        served.write(&format!("content/opportunities/new-{round}/deep/added-{round}.md"), &entry("Added"));
    }
    for round in 0..20 {
        served.until_status(&format!("/entries/added-{round}/"), 200);
    }
}

#[test]
fn a_burst_of_a_hundred_files_shows_whole() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    for number in 0..100 {
        served.write(&format!("content/opportunities/burst-{number}.md"), &entry(&format!("Burst {number}")));
    }
    for number in 0..100 {
        served.until_status(&format!("/entries/burst-{number}/"), 200);
    }
}

#[test]
fn renamed_and_deleted_folders_take_their_entries_along() {
    let site = SiteTest::small()
        .with("content/opportunities/one/first.md", &entry("First"))
        .with("content/opportunities/one/deep/second.md", &entry("Second"))
        .with("content/opportunities/one.md", &entry("Namesake"));
    let served = Served::new(&site);
    served.get("/entries/first/").expect(200);
    served.rename("content/opportunities/one", "content/opportunities/two");
    served.until("the entries are read from the new folder", |served| {
        served.news.lines().iter().any(|line| line.contains("opportunities/two/deep/second.md"))
    });
    served.until_status("/entries/first/", 200);
    served.edit("content/opportunities/two/deep/second.md", "Second", "Edited in its new place");
    served.until_shown("/entries/second/", "Edited in its new place");
    fs::remove_dir_all(served.path("content/opportunities/two")).expect("it was there");
    served.until_status("/entries/first/", 404);
    served.until_status("/entries/second/", 404);
    served.get("/entries/one/").expect(200);
}

#[test]
fn a_folder_that_is_moved_away_and_back_is_followed() {
    let served = Served::new(&SiteTest::small());
    served.get("/entries/sql-1/").expect(200);
    served.rename("content", "put-aside");
    served.until_status("/entries/sql-1/", 404);
    served.rename("put-aside", "content");
    served.until_status("/entries/sql-1/", 200);
    served.edit(SQL, "No laptop needed.", "Edited afterwards.");
    served.until_shown("/entries/sql-1/", "Edited afterwards.");
}

#[test]
fn a_broken_file_is_told_on_every_page_while_the_last_good_site_stays() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    served.edit(SQL, "title = \"SQL, part one\"", "title = \"<b>SQL</b>\"\ncolour = \"<script>\"");
    served.until("the problem is told", |served| served.get("/").is_notice());
    for path in ["/", "/entries/sql-1/", "/catalog/?q=sql"] {
        let notice = served.get(path).expect(500);
        assert!(notice.body.contains("The site was not rebuilt: 1 problem<"), "{}", notice.body);
        assert!(notice.body.contains("content/opportunities/sql-1.md:"), "{}", notice.body);
        assert!(notice.body.contains("<code>colour</code>"), "{}", notice.body);
        assert!(!notice.body.contains("<script>"), "{}", notice.body);
        assert!(notice.body.contains(&format!("<iframe src=\"/__milepost/page{path}\"")), "{}", notice.body);
        assert!(notice.header("content-security-policy").is_some_and(|policy| policy.contains("default-src 'none'")));
    }
    let behind = served.get("/__milepost/page/entries/sql-1/").expect(200);
    assert!(behind.body.contains("SQL, part one") && behind.body.contains("No laptop needed."), "{}", behind.body);
    assert!(behind.body.contains("<base target=\"_top\">") && !behind.body.contains("data-stamp"), "{}", behind.body);
    served.get("/sitemap.xml").expect(200);
    served.edit(SQL, "title = \"<b>SQL</b>\"\ncolour = \"<script>\"", "title = \"Mended\"");
    served.until_shown("/entries/sql-1/", "Mended");
}

#[test]
fn the_last_good_site_keeps_what_was_deleted_and_edited_since() {
    let served = Served::new(&SiteTest::small().with("content/files/a.csv", "good\n"));
    served.get("/").expect(200);
    served.edit(SQL, "title = ", "titel = ");
    served.until("the problem is told", |served| served.get("/").is_notice());
    fs::remove_file(served.path(HIPAA)).expect("it was there");
    served.write("content/files/a.csv", "newer\n");
    served.until("both changes were seen", |served| {
        let lines = served.news.lines().join("\n");
        lines.contains(HIPAA) && lines.contains("content/files/a.csv")
    });
    assert!(served.get("/__milepost/page/entries/hipaa-basics/").expect(200).body.contains("HIPAA basics"));
    assert_eq!(served.get("/files/a.csv").expect(200).body, "good\n");
    served.edit(SQL, "titel = ", "title = ");
    served.until_status("/entries/sql-1/", 200);
    served.get("/entries/hipaa-basics/").expect(404);
    assert_eq!(served.get("/files/a.csv").expect(200).body, "newer\n");
}

#[test]
fn without_any_good_site_the_problems_stand_alone() {
    let mut site = SiteTest::small();
    site.edit(SQL, "title = ", "titel = ");
    let served = Served::new(&site);
    let notice = served.get("/").expect(500);
    assert!(notice.is_notice() && !notice.body.contains("<iframe"), "{}", notice.body);
    assert!(notice.body.contains("did you mean <code>title</code>?"), "{}", notice.body);
    served.get("/__milepost/notice.css").expect(200);
    served.edit(SQL, "titel = ", "title = ");
    served.until_status("/", 200);
}

#[test]
fn a_broken_deleted_and_restored_site_file_is_survived() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    let text = fs::read_to_string(served.path("site.toml")).expect("the file is there");
    served.write("site.toml", "title = \n");
    served.until("the broken file is told", |served| served.get("/").is_notice());
    fs::remove_file(served.path("site.toml")).expect("it was there");
    served
        .until("the lack is told", |served| served.get("/").body.contains("the folder has no <code>site.toml</code>"));
    assert!(served.get("/__milepost/page/").expect(200).body.contains("Small Hospital Learning"));
    served.write("site.toml.new", &text.replace("Small Hospital Learning", "Renamed Learning"));
    served.rename("site.toml.new", "site.toml");
    served.until_shown("/", "Renamed Learning");
}

#[test]
fn a_template_of_the_sites_own_is_taken_up_and_given_up() {
    let served = Served::new(&SiteTest::small());
    let before = served.get("/nothing/").expect(404);
    let own =
        "{% extends \"default/base.html\" %}{% block main %}<p>Nothing, says our own page.</p>{% endblock main %}";
    served.write("themes/default/templates/not_found.html", own);
    served.until("the template is used", |served| served.get("/nothing/").body.contains("says our own page"));
    served.write("themes/default/templates/not_found.html", "{% extends");
    served.until("its error is told", |served| served.get("/").is_notice());
    assert!(served.get("/").body.contains("themes/default/templates/not_found.html:1:"));
    fs::remove_dir_all(served.path("themes")).expect("it was just made");
    served.until("the built-in template is used again", |served| served.get("/nothing/").body == before.body);
}

#[test]
fn a_template_that_fails_on_its_pages_is_told_before_anyone_asks_for_one() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    let own = "{% extends \"default/base.html\" %}{% block main %}{{ entry.no_such_thing }}{% endblock main %}";
    fs::create_dir_all(served.path("themes/default/templates")).expect("the folder can be made");
    served.save("themes/default/templates/entry.html", own);
    served.until("the problem is told on a page that works", |served| served.get("/catalog/").is_notice());
    let notice = served.get("/catalog/").expect(500);
    assert!(notice.body.contains("themes/default/templates/entry.html:1:") && notice.body.contains("no_such_thing"));
    assert!(served.get("/__milepost/page/entries/sql-1/").expect(200).body.contains("No laptop needed."));
    fs::remove_file(served.path("themes/default/templates/entry.html")).expect("it was just made");
    served.until_status("/entries/sql-1/", 200);
}

#[test]
fn open_pages_hear_of_changes_to_what_they_show_alone() {
    let served = Served::new(&SiteTest::small());
    let (sql, hipaa) = (served.get("/entries/sql-1/"), served.get("/entries/hipaa-basics/"));
    let listening = served.listen(sql.stamp(), "/entries/sql-1/");
    served.edit(SQL, "No laptop needed.", "No laptop needed.\n\nA second paragraph.");
    listening.until_changed();
    served.until_shown("/entries/sql-1/", "A second paragraph.");
    assert_ne!(served.get("/entries/sql-1/").stamp(), sql.stamp());
    assert_eq!(served.get("/entries/hipaa-basics/").stamp(), hipaa.stamp());
    // A page that was opened before and comes back late hears at once.
    served.listen(sql.stamp(), "/entries/sql-1/").until_changed();
}

#[test]
fn open_pages_hear_of_problems_and_of_their_end() {
    let served = Served::new(&SiteTest::small());
    let good = served.get("/entries/hipaa-basics/");
    let listening = served.listen(good.stamp(), "/entries/hipaa-basics/");
    served.edit(SQL, "title = ", "titel = ");
    listening.until_changed();
    let notice = served.get("/entries/hipaa-basics/").expect(500);
    let listening = served.listen(notice.stamp(), "/entries/hipaa-basics/");
    served.edit(SQL, "titel = ", "title = ");
    listening.until_changed();
    assert_eq!(served.get("/entries/hipaa-basics/").expect(200).stamp(), good.stamp());
}

#[test]
fn open_pages_hear_of_a_changed_picture() {
    let served = Served::new(&SiteTest::small().with("content/files/a.csv", "one\n"));
    let home = served.get("/").expect(200);
    let listening = served.listen(home.stamp(), "/");
    served.write("content/files/a.csv", "two\n");
    listening.until_changed();
}

#[test]
fn a_file_saved_as_it_was_changes_nothing() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    served.edit(SQL, "title", "title");
    fs::read_to_string(served.path(HIPAA)).expect("the file is there");
    served.edit(HIPAA, "HIPAA basics", "Last");
    served.until_shown("/entries/hipaa-basics/", "Last");
    let lines = served.news.lines();
    assert!(!lines.iter().any(|line| line.contains(SQL)), "{lines:#?}");
}

#[test]
fn a_new_day_in_the_sites_zone_shows_what_begins_with_it() {
    let mut site = SiteTest::small().with_entry("later", "title = \"Later\"\npublished = 2026-11-23\n", "Words.\n");
    site.options.as_of = None;
    let served = Served::new(&site);
    served.get("/entries/later/").expect(404);
    served.set_clock("2026-11-23T05:59:00Z");
    served.get("/entries/later/").expect(404);
    served.set_clock("2026-11-23T06:01:00Z");
    served.get("/entries/later/").expect(200);
    served.until("the new day is told", |served| served.news.lines().contains(&"new day []".to_owned()));
}

#[test]
fn a_mistake_of_mileposts_own_ends_only_one_rebuild() {
    let served = Served::new(&SiteTest::small());
    served.get("/").expect(200);
    served.set_clock("stopped");
    served.edit(SQL, "No laptop needed.", "Bring a laptop.");
    served.until("the failure is told", |served| {
        served.get("/").body.contains("<h1 id=\"title\">Milepost itself failed")
    });
    assert!(served.get("/").expect(500).body.contains("the clock has stopped"));
    served.get("/__milepost/page/entries/hipaa-basics/").expect(200);
    served.set_clock(NOON);
    served.edit(HIPAA, "HIPAA basics", "Afterwards");
    served.until_shown("/entries/hipaa-basics/", "Afterwards");
    assert!(served.get("/entries/sql-1/").expect(200).body.contains("Bring a laptop."));
}

#[test]
fn a_site_below_a_folder_is_served_there() {
    let served = Served::new(&SiteTest::small().with_base("https://example.org/a/b/"));
    for entrance in ["/", "/a/b"] {
        assert_eq!(served.get(entrance).expect(307).header("location"), Some("/a/b/"), "{entrance}");
    }
    let home = served.get("/a/b/").expect(200);
    assert!(home.body.contains("href=\"/a/b/catalog/\""), "{}", home.body);
    served.get("/a/b/entries/sql-1/").expect(200);
    assert_eq!(served.get("/a/b/entries/sql-1").expect(307).header("location"), Some("/a/b/entries/sql-1/"));
    served.get("/entries/sql-1/").expect(404);
    let listening = served.listen(home.stamp(), "/a/b/");
    served.edit(SQL, "title = ", "titel = ");
    listening.until_changed();
    assert!(served.get("/a/b/").expect(500).body.contains("<iframe src=\"/__milepost/page/a/b/\""));
    served.get("/__milepost/page/a/b/").expect(200);
}

#[test]
fn a_busy_port_moves_on_unless_it_was_asked_for() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
    let port = taken.local_addr().expect("it is bound").port();
    let refused = Served::with_port(&SiteTest::small(), Port::Exactly(port)).map(|_| ());
    let why = refused.expect_err("the port is taken").to_string();
    assert!(why.contains(&format!("port {port} is taken")) && why.contains("`--port`"), "{why}");
    let served = Served::with_port(&SiteTest::small(), Port::From(port)).expect("a later port is free");
    assert!((port..=port.saturating_add(20)).contains(&served.port()) && served.port() != port, "{}", served.port());
    served.get("/").expect(200);
}

#[test]
fn the_program_ends_with_three_when_the_port_it_was_given_is_taken() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
    let port = taken.local_addr().expect("it is bound").port().to_string();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    SiteTest::small().write_to(folder.path());
    let run = milepost(folder.path(), &["serve", "--port", &port]).expect_code(3);
    assert!(run.err.contains(&format!("port {port} is taken")), "{}", run.err);
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_tells_its_address_at_once_and_ends_well_with_an_interrupt() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    SiteTest::small().write_to(folder.path());
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--port", "0"]).current_dir(folder.path()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines().map_while(Result::ok);
    let first = lines.next().expect("the program says where it serves");
    assert!(first.contains("http://127.0.0.1:"), "{first}");
    let made = lines.next().expect("the program says that the site was made");
    assert!(made.starts_with("Start: "), "{made}");
    let end = Instant::now() + DEADLINE;
    while !is_caught(child.id(), 2) {
        assert!(Instant::now() < end, "the program never waited for an interrupt");
        std::thread::yield_now();
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill can be started");
    assert!(sent.success());
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

/// Tells whether a process has said what to do on a signal.
#[cfg(target_os = "linux")]
fn is_caught(process: u32, signal: u32) -> bool {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("the kernel tells");
    let mask = u64::from_str_radix(caught.trim(), 16).expect("the mask is hexadecimal");
    mask & (1 << (signal - 1)) != 0
}
