//! The article as the screen shows it while it is written.

use super::page::{self, Image};
use super::{Part, article};
use crate::house::House;
use crate::markdown::html;
use crate::picture::Picture;
use crate::story::Story;
use jiff::Timestamp;

/// Headline, standfirst, byline, date and section, lead figure and body: what goes inside the
/// preview's `<article>`. `now` is the day printed, since an unpublished story has none.
///
/// Class names beyond those of [`page::body`]: `label`, `standfirst`, `byline`, `date`, `lead` (a
/// figure), `missing` (an image line without its picture).
pub fn preview(
    story: &Story,
    house: &House,
    picture_url: &dyn Fn(&Picture) -> String,
    now: Timestamp,
) -> String {
    let article = article(story, house);
    let image = |picture: &Picture| Image {
        url: picture_url(picture),
        width: picture.width,
        height: picture.height,
    };
    let mut shown = String::new();
    let copy = &story.copy;
    push_line(&mut shown, "p", "label", article.label.unwrap_or_default());
    push_line(&mut shown, "h1", "headline", &copy.headline);
    push_line(&mut shown, "p", "standfirst", &copy.standfirst);
    push_line(&mut shown, "p", "byline", &article.byline);
    let date = house.date_line(now);
    let section = story.section.trim();
    let line = if section.is_empty() { date } else { format!("{date} | {section}") };
    push_line(&mut shown, "p", "date", &line);
    if let Some(lead) = &article.lead {
        page::push_figure(&mut shown, "lead", lead, &image);
    }
    for part in &article.parts {
        match part {
            Part::Block(block) => page::push_block(&mut shown, block),
            Part::Figure(figure) => page::push_figure(&mut shown, "figure", figure, &image),
            Part::Missing(name) => {
                let words = format!("There is no picture called “{name}” in this story.");
                push_line(&mut shown, "p", "missing", &words);
            }
        }
    }
    shown
}

/// A line of plain text, unless it is empty.
fn push_line(shown: &mut String, tag: &str, class: &str, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        let text = html::text(text);
        let dir = html::direction(&text);
        shown.push_str(&format!("<{tag} class=\"{class}\"{dir}>{text}</{tag}>\n"));
    }
}
