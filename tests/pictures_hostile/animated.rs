//! Animations, in every format that has them.

use crate::bombs::chunk;
use copydesk::picture::inspect::inspect;
use image::codecs::gif::GifEncoder;
use image::{Delay, Frame, ImageFormat, RgbaImage};
use std::io::Cursor;

fn still(format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbaImage::new(4, 4).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn gif() -> Vec<u8> {
    let mut out = Vec::new();
    let frame = || Frame::from_parts(RgbaImage::new(4, 4), 0, 0, Delay::from_numer_denom_ms(40, 1));
    GifEncoder::new(&mut out).encode_frames([frame(), frame()]).unwrap();
    out
}

/// A PNG that says it has two frames (APNG specification, `acTL`).
fn apng() -> Vec<u8> {
    let still = still(ImageFormat::Png);
    let (head, tail) = still.split_at(8 + 12 + 13);
    [head, &chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), tail].concat()
}

/// A WebP with one frame of an animation (WebP container specification, `ANIM` and `ANMF`).
fn webp() -> Vec<u8> {
    let still = still(ImageFormat::WebP);
    let part = |kind: &[u8; 4], body: &[u8]| {
        [&kind[..], &(body.len() as u32).to_le_bytes(), body, &[0][..body.len() % 2]].concat()
    };
    let frame = [&[0; 6][..], &[3, 0, 0, 3, 0, 0], &[40, 0, 0, 0], &still[12..]].concat();
    let parts = [
        b"WEBP".to_vec(),
        part(b"VP8X", &[0b10, 0, 0, 0, 3, 0, 0, 3, 0, 0]),
        part(b"ANIM", &[0; 6]),
        part(b"ANMF", &frame),
    ];
    part(b"RIFF", &parts.concat())
}

#[test]
fn an_animation_is_called_one() {
    for (file, what) in [
        (gif(), "a GIF picture, perhaps an animation"),
        (apng(), "an animation"),
        (webp(), "an animation"),
    ] {
        let error = inspect(&file).unwrap_err();
        assert!(error.message.contains(what), "{error}");
        assert!(error.message.ends_with("The story is untouched."), "{error}");
        assert!(error.hint.contains("add"), "{error}");
    }
}
