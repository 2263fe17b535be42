//! The API under `/api/v1`, as `docs/site-api.yaml` describes it.

mod body;
mod checks;
mod manuscripts;
mod me;
mod ninjs;
mod originals;
mod pictures;
mod problem;
mod stories;
mod versions;

use crate::site::Site;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get, head, put};
use problem::Problem;
use std::sync::Arc;

pub use body::read;
pub use checks::{address_wish, normalised};
pub use me::bearer;

/// The largest picture taken, in bytes.
pub const PICTURE_BYTES: usize = 10 * 1024 * 1024;
/// The largest story document taken, in bytes.
pub const STORY_BYTES: usize = 1024 * 1024;

/// The largest manuscript taken, in bytes: its earlier states come with it.
pub const MANUSCRIPT_BYTES: usize = 16 * 1024 * 1024;
/// The largest original of a manuscript's picture taken, in bytes: as large as a desk takes in.
pub const ORIGINAL_BYTES: usize = 200 * 1024 * 1024;

type Handler = MethodRouter<Arc<Site>>;

const ORIGINAL: &str = "/v1/manuscripts/{id}/originals/{sha256}";

/// Every call there is: method, path below `/api`, handler.
fn routes() -> Vec<(&'static str, &'static str, Handler)> {
    vec![
        ("get", "/v1/site", get(me::site)),
        ("get", "/v1/me", get(me::me)),
        ("put", "/v1/pictures/{id}", put(pictures::put)),
        // `head` first: axum would let `get` answer for it otherwise.
        ("head", "/v1/pictures/{id}", head(pictures::get)),
        ("get", "/v1/pictures/{id}", get(pictures::get)),
        ("delete", "/v1/pictures/{id}", delete(pictures::delete)),
        ("get", "/v1/stories", get(stories::list)),
        ("put", "/v1/stories/{id}", put(stories::put)),
        ("get", "/v1/stories/{id}", get(stories::get)),
        ("get", "/v1/manuscripts", get(manuscripts::list)),
        ("put", "/v1/manuscripts/{id}", put(manuscripts::put)),
        ("get", "/v1/manuscripts/{id}", get(manuscripts::get)),
        ("put", ORIGINAL, put(originals::put)),
        ("head", ORIGINAL, head(originals::head)),
        ("get", ORIGINAL, get(originals::get)),
    ]
}

/// The API's routes; whatever else is asked below its path is answered with a problem.
pub fn router() -> Router<Arc<Site>> {
    routes()
        .into_iter()
        .fold(Router::new(), |router, (_, path, handler)| router.route(path, handler))
        .fallback(|| async { Problem::no_such_route() })
        .method_not_allowed_fallback(|| async { Problem::no_such_method() })
        // `body::arrived` is the limit.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(body::arrived))
        .layer(from_fn(uncached))
}

/// Answers depend on the token and on the moment.
async fn uncached(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_description_names_exactly_the_routes() {
        let yaml = include_str!("../../../docs/site-api.yaml");
        let description: serde_json::Value = serde_yaml_ng::from_str(yaml).unwrap();
        let mut described = BTreeSet::new();
        for (path, item) in description["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
                described.insert(format!("{method} {path}"));
            }
        }
        let served: BTreeSet<_> =
            routes().iter().map(|(method, path, _)| format!("{method} /api{path}")).collect();
        assert_eq!(described, served);
    }

    #[test]
    fn each_handler_stands_under_its_own_method() {
        for (method, path, handler) in routes() {
            let shown = format!("{handler:?}");
            let name = format!("{method}: ");
            let rest = shown.split_once(&name).map(|(_, rest)| rest).unwrap_or_default();
            assert!(!rest.starts_with("None") && !rest.is_empty(), "{method} {path}: {shown}");
        }
    }
}
