//! The article's page.

use super::card::{Size, card, date, figure, label};
use super::layout::{Frame, layout, rail};
use super::{Page, article_path, json_ld, notices, page, prose, share};
use crate::clean::PICTURE_PATH;
use crate::site::Site;
use crate::store::stories::HeldStory;
use crate::store::{Records, StoreError};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use maud::{Markup, html};
use std::cmp::Reverse;
use std::sync::Arc;

/// Other stories offered below an article.
const RELATED: usize = 3;

/// `GET /news/{address}`: 404 for what never was public, 410 for what was withdrawn.
pub async fn article(State(site): State<Arc<Site>>, Path(address): Path<String>) -> Page {
    site.records(move |site, records| match records.story_at(&address)? {
        Some(story) if story.is_published() => {
            Ok(page(StatusCode::OK, article_page(site, records, &story, &address)?))
        }
        Some(_) => Ok(notices::withdrawn(site)),
        None => Ok(notices::nothing_here(site)),
    })
    .await
}

fn article_page(
    site: &Site,
    records: &Records,
    story: &HeldStory,
    address: &str,
) -> Result<Markup, StoreError> {
    let document = &story.document;
    let path = article_path(address);
    let url = format!("{}{path}", site.base);
    let lead = document.lead_picture();
    let main = html! {
        article class="article" {
            @if document.kind.is_paid_for() {
                p class="paid-for" { "Advertisement Feature" }
            }
            (heading(site, story))
            @if let Some(words) = lead {
                div class="lead-picture" { (figure(site, records, words, true)?) }
            }
            div class="prose" { (prose::body(records, document)?) }
            (share::links(&document.headline, &url))
        }
        (related(site, records, story)?)
    };
    let frame = Frame {
        title: document.headline.clone(),
        description: document.standfirst.clone(),
        path: Some(path),
        section: Some(document.section.clone()),
        head: Some(html! {
            (open_graph(site, story, &url))
            (json_ld::script(site, records, story, &url)?)
        }),
        rail: Some(rail(&site.furniture)),
    };
    Ok(layout(site, &frame, &main))
}

fn heading(site: &Site, story: &HeldStory) -> Markup {
    let document = &story.document;
    let updated = story.published_at.filter(|first| story.modified_at > *first);
    html! {
        header class="article-head" {
            @if !document.kind.is_paid_for() && document.kind.label().is_some() {
                p class="label" { (label(story)) }
            }
            h1 dir="auto" { (document.headline) }
            @if !document.standfirst.is_empty() { p class="standfirst" dir="auto" { (document.standfirst) } }
            p class="byline" { (document.byline) }
            p class="dated" {
                @if let Some(moment) = story.published_at { (date(site, moment)) " | " }
                (document.section)
                @if updated.is_some() {
                    span class="updated" { "Updated " (date(site, story.modified_at)) }
                }
            }
        }
    }
}

fn open_graph(site: &Site, story: &HeldStory, url: &str) -> Markup {
    let document = &story.document;
    html! {
        meta property="og:type" content="article";
        meta property="og:title" content=(document.headline);
        meta property="og:url" content=(url);
        meta property="og:site_name" content=(site.furniture.masthead);
        @if !document.standfirst.is_empty() {
            meta property="og:description" content=(document.standfirst);
        }
        @if let Some(picture) = document.lead_picture() {
            meta property="og:image" content={ (site.base) (PICTURE_PATH) (picture.id) };
            meta property="og:image:alt" content=(picture.alt);
            meta name="twitter:card" content="summary_large_image";
        }
    }
}

/// The nearest stories by tags and section, and the newest advertisement feature.
fn related(site: &Site, records: &Records, story: &HeldStory) -> Result<Markup, StoreError> {
    let mut others = records.published(None, 100)?;
    others.retain(|other| other.id != story.id);
    let (paid_for, mut written): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|other| other.document.kind.is_paid_for());
    // The sort is stable: what is equally near stays newest first.
    written.sort_by_key(|other| Reverse(nearness(story, other)));
    let paid_for = paid_for.into_iter().take(1);
    let room = RELATED - paid_for.len();
    let chosen: Vec<_> = written.into_iter().take(room).chain(paid_for).collect();
    if chosen.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section class="related" aria-labelledby="page-related" {
            h2 id="page-related" { "Related articles" }
            div class="grid" {
                @for other in &chosen { (card(site, records, other, Size::Ordinary, "h3")?) }
            }
        }
    })
}

fn nearness(story: &HeldStory, other: &HeldStory) -> (usize, bool) {
    let (a, b) = (&story.document, &other.document);
    let shared = a.tags.iter().filter(|tag| b.tags.contains(tag)).count();
    (shared, a.section == b.section)
}
