//! A story as it is shown on pages that are not its own.

use super::{article_path, dates};
use crate::clean::PICTURE_PATH;
use crate::document::{Focus, PictureWords};
use crate::site::Site;
use crate::store::stories::HeldStory;
use crate::store::{Records, StoreError};
use maud::{Markup, PreEscaped, html};

/// How large a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// The first story of a page, with its standfirst.
    Lead,
    Ordinary,
}

impl Size {
    fn class(self) -> &'static str {
        match self {
            Self::Lead => "card card-lead",
            Self::Ordinary => "card",
        }
    }
}

/// The label above a headline: what readers must know about the kind, else the section.
pub fn label(story: &HeldStory) -> &str {
    story.document.kind.label().unwrap_or(&story.document.section)
}

/// Headline with label, date and lead picture; the whole card is the link's target.
pub fn card(
    site: &Site,
    records: &Records,
    story: &HeldStory,
    size: Size,
    heading: &str,
) -> Result<Markup, StoreError> {
    let document = &story.document;
    let picture = match document.lead_picture() {
        Some(words) => Some(figure(site, records, words, size == Size::Lead)?),
        None => None,
    };
    let link = html! {
        a href=(article_path(story.address.as_deref().unwrap_or_default())) { (document.headline) }
    };
    Ok(html! {
        article class=(size.class()) data-paid-for[document.kind.is_paid_for()] {
            @if let Some(picture) = picture { (picture) }
            div class="card-text" {
                p class="label" { (label(story)) }
                (PreEscaped(format!("<{heading} class=\"card-headline\" dir=\"auto\">")))
                (link)
                (PreEscaped(format!("</{heading}>")))
                @if size == Size::Lead && !document.standfirst.is_empty() {
                    p class="card-standfirst" dir="auto" { (document.standfirst) }
                }
                @if let Some(moment) = story.published_at {
                    p class="card-date" { (date(site, moment)) }
                }
            }
        }
    })
}

/// A picture with the printed line of caption and credit below it.
pub fn figure(
    site: &Site,
    records: &Records,
    words: &PictureWords,
    at_once: bool,
) -> Result<Markup, StoreError> {
    let line = site.furniture.credit_line(&words.caption, &words.credit);
    // What the file says is right, even if the story says otherwise.
    let (width, height) = match records.picture(&words.id)? {
        Some(held) => (held.width, held.height),
        None => (words.width, words.height),
    };
    let focus = words.focus.map(|focus| focus_class(&focus));
    Ok(html! {
        figure {
            img class=[focus] src={ (PICTURE_PATH) (words.id) } alt=(words.alt) width=(width) height=(height)
                loading=[(!at_once).then_some("lazy")];
            @if !line.is_empty() { figcaption dir="auto" { (line) } }
        }
    })
}

/// The class that keeps a crop around the focus. The pages allow no style of their own, so the style
/// sheet has a class for every tenth.
fn focus_class(focus: &Focus) -> String {
    let tenth = |side: f32| (side.clamp(0.0, 1.0) * 10.0).round();
    format!("from-left-{} from-top-{}", tenth(focus.x), tenth(focus.y))
}

/// The printed date, with the moment for machines.
pub fn date(site: &Site, moment: jiff::Timestamp) -> Markup {
    html! {
        time datetime=(dates::for_machines(moment, &site.zone)) {
            (dates::printed(moment, &site.zone))
        }
    }
}
