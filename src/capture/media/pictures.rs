//! The memory that decoding a picture needs, from its headers and before anything is decoded: a file of a few kilobytes may
//! claim any size.

use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader, Limits};

use super::error::WrongPicture;

/// Bytes of memory for decoding pictures: one picture alone, or two of at most half as much at the same time.
pub const MOST_MEMORY: u64 = 160 * 1024 * 1024;

/// Bytes of memory for the data before the pixels. Colour profiles are rarely larger than 1 MB.
const MOST_HEADER: u64 = 4 * 1024 * 1024;

/// Bytes of memory that decoding a picture needs, by its headers: the result, and the decoder's own memory.
///
/// # Errors
/// [`WrongPicture`], when its headers cannot be read.
pub fn memory(format: ImageFormat, bytes: &[u8]) -> Result<u64, WrongPicture> {
    let decoder = header_decoder(format, bytes)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let meanwhile = match format {
        // A progressive decoder holds all coefficients of three colours, two bytes each, until the last scan.
        ImageFormat::Jpeg if !is_baseline(bytes) => pixels.saturating_mul(6),
        // Lossless pictures are decoded with four bytes a pixel, and animations are composed on a canvas.
        ImageFormat::WebP => pixels.saturating_mul(4),
        _ => 0,
    };
    Ok(decoder.total_bytes().saturating_add(meanwhile))
}

/// A decoder for a picture, with limits.
///
/// # Errors
/// [`WrongPicture`].
pub fn decoder(format: ImageFormat, bytes: &[u8]) -> Result<impl ImageDecoder + '_, WrongPicture> {
    limited(format, bytes, MOST_MEMORY)
}

/// A decoder for the data before the pixels. It needs little memory, whatever the file claims.
///
/// # Errors
/// [`WrongPicture`].
pub fn header_decoder(format: ImageFormat, bytes: &[u8]) -> Result<impl ImageDecoder + '_, WrongPicture> {
    limited(format, bytes, MOST_HEADER)
}

fn limited(format: ImageFormat, bytes: &[u8], most: u64) -> Result<impl ImageDecoder + '_, WrongPicture> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(most);
    reader.limits(limits);
    Ok(reader.into_decoder()?)
}

/// Whether a JPEG is decoded row by row: it is sequential, and its first scan contains all colours (ITU-T T.81, B.2).
fn is_baseline(jpeg: &[u8]) -> bool {
    let mut at = 2;
    let mut colours = None;
    while let Some(&[0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        let segment = jpeg.get(at + 4..).unwrap_or_default();
        match marker {
            0xc0 | 0xc1 => colours = segment.get(5).copied(),
            // The other frame types: progressive, lossless, hierarchical. C4, C8 and CC are not frames.
            0xc2 | 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return false,
            0xda => return colours.is_some() && segment.first().copied() == colours,
            _ => {}
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    false
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, RgbImage};

    use super::*;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(RgbImage::new(width, height)).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn the_memory_that_a_picture_takes_is_known_from_its_headers() {
        let needed = |format| memory(format, &encoded(100, 50, format)).unwrap();
        assert_eq!(needed(ImageFormat::Jpeg), 3 * 5_000);
        assert_eq!(needed(ImageFormat::Png), 3 * 5_000);
        assert_eq!(needed(ImageFormat::WebP), 7 * 5_000);
    }

    #[test]
    fn a_progressive_jpeg_takes_three_times_as_much() {
        let mut jpeg = encoded(100, 50, ImageFormat::Jpeg);
        assert!(is_baseline(&jpeg));
        let frame = jpeg.windows(2).position(|marker| marker == b"\xff\xc0").unwrap();
        jpeg[frame + 1] = 0xc2;
        assert!(!is_baseline(&jpeg));
        assert_eq!(memory(ImageFormat::Jpeg, &jpeg).unwrap(), 9 * 5_000);
        for broken in [&b""[..], b"\xff\xd8", b"\xff\xd8\xff\xda\0\x02\x03", b"\xff\xd8\xff\xe0\0\0\xff\xe0\0\0"] {
            assert!(!is_baseline(broken));
        }
    }
}
