//! Tests of the whole module, through its public interface.

mod erasing;
mod finding;
mod keeping;
mod languages;
mod odd_queries;
mod oracle;
mod paging;
mod quality;
mod related;
mod showing;
mod windows;

use std::path::Path;

use proptest::test_runner::{Config, RngSeed};
use roaring::RoaringTreemap;
use tempfile::TempDir;

use super::{Document, Index, IndexChange, MatchKind, Position};
use crate::model::Language;

/// The same cases in every run.
fn cases(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(26), failure_persistence: None, ..Config::default() }
}

/// An index in a folder that is removed when the test ends. Stories and changes are numbered from 1.
struct Library {
    index: Index,
    changes: i64,
    folder: TempDir,
}

impl Library {
    fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        Self { index, changes: 0, folder }
    }

    /// English stories, numbered from 1.
    fn of(texts: &[&str]) -> Self {
        let mut library = Self::empty();
        let stories: Vec<_> = texts.iter().map(|text| ("en", "", *text)).collect();
        library.put_all(1, &stories);
        library
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts stories (language, title, text) in one commit, numbered from `first`.
    fn put_all(&mut self, first: u64, stories: &[(&str, &str, &str)]) {
        let languages: Vec<Language> = stories.iter().map(|(language, ..)| language.parse().unwrap()).collect();
        let changes: Vec<_> = (first..)
            .zip(stories.iter().zip(&languages))
            .map(|(number, ((_, title, text), language))| {
                IndexChange::Put(Document { number, language, title, text, write_ins: &[] })
            })
            .collect();
        self.apply(&changes);
    }

    fn put(&mut self, number: u64, text: &str) {
        self.put_all(number, &[("en", "", text)]);
    }

    fn remove(&mut self, number: u64) {
        self.apply(&[IndexChange::Remove(number)]);
    }

    fn apply(&mut self, changes: &[IndexChange<'_>]) {
        self.changes += 1;
        self.index.apply(changes, Position { transaction: 0, sequence: self.changes, mark: 0 }).unwrap();
    }

    /// Stories of few words in several segments, some of them removed; numbered from 0, with the text of those that remain.
    fn of_few_words() -> (Self, Vec<Option<String>>) {
        let words = ["waiting", "list", "school", "bus", "help", "waited"];
        let text = |n: usize| (0..n % 7).map(|k| words[(n * 31 + k * k * 17) % words.len()]).collect::<Vec<_>>().join(" ");
        let mut texts: Vec<Option<String>> = (0..240).map(|n| Some(text(n))).collect();
        let mut library = Self::empty();
        for (block, texts) in (0..).zip(texts.chunks(60)) {
            let stories: Vec<_> = texts.iter().map(|text| ("en", "", text.as_deref().unwrap())).collect();
            library.put_all(block * 60, &stories);
        }
        for number in (0..240).step_by(11) {
            library.remove(number as u64);
            texts[number] = None;
        }
        (library, texts)
    }

    /// Numbers found as typed.
    fn find(&self, query: &str) -> Vec<u64> {
        let found = self.index.matching(query).unwrap();
        assert_eq!(found.kind, MatchKind::Exact, "{query}");
        found.numbers
    }

    /// Numbers found by similar spelling.
    fn find_nearly(&self, query: &str) -> Vec<u64> {
        let found = self.index.matching(query).unwrap();
        assert_eq!(found.kind, MatchKind::Fuzzy, "{query}");
        found.numbers
    }

    /// All numbers, best first.
    fn rank(&self, query: &str) -> Vec<u64> {
        let all: RoaringTreemap = (0..1_000).collect();
        self.index
            .ranked(query, |number| all.contains(number), None, 1_000)
            .unwrap()
            .hits
            .iter()
            .map(|hit| hit.number)
            .collect()
    }
}
