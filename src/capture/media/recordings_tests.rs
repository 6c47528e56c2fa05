//! Recordings in, sound alone out.

use super::error::WrongFile;
use super::recordings::strip_metadata;
use super::webm::{CLUSTER, INFO, SEGMENT, SOUND, TRACK, TRACK_TYPE, TRACKS};

const PLACE: &[u8] = b"+53.3811-001.4701/";

/// A box of ISO base media.
fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
}

/// A table with a version, flags and so many entries.
fn table(name: &[u8; 4], numbers: &[u32]) -> Vec<u8> {
    let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
    boxed(name, &[&[0; 4][..], &numbers].concat())
}

/// A track of that kind, with a place of its own. Its one sample is at an offset.
fn track(handler: &[u8; 4], sample: u32) -> Vec<u8> {
    let times = [&[0, 0, 0, 0][..], &[0xda; 8], &[0, 0, 0, 1]].concat();
    let hdlr = [&[0; 8][..], handler, &[0; 12], b"Recorder of somebody\0"].concat();
    let samples = [table(b"stsz", &[0, 1, 9]), table(b"stsc", &[1, 1, 1, 1]), table(b"stco", &[1, sample])].concat();
    let minf = [boxed(b"smhd", b"how it is kept"), boxed(b"stbl", &samples)].concat();
    let mdia = [boxed(b"mdhd", &times), boxed(b"hdlr", &hdlr), boxed(b"minf", &minf)].concat();
    let place = boxed(b"udta", &boxed(b"\xa9xyz", PLACE));
    boxed(b"trak", &[boxed(b"tkhd", &times), boxed(b"mdia", &mdia), place].concat())
}

/// A recording as a telephone makes it: where it was made stands there four times.
fn recorded(handlers: &[&[u8; 4]]) -> Vec<u8> {
    // Offsets count from the beginning of the file, so its length comes first.
    let offset = laid_out(handlers, 0).len() - SPOKEN.len();
    laid_out(handlers, offset as u32)
}

const SPOKEN: &[u8] = b"the sound, in which +53 may stand";

