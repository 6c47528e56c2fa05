//! Answers as people send them, and how each is checked against its signifier.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use crate::model::{Answer, Choice, Fault, InputMode, Labelled, Place, Shape, Signifier, Title, Triad, Unit, clean_line};

/// One answer as it is sent: an object in the shape of the signifier's kind, or the words `not_applicable`.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerInput {
    /// The question does not fit the story.
    NotApplicable,
    /// An answer.
    Given(Given),
}

/// The parts of an answer; exactly one of the first four is given.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"triad": [0.62, 0.30, 0.08], "input": "pointer"}))]
pub struct Given {
    /// Three weights that sum to 1, in the framework's corner order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triad: Option<[f64; 3]>,
    /// From the left end (0) to the right end (1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dyad: Option<f64>,
    /// Where each stone was put, x and y from 0 to 1; leave out the stones that were not placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stones: Option<BTreeMap<String, [f64; 2]>>,
    /// The ids of the options that were chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<Vec<String>>,
    /// The storyteller's own words beside the options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_in: Option<String>,
    /// How the answer was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<InputMode>,
}

impl<'de> Deserialize<'de> for AnswerInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = AnswerInput;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an answer such as {\"triad\": [0.6, 0.3, 0.1]}, or \"not_applicable\"")
            }

            fn visit_str<E: de::Error>(self, words: &str) -> Result<AnswerInput, E> {
                if words == "not_applicable" {
                    Ok(AnswerInput::NotApplicable)
                } else {
                    Err(E::invalid_value(de::Unexpected::Str(words), &self))
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AnswerInput, A::Error> {
                Given::deserialize(de::value::MapAccessDeserializer::new(map)).map(AnswerInput::Given)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl Serialize for AnswerInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotApplicable => serializer.serialize_str("not_applicable"),
            Self::Given(given) => given.serialize(serializer),
        }
    }
}

impl utoipa::PartialSchema for AnswerInput {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
        OneOfBuilder::new()
            .description(Some("One answer, in the shape of the signifier's kind, or the words `not_applicable`."))
            .item(<Given as utoipa::PartialSchema>::schema())
            .item(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["not_applicable"])))
            .examples([serde_json::json!({"triad": [0.62, 0.30, 0.08]}), serde_json::json!("not_applicable")])
            .into()
    }
}

impl utoipa::ToSchema for AnswerInput {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        <Given as utoipa::ToSchema>::schemas(schemas);
        <InputMode as utoipa::ToSchema>::schemas(schemas);
        schemas.push((<InputMode as utoipa::ToSchema>::name().into(), <InputMode as utoipa::PartialSchema>::schema()));
    }
}

impl From<(&Answer, Option<InputMode>)> for AnswerInput {
    fn from((answer, input): (&Answer, Option<InputMode>)) -> Self {
        let given = Given { input, ..Given::default() };
        Self::Given(match answer {
            Answer::NotApplicable => return Self::NotApplicable,
            Answer::Triad(triad) => Given { triad: Some(triad.weights()), ..given },
            Answer::Dyad(position) => Given { dyad: Some(position.value()), ..given },
            Answer::Stones(stones) => {
                let places = stones.iter().map(|(id, place)| (id.clone(), [place.x.value(), place.y.value()]));
                Given { stones: Some(places.collect()), ..given }
            }
            Answer::Choice { options, write_in } => {
                Given { choice: Some(options.clone()), write_in: write_in.clone(), ..given }
            }
        })
    }
}

/// Checks one answer against its signifier. Nothing when it turns out that nothing was answered (no stone placed, no
/// option chosen and no word written): that is unanswered, not an empty answer.
///
/// # Errors
/// A [`Fault`] whose field starts with `path`.
pub fn check(signifier: &Signifier, answer: &AnswerInput, path: &str) -> Result<Option<Answer>, Fault> {
    let given = match answer {
        AnswerInput::NotApplicable if signifier.not_applicable => return Ok(Some(Answer::NotApplicable)),
        AnswerInput::NotApplicable => {
            return Err(Fault::new(path, "this question does not offer “not applicable”; leave it out instead"));
        }
        AnswerInput::Given(given) => given,
    };
    only_of_kind(signifier, given, path)?;
    match &signifier.shape {
        Shape::Triad { .. } => {
            let weights = given.triad.ok_or_else(|| wrong_kind(signifier, path))?;
            let triad = Triad::new(weights).map_err(|e| Fault::new(format!("{path}.triad"), e))?;
            Ok(Some(Answer::Triad(triad)))
        }
        Shape::Dyad(_) => {
            let position = given.dyad.ok_or_else(|| wrong_kind(signifier, path))?;
            let position = Unit::new(position).map_err(|e| Fault::new(format!("{path}.dyad"), e))?;
            Ok(Some(Answer::Dyad(position)))
        }
        Shape::Stones { stones, .. } => {
            let places = given.stones.as_ref().ok_or_else(|| wrong_kind(signifier, path))?;
            check_stones(stones, places, path)
        }
        Shape::Choice(choice) => check_choice(choice, given, signifier, path),
    }
}

