//! The answer to one question in a row.

use std::collections::BTreeMap;

use super::headings::Headings;
use super::missing::{Missing, MissingValues, Said};
use super::questions::{OptionOf, Outside, Question, Reading, Scale};
use super::words::Words;
use crate::exchange::cells::{Number, Tick, folded, number, shown, tick};
use crate::exchange::remark::RemarkKind;
use crate::exchange::table::Cells;
use crate::model::{AnswerBody, Language};

/// How far a value may lie outside its range, as a share of it, to be moved to the edge.
const EDGE: f64 = 0.01 + 1e-9;
/// How far the sum of three weights may differ from the whole, because each was rounded by itself.
const SUM: f64 = 0.02 + 1e-9;
/// A sum that differs by more than this is reported.
const EXACT: f64 = 0.001;

/// A question with the places of its columns.
pub(super) struct Planned {
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    missing: Missing,
    not_applicable: Option<usize>,
    asked_when: Vec<PlannedCondition>,
    write_in: Option<usize>,
    keeps_others: bool,
    shape: Shape,
}

struct PlannedCondition {
    place: usize,
    one_of: Vec<String>,
    not: bool,
    separator: Option<String>,
}

/// The columns of the parts of an answer.
enum Shape {
    One(usize, Names),
    Separated(usize, String, Names),
    Columns(Vec<usize>, Names),
    Ticks { options: Vec<(String, usize)>, yes: Vec<String>, no: Vec<String> },
    Triad([usize; 3], f64),
    Point { x: usize, y: usize, width: f64, height: f64 },
    Dyad(usize, Scale, Outside),
    Stones(Vec<(String, usize, usize)>, Scale),
}

/// The options by what cells hold. A label of two options names none.
struct Names(BTreeMap<String, Option<String>>);

impl Names {
    fn new(options: &[OptionOf], language: &Language) -> Self {
        let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
        for option in options {
            for label in labels(&option.label, language) {
                let known = names.entry(folded(&label)).or_insert_with(|| Some(option.id.clone()));
                if known.as_ref() != Some(&option.id) {
                    *known = None;
                }
            }
        }
        // What the mapping says of a value goes before its id, and its id before a label.
        for option in options {
            names.insert(folded(&option.id), Some(option.id.clone()));
        }
        for option in options {
            names.extend(option.values.iter().map(|value| (folded(value), Some(option.id.clone()))));
        }
        Self(names)
    }

    fn named(&self, value: &str) -> Option<String> {
        self.0.get(&folded(value)).cloned().flatten()
    }
}

fn labels(words: &Words, language: &Language) -> Vec<String> {
    words.text(language).0.into_values().collect()
}

/// What a row says about a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum State {
    /// It was not asked.
    NotAsked,
    /// It was asked and not answered.
    Unanswered,
    /// It does not fit.
    NotApplicable,
    /// It was answered.
    Answered(AnswerBody),
}

/// Remarks about an answer.
pub(super) type Notes = Vec<(RemarkKind, String)>;
/// Why an answer cannot be taken, and the value that does not fit.
pub(super) struct Refusal {
    pub kind: RemarkKind,
    pub message: String,
    pub value: String,
}

fn left_out(value: &str, message: String) -> Refusal {
    Refusal { kind: RemarkKind::LeftOut, message, value: shown(value) }
}

