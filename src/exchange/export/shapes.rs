//! What several versions of a framework say of the same signifier, put together as the columns of the patterns do it: the oldest
//! version decides the kind and the corners; stones and options are those of all versions.

use std::collections::HashMap;
use std::sync::Arc;

use super::column::{Category, ColumnKind};
use super::parts::PartColumns;
use crate::model::{Framework, Labelled, Language, Shape, Signifier};

/// A signifier of all versions.
pub(super) struct Merged {
    pub id: String,
    /// Its question in the newest version that has it.
    pub question: String,
    pub shape: MergedShape,
    /// What differs between versions.
    pub note: Option<String>,
}

/// The parts of a signifier of all versions: ids and labels.
pub(super) enum MergedShape {
    Triad([Category; 3]),
    /// The labels of the two ends.
    Dyad(String, String),
    Stones(Vec<Category>),
    Choice {
        options: Vec<Category>,
        several: bool,
        write_in: bool,
    },
}

/// Adds a column to `stories`: the part's id, title, description and kind → the column's index.
type Add<'a> = dyn FnMut(&str, String, String, ColumnKind) -> usize + 'a;

impl MergedShape {
    /// The kind of the signifier.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Triad(_) => "triad",
            Self::Dyad(..) => "dyad",
            Self::Stones(_) => "stones",
            Self::Choice { .. } => "choice",
        }
    }

    /// Adds the columns of the parts; also returns whether there are words beside a choice.
    pub fn lay(&self, question: &str, add: &mut Add<'_>) -> (PartColumns, bool) {
        let titled = |label: &str| format!("{question} – {label}");
        match self {
            Self::Triad(corners) => {
                let said =
                    |label: &str| format!("The weight of the corner “{label}”, from 0 to 1. The three weights sum to 1.");
                let corner = |corner: &Category, add: &mut Add<'_>| {
                    let place = add(&corner.id, titled(&corner.label), said(&corner.label), ColumnKind::Decimal);
                    (corner.id.clone(), place)
                };
                let [a, b, c] = corners;
                (PartColumns::Triad([corner(a, add), corner(b, add), corner(c, add)]), false)
            }
            Self::Dyad(left, right) => {
                let said = format!("The position between “{left}” (0) and “{right}” (1).");
                (PartColumns::Dyad(add("value", format!("{question} – {left} to {right}"), said, ColumnKind::Decimal)), false)
            }
            Self::Stones(stones) => {
                let mut placed = |stone: &Category, axis: &str, ends: &str| {
                    let said = format!("Where the stone “{}” was put, {ends}. Missing where it was not placed.", stone.label);
                    add(
                        &format!("{}.{axis}", stone.id),
                        format!("{} – {axis}", titled(&stone.label)),
                        said,
                        ColumnKind::Decimal,
                    )
                };
                let columns = stones.iter().map(|stone| {
                    let x = placed(stone, "x", "from left (0) to right (1)");
                    (stone.id.clone(), [x, placed(stone, "y", "from bottom (0) to top (1)")])
                });
                (PartColumns::Stones(columns.collect()), false)
            }
            Self::Choice { options, several: true, write_in } => {
                let columns = options.iter().map(|option| {
                    let said = format!("Whether “{}” was chosen. Missing unless the question was answered.", option.label);
                    (option.id.clone(), add(&option.id, titled(&option.label), said, ColumnKind::Boolean))
                });
                (PartColumns::Several(columns.collect()), *write_in)
            }
            Self::Choice { options, several: false, write_in } => {
                let said = "The option that was chosen.".to_owned();
                let column = add("choice", question.to_owned(), said, ColumnKind::Category(options.clone()));
                let places: HashMap<String, usize> =
                    options.iter().enumerate().map(|(place, option)| (option.id.clone(), place)).collect();
                (PartColumns::One(column, places), *write_in)
            }
        }
    }
}

/// The signifiers of all versions, which come oldest first: those of the newest version in its order, then what only older ones
/// have.
pub(super) fn merged(versions: &[Arc<Framework>], language: &Language) -> Vec<Merged> {
    let mut ids: Vec<&str> = Vec::new();
    for signifier in versions.iter().rev().flat_map(|version| &version.signifiers) {
        if !ids.contains(&signifier.id.as_str()) {
            ids.push(&signifier.id);
        }
    }
    ids.into_iter().filter_map(|id| merge(id, versions, language)).collect()
}

