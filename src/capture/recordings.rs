//! Recordings of a voice, made bare where they lie: whatever a file says besides sound (where and when it was recorded,
//! with what, a name, a cover) is overwritten, and a file that holds a film is refused. No byte moves, so that every
//! offset in the file stays right, and the sound itself is not touched.

use super::files::WrongFile;

/// Makes a recording bare and says what it is: `audio/webm`, `audio/ogg` or `audio/mp4`.
///
/// # Errors
/// [`WrongFile`].
pub fn make_bare(bytes: &mut [u8]) -> Result<&'static str, WrongFile> {
    if bytes.starts_with(&EBML) {
        let head = &bytes[..bytes.len().min(64)];
        let is_webm = head.windows(4).any(|name| name == b"webm");
        return if is_webm { webm(bytes).map(|()| "audio/webm") } else { Err(WrongFile::NoVoice) };
    }
    if bytes.starts_with(b"OggS") {
        return ogg(bytes).map(|()| "audio/ogg");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return mp4(bytes).map(|()| "audio/mp4");
    }
    Err(WrongFile::NoVoice)
}

/// Tracks that were seen.
#[derive(Default)]
struct Tracks {
    sound: usize,
    other: usize,
}

impl Tracks {
    fn add(&mut self, is_sound: bool) {
        *(if is_sound { &mut self.sound } else { &mut self.other }) += 1;
    }

    fn are_sound_alone(&self) -> Result<(), WrongFile> {
        match (self.sound, self.other) {
            (0, 0) => Err(WrongFile::NoVoice),
            (_, 0) => Ok(()),
            _ => Err(WrongFile::NotSoundAlone),
        }
    }
}

