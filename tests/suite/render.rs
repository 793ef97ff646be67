//! What authors write is shown as text, themes change single files, and a template's slip is told
//! with its place.

use milepost::build::Workshop;
use milepost::diag::Diagnostic;

use super::harness::{SiteTest, files, hand_over_site, page};
use super::html::Element;

/// Texts that get out of their place where one escape is forgotten.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "</title></script><img src=x onerror=alert(1)>",
    "\"quoted\" 'and' \" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }} {% include \"base.html\" %} {# gone #}",
    "{{ <icon name=\"out\"/> }} {% raw %}",
    "&lt;b&gt; &amp; &#60;i&#62; &copy; <!-- gone -->",
    "]]> <![CDATA[ x ]]> <?php x ?>",
    "\u{202e}txt.exe\u{202c} \u{2066}right\u{2069} \u{200f}mark",
    "javascript:alert(1) data:text/html,<b>x</b>",
    "line\u{2028}and\u{2029}paragraph, ${x} `y` \\n \\\\",
    "Ünïcödé 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 日本語 🏥",
];

/// Writes a text as TOML does.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A site in which one text stands in every place where an author may write one.
fn haunted(text: &str) -> SiteTest {
    let value = quoted(text);
    let site_file = format!(
        "title = {value}\norganization = {value}\ndescription = {value}\nbase_url = \"https://learn.example.org/\"\n\
         contact = \"learning@example.org\"\npairs = [[\"cost\", \"topic\"]]\n\
         [[facets]]\nid = \"topic\"\nlabel = {value}\n\
         [[facets.terms]]\nid = \"privacy\"\nlabel = {value}\ndescription = {value}\nsynonyms = [{value}]\n\
         [[facets.terms]]\nid = \"below\"\nlabel = {value}\nparent = \"privacy\"\n\
         [[facets]]\nid = \"format\"\nlabel = {value}\n[[facets.terms]]\nid = \"guide\"\nlabel = {value}\n\
         [[facets]]\nid = \"level\"\nlabel = {value}\n[[facets.terms]]\nid = \"beginner\"\nlabel = {value}\n\
         [[facets]]\nid = \"setting\"\nlabel = {value}\n[[facets.terms]]\nid = \"hospital\"\nlabel = {value}\n"
    );
    let providers = format!("[[provider]]\nid = \"ahrq\"\nname = {value}\nsummary = {value}\nfree_policy = {value}\n");
    let bodies = format!("[[body]]\nid = \"ahima\"\nname = {value}\ncredit = {value}\n");
    let competencies = format!(
        "[[competency]]\nid = \"listening\"\nkind = \"soft\"\nname = {value}\nsummary = {value}\nlevels = [{value}, {value}, {value}]\n"
    );
    let front = format!(
        "title = {value}\nsummary = {value}\nlevel = \"beginner\"\ntopics = [\"privacy\", \"below\"]\npublished = 2026-11-01\n\
         cost = {{ amount = 79, members = {{ ahrq = 0 }}, note = {value} }}\ncertificate_cost = {{ amount = 9, note = {value} }}\n\
         credits = [{{ body = \"ahima\", amount = 1, domain = {value}, approval = {value} }}]\n\
         teaches = [{{ competency = \"listening\", level = 2 }}]\nlanguage = {value}\nregion = {value}\nevidence = {value}\n\
         accessibility = {value}\nlicence = {value}\nimage = \"a.png\"\nalt = {value}\n"
    );
    let rest = format!(
        "[extra]\nsetting = \"hospital\"\n[[sessions]]\nstart = 2026-12-03T12:00:00\nplace = {value}\n\
         [[sessions]]\nstart = 2026-01-03T12:00:00\nplace = {value}\n"
    );
    let words = format!("+++\ntitle = {value}\nsummary = {value}\n+++\nWords.\n");
    let credential = format!("[[credential]]\nid = \"cha\"\nshort = {value}\nname = {value}\nbody = \"ahima\"\n");
    let role = |id| format!("[[role]]\nid = \"{id}\"\ntitle = {value}\nsummary = {value}\n");
    let mentor = format!(
        "[[mentor]]\nid = \"one\"\nname = {value}\nsummary = {value}\nplace = {value}\nroles = [\"goal\"]\ntopics = [\"below\"]\n"
    );
    let path = format!(
        "+++\ntitle = {value}\nsummary = {value}\nfrom = [\"start\"]\nto = \"goal\"\nsignals = [\"cha\"]\n\
         [[stages]]\nid = \"one\"\ntitle = {value}\npurpose = {value}\nteaches = [{{ competency = \"listening\", level = 2 }}]\n\
         [[stages.steps]]\nid = \"a\"\ntitle = {value}\nwhy = {value}\noptions = [\"haunted\", \"other\"]\n\
         [[stages.steps]]\nid = \"b\"\ntitle = {value}\ntask = {value}\nafter = [\"a\"]\n+++\nWords.\n"
    );
    let gone = format!("title = {value}\nstatus = \"retired\"\nreason = {value}\nreplaced_by = \"haunted\"\n");
    let next =
        format!("title = {value}\nrequires = [[\"haunted\", \"other\"], [\"other\"]]\nformerly = [\"before\"]\n");
    SiteTest::bare()
        .with("site.toml", &site_file)
        .with("content/providers.toml", &providers)
        .with("content/credentials.toml", &format!("{bodies}{credential}"))
        .with("content/roles.toml", &format!("{}{}", role("start"), role("goal")))
        .with("content/mentors.toml", &mentor)
        .with("content/paths/haunted.md", &path)
        .with("content/competencies.toml", &competencies)
        .with("content/index.md", &words)
        .with("content/pages/about.md", &words.replacen("+++\n", "+++\nmenu = true\nformerly = [\"us\"]\n", 1))
        .with("content/topics/below.md", &words)
        .with("content/files/a.png", "PNG")
        .with_entry("haunted", &format!("{front}{rest}"), "Prose.\n")
        .with_entry("other", &format!("title = {value}\nformat = \"guide\"\n"), "Prose.\n")
        .with_entry("gone", &gone, "Prose.\n")
        .with_entry("next", &next, "Prose.\n")
}

