//! Footnotes: ours, WordPress's own block, and those of the usual Markdown writers.

use super::walk::{Walk, attribute, name};
use super::{Bit, Held, inline};
use scraper::ElementRef;

/// The mark of a footnote: a raised link within the page whose words are a number.
pub fn mark(sup: ElementRef<'_>) -> Option<Bit> {
    let link = sup.descendent_elements().find(|one| name(*one) == "a")?;
    let target = attribute(link, "href")?.strip_prefix('#')?.to_owned();
    let text: String = sup.text().collect();
    let number = text.trim().trim_matches(['[', ']']).to_owned();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (is_number && !target.is_empty()).then_some(Bit::Note { target, number })
}

/// The same where a site sets the link around the raised number, as Ghost does.
pub fn mark_around(link: ElementRef<'_>) -> Option<Bit> {
    let sup = link.descendent_elements().find(|one| name(*one) == "sup")?;
    let text = |element: ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    let target = attribute(link, "href")?.strip_prefix('#')?.to_owned();
    let number = text(link).trim_matches(['[', ']']).to_owned();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let is_mark = is_number && !target.is_empty() && text(sup) == text(link);
    is_mark.then_some(Bit::Note { target, number })
}

/// The id of the note that a way back belongs to: `#footnote-ref-1`, `#fnref1`, `#ID-link`.
fn target_of(back: &str) -> Option<String> {
    let back = back.strip_prefix('#')?;
    if let Some(number) = back.strip_prefix("footnote-ref-") {
        return Some(format!("footnote-{}", number.split('-').next().unwrap_or(number)));
    }
    if let Some(number) = back.strip_prefix("fnref").filter(|number| !number.is_empty()) {
        return Some(format!("fn{}", number.split(':').next().unwrap_or(number)));
    }
    back.strip_suffix("-link").map(str::to_owned)
}

/// The id of an item that is a footnote: the one its way back belongs to or, where the site keeps no
/// place that a way back could lead to, its own if it is as ours are.
fn note_id(item: ElementRef<'_>) -> Option<String> {
    let mut links = item.descendent_elements().filter(|one| name(*one) == "a");
    links.find_map(|link| target_of(&attribute(link, "href")?)).or_else(|| own_id(item))
}

/// `footnote-1`.
fn own_id(item: ElementRef<'_>) -> Option<String> {
    let id = attribute(item, "id")?;
    let number = id.strip_prefix("footnote-")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(id)
}

/// Whether a list holds footnotes and nothing else.
pub fn are_notes(list: ElementRef<'_>) -> bool {
    let mut items = list.child_elements().filter(|one| name(*one) == "li").peekable();
    name(list) == "ol" && items.peek().is_some() && items.all(|item| note_id(item).is_some())
}

impl Walk<'_> {
    /// The footnotes of a list.
    pub(super) fn notes(&mut self, list: ElementRef<'_>) -> Vec<Held> {
        let items = list.child_elements().filter(|one| name(*one) == "li");
        items
            .filter_map(|item| {
                let target = note_id(item)?;
                let mut text = self.bits(item);
                // The way back is written anew with every note.
                text.retain(|bit| !is_way_back(bit));
                let parts = inline::paragraphs(text);
                Some(Held::Note { target, text: parts.join(&[Bit::Break, Bit::Break][..]) })
            })
            .collect()
    }
}

fn is_way_back(bit: &Bit) -> bool {
    matches!(bit, Bit::Words(_, style) if style.link.as_deref().and_then(target_of).is_some())
}
