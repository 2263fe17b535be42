//! What was copied in another program, on its way into a story.

use super::pictures::{PictureWritten, PicturesAdded, RefusedFile};
use super::{Bundled, Desk, Imported, Received};
use crate::document::rename_pictures;
use crate::error::{Code, Result};
use crate::import::{self, ClipPicture, Receipt};
use crate::markdown::image_line;
use crate::picture::{Picture, Role, Words};
use crate::story::{Story, StoryId};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use ts_rs::TS;

/// What a clipboard held: to be put where the caret stands.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Pasted {
    pub markdown: String,
    pub receipt: Receipt,
    /// The pictures that came with it; they are the story's already.
    pub pictures: PicturesAdded,
}

/// A story made of a file, and what became of all that was in it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FileImported {
    pub story: Story,
    pub receipt: Receipt,
}

impl Desk {
    /// Makes Markdown of the HTML on a clipboard, and takes its pictures into the story with what is
    /// said below them. `labels` are those of the footnotes that are in the text already.
    ///
    /// # Errors
    /// `Invalid` if nobody can have written it, `NotFound`, `Storage`. Trouble with a picture is in the
    /// receipt.
    pub fn from_clipboard(
        &self,
        id: StoryId,
        html: &str,
        labels: Vec<String>,
        now: Timestamp,
    ) -> Result<Pasted> {
        let clip = import::from_clipboard(html, &labels.into_iter().collect())?;
        let mut receipt = clip.receipt;
        let mut markdown = clip.markdown;
        let mut names = BTreeMap::new();
        let version = self.story(id)?.version;
        let mut pictures =
            PicturesAdded { version, added: vec![], already: vec![], refused: vec![] };
        for ClipPicture { name, bytes, words } in clip.pictures {
            match self.add_picture(id, &name, &bytes, now) {
                Ok(one) => {
                    pictures.version = one.version;
                    names.extend(one.already.first().map(|here| (name.clone(), here.clone())));
                    pictures.already.extend(one.already);
                    for picture in one.added {
                        names.insert(name.clone(), picture.name.clone());
                        let picture = self.say(id, &mut pictures.version, picture, &words, now)?;
                        pictures.added.push(picture);
                    }
                }
                Err(error) if error.code == Code::Storage => return Err(error),
                Err(error) => {
                    receipt.dropped.push(told(&error.to_string(), &words));
                    markdown = without(&markdown, &name);
                    pictures.refused.push(RefusedFile { file: name, error });
                }
            }
        }
        Ok(Pasted { markdown: rename_pictures(&markdown, &names), receipt, pictures })
    }

    /// Makes a story of another program's file, TextBundles among them.
    ///
    /// # Errors
    /// As for [`Desk::import`] and [`Desk::import_bundle`].
    pub fn import_file(&self, file: &Path, now: Timestamp) -> Result<FileImported> {
        let ending = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        if matches!(ending.as_str(), "textbundle" | "textpack") {
            let Bundled { received, refused } = self.import_bundle(file, false, now)?;
            let Received { story, sentences, .. } = received;
            let receipt = Receipt { kept: sentences, dropped: refused, ..Receipt::default() };
            return Ok(FileImported { story, receipt });
        }
        let Imported { story, refused, mut receipt } = self.import(file, now)?;
        receipt.dropped.extend(refused);
        Ok(FileImported { story, receipt })
    }

    /// Writes down what was said below a picture, where the picture says nothing itself. It stands in
    /// the text, whether the story has a lead or not.
    fn say(
        &self,
        id: StoryId,
        version: &mut u32,
        picture: Picture,
        words: &Words,
        now: Timestamp,
    ) -> Result<Picture> {
        let or = |said: &String, known: &String| {
            if said.is_empty() { known.clone() } else { said.clone() }
        };
        let words = Words {
            caption: or(&words.caption, &picture.words.caption),
            credit: or(&words.credit, &picture.words.credit),
            alt: or(&words.alt, &picture.words.alt),
            ..picture.words.clone()
        };
        let picture = Picture { words, role: Role::Inline, ..picture };
        let Picture { words, role, focus, crop, kept, .. } = picture.clone();
        let written = PictureWritten { words, role, focus, crop, kept };
        *version = self.save_picture(id, *version, &picture.name, written, now)?.version;
        Ok(picture)
    }
}