/// ISO base media (ISO/IEC 14496-12): boxes of a size, a name and what is in them.
fn mp4(bytes: &mut [u8]) -> Result<(), WrongFile> {
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
fn box_size(bytes: &[u8]) -> Option<(usize, usize)> {
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

/// The header of a WebM file.
const EBML: [u8; 4] = [0x1a, 0x45, 0xdf, 0xa3];

/// Matroska (RFC 9559), of which WebM is a part: elements of a name, a size and what is in them.
fn webm(bytes: &mut [u8]) -> Result<(), WrongFile> {
    let mut tracks = Tracks::default();
    elements(bytes, FILE, &mut tracks)?;
    tracks.are_sound_alone()
}

const FILE: u32 = 0;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;
const CLUSTER: u32 = 0x1f43_b675;
const TRACK_TYPE: u32 = 0x83;
/// The type of a track of sound.
const SOUND: u8 = 2;

fn elements(mut rest: &mut [u8], within: u32, tracks: &mut Tracks) -> Result<(), WrongFile> {
    while !rest.is_empty() {
        let (name, header, size) = element(rest).ok_or(WrongFile::NoVoice)?;
        let size = match size {
            // What is recorded live does not know how long it will be: a cluster then ends where the next one begins.
            None if name == CLUSTER => cluster_size(rest, header)?,
            None => rest.len(),
            Some(size) => size.min(rest.len()),
        };
        let (this, after) = rest.split_at_mut(size);
        match (within, name) {
            (FILE, SEGMENT) | (SEGMENT, INFO | TRACKS) => elements(&mut this[header..], name, tracks)?,
            (TRACKS, TRACK) => {
                tracks.add(is_sound(&this[header..])?);
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
fn element(bytes: &[u8]) -> Option<(u32, usize, Option<usize>)> {
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
        let (name, _, size) = element(&bytes[at..]).ok_or(WrongFile::NoVoice)?;
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
        let (name, header, size) = element(track).ok_or(WrongFile::NoVoice)?;
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
        // The header of the file.
        FILE => name == 0x1a45_dfa3,
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

/// Ogg (RFC 3533): pages, of which the first ones of each stream say what is in it.
fn ogg(bytes: &mut [u8]) -> Result<(), WrongFile> {
    if names_a_place(bytes) {
        return Err(WrongFile::NamesAPlace);
    }
    let mut tracks = Tracks::default();
    let mut at = 0;
    while let Some((body, end)) = page(&bytes[at..]) {
        let begins = bytes[at + 5] & 2 != 0;
        let content = &bytes[at + body..at + end];
        if begins {
            let sounds: [&[u8]; 4] = [b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC"];
            tracks.add(sounds.iter().any(|name| content.starts_with(name)));
        }
        at += end;
    }
    // The last page may have broken off; anything else is not Ogg's.
    if at < bytes.len() && !bytes[at..].starts_with(b"OggS") {
        return Err(WrongFile::NoVoice);
    }
    tracks.are_sound_alone()
}

/// The sizes of a page's header and of the whole page.
fn page(bytes: &[u8]) -> Option<(usize, usize)> {
    let segments = usize::from(*bytes.get(26).filter(|_| bytes.starts_with(b"OggS"))?);
    let header = 27 + segments;
    let content: usize = bytes.get(27..header)?.iter().map(|&size| usize::from(size)).sum();
    Some((header, (header + content).min(bytes.len())))
}

/// Whether comments name the place of the recording: `LOCATION=`, `GEO_LOCATION=` and their like. Eight letters do not
/// stand in sound by chance.
fn names_a_place(content: &[u8]) -> bool {
    content.windows(8).any(|word| word.eq_ignore_ascii_case(b"location"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &[u8] = b"+53.3811-001.4701/";

    /// A box of ISO base media.
    fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
    }

    /// A track of that kind, with a place of its own.
    fn track(handler: &[u8; 4]) -> Vec<u8> {
        let times = [&[0, 0, 0, 0][..], &[0xda; 8], &[0, 0, 0, 1]].concat();
        let hdlr = [&[0; 8][..], handler, &[0; 12], b"Recorder of somebody\0"].concat();
        let mdia = [boxed(b"mdhd", &times), boxed(b"hdlr", &hdlr), boxed(b"minf", b"how it is kept")].concat();
        let place = boxed(b"udta", &boxed(b"\xa9xyz", PLACE));
        boxed(b"trak", &[boxed(b"tkhd", &times), boxed(b"mdia", &mdia), place].concat())
    }

    /// A recording as a telephone makes it: where it was made stands there four times.
    fn recorded(tracks: &[Vec<u8>]) -> Vec<u8> {
        let long_times = [&[1, 0, 0, 0][..], &[0xda; 16], &[0, 0, 0, 1]].concat();
        let key = boxed(b"keys", b"com.apple.quicktime.location.ISO6709");
        let about = [boxed(b"udta", &boxed(b"loci", PLACE)), boxed(b"meta", &[&key[..], PLACE].concat())].concat();
        let moov = [boxed(b"mvhd", &long_times), tracks.concat(), about].concat();
        let film = [boxed(b"ftyp", b"M4A \0\0\0\0"), boxed(b"moov", &moov), boxed(b"uuid", PLACE)].concat();
        [film, boxed(b"mdat", b"the sound, in which +53 may stand")].concat()
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn an_mp4_recording_keeps_its_sound_and_nothing_of_place_time_and_device() {
        let sent = recorded(&[track(b"soun")]);
        let mut kept = sent.clone();
        assert_eq!(make_bare(&mut kept), Ok("audio/mp4"));
        assert_eq!(kept.len(), sent.len(), "every offset stays right");
        for gone in [PLACE, b"location", b"\xa9xyz", b"loci", b"udta", b"meta", b"uuid", &[0xda; 4], b"Recorder"] {
            assert!(holds(&sent, gone) && !holds(&kept, gone), "{gone:?}");
        }
        for stays in [&b"the sound, in which +53 may stand"[..], b"how it is kept", b"soun", b"ftypM4A "] {
            assert!(holds(&kept, stays), "{stays:?}");
        }
        let mut again = kept.clone();
        assert_eq!((make_bare(&mut again), again), (Ok("audio/mp4"), kept));
    }

    #[test]
    fn an_mp4_file_with_more_than_sound_is_refused() {
        for other in [b"vide", b"meta", b"text"] {
            assert_eq!(make_bare(&mut recorded(&[track(b"soun"), track(other)])), Err(WrongFile::NotSoundAlone));
            assert_eq!(make_bare(&mut recorded(&[track(other)])), Err(WrongFile::NotSoundAlone));
        }
        assert_eq!(make_bare(&mut recorded(&[])), Err(WrongFile::NoVoice));
        assert_eq!(make_bare(&mut boxed(b"ftyp", b"heic\0\0\0\0mif1heic")), Err(WrongFile::NoVoice));
    }

    /// An element of Matroska whose size takes a byte.
    fn element_of(name: u32, body: &[u8]) -> Vec<u8> {
        let name = name.to_be_bytes();
        let name = &name[name.iter().position(|&byte| byte != 0).unwrap()..];
        [name, &[0x80 | body.len() as u8], body].concat()
    }

    /// One whose size nobody knew when it was begun.
    fn live(name: u32, body: &[u8]) -> Vec<u8> {
        [&name.to_be_bytes()[..], b"\x01\xff\xff\xff\xff\xff\xff\xff", body].concat()
    }

    /// A recording as a browser makes it, with what an editor may have put there besides.
    fn browsers(kinds: &[u8]) -> Vec<u8> {
        let track = |&kind: &u8| element_of(TRACK, &[element_of(TRACK_TYPE, &[kind]), element_of(0x536e, b"A name")].concat());
        let tracks: Vec<u8> = kinds.iter().flat_map(track).collect();
        let info = [element_of(0x4461, b"thetime!"), element_of(0x4d80, b"A browser")].concat();
        let cluster = |sound: &[u8]| live(CLUSTER, &[element_of(0xe7, &[0]), element_of(0xa3, sound)].concat());
        let parts = [
            element_of(INFO, &info),
            element_of(TRACKS, &tracks),
            cluster(b"the first sound"),
            element_of(0x1254_c367, PLACE),
            cluster(b"the second sound"),
        ];
        [element_of(0x1a45_dfa3, &element_of(0x4282, b"webm")), live(SEGMENT, &parts.concat())].concat()
    }

    #[test]
    fn a_webm_recording_keeps_its_sound_and_nothing_of_place_time_and_device() {
        let sent = browsers(&[SOUND]);
        let mut kept = sent.clone();
        assert_eq!(make_bare(&mut kept), Ok("audio/webm"));
        assert_eq!(kept.len(), sent.len());
        for gone in [PLACE, b"thetime!", b"A browser", b"A name"] {
            assert!(holds(&sent, gone) && !holds(&kept, gone), "{gone:?}");
        }
        assert!(holds(&kept, b"the first sound") && holds(&kept, b"the second sound"));
        let mut again = kept.clone();
        assert_eq!((make_bare(&mut again), again), (Ok("audio/webm"), kept));
    }

    #[test]
    fn a_webm_file_with_more_than_sound_is_refused() {
        assert_eq!(make_bare(&mut browsers(&[1])), Err(WrongFile::NotSoundAlone));
        assert_eq!(make_bare(&mut browsers(&[SOUND, 1])), Err(WrongFile::NotSoundAlone));
        assert_eq!(make_bare(&mut browsers(&[SOUND, 17])), Err(WrongFile::NotSoundAlone));
        assert_eq!(make_bare(&mut browsers(&[])), Err(WrongFile::NoVoice));
    }

    /// A page of Ogg.
    fn ogg_page(kind: u8, content: &[u8]) -> Vec<u8> {
        [b"OggS\0", &[kind][..], &[0; 20], &[1, content.len() as u8], content].concat()
    }

    #[test]
    fn ogg_is_taken_when_it_is_sound_alone_and_names_no_place() {
        let file = |pages: &[Vec<u8>]| make_bare(&mut pages.concat());
        let (opus, tags) = (ogg_page(2, b"OpusHead and so on"), ogg_page(0, b"OpusTags\x05\0\0\0ENCODER=x"));
        assert_eq!(file(&[opus.clone(), tags.clone(), ogg_page(4, b"sound")]), Ok("audio/ogg"));
        assert_eq!(file(&[opus.clone(), ogg_page(2, b"\x80theora"), tags.clone()]), Err(WrongFile::NotSoundAlone));
        assert_eq!(file(&[opus.clone(), ogg_page(0, b"OpusTags Geo_Location=53")]), Err(WrongFile::NamesAPlace));
        assert_eq!(file(&[opus.clone(), tags.clone(), b"and a film".to_vec()]), Err(WrongFile::NoVoice));
        assert_eq!(file(&[tags]), Err(WrongFile::NoVoice));
        assert_eq!(file(&[opus, b"OggS".to_vec()]), Ok("audio/ogg"), "the last page broke off");
    }

    #[test]
    fn no_damage_makes_reading_panic() {
        for whole in [recorded(&[track(b"soun")]), browsers(&[SOUND]), [ogg_page(2, b"OpusHead"), ogg_page(0, b"x")].concat()] {
            for at in 0..whole.len() {
                _ = make_bare(&mut whole[..at].to_vec());
                for flip in [0x01, 0x80, 0xff] {
                    let mut damaged = whole.clone();
                    damaged[at] ^= flip;
                    _ = make_bare(&mut damaged);
                }
            }
        }
    }
}
