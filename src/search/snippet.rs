//! Cuts short excerpts from long texts.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_segmentation::GraphemeCursor;

use super::words::is_unspaced;

/// A piece of a snippet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(example = json!({"text": "waiting", "hit": true}))]
pub struct Fragment {
    /// Plain text, never HTML.
    pub text: String,
    /// Whether the query matched this piece.
    pub hit: bool,
}

/// A place in a text that matches a clause of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Byte range in the text.
    pub(super) range: Range<usize>,
    /// Index of the clause.
    pub(super) clause: usize,
}

/// Marks text that is left out.
const CUT: char = '…';

/// Cuts the part of the text that contains most of the marks.
pub(super) fn cut(text: &str, marks: &[Mark], max_chars: usize) -> Vec<Fragment> {
    let text_marks = merged(marks);
    let window = window(text, marks, max_chars);
    let mut fragments = Vec::new();
    if window.start > 0 {
        push(&mut fragments, &CUT.to_string(), false);
    }
    let mut at = window.start;
    for hit in text_marks {
        let hit = hit.start.max(at)..hit.end.min(window.end);
        if hit.start < hit.end {
            push(&mut fragments, &text[at..hit.start], false);
            push(&mut fragments, &text[hit.clone()], true);
            at = hit.end;
        }
    }
    push(&mut fragments, &text[at..window.end], false);
    if window.end < text.len() {
        push(&mut fragments, &CUT.to_string(), false);
    }
    fragments
}

fn push(fragments: &mut Vec<Fragment>, text: &str, hit: bool) {
    match fragments.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.hit == hit => last.text.push_str(text),
        _ => fragments.push(Fragment { text: text.to_owned(), hit }),
    }
}

/// The ranges in order, without overlaps; adjacent ranges are joined.
fn merged(marks: &[Mark]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = marks.iter().map(|mark| mark.range.clone()).collect();
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The byte range to show: the whole text when it is short enough, otherwise a part cut at word boundaries.
fn window(text: &str, marks: &[Mark], max_chars: usize) -> Range<usize> {
    // Byte offsets of all characters, and of the end.
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
    let length = offsets.len() - 1;
    if length <= max_chars {
        return 0..text.len();
    }
    // Two characters are reserved for the marks of omission.
    let budget = max_chars.saturating_sub(2);
    let char_at = |byte: usize| offsets.partition_point(|&offset| offset < byte);
    let mut hits: Vec<(Range<usize>, usize)> =
        marks.iter().map(|mark| (char_at(mark.range.start)..char_at(mark.range.end), mark.clause)).collect();
    hits.sort_unstable_by_key(|(range, _)| range.start);

    let core = densest(&hits, budget);
    // A third of the room goes before the hits; more when the text ends soon after, less when it has just begun.
    let lead = budget.saturating_sub(core.len()) / 3;
    let near_opening = core.end + lead <= budget;
    let start = if near_opening { 0 } else { core.start.saturating_sub(lead).min(length - budget) };
    let start = word_start(text, &offsets, start, core.start);
    let end = word_end(text, &offsets, start, core.end, (start + budget).min(length));
    offsets[start]..offsets[end]
}

/// The stretch of at most `budget` characters between hits that shows most clauses, then most hits, then comes first.
fn densest(hits: &[(Range<usize>, usize)], budget: usize) -> Range<usize> {
    let mut best = (0, 0);
    let mut core = 0..0;
    let mut last = 0;
    for first in 0..hits.len() {
        let start = hits[first].0.start;
        last = last.max(first);
        while last < hits.len() && hits[last].0.end <= start + budget {
            last += 1;
        }
        let inside = &hits[first..last];
        let mut clauses: Vec<usize> = inside.iter().map(|(_, clause)| *clause).collect();
        clauses.sort_unstable();
        clauses.dedup();
        if (clauses.len(), inside.len()) > best {
            best = (clauses.len(), inside.len());
            core = start..inside.iter().map(|(range, _)| range.end).max().unwrap_or(start);
        }
    }
    core
}

/// The first character from `from` to `latest` at which a word begins.
fn word_start(text: &str, offsets: &[usize], from: usize, latest: usize) -> usize {
    (from..latest).find(|&at| at == 0 || may_cut(text, offsets[at]) && !starts_with_space(text, offsets[at])).unwrap_or(latest)
}

/// The last character from `earliest` to `to` at which a word ends, otherwise the last grapheme boundary.
fn word_end(text: &str, offsets: &[usize], start: usize, earliest: usize, to: usize) -> usize {
    let whole = |at: usize| offsets[at] == text.len() || may_cut(text, offsets[at]) && !ends_with_space(text, offsets[at]);
    let at_word = (earliest.max(start + 1)..=to).rev().find(|&at| whole(at));
    at_word.or_else(|| (start..=to).rev().find(|&at| is_grapheme_boundary(text, offsets[at]))).unwrap_or(start)
}

/// Whether cutting the text there does not cut through a word.
fn may_cut(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let loose = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_unspaced(c));
    (loose(before) || loose(after)) && is_grapheme_boundary(text, at)
}

fn starts_with_space(text: &str, at: usize) -> bool {
    text[at..].starts_with(char::is_whitespace)
}

fn ends_with_space(text: &str, at: usize) -> bool {
    text[..at].ends_with(char::is_whitespace)
}

fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}
