//! Printers' inks to the colours of a screen.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// CMYK to sRGB: through the file's own profile `icc` where that describes four inks and can be
/// used, else by the plain arithmetic that other programs use too.
///
/// `inks` holds cyan, magenta, yellow and black for each pixel; 255 is full ink.
pub(super) fn screen_colours(inks: &RgbaImage, icc: Option<&[u8]>) -> DynamicImage {
    let mut screen = RgbImage::new(inks.width(), inks.height());
    if icc.and_then(|icc| through_profile(inks, icc, &mut screen)).is_none() {
        for (ink, colour) in inks.pixels().zip(screen.pixels_mut()) {
            let [c, m, y, k] = ink.0;
            colour.0 = [c, m, y].map(|ink| plain(ink, k));
        }
    }
    screen.into()
}

/// What is left of one primary colour under its ink and black.
fn plain(ink: u8, black: u8) -> u8 {
    let left = u32::from(255 - ink) * u32::from(255 - black);
    ((left + 127) / 255) as u8
}

fn through_profile(inks: &RgbaImage, icc: &[u8], screen: &mut RgbImage) -> Option<()> {
    let profile = ColorProfile::new_from_slice(icc).ok()?;
    if profile.color_space != DataColorSpace::Cmyk {
        return None;
    }
    // Four channels of any meaning are `Rgba` here.
    profile
        .create_transform_8bit(
            Layout::Rgba,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            TransformOptions::default(),
        )
        .ok()?
        .transform(inks.as_raw(), screen)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, Rgba};

    #[test]
    fn plain_inks_are_what_a_reader_expects() {
        for (inks, colour) in [
            ([0, 0, 0, 0], [255, 255, 255]),
            ([0, 0, 0, 255], [0, 0, 0]),
            ([255, 0, 0, 0], [0, 255, 255]),
            ([0, 255, 255, 0], [255, 0, 0]),
            ([0, 0, 0, 128], [127, 127, 127]),
        ] {
            let page = RgbaImage::from_pixel(2, 1, Rgba(inks));
            for icc in [None, Some(&b"no profile"[..])] {
                assert_eq!(
                    screen_colours(&page, icc).as_rgb8().unwrap().get_pixel(1, 0),
                    &Rgb(colour)
                );
            }
        }
    }

    /// A profile in which black ink prints as mid-grey and every other ink as nothing (ICC.1, 10.10
    /// `lut8Type`: two grid points for each of four inks, CIELAB behind them).
    fn faded_black() -> Vec<u8> {
        let mut lut = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
        for at in 0..9 {
            lut.extend(if at % 4 == 0 { 65_536_u32 } else { 0 }.to_be_bytes());
        }
        let straight = || 0..=255_u8;
        (0..4).for_each(|_| lut.extend(straight()));
        // Black varies fastest: L* is 100 without it, 50 with it; a* and b* are 0 (stored as 128).
        (0..8).for_each(|_| lut.extend([255, 128, 128, 128, 128, 128]));
        (0..3).for_each(|_| lut.extend(straight()));
        let mut profile = vec![0; 128];
        profile[8] = 2;
        profile[12..24].copy_from_slice(b"prtrCMYKLab ");
        profile[36..40].copy_from_slice(b"acsp");
        // The illuminant of the connection space, D50.
        for (at, part) in [63_190_u32, 65_536, 54_061].into_iter().enumerate() {
            profile[68 + at * 4..72 + at * 4].copy_from_slice(&part.to_be_bytes());
        }
        profile.extend(1_u32.to_be_bytes());
        profile.extend(b"A2B0");
        profile.extend(144_u32.to_be_bytes());
        profile.extend((lut.len() as u32).to_be_bytes());
        profile.extend(lut);
        let length = profile.len() as u32;
        profile[..4].copy_from_slice(&length.to_be_bytes());
        profile
    }

    #[test]
    fn the_files_own_profile_decides() {
        let page = RgbaImage::from_pixel(1, 1, Rgba([0, 0, 0, 255]));
        let [r, g, b] = screen_colours(&page, Some(&faded_black())).to_rgb8().get_pixel(0, 0).0;
        assert!((110..130).contains(&r) && r.abs_diff(g) < 4 && g.abs_diff(b) < 4, "{r} {g} {b}");
    }
}
