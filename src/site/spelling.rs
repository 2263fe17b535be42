//! One way to write where a site is. What was published there is filed under it, so a site that is
//! written in two ways would be two places, and get every story twice.

use super::http::base;
use super::{Address, Kind, ghost, wordpress};
use crate::error::Result;

/// The address of the site in the one way it is stored: with its scheme, the host in small letters,
/// no port where it is the scheme's own, no slash, query or fragment at the end, and without what
/// leads into WordPress's or Ghost's own pages. It leads where the address as typed does.
///
/// # Errors
/// `Invalid` if it is no web address, or neither HTTPS nor on this computer.
pub fn canonical(site: &Address) -> Result<String> {
    let url = base(&site.url)?;
    let mut url = match site.kind {
        Kind::Own => url,
        Kind::Wordpress => wordpress::site_of(url),
        Kind::Ghost => ghost::site_of(url),
    };
    // The dot of a name that is whole in any network (RFC 1034, 3.1).
    if let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')) {
        let host = host.to_owned();
        url.set_host(Some(&host)).ok();
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    fn written(kind: Kind, url: &str) -> Result<String> {
        let (name, url) = ("town".to_owned(), url.to_owned());
        canonical(&Address { name, kind, url, user: None, fingerprint: None })
    }

    #[test]
    fn one_site_is_written_in_one_way() {
        let spellings = [
            "news.example/blog",
            " https://news.example/blog ",
            "https://news.example/blog/",
            "https://news.example/blog//",
            "HTTPS://News.Example/blog",
            "News.example:443/blog/",
            "https://news.example./blog",
            "https://news.example/blog/?p=1#top",
        ];
        let wordpress =
            ["/wp-admin", "/wp-admin/profile.php", "/wp-login.php", "/wp-json/", "/wp-json/wp/v2"];
        let ghost = ["/ghost", "/ghost/", "/ghost/#/settings", "/ghost/api/admin/"];
        let inside: [(Kind, &[&str]); 3] =
            [(Kind::Own, &[]), (Kind::Wordpress, &wordpress), (Kind::Ghost, &ghost)];
        for (kind, inside) in inside {
            let inside = inside.iter().map(|page| format!("https://News.example/blog{page}"));
            for typed in spellings.map(str::to_owned).into_iter().chain(inside) {
                let stored = written(kind, &typed).unwrap();
                assert_eq!(stored, "https://news.example/blog", "{kind:?} {typed}");
                assert_eq!(written(kind, &stored).unwrap(), stored, "and stays so");
            }
            for typed in ["news.example", "https://news.example/", "News.example:443"] {
                assert_eq!(written(kind, typed).unwrap(), "https://news.example", "{typed}");
            }
            for typed in ["localhost:8400", "http://localhost:8400/", "http://LOCALHOST:8400"] {
                assert_eq!(written(kind, typed).unwrap(), "http://localhost:8400", "{typed}");
            }
            assert_eq!(written(kind, "http://127.0.0.1:80/").unwrap(), "http://127.0.0.1");
            assert_eq!(written(kind, "http://news.example").unwrap_err().code, Code::Invalid);
        }
    }

    #[test]
    fn another_site_is_another_address() {
        for other in ["https://news.example/Blog", "https://news.example:8443/blog", "blog.example"]
        {
            assert_ne!(written(Kind::Own, other).unwrap(), "https://news.example/blog");
        }
        let of = |kind, url| written(kind, url).unwrap();
        assert_eq!(of(Kind::Own, "https://news.example/ghost/"), "https://news.example/ghost");
        assert_eq!(of(Kind::Ghost, "https://news.example/ghosts"), "https://news.example/ghosts");
    }
}
