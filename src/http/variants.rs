//! Gives every variant of a union a schema with a name, so that generated clients have a type for each.
//!
//! The derived schemas describe a variant inside its union, and an object that a union extends as “all of” both. Several
//! generators of clients skip such schemas, and every operation that needs them.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::schema::{AllOf, Discriminator, Object, OneOf, Schema};
use utoipa::openapi::{Ref, RefOr};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// Moves every variant of a union to a schema of its own, and lets the union refer to it. Its name is its tag and the name of
/// the union, as in `TriadSignifier`. A union whose variants all have the same field for the tag says so as its discriminator.
pub fn name_variants(schemas: &mut Schemas) {
    extend_variants(schemas);
    let names: Vec<String> = schemas.keys().cloned().collect();
    for name in names {
        let Some(RefOr::T(Schema::OneOf(union))) = schemas.get(&name) else { continue };
        let mut union = union.clone();
        let tags: Vec<Option<Tag>> = union.items.iter().map(tag_of).collect();
        for (variant, tag) in union.items.iter_mut().zip(&tags) {
            let Some(tag) = tag else { continue };
            let named = format!("{}{name}", pascal_case(&tag.word));
            let moved = std::mem::replace(variant, RefOr::Ref(Ref::from_schema_name(&named)));
            add(schemas, named, moved);
        }
        union.discriminator = discriminator(&tags, &union.items);
        schemas.insert(name, RefOr::T(Schema::OneOf(union)));
    }
}

/// Turns each object that is extended by a union into a union of extended objects. The union that extended it is used nowhere
/// else, and is removed.
fn extend_variants(schemas: &mut Schemas) {
    let names: Vec<String> = schemas.keys().cloned().collect();
    for name in names {
        let Some(RefOr::T(Schema::AllOf(object))) = schemas.get(&name) else { continue };
        let found = object.items.iter().enumerate().find_map(|(place, part)| match schemas.get(referred(part)?)? {
            RefOr::T(Schema::OneOf(union)) => Some((place, referred(part)?.to_owned(), union.items.clone())),
            _ => None,
        });
        let Some((place, extending, variants)) = found else { continue };
        let mut object = object.clone();
        object.items.remove(place);
        let items = variants.into_iter().map(|variant| extended(variant, &object.items)).collect();
        let union = OneOf { items, description: object.description, example: object.example, ..OneOf::default() };
        schemas.insert(name, RefOr::T(Schema::OneOf(union)));
        schemas.remove(&extending);
    }
}

/// A variant with further parts.
fn extended(variant: RefOr<Schema>, further: &[RefOr<Schema>]) -> RefOr<Schema> {
    let mut whole = match variant {
        RefOr::T(Schema::AllOf(whole)) => whole,
        RefOr::T(Schema::Object(mut alone)) => {
            let description = alone.description.take();
            AllOf { items: vec![RefOr::T(Schema::Object(alone))], description, ..AllOf::default() }
        }
        other => AllOf { items: vec![other], ..AllOf::default() },
    };
    whole.items.extend_from_slice(further);
    RefOr::T(Schema::AllOf(whole))
}

/// Adds a variant. If it consists of the schema of this name and a tag, that schema gets the tag.
fn add(schemas: &mut Schemas, name: String, variant: RefOr<Schema>) {
    if let RefOr::T(Schema::AllOf(whole)) = &variant
        && whole.items.iter().any(|part| referred(part) == Some(name.as_str()))
        && let Some(RefOr::T(Schema::Object(own))) = schemas.get_mut(&name)
    {
        for tag in whole.items.iter().filter_map(object) {
            own.required.extend(tag.required.iter().cloned());
            own.properties.extend(tag.properties.clone());
        }
        return;
    }
    debug_assert!(!schemas.contains_key(&name), "{name} is already the name of another schema");
    schemas.insert(name, variant);
}

/// What tells a variant from the others: a field that holds one word only, or the only field that it has.
struct Tag {
    field: Option<String>,
    word: String,
}

fn tag_of(variant: &RefOr<Schema>) -> Option<Tag> {
    let parts = match variant {
        RefOr::T(Schema::AllOf(whole)) => whole.items.as_slice(),
        alone => std::slice::from_ref(alone),
    };
    let by_field = parts.iter().filter_map(object).find_map(|part| {
        let mut fields = part.properties.iter().filter(|(field, _)| part.required.contains(field));
        fields.find_map(|(field, schema)| Some(Tag { field: Some(field.clone()), word: only_word(schema)? }))
    });
    by_field.or_else(|| match object(variant)?.required.as_slice() {
        [only] if object(variant)?.properties.len() == 1 => Some(Tag { field: None, word: only.clone() }),
        _ => None,
    })
}

/// The word, if a schema allows only one.
fn only_word(schema: &RefOr<Schema>) -> Option<String> {
    match object(schema)?.enum_values.as_deref()? {
        [Value::String(word)] => Some(word.clone()),
        _ => None,
    }
}

fn discriminator(tags: &[Option<Tag>], variants: &[RefOr<Schema>]) -> Option<Discriminator> {
    let field = tags.first()?.as_ref()?.field.as_ref()?;
    let mut discriminator = Discriminator::new(field);
    for (tag, variant) in tags.iter().zip(variants) {
        let tag = tag.as_ref().filter(|tag| tag.field.as_ref() == Some(field))?;
        let RefOr::Ref(reference) = variant else { return None };
        discriminator.mapping.insert(tag.word.clone(), reference.ref_location.clone());
    }
    Some(discriminator)
}

fn object(schema: &RefOr<Schema>) -> Option<&Object> {
    match schema {
        RefOr::T(Schema::Object(object)) => Some(object),
        _ => None,
    }
}

/// The name of the schema that is referred to.
fn referred(part: &RefOr<Schema>) -> Option<&str> {
    match part {
        RefOr::Ref(reference) => reference.ref_location.rsplit('/').next(),
        RefOr::T(_) => None,
    }
}

/// `zone_share` as `ZoneShare`.
fn pascal_case(words: &str) -> String {
    let mut written = String::new();
    for word in words.split('_') {
        let mut letters = word.chars();
        written.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        written.push_str(letters.as_str());
    }
    written
}
