//! Reads JSON that people and programs send, and says in a true sentence what is wrong with it.
//!
//! The parser's own errors name the wrong cause in some cases: half of a character, or an object with one key too many, is reported
//! as a list that does not end. And the parser takes the last of two equal keys, so that one of two answers would be lost.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::Fault;

/// Why a text could not be read as JSON of a certain form.
#[derive(Clone, Debug, PartialEq)]
pub enum WrongJson {
    /// It is not JSON.
    Malformed {
        /// What is wrong, and what would be right.
        message: String,
        /// The line, counted from 1.
        line: usize,
        /// The column, in bytes and counted from 1.
        column: usize,
    },
    /// It is JSON, and one part of it is wrong.
    Faulty(Fault),
}

impl fmt::Display for WrongJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed { message, line, column } => write!(f, "{message} (line {line}, column {column})"),
            Self::Faulty(fault) => fault.fmt(f),
        }
    }
}

/// Reads JSON. Ignores a byte order mark before it, and refuses an object that has the same key twice, at any depth.
///
/// # Errors
/// [`WrongJson`].
pub fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, WrongJson> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        // A key that cannot be read is a question mark; the object that has it is named.
        let path = path.strip_suffix('?').map_or(path.as_str(), |object| object.trim_end_matches('.'));
        wrong(text, error.inner(), if path == "." { "" } else { path })
    })?;
    reader.end().map_err(|error| malformed(text, &error))?;
    match repeated_key(text) {
        Some(fault) => Err(WrongJson::Faulty(fault)),
        None => Ok(value),
    }
}

fn wrong(text: &str, error: &serde_json::Error, path: &str) -> WrongJson {
    let words = plain(error);
    let faulty = |message: &str| WrongJson::Faulty(Fault::new(path, message));
    if words.starts_with("number out of range") {
        return faulty("the number is too large");
    }
    if error.classify() == Category::Data {
        let twice = words.starts_with("duplicate field") || words == TWICE;
        return match repeated_key(text).filter(|_| twice) {
            Some(fault) => WrongJson::Faulty(fault),
            None => faulty(&words),
        };
    }
    let halved = words.starts_with("lone leading surrogate") || words.starts_with("unexpected end of hex escape");
    if let Some(half) = lone_surrogate(text).filter(|_| halved) {
        return faulty(&format!("“{half}” is only half of a character; send the whole character, or leave it out"));
    }
    // The parser reports some valid JSON of the wrong form as a syntax error.
    if error.classify() != Category::Syntax || serde_json::from_str::<IgnoredAny>(text).is_err() {
        return malformed(text, error);
    }
    if words.starts_with("trailing characters") {
        return faulty("the list has too many items");
    }
    if words.starts_with("recursion limit exceeded") {
        return faulty("this is nested too deeply; use fewer levels");
    }
    faulty("this cannot be read; an object here has one key too many, or a value of the wrong kind")
}

/// The message of the parser without line and column, and without names of types.
fn plain(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    let Some((before, expected)) = words.rsplit_once("expected ") else { return words.to_owned() };
    let expected = match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "u64" | "usize" => "a whole number that is not negative",
        "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        other if other.starts_with("struct ") => "an object",
        other => other,
    };
    format!("{before}expected {expected}")
}

fn malformed(text: &str, error: &serde_json::Error) -> WrongJson {
    let words = plain(error);
    let (line, column) = (error.line(), error.column());
    let known = [
        (
            "control character",
            "a text has a line break, a tab or another control character in it; write it as an escape, such as \\n",
        ),
        ("trailing comma", "there is a comma after the last item; remove it"),
        ("trailing characters", "there is more text after the JSON value; remove it"),
        ("EOF while", "it ends too early: a bracket or a quotation mark is not closed"),
        ("invalid number", "a number is not written as JSON has it, such as 0.5 or -3"),
        ("invalid escape", "a text has a backslash that begins no escape of JSON; write \\\\ for a backslash"),
        ("key must be a string", "a key is not in double quotes"),
        ("expected `\"`", "a key is not in double quotes"),
    ];
    let known = || known.iter().find(|(start, _)| words.starts_with(start)).map(|(_, sentence)| *sentence);
    let message = if text.trim().is_empty() { Some("it is empty") } else { known() };
    let message = message.map(str::to_owned).unwrap_or_else(|| match word_at(text, line, column) {
        Some(word) if words.starts_with("expected value") || words.starts_with("expected ident") => {
            format!(
                "“{word}” is no JSON value; write a number, a text in double quotes, true, false, null, a list or an object"
            )
        }
        _ => words,
    });
    WrongJson::Malformed { message, line, column }
}

