//! A public page as one file, to look at when its site is not running.

use super::Address;
use super::http::{Home, Http};
use crate::error::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ureq::http::Method;

/// The page with its style and pictures in it as `data:` URLs, and with links that name the site.
/// What the site does not give stays an address.
///
/// # Errors
/// `Unreachable` if the site stops answering.
pub fn whole_page(site: &Address, page: &str) -> Result<String> {
    // Everything on a public page is there for everybody: nothing is signed.
    let http = Http::new(Home::of(site)?, String::new());
    put_together(
        page,
        &|path| {
            let Ok(url) = http.home().join(path) else { return Ok(path.to_owned()) };
            let answer = http.anonymous(Method::GET, url.clone()).send()?;
            let media_type = answer.header("content-type").filter(|_| answer.is_success());
            Ok(match media_type {
                Some(media_type) => {
                    let media_type = media_type.replace(' ', "");
                    format!("data:{media_type};base64,{}", STANDARD.encode(answer.bytes()))
                }
                None => url.to_string(),
            })
        },
        &http.home().origin().ascii_serialization(),
    )
}

/// Replaces each address that begins at the site's root: what the page shows by what `embed` makes
/// of it, what it links to by the same under `home`.
fn put_together(page: &str, embed: &dyn Fn(&str) -> Result<String>, home: &str) -> Result<String> {
    const ROOTED: &str = "=\"/";
    let mut whole = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find(ROOTED) {
        let (before, after) = rest.split_at(at);
        let value = &after[ROOTED.len() - 1..];
        let Some(end) = value.find('"') else { break };
        let address = value[..end].replace("&amp;", "&");
        whole.push_str(before);
        whole.push_str("=\"");
        if address.starts_with("//") {
            whole.push_str(&value[..end]);
        } else if is_shown(before) {
            whole.push_str(&embed(&address)?);
        } else {
            whole.push_str(home);
            whole.push_str(&value[..end]);
        }
        rest = &value[end..];
    }
    whole.push_str(rest);
    Ok(whole)
}

/// Whether the attribute at the end of this piece of a page belongs to what the page shows.
fn is_shown(before: &str) -> bool {
    let tag = before.rfind('<').map_or("", |at| &before[at..]);
    let shown = ["rel=\"stylesheet\"", "rel=\"icon\""];
    before.ends_with(" src")
        || (tag.starts_with("<link ") && shown.iter().any(|rel| tag.contains(rel)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_goes_into_the_page_and_links_name_the_site() {
        let page = "<link rel=\"stylesheet\" href=\"/style.css?v=1\"><a href=\"/news/x\">x</a>\
            <img alt=\"\" src=\"/pictures/a.jpg\"><a href=\"https://elsewhere.example/\">y</a>";
        let whole =
            put_together(page, &|path| Ok(format!("data:{path}")), "http://127.0.0.1:1").unwrap();
        assert_eq!(
            whole,
            "<link rel=\"stylesheet\" href=\"data:/style.css?v=1\">\
             <a href=\"http://127.0.0.1:1/news/x\">x</a><img alt=\"\" src=\"data:/pictures/a.jpg\">\
             <a href=\"https://elsewhere.example/\">y</a>"
        );
    }
}
