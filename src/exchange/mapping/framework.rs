//! The framework that a mapping makes, or the one that it names.

use serde_json::{Value, json};

use super::document::{Mapping, PromptOf};
use super::questions::{CornerOf, LabelledOf, OptionOf, Question, Reading, TickOf};
use super::words::Words;
use crate::exchange::pipeline::{ExchangeError, Importer};
use crate::frameworks::check as check_framework;
use crate::model::{Fault, Framework, FrameworkState, Language};
use crate::store::Store;

impl Mapping {
    /// The framework document that the mapping makes, in this version.
    pub fn document(&self, version: u32) -> Value {
        let target = &self.framework;
        let languages = if target.languages.is_empty() { std::slice::from_ref(&target.language) } else { &target.languages };
        let say = |words: &Words| json!(words.text(&target.language));
        let slug = Words::from(target.slug.as_str());
        let prompts: Vec<Value> =
            self.prompts().iter().map(|prompt| json!({"id": prompt.id, "text": say(&prompt.text)})).collect();
        let signifiers: Vec<Value> = self.questions.iter().map(|question| self.signifier(question)).collect();
        json!({
            "slug": target.slug,
            "version": version,
            "title": say(target.title.as_ref().unwrap_or(&slug)),
            "languages": languages,
            "prompts": prompts,
            "signifiers": signifiers,
        })
    }

    /// The prompts: those of the mapping, or one with the heading of the text.
    pub(super) fn prompts(&self) -> Vec<PromptOf> {
        if !self.story.prompts.is_empty() {
            return self.story.prompts.clone();
        }
        let heading = self.story.text.first().map_or("Story", String::as_str);
        vec![PromptOf { id: "story".to_owned(), text: heading.into(), values: Vec::new() }]
    }

    fn signifier(&self, question: &Question) -> Value {
        let language = &self.framework.language;
        let say = |words: &Words| json!(words.text(language));
        let mut signifier = json!({
            "id": question.id,
            "question": say(&question.question),
            "not_applicable": true,
        });
        let labelled = |id: &str, label: &Words| json!({"id": id, "label": say(label)});
        let options =
            |options: &[OptionOf]| options.iter().map(|option| labelled(&option.id, &option.label)).collect::<Vec<_>>();
        let shape = match &question.answer {
            Reading::Choice { options: own, .. }
            | Reading::ChoicesInOneColumn { options: own, .. }
            | Reading::ChoicesInColumns { options: own, .. } => json!({"kind": "choice", "options": options(own)}),
            Reading::ChoicesTicked { options: own, .. } => {
                let own: Vec<Value> = own.iter().map(|TickOf { id, label, .. }| labelled(id, label)).collect();
                json!({"kind": "choice", "options": own})
            }
            Reading::Triad { corners, .. } => {
                let corners: Vec<Value> = corners.iter().map(|CornerOf { id, label, .. }| labelled(id, label)).collect();
                json!({"kind": "triad", "corners": corners})
            }
            Reading::TriadPoint { corners, .. } => {
                let corners: Vec<Value> = corners.iter().map(|LabelledOf { id, label }| labelled(id, label)).collect();
                json!({"kind": "triad", "corners": corners})
            }
            Reading::Dyad { left, right, .. } => {
                json!({"kind": "dyad", "left": labelled(&left.id, &left.label), "right": labelled(&right.id, &right.label)})
            }
            Reading::Stones { x, y, stones, .. } => json!({
                "kind": "stones",
                "x": {"left": say(&x.left), "right": say(&x.right)},
                "y": {"bottom": say(&y.bottom), "top": say(&y.top)},
                "stones": stones.iter().map(|stone| labelled(&stone.id, &stone.label)).collect::<Vec<_>>(),
            }),
        };
        if shape["kind"] == "choice" {
            signifier["about"] = json!(question.about);
            signifier["max"] = json!(question.answer.most());
            signifier["write_in"] = json!(question.answer.write_in().is_some() || question.answer.keeps_others());
        }
        if let (Some(signifier), Value::Object(shape)) = (signifier.as_object_mut(), shape) {
            signifier.extend(shape);
        }
        signifier
    }