/// Checks that a page is made of nothing but what the theme puts there.
///
/// Reading it is half of the check: an escape that was forgotten breaks the strict reader.
fn check_unharmed(file: &str, page: &Element) {
    for element in page.all() {
        let name = element.name.as_str();
        assert!(!["style", "iframe", "object", "embed", "base"].contains(&name), "{file} has a `{name}`");
        let is_own = ["tools", "search"].iter().any(|class| element.has_class(class));
        assert!(name != "form" || is_own, "{file} has a form that is not the theme's");
        for (attribute, value) in &element.attributes {
            assert!(!attribute.starts_with("on") && attribute != "autofocus", "{file} has `{attribute}`");
            assert!(attribute != "style" && attribute != "srcdoc", "{file} has `{attribute}`");
            if ["href", "src"].contains(&attribute.as_str()) {
                let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme).trim().to_lowercase();
                let is_safe = ["", "https", "http", "mailto", "tel"].contains(&scheme.as_str());
                assert!(is_safe, "{file} leads to `{value}`");
            }
        }
        if name == "script" {
            let source = element.attribute("src").unwrap_or_else(|| panic!("{file} has a script of its own"));
            assert!(source.starts_with("/assets/") && element.text().is_empty(), "{file} has the script `{source}`");
        }
    }
}

fn pages(site: &SiteTest) -> Vec<(String, Element)> {
    let workshop = site.workshop();
    assert!(workshop.prepared().diagnostics.is_empty(), "{:#?}", site.problems());
    let files = files(&workshop).into_iter().filter(|(file, _)| file.ends_with(".html"));
    files.map(|(file, bytes)| (file, Element::parse(std::str::from_utf8(&bytes).expect("a page is UTF-8")))).collect()
}

/// White space as a browser shows it.
fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_an_author_writes_is_shown_as_it_was_written() {
    for text in HOSTILE {
        let site = haunted(text);
        let text = &shown(text);
        for (file, page) in pages(&site) {
            check_unharmed(&file, &page);
            let title = page.only("title").text();
            assert!(title.contains(text), "{file}: the title of the site is not in `{title}`");
            assert_eq!(page.classed("brand")[0].only("strong").text(), *text, "{file}");
            if file.starts_with("entries/") && file != "entries/before/index.html" {
                assert_eq!(page.only("h1").text(), *text, "{file}");
            }
            for card in page.classed("card") {
                assert_eq!(card.only("h3").text(), *text, "{file}: a card");
            }
        }
        let entry = Element::parse(&site.page("/entries/haunted/"));
        let description = entry.find(&|element| element.attribute("name") == Some("description"));
        assert_eq!(description[0].attribute("content").map(shown).as_ref(), Some(text));
        assert_eq!(entry.find(&|element| element.name == "img")[0].attribute("alt").map(shown).as_ref(), Some(text));
        let retired = Element::parse(&site.page("/entries/gone/"));
        assert!(retired.classed("stale")[0].text().contains(text.as_str()));
        let providers = Element::parse(&site.page("/providers/ahrq/"));
        assert_eq!(providers.only("h1").text(), *text);
        let topics = Element::parse(&site.page("/topics/"));
        assert_eq!(topics.named("h2")[0].text(), *text);
    }
}

