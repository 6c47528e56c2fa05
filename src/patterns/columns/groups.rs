//! Divides stories into groups: by choice, by round, by collection.

use crate::patterns::fault::PatternFault;

use super::cells::CHOICE_FIRST_SET;
use super::repeated_words::Words;
use super::rows::Rows;
use super::table::Columns;

/// A group's name and its stories.
pub type NamedRows = (String, Rows);

impl Columns {
    /// The stories that chose each option of a choice, in the framework's order, including options that nobody chose. Where
    /// several options may be chosen, groups share stories.
    ///
    /// # Errors
    /// [`PatternFault`] on `field` for a signifier that is not a choice.
    pub fn by_choice(&self, rows: &Rows, signifier: &str, field: &str) -> Result<Vec<NamedRows>, PatternFault> {
        let column = self.choice(signifier, field)?;
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); column.options.len()];
        for row in rows.places() {
            let Some(set) = column.code[row].checked_sub(CHOICE_FIRST_SET) else { continue };
            for &option in &column.sets[set as usize].options {
                places[usize::from(option)].push(row);
            }
        }
        let named = column.options.iter().zip(places);
        Ok(named.map(|(option, places)| (option.clone(), Rows::at(places, self.rows()))).collect())
    }

    /// The stories of each round in alphabetical order; stories without one are in none.
    pub fn by_round(&self, rows: &Rows) -> Vec<NamedRows> {
        self.by_word(&self.round, rows)
    }

    /// The stories of each collection, by join code in alphabetical order; stories without one are in none.
    pub fn by_collection(&self, rows: &Rows) -> Vec<NamedRows> {
        self.by_word(&self.collection, rows)
    }

    fn by_word(&self, words: &Words, rows: &Rows) -> Vec<NamedRows> {
        let mut places: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
        rows.places().for_each(|row| places[words.code[row] as usize].push(row));
        let known = words.known().into_iter().filter_map(|word| {
            let places = std::mem::take(&mut places[words.find(word)? as usize]);
            (!places.is_empty()).then(|| (word.to_owned(), Rows::at(places, self.rows())))
        });
        known.collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::model::{Answer, Answers};
    use crate::patterns::golden_tests::{framework, put};
    use crate::patterns::{Blocks, Form, Group, Row};

    use super::*;

    /// Columns in which story n has the collection and round that `of` returns.
    fn columns(of: impl Fn(u64) -> (&'static str, &'static str)) -> Columns {
        let mut columns = Columns::new();
        columns.learn(&framework());
        let received = NaiveDate::from_ymd_opt(2026, 1, 4).unwrap();
        let answers: Answers = Answers::default();
        for number in 1..=12 {
            let (collection, round) = of(number);
            let (collection, round) = (Some(collection), Some(round));
            columns.put(&Row {
                number,
                received,
                collection,
                round,
                prompt: "moment",
                storyteller: None,
                readable: number % 2 == 0,
                answers: &answers,
                form: Form::default(),
            });
        }
        columns
    }

    fn sizes(groups: &[NamedRows]) -> Vec<(&str, usize)> {
        groups.iter().map(|(name, rows)| (name.as_str(), rows.len())).collect()
    }

    #[test]
    fn stories_are_cut_by_round_and_by_collection() {
        let columns =
            columns(|number| (if number % 3 == 0 { "PARK" } else { "WEB" }, if number > 10 { "later" } else { "first" }));
        assert_eq!(sizes(&columns.by_collection(&columns.all())), [("PARK", 4), ("WEB", 8)]);
        assert_eq!(sizes(&columns.by_round(&columns.all())), [("first", 10), ("later", 2)]);
        assert_eq!(sizes(&columns.by_round(&columns.with_numbers(&[1, 2]))), [("first", 2)]);
    }

    #[test]
    fn stories_are_cut_by_what_was_chosen_and_an_option_that_nobody_chose_is_empty() {
        let mut columns = columns(|_| ("WEB", "first"));
        put(&mut columns, 1, [("k", Answer::Choice { options: vec!["two".to_owned()], write_in: None })]);
        let groups = columns.by_choice(&columns.all(), "k", "by").unwrap();
        assert_eq!(sizes(&groups), [("one", 0), ("two", 1), ("three", 0)]);
        assert_eq!(columns.by_choice(&columns.all(), "nowhere", "by").unwrap_err().field, "by");
    }

    #[test]
    fn two_collections_are_too_few_to_be_exchanged_and_many_small_ones_are_not() {
        let shape = |columns: &Columns, groups: &[NamedRows]| {
            let groups: Vec<Group<'_>> = groups.iter().map(|(name, rows)| Group { name, rows }).collect();
            let shape = Blocks::by_collection(columns).shape(&groups);
            (shape.several, shape.too_few)
        };
        let two = columns(|number| if number > 6 { ("PARK", "later") } else { ("WEB", "first") });
        assert_eq!(shape(&two, &two.by_round(&two.all())), (true, true));
        // Within collections that span both rounds, stories can be exchanged; a single collection makes no difference.
        let round = |number: u64| if number > 6 { "later" } else { "first" };
        let across = columns(|number| (if number % 2 == 0 { "WEB" } else { "PARK" }, round(number)));
        assert_eq!(shape(&across, &across.by_round(&across.all())), (true, false));
        let alone = columns(|number| ("WEB", round(number)));
        assert_eq!(shape(&alone, &alone.by_round(&alone.all())), (false, false));
        const NAMES: [&str; 13] = ["", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
        let many = columns(|number| (NAMES[number as usize], if number > 6 { "later" } else { "first" }));
        assert_eq!(shape(&many, &many.by_round(&many.all())), (false, false));
    }

    #[test]
    fn a_sample_of_what_can_be_read_is_the_same_for_the_same_seed() {
        let columns = columns(|_| ("WEB", "first"));
        let all = columns.all();
        assert_eq!(columns.sample_readable(&all, 100, 1), [2, 4, 6, 8, 10, 12]);
        assert_eq!(columns.sample_readable(&all, 3, 1), columns.sample_readable(&all, 3, 1));
        assert_eq!((columns.sample_readable(&all, 3, 1).len(), columns.readable_rows(&all).len()), (3, 6));
    }
}
