//! `/manuscripts/{id}/originals/{sha256}`: the untouched files of a manuscript's pictures, for those who
//! see the manuscript. They hold whatever the camera wrote, places too, and no page ever shows them.

use super::manuscripts::may_see;
use super::problem::Problem;
use super::stories::story_id;
use crate::manuscript::is_hash;
use crate::picture_file::{original_type, sha256};
use crate::site::{Role, Site};
use crate::store::Records;
use crate::store::originals::HeldOriginal;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use uuid::Uuid;

/// `PUT`: 201 where it was not held, 204 where it was.
pub async fn put(
    State(site): State<Arc<Site>>,
    role: Role,
    Path((id, hash)): Path<(String, String)>,
    bytes: Bytes,
) -> Result<StatusCode, Problem> {
    let (id, hash) = (story_id(&id)?, original_hash(hash)?);
    if sha256(&bytes) != hash {
        return Err(Problem::digest());
    }
    let media_type = original_type(&bytes).ok_or_else(Problem::not_a_picture)?.to_owned();
    site.records(move |_, records| {
        may_see_all(role, records, id)?;
        // Whoever sends the very bytes has them: who was first keeps nobody out.
        if records.original(id, &hash)?.is_some() {
            return Ok(StatusCode::NO_CONTENT);
        }
        let new = HeldOriginal { sha256: hash, owner: role.account().to_owned(), media_type };
        records.keep_original(id, &new, &bytes)?;
        Ok(StatusCode::CREATED)
    })
    .await
}

/// `HEAD`: whether it is held.
pub async fn head(
    State(site): State<Arc<Site>>,
    role: Role,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, hash) = (story_id(&id)?, original_hash(hash)?);
    site.records(move |_, records| {
        let held = held(role, records, id, &hash)?;
        Ok([(header::ETAG, format!("\"{}\"", held.sha256))].into_response())
    })
    .await
}

/// `GET`: the file, byte for byte.
pub async fn get(
    State(site): State<Arc<Site>>,
    role: Role,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (id, hash) = (story_id(&id)?, original_hash(hash)?);
    site.records(move |_, records| {
        let held = held(role, records, id, &hash)?;
        let bytes = records.original_bytes(&held)?;
        let etag = (header::ETAG, format!("\"{}\"", held.sha256));
        Ok(([(header::CONTENT_TYPE, held.media_type), etag], bytes).into_response())
    })
    .await
}

fn held(role: Role, records: &Records, id: Uuid, hash: &str) -> Result<HeldOriginal, Problem> {
    may_see_all(role, records, id)?;
    let held = records.original(id, hash)?.ok_or_else(|| Problem::not_held("original"))?;
    // What came before its manuscript is for whoever sent it; a manuscript's own are seen with it.
    let early = records.manuscript(id)?.is_none();
    match early && may_see(role, &held.owner).is_err() {
        true => Err(Problem::not_held("original")),
        false => Ok(held),
    }
}

/// Refuses whoever may not see the manuscript, where there is one, or could send none, for the article
/// is somebody else's.
fn may_see_all(role: Role, records: &Records, id: Uuid) -> Result<(), Problem> {
    if let Some(held) = records.manuscript(id)? {
        return may_see(role, &held.owner);
    }
    records.story(id)?.map_or(Ok(()), |article| may_see(role, &article.owner))
}

fn original_hash(text: String) -> Result<String, Problem> {
    match is_hash(&text) {
        true => Ok(text),
        false => {
            Err(Problem::bad_request("An original's address is its SHA-256 in lower-case hex."))
        }
    }
}
