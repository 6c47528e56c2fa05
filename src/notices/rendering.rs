//! A notice as it is shown to a reader: one language, with the fields filled in.

use crate::model::{BlockKind, Language, Notice, NoticeBlock, NoticeField, named_in};

/// A notice in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The language and wording that it is in.
    pub language: Language,
    /// The title.
    pub title: String,
    /// Headings and paragraphs, with the fields filled in.
    pub blocks: Vec<NoticeBlock>,
}

/// The notice for a reader of this language. Instead of a block with a field that nobody has filled in, it says so once.
/// Nothing when the notice has no text at all.
pub fn shown(notice: &Notice, language: &Language) -> Option<Shown> {
    let text = notice.text_in(language)?;
    let mut blocks: Vec<NoticeBlock> = Vec::new();
    for block in &text.blocks {
        let named = || named_in(&block.text).filter_map(|id| notice.fields.iter().find(|field| field.id == id));
        let next = match named().find(|field| !field.is_filled()) {
            Some(unfilled) => {
                NoticeBlock { kind: BlockKind::Paragraph, text: unfilled.missing.in_language(&text.language).to_owned() }
            }
            None => NoticeBlock { kind: block.kind, text: filled(&block.text, named(), &text.language) },
        };
        // “Write to us: …” may stand at several places, and its absence is said once.
        if !blocks.contains(&next) || named().all(NoticeField::is_filled) {
            blocks.push(next);
        }
    }
    Some(Shown { language: text.language.clone(), title: text.title.clone(), blocks })
}

fn filled<'a>(text: &str, fields: impl Iterator<Item = &'a NoticeField>, language: &Language) -> String {
    let mut rest = text;
    let mut written = String::new();
    for field in fields {
        // The fields come in the order of the text, so what was filled in is never searched for braces.
        let braces = format!("{{{}}}", field.id);
        if let Some((before, after)) = rest.split_once(&braces) {
            written.push_str(before);
            written.push_str(field.value.in_language(language));
            rest = after;
        }
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn notice() -> Notice {
        serde_json::from_value(json!({
            "fields": [
                {"id": "who", "label": "Who", "value": {"en": "The {contact} club", "ur": "کلب"}, "missing": {"en": "Not named."}},
                {"id": "contact", "label": "Contact", "missing": {"en": "No contact yet.", "en-x-easy": "No number yet."}}
            ],
            "texts": [
                {"language": "en", "title": "Privacy", "blocks": [
                    {"kind": "heading", "text": "Who"}, {"kind": "paragraph", "text": "{who} asks. {who} reads {nothing}."},
                    {"kind": "heading", "text": "Call {contact}"}, {"kind": "paragraph", "text": "Write to {contact}."}]},
                {"language": "en-x-easy", "title": "Easy", "blocks": [{"kind": "paragraph", "text": "{who}: {contact}"}]},
                {"language": "ur", "title": "اردو", "blocks": [{"kind": "paragraph", "text": "{who}"}]}
            ]
        }))
        .unwrap()
    }

    fn lines(language: &str) -> Vec<String> {
        shown(&notice(), &language.parse().unwrap()).unwrap().blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn fields_are_filled_in_and_never_read_again() {
        assert_eq!(lines("en")[1], "The {contact} club asks. The {contact} club reads {nothing}.");
        assert_eq!(lines("ur"), ["کلب"]);
    }

    #[test]
    fn what_is_not_filled_in_is_said_once_and_leaves_no_gap() {
        assert_eq!(lines("en")[2..], ["No contact yet."]);
        assert_eq!(lines("en-x-easy"), ["No number yet."]);
    }
}
