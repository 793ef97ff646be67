//! A way from the job one has to the job one wants, one file each.

use std::collections::HashMap;
use std::sync::Arc;

use super::opportunity::fields::{field, required};
use super::opportunity::{read_teaches, read_time};
use super::{Prose, Teaches, Text, prose, split};
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::record::{FromToml, Mended, Name, Reader, Record, Refusal, parsed};
use crate::source::{FileId, Span, Spanned};
use crate::value::{OutsideUrl, TimeNeeded};

/// One path, its names not yet linked.
#[derive(Clone, Debug)]
pub struct PathEntry {
    pub file: FileId,
    pub id: Spanned<String>,
    pub title: String,
    pub summary: Option<String>,
    /// The roles that it starts from.
    pub from: Vec<Spanned<Name>>,
    /// The role that it leads to; `None` only when the file does not say.
    pub to: Option<Spanned<Name>>,
    /// Credentials that an employer may read as proof.
    pub signals: Vec<Spanned<Name>>,
    pub sources: Vec<OutsideUrl>,
    pub formerly: Vec<Spanned<Name>>,
    pub is_draft: bool,
    /// Whether nothing is missing of what its author wrote; a slip of the syntax may hide parts.
    pub is_whole: bool,
    pub stages: Vec<StageEntry>,
    pub prose: Prose,
}

/// A part of a path with a purpose of its own.
#[derive(Clone, Debug)]
pub struct StageEntry {
    pub id: Spanned<String>,
    pub title: String,
    pub purpose: Option<String>,
    pub teaches: Vec<Teaches>,
    pub formerly: Vec<Spanned<Name>>,
    pub steps: Vec<StepEntry>,
}

/// One thing to do: any of several options, or a task.
#[derive(Clone, Debug)]
pub struct StepEntry {
    /// Unique in the path.
    pub id: Spanned<String>,
    pub title: String,
    pub why: Option<String>,
    pub work: Work,
    pub is_optional: bool,
    /// Steps of the same path to do before it.
    pub after: Vec<Spanned<Name>>,
    pub formerly: Vec<Spanned<Name>>,
}

/// What completes a step.
#[derive(Clone, Debug)]
pub enum Work {
    /// `need` of the options, each an opportunity.
    Options { options: Vec<Spanned<Name>>, need: u32 },
    /// Something of one's own to do; `None` where nobody said how long it takes.
    Task { text: String, time: Option<TimeNeeded> },
}

pub static PATH: Record = Record {
    name: "a path",
    fields: &[
        required("title", "text", "title = \"Become a privacy officer\"", "The goal in a few words."),
        field("summary", "text", "summary = \"The rules, then risk, then people.\"", "One sentence on the way there."),
        required("from", "list of role ids", "from = [\"medical-coder\"]", "The jobs it starts from, one or more."),
        required("to", "id of a role", "to = \"privacy-officer\"", "The job it leads to."),
        field(
            "signals",
            "list of credential ids",
            "signals = [\"chps\"]",
            "Credentials that an employer may read as proof.",
        ),
        field(
            "sources",
            "list of web addresses",
            "sources = [\"https://www.hhs.gov/hipaa/\"]",
            "Where one can read that this is the way.",
        ),
        field(
            "formerly",
            "list of ids",
            "formerly = [\"to-privacy\"]",
            "Ids it had before; their addresses lead here.",
        ),
        field("status", "`active` or `draft`", "status = \"draft\"", "Default: active. A draft is left out."),
        required("stages", "list of tables", "[[stages]]", "One table for each part, in order."),
    ],
};

pub static STAGE: Record = Record {
    name: "a stage",
    fields: &[
        required("id", "id", "id = \"rules\"", "Unique in the path; stable for ever."),
        required("title", "text", "title = \"Learn the rules\"", "What this part is about."),
        field("purpose", "text", "purpose = \"Read the law itself.\"", "One sentence: what it is for."),
        field(
            "teaches",
            "list of tables",
            "teaches = [{ competency = \"right-of-access\", level = 2 }]",
            "The competencies that it gives, each with the level reached.",
        ),
        field("formerly", "list of ids", "formerly = [\"law\"]", "Ids it had before."),
        required("steps", "list of tables", "[[stages.steps]]", "One table for each step, in order."),
    ],
};

