//! `/pictures/{id}`: kept under the client's own id, so that a repeat is harmless.

use super::problem::Problem;
use crate::clean::PICTURE_PATH;
use crate::picture_file::{PictureFile, Unreadable};
use crate::site::{Role, Site};
use crate::store::Records;
use crate::store::pictures::HeldPicture;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// `PUT`: 201 for a new id, 200 where it was held, with the same bytes or others.
pub async fn put(
    State(site): State<Arc<Site>>,
    role: Role,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Problem> {
    check_id(&id)?;
    check_digest(&headers, &bytes)?;
    site.records(move |site, records| {
        let file = PictureFile::inspect(&bytes).map_err(refusal)?;
        let held = records.picture(&id)?;
        let status = match &held {
            None => StatusCode::CREATED,
            Some(held) if held.sha256 == file.sha256 => return Ok(answer(site, held)),
            Some(held) => {
                may_change(role, held, records)?;
                StatusCode::OK
            }
        };
        let kept = records.keep_picture(&id, role.account(), &file, &bytes)?;
        Ok((status, answer(site, &kept)).into_response())
    })
    .await
}

/// `GET` and `HEAD`: what is held under the id, not the file itself.
pub async fn get(
    State(site): State<Arc<Site>>,
    _: Role,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    site.records(move |site, records| Ok(answer(site, &held(records, &id)?))).await
}

/// `DELETE`: only what no story names.
pub async fn delete(
    State(site): State<Arc<Site>>,
    role: Role,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    site.records(move |_, records| {
        let picture = held(records, &id)?;
        may_change(role, &picture, records)?;
        if records.picture_is_used(&id)? {
            return Err(Problem::conflict("in-use", "A story shows this picture."));
        }
        records.forget_picture(&picture)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

fn held(records: &Records, id: &str) -> Result<HeldPicture, Problem> {
    records.picture(id)?.ok_or_else(|| Problem::not_held("picture"))
}

fn answer(site: &Site, picture: &HeldPicture) -> Response {
    let etag = [(header::ETAG, format!("\"{}\"", picture.sha256))];
    let document = json!({
        "id": picture.id,
        "url": format!("{}{PICTURE_PATH}{}", site.base, picture.id),
        "sha256": picture.sha256,
        "bytes": picture.bytes,
        "width": picture.width,
        "height": picture.height,
    });
    (etag, Json(document)).into_response()
}

fn check_id(id: &str) -> Result<(), Problem> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    // "." and ".." would not survive in an address.
    let dots = id.chars().all(|c| c == '.');
    if (1..=120).contains(&id.len()) && id.chars().all(plain) && !dots {
        return Ok(());
    }
    Err(Problem::bad_request("A picture's id is 1 to 120 characters of A–Z, a–z, 0–9, . _ and -."))
}

/// Holds the bytes against `Content-Digest: sha-256=:BASE64:` (RFC 9530), where it is sent.
fn check_digest(headers: &HeaderMap, bytes: &[u8]) -> Result<(), Problem> {
    let Some(value) = headers.get("content-digest") else { return Ok(()) };
    let value = value.to_str().unwrap_or_default();
    let told = value.split(',').find_map(|digest| digest.trim().strip_prefix("sha-256=:"));
    // Other algorithms may be sent; they are not looked at.
    let Some(told) = told else { return Ok(()) };
    let expected = STANDARD.encode(Sha256::digest(bytes));
    if told.trim_end_matches(':') == expected { Ok(()) } else { Err(Problem::digest()) }
}

fn refusal(why: Unreadable) -> Problem {
    match why {
        Unreadable::Empty => Problem::damaged_picture("Nothing was sent."),
        Unreadable::NotAPicture => Problem::not_a_picture(),
        Unreadable::Damaged => {
            Problem::damaged_picture("The file's end is missing or its size cannot be read.")
        }
    }
}

/// Writers change only pictures they sent, and none that the public sees.
fn may_change(role: Role, picture: &HeldPicture, records: &Records) -> Result<(), Problem> {
    if role == Role::Editor {
        return Ok(());
    }
    if picture.owner != role.account() {
        return Err(Problem::forbidden("The picture was sent by another account."));
    }
    if records.picture_is_public(&picture.id)? {
        return Err(Problem::forbidden("The picture is in a published story."));
    }
    Ok(())
}
