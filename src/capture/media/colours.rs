//! Converts colours to sRGB. A picture that is kept has no colour profile, and screens then take its numbers as sRGB.

use image::{DynamicImage, ImageDecoder, ImageFormat, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::error::WrongPicture;
use super::{jpeg, pictures};

/// The colour profile (ICC) of a picture. Bounded: a profile in a PNG is compressed.
///
/// # Errors
/// [`WrongPicture::Colours`] when there is one that cannot be read.
pub(super) fn profile(format: ImageFormat, bytes: &[u8]) -> Result<Option<Vec<u8>>, WrongPicture> {
    let found = pictures::header_decoder(format, bytes)?.icc_profile()?;
    let claimed = match format {
        ImageFormat::Jpeg => jpeg::has_profile(bytes),
        ImageFormat::Png => png_claims_colours(bytes)?,
        _ => false,
    };
    if claimed && found.is_none() { Err(WrongPicture::Colours) } else { Ok(found) }
}

/// Whether a PNG has a profile. The other way in which it can name its colours (`cICP`) is taken only for those of sRGB.
fn png_claims_colours(png: &[u8]) -> Result<bool, WrongPicture> {
    let mut rest = png.get(8..).unwrap_or_default();
    let mut claimed = false;
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((name, body)) = after.split_first_chunk::<4>() else { break };
        match name {
            b"IDAT" => break,
            b"iCCP" => claimed = true,
            b"cICP" if body.get(..2).is_some_and(|colours| colours != [1, 13]) => return Err(WrongPicture::Colours),
            _ => {}
        }
        // The checksum has four bytes.
        rest = body.get(length.saturating_add(4)..).unwrap_or_default();
    }
    Ok(claimed)
}

/// A picture with this profile, in sRGB with 8 bits a colour.
///
/// # Errors
/// [`WrongPicture::Colours`] when the profile cannot be read, or is for other colours than the picture has.
pub(super) fn to_srgb(image: DynamicImage, profile: &[u8]) -> Result<DynamicImage, WrongPicture> {
    let from = ColorProfile::new_from_slice(profile).map_err(|_| WrongPicture::Colours)?;
    let has_alpha = image.color().has_alpha();
    match (from.color_space, image.color().has_color()) {
        // A grey picture may have the profile of the colours that it was made of.
        (DataColorSpace::Rgb, _) if has_alpha => {
            let mut converted = image.into_rgba8();
            in_rows(&from, Layout::Rgba, &converted.clone(), Layout::Rgba, &mut converted, 4)?;
            Ok(converted.into())
        }
        (DataColorSpace::Rgb, _) => {
            let mut converted = image.into_rgb8();
            in_rows(&from, Layout::Rgb, &converted.clone(), Layout::Rgb, &mut converted, 3)?;
            Ok(converted.into())
        }
        (DataColorSpace::Gray, false) if has_alpha => {
            let grey = image.into_luma_alpha8();
            let mut converted = RgbaImage::new(grey.width(), grey.height());
            in_rows(&from, Layout::GrayAlpha, &grey, Layout::Rgba, &mut converted, 4)?;
            Ok(converted.into())
        }
        (DataColorSpace::Gray, false) => {
            let grey = image.into_luma8();
            let mut converted = RgbImage::new(grey.width(), grey.height());
            in_rows(&from, Layout::Gray, &grey, Layout::Rgb, &mut converted, 3)?;
            Ok(converted.into())
        }
        _ => Err(WrongPicture::Colours),
    }
}

fn in_rows(
    from: &ColorProfile,
    layout: Layout,
    pixels: &[u8],
    to_layout: Layout,
    converted: &mut [u8],
    channels: usize,
) -> Result<(), WrongPicture> {
    let transform = from
        .create_transform_8bit(layout, &ColorProfile::new_srgb(), to_layout, TransformOptions::default())
        .map_err(|_| WrongPicture::Colours)?;
    let width = (pixels.len() / (converted.len() / channels).max(1)).max(1);
    // Pieces of a few thousand pixels: what the conversion keeps meanwhile stays small.
    const PIXELS: usize = 4_096;
    let pieces = pixels.chunks(width * PIXELS).zip(converted.chunks_mut(channels * PIXELS));
    for (pixels, converted) in pieces {
        transform.transform(pixels, converted).map_err(|_| WrongPicture::Colours)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma, Rgb};

    use super::*;

    fn red_and_blue_swapped() -> Vec<u8> {
        let mut profile = ColorProfile::new_srgb();
        std::mem::swap(&mut profile.red_colorant, &mut profile.blue_colorant);
        profile.encode().unwrap()
    }

    fn converted(colour: [u8; 3], profile: &[u8]) -> [i32; 3] {
        let image = to_srgb(RgbImage::from_pixel(3, 2, Rgb(colour)).into(), profile).unwrap().into_rgb8();
        image.get_pixel(1, 1).0.map(i32::from)
    }

    fn is_near(a: [i32; 3], b: [i32; 3]) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 2)
    }

    #[test]
    fn numbers_become_those_of_the_same_colours_in_srgb() {
        assert!(is_near(converted([220, 30, 30], &red_and_blue_swapped()), [30, 30, 220]));
        let srgb = ColorProfile::new_srgb().encode().unwrap();
        assert!(is_near(converted([220, 30, 120], &srgb), [220, 30, 120]));
        // 0.8 of P3's red is more than sRGB can show.
        let p3 = ColorProfile::new_display_p3().encode().unwrap();
        let [red, green, blue] = converted([120, 60, 60], &p3);
        assert!(red > 124 && green < 60 && blue < 62, "{red} {green} {blue}");
    }

    #[test]
    fn grey_pictures_are_converted_and_what_is_seen_through_stays() {
        let grey = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
        let image = to_srgb(GrayImage::from_pixel(2, 2, Luma([55])).into(), &grey).unwrap().into_rgb8();
        // 55 of 255 linear light is 128 in sRGB.
        assert!(
            image.get_pixel(0, 0).0.iter().all(|&value| (i32::from(value) - 128).abs() <= 2),
            "{:?}",
            image.get_pixel(0, 0)
        );
        let coloured = GrayImage::from_pixel(2, 2, Luma([77])).into();
        let kept = to_srgb(coloured, &ColorProfile::new_srgb().encode().unwrap()).unwrap().into_rgb8();
        assert!(is_near(kept.get_pixel(0, 0).0.map(i32::from), [77, 77, 77]));
        let seen_through = RgbaImage::from_pixel(2, 2, image::Rgba([220, 30, 30, 77])).into();
        let kept = to_srgb(seen_through, &red_and_blue_swapped()).unwrap().into_rgba8();
        assert_eq!(kept.get_pixel(0, 0).0[3], 77);
        assert!(kept.get_pixel(0, 0).0[2] > 200);
    }

    #[test]
    fn a_profile_that_does_not_fit_is_refused() {
        let grey = ColorProfile::new_gray_with_gamma(2.2).encode().unwrap();
        for profile in [&grey[..], b"", b"no profile", &[0; 200]] {
            let image = RgbImage::new(2, 2).into();
            assert_eq!(to_srgb(image, profile).unwrap_err(), WrongPicture::Colours);
        }
    }
}
