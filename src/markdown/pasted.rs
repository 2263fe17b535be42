//! HTML that other programs put on a clipboard or into a file, made plain enough for [`from_html`]:
//! their styles as marks, their lists of paragraphs, their footnotes as ours; and what nobody wrote,
//! such as styles, tracking pixels, comments and deletions, taken out and told.
//!
//! Understood are Word (its own HTML and that of its web page), Google Docs, LibreOffice, mail
//! programs, and any other page.

mod clean;
mod links;
mod look;
mod notes;

use super::from_html::{self, Held, Placed};
use std::collections::BTreeMap;

/// What a block is besides what its element says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum What {
    #[default]
    Body,
    Title,
    Subtitle,
    Caption,
    /// An item of a list, as word processors have them: a paragraph with a sign before it.
    Item {
        /// From 0.
        level: usize,
        ordered: bool,
        number: usize,
    },
}

/// A block of somebody's document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub held: Held,
    pub what: What,
}

/// A picture where it stands in the HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// As written: a web address, a file's name, or `data:` with the picture itself.
    pub address: String,
    pub alt: String,
}

/// What was taken out or changed, by what it is, each with its words.
pub type Told = BTreeMap<Loss, Vec<String>>;

/// Why something is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Somebody had taken these words out already, and the change was tracked.
    Deleted,
    /// Somebody had put these words in, and the change was tracked: they are there.
    Inserted,
    /// A remark beside the text.
    Comment,
    /// Words that were there and not shown.
    Hidden,
    /// A picture of a dot that only tells somebody that it was looked at.
    Pixel,
    /// A link that led by way of a page that counts clicks.
    Detour,
    /// What stands around the article on its page.
    Around,
    /// What the text had and Markdown has not; its words are there.
    Unlike(String),
    /// What could not be brought along.
    Left(String),
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    pub parts: Vec<Part>,
    /// The picture of a figure is the one whose place here its address names: `picture:0`.
    pub images: Vec<Image>,
    pub told: Told,
    /// What the page's head says of it; empty where it says nothing.
    pub title: String,
    pub author: String,
}

/// The address of a figure by the place of its picture.
pub fn picture_address(place: usize) -> String {
    format!("picture:{place}")
}

/// The place of the picture that an address stands for.
pub fn picture_place(address: &str) -> Option<usize> {
    address.strip_prefix("picture:")?.parse().ok()
}

/// Reads what a clipboard or a file holds. `None` if it is nested so deeply that nobody wrote it.
pub fn read(html: &str) -> Option<Pasted> {
    if from_html::is_too_deep(html) {
        return None;
    }
    let cleaned = clean::clean(html);
    let read = from_html::read(&cleaned.html)?;
    let mut told = cleaned.told;
    for lost in read.not_carried {
        // Brackets in a document are brackets, not orders to a site.
        if !matches!(lost.what.as_str(), "shortcode" | "hidden note") {
            told.entry(Loss::Unlike(lost.what)).or_default().push(lost.words);
        }
    }
    let parts = read.blocks.into_iter().map(part).collect();
    let clean::Cleaned { images, title, author, .. } = cleaned;
    Some(Pasted { parts, images, told, title, author })
}

fn part(placed: Placed) -> Part {
    let mut words = placed.class.split_whitespace();
    let what = match words.next() {
        Some("title") => What::Title,
        Some("subtitle") => What::Subtitle,
        Some("caption") => What::Caption,
        Some("item") => {
            let mut number = || words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            What::Item { level: number(), ordered: number() == 1, number: number() }
        }
        _ => What::Body,
    };
    Part { held: placed.held, what }
}
