//! The reference of templates and their data, made from the structs of `src/view` by their text.
//!
//! Only plain forms are understood: a struct with documented public fields of a few known types.
//! Anything else fails here, so that the reference cannot fall behind in silence.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use super::markdown::{anchor, names_in, root};

#[derive(Default)]
struct Contract {
    structs: BTreeMap<String, Struct>,
    /// The first paragraph about each constant.
    constants: BTreeMap<String, String>,
}

struct Struct {
    paragraphs: Vec<String>,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    words: String,
}

/// A template and the struct it gets.
struct Row {
    template: String,
    /// "once for each listing"; empty for a page.
    when: String,
    data: String,
    /// The name of the one variable that holds the struct; `None` where each field is a variable.
    variable: Option<String>,
}

/// Returns the templates that the contract names.
pub fn templates() -> Vec<String> {
    rows().into_iter().map(|row| row.template).collect()
}

/// Returns the part of the document that lists templates, their data and the components.
pub fn reference() -> String {
    let contract = read();
    let mut text = String::new();
    let mut shared = Vec::new();
    for name in ["SiteView", "PageView"] {
        text.push_str(&section(&contract, name, &mut shared));
    }
    for row in rows() {
        let data = contract.find(&row.data);
        let when = if row.when.is_empty() { String::new() } else { format!("Rendered {}. ", row.when) };
        let rest = data.paragraphs[1..].join("\n\n");
        writeln!(text, "### `{}`\n", row.template).expect("a string takes every text");
        match &row.variable {
            Some(variable) => {
                writeln!(text, "{when}One variable: `{variable}`, a {}.\n", link(&row.data))
                    .expect("a string takes every text");
                mention(&row.data, &mut shared);
            }
            None => {
                let words = format!("{when}{rest}");
                if !words.is_empty() {
                    writeln!(text, "{}\n", words.trim()).expect("a string takes every text");
                }
                text.push_str(&table(&contract, data, "Variable", &mut shared));
            }
        }
    }
    text.push_str("## The pieces inside\n\nWhat the tables above name, in the order in which they come up.\n\n");
    let mut done = 0;
    while done < shared.len() {
        let name = shared[done].clone();
        done += 1;
        if !["SiteView", "PageView"].contains(&name.as_str()) {
            text.push_str(&section(&contract, &name, &mut shared));
        }
    }
    text
}

