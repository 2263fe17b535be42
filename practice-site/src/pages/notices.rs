//! Pages that are no article: privacy, not found, withdrawn.

use super::layout::{Frame, layout};
use super::page;
use crate::site::Site;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /privacy`.
pub async fn privacy(State(site): State<Arc<Site>>) -> Response {
    let text = html! {
        @for paragraph in &site.furniture.privacy_policy { p { (paragraph) } }
    };
    notice(&site, StatusCode::OK, "Privacy", Some("/privacy"), &text)
}

/// Whatever else is asked for.
pub async fn not_found(State(site): State<Arc<Site>>) -> Response {
    nothing_here(&site)
}

/// 404.
pub fn nothing_here(site: &Site) -> Response {
    let text = html! {
        p { "There is no page at this address. It may have moved, or the link may be mistyped." }
        (way_back())
    };
    notice(site, StatusCode::NOT_FOUND, "Page not found", None, &text)
}

/// 410: the story was public and has been taken off.
pub fn withdrawn(site: &Site) -> Response {
    let text = html! {
        p { "The newsroom has taken this story off the site." }
        (way_back())
    };
    notice(site, StatusCode::GONE, "This story has been withdrawn", None, &text)
}

fn way_back() -> Markup {
    html! { p { a class="go" href="/" { "Go to the front page" } } }
}

fn notice(
    site: &Site,
    status: StatusCode,
    title: &str,
    path: Option<&str>,
    text: &Markup,
) -> Response {
    let main = html! { div class="notice" { h1 { (title) } (text) } };
    let path = path.map(str::to_owned);
    let frame = Frame { title: title.into(), path, ..Frame::default() };
    page(status, layout(site, &frame, &main))
}
