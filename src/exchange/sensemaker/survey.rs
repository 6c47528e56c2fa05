//! The first look at an export: which column holds what, and what only all rows together can say: the units of questions, and
//! the options that the definition lacks.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::definition::Definition;
use super::exclusion::Exclusion;
use super::layout::{Layout, Wishes};
use super::options::Retired;
use super::question::{Question, Shape};
use super::rows::SenseMakerRows;
use crate::exchange::cells::{Number, Tick, folded, is_nothing, number, says_not_applicable, shown, tick};
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Cells, Table, counted};
use crate::frameworks::check as check_framework;
use crate::model::{Clock, Fault, Framework, Shape as Kind};

/// An export that was looked at as a whole.
pub struct SenseMakerExport {
    /// The rows.
    pub(super) table: Table,
    /// Which column holds what.
    pub(super) layout: Layout,
    /// What is said about the whole table.
    pub remarks: Vec<Remark>,
    retired: Vec<(String, Retired)>,
    /// The free texts that were chosen to be the story.
    story: Vec<String>,
}

/// Columns that an export has beside the answers.
const TECHNICAL_COLUMNS: [&str; 6] = ["id", "project_id", "version", "definition_version", "responder_id", "language"];
/// From this share of values at most 1 on, a question that counts to 100 is doubtful.
const DOUBTFUL: f64 = 0.1;
/// The largest value of a question that counts to 1, and of one that counts to 100, each with its rounding.
const ONE: f64 = 1.01 + 1e-9;
const HUNDRED: f64 = 101.0 + 1e-9;

impl SenseMakerExport {
    /// Finds every column and looks at all rows.
    ///
    /// # Errors
    /// [`ExchangeError`] when the table does not match the definition or the wishes.
    pub fn read(table: Table, definition: &Definition, wishes: &Wishes) -> Result<Self, ExchangeError> {
        let faulty = |fault: Fault| ExchangeError::Faulty { what: "the table".to_owned(), faults: vec![fault] };
        let mut remarks = Vec::new();
        let layout = Layout::find(&table, definition, wishes, &mut remarks).map_err(faulty)?;
        let story = wishes.story.clone();
        let mut export = Self { table, layout, remarks, retired: Vec::new(), story };
        export.exclusions_that_meet_nothing();
        export.decide_units(&wishes.percent).map_err(faulty)?;
        if !wishes.strict {
            export.retire_options(definition);
        }
        export.unread_columns(definition);
        let unsaid = "an empty cell counts as unanswered: the table does not say whether the question was shown";
        export.remarks.push(Remark::new(RemarkKind::AskedUnknown, "", unsaid));
        Ok(export)
    }

    /// How the table was read, in one sentence.
    pub fn described(&self) -> String {
        let Table { headings, rows, described, .. } = &self.table;
        let all_to_one = self.layout.questions.iter().all(|question| question.whole == 1.0);
        let unit = if all_to_one { " All positions count from 0 to 1." } else { "" };
        format!("{} of {}: {described}.{unit}", counted(rows.len(), "row"), counted(headings.len(), "column"))
    }

    /// The rows that are not left out, each with its line.
    fn rows(&self) -> impl Iterator<Item = (u64, &Cells)> {
        let rows = self.table.rows.iter().filter_map(|row| Some((row.line, row.cells.as_ref().ok()?)));
        rows.filter(|(_, cells)| !self.layout.excludes(cells))
    }

    fn exclusions_that_meet_nothing(&mut self) {
        for excluded in &self.layout.exclusions {
            let met = self.table.rows.iter().filter_map(|row| row.cells.as_ref().ok()).any(|cells| excluded.meets(cells));
            if !met {
                let Exclusion { column, value } = &excluded.wanted;
                self.remarks.push(Remark::new(RemarkKind::IdleExclusion, column, format!("no row has “{}”", shown(value))));
            }
        }
    }

    /// Decides for each question whether it counts to 1 or to 100. All columns of a question count alike.
    fn decide_units(&mut self, percent: &[String]) -> Result<(), Fault> {
        for wanted in percent {
            let known =
                self.layout.questions.iter().any(|question| question.is_position() && question.is_called(wanted, &self.table));
            if !known {
                let message = "no question with positions has this id, title or heading";
                return Err(Fault::new(format!("--percent “{wanted}”"), message));
            }
        }
        let decided: Vec<(f64, bool, Option<Remark>)> = self
            .layout
            .questions
            .iter()
            .map(|question| {
                let places = question.places();
                let na = question.is_position()
                    && self.rows().any(|(_, cells)| places.iter().any(|&place| cells.get(place) == "NA"));
                if !question.is_position() {
                    return (1.0, na, None);
                }
                let wished = percent.iter().any(|wanted| question.is_called(wanted, &self.table));
                let (whole, remark) = self.unit(question, wished);
                (whole, na, remark)
            })
            .collect();
        let na_is_nothing = decided.iter().any(|(_, na, _)| *na);
        for (question, (whole, _, remark)) in self.layout.questions.iter_mut().zip(decided) {
            question.whole = whole;
            question.na_is_nothing = na_is_nothing;
            self.remarks.extend(remark);
        }
        Ok(())
    }

