//! WebM recordings. Every element that playing the sound does not need is overwritten.

use super::error::WrongFile;
use super::tracks::Tracks;

/// The header of a WebM file.
pub(super) const EBML: [u8; 4] = [0x1a, 0x45, 0xdf, 0xa3];

/// Matroska (RFC 9559), of which WebM is a part: elements of a name, a size and what is in them.
pub(super) fn strip_metadata(bytes: &mut [u8]) -> Result<(), WrongFile> {
    if !is_webm(bytes) {
        return Err(WrongFile::NoVoice);
    }
    let mut tracks = Tracks::default();
    // Of a file that is WebM, what cannot be read is sound that is not there.
    let silent = |wrong| if wrong == WrongFile::NoVoice { WrongFile::NoSound } else { wrong };
    elements(bytes, FILE, &mut tracks).and_then(|()| tracks.are_sound_alone()).map_err(silent)
}

/// Whether what is left is less than the longest head of an element: the file broke off in it.
fn broke_off(rest: &[u8]) -> bool {
    rest.len() < 12
}

/// Whether the file's header says that it is WebM, wherever in the header that is.
fn is_webm(bytes: &[u8]) -> bool {
    let Some((_, start, Some(end))) = element(bytes) else { return false };
    let header = bytes.get(start..end).unwrap_or_default();
    let named = Elements(header).find(|&(name, _)| name == DOC_TYPE).map(|(_, body)| body);
    named.is_some_and(|body| body.strip_prefix(b"webm").is_some_and(|rest| rest.iter().all(|&byte| byte == 0)))
}

/// The elements within another one, each with its name and what is in it. Ends at the first that cannot be read; the last
/// one may have broken off.
pub(super) struct Elements<'a>(pub &'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, header, size) = element(self.0)?;
        let whole = match size {
            None if name == CLUSTER => cluster_size(self.0, header).ok()?,
            None => self.0.len(),
            Some(size) => size.min(self.0.len()),
        };
        let (this, after) = self.0.split_at(whole);
        self.0 = after;
        Some((name, this.get(header..)?))
    }
}

const FILE: u32 = 0;
const HEADER: u32 = 0x1a45_dfa3;
pub(super) const DOC_TYPE: u32 = 0x4282;
pub(super) const SEGMENT: u32 = 0x1853_8067;
pub(super) const INFO: u32 = 0x1549_a966;
pub(super) const TRACKS: u32 = 0x1654_ae6b;
pub(super) const TRACK: u32 = 0xae;
pub(super) const CLUSTER: u32 = 0x1f43_b675;
pub(super) const TRACK_TYPE: u32 = 0x83;
/// The type of a track of sound.
pub(super) const SOUND: u8 = 2;

fn elements(mut rest: &mut [u8], within: u32, tracks: &mut Tracks) -> Result<(), WrongFile> {
    while !rest.is_empty() {
        let Some((name, header, size)) = element(rest) else {
            if broke_off(rest) {
                rest.fill(0);
                return Ok(());
            }
            return Err(WrongFile::NoVoice);
        };
        let is_whole = size.is_none_or(|size| size <= rest.len());
        let size = match size {
            // What is recorded live does not know how long it will be: a cluster then ends where the next one begins.
            None if name == CLUSTER => cluster_size(rest, header)?,
            None => rest.len(),
            Some(size) => size.min(rest.len()),
        };
        let (this, after) = rest.split_at_mut(size);
        match (within, name) {
            (FILE, HEADER | SEGMENT) | (SEGMENT, INFO | TRACKS) => elements(&mut this[header..], name, tracks)?,
            (TRACKS, TRACK) => {
                let is_sound = is_sound(&this[header..])?;
                // One that broke off before it says what it holds is no other kind of track.
                if is_sound || is_whole {
                    tracks.add(is_sound);
                }
                elements(&mut this[header..], name, tracks)?;
            }
            // The names of what wrote the file must be there, and tell of the device.
            (INFO, 0x4d80 | 0x5741) => this[header..].fill(b' '),
            _ if is_heard(within, name) => {}
            _ => void(this),
        }
        rest = after;
    }
    Ok(())
}

