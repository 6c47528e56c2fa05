//! Carries out a plan on one segment of the index, window by window.
//!
//! Tantivy walks through the postings of all words in step, one document at a time. That is slow where words are frequent: with
//! two words that every story has, and each looked up as written and as a stem, in the title and in the text, it takes eight
//! steps for each story, each through pointers. Here each word fills a window of some thousand documents in one loop, and
//! windows are joined as sets of bits. Where few documents of a window are left, the other words are asked for these only.
//!
//! Scores are computed for every match and always added up in the same order, so the same query is always ranked in the same
//! way.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{Bm25Weight, Scorer};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::error::SearchError;
use super::tree::{All, Lookup, Most, Other, Plan};
use super::window::{WINDOW, Window};

/// So few documents of a window are looked up one by one.
const FEW: u32 = 64;

/// A place in the matches of a plan, which only moves forward.
pub(super) enum Cursor {
    /// All documents below this one.
    Everything(DocId),
    Word(Box<Word>),
    Other(Box<dyn Scorer>, bool),
    Any(Vec<Cursor>),
    All(Box<Joined>),
    Most(Box<Weighed>),
}

/// The documents with one word.
pub(super) struct Word {
    postings: BlockSegmentPostings,
    /// The place in the current block; beyond it at the end.
    at: usize,
    scoring: Option<(FieldNormReader, Bm25Weight)>,
}

/// The documents that have all of some parts.
pub(super) struct Joined {
    wanted: Vec<Cursor>,
    unwanted: Vec<Cursor>,
    found: Window,
    other: Window,
}

/// The documents whose parts are worth enough.
pub(super) struct Weighed {
    parts: Vec<(Cursor, Score)>,
    least: Score,
    found: Window,
    other: Window,
    worth: Box<[Score; WINDOW]>,
}

/// Opens plans on a segment.
pub(super) struct Opener<'s> {
    segment: &'s SegmentReader,
    /// Whether scores are computed.
    scored: bool,
    /// The lengths of texts, by field: reading them anew for each word would take longer than most searches.
    lengths: Vec<(Field, FieldNormReader)>,
}

impl<'s> Opener<'s> {
    pub(super) fn new(segment: &'s SegmentReader, scored: bool) -> Self {
        Self { segment, scored, lengths: Vec::new() }
    }

    /// A cursor at the beginning; `None` when no document of the segment matches.
    pub(super) fn open(&mut self, plan: &Plan) -> Result<Option<Cursor>, SearchError> {
        Ok(match plan {
            Plan::Everything => Some(Cursor::Everything(self.segment.max_doc())),
            Plan::Word(word) => self.word(word)?,
            Plan::Other(other) => self.other(other)?,
            Plan::Any(ways) => {
                let mut open = self.open_all(ways)?;
                if open.len() > 1 { Some(Cursor::Any(open)) } else { open.pop() }
            }
            Plan::All(parts) => self.joined(parts)?,
            Plan::Most(parts) => self.weighed(parts)?,
        })
    }

    fn open_all(&mut self, plans: &[Plan]) -> Result<Vec<Cursor>, SearchError> {
        plans.iter().filter_map(|plan| self.open(plan).transpose()).collect()
    }

    fn word(&mut self, word: &Lookup) -> Result<Option<Cursor>, SearchError> {
        let field = word.term.field();
        let index = self.segment.inverted_index(field)?;
        let option = if self.scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let Some(postings) = index.read_block_postings(&word.term, option)? else { return Ok(None) };
        if !self.scored && postings.doc_freq() == self.segment.max_doc() {
            return Ok(Some(Cursor::Everything(self.segment.max_doc())));
        }
        let scoring = if self.scored { Some((self.lengths(field)?, word.weight.clone())) } else { None };
        Ok(Some(Cursor::Word(Box::new(Word { postings, at: 0, scoring }))))
    }

    fn lengths(&mut self, field: Field) -> Result<FieldNormReader, SearchError> {
        if let Some((_, known)) = self.lengths.iter().find(|(own, _)| *own == field) {
            return Ok(known.clone());
        }
        let read = self.segment.get_fieldnorms_reader(field)?;
        self.lengths.push((field, read.clone()));
        Ok(read)
    }

    fn other(&self, other: &Other) -> Result<Option<Cursor>, SearchError> {
        let weight = if self.scored { &other.scored } else { &other.unscored };
        let scorer = weight.scorer(self.segment, other.boost)?;
        Ok((scorer.doc() != TERMINATED).then_some(Cursor::Other(scorer, self.scored)))
    }

    fn joined(&mut self, parts: &All) -> Result<Option<Cursor>, SearchError> {
        let wanted = self.open_all(&parts.wanted)?;
        if wanted.len() < parts.wanted.len() {
            return Ok(None);
        }
        let unwanted = self.open_all(&parts.unwanted)?;
        let (found, other) = (Window::new(), Window::new());
        Ok(Some(Cursor::All(Box::new(Joined { wanted, unwanted, found, other }))))
    }

