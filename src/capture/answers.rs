//! Checks submitted answers against their signifiers.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Answer, AnswerBody, AnswerInput, Choice, Fault, Labelled, Place, Shape, Signifier, Title, Triad, Unit, clean_line, some_of,
};

/// Checks one answer against its signifier. `None` when it answers nothing (no stone placed, no option chosen and no word
/// written): that is unanswered, not an empty answer.
///
/// # Errors
/// A [`Fault`] whose field starts with `path`.
pub fn check(signifier: &Signifier, answer: &AnswerInput, path: &str) -> Result<Option<Answer>, Fault> {
    let given = match answer {
        AnswerInput::NotApplicable if signifier.not_applicable => return Ok(Some(Answer::NotApplicable)),
        AnswerInput::NotApplicable => {
            return Err(Fault::new(path, "this question does not offer “not applicable”; leave it out instead"));
        }
        AnswerInput::Answered(given) => given,
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

fn only_of_kind(signifier: &Signifier, given: &AnswerBody, path: &str) -> Result<(), Fault> {
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

fn check_choice(choice: &Choice, given: &AnswerBody, signifier: &Signifier, path: &str) -> Result<Option<Answer>, Fault> {
    let field = format!("{path}.choice");
    let chosen: BTreeSet<&str> = given.choice.iter().flatten().map(String::as_str).collect();
    // In the framework's order, whatever the order of sending.
    let options: Vec<&Labelled> = choice.options.iter().filter(|option| chosen.contains(option.id.as_str())).collect();
    if options.len() < chosen.len() {
        let known: BTreeSet<&str> = options.iter().map(|option| option.id.as_str()).collect();
        let place = given.choice.iter().flatten().position(|id| !known.contains(id.as_str())).unwrap_or_default();
        let known = ids(&choice.options);
        return Err(Fault::new(format!("{field}[{place}]"), format!("there is no such option; the options are {known}")));
    }
    if chosen.len() > choice.max as usize {
        let (max, many) = (choice.max, chosen.len());
        return Err(Fault::new(field, format!("at most {max} may be chosen, and {many} were")));
    }
    if let Some(alone) = options.iter().find(|option| option.exclusive && options.len() > 1) {
        return Err(Fault::new(field, format!("“{}” cannot be chosen together with others", alone.id)));
    }
    let write_in = check_write_in(choice, given, signifier, path)?;
    let options: Vec<String> = options.into_iter().map(|option| option.id.clone()).collect();
    let answered = !options.is_empty() || write_in.is_some();
    Ok(answered.then_some(Answer::Choice { options, write_in }))
}

fn check_write_in(choice: &Choice, given: &AnswerBody, signifier: &Signifier, path: &str) -> Result<Option<String>, Fault> {
    let Some(words) = &given.write_in else { return Ok(None) };
    let field = format!("{path}.write_in");
    if !choice.write_in {
        return Err(Fault::new(field, format!("“{}” has no field for own words; leave `write_in` out", signifier.id)));
    }
    let words = clean_line(words, Title::LIMIT).map_err(|e| Fault::new(field, e))?;
    Ok((!words.is_empty()).then_some(words))
}

fn ids(labelled: &[Labelled]) -> String {
    some_of(&labelled.iter().map(|item| item.id.as_str()).collect::<Vec<_>>())
}
