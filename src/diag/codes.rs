//! Every kind of problem, by its permanent name.
//!
//! The explanation of each stands in `explain/<name>.md`, where `milepost explain` finds it and a
//! test holds its two examples true.

use super::{Code, Severity};

macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident;)*) => {
        $(
            pub static $constant: Code = Code {
                name: $name,
                severity: Severity::$severity,
                explanation: include_str!(concat!("explain/", $name, ".md")),
            };
        )*
        /// Every code, in the order of their names.
        pub static ALL_CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    ADDRESS_COLLISION "address-collision" Error;
    BAD_DATE "bad-date" Error;
    BAD_DURATION "bad-duration" Error;
    BAD_ID "bad-id" Error;
    BAD_MONEY "bad-money" Error;
    BAD_TIME_ZONE "bad-time-zone" Error;
    BAD_URL "bad-url" Error;
    BAD_VALUE "bad-value" Error;
    BROKEN_ANCHOR "broken-anchor" Error;
    BROKEN_LINK "broken-link" Error;
    CREDIT_WITHOUT_BODY "credit-without-body" Error;
    DUPLICATE_ID "duplicate-id" Error;
    EMPTY_VALUE "empty-value" Error;
    END_BEFORE_START "end-before-start" Error;
    FILE_TOO_LARGE "file-too-large" Error;
    FREE_WITH_PRICE "free-with-price" Error;
    HEADING_JUMP "heading-jump" Warning;
    IMAGE_WITHOUT_TEXT "image-without-text" Error;
    MISSING_FRONT_MATTER "missing-front-matter" Error;
    MISSING_KEY "missing-key" Error;
    MISSING_SITE_FILE "missing-site-file" Error;
    NOT_UTF8 "not-utf8" Error;
    OVER_BUDGET "over-budget" Error;
    RAW_HTML "raw-html" Warning;
    REQUIREMENT_CYCLE "requirement-cycle" Error;
    RETIRED_REFERENCE "retired-reference" Error;
    RETIRED_WITHOUT_REASON "retired-without-reason" Error;
    STEP_CYCLE "step-cycle" Error;
    STEP_NOT_FREE "step-not-free" Warning;
    STEP_WITHOUT_OPTION "step-without-option" Warning;
    STRAY_FILE "stray-file" Error;
    SYMLINK_LEAVES_SITE "symlink-leaves-site" Error;
    TEMPLATE "template" Error;
    TERM_CYCLE "term-cycle" Error;
    TOML_SYNTAX "toml-syntax" Error;
    UNKNOWN_KEY "unknown-key" Error;
    UNKNOWN_REFERENCE "unknown-reference" Error;
    UNKNOWN_TERM "unknown-term" Error;
    UNREADABLE_FILE "unreadable-file" Error;
    UNSAFE_LINK "unsafe-link" Error;
    UNTAUGHT_COMPETENCY "untaught-competency" Warning;
    VANISHED_ID "vanished-id" Warning;
    WRONG_TYPE "wrong-type" Error;
}

/// Returns the code of that name.
pub fn find_code(name: &str) -> Option<&'static Code> {
    ALL_CODES.iter().copied().find(|code| code.name == name)
}