/// An element's name, the size of its header, and that of the whole where it is known.
pub(super) fn element(bytes: &[u8]) -> Option<(u32, usize, Option<usize>)> {
    let length = bytes.first()?.leading_zeros() as usize + 1;
    let name = bytes.get(..length).filter(|_| length <= 4)?.iter().fold(0, |name, &byte| name << 8 | u32::from(byte));
    let bytes = &bytes[length..];
    let width = bytes.first()?.leading_zeros() as usize + 1;
    let written = bytes.get(..width).filter(|_| width <= 8)?.iter().fold(0, |size: u64, &byte| size << 8 | u64::from(byte));
    let size = written & ((1 << (7 * width)) - 1);
    let header = length + width;
    let unknown = size == (1 << (7 * width)) - 1;
    let whole = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(header);
    Some((name, header, (!unknown).then_some(whole)))
}

/// Where a cluster ends that does not say so: before the next element that can stand in no cluster.
fn cluster_size(bytes: &[u8], header: usize) -> Result<usize, WrongFile> {
    let mut at = header;
    while at < bytes.len() {
        let Some((name, _, size)) = element(&bytes[at..]) else {
            return if broke_off(&bytes[at..]) { Ok(bytes.len()) } else { Err(WrongFile::NoVoice) };
        };
        // Names of four bytes are those of the segment's own parts.
        if name > 0x0fff_ffff {
            return Ok(at);
        }
        at = at.saturating_add(size.ok_or(WrongFile::NoVoice)?);
    }
    Ok(bytes.len())
}

fn is_sound(mut track: &[u8]) -> Result<bool, WrongFile> {
    let mut sound = None;
    while !track.is_empty() {
        let Some((name, header, size)) = element(track) else {
            return if broke_off(track) { Ok(sound == Some(true)) } else { Err(WrongFile::NoVoice) };
        };
        let size = size.unwrap_or(track.len()).min(track.len());
        if name == TRACK_TYPE {
            // A number's leading zeros do not count, and a type that stands there twice is none.
            let number = track[header..size].iter().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
            sound = Some(sound.is_none() && number == u64::from(SOUND));
        }
        track = &track[size..];
    }
    Ok(sound == Some(true))
}

/// The elements without which sound is not heard.
fn is_heard(within: u32, name: u32) -> bool {
    match within {
        // The versions and limits of the format.
        HEADER => matches!(name, 0x4286 | 0x42f7 | 0x42f2 | 0x42f3 | DOC_TYPE | 0x4287 | 0x4285),
        // What stands where, the sound, and where to find it.
        SEGMENT => matches!(name, 0x114d_9b74 | CLUSTER | 0x1c53_bb6b),
        // The scale of time, and how long it is.
        INFO => matches!(name, 0x2a_d7b1 | 0x4489),
        // Numbers, flags, codec and its settings, language, packing, how sound is laid out.
        TRACK => matches!(
            name,
            0xd7 | 0x73c5
                | TRACK_TYPE
                | 0xb9
                | 0x88
                | 0x55aa
                | 0x9c
                | 0x23_e383
                | 0x22_b59c
                | 0x86
                | 0x63a2
                | 0x56aa
                | 0x56bb
                | 0x6d80
                | 0xe1
        ),
        _ => false,
    }
}

/// Overwrites an element with one that says nothing.
fn void(this: &mut [u8]) {
    let length = this.len();
    this.fill(0);
    this[0] = 0xec;
    match length {
        0..2 => {}
        2..9 => this[1] = 0x80 | (length - 2) as u8,
        _ => {
            this[1..9].copy_from_slice(&((length - 9) as u64).to_be_bytes());
            this[1] = 0x01;
        }
    }
}
