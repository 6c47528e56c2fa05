//! How groups differ on a choice.

use crate::patterns::column::{CHOICE_FIRST_SET, CHOICE_NOT_APPLICABLE, ChoiceColumn, State};

use super::result::{ChoiceDifference, Effect, Finding, Measure, OptionDifference, TableDifference, Test, TestName};
use super::{Context, TABLE_SAMPLES, adjust, interval, tables};

impl Context<'_> {
    pub(super) fn choice(&self, id: &str, column: &ChoiceColumn) -> (ChoiceDifference, Finding) {
        let (answered_rows, answered) = self.answered(&column.code, |code| match code {
            code if code >= CHOICE_FIRST_SET => State::Answered,
            CHOICE_NOT_APPLICABLE => State::NotApplicable,
            _ => State::Unanswered,
        });
        // Cells are the sets of options that occur.
        let options = |code: u32| &column.sets[(code - CHOICE_FIRST_SET) as usize].options;
        let with_options =
            |rows: Vec<u32>| rows.into_iter().filter(|&row| !options(column.code[row as usize]).is_empty()).collect();
        let rows: Vec<Vec<u32>> = answered_rows.into_iter().map(with_options).collect();
        let sets = Sets { of: column.sets.iter().map(|set| &set.options[..]).collect(), options: column.options.len() };
        let tally = self.tally(&rows, sets.of.len(), |row| (column.code[row] - CHOICE_FIRST_SET) as u16);
        let occur = tally.pool();
        let several = sets.of.iter().zip(occur).any(|(set, &count)| set.len() > 1 && count > 0);

        let chosen = |deal: &[Vec<u32>]| -> Vec<Vec<u32>> { deal.iter().map(|group| sets.chosen(group)).collect() };
        let against = |deal: &[Vec<u32>], option: usize| -> Vec<Vec<u32>> {
            let one = |group: &Vec<u32>| {
                let chosen = sets.chosen(group)[option];
                vec![chosen, group.iter().sum::<u32>() - chosen]
            };
            deal.iter().map(one).collect()
        };
        let mut options: Vec<OptionDifference> =
            (0..sets.options).map(|option| self.option(&against(&tally.groups, option))).collect();
        adjust(options.iter_mut().map(|option| &mut option.test).collect());

        let table = chosen(&tally.groups);
        let of: Vec<u64> = answered.iter().map(|group| group.answered).collect();
        let (test, cramers_v, interval) = if several {
            let statistic =
                |deal: &[Vec<u32>]| (0..sets.options).map(|option| tables::chi_squared(&against(deal, option))).sum::<f64>();
            let observed = statistic(&tally.groups);
            let test = if observed > 0.0 || options.iter().any(|option| option.test.p.is_some()) {
                let of_all = |deals: &[Vec<Vec<u32>>]| deals.iter().map(|deal| statistic(deal)).collect();
                let reached = tally.at_least(observed, self.draws(self.permutations, self.seed(1)), of_all);
                Test::permuted(TestName::Options, observed, reached, self.permutations)
            } else {
                Test::none(TestName::Options)
            };
            let root = |squares: Vec<f64>| (squares.iter().map(|v| v * v).sum::<f64>() / squares.len() as f64).sqrt();
            let own: Vec<f64> = options.iter().filter_map(|option| option.cramers_v).collect();
            let drawn = |deal: &[Vec<u32>]| {
                root(
                    (0..sets.options)
                        .filter(|&o| options[o].cramers_v.is_some())
                        .map(|o| tables::resampled_v(&against(deal, o)))
                        .collect(),
                )
            };
            let found = !own.is_empty();
            let each = |samples: &[Vec<Vec<u32>>]| samples.iter().map(|sample| drawn(sample)).collect();
            let interval = if found { interval(tally.bootstrap(self.draws(TABLE_SAMPLES, self.seed(2)), each)) } else { None };
            (test, found.then(|| root(own)), interval)
        } else {
            let single = if tally.is_blocked() {
                let items = self.single(column, &rows);
                super::deal::Tally::blocked(table.len(), sets.options, items)
            } else {
                super::deal::Tally::free(table.clone())
            };
            self.table(TestName::Options, &single, self.seed(1))
        };
        let finding = Finding {
            signifier: id.to_owned(),
            stone: None,
            effect: Effect { measure: Measure::CramersV, size: cramers_v, interval, between: None },
            test: TestName::Options,
            p: test.p,
            p_adjusted: None,
            sentence: String::new(),
            warnings: self.warnings(of.iter().copied()),
        };
        let mut cells = self.cells(column.options.iter().cloned(), &table, &of);
        if several {
            // Several options of one story do not add up: each is set against those who did not choose it.
            for (option, (_, cells)) in cells.0.iter_mut().enumerate() {
                let residuals = tables::adjusted_residuals(&against(&tally.groups, option));
                cells.iter_mut().zip(residuals).for_each(|(cell, residual)| cell.residual = residual[0]);
            }
        }
        let difference = ChoiceDifference {
            groups: self.by_group(answered),
            several,
            table: TableDifference { test, cramers_v, interval, cells },
            options: column.options.iter().cloned().zip(options).collect(),
        };
        (difference, finding)
    }

    fn single(&self, column: &ChoiceColumn, rows: &[Vec<u32>]) -> Vec<super::deal::Item> {
        let Some(blocks) = self.blocks else { return Vec::new() };
        let item = |group: u8, row: usize| super::deal::Item {
            group,
            cell: column.sets[(column.code[row] - CHOICE_FIRST_SET) as usize].options[0],
            block: blocks.of(row),
        };
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row)));
        all.map(|(group, row)| item(group, row as usize)).collect()
    }

    fn option(&self, table: &[Vec<u32>]) -> OptionDifference {
        match tables::independence(table) {
            Some(found) => OptionDifference {
                test: Test::by_theory(TestName::Options, found.chi_squared, Some(found.degrees), found.p),
                cramers_v: Some(found.cramers_v),
            },
            None => OptionDifference { test: Test::none(TestName::Options), cramers_v: None },
        }
    }
}

/// The sets of options that occur.
struct Sets<'a> {
    of: Vec<&'a [u16]>,
    options: usize,
}

impl Sets<'_> {
    /// How often each option was chosen.
    fn chosen(&self, counts: &[u32]) -> Vec<u32> {
        let mut chosen = vec![0; self.options];
        for (set, &count) in self.of.iter().zip(counts).filter(|(_, count)| **count > 0) {
            set.iter().for_each(|&option| chosen[usize::from(option)] += count);
        }
        chosen
    }
}
