//! Whether something as large as a picture gets through to the site. It is sent by nobody: a site
//! that works refuses it for that and keeps nothing, while a limit in front of it speaks first.

use super::Question;
use super::asking::Asking;
use super::fault::Fault;
use super::ladder::Ladder;
use crate::site::http::{Lost, Trouble};
use ureq::http::Method;
use url::Url;

/// A usual picture of a house with 2,560 pixels; many servers stop at one megabyte.
const BYTES: usize = 2 * 1024 * 1024;

/// Tries it. `told` is the limit the site tells itself, in bytes.
pub fn check(
    ladder: &mut Ladder,
    asking: &Asking<'_>,
    method: Method,
    url: Url,
    told: Option<u64>,
) {
    if let Some(told) = told.filter(|told| *told < BYTES as u64) {
        let seen = format!("The site takes {} kilobytes at most.", told / 1024);
        ladder.fail(Question::UploadLimit, Fault::UploadLimit, seen);
        return;
    }
    let call = asking.http.anonymous(method, url).header("content-type", "image/jpeg");
    match asking.attempt(call, Some(&vec![0; BYTES])) {
        Ok(answer) if answer.status() == 413 => {
            let seen = "2 megabytes were refused as too large (status 413).";
            ladder.fail(Question::UploadLimit, Fault::UploadLimit, seen);
        }
        Ok(_) => ladder.pass(Question::UploadLimit, "2 megabytes get through."),
        Err(Trouble::Lost(Lost::Cut)) => {
            let seen = "The connection was broken off while 2 megabytes were sent.";
            ladder.fail(Question::UploadLimit, Fault::UploadLimit, seen);
        }
        Err(_) => ladder.skip(Question::UploadLimit, "2 megabytes could not be sent in time."),
    }
}
