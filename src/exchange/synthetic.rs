//! Synthetic stories for measuring the service: those of benchmarks and of the guard, which never change, so that figures can be
//! compared. Nobody told them, and every one of them says so. The stories of `sensing demo` are others.
//!
//! There are four kinds of experience, each with its own texts and answers, so that maps, search and clusters have something to
//! show. Where a framework has core questions and more of them, some storytellers stop early and many answer the core alone. The
//! same seed makes the same stories.

mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::source::{Draft, Drafter, Exported, Lines};
use crate::capture::Submission;
use crate::model::{
    AUDIENCE, AnswerBody, AnswerInput, Ask, Asking, Choice, Consent, Day, Framework, Labelled, ModerationState, Shape,
    Signifier,
};
use words::{KINDS, Kind};

/// A source of synthetic stories for a framework.
pub struct Synthetic {
    framework: Arc<Framework>,
    /// The version that the stories of the first months answer.
    earlier: Option<Arc<Framework>>,
    rng: StdRng,
    seed: u64,
    left: u64,
    made: u64,
    today: NaiveDate,
}

impl Synthetic {
    /// `stories` stories, the same ones for the same seed, received over the year before `today`.
    pub fn new(framework: Framework, stories: u64, seed: u64, today: NaiveDate) -> Self {
        let rng = StdRng::seed_from_u64(seed);
        Self { framework: Arc::new(framework), earlier: None, rng, seed, left: stories, made: 0, today }
    }

    /// The same, with the stories of the first quarter of the year about an earlier version of the framework.
    #[must_use]
    pub fn begun_with(self, earlier: Framework) -> Self {
        Self { earlier: Some(Arc::new(earlier)), ..self }
    }

    fn version(&self) -> Arc<Framework> {
        let is_early = self.made <= (self.made + self.left) / 4;
        Arc::clone(self.earlier.as_ref().filter(|_| is_early).unwrap_or(&self.framework))
    }

    fn story(&mut self) -> Option<Draft> {
        let framework = self.version();
        let kind = &KINDS[self.rng.random_range(0..KINDS.len())];
        let audience = self.pick(&framework.audiences).unwrap_or_default();
        let fits = |audiences: &[String]| audiences.is_empty() || audiences.contains(&audience);
        let prompts: Vec<String> = framework.prompts.iter().filter(|p| fits(&p.audiences)).map(|p| p.id.clone()).collect();
        let prompt = self.pick(&prompts)?;
        let asking = Asking { audience: Some(&audience), prompt: &prompt, ..Asking::default() };
        let asked = self.asked(&framework, asking);
        let mut answers = BTreeMap::new();
        for signifier in &framework.signifiers {
            let shown = match &asked {
                Some(ids) => ids.contains(&signifier.id),
                None => asking.when(&framework, signifier).is_some(),
            };
            if let Some(answer) = self.answer(signifier, kind, &audience).filter(|_| shown) {
                answers.insert(signifier.id.clone(), Some(answer));
            }
        }
        let (title, text) = self.tell(kind);
        let submission = Submission {
            framework: framework.slug.clone(),
            version: framework.version,
            language: framework.languages.first()?.clone(),
            receipt: None,
            prompt,
            title,
            text,
            answers,
            consent: Consent { analysis: true, quotation: false },
            asked,
            collection: None,
            told: None,
            worried: false,
            teller: None,
        };
        // In order of arrival.
        let days_ago = 364 * self.left / (self.left + self.made).max(1);
        // A few are held for a moderator.
        let held = self.rng.random_bool(0.04);
        Some(Draft {
            submission,
            name: format!("synthetic {} {}", self.seed, self.made).into_bytes(),
            former: None,
            received: self.today.checked_sub_days(Days::new(days_ago)).and_then(|day| Day::try_from(day).ok()),
            state: Some(if held { ModerationState::Held } else { ModerationState::Cleared }),
            language: None,
            remarks: Vec::new(),
            exported: Exported::default(),
        })
    }

