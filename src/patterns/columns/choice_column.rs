//! A choice's answers.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::Arc;

use super::cells::{CHOICE_FIRST_SET, CHOICE_NOT_ASKED};
use super::chunked::Chunked;

/// Chosen options: each row has the code of a set of options, because only few different sets occur.
#[derive(Clone, Debug, Default)]
pub(in crate::patterns) struct ChoiceColumn {
    pub options: Arc<Vec<String>>,
    /// Where each option is in [`ChoiceColumn::options`].
    places: Arc<HashMap<String, u16>>,
    /// The set for each code. A set without rows is emptied, and its code is reused for the next new set, because a rare
    /// combination could identify the person who chose it.
    pub sets: Arc<Vec<OptionSet>>,
    codes: Arc<HashMap<OptionSet, u32>>,
    /// How many rows hold each set.
    uses: Arc<Vec<u32>>,
    /// The codes of emptied sets.
    free: Arc<Vec<u32>>,
    pub code: Chunked<u32>,
}

/// The options of one answer (indices in [`ChoiceColumn::options`], ascending), and whether it has a write-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::patterns) struct OptionSet {
    pub options: Box<[u16]>,
    pub write_in: bool,
}

impl ChoiceColumn {
    /// A column of rows that were not asked, without options.
    pub fn new(rows: usize) -> Self {
        Self { code: Chunked::filled(CHOICE_NOT_ASKED, rows), ..Self::default() }
    }

    /// Sets of options, and the code of each row.
    pub fn with(options: Vec<String>, sets: Vec<OptionSet>, code: Chunked<u32>) -> Self {
        let mut uses = vec![0; sets.len()];
        for used in code.blocks().flatten().filter_map(|&code| code.checked_sub(CHOICE_FIRST_SET)) {
            // A code beyond the sets is detected when the file is checked.
            uses.get_mut(used as usize).into_iter().for_each(|uses| *uses += 1);
        }
        let used = |&(_, code): &(OptionSet, u32)| uses[(code - CHOICE_FIRST_SET) as usize] > 0;
        let codes = sets.iter().cloned().zip(CHOICE_FIRST_SET..).filter(used).collect();
        let free = (0..).zip(&uses).filter(|&(_, &uses)| uses == 0).map(|(place, _)| place).collect();
        let (sets, codes, uses, free) = (Arc::new(sets), Arc::new(codes), Arc::new(uses), Arc::new(free));
        let places = options.iter().cloned().zip(0..).collect();
        Self { options: Arc::new(options), places: Arc::new(places), sets, codes, uses, free, code }
    }

    /// The index of an option in [`ChoiceColumn::options`].
    pub fn place(&self, id: &str) -> Option<u16> {
        self.places.get(id).copied()
    }

    /// As [`ChoiceColumn::place`]; a new option is added.
    pub fn learn(&mut self, id: &str) -> u16 {
        self.place(id).unwrap_or_else(|| {
            let place = self.options.len() as u16;
            Arc::make_mut(&mut self.options).push(id.to_owned());
            Arc::make_mut(&mut self.places).insert(id.to_owned(), place);
            place
        })
    }

    pub(super) fn set_of<S: Borrow<str>>(&mut self, options: &[S], write_in: bool) -> OptionSet {
        let mut places: Vec<u16> = options.iter().map(|id| self.learn(id.borrow())).collect();
        places.sort_unstable();
        places.dedup();
        OptionSet { options: places.into(), write_in }
    }

    pub(super) fn choose(&mut self, at: usize, set: OptionSet) {
        let code = self.codes.get(&set).copied().unwrap_or_else(|| self.add(set));
        self.write(at, code);
    }

    /// Gives a new set a code.
    fn add(&mut self, set: OptionSet) -> u32 {
        let place = Arc::make_mut(&mut self.free).pop().unwrap_or(self.sets.len() as u32);
        let (sets, uses) = (Arc::make_mut(&mut self.sets), Arc::make_mut(&mut self.uses));
        if place as usize == sets.len() {
            sets.push(set.clone());
            uses.push(0);
        } else {
            sets[place as usize] = set.clone();
        }
        Arc::make_mut(&mut self.codes).insert(set, place + CHOICE_FIRST_SET);
        place + CHOICE_FIRST_SET
    }

    /// Writes a code, and removes the previous set when this was its last row.
    pub(super) fn write(&mut self, at: usize, code: u32) {
        if at == self.code.len() {
            self.code.push(CHOICE_NOT_ASKED);
        }
        let before = self.code[at];
        if before == code {
            return;
        }
        self.code.set(at, code);
        if let Some(place) = code.checked_sub(CHOICE_FIRST_SET) {
            Arc::make_mut(&mut self.uses)[place as usize] += 1;
        }
        if let Some(place) = before.checked_sub(CHOICE_FIRST_SET) {
            let uses = &mut Arc::make_mut(&mut self.uses)[place as usize];
            *uses -= 1;
            if *uses == 0 {
                self.forget(place);
            }
        }
    }

    fn forget(&mut self, place: u32) {
        let set = std::mem::take(&mut Arc::make_mut(&mut self.sets)[place as usize]);
        Arc::make_mut(&mut self.codes).remove(&set);
        Arc::make_mut(&mut self.free).push(place);
    }
}

#[cfg(test)]
mod tests {
    use super::super::column::Column;
    use super::*;
    use crate::model::{Answer, Reply};

    fn chosen(options: &[&str]) -> Answer {
        Answer::Choice { options: options.iter().map(|option| (*option).to_owned()).collect(), write_in: None }
    }

    fn choices(rows: usize) -> Column {
        Column::Choice(ChoiceColumn::new(rows))
    }

    fn sets(column: &Column) -> Vec<&[u16]> {
        let Column::Choice(column) = column else { panic!("a choice") };
        column.sets.iter().map(|set| &set.options[..]).collect()
    }

    #[test]
    fn a_combination_is_removed_with_its_last_row_and_its_code_is_reused() {
        let mut column = choices(3);
        column.put(0, Reply::Answered(&chosen(&["a"])));
        column.put(1, Reply::Answered(&chosen(&["a", "b"])));
        column.put(2, Reply::Answered(&chosen(&["b", "a"])));
        column.put(1, Reply::<String>::Unanswered);
        assert_eq!(sets(&column), [&[0][..], &[0, 1]], "another row still has it");
        column.put(2, Reply::<String>::NotApplicable);
        assert_eq!(sets(&column), [&[0][..], &[]]);
        column.put(1, Reply::Answered(&chosen(&["b"])));
        assert_eq!(sets(&column), [&[0][..], &[1]]);
        column.put(1, Reply::Answered(&chosen(&["b"])));
        column.put(0, Reply::Answered(&chosen(&["b"])));
        assert_eq!(sets(&column), [&[][..], &[1]]);
    }

    #[test]
    fn an_earlier_state_keeps_the_combinations_that_it_shows() {
        let mut column = choices(1);
        column.put(0, Reply::Answered(&chosen(&["a", "b"])));
        let before = column.clone();
        column.put(0, Reply::Answered(&chosen(&["b"])));
        let Column::Choice(before) = &before else { panic!("a choice") };
        let set = before.code[0] - CHOICE_FIRST_SET;
        assert_eq!(before.sets[set as usize].options[..], [0, 1]);
    }
}
