//! Whether there is sound in a WebM recording: a whole block of one of its tracks.

use std::collections::HashSet;

use super::webm::{CLUSTER, Elements, SEGMENT, TRACK, TRACKS, element};

const TRACK_NUMBER: u32 = 0xd7;
const SIMPLE_BLOCK: u32 = 0xa3;
const BLOCK_GROUP: u32 = 0xa0;
const BLOCK: u32 = 0xa1;

/// Whether a recording with nothing but tracks of sound has a packet in one of them.
pub fn is_there(bytes: &[u8]) -> bool {
    let segments = || inside(bytes, SEGMENT);
    let numbers: HashSet<u64> = segments()
        .flat_map(|segment| inside(segment, TRACKS))
        .flat_map(|tracks| inside(tracks, TRACK))
        .flat_map(|track| inside(track, TRACK_NUMBER))
        .map(|number| number.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
        .collect();
    segments().flat_map(|segment| inside(segment, CLUSTER)).any(|cluster| {
        let simple = whole(cluster, SIMPLE_BLOCK);
        let grouped = inside(cluster, BLOCK_GROUP).flat_map(|group| whole(group, BLOCK));
        simple.chain(grouped).any(|block| is_packet(block, &numbers))
    })
}

/// What is in the elements of that name.
fn inside(bytes: &[u8], name: u32) -> impl Iterator<Item = &[u8]> {
    Elements(bytes).filter(move |&(found, _)| found == name).map(|(_, body)| body)
}

/// What is in the elements of that name that did not break off.
fn whole(bytes: &[u8], name: u32) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (found, header, size) = element(rest)?;
        let body = rest.get(header..size?)?;
        rest = &rest[size?..];
        Some((found, body))
    })
    .filter(move |&(found, _)| found == name)
    .map(|(_, body)| body)
}

/// Whether a block belongs to one of the tracks and is not empty (RFC 9559, 10): the number of its track, two bytes of time, flags, and
/// with lacing the number of frames, stand before the sound.
fn is_packet(block: &[u8], numbers: &HashSet<u64>) -> bool {
    let Some(&first) = block.first() else { return false };
    let width = first.leading_zeros() as usize + 1;
    let Some(written) = block.get(..width).filter(|_| width <= 8) else { return false };
    let written = written.iter().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    let number = written & ((1u64 << (7 * width)) - 1);
    let Some(&flags) = block.get(width + 2) else { return false };
    let before = width + 3 + usize::from(flags & 0x06 != 0);
    (numbers.is_empty() || numbers.contains(&number)) && block.len() > before
}
