//! Structured data: schema.org NewsArticle with an ImageObject for each picture.

use super::dates;
use crate::clean::{self, PICTURE_PATH};
use crate::document::{Kind, PictureWords};
use crate::site::Site;
use crate::store::stories::HeldStory;
use crate::store::{Records, StoreError};
use maud::{Markup, PreEscaped, html};
use serde_json::{Map, Value, json};

/// The data block for the head of the article's page.
pub fn script(
    site: &Site,
    records: &Records,
    story: &HeldStory,
    url: &str,
) -> Result<Markup, StoreError> {
    // "</script>" in a headline must not end the block; < is allowed escaped in JSON.
    let data = article(site, records, story, url)?.to_string().replace('<', "\\u003c");
    Ok(html! { script type="application/ld+json" { (PreEscaped(data)) } })
}

fn article(
    site: &Site,
    records: &Records,
    story: &HeldStory,
    url: &str,
) -> Result<Value, StoreError> {
    let document = &story.document;
    let moment = |moment| dates::for_machines(moment, &site.zone);
    let images: Result<Vec<_>, _> =
        in_order(story).into_iter().map(|picture| image(site, records, picture)).collect();
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": article_type(document.kind),
        "headline": document.headline,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": site.furniture.language,
        "articleSection": document.section,
        "isAccessibleForFree": true,
        "author": authors(&document.byline, &site.furniture.masthead),
        "publisher": publisher(site),
        "dateModified": moment(story.modified_at),
        "image": images?,
    });
    if let Some(first) = story.published_at {
        data["datePublished"] = json!(moment(first));
        data["dateModified"] = json!(moment(story.modified_at.max(first)));
    }
    if !document.standfirst.is_empty() {
        data["description"] = json!(document.standfirst);
    }
    if !document.tags.is_empty() {
        data["keywords"] = json!(document.tags);
    }
    if let Some(dateline) = &document.dateline {
        data["dateline"] = json!(dateline);
    }
    Ok(data)
}

fn article_type(kind: Kind) -> &'static str {
    match kind {
        Kind::AdvertisementFeature => "AdvertiserContentArticle",
        Kind::Opinion => "OpinionNewsArticle",
        Kind::Review => "ReviewNewsArticle",
        Kind::News | Kind::Feature | Kind::Sport | Kind::Obituary => "NewsArticle",
    }
}

/// The lead picture first.
fn in_order(story: &HeldStory) -> Vec<&PictureWords> {
    let lead = story.document.lead_picture();
    let is_lead = |picture: &&PictureWords| lead.is_some_and(|lead| lead.id == picture.id);
    let mut pictures: Vec<_> = story.document.pictures.iter().collect();
    pictures.sort_by_key(|picture| !is_lead(picture));
    pictures
}

fn image(site: &Site, records: &Records, words: &PictureWords) -> Result<Value, StoreError> {
    let mut image = Map::new();
    image.insert("@type".into(), json!("ImageObject"));
    image.insert("contentUrl".into(), json!(format!("{}{PICTURE_PATH}{}", site.base, words.id)));
    if let Some(held) = records.picture(&words.id)? {
        image.insert("width".into(), json!(held.width));
        image.insert("height".into(), json!(held.height));
        image.insert("encodingFormat".into(), json!(held.media_type));
    }
    for (name, text) in [
        ("headline", &words.headline),
        ("caption", &words.caption),
        ("creditText", &words.credit),
        ("copyrightNotice", &words.copyright),
        ("description", &words.alt),
    ] {
        if !text.is_empty() {
            image.insert(name.into(), json!(text));
        }
    }
    if !words.creator.is_empty() {
        image.insert("creator".into(), json!({ "@type": "Person", "name": words.creator }));
    }
    // schema.org wants addresses here; terms in words have no property of their own.
    let license =
        [&words.web_statement, &words.usage_terms].into_iter().find(|text| is_address(text));
    if let Some(license) = license {
        image.insert("license".into(), json!(license));
    }
    if is_address(&words.licensor) {
        image.insert("acquireLicensePage".into(), json!(words.licensor));
    }
    Ok(Value::Object(image))
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn publisher(site: &Site) -> Value {
    json!({
        "@type": "NewsMediaOrganization",
        "name": site.furniture.masthead,
        "url": format!("{}/", site.base),
    })
}

/// The people a byline names; where it names none, or only the paper, the paper is the author.
fn authors(byline: &str, masthead: &str) -> Vec<Value> {
    let people: Vec<_> = names(byline)
        .into_iter()
        .filter(|name| !name.eq_ignore_ascii_case(masthead))
        .map(|name| json!({ "@type": "Person", "name": name }))
        .collect();
    if people.is_empty() {
        vec![json!({ "@type": "NewsMediaOrganization", "name": masthead })]
    } else {
        people
    }
}

/// The people a byline names, without "By", roles and "guest writer".
pub fn names(byline: &str) -> Vec<String> {
    let byline = clean::line(byline);
    let byline = match byline.split_at_checked(3) {
        Some((by, rest)) if by.eq_ignore_ascii_case("by ") => rest,
        _ => &byline,
    };
    byline
        .split(" and ")
        .flat_map(|part| part.split(" & "))
        // "Jo Smith, health correspondent"
        .filter_map(|part| part.split(',').next())
        .map(|name| clean::line(&without_guest_writer(name)))
        .filter(|name| !name.is_empty())
        .collect()
}

fn without_guest_writer(name: &str) -> String {
    // ASCII lower case keeps every byte where it was.
    match name.to_ascii_lowercase().find("guest writer") {
        Some(at) => format!("{}{}", &name[..at], &name[at + "guest writer".len()..]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_the_people_of_the_byline() {
        let cases: [(&str, &[&str]); 8] = [
            ("By Jo Smith", &["Jo Smith"]),
            ("by Jo Smith, health correspondent", &["Jo Smith"]),
            ("Jo Smith, guest writer", &["Jo Smith"]),
            ("By guest writer Jo Smith", &["Jo Smith"]),
            ("By Jo Smith and Ravi Patel", &["Jo Smith", "Ravi Patel"]),
            ("By Åsa Öberg GUEST WRITER", &["Åsa Öberg"]),
            ("By Anderson Sandy", &["Anderson Sandy"]),
            ("By guest writer", &[]),
        ];
        for (byline, people) in cases {
            assert_eq!(names(byline), people, "{byline}");
        }
    }

    #[test]
    fn a_byline_that_names_only_the_paper_names_no_person() {
        let author = &authors("By The Lantern guest writer", "The Lantern")[0];
        assert_eq!(author["@type"], "NewsMediaOrganization");
    }
}
