//! What people have in other programs, as words of a story: clipboards, Word documents, web pages and
//! plain text; each with a receipt of what was kept, changed and left out. Pure: reading the file, and
//! finding pictures that lie beside it, is up to the caller.

mod captions;
mod compose;
mod docx;
mod lists;
mod receipt;
mod refused;
mod text;

pub use docx::Limits;
pub use receipt::Receipt;
pub use refused::{no_text, refuse_ending};
pub use text::decoded;

use crate::document::Document;
use crate::error::Result;
use crate::markdown::pasted;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use compose::{How, compose};
use std::collections::{BTreeMap, BTreeSet};

/// Where the bytes of a picture are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lies {
    Here(Vec<u8>),
    /// Beside the file it was named in, at this path from there.
    Beside(String),
    /// In the packed file, by its name there.
    Packed(String),
}

/// A document that was read.
#[derive(Debug)]
pub struct Brought {
    pub document: Document,
    pub receipt: Receipt,
    /// Where each of the document's pictures is, by its name.
    pub pictures: BTreeMap<String, Lies>,
    packed: Option<docx::Package>,
}

impl Brought {
    /// The bytes of a picture that came with the document.
    ///
    /// # Errors
    /// The end of a sentence: why it cannot be had. Of one that lies beside the file always.
    pub fn picture(&self, name: &str) -> Result<Vec<u8>, String> {
        match (self.pictures.get(name), &self.packed) {
            (Some(Lies::Here(bytes)), _) => Ok(bytes.clone()),
            (Some(Lies::Packed(path)), Some(package)) => package.picture(path),
            _ => Err("it did not come with the file".to_owned()),
        }
    }
}

/// What a clipboard held, as Markdown to be put into a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    pub markdown: String,
    pub receipt: Receipt,
    /// Pictures that came with it, by the names they have in `markdown`.
    pub pictures: Vec<ClipPicture>,
}

/// A picture that came with what was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClipPicture {
    pub name: String,
    pub bytes: Vec<u8>,
    pub words: crate::picture::Words,
}

/// Reads the HTML of a clipboard. Footnotes get labels that are not among `taken`.
///
/// # Errors
/// `Invalid` if it is nested so deeply that nobody wrote it.
pub fn from_clipboard(html: &str, taken: &BTreeSet<String>) -> Result<Clip> {
    let mut pasted = pasted::read(html).ok_or_else(refused::too_deep)?;
    let found = find(&mut pasted, "pasted", &|_| None);
    let composed = compose(pasted, &How { whole: false, taken, names: &found.names });
    let mut here = found.pictures;
    let pictures = composed.document.pictures.into_iter().filter_map(|(name, words)| {
        match here.remove(&name) {
            Some(Lies::Here(bytes)) => Some(ClipPicture { name, bytes, words }),
            _ => None,
        }
    });
    let pictures = pictures.collect();
    Ok(Clip { markdown: composed.document.copy.body, receipt: composed.receipt, pictures })
}

/// Reads a web page.
///
/// # Errors
/// `Invalid` if there is nothing to read in it.
pub fn from_html(html: &str) -> Result<Brought> {
    let mut pasted = pasted::read(html).ok_or_else(refused::too_deep)?;
    let found = find(&mut pasted, "picture", &beside);
    let none = BTreeSet::new();
    let composed = compose(pasted, &How { whole: true, taken: &none, names: &found.names });
    brought(composed, found.pictures, None)
}

/// Reads a Word document.
///
/// # Errors
/// `Invalid` with the reason if it is none, or none that anybody should open.
pub fn from_docx(bytes: Vec<u8>, limits: &Limits) -> Result<Brought> {
    let (mut pasted, package) = docx::read(bytes, limits)?;
    let found = find(&mut pasted, "picture", &|address| {
        package.has(address).then(|| Lies::Packed(address.to_owned()))
    });
    let none = BTreeSet::new();
    let composed = compose(pasted, &How { whole: true, taken: &none, names: &found.names });
    brought(composed, found.pictures, Some(package))
}

/// Reads plain text: its signs stay as they are, and are Markdown's if they look like it.
///
/// # Errors
/// `Invalid` if there is nothing in it.
pub fn from_text(text: &str) -> Result<Brought> {
    brought(text::read(text), BTreeMap::new(), None)
}

