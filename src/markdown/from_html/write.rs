//! Blocks as Markdown.

use super::super::{Align, image_line};
use super::{Bit, Held, HeldItem, HeldList, HeldTable, Shown, Style};

/// What only the story can say.
pub struct Names<'a> {
    /// The name a picture has in the story.
    pub picture: &'a dyn Fn(&Shown) -> String,
    /// The label of a footnote, by its id and the number printed.
    pub label: &'a dyn Fn(&str, &str) -> String,
    /// A list stands right before: another sign begins the items, or the two would be one.
    pub after_list: bool,
}

/// Where a line stands, which says how a break in it is written and what must not begin it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Block,
    /// In a heading, which has one line.
    Heading,
    /// In a table, whose cells end at a stroke.
    Cell,
}

/// The Markdown of a block, without a line break at its end.
pub fn write(held: &Held, names: &Names<'_>) -> String {
    match held {
        Held::Paragraph(text) => line(text, Place::Block, names),
        Held::Heading { level, text } => {
            let signs = "#".repeat(usize::from((*level).clamp(2, 6)));
            format!("{signs} {}", line(text, Place::Heading, names))
        }
        Held::List(list) => write_list(list, names, names.after_list),
        Held::Quote(inside) => {
            let mut after_list = false;
            let inside: Vec<String> = inside
                .iter()
                .map(|held| {
                    let text = write(held, &Names { after_list, ..*names });
                    after_list = matches!(held, Held::List(_));
                    text
                })
                .collect();
            indented(&inside.join("\n\n"), "> ", "> ")
        }
        Held::Table(table) => write_table(table, names),
        Held::Code { text, language } => {
            let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
            format!("{fence}{language}\n{text}\n{fence}")
        }
        Held::Rule => "---".to_owned(),
        Held::Figure(shown) => image_line(&(names.picture)(shown)),
        Held::Note { target, text } => {
            let number: String = target.chars().filter(char::is_ascii_digit).collect();
            let label = (names.label)(target, &number);
            indented(&line(text, Place::Block, names), &format!("[^{label}]: "), "    ")
        }
    }
}

/// The lines with `first` before the first and `rest` before the others; empty ones get no blanks.
fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    for (n, line) in text.split('\n').enumerate() {
        let before = if n == 0 { first } else { rest };
        if n > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { before.trim_end() } else { before });
        out.push_str(line);
    }
    out
}

