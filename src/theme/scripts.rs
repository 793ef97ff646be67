//! Leaves out of a script what only people read: comments and white space.
//!
//! The files of a theme stay as their authors wrote them; names are kept, so that a report from a
//! reader's browser can be followed.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// Returns a script without comments and needless white space; one that cannot be parsed as it is.
///
/// What a browser cannot read either is told by the browser, with the place in the author's own text.
pub(super) fn shortened(path: &str, text: String) -> String {
    let allocator = Allocator::default();
    let kind = SourceType::from_path(path).unwrap_or_default();
    let parsed = Parser::new(&allocator, &text, kind).parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return text;
    }
    let options = CodegenOptions::minify();
    Codegen::new().with_options(options).build(&parsed.program).code
}