pub static STEP: Record = Record {
    name: "a step",
    fields: &[
        required("id", "id", "id = \"overview\"", "Unique in the path; stable for ever, so that ticks survive."),
        required("title", "text", "title = \"Get an overview of HIPAA\"", "What one does."),
        field("why", "text", "why = \"An overview first.\"", "One sentence: why it is on the way."),
        field(
            "options",
            "list of opportunity ids",
            "options = [\"hipaa-basics\", \"free-hipaa-training\"]",
            "Any of these completes the step.",
        ),
        field("need", "whole number", "need = 2", "How many of the options it takes. Default: 1."),
        field(
            "task",
            "text",
            "task = \"Shadow the privacy officer for a day.\"",
            "Something to do oneself, in place of `options`.",
        ),
        field("duration", "time or a range", "duration = \"8h\"", "How long the task takes, as the editors estimate."),
        field(
            "optional",
            "true or false",
            "optional = true",
            "Whether the path is complete without it. Default: false.",
        ),
        field("after", "list of step ids", "after = [\"self-check\"]", "Steps of this path that must be done before."),
        field("formerly", "list of ids", "formerly = [\"intro\"]", "Ids it had before, so that ticks are kept."),
    ],
};

/// Whether a path is shown.
#[derive(Clone, Copy)]
struct IsDraft(bool);

impl FromToml for IsDraft {
    const SHAPE: &'static str = "`\"active\"` or `\"draft\"`";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::UNKNOWN_TERM, "write `active` or `draft`", |text| match text {
            "active" => Some(IsDraft(false)),
            "draft" => Some(IsDraft(true)),
            _ => None,
        })
    }
}

/// Reads `content/paths/<id>.md`.
pub(super) fn read_path(text: &Text, diags: &mut Diagnostics) -> Option<Arc<PathEntry>> {
    let id = text.id(diags);
    let parts = split(text, diags)?;
    let mended = Mended::new(parts.front, text.file, parts.front_start, diags);
    let document = mended.document();
    let prose = prose::read(text, parts.body, parts.body_start, diags);
    let mut reader = document.reader(&PATH, diags);
    let title = reader.value("title").unwrap_or_default();
    let entry = PathEntry {
        file: text.file,
        id: id?,
        title,
        summary: reader.value("summary"),
        from: reader.list("from"),
        to: reader.get("to"),
        signals: reader.list("signals"),
        sources: values(reader.list("sources")),
        formerly: reader.list("formerly"),
        is_whole: !reader.is_broken(),
        is_draft: reader.value("status").is_some_and(|IsDraft(is_draft)| is_draft),
        stages: read_stages(&mut reader),
        prose,
    };
    check_ids(&entry.stages, diags);
    Some(Arc::new(entry))
}

fn read_stages(reader: &mut Reader) -> Vec<StageEntry> {
    let mut stages = Vec::new();
    reader.tables("stages", &STAGE, |mut table| {
        let id = table.get::<Name>("id");
        let title = table.value("title");
        let stage = StageEntry {
            title: title.unwrap_or_default(),
            purpose: table.value("purpose"),
            teaches: read_teaches(&mut table, "teaches"),
            formerly: table.list("formerly"),
            steps: read_steps(&mut table),
            id: match id {
                Some(id) => id.map(|name| name.0),
                None => return,
            },
        };
        stages.push(stage);
    });
    stages
}

fn read_steps(reader: &mut Reader) -> Vec<StepEntry> {
    let mut steps = Vec::new();
    reader.tables("steps", &STEP, |mut table| {
        let id = table.get::<Name>("id");
        let title = table.value("title");
        let why = table.value("why");
        let work = read_work(&mut table);
        let is_optional = table.value("optional").unwrap_or(false);
        let after = table.list("after");
        let formerly = table.list("formerly");
        if let (Some(id), Some(work)) = (id, work) {
            let title = title.unwrap_or_default();
            steps.push(StepEntry { id: id.map(|name| name.0), title, why, work, is_optional, after, formerly });
        }
    });
    steps
}

