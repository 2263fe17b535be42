//! Pixels as stored to pixels as shown: cut, no larger than asked for, upright, in screen colours.

use super::colour::screen_colours;
use super::crop::Rect;
use super::decode::{Header, Stored};
use crate::{Code, Error, Result};
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;
use image::metadata::Orientation;

/// A part of a picture to be shown no longer than `edge` pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    pub part: Rect,
    pub edge: u32,
}

impl View {
    /// `cut` of the picture, or all of it. A cut that leaves the picture, as one made for another
    /// file would, is brought back into it.
    pub fn of(header: &Header, cut: Option<Rect>, edge: u32) -> Self {
        let (width, height) = header.upright();
        let part = cut.map_or(Rect::whole(width, height), |cut| {
            let (x, y) = (cut.x.min(width - 1), cut.y.min(height - 1));
            let fitting = |size: u32, most: u32| size.clamp(1, most);
            Rect {
                x,
                y,
                width: fitting(cut.width, width - x),
                height: fitting(cut.height, height - y),
            }
        });
        Self { part, edge: edge.max(1) }
    }

    /// The size it is shown in; never larger than the part itself.
    pub fn size(self) -> (u32, u32) {
        let Rect { width, height, .. } = self.part;
        let longest = self.part.longest();
        if longest <= self.edge {
            return (width, height);
        }
        let scaled = |side: u32| {
            let exact = f64::from(side) * f64::from(self.edge) / f64::from(longest);
            (exact.round() as u32).max(1)
        };
        (scaled(width), scaled(height))
    }

    /// At which fraction (1, 2, 4 or 8 for an eighth) the picture may be opened so that both sides
    /// of the part still have the pixels shown: nothing is ever made larger.
    pub fn shrink(self) -> u32 {
        let (width, height) = self.size();
        let enough = |by: &u32| self.part.width / by >= width && self.part.height / by >= height;
        [8, 4, 2].into_iter().find(enough).unwrap_or(1)
    }
}

/// The pixels of `view`, made smaller before they are turned, so that only the small picture is
/// copied. `stored` is the picture of `header`, opened at any fraction that `view` allows.
pub(super) fn shown(header: &Header, stored: &Stored, view: View) -> Result<DynamicImage> {
    let part = view.part.stored(header.orientation, header.width, header.height);
    let (width, height) = match (header.orientation, view.size()) {
        (5.., (width, height)) => (height, width),
        (_, size) => size,
    };
    let mut small = resized(header, stored, part, (width, height))?;
    if stored.inks {
        small = screen_colours(&small.into_rgba8(), header.icc.as_deref());
    }
    let turn = Orientation::from_exif(header.orientation).unwrap_or(Orientation::NoTransforms);
    small.apply_orientation(turn);
    Ok(small)
}

/// `part` (in pixels of the whole stored picture) in `width` × `height` pixels.
fn resized(
    header: &Header,
    stored: &Stored,
    part: Rect,
    (width, height): (u32, u32),
) -> Result<DynamicImage> {
    let pixels = &stored.pixels;
    if (pixels.width(), part.width, part.height) == (header.width, width, height) {
        return Ok(pixels.crop_imm(part.x, part.y, width, height));
    }
    // A fraction's last column and row may stand for less than a whole one: hence not the quotient
    // of the sizes.
    let shrink = (1..=8).find(|by| header.width.div_ceil(*by) == pixels.width()).unwrap_or(1);
    let scaled = |n: u32| f64::from(n) / f64::from(shrink);
    let mut small = DynamicImage::new(width, height, pixels.color());
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
        .crop(scaled(part.x), scaled(part.y), scaled(part.width), scaled(part.height))
        .use_alpha(!stored.inks);
    Resizer::new().resize(pixels, &mut small, &options).map_err(|error| unresizable(&error))?;
    Ok(small)
}

/// `pixels`, upright and in screen colours already, no longer than `edge`.
pub(super) fn smaller(pixels: &DynamicImage, edge: u32) -> Result<DynamicImage> {
    let part = Rect::whole(pixels.width(), pixels.height());
    let (width, height) = View { part, edge }.size();
    let mut small = DynamicImage::new(width, height, pixels.color());
    // Quick and good enough for what is looked at as large as a thumb.
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Hamming));
    Resizer::new().resize(pixels, &mut small, &options).map_err(|error| unresizable(&error))?;
    Ok(small)
}

fn unresizable(error: &dyn std::fmt::Display) -> Error {
    Error::new(
        Code::Internal,
        format!("This picture could not be made smaller ({error}). The original is untouched."),
        "Make it smaller in a picture program and add it again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shrink(width: u32, height: u32, edge: u32) -> u32 {
        View { part: Rect::whole(width, height), edge }.shrink()
    }

    #[test]
    fn a_fraction_never_has_fewer_pixels_than_are_shown() {
        assert_eq!(shrink(6000, 4000, 2560), 2);
        assert_eq!(shrink(5120, 3413, 2560), 1, "3,413 / 2 is less than 1,707 rows");
        assert_eq!(shrink(5120, 3414, 2560), 2);
        assert_eq!(shrink(5119, 3412, 2560), 1);
        assert_eq!(shrink(16_320, 12_240, 2560), 4);
        assert_eq!(shrink(30_000, 4, 2560), 4, "flat: one row is shown");
        assert_eq!(shrink(2560, 1700, 2560), 1);
        assert_eq!(shrink(1, 1, 2560), 1);
    }

    #[test]
    fn no_picture_is_made_larger_and_no_side_vanishes() {
        let size = |width, height, edge| View { part: Rect::whole(width, height), edge }.size();
        assert_eq!(size(6000, 4000, 2560), (2560, 1707));
        assert_eq!(size(30_000, 2, 2560), (2560, 1));
        assert_eq!(size(5, 7, 2560), (5, 7));
    }
}
