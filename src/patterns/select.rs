//! Resolves a selection: checks every part against the framework, and scans the columns for matching rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike;
use serde::Serialize;

use crate::model::{DateRange, DyadRange, Selection, StoneRegion, TriadRegion, WHOLE, Zone};

use super::checks::{bound, check_polygon, unknown};
use super::chunked::BLOCK;
use super::column::{CHOICE_FIRST_SET, Column, ZONE_NOT_APPLICABLE, ZONE_STATES};
use super::columns::{Columns, Words};
use super::condition::{Asked, Condition, Marks, Test};
use super::fault::SelectionFault;
use super::region::Region;
use super::rows::Rows;

/// The results of full-text queries by the caller: story numbers, preferably ascending.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextMatches<'a> {
    /// The stories that match the selection's text, when it has one.
    pub text: Option<&'a [u64]>,
    /// The stories that match the negated text, when there is one.
    pub not_text: Option<&'a [u64]>,
}

/// Stories of which it cannot be said whether they match a selection. They are left out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(example = json!({"without_answer": 12, "not_readable": 31}))]
pub struct Undecided {
    /// Stories without an answer where a region is excluded, because the question was skipped, does not fit or was not asked: they
    /// are neither in the region nor elsewhere.
    pub without_answer: u64,
    /// Stories whose text may not be read, because it is held or withheld, where a text is searched for or excluded: they
    /// neither contain the words nor lack them.
    pub not_readable: u64,
}

/// What becomes of stories of which it cannot be said whether they meet a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// They are left out.
    LeaveOut,
    /// They are kept where a region is excluded or a text is searched for or excluded. A story without an answer is in no region.
    Keep,
    /// They are kept, and stories without an answer are kept for regions that are asked for, too. What is left after this is
    /// decidedly not in the selection.
    KeepAll,
}

/// The parts that a selection and its negated half have in common.
struct Parts<'a> {
    field: &'static str,
    negated: bool,
    answers: &'a BTreeMap<String, Vec<String>>,
    triads: &'a [TriadRegion],
    dyads: &'a [DyadRange],
    stones: &'a [StoneRegion],
    received: Option<DateRange>,
    collections: &'a [String],
    rounds: &'a [String],
    prompts: &'a [String],
}

impl Columns {
    /// The stories of a selection. Parts are ANDed, values within a part ORed, entries of lists ANDed; each part and entry
    /// under `not` is negated by itself. An excluded region means “answered, and elsewhere”: stories without an answer there are
    /// left out. An excluded text leaves out the stories whose text may not be read. [`Undecided`] counts both.
    ///
    /// The caller looks up `selection.text` and `selection.not.text` and passes the results in `matches`. A text without
    /// results is a fault, because it would select too much. `selection.framework` is for the caller too, because columns hold
    /// a single framework.
    ///
    /// # Errors
    /// [`SelectionFault`] for unknown signifiers and options, numbers that are not finite or out of range, reversed ranges, and invalid polygons. Unknown collections and rounds match
    /// nothing.
    pub fn resolve(&self, selection: &Selection, matches: TextMatches<'_>) -> Result<Rows, SelectionFault> {
        self.resolve_with(selection, matches, |conditions| {
            let tests: Vec<&Test<'_>> = conditions.iter().map(|condition| &condition.test).collect();
            Marks::of(&tests, self).into_iter().map(Arc::new).collect()
        })
    }

