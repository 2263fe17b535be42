//! What a post says by mail only: Ghost's editor has it, and the page, and so the post's HTML, has
//! not. It counts all the same: ours would take it away.

use super::wire::Post;
use crate::markdown::html;
use serde_json::Value;

/// Whom Ghost has a card mailed to where nobody chose.
const EVERYBODY: &str = "status:free,status:-free";

/// The HTML of the post, and after it each of its cards that readers get by mail only, in an element
/// of the class `kg-email-card`; and in a comment for whom a card is mailed that is not for everybody.
pub fn body(post: &Post) -> String {
    let mut body = post.html.clone().unwrap_or_default();
    let held = post.lexical.as_deref().and_then(|held| serde_json::from_str::<Value>(held).ok());
    let cards = held.as_ref().and_then(|held| held["root"]["children"].as_array());
    for card in cards.into_iter().flatten() {
        push(&mut body, card);
    }
    body
}

fn push(body: &mut String, card: &Value) {
    let said = |name: &str| card[name].as_str().unwrap_or_default();
    let mut words = said("html").to_owned();
    match said("type") {
        "email" => {}
        "email-cta" => {
            if card["showButton"] != Value::Bool(false) {
                let (address, text) =
                    (html::attribute(said("buttonUrl")), html::text(said("buttonText")));
                words.push_str(&format!("\n<p><a href=\"{address}\">{text}</a></p>"));
            }
            words.push_str(&format!("\n<p>{}</p>", html::text(said("segment"))));
        }
        _ => {
            let whom = card["visibility"]["email"]["memberSegment"].as_str();
            if let Some(whom) = whom.filter(|whom| *whom != EVERYBODY) {
                let whom = whom.replace(['<', '>'], "").replace("--", "");
                body.push_str(&format!("<!--kg-gated-block:begin mail:\"{whom}\" -->"));
            }
            return;
        }
    }
    body.push_str(&format!("\n<div class=\"kg-card kg-email-card\">{words}</div>"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{from_html, substance};

    /// A post as Ghost tells it, with this card after its only paragraph.
    fn post(card: &str) -> Post {
        let paragraph = r#"{"type":"paragraph","version":1,"children":[]}"#;
        let lexical = format!(r#"{{"root":{{"type":"root","children":[{paragraph},{card}]}}}}"#);
        Post { html: Some("<p>First.</p>".into()), lexical: Some(lexical), ..Post::default() }
    }

    #[test]
    fn what_is_mailed_only_counts_and_is_told() {
        let email = r#"{"type":"email","version":1,"html":"<p>Hey {first_name, \"there\"},</p>"}"#;
        let button = r#"{"type":"email-cta","version":1,"html":"<p>Only by mail</p>","showButton":true,"buttonText":"Go","buttonUrl":"https://a.example/cta","segment":"status:free"}"#;
        let members = r#"{"type":"html","html":"<p>a</p>","visibility":{"web":{},"email":{"memberSegment":"status:free"}}}"#;
        let without = Post { html: Some("<p>First.</p>".into()), ..Post::default() };
        for (card, told) in [
            (email, "words that go out by mail only: Hey {first_name, \"there\"},"),
            (button, "words that go out by mail only: Only by mail Go status:free"),
            (members, "part for some readers only: mail:\"status:free\""),
        ] {
            let body = body(&post(card));
            assert_ne!(substance(&body), substance(&self::body(&without)), "{card}");
            let read = from_html::read(&body).unwrap();
            let lost: Vec<_> =
                read.not_carried.iter().map(|one| format!("{}: {}", one.what, one.words)).collect();
            assert_eq!(lost, [told], "{card}");
            assert_eq!(read.blocks.len(), 1, "none of it is on the page: {card}");
        }
        let other = button.replace("/cta", "/other");
        assert_ne!(substance(&body(&post(button))), substance(&body(&post(&other))));
        let everybody = members.replace("\"status:free\"", "\"status:free,status:-free\"");
        assert_eq!(body(&post(&everybody)), "<p>First.</p>");
    }
}
