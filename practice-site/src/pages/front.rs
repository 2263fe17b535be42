//! The front page and the sections' pages.

use super::card::{Size, card};
use super::layout::{Frame, layout, rail};
use super::{Page, notices, page, section_path};
use crate::site::Site;
use crate::store::stories::HeldStory;
use crate::store::{Records, StoreError};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use maud::{Markup, html};
use std::sync::Arc;

/// Below the lead story, before the sections.
const TOP_STORIES: usize = 3;
/// In each section's row on the front page.
const ROW: usize = 3;

/// `GET /`.
pub async fn front(State(site): State<Arc<Site>>) -> Page {
    site.records(|site, records| {
        let stories = records.published(None, 200)?;
        let (top, rest) = stories.split_at(stories.len().min(1 + TOP_STORIES));
        let main = html! {
            h1 class="unseen" { (site.furniture.masthead) }
            @if stories.is_empty() { p class="nothing" { "Nothing has been published yet." } }
            (top_stories(site, records, top)?)
            @for section in &site.furniture.sections {
                (row(site, records, section, rest)?)
            }
        };
        let frame = Frame {
            description: site.furniture.strapline.clone(),
            path: Some("/".into()),
            rail: Some(rail(&site.furniture)),
            ..Frame::default()
        };
        Ok(page(StatusCode::OK, layout(site, &frame, &main)))
    })
    .await
}

/// `GET /section/{slug}`.
pub async fn section(State(site): State<Arc<Site>>, Path(slug): Path<String>) -> Page {
    site.records(move |site, records| {
        let path = format!("/section/{slug}");
        let mut sections = site.furniture.sections.iter();
        let Some(section) = sections.find(|section| section_path(section) == path) else {
            return Ok(notices::nothing_here(site));
        };
        let stories = records.published(Some(section), 60)?;
        let main = html! {
            h1 class="section-name" { (section) }
            @if stories.is_empty() {
                p class="nothing" { "Nothing has been published in this section yet." }
            }
            (top_stories(site, records, &stories)?)
        };
        let frame = Frame {
            title: section.clone(),
            description: format!("{section} from {}", site.furniture.masthead),
            path: Some(path),
            section: Some(section.clone()),
            rail: Some(rail(&site.furniture)),
            ..Frame::default()
        };
        Ok(page(StatusCode::OK, layout(site, &frame, &main)))
    })
    .await
}

/// The first story large, the others in a grid.
fn top_stories(
    site: &Site,
    records: &Records,
    stories: &[HeldStory],
) -> Result<Markup, StoreError> {
    let Some((first, others)) = stories.split_first() else { return Ok(html! {}) };
    Ok(html! {
        (card(site, records, first, Size::Lead, "h2")?)
        @if !others.is_empty() {
            div class="grid" {
                @for story in others { (card(site, records, story, Size::Ordinary, "h2")?) }
            }
        }
    })
}

/// A section's newest stories among `stories`; nothing if it has none.
fn row(
    site: &Site,
    records: &Records,
    section: &str,
    stories: &[HeldStory],
) -> Result<Markup, StoreError> {
    let of_section = |story: &&HeldStory| story.document.section == section;
    let stories: Vec<_> = stories.iter().filter(of_section).take(ROW).collect();
    if stories.is_empty() {
        return Ok(html! {});
    }
    Ok(html! {
        section class="row" {
            h2 class="row-name" { a href=(section_path(section)) { (section) } }
            div class="grid" {
                @for story in stories { (card(site, records, story, Size::Ordinary, "h3")?) }
            }
        }
    })
}