    /// What a question counts to, and what is to be said about it.
    fn unit(&self, question: &Question, wished: bool) -> (f64, Option<Remark>) {
        let Evidence { above, small, sums, ones, hundreds } = self.evidence(question);
        // Where most sums say so, a few odd values do not decide for all others.
        let hundred = wished || (2 * ones <= sums && (2 * hundreds > sums || !above.is_empty()));
        if !hundred {
            return (1.0, None);
        }
        let why = match (wished, above.first()) {
            (true, _) => "as --percent says".to_owned(),
            (false, Some((line, value))) => format!("because of values above 1, such as {value} on line {line}"),
            (false, None) => "because of its sums".to_owned(),
        };
        let all = above.len() + small;
        let doubtful = !wished && small > 0 && small as f64 >= DOUBTFUL * all as f64;
        let (kind, rest) = if doubtful {
            let most = format!("{small} of {all} values are at most 1 and count as at most 1 of 100");
            (RemarkKind::DoubtfulUnit, format!("; but {most}"))
        } else {
            (RemarkKind::Unit, String::new())
        };
        let remark = Remark::new(kind, &question.id, format!("counts from 0 to 100, {why}{rest}"));
        (100.0, Some(remark.titled(&question.title)))
    }

    fn evidence(&self, question: &Question) -> Evidence {
        let (places, have_sums) = question.weighed();
        let mut evidence = Evidence::default();
        for (line, cells) in self.rows() {
            let mut sum = 0.0;
            let mut given = 0;
            for &place in &places {
                let cell = cells.get(place);
                let Number::Value(value) = number(cell) else { continue };
                sum += value;
                given += 1;
                if (value > ONE && value <= HUNDRED) || cell.ends_with('%') {
                    evidence.above.push((line, shown(cell)));
                } else if value > 0.0 && value <= ONE {
                    evidence.small += 1;
                }
            }
            if have_sums && given == places.len() {
                evidence.sums += 1;
                evidence.ones += usize::from((sum - 1.0).abs() <= 0.02);
                evidence.hundreds += usize::from((sum - 100.0).abs() <= 2.0);
            }
        }
        evidence
    }

    /// Keeps the options that the definition lacks and rows have.
    fn retire_options(&mut self, definition: &Definition) {
        let mut unknown: BTreeMap<usize, BTreeMap<String, Vec<u64>>> = BTreeMap::new();
        for (line, cells) in self.rows() {
            for (number, question) in self.layout.questions.iter().enumerate() {
                let Shape::OneOf(place, options) = &question.shape else { continue };
                let cell = cells.get(*place);
                if !is_nothing(cell) && !says_not_applicable(cell) && options.of_cell(cell).is_none() {
                    unknown.entry(number).or_default().entry(cell.to_owned()).or_default().push(line);
                }
            }
        }
        let ticked = self.columns_of_unknown_options(definition);
        for (number, question) in self.layout.questions.iter_mut().enumerate() {
            let retired = match &mut question.shape {
                Shape::OneOf(_, options) => options.retire(unknown.remove(&number).unwrap_or_default()),
                Shape::Several(items) => {
                    let own = ticked.iter().filter(|(of, ..)| *of == number);
                    own.map(|(_, option, place)| {
                        items.push((option.id.clone(), vec![folded(&option.id)], *place));
                        option.clone()
                    })
                    .collect()
                }
                _ => Vec::new(),
            };
            for option in retired {
                let message = format!("“{}” was kept", shown(&option.label));
                let remark = Remark::new(RemarkKind::Retired, &question.id, message).titled(&question.title);
                self.remarks.push(remark.on(option.lines.clone()));
                self.retired.push((question.id.clone(), option));
            }
        }
    }

    /// Columns `QUESTION_OPTION` of options that the definition lacks: the question, the option, its column.
    fn columns_of_unknown_options(&self, definition: &Definition) -> Vec<(usize, Retired, usize)> {
        let mut found = Vec::new();
        for (number, question) in self.layout.questions.iter().enumerate() {
            let Shape::Several(items) = &question.shape else { continue };
            let prefix = format!("{}_", question.id);
            for (place, heading) in self.table.headings.iter().enumerate() {
                let Some(id) = heading.strip_prefix(&prefix).filter(|id| !id.is_empty() && id.len() <= 64) else { continue };
                let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
                let known = items.iter().any(|(_, _, own)| *own == place) || question.not_applicable == Some(place);
                if known || !plain || definition.named(heading).is_some() {
                    continue;
                }
                let ticks: Vec<(u64, Tick)> = self.rows().map(|(line, cells)| (line, tick(cells.get(place), true))).collect();
                let lines: Vec<u64> = ticks.iter().filter(|(_, tick)| *tick == Tick::Yes).map(|(line, _)| *line).collect();
                // Written words are no ticks.
                if !lines.is_empty() && ticks.iter().all(|(_, tick)| *tick != Tick::Unclear) {
                    found.push((number, Retired { id: id.to_owned(), label: id.to_owned(), lines }, place));
                }
            }
        }
        found
    }

