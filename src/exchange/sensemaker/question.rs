//! A question of the definition, the columns of its answer, and the answer in a row.

use std::collections::BTreeMap;

use super::definition::Element;
use super::options::Options;
use crate::exchange::cells::{Number, Tick, folded, is_nothing, number, says_not_applicable, shown, tick};
use crate::exchange::markup::words;
use crate::exchange::remark::RemarkKind;
use crate::exchange::table::Cells;
use crate::model::{AnswerBody, AnswerInput, Fault};

/// How far a value may lie outside its range, as a share of it, to be moved to the edge.
const EDGE: f64 = 0.01 + 1e-9;
/// How far the sum of three weights may differ from the whole, because each was rounded by itself.
const SUM: f64 = 0.02 + 1e-9;
/// A sum that differs by more than this is reported.
const EXACT: f64 = 0.001;

/// A question and the columns of its answer.
pub(super) struct Question {
    /// Its id.
    pub id: String,
    /// Its title, without markup.
    pub title: String,
    /// The kind of its answer, and where the parts stand.
    pub shape: Shape,
    /// The column that says that the question does not apply.
    pub not_applicable: Option<usize>,
    /// What counts as the whole: 1 or 100.
    pub whole: f64,
    /// Whether `NA` is how the table writes nothing, as R does.
    pub na_is_nothing: bool,
}

/// The kinds of answers and their columns.
pub(super) enum Shape {
    /// Three weights.
    Triad([usize; 3]),
    /// The right end's column is x itself, and so is `percentX`; the left end's is 1 − x.
    Dyad { right: Option<usize>, x: Option<usize>, left: Option<usize> },
    /// Each stone's x and y.
    Stones(Vec<(String, usize, usize)>),
    /// A column that names the option.
    OneOf(usize, Options),
    /// A column for each option: its id, its folded label and id, and its place.
    Several(Vec<(String, Vec<String>, usize)>),
}

/// Remarks about an answer.
pub(super) type Notes = Vec<(RemarkKind, String)>;
/// Why an answer cannot be taken.
pub(super) type Refusal = (RemarkKind, String);

impl Question {
    /// The answer in a row; `None` when it is unanswered.
    ///
    /// # Errors
    /// Why it cannot be taken, with the values that were found.
    pub fn answer(&self, cells: &Cells, notes: &mut Notes) -> Result<Option<AnswerInput>, Refusal> {
        let mark = self.not_applicable.map(|place| cells.get(place)).unwrap_or_default();
        let body = if self.says_not_applicable(cells) { Ok(None) } else { self.body(cells, notes) };
        match (tick(mark, self.na_is_nothing), body) {
            (Tick::No, _) if self.says_not_applicable(cells) => Ok(Some(AnswerInput::NotApplicable)),
            (Tick::No, body) => body.map(|body| body.map(AnswerInput::Answered)),
            (Tick::Yes, Ok(None)) => Ok(Some(AnswerInput::NotApplicable)),
            (Tick::Yes, _) if self.is_all_zero(cells) => Ok(Some(AnswerInput::NotApplicable)),
            (Tick::Yes, _) => Err((
                RemarkKind::Contradiction,
                format!(
                    "marked as not applicable (“{}”), and answered with {}; neither was taken",
                    shown(mark),
                    self.found(cells)
                ),
            )),
            (Tick::Unclear, _) => Err((
                RemarkKind::LeftOut,
                format!("“{}” under “not applicable” is neither yes nor no; write 1 or leave it empty", shown(mark)),
            )),
        }
    }

    /// The columns with the parts of the answer.
    pub fn places(&self) -> Vec<usize> {
        match &self.shape {
            Shape::Triad(places) => places.to_vec(),
            Shape::Dyad { right, x, left } => [right, x, left].into_iter().flatten().copied().collect(),
            Shape::Stones(stones) => stones.iter().flat_map(|(_, x, y)| [*x, *y]).collect(),
            Shape::OneOf(place, _) => vec![*place],
            Shape::Several(items) => items.iter().map(|(_, _, place)| *place).collect(),
        }
    }

