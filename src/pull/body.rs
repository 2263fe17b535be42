//! The body: what says the same is the base's Markdown, the rest is written anew.

use super::base::{Around, Base, Origin};
use super::compared::{Compared, Was};
use super::notes::Notes;
use super::{Pull, lines};
use crate::markdown::from_html::{Bit, Held, Placed, words};
use crate::markdown::image_line;

/// A piece of the new body.
struct Item {
    /// The stretch of the base it is or came from.
    source: Option<usize>,
    /// It is that stretch to the letter.
    verbatim: bool,
    text: String,
}

impl Pull<'_> {
    /// The Markdown of what the site holds now.
    pub(super) fn body(
        &mut self,
        sent: &[Placed],
        held: Vec<Placed>,
        beside: &[(String, String)],
    ) -> String {
        let base = self.take_apart();
        let is_note = |placed: &Placed| matches!(placed.held, Held::Note { .. });
        let (held_notes, held): (Vec<Placed>, Vec<Placed>) = held.into_iter().partition(is_note);
        let (sent_notes, sent): (Vec<Placed>, Vec<Placed>) =
            sent.iter().cloned().partition(is_note);
        let notes = Notes::read(&base, &sent_notes, &held_notes, &held, beside);
        let sent = self.recognised(&base, &sent, &held);
        let found = self.matches(&base, &sent, &held);
        let compared = Compared { base: &base, sent: &sent, held: &held, found };
        let items = self.items(&compared, &notes);
        self.gone(&compared);
        for number in notes.without_words() {
            self.miss("footnote whose words were not told", number);
        }
        let items = self.with_unprinted(&base, items, &notes);
        self.joined(&base, &items)
    }

    fn items(&mut self, compared: &Compared<'_>, notes: &Notes) -> Vec<Item> {
        let opening = self.opening(compared);
        let mut items: Vec<Item> = Vec::new();
        let mut after_list = false;
        let mut at = 0;
        while at < compared.held.len() {
            let held = &compared.held[at].held;
            if let Some((around, same)) = compared.around(at) {
                if let Some(text) = self.around(around, same, held) {
                    items.push(Item { source: None, verbatim: false, text });
                }
                at += 1;
                continue;
            }
            let whole = compared.whole(at).filter(|_| opening != Opening::Apart(at));
            let length = whole.map_or(1, |(_, length)| length);
            for n in at..at + length {
                self.look_at(compared, n);
            }
            let last = &compared.held[at + length - 1].held;
            let (verbatim, text) = match whole {
                Some((source, _)) => {
                    let bytes = compared.base.sources[source].bytes.clone();
                    (true, self.base.copy.body[bytes].to_owned())
                }
                None => {
                    let held = self.without_dateline(held, opening == Opening::Here(at));
                    (false, self.written(&held, notes, after_list))
                }
            };
            items.push(Item { source: compared.source(at), verbatim, text });
            after_list = matches!(last, Held::List(_));
            at += length;
        }
        items
    }

    /// Takes over what a picture's figure says.
    fn look_at(&mut self, compared: &Compared<'_>, at: usize) {
        if let Held::Figure(shown) = &compared.held[at].held {
            let sent = compared.found[at].map(|found| &compared.sent[found.old].0);
            let sent = match sent {
                Some(Held::Figure(sent)) => Some(sent),
                _ => None,
            };
            self.words_of(shown, sent);
        }
    }

    /// What a line around the body says now; text that is to stand in the body after all.
    fn around(&mut self, around: Around, same: bool, held: &Held) -> Option<String> {
        let said = words(held);
        match around {
            _ if same => {}
            Around::Byline => self.byline(&said),
            Around::LeadLine => self.lead_line(&said),
            Around::Label => self.miss("label, changed on the site", &said),
            Around::SignOff => self.miss("sign-off, changed on the site", &said),
            Around::Dateline => {
                self.dateline = Some(None);
                return Some(self.written(held, &Notes::default(), false));
            }
        }
        None
    }

    /// What of the lines around the body was taken out on the site.
    fn gone(&mut self, compared: &Compared<'_>) {
        for (n, (held, was)) in compared.sent.iter().enumerate() {
            let around = match was {
                Was::Around(around) => Some(*around),
                Was::Printed(printed) => match compared.base.printed[*printed].1 {
                    Origin::Around(around) => Some(around),
                    _ => None,
                },
                Was::Unknown => None,
            };
            let there = compared.found.iter().flatten().any(|found| found.old == n);
            match around.filter(|_| !there) {
                Some(Around::Byline) => self.wording.copy.byline.clear(),
                Some(Around::Dateline) => self.dateline = Some(None),
                Some(Around::LeadLine) => {
                    self.miss("line about the main picture, taken out", &words(held))
                }
                Some(Around::Label) => self.miss("label, taken out", &words(held)),
                Some(Around::SignOff) if *held != Held::Rule => {
                    self.miss("sign-off, taken out", &words(held));
                }
                _ => {}
            }
        }
    }

    /// Where the dateline is to be looked for.
    fn opening(&mut self, compared: &Compared<'_>) -> Opening {
        let place = self.base.copy.dateline.as_deref().unwrap_or_default();
        let first_printed = compared.base.printed.iter().position(|(held, origin)| {
            matches!((held, origin), (Held::Paragraph(_), Origin::Body(_)))
        });
        let (Some(printed), false) = (first_printed, place.trim().is_empty()) else {
            return Opening::Nowhere;
        };
        let first = (0..compared.held.len()).find(|at| {
            matches!(compared.held[*at].held, Held::Paragraph(_)) && compared.around(*at).is_none()
        });
        let it = (0..compared.held.len()).find(|at| compared.printed(*at) == Some(printed));
        match first {
            None => {
                self.dateline = Some(None);
                Opening::Nowhere
            }
            Some(first) if it.is_none_or(|it| it == first) => Opening::Here(first),
            Some(_) => {
                // Something stands before it now: the place stays where somebody left it, as words.
                self.dateline = Some(None);
                it.map_or(Opening::Nowhere, Opening::Apart)
            }
        }
    }

    /// A first paragraph without the dateline it opens with; what it names now is noted.
    fn without_dateline(&mut self, held: &Held, opens: bool) -> Held {
        let (Held::Paragraph(bits), true) = (held, opens) else { return held.clone() };
        let Some(Bit::Words(first, style)) = bits.first() else { return held.clone() };
        let place = self.base.copy.dateline.as_deref().unwrap_or_default();
        let printed = self.house.dateline_for(place);
        let rest = match first.strip_prefix(printed.trim_end()) {
            Some(rest) => rest,
            None => match lines::place_in(&self.house.dateline.pattern, first) {
                Some((place, rest)) => {
                    self.dateline = Some(Some(place.trim().to_owned()));
                    rest
                }
                None => {
                    self.dateline = Some(None);
                    return held.clone();
                }
            },
        };
        let opening = Bit::Words(rest.trim_start().to_owned(), style.clone());
        Held::Paragraph([opening].into_iter().chain(bits[1..].iter().cloned()).collect())
    }

    /// Puts what prints nothing (notes, kept addresses, the line of the lead picture) after what stood
    /// before it.
    fn with_unprinted(&self, base: &Base, mut items: Vec<Item>, notes: &Notes) -> Vec<Item> {
        let prints = |n: usize| base.printed.iter().any(|(_, origin)| *origin == Origin::Body(n));
        for (n, source) in base.sources.iter().enumerate().filter(|(n, _)| !prints(*n)) {
            let own = self.base.copy.body[source.bytes.clone()].to_owned();
            let label =
                source.note.as_ref().and_then(|label| base.labels.iter().position(|l| l == label));
            let text = match label.and_then(|number| notes.changed(number)) {
                Some(None) => continue,
                Some(Some(note)) => self.written_plainly(note, notes, false),
                None => own.clone(),
            };
            let before =
                items.iter().enumerate().filter(|(_, item)| item.source.is_some_and(|s| s < n));
            let after = before.max_by_key(|(_, item)| item.source).map_or(0, |(at, _)| at + 1);
            items.insert(after, Item { source: Some(n), verbatim: text == own, text });
        }
        for note in notes.added() {
            let text = self.written_plainly(note, notes, false);
            items.push(Item { source: None, verbatim: false, text });
        }
        items.retain(|item| !item.text.trim().is_empty());
        items
    }

    fn joined(&self, base: &Base, items: &[Item]) -> String {
        let body = &self.base.copy.body;
        let crlf =
            body.contains("\r\n") && body.matches('\n').count() == body.matches("\r\n").count();
        let own = |text: &str| if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let mut out = String::new();
        let mut last: Option<&Item> = None;
        for item in items {
            let gap = match (last.and_then(|last| last.source), item.source) {
                _ if last.is_none() => match item.source {
                    Some(0) if item.verbatim => body[..base.sources[0].bytes.start].to_owned(),
                    _ => String::new(),
                },
                (Some(before), Some(now)) if before + 1 == now => {
                    let (one, next) = (&base.sources[before], &base.sources[now]);
                    let gap = &body[one.bytes.end..next.bytes.start];
                    let notes = one.note.is_some() && next.note.is_some();
                    let kept = item.verbatim && last.is_some_and(|last| last.verbatim);
                    // Blocks written anew need an empty line between them, if the writer left none.
                    let apart = gap.matches('\n').count() > 1;
                    if kept || notes || apart { gap.to_owned() } else { own("\n\n") }
                }
                _ => own("\n\n"),
            };
            out.push_str(&gap);
            out.push_str(&if item.verbatim { item.text.clone() } else { own(&item.text) });
            last = Some(item);
        }
        let tail = base.sources.last().map_or(0, |source| source.bytes.end);
        out + &body[tail..]
    }

    /// The pictures that the new body shows.
    pub(super) fn added_in(&self, body: &str) -> Vec<super::AddedPicture> {
        let added = self.pictures.added().into_iter();
        added.filter(|one| body.contains(&image_line(&one.name))).collect()
    }
}

/// Where the first paragraph, which has the dateline before it, stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Nowhere,
    Here(usize),
    /// It is not the first any more.
    Apart(usize),
}