/// The sentence for a picture that was refused, with what was said of it.
fn told(error: &str, words: &Words) -> String {
    let said = [&words.caption, &words.credit, &words.alt];
    let said: Vec<&str> =
        said.into_iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    match said.is_empty() {
        true => format!("A picture was not brought along: {error}"),
        false => format!("A picture (“{}”) was not brought along: {error}", said.join("; ")),
    }
}

/// The text without the lines of a picture.
fn without(markdown: &str, name: &str) -> String {
    let line = image_line(name);
    let blocks = markdown.split("\n\n").filter(|block| *block != line);
    blocks.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;
    use std::fs;

    const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import/fixtures/");

    fn desk(folder: &Path) -> Desk {
        Desk::open(&Opening { folder, house: None, environment: |_| None }).unwrap()
    }

    fn now() -> Timestamp {
        "2024-01-11T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn pictures_on_a_clipboard_are_the_storys_with_what_stood_below_them() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        let story = desk.new_story(now()).unwrap();
        let html = fs::read_to_string(format!("{FIXTURES}google-docs.html")).unwrap();
        let pasted = desk.from_clipboard(story.id, &html, vec![], now()).unwrap();
        let story = desk.story(story.id).unwrap();
        assert_eq!(pasted.pictures.version, story.version);
        assert_eq!(pasted.pictures.added, story.pictures);
        let picture = &story.pictures[0];
        assert!(pasted.markdown.contains(&format!("\n\n![]({})\n\n", picture.name)));
        assert_eq!(picture.words.credit, "Tom Varley");
        assert_eq!(picture.role, Role::Inline);
        // Again it is the same picture, shown once more.
        let again = desk.from_clipboard(story.id, &html, vec![], now()).unwrap();
        assert_eq!(again.pictures.already.concat(), picture.name);
        assert!(again.markdown.contains(&format!("![]({})", picture.name)));
    }

    #[test]
    fn a_picture_that_cannot_be_opened_is_told_and_its_line_goes() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        let story = desk.new_story(now()).unwrap();
        let html = "<p>Before</p><img alt='Roof' src='data:image/png;base64,AAAA'><p>After all of it, in a sentence that is far too long to be a caption of anything, and goes on, and on, and on until its end.</p>";
        let pasted = desk.from_clipboard(story.id, html, vec![], now()).unwrap();
        assert!(pasted.markdown.starts_with("Before\n\nAfter"), "{}", pasted.markdown);
        assert_eq!(pasted.receipt.dropped.len(), 1);
        assert!(
            pasted.receipt.dropped[0].starts_with("A picture (“Roof”) was not brought along: ")
        );
    }

    #[test]
    fn files_of_other_programs_become_stories_with_their_pictures() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        let of =
            |name: &str| desk.import_file(Path::new(&format!("{FIXTURES}{name}")), now()).unwrap();
        let story = of("python-docx.docx").story;
        let credits: Vec<&str> =
            story.pictures.iter().map(|one| one.words.credit.as_str()).collect();
        assert_eq!(credits, ["Ada Penhale", "Tom Varley"]);
        assert_eq!(story.copy.headline, "Ferry returns to the harbour");
        let page = of("page.html");
        assert_eq!(page.story.pictures[0].name, "owl-one.png");
        assert!(page.story.copy.body.contains("![](owl-one.png)"));
        assert_eq!(of("plain.txt").story.copy.byline, "Nell Ashdown");
        let held = desk.stories().unwrap().len();
        let old = folder.path().join("old.doc");
        fs::write(&old, "x").unwrap();
        let error = desk.import_file(&old, now()).unwrap_err();
        assert!(error.message.contains("the form Word had before 2007"), "{error}");
        assert_eq!(desk.stories().unwrap().len(), held);
    }
}
