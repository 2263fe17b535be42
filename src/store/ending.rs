//! Deliveries that end before they went out: cancelled, or with their story or site. What is said then is
//! what is true where they were to go.

use super::deliveries::{self, UNDER_WAY};
use super::{places, sites};
use crate::delivery::{Delivery, State};
use crate::error::{Code, Error, Result};
use crate::site::{Release, Stage};
use crate::story::StoryId;
use jiff::Timestamp;
use rusqlite::Connection;

/// What is said of a delivery whose story was withdrawn before it went out.
pub(super) const CALLED_OFF: &str = "Called off, for the story was withdrawn before this went out.";

/// The delivery, if it can be cancelled.
///
/// # Errors
/// `IllegalMove` if it is over, or nobody knows what readers see; `NotFound`, `Storage`.
pub(super) fn that_may_be(db: &Connection, id: &str) -> Result<Delivery> {
    let delivery = deliveries::read(db, id)?;
    if delivery.is_over() {
        return Err(over(&delivery));
    }
    if may_be_ended(db, &delivery)? {
        return Ok(delivery);
    }
    Err(Error::new(
        Code::IllegalMove,
        "This delivery cannot be cancelled now: the site may have done some of it.",
        "Let it try again, which first asks the site how things stand; or withdraw the story there.",
    ))
}

/// Whether it can be ended without leaving it unknown what readers have.
pub(super) fn may_be_ended(db: &Connection, delivery: &Delivery) -> Result<bool> {
    Ok(delivery.can_cancel() && !places::may_have_shown(db, delivery)?)
}

/// Why nothing is left to cancel.
fn over(delivery: &Delivery) -> Error {
    let (what, hint) = match (delivery.state, delivery.release) {
        (State::Delivered, Release::Withdraw) => (
            "The story is off the site already, so there is nothing to cancel any more.",
            "Nothing was changed. To have it public again, publish it.".to_owned(),
        ),
        (State::Delivered, _) => (
            "This delivery has arrived, so there is nothing to cancel any more.",
            "Nothing was changed. To take the story off the site, withdraw it there.".to_owned(),
        ),
        (_, release) => (
            "This delivery was ended before, so there is nothing to cancel.",
            format!("Nothing was changed. {}", anew(release)),
        ),
    };
    Error::new(Code::IllegalMove, what, hint)
}

/// What to do if what a delivery was to bring is wanted after all.
pub(super) fn anew(release: Release) -> &'static str {
    match release {
        Release::Publish => "Publish the story again if it is to go out after all.",
        Release::File => "File the story again if it is to be handed in after all.",
        Release::Correct => "Correct the story again if readers are to have it after all.",
        Release::Withdraw => "Withdraw the story again if it is to be taken off after all.",
    }
}

/// What is true once somebody has cancelled it.
///
/// # Errors
/// `Storage`.
pub(super) fn cancelled(db: &Connection, delivery: &Delivery) -> Result<String> {
    let site = sites::title(db, &delivery.site)?;
    let there = places::holders(db, delivery.story)?;
    let there = there.into_iter().find(|place| place.names.contains(&delivery.site));
    let there = there.map(|place| place.remote);
    Ok(match (delivery.release, there.as_ref().map(|there| there.stage)) {
        (Release::Withdraw, Some(Stage::Public)) => {
            let at = there.filter(|there| !there.url.is_empty());
            let at = at.map(|there| format!(" ({})", there.url)).unwrap_or_default();
            format!("Cancelled. The story is still public on {site}{at}.")
        }
        (Release::Withdraw, Some(Stage::Scheduled)) => {
            format!("Cancelled. {site} still publishes the story at its time.")
        }
        (Release::Withdraw, Some(Stage::Pending)) => {
            format!("Cancelled. {site} still has the story in review.")
        }
        (Release::Publish | Release::Correct, Some(Stage::Public)) => {
            format!("Cancelled. Readers on {site} have the story as they had it.")
        }
        _ => "Cancelled.".to_owned(),
    })
}

