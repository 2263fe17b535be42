//! Full-text search over headline, byline, body, captions and credits (FTS5), and what a list shows
//! without reading a text.

use super::{Store, from_word, moment, word};
use crate::error::Result;
use crate::story::{Status, StoryId};
use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hits {
    /// How many stories hold the words, of the [`MOST_HITS`] that a list shows; none if none was asked for.
    pub count: u32,
    /// The best of them, as many as were asked for.
    pub hits: Vec<Hit>,
}

/// A story that holds the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    pub id: StoryId,
    pub headline: String,
    pub status: Status,
    pub section: String,
    #[ts(type = "string")]
    pub updated: Timestamp,
    /// Where the passage stands.
    pub found: FoundIn,
    /// The passage, with `⟦` and `⟧` around what was found.
    pub snippet: String,
}

/// The part of a story that something was found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FoundIn {
    Headline,
    /// Byline or dateline.
    Byline,
    /// Standfirst, body or a tag.
    Text,
    /// A picture's caption, headline or alt text.
    Caption,
    /// Who made a picture or where it is from.
    Credit,
}

/// Among which stories something is searched for; what is not said holds nobody back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Within {
    pub status: Option<Status>,
    pub section: Option<String>,
    /// The name of a site that the story is on, was on or is on its way to.
    pub site: Option<String>,
}

/// So many hits are enough for a list; the best come first.
pub const MOST_HITS: u32 = 100;
/// Of more stories than this only the newest are weighed.
const WEIGHED: u32 = 500;

/// Where a passage is taken from: the first of these that holds one of the words, so that a passage is
/// shown before the headline that stands above it anyway.
const PARTS: [FoundIn; 5] =
    [FoundIn::Text, FoundIn::Caption, FoundIn::Credit, FoundIn::Byline, FoundIn::Headline];

// A word that half of all stories hold would have them all weighed, so only the newest are, and which story it
// is matters only where some are held back. Of equals the newest comes first. A passage is cut for what is
// shown only, in one walk through what was found: the plus keeps SQLite from searching again for each row,
// which takes ten times as long.
const SEARCH: &str = "
    WITH newest AS MATERIALIZED (
        SELECT listed.number, listed.story, bm25(story_words, 10, 4, 1, 3, 3) AS score
        FROM story_words JOIN listed ON listed.number = story_words.rowid
        WHERE story_words MATCH ?1 AND (coalesce(?2, ?3, ?4) IS NULL OR EXISTS (
            SELECT 1 FROM story WHERE story.id = listed.story
                AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR section = ?3)
                AND (?4 IS NULL OR EXISTS (
                    SELECT 1 FROM story_site WHERE story_site.story = story.id AND site = ?4))))
        ORDER BY story_words.rowid DESC LIMIT ?5
    ), best AS MATERIALIZED (SELECT * FROM newest ORDER BY score, number DESC LIMIT ?6)
    SELECT story.id, story.headline, status, section, updated, (SELECT count(*) FROM newest),
        snippet(story_words, 2, '⟦', '⟧', ' … ', 16), snippet(story_words, 3, '⟦', '⟧', ' … ', 16),
        snippet(story_words, 4, '⟦', '⟧', ' … ', 16), snippet(story_words, 1, '⟦', '⟧', ' … ', 16),
        highlight(story_words, 0, '⟦', '⟧')
    FROM story_words CROSS JOIN best ON best.number = +story_words.rowid
        CROSS JOIN story ON story.id = best.story
    WHERE story_words MATCH ?1 AND story_words.rowid >= (SELECT min(number) FROM best)
    ORDER BY score, best.number DESC";

impl Store {
    /// Stories that hold all the words, the best first, at most `at_most` of them and at most [`MOST_HITS`]; the
    /// last word may be only begun. No words, no hits; what was saved since the last search is taken in all the same.
    ///
    /// # Errors
    /// `Storage`.
    pub fn search(&self, words: &str, within: &Within, at_most: u32) -> Result<Hits> {
        // Where the disk refuses, what was written last is found by a later search.
        let _ = index_stale(&self.db);
        let mut statement = self.db.prepare_cached(SEARCH)?;
        let Some(query) = query(words) else { return Ok(Hits::default()) };
        let status = within.status.as_ref().map(word).transpose()?;
        let at_most = at_most.min(MOST_HITS);
        let given = params![query, status, within.section, within.site, WEIGHED, at_most];
        let rows = statement.query_map(given, |row| Ok((row.get(5)?, hit(row)?)))?;
        let rows = rows.collect::<rusqlite::Result<Vec<(u32, Hit)>>>()?;
        let count = rows.first().map_or(0, |(count, _)| *count).min(MOST_HITS);
        Ok(Hits { count, hits: rows.into_iter().map(|(_, hit)| hit).collect() })
    }
}

