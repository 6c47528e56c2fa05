//! The rows of a SenseMaker export, each a story.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;

use chrono::DateTime;
use csv::StringRecord;

use super::definition::{Definition, Element, TitleColumn, most};
use super::markup::words;
use crate::capture::{AnswerInput, Given, Submission};
use crate::exchange::pipeline::{Draft, Drafter, ExchangeError, Lines};
use crate::model::{Consent, Day, Fault, Framework, Language};

/// Rows that are to be left out: those whose column holds that value. Either may be given by id or by title.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// The column.
    pub column: String,
    /// The value.
    pub value: String,
}

/// The rows of an export.
pub struct SenseMakerRows<R> {
    reader: csv::Reader<Counted<R>>,
    plan: Arc<Plan>,
}

/// Counts what is read, and notes how lines end.
struct Counted<R> {
    inner: R,
    bytes: u64,
    /// Whether the first line ends with CR LF, once it has been seen.
    crlf: Option<bool>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        let end = buffer[..read].iter().position(|&byte| byte == b'\n');
        if let (None, Some(end)) = (self.crlf, end) {
            self.crlf = Some(end > 0 && buffer[end - 1] == b'\r');
        }
        Ok(read)
    }
}

/// Where everything stands in a row.
struct Plan {
    columns: HashMap<String, usize>,
    framework: String,
    version: u32,
    language: Language,
    story: usize,
    title: Option<usize>,
    questions: Vec<Question>,
    exclusions: Vec<(usize, String)>,
}

/// A question, and where its answer stands.
struct Question {
    id: String,
    shape: Shape,
    not_applicable: Option<usize>,
}

enum Shape {
    Triad([usize; 3]),
    Dyad(usize),
    Stones(Vec<(String, usize, usize)>),
    OneOf(usize),
    Several(Vec<(String, usize)>),
}

impl<R: Read + Send + 'static> SenseMakerRows<R> {
    /// Reads the heading and finds every column.
    ///
    /// # Errors
    /// [`ExchangeError`] when the file does not belong to the definition.
    pub fn new(
        reader: R,
        definition: &Definition,
        framework: &Framework,
        title: &TitleColumn,
        exclusions: &[Exclusion],
    ) -> Result<Self, ExchangeError> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(Counted { inner: reader, bytes: 0, crlf: None });
        let headings = reader.headers().map_err(not_csv)?;
        let columns: HashMap<String, usize> =
            headings.iter().enumerate().map(|(place, name)| (name.trim_start_matches('\u{feff}').to_owned(), place)).collect();
        let plan = Plan::new(columns, definition, framework, title, exclusions)
            .map_err(|fault| ExchangeError::Faulty { what: "the CSV file".to_owned(), faults: vec![fault] })?;
        Ok(Self { reader, plan: Arc::new(plan) })
    }
}

fn not_csv(error: csv::Error) -> ExchangeError {
    ExchangeError::Read(std::io::Error::other(error))
}

impl<R: Read + Send + 'static> Lines for SenseMakerRows<R> {
    type Raw = Result<StringRecord, String>;

    fn next(&mut self) -> std::io::Result<Option<(u64, Self::Raw)>> {
        let mut row = StringRecord::new();
        // Between CR and LF the reader takes a row to be over, but not yet the line.
        let behind = u64::from(self.reader.get_ref().crlf == Some(true));
        let line = self.reader.position().line() + behind;
        match self.reader.read_record(&mut row) {
            Ok(true) => Ok(Some((line, Ok(row)))),
            Ok(false) => Ok(None),
            Err(error) if error.is_io_error() => Err(std::io::Error::other(error)),
            Err(error) => Ok(Some((line, Err(error.to_string())))),
        }
    }

    fn bytes(&self) -> u64 {
        self.reader.get_ref().bytes
    }

    fn drafter(&self) -> Drafter<Self::Raw> {
        let plan = Arc::clone(&self.plan);
        Arc::new(move |row| {
            let row = row.map_err(|why| vec![Fault::new("", why)])?;
            if plan.is_excluded(&row) {
                return Ok(None);
            }
            plan.draft(&row).map(Some)
        })
    }
}

