//! A newer text of a story takes the place of the one that waits to go to the same site. What the
//! older one left unknown there, the newer one has to know.

use super::deliveries::{self, UNDER_WAY};
use super::{from_word, seal, written};
use crate::delivery::{Delivery, State};
use crate::error::Result;
use crate::site::{Kind, Release};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

/// Whether a delivery goes where the one to the site named `?2` does: one site may be connected twice,
/// or again, under two names.
const SAME_PLACE: &str = "(delivery.site = ?2
    OR coalesce(delivery.address, (SELECT rtrim(url, '/') FROM site WHERE name = delivery.site))
        = (SELECT rtrim(url, '/') FROM site WHERE name = ?2))";

/// Ends those that wait to bring an older text of the story where `newer` goes.
pub(super) fn end_older(db: &Connection, newer: &Delivery, now: Timestamp) -> Result<()> {
    let to_the_same = format!("WHERE delivery.story = ?1 AND {SAME_PLACE} AND delivery.id != ?3");
    let same = params![newer.story.to_string(), newer.site, newer.id];
    for older in deliveries::select(db, &format!("{to_the_same} AND {UNDER_WAY}"), same)? {
        // One being sent ends by itself; it is not taken up again after the newer one.
        if older.state != State::Sending {
            end(db, &older, &newer.id, now)?;
        }
    }
    // One that ended badly may have left something behind too.
    let last = format!("{to_the_same} ORDER BY delivery.revision DESC LIMIT 1");
    for last in deliveries::select(db, &last, same)? {
        if last.state == State::Failed {
            hand_over(db, &last, &newer.id, now)?;
        }
    }
    Ok(())
}

/// Ends a delivery whose story was sent to the same site again since; whether it was.
pub(super) fn end_if_replaced(db: &Connection, older: &Delivery, now: Timestamp) -> Result<bool> {
    match newer(db, older)? {
        Some(newer) => end(db, older, &newer, now).map(|()| true),
        None => Ok(false),
    }
}

/// The delivery that brings a newer text of the story to the same site.
///
/// Revisions tell which is newer: they are numbered, and a clock can be set back.
pub(super) fn newer(db: &Connection, delivery: &Delivery) -> Result<Option<String>> {
    let sql = format!(
        "SELECT id FROM delivery WHERE story = ?1 AND {SAME_PLACE} AND state != 'failed'
             AND revision > ?3 ORDER BY revision DESC LIMIT 1"
    );
    let values = params![delivery.story.to_string(), delivery.site, delivery.revision];
    Ok(db.query_row(&sql, values, |row| row.get(0)).optional()?)
}

/// When the site has finished whatever was sent last and never answered; `None` if nothing was. Its step
/// may have begun long before: a picture takes minutes on a slow line. So what was cut short counts from
/// when that was found, which is `now` if it is just being found.
pub(super) fn settled(
    db: &Connection,
    delivery: &Delivery,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let Some(begun) = delivery.last_sent() else { return Ok(None) };
    let sent = match delivery.state {
        State::Sending => now,
        State::Uncertain | State::Failed => begun.max(delivery.updated),
        _ => begun,
    };
    let sql = "SELECT site.kind FROM delivery JOIN site
                   ON site.name = delivery.site OR rtrim(site.url, '/') = delivery.address
               WHERE delivery.id = ?1 LIMIT 1";
    let kind = db.query_row(sql, [&delivery.id], |row| from_word::<Kind>(row, 0)).optional()?;
    Ok(kind.map(|kind| sent + kind.settles_in()))
}

/// Whether the site a delivery goes to was ever asked from here to show the story, and did not say no.
pub(super) fn may_have_shown(db: &Connection, delivery: &Delivery) -> Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM delivery JOIN delivery_step ON delivery_step.delivery = delivery.id
             WHERE delivery.story = ?1 AND {SAME_PLACE} AND delivery.release IN ('publish', 'correct')
               AND what IN ('release', 'schedule') AND started IS NOT NULL)"
    );
    let values = params![delivery.story.to_string(), delivery.site];
    Ok(db.query_row(&sql, values, |row| row.get(0))?)
}

fn end(db: &Connection, older: &Delivery, newer: &str, now: Timestamp) -> Result<()> {
    hand_over(db, older, newer, now)?;
    let (what, hint) = match (older.release, deliveries::read(db, newer)?.release) {
        (_, Release::Withdraw) => (
            "Ended, for the story is taken off the site.",
            "Nothing is to be done; the withdrawal is followed until readers no longer get it.",
        ),
        (Release::Withdraw, Release::File) => (
            "Ended, for the story was handed in again after this.",
            "Withdraw it once more if it is to be taken back after all.",
        ),
        (Release::Withdraw, _) => (
            "Ended, for the story was published again after this.",
            "Withdraw it once more if it is to be taken off after all.",
        ),
        _ => (
            "Replaced by a newer text of the story.",
            "Nothing is to be done; the newer one brings everything there.",
        ),
    };
    deliveries::end(db, &older.id, what, hint, now)
}

/// What `older` began and never finished, and whether it may have made the story public, counts
/// for `newer` as if it had done so itself, so that it is not cancelled as if nothing had been sent. It
/// waits where the site may still be at work.
fn hand_over(db: &Connection, older: &Delivery, newer: &str, now: Timestamp) -> Result<()> {
    seal::open(db, older.story, now)?;
    db.execute(
        "UPDATE delivery_step SET started = old.started
         FROM delivery_step AS old
         WHERE delivery_step.delivery = ?1 AND old.delivery = ?2 AND old.what = delivery_step.what
           AND delivery_step.started IS NULL AND old.started IS NOT NULL
           AND CASE WHEN old.what IN ('release', 'schedule') THEN ?3 ELSE old.done IS NULL END",
        params![newer, older.id, older.release.shows()],
    )?;
    let may_show = older.release.shows() && (older.began("release") || older.began("schedule"));
    if may_show || older.began("withdraw") {
        db.execute(
            "UPDATE delivery_step SET started = old.started, done = old.done
             FROM (SELECT started, done FROM delivery_step
                   WHERE delivery = ?2 AND what IN ('release', 'schedule', 'withdraw')
                     AND started IS NOT NULL ORDER BY started DESC LIMIT 1) AS old
             WHERE delivery = ?1 AND delivery_step.started IS NULL
               AND what IN ('release', 'withdraw')",
            params![newer, older.id],
        )?;
    }
    if let Some(settled) = settled(db, older, now)?.filter(|settled| *settled > now) {
        db.execute(
            "UPDATE delivery SET next_try = max(?2, coalesce(next_try, ?2)) WHERE id = ?1",
            params![newer, written(settled)],
        )?;
    }
    Ok(())
}
