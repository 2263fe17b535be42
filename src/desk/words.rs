//! Dictionaries: the writer's own words, kept in the data folder, and the house's, in a file beside its
//! pack that a newsroom can hand out with it.

use super::{Desk, packets, reading};
use crate::error::{Code, Error, Result};
use crate::spelling::{self, Accepted};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::PathBuf;
use ts_rs::TS;

/// The setting that holds the writer's own words, one on each line.
const MINE: &str = "words";
/// The file of the house's words, beside its pack: one on each line.
const HOUSE_WORDS: &str = "house-words.txt";
/// The longest word of any use, in bytes.
const LONGEST: usize = 100;

/// Whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Dictionary {
    Mine,
    House,
}

impl Desk {
    /// The words that are right beside the dictionary's, as far as they can be read: a spoilt file of
    /// words stops no check.
    pub(super) fn words(&self) -> Accepted {
        let mut words = Accepted::default();
        for whose in [Dictionary::Mine, Dictionary::House] {
            for word in self.dictionary(whose).unwrap_or_default() {
                words.add(&word);
            }
        }
        words
    }

    /// The words of a dictionary, in the order of the alphabet.
    ///
    /// # Errors
    /// `Storage`; `HousePack` if the house's words cannot be read.
    pub fn dictionary(&self, whose: Dictionary) -> Result<Vec<String>> {
        let text = match whose {
            Dictionary::Mine => self.store().setting(MINE)?.unwrap_or_default(),
            Dictionary::House => {
                let file = self.house_words();
                if !file.exists() {
                    return Ok(Vec::new());
                }
                reading::text(&file).map_err(|why| unread(&why))?
            }
        };
        let mut words: Vec<String> = text
            .lines()
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort_by_key(|word| word.to_lowercase());
        words.dedup();
        Ok(words)
    }

    /// Adds a word, or takes it out again.
    ///
    /// # Errors
    /// `Invalid` for what is no word; `Storage`; `HousePack` if the house's words cannot be read.
    pub fn set_word(&self, whose: Dictionary, word: &str, known: bool) -> Result<()> {
        let word = word.trim();
        if word.is_empty() || word.len() > LONGEST || word.chars().any(char::is_control) {
            return Err(Error::new(
                Code::Invalid,
                "That is no word a dictionary could hold.",
                "Nothing was changed. Add one word or name at a time.",
            ));
        }
        let mut words = self.dictionary(whose)?;
        words.retain(|held| held != word);
        if known {
            words.push(word.to_owned());
        }
        let text: String = words.iter().flat_map(|word| [word.as_str(), "\n"]).collect();
        match whose {
            Dictionary::Mine => self.store().set_setting(MINE, &text),
            Dictionary::House => packets::written(&self.house_words(), |file| {
                file.write_all(text.as_bytes()).map_err(|error| unread(&error.to_string()))
            }),
        }
    }

    /// What could be meant by a word, likeliest first.
    pub fn spelling_suggestions(&self, word: &str) -> Vec<String> {
        if word.len() > LONGEST { Vec::new() } else { spelling::suggestions(word) }
    }

    fn house_words(&self) -> PathBuf {
        self.house_folder.join(HOUSE_WORDS)
    }
}

fn unread(why: &str) -> Error {
    Error::new(
        Code::HousePack,
        format!("The house’s words in {HOUSE_WORDS} cannot be read: {why}."),
        "Your stories are safe. Make that file text with one word on each line, or take it away.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Opening;

    fn desk(folder: &std::path::Path, house: Option<&std::path::Path>) -> Desk {
        Desk::open(&Opening { folder, house, environment: |_| None }).unwrap()
    }

    #[test]
    fn a_word_is_known_until_it_is_taken_out() {
        let folder = tempfile::tempdir().unwrap();
        let open = desk(folder.path(), None);
        for whose in [Dictionary::Mine, Dictionary::House] {
            for word in ["Zqa", "glorp", "Zqa"] {
                open.set_word(whose, word, true).unwrap();
            }
            assert_eq!(open.dictionary(whose).unwrap(), ["glorp", "Zqa"]);
            open.set_word(whose, "glorp", false).unwrap();
            assert_eq!(desk(folder.path(), None).dictionary(whose).unwrap(), ["Zqa"], "kept");
        }
        for bad in ["", "  ", "a\u{7}", &"a".repeat(101)] {
            assert_eq!(open.set_word(Dictionary::Mine, bad, true).unwrap_err().code, Code::Invalid);
        }
    }

    #[test]
    fn the_houses_words_stand_beside_its_pack() {
        let (folder, newsroom) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let pack = newsroom.path().join("courier.toml");
        std::fs::write(&pack, include_str!("../house/built_in.toml")).unwrap();
        std::fs::write(newsroom.path().join(HOUSE_WORDS), "Wibblethorpe\r\n\n Zqa\n").unwrap();
        let open = desk(folder.path(), Some(&pack));
        assert_eq!(open.dictionary(Dictionary::House).unwrap(), ["Wibblethorpe", "Zqa"]);
        std::fs::write(newsroom.path().join(HOUSE_WORDS), [0xff, 0xfe]).unwrap();
        assert_eq!(open.dictionary(Dictionary::House).unwrap_err().code, Code::HousePack);
    }
}
