//! Full-text search over headline, byline, body, captions and credits (FTS5).

use super::{Store, from_word, pictures};
use crate::error::Result;
use crate::story::{Status, StoryId};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A story that holds the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    pub id: StoryId,
    pub headline: String,
    pub status: Status,
    /// The passage, with `⟦` and `⟧` around what was found.
    pub snippet: String,
}

/// So many hits are enough for a list; the best come first.
const MOST: u32 = 100;

impl Store {
    /// Stories that hold all the words; the last word may be only begun. No words, no hits.
    ///
    /// # Errors
    /// `Storage`.
    pub fn search(&self, words: &str) -> Result<Vec<Hit>> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let mut statement = self.db.prepare_cached(
            "SELECT story.id, story.headline, story.status, snippet(story_words, -1, '⟦', '⟧', ' … ', 16)
             FROM story_words JOIN story ON story.id = story_words.story
             WHERE story_words MATCH ?1 ORDER BY bm25(story_words, 0, 10, 4, 1, 3, 3) LIMIT ?2",
        )?;
        let rows = statement.query_map(params![query, MOST], |row| {
            let id: String = row.get(0)?;
            Ok(Hit {
                id: id.parse().map_err(|error| super::column(0, error))?,
                headline: row.get(1)?,
                status: from_word(row, 2)?,
                snippet: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// What a person typed as an FTS5 query that cannot be malformed: each word quoted, the last as a
/// prefix.
fn query(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split_whitespace()
        .map(|word| word.replace('"', ""))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{word}\""))
        .collect();
    (!quoted.is_empty()).then(|| format!("{}*", quoted.join(" ")))
}

/// Brings the index up to date with what the story now says.
pub(super) fn index(db: &Connection, id: StoryId) -> Result<()> {
    let pictures = pictures::read_all(db, id)?;
    let joined = |field: fn(&crate::picture::Words) -> &str| {
        pictures.iter().map(|p| field(&p.words)).collect::<Vec<_>>().join("\n")
    };
    db.execute("DELETE FROM story_words WHERE story = ?1", [id.to_string()])?;
    db.execute(
        "INSERT INTO story_words (story, headline, byline, body, captions, credits)
         SELECT id, headline, byline, trim(standfirst || char(10) || body, char(10)), ?2, ?3 FROM story WHERE id = ?1",
        params![id.to_string(), joined(|w| &w.caption), joined(|w| &w.credit)],
    )?;
    Ok(())
}
