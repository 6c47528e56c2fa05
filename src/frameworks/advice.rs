//! Advice to the author of a framework, in friendly sentences. Advice does not prevent a framework from being published.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use super::reading::reading_ages;
use super::texts::SEARCHED_OPTIONS;
use crate::model::{AUDIENCE, About, Ask, Choice, Fault, Framework, Labelled, Language, Shape, Signifier, Text};

/// With fewer signifiers about it, a story shows little of what it means.
const FEWEST: usize = 3;
/// So many core questions people answer with care.
const MOST_CORE: usize = 9;
/// The longest question, in words, that people can take in at once.
const QUESTION: usize = 20;
/// The same for a prompt, which first sets a scene.
const PROMPT: usize = 35;

/// Advice on a framework. Each piece names the field that it is about.
pub fn advice(framework: &Framework) -> Vec<Fault> {
    let mut said = Vec::new();
    if !framework.machine_drafts.is_empty() {
        let message = format!(
            "nobody has checked {} yet; ask somebody who speaks the language before you publish",
            listed(framework.machine_drafts.iter())
        );
        said.push(Fault::new("machine_drafts", message));
    }
    said.extend(how_many_are_asked(framework));
    for (place, prompt) in framework.prompts.iter().enumerate() {
        said.extend(length(framework, &format!("prompts[{place}].text"), &prompt.text, PROMPT));
    }
    for (place, signifier) in framework.signifiers.iter().enumerate() {
        let field = format!("signifiers[{place}]");
        said.extend(length(framework, &format!("{field}.question"), &signifier.question, QUESTION));
        said.extend(on_signifier(framework, &field, signifier));
    }
    said.extend(reading(framework));
    said
}

/// The intended reading age of a wording: 9 for children and in easy read, 13 in plain words.
pub fn target_age(language: &Language) -> f64 {
    match language.variant() {
        Some("child" | "easy") => 9.0,
        _ => 13.0,
    }
}

fn how_many_are_asked(framework: &Framework) -> Vec<Fault> {
    let audiences: Vec<Option<&String>> =
        if framework.audiences.is_empty() { vec![None] } else { framework.audiences.iter().map(Some).collect() };
    let mut by_count: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for audience in audiences {
        let whom = audience.map_or("everyone", String::as_str);
        by_count.entry(counted(framework, audience.map(String::as_str))).or_default().push(whom);
    }
    let message = |core: usize, about_the_story: usize, whom: &[&str]| {
        let whom = whom.join(", ");
        if core > MOST_CORE {
            let advice = format!("people answer up to {MOST_CORE} with care; mark the others as “more”");
            Some(format!("{whom}: {core} core questions are too many for one story; {advice}"))
        } else if about_the_story < FEWEST {
            let advice = format!("ask at least {FEWEST}");
            Some(format!("{whom}: {about_the_story} questions about a story show little of what it means; {advice}"))
        } else {
            None
        }
    };
    let said = by_count.into_iter().filter_map(|((core, about), whom)| message(core, about, &whom));
    said.map(|message| Fault::new("signifiers", message)).collect()
}

/// How many core questions an audience is asked beside the one that asks who it is, and how many questions about the story.
fn counted(framework: &Framework, audience: Option<&str>) -> (usize, usize) {
    let (mut core, mut about) = (0, 0);
    for signifier in framework.signifiers.iter().filter(|signifier| signifier.id != AUDIENCE) {
        let prompt = signifier.prompts.first().map_or("", String::as_str);
        let Some(ask) = signifier.asked_of(audience, &framework.audiences, prompt) else { continue };
        core += usize::from(ask == Ask::Core);
        about += usize::from(about_the_story(signifier));
    }
    (core, about)
}

/// Whether a signifier is about the story. A choice about the storyteller does not count.
fn about_the_story(signifier: &Signifier) -> bool {
    !matches!(&signifier.shape, Shape::Choice(choice) if choice.about == About::Storyteller)
}

