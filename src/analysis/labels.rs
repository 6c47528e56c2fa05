//! The words by which sentences and warnings name the parts of a framework, in the language that was asked for.

use crate::analysis::{Analysis, AnalysisError};
use crate::disclosure::Policy;
use crate::model::{Framework, Labelled, Language, Shape, Text, first_of};
use crate::patterns::{Labels, Ordered};

/// Signifiers that are named in a warning.
const NAMED: usize = 5;

impl Analysis {
    /// The labels of a framework: those of its newest version, and of earlier ones what the newest has no more. Without a language,
    /// in the framework's first.
    pub(super) fn words_for(&self, slug: &str, language: Option<&Language>) -> Labels {
        let mut labels = Labels::default();
        let versions = self.registry.all();
        for framework in versions.iter().filter(|framework| framework.slug == slug) {
            if let Some(language) = language.or(framework.languages.first()) {
                name_parts(&mut labels, framework, language);
            }
        }
        labels
    }

    /// Names the groups of a comparison by collections: by the collections' names, with the join code where a name is not alone.
    pub(super) async fn name_collections(&self, labels: &mut Labels) -> Result<(), AnalysisError> {
        let collections = self.store.collections().await?;
        for collection in &collections {
            let (code, name) = (&collection.join_code, &collection.name);
            match collections.iter().filter(|other| other.name == *name).count() {
                1 => labels.name_group(code, name),
                _ => labels.name_group(code, &format!("{name} ({code})")),
            }
        }
        Ok(())
    }
}

/// A chosen signifier, or one of its stones, in words.
pub(super) fn chosen(labels: &Labels, id: &str) -> String {
    match id.rsplit_once('/') {
        Some((signifier, stone)) => format!("“{}”, “{}”", labels.signifier(signifier), labels.part(signifier, stone)),
        None => format!("“{}”", labels.signifier(id)),
    }
}

/// Signifiers with the number of stories that did not answer them, as far as it may be told, the most first.
pub(super) fn missing(labels: &Labels, missing: &Ordered<u64>, told: &Ordered<Option<u64>>, policy: &Policy) -> String {
    let mut missing: Vec<(&str, u64)> =
        missing.iter().map(|(id, count)| (id, *count)).filter(|(_, count)| *count > 0).collect();
    missing.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named: Vec<String> = missing
        .into_iter()
        .map(|(id, count)| match told.get(id) {
            Some(Some(count)) => format!("{} ({count})", chosen(labels, id)),
            _ if policy.is_too_few(count) => format!("{} ({})", chosen(labels, id), policy.in_words(count).to_lowercase()),
            _ => chosen(labels, id),
        })
        .collect();
    first_of(&named, NAMED)
}

fn name_parts(labels: &mut Labels, framework: &Framework, language: &Language) {
    let text = |text: &Text| text.in_language(language).to_owned();
    for signifier in &framework.signifiers {
        let id = &signifier.id;
        labels.name_signifier(id, &text(&signifier.question));
        let parts: &[Labelled] = match &signifier.shape {
            Shape::Triad { corners } => corners,
            Shape::Stones { stones, .. } => stones,
            Shape::Choice(choice) => &choice.options,
            Shape::Dyad(dyad) => {
                labels.name_ends(id, &text(&dyad.left.label), &text(&dyad.right.label));
                &[]
            }
        };
        parts.iter().for_each(|part| labels.name_part(id, &part.id, &text(&part.label)));
    }
}
