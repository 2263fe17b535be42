//! What stands around every page: masthead, sections, foot.

use super::{STYLE, dates, section_path};
use crate::furniture::Furniture;
use crate::picture_file::sha256;
use crate::site::Site;
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};
use std::sync::LazyLock;

static STYLE_VERSION: LazyLock<String> = LazyLock::new(|| sha256(STYLE.as_bytes())[..12].into());

/// What a page says about itself.
#[derive(Default)]
pub struct Frame {
    /// Without the paper's name.
    pub title: String,
    pub description: String,
    /// The page's own path; `None` where it has no lasting one.
    pub path: Option<String>,
    /// The section whose name is marked in the navigation.
    pub section: Option<String>,
    /// More for the head: structured data, Open Graph.
    pub head: Option<Markup>,
    /// Stands beside the main text.
    pub rail: Option<Markup>,
}

/// The whole page.
pub fn layout(site: &Site, frame: &Frame, main: &Markup) -> Markup {
    let paper = &site.furniture;
    html! {
        (DOCTYPE)
        html lang=(paper.language) {
            head { (head(site, frame)) }
            body {
                a class="skip" href="#page-content" { "Skip to the content" }
                (masthead(site, frame))
                div class="sheet" data-rail[frame.rail.is_some()] {
                    main id="page-content" tabindex="-1" { (main) }
                    @if let Some(rail) = &frame.rail {
                        aside class="rail" aria-label="More from the paper" { (rail) }
                    }
                }
                (foot(paper))
            }
        }
    }
}

fn head(site: &Site, frame: &Frame) -> Markup {
    let paper = &site.furniture;
    html! {
        meta charset="utf-8";
        title {
            @if frame.title.is_empty() { (paper.masthead) }
            @else { (frame.title) " | " (paper.masthead) }
        }
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        @if !frame.description.is_empty() {
            meta name="description" content=(frame.description);
        }
        @if let Some(path) = &frame.path {
            link rel="canonical" href={ (site.base) (path) };
        } @else {
            meta name="robots" content="noindex";
        }
        link rel="stylesheet" href={ "/style.css?v=" (*STYLE_VERSION) };
        link rel="icon" href="/icon.svg" type="image/svg+xml";
        link rel="alternate" type="application/rss+xml" title=(paper.masthead) href="/feed.xml";
        @if let Some(head) = &frame.head { (head) }
    }
}

fn masthead(site: &Site, frame: &Frame) -> Markup {
    let paper = &site.furniture;
    let today = dates::in_full(Timestamp::now(), &site.zone);
    html! {
        header class="masthead" {
            div class="ears" {
                span { (today) }
                a href="/newsletter" { "Newsletter" }
            }
            p class="nameplate" { a href="/" { (paper.masthead) } }
            p class="strapline" { (paper.strapline) }
        }
        nav class="sections" aria-label="Sections" {
            ul {
                @for section in &paper.sections {
                    @let current = frame.section.as_ref() == Some(section);
                    li {
                        a href=(section_path(section)) aria-current=[current.then_some("true")] {
                            (section)
                        }
                    }
                }
            }
        }
    }
}

fn foot(paper: &Furniture) -> Markup {
    html! {
        footer class="foot" {
            div class="foot-inner" {
                p class="foot-name" { (paper.masthead) }
                @for paragraph in &paper.footer { p { (paragraph) } }
                ul class="foot-links" {
                    li { a href="/newsletter" { "Newsletter" } }
                    li { a href="/feed.xml" { "RSS feed" } }
                    li { a href="/privacy" { "Privacy" } }
                    @for link in &paper.follow { li { a href=(link.url) { (link.label) } } }
                }
            }
        }
    }
}

/// Beside articles: newsletter, places to follow the paper, jobs.
pub fn rail(paper: &Furniture) -> Markup {
    html! {
        (super::newsletter::sign_up(paper, None))
        @if !paper.follow.is_empty() {
            section class="box" aria-labelledby="page-follow" {
                h2 id="page-follow" { "Follow " (paper.masthead) }
                ul class="plain-links" {
                    @for link in &paper.follow { li { a href=(link.url) { (link.label) } } }
                }
            }
        }
        @if let Some(jobs) = &paper.jobs {
            section class="box jobs" aria-labelledby="page-jobs" {
                h2 id="page-jobs" { (jobs.heading) }
                @for line in &jobs.lines { p { (line) } }
                @if !jobs.link.url.is_empty() {
                    p { a class="go" href=(jobs.link.url) { (jobs.link.label) } }
                }
            }
        }
    }
}
