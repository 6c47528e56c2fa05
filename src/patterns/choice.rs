//! What a selection looks like on a choice: how many chose each option.

use serde::Serialize;

use super::column::{CHOICE_FIRST_SET, CHOICE_NOT_APPLICABLE, CHOICE_UNANSWERED, ChoiceColumn};
use super::rows::Rows;
use super::share::{Ordered, Share};

/// A choice's pattern. Where several options may be chosen, shares can sum to more than 1.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ChoicePattern {
    /// Stories with at least one option or words of their own.
    pub answered: u64,
    /// Stories to which the question does not fit, as their tellers said.
    pub not_applicable: u64,
    /// Stories whose tellers passed over it.
    pub unanswered: u64,
    /// The options in the framework's order; shares are of those who answered.
    #[schema(value_type = std::collections::HashMap<String, Share>)]
    pub options: Ordered<Share>,
    /// Stories with words of their own beside the options.
    pub write_ins: u64,
}

/// Counts of one choice.
pub(super) struct ChoiceCounts {
    pub answered: u64,
    pub not_applicable: u64,
    pub unanswered: u64,
    /// One count for each option.
    pub options: Vec<u64>,
    pub write_ins: u64,
}

impl ChoiceCounts {
    pub fn of(column: &ChoiceColumn, rows: &Rows) -> Self {
        let codes = count_codes(column, rows);
        let sets = &codes[CHOICE_FIRST_SET as usize..];
        let mut counts = Self {
            answered: sets.iter().sum(),
            not_applicable: codes[CHOICE_NOT_APPLICABLE as usize],
            unanswered: codes[CHOICE_UNANSWERED as usize],
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
fn count_codes(column: &ChoiceColumn, rows: &Rows) -> Vec<u64> {
    // Neighbouring rows are counted in different tables: the same counter twice in a row would have to wait for itself.
    let mut tables = vec![[0u64; 4]; column.sets.len() + CHOICE_FIRST_SET as usize];
    let mut places = Vec::new();
    for block in 0..rows.blocks() {
        rows.within(block, &mut places);
        let codes = column.code.block(block);
        for (table, &place) in (0..4).cycle().zip(&places) {
            tables[codes[usize::from(place)] as usize][table] += 1;
        }
    }
    tables.into_iter().map(|tables| tables.iter().sum()).collect()
}

pub(super) fn choice_pattern(column: &ChoiceColumn, rows: &Rows) -> ChoicePattern {
    let counts = ChoiceCounts::of(column, rows);
    let options = column.options.iter().zip(counts.options);
    ChoicePattern {
        answered: counts.answered,
        not_applicable: counts.not_applicable,
        unanswered: counts.unanswered,
        options: options.map(|(id, count)| (id.clone(), Share::new(count, counts.answered))).collect(),
        write_ins: counts.write_ins,
    }
}