/// Reads what completes a step. Reports `missing-key` and `bad-value`.
///
/// Where a slip of the syntax may have hidden or joined keys, only that slip is told of.
fn read_work(table: &mut Reader) -> Option<Work> {
    let options: Vec<Spanned<Name>> = table.list("options");
    let need = table.get::<u32>("need");
    let task = table.get::<String>("task");
    let time = read_time(table, "duration", "the time of the task");
    if table.is_broken() {
        return match task {
            Some(task) => Some(Work::Task { text: task.value, time }),
            None => Some(Work::Options { options, need: need.map_or(1, |need| need.value) }),
        };
    }
    match (task, table.has("options")) {
        (Some(task), true) => {
            let problem = Diagnostic::new(&diag::BAD_VALUE, task.span, "a step has options or a task, not both");
            table.diags.push(problem.help("make two steps of it"));
            None
        }
        (Some(task), false) => {
            if let Some(need) = need {
                let problem =
                    Diagnostic::new(&diag::BAD_VALUE, need.span, "`need` counts options, and a task has none");
                table.diags.push(problem.help("drop it"));
            }
            Some(Work::Task { text: task.value, time })
        }
        (None, false) => {
            if !table.has("task") {
                let problem = Diagnostic::new(&diag::MISSING_KEY, table.span(), "a step needs `options` or a `task`");
                table.diags.push(problem.help("add a line such as `options = [\"hipaa-basics\"]`"));
            }
            None
        }
        (None, true) => {
            check_options(table, &options, need.as_ref());
            if let Some(span) = table.span_of("duration") {
                let headline = "`duration` is the time of a task, and options state their own";
                let problem = Diagnostic::new(&diag::BAD_VALUE, span, headline);
                table.diags.push(problem.help("drop it, or state it in the entries"));
            }
            Some(Work::Options { options, need: need.map_or(1, |need| need.value) })
        }
    }
}

/// Reports a choice of nothing, an option that stands there twice, and a need that cannot be met.
fn check_options(table: &mut Reader, options: &[Spanned<Name>], need: Option<&Spanned<u32>>) {
    for (index, option) in options.iter().enumerate() {
        if options[..index].iter().any(|before| before.value == option.value) {
            let headline = format!("`{}` stands twice among the options", option.value.0);
            table.diags.push(Diagnostic::new(&diag::BAD_VALUE, option.span, headline).help("drop one"));
        }
    }
    let Some(need) = need else { return };
    let written = options.len();
    if need.value == 0 {
        let problem = Diagnostic::new(&diag::BAD_VALUE, need.span, "`need` cannot be 0");
        table.diags.push(problem.help("write `optional = true` for a step that one may leave out"));
    } else if need.value as usize > written {
        let options = if written == 1 { "option" } else { "options" };
        let headline = format!("`need` is {}, but the step has {written} {options}", need.value);
        table.diags.push(Diagnostic::new(&diag::BAD_VALUE, need.span, headline).help("add options, or lower it"));
    }
}

/// Reports `duplicate-id`: ids of stages and of steps are unique in a path, old ones included.
fn check_ids(stages: &[StageEntry], diags: &mut Diagnostics) {
    let stage_ids = stages.iter().map(|stage| (&stage.id, &stage.formerly));
    let step_ids = stages.iter().flat_map(|stage| &stage.steps).map(|step| (&step.id, &step.formerly));
    check_unique("stage", stage_ids, diags);
    check_unique("step", step_ids, diags);
}

fn check_unique<'e>(
    what: &str,
    ids: impl Iterator<Item = (&'e Spanned<String>, &'e Vec<Spanned<Name>>)>,
    diags: &mut Diagnostics,
) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for (id, formerly) in ids {
        let former = formerly.iter().map(|name| (name.value.0.as_str(), name.span));
        for (id, span) in std::iter::once((id.value.as_str(), id.span)).chain(former) {
            if let Some(first) = seen.insert(id, span) {
                let headline = format!("two {what}s of this path are or were named `{id}`");
                let problem = Diagnostic::new(&diag::DUPLICATE_ID, span, headline).label("again here");
                diags.push(problem.also(first, "first here").help("rename one: ticks are kept by it"));
            }
        }
    }
}

fn values<T>(list: Vec<Spanned<T>>) -> Vec<T> {
    list.into_iter().map(|item| item.value).collect()
}
