//! Forms with voices and pictures, made byte by byte, so that tests can make them invalid.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::Method;

use super::{Answer, App, Draft, send};

const BOUNDARY: &str = "----a-boundary-of-tests";

/// A form to send.
#[derive(Clone, Default)]
pub struct Form(Vec<u8>);

impl Form {
    /// A form with a story in it.
    pub fn telling(draft: &Draft) -> Self {
        Self::default().part("story", "application/json", draft.body().to_string())
    }

    /// The same without the media type of the story, as browsers send text in a form.
    pub fn telling_without_a_type(draft: &Draft) -> Self {
        let disposition = "content-disposition: form-data; name=\"story\"";
        Self(format!("--{BOUNDARY}\r\n{disposition}\r\n\r\n{}\r\n", draft.body()).into_bytes())
    }

    pub fn voice(self, bytes: impl AsRef<[u8]>) -> Self {
        self.part("voice", "audio/webm", bytes)
    }

    pub fn picture(self, bytes: impl AsRef<[u8]>) -> Self {
        self.part("picture", "image/jpeg", bytes)
    }

    /// Any part, valid or not.
    pub fn part(mut self, name: &str, kind: &str, bytes: impl AsRef<[u8]>) -> Self {
        let disposition = format!("content-disposition: form-data; name=\"{name}\"; filename=\"blob\"");
        self.0.extend(format!("--{BOUNDARY}\r\n{disposition}\r\ncontent-type: {kind}\r\n\r\n").bytes());
        self.0.extend(bytes.as_ref());
        self.0.extend(b"\r\n");
        self
    }

    /// The body as it is sent.
    pub fn finished(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.0
    }
}

impl App {
    pub async fn submit_form(&self, form: Form) -> Answer {
        self.submit_body(form.finished()).await
    }

    /// Any body, sent as a form.
    pub async fn submit_body(&self, body: Vec<u8>) -> Answer {
        send(self.request(Method::POST, "/api/v1/stories").header("content-type", form_type()).body(body)).await
    }
}

/// The content type of forms.
pub fn form_type() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// A recording as browsers make it, as far as the service reads it.
pub fn a_voice(words: &str) -> Vec<u8> {
    a_webm(&[SOUND], words)
}

/// Track types of sound and of video in WebM.
pub const SOUND: u8 = 2;
pub const FILM: u8 = 1;

/// WebM with tracks of these kinds, and sound that ends abruptly, as in a live recording.
pub fn a_webm(tracks: &[u8], words: &str) -> Vec<u8> {
    let mut bytes = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm".to_vec();
    bytes.extend(b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff");
    bytes.extend(b"\x16\x54\xae\x6b");
    bytes.push(0x80 | (tracks.len() * 5) as u8);
    for track in tracks {
        bytes.extend([0xae, 0x83, 0x83, 0x81, *track]);
    }
    bytes.extend(b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x81\x00");
    bytes.extend(b"\xa3\x89\x81\x00\x00\x80sound\xa3\x08\xff\xff\xff\xff");
    // Line ends and dashes, which sound may contain.
    bytes.extend(b"\r\n--\r\n\r--\x00\xff");
    bytes.extend(words.bytes());
    bytes
}

/// MP4 with a track of sound or video, and a location.
pub fn an_mp4(handler: &[u8; 4], place: &str) -> Vec<u8> {
    let boxed = |name: &[u8], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat();
    let table = |name: &[u8], numbers: &[u32]| {
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
        boxed(name, &[&[0; 4][..], &numbers].concat())
    };
    let laid_out = |offset: u32| {
        let samples = [table(b"stsz", &[0, 1, 5]), table(b"stsc", &[1, 1, 1, 1]), table(b"stco", &[1, offset])].concat();
        let handler = boxed(b"hdlr", &[&[0; 8][..], handler, &[0; 13]].concat());
        let media = boxed(b"mdia", &[handler, boxed(b"minf", &boxed(b"stbl", &samples))].concat());
        let about = boxed(b"udta", &boxed(b"\xa9xyz", place.as_bytes()));
        let movie = boxed(b"moov", &[boxed(b"trak", &media), about].concat());
        [boxed(b"ftyp", b"iso5\0\0\x02\0iso5iso6mp41"), movie, boxed(b"mdat", b"sound")].concat()
    };
    laid_out(laid_out(0).len() as u32 - 5)
}

/// Ogg with a stream of Opus.
pub fn an_ogg() -> Vec<u8> {
    let page = |kind: u8, content: &[u8]| [b"OggS\0", &[kind][..], &[0; 20], &[1, content.len() as u8], content].concat();
    [page(2, b"OpusHead"), page(0, b"OpusTags"), page(4, b"sound")].concat()
}

/// A profile in which red and blue have changed places.
pub fn swapped_profile() -> Vec<u8> {
    let mut profile = moxcms::ColorProfile::new_srgb();
    std::mem::swap(&mut profile.red_colorant, &mut profile.blue_colorant);
    profile.encode().unwrap()
}

/// A JPEG with a colour profile.
pub fn with_profile(jpeg: &[u8], profile: &[u8]) -> Vec<u8> {
    let segment = [b"ICC_PROFILE\0\x01\x01", profile].concat();
    let length = (segment.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], b"\xff\xe2", &length, &segment, &jpeg[2..]].concat()
}

/// A picture that is red on the left and blue on the right.
pub fn red_and_blue(width: u32, height: u32) -> DynamicImage {
    let colour = |x| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) };
    RgbImage::from_fn(width, height, |x, _| colour(x)).into()
}

pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A small photo.
pub fn a_photo() -> Vec<u8> {
    encoded(&red_and_blue(60, 40), ImageFormat::Jpeg)
}

/// A JPEG with an orientation, a location and `words` in its metadata.
pub fn with_exif(jpeg: &[u8], orientation: u8, words: &str) -> Vec<u8> {
    let text = [words.as_bytes(), b"\0"].concat();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    // Header, IFD0 with three entries, the GPS IFD with two, then the words and a place.
    let (gps_at, text_at) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 2 * 12 + 4);
    let place_at = text_at + text.len() as u32;
    let mut tiff = b"II*\0\x08\0\0\0\x03\0".to_vec();
    tiff.extend(entry(0x010e, 2, text.len() as u32, text_at));
    tiff.extend(entry(0x0112, 3, 1, u32::from(orientation)));
    tiff.extend(entry(0x8825, 4, 1, gps_at));
    tiff.extend(b"\0\0\0\0\x02\0");
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'N')));
    tiff.extend(entry(0x0002, 5, 3, place_at));
    tiff.extend(b"\0\0\0\0");
    tiff.extend(&text);
    for part in [53u32, 1, 22, 1, 51, 1] {
        tiff.extend(part.to_le_bytes());
    }
    let segment = [b"Exif\0\0", &tiff[..]].concat();
    let length = (segment.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &segment, &jpeg[2..]].concat()
}

/// A JPEG that claims to have another size.
pub fn claiming(jpeg: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg.to_vec();
    let frame = bytes.windows(2).position(|marker| marker == b"\xff\xc0").unwrap();
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// A PNG that claims to have another size, with a correct checksum.
pub fn claiming_png(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let check = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&check.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |rest: u32| if rest & 1 == 1 { (rest >> 1) ^ 0xedb8_8320 } else { rest >> 1 };
    let rest = bytes.iter().fold(u32::MAX, |rest, &byte| (0..8).fold(rest ^ u32::from(byte), |rest, _| step(rest)));
    !rest
}