fn hit(row: &Row<'_>) -> rusqlite::Result<Hit> {
    let id: String = row.get(0)?;
    let mut passage = (FoundIn::Text, String::new());
    for (column, found) in (6..).zip(PARTS) {
        let snippet: String = row.get(column)?;
        if snippet.contains('⟦') {
            passage = (found, snippet);
            break;
        }
    }
    let (found, snippet) = passage;
    Ok(Hit {
        id: id.parse().map_err(|error| super::column(0, error))?,
        headline: row.get(1)?,
        status: from_word(row, 2)?,
        section: row.get(3)?,
        updated: moment(row, 4)?,
        found,
        snippet,
    })
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

// What a picture says of itself is read where it is kept, as JSON; what is empty is not there.
const INDEX: &str = "
    INSERT INTO story_words (rowid, headline, byline, body, captions, credits)
    SELECT ?2, headline, trim(byline || char(10) || coalesce(dateline, ''), char(10)),
        trim(standfirst || char(10) || body || char(10) ||
            coalesce((SELECT group_concat(value, ' ') FROM json_each(tags)), ''), char(10)),
        coalesce((SELECT group_concat(concat_ws(char(10), nullif(record ->> 'caption', ''),
                nullif(record ->> 'headline', ''), nullif(record ->> 'alt', '')), char(10) ORDER BY position)
            FROM picture WHERE picture.story = story.id), ''),
        coalesce((SELECT group_concat(concat_ws(char(10), nullif(record ->> 'credit', ''),
                nullif(record ->> 'creator', ''), nullif(record ->> 'source', '')), char(10) ORDER BY position)
            FROM picture WHERE picture.story = story.id), '')
    FROM story WHERE id = ?1";

/// Brings what is derived from the story up to date with what it now says.
pub(super) fn index(db: &Connection, id: StoryId) -> Result<()> {
    derive(db, &id.to_string())
}

/// As [`index`], but its words are searched from the next search on: for a save while somebody types, of
/// which that would be two thirds in a long story.
pub(super) fn index_later(db: &Connection, id: StoryId) -> Result<()> {
    let number = count(db, &id.to_string())?;
    db.prepare_cached("UPDATE listed SET stale = 1 WHERE number = ?1")?.execute([number])?;
    Ok(())
}

fn index_stale(db: &Connection) -> Result<()> {
    let transaction = db.unchecked_transaction()?;
    let mut statement = db.prepare_cached("SELECT story FROM listed WHERE stale = 1")?;
    let ids =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    ids.iter().try_for_each(|id| derive(db, id))?;
    drop(statement);
    Ok(transaction.commit()?)
}

/// Derives it anew from every story: after the migration that made room for it.
pub(super) fn index_all(db: &Connection) -> Result<()> {
    let mut statement = db.prepare("SELECT id FROM story ORDER BY updated")?;
    let ids =
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    ids.iter().try_for_each(|id| derive(db, id))
}

fn derive(db: &Connection, id: &str) -> Result<()> {
    let number = count(db, id)?;
    db.prepare_cached("DELETE FROM story_words WHERE rowid = ?1")?.execute([number])?;
    db.prepare_cached(INDEX)?.execute(params![id, number])?;
    db.prepare_cached("UPDATE listed SET stale = 0 WHERE number = ?1")?.execute([number])?;
    Ok(())
}

/// Counts the words of its body; its number among the words.
fn count(db: &Connection, id: &str) -> Result<i64> {
    let body: String = db
        .prepare_cached("SELECT body FROM story WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    let listed = "INSERT INTO listed (story, words) VALUES (?1, ?2)
                  ON CONFLICT (story) DO UPDATE SET words = excluded.words RETURNING number";
    let words = i64::try_from(crate::story::words(&body)).unwrap_or(i64::MAX);
    Ok(db.prepare_cached(listed)?.query_row(params![id, words], |row| row.get(0))?)
}