fn brought(
    composed: compose::Composed,
    pictures: BTreeMap<String, Lies>,
    packed: Option<docx::Package>,
) -> Result<Brought> {
    let compose::Composed { document, receipt } = composed;
    if document.copy.headline.is_empty() && document.copy.body.trim().is_empty() {
        return Err(refused::empty());
    }
    Ok(Brought { document, receipt, pictures, packed })
}

/// Pictures by what is known of them.
struct Found {
    /// The name of each picture, `None` if it cannot be had.
    names: Vec<Option<String>>,
    pictures: BTreeMap<String, Lies>,
}

/// Finds each picture of a document; `elsewhere` says where one is by its address. What cannot be had
/// is told.
fn find(
    pasted: &mut pasted::Pasted,
    stem: &str,
    elsewhere: &dyn Fn(&str) -> Option<Lies>,
) -> Found {
    let mut found = Found { names: Vec::new(), pictures: BTreeMap::new() };
    let mut missed = Vec::new();
    for image in &pasted.images {
        let lies = match data(&image.address) {
            Some((kind, bytes)) => Some((format!("{stem}.{kind}"), Lies::Here(bytes))),
            None => elsewhere(&image.address).map(|lies| (file_name(&lies), lies)),
        };
        let Some((name, lies)) = lies else {
            missed.push(told_of(image));
            found.names.push(None);
            continue;
        };
        let name = free_name(&name, &lies, &found.pictures);
        found.pictures.insert(name.clone(), lies);
        found.names.push(Some(name));
    }
    if !missed.is_empty() {
        pasted.told.entry(pasted::Loss::Left("picture".to_owned())).or_default().extend(missed);
    }
    found
}

fn told_of(image: &pasted::Image) -> String {
    let address = match image.address.as_str() {
        "" => "without an address",
        data if data.starts_with("data:") => "in a form that cannot be read",
        address => address,
    };
    let address: String = address.chars().take(200).collect();
    if image.alt.is_empty() { address } else { format!("{}, {address}", image.alt) }
}

/// The name itself, or one with a number, unless the same picture has it.
fn free_name(name: &str, lies: &Lies, taken: &BTreeMap<String, Lies>) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2_usize..).map(|n| match ending {
        "" => format!("{stem}-{n}"),
        _ => format!("{stem}-{n}.{ending}"),
    });
    let free = |name: &String| taken.get(name).is_none_or(|other| other == lies);
    std::iter::once(name.to_owned()).chain(numbered).find(free).unwrap_or_default()
}

/// The name of a picture's file.
fn file_name(lies: &Lies) -> String {
    let path = match lies {
        Lies::Beside(path) | Lies::Packed(path) => path.as_str(),
        Lies::Here(_) => "",
    };
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name: String = name.chars().filter(|c| !c.is_control() && *c != ':').collect();
    if name.trim_matches('.').is_empty() { "picture".to_owned() } else { name }
}

/// A picture that lies in the folder of its page, or in one inside of it.
fn beside(address: &str) -> Option<Lies> {
    let path = percent_decoded(address.split(['?', '#']).next().unwrap_or(address));
    let plain = !path.is_empty() && !path.contains([':', '\\']) && !path.starts_with('/');
    let path = path.strip_prefix("./").unwrap_or(&path);
    let inside = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    (plain && inside).then(|| Lies::Beside(path.to_owned()))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The kind and the bytes of a picture that is written into its address.
fn data(address: &str) -> Option<(String, Vec<u8>)> {
    let (kind, written) = address.strip_prefix("data:image/")?.split_once(',')?;
    let kind = kind.strip_suffix(";base64")?.split(';').next()?;
    let kind: String = kind.chars().take_while(char::is_ascii_alphanumeric).collect();
    let written: String = written.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    // Not every program fills the last group up.
    let lenient =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes = GeneralPurpose::new(&alphabet::STANDARD, lenient).decode(written).ok()?;
    (!bytes.is_empty()).then_some((if kind == "jpeg" { "jpg".to_owned() } else { kind }, bytes))
}
