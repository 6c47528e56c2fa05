//! The notices that ship with the service: in plain English, in easy read, and for children. Who runs the service fills in
//! their fields.

use crate::model::{Notice, NoticeKind};

const PRIVACY: &str = include_str!("shipped/privacy.json");
const ACCESSIBILITY: &str = include_str!("shipped/accessibility.json");

/// The first version of a notice.
///
/// # Errors
/// None in practice: a test reads both.
pub(super) fn notice(kind: NoticeKind) -> Result<Notice, serde_json::Error> {
    serde_json::from_str(match kind {
        NoticeKind::Privacy => PRIVACY,
        NoticeKind::Accessibility => ACCESSIBILITY,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::{checks, shown};

    #[test]
    fn the_shipped_notices_are_sound_and_say_what_is_to_be_filled_in() {
        for (kind, fields) in [
            (
                NoticeKind::Privacy,
                vec!["controller", "contact", "data_protection_officer", "lawful_basis", "readers", "retention", "backups"],
            ),
            (NoticeKind::Accessibility, vec!["controller", "contact", "reply_within", "tested"]),
        ] {
            let notice = notice(kind).unwrap();
            let sound = checks::checked(notice.clone()).map_err(|faults| crate::model::faults_in_words(&faults)).unwrap();
            assert_eq!(sound, notice, "{kind}: nothing has to be cleaned");
            assert_eq!(notice.unfilled(), fields, "{kind}");
            assert_eq!(checks::is_complete(&notice).unwrap_err().len(), fields.len());
        }
    }

    #[test]
    fn every_wording_uses_the_fields_and_says_in_its_own_words_what_is_missing() {
        for kind in NoticeKind::ALL {
            let notice = notice(kind).unwrap();
            let languages: Vec<&str> = notice.texts.iter().map(|text| text.language.as_str()).collect();
            assert_eq!(languages, ["en", "en-x-easy", "en-x-child"]);
            for text in &notice.texts {
                for field in &notice.fields {
                    assert!(field.missing.has(&text.language), "{kind}: {} in {}", field.id, text.language);
                }
                let shown = shown(&notice, &text.language).unwrap();
                assert_eq!(shown.language, text.language);
                assert!(shown.blocks.iter().all(|block| !block.text.contains(['{', '}'])), "{kind} in {}", text.language);
            }
        }
    }

    #[test]
    fn the_privacy_notice_says_how_to_complain_and_where_to_get_help_in_every_wording() {
        for text in notice(NoticeKind::Privacy).unwrap().texts {
            let all: String = text.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
            for said in ["0303 123 1113", "999", "0800 1111", "receipt", "{controller}", "{contact}", "{retention}"] {
                assert!(all.contains(said), "{said} in {}", text.language);
            }
        }
    }
}
