//! Holds the text of every input and turns byte positions into lines and columns.
//!
//! A [`Span`] is eight bytes of position and four of file, so everything that is read can carry
//! one. Nothing here knows what the text means. Reading a folder is in [`folder`].

pub mod folder;

use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

/// Names one input for the life of a [`Sources`]; the same location always has the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// Returns a small number, for tables by file.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one input. An empty range at 0 means the file as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The file as a whole, for problems that have no place in its text.
    pub fn of_file(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// What was found at a location.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Text(Arc<str>),
    /// A file that is copied as it is: an image, a PDF.
    Bytes(Arc<[u8]>),
    Unreadable(Unreadable),
}

/// Why a file could not be taken in.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// The first byte that is not UTF-8 stands at this offset.
    NotUtf8 {
        at: usize,
    },
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    /// A symbolic link whose target lies outside the site folder.
    LeavesSite {
        target: String,
    },
    /// The system's own words.
    Failed(String),
}

#[derive(Clone, Debug)]
struct SourceFile {
    location: Arc<str>,
    /// `None` once the file is gone; the id stays taken.
    content: Option<Content>,
}

/// A line and a column, both from 1; columns count characters, not bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Every input of one site, by id and by location.
///
/// A location is the path from the site folder with `/` between its parts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// In the order of the locations, which is the order of everything that follows.
    ids: BTreeMap<Arc<str>, FileId>,
}

impl Sources {
    /// Returns the id of a location, known or not yet known.
    pub fn id(&mut self, location: &str) -> FileId {
        if let Some(id) = self.ids.get(location) {
            return *id;
        }
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 4 billion files"));
        let location: Arc<str> = location.into();
        self.files.push(SourceFile { location: location.clone(), content: None });
        self.ids.insert(location, id);
        id
    }

    /// Puts new content at a location; `None` says that the file is gone.
    pub fn set(&mut self, location: &str, content: Option<Content>) -> FileId {
        let id = self.id(location);
        self.files[id.0 as usize].content = content;
        id
    }

    pub fn location(&self, id: FileId) -> &str {
        &self.files[id.0 as usize].location
    }

    pub fn find(&self, location: &str) -> Option<FileId> {
        self.ids.get(location).copied()
    }

    pub fn content(&self, id: FileId) -> Option<&Content> {
        self.files[id.0 as usize].content.as_ref()
    }

    /// Returns the text of a file; empty when it has none.
    pub fn text(&self, id: FileId) -> &str {
        match self.content(id) {
            Some(Content::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns every file that is there, in the order of their locations.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &str, &Content)> {
        self.below("")
    }

    /// Returns the files that are there and whose location begins with `folder`, in order.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = (FileId, &str, &Content)> {
        self.ids
            .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
            .take_while(move |(location, _)| location.starts_with(folder))
            .filter_map(|(location, id)| Some((*id, &**location, self.content(*id)?)))
    }

    /// Returns where a span starts.
    pub fn position(&self, span: Span) -> Position {
        let text = self.text(span.file);
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let mut sources = Sources::default();
        let id = sources.set("a.md", Some(Content::Text("é = 1\nzwölf = 2".into())));
        let at = |start: usize| sources.position(Span::new(id, start..start));
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(3), Position { line: 1, column: 3 });
        assert_eq!(at(14), Position { line: 2, column: 7 });
        assert_eq!(at(9000), Position { line: 2, column: 10 });
    }

    #[test]
    fn a_location_keeps_its_id_when_its_file_goes_and_comes_back() {
        let mut sources = Sources::default();
        let first = sources.set("a.md", Some(Content::Text("x".into())));
        sources.set("a.md", None);
        assert_eq!(sources.iter().count(), 0);
        assert_eq!(sources.set("a.md", Some(Content::Text("y".into()))), first);
        assert_eq!(sources.text(first), "y");
    }
}