/// The word or sign around a place, as far as it is plain.
fn word_at(text: &str, line: usize, column: usize) -> Option<String> {
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let place = column.checked_sub(1)?.min(line.len());
    let part_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
    let bytes = line.as_bytes();
    let start = place - bytes[..place].iter().rev().take_while(|byte| part_of_word(byte)).count();
    let word: Vec<u8> = bytes[start..].iter().copied().take_while(part_of_word).take(20).collect();
    if word.is_empty() {
        let sign = line.get(start..)?.chars().next()?;
        return (!sign.is_control()).then(|| sign.to_string());
    }
    String::from_utf8(word).ok()
}

/// The first `\u` escape of a surrogate without the other half.
fn lone_surrogate(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let unit = |place: usize| -> Option<u16> {
        let digits = text.get(place..place + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut place = 0;
    while place < bytes.len() {
        if bytes[place] != b'\\' {
            place += 1;
            continue;
        }
        match unit(place) {
            Some(0xD800..=0xDBFF) if matches!(unit(place + 6), Some(0xDC00..=0xDFFF)) => place += 12,
            Some(0xD800..=0xDFFF) => return text.get(place..place + 6).map(str::to_owned),
            _ => place += 2,
        }
    }
    None
}

const TWICE: &str = "a key is there twice";

/// The first key that an object has twice.
fn repeated_key(text: &str) -> Option<Fault> {
    let (path, found) = (RefCell::new(Vec::new()), RefCell::new(None));
    let keys = Keys { path: &path, found: &found };
    // An error without a key was reported before.
    let _ = keys.deserialize(&mut serde_json::Deserializer::from_str(text));
    let field = found.into_inner()?;
    Some(Fault::new(field, "this is given twice; send it once, because only one of the two could be kept"))
}

/// Visits every object, and stops at the first key that one has twice.
#[derive(Clone, Copy)]
struct Keys<'a> {
    path: &'a RefCell<Vec<String>>,
    found: &'a RefCell<Option<String>>,
}

impl Keys<'_> {
    fn within<R>(&self, step: String, visit: impl FnOnce() -> R) -> R {
        self.path.borrow_mut().push(step);
        let result = visit();
        self.path.borrow_mut().pop();
        result
    }

    /// The path to a key of the object that is being visited.
    fn path_to(&self, key: &str) -> String {
        let mut path = String::new();
        for step in self.path.borrow().iter().map(String::as_str).chain([key]) {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }
}

impl<'de> DeserializeSeed<'de> for Keys<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Keys<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut place = 0;
        while self.within(format!("[{place}]"), || items.next_element_seed(self))?.is_some() {
            place += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if seen.contains(&key) {
                *self.found.borrow_mut() = Some(self.path_to(&key));
                return Err(A::Error::custom(TWICE));
            }
            self.within(key.clone(), || entries.next_value_seed(self))?;
            seen.insert(key);
        }
        Ok(())
    }
}

/// A map that is refused when it has a key twice.
struct Unique<V>(BTreeMap<String, V>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Unique<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries<V>(std::marker::PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = Unique<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Unique<V>, A::Error> {
                let mut map = BTreeMap::new();
                while let Some((key, value)) = entries.next_entry::<String, V>()? {
                    if map.insert(key, value).is_some() {
                        return Err(A::Error::custom(TWICE));
                    }
                }
                Ok(Unique(map))
            }
        }

        from.deserialize_map(Entries(std::marker::PhantomData))
    }
}

/// For `#[serde(deserialize_with)]`: a map, refused when it has a key twice.
///
/// # Errors
/// An error of the format, or a key that is there twice.
pub fn unique_keys<'de, D: Deserializer<'de>, V: Deserialize<'de>>(from: D) -> Result<BTreeMap<String, V>, D::Error> {
    Unique::deserialize(from).map(|Unique(map)| map)
}