    /// The framework that stories answer. The one that the mapping makes may not be published yet: it has the first version number
    /// that is free, unless a published version has its content already.
    ///
    /// # Errors
    /// [`ExchangeError::Faulty`] when the mapping makes no valid framework, or names one that is not published.
    pub async fn target(&self, store: &Store) -> Result<Framework, ExchangeError> {
        if self.framework.existing {
            return self.existing(store).await;
        }
        let mut version = 1;
        let mut newest: Option<Framework> = None;
        while let Some(kept) = store.framework(&self.framework.slug, version).await? {
            let is_own = || check_framework(&self.document(version)).is_ok_and(|own| own == kept.document);
            if kept.state == FrameworkState::Published && is_own() {
                return Ok(kept.document);
            }
            if kept.state == FrameworkState::Published {
                newest = Some(kept.document);
            }
            version += 1;
        }
        let made = check_framework(&self.document(version)).map_err(faulty)?;
        match newest.filter(|newest| !is_next_of(&made, newest)) {
            None => Ok(made),
            Some(newest) => {
                let message = format!(
                    "“{}” is published already and asks other questions, which people may be answering now; choose another slug, or say \
                     `existing` and map the columns to its questions",
                    newest.slug
                );
                Err(faulty(vec![Fault::new("framework.slug", message)]))
            }
        }
    }

    async fn existing(&self, store: &Store) -> Result<Framework, ExchangeError> {
        let target = &self.framework;
        let mut published: Vec<Framework> = Vec::new();
        for kept in store.frameworks().await? {
            let wanted = target.version.is_none_or(|version| version == kept.document.version);
            if kept.document.slug == target.slug && kept.state == FrameworkState::Published && wanted {
                published.push(kept.document);
            }
        }
        published.into_iter().max_by_key(|framework| framework.version).ok_or_else(|| {
            let version = target.version.map_or_else(String::new, |version| format!("version {version} of "));
            let message = format!("{version}“{}” is not published here; check the slug, or leave `existing` out", target.slug);
            faulty(vec![Fault::new("framework.slug", message)])
        })
    }

    /// Publishes the framework of [`Mapping::target`], unless it is published.
    ///
    /// # Errors
    /// [`ExchangeError`].
    pub async fn publish(&self, importer: &Importer) -> Result<Framework, ExchangeError> {
        let framework = self.target(&importer.store).await?;
        if self.framework.existing {
            return Ok(framework);
        }
        importer.publish("the mapping", &self.document(framework.version)).await
    }

    /// The language tag of a value of the language column.
    pub(super) fn language_of(&self, cell: &str) -> Option<Language> {
        let own = &self.story.language.as_ref()?.values;
        let named = own.iter().find(|(value, _)| value.trim().eq_ignore_ascii_case(cell)).map(|(_, language)| language.clone());
        named.or_else(|| named_language(cell)).or_else(|| crate::exchange::cells::language(cell))
    }
}

/// Whether a framework can be the next version of another one: it asks all of its questions.
fn is_next_of(made: &Framework, newest: &Framework) -> bool {
    newest.signifiers.iter().all(|signifier| made.signifier(&signifier.id).is_some())
}

/// The faults of a mapping, as an import stops for them.
pub(super) fn faulty(faults: Vec<Fault>) -> ExchangeError {
    ExchangeError::Faulty { what: "the mapping".to_owned(), faults }
}

/// Languages by their names, in English and in themselves.
const LANGUAGES: [(&str, &str); 40] = [
    ("english", "en"),
    ("français", "fr"),
    ("francais", "fr"),
    ("french", "fr"),
    ("deutsch", "de"),
    ("german", "de"),
    ("español", "es"),
    ("espanol", "es"),
    ("spanish", "es"),
    ("italiano", "it"),
    ("italian", "it"),
    ("português", "pt"),
    ("portuguese", "pt"),
    ("nederlands", "nl"),
    ("dutch", "nl"),
    ("polski", "pl"),
    ("polish", "pl"),
    ("arabic", "ar"),
    ("العربية", "ar"),
    ("urdu", "ur"),
    ("اردو", "ur"),
    ("somali", "so"),
    ("soomaali", "so"),
    ("swahili", "sw"),
    ("kiswahili", "sw"),
    ("hindi", "hi"),
    ("bengali", "bn"),
    ("punjabi", "pa"),
    ("chinese", "zh"),
    ("中文", "zh"),
    ("russian", "ru"),
    ("русский", "ru"),
    ("ukrainian", "uk"),
    ("українська", "uk"),
    ("romanian", "ro"),
    ("română", "ro"),
    ("turkish", "tr"),
    ("türkçe", "tr"),
    ("welsh", "cy"),
    ("cymraeg", "cy"),
];

/// The language with this name.
pub(super) fn named_language(name: &str) -> Option<Language> {
    let lower = name.trim().to_lowercase();
    LANGUAGES.iter().find(|(known, _)| *known == lower).and_then(|(_, tag)| tag.parse().ok())
}