fn merge(id: &str, versions: &[Arc<Framework>], language: &Language) -> Option<Merged> {
    let with = || versions.iter().filter_map(|version| Some((version.version, version.signifier(id)?)));
    let (first, oldest) = with().next()?;
    let (_, newest) = with().next_back()?;
    let alike = || with().map(|(_, signifier)| signifier).filter(|signifier| signifier.kind() == oldest.kind());
    let label = |item: &Labelled| Category::new(&item.id, item.label.in_language(language));
    let shape = match &oldest.shape {
        // The newest labels of the oldest corners.
        Shape::Triad { corners } => {
            let newest_label = |corner: &Labelled| {
                let same = |item: &&Labelled| item.id == corner.id;
                let found = alike().filter_map(|signifier| listed(&signifier.shape).iter().find(same)).next_back();
                label(found.unwrap_or(corner))
            };
            let [a, b, c] = corners.as_slice() else { return None };
            MergedShape::Triad([newest_label(a), newest_label(b), newest_label(c)])
        }
        Shape::Dyad(dyad) => {
            let mut newest =
                alike().filter_map(|signifier| if let Shape::Dyad(dyad) = &signifier.shape { Some(dyad) } else { None });
            let dyad = newest.next_back().unwrap_or(dyad);
            MergedShape::Dyad(label(&dyad.left).label, label(&dyad.right).label)
        }
        Shape::Stones { .. } => MergedShape::Stones(all_of(alike().map(|signifier| &signifier.shape), label)),
        Shape::Choice(_) => {
            let choices = || alike().filter_map(|one| if let Shape::Choice(choice) = &one.shape { Some(choice) } else { None });
            MergedShape::Choice {
                options: all_of(alike().map(|signifier| &signifier.shape), label),
                several: choices().any(|choice| choice.max > 1),
                write_in: choices().any(|choice| choice.write_in),
            }
        }
    };
    let note = differences(first, with().collect::<Vec<_>>().as_slice());
    Some(Merged { id: id.to_owned(), question: newest.question.in_language(language).to_owned(), shape, note })
}

/// The corners, stones or options.
pub(super) fn listed(shape: &Shape) -> &[Labelled] {
    match shape {
        Shape::Triad { corners } => corners,
        Shape::Stones { stones, .. } => stones,
        Shape::Choice(choice) => &choice.options,
        Shape::Dyad(_) => &[],
    }
}

/// The stones or options of all shapes, which come oldest first: the newest ones in their order, then older ones.
fn all_of<'a>(shapes: impl DoubleEndedIterator<Item = &'a Shape>, label: impl Fn(&Labelled) -> Category) -> Vec<Category> {
    let mut all: Vec<Category> = Vec::new();
    let mut known: HashMap<&str, ()> = HashMap::new();
    for item in shapes.rev().flat_map(listed) {
        if known.insert(&item.id, ()).is_none() {
            all.push(label(item));
        }
    }
    all
}

/// What of later versions cannot be in the columns.
fn differences(first: u32, with: &[(u32, &Signifier)]) -> Option<String> {
    let (_, oldest) = with.first()?;
    let later = |differs: &dyn Fn(&Signifier) -> bool| {
        let versions = with.iter().filter(|(_, signifier)| differs(signifier)).map(|(version, _)| version.to_string());
        versions.collect::<Vec<_>>().join(", ")
    };
    let other_kind = later(&|signifier| signifier.kind() != oldest.kind());
    let ids = |shape: &Shape| listed(shape).iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    let corners = later(&|one| one.kind() == "triad" && oldest.kind() == "triad" && ids(&one.shape) != ids(&oldest.shape));
    let mut said = Vec::new();
    if !other_kind.is_empty() {
        let kind = oldest.kind();
        said.push(format!(
            "A {kind} since version {first}; answers to version {other_kind}, where it is not one, count as not asked."
        ));
    }
    if !corners.is_empty() {
        said.push(format!(
            "The corners of version {corners} have other ids; their weights are in the columns of version {first}."
        ));
    }
    (!said.is_empty()).then(|| said.join(" "))
}
