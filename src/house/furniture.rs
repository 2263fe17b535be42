//! What stands around the stories on the practice site, in the paper's own words.

use super::field;
use serde::{Deserialize, Serialize};

/// The parts of the paper's pages that are not stories; an empty part is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Furniture {
    pub follow: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newsletter: Option<Newsletter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jobs: Option<Jobs>,
    /// Paragraphs at the foot of every page.
    pub footer: Vec<String>,
    /// Paragraphs of the privacy page.
    pub privacy_policy: Vec<String>,
}

/// A place to go: its words and its http or https address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    #[serde(deserialize_with = "field::not_blank")]
    pub label: String,
    #[serde(deserialize_with = "field::web_address")]
    pub url: String,
}

/// The words around the newsletter sign-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Newsletter {
    pub heading: String,
    pub pitch: String,
    /// The promise about the address, printed beside the button.
    pub privacy: String,
    /// What somebody who subscribes a second time reads.
    pub already: String,
}

/// The promotion of the paper's jobs pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    pub heading: String,
    #[serde(default)]
    pub lines: Vec<String>,
    pub link: Link,
}
