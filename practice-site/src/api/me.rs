//! What the site is, and who is asking.

use super::problem::Problem;
use super::{MANUSCRIPT_BYTES, ORIGINAL_BYTES, PICTURE_BYTES, STORY_BYTES};
use crate::site::{Role, Site};
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::{HeaderMap, header, request::Parts};
use serde_json::{Value, json};
use std::sync::Arc;

/// `GET /site`: for anybody; tells a client that this is a site it can talk to.
pub async fn site(State(site): State<Arc<Site>>) -> Json<Value> {
    let paper = &site.furniture;
    Json(json!({
        "kind": "copydesk-site",
        "api": 1,
        "name": paper.masthead,
        "sections": paper.sections,
        "time_zone": paper.time_zone,
        "limits": {
            "picture_bytes": PICTURE_BYTES,
            "story_bytes": STORY_BYTES,
            "manuscript_bytes": MANUSCRIPT_BYTES,
            "original_bytes": ORIGINAL_BYTES,
        },
    }))
}

/// `GET /me`: the account behind the token.
pub async fn me(role: Role) -> Json<Value> {
    let can: &[&str] = match role {
        Role::Writer => &["draft", "file"],
        Role::Editor => &["draft", "file", "publish", "withdraw", "edit-others"],
    };
    Json(json!({ "name": role.account(), "role": role.word(), "can": can }))
}

impl FromRequestParts<Arc<Site>> for Role {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        let came = parts.headers.contains_key(header::AUTHORIZATION);
        bearer(&parts.headers, site).ok_or_else(|| Problem::unauthorised(came))
    }
}

/// The role of the bearer token (RFC 6750) in the headers, if it is one of this site's.
pub fn bearer(headers: &HeaderMap, site: &Site) -> Option<Role> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { site.role(token.trim()) } else { None }
}
