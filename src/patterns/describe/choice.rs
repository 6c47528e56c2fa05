//! Patterns of choices: how many stories chose each option.

use serde::Serialize;

use crate::patterns::columns::{
    CHOICE_FIRST_SET, CHOICE_NOT_APPLICABLE, CHOICE_NOT_ASKED, CHOICE_UNANSWERED, ChoiceColumn, Listed,
};
use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::Share;

/// A choice's pattern. Where several options may be chosen, shares can sum to more than 1.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChoicePattern {
    /// Stories with at least one option or a write-in.
    pub answered: u64,
    /// Stories whose tellers said that the question does not fit.
    pub not_applicable: u64,
    /// Stories whose tellers were asked and skipped it.
    pub unanswered: u64,
    /// Stories whose tellers were not asked.
    pub not_asked: u64,
    /// The options in the framework's order; shares are of those who answered.
    #[schema(value_type = std::collections::HashMap<String, Share>)]
    pub options: Ordered<Share>,
    /// Stories with a write-in beside the options.
    pub write_ins: u64,
    /// Options that are not in `options`, because so few chose them that they may not be counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, example = json!(["college"]))]
    pub too_few: Vec<String>,
}

/// Options that a result leaves out, because others were chosen more often.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"options": 1900, "chosen": {"family": 210, "professional": 95}}))]
pub struct OtherOptions {
    /// How many options they are.
    pub options: u64,
    /// How often they were chosen, by group.
    #[schema(value_type = std::collections::HashMap<String, u64>)]
    pub chosen: Ordered<u64>,
}

/// Of a choice with more options, a result that repeats them for each group names these many.
pub(in crate::patterns) const NAMED_OPTIONS: usize = 100;

/// The places of the options that were chosen most, ascending. All of them when there are no more than [`NAMED_OPTIONS`].
pub(in crate::patterns) fn most_chosen(counts: &[u64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..counts.len()).collect();
    if counts.len() > NAMED_OPTIONS {
        places.sort_by_key(|&place| std::cmp::Reverse(counts[place]));
        places.truncate(NAMED_OPTIONS);
        places.sort_unstable();
    }
    places
}

/// Counts of one choice.
pub(in crate::patterns) struct ChoiceCounts {
    pub answered: u64,
    pub not_applicable: u64,
    pub unanswered: u64,
    pub not_asked: u64,
    /// One count for each option.
    pub options: Vec<u64>,
    pub write_ins: u64,
}

impl ChoiceCounts {
    /// Counts the options of these rows.
    pub fn of(column: &ChoiceColumn, rows: &Listed<'_>) -> Self {
        let codes = count_codes(column, rows);
        let sets = &codes[CHOICE_FIRST_SET as usize..];
        let mut counts = Self {
            answered: sets.iter().sum(),
            not_applicable: codes[CHOICE_NOT_APPLICABLE as usize],
            unanswered: codes[CHOICE_UNANSWERED as usize],
            not_asked: codes[CHOICE_NOT_ASKED as usize],
            options: vec![0; column.options.len()],
            write_ins: 0,
        };
        for (set, &count) in column.sets.iter().zip(sets) {
            for &option in &set.options {
                counts.options[usize::from(option)] += count;
            }
            counts.write_ins += u64::from(set.write_in) * count;
        }
        counts
    }
}

/// How many rows hold each code.
fn count_codes(column: &ChoiceColumn, rows: &Listed<'_>) -> Vec<u64> {
    // Neighbouring rows are counted in different tables, because incrementing the same counter twice in a row stalls the
    // processor.
    let mut tables = vec![[0u64; 4]; column.sets.len() + CHOICE_FIRST_SET as usize];
    let mut spare = Vec::new();
    for block in 0..rows.blocks() {
        let codes = column.code.block(block);
        for four in rows.within(block, &mut spare).chunks(4) {
            for (table, &place) in four.iter().enumerate() {
                tables[codes[usize::from(place)] as usize][table] += 1;
            }
        }
    }
    tables.into_iter().map(|tables| tables.iter().sum()).collect()
}

pub(super) fn choice_pattern(column: &ChoiceColumn, rows: &Listed<'_>) -> ChoicePattern {
    let counts = ChoiceCounts::of(column, rows);
    let options = column.options.iter().zip(counts.options);
    ChoicePattern {
        answered: counts.answered,
        not_applicable: counts.not_applicable,
        unanswered: counts.unanswered,
        not_asked: counts.not_asked,
        options: options.map(|(id, count)| (id.clone(), Share::new(count, counts.answered))).collect(),
        write_ins: counts.write_ins,
        too_few: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_options_those_chosen_most_are_named_in_the_frameworks_order() {
        let few: Vec<u64> = vec![0; NAMED_OPTIONS];
        assert_eq!(most_chosen(&few), (0..NAMED_OPTIONS).collect::<Vec<_>>());
        let mut many = vec![0; 2_000];
        (many[3], many[1_999]) = (1, 2);
        let named = most_chosen(&many);
        assert_eq!(named.len(), NAMED_OPTIONS);
        assert!(named.is_sorted() && named.contains(&3) && named.contains(&1_999), "{named:?}");
    }
}