    /// The signifiers that are shown where there are more than the core: to some until they stop, to many the core, to others
    /// more of them or all.
    fn asked(&mut self, framework: &Framework, asking: Asking<'_>) -> Option<Vec<String>> {
        let of = |wanted: Ask| {
            let shown = framework.signifiers.iter().filter(move |signifier| signifier.id != AUDIENCE);
            shown.filter(move |signifier| asking.when(framework, signifier) == Some(wanted)).map(|signifier| &signifier.id)
        };
        let (core, more): (Vec<&String>, Vec<&String>) = (of(Ask::Core).collect(), of(Ask::More).collect());
        if more.is_empty() {
            return None;
        }
        let fate: f64 = self.rng.random();
        let (of_core, of_more) = match fate {
            ..0.15 => (self.rng.random_range(0..=core.len()), 0),
            ..0.6 => (core.len(), 0),
            ..0.75 => (core.len(), self.rng.random_range(1..=more.len())),
            _ => (core.len(), more.len()),
        };
        let first = framework.signifier(AUDIENCE).map(|signifier| &signifier.id);
        let shown = first.into_iter().chain(core.into_iter().take(of_core)).chain(more.into_iter().take(of_more));
        Some(shown.cloned().collect())
    }

    fn tell(&mut self, kind: &Kind) -> (String, String) {
        let opening = *self.any(kind.openings);
        let middle = *self.any(kind.middles);
        let end = *self.any(kind.ends);
        let place = *self.any(words::PLACES);
        let when = *self.any(words::WHEN);
        let text = format!("Synthetic story, made up to try the service. {when} {opening} {middle} {end}");
        (format!("Synthetic: {}", self.any(kind.titles)), text.replace("{place}", place))
    }

    fn answer(&mut self, signifier: &Signifier, kind: &Kind, audience: &str) -> Option<AnswerInput> {
        let fate: f64 = self.rng.random();
        if signifier.not_applicable && fate < 0.06 {
            return Some(AnswerInput::NotApplicable);
        }
        if fate < 0.12 && signifier.id != "audience" {
            return None;
        }
        let lean = kind.lean(&signifier.id);
        let given = match &signifier.shape {
            Shape::Triad { .. } => AnswerBody { triad: Some(self.triad(lean)), ..AnswerBody::default() },
            Shape::Dyad(dyad) => {
                let towards = if dyad.confidence { kind.confidence } else { lean };
                AnswerBody { dyad: Some(self.around(towards, 0.16)), ..AnswerBody::default() }
            }
            Shape::Stones { stones, .. } => {
                let mut placed = BTreeMap::new();
                for stone in stones {
                    if self.rng.random_bool(0.8) {
                        let place = [self.around(kind.confidence, 0.2), self.around(lean, 0.2)];
                        placed.insert(stone.id.clone(), place);
                    }
                }
                AnswerBody { stones: Some(placed), ..AnswerBody::default() }
            }
            Shape::Choice(choice) => {
                let chosen = if signifier.id == "audience" { vec![audience.to_owned()] } else { self.choose(choice, lean) };
                AnswerBody { choice: Some(chosen), ..AnswerBody::default() }
            }
        };
        Some(AnswerInput::Answered(given))
    }

    /// A point that leans to one corner: a `lean` of 0, ½ or 1 is the first, second or third.
    fn triad(&mut self, lean: f64) -> [f64; 3] {
        let corner = (lean * 2.0).round() as usize;
        let mut weights = [0.0; 3];
        for (place, weight) in weights.iter_mut().enumerate() {
            let pull = if place == corner { 3.0 } else { 1.0 };
            // An exponential variate; normalised, three of them make a Dirichlet variate.
            *weight = -(1.0 - self.rng.random::<f64>()).ln() * pull + 0.02;
        }
        let sum: f64 = weights.iter().sum();
        // Some people go all the way to a corner or an edge.
        let snap = if self.rng.random_bool(0.1) { 0.12 } else { 0.0 };
        let weights = weights.map(|weight| if weight / sum < snap { 0.0 } else { weight });
        let sum: f64 = weights.iter().sum();
        weights.map(|weight| weight / sum)
    }

