//! Signing up for the newsletter, without script.

use super::layout::{Frame, layout};
use super::{Page, page};
use crate::api;
use crate::furniture::Furniture;
use crate::site::{Site, now};
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;

/// A form with one address is never longer.
const FORM_BYTES: usize = 4096;

/// `GET /newsletter`.
pub async fn form(State(site): State<Arc<Site>>) -> Page {
    let paper = &site.furniture;
    let main = html! {
        h1 { "Newsletter" }
        (sign_up(paper, None))
    };
    Ok(answer(&site, StatusCode::OK, &main))
}

/// `POST /newsletter` with the field `email`.
pub async fn subscribe(State(site): State<Arc<Site>>, body: Body) -> Page {
    let form = api::read(body, FORM_BYTES).await.unwrap_or_default();
    let Some(address) = field(&form, "email").filter(|text| is_address(text)) else {
        let main = html! {
            h1 { "That address does not look right" }
            (sign_up(&site.furniture, Some("Please type it like name@example.org.")))
        };
        return Ok(answer(&site, StatusCode::UNPROCESSABLE_ENTITY, &main));
    };
    let added = site.records(move |_, records| records.subscribe(&address, now())).await?;
    let paper = &site.furniture;
    let main = html! {
        @if added {
            h1 { "Thank you, you are on the list" }
            p { "The next newsletter from " (paper.masthead) " will come to you." }
        } @else {
            h1 { "Already subscribed" }
            p { (paper.newsletter.already) }
        }
        p class="small" { (paper.newsletter.privacy) }
        p { a href="/" { "Back to the front page" } }
    };
    Ok(answer(&site, StatusCode::OK, &main))
}

fn answer(site: &Site, status: StatusCode, main: &Markup) -> Response {
    let main = html! { div class="notice" { (main) } };
    let frame = Frame { title: "Newsletter".into(), ..Frame::default() };
    page(status, layout(site, &frame, &main))
}

/// The form with its pitch and its promise; `wrong` says what to put right.
pub fn sign_up(paper: &Furniture, wrong: Option<&str>) -> Markup {
    let words = &paper.newsletter;
    html! {
        section class="box newsletter" aria-labelledby="page-newsletter" {
            h2 id="page-newsletter" { (words.heading) }
            p { (words.pitch) }
            form method="post" action="/newsletter" {
                label for="page-email" { "E-mail address" }
                div class="field" {
                    input id="page-email" type="email" name="email" required
                        autocomplete="email" maxlength="254"
                        aria-invalid=[wrong.map(|_| "true")]
                        aria-describedby={
                            @if wrong.is_some() { "page-email-wrong " } "page-email-privacy"
                        };
                    button type="submit" { "Subscribe" }
                }
                @if let Some(wrong) = wrong { p id="page-email-wrong" class="wrong" { (wrong) } }
                p id="page-email-privacy" class="small" {
                    (words.privacy) " " a href="/privacy" { "Privacy policy" }
                }
            }
        }
    }
}

/// A field of an `application/x-www-form-urlencoded` body.
fn field(form: &[u8], name: &str) -> Option<String> {
    let form = std::str::from_utf8(form).ok()?;
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
    decoded(value)
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            plain => plain,
        });
    }
    String::from_utf8(decoded).ok().map(|text| text.trim().to_owned())
}

/// Something before an @, a domain with a dot after it, no spaces; whether mail arrives there
/// only mail can tell. At most 254 characters (RFC 5321, 4.5.3.1).
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\"@".contains(c);
    let labels_are_filled = domain.split('.').all(|label| !label.is_empty());
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && domain.contains('.')
        && labels_are_filled
        && local.chars().chain(domain.chars()).all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for right in ["jo@example.org", "jo.smith+news@mail.example.co.uk", "jö@exämple.org"] {
            assert!(is_address(right), "{right}");
        }
        for wrong in
            ["", "jo", "jo@", "@example.org", "jo@example", "jo@.org", "a b@c.de", "a@b@c.de"]
        {
            assert!(!is_address(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_field_is_decoded() {
        let form = b"x=1&email=+jo%2Bnews%40example.org";
        assert_eq!(field(form, "email").as_deref(), Some("jo+news@example.org"));
        assert_eq!(field(b"email=%4", "email"), None);
        assert_eq!(field(b"other=1", "email"), None);
    }
}