#[test]
fn every_text_of_an_entry_is_on_its_page() {
    // Each place has a text of its own, so that one cannot stand in for another.
    let site = haunted("<i>%</i>");
    let mut site = site;
    let location = "content/opportunities/haunted.md";
    let mut number = 0;
    let numbered: String = site
        .text(location)
        .split("<i>%</i>")
        .map(|part| {
            number += 1;
            format!("{part}<i>{number}</i>")
        })
        .collect();
    let last = format!("<i>{number}</i>");
    let numbered = numbered.strip_suffix(&last).expect("the text ends with the last number");
    site.put(location, numbered);
    let page = site.page("/entries/haunted/");
    let entry = Element::parse(&page);
    let alternatives: String = entry.all().iter().filter_map(|element| element.attribute("alt")).collect();
    let seen = format!("{} {alternatives}", entry.text());
    let missing: Vec<_> = (1..number).filter(|number| !seen.contains(&format!("<i>{number}</i>"))).collect();
    assert!(number > 12, "too few texts to show anything");
    assert!(missing.is_empty(), "{missing:?} of {} are not shown", site.text(location));
}

#[test]
fn prose_shows_what_looks_like_markup_or_a_template() {
    for text in HOSTILE {
        let mut site = SiteTest::small();
        let prose = format!(
            "Before {text} after.\n\n- {text}\n\n## {text}\n\n| a |\n|---|\n| x {text} |\n\n~~~{text}\n{text}\n~~~\n"
        );
        let old = site.text("content/opportunities/sql-1.md").to_owned();
        site.put("content/opportunities/sql-1.md", &old.replace("No laptop needed.\n", &prose));
        let workshop = site.workshop();
        assert!(!workshop.prepared().diagnostics.has_errors(), "{text}: {:#?}", site.problems());
        for (file, bytes) in files(&workshop).into_iter().filter(|(file, _)| file.ends_with(".html")) {
            check_unharmed(&file, &Element::parse(std::str::from_utf8(&bytes).expect("a page is UTF-8")));
        }
        let page = Element::parse(&page(&workshop, "/entries/sql-1/"));
        let code = page.only("pre").text();
        assert_eq!(code, shown(text), "code is shown letter by letter");
        assert!(page.classed("prose")[0].text().starts_with("Before "));
    }
    let braces = SiteTest::small().with_entry("braces", "", "Write {{ name }} and {% if %} and {# note #}.\n");
    let page = Element::parse(&braces.page("/entries/braces/"));
    assert_eq!(page.classed("prose")[0].text(), "Write {{ name }} and {% if %} and {# note #}.");
}

#[test]
fn raw_html_in_prose_is_shown_as_text() {
    let prose = "A <script>alert(1)</script> b <a href=\"javascript:x\" onclick=\"y\">c</a>.\n\n<iframe src=\"https://x.example\"></iframe>\n";
    let site = SiteTest::small().with_entry("raw", "summary = \"S.\"\n", prose);
    let page = Element::parse(&site.page("/entries/raw/"));
    check_unharmed("raw", &page);
    let text = page.classed("prose")[0].text();
    assert!(text.starts_with("A <script>alert(1)</script> b <a href=\"javascript:x\" onclick=\"y\">c</a>."), "{text}");
    assert!(text.contains("<iframe src=\"https://x.example\"></iframe>"), "{text}");
}

#[test]
fn a_link_in_prose_never_carries_a_script() {
    let targets = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "<java\tscript:alert(1)>",
        "javascript&colon;alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//other.example.org/x",
        "\\\\other.example.org",
        "/\\other.example.org",
    ];
    for target in targets {
        let prose = format!("[a]({target}) and ![b]({target}) and [c][d].\n\n[d]: {target}\n");
        let workshop = SiteTest::small().with_entry("linked", "", &prose).workshop();
        let page = Element::parse(&page(&workshop, "/entries/linked/"));
        check_unharmed(target, &page);
        let prose = page.classed("prose")[0];
        for element in prose.all() {
            for name in ["href", "src"] {
                let value = element.attribute(name).unwrap_or("#");
                assert!(
                    value == "#" || (value.starts_with('/') && !value.starts_with("//")),
                    "{target} became `{value}`"
                );
            }
        }
        let problems = &workshop.prepared().diagnostics;
        assert!(problems.has_errors(), "{target} was let through without a word");
    }
    for autolink in ["<javascript:alert(1)>", "<data:text/html,x>"] {
        let workshop = SiteTest::small().with_entry("linked", "", &format!("See {autolink}.\n")).workshop();
        check_unharmed(autolink, &Element::parse(&page(&workshop, "/entries/linked/")));
    }
}

