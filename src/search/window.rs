//! The matches among some thousand documents that follow each other: few enough for the processor's cache.

use tantivy::{DocId, Score};

/// Documents of a window.
pub(super) const WINDOW: usize = 4_096;
const WORDS: usize = WINDOW / 64;

/// A bit and a score for each document.
pub(super) struct Window {
    pub(super) start: DocId,
    bits: Box<[u64; WORDS]>,
    /// Meaningful where the bit is set, zero elsewhere unless scores are not asked for.
    scores: Box<[Score; WINDOW]>,
}

impl Window {
    pub(super) fn new() -> Self {
        Self { start: 0, bits: Box::new([0; WORDS]), scores: Box::new([0.0; WINDOW]) }
    }

    /// Empties it, for documents from `start` on.
    pub(super) fn reset(&mut self, start: DocId) {
        self.start = start;
        self.bits.fill(0);
        self.scores.fill(0.0);
    }

    /// The first document after it.
    pub(super) fn end(&self) -> DocId {
        self.start.saturating_add(WINDOW as DocId)
    }

    pub(super) fn count(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// Marks a document of this window and adds to its score.
    #[inline]
    pub(super) fn add(&mut self, doc: DocId, score: Score) {
        let place = (doc - self.start) as usize;
        self.bits[place / 64] |= 1 << (place % 64);
        self.scores[place] += score;
    }

    /// Marks a document of this window.
    #[inline]
    pub(super) fn mark(&mut self, doc: DocId) {
        let place = (doc - self.start) as usize;
        self.bits[place / 64] |= 1 << (place % 64);
    }

    /// Marks all documents below `end`.
    pub(super) fn add_all(&mut self, end: DocId) {
        let many = (end.saturating_sub(self.start) as usize).min(WINDOW);
        self.bits[..many / 64].fill(u64::MAX);
        if many < WINDOW {
            self.bits[many / 64] |= (1 << (many % 64)) - 1;
        }
    }

    /// Adds the matches of another window of the same documents.
    pub(super) fn merge(&mut self, other: &Self) {
        other.each(|doc, score| self.add(doc, score));
    }

    /// Leaves what the other window of the same documents has, too, and adds its scores.
    pub(super) fn and(&mut self, other: &Self) {
        self.bits.iter_mut().zip(other.bits.iter()).for_each(|(own, other)| *own &= other);
        self.scores.iter_mut().zip(other.scores.iter()).for_each(|(own, other)| *own += other);
    }

    /// Leaves what the other window of the same documents does not have.
    pub(super) fn without(&mut self, other: &Self) {
        self.bits.iter_mut().zip(other.bits.iter()).for_each(|(own, other)| *own &= !other);
    }

    /// Leaves the documents for which `holds`, which may change their scores.
    pub(super) fn keep(&mut self, mut holds: impl FnMut(DocId, &mut Score) -> bool) {
        let Self { start, bits, scores } = self;
        for (at, word) in bits.iter_mut().enumerate() {
            let mut left = *word;
            while left != 0 {
                let place = at * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                if !holds(*start + place as DocId, &mut scores[place]) {
                    *word &= !(1 << (place % 64));
                }
            }
        }
    }

    /// Every match with its score, in order.
    #[inline]
    pub(super) fn each(&self, mut take: impl FnMut(DocId, Score)) {
        for (at, &word) in self.bits.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                let place = at * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                take(self.start + place as DocId, self.scores[place]);
            }
        }
    }
}