/// Returns the table of the components that the templates share.
pub fn components() -> String {
    let mut text = String::from("| Component | Made in | What it is |\n|---|---|---|\n");
    for name in names_in("themes/default/templates/partials", ".html") {
        let path = format!("themes/default/templates/partials/{name}");
        let whole = fs::read_to_string(root().join(&path)).expect("a partial can be read");
        let mut words = String::new();
        for part in whole.split_inclusive("%}") {
            let Some(head) = part.split("{% component ").nth(1) else { continue };
            if let Some(comment) = part.split("{#-").nth(1).and_then(|rest| rest.split("-#}").next()) {
                words = comment.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            let signature = head.trim_end_matches("%}").trim_end_matches('-').trim();
            assert!(!words.is_empty(), "no comment stands over the component `{signature}` of {path}");
            writeln!(text, "| `{signature}` | `partials/{name}` | {words} |").expect("a string takes every text");
            words.clear();
        }
    }
    text
}

fn section(contract: &Contract, name: &str, shared: &mut Vec<String>) -> String {
    let data = contract.find(name);
    format!("### {name}\n\n{}\n\n{}", data.paragraphs.join("\n\n"), table(contract, data, "Field", shared))
}

fn table(contract: &Contract, data: &Struct, head: &str, shared: &mut Vec<String>) -> String {
    let mut text = format!("| {head} | Holds | Meaning |\n|---|---|---|\n");
    for field in &data.fields {
        let kind = kind(&field.kind, shared);
        let words = contract.constant(&field.words).unwrap_or(&field.words);
        writeln!(text, "| `{}` | {kind} | {words} |", field.name).expect("a string takes every text");
    }
    text.push('\n');
    text
}

/// Says in words what a field holds, and notes the struct it names.
fn kind(kind: &str, shared: &mut Vec<String>) -> String {
    let inside = |outer: &str| kind.strip_prefix(outer)?.strip_prefix('<')?.strip_suffix('>');
    if let Some(inner) = inside("Option") {
        return format!("{}, or nothing", self::kind(inner, shared));
    }
    if let Some(inner) = inside("Vec") {
        return match inner {
            "String" => "list of texts".to_owned(),
            "bool" => "list of true or false".to_owned(),
            other => format!("list of {}", self::kind(other, shared)),
        };
    }
    match kind {
        "String" | "&'static str" | "Arc<str>" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" => "number".to_owned(),
        "Html" => "markup".to_owned(),
        name => {
            mention(name, shared);
            link(name)
        }
    }
}

fn mention(name: &str, shared: &mut Vec<String>) {
    if !shared.iter().any(|known| known == name) {
        shared.push(name.to_owned());
    }
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", anchor(name))
}

impl Contract {
    fn find(&self, name: &str) -> &Struct {
        self.structs.get(name).unwrap_or_else(|| panic!("src/view has no struct `{name}` with documented fields"))
    }

    /// Returns what a constant is about, for a field that says no more than its name.
    fn constant(&self, words: &str) -> Option<&str> {
        let name = words.strip_suffix('.')?.strip_prefix('`')?.strip_suffix('`')?;
        self.constants.get(name).map(String::as_str)
    }
}

/// Reads the table at the top of `src/view/mod.rs`: template, when, struct, variable.
fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("src/view/mod.rs")).expect("src/view/mod.rs can be read");
    let cells = text.lines().filter_map(|line| line.strip_prefix("//! | `")?.strip_suffix(" |")?.split_once(" | "));
    cells
        .map(|(template, data)| {
            let (template, when) = template.split_once('`').expect("a template's name ends with a backtick");
            let data = data.strip_prefix("[`").expect("a struct is written as a link");
            let (data, variable) = data.split_once("`]").expect("a struct is written as a link");
            Row {
                template: template.to_owned(),
                when: when.trim_start_matches(", ").to_owned(),
                data: data.to_owned(),
                variable: variable.strip_prefix(" as `").map(|rest| rest.trim_end_matches('`').to_owned()),
            }
        })
        .collect()
}

fn read() -> Contract {
    let mut contract = Contract::default();
    for name in names_in("src/view", ".rs") {
        let text = fs::read_to_string(root().join("src/view").join(name)).expect("a file of src/view can be read");
        read_file(&text, &mut contract);
    }
    contract
}

fn read_file(text: &str, contract: &mut Contract) {
    let mut words = String::new();
    let mut open: Option<(String, Struct)> = None;
    for line in text.lines() {
        let line = line.trim();
        if let Some(comment) = line.strip_prefix("///") {
            let comment = comment.trim();
            words.push_str(if comment.is_empty() {
                "\n\n"
            } else if words.is_empty() || words.ends_with('\n') {
                ""
            } else {
                " "
            });
            words.push_str(&comment.replace("[`", "`").replace("`]", "`").replace("`None`", "nothing"));
            continue;
        }
        if line.starts_with("#[") {
            continue;
        }
        let paragraphs = words.split("\n\n").filter(|it| !it.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            open = Some((name.to_owned(), Struct { paragraphs, fields: Vec::new() }));
        } else if let Some((name, _)) = line.strip_prefix("pub const ").and_then(|rest| rest.split_once(':')) {
            contract.constants.insert(name.to_owned(), paragraphs.first().cloned().unwrap_or_default());
        } else if line == "}" {
            contract.structs.extend(open.take());
        } else if let Some((_, data)) = &mut open
            && let Some((name, kind)) =
                line.strip_prefix("pub ").and_then(|rest| rest.strip_suffix(',')?.split_once(": "))
        {
            // How a field comes to be filled is told after these words, and is none of a template's business.
            let words = paragraphs.join(" ").split(" Empty here:").next().unwrap_or_default().to_owned();
            assert!(!words.is_empty(), "the field `{name}` in src/view has no words");
            data.fields.push(Field { name: name.to_owned(), kind: kind.to_owned(), words });
        }
        words.clear();
    }
}