    /// Names the columns that have values and are not read.
    fn unread_columns(&mut self, definition: &Definition) {
        let layout = &self.layout;
        let mut read: Vec<usize> = [Some(layout.id), layout.language, layout.uploaded].into_iter().flatten().collect();
        read.extend(layout.stories.places().chain(layout.points.iter().copied()));
        for question in &layout.questions {
            read.extend(question.places());
            read.extend(question.not_applicable);
        }
        let mut remarks = Vec::new();
        for (place, heading) in self.table.headings.iter().enumerate() {
            let named = definition.named(heading.split('_').next().unwrap_or_default());
            // The definition's other elements are listed as such.
            let listed = named.is_some_and(|element| layout.questions.iter().all(|question| question.id != element.id));
            let technical = TECHNICAL_COLUMNS.contains(&heading.as_str()) || heading.starts_with("meta_");
            if read.contains(&place) || technical || listed {
                continue;
            }
            let filled = self.rows().filter(|(_, cells)| !is_nothing(cells.get(place))).count();
            if filled > 0 {
                let name = if heading.is_empty() { format!("column {} without a heading", place + 1) } else { heading.clone() };
                remarks.push(Remark::new(RemarkKind::UnreadColumn, &name, format!("has values in {}", counted(filled, "row"))));
            }
        }
        self.remarks.extend(remarks);
    }

    /// The framework of the definition with this slug and version, with the options that were kept.
    ///
    /// # Errors
    /// As [`Definition::framework`].
    pub fn framework(&self, definition: &Definition, slug: &str, version: u32) -> Result<Value, Fault> {
        let language = definition.language();
        let mut document = definition.framework(slug, version, &self.story)?;
        for signifier in document["signifiers"].as_array_mut().into_iter().flatten() {
            let own = self.retired.iter().filter(|(question, _)| signifier["id"] == **question);
            let own: Vec<Value> =
                own.map(|(_, option)| json!({"id": option.id, "label": {language: option.label}, "retired": true})).collect();
            if let Some(options) = signifier.get_mut("options").and_then(Value::as_array_mut) {
                options.extend(own);
            }
        }
        Ok(document)
    }

    /// Whether a framework that is published already is the definition's, and has all the options that were kept.
    pub fn is_served_by(&self, published: &Framework, definition: &Definition) -> bool {
        let mut plain = published.clone();
        let mut kept = Vec::new();
        for signifier in &mut plain.signifiers {
            let Kind::Choice(choice) = &mut signifier.shape else { continue };
            kept.extend(
                choice.options.iter().filter(|option| option.retired).map(|option| (signifier.id.clone(), option.id.clone())),
            );
            choice.options.retain(|option| !option.retired);
        }
        let needed = self.retired.iter().all(|(question, option)| kept.contains(&(question.clone(), option.id.clone())));
        let own = definition.framework(&plain.slug, plain.version, &self.story);
        needed && own.is_ok_and(|own| check_framework(&own).is_ok_and(|own| own == plain))
    }

    /// The rows, as answers to this framework.
    ///
    /// # Errors
    /// [`ExchangeError`] when the definition's language is no language tag.
    pub fn into_rows(
        self,
        definition: &Definition,
        framework: &Framework,
        clock: &Clock,
    ) -> Result<SenseMakerRows, ExchangeError> {
        SenseMakerRows::new(self.table, self.layout, definition, framework, clock)
    }
}

/// What the rows say about the unit of a question.
#[derive(Default)]
struct Evidence {
    /// The values above 1, each with its line.
    above: Vec<(u64, String)>,
    /// How many values are above 0 and at most 1.
    small: usize,
    /// How many rows have all parts of a whole, and for how many of them the parts sum to 1 and to 100.
    sums: usize,
    ones: usize,
    hundreds: usize,
}

impl Question {
    /// The columns that say what it counts to, and whether they are the parts of a whole. Older exports count `percentX` otherwise
    /// than the ends of a dyad.
    fn weighed(&self) -> (Vec<usize>, bool) {
        match self.shape {
            Shape::Triad(places) => (places.to_vec(), true),
            Shape::Dyad { right: Some(right), left: Some(left), .. } => (vec![right, left], true),
            Shape::Dyad { right: Some(end), .. } | Shape::Dyad { left: Some(end), .. } => (vec![end], false),
            _ => (self.places(), false),
        }
    }

    /// Whether this is its id, its title, or the heading of one of its columns.
    fn is_called(&self, name: &str, table: &Table) -> bool {
        let name = folded(name);
        let heading = |place: usize| table.headings.get(place).is_some_and(|heading| folded(heading) == name);
        folded(&self.id) == name || folded(&self.title) == name || self.places().into_iter().any(heading)
    }
}
