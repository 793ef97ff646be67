//! Entries that are like another one.

use std::cmp::Reverse;

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

impl Views<'_> {
    /// Returns up to four listed entries that are most like one, from those beside it in its topics.
    ///
    /// Most shared topics first, then the same skills, the same level, the lower cost; lists run by
    /// cost, so the near neighbours cost about as much.
    pub(super) fn similar(&self, id: OpportunityId) -> Vec<OpportunityId> {
        let table = self.likeness.get_or_init(|| self.likeness_table());
        let own = &table[id.0 as usize];
        let mut compared = self.neighbours(id, own);
        let rank = |other: &OpportunityId| {
            let it = &table[other.0 as usize];
            let is_unlike = (it.skills != own.skills, it.level != own.level);
            (Reverse(own.shared_topics(it)), is_unlike, it.band, other.0.abs_diff(id.0), *other)
        };
        if compared.len() > SHOWN {
            compared.select_nth_unstable_by_key(SHOWN, rank);
            compared.truncate(SHOWN);
        }
        compared.sort_unstable_by_key(rank);
        compared
    }

    /// Returns entries that share a topic, those of the smallest topic first and the nearest in its list.
    fn neighbours(&self, id: OpportunityId, own: &Likeness) -> Vec<OpportunityId> {
        let Some((_, facet)) = self.catalog.facet(FacetKind::Topic) else { return Vec::new() };
        let mut lists: Vec<&[OpportunityId]> =
            own.topics().map(|topic| facet.terms[topic as usize].listed.as_slice()).collect();
        lists.sort_by_key(|list| list.len());
        let mut found: Vec<OpportunityId> = Vec::new();
        for list in lists {
            let room = COMPARED - found.len();
            let at = list.partition_point(|other| *other < id);
            let start = at.saturating_sub(room / 2).min(list.len().saturating_sub(room));
            let near = &list[start..list.len().min(start + room)];
            found.extend(near.iter().copied().filter(|other| *other != id));
            found.sort_unstable();
            found.dedup();
            if found.len() + 1 >= COMPARED {
                break;
            }
        }
        found
    }

    fn likeness_table(&self) -> Vec<Likeness> {
        let all = 0..self.catalog.opportunities.len() as u32;
        all.map(|id| self.likeness_of(OpportunityId(id))).collect()
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
