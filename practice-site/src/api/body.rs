//! Reading a request's body within a limit of bytes and time.

use super::problem::Problem;
use super::{MANUSCRIPT_BYTES, ORIGINAL_BYTES, PICTURE_BYTES};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// Longer than a picture takes over a poor line, short enough not to keep a dead one for ever.
const PATIENCE: Duration = Duration::from_secs(120);

/// This many times the limit is read and thrown away, so that the client has finished sending
/// and hears why it is refused, instead of a connection that breaks.
const OVERRUN: usize = 8;

/// Lets a request in when all of it has arrived. A refusal while the client is still sending would
/// end the connection, and the client might never read why it was refused.
pub async fn arrived(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match read(body, most(parts.uri.path())).await {
        Ok(bytes) => next.run(Request::from_parts(parts, bytes.into())).await,
        Err(problem) => problem.into_response(),
    }
}

/// The most bytes that anything below the API's root takes.
fn most(path: &str) -> usize {
    let mut parts = path.split('/').filter(|part| !part.is_empty()).skip(1);
    match (parts.next(), parts.nth(1)) {
        (Some("manuscripts"), Some("originals")) => ORIGINAL_BYTES,
        (Some("manuscripts"), _) => MANUSCRIPT_BYTES,
        _ => PICTURE_BYTES,
    }
}

/// The whole body, if it is no longer than `limit` bytes.
pub async fn read(body: Body, limit: usize) -> Result<Bytes, Problem> {
    match tokio::time::timeout(PATIENCE, collect(body, limit)).await {
        Ok(read) => read,
        Err(_) => Err(Problem::too_slow()),
    }
}

async fn collect(mut body: Body, limit: usize) -> Result<Bytes, Problem> {
    let mut kept = Vec::new();
    let mut length = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Problem::bad_request("The body did not arrive whole."))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length > limit * OVERRUN {
            break;
        }
        if length <= limit {
            kept.extend_from_slice(&data);
        }
    }
    if length > limit { Err(Problem::too_large(limit)) } else { Ok(kept.into()) }
}