fn write_list(list: &HeldList, names: &Names<'_>, other_sign: bool) -> String {
    let loose = |item: &HeldItem| item.text.windows(2).any(|pair| pair == [Bit::Break, Bit::Break]);
    let between = if list.items.iter().any(loose) { "\n\n" } else { "\n" };
    let items = list.items.iter().enumerate().map(|(n, item)| {
        let sign = match (list.ordered, other_sign) {
            (true, false) => format!("{}. ", list.start + n),
            (true, true) => format!("{}) ", list.start + n),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let mut text = line(&item.text, Place::Block, names);
        for (n, inner) in item.lists.iter().enumerate() {
            // Only a list that begins with 1 may follow a line of words at once.
            let apart = !item.text.is_empty() && inner.ordered && inner.start != 1;
            let beside = n > 0 && item.lists[n - 1].ordered == inner.ordered;
            text.push_str(if apart { "\n\n" } else { "\n" });
            text.push_str(&write_list(inner, names, beside));
        }
        indented(&text, &sign, &" ".repeat(sign.len()))
    });
    items.collect::<Vec<_>>().join(between)
}

fn write_table(table: &HeldTable, names: &Names<'_>) -> String {
    let row = |cells: &[Vec<Bit>]| {
        let cells: Vec<String> = cells.iter().map(|cell| line(cell, Place::Cell, names)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = table.align.iter().map(|align| match align {
        Align::Natural => "---",
        Align::Left => ":--",
        Align::Center => ":-:",
        Align::Right => "--:",
    });
    let rule = format!("| {} |", rule.collect::<Vec<_>>().join(" | "));
    let rows = table.rows.iter().map(|cells| row(cells));
    [row(&table.head), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// A line of words with its marks.
fn line(bits: &[Bit], place: Place, names: &Names<'_>) -> String {
    let mut writer = Writer { out: String::new(), open: Vec::new(), place };
    let mut bits = bits.iter().peekable();
    while let Some(bit) = bits.next() {
        match bit {
            Bit::Words(words, style) => {
                let link_next = matches!(bits.peek(), Some(Bit::Words(_, next)) if next.link != style.link)
                    || matches!(bits.peek(), Some(Bit::Note { .. }));
                writer.words(words, style, link_next);
            }
            Bit::Break => {
                writer.close_to(0);
                let twice = bits.peek() == Some(&&Bit::Break) && place == Place::Block;
                if twice {
                    bits.next();
                }
                writer.out.push_str(match place {
                    Place::Block if twice => "\n\n",
                    Place::Block => "  \n",
                    Place::Heading | Place::Cell => "<br>",
                });
            }
            Bit::Note { target, number } => {
                writer.close_to(0);
                writer.out.push_str(&format!("[^{}]", (names.label)(target, number)));
            }
        }
    }
    writer.close_to(0);
    writer.out
}

/// A mark that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Link(String),
    Sign(&'static str),
}

struct Writer {
    out: String,
    /// Outermost first.
    open: Vec<Mark>,
    place: Place,
}

impl Writer {
    fn words(&mut self, words: &str, style: &Style, link_next: bool) {
        let bare = style.link.as_deref() == Some(words) && is_bare(words);
        let mut wanted: Vec<Mark> = Vec::new();
        wanted.extend(style.link.clone().filter(|_| !bare).map(Mark::Link));
        let signs = [(style.strong, "**"), (style.emphasis, "*"), (style.struck, "~~")];
        let signs = signs.into_iter().filter(|(on, _)| *on).map(|(_, sign)| Mark::Sign(sign));
        wanted.extend(signs);
        let same = self.open.iter().zip(&wanted).take_while(|(one, other)| one == other).count();
        self.close_to(same);
        for mark in &wanted[same..] {
            self.out.push_str(match mark {
                Mark::Link(_) => "[",
                Mark::Sign(sign) => sign,
            });
            self.open.push(mark.clone());
        }
        if bare {
            self.out.push_str(words);
        } else if style.code {
            self.out.push_str(&code(words, self.place));
        } else {
            let text = self.escaped(words);
            self.out.push_str(&text);
            if link_next && self.out.ends_with('!') {
                self.out.pop();
                self.out.push_str("\\!");
            }
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            match self.open.pop() {
                Some(Mark::Link(address)) => self.out.push_str(&format!("]({})", target(&address))),
                Some(Mark::Sign(sign)) => self.out.push_str(sign),
                None => return,
            }
        }
    }

    /// Words in which nothing is taken for Markdown.
    fn escaped(&self, words: &str) -> String {
        let begins = self.out.is_empty() || self.out.ends_with('\n');
        if begins && begins_block(words) {
            let digits = words.chars().take_while(char::is_ascii_digit).count();
            let sign = words[digits..].chars().next().unwrap_or_default();
            let rest = self.within(&words[digits + sign.len_utf8()..], Some(sign));
            return format!("{}\\{sign}{rest}", &words[..digits]);
        }
        self.within(words, self.out.chars().last())
    }

    fn within(&self, words: &str, before: Option<char>) -> String {
        let mut out = String::with_capacity(words.len());
        let mut last = before;
        let mut chars = words.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let escape = match c {
                '\\' | '`' | '*' | '[' | ']' | '~' => true,
                '_' => !(word(last) && word(next)),
                '<' => next.is_some_and(|next| {
                    next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')
                }),
                '&' => is_entity(&words[at..]),
                '|' => self.place == Place::Cell,
                // Signs at the end would close the heading.
                '#' => self.place == Place::Heading,
                _ => false,
            };
            // A closing bracket means nothing where none was opened.
            let escape = escape && !(c == ']' && self.open.is_empty());
            if escape {
                out.push('\\');
            }
            out.push(c);
            last = Some(c);
        }
        out
    }
}

/// Whether words at the start of a line would begin a list, a heading, a quote, a rule or a table.
fn begins_block(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.len() < words.len() && words.len() - rest.len() <= 9;
    let blank_after = |sign: &str| {
        rest.strip_prefix(sign)
            .is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
    };
    if number {
        return blank_after(".") || blank_after(")");
    }
    let rule = |sign: char| words.chars().all(|c| c == sign || c == ' ') && !words.is_empty();
    let head = words.trim_start_matches('#');
    words.starts_with('>')
        || blank_after("-")
        || blank_after("+")
        || (head.len() < words.len() && (head.is_empty() || head.starts_with(' ')))
        || rule('-')
        || rule('=')
        || (words.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ')) && words.contains('-'))
}

/// Whether a text begins with what HTML takes for one character.
fn is_entity(text: &str) -> bool {
    let name: String =
        text.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == '#').collect();
    !name.is_empty() && text[1 + name.len()..].starts_with(';')
}

/// Whether an address is taken for a link wherever it stands.
fn is_bare(address: &str) -> bool {
    let signs = "-._~/?#@!$&+,;=%:";
    (address.starts_with("https://") || address.starts_with("http://"))
        && address.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c))
        && address.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && !address.contains("__")
}

/// An address as it stands between a link's brackets.
fn target(address: &str) -> String {
    let address =
        address.replace(char::is_whitespace, "%20").replace('<', "%3C").replace('>', "%3E");
    // Without these an ampersand could begin a character's name, and a backslash hide a sign.
    let address = address.replace('\\', "%5C").replace("&", "\u{0}");
    let mut out = String::new();
    for (n, part) in address.split('\u{0}').enumerate() {
        if n > 0 {
            out.push_str(if is_entity(&format!("&{part}")) { "&amp;" } else { "&" });
        }
        out.push_str(part);
    }
    let balanced = out.chars().try_fold(0_i32, |depth, c| match c {
        '(' => Some(depth + 1),
        ')' if depth == 0 => None,
        ')' => Some(depth - 1),
        _ => Some(depth),
    });
    if balanced == Some(0) { out } else { format!("<{out}>") }
}

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or_default()
}

/// Words as code.
fn code(words: &str, place: Place) -> String {
    let fence = "`".repeat(longest_run(words, '`') + 1);
    let edge = words.starts_with('`') || words.ends_with('`');
    let blank = if edge { " " } else { "" };
    let words = if place == Place::Cell { words.replace('|', "\\|") } else { words.to_owned() };
    format!("{fence}{blank}{words}{blank}{fence}")
}
