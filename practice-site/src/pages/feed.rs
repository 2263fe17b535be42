//! The newest stories as RSS 2.0, with Dublin Core creators and Media RSS pictures.

use super::{Page, article_path, dates, json_ld};
use crate::clean::{self, PICTURE_PATH};
use crate::site::Site;
use crate::store::stories::HeldStory;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

/// `GET /feed.xml`.
pub async fn feed(State(site): State<Arc<Site>>) -> Page {
    site.records(|site, records| {
        let stories = records.published(None, 30)?;
        let headers = [
            (header::CONTENT_TYPE, "application/rss+xml; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        Ok((headers, channel(site, &stories).into_string()).into_response())
    })
    .await
}

fn channel(site: &Site, stories: &[HeldStory]) -> Markup {
    let paper = &site.furniture;
    let xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    html! {
        (PreEscaped(xml))
        rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
            xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:media="http://search.yahoo.com/mrss/" {
            channel {
                title { (paper.masthead) }
                link { (site.base) "/" }
                description { (paper.strapline) }
                language { (paper.language) }
                atom:link rel="self" type="application/rss+xml" href={ (site.base) "/feed.xml" } {}
                @for story in stories { (item(site, story)) }
            }
        }
    }
}

fn item(site: &Site, story: &HeldStory) -> Markup {
    let document = &story.document;
    let path = article_path(story.address.as_deref().unwrap_or_default());
    html! {
        item {
            title {
                @if document.kind.is_paid_for() { "Advertisement Feature: " }
                (document.headline)
            }
            link { (site.base) (path) }
            guid isPermaLink="false" { "urn:uuid:" (story.id) }
            @if let Some(moment) = story.published_at {
                pubDate { (dates::for_feeds(moment, &site.zone)) }
            }
            description {
                @if document.standfirst.is_empty() {
                    (PreEscaped(clean::first_paragraph(&document.body_html)))
                } @else {
                    (document.standfirst)
                }
            }
            @for name in json_ld::names(&document.byline) { dc:creator { (name) } }
            category { (document.section) }
            @if let Some(picture) = document.lead_picture() {
                media:content medium="image" url={ (site.base) (PICTURE_PATH) (picture.id) } {
                    media:description { (picture.caption) }
                    media:credit { (picture.credit) }
                }
            }
        }
    }
}
