//! Made-up words and damaged blocks.

use crate::files::segment;
use crate::handmade::{handmade, spliced};
use copydesk::picture::inspect::inspect;
use copydesk::picture::metadata::{self, Blocks};
use copydesk::picture::{Picture, Words};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, RgbImage};
use proptest::prelude::*;
use std::sync::LazyLock;

static JPEG: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut out = Vec::new();
    let pixels = DynamicImage::from(RgbImage::new(8, 8));
    JpegEncoder::new(&mut out).encode_image(&pixels).unwrap();
    out
});

/// Words of any letters, without what counts as a file's or camera's name or as a credit.
fn any_words() -> impl Strategy<Value = Words> {
    let text = || {
        // A letter first, so that no text is blank or a number alone.
        "[a-zà-ž]([^\\p{C};]|[\\n&<>'\"]){0,200}".prop_map(|text| format!("Says {}", text.trim()))
    };
    let names = prop::collection::vec(text(), 0..4).prop_map(|names| names.join("; "));
    (text(), text(), names, text(), text(), text(), text(), text()).prop_map(
        |(caption, credit, creator, copyright, usage_terms, source, headline, alt)| Words {
            caption,
            credit,
            creator,
            copyright,
            usage_terms,
            source,
            headline,
            alt,
            ..Words::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_read_as_they_were_written(words in any_words()) {
        let picture = Picture { words: words.clone(), ..Picture::default() };
        let once = metadata::write(&JPEG, &Blocks::default(), &picture).unwrap();
        let seen = inspect(&once).unwrap();
        prop_assert_eq!(&seen.disputed, &vec![]);
        let credited = seen.offered.caption != words.caption;
        prop_assert!(credited || seen.offered == words, "{:?}", seen.offered);
    }

    #[test]
    fn damaged_blocks_never_panic_or_hang(
        number in 0..11_usize,
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let (_, file, _) = handmade(&JPEG).swap_remove(number);
        let end = file.len() - JPEG.len() + 2;
        let mut head = file[2..end.max(3)].to_vec();
        for (at, value) in flips {
            let at = at.index(head.len());
            head[at] = value;
        }
        head.truncate(cut.index(head.len()) + 1);
        everything(&head);
    }

    #[test]
    fn any_bytes_in_a_block_never_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        marker in prop::sample::select(vec![0xE1_u8, 0xED]),
    ) {
        for prefix in [&b"Exif\0\0MM\0*\0\0\0\x08"[..], b"http://ns.adobe.com/xap/1.0/\0<", b"Photoshop 3.0\x008BIM"] {
            everything(&segment(marker, &[prefix, &bytes].concat()));
        }
    }
}

/// Reads and writes what `head` holds, as segments of a JPEG, a TIFF, and a PNG's text.
fn everything(head: &[u8]) {
    let file = spliced(&JPEG, &[head.to_vec()]);
    let _ = inspect(&file);
    let _ = copydesk::picture::prepare::prepare(&file, &Picture::default(), &Default::default());
    let inner = head.iter().position(|byte| b"IM<8".contains(byte)).unwrap_or(0);
    let block = head[inner..].to_vec();
    let _ = Blocks::of_tiff(&block);
    let blocks = Blocks {
        exif: Some(block.clone()),
        xmp: Some(block.clone()),
        xmp_extension: Some(block.clone()),
        photoshop: block,
    };
    let _ = metadata::offered(&blocks);
    let written = metadata::write(&JPEG, &blocks, &Picture::default()).unwrap();
    inspect(&written).unwrap();
}

#[test]
#[allow(clippy::disallowed_methods)] // A test may look at the clock.
fn blocks_made_to_take_long_do_not() {
    let start = std::time::Instant::now();
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let open = format!("<r:RDF xmlns:r='{rdf}'><r:Description xmlns:a='a:'");
    let spaces: String = (0..200_000).map(|n| format!(" xmlns:b{n}='b{n}:'")).collect();
    let attributes: String = (0..200_000).map(|n| format!(" a:b{n}='x'")).collect();
    let prefixes = (0..200_000).map(|n| format!("<p:b xmlns:p='p:{n}'/>")).collect::<String>();
    let packets = [
        format!("{open}>{prefixes}</r:Description></r:RDF>"),
        format!("{open}{attributes}/></r:RDF>"),
        format!("{open}{spaces}>{}", "<a:b/>".repeat(200_000)),
        format!("{open}><a:x{attributes}/></r:Description></r:RDF>"),
        format!("{open}>{}", "<a:b>".repeat(500_000)),
        format!(
            "{open}>{}</r:Description></r:RDF>",
            (0..200_000).map(|n| format!("<a:b{n}/>")).collect::<String>()
        ),
    ];
    // Every entry of every directory claims the whole block.
    let mut tiff = b"MM\0*\0\0\0\x08\xFF\xFF".to_vec();
    (0..65_535_u16).for_each(|tag| {
        tiff.extend([tag.to_be_bytes(), [0, 2]].concat());
        tiff.extend([700_000_u32.to_be_bytes(), 8_u32.to_be_bytes()].concat());
    });
    let resources = b"8BIM\x04\x00\0\0\0\0\0\0".repeat(200_000);
    let datasets = [0x1C, 2, 25, 0, 0].repeat(200_000);
    let size = (datasets.len() as u32).to_be_bytes();
    let iim = [b"8BIM\x04\x04\0\0", &size[..], &datasets].concat();
    for (number, packet) in packets.into_iter().enumerate() {
        let blocks = Blocks {
            exif: Some(tiff.clone()),
            xmp: Some(packet.into_bytes()),
            xmp_extension: None,
            photoshop: if number % 2 == 0 { resources.clone() } else { iim.clone() },
        };
        let started = std::time::Instant::now();
        let _ = metadata::offered(&blocks);
        metadata::write(&JPEG, &blocks, &Picture::default()).unwrap();
        assert!(started.elapsed().as_secs() < 20, "{number}: {:?}", started.elapsed());
        let _ = Blocks::of_tiff(&tiff);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