    fn around(&mut self, middle: f64, spread: f64) -> f64 {
        let noise: f64 = (0..4).map(|_| self.rng.random::<f64>() - 0.5).sum();
        ((middle + noise * spread * 1.7) * 10_000.0).round().clamp(0.0, 10_000.0) / 10_000.0
    }

    fn choose(&mut self, choice: &Choice, lean: f64) -> Vec<String> {
        let first = (lean * choice.options.len() as f64) as usize;
        let many = self.rng.random_range(1..=choice.max.min(3)) as usize;
        let mut chosen: Vec<&Labelled> = Vec::new();
        for _ in 0..many {
            let near = self.rng.random_bool(0.35);
            let place = if near { first } else { self.rng.random_range(0..choice.options.len()) };
            let option = &choice.options[place.min(choice.options.len() - 1)];
            if !chosen.iter().any(|other| other.id == option.id) {
                chosen.push(option);
            }
        }
        if let Some(alone) = chosen.iter().find(|option| option.exclusive) {
            return vec![alone.id.clone()];
        }
        chosen.into_iter().map(|option| option.id.clone()).collect()
    }

    fn any<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.rng.random_range(0..of.len())]
    }

    fn pick(&mut self, of: &[String]) -> Option<String> {
        if of.is_empty() { None } else { Some(self.any(of).clone()) }
    }
}

impl Lines for Synthetic {
    type Raw = Box<Draft>;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        self.made += 1;
        Ok(self.story().map(|draft| (self.made, Box::new(draft))))
    }

    fn bytes(&self) -> u64 {
        self.made
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        Arc::new(|draft| Ok(Some(*draft)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::check_submission;
    use crate::frameworks::{default_framework, short_framework};
    use crate::model::Answer;

    fn stories(seed: u64) -> Vec<Submission> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        made(Synthetic::new(default_framework().unwrap(), 200, seed, today))
    }

    fn made(mut source: Synthetic) -> Vec<Submission> {
        std::iter::from_fn(|| source.next().unwrap()).map(|(_, draft)| draft.submission).collect()
    }

    #[test]
    fn every_synthetic_story_says_so_and_fits_the_framework() {
        let framework = default_framework().unwrap();
        for story in stories(1) {
            assert!(story.title.starts_with("Synthetic: ") && story.text.starts_with("Synthetic story"));
            check_submission(&story, &framework).unwrap();
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_stories() {
        assert_eq!(stories(7), stories(7));
        assert_ne!(stories(7), stories(8));
    }

    #[test]
    fn stories_of_a_year_begin_with_the_earlier_version_and_say_what_was_asked_in_the_later_one() {
        let (first, third) = (default_framework().unwrap(), short_framework().unwrap());
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let stories = made(Synthetic::new(third.clone(), 200, 1, today).begun_with(first.clone()));
        let (early, late) = stories.split_at(50);
        for story in early {
            assert!(story.version == 1 && story.asked.is_none());
            check_submission(story, &first).unwrap();
        }
        let mut shown = BTreeMap::from([("stopped", 0), ("core", 0), ("more", 0)]);
        for story in late {
            assert_eq!(story.version, 3);
            let checked = check_submission(story, &third).unwrap();
            let asked = checked.asked.unwrap();
            let Some(Answer::Choice { options, .. }) = checked.answers.given.get(AUDIENCE) else { panic!("{story:?}") };
            let asking = Asking { audience: Some(&options[0]), prompt: &story.prompt, ..Asking::default() };
            let missing = |ask| {
                let mut of = third.signifiers.iter().filter(|signifier| asking.when(&third, signifier) == Some(ask));
                of.any(|signifier| !asked.contains(&signifier.id))
            };
            let fate = if missing(Ask::Core) {
                "stopped"
            } else if missing(Ask::More) {
                "core"
            } else {
                "more"
            };
            *shown.get_mut(fate).unwrap() += 1;
        }
        assert!(shown.values().all(|&count| count >= 15), "{shown:?}");
    }
}
