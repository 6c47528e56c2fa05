//! How groups differ on a choice.

use crate::patterns::column::{CHOICE_FIRST_SET, CHOICE_NOT_APPLICABLE, ChoiceColumn, State};

use super::result::{ChoiceDifference, Effect, Finding, Measure, OptionDifference, TableDifference, Test, TestName};
use super::{Context, TABLE_SAMPLES, adjust, all_can_be_drawn, holds, interval, tables};

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
        let known: Vec<usize> = (0..sets.options).filter(|&option| options[option].cramers_v.is_some()).collect();
        let each_option = |deal: &[Vec<u32>]| -> Vec<f64> {
            (0..sets.options).map(|option| tables::chi_squared(&against(deal, option))).collect()
        };
        let of_all = |deals: &[Vec<Vec<u32>>]| deals.iter().map(|deal| each_option(deal)).collect();
        let wanted = (several || tally.is_blocked()) && !known.is_empty();
        let dealt: Vec<Vec<f64>> =
            if wanted { tally.permuted(self.draws(self.permutations, self.seed(1)), of_all) } else { Vec::new() };
        let mut inflation = vec![1.0; sets.options];
        if tally.is_blocked() {
            // Theory takes stories as independent, and so does the correction of V.
            for &option in &known {
                let of_option: Vec<f64> = dealt.iter().map(|dealt| dealt[option]).collect();
                let table = against(&tally.groups, option);
                inflation[option] = tables::inflation(&table, &of_option);
                let threshold = super::deal::at_least(tables::chi_squared(&table));
                let reached = of_option.iter().filter(|dealt| **dealt >= threshold).count() as u32;
                let OptionDifference { test, cramers_v } = &mut options[option];
                *test = test.clone().read_by(reached, self.permutations);
                *cramers_v = Some(tables::corrected_v(&table, inflation[option]));
            }
        }
        adjust(options.iter_mut().map(|option| &mut option.test).collect());

        let table = chosen(&tally.groups);
        let of: Vec<u64> = answered.iter().map(|group| group.answered).collect();
        let (test, cramers_v, interval) = if several {
            let observed = each_option(&tally.groups).iter().sum::<f64>();
            let test = if known.is_empty() {
                Test::none(TestName::Options)
            } else {
                let threshold = super::deal::at_least(observed);
                let reached = dealt.iter().filter(|dealt| dealt.iter().sum::<f64>() >= threshold).count() as u32;
                Test::permuted(TestName::Options, observed, reached, self.permutations)
            };
            let root = |squares: Vec<f64>| (squares.iter().map(|v| v * v).sum::<f64>() / squares.len() as f64).sqrt();
            let own: Vec<f64> = options.iter().filter_map(|option| option.cramers_v).collect();
            let drawn = |deal: &[Vec<u32>]| {
                root(known.iter().map(|&option| tables::resampled_v(&against(deal, option), inflation[option])).collect())
            };
            let found = !own.is_empty();
            let drawn_again = found && all_can_be_drawn(&tally);
            let each = |samples: &[Vec<Vec<u32>>]| samples.iter().map(|sample| drawn(sample)).collect();
            let interval =
                if drawn_again { interval(tally.bootstrap(self.draws(TABLE_SAMPLES, self.seed(2)), each)) } else { None };
            let size = drawn_again.then(|| root(own));
            (test, size, interval.filter(|found| !tally.is_blocked() || size.is_some_and(|size| holds(*found, size))))
        } else {
            let single = if tally.is_blocked() {
                let items = self.single(column, &rows);
                super::deal::Tally::blocked(table.len(), sets.options, &items)
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
            member: blocks.member(group, row),
            cell: column.sets[(column.code[row] - CHOICE_FIRST_SET) as usize].options[0],
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
