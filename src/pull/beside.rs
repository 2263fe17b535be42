//! What a site keeps of a story beside its body, and pictures of the body that cannot come along.

use super::{Pull, Pulled, Theirs, alike};
use crate::markdown::from_html::{self, Bit, Held, Names, NotCarried, Shown, Style, write};
use crate::markdown::image_line;
use crate::picture::Words;
use crate::picture::told::Told;

impl Pull<'_> {
    /// Takes over what is kept beside the body, where that is not what it was sent with.
    pub(super) fn beside(&mut self, theirs: &Theirs<'_>) {
        let sent = self.base.copy.dateline.as_deref().unwrap_or_default();
        if let Some(now) = theirs.dateline.map(str::trim).filter(|now| !alike(now, sent)) {
            self.wording.copy.dateline = (!now.is_empty()).then(|| now.to_owned());
        }
        for told in theirs.told {
            self.told(told);
        }
    }

    fn told(&mut self, told: &Told) {
        let base = self.base;
        let Some(was) = self.pictures.known_as(&told.id).and_then(|name| base.picture(&name))
        else {
            let said = told.texts.iter().map(|(_, text)| text.as_str()).chain(told.line.as_deref());
            let said: Vec<&str> = said.filter(|text| !text.trim().is_empty()).collect();
            if !said.is_empty() {
                self.miss("words about a picture that is not in the story", &said.join(" / "));
            }
            return;
        };
        if let Some(line) = &told.line {
            let alt = told.texts.iter().find(|(field, _)| *field == "alt");
            let shown = Shown {
                addresses: vec![told.id.clone()],
                alt: alt.map(|(_, alt)| alt.clone()),
                caption: line_of(line),
                ..Shown::default()
            };
            return self.words_of(&shown, None);
        }
        let sent = if was.words.decorative {
            Words { alt: String::new(), ..was.words.clone() }
        } else {
            was.words.clone()
        };
        let changed = told.texts.iter().filter(|(field, now)| {
            sent.texts().iter().any(|(one, sent)| one == field && !is_as_sent(now, sent))
        });
        let words = self.wording.pictures.entry(was.name.clone()).or_default();
        for (field, now) in changed {
            if let Some((_, text)) = words.texts_mut().into_iter().find(|(one, _)| one == field) {
                now.trim().clone_into(text);
            }
            words.decorative = words.decorative && words.alt.trim().is_empty();
        }
    }
}

/// Whether a field says what it was sent with: it is no HTML, and no site sets its quotes otherwise.
fn is_as_sent(now: &str, sent: &str) -> bool {
    now.split_whitespace().eq(sent.split_whitespace())
}

/// The line below a picture.
fn line_of(html: &str) -> Vec<Bit> {
    let blocks = from_html::read(html).unwrap_or_default().blocks;
    let lines = blocks.into_iter().filter_map(|placed| match placed.held {
        Held::Paragraph(text) => Some(text),
        _ => None,
    });
    lines.collect::<Vec<_>>().join(&Bit::Break)
}

impl Pulled {
    /// Leaves out a picture that was added there and cannot come along, for this reason: where it stands
    /// in the text its address and what is said of it stay, and it is told by name.
    pub fn leave_out(&mut self, name: &str, why: &str) {
        let Some(at) = self.added.iter().position(|added| added.name == name) else { return };
        let url = self.added.remove(at).url;
        let line = self.in_words(name, &url, why);
        let body = &mut self.wording.copy.body;
        *body = body.replace(&image_line(name), &line);
    }

    /// Leaves out the lead picture in the same way; its address stands above the text.
    pub fn leave_out_lead(&mut self, name: &str, url: &str, why: &str) {
        let line = self.in_words(name, url, why);
        let body = &mut self.wording.copy.body;
        *body = format!("{line}\n\n{body}");
    }

    /// What stands in the text for a picture that is left out.
    fn in_words(&mut self, name: &str, url: &str, why: &str) -> String {
        self.not_carried.push(NotCarried::new("picture", &format!("{name}, {url}: {why}")));
        let words = self.wording.pictures.remove(name).unwrap_or_default();
        let said = [words.caption, words.credit, words.alt];
        let said: Vec<String> = said.into_iter().filter(|one| !one.trim().is_empty()).collect();
        let linked = Style { link: Some(url.to_owned()), ..Style::default() };
        let mut line = vec![Bit::Words(name.to_owned(), linked)];
        if !said.is_empty() {
            line.push(Bit::Words(format!(": {}", said.join(" / ")), Style::default()));
        }
        let (picture, label) = (|_: &Shown| String::new(), |_: &str, _: &str| String::new());
        let names = Names { picture: &picture, label: &label, after_list: false };
        write(&Held::Paragraph(line), &names)
    }
}

#[cfg(test)]
mod tests {
    use crate::house::House;
    use crate::merge::Wording;
    use crate::picture::told::Told;
    use crate::pull::{AddedPicture, KnownPicture, Pulled, Theirs, pull};
    use crate::render::{self, example, ghost, page, page::Image};
    use crate::story::Story;

    fn known() -> Vec<KnownPicture> {
        let known = |name: &str| KnownPicture {
            name: name.into(),
            id: format!("7.{name}"),
            url: format!("https://news.example/p/{name}"),
        };
        ["lead.jpg", "roof.jpg", "steps.jpg"].map(known).into()
    }

