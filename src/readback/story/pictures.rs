//! The pictures that should be on the page, and the words by them. Whether the files say their words
//! too is for the four lights.

use super::{About, Page};
use crate::markdown::from_html::{Shown, fold, plain_line};
use crate::picture::Picture;
use crate::render::{self, Part};

impl Page<'_> {
    pub(super) fn pictures(&mut self) {
        let article = render::article(self.approved.story, self.approved.house);
        let inline = article.parts.iter().filter_map(|part| match part {
            Part::Figure(figure) => Some(figure),
            _ => None,
        });
        for figure in article.lead.iter().chain(inline) {
            let name = &figure.picture.name;
            let on_site = self.approved.pictures.iter().find(|one| one.name == *name);
            let shown: Vec<Shown> = self
                .figures()
                .filter(|shown| on_site.is_some_and(|one| shown.is(&one.url, &one.id)))
                .cloned()
                .collect();
            if shown.is_empty() {
                let what = format!("The picture {name} is not on the page.");
                self.tell(About::Picture, what, name, "");
            } else if !figure.caption.is_empty() {
                self.line(figure.picture, &figure.caption, &shown);
            }
        }
    }

    /// Tells what is amiss with the words by a picture.
    fn line(&mut self, picture: &Picture, line: &str, shown: &[Shown]) {
        let name = &picture.name;
        let (caption, credit) = (picture.words.caption.trim(), picture.words.credit.trim());
        let by_it: Vec<String> = shown.iter().map(|one| plain_line(&one.caption)).collect();
        // Where a figure has no words of its own, a line of the page may say them.
        let elsewhere = || {
            let lines =
                self.units.iter().enumerate().filter(|(n, unit)| !unit.aside && !self.is_body(*n));
            lines.map(|(_, unit)| unit.text.clone()).collect::<Vec<_>>()
        };
        if by_it.iter().chain(&elsewhere()).any(|text| says(text, line, caption, credit)) {
            return;
        }
        let now = by_it.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default();
        let lines = elsewhere();
        let anywhere = |words: &str| {
            words.is_empty()
                || holds(&now, words)
                || (now.is_empty() && lines.iter().any(|text| holds(text, words)))
        };
        let (has_caption, has_credit) = (anywhere(caption), anywhere(credit));
        if !has_caption {
            let what = match now.as_str() {
                "" => format!("The caption of {name} is not on the page."),
                now => format!("The caption of {name} is shown as “{now}”."),
            };
            self.tell(About::Caption, what, caption, &now);
        }
        if !has_credit {
            let what = format!("The credit “{credit}” of {name} is not by it.");
            self.tell(About::Credit, what, credit, &now);
        }
        if has_caption && has_credit {
            let what = format!("Caption and credit of {name} are shown as “{now}”.");
            self.tell(About::Caption, what, line, &now);
        }
    }
}

/// Whether a text says caption and credit, in the house's form or one after the other.
fn says(text: &str, line: &str, caption: &str, credit: &str) -> bool {
    let text = fold(text);
    let [line, caption, credit] = [line, caption, credit].map(|part| fold(part).trim().to_owned());
    if holds(&text, &line) {
        return true;
    }
    // A name in the caption is no credit: it has to stand there once more.
    match text.find(&caption).filter(|_| !caption.is_empty()) {
        Some(at) => {
            credit.is_empty()
                || holds(&text[at + caption.len()..], &credit)
                || holds(&text[..at], &credit)
        }
        None => caption.is_empty() && holds(&text, &credit),
    }
}

/// Whether these words stand in a text as whole words.
fn holds(text: &str, words: &str) -> bool {
    let (text, words) = (fold(text), fold(words).trim().to_owned());
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !words.is_empty()
        && text.match_indices(words.as_str()).any(|(at, _)| {
            edge(text[..at].chars().last()) && edge(text[at + words.len()..].chars().next())
        })
}