    fn weighed(&mut self, most: &Most) -> Result<Option<Cursor>, SearchError> {
        let mut parts = Vec::with_capacity(most.parts.len());
        for (plan, worth) in &most.parts {
            parts.extend(self.open(plan)?.map(|part| (part, *worth)));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        let (found, other, worth) = (Window::new(), Window::new(), Box::new([0.0; WINDOW]));
        Ok(Some(Cursor::Most(Box::new(Weighed { parts, least: most.least, found, other, worth }))))
    }
}

impl Cursor {
    /// No match lies between `from` and this document.
    pub(super) fn ahead(&mut self, from: DocId) -> DocId {
        match self {
            Self::Everything(end) => {
                if from < *end {
                    from
                } else {
                    TERMINATED
                }
            }
            Self::Word(word) => word.seek(from),
            Self::Other(scorer, _) => seek(&mut **scorer, from),
            Self::Any(ways) => ways.iter_mut().map(|way| way.ahead(from)).min().unwrap_or(TERMINATED),
            Self::All(all) => all.wanted.first_mut().map_or(TERMINATED, |part| part.ahead(from)),
            Self::Most(most) => most.parts.iter_mut().map(|(part, _)| part.ahead(from)).min().unwrap_or(TERMINATED),
        }
    }

    /// Replaces what is in the window with the matches from `start` on.
    pub(super) fn fill(&mut self, start: DocId, window: &mut Window) {
        if let Self::All(all) = self {
            all.find(start);
            std::mem::swap(&mut all.found, window);
        } else {
            window.reset(start);
            self.add(window);
        }
    }

    /// Adds the matches to the window.
    fn add(&mut self, window: &mut Window) {
        match self {
            Self::Everything(end) => window.add_all(*end),
            Self::Word(word) => word.add(window),
            Self::Other(scorer, scored) => {
                let mut doc = seek(&mut **scorer, window.start);
                while doc < window.end() {
                    let score = if *scored { scorer.score() } else { 0.0 };
                    window.add(doc, score);
                    doc = scorer.advance();
                }
            }
            Self::Any(ways) => ways.iter_mut().for_each(|way| way.add(window)),
            Self::All(all) => {
                all.find(window.start);
                window.merge(&all.found);
            }
            Self::Most(most) => {
                most.find(window.start);
                window.merge(&most.found);
            }
        }
    }

    /// Whether the document matches; adds to its score if it does. Documents must be asked for in order.
    fn probe(&mut self, doc: DocId, score: &mut Score) -> bool {
        match self {
            Self::Everything(end) => doc < *end,
            Self::Word(word) => word.probe(doc, score),
            Self::Other(scorer, scored) => {
                let found = seek(&mut **scorer, doc) == doc;
                *score += if found && *scored { scorer.score() } else { 0.0 };
                found
            }
            Self::Any(ways) => {
                // Each way adds to the score, so none is passed over.
                let mut found = false;
                for way in ways {
                    found |= way.probe(doc, score);
                }
                found
            }
            Self::All(all) => {
                let mut own = 0.0;
                let found = all.wanted.iter_mut().all(|part| part.probe(doc, &mut own))
                    && !all.unwanted.iter_mut().any(|part| part.probe(doc, &mut 0.0));
                *score += if found { own } else { 0.0 };
                found
            }
            Self::Most(most) => {
                let (mut own, mut worth) = (0.0, 0.0);
                for (part, value) in &mut most.parts {
                    worth += if part.probe(doc, &mut own) { *value } else { 0.0 };
                }
                *score += if worth >= most.least { own } else { 0.0 };
                worth >= most.least
            }
        }
    }
}

impl Word {
    fn doc(&self) -> DocId {
        self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn seek(&mut self, doc: DocId) -> DocId {
        if self.doc() < doc {
            self.at = self.postings.seek(doc);
        }
        self.doc()
    }

    fn probe(&mut self, doc: DocId, score: &mut Score) -> bool {
        let found = self.seek(doc) == doc;
        if found && let Some((lengths, weight)) = &self.scoring {
            *score += weight.score(lengths.fieldnorm_id(doc), self.postings.freq(self.at));
        }
        found
    }

    fn add(&mut self, window: &mut Window) {
        self.seek(window.start);
        let end = window.end();
        loop {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            let here = match docs.last() {
                None => return,
                Some(&last) if last < end => docs.len(),
                Some(_) => docs.partition_point(|&doc| doc < end),
            };
            match &self.scoring {
                None => docs[..here].iter().for_each(|&doc| window.mark(doc)),
                Some((lengths, weight)) => {
                    for (&doc, &often) in docs[..here].iter().zip(&self.postings.freqs()[self.at..]) {
                        window.add(doc, weight.score(lengths.fieldnorm_id(doc), often));
                    }
                }
            }
            if here < docs.len() {
                self.at += here;
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}

impl Joined {
    fn find(&mut self, start: DocId) {
        let Self { wanted, unwanted, found, other } = self;
        let Some((first, others)) = wanted.split_first_mut() else { return };
        first.fill(start, found);
        for part in others {
            match found.count() {
                0 => return,
                1..=FEW => found.keep(|doc, score| part.probe(doc, score)),
                _ => {
                    part.fill(start, other);
                    found.and(other);
                }
            }
        }
        for part in unwanted {
            match found.count() {
                0 => return,
                1..=FEW => found.keep(|doc, _| !part.probe(doc, &mut 0.0)),
                _ => {
                    part.fill(start, other);
                    found.without(other);
                }
            }
        }
    }
}

impl Weighed {
    fn find(&mut self, start: DocId) {
        self.found.reset(start);
        self.worth.fill(0.0);
        for (part, worth) in &mut self.parts {
            part.fill(start, &mut self.other);
            self.other.each(|doc, _| self.worth[(doc - start) as usize] += *worth);
            self.found.merge(&self.other);
        }
        self.found.keep(|doc, _| self.worth[(doc - start) as usize] >= self.least);
    }
}

fn seek(scorer: &mut dyn Scorer, doc: DocId) -> DocId {
    if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() }
}
