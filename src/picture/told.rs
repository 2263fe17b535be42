//! What a site tells of a picture beside the text that shows it.

use super::Focus;
use serde::Serialize;

/// What a site tells of a picture of a story beside the story's text.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Told {
    /// The site's id for it, or its address there.
    pub id: String,
    /// The line below it as HTML, where the site keeps one with the story.
    pub line: Option<String>,
    /// Texts by the name of their field in [`Words`](super::Words); only those that the site keeps. The
    /// alt text of a decorative picture is empty.
    pub texts: Vec<(&'static str, String)>,
    /// `None` where the site keeps none.
    pub focus: Option<Focus>,
}