impl Plan {
    fn new(
        columns: HashMap<String, usize>,
        definition: &Definition,
        framework: &Framework,
        title: &TitleColumn,
        exclusions: &[Exclusion],
    ) -> Result<Self, Fault> {
        let missing = |name: &str| Fault::new(name, "there is no such column");
        let column = |name: &str| columns.get(name).copied().ok_or_else(|| missing(name));
        column("id")?;
        let story = definition.story().ok_or_else(|| Fault::new("", "the definition has no free text that is the story"))?;
        let story = column(&story.id)?;
        let title = match (definition.title(title), title) {
            (Some(element), _) => columns.get(&element.id).copied(),
            (None, TitleColumn::Guess) => None,
            (None, TitleColumn::Named(name)) => return Err(Fault::new(name, "no free text has this id or title")),
        };
        let questions = definition.questions().map(|element| question(element, &columns)).collect::<Result<_, _>>()?;
        let exclusions = exclusions.iter().map(|wanted| exclusion(wanted, definition, &columns)).collect::<Result<_, _>>()?;
        let language = definition.language().parse().map_err(|error| Fault::new("language", error))?;
        let (slug, version) = (framework.slug.clone(), framework.version);
        Ok(Self { columns, framework: slug, version, language, story, title, questions, exclusions })
    }

    fn is_excluded(&self, row: &StringRecord) -> bool {
        self.exclusions.iter().any(|(column, value)| row.get(*column).is_some_and(|cell| cell.trim() == value))
    }

    fn draft(&self, row: &StringRecord) -> Result<Draft, Vec<Fault>> {
        let one = |fault| vec![fault];
        let id = self.cell(row, "id").unwrap_or_default();
        if id.is_empty() {
            return Err(vec![Fault::new("id", "the row has no id")]);
        }
        let mut answers = BTreeMap::new();
        for question in &self.questions {
            if let Some(answer) = question.answer(row).map_err(one)? {
                answers.insert(question.id.clone(), Some(answer));
            }
        }
        let title = self.title.and_then(|place| row.get(place)).unwrap_or_default();
        let submission = Submission {
            framework: self.framework.clone(),
            version: self.version,
            language: self.language.clone(),
            receipt: None,
            prompt: "story".to_owned(),
            title: title.to_owned(),
            text: row.get(self.story).unwrap_or_default().to_owned(),
            answers,
            consent: Consent { analysis: true, quotation: false },
            collection: None,
            told: None,
            worried: false,
            teller: None,
        };
        let received = self.received(row).map_err(one)?;
        Ok(Draft { submission, name: id.as_bytes().to_vec(), received, state: None })
    }

    fn cell<'r>(&self, row: &'r StringRecord, name: &str) -> Option<&'r str> {
        self.columns.get(name).and_then(|&place| row.get(place)).map(str::trim)
    }

    /// Milliseconds since 1970, of which the day is kept.
    fn received(&self, row: &StringRecord) -> Result<Option<Day>, Fault> {
        let Some(cell) = self.cell(row, "server_upload_time").filter(|cell| !cell.is_empty()) else { return Ok(None) };
        let time = cell.parse::<f64>().ok().and_then(|millis| DateTime::from_timestamp_millis(millis as i64));
        let day = time.and_then(|time| Day::try_from(time.date_naive()).ok());
        let wrong = || Fault::new("server_upload_time", format!("“{cell}” is no time in milliseconds since 1970"));
        day.map(Some).ok_or_else(wrong)
    }
}

fn question(element: &Element, columns: &HashMap<String, usize>) -> Result<Question, Fault> {
    let id = &element.id;
    let content = &element.content;
    let column = |name: String| columns.get(&name).copied().ok_or_else(|| Fault::new(name, "there is no such column"));
    let part = |name: &str| column(format!("{id}_{name}"));
    let shape = match element.kind.as_str() {
        "triad" => Shape::Triad([part(&content.labels[0].id)?, part(&content.labels[1].id)?, part(&content.labels[2].id)?]),
        // The right end's column is x itself.
        "dyad" => Shape::Dyad(part(&content.labels[1].id).or_else(|_| part("percentX"))?),
        "stones" => {
            let place =
                |stone: &str| Ok((stone.to_owned(), part(&format!("{stone}_percentX"))?, part(&format!("{stone}_percentY"))?));
            Shape::Stones(content.stones.iter().map(|stone| place(&stone.id)).collect::<Result<_, Fault>>()?)
        }
        _ if most(element) == 1 || columns.contains_key(id) => Shape::OneOf(column(id.clone())?),
        _ => Shape::Several(
            content.items.iter().map(|item| Ok((item.id.clone(), part(&item.id)?))).collect::<Result<_, Fault>>()?,
        ),
    };
    Ok(Question { id: id.clone(), shape, not_applicable: columns.get(&format!("{id}_NA")).copied() })
}

