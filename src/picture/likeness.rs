//! Whether two files show the same picture, whatever size and quality they were saved in.

use super::decode::Header;
use crate::Result;
use image::imageops;

/// Cells of the grid a picture is reduced to, each way.
const SIDE: u32 = 32;
/// How far apart cells of the same picture may be, of 255, on average: a second compression and
/// another resizing make one or two.
const APART: u64 = 5;
/// How much the shapes may differ, in thousandths: a side of 100 pixels is rounded by five.
const SHAPE: u64 = 40;

/// What a picture looks like from afar: the mean colours of a grid of 32 × 32 cells, and its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    cells: Vec<u8>,
    width: u64,
    height: u64,
}

impl Likeness {
    /// Looks at the picture file `bytes` (JPEG, PNG, WebP or TIFF, told by its contents).
    ///
    /// # Errors
    /// As [`inspect`](super::inspect::inspect).
    pub fn of(bytes: &[u8]) -> Result<Self> {
        let header = Header::read(bytes)?;
        let pixels = header.pixels(1)?.pixels.into_rgb8();
        let (width, height) = (pixels.width().into(), pixels.height().into());
        let cells = imageops::thumbnail(&pixels, SIDE, SIDE).into_raw();
        Ok(Self { cells, width, height })
    }

    /// Whether both show the same picture, uncut. Another picture of the same place is another.
    pub fn is_of_the_same(&self, other: &Self) -> bool {
        let (one, two) = (self.width * other.height, other.width * self.height);
        let apart: u64 =
            self.cells.iter().zip(&other.cells).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        one.abs_diff(two) * 1000 <= one.max(two) * SHAPE && apart <= APART * self.cells.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::prepare::preview;

    fn sample(name: &str) -> Vec<u8> {
        let file = format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(file).unwrap()
    }

    #[test]
    fn a_smaller_copy_is_the_same_picture_and_another_is_not() {
        let room = sample("library-reopens/reading-room.jpg");
        let like = Likeness::of(&room).unwrap();
        for edge in [150, 300, 1024] {
            let copy = Likeness::of(&preview(&room, edge, None, None).unwrap()).unwrap();
            assert!(like.is_of_the_same(&copy), "{edge} pixels");
        }
        for name in ["library-reopens/roof.jpg", "library-reopens/returned-books.jpg"] {
            assert!(!like.is_of_the_same(&Likeness::of(&sample(name)).unwrap()), "{name}");
        }
    }

    #[test]
    fn a_cut_picture_is_not_the_same() {
        let room = image::load_from_memory(&sample("library-reopens/reading-room.jpg")).unwrap();
        let cut = room.crop_imm(0, 0, room.height(), room.height());
        let mut bytes = std::io::Cursor::new(Vec::new());
        cut.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let like = Likeness::of(&sample("library-reopens/reading-room.jpg")).unwrap();
        assert!(!like.is_of_the_same(&Likeness::of(bytes.get_ref()).unwrap()));
    }
}