fn only_of_kind(signifier: &Signifier, given: &Given, path: &str) -> Result<(), Fault> {
    let parts = [
        ("triad", given.triad.is_some()),
        ("dyad", given.dyad.is_some()),
        ("stones", given.stones.is_some()),
        ("choice", given.choice.is_some() || given.write_in.is_some()),
    ];
    match parts.iter().find(|(kind, there)| *there && *kind != signifier.kind()) {
        Some((kind, _)) => {
            Err(Fault::new(format!("{path}.{kind}"), format!("this signifier is a {}, not a {kind}", signifier.kind())))
        }
        None => Ok(()),
    }
}

fn wrong_kind(signifier: &Signifier, path: &str) -> Fault {
    let kind = signifier.kind();
    Fault::new(format!("{path}.{kind}"), format!("this signifier is a {kind}: send {{\"{kind}\": …}}, or leave it out"))
}

fn check_stones(stones: &[Labelled], places: &BTreeMap<String, [f64; 2]>, path: &str) -> Result<Option<Answer>, Fault> {
    let mut placed = BTreeMap::new();
    for (id, [x, y]) in places {
        let field = format!("{path}.stones.{id}");
        if !stones.iter().any(|stone| &stone.id == id) {
            return Err(Fault::new(field, format!("there is no such stone; the stones are {}", ids(stones))));
        }
        let x = Unit::new(*x).map_err(|e| Fault::new(format!("{field}[0]"), e))?;
        let y = Unit::new(*y).map_err(|e| Fault::new(format!("{field}[1]"), e))?;
        placed.insert(id.clone(), Place { x, y });
    }
    Ok((!placed.is_empty()).then_some(Answer::Stones(placed)))
}

fn check_choice(choice: &Choice, given: &Given, signifier: &Signifier, path: &str) -> Result<Option<Answer>, Fault> {
    let field = format!("{path}.choice");
    let chosen: BTreeSet<&str> = given.choice.iter().flatten().map(String::as_str).collect();
    for (place, id) in given.choice.iter().flatten().enumerate() {
        if !choice.options.iter().any(|option| &option.id == id) {
            let known = ids(&choice.options);
            return Err(Fault::new(format!("{field}[{place}]"), format!("there is no such option; the options are {known}")));
        }
    }
    if chosen.len() > choice.max as usize {
        let (max, many) = (choice.max, chosen.len());
        return Err(Fault::new(field, format!("at most {max} may be chosen, and {many} were")));
    }
    // Kept in the framework's order, whatever the order of sending.
    let options: Vec<&Labelled> = choice.options.iter().filter(|option| chosen.contains(option.id.as_str())).collect();
    if let Some(alone) = options.iter().find(|option| option.exclusive && options.len() > 1) {
        return Err(Fault::new(field, format!("“{}” cannot be chosen together with others", alone.id)));
    }
    let write_in = check_write_in(choice, given, signifier, path)?;
    let options: Vec<String> = options.into_iter().map(|option| option.id.clone()).collect();
    let answered = !options.is_empty() || write_in.is_some();
    Ok(answered.then_some(Answer::Choice { options, write_in }))
}

fn check_write_in(choice: &Choice, given: &Given, signifier: &Signifier, path: &str) -> Result<Option<String>, Fault> {
    let Some(words) = &given.write_in else { return Ok(None) };
    let field = format!("{path}.write_in");
    if !choice.write_in {
        return Err(Fault::new(field, format!("“{}” takes no words of one's own", signifier.id)));
    }
    let words = clean_line(words, Title::LIMIT).map_err(|e| Fault::new(field, e))?;
    Ok((!words.is_empty()).then_some(words))
}

fn ids(labelled: &[Labelled]) -> String {
    labelled.iter().map(|item| item.id.as_str()).collect::<Vec<_>>().join(", ")
}