    /// Like [`resolve`](Self::resolve), with the marks of all conditions from `marks_of`, which may have some cached.
    pub(super) fn resolve_with(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Rows, SelectionFault> {
        self.resolve_in_doubt(selection, matches, Doubt::LeaveOut, marks_of)
    }

    /// How many stories are not in `rows`, which the selection resolved to, only because it cannot be said whether they match.
    /// With `within`, only those stories are counted.
    pub(super) fn undecided_with(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        rows: &Rows,
        within: Option<&Rows>,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Undecided, SelectionFault> {
        let by_text = matches.text.is_some() || matches.not_text.is_some();
        if !by_text && !excludes_a_region(selection) {
            return Ok(Undecided::default());
        }
        let mut doubtful = self.resolve_in_doubt(selection, matches, Doubt::Keep, marks_of)?.without(rows);
        if let Some(within) = within {
            doubtful = doubtful.and(within);
        }
        let readable = self.readable(&doubtful) as u64;
        let all = doubtful.len() as u64;
        Ok(if by_text {
            Undecided { without_answer: readable, not_readable: all - readable }
        } else {
            Undecided { without_answer: all, not_readable: 0 }
        })
    }

    /// The stories that match, and those of which it cannot be said.
    pub(super) fn possible_with(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Rows, SelectionFault> {
        self.resolve_in_doubt(selection, matches, Doubt::KeepAll, marks_of)
    }

    fn resolve_in_doubt(
        &self,
        selection: &Selection,
        matches: TextMatches<'_>,
        doubt: Doubt,
        marks_of: impl FnOnce(&[Condition<'_>]) -> Vec<Arc<Marks>>,
    ) -> Result<Rows, SelectionFault> {
        let mut conditions = vec![self.live_ones()];
        self.conditions(&Parts::of(selection), &mut conditions)?;
        if let Some(parts) = Parts::of_not(selection) {
            self.conditions(&parts, &mut conditions)?;
        }
        let not_text = selection.not.as_ref().and_then(|not| not.text.as_ref());
        looked_up(selection.text.as_ref(), matches.text, "selection.text")?;
        looked_up(not_text, matches.not_text, "selection.not.text")?;
        let parts = conditions.len();
        // For each part, the place of the condition that its signifier was answered, where that matters.
        let answers: Vec<Option<usize>> = (0..parts)
            .map(|at| {
                let matters = match doubt {
                    Doubt::LeaveOut => conditions[at].negated,
                    Doubt::Keep => false,
                    Doubt::KeepAll => !conditions[at].negated,
                };
                let answered = self.answered_ones(&conditions[at].asked).filter(|_| matters)?;
                conditions.push(answered);
                Some(conditions.len() - 1)
            })
            .collect();
        let by_text = matches.text.is_some() || matches.not_text.is_some();
        conditions.extend(by_text.then(|| self.readable_ones()));
        let marks = marks_of(&conditions);
        let mut marked: Vec<(Arc<Marks>, bool)> = Vec::with_capacity(marks.len() + 2);
        for (at, answered) in answers.into_iter().enumerate() {
            let (own, negated) = (&marks[at], conditions[at].negated);
            match answered.map(|answered| &marks[answered]) {
                None => marked.push((Arc::clone(own), negated)),
                Some(answered) if negated => marked.extend([(Arc::clone(own), true), (Arc::clone(answered), false)]),
                Some(answered) => marked.push((Arc::new(own.or_not(answered)), false)),
            }
        }
        if let Some(readable) = marks.last().filter(|_| by_text) {
            let found = |numbers: &[u64]| Marks(self.marks(numbers).into_words());
            let certain = doubt == Doubt::LeaveOut;
            marked.extend(matches.text.map(found).map(|found| {
                let kept = if certain { found } else { found.or_not(readable) };
                (Arc::new(kept), false)
            }));
            marked.extend(matches.not_text.map(|numbers| (Arc::new(found(numbers)), true)));
            marked.extend(certain.then(|| (Arc::clone(readable), false)));
        }
        Ok(Rows::of_all(&marked))
    }

    /// The condition that the signifier of a region was answered; `None` for other conditions.
    fn answered_ones(&self, asked: &Asked) -> Option<Condition<'_>> {
        let (signifier, stone) = match asked {
            Asked::Triad(region) => (&region.signifier, None),
            Asked::Dyad(range) => (&range.signifier, None),
            Asked::Stone(region) => (&region.signifier, Some(&region.stone)),
            _ => return None,
        };
        let test = match (self.column(signifier)?, stone) {
            (Column::Triad(column), None) => {
                Test::Zones { zones: &column.zone, wanted: std::array::from_fn(|zone| zone < usize::from(ZONE_NOT_APPLICABLE)) }
            }
            (Column::Dyad(column), None) => Test::Range { positions: &column.position, low: 0, high: WHOLE },
            (Column::Stones(column), Some(stone)) => {
                let stone = column.stones.iter().find(|own| own.id == *stone)?;
                Test::Rectangle { x: &stone.x, y: &stone.y, low: [0; 2], high: [WHOLE; 2] }
            }
            _ => return None,
        };
        Some(Condition { asked: Asked::Answered(signifier.clone(), stone.cloned()), test, negated: false })
    }

    /// Every story.
    pub fn all(&self) -> Rows {
        Rows::new(Marks::of_one(&self.live_ones().test, self).0)
    }

    /// The stories with these numbers, in any order; unknown numbers are ignored.
    pub fn with_numbers(&self, numbers: &[u64]) -> Rows {
        self.all().and(&self.marks(numbers))
    }

    fn live_ones(&self) -> Condition<'_> {
        Condition { asked: Asked::Live, test: Test::True { cells: &self.live }, negated: false }
    }

    fn conditions<'a>(&'a self, parts: &Parts<'_>, conditions: &mut Vec<Condition<'a>>) -> Result<(), SelectionFault> {
        let mut add = |asked, test| conditions.push(Condition { asked, test, negated: parts.negated });
        let field = parts.field;
        if let Some(received) = parts.received {
            add(Asked::Received(received), self.days(received, field)?);
        }
        if !parts.collections.is_empty() {
            add(Asked::Collections(parts.collections.to_vec()), one_of(&self.collection, parts.collections));
        }
        if !parts.rounds.is_empty() {
            add(Asked::Rounds(parts.rounds.to_vec()), one_of(&self.round, parts.rounds));
        }
        if !parts.prompts.is_empty() {
            self.check_prompts(parts.prompts, field)?;
            add(Asked::Prompts(parts.prompts.to_vec()), one_of(&self.prompt, parts.prompts));
        }
        for (signifier, options) in parts.answers {
            let test = self.options(signifier, options, &format!("{field}.answers.{signifier}"))?;
            add(Asked::Options(signifier.clone(), options.clone()), test);
        }
        for (at, region) in parts.triads.iter().enumerate() {
            add(Asked::Triad(region.clone()), self.triad_region(region, &format!("{field}.triads[{at}]"))?);
        }
        for (at, range) in parts.dyads.iter().enumerate() {
            add(Asked::Dyad(range.clone()), self.dyad_range(range, &format!("{field}.dyads[{at}]"))?);
        }
        for (at, region) in parts.stones.iter().enumerate() {
            add(Asked::Stone(region.clone()), self.stone_region(region, &format!("{field}.stones[{at}]"))?);
        }
        Ok(())
    }

    fn days(&self, range: DateRange, field: &str) -> Result<Test<'_>, SelectionFault> {
        if let (Some(from), Some(to)) = (range.from, range.to)
            && from > to
        {
            let message = format!("the first day, {from}, comes after the day that ends the range, {to}; swap them");
            return Err(SelectionFault::new(format!("{field}.received"), message));
        }
        let from = range.from.map_or(i32::MIN, |day| day.num_days_from_ce());
        let to = range.to.map_or(i32::MAX, |day| day.num_days_from_ce());
        Ok(Test::Days { days: &self.received, from, to })
    }

    fn check_prompts(&self, prompts: &[String], field: &str) -> Result<(), SelectionFault> {
        match prompts.iter().enumerate().find(|(_, prompt)| self.prompt.find(prompt).is_none()) {
            None => Ok(()),
            Some((at, prompt)) => {
                Err(SelectionFault::new(format!("{field}.prompts[{at}]"), unknown("prompt", prompt, &self.prompt.known())))
            }
        }
    }

    fn options(&self, signifier: &str, options: &[String], field: &str) -> Result<Test<'_>, SelectionFault> {
        let column = self.choice(signifier, field)?;
        if options.is_empty() {
            return Err(SelectionFault::new(field, "name at least one option, or leave the signifier out"));
        }
        let mut chosen = vec![false; column.options.len()];
        for (at, option) in options.iter().enumerate() {
            let place = column.place(option).ok_or_else(|| {
                let known: Vec<&str> = column.options.iter().map(String::as_str).collect();
                SelectionFault::new(format!("{field}[{at}]"), unknown("option", option, &known))
            })?;
            chosen[usize::from(place)] = true;
        }
        let sets = column.sets.iter().map(|set| set.options.iter().any(|&option| chosen[usize::from(option)]));
        let wanted = vec![false; CHOICE_FIRST_SET as usize].into_iter().chain(sets).collect();
        Ok(Test::Codes { codes: &column.code, wanted })
    }

