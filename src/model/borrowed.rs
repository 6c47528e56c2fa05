//! Text that is read without being copied.

use std::borrow::{Borrow, Cow};
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A text that borrows from its source; it is copied only if it contains escapes there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Borrowed<'a>(Cow<'a, str>);

impl Borrow<str> for Borrowed<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Borrowed<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Borrowed<'de>;

            fn expecting(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
                form.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Borrowed(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Borrowed(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_plain_text_is_not_copied_and_escapes_are_decoded() {
        let texts = r#"{"plain": ["as it stands", "a \"quoted\" one", "\u00e9t\u00e9"]}"#;
        let read: BTreeMap<Borrowed<'_>, Vec<Borrowed<'_>>> = serde_json::from_str(texts).unwrap();
        let found: Vec<&str> = read["plain"].iter().map(Borrow::borrow).collect();
        assert_eq!(found, ["as it stands", "a \"quoted\" one", "été"]);
        assert!(texts.as_bytes().as_ptr_range().contains(&found[0].as_ptr()));
        assert!(serde_json::from_str::<Borrowed<'_>>("7").is_err());
    }
}