    /// Whether its parts are numbers that count to a whole.
    pub fn is_position(&self) -> bool {
        matches!(self.shape, Shape::Triad(_) | Shape::Dyad { .. } | Shape::Stones(_))
    }

    /// The cells that are not empty, as a message shows them.
    fn found(&self, cells: &Cells) -> String {
        let filled: Vec<String> =
            self.places().into_iter().map(|place| cells.get(place)).filter(|cell| !is_nothing(cell)).map(shown).collect();
        filled.join(", ")
    }

    /// Whether all its filled cells say “not applicable” in words.
    fn says_not_applicable(&self, cells: &Cells) -> bool {
        let mut filled = self.places().into_iter().map(|place| cells.get(place)).filter(|cell| !is_nothing(cell)).peekable();
        filled.peek().is_some() && filled.all(says_not_applicable) && !matches!(self.shape, Shape::Several(_))
    }

    /// Some exports write zeros where a triad does not apply.
    fn is_all_zero(&self, cells: &Cells) -> bool {
        let zero = |place: &usize| number(cells.get(*place)) == Number::Value(0.0);
        matches!(&self.shape, Shape::Triad(places) if places.iter().all(zero))
    }

    fn body(&self, cells: &Cells, notes: &mut Notes) -> Result<Option<AnswerBody>, Refusal> {
        let left_out = |why| (RemarkKind::LeftOut, why);
        let empty = AnswerBody::default;
        match &self.shape {
            Shape::Triad(places) => {
                let triad = self.triad(cells, *places, notes).map_err(left_out)?;
                Ok(triad.map(|triad| AnswerBody { triad: Some(triad), ..empty() }))
            }
            Shape::Dyad { right, x, left } => {
                let dyad = self.dyad(cells, [*right, *x, *left], notes).map_err(left_out)?;
                Ok(dyad.map(|x| AnswerBody { dyad: Some(x), ..empty() }))
            }
            Shape::Stones(stones) => {
                let placed = self.stones(cells, stones, notes);
                Ok((!placed.is_empty()).then_some(AnswerBody { stones: Some(placed), ..empty() }))
            }
            Shape::OneOf(place, options) => {
                let cell = cells.get(*place);
                if is_nothing(cell) {
                    return Ok(None);
                }
                let unknown = || {
                    left_out(format!("there is no option “{}”; add it to the definition's items, or correct it", shown(cell)))
                };
                let chosen = options.of_cell(cell).ok_or_else(unknown)?;
                Ok(Some(AnswerBody { choice: Some(chosen), ..empty() }))
            }
            Shape::Several(items) => self.several(cells, items).map_err(left_out),
        }
    }

    fn several(&self, cells: &Cells, items: &[(String, Vec<String>, usize)]) -> Result<Option<AnswerBody>, String> {
        let mut chosen = Vec::new();
        for (id, names, place) in items {
            let cell = cells.get(*place);
            match tick(cell, true) {
                Tick::Yes => chosen.push(id.clone()),
                Tick::Unclear if names.contains(&folded(cell)) => chosen.push(id.clone()),
                Tick::Unclear => return Err(format!("“{}” under the option “{id}” is neither yes nor no", shown(cell))),
                Tick::No => {}
            }
        }
        Ok((!chosen.is_empty()).then_some(AnswerBody { choice: Some(chosen), ..AnswerBody::default() }))
    }

