//! The ladder of a Ghost site.

use super::asking::Asking;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use super::recognise::{Found, what};
use super::{Question, clock, upload, wall, way};
use crate::site::ghost::key::Key;
use crate::site::ghost::root::OLDEST;
use crate::site::ghost::wire::{SETTINGS, Settings, Site, SiteAnswer, Users, failure};
use crate::site::ghost::{CONTRIBUTOR, role, root};
use crate::site::http::Answer;
use jiff::Timestamp;
use ureq::http::Method;
use url::Url;

/// Where pictures go.
const UPLOAD: &str = "images/upload/";

/// Climbs from the first call to the clock, and looks at last whether readers are let in.
pub fn climb(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(), Stop> {
    let url = root::at(asking.http, "site/", &[]);
    let answer = asking.get(ladder, Question::Kind, url.clone())?;
    way::check(ladder, &url, "ghost/api/admin/site/", &answer)?;
    let site = find(ladder, asking, &answer)?;
    ladder.skip(Question::Passwords, "A site of this kind takes a key.");
    sign_in(ladder, asking)?;
    upload::check(ladder, asking, Method::POST, root::at(asking.http, UPLOAD, &[]), None);
    clock::zone(ladder, &zone(asking).unwrap_or_default(), None);
    clock::check(ladder, asking, &answer);
    open_to_readers(ladder, asking, &site.url);
    Ok(())
}

fn find(ladder: &mut Ladder, asking: &Asking<'_>, answer: &Answer) -> Result<Site, Stop> {
    let Some(told) = answer.json::<SiteAnswer>().filter(|_| answer.is_success()) else {
        return Err(absent(ladder, asking, answer));
    };
    let site = told.site;
    ladder.pass(Question::Wall, "Nothing stands in front.");
    ladder.pass(Question::Kind, format!("{} is a Ghost {}.", site.title, site.version));
    if root::is_too_old(&site.version) {
        return Err(too_old(ladder, &site.version));
    }
    if wall::is_json(answer) {
        ladder.pass(Question::Api, "It answers as it should.");
    } else {
        ladder.fail(Question::Api, Fault::Junk, "Something is printed before its answer.");
    }
    Ok(site)
}

fn too_old(ladder: &mut Ladder, version: &str) -> Stop {
    let seen = format!("It is a Ghost {version}, and {OLDEST} or newer is needed.");
    ladder.stop(Question::Api, Fault::TooOld, seen)
}

/// There is no Admin API: something else answers, or only the pages of a Ghost are here.
fn absent(ladder: &mut Ladder, asking: &Asking<'_>, answer: &Answer) -> Stop {
    if wall::is_login_page(answer) {
        let seen = "A page with a field for a password came.";
        return ladder.stop(Question::Wall, Fault::LoginPage, seen);
    }
    ladder.pass(Question::Wall, "Nothing stands in front.");
    if let Some(found) = what(asking).filter(|found| *found != Found::Ghost) {
        let seen = format!("{} is at this address.", found.words());
        return ladder.stop(Question::Kind, Fault::OtherKind, seen);
    }
    let seen = format!("Asked who it is, it answers with the status {}.", answer.status());
    let Some(version) = shown_by(asking) else {
        return ladder.stop(Question::Kind, Fault::NotThisKind, seen);
    };
    ladder.pass(Question::Kind, format!("Its front page is made with Ghost {version}."));
    if root::is_too_old(&version) {
        return too_old(ladder, &version);
    }
    ladder.stop(Question::Api, Fault::AdminElsewhere, seen)
}

/// The Ghost that made the front page, as it says itself there.
fn shown_by(asking: &Asking<'_>) -> Option<String> {
    let call = asking.http.anonymous(Method::GET, asking.http.home().clone());
    let page = asking.attempt(call, None).ok().filter(Answer::is_success)?.text();
    let version = page.split_once("content=\"Ghost ")?.1.split('"').next()?;
    let numbers = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (numbers && version.len() < 20).then(|| version.to_owned())
}

fn sign_in(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(), Stop> {
    let at = Question::Authorization;
    let Some(secret) = asking.credential else {
        return Err(ladder.stop(at, Fault::NoSecret, "No key is kept for this site."));
    };
    let key = Key::parse(secret.reveal())
        .map_err(|error| ladder.stop(at, Fault::NotAKey, error.message))?;
    let url = root::at(asking.http, "users/me/", &[("include", "roles")]);
    let answer = ask(ladder, asking, url.clone(), &key)?;
    let users = answer.json::<Users>().filter(|_| answer.is_success());
    let me = users.and_then(|users| users.users.into_iter().next());
    // An integration is nobody, and neither is a person who was suspended.
    if me.is_none() && !is_nobody(&answer) {
        return Err(refused(ladder, asking, &answer, url));
    }
    ladder.pass(at, "The site reads the sign-in.");
    let (who, may) = match &me {
        None => ("The key is that of an integration, and nobody’s own.".to_owned(), true),
        Some(me) => (format!("You are {} ({}).", me.name, role(me)), role(me) != CONTRIBUTOR),
    };
    ladder.pass(Question::Account, who);
    rights(ladder, asking, &key)?;
    let may = if may { "You may publish." } else { "You may hand stories in, not publish." };
    ladder.pass(Question::Rights, may);
    pictures(ladder, asking, &key);
    Ok(())
}

fn is_nobody(answer: &Answer) -> bool {
    answer.status() == 404 && failure(answer).is_some()
}

/// What a refused sign-in means. Ghost answers alike whoever brings no key and whoever may not; what
/// tells them apart is whether it says to a stranger just what it says to us.
fn refused(ladder: &mut Ladder, asking: &Asking<'_>, answer: &Answer, url: Url) -> Stop {
    let seen = format!("Asked who we are, the site answers with the status {}.", answer.status());
    match (answer.status(), failure(answer).as_deref()) {
        (401, _) => ladder.stop(Question::Authorization, Fault::UnknownToken, seen),
        (403, Some("NoPermissionError") | None) => {
            let stranger = asking.attempt(asking.http.anonymous(Method::GET, url), None);
            if stranger.is_ok_and(|told| told.because("") == answer.because("")) {
                let seen = format!("{seen} It says the same to whoever brings no key.");
                return ladder.stop(Question::Authorization, Fault::HeaderLost, seen);
            }
            ladder.pass(Question::Authorization, "The site reads the sign-in.");
            ladder.stop(Question::Rights, Fault::MayNotWrite, seen)
        }
        _ => ladder.stop(Question::Account, Fault::AccountRefused, seen),
    }
}

/// What every account that writes may do is asked: to see the tags. Ghost has integrations of its own
/// whose keys may not.
fn rights(ladder: &mut Ladder, asking: &Asking<'_>, key: &Key) -> Result<(), Stop> {
    let url = root::at(asking.http, "tags/", &[("limit", "1"), ("fields", "id")]);
    let answer = ask(ladder, asking, url, key)?;
    let seen = format!("Asked for the tags, it answers with the status {}.", answer.status());
    match answer.status() {
        403 => Err(ladder.stop(Question::Rights, Fault::MayNotWrite, seen)),
        _ if is_nobody(&answer) => {
            let seen = format!("{seen} So it does to a person whose account is suspended.");
            Err(ladder.stop(Question::Account, Fault::AccountRefused, seen))
        }
        _ => Ok(()),
    }
}

/// A form without a picture is refused for what it lacks, and nothing of it is kept.
fn pictures(ladder: &mut Ladder, asking: &Asking<'_>, key: &Key) {
    let sign = key.authorization(now(asking));
    ladder.was_sent(&sign);
    let call = asking.http.call(Method::POST, root::at(asking.http, UPLOAD, &[]));
    let call = call.authorized(sign).header("content-type", "multipart/form-data; boundary=none");
    match asking.attempt(call, Some(b"--none--\r\n")) {
        Ok(answer) if matches!(answer.status(), 401 | 403 | 404 | 405 | 501) => {
            let seen =
                format!("Asked to take one, it answers with the status {}.", answer.status());
            ladder.fail(Question::Pictures, Fault::MayNotSendPictures, seen);
        }
        Ok(_) => ladder.pass(Question::Pictures, "You may send pictures."),
        Err(_) => ladder.skip(Question::Pictures, "It could not be asked in time."),
    }
}

/// Whether readers get the site: a private Ghost sends each of them to a page with a field for a
/// password. It comes last, for stories can be sent all the same.
fn open_to_readers(ladder: &mut Ladder, asking: &Asking<'_>, public: &str) {
    let url = Url::parse(public).unwrap_or_else(|_| asking.http.home().clone());
    let Ok(answer) = asking.attempt(asking.http.anonymous(Method::GET, url), None) else { return };
    if answer.redirect().is_some_and(|to| to.path().ends_with("/private/")) {
        let seen = "Its front page sends readers on to a field for a password.";
        ladder.fail(Question::Wall, Fault::PrivateSite, seen);
    }
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
