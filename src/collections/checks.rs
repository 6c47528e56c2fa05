//! What must be right about a collection before it is stored.

use super::error::CollectionError;
use super::wanted::WantedCollection;
use crate::frameworks::FrameworkRegistry;
use crate::model::{Day, Fault, Framework, JoinCode, Title, clean_line};
use crate::store::Collection;

/// How many signifiers a person answers who takes a turn at a shared tablet.
const KIOSK: std::ops::RangeInclusive<usize> = 3..=5;

/// The collection that is wanted, with a new join code. What stays as it was `before` is not checked again: the framework may
/// have changed since.
pub(super) fn checked(
    registry: &FrameworkRegistry,
    wanted: WantedCollection,
    before: Option<&Collection>,
) -> Result<Collection, CollectionError> {
    let mut faults = Vec::new();
    let mut line = |field: &str, text: &str| match clean_line(text, Title::LIMIT) {
        Ok(text) if text.is_empty() => {
            faults.push(Fault::new(field, "write a few words, or leave it out"));
            text
        }
        Ok(text) => text,
        Err(error) => {
            faults.push(Fault::new(field, error));
            String::new()
        }
    };
    let name = line("name", &wanted.name);
    let round = wanted.round.as_deref().map(|round| line("round", round));
    let place = wanted.place.as_deref().map(|place| line("place", place));
    let partner = wanted.partner.as_deref().map(|partner| line("partner", partner));
    let same_framework = before.is_some_and(|before| before.framework == wanted.framework);
    match registry.newest_of(&wanted.framework) {
        Some(framework) => faults.extend(not_in(&framework, &wanted, before.filter(|_| same_framework))),
        None if same_framework => {}
        None => faults.push(Fault::new("framework", format!("there is no published framework “{}”", wanted.framework))),
    }
    faults.extend(too_few_or_many(&wanted, before));
    if let (Some(opens), Some(closes)) = (wanted.opens, wanted.closes)
        && closes < opens
    {
        faults.push(Fault::new("closes", "the last day lies before the first"));
    }
    if !faults.is_empty() {
        return Err(CollectionError::Faulty(faults));
    }
    let WantedCollection { framework, opens, closes, audiences, signifiers, kiosk, wording, language, .. } = wanted;
    Ok(Collection {
        join_code: JoinCode::from_random(rand::random()).into_inner(),
        closed: false,
        name,
        framework,
        round,
        opens: opens.map(Day::into),
        closes: closes.map(Day::into),
        place,
        partner,
        audiences,
        signifiers,
        kiosk,
        wording,
        language,
    })
}

/// The collection after an edit, or what cannot change.
pub(super) fn changed(before: &Collection, stories: i64, wanted: &Collection) -> Result<Collection, Vec<Fault>> {
    let mut faults = Vec::new();
    let fixed = [
        ("framework", before.framework != wanted.framework),
        ("audiences", before.audiences != wanted.audiences),
        ("signifiers", before.signifiers != wanted.signifiers),
    ];
    for (field, changes) in fixed {
        if changes && stories > 0 {
            let message = "this collection has stories, so this can no longer change; make another collection instead";
            faults.push(Fault::new(field, message));
        }
    }
    if before.closed && before.closes != wanted.closes {
        faults.push(Fault::new("closes", "this collection was closed on that day; open it again to give it another last day"));
    }
    if faults.is_empty() {
        Ok(Collection { join_code: before.join_code.clone(), closed: before.closed, ..wanted.clone() })
    } else {
        Err(faults)
    }
}

fn too_few_or_many(wanted: &WantedCollection, before: Option<&Collection>) -> Option<Fault> {
    let asked = wanted.signifiers.len();
    let as_before = before.is_some_and(|before| before.kiosk && before.signifiers == wanted.signifiers);
    (wanted.kiosk && !as_before && !KIOSK.contains(&asked)).then(|| {
        let message = format!("at a shared tablet 3 to 5 questions are asked; choose that many (this names {asked})");
        Fault::new("signifiers", message)
    })
}

/// What a collection names that its framework does not have, or names twice.
fn not_in(framework: &Framework, wanted: &WantedCollection, before: Option<&Collection>) -> Vec<Fault> {
    let signifiers: Vec<&str> = framework.signifiers.iter().map(|signifier| signifier.id.as_str()).collect();
    let audiences: Vec<&str> = framework.audiences.iter().map(String::as_str).collect();
    let mut faults = Vec::new();
    let lists = [
        ("audiences", "audience", &wanted.audiences, audiences, before.map(|before| &before.audiences)),
        ("signifiers", "signifier", &wanted.signifiers, signifiers, before.map(|before| &before.signifiers)),
    ];
    for (list, what, named, known, before) in lists {
        if before == Some(named) {
            continue;
        }
        for (place, id) in named.iter().enumerate() {
            let field = format!("{list}[{place}]");
            if !known.contains(&id.as_str()) {
                faults.push(Fault::new(field, none_such(framework, what, id, &known)));
            } else if named[..place].contains(id) {
                faults.push(Fault::new(field, format!("“{id}” stands there twice")));
            }
        }
    }
    faults.extend(not_worded(framework, wanted, before));
    faults
}

/// A wording or a language that the framework does not have.
fn not_worded(framework: &Framework, wanted: &WantedCollection, before: Option<&Collection>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut wordings: Vec<&str> = framework.languages.iter().filter_map(|language| language.variant()).collect();
    wordings.sort_unstable();
    wordings.dedup();
    if let Some(wording) = wanted.wording.as_deref()
        && before.is_none_or(|before| before.wording != wanted.wording)
        && !wordings.contains(&wording)
    {
        faults.push(Fault::new("wording", none_such(framework, "wording", wording, &wordings)));
    }
    let languages: Vec<&str> =
        framework.languages.iter().filter(|own| own.variant().is_none()).map(|own| own.as_str()).collect();
    if let Some(language) = wanted.language.as_ref().map(|language| language.as_str())
        && before.is_none_or(|before| before.language != wanted.language)
        && !languages.contains(&language)
    {
        faults.push(Fault::new("language", none_such(framework, "language", language, &languages)));
    }
    faults
}

fn none_such(framework: &Framework, what: &str, named: &str, known: &[&str]) -> String {
    let slug = &framework.slug;
    let choices = if known.is_empty() { "leave it out".to_owned() } else { format!("choose from {}", known.join(", ")) };
    format!("“{slug}” has no {what} “{}”; {choices}", named.escape_debug())
}
