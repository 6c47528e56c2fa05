//! The columns of the table of stories.

use std::borrow::Cow;

use super::definition::{Question, Questions};
use crate::exchange::export::categories::{ANSWERED, NOT_APPLICABLE, UNANSWERED};
use crate::exchange::export::cell::{Cell, decimal};
use crate::exchange::export::column::{Category, ColumnKind};
use crate::exchange::export::csv::guarded;
use crate::exchange::export::layout::{Layout, SignifierColumns};
use crate::exchange::export::parts::PartColumns;
use crate::model::WHOLE;

/// A column.
pub(super) struct Column {
    /// Its heading.
    pub heading: String,
    value: Value,
}

/// Where the values of a column come from. Numbers are columns of the table `stories`.
enum Value {
    /// The same in every row.
    Always(String),
    /// A text, a whole number or a decimal, as it is.
    Plain(usize),
    /// The name of the category.
    Named(usize, Vec<String>),
    /// Noon of the day, in milliseconds since 1970.
    Noon(usize),
    /// The number of the storyteller, -1 where there is none.
    Storyteller(usize),
    /// As the first one, where the second one, the text of the story, is there.
    WithText(Box<Value>, Option<usize>),
    /// From left (0) to right (1) in a triangle: the right corner and half of the top one.
    Right { top: usize, right: usize },
    /// What is missing to 1.
    Rest(usize),
    /// 1 where it is true.
    Tick(usize),
    /// 1 where the state is this one.
    State(usize, usize),
    /// Which signifiers are in a state that the other columns do not show.
    States(Vec<Shown>, Vec<Category>),
}

/// What the columns show of a signifier's state.
struct Shown {
    id: String,
    state: usize,
    /// The columns with values.
    values: Vec<usize>,
    /// The column of words beside a choice, and that of the story's text, without which they are not shown.
    write_in: Option<(usize, usize)>,
    /// Whether there is a column for “not applicable”.
    allows_na: bool,
}

impl Column {
    fn new(heading: impl Into<String>, value: Value) -> Self {
        Self { heading: heading.into(), value }
    }

    /// The value in a row of `stories`.
    pub fn value<'a>(&'a self, cells: &'a [Cell<'_>]) -> Cow<'a, str> {
        self.value.of(cells)
    }
}

impl Value {
    fn of<'a>(&'a self, cells: &'a [Cell<'_>]) -> Cow<'a, str> {
        let cell = |place: &usize| cells.get(*place).unwrap_or(&Cell::Missing);
        match self {
            Self::WithText(value, text) => match text.as_ref().map(cell) {
                None | Some(Cell::Missing) => Cow::Borrowed(""),
                Some(_) => value.of(cells),
            },
            Self::Always(value) => Cow::Borrowed(value),
            Self::Plain(place) => plain(cell(place)),
            Self::Named(place, names) => match cell(place) {
                Cell::Category(chosen) => names.get(*chosen).map_or(Cow::Borrowed(""), |name| Cow::Borrowed(name)),
                _ => Cow::Borrowed(""),
            },
            Self::Noon(place) => match cell(place) {
                Cell::Date(day) => {
                    let noon = day.and_hms_opt(12, 0, 0).map(|noon| noon.and_utc().timestamp_millis());
                    Cow::Owned(noon.map(|noon| noon.to_string()).unwrap_or_default())
                }
                _ => Cow::Borrowed(""),
            },
            Self::Storyteller(place) => match cell(place) {
                Cell::Integer(number) => Cow::Owned(number.to_string()),
                _ => Cow::Borrowed("-1"),
            },
            Self::Right { top, right } => match (cell(top), cell(right)) {
                (Cell::Unit(top), Cell::Unit(right)) => {
                    Cow::Owned(halves(u32::from(top.parts()) + 2 * u32::from(right.parts())))
                }
                _ => Cow::Borrowed(""),
            },
            Self::Rest(place) => match cell(place) {
                Cell::Unit(unit) => Cow::Owned(halves(2 * u32::from(WHOLE - unit.parts()))),
                _ => Cow::Borrowed(""),
            },
            Self::Tick(place) => Cow::Borrowed(if *cell(place) == Cell::Boolean(true) { "1" } else { "" }),
            Self::State(place, state) => Cow::Borrowed(if *cell(place) == Cell::Category(*state) { "1" } else { "" }),
            Self::States(shown, states) => {
                let odd = shown.iter().filter_map(|one| one.odd(cells, states));
                Cow::Owned(odd.collect::<Vec<_>>().join(" "))
            }
        }
    }
}

