//! `/manuscripts`: stories as desks have them, for their author and the editors. Never public.

use super::problem::Problem;
use super::stories::story_id;
use super::{MANUSCRIPT_BYTES, versions};
use crate::manuscript::{Manuscript, Unreadable};
use crate::site::{Role, Site};
use crate::store::Records;
use crate::store::manuscripts::HeldManuscript;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// `PUT`: 201 for a new id, 200 for a change or a repeat.
pub async fn put(
    State(site): State<Arc<Site>>,
    role: Role,
    Path(id): Path<String>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Problem> {
    if bytes.len() > MANUSCRIPT_BYTES {
        return Err(Problem::too_large(MANUSCRIPT_BYTES));
    }
    let id = story_id(&id)?;
    let sent = Manuscript::read(&bytes, id).map_err(unreadable)?;
    let now = crate::site::now();
    site.records(move |_, records| {
        let held = records.manuscript(id)?;
        // A repeat whose first answer was lost: the work is done, whatever version it names.
        if let Some(held) = held.as_ref().filter(|held| held.manuscript.document == sent.document) {
            may_see(role, &held.owner)?;
            return Ok(told(StatusCode::OK, held));
        }
        may_change(role, held.as_ref(), &sent)?;
        if let Some(article) = records.story(id)?.filter(|_| held.is_none()) {
            // Nobody puts a manuscript under somebody else's article.
            may_see(role, &article.owner)?;
        }
        let etag = held.as_ref().map(HeldManuscript::etag);
        versions::check_strictly(&headers, etag.as_deref())?;
        // Only now: whoever has not seen what was said last is told that, and makes one of both.
        refuse_loss(role, held.as_ref(), &sent)?;
        refuse_missing(records, id, &sent)?;
        let new = HeldManuscript {
            id,
            owner: held.as_ref().map_or(role.account(), |held| &held.owner).to_owned(),
            changed_by: role.account().to_owned(),
            modified_at: now,
            version: held.as_ref().map_or(1, |held| held.version + 1),
            manuscript: sent,
        };
        records.keep_manuscript(&new)?;
        let status = if held.is_none() { StatusCode::CREATED } else { StatusCode::OK };
        Ok(told(status, &new))
    })
    .await
}

/// `GET /manuscripts/{id}`: the document as it came.
pub async fn get(
    State(site): State<Arc<Site>>,
    role: Role,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = story_id(&id)?;
    site.records(move |_, records| {
        let held = records.manuscript(id)?.ok_or_else(|| Problem::not_held("manuscript"))?;
        may_see(role, &held.owner)?;
        let etag = [(header::ETAG, held.etag())];
        Ok((etag, Json(held.manuscript.document)).into_response())
    })
    .await
}

/// What `GET /manuscripts` can be asked for.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    limit: Option<u32>,
}

/// `GET /manuscripts`: changed last first; a writer sees their own only.
pub async fn list(
    State(site): State<Arc<Site>>,
    role: Role,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let Query(wanted) = wanted.map_err(|error| Problem::bad_request(error.body_text()))?;
    let limit = wanted.limit.unwrap_or(100).clamp(1, 500);
    let owner = (role == Role::Writer).then(|| role.account());
    site.records(move |_, records| {
        let held = records.manuscripts(owner, limit)?;
        let held: Vec<_> = held.iter().map(summary).collect();
        Ok(Json(json!({ "manuscripts": held })))
    })
    .await
}

/// Whether the account may see what `owner` sent.
pub fn may_see(role: Role, owner: &str) -> Result<(), Problem> {
    if role == Role::Editor || owner == role.account() {
        return Ok(());
    }
    Err(Problem::forbidden("The manuscript belongs to another account."))
}

/// Writers change what is theirs until an editor made it public, and only talk about it from then on.
/// They pass nothing: neither by its status nor by an approval that no editor sent; and they give it to nobody.
fn may_change(role: Role, held: Option<&HeldManuscript>, new: &Manuscript) -> Result<(), Problem> {
    if let Some(held) = held {
        may_see(role, &held.owner)?;
    }
    if role == Role::Editor {
        return Ok(());
    }
    let before = held.map(|held| &held.manuscript);
    let unchanged = before.is_some_and(|before| before.is_same_story(new));
    if before.is_some_and(|before| before.status.is_public_matter()) && !unchanged {
        let why =
            "An editor has published the story: its text is the editors’, notes may be added.";
        return Err(Problem::forbidden(why));
    }
    if new.status.is_an_editors() && !unchanged {
        let status = new.status.word();
        return Err(Problem::forbidden(format!("Only an editor says that a story is {status}.")));
    }
    if new.is_given && !before.is_some_and(|before| before.is_held_as(new)) {
        return Err(Problem::forbidden("Only an editor gives a story to somebody."));
    }
    let given = |approval: &Value| before.is_some_and(|it| it.approvals.contains(approval));
    match new.approvals.iter().all(given) {
        true => Ok(()),
        false => Err(Problem::forbidden("Only an editor approves.")),
    }
}

/// What was said stays said: a writer's account takes no word of it away, neither an editor's nor one of
/// its own, no approval, and no earlier state of what readers have.
fn refuse_loss(role: Role, held: Option<&HeldManuscript>, new: &Manuscript) -> Result<(), Problem> {
    let Some(before) = held.map(|held| &held.manuscript).filter(|_| role == Role::Writer) else {
        return Ok(());
    };
    let lost = if !before.is_answered_in(new) {
        "a note or a suggestion"
    } else if !before.approvals.iter().all(|approval| new.approvals.contains(approval)) {
        "an approval"
    } else if before.status.is_public_matter() && !before.has_its_past_in(new) {
        "an earlier state of a story that was published"
    } else {
        return Ok(());
    };
    let why =
        format!("It leaves out or rewrites {lost}, which only an editor may. Nothing was changed.");
    Err(Problem::forbidden(why))
}

fn refuse_missing(records: &Records, id: Uuid, new: &Manuscript) -> Result<(), Problem> {
    let mut missing = Vec::new();
    for sha256 in &new.originals {
        if records.original(id, sha256)?.is_none() {
            missing.push(sha256.as_str());
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Problem::missing_originals(&missing)) }
}

fn unreadable(why: Unreadable) -> Problem {
    match why {
        Unreadable::NotJson(why) => Problem::bad_request(format!("The body is not JSON: {why}.")),
        Unreadable::NotAManuscript(why) => Problem::not_a_manuscript(&why),
    }
}

fn told(status: StatusCode, held: &HeldManuscript) -> Response {
    (status, [(header::ETAG, held.etag())], Json(summary(held))).into_response()
}

fn summary(held: &HeldManuscript) -> Value {
    json!({
        "id": held.id,
        "headline": held.manuscript.headline,
        "byline": held.manuscript.byline,
        "status": held.manuscript.status.word(),
        "holder": held.manuscript.holder,
        "owner": held.owner,
        "changed_by": held.changed_by,
        "modified_at": held.modified_at,
        "etag": held.etag(),
    })
}