#[test]
fn an_address_that_is_none_is_refused() {
    for url in
        ["javascript:alert(1)", "//example.org", "example.org", "data:text/html,x", "https://", "ftp://example.org/"]
    {
        let site = SiteTest::empty().with_entry("linked", &format!("url = {}\n", quoted(url)), "Words.\n");
        let problems = site.problems();
        assert!(problems.iter().any(|problem| problem.starts_with("bad-url: ")), "{url}: {problems:?}");
    }
}

#[test]
fn a_site_of_hostile_texts_is_handed_to_the_browser_tests() {
    let word = "x".repeat(10_000);
    let front = format!("title = \"{word}\"\nsummary = \"{word}\"\ntopics = [\"below\"]\n");
    let workshop = haunted(&HOSTILE.join(" ")).with_entry("long", &front, &word).workshop();
    assert!(workshop.prepared().diagnostics.is_empty());
    hand_over_site("hostile", &workshop);
}

#[test]
fn a_word_of_ten_thousand_letters_is_shown_whole() {
    let word = "x".repeat(10_000);
    let site = haunted(&word);
    let entry = Element::parse(&site.page("/entries/haunted/"));
    assert_eq!(entry.only("h1").text(), word);
    for (file, page) in pages(&site) {
        check_unharmed(&file, &page);
    }
}

#[test]
fn a_site_changes_one_template_and_keeps_the_rest() {
    let card = "<li class=\"card mine\"><h3><a href=\"{{ card.href }}\">{{ card.title }}</a></h3></li>";
    let own = SiteTest::small().with("themes/default/templates/card.html", card);
    let page = own.page("/catalog/");
    let listing = Element::parse(&page);
    assert_eq!(listing.classed("mine").len(), 2);
    let built_in = Element::parse(&SiteTest::small().page("/catalog/"));
    assert_eq!(listing.named("details").len(), built_in.named("details").len(), "the panel is still the built-in one");
}

#[test]
fn a_theme_of_another_name_is_used_when_the_site_names_it() {
    let card = "<li class=\"card mine\">{{ card.title }}</li>";
    let mut site = SiteTest::small().with("themes/ours/templates/card.html", card);
    assert!(!site.page("/catalog/").contains("mine"), "a theme that is not named is not used");
    site.edit("site.toml", "page_size = 4", "page_size = 4\ntheme = \"ours\"");
    assert_eq!(Element::parse(&site.page("/catalog/")).classed("mine").len(), 2);
}

#[test]
fn a_template_can_extend_the_built_in_one_of_its_own_name() {
    let base = "{% extends \"default/base.html\" %}{% block head %}<meta name=\"own\" content=\"{{ page.title }}\">{% endblock head %}";
    let site = SiteTest::small().with("themes/default/templates/base.html", base);
    for address in ["/", "/catalog/", "/entries/sql-1/", "/topics/", "/404.html"] {
        let page = Element::parse(&site.page(address));
        let own = page.find(&|element| element.attribute("name") == Some("own"));
        assert_eq!(own.len(), 1, "{address}");
        assert_eq!(own[0].attribute("content"), Some(page.only("h1").text().as_str()), "{address}");
    }
}

#[test]
fn styles_scripts_and_icons_of_a_site_are_added_to_the_built_in_ones() {
    let site = SiteTest::small()
        .with("themes/default/styles/own.css", ".own { color: red }\n")
        .with("themes/default/icons/sparkle.svg", "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>")
        .with("themes/default/scripts/own.js", "export {};\n")
        .with(
            "themes/default/templates/page.html",
            "{% extends \"default/page.html\" %}{% block head %}<script type=\"module\" src=\"{{ asset(path=\"scripts/own.js\") }}\"></script>{% endblock head %}",
        )
        .with("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nWords.\n");
    let workshop = site.workshop();
    let files = files(&workshop);
    let style = files.iter().find(|(file, _)| file.starts_with("assets/site.")).expect("there is a style sheet");
    let text = String::from_utf8_lossy(style.1);
    assert!(text.contains(".own { color: red }") && text.contains("@layer"), "the built-in styles are gone");
    let icons = files.iter().find(|(file, _)| file.starts_with("assets/icons.")).expect("there is a sheet of icons");
    let text = String::from_utf8_lossy(icons.1);
    assert!(text.contains("<symbol id=\"sparkle\"") && text.contains("<symbol id=\"guide\""));
    assert!(page(&workshop, "/about/").contains("/assets/scripts/own."));
}