impl Planned {
    /// Finds the columns of a question.
    pub fn new(
        question: &Question,
        place: usize,
        table: &MissingValues,
        language: &Language,
        headings: &mut Headings<'_>,
    ) -> Self {
        let field = format!("questions[{place}].answer");
        let mut need = |part: &str, column: &str| headings.need(&format!("{field}.{part}"), column);
        let shape = match &question.answer {
            Reading::Choice { column, options, .. } => Shape::One(need("column", column), Names::new(options, language)),
            Reading::ChoicesInOneColumn { column, separator, options, .. } => {
                Shape::Separated(need("column", column), separator.clone(), Names::new(options, language))
            }
            Reading::ChoicesInColumns { columns, options, .. } => {
                Shape::Columns(columns.iter().map(|column| need("columns", column)).collect(), Names::new(options, language))
            }
            Reading::ChoicesTicked { options, yes, no, .. } => Shape::Ticks {
                options: options.iter().map(|option| (option.id.clone(), need("options", &option.column))).collect(),
                yes: yes.iter().map(|value| folded(value)).collect(),
                no: no.iter().map(|value| folded(value)).collect(),
            },
            Reading::Triad { corners, whole } => {
                let mut places = corners.iter().map(|corner| need("corners", &corner.column));
                Shape::Triad(std::array::from_fn(|_| places.next().unwrap_or(usize::MAX)), *whole)
            }
            Reading::TriadPoint { x, y, width, height, .. } => {
                Shape::Point { x: need("x", x), y: need("y", y), width: *width, height: *height }
            }
            Reading::Dyad { column, scale, outside, .. } => Shape::Dyad(need("column", column), *scale, *outside),
            Reading::Stones { stones, scale, .. } => {
                let places = stones.iter().map(|stone| (stone.id.clone(), need("stones", &stone.x), need("stones", &stone.y)));
                Shape::Stones(places.collect(), *scale)
            }
        };
        let write_in = question.answer.write_in().map(|column| need("write_in", column));
        let not_applicable = question
            .not_applicable_column
            .as_deref()
            .map(|column| headings.need(&format!("questions[{place}].not_applicable_column"), column));
        let asked_when = question.asked_when.iter().map(|condition| PlannedCondition {
            place: headings.need(&format!("questions[{place}].asked_when"), &condition.column),
            one_of: condition.one_of.iter().map(|value| folded(value)).collect(),
            not: condition.not,
            separator: condition.separator.clone(),
        });
        Self {
            id: question.id.clone(),
            title: question.question.first(language).to_owned(),
            asked_when: asked_when.collect(),
            missing: Missing::new(table, &question.not_applicable, &question.not_asked),
            not_applicable,
            write_in,
            keeps_others: question.answer.keeps_others(),
            shape,
        }
    }

    /// The columns with the parts of the answer.
    fn places(&self) -> Vec<usize> {
        match &self.shape {
            Shape::One(place, _) | Shape::Separated(place, ..) | Shape::Dyad(place, ..) => vec![*place],
            Shape::Columns(places, _) => places.clone(),
            Shape::Ticks { options, .. } => options.iter().map(|(_, place)| *place).collect(),
            Shape::Triad(places, _) => places.to_vec(),
            Shape::Point { x, y, .. } => vec![*x, *y],
            Shape::Stones(stones, _) => stones.iter().flat_map(|(_, x, y)| [*x, *y]).collect(),
        }
    }

    /// What a row says about it.
    ///
    /// # Errors
    /// Why the answer cannot be taken, with the values that were found.
    pub fn state(&self, cells: &Cells, notes: &mut Notes) -> Result<State, Refusal> {
        let said: Vec<Said> = self.places().into_iter().map(|place| self.missing.of(cells.get(place))).collect();
        let written = self.write_in.map(|place| cells.get(place)).filter(|cell| self.missing.of(cell) == Said::Value);
        let has = |wanted: Said| said.contains(&wanted);
        let marked = match self.not_applicable.map(|place| tick(cells.get(place), true)) {
            Some(Tick::Yes) => true,
            Some(Tick::Unclear) => {
                let cell = self.not_applicable.map(|place| cells.get(place)).unwrap_or_default();
                let message =
                    format!("“{}” under “not applicable” is neither yes nor no; write 1 or leave it empty", shown(cell));
                return Err(left_out(cell, message));
            }
            _ => false,
        };
        let answered = has(Said::Value) || written.is_some();
        match () {
            () if answered && (marked || has(Said::NotApplicable) && !self.is_split()) => Err(Refusal {
                kind: RemarkKind::Contradiction,
                message: format!("marked as not applicable, and answered with {}; neither was taken", self.found(cells)),
                value: self.found(cells),
            }),
            () if answered => Ok(self.body(cells, written, notes)?.map_or(State::Unanswered, State::Answered)),
            () if marked || has(Said::NotApplicable) => Ok(State::NotApplicable),
            () if has(Said::NotAsked) || !self.was_asked(cells) => Ok(State::NotAsked),
            () => Ok(State::Unanswered),
        }
    }

    /// Whether one part may say “does not apply” while another is answered.
    fn is_split(&self) -> bool {
        matches!(self.shape, Shape::Columns(..) | Shape::Ticks { .. } | Shape::Stones(..))
    }