    fn triad_region(&self, region: &TriadRegion, field: &str) -> Result<Test<'_>, SelectionFault> {
        let column = self.triad(&region.signifier, &format!("{field}.signifier"))?;
        if region.zones.is_empty() && region.polygon.is_empty() {
            return Err(SelectionFault::new(field, "name at least one zone, or draw a polygon of three or more points"));
        }
        let mut wanted = [false; ZONE_STATES];
        for (at, name) in region.zones.iter().enumerate() {
            let zone = Zone::named(name, column.corners()).ok_or_else(|| {
                let names = Zone::ALL.map(|zone| zone.name(column.corners()));
                SelectionFault::new(
                    format!("{field}.zones[{at}]"),
                    unknown("zone", name, &names.each_ref().map(String::as_str)),
                )
            })?;
            wanted[zone.index()] = true;
        }
        if region.polygon.is_empty() {
            return Ok(Test::Zones { zones: &column.zone, wanted });
        }
        check_polygon(&region.polygon, &format!("{field}.polygon"))?;
        Ok(Test::Region { triad: column, wanted, region: Box::new(Region::new(&region.polygon)) })
    }

    fn dyad_range(&self, range: &DyadRange, field: &str) -> Result<Test<'_>, SelectionFault> {
        let column = self.dyad(&range.signifier, &format!("{field}.signifier"))?;
        let low = bound(range.from, &format!("{field}.from"))?;
        let high = bound(range.to, &format!("{field}.to"))?;
        if range.from > range.to {
            return Err(SelectionFault::new(field, format!("“from” is {} and “to” is {}; swap them", range.from, range.to)));
        }
        Ok(Test::Range { positions: &column.position, low, high })
    }

    fn stone_region(&self, region: &StoneRegion, field: &str) -> Result<Test<'_>, SelectionFault> {
        let column = self.stones(&region.signifier, &format!("{field}.signifier"))?;
        let stone = column.stones.iter().find(|stone| stone.id == region.stone).ok_or_else(|| {
            let known: Vec<&str> = column.stones.iter().map(|stone| stone.id.as_str()).collect();
            SelectionFault::new(format!("{field}.stone"), unknown("stone", &region.stone, &known))
        })?;
        let (mut low, mut high) = ([0; 2], [0; 2]);
        for (axis, (name, range)) in [("x", region.x), ("y", region.y)].into_iter().enumerate() {
            low[axis] = bound(range[0], &format!("{field}.{name}[0]"))?;
            high[axis] = bound(range[1], &format!("{field}.{name}[1]"))?;
            if range[0] > range[1] {
                let message = format!("the range goes from {} to {}; swap them", range[0], range[1]);
                return Err(SelectionFault::new(format!("{field}.{name}"), message));
            }
        }
        Ok(Test::Rectangle { x: &stone.x, y: &stone.y, low, high })
    }

    /// Ascending numbers are fastest.
    fn marks(&self, numbers: &[u64]) -> Rows {
        let sorted;
        let mut left = if numbers.is_sorted() {
            numbers
        } else {
            sorted = {
                let mut own = numbers.to_vec();
                own.sort_unstable();
                own
            };
            &sorted
        };
        let mut places = Vec::with_capacity(left.len());
        for (block, known) in self.numbers.blocks().enumerate() {
            let Some(&last) = known.last() else { break };
            let (here, later) = left.split_at(left.partition_point(|&number| number <= last));
            left = later;
            let mut from = 0;
            for number in here {
                from += gallop(&known[from..], *number);
                if known.get(from) == Some(number) {
                    places.push(block * BLOCK + from);
                }
            }
        }
        Rows::at(places, self.rows())
    }
}

