//! `/stories`: kept under the client's own id, changed only in the version the client has seen.

use super::manuscripts::may_see;
use super::problem::Problem;
use super::{STORY_BYTES, checks, ninjs, versions};
use crate::clean::PICTURE_PATH;
use crate::document::{State as StoryState, StoryDocument};
use crate::pages::article_path;
use crate::site::{Role, Site};
use crate::store::stories::HeldStory;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
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
    if bytes.len() > STORY_BYTES {
        return Err(Problem::too_large(STORY_BYTES));
    }
    let id = story_id(&id)?;
    let mut sent = parse(&bytes)?;
    let now = crate::site::now();
    site.records(move |site, records| {
        let wished_moment = sent.published_at.take();
        let (document, body) = checks::normalised(sent, &site.base);
        let held = records.story(id)?;
        // A repeat whose first answer was lost: the work is done, whatever version it names.
        if let Some(held) = held.as_ref().filter(|held| held.document == document) {
            may_read(role, held)?;
            return Ok(answer(site, held));
        }
        versions::check(&headers, held.as_ref().map(HeldStory::etag).as_deref())?;
        may_write(role, held.as_ref(), &document)?;
        if let Some(manuscript) = records.manuscript(id)?.filter(|_| held.is_none()) {
            // Nobody puts an article under somebody else's manuscript.
            may_see(role, &manuscript.owner)?;
        }
        checks::check(site, records, &document, &body)?;
        let mut story = changed(role, id, held.as_ref(), document, now);
        if story.is_published() && story.published_at.is_none() {
            story.published_at = Some(first_publication(wished_moment, now)?);
            story.address = Some(records.free_address(&checks::address_wish(&story.document))?);
        }
        records.keep_story(&story, &body.pictures)?;
        let status = if held.is_none() { StatusCode::CREATED } else { StatusCode::OK };
        Ok((status, answer(site, &story)).into_response())
    })
    .await
}

/// What `GET /stories/{id}` can be asked for.
#[derive(Debug, Deserialize)]
pub struct Form {
    form: Option<String>,
}

/// `GET /stories/{id}`: as it was sent, or as ninjs.
pub async fn get(
    State(site): State<Arc<Site>>,
    role: Role,
    Path(id): Path<String>,
    Query(Form { form }): Query<Form>,
) -> Result<Response, Problem> {
    let id = story_id(&id)?;
    let as_ninjs = match form.as_deref() {
        None => false,
        Some("ninjs") => true,
        Some(other) => return Err(Problem::bad_request(format!("There is no form “{other}”."))),
    };
    site.records(move |site, records| {
        let held = records.story(id)?.ok_or_else(|| Problem::not_held("story"))?;
        may_read(role, &held)?;
        if as_ninjs {
            let etag = [(header::ETAG, held.etag())];
            return Ok((etag, Json(ninjs::item(site, &held))).into_response());
        }
        Ok(answer(site, &held))
    })
    .await
}

/// What `GET /stories` can be asked for.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    state: Option<String>,
    limit: Option<u32>,
}

/// `GET /stories`: changed last first; a writer sees their own only.
pub async fn list(
    State(site): State<Arc<Site>>,
    role: Role,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Value>, Problem> {
    let Query(wanted) = wanted.map_err(|error| Problem::bad_request(error.body_text()))?;
    let state = wanted.state.map(|word| {
        StoryState::from_word(&word)
            .ok_or_else(|| Problem::bad_request(format!("There is no state “{word}”.")))
    });
    let state = state.transpose()?;
    let limit = wanted.limit.unwrap_or(100).clamp(1, 500);
    let owner = (role == Role::Writer).then(|| role.account());
    site.records(move |site, records| {
        let stories = records.stories(state, owner, limit)?;
        let stories: Vec<_> = stories.iter().map(|story| summary(site, story)).collect();
        Ok(Json(json!({ "stories": stories })))
    })
    .await
}

/// The id of a story, or of its manuscript, in an address.
pub fn story_id(text: &str) -> Result<Uuid, Problem> {
    Uuid::parse_str(text).map_err(|_| Problem::bad_request("A story's id is a UUID."))
}

fn parse(bytes: &[u8]) -> Result<StoryDocument, Problem> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Problem::not_a_story(format!("{error}.")),
        _ => Problem::bad_request(format!("The body is not JSON: {error}.")),
    })
}