impl Shown {
    /// The signifier and its state, when the other columns show another one.
    fn odd(&self, cells: &[Cell<'_>], states: &[Category]) -> Option<String> {
        let Some(Cell::Category(state)) = cells.get(self.state) else { return None };
        let has_value = |place: &usize| !matches!(cells.get(*place), None | Some(Cell::Missing | Cell::Boolean(false)));
        let has_words = self.write_in.is_some_and(|(words, text)| has_value(&words) && has_value(&text));
        let shown = match *state {
            NOT_APPLICABLE if self.allows_na => NOT_APPLICABLE,
            _ if has_words || self.values.iter().any(has_value) => ANSWERED,
            _ => UNANSWERED,
        };
        (shown != *state).then(|| format!("{}={}", self.id, states.get(*state).map_or("", |state| &state.id)))
    }
}

/// All columns, in the order in which SenseMaker has them.
pub(super) fn of(layout: &Layout, questions: &Questions) -> Vec<Column> {
    let place = |name: &str| {
        let columns = layout.tables.first().map_or(&[][..], |table| &table.columns);
        columns.iter().position(|column| column.name == name)
    };
    let version = layout.newest().map_or(0, |newest| newest.version);
    let mut columns = vec![Column::new("id", plain_of(place("id")))];
    columns.push(Column::new("project_id", Value::Always(layout.slug().to_owned())));
    columns.push(Column::new("version", plain_of(place("version"))));
    columns.push(Column::new("language", plain_of(place("language"))));
    columns.push(Column::new("server_upload_time", place("received").map_or_else(nothing, Value::Noon)));
    if let Some((name, prompts)) = &questions.prompts {
        let value = place("prompt").map(|place| named(layout, place, |id| prompts.get(id).cloned()));
        columns.push(Column::new(name, value.unwrap_or_else(nothing)));
    }
    // Without its text, nothing else of a story's words is there.
    let text = place("text").filter(|_| layout.texts);
    let with_text = |place: Option<usize>| Value::WithText(Box::new(plain_of(place)), text);
    columns.push(Column::new(&questions.text, plain_of(text)));
    columns.push(Column::new(&questions.title, with_text(place("title"))));
    for (question, laid) in questions.signifiers.iter().zip(&layout.signifiers) {
        of_signifier(layout, question, laid, &mut columns);
        if let Some(words) = &question.write_in {
            columns.push(Column::new(words, with_text(laid.write_in)));
        }
    }
    columns.push(Column::new("definition_version", Value::Always(version.to_string())));
    columns.push(Column::new("responder_id", place("storyteller").map_or_else(nothing, Value::Storyteller)));
    for name in ["received", "source", "state", "quotable", "collection", "round"] {
        let value = match place(name).and_then(|place| Some((place, layout.tables.first()?.columns.get(place)?))) {
            Some((place, column)) if matches!(column.kind, ColumnKind::Category(_)) => {
                named(layout, place, |id| Some(id.to_owned()))
            }
            Some((place, column)) if column.kind == ColumnKind::Boolean => Value::Tick(place),
            other => plain_of(other.map(|(place, _)| place)),
        };
        // A story without its text is withheld wherever it is imported, whatever its state is here.
        let value = if name == "state" { Value::WithText(Box::new(value), text) } else { value };
        columns.push(Column::new(format!("meta_{name}"), value));
    }
    let shown = questions.signifiers.iter().zip(&layout.signifiers).map(|(question, laid)| Shown {
        id: laid.id.clone(),
        state: laid.state,
        values: values(laid),
        write_in: laid.write_in.zip(text),
        allows_na: question.allows_na,
    });
    let ColumnKind::Category(states) = layout.states() else { return columns };
    columns.push(Column::new("meta_states", Value::States(shown.collect(), states)));
    columns
}

fn of_signifier(layout: &Layout, question: &Question, laid: &SignifierColumns, columns: &mut Vec<Column>) {
    let name = &question.name;
    let part = |id: &String| question.parts.get(id).cloned().unwrap_or_default();
    let mut add = |part: &str, value: Value| columns.push(Column::new(format!("{name}_{part}"), value));
    match &laid.parts {
        PartColumns::Triad([top, left, right]) => {
            add("percentX", Value::Right { top: top.1, right: right.1 });
            add("percentY", Value::Plain(top.1));
            for (id, place) in [top, left, right] {
                add(&part(id), Value::Plain(*place));
            }
        }
        PartColumns::Dyad(place) => {
            add("percentX", Value::Plain(*place));
            if let [left, right] = question.order.as_slice() {
                add(&part(left), Value::Rest(*place));
                add(&part(right), Value::Plain(*place));
            }
        }
        PartColumns::Stones(stones) => {
            for id in &question.order {
                let Some([x, y]) = stones.get(id) else { continue };
                add(&format!("{}_percentX", part(id)), Value::Plain(*x));
                add(&format!("{}_percentY", part(id)), Value::Plain(*y));
            }
        }
        PartColumns::One(place, _) => {
            let value = named(layout, *place, |id| question.parts.get(id).cloned());
            columns.push(Column::new(name, value));
        }
        PartColumns::Several(options) => {
            for (id, place) in options {
                add(&part(id), Value::Tick(*place));
            }
        }
    }
    if question.allows_na {
        columns.push(Column::new(format!("{name}_NA"), Value::State(laid.state, NOT_APPLICABLE)));
    }
}

/// The columns of `stories` with the values of a signifier.
fn values(laid: &SignifierColumns) -> Vec<usize> {
    match &laid.parts {
        PartColumns::Triad(corners) => corners.iter().map(|(_, place)| *place).collect(),
        PartColumns::Dyad(place) | PartColumns::One(place, _) => vec![*place],
        PartColumns::Stones(stones) => stones.values().flatten().copied().collect(),
        PartColumns::Several(options) => options.iter().map(|(_, place)| *place).collect(),
    }
}

fn nothing() -> Value {
    Value::Always(String::new())
}

fn plain_of(place: Option<usize>) -> Value {
    place.map_or_else(nothing, Value::Plain)
}

/// The names of the categories of a column.
fn named(layout: &Layout, place: usize, name: impl Fn(&str) -> Option<String>) -> Value {
    let column = layout.tables.first().and_then(|table| table.columns.get(place));
    let names = match column.map(|column| &column.kind) {
        Some(ColumnKind::Category(known)) => known.iter().map(|one| name(&one.id).unwrap_or_default()).collect(),
        _ => Vec::new(),
    };
    Value::Named(place, names)
}

fn plain<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Text(text) => guarded(text),
        Cell::Integer(number) => Cow::Owned(number.to_string()),
        Cell::Unit(unit) => Cow::Owned(decimal(*unit)),
        Cell::Date(day) => Cow::Owned(day.to_string()),
        Cell::Boolean(_) | Cell::Category(_) | Cell::Missing => Cow::Borrowed(""),
    }
}

/// A number of halves of ten-thousandths as a decimal.
fn halves(number: u32) -> String {
    let (whole, rest) = (number / 20_000, number % 20_000);
    if rest == 0 {
        return whole.to_string();
    }
    format!("{whole}.{:05}", rest * 5).trim_end_matches('0').to_owned()
}

/// Appends a line of CSV in which every value is in quotation marks.
pub(super) fn write<'a>(values: impl Iterator<Item = &'a str>, line: &mut String) {
    for (place, value) in values.enumerate() {
        line.push_str(if place == 0 { "\"" } else { ",\"" });
        line.push_str(&value.replace('"', "\"\""));
        line.push('"');
    }
    line.push_str("\r\n");
}
