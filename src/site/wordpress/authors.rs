//! Guest bylines: authors who are no accounts, where a plug-in of the site keeps them.
//!
//! WordPress prints the account as a post's author. Two plug-ins let a post name others: Co-Authors
//! Plus (`coauthors/v1`, in its `php/api/endpoints.php`) and PublishPress Authors (a taxonomy at
//! `wp/v2/ppma_author`, in its `src/core/Plugin.php`). Where one of them has an author of exactly the
//! story's name, and this account may set it, the post gets it and its text no byline line. Neither
//! lets an account such as ours make an author, so every other name stands in the text.

use super::terms::unescape;
use super::wire::{Post, Term, User, refusal, value};
use super::{EDIT, Wordpress};
use crate::error::Result;
use crate::site::Outgoing;
use crate::site::http::Answer;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::PoisonError;
use ureq::http::Method;

/// The route by which PublishPress Authors is known, and the field of a post that names its authors.
const TAXONOMY: &str = "ppma_author";

/// A plug-in that keeps authors who are no accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plugin {
    CoAuthorsPlus,
    PublishPress,
}

impl Plugin {
    /// The one the API's root tells of, by its namespaces and its routes.
    pub fn told<'a>(
        namespaces: &[String],
        mut routes: impl Iterator<Item = &'a String>,
    ) -> Option<Self> {
        if namespaces.iter().any(|name| name == "coauthors/v1") {
            return Some(Self::CoAuthorsPlus);
        }
        let route = format!("/wp/v2/{TAXONOMY}");
        routes.any(|told| *told == route).then_some(Self::PublishPress)
    }
}

/// An author as its plug-in calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// By its `userNicename`.
    CoAuthorsPlus(String),
    /// By its term's number.
    PublishPress(u64),
}

/// An author as Co-Authors Plus tells of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CoAuthor {
    /// With HTML entities.
    display_name: String,
    user_nicename: String,
}

impl Wordpress {
    /// The author of the plug-in under whose name the story goes out; `None` where it stands in the
    /// text. Asked once for each name.
    pub(super) fn author(&self, outgoing: &Outgoing<'_>) -> Result<Option<Author>> {
        let name = outgoing.house.name_in(&outgoing.story.copy.byline);
        let Some(plugin) = self.root()?.authors.filter(|_| !name.is_empty()) else {
            return Ok(None);
        };
        if let Some(known) = self.known_authors().get(&name) {
            return Ok(known.clone());
        }
        let found = match plugin {
            Plugin::CoAuthorsPlus => self.co_author(&name)?,
            Plugin::PublishPress => self.author_term(&name)?,
        };
        self.known_authors().insert(name, found.clone());
        Ok(found)
    }

    fn known_authors(&self) -> super::Authors<'_> {
        self.authors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Only who may set authors may search for them, so an answer says both.
    fn co_author(&self, name: &str) -> Result<Option<Author>> {
        let found = self.of_co_authors(Method::GET, "search", &[("q", name)])?;
        let found: Option<Vec<CoAuthor>> = allowed(&found)?;
        let named = found.unwrap_or_default().into_iter();
        let named = named.filter(|author| unescape(&author.display_name).trim() == name);
        Ok(only(named).map(|author| Author::CoAuthorsPlus(author.user_nicename)))
    }

    /// Only who may set its terms is told of a taxonomy in the edit context.
    fn author_term(&self, name: &str) -> Result<Option<Author>> {
        if allowed::<Value>(&self.get("taxonomies/author", &[EDIT])?)?.is_none() {
            return Ok(None);
        }
        let query = [("search", name), ("per_page", "100")];
        let found: Option<Vec<Term>> = allowed(&self.get(TAXONOMY, &query)?)?;
        let named = found.unwrap_or_default().into_iter();
        let named = named.filter(|term| unescape(&term.name).trim() == name);
        Ok(only(named).map(|term| Author::PublishPress(term.id)))
    }

    /// Has Co-Authors Plus name the author of a post that is there; the account where the text is to
    /// print the byline `again`. Others beside it were named by somebody on the site and stay.
    pub(super) fn set_co_author(
        &self,
        author: Option<&Author>,
        post: &Post,
        again: bool,
    ) -> Result<()> {
        if self.root()?.authors != Some(Plugin::CoAuthorsPlus) {
            return Ok(());
        }
        let wanted = match author {
            Some(Author::CoAuthorsPlus(nicename)) => nicename.clone(),
            // The byline is in the text again, so the account is the author again.
            None if again => value::<User>(&self.get("users/me", &[EDIT])?)?.slug,
            _ => return Ok(()),
        };
        let path = format!("authors/{}", post.id);
        let named: Option<Vec<CoAuthor>> =
            allowed(&self.of_co_authors(Method::GET, &path, &[])?)?;
        let is_it = |author: &CoAuthor| author.user_nicename == wanted;
        match named {
            Some(named) if !named.iter().any(is_it) => {
                let query = [("new_authors", wanted.as_str())];
                value::<Value>(&self.of_co_authors(Method::POST, &path, &query)?).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    fn of_co_authors(&self, method: Method, path: &str, query: &[(&str, &str)]) -> Result<Answer> {
        let url = self.root()?.beside("coauthors/v1", path, query);
        self.http.call(method, url).send()
    }
}

/// Has the fields of a post name the author, where its plug-in keeps it as one of them; none where the
/// text is to print the byline `again`. Others beside it were named by somebody on the site and stay.
/// `held` is the post as it is there.
pub fn name_author(author: Option<&Author>, held: Option<&Post>, again: bool, fields: &mut Value) {
    let named = held.map(Post::authors).unwrap_or_default();
    match author {
        Some(Author::PublishPress(id)) if !named.contains(id) => fields[TAXONOMY] = json!([id]),
        // With none at all the plug-in shows the account.
        None if again && !named.is_empty() => fields[TAXONOMY] = json!([]),
        _ => {}
    }
}

/// Whether the text of a post of ours, under this marker, is to print a byline that the text which is
/// there does not: its author was named until now.
pub fn prints_again(fields: &Value, held: &Post, marker: &str) -> bool {
    let line = format!("byline {marker}");
    fields["content"].as_str().is_some_and(|text| text.contains(&line))
        && !held.content.raw.contains(&line)
}

/// What the site answers; `None` where this account may not ask, or the plug-in has no such route.
fn allowed<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<Option<T>> {
    match answer.status() {
        _ if answer.is_success() => Ok(answer.json()),
        401 | 403 | 404 => Ok(None),
        _ => Err(refusal(answer)),
    }
}

/// The one there is; none where two have the same name, for nobody could say which is meant.
fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plug_in_is_known_by_what_the_root_tells() {
        let told = |namespaces: &[&str], routes: &[&str]| {
            let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            let (namespaces, routes): (Vec<String>, Vec<String>) =
                (owned(namespaces), owned(routes));
            Plugin::told(&namespaces, routes.iter())
        };
        assert_eq!(told(&["wp/v2"], &["/wp/v2/posts"]), None);
        assert_eq!(told(&["wp/v2", "coauthors/v1"], &[]), Some(Plugin::CoAuthorsPlus));
        assert_eq!(told(&["wp/v2"], &["/wp/v2/ppma_author"]), Some(Plugin::PublishPress));
    }

    #[test]
    fn of_two_with_one_name_neither_is_taken() {
        assert_eq!(only([7].into_iter()), Some(7));
        assert_eq!(only([7, 8].into_iter()), None);
        assert_eq!(only(std::iter::empty::<u8>()), None);
    }
}
