//! Tables and columns that are the same for every framework.

use super::categories::{AXES, KINDS, MODERATION, SOURCES, categories};
use super::column::{Column, ColumnKind, Table};
use super::format::Part;

/// The columns of `stories` that are the same for every framework: those before the title and the text.
pub(super) const FIXED: usize = 11;

/// Those columns; `prompts` is the kind of the prompt's.
pub(super) fn story_columns(prompts: ColumnKind) -> Vec<Column> {
    use ColumnKind::{Boolean, Date, Integer, Text};
    let column = Column::new;
    vec![
        column(
            "id",
            "Story",
            "The story's id. The same story has the same id in every export, except where its day is not told.",
            Text,
        ),
        column("version", "Version", "The version of the framework that the story answers.", Integer),
        column("language", "Language", "The language and variant in which the form was read, such as en or en-x-easy.", Text),
        column("prompt", "Prompt", "The prompt that the story answers.", prompts),
        column("received", "Received", "The day on which the story came in. There are no times of day.", Date),
        column("collection", "Collection", "The join code of the collection by which it came in, if any.", Text),
        column("round", "Round", "The round of the collection, such as baseline, if it has one.", Text),
        column("source", "Source", "By which way the story came in.", categories(&SOURCES)),
        column("state", "Moderation", "How far moderation has come. Only a cleared text may be read.", categories(&MODERATION)),
        column("quotable", "May be quoted", "Whether the storyteller allows the cleared text to be quoted in public.", Boolean),
        column(
            "storyteller",
            "Storyteller",
            "The same number for stories of one storyteller within this export. Missing where stories are not linked.",
            Integer,
        ),
    ]
}

/// The table `answers`.
pub(super) fn answers_table(signifiers: ColumnKind, states: ColumnKind) -> Table {
    use ColumnKind::{Boolean, Decimal, Text};
    let column = Column::new;
    let columns = vec![
        column("story", "Story", "The id of the story.", Text),
        column("signifier", "Signifier", "The question.", signifiers),
        column("kind", "Kind", "The kind of the question.", categories(&KINDS)),
        column("state", "State", "How the storyteller replied.", states),
        column(
            "part",
            "Part",
            "The id of the corner, stone or option; “value” for a dyad. Missing where the state is not “answered”, and for a \
             choice that was answered in own words only.",
            Text,
        ),
        column("axis", "Axis", "Which coordinate of a stone.", categories(&AXES)),
        column(
            "value",
            "Value",
            "The weight of a corner, the position between two ends, or the coordinate of a stone.",
            Decimal,
        ),
        column("chosen", "Chosen", "Whether the option was chosen.", Boolean),
    ];
    Table { name: Part::Answers.name(), title: "A row for each part of each answer".to_owned(), columns }
}

/// What a row is about.
pub(super) const ABOUT: [(&str, &str); 8] = [
    ("framework", "The framework"),
    ("prompt", "A prompt"),
    ("signifier", "A question"),
    ("corner", "A corner of a triad"),
    ("end", "An end of a dyad"),
    ("stone", "A stone"),
    ("axis", "A side of the square in which stones are placed"),
    ("option", "An option of a choice"),
];

/// The table `framework`.
pub(super) fn framework_table() -> Table {
    use ColumnKind::Text;
    let column = Column::new;
    let columns = vec![
        column("about", "About", "What the row is about.", categories(&ABOUT)),
        column("signifier", "Signifier", "The id of the signifier to which it belongs.", Text),
        column("id", "Id", "Its id. The sides of a square are called left, right, bottom and top.", Text),
        column("versions", "Versions", "The versions of the framework that have it, separated by spaces.", Text),
        column("kind", "Kind", "The kind of a signifier.", categories(&KINDS)),
        column("column", "Column", "The column of stories in which its answers are, if it has one of its own.", Text),
        column("label", "Label", "Its wording in the newest version that has it: a title, a question or a label.", Text),
        column("hint", "Hint", "The hint below a question.", Text),
        column("note", "Note", "What else has to be known to read the columns.", Text),
    ];
    Table { name: Part::Framework.name(), title: "A row for everything that the framework names".to_owned(), columns }
}
