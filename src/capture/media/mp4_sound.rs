//! Whether there is sound in an MP4 recording: a whole sample that lies in the media data of the file (ISO/IEC 14496-12).

use std::collections::HashMap;
use std::ops::Range;

use super::mp4::box_size;

/// Whether a recording with nothing but tracks of sound has a sample in one of them.
pub fn is_there(bytes: &[u8]) -> bool {
    let media: Vec<Range<usize>> = boxes(bytes, b"mdat").map(|(_, place)| place).collect();
    let lies_in_file = |start: u64, size: u32| {
        let end = start.saturating_add(u64::from(size));
        // The boxes stand in the order of the file.
        let after = media.partition_point(|place| place.start as u64 <= start);
        size > 0 && after > 0 && end <= media[after - 1].end as u64
    };
    let movies = || all(bytes, b"moov");
    movies().flat_map(|movie| all(movie, b"trak")).any(|track| {
        let table = at(track, &[b"mdia", b"minf", b"stbl"]);
        table.is_some_and(|table| has_sample(table, &lies_in_file))
    }) || {
        let usual = movies().flat_map(|movie| all(movie, b"mvex")).flat_map(|mvex| all(mvex, b"trex"));
        let usual: HashMap<u32, u32> = usual.filter_map(|usual| Some((number(usual, 4)?, number(usual, 16)?))).collect();
        boxes(bytes, b"moof")
            .any(|(start, place)| all(&bytes[place], b"traf").any(|track| has_run(track, start as u64, &usual, &lies_in_file)))
    }
}

/// Whether a sample of a track lies in the file. Of each chunk its first sample that is not empty is looked at.
fn has_sample(table: &[u8], lies_in_file: &impl Fn(u64, u32) -> bool) -> bool {
    let Some(sizes) = Sizes::of(table) else { return false };
    let offsets = at(table, &[b"stco"]).map(|table| (table, 4)).or_else(|| at(table, &[b"co64"]).map(|table| (table, 8)));
    let (Some((offsets, width)), Some(runs)) = (offsets, at(table, &[b"stsc"])) else { return false };
    let runs: Vec<(u32, u32)> = entries(runs, 12).filter_map(|run| Some((number(run, 0)?, number(run, 4)?))).collect();
    let (mut run, mut first) = (0, 0u64);
    for (chunk, offset) in (1u32..).zip(entries(offsets, width)) {
        while runs.get(run + 1).is_some_and(|&(from, _)| from <= chunk) {
            run += 1;
        }
        let Some(&(_, count)) = runs.get(run) else { return false };
        let start = offset.iter().fold(0u64, |start, &byte| start << 8 | u64::from(byte));
        if sizes.first_of(first, count).is_some_and(|size| lies_in_file(start, size)) {
            return true;
        }
        first = first.saturating_add(u64::from(count));
    }
    false
}

/// The sizes of a track's samples.
enum Sizes<'a> {
    Same { size: u32, count: u32 },
    Each { bits: usize, table: &'a [u8] },
}

impl<'a> Sizes<'a> {
    fn of(table: &'a [u8]) -> Option<Self> {
        if let Some(sizes) = at(table, &[b"stsz"]) {
            let (size, count) = (number(sizes, 4)?, number(sizes, 8)?);
            return Some(match size {
                0 => Self::Each { bits: 32, table: listed(sizes, 12, count, 32)? },
                size => Self::Same { size, count },
            });
        }
        let sizes = at(table, &[b"stz2"])?;
        let (bits, count) = (usize::from(*sizes.get(7)?), number(sizes, 8)?);
        matches!(bits, 4 | 8 | 16).then_some(())?;
        Some(Self::Each { bits, table: listed(sizes, 12, count, bits)? })
    }

    /// The size of the first sample that is not empty, of so many from that one on.
    fn first_of(&self, first: u64, count: u32) -> Option<u32> {
        match *self {
            Self::Same { size, count: all } => (count > 0 && first < u64::from(all)).then_some(size),
            Self::Each { bits, table } => {
                let first = usize::try_from(first).ok()?;
                (first..first.saturating_add(count as usize))
                    .map_while(|sample| {
                        let byte = sample.checked_mul(bits)? / 8;
                        Some(match bits {
                            4 if sample % 2 == 0 => u32::from(*table.get(byte)? >> 4),
                            4 => u32::from(*table.get(byte)? & 0x0f),
                            8 => u32::from(*table.get(byte)?),
                            16 => u32::from(u16::from_be_bytes(*table.get(byte..)?.first_chunk()?)),
                            _ => number(table, byte)?,
                        })
                    })
                    .find(|&size| size > 0)
            }
        }
    }
}

