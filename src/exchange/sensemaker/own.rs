//! Exports that this service wrote itself: everything comes back as it was, version by version.
//!
//! The definition holds the framework, and says which element is what. So nothing is guessed here, and a row is taken as a whole or
//! rejected.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::definition::{Definition, Element, Role};
use super::exclusion::{Excluded, Exclusion};
use super::question::{Found, Question, find};
use crate::capture::Submission;
use crate::exchange::cells::{Tick, shown, tick};
use crate::exchange::export::unguarded;
use crate::exchange::pipeline::ExchangeError;
use crate::exchange::source::{Draft, Drafter, Exported, Lines};
use crate::exchange::table::{Cells, Row, RowsToRead, Table};
use crate::model::{AnswerBody, AnswerInput, Consent, Day, Fault, Framework, ModerationState, Source};

/// The rows of such an export.
pub struct OwnRows {
    rows: RowsToRead,
    plan: Arc<Plan>,
}

/// What a row is read by.
struct Plan {
    slug: String,
    /// The signifiers of each version.
    versions: BTreeMap<u32, Vec<String>>,
    places: Places,
    questions: Vec<Question>,
    /// The columns of words beside choices, by signifier.
    write_ins: BTreeMap<String, usize>,
    exclusions: Vec<Excluded>,
    /// The first story of each storyteller, by their number in the file.
    first_stories: BTreeMap<String, Uuid>,
}

/// The columns of what is no answer.
struct Places {
    id: usize,
    version: usize,
    language: usize,
    /// The column of prompts, and their ids by what stands in it; without it, there is only this prompt.
    prompt: Result<(usize, BTreeMap<String, String>), String>,
    text: usize,
    title: usize,
    received: usize,
    state: usize,
    quotable: usize,
    source: usize,
    collection: usize,
    round: usize,
    storyteller: usize,
    states: usize,
}

impl OwnRows {
    /// Finds every column. `frameworks` are the published versions of the definition's framework.
    ///
    /// # Errors
    /// [`ExchangeError`] when the table does not belong to the definition.
    pub fn new(
        table: Table,
        definition: &Definition,
        frameworks: &[Framework],
        exclusions: &[Exclusion],
    ) -> Result<Self, ExchangeError> {
        let plan = Plan::find(&table, definition, frameworks, exclusions);
        let plan = plan.map_err(|fault| ExchangeError::Faulty { what: "the table".to_owned(), faults: vec![fault] })?;
        Ok(Self { rows: table.into(), plan: Arc::new(plan) })
    }
}

impl Lines for OwnRows {
    type Raw = Row;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        Ok(self.rows.next().map(|row| (row.line, row)))
    }

    fn bytes(&self) -> u64 {
        self.rows.bytes_read()
    }

    fn brings_ids(&self) -> bool {
        true
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        let plan = Arc::clone(&self.plan);
        Arc::new(move |Row { cells, .. }| {
            let cells = cells.map_err(|why| vec![Fault::new("", why)])?;
            if plan.exclusions.iter().any(|excluded| excluded.meets(&cells)) {
                return Ok(None);
            }
            plan.draft(&cells).map(Some)
        })
    }
}

impl Plan {
    fn find(table: &Table, definition: &Definition, frameworks: &[Framework], exclusions: &[Exclusion]) -> Result<Self, Fault> {
        let column = |name: &str| table.headings.iter().position(|heading| heading == name);
        let needed = |name: &str| {
            let missing = || Fault::new(name, "there is no such column; take the data.csv that came with this definition.json");
            column(name).ok_or_else(missing)
        };
        let with = |role: Role| definition.elements.iter().filter(move |element| is(element, role));
        let one = |role: Role| with(role).next().map(|element| needed(&element.id));
        let no_text = || Fault::new("", "the definition has no text of the story; take the one that came with the data.csv");
        let newest = frameworks.last().ok_or_else(no_text)?;
        let prompt = match with(Role::Prompt).next() {
            Some(element) => {
                let named = element.content.items.iter().map(|item| (item.heading().to_owned(), item.id.clone()));
                Ok((needed(&element.id)?, named.collect()))
            }
            None => Err(newest.prompts.first().map(|prompt| prompt.id.clone()).unwrap_or_default()),
        };
        let places = Places {
            id: needed("id")?,
            version: needed("version")?,
            language: needed("language")?,
            prompt,
            text: one(Role::Text).ok_or_else(no_text)??,
            title: one(Role::Title).ok_or_else(no_text)??,
            received: needed("meta_received")?,
            state: needed("meta_state")?,
            quotable: needed("meta_quotable")?,
            source: needed("meta_source")?,
            collection: needed("meta_collection")?,
            round: needed("meta_round")?,
            storyteller: needed("responder_id")?,
            states: needed("meta_states")?,
        };
        let mut questions = Vec::new();
        for element in with(Role::Signifier) {
            match find(element, &column)? {
                Found::Question(question, without) if without.is_empty() => questions.push(question),
                _ => {
                    return Err(Fault::new(
                        &element.id,
                        "columns of this question are missing; take the data.csv as it was exported",
                    ));
                }
            }
        }
        let write_in = |element: &Element| {
            let signifier = element.own.as_ref().map(|(_, id)| id.clone()).unwrap_or_default();
            Ok((signifier, needed(&element.id)?))
        };
        let write_ins = with(Role::WriteIn).map(write_in).collect::<Result<_, Fault>>()?;
        let exclusions = exclusions.iter().map(|wanted| Excluded::find(wanted, definition, table)).collect::<Result<_, _>>()?;
        let ids = |framework: &Framework| framework.signifiers.iter().map(|signifier| signifier.id.clone()).collect();
        let versions = frameworks.iter().map(|framework| (framework.version, ids(framework))).collect();
        let mut first_stories = BTreeMap::new();
        for cells in table.rows.iter().filter_map(|row| row.cells.as_ref().ok()) {
            let number = cells.get(places.storyteller);
            if let Ok(id) = cells.get(places.id).parse()
                && is_storyteller(number)
            {
                first_stories.entry(number.to_owned()).or_insert(id);
            }
        }
        Ok(Self { slug: newest.slug.clone(), versions, places, questions, write_ins, exclusions, first_stories })
    }

