//! Pictures of every kind of pixels, cut and whole, and what is made of them at import.

use copydesk::picture::inspect::inspect;
use copydesk::picture::prepare::{Limits, prepare, prepare_from, preview};
use copydesk::picture::take_in::{Making, THUMBNAIL_EDGE, render, take_in};
use copydesk::picture::{Focus, Format, Picture, Shape, Words};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use tiff::encoder::{TiffEncoder, colortype};
use tiff::tags::Tag;

/// A picture whose thirds from left to right are red, green and blue.
fn thirds(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| match x * 3 / width {
        0 => Rgb([200, 20, 20]),
        1 => Rgb([20, 180, 20]),
        _ => Rgb([20, 20, 200]),
    })
}

/// A JPEG with so few bits saved that it is not "lean", and so is made anew.
fn jpeg_of(pixels: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 100).encode_image(pixels).unwrap();
    out
}

fn opened(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

/// The colour in the middle of each third of what left.
fn colours(bytes: &[u8]) -> [[u8; 3]; 3] {
    let pixels = opened(bytes);
    [1, 3, 5].map(|sixth| pixels.get_pixel(pixels.width() * sixth / 6, pixels.height() / 2).0)
}

fn assert_alike(found: [[u8; 3]; 3], expected: [[u8; 3]; 3], what: &str) {
    let off = found.iter().flatten().zip(expected.iter().flatten()).map(|(a, b)| a.abs_diff(*b));
    assert!(off.max() <= Some(6), "{what}: {found:?} instead of {expected:?}");
}

const THIRDS: [[u8; 3]; 3] = [[200, 20, 20], [20, 180, 20], [20, 20, 200]];

fn about(bytes: &[u8], crop: Option<Shape>, focus: Option<Focus>) -> Picture {
    let seen = inspect(bytes).unwrap();
    let words = Words { credit: "Jo Smith".into(), ..Words::default() };
    Picture { width: seen.width, height: seen.height, words, crop, focus, ..Picture::default() }
}

#[test]
fn a_crop_is_cut_out_of_the_file_that_leaves() {
    let original = jpeg_of(&thirds(900, 300));
    let square = Some(Shape { width: 1, height: 1 });
    for (x, colour) in [(0.0, THIRDS[0]), (0.5, THIRDS[1]), (1.0, THIRDS[2])] {
        let picture = about(&original, square, Some(Focus { x, y: 0.5 }));
        for long_edge in [2560, 300, 100] {
            let limits = Limits { long_edge, ..Limits::default() };
            let prepared = prepare(&original, &picture, &limits).unwrap();
            let side = long_edge.min(300);
            assert_eq!((prepared.width, prepared.height), (side, side));
            assert_alike(colours(&prepared.bytes), [colour; 3], &format!("{x} at {long_edge}"));
            assert_eq!(inspect(&prepared.bytes).unwrap().offered.credit, "Jo Smith");
        }
        let seen = preview(&original, 100, square, picture.focus).unwrap();
        assert_alike(colours(&seen), [colour; 3], "on the screen");
    }
    let whole = prepare(&original, &about(&original, None, None), &Limits::default()).unwrap();
    assert_eq!((whole.width, whole.height), (900, 300));
}

#[test]
fn what_leaves_does_not_depend_on_a_rendition_made_before() {
    let original = jpeg_of(&thirds(1400, 700));
    let limits = Limits { long_edge: 600, ..Limits::default() };
    let taken = take_in(&original, &limits).unwrap();
    for crop in [None, Some(Shape { width: 16, height: 9 })] {
        let picture = about(&original, crop, None);
        let fresh = prepare(&original, &picture, &limits).unwrap();
        let made = render(&original, &Making::leaving(&picture, &limits)).unwrap();
        assert_eq!(prepare_from(&original, made.as_deref(), &picture, &limits).unwrap(), fresh);
        assert_eq!(prepare_from(&original, None, &picture, &limits).unwrap(), fresh);
        assert_eq!(made == taken.rendition, crop.is_none(), "made at import: the whole picture");
    }
    assert!(opened(&taken.thumbnail).width() == THUMBNAIL_EDGE.min(600));
}

#[test]
fn a_rendition_is_named_by_all_that_makes_it() {
    let picture = Picture { width: 6000, height: 4000, ..Picture::default() };
    let cut = Picture { crop: Some(Shape { width: 1, height: 1 }), ..picture.clone() };
    let aside = Picture { focus: Some(Focus { x: 0.2, y: 0.5 }), ..cut.clone() };
    let uncut = Picture { crop: Some(Shape { width: 3, height: 2 }), ..picture.clone() };
    let limits = Limits::default();
    let name = |picture: &Picture, limits: &Limits| Making::leaving(picture, limits).to_string();
    let names = [
        name(&picture, &limits),
        name(&cut, &limits),
        name(&aside, &limits),
        name(&picture, &Limits { long_edge: 1200, ..limits }),
        name(&picture, &Limits { quality: 70, ..limits }),
    ];
    let different: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
    assert_eq!(name(&uncut, &limits), names[0], "a crop that takes nothing away is none");
}

/// At a half, a quarter or an eighth of its size a JPEG shows what it shows at full size.
#[test]
fn a_jpeg_opened_at_a_fraction_is_the_same_picture() {
    let photo = RgbImage::from_fn(1201, 803, |x, y| {
        let wave = |n: u32, by: f32| (128.0 + 100.0 * (n as f32 / by).sin()) as u8;
        Rgb([wave(x, 90.0), wave(y, 70.0), wave(x + y, 120.0)])
    });
    let jpeg = jpeg_of(&photo);
    let mut png = Cursor::new(Vec::new());
    photo.write_to(&mut png, ImageFormat::Png).unwrap();
    for edge in [1200, 600, 500, 300, 150, 20] {
        let [a, b] =
            [&jpeg, png.get_ref()].map(|file| opened(&preview(file, edge, None, None).unwrap()));
        assert_eq!(a.dimensions(), b.dimensions());
        let off: u64 = a.iter().zip(b.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        let mean = off as f64 / a.len() as f64;
        assert!(mean < 2.5, "{edge}: {mean}");
    }
}

/// A TIFF of `samples`, with an orientation where one is given.
fn tiff_of<C>(size: (u32, u32), samples: &[C::Inner], orientation: Option<u16>) -> Vec<u8>
where
    C: colortype::ColorType,
    [C::Inner]: tiff::encoder::TiffValue,
{
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap();
    let mut picture = encoder.new_image::<C>(size.0, size.1).unwrap();
    if let Some(orientation) = orientation {
        picture.encoder().write_tag(Tag::Orientation, orientation).unwrap();
    }
    picture.write_data(samples).unwrap();
    out.into_inner()
}

#[test]
fn tiffs_of_every_kind_leave_as_jpeg() {
    let (size, rgb) = ((90, 30), thirds(90, 30));
    let wide = |samples: &[u8]| samples.iter().map(|s| u16::from(*s) * 257).collect::<Vec<_>>();
    let rgba: Vec<u8> = rgb.pixels().flat_map(|p| [p.0[0], p.0[1], p.0[2], 255]).collect();
    // All of a colour's darkness in the inks, none in black.
    let inks: Vec<u8> =
        rgb.pixels().flat_map(|p| [255 - p.0[0], 255 - p.0[1], 255 - p.0[2], 0]).collect();
    let grey: Vec<u8> = rgb.pixels().map(|p| p.0[0]).collect();
    let files = [
        ("8-bit", tiff_of::<colortype::RGB8>(size, &rgb, None), THIRDS),
        ("16-bit", tiff_of::<colortype::RGB16>(size, &wide(&rgb), None), THIRDS),
        ("opaque", tiff_of::<colortype::RGBA8>(size, &rgba, None), THIRDS),
        ("inks", tiff_of::<colortype::CMYK8>(size, &inks, None), THIRDS),
        ("16-bit inks", tiff_of::<colortype::CMYK16>(size, &wide(&inks), None), THIRDS),
        ("grey", tiff_of::<colortype::Gray8>(size, &grey, None), [[200; 3], [20; 3], [20; 3]]),
        (
            "16-bit grey",
            tiff_of::<colortype::Gray16>(size, &wide(&grey), None),
            [[200; 3], [20; 3], [20; 3]],
        ),
    ];
    for (kind, file, expected) in files {
        let seen = inspect(&file).unwrap();
        assert_eq!((seen.format, seen.width, seen.height), (Format::Tiff, 90, 30), "{kind}");
        assert!(!seen.transparent, "{kind}");
        for long_edge in [2560, 60] {
            let limits = Limits { long_edge, ..Limits::default() };
            let prepared = prepare(&file, &about(&file, None, None), &limits).unwrap();
            assert_eq!(prepared.format, Format::Jpeg, "{kind}");
            assert_alike(colours(&prepared.bytes), expected, kind);
            assert_eq!(inspect(&prepared.bytes).unwrap().offered.credit, "Jo Smith");
        }
    }
    // Stored upside down.
    let turned = tiff_of::<colortype::RGB8>(size, &rgb, Some(3));
    let prepared = prepare(&turned, &about(&turned, None, None), &Limits::default()).unwrap();
    assert_alike(colours(&prepared.bytes), [THIRDS[2], THIRDS[1], THIRDS[0]], "turned");
}

/// Inks as Adobe's programs store them, upside down; libjpeg signs the file as theirs.
fn cmyk_jpeg(rgb: &RgbImage) -> Vec<u8> {
    let inverted: Vec<u8> = rgb.pixels().flat_map(|p| [p.0[0], p.0[1], p.0[2], 255]).collect();
    let (width, height) = (rgb.width() as usize, rgb.height() as usize);
    let format = turbojpeg::PixelFormat::CMYK;
    let image = turbojpeg::Image { pixels: &inverted[..], width, pitch: width * 4, height, format };
    turbojpeg::Compressor::new().unwrap().compress_to_vec(image).unwrap()
}

#[test]
fn a_jpeg_in_inks_leaves_in_screen_colours() {
    let file = cmyk_jpeg(&thirds(240, 80));
    assert!(!inspect(&file).unwrap().transparent);
    for long_edge in [2560, 100] {
        let limits = Limits { long_edge, ..Limits::default() };
        let prepared = prepare(&file, &about(&file, None, None), &limits).unwrap();
        assert_alike(colours(&prepared.bytes), THIRDS, "inks");
    }
    assert_alike(colours(&preview(&file, 2000, None, None).unwrap()), THIRDS, "on the screen");
}

#[test]
fn sixteen_bits_leave_as_eight() {
    let deep = DynamicImage::from(thirds(90, 30)).to_rgb16();
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(deep).write_to(&mut file, ImageFormat::Png).unwrap();
    let file = file.into_inner();
    for long_edge in [2560, 60] {
        let limits = Limits { long_edge, ..Limits::default() };
        let prepared = prepare(&file, &about(&file, None, None), &limits).unwrap();
        assert_alike(colours(&prepared.bytes), THIRDS, "16-bit PNG");
    }
}

#[test]
fn a_picture_of_one_pixel_and_a_very_flat_one_go_all_the_way() {
    for (width, height) in [(1, 1), (30_000, 3), (3, 30_000)] {
        let pixels = RgbImage::from_pixel(width, height, Rgb([9, 99, 199]));
        let mut png = Cursor::new(Vec::new());
        pixels.write_to(&mut png, ImageFormat::Png).unwrap();
        let tiff = tiff_of::<colortype::RGB8>((width, height), &pixels, None);
        for file in [&jpeg_of(&pixels), png.get_ref(), &tiff] {
            let taken = take_in(file, &Limits::default()).unwrap();
            assert_eq!((taken.inspected.width, taken.inspected.height), (width, height));
            for crop in [None, Some(Shape { width: 16, height: 9 })] {
                let prepared = prepare(file, &about(file, crop, None), &Limits::default()).unwrap();
                assert!(prepared.width.max(prepared.height) <= 2560 && prepared.height >= 1);
            }
        }
    }
}
