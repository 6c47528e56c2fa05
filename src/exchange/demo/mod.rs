//! The demo: synthetic stories with a planted truth, so that what a page shows of them can be known. Nobody told them, and every
//! one of them says so.
//!
//! [`Truth`] is the table of what is planted: rounds, collections, storytellers with several stories, kinds of experience, and
//! differences between audiences, localities and rounds. `docs/DEMO.md` says it in words. The same seed and number of stories
//! make the same stories.

mod answers;
mod collections;
mod draws;
mod plan;
mod storyteller;
mod texts;
mod truth;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rand::RngExt;
use rand::rngs::StdRng;

use super::source::{Draft, Drafter, Exported, Lines};
use crate::capture::Submission;
use crate::model::{Asking, Consent, Day, Framework, Language, ModerationState};
use crate::store::Collection;
use answers::{Telling, shown};
use draws::{Lot, any, numbers};
use plan::{Mask, Names, Sheet, first};
use storyteller::{Storyteller, Storytellers, first_of};

pub use truth::{Finding, Truth};

use truth::Planted;

/// The demo's second, small framework: that of one youth club.
const SECOND: &str = include_str!("youth-club-evening.json");

/// The days that the stories are spread over, today included.
const DAYS: u64 = 364;

/// Stories of one framework with the truth planted in them: a source of an import.
pub struct Demo {
    plan: Arc<Plan>,
    made: u64,
}

/// Everything that a story is drawn from.
struct Plan {
    truth: Truth,
    /// The place of what is planted for this framework in [`Truth::frameworks`].
    planted: usize,
    names: Names,
    sheet: Sheet,
    /// The version that stories before the first round answer.
    earlier: Option<Sheet>,
    shares: Vec<(Mask, Lot)>,
    storytellers: Storytellers,
    /// The collections, a round after the other.
    collections: Vec<Collection>,
    stories: u64,
    seed: u64,
    today: NaiveDate,
}

impl Demo {
    /// `stories` stories that answer a framework, received over the year before `today`. `None` when the table plants nothing in
    /// this framework.
    pub fn new(truth: Truth, framework: Arc<Framework>, stories: u64, seed: u64, today: NaiveDate) -> Option<Self> {
        let planted = truth.frameworks.iter().position(|planted| planted.framework == framework.slug)?;
        let own = &truth.frameworks[planted];
        let names = Names::of(&truth, own, &framework);
        let plan = Plan {
            sheet: Sheet::of(Arc::clone(&framework), &truth, own, &names),
            earlier: None,
            shares: names.shares(own),
            storytellers: Storytellers::of(&truth, own, &names),
            collections: collections::collections(&truth, own, &framework, today),
            names,
            planted,
            truth,
            stories,
            seed,
            today,
        };
        Some(Self { plan: Arc::new(plan), made: 0 })
    }

    /// The same, with the stories before the first round about an earlier version of the framework.
    #[must_use]
    pub fn begun_with(mut self, earlier: Arc<Framework>) -> Self {
        if let Some(plan) = Arc::get_mut(&mut self.plan) {
            let own = &plan.truth.frameworks[plan.planted];
            plan.earlier = Some(Sheet::of(earlier, &plan.truth, own, &plan.names));
        }
        self
    }

    /// The collections that its stories come in by. They must be there before the stories.
    pub fn collections(&self) -> &[Collection] {
        &self.plan.collections
    }

    /// How many stories there are.
    pub fn stories(&self) -> u64 {
        self.plan.stories
    }

    /// The second framework's document.
    ///
    /// # Errors
    /// None in practice: a test reads it.
    pub fn second_framework() -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_str(SECOND)
    }
}

impl Plan {
    fn own(&self) -> &Planted {
        &self.truth.frameworks[self.planted]
    }

