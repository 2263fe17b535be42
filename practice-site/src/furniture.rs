//! Everything of the paper that is not a story: its name, sections and what stands around articles.

use crate::starter::StarterStory;
use serde::{Deserialize, Serialize};

/// A place to go: what it is called and its address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    pub label: String,
    pub url: String,
}

/// The words around the newsletter sign-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Newsletter {
    pub heading: String,
    pub pitch: String,
    /// The promise about the address, printed beside the button.
    pub privacy: String,
    /// What somebody who subscribes a second time reads.
    pub already: String,
}

/// The promotion of the paper's jobs pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Jobs {
    pub heading: String,
    pub lines: Vec<String>,
    pub link: Link,
}

/// The paper around the stories. Every field has a default, so a partial description will do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Furniture {
    /// The paper's name.
    pub masthead: String,
    pub town: String,
    pub strapline: String,
    /// The names stories file under, in the order the navigation lists them.
    pub sections: Vec<String>,
    /// IANA name of the zone in which dates are printed.
    pub time_zone: String,
    /// BCP 47 tag of the language the paper is written in.
    pub language: String,
    /// How caption and credit become one line; `{caption}` and `{credit}` are filled in.
    pub credit_format: String,
    pub follow: Vec<Link>,
    pub newsletter: Newsletter,
    pub jobs: Option<Jobs>,
    /// Paragraphs at the foot of every page.
    pub footer: Vec<String>,
    /// Paragraphs of the privacy page.
    pub privacy_policy: Vec<String>,
    /// Stories a fresh site starts with; put only into an empty database.
    pub starter: Vec<StarterStory>,
}

impl Furniture {
    /// A picture's printed line, from caption and credit; without a credit the caption alone.
    pub fn credit_line(&self, caption: &str, credit: &str) -> String {
        if credit.trim().is_empty() {
            return caption.trim().to_owned();
        }
        // The caption goes in last, so that a caption with "{credit}" in it stays as written.
        let (before, after) =
            self.credit_format.split_once("{caption}").unwrap_or(("", &self.credit_format));
        let line = format!(
            "{}{}{}",
            before.replace("{credit}", credit.trim()),
            caption.trim(),
            after.replace("{credit}", credit.trim())
        );
        line.trim().to_owned()
    }
}

impl Default for Newsletter {
    fn default() -> Self {
        Self {
            heading: "The week in your inbox".into(),
            pitch: "One e-mail every Friday morning: what happened, what is on, and what the \
                    council decided while nobody was looking. Free, and it always will be."
                .into(),
            privacy: "Your address stays with us. We send the newsletter and nothing else, and \
                      every issue has a link to stop it."
                .into(),
            already: "You are on the list already. Thank you for reading; there is nothing more \
                      to do."
                .into(),
        }
    }
}

impl Default for Furniture {
    fn default() -> Self {
        let link = |label: &str, url: &str| Link { label: label.into(), url: url.into() };
        Self {
            masthead: "The Marlbeck Lantern".into(),
            town: "Marlbeck".into(),
            strapline: "Independent news for Marlbeck and the villages".into(),
            sections: ["Local News", "Sport", "What's On", "Business", "Opinion"]
                .map(String::from)
                .into(),
            time_zone: "Europe/London".into(),
            language: "en-GB".into(),
            credit_format: "{caption} (Image - {credit})".into(),
            follow: vec![
                link("Facebook", "https://www.facebook.com/"),
                link("Bluesky", "https://bsky.app/"),
                link("X", "https://x.com/"),
            ],
            newsletter: Newsletter::default(),
            jobs: Some(Jobs {
                heading: "Jobs in Marlbeck".into(),
                lines: vec![
                    "Vacancies within ten miles, looked over by a person before they go up.".into(),
                ],
                link: link("See this week's jobs", "https://jobs.example/marlbeck"),
            }),
            footer: vec![
                "The Marlbeck Lantern is written by people who live here.".into(),
                "Something wrong in a story? Tell the newsroom and we will put it right.".into(),
            ],
            privacy_policy: vec![
                "This site sets no cookies and loads nothing from anybody else.".into(),
                "If you sign up for the newsletter we keep your e-mail address so that we can send \
                 it to you. We do not sell it, lend it or pass it on."
                    .into(),
                "Write to the newsroom at any time to have your address removed.".into(),
            ],
            starter: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caption_and_credit_become_one_line() {
        let paper = Furniture::default();
        let cases = [
            ("The weir", "Jo Smith", "The weir (Image - Jo Smith)"),
            ("The weir", "", "The weir"),
            ("", "Jo Smith", "(Image - Jo Smith)"),
            ("A {credit} to the town", "Jo Smith", "A {credit} to the town (Image - Jo Smith)"),
        ];
        for (caption, credit, line) in cases {
            assert_eq!(paper.credit_line(caption, credit), line);
        }
    }

    #[test]
    fn a_partial_description_is_filled_up() {
        let paper: Furniture = serde_json::from_str(r#"{"masthead":"The Beacon"}"#).unwrap();
        assert_eq!(paper.masthead, "The Beacon");
        assert_eq!(paper.time_zone, "Europe/London");
    }
}