/// Ends every delivery of a story that is to go in the bin, but for what takes it off a site: that goes on.
///
/// # Errors
/// `IllegalMove` while one of them may be becoming public; `Storage`.
pub(super) fn end_all_of(db: &Connection, story: StoryId, now: Timestamp) -> Result<()> {
    for delivery in deliveries::select(
        db,
        &format!("WHERE delivery.story = ?1 AND {UNDER_WAY}"),
        [story.to_string()],
    )? {
        if delivery.release == Release::Withdraw {
            continue;
        }
        if !may_be_ended(db, &delivery)? {
            return Err(Error::new(
                Code::IllegalMove,
                format!(
                    "The story is on its way to {} and may already be public.",
                    sites::title(db, &delivery.site)?
                ),
                "Wait until the outbox knows how it went, then put it in the bin.",
            ));
        }
        let hint = "Take it out of the bin and publish it again if it is still wanted.";
        deliveries::end(db, &delivery.id, "The story was put in the bin.", hint, now)?;
    }
    Ok(())
}

/// Ends what waits to bring a story to readers that is with its writer again, or was taken off. What a
/// site was told a moment for, or may have done, stays: whoever looks there has to see it.
///
/// # Errors
/// `Storage`.
pub(super) fn end_publications(db: &Connection, story: StoryId, now: Timestamp) -> Result<()> {
    for delivery in publications(db, story)? {
        if may_be_ended(db, &delivery)? {
            deliveries::end(
                db,
                &delivery.id,
                "Ended, for the story was taken back, sent back or taken off before this went out.",
                "Nothing is to be done. If it is to be public after all, approve it and publish it again.",
                now,
            )?;
        }
    }
    Ok(())
}

/// Refuses to send a story back that readers may get all the same.
///
/// # Errors
/// `IllegalMove` where a site was told its moment or may have published it; `Storage`.
pub(super) fn refuse_return(db: &Connection, story: StoryId) -> Result<()> {
    for delivery in publications(db, story)? {
        if may_be_ended(db, &delivery)? {
            continue;
        }
        let site = sites::title(db, &delivery.site)?;
        let (what, hint) = match delivery.finished("schedule") {
            true => (
                format!(
                    "{site} was told to publish the story at its time, so it was not sent back."
                ),
                "Nothing was changed. Withdraw it there first, then send it back.",
            ),
            false => (
                format!("The story is on its way to {site} and may already be public there."),
                "Nothing was changed. Wait until the outbox knows how it went; withdraw it there if it is \
                 to go back.",
            ),
        };
        return Err(Error::new(Code::IllegalMove, what, hint));
    }
    Ok(())
}

/// What is under way to bring the story to readers.
fn publications(db: &Connection, story: StoryId) -> Result<Vec<Delivery>> {
    let which = format!("WHERE delivery.story = ?1 AND {UNDER_WAY}");
    let mut under_way = deliveries::select(db, &which, [story.to_string()])?;
    under_way.retain(|delivery| delivery.release.shows());
    Ok(under_way)
}

/// Ends every delivery to a site that is to be forgotten.
///
/// # Errors
/// `IllegalMove` while one of them is being sent; `Storage`.
pub(super) fn end_all_to(db: &Connection, site: &str, now: Timestamp) -> Result<()> {
    for delivery in
        deliveries::select(db, &format!("WHERE delivery.site = ?1 AND {UNDER_WAY}"), [site])?
    {
        if delivery.state == State::Sending {
            return Err(Error::new(
                Code::IllegalMove,
                format!("“{}” is being sent to {site} just now.", delivery.headline),
                "Wait until it is there, then remove the site.",
            ));
        }
        let hint = "Look on the site whether it is there. Connect the site again to go on.";
        deliveries::end(
            db,
            &delivery.id,
            "The site was removed before this was delivered.",
            hint,
            now,
        )?;
    }
    Ok(())
}