/// Renders every page and returns what goes wrong on the way, each cause once.
fn slips(workshop: &Workshop) -> Vec<Diagnostic> {
    let mut all = workshop.prepared().diagnostics.clone();
    all.extend(workshop.site().check_pages(|_, _| ()));
    all.into_iter().collect()
}

/// Says where a problem stands: location, line and column.
fn place(workshop: &Workshop, problem: &Diagnostic) -> String {
    let sources = &workshop.inputs().sources;
    let position = sources.position(problem.primary.span);
    format!("{}:{}:{}", sources.location(problem.primary.span.file), position.line, position.column)
}

#[test]
fn a_slip_in_a_template_is_told_with_its_line_its_page_and_its_entry() {
    let template = "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ page.titel }}</h1>\n{% endblock main %}\n";
    let site = SiteTest::empty()
        .with_entry("sql-1", "title = \"SQL\"\n", "Words.\n")
        .with("themes/default/templates/entry.html", template);
    let workshop = site.workshop();
    let slips = slips(&workshop);
    let [slip] = &slips[..] else { panic!("one cause gives one problem: {slips:#?}") };
    assert_eq!(slip.code.name, "template");
    assert!(place(&workshop, slip).starts_with("themes/default/templates/entry.html:3:"), "{}", place(&workshop, slip));
    assert!(slip.headline.contains("titel"), "{}", slip.headline);
    assert_eq!(slip.note.as_deref(), Some("while making /entries/sql-1/ from content/opportunities/sql-1.md"));
}

#[test]
fn a_slip_in_the_template_of_cards_names_the_entry() {
    let site = SiteTest::empty()
        .with_entry("sql-1", "title = \"SQL\"\n", "Words.\n")
        .with("themes/default/templates/card.html", "<li>\n{{ card.nothing }}\n</li>\n");
    let workshop = site.workshop();
    let slips = slips(&workshop);
    let [slip] = &slips[..] else { panic!("one cause gives one problem: {slips:#?}") };
    assert!(place(&workshop, slip).starts_with("themes/default/templates/card.html:2:"), "{}", place(&workshop, slip));
    assert!(slip.note.as_ref().is_some_and(|note| note.contains("content/opportunities/sql-1.md")), "{:?}", slip.note);
}

#[test]
fn each_syntax_error_in_templates_is_told_before_any_page_is_made() {
    let site = SiteTest::small()
        .with("themes/default/templates/card.html", "<li>\n{% if %}\n</li>\n")
        .with("themes/default/templates/page.html", "{{ page.title }\n");
    let workshop = site.workshop();
    let problems: Vec<_> = workshop.prepared().diagnostics.iter().collect();
    assert!(workshop.prepared().diagnostics.has_errors());
    let places: Vec<_> = problems.iter().map(|problem| place(&workshop, problem)).collect();
    assert!(places[0].starts_with("themes/default/templates/card.html:2:"), "{places:?}");
    assert!(places[1].starts_with("themes/default/templates/page.html:1:"), "{places:?}");
    assert_eq!(places.len(), 2, "{places:?}");
}

#[test]
fn a_file_that_a_template_asks_for_and_no_theme_has_is_a_slip() {
    let template = "{% extends \"base.html\" %}{% block main %}<h1>x</h1>\n{{ asset(path=\"scripts/none.js\") }}{% endblock main %}";
    let site = SiteTest::small().with("themes/default/templates/not_found.html", template);
    let workshop = site.workshop();
    let slips = slips(&workshop);
    assert_eq!(slips.len(), 1, "{slips:#?}");
    assert!(slips[0].headline.contains("scripts/none.js"), "{}", slips[0].headline);
    assert!(
        place(&workshop, &slips[0]).starts_with("themes/default/templates/not_found.html:2:"),
        "{}",
        place(&workshop, &slips[0])
    );
}