fn may_read(role: Role, held: &HeldStory) -> Result<(), Problem> {
    if role == Role::Editor || held.owner == role.account() || held.is_published() {
        return Ok(());
    }
    Err(Problem::forbidden("The story belongs to another account."))
}

/// Writers draft and file what is theirs and not public; nobody takes a story off the site by
/// sending it as a draft.
fn may_write(role: Role, held: Option<&HeldStory>, new: &StoryDocument) -> Result<(), Problem> {
    use StoryState::{Draft, Filed, Published, Withdrawn};
    let before = held.map(|held| held.document.state);
    if role == Role::Writer {
        if held.is_some_and(|held| held.owner != role.account()) {
            return Err(Problem::forbidden("The story belongs to another account."));
        }
        if matches!(before, Some(Published | Withdrawn)) {
            return Err(Problem::forbidden("An editor has published the story."));
        }
        if matches!(new.state, Published | Withdrawn) {
            return Err(Problem::forbidden("Only an editor publishes or withdraws."));
        }
    }
    match (before, new.state) {
        (Some(Published), Draft | Filed) => {
            Err(Problem::conflict("published", "The story is public. Withdraw it first."))
        }
        (None | Some(Draft | Filed), Withdrawn) => {
            Err(Problem::conflict("not-published", "The story has not been public."))
        }
        _ => Ok(()),
    }
}

fn changed(
    role: Role,
    id: Uuid,
    held: Option<&HeldStory>,
    document: StoryDocument,
    now: Timestamp,
) -> HeldStory {
    HeldStory {
        id,
        owner: held.map_or_else(|| role.account().to_owned(), |held| held.owner.clone()),
        address: held.and_then(|held| held.address.clone()),
        published_at: held.and_then(|held| held.published_at),
        modified_at: now,
        version: held.map_or(1, |held| held.version + 1),
        document,
    }
}

/// A story may bear an earlier date, as when an archive moves; it is never public before its time.
fn first_publication(wish: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Problem> {
    match wish {
        Some(wish) if wish > now => Err(Problem::not_a_story(
            "published_at lies in the future; hold the story back and send it then.",
        )),
        wish => Ok(wish.unwrap_or(now)),
    }
}

/// Where readers get the story; `None` unless it is public.
pub fn address(site: &Site, story: &HeldStory) -> Option<String> {
    let path = article_path(story.address.as_deref()?);
    story.is_published().then(|| format!("{}{path}", site.base))
}

fn summary(site: &Site, story: &HeldStory) -> Value {
    json!({
        "id": story.id,
        "headline": story.document.headline,
        "byline": story.document.byline,
        "section": story.document.section,
        "kind": story.document.kind,
        "state": story.document.state,
        "url": address(site, story),
        "owner": story.owner,
        "published_at": story.published_at,
        "modified_at": story.modified_at,
        "etag": story.etag(),
    })
}

/// The body with the whole addresses of its pictures.
pub fn absolute(site: &Site, body: &str) -> String {
    let local = format!("src=\"{PICTURE_PATH}");
    body.replace(&local, &format!("src=\"{}{PICTURE_PATH}", site.base))
}

fn answer(site: &Site, story: &HeldStory) -> Response {
    let mut document = story.document.clone();
    document.body_html = absolute(site, &document.body_html);
    let mut answer = json!(document);
    answer["id"] = json!(story.id);
    answer["url"] = json!(address(site, story));
    answer["owner"] = json!(story.owner);
    answer["published_at"] = json!(story.published_at);
    answer["modified_at"] = json!(story.modified_at);
    ([(header::ETAG, story.etag())], Json(answer)).into_response()
}
