//! The pages of a long list.

use super::Views;
use crate::pages::{ListKey, address};
use crate::view::{Link, Pager, PagerStep};

impl Views<'_> {
    /// Returns the links to the other pages of a list, `None` when it has one page.
    pub(super) fn pager(&self, list: ListKey, current: usize) -> Option<Pager> {
        let count = self.pages.page_count(list);
        let href = |number: usize| self.href(&address::list(self.catalog, list, number));
        let mut pager = pager(count, current, href)?;
        if list == ListKey::Browse && current == 1 {
            pager.all = (1..=count).map(|number| Link { label: number.to_string(), href: href(number) }).collect();
        }
        Some(pager)
    }
}

/// Returns the links to the pages of something that has several, `None` when it has one.
pub(super) fn pager(count: usize, current: usize, href: impl Fn(usize) -> String) -> Option<Pager> {
    if count == 1 {
        return None;
    }
    let step =
        |number: Option<usize>| PagerStep { number, href: number.map(&href), is_current: number == Some(current) };
    Some(Pager {
        previous: (current > 1).then(|| href(current - 1)),
        next: (current < count).then(|| href(current + 1)),
        steps: steps(count, current).into_iter().map(step).collect(),
        all: Vec::new(),
    })
}

/// Returns the numbers to show, `None` for a gap: nine at most, the first and the last always.
///
/// A gap stands for two numbers or more.
fn steps(count: usize, current: usize) -> Vec<Option<usize>> {
    if count <= 9 {
        return (1..=count).map(Some).collect();
    }
    if current <= 5 {
        return (1..=7).map(Some).chain([None, Some(count)]).collect();
    }
    if current + 4 >= count {
        return [Some(1), None].into_iter().chain((count - 6..=count).map(Some)).collect();
    }
    let middle = (current - 2..=current + 2).map(Some);
    [Some(1), None].into_iter().chain(middle).chain([None, Some(count)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(count: usize, current: usize) -> String {
        let words =
            steps(count, current).into_iter().map(|step| step.map_or("…".to_owned(), |number| number.to_string()));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_long_list_of_pages_shows_its_ends_and_where_the_reader_is() {
        assert_eq!(shown(2, 1), "1 2");
        assert_eq!(shown(9, 5), "1 2 3 4 5 6 7 8 9");
        assert_eq!(shown(10, 5), "1 2 3 4 5 6 7 … 10");
        assert_eq!(shown(10, 6), "1 … 4 5 6 7 8 9 10");
        assert_eq!(shown(40, 20), "1 … 18 19 20 21 22 … 40");
        assert_eq!(shown(40, 36), "1 … 34 35 36 37 38 39 40");
        assert_eq!(shown(40, 35), "1 … 33 34 35 36 37 … 40");
    }

    #[test]
    fn every_page_is_among_its_own_steps_and_there_are_nine_at_most() {
        for count in 2..60 {
            for current in 1..=count {
                let steps = steps(count, current);
                assert!(steps.len() <= 9 && steps.contains(&Some(current)), "{current} of {count}");
                assert_eq!((steps.first(), steps.last()), (Some(&Some(1)), Some(&Some(count))));
            }
        }
    }
}
