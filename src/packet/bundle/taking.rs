//! Pictures on their way out of a bundle into a story.

use super::super::hex;
use super::super::zip::is_plain;
use super::source::Source;
use super::{ASSETS, Keep};
use crate::document::Document;
use crate::error::Result;
use crate::picture::inspect::inspect;
use crate::picture::name::name_for;
use crate::picture::{Picture, Role, Words};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What was taken so far.
pub struct Taking<'a, 'k> {
    pub source: &'a mut dyn Source,
    /// Bytes of an original at most.
    pub original: u64,
    pub keep: Keep<'k>,
    /// One sentence for each thing that could not be taken.
    pub refused: Vec<String>,
    pub pictures: Vec<Picture>,
}

impl Taking<'_, '_> {
    /// Takes a picture our record knows; what its file is, the file says.
    pub fn known(&mut self, picture: &Picture) -> Result<()> {
        if !is_plain(&picture.name) || self.is_taken(&picture.name) {
            self.refused.push(format!(
                "“{}” was not taken in: it is not the name of one picture.",
                picture.name
            ));
            return Ok(());
        }
        let asset = format!("{ASSETS}{}", picture.name);
        self.take(&asset, |_, seen| {
            let same = seen.sha256 == picture.sha256;
            let file = if same { picture.clone() } else { seen.clone() };
            Picture {
                offered: file.offered,
                disputed: file.disputed,
                sha256: seen.sha256,
                format: seen.format,
                width: seen.width,
                height: seen.height,
                ..picture.clone()
            }
        })
        .map(drop)
    }

    fn is_taken(&self, name: &str) -> bool {
        self.pictures.iter().any(|picture| picture.name == name)
    }

    /// Takes the file at `asset`; `complete` makes the record of what was seen of it, knowing what was
    /// taken before. `None`, and a sentence among the refused, if that cannot be.
    fn take(
        &mut self,
        asset: &str,
        complete: impl FnOnce(&Self, Picture) -> Picture,
    ) -> Result<Option<String>> {
        let bytes = match self.source.read(asset, self.original) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.refused.push(format!("{asset} was not taken in: {}.", fault.what));
                return Ok(None);
            }
        };
        let seen = match inspect(&bytes) {
            Ok(seen) => seen,
            Err(error) => {
                self.refused.push(format!("{asset}: {error}"));
                return Ok(None);
            }
        };
        let seen = Picture {
            sha256: hex(&Sha256::digest(&bytes)),
            format: seen.format,
            width: seen.width,
            height: seen.height,
            offered: seen.offered,
            disputed: seen.disputed,
            ..Picture::default()
        };
        let picture = complete(self, seen);
        (self.keep)(&picture, &bytes)?;
        let name = picture.name.clone();
        self.pictures.push(picture);
        Ok(Some(name))
    }

    /// Brings the pictures to what the text says of them: all of it, or what differs from `base`, which
    /// is what the text said when it was written. Gives the names they have here by those in the text.
    pub fn change(
        &mut self,
        said: &Document,
        base: Option<&Document>,
    ) -> Result<BTreeMap<String, String>> {
        let mut names = BTreeMap::new();
        for (asset, words) in &said.pictures {
            let inside = asset.strip_prefix(ASSETS);
            let was = base.and_then(|base| base.pictures.iter().find(|(name, _)| name == asset));
            if let (Some((_, was)), Some(name)) = (was, inside) {
                // One that could not be taken in was told already.
                if let Some(known) = self.pictures.iter_mut().find(|known| known.name == name) {
                    known.words = changed(&known.words, was, words);
                    names.insert(asset.clone(), name.to_owned());
                }
                continue;
            }
            let Some(file) = inside else {
                self.refused
                    .push(format!("{asset} was not taken in: it does not lie in the bundle."));
                continue;
            };
            let role = if said.lead.as_ref() == Some(asset) { Role::Lead } else { Role::Inline };
            let taken = self.take(asset, |before, seen| {
                let name = name_for(file, |name| before.is_taken(name), seen.format);
                Picture { name, role, words: words.clone(), ..seen }
            })?;
            names.extend(taken.map(|name| (asset.clone(), name)));
        }
        Ok(names)
    }
}

/// The words of a picture with what was changed in the text since it said `was`.
fn changed(known: &Words, was: &Words, said: &Words) -> Words {
    let pick = |known: &String, was: &String, said: &String| {
        if was == said { known.clone() } else { said.clone() }
    };
    let alt = pick(&known.alt, &was.alt, &said.alt);
    Words {
        caption: pick(&known.caption, &was.caption, &said.caption),
        credit: pick(&known.credit, &was.credit, &said.credit),
        // Whoever writes an alt text means it.
        decorative: known.decorative && (alt == known.alt || alt.is_empty()),
        alt,
        ..known.clone()
    }
}