fn laid_out(handlers: &[&[u8; 4]], sample: u32) -> Vec<u8> {
    let tracks: Vec<Vec<u8>> = handlers.iter().map(|handler| track(handler, sample)).collect();
    let long_times = [&[1, 0, 0, 0][..], &[0xda; 16], &[0, 0, 0, 1]].concat();
    let key = boxed(b"keys", b"com.apple.quicktime.location.ISO6709");
    let about = [boxed(b"udta", &boxed(b"loci", PLACE)), boxed(b"meta", &[&key[..], PLACE].concat())].concat();
    let moov = [boxed(b"mvhd", &long_times), tracks.concat(), about].concat();
    let film = [boxed(b"ftyp", b"M4A \0\0\0\0"), boxed(b"moov", &moov), boxed(b"uuid", PLACE)].concat();
    [film, boxed(b"mdat", SPOKEN)].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn an_mp4_recording_keeps_its_sound_and_nothing_of_place_time_and_device() {
    let sent = recorded(&[b"soun"]);
    let mut kept = sent.clone();
    assert_eq!(strip_metadata(&mut kept), Ok("audio/mp4"));
    assert_eq!(kept.len(), sent.len(), "every offset stays right");
    for gone in [PLACE, b"location", b"\xa9xyz", b"loci", b"udta", b"meta", b"uuid", &[0xda; 4], b"Recorder"] {
        assert!(holds(&sent, gone) && !holds(&kept, gone), "{gone:?}");
    }
    for stays in [SPOKEN, b"how it is kept", b"soun", b"ftypM4A "] {
        assert!(holds(&kept, stays), "{stays:?}");
    }
    let mut again = kept.clone();
    assert_eq!((strip_metadata(&mut again), again), (Ok("audio/mp4"), kept));
}

#[test]
fn an_mp4_file_with_more_than_sound_is_refused() {
    for other in [b"vide", b"meta", b"text"] {
        assert_eq!(strip_metadata(&mut recorded(&[b"soun", other])), Err(WrongFile::NotSoundAlone));
        assert_eq!(strip_metadata(&mut recorded(&[other])), Err(WrongFile::NotSoundAlone));
    }
    assert_eq!(strip_metadata(&mut recorded(&[])), Err(WrongFile::NoVoice));
    assert_eq!(strip_metadata(&mut boxed(b"ftyp", b"heic\0\0\0\0mif1heic")), Err(WrongFile::NoVoice));
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
    let block = |sound: &[u8]| element_of(0xa3, &[b"\x81\0\0\x80", sound].concat());
    let cluster = |sound: &[u8]| live(CLUSTER, &[element_of(0xe7, &[0]), block(sound)].concat());
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
    assert_eq!(strip_metadata(&mut kept), Ok("audio/webm"));
    assert_eq!(kept.len(), sent.len());
    for gone in [PLACE, b"thetime!", b"A browser", b"A name"] {
        assert!(holds(&sent, gone) && !holds(&kept, gone), "{gone:?}");
    }
    assert!(holds(&kept, b"the first sound") && holds(&kept, b"the second sound"));
    let mut again = kept.clone();
    assert_eq!((strip_metadata(&mut again), again), (Ok("audio/webm"), kept));
}

#[test]
fn a_webm_file_with_more_than_sound_is_refused() {
    assert_eq!(strip_metadata(&mut browsers(&[1])), Err(WrongFile::NotSoundAlone));
    assert_eq!(strip_metadata(&mut browsers(&[SOUND, 1])), Err(WrongFile::NotSoundAlone));
    assert_eq!(strip_metadata(&mut browsers(&[SOUND, 17])), Err(WrongFile::NotSoundAlone));
    assert_eq!(strip_metadata(&mut browsers(&[])), Err(WrongFile::NoSound));
}

/// A page of Ogg.
fn ogg_page(kind: u8, content: &[u8]) -> Vec<u8> {
    [b"OggS\0", &[kind][..], &[0; 20], &[1, content.len() as u8], content].concat()
}

#[test]
fn ogg_is_taken_when_it_is_sound_alone_and_names_no_place() {
    let file = |pages: &[Vec<u8>]| strip_metadata(&mut pages.concat());
    let (opus, tags) = (ogg_page(2, b"OpusHead and so on"), ogg_page(0, b"OpusTags\x05\0\0\0ENCODER=x"));
    assert_eq!(file(&[opus.clone(), tags.clone(), ogg_page(4, b"sound")]), Ok("audio/ogg"));
    assert_eq!(file(&[opus.clone(), ogg_page(2, b"\x80theora"), tags.clone()]), Err(WrongFile::NotSoundAlone));
    assert_eq!(file(&[opus.clone(), ogg_page(0, b"OpusTags Geo_Location=53")]), Err(WrongFile::NamesAPlace));
    assert_eq!(file(&[opus.clone(), tags.clone(), b"and a film".to_vec()]), Err(WrongFile::NoVoice));
    assert_eq!(file(std::slice::from_ref(&tags)), Err(WrongFile::NoVoice));
    let begun = [opus, tags, ogg_page(4, b"sound")].concat();
    assert_eq!(file(&[begun.clone(), b"OggS".to_vec()]), Ok("audio/ogg"), "the last page broke off");
    assert_eq!(file(&[begun[..begun.len() - 1].to_vec()]), Err(WrongFile::NoSound), "so did the only one with sound");
}

/// The header of an Opus stream with these comments.
fn commented(comments: &[&str]) -> Vec<u8> {
    let sized = |text: &str| [&(text.len() as u32).to_le_bytes()[..], text.as_bytes()].concat();
    let comments: Vec<Vec<u8>> = comments.iter().map(|comment| sized(comment)).collect();
    let tags = [b"OpusTags".to_vec(), sized("a recorder"), (comments.len() as u32).to_le_bytes().to_vec(), comments.concat()];
    [ogg_page(2, b"OpusHead"), ogg_page(0, &tags.concat()), ogg_page(4, b"sound")].concat()
}

#[test]
fn ogg_names_a_place_by_the_name_of_a_comment_and_not_by_its_words() {
    for fine in ["TITLE=My location scouting", "DESCRIPTION=location=unknown", "ARTIST=Geo and friends"] {
        assert_eq!(strip_metadata(&mut commented(&["ENCODER=x", fine])), Ok("audio/ogg"), "{fine}");
    }
    for place in
        ["LOCATION=Sheffield", "location=53.38", "Geo_Location=53", "GEOTAG=x", "RECORDING_LOCATION=x", "gps_latitude=53"]
    {
        assert_eq!(strip_metadata(&mut commented(&["TITLE=x", place])), Err(WrongFile::NamesAPlace), "{place}");
    }
    let picture = "METADATA_BLOCK_PICTURE=AAAA";
    assert_eq!(strip_metadata(&mut commented(&[picture])), Err(WrongFile::NotSoundAlone));
}

#[test]
fn a_comment_is_read_across_pages() {
    let tags = b"OpusTags\x01\0\0\0r\x01\0\0\0\x0a\0\0\0LOCATION=x";
    // A packet of 255 bytes and more goes on: the comment is preceded by a long name of the recorder.
    let long = [&b"OpusTags\xf3\0\0\0"[..], &[b'r'; 243], &tags[13..]].concat();
    let (first, second) = long.split_at(255);
    let page = |kind: u8, content: &[u8]| [b"OggS\0", &[kind][..], &[0; 20], &[1, content.len() as u8], content].concat();
    let file = [page(2, b"OpusHead"), page(0, first), page(1, second), page(4, b"sound")].concat();
    assert_eq!(strip_metadata(&mut file.clone()), Err(WrongFile::NamesAPlace));
    let at = file.windows(8).position(|word| word == b"LOCATION").unwrap();
    let mut other = file;
    other[at..at + 8].copy_from_slice(b"OCCASION");
    assert_eq!(strip_metadata(&mut other), Ok("audio/ogg"));
}

#[test]
fn webm_says_so_anywhere_in_its_header_which_holds_nothing_else_afterwards() {
    let sent = browsers(&[SOUND]);
    let rest = rest_of(&sent);
    let headed = |header: &[u8]| [element_of(0x1a45_dfa3, header), rest.to_vec()].concat();
    let void = element_of(0xec, &[b'x'; 70]);
    let mut late = headed(&[void, element_of(0x4282, b"webm\0")].concat());
    assert_eq!(strip_metadata(&mut late), Ok("audio/webm"));
    assert!(!holds(&late, b"xxxx") && holds(&late, b"webm"));
    for other in [element_of(0x4282, b"matroska"), element_of(0x4282, b"webmx"), element_of(0xec, b"webm"), Vec::new()] {
        assert_eq!(strip_metadata(&mut headed(&other)), Err(WrongFile::NoVoice));
    }
}

/// The part of a WebM file after its header.
fn rest_of(webm: &[u8]) -> &[u8] {
    &webm[webm.windows(4).position(|name| name == SEGMENT.to_be_bytes()).unwrap()..]
}

#[test]
fn a_recording_without_a_packet_of_sound_is_refused() {
    let kept = |bytes: &[u8]| strip_metadata(&mut bytes.to_vec());
    let tracks = element_of(TRACKS, &element_of(TRACK, &[element_of(0xd7, &[1]), element_of(TRACK_TYPE, &[SOUND])].concat()));
    let webm = |clusters: &[u8]| {
        let segment = live(SEGMENT, &[&tracks, clusters].concat());
        kept(&[element_of(0x1a45_dfa3, &element_of(0x4282, b"webm")), segment].concat())
    };
    let cluster = |parts: &[u8]| live(CLUSTER, &[element_of(0xe7, &[0]), parts.to_vec()].concat());
    let block = |bytes: &[u8]| cluster(&element_of(0xa3, bytes));
    let spoken = b"\x81\0\0\x80sound";
    assert_eq!(webm(&block(spoken)), Ok("audio/webm"));
    assert_eq!(webm(&cluster(&element_of(0xa0, &element_of(0xa1, spoken)))), Ok("audio/webm"));
    let broken_off = block(spoken);
    for (nothing, why) in [
        (Vec::new(), "no cluster"),
        (cluster(b""), "a cluster without blocks"),
        (block(b""), "a block of nothing"),
        (block(b"\x81\0\0\x80"), "a block without sound"),
        (block(b"\x81\0\0\x82\0"), "laced frames, and none there"),
        (block(b"\x82\0\0\x80sound"), "a block of a track that is not there"),
        (cluster(&element_of(0xa0, b"")), "an empty group"),
        (broken_off[..broken_off.len() - 1].to_vec(), "a block that broke off"),
    ] {
        assert_eq!(webm(&nothing), Err(WrongFile::NoSound), "{why}");
    }
    let whole = browsers(&[SOUND]);
    let cluster_at = whole.windows(4).position(|name| name == CLUSTER.to_be_bytes()).unwrap();
    for cut in whole.len() - rest_of(&whole).len()..cluster_at + 18 {
        assert_eq!(kept(&whole[..cut]), Err(WrongFile::NoSound), "cut at {cut}, the sound begins at {cluster_at}");
    }
    let second = whole.windows(10).position(|words| words == b"the second").unwrap();
    for cut in second - 8..second + 8 {
        assert_eq!(kept(&whole[..cut]), Ok("audio/webm"), "cut at {cut}, after the first sound");
    }
    let (head, tags) = (ogg_page(2, b"OpusHead"), ogg_page(0, b"OpusTags"));
    for nothing in [vec![head.clone()], vec![head.clone(), tags.clone()], vec![head, tags, ogg_page(4, b"")]] {
        assert_eq!(kept(&nothing.concat()), Err(WrongFile::NoSound));
    }
    let recorded = recorded(&[b"soun"]);
    assert_eq!(kept(&laid_out(&[b"soun"], 4)), Err(WrongFile::NoSound), "the sample is in no media data");
    assert_eq!(kept(&recorded[..recorded.len() - SPOKEN.len() + 8]), Err(WrongFile::NoSound), "the sample broke off");
    assert_eq!(kept(&recorded[..recorded.len() - SPOKEN.len() - 8]), Err(WrongFile::NoSound), "no media data");
}

#[test]
fn recordings_of_other_encoders_are_taken_and_their_headers_alone_are_not() {
    // Made with ffmpeg: 0.2 seconds of a tone.
    let files: [(&str, &[u8], &[u8]); 11] = [
        ("audio/webm", include_bytes!("test-files/opus.webm"), b"\x1f\x43\xb6\x75"),
        ("audio/webm", include_bytes!("test-files/live.webm"), b"\x1f\x43\xb6\x75"),
        ("audio/ogg", include_bytes!("test-files/opus.ogg"), b"OpusTags"),
        ("audio/ogg", include_bytes!("test-files/vorbis.ogg"), b"\x05vorbis"),
        ("audio/ogg", include_bytes!("test-files/speex.ogg"), b"Lavf"),
        ("audio/ogg", include_bytes!("test-files/flac.ogg"), b"Lavf"),
        ("audio/mp4", include_bytes!("test-files/aac.m4a"), b"moov"),
        ("audio/mp4", include_bytes!("test-files/aac-fast.m4a"), b"mdat"),
        ("audio/mp4", include_bytes!("test-files/aac-fragments.mp4"), b"moof"),
        ("audio/mp4", include_bytes!("test-files/aac-offsets.mp4"), b"moof"),
        ("audio/mp4", include_bytes!("test-files/opus-fragments.mp4"), b"moof"),
    ];
    for (kind, file, mark) in files {
        assert_eq!(strip_metadata(&mut file.to_vec()), Ok(kind));
        let cut = file.windows(mark.len()).position(|part| part == mark).unwrap_or(file.len() / 3);
        let headers = strip_metadata(&mut file[..cut].to_vec());
        assert!(matches!(headers, Err(WrongFile::NoSound | WrongFile::NoVoice)), "{kind}, cut at {cut}: {headers:?}");
    }
}

#[test]
fn no_damage_makes_reading_panic() {
    for whole in [recorded(&[b"soun"]), browsers(&[SOUND]), [ogg_page(2, b"OpusHead"), ogg_page(0, b"x")].concat()] {
        for at in 0..whole.len() {
            _ = strip_metadata(&mut whole[..at].to_vec());
            for flip in [0x01, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] ^= flip;
                _ = strip_metadata(&mut damaged);
            }
        }
    }
}
