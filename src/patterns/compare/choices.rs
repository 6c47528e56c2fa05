//! How groups differ on a choice.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use crate::patterns::columns::{
    CHOICE_FIRST_SET, CHOICE_NOT_APPLICABLE, CHOICE_NOT_ASKED, CHOICE_UNANSWERED, ChoiceColumn, Replies, State,
};
use crate::patterns::describe::{OtherOptions, most_chosen};
use crate::patterns::ordered::Ordered;
use crate::patterns::statistics::tables;

use super::context::{Context, TABLE_SAMPLES, all_can_be_drawn, holding, interval};
use super::difference::{ChoiceDifference, OptionDifference, TableDifference};
use super::evidence::{Effect, Measure, Test, TestName};
use super::families::adjust_family;
use super::permutation::{Item, Tally, at_least};
use super::result::Finding;

impl Context<'_> {
    pub(super) fn choice(&self, id: &str, column: &ChoiceColumn) -> (ChoiceDifference, Finding) {
        let (rows, answered, tally) = self.chosen(column);
        let sets = Sets { of: column.sets.iter().map(|set| &set.options[..]).collect(), options: column.options.len() };
        let occur = tally.pool();
        let several = sets.of.iter().zip(occur).any(|(set, &count)| set.len() > 1 && count > 0);

        let table = sets.chosen_by_group(tally.groups.view());
        let sizes = tally.groups.sum_axis(Axis(1));
        let against: Vec<Array2<u32>> = (0..sets.options).map(|option| one_against(&table, &sizes, option)).collect();
        let mut options: Vec<OptionDifference> = against.iter().map(|table| self.option(table.view())).collect();
        let known: Vec<usize> = (0..sets.options).filter(|&option| options[option].cramers_v.is_some()).collect();
        let observed: Vec<f64> = known.iter().map(|&option| tables::chi_squared(against[option].view())).collect();
        let wanted = (several || tally.is_blocked()) && !known.is_empty();
        let dealt = if wanted { self.deal_options(&sets, &tally, &known, &observed) } else { Dealt::default() };
        let mut inflation = vec![1.0; sets.options];
        if tally.is_blocked() {
            // Theory treats stories as independent, and so does the correction of V.
            for (at, &option) in known.iter().enumerate() {
                let table = against[option].view();
                inflation[option] = tables::inflation(table, dealt.sums[at] / f64::from(self.permutations));
                let OptionDifference { test, cramers_v } = &mut options[option];
                *test = test.clone().read_by(dealt.reached[at], self.permutations);
                *cramers_v = Some(tables::corrected_v(table, inflation[option]));
            }
        }
        adjust_family(options.iter_mut().map(|option| &mut option.test).collect());

        let of: Vec<u64> = answered.iter().map(|group| group.answered).collect();
        let (test, cramers_v, interval) = if several {
            self.several(&sets, &tally, Known { places: &known, observed: &observed, inflation: &inflation }, &options, &dealt)
        } else {
            let single = if tally.is_blocked() {
                let items = self.single(column, &rows);
                Tally::blocked(table.nrows(), sets.options, &items)
            } else {
                Tally::free(table.clone())
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
            too_few: Vec::new(),
            sentence: String::new(),
            warnings: self.warnings(answered.iter().copied()),
        };
        let mut cells = self.cells(column.options.iter().cloned(), table.view(), &of);
        if several {
            // With several options for a story, the counts do not add up, so each option is compared with not choosing it.
            for (option, (_, cells)) in cells.0.iter_mut().enumerate() {
                let residuals = tables::adjusted_residuals(against[option].view());
                cells.iter_mut().zip(residuals.column(0)).for_each(|(cell, residual)| cell.residual = *residual);
            }
        }
        let (named, others) = self.named(&table);
        let difference = ChoiceDifference {
            groups: self.by_group(answered),
            several,
            table: TableDifference { test, cramers_v, interval, cells: only(cells, &named) },
            options: only(column.options.iter().cloned().zip(options).collect(), &named),
            others,
        };
        (difference, finding)
    }

    /// The stories of each group that chose an option, and the set that each chose: its cells are the sets of options that occur.
    /// The rows are there only when stories are in blocks, because only then it matters which story chose what.
    fn chosen(&self, column: &ChoiceColumn) -> (Vec<Vec<u32>>, Vec<Replies>, Tally) {
        let is_empty = |set: usize| column.sets[set].options.is_empty();
        let set_of = |row: usize| column.code[row] - CHOICE_FIRST_SET;
        if self.blocks.is_some() {
            let (rows, answered) = self.answered(&column.code, State::of_code);
            let with_options =
                |rows: Vec<u32>| rows.into_iter().filter(|&row| !is_empty(set_of(row as usize) as usize)).collect();
            let rows: Vec<Vec<u32>> = rows.into_iter().map(with_options).collect();
            let tally = self.tally(&rows, column.sets.len(), set_of);
            return (rows, answered, tally);
        }
        let first = CHOICE_FIRST_SET as usize;
        let codes = self.counted(&column.code, first + column.sets.len(), |code| code as usize);
        let replies = |counts: ArrayView1<'_, u32>| {
            let of = |code: u32| u64::from(counts[code as usize]);
            Replies {
                answered: counts.iter().skip(first).map(|&count| u64::from(count)).sum(),
                not_applicable: of(CHOICE_NOT_APPLICABLE),
                unanswered: of(CHOICE_UNANSWERED),
                not_asked: of(CHOICE_NOT_ASKED),
            }
        };
        let answered = codes.rows().into_iter().map(replies).collect();
        let count = |(group, set): (usize, usize)| if is_empty(set) { 0 } else { codes[[group, first + set]] };
        let sets = Array2::from_shape_fn((codes.nrows(), column.sets.len()), count);
        (Vec::new(), answered, Tally::free(sets))
    }

    /// The test, the effect and its interval of a choice with several options for a story: χ² summed over options, and the root
    /// mean square of their V.
    fn several(
        &self,
        sets: &Sets<'_>,
        tally: &Tally,
        known: Known<'_>,
        options: &[OptionDifference],
        dealt: &Dealt,
    ) -> (Test, Option<f64>, Option<[f64; 2]>) {
        let observed = known.observed.iter().sum::<f64>();
        let test = if known.places.is_empty() {
            Test::none(TestName::Options)
        } else {
            let threshold = at_least(observed);
            let reached = dealt.totals.iter().filter(|total| **total >= threshold).count() as u32;
            Test::permuted(TestName::Options, observed, reached, self.permutations)
        };
        let root = |squares: Vec<f64>| (squares.iter().map(|v| v * v).sum::<f64>() / squares.len() as f64).sqrt();
        let own: Vec<f64> = options.iter().filter_map(|option| option.cramers_v).collect();
        let drawn = |deal: &Array2<u32>| {
            let (chosen, sizes) = (sets.chosen_by_group(deal.view()), deal.sum_axis(Axis(1)));
            let v = |&option: &usize| tables::resampled_v(one_against(&chosen, &sizes, option).view(), known.inflation[option]);
            root(known.places.iter().map(v).collect())
        };
        let found = !own.is_empty();
        let drawn_again = found && all_can_be_drawn(tally);
        let each = |samples: &[Array2<u32>]| samples.iter().map(drawn).collect();
        let interval =
            if drawn_again { interval(tally.bootstrap(self.draws(TABLE_SAMPLES, self.seed(2)), each)) } else { None };
        let size = drawn_again.then(|| root(own));
        let holding = |(found, size)| holding(found, size, tally.is_blocked());
        (test, size, interval.zip(size).and_then(holding))
    }

    /// The options that the result names, and how often the others were chosen, when there are others.
    fn named(&self, table: &Array2<u32>) -> (Vec<usize>, Option<OtherOptions>) {
        let options = table.ncols();
        let sum = |counts: ArrayView1<'_, u32>| counts.iter().map(|&count| u64::from(count)).sum::<u64>();
        let pooled: Vec<u64> = table.columns().into_iter().map(sum).collect();
        let named = most_chosen(&pooled);
        let others = (named.len() < options).then(|| {
            let left_out =
                |group: ArrayView1<'_, u32>| sum(group) - named.iter().map(|&place| u64::from(group[place])).sum::<u64>();
            OtherOptions {
                options: (options - named.len()) as u64,
                chosen: self.by_group(table.rows().into_iter().map(left_out)),
            }
        });
        (named, others)
    }

    /// Permutes the answers, and sums up the χ² of each known option.
    fn deal_options(&self, sets: &Sets<'_>, tally: &Tally, known: &[usize], observed: &[f64]) -> Dealt {
        let thresholds: Vec<f64> = observed.iter().map(|&observed| at_least(observed)).collect();
        let of_task = |deals: &[Array2<u32>]| {
            let mut task = Dealt::new(known.len());
            for deal in deals {
                let chosen = sets.chosen_by_group(deal.view());
                let sizes = deal.sum_axis(Axis(1)).to_vec();
                let squares = known.iter().map(|&option| tables::chi_squared_against(chosen.view(), &sizes, option));
                task.add(squares, &thresholds);
            }
            vec![task]
        };
        let tasks = tally.permuted(self.draws(self.permutations, self.seed(1)), of_task);
        tasks.into_iter().fold(Dealt::new(known.len()), Dealt::and)
    }

    fn single(&self, column: &ChoiceColumn, rows: &[Vec<u32>]) -> Vec<Item> {
        let Some(blocks) = self.blocks else { return Vec::new() };
        let item = |group: u8, row: usize| Item {
            member: blocks.member(group, row),
            cell: column.sets[(column.code[row] - CHOICE_FIRST_SET) as usize].options[0].into(),
        };
        let all = (0u8..).zip(rows).flat_map(|(group, rows)| rows.iter().map(move |&row| (group, row)));
        all.map(|(group, row)| item(group, row as usize)).collect()
    }

    fn option(&self, table: ArrayView2<'_, u32>) -> OptionDifference {
        match tables::independence(table) {
            Some(found) => OptionDifference {
                test: Test::by_theory(TestName::Options, found.chi_squared, Some(found.degrees), found.p),
                cramers_v: Some(found.cramers_v),
            },
            None => OptionDifference { test: Test::none(TestName::Options), cramers_v: None },
        }
    }
}

