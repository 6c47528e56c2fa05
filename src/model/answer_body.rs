//! Answers as the API sends and receives them, in decimals.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::{Answer, Answers, InputMode, unique_keys_or_null};

/// One answer as it is sent: an object in the form of the signifier's kind, or the string `not_applicable`.
#[derive(Clone, Debug, PartialEq)]
pub enum AnswerInput {
    /// The question does not fit the story.
    NotApplicable,
    /// An answer.
    Answered(AnswerBody),
}

/// The parts of an answer; exactly one of the first four is given.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, Serialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"triad": [0.62, 0.30, 0.08], "input": "pointer"}))]
pub struct AnswerBody {
    /// Three weights that sum to 1, in the framework's corner order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub triad: Option<[f64; 3]>,
    /// From the left end (0) to the right end (1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dyad: Option<f64>,
    /// Where each stone was put, x and y from 0 to 1; leave out the stones that were not placed.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "unique_keys_or_null")]
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
                AnswerBody::deserialize(de::value::MapAccessDeserializer::new(map)).map(AnswerInput::Answered)
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl Serialize for AnswerInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotApplicable => serializer.serialize_str("not_applicable"),
            Self::Answered(given) => given.serialize(serializer),
        }
    }
}

impl utoipa::PartialSchema for AnswerInput {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
        OneOfBuilder::new()
            .description(Some("One answer, in the form of the signifier's kind, or the string `not_applicable`."))
            .item(utoipa::openapi::Ref::from_schema_name("AnswerBody"))
            .item(
                ObjectBuilder::new()
                    .title(Some("NotApplicable"))
                    .schema_type(Type::String)
                    .enum_values(Some(["not_applicable"])),
            )
            .examples([serde_json::json!({"triad": [0.62, 0.30, 0.08]}), serde_json::json!("not_applicable")])
            .into()
    }
}

impl utoipa::ToSchema for AnswerInput {
    fn schemas(schemas: &mut Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>) {
        <AnswerBody as utoipa::ToSchema>::schemas(schemas);
        schemas.push((<AnswerBody as utoipa::ToSchema>::name().into(), <AnswerBody as utoipa::PartialSchema>::schema()));
        <InputMode as utoipa::ToSchema>::schemas(schemas);
        schemas.push((<InputMode as utoipa::ToSchema>::name().into(), <InputMode as utoipa::PartialSchema>::schema()));
    }
}

impl From<(&Answer, Option<InputMode>)> for AnswerInput {
    fn from((answer, input): (&Answer, Option<InputMode>)) -> Self {
        let given = AnswerBody { input, ..AnswerBody::default() };
        Self::Answered(match answer {
            Answer::NotApplicable => return Self::NotApplicable,
            Answer::Triad(triad) => AnswerBody { triad: Some(triad.weights()), ..given },
            Answer::Dyad(position) => AnswerBody { dyad: Some(position.value()), ..given },
            Answer::Stones(stones) => {
                let places = stones.iter().map(|(id, place)| (id.clone(), [place.x.value(), place.y.value()]));
                AnswerBody { stones: Some(places.collect()), ..given }
            }
            Answer::Choice { options, write_in } => {
                AnswerBody { choice: Some(options.clone()), write_in: write_in.clone(), ..given }
            }
        })
    }
}

/// Answers for the API: in decimals, in the same form in which they are sent.
pub fn answer_bodies(answers: &Answers) -> BTreeMap<String, AnswerInput> {
    answers
        .given
        .iter()
        .map(|(id, answer)| (id.clone(), AnswerInput::from((answer, answers.inputs.get(id).copied()))))
        .collect()
}
