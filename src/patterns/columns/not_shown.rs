//! What of a story is not shown beside its other answers, because it would single out the person who told it.

use super::cells::State;
use super::table::Columns;

/// What is not shown of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotShown {
    /// The signifiers of which nothing is shown, not even whether they were answered.
    pub signifiers: Vec<String>,
    /// Whether its collection, round and day are not shown.
    pub place: bool,
}

impl Columns {
    /// How many stories are in each collection, by code.
    pub(in crate::patterns) fn collection_sizes(&self) -> Vec<u64> {
        let mut sizes = vec![0; self.collection.len()];
        self.all().places().for_each(|row| sizes[self.collection.code[row] as usize] += 1);
        sizes
    }

    /// What is not shown of the story in a row, or of one that is in no row. `shared` says which answers to `choices` are shared by
    /// enough stories. When one is not, neither is anything that was not answered: which questions were asked depends on who told
    /// the story. The collection is not shown when fewer than `fewest` stories are in it.
    pub(in crate::patterns) fn not_shown(
        &self,
        row: Option<usize>,
        choices: &[String],
        shared: &[bool],
        sizes: &[u64],
        fewest: u64,
    ) -> NotShown {
        let Some(row) = row else {
            return NotShown { signifiers: self.signifiers().map(str::to_owned).collect(), place: true };
        };
        let mut signifiers: Vec<String> =
            choices.iter().zip(shared).filter(|(_, is_shared)| !**is_shared).map(|(id, _)| id.clone()).collect();
        if !signifiers.is_empty() {
            let silent =
                self.signifiers.iter().filter(|(_, column)| matches!(column.state(row), State::Unanswered | State::NotAsked));
            let silent: Vec<String> = silent.map(|(id, _)| id.clone()).filter(|id| !signifiers.contains(id)).collect();
            signifiers.extend(silent);
        }
        let collection = self.collection.code[row] as usize;
        NotShown { signifiers, place: collection > 0 && sizes[collection] < fewest }
    }
}