    fn draft(&self, cells: &Cells) -> Result<Draft, Vec<Fault>> {
        let at = &self.places;
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(Fault::new(field, message));
        let given = cells.get(at.id);
        let id: Option<Uuid> = given.parse().ok();
        if id.is_none() {
            fault("id", format!("“{}” is no id of a story", shown(given)));
        }
        let given = cells.get(at.version);
        let version = given.parse().ok().and_then(|version: u32| Some((version, self.versions.get(&version)?)));
        if version.is_none() {
            let known: Vec<String> = self.versions.keys().map(u32::to_string).collect();
            let message =
                format!("“{}” is no version of the definition's framework; it has {}", shown(given), known.join(", "));
            fault("version", message);
        }
        let language = cells.get(at.language).parse();
        if let Err(error) = &language {
            let error: &crate::model::UnknownLanguage = error;
            fault("language", error.to_string());
        }
        let given = cells.get(at.received);
        let received = given.parse::<NaiveDate>().ok().and_then(|day| Day::try_from(day).ok());
        if received.is_none() {
            fault("meta_received", format!("“{}” is not a day; write it as in 2026-03-02", shown(given)));
        }
        let text = unguarded(cells.get(at.text));
        let given = cells.get(at.state);
        let state = ModerationState::named(given);
        if state.is_none() && !(given.is_empty() && text.is_empty()) {
            fault("meta_state", format!("“{}” is none of held, cleared, withheld", shown(given)));
        }
        let given = cells.get(at.source);
        let source = Source::named(given);
        if source.is_none() {
            fault("meta_source", format!("“{}” is none of told, paper, imported, synthetic", shown(given)));
        }
        let prompt = match &at.prompt {
            Err(only) => only.clone(),
            Ok((place, prompts)) => prompts.get(cells.get(*place)).cloned().unwrap_or_else(|| {
                fault("prompt", format!("“{}” is no prompt of the definition", shown(cells.get(*place))));
                String::new()
            }),
        };
        let odd: BTreeMap<&str, &str> = odd_states(cells.get(at.states)).collect();
        let answers = self.answers(cells, &odd, &mut fault);
        let (Some((version, signifiers)), Ok(language), true) = (version, language, faults.is_empty()) else {
            return Err(faults);
        };
        // What an export did not show is not known, so it counts as not asked.
        let was_asked = |id: &&String| !matches!(odd.get(id.as_str()), Some(&("not_asked" | "not_shown")));
        let words = |place: usize| Some(cells.get(place)).filter(|words| !words.is_empty()).map(str::to_owned);
        let submission = Submission {
            framework: self.slug.clone(),
            version,
            language,
            receipt: None,
            prompt,
            title: unguarded(cells.get(at.title)).to_owned(),
            text: text.to_owned(),
            answers,
            consent: Consent { analysis: true, quotation: tick(cells.get(at.quotable), true) == Tick::Yes },
            asked: Some(signifiers.iter().filter(was_asked).cloned().collect()),
            collection: words(at.collection),
            told: None,
            worried: false,
            teller: None,
        };
        let exported = Exported {
            id,
            source,
            round: words(at.round),
            storyteller: self.first_stories.get(cells.get(at.storyteller)).copied(),
            without_text: text.is_empty(),
        };
        let name = id.unwrap_or_default().to_string().into_bytes();
        Ok(Draft { submission, name, former: None, received, state, language: None, remarks: Vec::new(), exported })
    }

    fn answers(
        &self,
        cells: &Cells,
        odd: &BTreeMap<&str, &str>,
        fault: &mut impl FnMut(&str, String),
    ) -> BTreeMap<String, Option<AnswerInput>> {
        let mut answers = BTreeMap::new();
        for question in &self.questions {
            let answer = question.answer(cells, &mut Vec::new()).unwrap_or_else(|(_, why)| {
                fault(&format!("answers.{}", question.id), why);
                None
            });
            let words = self.write_ins.get(&question.id).map(|place| unguarded(cells.get(*place)));
            let words = words.filter(|words| !words.is_empty()).map(str::to_owned);
            let answer = match answer {
                Some(AnswerInput::Answered(body)) => Some(AnswerInput::Answered(AnswerBody { write_in: words, ..body })),
                None if words.is_some() => Some(AnswerInput::Answered(AnswerBody { write_in: words, ..AnswerBody::default() })),
                // Answered in own words, which are not in the file.
                None if odd.get(question.id.as_str()) == Some(&"answered") => {
                    Some(AnswerInput::Answered(AnswerBody { choice: Some(Vec::new()), ..AnswerBody::default() }))
                }
                answer => answer,
            };
            if let Some(answer) = answer {
                answers.insert(question.id.clone(), Some(answer));
            }
        }
        answers
    }
}

fn is(element: &Element, role: Role) -> bool {
    element.own.as_ref().is_some_and(|(own, _)| *own == role)
}

/// Signifiers and their states, from a cell such as `voice=not_asked timing=answered`.
fn odd_states(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    cell.split_whitespace().filter_map(|odd| odd.rsplit_once('='))
}

/// Whether this is the number of a storyteller; stories that are not linked have -1.
fn is_storyteller(number: &str) -> bool {
    number.parse::<u32>().is_ok()
}
