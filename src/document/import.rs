//! What ordinary Markdown says in its own way, moved to where this desk keeps it.

use crate::house::caption;
use crate::markdown::{self, ImageLine};
use crate::picture::Words;
use std::collections::BTreeMap;

/// Takes the first heading of the first level out of the body and gives its words.
pub fn lift_title(body: &mut String) -> String {
    let Some((title, bytes)) = markdown::title(body) else {
        return String::new();
    };
    let (before, after) = (body[..bytes.start].trim_end_matches('\n'), &body[bytes.end..]);
    let after = after.trim_start_matches('\n');
    let gap = if before.is_empty() || after.is_empty() { "" } else { "\n\n" };
    *body = format!("{before}{gap}{after}");
    title
}

/// Adds the pictures the body shows, and moves what its images say into the pictures' words.
///
/// Where a picture has words already they stay, and the image stays as written: nothing is lost.
pub fn gather_pictures(body: &mut String, pictures: &mut Vec<(String, Words)>) {
    let mut plain = String::with_capacity(body.len());
    let mut upto = 0;
    for image in markdown::images(body) {
        let nested = image.bytes.start < upto;
        if nested || is_elsewhere(&image.name) || !take_words(&image, pictures) {
            continue;
        }
        let says_something = !image.alt.is_empty() || !image.title.is_empty();
        if says_something && body[image.bytes.clone()].starts_with("![") {
            plain.push_str(&body[upto..image.bytes.start]);
            plain.push_str(&markdown::image_line(&image.name));
            upto = image.bytes.end;
        }
    }
    plain.push_str(&body[upto..]);
    *body = plain;
}

/// Gives the image's words to its picture, unless that has some.
fn take_words(image: &ImageLine, pictures: &mut Vec<(String, Words)>) -> bool {
    let words = words_of(image);
    match pictures.iter_mut().find(|(name, _)| *name == image.name) {
        Some((_, known)) if *known != Words::default() => return false,
        Some((_, known)) => *known = words,
        None => pictures.push((image.name.clone(), words)),
    }
    true
}

/// Alt text from the brackets, caption and credit from the title.
fn words_of(image: &ImageLine) -> Words {
    let title = image.title.trim();
    let (caption, credit) = caption::split(title).unwrap_or((title, ""));
    Words {
        caption: caption.to_owned(),
        credit: credit.to_owned(),
        alt: image.alt.trim().to_owned(),
        ..Words::default()
    }
}

/// Whether the image lies on a site rather than beside the file.
fn is_elsewhere(name: &str) -> bool {
    name.starts_with("//") || name.contains("://") || name.starts_with("data:")
}

/// The body with every image that `names` knows under its new name there.
pub fn rename_pictures(body: &str, names: &BTreeMap<String, String>) -> String {
    let mut renamed = String::with_capacity(body.len());
    let mut upto = 0;
    for image in markdown::images(body) {
        let new = names.get(&image.name).filter(|new| **new != image.name);
        // One inside the alt text of another is words there, and goes with it.
        let Some(new) = new.filter(|_| image.bytes.start >= upto) else { continue };
        let title = match image.title.replace('"', "\\\"") {
            title if title.is_empty() => title,
            title => format!(" \"{title}\""),
        };
        let alt = image.alt.replace('[', "\\[").replace(']', "\\]");
        renamed.push_str(&body[upto..image.bytes.start]);
        renamed.push_str(&format!("![{alt}]({new}{title})"));
        upto = image.bytes.end;
    }
    renamed.push_str(&body[upto..]);
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_title_leaves_the_body() {
        let cases = [
            ("# Head *line*\n\nText.", "Head line", "Text."),
            ("Head\n====\nText.", "Head", "Text."),
            ("Before.\n\n# Head\n\n## Two", "Head", "Before.\n\n## Two"),
            ("## Two\n\nText.", "", "## Two\n\nText."),
            ("> # Quoted", "", "> # Quoted"),
        ];
        for (body, title, rest) in cases {
            let mut left = body.to_owned();
            assert_eq!(lift_title(&mut left), title);
            assert_eq!(left, rest);
        }
    }

    #[test]
    fn an_ordinary_image_gives_its_words_to_the_picture() {
        let mut body = "a ![Slates](roof.jpg \"The roof (Image - Jo Smith)\") b\n\n![](my%20x.png)\n\n![Other](roof.jpg)\n\n![far](https://x.example/a.jpg)".to_owned();
        let mut pictures = Vec::new();
        gather_pictures(&mut body, &mut pictures);
        assert_eq!(
            body,
            "a ![](roof.jpg) b\n\n![](my%20x.png)\n\n![Other](roof.jpg)\n\n![far](https://x.example/a.jpg)"
        );
        let words = Words {
            caption: "The roof".into(),
            credit: "Jo Smith".into(),
            alt: "Slates".into(),
            ..Words::default()
        };
        assert_eq!(
            pictures,
            [("roof.jpg".to_owned(), words), ("my x.png".to_owned(), Words::default())]
        );
    }

    #[test]
    fn words_in_the_front_matter_come_first() {
        let mut body = "![Slates](roof.jpg)".to_owned();
        let words = Words { alt: "Tiles".into(), ..Words::default() };
        let mut pictures = vec![("roof.jpg".to_owned(), words.clone())];
        gather_pictures(&mut body, &mut pictures);
        assert_eq!(body, "![Slates](roof.jpg)");
        assert_eq!(pictures, [("roof.jpg".to_owned(), words)]);
    }

    #[test]
    fn pictures_are_renamed_wherever_they_stand_and_nothing_else_is() {
        let names = [("My roof.JPG", "my-roof.jpg"), ("a.jpeg", "b.jpg"), ("b.jpg", "c.jpg")];
        let names = names.map(|(old, new)| (old.to_owned(), new.to_owned())).into();
        let body = "![](My%20roof.JPG)\n\ntext My roof.JPG ![a](other.jpg)\n\n- ![b](<My roof.JPG> \"T\") z";
        assert_eq!(
            rename_pictures(body, &names),
            "![](my-roof.jpg)\n\ntext My roof.JPG ![a](other.jpg)\n\n- ![b](my-roof.jpg \"T\") z"
        );
        assert_eq!(rename_pictures("![](a.jpeg) ![](b.jpg)", &names), "![](b.jpg) ![](c.jpg)");
        assert_eq!(rename_pictures("![x ![y](b.jpg) z](a.jpeg)", &names), "![x y z](b.jpg)");
        assert_eq!(
            rename_pictures("![x ![y](b.jpg) z](other.jpg)", &names),
            "![x ![y](c.jpg) z](other.jpg)"
        );
    }
}