fn on_signifier(framework: &Framework, field: &str, signifier: &Signifier) -> Vec<Fault> {
    let mut said = Vec::new();
    let of_labels = |labels: &[&Labelled]| -> Vec<Language> {
        let uneven = |language: &&Language| {
            let texts: Vec<&str> = labels.iter().filter_map(|item| item.label.0.get(*language)).map(String::as_str).collect();
            texts.len() == labels.len() && uneven(&texts)
        };
        framework.languages.iter().filter(uneven).cloned().collect()
    };
    match &signifier.shape {
        Shape::Triad { corners } => {
            let languages = of_labels(&corners.iter().collect::<Vec<_>>());
            if !languages.is_empty() {
                let languages = listed(languages.iter());
                let message = format!(
                    "the longest corner has more than twice the words of the shortest in {languages}; use corners of similar length, so that none attracts people more than the others"
                );
                said.push(Fault::new(format!("{field}.corners"), message));
            }
        }
        Shape::Dyad(dyad) => {
            let languages = of_labels(&[&dyad.left, &dyad.right]);
            if !languages.is_empty() {
                let languages = listed(languages.iter());
                let message = format!(
                    "one end has more than twice the words of the other in {languages}; use ends of similar length, so that neither attracts people more"
                );
                said.push(Fault::new(format!("{field}.right.label"), message));
            }
        }
        Shape::Stones { .. } => {}
        Shape::Choice(choice) => {
            said.extend(on_long_choice(field, signifier, choice));
            return said;
        }
    }
    if !signifier.not_applicable {
        let message =
            "let people say that this does not fit their story; otherwise they put a marker somewhere that means nothing";
        said.push(Fault::new(format!("{field}.not_applicable"), message));
    }
    said
}

/// Advice on a choice that people search by typing: not everyone finds theirs.
fn on_long_choice(field: &str, signifier: &Signifier, choice: &Choice) -> Option<Fault> {
    let way_out = signifier.not_applicable || choice.write_in || choice.options.iter().any(|option| option.exclusive);
    let message = "people search this list by typing, and some do not find theirs; let them write it in their own words, or say that the question does not fit";
    (choice.options.len() >= SEARCHED_OPTIONS && !way_out).then(|| Fault::new(format!("{field}.write_in"), message))
}

fn uneven(texts: &[&str]) -> bool {
    let words = texts.iter().map(|text| text.unicode_words().count());
    let (shortest, longest) = words.fold((usize::MAX, 0), |(least, most), many| (least.min(many), most.max(many)));
    // A difference of one word is not an imbalance, even when it doubles the length.
    longest > 2 * shortest && longest - shortest > 1
}

/// Advice on a text with too many words. Does not apply to languages without spaces, such as Chinese.
fn length(framework: &Framework, field: &str, text: &Text, most: usize) -> Option<Fault> {
    let spaced = |language: &&Language| !matches!(language.primary(), "zh" | "ja" | "th" | "lo" | "km" | "my" | "bo" | "yue");
    let words = |language: &Language| text.0.get(language).map_or(0, |words| words.unicode_words().count());
    let long: Vec<&Language> = framework.languages.iter().filter(spaced).filter(|language| words(language) > most).collect();
    let longest = long.iter().map(|language| words(language)).max()?;
    let languages = listed(long.into_iter());
    let message = format!("this is long in {languages} ({longest} words); up to {most} can be taken in at once");
    Some(Fault::new(field, message))
}

fn reading(framework: &Framework) -> Vec<Fault> {
    let too_hard = reading_ages(framework).into_iter().filter(|found| found.age > target_age(&found.language));
    let message = |language: &Language, age: f64| {
        let target = target_age(language);
        format!("in {language} this reads at about age {age:.0}; shorter sentences and shorter words bring it to {target:.0}")
    };
    too_hard.map(|found| Fault::new(found.field, message(&found.language, found.age.ceil()))).collect()
}