/// The number of ascending values below `value`; fast when they are few.
fn gallop(values: &[u64], value: u64) -> usize {
    let mut reach = 1;
    while values.get(reach - 1).is_some_and(|&own| own < value) {
        reach *= 2;
    }
    let from = reach / 2;
    let to = reach.min(values.len());
    from + values[from.min(to)..to].partition_point(|&own| own < value)
}

impl<'a> Parts<'a> {
    fn of(selection: &'a Selection) -> Self {
        Self {
            field: "selection",
            negated: false,
            answers: &selection.answers,
            triads: &selection.triads,
            dyads: &selection.dyads,
            stones: &selection.stones,
            received: selection.received,
            collections: &selection.collections,
            rounds: &selection.rounds,
            prompts: &selection.prompts,
        }
    }

    fn of_not(selection: &'a Selection) -> Option<Self> {
        let not = selection.not.as_ref()?;
        Some(Self {
            field: "selection.not",
            negated: true,
            answers: &not.answers,
            triads: &not.triads,
            dyads: &not.dyads,
            stones: &not.stones,
            received: not.received,
            collections: &not.collections,
            rounds: &not.rounds,
            prompts: &not.prompts,
        })
    }
}

fn one_of<'a>(words: &'a Words, wanted: &[String]) -> Test<'a> {
    let mut marks = vec![false; words.len()];
    for code in wanted.iter().filter_map(|word| words.find(word)) {
        marks[code as usize] = true;
    }
    Test::Codes { codes: &words.code, wanted: marks }
}

fn excludes_a_region(selection: &Selection) -> bool {
    selection.not.as_ref().is_some_and(|not| !(not.triads.is_empty() && not.dyads.is_empty() && not.stones.is_empty()))
}

/// Rejects a text without results, which would silently match everything.
fn looked_up(text: Option<&String>, matches: Option<&[u64]>, field: &str) -> Result<(), SelectionFault> {
    match (text, matches) {
        (Some(text), None) if !text.trim().is_empty() => {
            Err(SelectionFault::new(field, "texts cannot be searched here; leave the text out"))
        }
        _ => Ok(()),
    }
}
