//! The files of a picture as readers get them: what they show and what they say.

use super::words::{list, same};
use super::{Light, Shows};
use crate::picture::inspect::inspect;
use crate::picture::likeness::Likeness;
use crate::picture::{Picture, Place, Words};
use std::rc::Rc;

/// What a file turned out to be.
#[derive(Debug)]
pub enum File {
    Read(Box<Facts>),
    /// It could not be got, or is no picture that can be opened; why, in a sentence.
    Lost(String),
}

/// What a picture file shows and says.
#[derive(Debug, Clone)]
pub struct Facts {
    likeness: Likeness,
    words: Words,
    places: Vec<Place>,
}

/// Opens a file.
pub fn look(bytes: &[u8]) -> File {
    let facts = inspect(bytes).and_then(|seen| {
        let likeness = Likeness::of(bytes)?;
        Ok(Facts { likeness, words: seen.said, places: seen.places })
    });
    match facts {
        Ok(facts) => File::Read(Box::new(facts)),
        Err(error) => File::Lost(error.message),
    }
}

/// Whether the file shows the picture that was sent.
pub fn shows(file: &File, sent: &Facts) -> Shows {
    match file {
        File::Read(facts) if facts.likeness.is_of_the_same(&sent.likeness) => Shows::It,
        File::Read(_) => Shows::Another,
        File::Lost(why) => Shows::Unknown(why.clone()),
    }
}

/// Whether the file says word for word what was sent.
pub fn says_the_same(file: &File, sent: &Facts) -> bool {
    matches!(file, File::Read(facts) if facts.words == sent.words)
}

/// The words that must be in every file, by the names the writer knows; empty ones are not asked
/// for.
fn fields(words: &Words) -> [(&'static str, &str); 7] {
    [
        ("caption", &words.caption),
        ("credit", &words.credit),
        ("creator", &words.creator),
        ("copyright notice", &words.copyright),
        ("usage terms", &words.usage_terms),
        ("licence link", &words.web_statement),
        ("licensor", &words.licensor),
    ]
}

/// The light for what is embedded in the file at the picture's own address and in the copies.
pub fn judge(picture: &Picture, sent: &Facts, public: &File, copies: &[Rc<File>]) -> Light {
    let names: Vec<&str> = fields(&picture.words)
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        return Light::not_checked("Nothing was written that the file could carry.");
    }
    let unsaid = lacking(&sent.words, &names);
    if !unsaid.is_empty() {
        return Light::missing(format!(
            "The file was sent without its {}: this kind of picture carries no words.",
            list(&unsaid)
        ));
    }
    let own = match public {
        File::Read(facts) => compare(facts, sent, &names, ""),
        File::Lost(why) => Some(Light::not_checked(format!("The file could not be read: {why}"))),
    };
    let of_copies: Vec<Light> = copies
        .iter()
        .filter_map(|copy| match &**copy {
            File::Read(facts) => compare(facts, sent, &names, " from resized copies"),
            File::Lost(why) => {
                Some(Light::not_checked(format!("A resized copy could not be read: {why}")))
            }
        })
        .collect();
    // What a site is known to have done is told before what is not known.
    let known = |light: &&Light| light.outcome != super::Outcome::NotChecked;
    let all: Vec<&Light> = own.iter().chain(&of_copies).collect();
    let worst = all.iter().copied().find(known).or_else(|| all.first().copied());
    worst.cloned().unwrap_or_else(Light::survived)
}

/// Those of `names` that a file says nothing about.
fn lacking<'a>(words: &Words, names: &[&'a str]) -> Vec<&'a str> {
    let said = |name: &str| fields(words).iter().any(|(n, text)| *n == name && !text.is_empty());
    names.iter().copied().filter(|name| !said(name)).collect()
}

/// What a place in a file is called.
fn told(place: &Place) -> &'static str {
    match place {
        Place::Exif => "EXIF",
        Place::Xmp => "XMP",
        Place::Iim => "IPTC IIM, which WordPress reads",
    }
}

/// What is not as it was sent; `None` if all of it is there.
fn compare(file: &Facts, sent: &Facts, names: &[&str], whence: &str) -> Option<Light> {
    let lost = lacking(&file.words, names);
    let other = fields(&file.words)
        .into_iter()
        .zip(fields(&sent.words))
        .find(|((name, is), (_, was))| names.contains(name) && !is.is_empty() && !same(is, was));
    if let Some(((name, is), _)) = other {
        return Some(Light::changed(format!("The file says another {name}: “{is}”.")));
    }
    if lost.is_empty() {
        // One place may make good for another, but most programs read only one of them.
        let gone: Vec<&str> =
            sent.places.iter().filter(|place| !file.places.contains(place)).map(told).collect();
        let note = format!("The site strips {} from the file{whence}.", list(&gone));
        return (!gone.is_empty()).then(|| Light::changed(note));
    }
    let note = format!("The site strips the embedded {}{whence}.", list(&lost));
    Some(match whence.is_empty() {
        true => Light::missing(note.replace("strips", "took out")),
        false => Light::changed(note),
    })
}
