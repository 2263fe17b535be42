//! Where the site sends everybody on to, named and never followed.

use super::Question;
use super::address::offered;
use super::fault::Fault;
use super::ladder::{Ladder, Stop};
use crate::site::http::Answer;
use url::Url;

/// Ends the climb if `answer`, asked for at `asked`, sends on elsewhere. `below` is the part of the
/// asked address that is not the site's own, such as `api/v1/site`.
pub fn check(ladder: &mut Ladder, asked: &Url, below: &str, answer: &Answer) -> Result<(), Stop> {
    let Some(to) = answer.redirect() else {
        ladder.pass(Question::Redirects, "It sends nobody on to another address.");
        return Ok(());
    };
    let (question, fault) = which(asked, &to);
    let (plain, path) = without_query(&to);
    if question == Question::Redirects {
        let home = plain.strip_suffix(below).and_then(|home| Url::parse(home).ok());
        let better = home.or_else(|| Url::parse(&plain).ok()).and_then(|home| offered(&home));
        // What leads in a circle is no better.
        ladder.better_address = better.filter(|better| *better != ladder.address);
    }
    let seen = match question {
        Question::Wall => format!("It sends everybody on to {path}."),
        _ => format!("It sends everybody on to {plain}."),
    };
    Err(ladder.stop(question, fault, seen))
}

fn which(asked: &Url, to: &Url) -> (Question, Fault) {
    let bare = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host).to_owned()
    };
    let login = ["wp-login.php", "/login", "/signin", "/sign-in", "/ghost/#/signin"];
    let fault = if asked.host() == to.host() && login.iter().any(|part| to.path().contains(part)) {
        return (Question::Wall, Fault::LoginPage);
    } else if asked.scheme() == "https" && to.scheme() == "http" {
        Fault::ToPlainHttp
    } else if asked.host() == to.host() && asked.scheme() != to.scheme() {
        Fault::ToHttps
    } else if asked.host() != to.host() && bare(asked) == bare(to) {
        Fault::ToWww
    } else if without_query(asked) == without_query(to) {
        Fault::RedirectLoop
    } else if asked.origin() == to.origin() {
        Fault::ToFolder
    } else {
        Fault::ToElsewhere
    };
    (Question::Redirects, fault)
}

/// What stands behind the question mark may be a token, so it is not repeated.
fn without_query(url: &Url) -> (String, String) {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // A name or a password is nothing to be passed on either.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    (url.to_string(), url.path().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_redirect_is_told_by_where_it_leads() {
        for (asked, to, fault) in [
            ("http://news.example/", "https://news.example/", Fault::ToHttps),
            ("https://news.example/", "https://www.news.example/", Fault::ToWww),
            ("https://www.news.example/", "https://news.example/", Fault::ToWww),
            ("https://news.example/", "https://news.example/en/", Fault::ToFolder),
            ("https://news.example/", "https://news.example/", Fault::RedirectLoop),
            ("https://news.example/", "https://news.example:8443/", Fault::ToElsewhere),
            ("https://news.example/", "https://other.example/", Fault::ToElsewhere),
            ("https://news.example/", "http://news.example/", Fault::ToPlainHttp),
            ("https://news.example/", "http://10.0.0.1/portal", Fault::ToPlainHttp),
            ("https://news.example/", "https://news.example/wp-login.php?x=1", Fault::LoginPage),
        ] {
            let found = which(&Url::parse(asked).unwrap(), &Url::parse(to).unwrap()).1;
            assert_eq!(found, fault, "{asked} to {to}");
        }
    }
}