fn exclusion(wanted: &Exclusion, definition: &Definition, columns: &HashMap<String, usize>) -> Result<(usize, String), Fault> {
    let element = definition.named(&wanted.column);
    let id = element.map_or(wanted.column.as_str(), |element| element.id.as_str());
    let items = || element.into_iter().flat_map(|element| &element.content.items);
    let item = items().find(|item| item.id == wanted.value || words(&item.text) == words(&wanted.value));
    if let Some(&place) = columns.get(id) {
        return Ok((place, item.map_or(wanted.value.clone(), |item| item.id.clone())));
    }
    // A list for several answers has a column for each item, which holds 1.
    let several = item.and_then(|item| columns.get(&format!("{id}_{}", item.id)));
    let known = several.copied().map(|place| (place, "1".to_owned()));
    known.ok_or_else(|| Fault::new(&wanted.column, "there is no such column to leave rows out by; give its id or its title"))
}

impl Question {
    /// The answer in a row; nothing when it is unanswered.
    fn answer(&self, row: &StringRecord) -> Result<Option<AnswerInput>, Fault> {
        if self.not_applicable.is_some_and(|place| ticked(row, place)) {
            return Ok(Some(AnswerInput::NotApplicable));
        }
        let given = match &self.shape {
            Shape::Triad(places) => {
                let weights = self.triad(row, *places)?;
                weights.map(|triad| Given { triad: Some(triad), ..Given::default() })
            }
            Shape::Dyad(place) => {
                let x = self.number(row, *place)?.map(|x| if x > 1.0 { x / 100.0 } else { x });
                x.map(|x| Given { dyad: Some(x), ..Given::default() })
            }
            Shape::Stones(stones) => self.stones(row, stones)?,
            Shape::OneOf(place) => {
                let chosen = row.get(*place).map(str::trim).filter(|cell| !cell.is_empty());
                chosen.map(|id| Given { choice: Some(vec![id.to_owned()]), ..Given::default() })
            }
            Shape::Several(items) => {
                let chosen: Vec<String> =
                    items.iter().filter(|(_, place)| ticked(row, *place)).map(|(id, _)| id.clone()).collect();
                (!chosen.is_empty()).then_some(Given { choice: Some(chosen), ..Given::default() })
            }
        };
        Ok(given.map(AnswerInput::Given))
    }

    fn triad(&self, row: &StringRecord, places: [usize; 3]) -> Result<Option<[f64; 3]>, Fault> {
        let [a, b, c] = places;
        let (a, b, c) = (self.number(row, a)?, self.number(row, b)?, self.number(row, c)?);
        match (a, b, c) {
            (None, None, None) => Ok(None),
            // Older exports count to 100, and round each weight by itself.
            (Some(a), Some(b), Some(c)) if a + b + c > 50.0 => {
                let sum = a + b + c;
                if (sum - 100.0).abs() > 2.0 {
                    return Err(Fault::new(&self.id, format!("the three weights sum to {sum}, not to 100")));
                }
                Ok(Some([a / sum, b / sum, c / sum]))
            }
            (Some(a), Some(b), Some(c)) => Ok(Some([a, b, c])),
            _ => Err(Fault::new(&self.id, "one of the three weights is missing")),
        }
    }

    fn stones(&self, row: &StringRecord, stones: &[(String, usize, usize)]) -> Result<Option<Given>, Fault> {
        let mut placed = BTreeMap::new();
        for (stone, x, y) in stones {
            match (self.number(row, *x)?, self.number(row, *y)?) {
                (Some(x), Some(y)) => {
                    placed.insert(stone.clone(), [x, y]);
                }
                (None, None) => {}
                _ => return Err(Fault::new(format!("{}_{stone}", self.id), "one of the two coordinates is missing")),
            }
        }
        Ok((!placed.is_empty()).then_some(Given { stones: Some(placed), ..Given::default() }))
    }

    fn number(&self, row: &StringRecord, place: usize) -> Result<Option<f64>, Fault> {
        let Some(cell) = row.get(place).map(str::trim).filter(|cell| !cell.is_empty()) else { return Ok(None) };
        let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
        number.map(Some).ok_or_else(|| Fault::new(&self.id, format!("“{cell}” is not a number")))
    }
}

fn ticked(row: &StringRecord, place: usize) -> bool {
    row.get(place).is_some_and(|cell| matches!(cell.trim(), "1" | "true" | "TRUE" | "True" | "yes"))
}
