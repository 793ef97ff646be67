//! What went wrong with single pages, told once for each cause.

use crate::diag::{self, Diagnostic, Diagnostics, count_of};
use crate::source::Span;

/// What is wrong with one page.
#[derive(Clone, Debug)]
pub enum PageFault {
    /// It could not be made.
    Problem(Box<Diagnostic>),
    TooLarge(TooLarge),
}

/// A page that is larger than the site's budget.
#[derive(Clone, Debug)]
pub struct TooLarge {
    pub address: String,
    pub bytes: u64,
    pub limit: u64,
    /// Where its words come from; the settings of the site when it has none of its own.
    pub span: Span,
}

/// Tells each cause once: a template's slip shows on every page, and so does a budget that is too small.
pub fn told_once(faults: Vec<PageFault>) -> Diagnostics {
    let mut problems = Vec::new();
    let mut large = Vec::new();
    for fault in faults {
        match fault {
            PageFault::Problem(problem) => problems.push(*problem),
            PageFault::TooLarge(page) => large.push(page),
        }
    }
    problems.extend(over_budget(&large));
    each_cause_once(problems)
}

/// Reports the largest page and how many others there are; of two as large, the first by address.
fn over_budget(large: &[TooLarge]) -> Option<Diagnostic> {
    let largest =
        large.iter().max_by(|one, other| one.bytes.cmp(&other.bytes).then_with(|| other.address.cmp(&one.address)))?;
    let TooLarge { address, bytes, limit, span } = largest;
    let headline = format!("the page {address} takes {bytes} bytes, over the budget of {limit}");
    let problem = Diagnostic::new(&diag::OVER_BUDGET, *span, headline)
        .help("make it smaller, or raise `page` under `[budgets]` in site.toml");
    Some(match large.len() - 1 {
        0 => problem,
        1 => problem.note("it is the largest; 1 other page is over the budget too"),
        others => {
            problem.note(format!("it is the largest; {} are over the budget too", count_of(others, "other page")))
        }
    })
}

/// Keeps the first of the problems that have one place and one headline.
pub fn each_cause_once(problems: Vec<Diagnostic>) -> Diagnostics {
    let mut kept = Diagnostics::default();
    for problem in problems {
        let is_known =
            kept.iter().any(|known| known.primary.span == problem.primary.span && known.headline == problem.headline);
        if !is_known {
            kept.push(problem);
        }
    }
    kept
}
