//! The groups of stories that are compared: by a choice, by round, by collection, or by selections.

use crate::analysis::compare::grouped_by::{GroupedBy, GroupsRequest};
use crate::analysis::selection::{View, left_out};
use crate::analysis::{Analysis, AnalysisError};
use crate::model::{Fault, Selection, some_of};
use crate::patterns::{NamedRows, Rows};

/// Names of selections without a name.
const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// The group of all stories that are in no other group.
pub(in crate::analysis) const REST: &str = "rest";

/// Groups that were found.
pub(in crate::analysis) struct Grouped {
    pub groups: Vec<NamedRows>,
    /// The choice that makes the groups, which is therefore not compared.
    pub signifier: Option<String>,
    /// Whether the groups are collections.
    pub are_collections: bool,
    /// The field of the request that names the groups.
    pub field: &'static str,
    /// What a reader should know about stories that are in no group.
    pub warnings: Vec<String>,
}

impl Grouped {
    fn new(groups: Vec<NamedRows>, field: &'static str) -> Self {
        Self { groups, signifier: None, are_collections: false, field, warnings: Vec::new() }
    }
}

impl Analysis {
    /// The groups of a view.
    pub(in crate::analysis) fn grouped(&self, view: &View, by: &GroupedBy) -> Result<Grouped, AnalysisError> {
        let mut grouped = match by {
            GroupedBy::Name(name) => by_name(view, name),
            GroupedBy::Groups(asked) => self.by_request(view, asked),
        }?;
        let shared = leave_out_shared(&mut grouped.groups);
        if !shared.is_empty() {
            let shared = self.policy.in_words(shared.len() as u64);
            grouped.warnings.push(format!("{shared} stories are in several of the groups, and are left out of all of them."));
        }
        Ok(grouped)
    }

    fn by_request(&self, view: &View, asked: &GroupsRequest) -> Result<Grouped, AnalysisError> {
        let named =
            [asked.signifier.is_some(), asked.rounds.is_some(), asked.collections.is_some(), asked.selections.is_some()];
        if named.into_iter().filter(|named| *named).count() != 1 {
            return Err(fault("by", "name one of signifier, rounds, collections and selections"));
        }
        if let Some(signifier) = &asked.signifier {
            let mut grouped = by_choice(view, signifier, "by.signifier")?;
            if !asked.options.is_empty() {
                grouped.groups = pick(grouped.groups, &asked.options, "by.options", "option")?;
            }
            return Ok(grouped);
        }
        let (columns, rows) = (&view.columns, &view.rows);
        if let Some(rounds) = &asked.rounds {
            let groups = pick(columns.by_round(rows), rounds, "by.rounds", "round")?;
            return Ok(Grouped::new(groups, "by.rounds"));
        }
        if let Some(collections) = &asked.collections {
            let groups = pick(columns.by_collection(rows), collections, "by.collections", "collection")?;
            return Ok(Grouped { are_collections: true, ..Grouped::new(groups, "by.collections") });
        }
        let selections = asked.selections.as_deref().unwrap_or_default();
        self.by_selections(view, selections, &asked.names)
    }

    fn by_selections(&self, view: &View, selections: &[Selection], names: &[String]) -> Result<Grouped, AnalysisError> {
        if !(1..=LETTERS.len()).contains(&selections.len()) {
            return Err(fault("by.selections", "name two to eight selections, or one to compare it with the rest"));
        }
        if !names.is_empty() && names.len() != selections.len() {
            return Err(fault("by.names", "give each selection a name, or none of them"));
        }
        let mut groups = Vec::with_capacity(selections.len().max(2));
        let mut warnings = Vec::new();
        let mut possible = None;
        for (at, selection) in selections.iter().enumerate() {
            let also = self.also(view, selection, &format!("by.selections[{at}]"))?;
            let name = names.get(at).map_or(LETTERS[at], String::as_str);
            warnings.extend(left_out(also.undecided, &self.policy).into_iter().map(|warning| format!("“{name}”: {warning}")));
            groups.push((name.to_owned(), also.rows.and(&view.rows)));
            possible = Some(also.possible);
        }
        if let ([(_, only)], Some(possible)) = (&groups[..], possible) {
            // Stories of which it cannot be said whether they match are not among the others either.
            let rest = view.rows.without(&possible);
            let neither = view.rows.len() - only.len() - rest.len();
            if neither > 0 {
                let neither = self.policy.in_words(neither as u64);
                warnings.push(format!("{neither} stories are in neither group, because it cannot be said in which."));
            }
            groups.push((REST.to_owned(), rest));
        }
        Ok(Grouped { warnings, ..Grouped::new(groups, "by.selections") })
    }
}

fn by_name(view: &View, name: &str) -> Result<Grouped, AnalysisError> {
    let is_signifier = view.columns.signifiers().any(|id| id == name);
    match name {
        "rounds" if !is_signifier => Ok(Grouped::new(view.columns.by_round(&view.rows), "by")),
        "collections" if !is_signifier => {
            Ok(Grouped { are_collections: true, ..Grouped::new(view.columns.by_collection(&view.rows), "by") })
        }
        _ => by_choice(view, name, "by"),
    }
}

fn by_choice(view: &View, signifier: &str, field: &str) -> Result<Grouped, AnalysisError> {
    let groups = view.columns.by_choice(&view.rows, signifier, field)?;
    Ok(Grouped { signifier: Some(signifier.to_owned()), ..Grouped::new(groups, "by") })
}

/// Takes the stories that are in several groups out of all of them: groups that are compared must have no story in common.
fn leave_out_shared(groups: &mut [NamedRows]) -> Rows {
    let (mut all, mut shared) = (Rows::default(), Rows::default());
    for (_, rows) in groups.iter() {
        shared = shared.or(&all.and(rows));
        all = all.or(rows);
    }
    if !shared.is_empty() {
        groups.iter_mut().for_each(|(_, rows)| *rows = rows.without(&shared));
    }
    shared
}

/// The groups with these names, in this order.
fn pick(mut groups: Vec<NamedRows>, names: &[String], field: &str, what: &str) -> Result<Vec<NamedRows>, AnalysisError> {
    let mut picked = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let Some(place) = groups.iter().position(|(own, _)| own == name) else {
            let known: Vec<&str> = groups.iter().map(|(own, _)| own.as_str()).collect();
            let message = match names[..at].contains(name) {
                true => format!("“{name}” is named twice"),
                false => format!("there are no stories of the {what} “{name}”; choose from: {}", some_of(&known)),
            };
            return Err(fault(&format!("{field}[{at}]"), message));
        };
        picked.push(groups.remove(place));
    }
    Ok(picked)
}

fn fault(field: &str, message: impl std::fmt::Display) -> AnalysisError {
    AnalysisError::Faulty(Fault::new(field, message))
}
