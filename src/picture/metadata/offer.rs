//! What a file's blocks say together, and where they disagree.

use super::date::Moment;
use super::text::{TEXT_MAX, clean};
use super::{Blocks, caption, creators, exif, iim, xmp};
use crate::picture::{Dispute, Place, Words};

/// EXIF orientation, 1…8; 1 where nothing sensible is said.
pub(in crate::picture) fn orientation(blocks: &Blocks) -> u8 {
    blocks.exif.as_deref().map_or(1, |tiff| exif::read(tiff).1)
}

/// What is offered to the writer from all blocks together, and where they disagree.
///
/// Then the Metadata Working Group's guidance (2.0) decides: EXIF if it says anything, else XMP,
/// else IIM; IIM before XMP if it was changed after XMP was written, unless it is only a shortened
/// form of XMP's. File names and camera names are not offered.
pub fn offered(blocks: &Blocks) -> (Words, Vec<Dispute>) {
    let (mut words, disputed) = settled(blocks, offerable);
    part_credit(&mut words);
    (words, disputed)
}

/// What the blocks say together, word for word: to be compared with what was written, which may
/// look like a file's name and yet be the writer's.
pub fn said(blocks: &Blocks) -> Words {
    settled(blocks, written).0
}

fn settled(blocks: &Blocks, taken: Taken) -> (Words, Vec<Dispute>) {
    let exif = blocks.exif.as_deref().map(|tiff| exif::read(tiff).0).unwrap_or_default();
    let extension = blocks.xmp_extension.as_deref().unwrap_or_default();
    let xmp = blocks.xmp.as_deref().map(|packet| xmp::read(packet, extension)).unwrap_or_default();
    let iim = iim::read(&blocks.photoshop);
    let mut court = Court { iim_is_newer: iim.stale_digest, taken, disputed: Vec::new() };
    let iim = iim.words;
    let [caption, name, copyright, headline] =
        [iim::CAPTION_LIMIT, iim::NAME_LIMIT, iim::COPYRIGHT_LIMIT, iim::HEADLINE_LIMIT];
    let [terms, statement, licensor, digital_source, alt] =
        [xmp.usage_terms, xmp.web_statement, xmp.licensor, xmp.digital_source, xmp.alt].map(taken);
    let words = Words {
        caption: court.settle("caption", [exif.caption, xmp.caption, iim.caption], caption),
        credit: court.settle("credit", [None, xmp.credit, iim.credit], name),
        creator: court.settle("creator", [exif.creator, xmp.creator, iim.creator], name),
        copyright: court.settle(
            "copyright",
            [exif.copyright, xmp.copyright, iim.copyright],
            copyright,
        ),
        usage_terms: terms,
        web_statement: statement,
        licensor,
        source: court.settle("source", [None, xmp.source, iim.source], name),
        headline: court.settle("headline", [None, xmp.headline, iim.headline], headline),
        // No program cuts a date short.
        created: court.settle("created", [exif.created, xmp.created, iim.created], usize::MAX),
        digital_source,
        alt,
        decorative: false,
    };
    (words, court.disputed)
}

/// What is taken of a block's value.
type Taken = fn(Option<String>) -> String;

/// Decides between the blocks, and keeps what they disagree about.
struct Court {
    iim_is_newer: bool,
    taken: Taken,
    disputed: Vec<Dispute>,
}

impl Court {
    fn settle(&mut self, field: &str, found: [Option<String>; 3], iim_limit: usize) -> String {
        let found = found.map(self.taken);
        let offered = reconcile(&found, self.iim_is_newer, iim_limit).to_owned();
        let [exif, xmp, iim] = &found;
        let cut = |long: &String| is_cut_short(iim, long, iim_limit);
        let places = [(Place::Exif, exif), (Place::Xmp, xmp), (Place::Iim, iim)];
        let mut says: Vec<(Place, String)> = places
            .into_iter()
            .filter(|(place, text)| {
                !text.is_empty() && !(*place == Place::Iim && (cut(xmp) || cut(exif)))
            })
            .map(|(place, text)| (place, text.clone()))
            .collect();
        // Sorting is stable: the offered one comes first, the others as they were.
        says.sort_by_key(|(_, text)| *text != offered);
        if says.iter().any(|(_, text)| !agree(field, &offered, text)) {
            self.disputed.push(Dispute { field: field.to_owned(), says });
        }
        offered
    }
}

/// Whether two values of a field are no contradiction: equal but for a credit at the caption's end
/// that only one of them has, or dates of which one says more.
fn agree(field: &str, a: &str, b: &str) -> bool {
    let moments = || Moment::parse(a).zip(Moment::parse(b));
    let without = |text: &str| caption::split_credit(text).map(|(rest, _)| rest);
    match field {
        _ if a == b => true,
        "creator" => super::creators(a) == super::creators(b),
        "created" => moments().is_some_and(|(a, b)| a.agrees(&b)),
        "caption" => without(a).as_deref() == Some(b) || without(b).as_deref() == Some(a),
        _ => false,
    }
}

