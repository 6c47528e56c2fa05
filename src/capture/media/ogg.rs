//! Ogg recordings (RFC 3533). Nothing in them is overwritten, because their pages carry checksums; one that names a place is
//! refused.

use std::collections::HashMap;

use super::error::WrongFile;
use super::ogg_comments::Comments;
use super::tracks::Tracks;

/// Checks that a recording is sound alone and names no place. Returns whether there is a packet of sound in it.
///
/// # Errors
/// [`WrongFile`].
pub(super) fn check(bytes: &[u8]) -> Result<bool, WrongFile> {
    let mut streams: HashMap<[u8; 4], Stream> = HashMap::new();
    let mut tracks = Tracks::default();
    let mut heard = false;
    let mut at = 0;
    while let Some(page) = Page::read(&bytes[at..]) {
        if page.begins {
            let codec = Codec::of(page.content);
            tracks.add(codec.is_some());
            let before = match codec {
                Some(codec) => streams.insert(page.serial, Stream::new(codec)),
                None => streams.remove(&page.serial),
            };
            before.map_or(Ok(()), |before| before.check_unfinished())?;
        }
        if let Some(stream) = streams.get_mut(&page.serial) {
            heard |= stream.read(&page)? && page.is_whole;
        }
        at += page.size;
    }
    // The last page may have broken off; anything else is not Ogg's.
    if at < bytes.len() && !bytes[at..].starts_with(b"OggS") {
        return Err(WrongFile::NoVoice);
    }
    streams.values().try_for_each(Stream::check_unfinished)?;
    tracks.are_sound_alone()?;
    Ok(heard)
}

/// A page: its stream, and pieces of packets. A piece that fills 255 bytes goes on in the next one.
struct Page<'a> {
    begins: bool,
    continues: bool,
    serial: [u8; 4],
    lacing: &'a [u8],
    content: &'a [u8],
    size: usize,
    /// Whether it did not break off. Players leave out a page that did.
    is_whole: bool,
}

impl<'a> Page<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let segments = usize::from(*bytes.get(26).filter(|_| bytes.starts_with(b"OggS"))?);
        let header = 27 + segments;
        let lacing = bytes.get(27..header)?;
        let length: usize = lacing.iter().map(|&size| usize::from(size)).sum();
        let size = (header + length).min(bytes.len());
        let is_whole = size == header + length;
        let (begins, continues) = (bytes[5] & 2 != 0, bytes[5] & 1 != 0);
        let (serial, content) = (*bytes[14..].first_chunk()?, &bytes[header..size]);
        Some(Self { begins, continues, serial, lacing, content, size, is_whole })
    }

    /// The packets of this page, each with whether it ends here. What broke off is left out.
    fn packets(&self) -> impl Iterator<Item = (&'a [u8], bool)> {
        let (mut lacing, mut content) = (self.lacing, self.content);
        std::iter::from_fn(move || {
            let last = lacing.iter().position(|&size| size < 255);
            let pieces = last.map_or(lacing.len(), |last| last + 1);
            let length: usize = lacing.get(..pieces).filter(|_| pieces > 0)?.iter().map(|&size| usize::from(size)).sum();
            let packet = content.get(..length)?;
            (lacing, content) = (&lacing[pieces..], &content[length..]);
            Some((packet, last.is_some()))
        })
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Codec {
    Opus,
    Vorbis,
    Speex,
    Flac,
}

impl Codec {
    fn of(first: &[u8]) -> Option<Self> {
        let known = [
            (&b"OpusHead"[..], Self::Opus),
            (b"\x01vorbis", Self::Vorbis),
            (b"Speex   ", Self::Speex),
            (b"\x7fFLAC", Self::Flac),
        ];
        known.into_iter().find(|(name, _)| first.starts_with(name)).map(|(_, codec)| codec)
    }
}

/// What is known of a stream of sound.
struct Stream {
    codec: Codec,
    /// Packets that have ended.
    packets: usize,
    /// Speex: headers after the comments.
    extra_headers: usize,
    /// The beginning of a packet that goes on in the next page.
    unfinished: Vec<u8>,
}

impl Stream {
    fn new(codec: Codec) -> Self {
        Self { codec, packets: 0, extra_headers: 0, unfinished: Vec::new() }
    }

    /// Reads a page. Returns whether a packet of sound ends in it.
    fn read(&mut self, page: &Page<'_>) -> Result<bool, WrongFile> {
        let mut heard = false;
        if !page.continues {
            self.check_unfinished()?;
            self.unfinished.clear();
        }
        for (piece, ends) in page.packets() {
            self.unfinished.extend_from_slice(piece);
            if ends {
                let packet = std::mem::take(&mut self.unfinished);
                heard |= self.take(&packet)?;
            }
        }
        Ok(heard)
    }

    /// Reads a packet. Returns whether it holds sound.
    fn take(&mut self, packet: &[u8]) -> Result<bool, WrongFile> {
        if let Some(comments) = self.comments(packet) {
            comments.check()?;
        }
        if self.packets == 0 && self.codec == Codec::Speex {
            let extra = packet.get(68..72).and_then(|extra| extra.first_chunk()).copied().map(u32::from_le_bytes);
            self.extra_headers = extra.unwrap_or_default() as usize;
        }
        let heard = self.is_sound(packet);
        self.packets += 1;
        Ok(heard)
    }

    /// Whether a packet holds sound, and no header.
    fn is_sound(&self, packet: &[u8]) -> bool {
        let Some(&first) = packet.first() else { return false };
        match self.codec {
            Codec::Opus => self.packets >= 2,
            // The lowest bit of the first byte tells headers from sound.
            Codec::Vorbis => self.packets >= 3 && first & 1 == 0,
            Codec::Speex => self.packets >= self.extra_headers.saturating_add(2),
            Codec::Flac => self.packets >= 1 && first == 0xff,
        }
    }

    /// The comments in a header.
    fn comments<'a>(&self, packet: &'a [u8]) -> Option<Comments<'a>> {
        match self.codec {
            Codec::Opus => packet.strip_prefix(b"OpusTags").filter(|_| self.packets == 1).map(Comments::Listed),
            Codec::Vorbis => packet.strip_prefix(b"\x03vorbis").filter(|_| self.packets == 1).map(Comments::Listed),
            Codec::Speex => (self.packets == 1).then_some(Comments::Listed(packet)),
            // A block of metadata: its kind, and three bytes of length.
            Codec::Flac if self.packets > 0 => match packet.first()? & 0x7f {
                4 => packet.get(4..).map(Comments::Listed),
                6 => Some(Comments::Picture),
                _ => None,
            },
            Codec::Flac => None,
        }
    }

    /// Comments that broke off are read all the same.
    fn check_unfinished(&self) -> Result<(), WrongFile> {
        self.comments(&self.unfinished).map_or(Ok(()), |comments| comments.check())
    }
}
