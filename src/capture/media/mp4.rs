//! MP4 recordings. Every box that playing the sound does not need is overwritten.

use super::error::WrongFile;
use super::tracks::Tracks;

/// ISO base media (ISO/IEC 14496-12): boxes of a size, a name and what is in them.
pub(super) fn strip_metadata(bytes: &mut [u8]) -> Result<(), WrongFile> {
    let mut tracks = Tracks::default();
    boxes(bytes, b"file", &mut tracks)?;
    tracks.are_sound_alone()
}

fn boxes(mut rest: &mut [u8], within: &[u8; 4], tracks: &mut Tracks) -> Result<(), WrongFile> {
    while rest.len() >= 8 {
        let (header, size) = box_size(rest).ok_or(WrongFile::NoVoice)?;
        let (this, after) = rest.split_at_mut(size);
        let (head, body) = this.split_at_mut(header);
        let name = [head[4], head[5], head[6], head[7]];
        match (within, &name) {
            (b"mdia", b"hdlr") => {
                tracks.add(body.get(8..12) == Some(b"soun"));
                // A name, which tells of the device.
                body.get_mut(24..).into_iter().for_each(|name| name.fill(0));
            }
            (b"moov", b"mvhd") | (b"trak", b"tkhd") | (b"mdia", b"mdhd") => forget_times(body),
            (b"file", b"moov" | b"moof") | (b"moov", b"trak") | (b"trak", b"mdia") => boxes(body, &name, tracks)?,
            _ if is_needed(within, &name) => {}
            _ => {
                head[4..8].copy_from_slice(b"free");
                body.fill(0);
            }
        }
        rest = after;
    }
    rest.fill(0);
    Ok(())
}

/// The sizes of a box's header and of the whole box. One that broke off ends where the file does.
pub(super) fn box_size(bytes: &[u8]) -> Option<(usize, usize)> {
    let size = u32::from_be_bytes(bytes.first_chunk().copied()?);
    let (header, size) = match size {
        0 => (8, bytes.len() as u64),
        1 => (16, u64::from_be_bytes(bytes.get(8..16)?.try_into().ok()?)),
        size => (8, u64::from(size)),
    };
    let size = usize::try_from(size).unwrap_or(usize::MAX).min(bytes.len());
    (size >= header).then_some((header, size))
}

/// The boxes without which sound is not heard.
fn is_needed(within: &[u8; 4], name: &[u8; 4]) -> bool {
    match within {
        b"file" => matches!(name, b"ftyp" | b"styp" | b"mdat" | b"sidx" | b"mfra"),
        b"moov" => name == b"mvex",
        b"moof" => matches!(name, b"mfhd" | b"traf"),
        b"trak" => matches!(name, b"edts" | b"tref"),
        b"mdia" => matches!(name, b"minf" | b"elng"),
        _ => false,
    }
}

/// Overwrites when something was made and changed, which stands after the version and its flags.
fn forget_times(body: &mut [u8]) {
    let long = body.first() == Some(&1);
    if let Some(times) = body.get_mut(4..if long { 20 } else { 12 }) {
        times.fill(0);
    }
}
