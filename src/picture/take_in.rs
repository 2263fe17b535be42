//! Everything that is made of a picture file when it comes in, from one decoding.

use super::crop::{self, Rect};
use super::decode::Header;
use super::inspect::{Inspected, transparent};
use super::prepare::Limits;
use super::scale::{View, shown, smaller};
use super::{Picture, encode};
use crate::Result;
use image::DynamicImage;
use std::fmt;

/// Pixels of a thumbnail's longer side: sharp at half that size on a screen of twice the pixels.
pub const THUMBNAIL_EDGE: u32 = 640;
/// JPEG quality of thumbnails.
const THUMBNAIL_QUALITY: u8 = 80;

/// How a rendition is made. Made twice as the house wants it, whole or cut, it has the same bytes.
/// Its text names the rendition's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Making {
    /// Pixels of the longer side.
    pub long_edge: u32,
    /// JPEG quality, 1…100.
    pub quality: u8,
    /// The part of the upright picture that is shown; none shows all of it.
    pub cut: Option<Rect>,
}

/// Counts up whenever renditions come out differently, so that those made before are made anew.
const MAKERS_VERSION: u32 = 1;

impl Making {
    /// As the house wants its pictures, whole.
    pub fn whole(limits: &Limits) -> Self {
        Self {
            long_edge: limits.long_edge.max(1),
            quality: limits.quality.clamp(1, 100),
            cut: None,
        }
    }

    /// As `picture` leaves: cut to its shape, around its focus.
    pub fn leaving(picture: &Picture, limits: &Limits) -> Self {
        let cut = picture.crop.and_then(|shape| {
            let (width, height) = (picture.width, picture.height);
            let part = crop::cut(width, height, shape, picture.focus);
            (part != Rect::whole(width, height)).then_some(part)
        });
        Self { cut, ..Self::whole(limits) }
    }

    /// The small picture of lists.
    pub fn thumbnail() -> Self {
        Self { long_edge: THUMBNAIL_EDGE, quality: THUMBNAIL_QUALITY, cut: None }
    }
}

impl fmt::Display for Making {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { long_edge, quality, cut } = self;
        write!(f, "{long_edge}-{quality}-{MAKERS_VERSION}")?;
        match cut {
            Some(Rect { x, y, width, height }) => write!(f, "-{width}x{height}+{x}+{y}"),
            None => Ok(()),
        }
    }
}

/// A picture taken in.
#[derive(Debug)]
pub struct Taken {
    pub inspected: Inspected,
    /// The upright picture in the house's size, without words: JPEG, or PNG where it is
    /// transparent. None where the original's own pixels leave as they are.
    pub rendition: Option<Vec<u8>>,
    /// The same for lists ([`Making::thumbnail`]).
    pub thumbnail: Vec<u8>,
}

/// Opens the picture file `bytes` and makes all that is needed of it, decoding it once.
///
/// # Errors
/// As [`inspect`](super::inspect::inspect); `Internal` if a picture cannot be written.
pub fn take_in(bytes: &[u8], limits: &Limits) -> Result<Taken> {
    let header = Header::read(bytes)?;
    let making = Making::whole(limits);
    let keeps_pixels = keeps_pixels(&header, &making);
    let small = Making::thumbnail();
    let edge = if keeps_pixels { small.long_edge } else { making.long_edge };
    let view = View::of(&header, None, edge);
    let stored = header.pixels(view.shrink())?;
    let inspected = Inspected::new(&header, &stored);
    let upright = shown(&header, &stored, view)?;
    drop(stored);
    let rendition = match keeps_pixels {
        true => None,
        false => Some(file_of(&upright, &header, making.quality)?),
    };
    let thumbnail = file_of(&smaller(&upright, small.long_edge)?, &header, small.quality)?;
    Ok(Taken { inspected, rendition, thumbnail })
}

/// Makes a rendition; `None` if the original's own pixels leave as they are. The original is
/// decoded in either case, so that damage is found here and not on the site.
///
/// # Errors
/// As [`take_in`].
pub fn render(original: &[u8], making: &Making) -> Result<Option<Vec<u8>>> {
    let header = Header::read(original)?;
    if keeps_pixels(&header, making) {
        header.pixels(8)?;
        return Ok(None);
    }
    let view = View::of(&header, making.cut, making.long_edge);
    let stored = header.pixels(view.shrink())?;
    file_of(&shown(&header, &stored, view)?, &header, making.quality).map(Some)
}

/// Bits a pixel up to which a JPEG counts as compressed for the web already (quality 85 takes two).
const LEAN_BITS_PER_PIXEL: u64 = 3;
/// What headers and tables of a JPEG take at most, in bytes, beside its pixels.
const LEAN_HEADERS: u64 = 4096;

/// Whether nothing about the pixels has to change: an upright, small enough and lean JPEG.
pub(super) fn keeps_pixels(header: &Header, making: &Making) -> bool {
    let (width, height) = (header.width, header.height);
    let lean = u64::from(width) * u64::from(height) * LEAN_BITS_PER_PIXEL / 8 + LEAN_HEADERS;
    header.jpeg.as_ref().is_some_and(|jpeg| {
        header.orientation == 1
            && making.cut.is_none()
            && width.max(height) <= making.long_edge
            && jpeg.frame.ordinary
            && matches!(jpeg.frame.components, 1 | 3)
            && jpeg.scans.len() as u64 <= lean
    })
}

/// `pixels`, upright already, as a file of their own with the original's colour profile.
pub(super) fn file_of(pixels: &DynamicImage, header: &Header, quality: u8) -> Result<Vec<u8>> {
    let icc = header.icc.as_deref();
    match transparent(pixels) {
        true => encode::png(pixels, icc),
        false => encode::jpeg(pixels, quality, icc),
    }
}