fn listed<'a>(languages: impl Iterator<Item = &'a Language>) -> String {
    languages.map(Language::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frameworks::{default_framework, read, short_framework};
    use serde_json::{Value, json};

    fn good() -> Value {
        let labelled = |id: &str| json!({"id": id, "label": {"en": format!("the {id} one")}});
        let triad = |id: &str| {
            json!({"id": id, "kind": "triad", "question": {"en": "What was it like?"}, "not_applicable": true,
                "corners": [labelled("red"), labelled("green"), labelled("blue")]})
        };
        json!({"slug": "good", "version": 1, "title": {"en": "Our day"}, "languages": ["en"],
            "prompts": [{"id": "tell", "text": {"en": "Tell us about a day."}}],
            "signifiers": [triad("one"), triad("two"),
                {"id": "line", "kind": "dyad", "question": {"en": "How much?"}, "not_applicable": true,
                    "left": labelled("small"), "right": labelled("big")}]})
    }

    fn said_of(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut document = good();
        change(&mut document);
        let (framework, faults) = read(&document).unwrap();
        assert_eq!(faults, []);
        advice(&framework).iter().map(Fault::to_string).collect()
    }

    fn one_about(field: &str, change: impl FnOnce(&mut Value)) {
        let said = said_of(change);
        assert!(said.len() == 1 && said[0].starts_with(&format!("{field}: ")), "{field}: {said:?}");
    }

    #[test]
    fn a_good_framework_needs_no_advice() {
        assert_eq!(said_of(|_| ()), Vec::<String>::new());
    }

    #[test]
    fn advice_names_the_field_that_it_is_about() {
        one_about("signifiers[0].corners", |d| {
            d["signifiers"][0]["corners"][0]["label"]["en"] = json!("what one person alone did for you on that one day")
        });
        one_about("signifiers[2].right.label", |d| {
            d["signifiers"][2]["left"]["label"]["en"] = json!("so very much that I could not take it in at all")
        });
        one_about("signifiers[1].not_applicable", |d| d["signifiers"][1]["not_applicable"] = json!(false));
        one_about("signifiers", |d| {
            d["signifiers"].as_array_mut().unwrap().pop();
        });
        one_about("signifiers", |d| {
            for more in 0..7 {
                let mut again = d["signifiers"][0].clone();
                again["id"] = json!(format!("more{more}"));
                d["signifiers"].as_array_mut().unwrap().push(again);
            }
        });
        one_about("signifiers[0].question", |d| d["signifiers"][0]["question"]["en"] = json!("What was it to you? ".repeat(5)));
        one_about("prompts[0].text", |d| d["prompts"][0]["text"]["en"] = json!("Tell us about a day. ".repeat(8)));
        one_about("machine_drafts", |d| d["machine_drafts"] = json!(["en"]));
    }

    #[test]
    fn the_names_in_a_long_list_are_not_judged_but_a_way_out_is_asked_for() {
        let long = |d: &mut Value, way_out: bool| {
            let name = "Comprehensive establishment for interdisciplinary education";
            let option = |at: usize| json!({"id": format!("o{at}"), "label": {"en": format!("{name} {at}")}});
            let options: Vec<Value> = (0..30).map(option).collect();
            d["signifiers"].as_array_mut().unwrap().push(
                json!({"id": "school", "kind": "choice", "question": {"en": "Which school?"}, "options": options, "write_in": way_out}),
            );
        };
        one_about("signifiers[3].write_in", |d| long(d, false));
        assert_eq!(said_of(|d| long(d, true)), Vec::<String>::new());
    }

    #[test]
    fn wording_is_measured_by_its_intended_readers() {
        let hard = "Describe the organisation's responsibilities.";
        one_about("prompts[0].text", |d| d["prompts"][0]["text"]["en"] = json!(hard));
        let middling = "Think of a meeting about your own learning, and of those who helped you there.";
        assert_eq!(said_of(|d| d["prompts"][0]["text"]["en"] = json!(middling)), Vec::<String>::new());
        let as_child = serde_json::to_string(&good()).unwrap().replace("\"en\"", "\"en-x-child\"");
        let mut as_child: Value = serde_json::from_str(&as_child).unwrap();
        as_child["prompts"][0]["text"]["en-x-child"] = json!(middling);
        let said = advice(&read(&as_child).unwrap().0);
        assert!(said.len() == 1 && said[0].message.contains("to 9"), "{said:?}");
    }

    #[test]
    fn nine_core_questions_are_enough_for_each_audience_and_more_of_them_are_not_counted() {
        let asking = |d: &mut Value, extra: Value| {
            d["audiences"] = json!(["child", "family"]);
            for place in 0..7 {
                let mut again = d["signifiers"][0].clone();
                again["id"] = json!(format!("extra{place}"));
                if place == 0 {
                    again["ask"] = extra.clone();
                }
                d["signifiers"].as_array_mut().unwrap().push(again);
            }
        };
        assert_eq!(said_of(|d| asking(d, json!("more"))), Vec::<String>::new());
        assert_eq!(said_of(|d| asking(d, json!({"family": "more"}))), Vec::<String>::new());
        let said = said_of(|d| asking(d, json!({"child": "more", "family": "core"})));
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("signifiers: family: 10 core questions are too many"), "{said:?}");
    }

    #[test]
    fn audiences_with_the_same_count_share_one_piece_of_advice() {
        let said = said_of(|d| {
            d["audiences"] = json!(["child", "family", "professional"]);
            d["signifiers"][0]["audiences"] = json!(["professional"]);
        });
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("signifiers: child, family: 2 questions"), "{said:?}");
    }

    #[test]
    fn the_shipped_framework_follows_the_advice_with_three_known_exceptions() {
        let on = |framework: &Framework| advice(framework).into_iter().map(|fault| fault.field).collect::<Vec<_>>();
        // It has more questions than one person would get at an event, and two official names are hard to read.
        let known = ["signifiers", "title", "signifiers[20].options[7].label"];
        assert_eq!(on(&default_framework().unwrap()), known);
        // Its third version has no more than nine core questions, and a shorter title.
        assert_eq!(on(&short_framework().unwrap()), ["signifiers[24].options[7].label"]);
    }
}