    fn pulled(story: &Story, dateline: Option<&str>, told: &[Told]) -> Pulled {
        let house = House::built_in();
        let image = |picture: &crate::picture::Picture| {
            let known = known().into_iter().find(|one| one.name == picture.name);
            Image { url: known.unwrap().url, width: 9, height: 6 }
        };
        let body = page::body(&render::article(story, house), &image);
        let theirs = Theirs { body: &body, dateline, told, ..Theirs::default() };
        pull(story, house, &body, &theirs, &known()).unwrap()
    }

    fn sent(story: &Story) -> Vec<Told> {
        let told = |picture: &crate::picture::Picture| Told {
            id: format!("7.{}", picture.name),
            texts: picture.words.texts().into(),
            ..Told::default()
        };
        story.pictures.iter().map(told).collect()
    }

    #[test]
    fn what_is_told_beside_the_body_is_taken_over_where_it_was_changed() {
        let story = example::story();
        let dateline = story.copy.dateline.as_deref();
        let same = pulled(&story, dateline, &sent(&story));
        assert_eq!((same.wording, same.not_carried), (Wording::of(&story), vec![]));

        let mut quoted = sent(&story);
        quoted[0].texts[0].1 = "The \"old\" hall".into();
        let mut before = story.clone();
        before.pictures[0].words.caption = "The “old” hall".into();
        let quoted = pulled(&before, dateline, &quoted);
        assert_eq!(quoted.wording.pictures["lead.jpg"].caption, "The \"old\" hall");

        let mut told = sent(&story);
        for (field, text) in &mut told[0].texts {
            if ["caption", "credit", "alt", "creator", "usage_terms"].contains(field) {
                *text = format!("Their {field}");
            }
        }
        let theirs = pulled(&story, Some("Leeds"), &told);
        let words = &theirs.wording.pictures["lead.jpg"];
        let now = [&words.caption, &words.credit, &words.alt, &words.creator, &words.usage_terms];
        let expected = ["caption", "credit", "alt", "creator", "usage_terms"];
        assert_eq!(now.map(String::as_str), expected.map(|field| format!("Their {field}")));
        assert_eq!(theirs.wording.copy.dateline.as_deref(), Some("Leeds"));
        assert_eq!(theirs.wording.pictures["roof.jpg"], story.pictures[1].words);
        let none = pulled(&story, Some(""), &[]);
        assert_eq!(none.wording.copy.dateline, None);
        let stranger =
            Told { id: "9".into(), texts: vec![("alt", "A dog".into())], ..Told::default() };
        let lost = pulled(&story, dateline, &[stranger]).not_carried;
        assert_eq!(lost[0].words, "A dog");
    }

    #[test]
    fn the_line_of_a_lead_picture_is_caption_and_credit_again() {
        let story = example::story();
        let article = render::article(&story, House::built_in());
        let lead = article.lead.unwrap();
        let told = |line: &str, alt: &str| Told {
            id: "https://news.example/p/lead.jpg".into(),
            line: Some(line.into()),
            texts: vec![("alt", alt.into())],
            focus: None,
        };
        let dateline = story.copy.dateline.as_deref();
        let same = pulled(&story, dateline, &[told(&ghost::caption(&lead), lead.alt())]);
        assert_eq!((same.wording, same.not_carried), (Wording::of(&story), vec![]));
        let line = "The <b>old</b> hall &amp; <a href=\"https://a.example/\">more</a> <em>(Image - Ann Lee)</em>";
        let theirs = pulled(&story, dateline, &[told(line, "A hall")]);
        let words = &theirs.wording.pictures["lead.jpg"];
        assert_eq!(
            [&words.caption, &words.credit, &words.alt].map(String::as_str),
            ["The old hall & more", "Ann Lee", "A hall"]
        );
        assert_eq!(theirs.not_carried[0].words, "https://a.example/", "{:?}", theirs.not_carried);
    }

    #[test]
    fn a_picture_that_cannot_come_along_leaves_its_address_and_its_words() {
        let mut pulled = Pulled { wording: Wording::default(), added: vec![], not_carried: vec![] };
        let url = "https://cdn.example/graph.gif?a=(1)";
        pulled.wording.copy.body = "One.\n\n![](graph.gif)\n\n![](view.jpg)\n".into();
        for name in ["graph.gif", "view.jpg"] {
            let (name, url, number) = (name.to_owned(), url.into(), None);
            pulled.added.push(AddedPicture { name: name.clone(), url, number });
            pulled.wording.pictures.entry(name).or_default().caption = "A *graph*".into();
        }
        pulled.leave_out("graph.gif", "This is a GIF picture.");
        let body = &pulled.wording.copy.body;
        assert!(body.starts_with("One.\n\n[graph.gif]("), "{body}");
        assert!(body.ends_with("\n\n![](view.jpg)\n"), "{body}");
        let mut story = Story { pictures: vec![], ..example::story() };
        story.copy.body.clone_from(body);
        let image = |_: &crate::picture::Picture| Image { url: String::new(), width: 9, height: 6 };
        let html = page::body(&render::article(&story, House::built_in()), &image);
        assert!(html.contains("href=\"https://cdn.example/graph.gif?a=(1)\""), "{html}");
        assert!(html.contains(": A *graph*"), "{html}");
        assert_eq!(pulled.added.len(), 1);
        assert_eq!(pulled.wording.pictures.len(), 1);
        let told = &pulled.not_carried[0];
        assert_eq!(told.words, format!("graph.gif, {url}: This is a GIF picture."));
    }
}