    fn triad(&self, cells: &Cells, places: [usize; 3], notes: &mut Notes) -> Result<Option<[f64; 3]>, String> {
        let mut weights = [0.0; 3];
        let mut given = 0;
        for (weight, place) in weights.iter_mut().zip(places) {
            if let Some(value) = self.position(cells, place, notes)? {
                *weight = value;
                given += 1;
            }
        }
        if given == 0 {
            return Ok(None);
        }
        if given < 3 {
            return Err(format!("{} of the three weights is missing; found: {}", 3 - given, self.found(cells)));
        }
        let sum: f64 = weights.iter().sum();
        let whole = self.whole;
        if (sum - 1.0).abs() > SUM {
            let total = (sum * whole * 10_000.0).round() / 10_000.0;
            return Err(format!("the three weights {} sum to {total}, not to {whole}", self.found(cells)));
        }
        if (sum - 1.0).abs() > EXACT && !notes.iter().any(|(kind, _)| *kind == RemarkKind::Edge) {
            notes.push((RemarkKind::Sum, format!("{} became a sum of {whole}", self.found(cells))));
        }
        Ok(Some(weights.map(|weight| weight / sum)))
    }

    /// The right end's share; the left end's and x say the same, and are taken where it is missing.
    fn dyad(&self, cells: &Cells, places: [Option<usize>; 3], notes: &mut Notes) -> Result<Option<f64>, String> {
        let [right, x, left] = places;
        let read = |place: Option<usize>, notes: &mut Notes| place.map_or(Ok(None), |place| self.position(cells, place, notes));
        let from_right = read(right, notes)?;
        let mut notes_of_left = Notes::new();
        let from_left = read(left, &mut notes_of_left)?.map(|value| 1.0 - value);
        let Some(first) = from_right.or(from_left) else { return read(x, notes) };
        if from_right.is_none() {
            notes.append(&mut notes_of_left);
        }
        let fits = |value: f64| (value - first).abs() <= SUM;
        // Older exports count x to 1 and the ends to 100.
        let x_fits = match x.map(|place| number(cells.get(place))) {
            Some(Number::Value(x)) => fits(x) || fits(x / 100.0),
            _ => true,
        };
        if !x_fits || !from_left.is_none_or(fits) {
            let all = ["right", "x", "left"].iter().zip(places).filter_map(|(name, place)| {
                let cell = place.map(|place| cells.get(place)).filter(|cell| !is_nothing(cell))?;
                Some(format!("{name} {}", shown(cell)))
            });
            let all = all.collect::<Vec<_>>().join(", ");
            let taken = if from_right.is_some() { "right" } else { "left" };
            notes.push((RemarkKind::Contradiction, format!("{all} do not fit together; {taken} was taken")));
        }
        Ok(Some(first))
    }

    fn stones(&self, cells: &Cells, stones: &[(String, usize, usize)], notes: &mut Notes) -> BTreeMap<String, [f64; 2]> {
        let mut placed = BTreeMap::new();
        for (stone, x, y) in stones {
            let mut own = Notes::new();
            let place = self.position(cells, *x, &mut own).and_then(|x| Ok((x, self.position(cells, *y, &mut own)?)));
            match place {
                Ok((Some(x), Some(y))) => {
                    notes.append(&mut own);
                    placed.insert(stone.clone(), [x, y]);
                }
                Ok((None, None)) => {}
                Ok(_) => {
                    let found = [x, y].map(|place| cells.get(*place)).join("");
                    notes.push((
                        RemarkKind::LeftOut,
                        format!("the stone “{stone}”: one of its two coordinates is missing; found: {}", shown(&found)),
                    ));
                }
                Err(why) => notes.push((RemarkKind::LeftOut, format!("the stone “{stone}”: {why}"))),
            }
        }
        placed
    }