/// The options that can be tested.
#[derive(Clone, Copy)]
struct Known<'a> {
    /// Their places among all options.
    places: &'a [usize],
    /// The χ² of each of them.
    observed: &'a [f64],
    /// For every option, the factor by which χ² is larger than with independent stories.
    inflation: &'a [f64],
}

/// What permutations gave for the χ² of options.
#[derive(Default)]
struct Dealt {
    /// For each option, the sum over permutations.
    sums: Vec<f64>,
    /// For each option, how many permutations reached what was observed.
    reached: Vec<u32>,
    /// For each permutation, the sum over options.
    totals: Vec<f64>,
}

impl Dealt {
    fn new(options: usize) -> Self {
        Self { sums: vec![0.0; options], reached: vec![0; options], totals: Vec::new() }
    }

    /// Adds one permutation.
    fn add(&mut self, squares: impl Iterator<Item = f64>, thresholds: &[f64]) {
        let mut total = 0.0;
        for (at, (dealt, threshold)) in squares.zip(thresholds).enumerate() {
            self.sums[at] += dealt;
            self.reached[at] += u32::from(dealt >= *threshold);
            total += dealt;
        }
        self.totals.push(total);
    }

    fn and(mut self, other: Self) -> Self {
        self.sums.iter_mut().zip(other.sums).for_each(|(sum, more)| *sum += more);
        self.reached.iter_mut().zip(other.reached).for_each(|(reached, more)| *reached += more);
        self.totals.extend(other.totals);
        self
    }
}

