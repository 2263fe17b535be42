//! Where a picture is cut: as much of it as a shape can hold, around the point that must stay visible.

use super::{Focus, Shape};

/// A part of an upright picture, in pixels from its top left corner; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rect {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Rect {
    /// All of a picture of `width` × `height` pixels.
    pub fn whole(width: u32, height: u32) -> Self {
        Self { x: 0, y: 0, width, height }
    }

    pub(super) fn longest(self) -> u32 {
        self.width.max(self.height)
    }

    /// The part of the picture *as stored* that shows this part of it upright; the stored picture
    /// is `width` × `height` pixels, its EXIF orientation (TIFF 6.0, page 36) is 1…8.
    pub(super) fn stored(self, orientation: u8, width: u32, height: u32) -> Self {
        let Self { x, y, width: w, height: h } = self;
        // From the other edge. Saturating, for a record may speak of another size than the file.
        let far = |all: u32, at: u32, size: u32| all.saturating_sub(at + size);
        let part = |x, y, width, height| Self { x, y, width, height };
        match orientation {
            2 => part(far(width, x, w), y, w, h),
            3 => part(far(width, x, w), far(height, y, h), w, h),
            4 => part(x, far(height, y, h), w, h),
            5 => part(y, x, h, w),
            6 => part(y, far(height, x, w), h, w),
            7 => part(far(width, y, h), far(height, x, w), h, w),
            8 => part(far(width, y, h), x, h, w),
            _ => self,
        }
    }
}

/// The largest part of `shape` of an upright picture of `width` × `height` pixels, its centre on
/// `focus` as far as the edges allow; without one in the middle.
///
/// A side is rounded to whole pixels and is never 0, however flat the picture.
pub fn cut(width: u32, height: u32, shape: Shape, focus: Option<Focus>) -> Rect {
    let (across, down) = (u64::from(shape.width.max(1)), u64::from(shape.height.max(1)));
    let side = |given: u32, times: u64, by: u64, most: u32| {
        let exact = (u64::from(given) * times + by / 2) / by;
        u32::try_from(exact).unwrap_or(most).clamp(1, most.max(1))
    };
    let wide = u64::from(width) * down > u64::from(height) * across;
    let (w, h) = match wide {
        true => (side(height, across, down, width), height),
        false => (width, side(width, down, across, height)),
    };
    let Focus { x, y } = focus.unwrap_or(Focus { x: 0.5, y: 0.5 });
    let start = |all: u32, size: u32, at: f32| {
        let centred = f64::from(all) * f64::from(at) - f64::from(size) / 2.0;
        // `as` makes 0 of what is negative or no number.
        (centred.round() as u32).min(all.saturating_sub(size))
    };
    Rect { x: start(width, w, x), y: start(height, h, y), width: w, height: h }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::metadata::Orientation;
    use image::{DynamicImage, Rgb, RgbImage};
    use proptest::prelude::*;

    fn shape(width: u32, height: u32) -> Shape {
        Shape { width, height }
    }

    fn rect(x: u32, y: u32, width: u32, height: u32) -> Rect {
        Rect { x, y, width, height }
    }

    #[test]
    fn the_cut_is_as_large_as_fits_and_in_the_middle() {
        assert_eq!(cut(6000, 4000, shape(16, 9), None), rect(0, 313, 6000, 3375));
        assert_eq!(cut(4000, 6000, shape(16, 9), None), rect(0, 1875, 4000, 2250));
        assert_eq!(cut(6000, 4000, shape(1, 1), None), rect(1000, 0, 4000, 4000));
        assert_eq!(cut(1600, 900, shape(16, 9), None), Rect::whole(1600, 900));
        assert_eq!(cut(1, 1, shape(16, 9), None), rect(0, 0, 1, 1));
        assert_eq!(cut(30_000, 2, shape(1, 100), None).width, 1, "never empty");
    }

    #[test]
    fn the_cut_follows_the_focus_up_to_the_edges() {
        let at = |x, y| cut(6000, 4000, shape(1, 1), Some(Focus { x, y }));
        assert_eq!(at(0.0, 0.9), rect(0, 0, 4000, 4000));
        assert_eq!(at(0.4, 0.5), rect(400, 0, 4000, 4000));
        assert_eq!(at(1.0, 0.0), rect(2000, 0, 4000, 4000));
        assert_eq!(at(f32::NAN, 7.0), rect(0, 0, 4000, 4000), "nonsense cuts somewhere");
    }

    proptest! {
        #[test]
        fn a_cut_lies_in_the_picture_holds_the_focus_and_has_its_shape(
            (width, height) in (1_u32..30_000, 1_u32..30_000),
            (across, down) in (1_u32..=100, 1_u32..=100),
            (x, y) in (0.0_f32..=1.0, 0.0_f32..=1.0),
        ) {
            let r = cut(width, height, shape(across, down), Some(Focus { x, y }));
            prop_assert!(r.width >= 1 && r.x + r.width <= width && (r.width == width || r.height == height));
            prop_assert!(r.height >= 1 && r.y + r.height <= height);
            let (fx, fy) = (f64::from(width) * f64::from(x), f64::from(height) * f64::from(y));
            prop_assert!(f64::from(r.x) <= fx + 1.0 && fx <= f64::from(r.x + r.width) + 1.0);
            prop_assert!(f64::from(r.y) <= fy + 1.0 && fy <= f64::from(r.y + r.height) + 1.0);
            if r.width > 1 && r.height > 1 {
                let exact = f64::from(r.height) * f64::from(across) / f64::from(down);
                let off = (f64::from(r.width) - exact).abs();
                prop_assert!(off <= 1.0_f64.max(f64::from(across) / f64::from(down)), "{r:?}");
            }
        }
    }

    #[test]
    fn cutting_before_turning_shows_the_same_as_cutting_after() {
        let stored = RgbImage::from_fn(9, 7, |x, y| Rgb([x as u8, y as u8, 0]));
        let stored = DynamicImage::from(stored);
        let turned = |pixels: &DynamicImage, orientation| {
            let mut pixels = pixels.clone();
            pixels.apply_orientation(Orientation::from_exif(orientation).unwrap());
            pixels
        };
        for orientation in 1..=8 {
            let part = rect(1, 2, 4, 3);
            let after = turned(&stored, orientation).crop_imm(1, 2, 4, 3);
            let Rect { x, y, width, height } = part.stored(orientation, 9, 7);
            let before = turned(&stored.crop_imm(x, y, width, height), orientation);
            assert_eq!(before, after, "orientation {orientation}");
        }
    }
}