/// The value that counts among those of EXIF, XMP and IIM; empty where none says anything.
///
/// A field that is missing in a newer IIM is still taken from XMP: better offered than lost.
fn reconcile([exif, xmp, iim]: &[String; 3], iim_is_newer: bool, iim_limit: usize) -> &str {
    let iim_counts =
        xmp.is_empty() || (iim_is_newer && !iim.is_empty() && !is_cut_short(iim, xmp, iim_limit));
    match (exif.is_empty(), iim_counts) {
        (false, _) => exif,
        (true, true) => iim,
        (true, false) => xmp,
    }
}

/// Whether `iim` is `long` cut at IIM's `limit` of bytes, perhaps before a character of up to four;
/// of several names each may be.
fn is_cut_short(iim: &str, long: &str, limit: usize) -> bool {
    let cut = |iim: &str, long: &str| {
        (limit - 3..=limit).contains(&iim.len()) && long.len() > limit && long.starts_with(iim)
    };
    let (short, whole) = (creators(iim), creators(long));
    let names = limit == iim::NAME_LIMIT && short.len() > 1 && short.len() == whole.len();
    let each = || short.iter().zip(&whole).all(|(iim, long)| iim == long || cut(iim, long));
    cut(iim, long) || names && iim != long && each()
}

/// What may be offered of a block's value: cleaned, and nothing that no person wrote.
fn offerable(value: Option<String>) -> String {
    let value = written(value);
    if caption::says_nothing(&value) { String::new() } else { value }
}

/// A block's value as somebody or something wrote it, cleaned.
fn written(value: Option<String>) -> String {
    value.filter(|value| value.len() <= TEXT_MAX).map(|value| clean(&value)).unwrap_or_default()
}

/// A credit at the end of the caption becomes the credit if there is none yet, and leaves the
/// caption if it only repeats the credit.
fn part_credit(words: &mut Words) {
    let Some((rest, name)) = caption::split_credit(&words.caption) else { return };
    if words.credit.is_empty() || words.credit.to_lowercase() == name.to_lowercase() {
        words.credit = name;
        words.caption = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn blocks_are_reconciled_in_the_order_of_the_guidance() {
        let read = |values: [Option<String>; 3], iim_is_newer| {
            reconcile(&values.map(offerable), iim_is_newer, 8).to_owned()
        };
        assert_eq!(read([some("E"), some("X"), some("I")], true), "E");
        assert_eq!(read([some(" "), some("X"), some("I")], false), "X");
        assert_eq!(read([None, some("X"), some("I")], true), "I");
        assert_eq!(read([None, some("Jo Smith-Jones"), some("Jo Smith")], true), "Jo Smith-Jones");
        assert_eq!(read([None, some("Jo Smith"), some("Jo")], true), "Jo", "not cut, but changed");
        assert_eq!(read([None, some("X"), None], true), "X");
        assert_eq!(read([None, None, some("I")], false), "I");
        assert_eq!(read([None, None, None], false), "");
        assert_eq!(read([some("SONY DSC"), some("X"), None], false), "X");
    }

    #[test]
    fn the_caption_gives_its_credit_away_once() {
        let parted = |caption: &str, credit: &str| {
            let mut words =
                Words { caption: caption.into(), credit: credit.into(), ..Words::default() };
            part_credit(&mut words);
            (words.caption, words.credit)
        };
        assert_eq!(parted("Fire (Image - GMP)", ""), ("Fire".into(), "GMP".into()));
        assert_eq!(parted("Fire (Image - gmp)", "GMP"), ("Fire".into(), "gmp".into()));
        let other = ("Fire (Image - GMP)".to_owned(), "PA".to_owned());
        assert_eq!(parted("Fire (Image - GMP)", "PA"), other, "two names: the writer decides");
    }

    #[test]
    fn only_real_contradictions_are_disputed() {
        let disputed = |field: &str, values: [&str; 3]| {
            let mut court = Court { iim_is_newer: false, taken: offerable, disputed: Vec::new() };
            court.settle(field, values.map(some), iim::NAME_LIMIT);
            court.disputed.pop().map(|dispute| dispute.says)
        };
        let long = "The Press and Communications Office of the Police";
        assert_eq!(disputed("credit", ["", "Jo", " Jo\n"]), None);
        assert_eq!(disputed("credit", ["", long, &long[..32]]), None, "IIM's is only cut");
        assert_eq!(
            disputed("creator", ["", &format!("{long}; Jo"), &format!("{}; Jo", &long[..32])]),
            None
        );
        assert_eq!(disputed("created", ["2024-01-11T10:00:00", "2024-01-11", "2024"]), None);
        assert_eq!(disputed("caption", ["Fire (Image - GMP)", "Fire", ""]), None);
        assert_eq!(
            disputed("creator", ["", "Jo", "Bo"]).unwrap(),
            [(Place::Xmp, "Jo".into()), (Place::Iim, "Bo".into())]
        );
        assert_eq!(
            disputed("copyright", ["E", "X", "E"]).unwrap(),
            [(Place::Exif, "E".into()), (Place::Iim, "E".into()), (Place::Xmp, "X".into())]
        );
        assert!(disputed("caption", ["Fire (Image - GMP)", "Fire (Image - Jo)", ""]).is_some());
    }
}
