//! The sites people connected. No secret comes near this table.

use super::{Store, from_json_if, from_word, word, written};
use crate::error::{Code, Error, Result};
use crate::site::{Account, Address};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A connected site as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connected {
    pub address: Address,
    /// The practice site that this desk runs itself.
    pub practice: bool,
    /// What the site said about us when it was last asked.
    pub account: Option<Account>,
}

const COLUMNS: &str = "name, kind, url, user, practice, account, fingerprint";

impl Store {
    /// Every connected site, in the order they were added.
    ///
    /// # Errors
    /// `Storage`.
    pub fn sites(&self) -> Result<Vec<Connected>> {
        let sql = format!("SELECT {COLUMNS} FROM site ORDER BY added, name");
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map([], connected)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The site of that name.
    ///
    /// # Errors
    /// `NotFound`, `Storage`.
    pub fn site(&self, name: &str) -> Result<Connected> {
        let sql = format!("SELECT {COLUMNS} FROM site WHERE name = ?1");
        self.db.query_row(&sql, [name], connected).optional()?.ok_or_else(|| {
            Error::new(
                Code::NotFound,
                format!("No site called “{name}” is connected."),
                "Connect it first, or choose one that is in the list of sites.",
            )
        })
    }

    /// The site as its readers call it, for a sentence. Where two bear one title, the name it has here stands
    /// behind it; where nobody asked the site yet, alone.
    ///
    /// # Errors
    /// `Storage`.
    pub fn site_title(&self, name: &str) -> Result<String> {
        title(&self.db, name)
    }

    /// Records what the site says of our account there.
    ///
    /// # Errors
    /// `Storage`.
    pub fn note_account(&mut self, name: &str, account: &Account) -> Result<()> {
        let sql = "UPDATE site SET account = ?2 WHERE name = ?1";
        self.db.execute(sql, params![name, serde_json::to_string(account)?])?;
        Ok(())
    }

    /// Adds a site, or brings what is known of it up to date.
    ///
    /// # Errors
    /// `Storage`.
    pub fn put_site(&mut self, site: &Connected, now: Timestamp) -> Result<()> {
        self.db.execute(
            "INSERT INTO site (name, kind, url, user, practice, account, added, fingerprint)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, url = excluded.url,
                 user = excluded.user, practice = excluded.practice, account = excluded.account,
                 fingerprint = excluded.fingerprint",
            params![
                site.address.name,
                word(&site.address.kind)?,
                site.address.url,
                site.address.user,
                site.practice,
                site.account.as_ref().map(serde_json::to_string).transpose()?,
                written(now),
                site.address.fingerprint,
            ],
        )?;
        Ok(())
    }

    /// Forgets a site. What was published there stays known under its address, so that connecting
    /// it again updates the same posts. What waits to go there ends.
    ///
    /// # Errors
    /// `IllegalMove` while a story is being sent there, `NotFound`, `Storage`.
    pub fn remove_site(&mut self, name: &str, now: Timestamp) -> Result<()> {
        self.site(name)?;
        self.transaction(|db| {
            super::ending::end_all_to(db, name, now)?;
            db.execute("DELETE FROM site WHERE name = ?1", [name])?;
            Ok(())
        })
    }
}

fn connected(row: &Row<'_>) -> rusqlite::Result<Connected> {
    Ok(Connected {
        address: Address {
            name: row.get(0)?,
            kind: from_word(row, 1)?,
            url: row.get(2)?,
            user: row.get(3)?,
            fingerprint: row.get(6)?,
        },
        practice: row.get(4)?,
        account: from_json_if(row, 5)?,
    })
}

/// As [`Store::site_title`].
pub(super) fn title(db: &Connection, name: &str) -> Result<String> {
    let sql = "SELECT account ->> 'site_title' AS title,
                   (SELECT count(*) FROM site WHERE account ->> 'site_title' = this.account ->> 'site_title')
               FROM site AS this WHERE name = ?1";
    let row = db.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let (title, bearers): (Option<String>, i64) = row.unwrap_or_default();
    Ok(match title.filter(|title| !title.is_empty()) {
        Some(title) if bearers > 1 && title != name => format!("{title} ({name})"),
        Some(title) => title,
        None => name.to_owned(),
    })
}

/// Whether the account may publish there, as it last said itself.
pub(super) fn may_publish(db: &Connection, name: &str) -> Result<bool> {
    let sql = "SELECT account ->> 'can_publish' FROM site WHERE name = ?1";
    let may: Option<Option<bool>> = db.query_row(sql, [name], |row| row.get(0)).optional()?;
    Ok(may.flatten().unwrap_or(false))
}
