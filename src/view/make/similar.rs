//! Entries that are like another one.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::Views;
use crate::catalog::{Band, FacetKind, OpportunityId};

/// How many similar entries a page shows.
const SHOWN: usize = 4;
/// How many entries are compared with one, whatever the size of the catalog.
const COMPARED: usize = 200;
/// How many of an entry's topics count.
const TOPICS: usize = 6;
/// Fills the place of a topic that is not there.
const NO_TOPIC: u16 = u16::MAX;

/// What is compared: 16 bytes an entry, side by side in memory.
#[derive(Clone, Copy)]
pub struct Likeness {
    topics: [u16; TOPICS],
    /// A bit for each term.
    skills: u8,
    level: u8,
    band: Band,
}

impl Likeness {
    fn topics(&self) -> impl Iterator<Item = u16> {
        self.topics.into_iter().take_while(|topic| *topic != NO_TOPIC)
    }

    fn shared_topics(&self, other: &Likeness) -> usize {
        self.topics().filter(|topic| other.topics.contains(topic)).count()
    }
}

/// How unlike two entries are; the least comes first.
type Rank = (Reverse<usize>, bool, bool, Band, u32, OpportunityId);

impl Views<'_> {
    /// Returns up to four listed entries that are most like one, from those beside it in its topics.
    ///
    /// Most shared topics first, then the same skills, the same level, the lower cost; lists run by
    /// cost, so the near neighbours cost about as much.
    pub(super) fn similar(&self, id: OpportunityId) -> Vec<OpportunityId> {
        let own = self.likeness(id);
        let mut best: Vec<Rank> = Vec::with_capacity(SHOWN + 1);
        for near in self.neighbours(id, own) {
            for other in near.iter().copied().filter(|other| *other != id) {
                let it = self.likeness(other);
                let shared = Reverse(own.shared_topics(it));
                let distance = other.0.abs_diff(id.0);
                let rank = (shared, it.skills != own.skills, it.level != own.level, it.band, distance, other);
                keep_best(&mut best, rank);
            }
        }
        best.into_iter().map(|(.., other)| other).collect()
    }

    /// Returns runs of entries that share a topic: the smallest topic first, the nearest in its list,
    /// and no more of them together than are compared.
    fn neighbours(&self, id: OpportunityId, own: &Likeness) -> Vec<&[OpportunityId]> {
        let Some((_, facet)) = self.catalog.facet(FacetKind::Topic) else { return Vec::new() };
        let mut lists: Vec<&[OpportunityId]> =
            own.topics().map(|topic| facet.terms[topic as usize].listed.as_slice()).collect();
        lists.sort_by_key(|list| list.len());
        let mut room = COMPARED;
        let near = |list: &'_ mut &[OpportunityId]| {
            let at = list.partition_point(|other| *other < id);
            let start = at.saturating_sub(room / 2).min(list.len().saturating_sub(room));
            *list = &list[start..list.len().min(start + room)];
            room -= list.len();
        };
        lists.iter_mut().for_each(near);
        lists
    }

    /// Returns what is compared of an entry. Made when first asked for: one page needs two hundred,
    /// whatever the size of the catalog.
    fn likeness(&self, id: OpportunityId) -> &Likeness {
        let room = || self.catalog.opportunities.iter().map(|_| OnceLock::new()).collect();
        self.likeness.get_or_init(room)[id.0 as usize].get_or_init(|| self.likeness_of(id))
    }

    fn likeness_of(&self, id: OpportunityId) -> Likeness {
        let mut topics = [NO_TOPIC; TOPICS];
        for (place, term) in topics.iter_mut().zip(self.terms(id, FacetKind::Topic)) {
            *place = term.term;
        }
        Likeness {
            topics,
            skills: self.terms(id, FacetKind::Skill).fold(0, |skills, term| skills | 1 << (term.term % 8)),
            level: self.terms(id, FacetKind::Level).next().map_or(0, |term| term.term as u8),
            band: self.opportunity(id).facts.band,
        }
    }
}

/// Puts a rank in its place among the best, each entry once.
fn keep_best(best: &mut Vec<Rank>, rank: Rank) {
    if best.len() == SHOWN && best.last().is_some_and(|worst| *worst <= rank) {
        return;
    }
    let at = best.partition_point(|other| *other < rank);
    if best.get(at) != Some(&rank) {
        best.insert(at, rank);
        best.truncate(SHOWN);
    }
}