/// The part of a table that holds so many numbers of so many bits, or what there is of it.
fn listed(table: &[u8], from: usize, count: u32, bits: usize) -> Option<&[u8]> {
    let rest = table.get(from..)?;
    let length = (count as usize).saturating_mul(bits).div_ceil(8);
    Some(&rest[..length.min(rest.len())])
}

/// Whether a run of samples of a fragment lies in the file.
fn has_run(track: &[u8], moof: u64, usual: &HashMap<u32, u32>, lies_in_file: &impl Fn(u64, u32) -> bool) -> bool {
    let Some(header) = at(track, &[b"tfhd"]) else { return false };
    let (Some(flags), Some(id)) = (number(header, 0), number(header, 4)) else { return false };
    let mut place = 8;
    let mut field = |bit: u32, width: usize| {
        let found = (flags & bit != 0).then_some(place);
        place += if found.is_some() { width } else { 0 };
        found
    };
    let base = field(0x1, 8);
    field(0x2, 4);
    field(0x8, 4);
    let size = field(0x10, 4).and_then(|place| number(header, place)).or_else(|| usual.get(&id).copied());
    let base = match base {
        Some(place) => match header.get(place..).and_then(|rest| rest.first_chunk()) {
            Some(written) => u64::from_be_bytes(*written),
            None => return false,
        },
        None => moof,
    };
    all(track, b"trun").any(|run| first_of_run(run, base, size).is_some_and(|(start, size)| lies_in_file(start, size)))
}

/// Where the first sample of a run that is not empty begins, and its size.
fn first_of_run(run: &[u8], base: u64, usual: Option<u32>) -> Option<(u64, u32)> {
    let (flags, count) = (number(run, 0)?, number(run, 4)?);
    let mut place = 8;
    let mut start = base;
    if flags & 0x1 != 0 {
        start = base.checked_add_signed(i64::from(number(run, place)?.cast_signed()))?;
        place += 4;
    }
    place += if flags & 0x4 != 0 { 4 } else { 0 };
    if flags & 0x200 == 0 {
        return usual.filter(|_| count > 0).map(|size| (start, size));
    }
    let before = if flags & 0x100 != 0 { 4 } else { 0 };
    let width = [0x100, 0x200, 0x400, 0x800].iter().filter(|&bit| flags & bit != 0).count() * 4;
    let samples = run.get(place..)?.chunks_exact(width).take(count as usize);
    let size = samples.filter_map(|sample| number(sample, before)).find(|&size| size > 0)?;
    Some((start, size))
}

/// Where the boxes of that name begin, and where what is in them stands. A box that broke off ends where the file does.
fn boxes<'a>(bytes: &'a [u8], name: &'static [u8; 4]) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
    let mut next = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(next..)?;
        let (header, size) = box_size(rest)?;
        let start = next;
        next += size;
        Some((start, start + header..next))
    })
    .filter(move |&(start, _)| bytes.get(start + 4..start + 8) == Some(&name[..]))
}

/// What is in the boxes of that name.
fn all<'a>(bytes: &'a [u8], name: &'static [u8; 4]) -> impl Iterator<Item = &'a [u8]> + 'a {
    boxes(bytes, name).map(move |(_, place)| &bytes[place])
}

/// What is in the first box on that path.
fn at<'a>(bytes: &'a [u8], path: &[&'static [u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(bytes, |within, name| all(within, name).next())
}

/// The entries of a table: after its version, flags and count.
fn entries(table: &[u8], width: usize) -> impl Iterator<Item = &[u8]> {
    let count = number(table, 4).unwrap_or_default() as usize;
    table.get(8..).unwrap_or_default().chunks_exact(width).take(count)
}

fn number(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(place..)?.first_chunk()?))
}