/// The same for a map that may be `null`.
///
/// # Errors
/// As [`unique_keys`].
pub fn unique_keys_or_null<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    from: D,
) -> Result<Option<BTreeMap<String, V>>, D::Error> {
    Ok(Option::<Unique<V>>::deserialize(from)?.map(|Unique(map)| map))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn said(text: &str) -> String {
        read_json::<Value>(text).unwrap_err().to_string()
    }

    #[test]
    fn a_key_that_is_there_twice_is_named_at_any_depth() {
        assert!(said(r#"{"a": 1, "b": {"c": [0, {"d": 1, "d": 1}]}}"#).starts_with("b.c[1].d: this is given twice"));
        assert!(said(r#"{"a": 1, "\u0061": 2}"#).starts_with("a: this is given twice"));
        assert!(read_json::<Value>(r#"{"a": {"c": 1}, "b": {"c": 1}, "c": [{"a": 1}, {"a": 1}]}"#).is_ok());
    }

    #[test]
    fn a_repeated_field_of_a_struct_is_named_like_any_other_key() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only read")]
        struct Small {
            text: String,
        }
        let wrong = read_json::<Vec<Small>>(r#"[{"text": "a", "text": "b"}]"#).unwrap_err();
        assert!(wrong.to_string().starts_with("[0].text: this is given twice"), "{wrong}");
    }

    #[test]
    fn half_of_a_character_is_said_to_be_that_in_values_and_keys() {
        for text in
            [r#"{"a": "x\ud800"}"#, r#"{"a": "\uDC00x"}"#, r#"{"a": "\ud800\ud800"}"#, r#"{"a\ud83d": 1}"#, r#"["\ud800\n"]"#]
        {
            assert!(said(text).contains("is only half of a character"), "{text}: {}", said(text));
        }
        assert_eq!(read_json::<String>(r#""\ud83d\ude00\\ud800""#).unwrap(), "😀\\ud800");
    }

    #[test]
    fn text_that_is_not_json_is_explained_with_its_place() {
        for (text, sentence) in [
            ("{\"a\": 1,}", "there is a comma after the last item; remove it (line 1, column 9)"),
            ("{\"a\":\n NaN}", "“NaN” is no JSON value"),
            ("[Infinity]", "“Infinity” is no JSON value"),
            ("[True]", "“True” is no JSON value"),
            ("[nan]", "“nan” is no JSON value"),
            ("[.5]", "“.5” is no JSON value"),
            ("[-Infinity]", "a number is not written as JSON has it"),
            ("[\"a\nb\"]", "a text has a line break"),
            ("[\"a\\x\"]", "a backslash that begins no escape"),
            ("{'a': 1}", "a key is not in double quotes"),
            ("{\"a\": 1", "it ends too early"),
            ("{} {}", "there is more text after the JSON value"),
            (" ", "it is empty"),
        ] {
            let said = said(text);
            assert!(said.contains(sentence), "{text}: {said}");
        }
    }

    #[test]
    fn what_is_expected_is_said_without_names_of_types() {
        #[derive(Debug, Deserialize)]
        #[expect(dead_code, reason = "only read")]
        struct Small {
            version: u32,
        }
        let said = |text: &str| read_json::<Small>(text).unwrap_err().to_string();
        assert_eq!(
            said(r#"{"version": 99999999999}"#),
            "version: invalid value: integer `99999999999`, expected a whole number from 0 to 4294967295"
        );
        assert_eq!(said("5"), "invalid type: integer `5`, expected an object");
        assert!(read_json::<Small>("\u{feff}{\"version\": 1}").is_ok(), "a byte order mark is ignored");
    }

    #[test]
    fn a_list_that_is_too_long_is_not_taken_for_anything_else() {
        assert_eq!(read_json::<[f64; 2]>("[1, 2, 3]").unwrap_err().to_string(), "the list has too many items");
        assert_eq!(read_json::<f64>("1e999").unwrap_err().to_string(), "the number is too large");
        #[derive(Debug, Deserialize, PartialEq)]
        enum One {
            A(u8),
            B(u8),
        }
        assert_eq!(read_json(r#"{"B": 1}"#), Ok(One::B(1)));
        assert_eq!(read_json(r#"{"A": 2}"#), Ok(One::A(2)));
        let wrong = read_json::<One>(r#"{"A": 1, "B": 2}"#).unwrap_err();
        assert!(wrong.to_string().contains("one key too many"), "{wrong}");
    }
}
