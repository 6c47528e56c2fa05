//! The parts of a selection, checked against the framework, as conditions on columns.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::model::{DateRange, DyadRange, Selection, StoneRegion, TriadRegion, Zone};
use crate::patterns::fault::SelectionFault;
use crate::patterns::geometry::Region;

use super::cells::{CHOICE_FIRST_SET, ZONE_STATES};
use super::checks::{bound, check_polygon, unknown};
use super::condition::{Asked, Condition, Test};
use super::repeated_words::Words;
use super::table::Columns;

/// The parts that a selection and its negated half have in common.
pub(super) struct Parts<'a> {
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

impl<'a> Parts<'a> {
    pub(super) fn of(selection: &'a Selection) -> Self {
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

    pub(super) fn of_not(selection: &'a Selection) -> Option<Self> {
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

impl Columns {
    /// Adds the conditions of these parts.
    pub(super) fn conditions<'a>(
        &'a self,
        parts: &Parts<'_>,
        conditions: &mut Vec<Condition<'a>>,
    ) -> Result<(), SelectionFault> {
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
}

fn one_of<'a>(words: &'a Words, wanted: &[String]) -> Test<'a> {
    let mut marks = vec![false; words.len()];
    for code in wanted.iter().filter_map(|word| words.find(word)) {
        marks[code as usize] = true;
    }
    Test::Codes { codes: &words.code, wanted: marks }
}
