//! The ladder of a site that speaks `docs/site-api.yaml`.

use super::asking::Asking;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use super::recognise::{Found, what};
use super::{Question, clock, upload, wall, way};
use crate::site::http::Answer;
use crate::site::own::wire::{KIND, Me, SiteAnswer};
use ureq::http::Method;

/// What `GET /site` is asked at.
const SITE: &str = "api/v1/site";

/// Climbs from the first call to the clock.
pub fn climb(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(), Stop> {
    let site = find(ladder, asking)?;
    ladder.skip(Question::Passwords, "A site of this kind takes a token.");
    let (me, answer) = sign_in(ladder, asking)?;
    ladder.pass(Question::Authorization, "The site reads the sign-in.");
    ladder.pass(Question::Account, format!("You are {} ({}).", me.name, me.role));
    let may = |what: &str| me.can.iter().any(|can| can == what);
    if may("draft") {
        let seen = if may("publish") { "You may publish." } else { "You may hand stories in." };
        ladder.pass(Question::Rights, seen);
        ladder.pass(Question::Pictures, "You may send pictures.");
        // Under a name no story has; without a token it is refused and nothing is kept.
        let url = address(asking, "api/v1/pictures/copydesk-doctor.jpg");
        upload::check(ladder, asking, Method::PUT, url, site.limits.picture_bytes);
    } else {
        let seen = format!("{} may not write drafts.", me.role);
        ladder.fail(Question::Rights, Fault::MayNotWrite, seen);
    }
    clock::zone(ladder, site.time_zone.as_deref().unwrap_or_default(), None);
    clock::check(ladder, asking, &answer);
    Ok(())
}

fn address(asking: &Asking<'_>, path: &str) -> url::Url {
    let mut url = asking.http.home().clone();
    url.set_path(&format!("{}{path}", url.path()));
    url
}

fn find(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<SiteAnswer, Stop> {
    let url = address(asking, SITE);
    let answer = asking.get(ladder, Question::Kind, url.clone())?;
    way::check(ladder, &url, SITE, &answer)?;
    let found = answer.json::<SiteAnswer>().filter(|site| site.kind == KIND);
    if let Some(site) = found.filter(|_| answer.is_success()) {
        ladder.pass(Question::Wall, "Nothing stands in front.");
        ladder.pass(Question::Kind, format!("{} is a site of this kind.", site.name));
        if wall::is_json(&answer) {
            ladder.pass(Question::Api, "It answers as it should.");
        } else {
            let seen = "Something is printed before its answer.";
            ladder.fail(Question::Api, Fault::Junk, seen);
        }
        return Ok(site);
    }
    if wall::is_login_page(&answer) {
        let seen = "A page with a field for a password came.";
        return Err(ladder.stop(Question::Wall, Fault::LoginPage, seen));
    }
    ladder.pass(Question::Wall, "Nothing stands in front.");
    Err(match what(asking).filter(|found| *found != Found::Own) {
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

fn sign_in(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(Me, Answer), Stop> {
    let at = Question::Authorization;
    if !asking.signed {
        return Err(ladder.stop(at, Fault::NoSecret, "No token is kept for this site."));
    }
    let answer = asking.get_signed(ladder, at, address(asking, "api/v1/me"))?;
    if let Some(me) = answer.json::<Me>().filter(|_| answer.is_success()) {
        return Ok((me, answer));
    }
    let seen = format!("Asked who we are, the site answers with the status {}.", answer.status());
    // RFC 6750, 3.1: a wrong token is called so, and only who brought none gets no reason.
    let challenge = answer.header("www-authenticate").unwrap_or_default();
    Err(match answer.status() {
        401 if challenge.contains("invalid_token") => ladder.stop(at, Fault::UnknownToken, seen),
        401 if challenge.to_ascii_lowercase().starts_with("bearer") => {
            ladder.stop(at, Fault::HeaderLost, format!("{seen} It says that no token came."))
        }
        401 => ladder.stop(at, Fault::UnknownToken, seen),
        _ => ladder.stop(Question::Account, Fault::AccountRefused, seen),
    })
}