#[test]
fn every_page_carries_a_strict_policy_before_anything_is_fetched() {
    for (file, page) in pages(&SiteTest::small()) {
        let head = page.only("head");
        let policy = head.find(&|element| element.attribute("http-equiv") == Some("Content-Security-Policy"));
        let policy = policy[0].attribute("content").unwrap_or("");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{file}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{file}: {policy}");
        let all = head.all();
        let at = |is: &dyn Fn(&Element) -> bool| all.iter().position(|element| is(element));
        let policy_at = at(&|element| element.attribute("http-equiv") == Some("Content-Security-Policy"));
        let first_fetch = at(&|element| element.name == "script" || element.attribute("rel") == Some("stylesheet"));
        assert!(policy_at < first_fetch, "{file} fetches something before the policy holds");
    }
}

#[test]
fn scripts_find_each_other_under_the_names_they_are_served_by() {
    let site = SiteTest::small()
        .with("themes/default/scripts/one.js", "import { two } from \"./deep/two.js\";\nexport const one = two;\n")
        .with(
            "themes/default/scripts/deep/two.js",
            "import { one } from \"../one.js\";\nexport const two = () => one;\n",
        );
    let workshop = site.workshop();
    let scripts: Vec<_> = workshop.site().plain_files().iter().map(|file| file.path.clone()).collect();
    for (name, other) in [("assets/scripts/one.", "scripts/deep/two."), ("assets/scripts/deep/two.", "scripts/one.")] {
        let path = scripts.iter().find(|path| path.starts_with(name)).expect("the script is served");
        let text = String::from_utf8_lossy(workshop.site().find_plain(&format!("/{path}")).unwrap()).into_owned();
        let specifier = text.split('"').nth(1).expect("the script imports");
        let folder = path.rsplit_once('/').unwrap().0.replace("assets/", "");
        let wanted = match folder.as_str() {
            "scripts" => specifier.strip_prefix("../").unwrap(),
            _ => specifier.strip_prefix("../../").unwrap(),
        };
        assert!(wanted.starts_with(other), "{path} imports {specifier}");
        assert!(scripts.contains(&format!("assets/{wanted}")), "{path} imports {specifier}");
    }
}

#[test]
fn everything_that_may_be_known_of_an_entry_is_on_its_page() {
    let front = r#"title = "Release of information, evenings"
format = "course"
cost = { amount = 79, members = { ahima = 20 }, note = "price read in 2024" }
certificate = true
certificate_cost = { amount = 15 }
duration = "6 weeks"
effort = "3h/week"
duration_basis = "third-party"
credits = [{ body = "ahima", amount = 1.5, domain = "privacy", live = true, approval = "index 123" }]
delivery = ["in-person", "print"]
language = "Spanish"
signup = "membership"
region = "Ohio"
evidence = "A stamped card."
accessibility = "Captions and a transcript."
licence = "CC BY 4.0"
image = "covers/evening.png"
alt = "A lamp over an open record"
sources = ["https://facts.example/prices"]
[[sessions]]
start = 2026-12-03T12:00:00
end = 2026-12-03T13:30:00
timezone = "America/Denver"
place = "Columbus"
online = true
register_by = 2026-11-30
seats = 40
cost = { amount = 35 }
[[sessions]]
start = 2026-12-10T12:00:00
status = "full"
"#;
    let mut site = SiteTest::small().with_entry("evenings", front, "Ten of them.\n").with_entry(
        "a-podcast",
        "title = \"A podcast\"\neach = \"20m\"\nduration_basis = \"estimate\"\n",
        "Listen.\n",
    );
    site.put_bytes("content/files/covers/evening.png", b"not looked into");
    let page = site.page("/entries/evenings/").replace('\u{a0}', " ");
    for shown in [
        "$79",
        "$20 for members of AHIMA",
        "rice read in 2024",
        "$15",
        "6 weeks",
        "3 h",
        "1.5",
        "privacy",
        "live",
        "index 123",
        "In person",
        "In print",
        "Spanish",
        "membership",
        "Ohio",
        "A stamped card.",
        "Captions and a transcript.",
        "CC BY 4.0",
        "covers/evening.png",
        "A lamp over an open record",
        "facts.example",
        "Dec 3",
        "1:30",
        "MST",
        "Columbus, or online",
        "Nov 30",
        "40 seats",
        "$35",
        "Dec 10",
        "Full",
    ] {
        assert!(page.contains(shown), "the page does not show {shown:?}");
    }
    let page = site.page("/entries/a-podcast/").replace('\u{a0}', " ");
    assert!(page.contains("20 min <small>each, our estimate</small>"), "the time of one item is not shown");
}
