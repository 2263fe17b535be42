//! Which version a change takes the place of (RFC 9110, 13.1).

use super::problem::Problem;
use axum::http::{HeaderMap, HeaderName, header};

/// `If-None-Match: *` creates only, `If-Match` changes only a version named. `held` is the ETag of what
/// is held, if anything is.
pub fn check(headers: &HeaderMap, held: Option<&str>) -> Result<(), Problem> {
    if let Some(wanted) = tags(headers, header::IF_MATCH) {
        let matches = held.is_some_and(|held| wanted.iter().any(|tag| tag == "*" || tag == held));
        if !matches {
            return Err(Problem::changed());
        }
    }
    let only_new = tags(headers, header::IF_NONE_MATCH).is_some_and(|tags| tags == ["*"]);
    if only_new && held.is_some() { Err(Problem::exists()) } else { Ok(()) }
}

/// As [`check`], where whoever changes what is held must say what they have seen of it.
pub fn check_strictly(headers: &HeaderMap, held: Option<&str>) -> Result<(), Problem> {
    check(headers, held)?;
    let named = tags(headers, header::IF_MATCH).is_some_and(|tags| tags != ["*"]);
    if held.is_some() && !named { Err(Problem::no_version_named()) } else { Ok(()) }
}

fn tags(headers: &HeaderMap, name: HeaderName) -> Option<Vec<String>> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.split(',').map(|tag| tag.trim().to_owned()).collect())
}
