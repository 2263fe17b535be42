//! Marked words looked for in a text that was changed around them.

use super::anchor::between_signs;
use super::record::Record;
use std::ops::Range;

/// A place where the quote stands, and how much of the surroundings is still there.
#[derive(Debug, Clone)]
struct Found {
    bytes: Range<usize>,
    before: Side,
    after: Side,
}

/// One side of a place.
#[derive(Debug, Clone, Copy)]
struct Side {
    /// Characters next to the place that are as they were.
    same: usize,
    /// All that was recorded is as it was; where the text began or ended there, it still does.
    intact: bool,
}

impl Found {
    fn evidence(&self) -> usize {
        self.before.same + self.after.same
    }

    /// Whether a side is intact that is more than the edge of the text and a word.
    fn is_solid(&self) -> bool {
        [self.before, self.after].iter().any(|side| side.intact && side.same >= ENOUGH)
    }
}

/// The one place that must be it, if there is one.
///
/// An edit beside the words leaves their other side as it was, and each side was recorded until it told
/// the place apart by itself. So a place with a side intact is looked for first. Only where both sides
/// were edited does it come to how much is left of them, and then much has to be.
pub(super) fn search(record: &Record, text: &str) -> Option<Range<usize>> {
    let found = candidates(record, text);
    let measure = Measure::of(record);
    let intact: Vec<&Found> = found.iter().filter(|one| measure.is_intact(one)).collect();
    let one = match intact.as_slice() {
        [] => clearest(&found, 4).filter(|one| measure.is_beyond_doubt(one, found.len() == 1)),
        [one] if one.is_solid() => {
            let rivals = found.iter().filter(|other| other.bytes != one.bytes);
            let most = rivals.map(Found::evidence).max();
            Some(*one).filter(|one| most.is_none_or(|most| most < one.evidence()))
        }
        // A text may begin or end with such words anyway; what else speaks for them has to tell.
        [_] => clearest(&found, 2).filter(|one| measure.is_intact(one)),
        _ => clearest(&found, 4).filter(|one| measure.is_intact(one) && one.evidence() >= ENOUGH),
    };
    one.map(|one| one.bytes.clone())
}

/// Characters of the surroundings that are no chance.
const ENOUGH: usize = 16;

/// The place most speaks for, if so many times as much does as for any other.
fn clearest(found: &[Found], times: usize) -> Option<&Found> {
    let best = found.iter().max_by_key(|one| one.evidence())?;
    let mut rivals = found.iter().filter(|one| one.bytes != best.bytes);
    rivals.all(|rival| rival.evidence() * times <= best.evidence()).then_some(best)
}

/// How much was recorded, in characters.
struct Measure {
    quote: usize,
    around: usize,
}

impl Measure {
    fn of(record: &Record) -> Self {
        let around = one_break(&record.before).count() + one_break(&record.after).count();
        Self { quote: record.quote.chars().count(), around }
    }

    /// Whether a side is intact and says enough: a text begins and ends with some word always.
    fn is_intact(&self, one: &Found) -> bool {
        let same = one.evidence();
        let says =
            same >= self.around.min(6) && same + self.quote >= (self.around + self.quote).min(12);
        let both = self.quote > 0
            || [one.before, one.after].iter().all(|side| side.intact || side.same > 0);
        says && both && (one.before.intact || one.after.intact)
    }

    /// Whether so much is left of both sides that no other words can be meant.
    fn is_beyond_doubt(&self, one: &Found, only: bool) -> bool {
        let least = one.before.same.min(one.after.same);
        let long = least >= 1 && one.evidence() >= 12 && self.quote + one.evidence() >= 40;
        let most = only && least >= 4 && one.evidence() * 2 >= self.around;
        let moved = only && self.quote >= 40;
        match self.quote {
            0 => least >= 8 && one.evidence() >= 24,
            _ => long || most || moved,
        }
    }
}

/// The places where the quote stands; with line breaks of another kind only if it stands nowhere as it
/// was.
fn candidates(record: &Record, text: &str) -> Vec<Found> {
    let unix = record.quote.replace("\r\n", "\n");
    let quotes = [record.quote.clone(), unix.replace('\n', "\r\n"), unix];
    let places = quotes.iter().map(|quote| {
        let starts = everywhere(text, quote).into_iter();
        starts.map(|start| start..start + quote.len()).collect::<Vec<_>>()
    });
    let places = places.into_iter().find(|places| !places.is_empty()).unwrap_or_default();
    places.into_iter().filter_map(|bytes| found(record, text, bytes)).collect()
}

/// Every byte at which the quote begins, overlapping ones too.
fn everywhere(text: &str, quote: &str) -> Vec<usize> {
    if quote.is_empty() {
        return text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    }
    let step = quote.chars().next().map_or(1, char::len_utf8);
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(quote)) {
        starts.push(from + at);
        from += at + step;
    }
    starts
}

fn found(record: &Record, text: &str, bytes: Range<usize>) -> Option<Found> {
    let before =
        side(one_break(&record.before).rev(), one_break(&text[..bytes.start]).rev(), record.starts);
    let after = side(one_break(&record.after), one_break(&text[bytes.end..]), record.ends);
    // Of the places between all words only those are worth a look at which anything agrees.
    let worth = !record.quote.is_empty() || before.same + after.same > 0;
    let whole = || between_signs(text, bytes.start) && between_signs(text, bytes.end);
    (worth && whole()).then_some(Found { bytes, before, after })
}

fn side(was: impl Iterator<Item = char>, mut now: impl Iterator<Item = char>, edge: bool) -> Side {
    let mut same = 0;
    for c in was {
        if now.next() != Some(c) {
            return Side { same, intact: false };
        }
        same += 1;
    }
    Side { same, intact: !edge || now.next().is_none() }
}

/// The characters of a text whose line breaks are all of one kind.
fn one_break(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().filter(|c| *c != '\r')
}
