//! How dependent stories are arranged: what can be exchanged between groups under the null hypothesis, and what is resampled as
//! a whole.
//!
//! A block (a collection, or one storyteller) whose stories are all in one group is a unit: it changes groups as a whole. In a
//! block that spans groups, labels are permuted within it, and there again the stories of one storyteller stay together if they
//! are all in one group. Labels are permuted only within a stratum.

use std::ops::Range;

/// With at least this many blocks that span groups, these blocks are resampled as wholes; fewer blocks say too little about the
/// variance between them, so their contents are resampled.
const ENOUGH_SPANNING: usize = 10;

/// One story: its group, its block, and the unit that it belongs to inside a block that spans groups.
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub group: u8,
    pub block: u32,
    pub within: u32,
}

/// Stories that stay together, as indices in [`Exchangeability::order`].
pub(super) struct Unit {
    pub label: u8,
    pub members: Range<usize>,
}

/// A block that spans groups.
pub(super) struct Spanning {
    /// Its units.
    pub units: Vec<Unit>,
    /// Storytellers whose own stories span groups: single stories, with a stratum for each storyteller.
    pub people: Vec<Vec<Unit>>,
}

/// The arrangement of stories in units.
pub(super) struct Exchangeability {
    /// The members in the order of the units.
    pub order: Vec<usize>,
    /// Blocks whose stories are all in one group.
    pub whole: Vec<Unit>,
    /// Blocks that span groups.
    pub spanning: Vec<Spanning>,
}

impl Exchangeability {
    /// Arranges these members.
    pub fn of(members: &[Member]) -> Self {
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by_key(|&at| (members[at].block, members[at].within, members[at].group, at));
        let (mut whole, mut spanning) = (Vec::new(), Vec::new());
        for block in chunks(&order, 0..order.len(), |at| members[at].block) {
            match unit(&order, members, block.clone()) {
                Some(unit) => whole.push(unit),
                None => spanning.push(Spanning::of(&order, members, block)),
            }
        }
        Self { order, whole, spanning }
    }

    /// Whether blocks that span groups are resampled as wholes.
    pub fn draws_spanning_blocks(&self) -> bool {
        self.spanning.len() >= ENOUGH_SPANNING
    }

    /// For each member, the number of the unit that it is resampled with.
    pub fn drawn_with(&self) -> Vec<u32> {
        let mut of = vec![0; self.order.len()];
        let mut next = 0;
        let mut put = |members: Range<usize>| {
            self.order[members].iter().for_each(|&at| of[at] = next);
            next += 1;
        };
        self.whole.iter().for_each(|unit| put(unit.members.clone()));
        for block in &self.spanning {
            if self.draws_spanning_blocks() {
                put(block.members());
            } else {
                block.units.iter().for_each(|unit| put(unit.members.clone()));
                block.people.iter().for_each(|person| put(extent(person)));
            }
        }
        of
    }

    /// For each group, whether it contains two or more resampled units, without which resampling says nothing.
    pub fn can_be_drawn(&self, members: &[Member], groups: usize) -> Vec<bool> {
        let drawn_with = self.drawn_with();
        let mut first: Vec<Option<u32>> = vec![None; groups];
        let mut two = vec![false; groups];
        for (member, unit) in members.iter().zip(drawn_with) {
            let group = usize::from(member.group);
            two[group] |= *first[group].get_or_insert(unit) != unit;
        }
        two
    }
}

impl Spanning {
    fn of(order: &[usize], members: &[Member], block: Range<usize>) -> Self {
        let (mut units, mut people) = (Vec::new(), Vec::new());
        for person in chunks(order, block, |at| members[at].within) {
            match unit(order, members, person.clone()) {
                Some(unit) => units.push(unit),
                None => {
                    let one = |at: usize| Unit { label: members[order[at]].group, members: at..at + 1 };
                    people.push(person.map(one).collect());
                }
            }
        }
        Self { units, people }
    }

    fn members(&self) -> Range<usize> {
        let units = self.units.iter().chain(self.people.iter().flatten());
        let (start, end) =
            units.fold((usize::MAX, 0), |(start, end), unit| (start.min(unit.members.start), end.max(unit.members.end)));
        start.min(end)..end
    }
}

fn extent(person: &[Unit]) -> Range<usize> {
    let start = person.first().map_or(0, |unit| unit.members.start);
    start..person.last().map_or(start, |unit| unit.members.end)
}

/// These members as a unit, if they are all in one group. Members must be in the order of groups.
fn unit(order: &[usize], members: &[Member], range: Range<usize>) -> Option<Unit> {
    let label = members[*order.get(range.start)?].group;
    let same = order[range.clone()].iter().all(|&at| members[at].group == label);
    same.then_some(Unit { label, members: range })
}

/// The parts of a range with equal keys.
fn chunks<'a>(
    order: &'a [usize],
    range: Range<usize>,
    key: impl Fn(usize) -> u32 + 'a,
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut start = range.start;
    order[range].chunk_by(move |&a, &b| key(a) == key(b)).map(move |chunk| {
        let own = start..start + chunk.len();
        start = own.end;
        own
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(group: u8, block: u32, within: u32) -> Member {
        Member { group, block, within }
    }

    #[test]
    fn a_block_of_one_group_is_a_unit_and_in_one_that_spans_groups_each_storyteller_is() {
        let members = [
            member(0, 1, 10),
            member(0, 1, 11),
            member(0, 2, 20),
            member(1, 2, 21),
            member(1, 2, 21),
            member(0, 2, 22),
            member(1, 2, 22),
        ];
        let found = Exchangeability::of(&members);
        assert_eq!(found.whole.iter().map(|unit| (unit.label, unit.members.len())).collect::<Vec<_>>(), [(0, 2)]);
        let [block] = &found.spanning[..] else { panic!() };
        assert_eq!(block.units.iter().map(|unit| (unit.label, unit.members.len())).collect::<Vec<_>>(), [(0, 1), (1, 2)]);
        assert_eq!(block.people.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
        assert_eq!(block.members(), 2..7);
        assert_eq!(found.drawn_with(), [0, 0, 1, 2, 2, 3, 3]);
        assert_eq!(found.can_be_drawn(&members, 3), [true, true, false]);
    }

    #[test]
    fn many_blocks_that_span_groups_are_resampled_as_wholes() {
        let members: Vec<Member> = (0..24).map(|at| member(at as u8 % 2, at / 2, at)).collect();
        let found = Exchangeability::of(&members);
        assert!(found.draws_spanning_blocks() && found.whole.is_empty());
        assert_eq!(found.drawn_with(), (0..24).map(|at| at / 2).collect::<Vec<_>>());
        let one_each: Vec<Member> = [member(0, 1, 1), member(0, 1, 2), member(1, 2, 3)].into();
        assert_eq!(Exchangeability::of(&one_each).can_be_drawn(&one_each, 2), [false, false]);
    }
}
