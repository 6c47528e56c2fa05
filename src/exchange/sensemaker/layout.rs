//! Which column of an export holds what.

use super::columns::Columns;
use super::definition::{Definition, TitleColumn};
use super::exclusion::{Excluded, Exclusion};
use super::question::{Found, Question, Shape, find};
use super::story_texts::StoryTexts;
use crate::exchange::markup::words;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::{Cells, Table};
use crate::model::{Fault, Framework};

/// The column with the time of upload.
pub(super) const UPLOADED: &str = "server_upload_time";

/// How an export is read.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The free texts that are the story, by id or title: the first one that a row has filled in. Empty for those that the
    /// definition marks.
    pub story: Vec<String>,
    /// The free text that becomes the title.
    pub title: TitleColumn,
    /// The rows that are left out.
    pub exclusions: Vec<Exclusion>,
    /// The questions that count to 100, whatever their values look like.
    pub percent: Vec<String>,
    /// Whether a row with an answer that cannot be taken is rejected.
    pub strict: bool,
}

impl Wishes {
    /// Whether nothing is said about which column is what.
    pub fn guesses_nothing(&self) -> bool {
        self.story.is_empty() && self.percent.is_empty() && matches!(self.title, TitleColumn::Guess)
    }
}

/// The columns of everything that is read from a row.
pub(super) struct Layout {
    pub id: usize,
    pub language: Option<usize>,
    pub uploaded: Option<usize>,
    pub stories: StoryTexts,
    pub questions: Vec<Question>,
    /// The columns with the points of triads, which the weights say already.
    pub points: Vec<usize>,
    pub exclusions: Vec<Excluded>,
    pub strict: bool,
}

impl Layout {
    pub fn find(table: &Table, definition: &Definition, wishes: &Wishes, remarks: &mut Vec<Remark>) -> Result<Self, Fault> {
        let columns = Columns::find(&table.headings, definition)?;
        let stories = StoryTexts::find(&columns, definition, (&wishes.story, &wishes.title), remarks)?;
        let mut questions = Vec::new();
        for element in definition.questions() {
            let title = words(&element.title);
            let said = |message: String| Remark::new(RemarkKind::NoColumn, &element.id, message).titled(&title);
            match find(element, &|name| columns.place(name))? {
                Found::Question(question, without) => {
                    remarks.extend(without.iter().map(|part| said(format!("“{part}” has no column, so no row has it"))));
                    questions.push(question);
                }
                Found::Nothing => remarks.push(said("has no column, so it counts as not asked in all rows".to_owned())),
            }
        }
        if questions.is_empty() && definition.questions().next().is_some() {
            let message = format!("no question of the definition has a column; the headings are {}", columns.listed());
            return Err(Fault::new("", message));
        }
        let points = |question: &Question| ["X", "Y"].map(|axis| columns.place(&format!("{}_percent{axis}", question.id)));
        let triads = questions.iter().filter(|question| matches!(question.shape, Shape::Triad(_)));
        let points = triads.flat_map(points).flatten().collect();
        let exclusions =
            wishes.exclusions.iter().map(|wanted| Excluded::find(wanted, definition, table)).collect::<Result<_, _>>()?;
        let (id, language, uploaded) = (columns.id, columns.place("language"), columns.place(UPLOADED));
        Ok(Self { id, language, uploaded, stories, questions, points, exclusions, strict: wishes.strict })
    }

    /// The questions of the framework that have a column, when some have none.
    pub fn asked(&self, framework: &Framework) -> Option<Vec<String>> {
        let ids = framework.signifiers.iter().map(|signifier| &signifier.id);
        let (with, without): (Vec<&String>, Vec<&String>) =
            ids.partition(|id| self.questions.iter().any(|question| question.id == **id));
        (!without.is_empty()).then(|| with.into_iter().cloned().collect())
    }

    /// Whether a row is left out on purpose.
    pub fn excludes(&self, cells: &Cells) -> bool {
        self.exclusions.iter().any(|excluded| excluded.meets(cells))
    }
}
