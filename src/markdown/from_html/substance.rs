//! What of a block counts when two are compared: its words, marks, links and pictures; neither white
//! space nor the way the markup is written.

use super::{Bit, Held, HeldList, Shown, Style, fold};

/// A text that is the same for two blocks that say the same. `picture` names a picture: two figures
/// are the same if their names are.
pub fn key(held: &Held, picture: &dyn Fn(&Shown) -> String) -> String {
    match held {
        Held::Paragraph(text) => format!("p {}", line(text)),
        Held::Heading { level, text } => format!("h{} {}", (*level).clamp(2, 6), line(text)),
        Held::List(list) => list_key(list),
        Held::Quote(inside) => {
            let inside: Vec<String> = inside.iter().map(|held| key(held, picture)).collect();
            format!("quote({})", inside.join("\n"))
        }
        Held::Table(table) => {
            let row = |row: &Vec<Vec<Bit>>| {
                row.iter().map(|cell| line(cell)).collect::<Vec<_>>().join("\u{1e}")
            };
            let rows: Vec<String> = table.rows.iter().map(row).collect();
            format!("table {:?} {}\n{}", table.align, row(&table.head), rows.join("\n"))
        }
        Held::Code { text, .. } => format!("code {}", text.replace("\r\n", "\n").trim_end()),
        Held::Rule => "rule".to_owned(),
        Held::Figure(shown) => format!("figure {}", picture(shown)),
        Held::Note { target, text } => format!("note {target} {}", line(text)),
    }
}

fn list_key(list: &HeldList) -> String {
    let items: Vec<String> = list
        .items
        .iter()
        .map(|item| {
            let inner: Vec<String> = item.lists.iter().map(list_key).collect();
            format!("{}{}", line(&item.text), inner.join(""))
        })
        .collect();
    let kind = if list.ordered { format!("ol{}", list.start) } else { "ul".to_owned() };
    format!("{kind}[{}]", items.join("\n"))
}

fn line(bits: &[Bit]) -> String {
    let mut out = String::new();
    for bit in bits {
        match bit {
            Bit::Words(words, style) => {
                let words = fold(words);
                // How a blank is set, nobody sees.
                if !words.trim().is_empty() {
                    out.push_str(&marks(style));
                    out.push_str(&words);
                } else if !words.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            Bit::Break => out.push('\u{1d}'),
            Bit::Note { number, .. } => out.push_str(&format!("\u{1b}{number}")),
        }
    }
    out.trim().to_owned()
}

fn marks(style: &Style) -> String {
    let Style { emphasis, strong, struck, code, link } = style;
    let flags = [(emphasis, 'e'), (strong, 's'), (struck, 'd'), (code, 'c')];
    let flags: String = flags.into_iter().filter(|(on, _)| **on).map(|(_, sign)| sign).collect();
    format!("\u{1f}{flags}|{}|", link.as_deref().unwrap_or_default())
}

/// The words of a block as they are read, pictures left out; lines and cells are parted by a blank.
pub fn words(held: &Held) -> String {
    let mut out = Vec::new();
    gather(held, &mut out);
    out.join(" ")
}

fn gather(held: &Held, out: &mut Vec<String>) {
    match held {
        Held::Paragraph(text) | Held::Heading { text, .. } | Held::Note { text, .. } => {
            out.push(plain(text))
        }
        Held::List(list) => gather_list(list, out),
        Held::Quote(inside) => inside.iter().for_each(|held| gather(held, out)),
        Held::Table(table) => {
            table
                .head
                .iter()
                .chain(table.rows.iter().flatten())
                .for_each(|cell| out.push(plain(cell)));
        }
        Held::Code { text, .. } => out.push(text.clone()),
        Held::Rule | Held::Figure(_) => {}
    }
}

fn gather_list(list: &HeldList, out: &mut Vec<String>) {
    for item in &list.items {
        out.push(plain(&item.text));
        item.lists.iter().for_each(|list| gather_list(list, out));
    }
}

/// The words of a line.
pub fn plain(bits: &[Bit]) -> String {
    let word = |bit: &Bit| match bit {
        Bit::Words(words, _) => words.clone(),
        Bit::Break => " ".to_owned(),
        Bit::Note { .. } => String::new(),
    };
    bits.iter().map(word).collect()
}

/// The block without emphasis; links and code stay.
pub fn unmarked(held: &Held) -> Held {
    let bare = |bits: &[Bit]| {
        let mut bits = bits.to_vec();
        for bit in &mut bits {
            if let Bit::Words(_, style) = bit {
                *style = Style { link: style.link.take(), code: style.code, ..Style::default() };
            }
        }
        super::inline::tidy(bits)
    };
    fn bare_list(list: &HeldList, bare: &dyn Fn(&[Bit]) -> Vec<Bit>) -> HeldList {
        let mut list = list.clone();
        for item in &mut list.items {
            item.text = bare(&item.text);
            item.lists = item.lists.iter().map(|list| bare_list(list, bare)).collect();
        }
        list
    }
    match held {
        Held::Paragraph(text) => Held::Paragraph(bare(text)),
        Held::Heading { level, text } => Held::Heading { level: *level, text: bare(text) },
        Held::List(list) => Held::List(bare_list(list, &bare)),
        Held::Quote(inside) => Held::Quote(inside.iter().map(unmarked).collect()),
        Held::Table(table) => {
            let mut table = table.clone();
            table
                .head
                .iter_mut()
                .chain(table.rows.iter_mut().flatten())
                .for_each(|cell| *cell = bare(cell));
            Held::Table(table)
        }
        Held::Note { target, text } => Held::Note { target: target.clone(), text: bare(text) },
        other => other.clone(),
    }
}
