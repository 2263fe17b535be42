//! Plain text as a story.

use super::compose::{Composed, byline, of_words};
use super::receipt::Receipt;

/// Characters of a first line that is taken for a headline at most.
const HEADLINE: usize = 120;
/// A line at least this long, in characters, is a paragraph and not one of its lines.
const PARAGRAPH: usize = 90;

/// The text of a file: UTF-8, UTF-16 with its mark, or what Windows wrote before those.
pub fn decoded(bytes: &[u8]) -> String {
    let pairs = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| of([two[0], two[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => pairs(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => pairs(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows(*byte)).collect(),
        },
    }
}

/// A character of Windows' code page for Western Europe.
fn windows(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
        '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ',
        '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// A first line that stands alone is the headline, “By …” after it the byline; the rest is the body.
pub fn read(text: &str) -> Composed {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut text = text.trim_matches(['\n', '\u{feff}', '\u{c}']).trim_end().to_owned();
    let mut receipt = Receipt::default();
    if lines_are_paragraphs(&text) {
        text = text.lines().collect::<Vec<_>>().join("\n\n");
        receipt
            .changed
            .push("Each line is a paragraph now, with an empty line after it.".to_owned());
    }
    let mut blocks: Vec<&str> = text.split("\n\n").collect();
    let mut headline = String::new();
    let mut name = String::new();
    let first = blocks[0].trim();
    let marked = first.strip_prefix("# ").map(str::trim);
    let alone = !first.contains('\n')
        && first.chars().count() <= HEADLINE
        && !first.ends_with(['.', ':', ';', ','])
        && first.starts_with(|c: char| c.is_alphanumeric() || "“‘\"'".contains(c));
    if blocks.len() > 1 && (alone || marked.is_some()) {
        headline = marked.unwrap_or(first).to_owned();
        receipt.kept.push(format!("The headline is the first line: “{headline}”."));
        blocks.remove(0);
        if let Some(by) = byline(blocks[0].trim()) {
            receipt.kept.push(format!("The byline is: {by}."));
            name = by;
            blocks.remove(0);
        }
    }
    let body = blocks.join("\n\n").trim_matches('\n').to_owned();
    receipt.kept.push("The text is as it was written.".to_owned());
    Composed { document: of_words(headline, name, body), receipt }
}

/// Whether no empty line parts the paragraphs, and lines are long as only paragraphs are.
fn lines_are_paragraphs(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let ends = |line: &&str| line.trim_end().ends_with(['.', '!', '?', '”', '"', '’', ':', '…']);
    let long = lines.iter().filter(|line| line.chars().count() >= PARAGRAPH).count();
    let closed = lines.iter().filter(|line| ends(line)).count();
    lines.len() > 1
        && lines.iter().all(|line| !line.trim().is_empty())
        && !lines.iter().any(|line| line.starts_with(['>', '|', '-', '*', '`', ' ', '\t']))
        && long > 0
        && closed * 3 >= lines.len() * 2
}