    /// The story with this number, counted from 0.
    fn story(&self, number: u64) -> Option<Draft> {
        let (first_story, tells_several) = first_of(number);
        // In order of arrival; the stories of one person on one day.
        let days_ago = DAYS - 1 - (DAYS - 1) * first_story / self.stories.max(1);
        let teller = self.storytellers.draw(self.seed, first_story, tells_several, days_ago);
        let mut rng = numbers(self.seed, number, 2);
        let mut told = teller.told;
        told.experience = first(&self.shares, &told).map_or(0, |lot| lot.draw(&mut rng));
        let experience = self.own().experiences.get(told.experience)?;
        let sheet = self.earlier.as_ref().filter(|_| told.round == self.truth.rounds.len()).unwrap_or(&self.sheet);
        let audience = self.names.audiences.get(told.audience)?;
        let fits = |audiences: &[String]| audiences.is_empty() || audiences.contains(audience);
        let prompts: Vec<&String> =
            sheet.framework.prompts.iter().filter(|prompt| fits(&prompt.audiences)).map(|prompt| &prompt.id).collect();
        let prompt = *any(&mut rng, &prompts)?;
        let collection = self.collection(&teller);
        let limited_to = collection.map_or(&[][..], |collection| &collection.signifiers);
        let asking = Asking { audience: Some(audience), prompt, limited_to, asked: None };
        let shown = shown(sheet, asking, &self.truth.stories, &mut rng);
        let confidence = experience.confidence + teller.temper;
        let telling = Telling { sheet, names: &self.names, shares: &self.truth.answers, told, confidence };
        let (title, text) = texts::tell(&experience.id, audience, &mut rng);
        let (consent, state, worried) = self.fate(&mut rng);
        let submission = Submission {
            framework: sheet.framework.slug.clone(),
            version: sheet.framework.version,
            language: language(&sheet.framework, audience)?,
            receipt: None,
            prompt: prompt.clone(),
            title,
            text,
            answers: telling.answers(&shown, &mut rng),
            consent,
            asked: sheet.ids(&shown),
            collection: collection.map(|collection| collection.join_code.clone()),
            told: None,
            worried,
            teller: teller.key,
        };
        Some(Draft {
            submission,
            name: format!("demo {} {} {number}", self.seed, self.stories).into_bytes(),
            former: None,
            received: self.today.checked_sub_days(Days::new(days_ago)).and_then(|day| Day::try_from(day).ok()),
            state: Some(state),
            language: None,
            remarks: Vec::new(),
            exported: Exported::default(),
        })
    }

    /// What the storyteller allows, how far moderation has come, and whether the storyteller is worried about a person.
    fn fate(&self, rng: &mut StdRng) -> (Consent, ModerationState, bool) {
        let shares = &self.truth.stories;
        let mut chance = |share: f64| rng.random_bool(share.clamp(0.0, 1.0));
        let analysis = !chance(shares.no_consent_to_analysis);
        let quotation = chance(shares.may_be_quoted) && analysis;
        let (held, worried) = (chance(shares.held), chance(shares.worried));
        let state = if held || worried { ModerationState::Held } else { ModerationState::Cleared };
        (Consent { analysis, quotation }, state, worried)
    }

    fn collection(&self, teller: &Storyteller) -> Option<&Collection> {
        let place = teller.told.round * self.own().collections.len() + teller.collection?;
        self.collections.get(place)
    }
}

/// The wording that the form had: children read one of their own.
fn language(framework: &Framework, audience: &str) -> Option<Language> {
    let plain = framework.languages.first()?;
    let own = format!("{plain}-x-{audience}");
    Some(framework.languages.iter().find(|language| language.as_str() == own).unwrap_or(plain).clone())
}

impl Lines for Demo {
    /// Only the number of a story: it is made where it is checked, on any thread.
    type Raw = u64;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        if self.made == self.plan.stories {
            return Ok(None);
        }
        self.made += 1;
        Ok(Some((self.made, self.made - 1)))
    }

    fn bytes(&self) -> u64 {
        self.made
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        let plan = Arc::clone(&self.plan);
        Arc::new(move |number| Ok(plan.story(number)))
    }
}
