//! What a story must be before it is kept, and before anybody but its writer reads it.

use super::problem::{FieldError, Problem};
use crate::clean::{self, CleanBody};
use crate::document::StoryDocument;
use crate::site::Site;
use crate::store::{Records, StoreError};
use std::collections::BTreeSet;

/// The document as it is kept, and the ids of all pictures it names.
pub fn normalised(mut story: StoryDocument, base: &str) -> (StoryDocument, CleanBody) {
    for text in [&mut story.slug, &mut story.headline, &mut story.standfirst, &mut story.byline] {
        *text = clean::line(text);
    }
    story.section = clean::line(&story.section);
    story.dateline = story.dateline.map(|text| clean::line(&text)).filter(|text| !text.is_empty());
    story.lead = story.lead.filter(|id| !id.is_empty());
    story.tags = story.tags.iter().map(|tag| clean::line(tag)).collect();
    story.tags.retain(|tag| !tag.is_empty());
    for picture in &mut story.pictures {
        for text in [
            &mut picture.caption,
            &mut picture.credit,
            &mut picture.creator,
            &mut picture.copyright,
            &mut picture.usage_terms,
            &mut picture.web_statement,
            &mut picture.licensor,
            &mut picture.source,
            &mut picture.headline,
            &mut picture.created,
            &mut picture.digital_source,
            &mut picture.alt,
        ] {
            *text = clean::line(text);
        }
        // A point outside the picture is no point of it.
        let within = |side: f32| (0.0..=1.0).contains(&side);
        picture.focus = picture.focus.filter(|focus| within(focus.x) && within(focus.y));
    }
    let mut body = clean::body(&story.body_html, base);
    story.body_html.clone_from(&body.html);
    body.pictures.extend(story.pictures.iter().map(|picture| picture.id.clone()));
    body.pictures.extend(story.lead.clone());
    (story, body)
}

/// Refuses a story that names pictures the site does not hold, or that is to be read by others
/// and is not complete.
pub fn check(
    site: &Site,
    records: &Records,
    story: &StoryDocument,
    body: &CleanBody,
) -> Result<(), Problem> {
    let mut errors = missing_pictures(records, body)?;
    if story.state.must_be_complete() {
        errors.extend(missing_words(site, story));
    }
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
}

fn missing_pictures(records: &Records, body: &CleanBody) -> Result<Vec<FieldError>, StoreError> {
    let mut errors = Vec::new();
    let mut missing = BTreeSet::new();
    for id in &body.pictures {
        if records.picture(id)?.is_none() {
            missing.insert(id.as_str());
        }
    }
    for id in missing {
        let message = format!("The picture {id} has not been sent to this site.");
        errors.push(FieldError { field: "pictures", message });
    }
    for address in &body.foreign {
        let message = format!("The picture {address} is on another site; send it to this one.");
        errors.push(FieldError { field: "body_html", message });
    }
    Ok(errors)
}

fn missing_words(site: &Site, story: &StoryDocument) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut wrong = |field, message: String| errors.push(FieldError { field, message });
    if story.headline.is_empty() {
        wrong("headline", "The story has no headline.".into());
    }
    if story.byline.is_empty() {
        wrong("byline", "The story has no byline.".into());
    }
    let sections = &site.furniture.sections;
    if story.section.is_empty() {
        wrong("section", "The story has no section.".into());
    } else if !sections.contains(&story.section) {
        let message = format!(
            "There is no section “{}”; the sections are {}.",
            story.section,
            sections.join(", ")
        );
        wrong("section", message);
    }
    errors
}

/// What the story would like to be the last part of its address.
pub fn address_wish(story: &StoryDocument) -> String {
    [&story.slug, &story.headline]
        .into_iter()
        .map(|text| clean::slug(text))
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "story".into())
}
