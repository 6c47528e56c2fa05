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

    /// Whether each signifier is asked of some storytellers only, so that a reply to it says who told the story.
    pub(in crate::patterns) fn asked_of_some(&self) -> Vec<bool> {
        self.forms.asked_of_some(self.signifiers.len())
    }

    /// What is not shown of the story in a row, or of one that is in no row. `shared` says which answers to `choices` are shared by
    /// enough stories. When one is not, neither is anything that was not answered, nor any reply to a question of `asked_of_some`: which
    /// questions were asked depends on who told the story. The collection is not shown when fewer than `fewest` stories are in it, and
    /// with it nothing that was not answered: a collection may ask some questions only.
    pub(in crate::patterns) fn not_shown(
        &self,
        row: Option<usize>,
        choices: &[String],
        shared: &[bool],
        (sizes, asked_of_some): (&[u64], &[bool]),
        fewest: u64,
    ) -> NotShown {
        let Some(row) = row else {
            return NotShown { signifiers: self.signifiers().map(str::to_owned).collect(), place: true };
        };
        let mut signifiers: Vec<String> =
            choices.iter().zip(shared).filter(|(_, is_shared)| !**is_shared).map(|(id, _)| id.clone()).collect();
        let collection = self.collection.code[row] as usize;
        let place = collection > 0 && sizes[collection] < fewest;
        let (person, tells) = (!signifiers.is_empty(), !signifiers.is_empty() || place);
        for ((id, column), &of_some) in self.signifiers.iter().zip(asked_of_some) {
            let silent = matches!(column.state(row), State::Unanswered | State::NotAsked);
            if (tells && silent || person && of_some) && !signifiers.contains(id) {
                signifiers.push(id.clone());
            }
        }
        NotShown { signifiers, place }
    }
}
