//! The pictures' files.

use super::{Page, notices};
use crate::api::bearer;
use crate::site::Site;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use std::sync::Arc;

/// `GET /pictures/{id}`: the bytes as they were sent, for everybody once a published story shows
/// the picture, before that only with a token.
pub async fn picture(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Page {
    site.records(move |site, records| {
        let public = records.picture_is_public(&id)?;
        let held = records.picture(&id)?;
        let Some(held) = held.filter(|_| public || bearer(&headers, site).is_some()) else {
            return Ok(notices::nothing_here(site));
        };
        let etag = format!("\"{}\"", held.sha256);
        // A picture may be replaced under its id, so browsers ask before they show it again.
        let caching = if public { "public, no-cache" } else { "private, no-store" };
        let about = [(header::ETAG, etag.clone()), (header::CACHE_CONTROL, caching.to_owned())];
        let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        if known.is_some_and(|known| known.split(',').any(|tag| tag.trim() == etag)) {
            return Ok((StatusCode::NOT_MODIFIED, about).into_response());
        }
        let bytes = records.picture_bytes(&held)?;
        Ok((about, [(header::CONTENT_TYPE, held.media_type)], bytes).into_response())
    })
    .await
}
