//! JPEGs that are whole, and cut.

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, RgbImage};

use super::jpeg::{check_whole, has_profile};

fn a_jpeg(width: u32, height: u32) -> Vec<u8> {
    let noise = |x: u32, y: u32| (x.wrapping_mul(7_919) ^ y.wrapping_mul(104_729)) as u8;
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([noise(x, y), noise(y, x), 90]));
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 60).encode_image(&image).unwrap();
    jpeg
}

fn whole(jpeg: &[u8]) -> bool {
    check_whole(jpeg).is_ok()
}

#[test]
fn a_jpeg_is_whole_with_all_its_blocks_and_not_with_fewer() {
    for (width, height) in [(1, 1), (8, 8), (17, 9), (64, 48), (129, 65)] {
        let jpeg = a_jpeg(width, height);
        assert!(whole(&jpeg), "{width} × {height}");
        assert!(whole(&[&jpeg[..], b"\xff\xd8 and what a phone puts behind it"].concat()));
        assert!(whole(&jpeg[..jpeg.len() - 2]), "only the mark of the end is missing");
        for cut in 0..jpeg.len() - 4 {
            assert!(!whole(&jpeg[..cut]), "{width} × {height}, cut at {cut} of {}", jpeg.len());
            // As when the rest of a file was never written.
            let ended = [&jpeg[..cut], b"\xff\xd9"].concat();
            assert!(!whole(&ended), "{width} × {height}, ended at {cut} of {}", jpeg.len());
            let filled = [&jpeg[..cut], &vec![0; jpeg.len() - cut + 600]].concat();
            assert!(!whole(&filled), "{width} × {height}, zeros from {cut} of {}", jpeg.len());
        }
    }
}

#[test]
fn a_grey_jpeg_is_read_too() {
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&GrayImage::from_fn(33, 21, |x, y| image::Luma([(x * y) as u8]))).unwrap();
    assert!(whole(&jpeg) && !whole(&jpeg[..jpeg.len() - 6]));
}

#[test]
fn jpegs_of_other_encoders_are_read_and_their_cuts_are_noticed() {
    let others: [(&str, &[u8]); 4] = [
        ("4:2:0", include_bytes!("test-files/subsampled.jpg")),
        ("with restarts", include_bytes!("test-files/restarts.jpg")),
        ("progressive", include_bytes!("test-files/progressive.jpg")),
        ("one scan for each colour", include_bytes!("test-files/scans.jpg")),
    ];
    for (kind, jpeg) in others {
        assert!(whole(jpeg), "{kind}");
        for cut in [jpeg.len() / 4, jpeg.len() / 2, jpeg.len() * 3 / 4, jpeg.len() - 20] {
            assert!(!whole(&jpeg[..cut]), "{kind}, cut at {cut} of {}", jpeg.len());
            let ended = [&jpeg[..cut], b"\xff\xd9"].concat();
            assert!(!whole(&ended), "{kind}, ended at {cut} of {}", jpeg.len());
        }
    }
}

#[test]
fn no_damage_makes_reading_panic() {
    let jpeg = a_jpeg(24, 16);
    for at in 0..jpeg.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut damaged = jpeg.clone();
            damaged[at] ^= flip;
            _ = check_whole(&damaged);
            _ = has_profile(&damaged);
        }
    }
}
