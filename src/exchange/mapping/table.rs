//! A table together with its mapping: which column is where, and what is said about the whole table.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::{Mapping, Permission};
use super::framework::faulty;
use super::headings::Headings;
use super::missing::Said;
use super::plan::Plan;
use super::rows::MappedRows;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Cells, Table, counted};
use crate::model::{Clock, Fault, Framework, first_of};

/// A table whose columns were found.
pub struct MappedTable {
    /// The rows.
    pub(super) table: Table,
    /// Where everything is.
    pub(super) plan: Arc<Plan>,
    /// What is said about the whole table.
    pub remarks: Vec<Remark>,
}

impl MappedTable {
    /// Finds every column that the mapping names.
    ///
    /// # Errors
    /// [`ExchangeError::Faulty`] with each column that is not there, and each question that the framework does not have.
    pub fn new(
        mut table: Table,
        mapping: Mapping,
        framework: Framework,
        clock: &Clock,
        strict: bool,
    ) -> Result<Self, ExchangeError> {
        table.name_columns();
        let mut faults = mapping.faults();
        if framework.slug != mapping.framework.slug {
            faults.push(Fault::new("framework.slug", "the framework has another slug"));
        }
        faults.extend(unknown_questions(&mapping, &framework));
        let (plan, used) = match Plan::find(&table.headings, mapping, framework, clock, strict) {
            Ok(found) => found,
            Err(missing) => {
                faults.extend(missing);
                return Err(faulty(faults));
            }
        };
        if !faults.is_empty() {
            return Err(faulty(faults));
        }
        let mut mapped = Self { table, plan: Arc::new(plan), remarks: Vec::new() };
        mapped.look(&used);
        Ok(mapped)
    }

    /// How the table was read, in one sentence.
    pub fn described(&self) -> String {
        let Table { headings, rows, described, .. } = &self.table;
        format!("{} of {}: {described}.", counted(rows.len(), "row"), counted(headings.len(), "column"))
    }

    /// The cells of rows that can be read.
    fn rows(&self) -> impl Iterator<Item = (u64, &Cells)> {
        self.table.rows.iter().filter_map(|row| Some((row.line, row.cells.as_ref().ok()?)))
    }

    /// Says what is left out, and what the table does not say.
    fn look(&mut self, used: &BTreeSet<usize>) {
        let plan = Arc::clone(&self.plan);
        let mut remarks = Vec::new();
        let without: Vec<u64> = self
            .rows()
            .filter(|(_, cells)| {
                !plan.excludes(cells) && plan.analysis.as_ref().is_some_and(|analysis| !analysis.is_given(cells))
            })
            .map(|(line, _)| line)
            .collect();
        if !without.is_empty() {
            let message = format!("{} without consent to analysis: left out", counted(without.len(), "row"));
            remarks.push(Remark::new(RemarkKind::NoConsent, "consent", message));
        }
        for (name, permission) in plan.mapping.permissions() {
            if let Permission { stated: Some(said), .. } = permission {
                remarks.push(Remark::new(RemarkKind::StatedConsent, &format!("consent.{name}"), format!("as stated: {said}")));
            }
        }
        if plan.mapping.consent.as_ref().is_some_and(|consent| consent.quotation.is_none()) {
            let message = "the mapping names no consent to quotation, so no story may be quoted";
            remarks.push(Remark::new(RemarkKind::StatedConsent, "consent.quotation", message));
        }
        let ignored: Vec<usize> = {
            let headings = Headings::new(&self.table.headings);
            plan.mapping.ignore.iter().filter_map(|name| headings.find(name)).collect()
        };
        for (place, heading) in self.table.headings.iter().enumerate().filter(|(place, _)| !used.contains(place)) {
            let filled = self.rows().filter(|(_, cells)| plan.missing.of(cells.get(place)) == Said::Value).count();
            if filled > 0 {
                let why = if ignored.contains(&place) { ", and the mapping leaves it out" } else { "" };
                remarks.push(Remark::new(
                    RemarkKind::UnreadColumn,
                    heading,
                    format!("has values in {}{why}", counted(filled, "row")),
                ));
            }
        }
        let absent: Vec<&str> = plan.without_column().collect();
        if !absent.is_empty() {
            let message = format!("no column is mapped to {}: not asked in any row", first_of(&absent, 8));
            remarks.push(Remark::new(RemarkKind::NoColumn, "", message));
        }
        if !plan.tells_asked {
            let unsaid = "an empty cell counts as unanswered: the table does not say whether the question was shown";
            remarks.push(Remark::new(RemarkKind::AskedUnknown, "", unsaid));
        }
        self.remarks = remarks;
    }

    /// The rows as stories.
    ///
    /// # Errors
    /// [`ExchangeError::Faulty`] with what a person has still to decide.
    pub fn into_rows(self) -> Result<MappedRows, ExchangeError> {
        let open = self.plan.mapping.open_questions();
        if !open.is_empty() {
            return Err(faulty(open));
        }
        Ok(MappedRows::new(self.table, self.plan))
    }
}

/// The questions of a mapping that the framework does not have, or has as another kind.
fn unknown_questions(mapping: &Mapping, framework: &Framework) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, question) in mapping.questions.iter().enumerate() {
        let field = format!("questions[{place}].id");
        let kind = mapping.kind_of(question);
        match framework.signifier(&question.id) {
            None => {
                let ids: Vec<&str> = framework.signifiers.iter().map(|signifier| signifier.id.as_str()).collect();
                let message = format!("“{}” has no question “{}”; it has {}", framework.slug, question.id, first_of(&ids, 20));
                faults.push(Fault::new(field, message));
            }
            Some(signifier) if signifier.kind() != kind => {
                faults.push(Fault::new(field, format!("“{}” is a {} there, and a {kind} here", question.id, signifier.kind())));
            }
            Some(_) => {}
        }
    }
    faults
}
