//! The paper as the public sees it. Nothing here shows a story that is not published.

mod article;
mod card;
mod dates;
mod feed;
mod front;
mod json_ld;
mod layout;
mod newsletter;
mod notices;
mod pictures;
mod prose;
mod share;

use crate::site::Site;
use crate::store::StoreError;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use std::sync::Arc;

const STYLE: &str = include_str!("../style.css");
const ICON: &str = include_str!("../icon.svg");

/// The path of the article at this address.
pub fn article_path(address: &str) -> String {
    format!("/news/{address}")
}

/// The path of a section's page.
fn section_path(section: &str) -> String {
    format!("/section/{}", crate::clean::slug(section))
}

/// Every public page, file and form.
pub fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(front::front))
        .route("/section/{slug}", get(front::section))
        .route("/news/{address}", get(article::article))
        .route("/pictures/{id}", get(pictures::picture))
        .route("/newsletter", get(newsletter::form).post(newsletter::subscribe))
        .route("/privacy", get(notices::privacy))
        .route("/feed.xml", get(feed::feed))
        .route("/style.css", get(|| async { unchanging("text/css; charset=utf-8", STYLE) }))
        .route("/icon.svg", get(|| async { unchanging("image/svg+xml", ICON) }))
        .fallback(notices::not_found)
        .layer(from_fn(guarded))
}

/// A page, or that the site could not make one.
type Page = Result<Response, StoreError>;

fn page(status: StatusCode, markup: Markup) -> Response {
    // Shown again only after asking: an article may be corrected at any moment.
    ([(header::CACHE_CONTROL, "no-cache")], (status, markup)).into_response()
}

/// The address in the page carries the version, so the file itself never changes.
fn unchanging(media_type: &'static str, content: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, content).into_response()
}

impl IntoResponse for StoreError {
    fn into_response(self) -> Response {
        let text = "The paper cannot be shown at the moment. Please try again in a minute.";
        (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
    }
}

/// Pages run no script, load nothing from elsewhere and stand in nobody's frame.
async fn guarded(request: Request, next: Next) -> Response {
    const HEADERS: [(&str, &str); 4] = [
        (
            "content-security-policy",
            "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; \
             base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