    fn was_asked(&self, cells: &Cells) -> bool {
        self.asked_when.iter().all(|condition| {
            let cell = folded(cells.get(condition.place));
            let is_one = match condition.separator.as_deref() {
                Some(separator) => cell.split(separator).any(|part| condition.one_of.iter().any(|value| value == part.trim())),
                None => condition.one_of.contains(&cell),
            };
            is_one != condition.not
        })
    }

    /// The cells that are not empty, as a message shows them.
    fn found(&self, cells: &Cells) -> String {
        let filled: Vec<String> =
            self.places().into_iter().map(|place| cells.get(place)).filter(|cell| !cell.is_empty()).map(shown).collect();
        filled.join(", ")
    }

    fn body(&self, cells: &Cells, written: Option<&str>, notes: &mut Notes) -> Result<Option<AnswerBody>, Refusal> {
        let empty = AnswerBody::default;
        match &self.shape {
            Shape::One(place, names) => {
                let cell = cells.get(*place);
                let values = if self.missing.of(cell) == Said::Value { vec![cell] } else { Vec::new() };
                self.chosen(&values, names, written)
            }
            Shape::Separated(place, separator, names) => {
                let cell = cells.get(*place);
                let whole = names.named(cell).is_some();
                let parts = cell.split(separator.as_str()).map(str::trim);
                let values: Vec<&str> = if whole { vec![cell] } else { parts.collect() };
                let values: Vec<&str> = values.into_iter().filter(|value| self.missing.of(value) == Said::Value).collect();
                self.chosen(&values, names, written)
            }
            Shape::Columns(places, names) => {
                let values: Vec<&str> =
                    places.iter().map(|place| cells.get(*place)).filter(|cell| self.missing.of(cell) == Said::Value).collect();
                self.chosen(&values, names, written)
            }
            Shape::Ticks { options, yes, no } => {
                let mut chosen = Vec::new();
                for (id, place) in options {
                    let cell = cells.get(*place);
                    if self.missing.of(cell) != Said::Value {
                        continue;
                    }
                    let lower = folded(cell);
                    match tick(cell, true) {
                        _ if yes.contains(&lower) => chosen.push(id.clone()),
                        _ if no.contains(&lower) => {}
                        Tick::Yes => chosen.push(id.clone()),
                        Tick::No => {}
                        Tick::Unclear => {
                            let message = format!(
                                "“{}” under the option “{id}” is neither yes nor no; say in `yes` or `no` what it means",
                                shown(cell)
                            );
                            return Err(left_out(cell, message));
                        }
                    }
                }
                let write_in = written.map(str::to_owned);
                Ok((!chosen.is_empty() || write_in.is_some()).then(|| AnswerBody { choice: Some(chosen), write_in, ..empty() }))
            }
            Shape::Triad(places, whole) => self.triad(cells, *places, *whole, notes).map(Some),
            Shape::Point { x, y, width, height } => {
                let unit = Scale { min: 0.0, max: 1.0 };
                let numbers =
                    [(*x, *width), (*y, *height)].map(|(place, whole)| plain(cells.get(place)).map(|value| value / whole));
                let [x, top] = numbers;
                let (x, top) = (
                    x.map_err(|why| left_out(&self.found(cells), why))?,
                    top.map_err(|why| left_out(&self.found(cells), why))?,
                );
                let right = x - top / 2.0;
                let mut weights = [top, 1.0 - top - right, right];
                for weight in &mut weights {
                    *weight = self.within(*weight, unit, Outside::LeaveOut, &self.found(cells), notes).map_err(|_| {
                        left_out(&self.found(cells), format!("{} lies outside the triangle", self.found(cells)))
                    })?;
                }
                let sum: f64 = weights.iter().sum();
                Ok(Some(AnswerBody { triad: Some(weights.map(|weight| weight / sum)), ..empty() }))
            }
            Shape::Dyad(place, scale, outside) => {
                let cell = cells.get(*place);
                let value = plain(cell).map_err(|why| left_out(cell, why))?;
                let dyad = self.within(value, *scale, *outside, cell, notes)?;
                Ok(Some(AnswerBody { dyad: Some(dyad), ..empty() }))
            }
            Shape::Stones(stones, scale) => {
                let mut placed = BTreeMap::new();
                for (stone, x, y) in stones {
                    let [x, y] = [*x, *y].map(|place| cells.get(place));
                    let there = [x, y].map(|cell| self.missing.of(cell) == Said::Value);
                    if there == [false, false] {
                        continue;
                    }
                    if there != [true, true] {
                        let found = if there[0] { x } else { y };
                        let message =
                            format!("the stone “{stone}”: one of its two coordinates is missing; found: {}", shown(found));
                        return Err(left_out(found, message));
                    }
                    let mut place = [0.0; 2];
                    for (part, cell) in place.iter_mut().zip([x, y]) {
                        let value = plain(cell).map_err(|why| left_out(cell, format!("the stone “{stone}”: {why}")))?;
                        *part = self.within(value, *scale, Outside::LeaveOut, cell, notes)?;
                    }
                    placed.insert(stone.clone(), place);
                }
                Ok((!placed.is_empty()).then(|| AnswerBody { stones: Some(placed), ..empty() }))
            }
        }
    }

