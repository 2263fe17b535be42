//! Which kind of site stands at an address. Asked without a secret, and only where the kind that was
//! chosen is not there.

use super::asking::Asking;
use crate::site::ghost::wire::SiteAnswer as GhostAnswer;
use crate::site::http::Answer;
use crate::site::own::wire::{KIND, SiteAnswer};
use crate::site::wordpress::wire::Index;
use ureq::http::Method;

/// A kind of site that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Own,
    Wordpress,
    Ghost,
}

impl Found {
    /// As the beginning of a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Own => "A site with the Copydesk site API",
            Self::Wordpress => "A WordPress site",
            Self::Ghost => "A Ghost site",
        }
    }

    /// Whether a site of this kind speaks so of itself.
    fn says(self, answer: &Answer) -> bool {
        match self {
            Self::Own => answer.json::<SiteAnswer>().is_some_and(|site| site.kind == KIND),
            Self::Wordpress => answer.json::<Index>().is_some(),
            Self::Ghost => answer.json::<GhostAnswer>().is_some(),
        }
    }
}

/// Where each kind is asked who it is.
const PLACES: [(&str, Found); 4] = [
    ("ghost/api/admin/site/", Found::Ghost),
    ("api/v1/site", Found::Own),
    ("wp-json/", Found::Wordpress),
    ("index.php?rest_route=/", Found::Wordpress),
];

/// What stands at the site's address.
pub fn what(asking: &Asking<'_>) -> Option<Found> {
    PLACES.iter().find_map(|(path, kind)| {
        let url = asking.http.home().join(path).ok()?;
        let answer = asking.attempt(asking.http.anonymous(Method::GET, url), None).ok()?;
        (answer.is_success() && kind.says(&answer)).then_some(*kind)
    })
}
