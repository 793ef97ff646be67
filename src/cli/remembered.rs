//! What a published site remembers of the build that made it, kept in its manifest.

use crate::catalog::Ids;

/// The form of the bytes; of any other nothing is known.
const FORM: u8 = 1;

/// Returns the bytes that remember a build.
///
/// `done` is the fingerprint of what it was made from, `None` where the next build has to look again.
pub fn encode(done: Option<u128>, ids: &Ids) -> Vec<u8> {
    postcard::to_stdvec(&(FORM, done, ids)).expect("numbers and texts can always be written")
}

/// Returns the fingerprint, if the bytes hold one. The ids are not looked at.
pub fn done(bytes: &[u8]) -> Option<u128> {
    start(bytes)?.0
}

/// Returns the ids that were published; `None` where that cannot be told.
pub fn ids(bytes: &[u8]) -> Option<Ids> {
    postcard::from_bytes(start(bytes)?.1).ok()
}

fn start(bytes: &[u8]) -> Option<(Option<u128>, &[u8])> {
    let ((form, done), rest) = postcard::take_from_bytes::<(u8, Option<u128>)>(bytes).ok()?;
    (form == FORM).then_some((done, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::PathIds;

    #[test]
    fn what_is_written_is_read_back_and_nothing_else_is_believed() {
        let path = PathIds { id: "p".to_owned(), stages: vec!["s".to_owned()], steps: Vec::new() };
        let known = Ids { entries: vec!["a".to_owned(), "b".to_owned()], paths: vec![path] };
        for fingerprint in [None, Some(0), Some(u128::MAX)] {
            let bytes = encode(fingerprint, &known);
            assert_eq!((done(&bytes), ids(&bytes).as_ref()), (fingerprint, Some(&known)));
            for end in 0..bytes.len() {
                assert_eq!(ids(&bytes[..end]), None, "cut at {end}");
            }
        }
        let mut other = encode(Some(7), &known);
        other[0] += 1;
        assert_eq!((done(&other), ids(&other)), (None, None));
        assert_eq!((done(b""), ids(b"")), (None, None));
    }
}
