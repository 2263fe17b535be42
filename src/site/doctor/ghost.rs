//! The ladder of a Ghost site.

use super::asking::Asking;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use super::recognise::{Found, what};
use super::{Question, clock, wall, way};
use crate::site::ghost::key::Key;
use crate::site::ghost::wire::{SETTINGS, Settings, SiteAnswer, Users, failure};
use crate::site::ghost::{CONTRIBUTOR, role, root};
use crate::site::http::Answer;
use jiff::Timestamp;
use ureq::http::Method;
use url::Url;

/// Climbs from the first call to the clock.
pub fn climb(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(), Stop> {
    let url = root::at(asking.http, "site/", &[]);
    let answer = asking.get(ladder, Question::Kind, url.clone())?;
    way::check(ladder, &url, "ghost/api/admin/site/", &answer)?;
    find(ladder, asking, &answer)?;
    ladder.skip(Question::Passwords, "A site of this kind takes a key.");
    sign_in(ladder, asking)?;
    // Ghost tells its limit to nobody, and takes what its web server takes.
    ladder.skip(Question::UploadLimit, "The site does not tell it.");
    clock::zone(ladder, &zone(asking).unwrap_or_default(), None);
    clock::check(ladder, asking, &answer);
    Ok(())
}

fn find(ladder: &mut Ladder, asking: &Asking<'_>, answer: &Answer) -> Result<(), Stop> {
    if let Some(told) = answer.json::<SiteAnswer>().filter(|_| answer.is_success()) {
        ladder.pass(Question::Wall, "Nothing stands in front.");
        let seen = format!("{} is a Ghost {}.", told.site.title, told.site.version);
        ladder.pass(Question::Kind, seen);
        if wall::is_json(answer) {
            ladder.pass(Question::Api, "It answers as it should.");
        } else {
            ladder.fail(Question::Api, Fault::Junk, "Something is printed before its answer.");
        }
        return Ok(());
    }
    if wall::is_login_page(answer) {
        let seen = "A page with a field for a password came.";
        return Err(ladder.stop(Question::Wall, Fault::LoginPage, seen));
    }
    ladder.pass(Question::Wall, "Nothing stands in front.");
    Err(match what(asking).filter(|found| *found != Found::Ghost) {
        Some(found) => {
            let seen = format!("{} is at this address.", found.words());
            ladder.stop(Question::Kind, Fault::OtherKind, seen)
        }
        None => {
            let seen = format!("Asked who it is, it answers with the status {}.", answer.status());
            ladder.stop(Question::Kind, Fault::NotThisKind, seen)
        }
    })
}

fn sign_in(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(), Stop> {
    let at = Question::Authorization;
    let Some(secret) = asking.credential else {
        return Err(ladder.stop(at, Fault::NoSecret, "No key is kept for this site."));
    };
    let key = Key::parse(secret.reveal())
        .map_err(|error| ladder.stop(at, Fault::UnusableSecret, error.message))?;
    let url = root::at(asking.http, "users/me/", &[("include", "roles")]);
    let answer = ask(ladder, asking, url, &key)?;
    if answer.status() == 404 && failure(&answer).is_some() {
        ladder.pass(at, "The site reads the sign-in.");
        ladder.pass(Question::Account, "The key is that of an integration, and nobody's own.");
        ladder.pass(Question::Rights, "You may publish.");
        ladder.pass(Question::Pictures, "You may send pictures.");
        return Ok(());
    }
    let users = answer.json::<Users>().filter(|_| answer.is_success());
    if let Some(me) = users.and_then(|users| users.users.into_iter().next()) {
        ladder.pass(at, "The site reads the sign-in.");
        let role = role(&me);
        ladder.pass(Question::Account, format!("You are {} ({role}).", me.name));
        let may = if role == CONTRIBUTOR { "You may hand stories in." } else { "You may publish." };
        ladder.pass(Question::Rights, may);
        ladder.pass(Question::Pictures, "You may send pictures.");
        return Ok(());
    }
    let seen = format!("Asked who we are, the site answers with the status {}.", answer.status());
    Err(match (answer.status(), failure(&answer).as_deref()) {
        (401, _) => ladder.stop(at, Fault::UnknownToken, seen),
        // Whoever brings no key is told that he may not, not that he is unknown.
        (403, Some("NoPermissionError") | None) => ladder.stop(at, Fault::HeaderLost, seen),
        _ => ladder.stop(Question::Account, Fault::AccountRefused, seen),
    })
}

/// The site's time zone by its name. To be without it is no trouble.
fn zone(asking: &Asking<'_>) -> Option<String> {
    let key = Key::parse(asking.credential?.reveal()).ok()?;
    let url = root::at(asking.http, SETTINGS, &[]);
    let call = asking.http.call(Method::GET, url).authorized(key.authorization(now(asking)));
    let answer = asking.attempt(call, None).ok()?;
    answer.json::<Settings>().filter(|_| answer.is_success())?.zone()
}

/// The key holds for minutes by the site's clock, which the call before told.
fn now(asking: &Asking<'_>) -> i64 {
    asking.http.date().map_or(asking.now.as_second(), Timestamp::as_second)
}

fn ask(ladder: &mut Ladder, asking: &Asking<'_>, url: Url, key: &Key) -> Result<Answer, Stop> {
    asking.get_as(ladder, Question::Authorization, url, key.authorization(now(asking)))
}