/// How many in each group chose an option, and how many did not: groups × 2.
fn one_against(chosen: &Array2<u32>, sizes: &Array1<u32>, option: usize) -> Array2<u32> {
    let count = |(group, other): (usize, usize)| match other {
        0 => chosen[[group, option]],
        _ => sizes[group] - chosen[[group, option]],
    };
    Array2::from_shape_fn((chosen.nrows(), 2), count)
}

/// The members at these places, which ascend.
fn only<T>(members: Ordered<T>, places: &[usize]) -> Ordered<T> {
    let mut wanted = places.iter().copied().peekable();
    let kept = members.0.into_iter().enumerate().filter(|(place, _)| wanted.next_if_eq(place).is_some());
    Ordered(kept.map(|(_, member)| member).collect())
}

/// The sets of options that occur.
struct Sets<'a> {
    of: Vec<&'a [u16]>,
    options: usize,
}

impl Sets<'_> {
    /// How often each option was chosen, groups × options, from counts of groups × sets.
    fn chosen_by_group(&self, groups: ArrayView2<'_, u32>) -> Array2<u32> {
        let mut chosen = Array2::zeros((groups.nrows(), self.options));
        for (mut chosen, counts) in chosen.rows_mut().into_iter().zip(groups.rows()) {
            for (set, &count) in self.of.iter().zip(counts).filter(|(_, count)| **count > 0) {
                set.iter().for_each(|&option| chosen[usize::from(option)] += count);
            }
        }
        chosen
    }
}
