//! Table `pictures`, and the files it names.

use super::{Records, StoreError, write_file};
use crate::picture_file::PictureFile;
use rusqlite::{OptionalExtension, Row, params};
use std::fs;
use std::path::PathBuf;

/// A picture the site holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPicture {
    pub id: String,
    /// Who sent it.
    pub owner: String,
    /// Of the file, lower-case hex.
    pub sha256: String,
    pub media_type: String,
    /// Length of the file.
    pub bytes: i64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

impl HeldPicture {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            owner: row.get("owner")?,
            sha256: row.get("sha256")?,
            media_type: row.get("media_type")?,
            bytes: row.get("bytes")?,
            width: row.get("width")?,
            height: row.get("height")?,
        })
    }
}

impl Records<'_> {
    pub fn picture(&self, id: &str) -> Result<Option<HeldPicture>, StoreError> {
        let mut select = self.sql.prepare_cached("SELECT * FROM pictures WHERE id = ?1")?;
        Ok(select.query_row([id], HeldPicture::read).optional()?)
    }

    /// Keeps the bytes under `id`, in place of any picture held under it. The file is on the
    /// disk before the row that names it.
    pub fn keep_picture(
        &self,
        id: &str,
        owner: &str,
        file: &PictureFile,
        bytes: &[u8],
    ) -> Result<HeldPicture, StoreError> {
        write_file(&self.file_path(&file.sha256), bytes)?;
        let before = self.picture(id)?;
        self.sql.execute(
            "INSERT INTO pictures (id, owner, sha256, media_type, bytes, width, height)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET sha256 = ?3, media_type = ?4, bytes = ?5,
                 width = ?6, height = ?7",
            params![
                id,
                owner,
                file.sha256,
                file.format.media_type(),
                i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                file.width,
                file.height
            ],
        )?;
        if let Some(before) = before {
            self.dropped.borrow_mut().pictures.push(before.sha256);
        }
        self.picture(id)?.ok_or(StoreError::Database(rusqlite::Error::QueryReturnedNoRows))
    }

    /// The stored file, byte for byte as it was sent.
    pub fn picture_bytes(&self, picture: &HeldPicture) -> Result<Vec<u8>, StoreError> {
        Ok(fs::read(self.file_path(&picture.sha256))?)
    }

    pub fn forget_picture(&self, picture: &HeldPicture) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM pictures WHERE id = ?1", [&picture.id])?;
        self.dropped.borrow_mut().pictures.push(picture.sha256.clone());
        Ok(())
    }

    /// Whether any story, public or not, names the picture.
    pub fn picture_is_used(&self, id: &str) -> Result<bool, StoreError> {
        let mut select =
            self.sql.prepare_cached("SELECT 1 FROM story_pictures WHERE picture = ?1 LIMIT 1")?;
        Ok(select.exists([id])?)
    }

    /// Whether a published story names the picture, which makes the picture public.
    pub fn picture_is_public(&self, id: &str) -> Result<bool, StoreError> {
        let mut select = self.sql.prepare_cached(
            "SELECT 1 FROM story_pictures JOIN stories ON stories.id = story_pictures.story
             WHERE story_pictures.picture = ?1 AND stories.state = 'published' LIMIT 1",
        )?;
        Ok(select.exists([id])?)
    }

    fn file_path(&self, sha256: &str) -> PathBuf {
        self.pictures.join(sha256)
    }
}
