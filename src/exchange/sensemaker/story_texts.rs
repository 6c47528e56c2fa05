//! The texts of a story in a row.

use super::columns::Columns;
use super::definition::{Definition, TitleColumn, prompt_of};
use crate::exchange::markup::words;
use crate::exchange::remark::{Remark, RemarkKind};
use crate::exchange::table::Cells;
use crate::model::Fault;

/// The columns of the texts that can be the story.
pub(super) struct StoryTexts {
    texts: Vec<StoryText>,
    /// Whether their order was chosen; the first that is filled in is the story.
    chosen: bool,
}

struct StoryText {
    /// The prompt that it answers.
    prompt: String,
    /// The part of the definition that asks for it.
    part: usize,
    place: usize,
    title: Option<usize>,
    named: String,
}

/// The texts of one story.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    pub prompt: String,
    pub title: String,
    pub text: String,
}

impl StoryTexts {
    /// Finds the columns.
    ///
    /// # Errors
    /// A fault when a text that was chosen is unknown, no column holds a story, or the title that was chosen has no column.
    pub fn find(
        columns: &Columns,
        definition: &Definition,
        (chosen, title): (&[String], &TitleColumn),
        remarks: &mut Vec<Remark>,
    ) -> Result<Self, Fault> {
        let stories = definition.stories(chosen)?;
        let (mut texts, mut without) = (Vec::new(), Vec::new());
        for story in &stories {
            let element = definition.title(title, story, &stories)?;
            let Some(place) = columns.place(&story.id) else {
                let remark = Remark::new(RemarkKind::NoColumn, &story.id, "has no column, so no row has this story text");
                without.push(remark.titled(&words(&story.title)));
                continue;
            };
            let title = match (element, title) {
                (Some(element), TitleColumn::Named(_)) => {
                    Some(columns.place(&element.id).ok_or_else(|| columns.missing(&element.id))?)
                }
                (element, _) => element.and_then(|element| columns.place(&element.id)),
            };
            let (prompt, part) = (prompt_of(story, &stories), story.part);
            texts.push(StoryText { prompt, part, place, title, named: story.quoted() });
        }
        if texts.is_empty() {
            let named: Vec<String> = stories.iter().map(|story| story.quoted()).collect();
            let message = format!(
                "there is no such column, so there is no story ({}); check that the file belongs to this definition, or name the \
                 free text that is the story with --story; the headings are {}",
                named.join(", "),
                columns.listed()
            );
            return Err(Fault::new(stories.first().map_or("", |story| &story.id), message));
        }
        remarks.extend(without);
        Ok(Self { texts, chosen: !chosen.is_empty() })
    }

    /// The columns of the texts and their titles.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.texts.iter().flat_map(|text| std::iter::once(text.place).chain(text.title))
    }

    /// The story of a row.
    ///
    /// # Errors
    /// A fault when there are several texts and none is filled in, or texts of several frameworks are and none was chosen.
    pub fn of(&self, cells: &Cells) -> Result<Told, Fault> {
        let filled: Vec<&StoryText> = self.texts.iter().filter(|text| !cells.get(text.place).is_empty()).collect();
        let of_another = |first: &StoryText| filled.iter().find(|text| !self.chosen && text.part != first.part);
        let text: &StoryText = match filled.as_slice() {
            [] if self.texts.len() > 1 => {
                return Err(Fault::new("text", format!("none of the {} story texts is filled in", self.texts.len())));
            }
            [] => &self.texts[0],
            [first, ..] => match of_another(first) {
                None => first,
                Some(other) => {
                    let message = format!(
                        "{} and {} are both filled in; say with --story which of them is the story, the most important first",
                        first.named, other.named
                    );
                    return Err(Fault::new("text", message));
                }
            },
        };
        let title = text.title.map(|place| cells.get(place)).unwrap_or_default();
        Ok(Told { prompt: text.prompt.clone(), title: title.to_owned(), text: cells.get(text.place).to_owned() })
    }
}
