use super::{Check, Field, Proof, Remark, Severity};

/// Does every image line in the body have its picture?
///
/// **What.** `![](name.jpg)` where the story has no picture of that name.
/// **Why.** Nothing would be printed there, and nobody would notice until a reader does.
/// **Example.** `![](rof.jpg)` → `![](roof.jpg)`
pub struct PictureLine;

impl Check for PictureLine {
    fn name(&self) -> &'static str {
        "picture-line"
    }

    fn why(&self) -> &'static str {
        "Where the picture is missing, readers would see nothing at all."
    }

    fn look(&self, proof: &Proof<'_>, say: &mut dyn FnMut(Remark)) {
        for image in proof.images.iter().filter(|i| proof.story.picture(&i.name).is_none()) {
            let elsewhere = ["http://", "https://", "//", "data:"];
            let message = if elsewhere.iter().any(|start| image.name.starts_with(start)) {
                "This picture lies on another site. Add it to the story, so that it has a caption and a credit.".to_owned()
            } else {
                format!(
                    "The story has no picture called “{}”. Add the picture, or take this line out.",
                    image.name
                )
            };
            let range = proof.in_body(image.bytes.clone());
            say(Remark::new(Severity::Blocker, Field::Body, message).at(range));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::support::the_finding;
    use super::*;
    use crate::markdown::Utf16Range;

    #[test]
    fn a_line_without_its_picture_stops_the_story_where_it_stands() {
        let finding = the_finding(|story| story.copy.body.insert_str(0, "é\n\n![](gone.jpg)\n\n"));
        assert_eq!((finding.severity, finding.field), (Severity::Blocker, Field::Body));
        assert_eq!(finding.range, Some(Utf16Range { start: 3, end: 16 }));
        assert!(finding.message.contains("“gone.jpg”"));
    }

    #[test]
    fn a_picture_on_another_site_is_told_apart() {
        let finding =
            the_finding(|story| story.copy.body.push_str("\n\n![](https://x.example/a.jpg)"));
        assert!(finding.message.contains("another site"));
    }
}