    /// The options that values name, and words of the storyteller's own.
    fn chosen(&self, values: &[&str], names: &Names, written: Option<&str>) -> Result<Option<AnswerBody>, Refusal> {
        let mut chosen = Vec::new();
        let mut own: Vec<&str> = Vec::new();
        for value in values {
            match names.named(value) {
                Some(id) if !chosen.contains(&id) => chosen.push(id),
                Some(_) => {}
                None if self.keeps_others => own.push(value),
                None => {
                    let message = format!(
                        "there is no option “{}”; add it to the options or to the values of one, or correct it",
                        shown(value)
                    );
                    return Err(left_out(value, message));
                }
            }
        }
        own.extend(written);
        let write_in = (!own.is_empty()).then(|| own.join("; "));
        Ok((!chosen.is_empty() || write_in.is_some()).then(|| AnswerBody {
            choice: Some(chosen),
            write_in,
            ..AnswerBody::default()
        }))
    }

    fn triad(&self, cells: &Cells, places: [usize; 3], whole: f64, notes: &mut Notes) -> Result<AnswerBody, Refusal> {
        let mut weights = [0.0; 3];
        let given = places.iter().filter(|place| self.missing.of(cells.get(**place)) == Said::Value).count();
        if given < 3 {
            let message = format!("{} of the three weights is missing; found: {}", 3 - given, self.found(cells));
            return Err(left_out(&self.found(cells), message));
        }
        for (weight, place) in weights.iter_mut().zip(places) {
            let cell = cells.get(place);
            let value = plain(cell).map_err(|why| left_out(cell, why))?;
            *weight = self.within(value, Scale { min: 0.0, max: whole }, Outside::LeaveOut, cell, notes)?;
        }
        let sum: f64 = weights.iter().sum();
        if (sum - 1.0).abs() > SUM {
            let total = (sum * whole * 10_000.0).round() / 10_000.0;
            let message = format!("the three weights {} sum to {total}, not to {whole}", self.found(cells));
            return Err(left_out(&self.found(cells), message));
        }
        if (sum - 1.0).abs() > EXACT && !notes.iter().any(|(kind, _)| *kind == RemarkKind::Edge) {
            notes.push((RemarkKind::Sum, format!("{} became a sum of {whole}", self.found(cells))));
        }
        Ok(AnswerBody { triad: Some(weights.map(|weight| weight / sum)), ..AnswerBody::default() })
    }

    /// A value as a share of its scale, from 0 to 1.
    fn within(&self, value: f64, scale: Scale, outside: Outside, cell: &str, notes: &mut Notes) -> Result<f64, Refusal> {
        let Scale { min, max } = scale;
        let share = (value - min) / (max - min);
        let kept = share.clamp(0.0, 1.0);
        if outside == Outside::LeaveOut && !(-EDGE..=1.0 + EDGE).contains(&share) {
            return Err(left_out(cell, format!("“{}” is not between {min} and {max}", shown(cell))));
        }
        if (kept - share).abs() > 1e-9 {
            notes.push((RemarkKind::Edge, format!("{} became {}", shown(cell), min + kept * (max - min))));
        }
        Ok(kept)
    }
}

/// The number of a cell.
fn plain(cell: &str) -> Result<f64, String> {
    match number(cell) {
        Number::Value(value) => Ok(value),
        _ => Err(format!("“{}” is not a number", shown(cell))),
    }
}
