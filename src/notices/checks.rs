//! What must be right about a notice before it is stored, and before it is published.

use std::collections::BTreeSet;

use crate::model::{Fault, Notice, NoticeField, NoticeText, Text, Title, clean, clean_line, named_in};

/// Characters allowed in a paragraph.
const PARAGRAPH: usize = 2_000;
/// Characters allowed in what is filled in.
const VALUE: usize = 500;
/// Headings and paragraphs allowed in a text.
const BLOCKS: usize = 200;
/// Fields and texts allowed in a notice.
const PARTS: usize = 40;

/// The notice with its texts cleaned, or what is wrong with it.
pub(super) fn checked(mut notice: Notice) -> Result<Notice, Vec<Fault>> {
    let mut faults = Vec::new();
    if notice.texts.is_empty() {
        faults.push(Fault::new("texts", "a notice needs a text in at least one language"));
    }
    for (list, length, limit) in [("texts", notice.texts.len(), PARTS), ("fields", notice.fields.len(), PARTS)] {
        if length > limit {
            faults.push(Fault::new(list, format!("these are {length}; at most {limit} are allowed")));
        }
    }
    let mut ids = BTreeSet::new();
    for (place, field) in notice.fields.iter_mut().enumerate() {
        let name = format!("fields[{place}]");
        if !is_id(&field.id) {
            faults.push(Fault::new(format!("{name}.id"), "an id is 1 to 40 small letters and underscores"));
        } else if !ids.insert(field.id.clone()) {
            faults.push(Fault::new(format!("{name}.id"), format!("another field is called “{}”", field.id)));
        }
        check_field(field, &name, &mut faults);
    }
    let mut languages = BTreeSet::new();
    for (place, text) in notice.texts.iter_mut().enumerate() {
        let name = format!("texts[{place}]");
        if !languages.insert(text.language.clone()) {
            faults.push(Fault::new(format!("{name}.language"), format!("there is another text in {}", text.language)));
        }
        check_text(text, &name, &ids, &mut faults);
    }
    if faults.is_empty() { Ok(notice) } else { Err(faults) }
}

/// Whether every field that the texts use is filled in.
pub(super) fn is_complete(notice: &Notice) -> Result<(), Vec<Fault>> {
    let unfilled = notice.unfilled();
    let places = notice.fields.iter().enumerate().filter(|(_, field)| unfilled.contains(&field.id.as_str()));
    let faults: Vec<Fault> = places
        .map(|(place, field)| {
            let message = format!("fill in “{}” first, or take {{{}}} out of the texts", field.label, field.id);
            Fault::new(format!("fields[{place}].value"), message)
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn is_id(id: &str) -> bool {
    (1..=40).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn check_field(field: &mut NoticeField, name: &str, faults: &mut Vec<Fault>) {
    let mut line = |part: &str, text: &mut String, limit| match clean_line(text, limit) {
        Ok(cleaned) => *text = cleaned,
        Err(error) => faults.push(Fault::new(format!("{name}.{part}"), error)),
    };
    line("label", &mut field.label, Title::LIMIT);
    line("hint", &mut field.hint, VALUE);
    for (part, text) in [("value", &mut field.value), ("missing", &mut field.missing)] {
        let Text(by_language) = text;
        for (language, words) in by_language.iter_mut() {
            line(&format!("{part}.{language}"), words, VALUE);
        }
        by_language.retain(|_, words| !words.is_empty());
    }
    if field.missing.0.is_empty() {
        let message = "say what is shown until this field is filled in";
        faults.push(Fault::new(format!("{name}.missing"), message));
    }
}

fn check_text(text: &mut NoticeText, name: &str, ids: &BTreeSet<String>, faults: &mut Vec<Fault>) {
    match clean_line(&text.title, Title::LIMIT) {
        Ok(title) if title.is_empty() => faults.push(Fault::new(format!("{name}.title"), "write a title")),
        Ok(title) => text.title = title,
        Err(error) => faults.push(Fault::new(format!("{name}.title"), error)),
    }
    if text.blocks.is_empty() || text.blocks.len() > BLOCKS {
        let message = format!("write 1 to {BLOCKS} headings and paragraphs");
        faults.push(Fault::new(format!("{name}.blocks"), message));
    }
    for (place, block) in text.blocks.iter_mut().enumerate() {
        let field = format!("{name}.blocks[{place}].text");
        match clean(&block.text, PARAGRAPH) {
            Ok(words) if words.is_empty() => faults.push(Fault::new(field, "write a few words, or remove this part")),
            Ok(words) => {
                if let Some(unknown) = named_in(&words).find(|id| !ids.contains(*id)) {
                    let message = format!("there is no field “{}” to fill in here", unknown.escape_debug());
                    faults.push(Fault::new(field, message));
                }
                block.text = words;
            }
            Err(error) => faults.push(Fault::new(field, error)),
        }
    }
}