    /// A cell as a share of the whole, from 0 to 1.
    fn position(&self, cells: &Cells, place: usize, notes: &mut Notes) -> Result<Option<f64>, String> {
        let cell = cells.get(place);
        let value = match number(cell) {
            Number::Blank => return Ok(None),
            Number::Value(value) => value / self.whole,
            Number::NotApplicable | Number::Wrong => return Err(format!("“{}” is not a number", shown(cell))),
        };
        if !(-EDGE..=1.0 + EDGE).contains(&value) {
            return Err(format!("“{}” is not between 0 and {}", shown(cell), self.whole));
        }
        let kept = value.clamp(0.0, 1.0);
        if kept != value && (kept - value).abs() > 1e-9 {
            notes.push((RemarkKind::Edge, format!("{} became {}", shown(cell), kept * self.whole)));
        }
        Ok(Some(kept))
    }
}

/// What is found of a question among the headings.
pub(super) enum Found {
    /// Its columns, and the names of parts that have none.
    Question(Question, Vec<String>),
    /// No column at all.
    Nothing,
}

/// Finds the columns of a question.
///
/// # Errors
/// A part is there and another that belongs to it is not.
pub(super) fn find(element: &Element, place: &dyn Fn(&str) -> Option<usize>) -> Result<Found, Fault> {
    let mut parts = Parts { element, place, without: Vec::new() };
    let shape = match element.kind.as_str() {
        "triad" => parts.triad()?,
        "dyad" => {
            let [left, right] = [0, 1].map(|end| parts.column(element.content.labels[end].heading()));
            Some(Shape::Dyad { right, x: parts.column("percentX"), left })
        }
        "stones" => Some(parts.stones()?),
        _ => Some(parts.list()),
    };
    let question = shape.map(|shape| Question {
        id: element.own.as_ref().map_or(&element.id, |(_, id)| id).clone(),
        title: words(&element.title),
        shape,
        not_applicable: parts.column("NA"),
        whole: 1.0,
        na_is_nothing: false,
    });
    Ok(match question {
        Some(question) if !question.places().is_empty() => Found::Question(question, parts.without),
        _ => Found::Nothing,
    })
}

/// Looks for the columns of one question's parts.
struct Parts<'a> {
    element: &'a Element,
    place: &'a dyn Fn(&str) -> Option<usize>,
    /// Parts without a column.
    without: Vec<String>,
}

impl Parts<'_> {
    fn column(&self, part: &str) -> Option<usize> {
        (self.place)(&format!("{}_{part}", self.element.id))
    }

    fn missing(&self, part: &str) -> Fault {
        let heading = format!("{}_{part}", self.element.id);
        Fault::new(heading, "there is no such column, though others of the question are there")
    }

    fn triad(&self) -> Result<Option<Shape>, Fault> {
        let corners = [0, 1, 2].map(|corner| self.element.content.labels[corner].heading());
        match corners.map(|corner| self.column(corner)) {
            [None, None, None] => Ok(None),
            [Some(a), Some(b), Some(c)] => Ok(Some(Shape::Triad([a, b, c]))),
            found => Err(self.missing(corners[found.iter().position(Option::is_none).unwrap_or_default()])),
        }
    }

    fn stones(&mut self) -> Result<Shape, Fault> {
        let mut stones = Vec::new();
        for stone in &self.element.content.stones {
            let [x, y] = ["X", "Y"].map(|axis| format!("{}_percent{axis}", stone.heading()));
            match (self.column(&x), self.column(&y)) {
                (Some(x), Some(y)) => stones.push((stone.id.clone(), x, y)),
                (None, None) => self.without.push(stone.id.clone()),
                (None, _) => return Err(self.missing(&x)),
                (_, None) => return Err(self.missing(&y)),
            }
        }
        Ok(Shape::Stones(stones))
    }

    fn list(&mut self) -> Shape {
        let content = &self.element.content;
        if let Some(place) = (self.place)(&self.element.id) {
            return Shape::OneOf(place, Options::new(&content.items));
        }
        let mut items = Vec::new();
        for item in &content.items {
            match self.column(item.heading()) {
                Some(place) => items.push((item.id.clone(), vec![folded(&item.id), folded(&item.text)], place)),
                None => self.without.push(item.id.clone()),
            }
        }
        Shape::Several(items)
    }
}
