//! The ladder of a WordPress site.

use super::address::offered;
use super::asking::Asking;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use super::recognise::{Found, what};
use super::{Question, clock, sign_in, upload, wall, way};
use crate::site::http::Answer;
use crate::site::wordpress::root::{Place, Root};
use crate::site::wordpress::wire::{Index, User, code};
use serde_json::Value;
use ureq::http::Method;
use url::Url;

/// Climbs from the front page to the clock.
pub fn climb(ladder: &mut Ladder, asking: &Asking<'_>) -> Result<(), Stop> {
    let front = asking.get(ladder, Question::Answer, asking.http.home().clone())?;
    way::check(ladder, asking.http.home(), "", &front)?;
    let (root, index) = find(ladder, asking, &front)?;
    passwords(ladder, asking, &index)?;
    let (user, answer) = account(ladder, asking, &root)?;
    rights(ladder, &user)?;
    if user.can("upload_files") {
        ladder.pass(Question::Pictures, "You may send pictures.");
        upload::check(ladder, asking, Method::POST, root.at("media", &[]), None);
    } else {
        let seen = "The account has no right to upload files.";
        ladder.fail(Question::Pictures, Fault::MayNotSendPictures, seen);
    }
    let offset = hours(&index.gmt_offset);
    clock::zone(ladder, &index.timezone_string, offset);
    clock::check(ladder, asking, &answer);
    Ok(())
}

/// WordPress tells the offset as a number or as text.
fn hours(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// The API and what it says of itself.
fn find(ladder: &mut Ladder, asking: &Asking<'_>, front: &Answer) -> Result<(Root, Index), Stop> {
    let places = match Root::places(asking.http, front) {
        Ok(places) => places,
        Err(error) => {
            let told = Root::told(asking.http, front);
            ladder.better_address = told.as_ref().and_then(home_of);
            ladder.pass(Question::Kind, "It is WordPress.");
            return Err(ladder.stop(Question::Api, Fault::ApiElsewhere, error.message));
        }
    };
    let mut last = None;
    for Place { url, plain } in places {
        let mut answer = asking.get(ladder, Question::Api, url.clone())?;
        let mut closed = false;
        if matches!(answer.status(), 401 | 403) && code(&answer).is_some() && asking.signed {
            // Closed to strangers, as some plug-ins do: perhaps not to us.
            answer = asking.get_signed(ladder, Question::Api, url.clone())?;
            closed = true;
        }
        if let Some(index) = answer.json::<Index>().filter(|_| answer.is_success()) {
            let Some(root) = Root::from_index(url, &index) else {
                ladder.pass(Question::Kind, "It is WordPress.");
                let seen = format!("It has {}.", index.namespaces.join(", "));
                return Err(ladder.stop(Question::Api, Fault::ApiIncomplete, seen));
            };
            present(ladder, &answer, closed, plain);
            return Ok((root, index));
        }
        if closed && answer.status() == 401 {
            ladder.pass(Question::Kind, "It is WordPress.");
            ladder.pass(Question::Api, "It is there, and closed to strangers.");
            return Err(sign_in::refused(ladder, asking, &answer));
        }
        last = Some(answer);
    }
    Err(absent(ladder, asking, front, last.as_ref().unwrap_or(front)))
}

/// The site whose API is at `root`.
fn home_of(root: &Url) -> Option<String> {
    let mut url = root.clone();
    let path = url.path().trim_end_matches("wp-json/").trim_end_matches("index.php").to_owned();
    url.set_path(&path);
    url.set_query(None);
    offered(&url)
}

fn present(ladder: &mut Ladder, answer: &Answer, closed: bool, plain: bool) {
    ladder.pass(Question::Wall, "Nothing stands in front.");
    ladder.pass(Question::Kind, "It is WordPress.");
    let who =
        if closed { "It is there, closed to strangers and open to you" } else { "It is there" };
    let how = if plain { ", with plain permalinks (index.php?rest_route=/)." } else { "." };
    if wall::is_json(answer) {
        ladder.pass(Question::Api, format!("{who}{how}"));
    } else {
        let seen = format!("{who}{how} Something is printed before its answer.");
        ladder.fail(Question::Api, Fault::Junk, seen);
    }
}

/// There is no API: because it is closed, because something else answers, or because there is no
/// WordPress.
fn absent(ladder: &mut Ladder, asking: &Asking<'_>, front: &Answer, last: &Answer) -> Stop {
    let seen = format!("Asked for the API, it answers with the status {}.", last.status());
    if wall::is_login_page(last) {
        let seen = "Asked for the API, a page with a field for a password came.";
        return ladder.stop(Question::Wall, Fault::LoginPage, seen);
    }
    ladder.pass(Question::Wall, "Nothing stands in front.");
    if let Some(found) = what(asking).filter(|found| *found != Found::Wordpress) {
        let seen = format!("{} is at this address.", found.words());
        return ladder.stop(Question::Kind, Fault::OtherKind, seen);
    }
    if !is_wordpress(front) && code(last).is_none() {
        return ladder.stop(Question::Kind, Fault::NotThisKind, seen);
    }
    ladder.pass(Question::Kind, "It is WordPress.");
    if last.is_success() {
        return ladder.stop(Question::Api, Fault::ApiIsAPage, seen);
    }
    ladder.stop(Question::Api, Fault::ApiOff, seen)
}

/// A front page made by WordPress: it loads WordPress's own files.
fn is_wordpress(front: &Answer) -> bool {
    let page = front.text();
    ["/wp-content/", "/wp-includes/", "api.w.org"].iter().any(|mark| page.contains(mark))
        || front.header("link").is_some_and(|link| link.contains("api.w.org"))
}

fn passwords(ladder: &mut Ladder, asking: &Asking<'_>, index: &Index) -> Result<(), Stop> {
    if !index.takes_passwords() {
        let seen = "WordPress offers no way for programs to sign in.";
        let open = asking.http.home().scheme() == "http" || index.url.starts_with("http://");
        let fault = if open { Fault::PasswordsNeedHttps } else { Fault::PasswordsOff };
        return Err(ladder.stop(Question::Passwords, fault, seen));
    }
    ladder.pass(Question::Passwords, "Application passwords are switched on.");
    Ok(())
}

fn account(ladder: &mut Ladder, asking: &Asking<'_>, root: &Root) -> Result<(User, Answer), Stop> {
    let at = Question::Authorization;
    if !asking.signed {
        return Err(ladder.stop(at, Fault::NoSecret, "No password is kept for this site."));
    }
    if asking.user.is_empty() {
        return Err(ladder.stop(at, Fault::NoUser, "There is no user name with the password."));
    }
    let url = root.at("users/me", &[("context", "edit")]);
    let answer = asking.get_signed(ladder, at, url.clone())?;
    way::check(ladder, &url, "", &answer)?;
    let Some(user) = answer.json::<User>().filter(|_| answer.is_success()) else {
        return Err(sign_in::refused(ladder, asking, &answer));
    };
    ladder.pass(at, "The site reads the sign-in.");
    let role = user.roles.join(", ");
    ladder.pass(Question::Account, format!("You are {} ({role}).", user.name));
    Ok((user, answer))
}

fn rights(ladder: &mut Ladder, user: &User) -> Result<(), Stop> {
    if !user.can("edit_posts") {
        let seen = format!("{} may not write posts.", user.name);
        return Err(ladder.stop(Question::Rights, Fault::MayNotWrite, seen));
    }
    let publishes = user.can("publish_posts");
    let seen = if publishes { "You may publish." } else { "You may hand stories in for review." };
    ladder.pass(Question::Rights, seen);
    Ok(())
}
