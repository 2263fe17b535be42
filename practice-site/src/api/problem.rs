//! Errors as the API tells them: `application/problem+json` (RFC 9457).

use crate::store::StoreError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// What is wrong with one field of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the document.
    pub field: &'static str,
    pub message: String,
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `urn:copydesk-site:` and a name that clients act on.
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// What is said in `WWW-Authenticate` with a 401 (RFC 6750, 3).
    #[serde(skip)]
    challenge: &'static str,
}

impl Problem {
    fn new(status: StatusCode, name: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("urn:copydesk-site:{name}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            challenge: "Bearer realm=\"copydesk-site\"",
        }
    }

    pub fn bad_request(detail: impl Into<String>) -> Self {
        let title = "The request cannot be read";
        Self::new(StatusCode::BAD_REQUEST, "bad-request", title, detail)
    }

    /// `token_came`: whether there was one. Who sent one and is told that none came knows that it was
    /// lost on the way.
    pub fn unauthorised(token_came: bool) -> Self {
        let detail = "Send the header Authorization: Bearer TOKEN with a token of this site.";
        let title = "No valid token";
        let problem = Self::new(StatusCode::UNAUTHORIZED, "unauthorised", title, detail);
        if !token_came {
            return problem;
        }
        let challenge = "Bearer realm=\"copydesk-site\", error=\"invalid_token\"";
        Self { challenge, ..problem }
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "This account may not do that", detail)
    }

    pub fn no_such_route() -> Self {
        let detail = "This API has no such address.";
        Self::new(StatusCode::NOT_FOUND, "no-such-route", "No such address", detail)
    }

    pub fn no_such_method() -> Self {
        let (title, detail) = ("No such method", "This address does not take that method.");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "no-such-method", title, detail)
    }

    /// `what`: "story", "picture", "manuscript" or "original".
    pub fn not_held(what: &str) -> Self {
        let detail = format!("This site holds no {what} under that id.");
        Self::new(StatusCode::NOT_FOUND, &format!("no-such-{what}"), "Not held", detail)
    }

    pub fn too_slow() -> Self {
        let detail = "The request did not arrive whole in time. Nothing was changed.";
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "Timed out", detail)
    }

    pub fn conflict(name: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, name, "Not as things stand", detail)
    }

    pub fn exists() -> Self {
        let title = "The story is here already";
        let detail = "A story with this id and other content is held. Nothing was changed.";
        Self::new(StatusCode::PRECONDITION_FAILED, "exists", title, detail)
    }

    pub fn changed() -> Self {
        let title = "The story has changed";
        let detail = "The story is not in the version that If-Match names. Nothing was changed.";
        Self::new(StatusCode::PRECONDITION_FAILED, "changed", title, detail)
    }

    pub fn no_version_named() -> Self {
        let title = "No version named";
        let detail =
            "Say with If-Match which version this takes the place of. Nothing was changed.";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "no-version-named", title, detail)
    }

    pub fn digest() -> Self {
        let title = "Damaged on the way";
        let detail = "The bytes do not have the hash that was told with them. Send them again.";
        Self::new(StatusCode::PRECONDITION_FAILED, "digest-mismatch", title, detail)
    }

    pub fn too_large(limit: usize) -> Self {
        let detail = format!("At most {limit} bytes are taken here.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large", detail)
    }

    pub fn not_a_picture() -> Self {
        let detail = "These bytes are no picture of a kind that is taken here.";
        let title = "Not a picture";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-a-picture", title, detail)
    }

    pub fn damaged_picture(detail: &str) -> Self {
        let title = "The picture is not whole";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "damaged-picture", title, detail)
    }

    /// Never empty of `errors`.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
        let detail = detail.join(" ");
        let title = "The story is not complete";
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-story", title, detail);
        Self { errors, ..problem }
    }

    /// JSON that is not a story: a wrong type, an unknown kind or state.
    pub fn not_a_story(detail: impl Into<String>) -> Self {
        let title = "Not a story document";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not-a-story", title, detail)
    }
}

impl Problem {
    /// JSON that is no manuscript, or one of another story.
    pub fn not_a_manuscript(why: &str) -> Self {
        let title = "Not a manuscript";
        let detail = format!("The manuscript cannot be kept: {why}.");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "not-a-manuscript", title, detail)
    }

    /// A manuscript whose story shows pictures of which no original is held.
    pub fn missing_originals(missing: &[&str]) -> Self {
        let message = |sha256: &&str| format!("The original {sha256} has not been sent.");
        let message: Vec<String> = missing.iter().map(message).collect();
        let detail = message.join(" ");
        let errors = message.into_iter().map(|message| FieldError { field: "pictures", message });
        let title = "Originals are missing";
        let (status, name) = (StatusCode::UNPROCESSABLE_ENTITY, "missing-originals");
        Self { errors: errors.collect(), ..Self::new(status, name, title, detail) }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let title = "The site could not keep it";
        let detail = format!("Nothing was changed: {error}.");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "storage", title, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let challenge = HeaderValue::from_static(self.challenge);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        let media_type = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, media_type);
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
