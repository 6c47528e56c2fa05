//! A column of words that many rows share, such as collections and prompts.

use std::collections::HashMap;
use std::sync::Arc;

use super::chunked::Chunked;

/// A column of repeated words: each row has a code, 0 for no word.
#[derive(Clone, Debug, Default)]
pub(in crate::patterns) struct Words {
    codes: Arc<HashMap<String, u32>>,
    pub code: Chunked<u32>,
}

impl Words {
    /// The code of a word; a new word is added.
    pub fn learn(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return 0 };
        if let Some(&code) = self.codes.get(word) {
            return code;
        }
        let code = self.codes.len() as u32 + 1;
        Arc::make_mut(&mut self.codes).insert(word.to_owned(), code);
        code
    }

    /// Words in the order of their codes, and the code of each row.
    pub fn with(known: Vec<String>, code: Chunked<u32>) -> Self {
        Self { codes: Arc::new(known.into_iter().zip(1..).collect()), code }
    }

    /// All words, in the order of their codes.
    pub fn in_order(&self) -> Vec<String> {
        let mut words: Vec<(&String, u32)> = self.codes.iter().map(|(word, &code)| (word, code)).collect();
        words.sort_unstable_by_key(|&(_, code)| code);
        words.into_iter().map(|(word, _)| word.clone()).collect()
    }

    /// Writes a word.
    pub fn put(&mut self, at: usize, word: Option<&str>) {
        let code = self.learn(word);
        self.code.put(at, code);
    }

    /// The code of a known word.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.codes.get(word).copied()
    }

    /// The number of codes, including 0.
    pub fn len(&self) -> usize {
        self.codes.len() + 1
    }

    /// All words, in alphabetical order.
    pub fn known(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.codes.keys().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}
