//! Tags: Ghost has nothing else to sort stories by. The first tag of a post is its section.

use super::wire::{Tag, Tags, suspended, value};
use super::{Ghost, is_gone};
use crate::error::Result;
use serde_json::{Value, json};
use ureq::http::Method;

impl Ghost {
    /// The names of the tags readers see, in alphabetical order.
    pub(super) fn sections(&self) -> Result<Vec<String>> {
        let tags = self.tags()?;
        Ok(tags.into_iter().filter(|tag| !tag.is_internal()).map(|tag| tag.name).collect())
    }

    fn tags(&self) -> Result<Vec<Tag>> {
        let mut all = Vec::new();
        let mut page = 1;
        loop {
            let number = page.to_string();
            let query = [
                // Ghost 6 gives no more than a hundred.
                ("limit", "100"),
                ("page", &number),
                ("order", "name asc"),
                ("fields", "id,name"),
            ];
            let answer = self.ask(Method::GET, "tags/", &query)?;
            // There are tags at every Ghost; only whoever was suspended is told that there are none.
            if is_gone(&answer) {
                return Err(suspended(&self.http.host()));
            }
            let part: Tags = value(&answer)?;
            all.extend(part.tags);
            match part.meta.pagination.next {
                Some(next) if next > page => page = next,
                _ => return Ok(all),
            }
        }
    }

    /// The tags of a post, section first, in the form they are sent. A tag that is there is named
    /// by its id: by its name Ghost would rename it, capitals and all, or make a twin of it. One
    /// that is not there is made with the post. `held` are internal ones somebody put on it.
    pub(super) fn tags_named(&self, names: &[&str], held: &[Tag]) -> Result<Vec<Value>> {
        if names.is_empty() && held.is_empty() {
            return Ok(Vec::new());
        }
        let there = if names.is_empty() { Vec::new() } else { self.tags()? };
        Ok(wanted(names, &there, held))
    }
}

fn wanted(names: &[&str], there: &[Tag], held: &[Tag]) -> Vec<Value> {
    let mut wanted: Vec<Value> = Vec::new();
    let found = |name: &str| there.iter().find(|tag| folded(&tag.name) == folded(name));
    let named = names.iter().map(|name| match found(name) {
        Some(tag) => json!({ "id": tag.id }),
        None => json!({ "name": name.trim() }),
    });
    let internal = held.iter().filter(|tag| tag.is_internal());
    for tag in named.chain(internal.map(|tag| json!({ "id": tag.id }))) {
        if !wanted.contains(&tag) {
            wanted.push(tag);
        }
    }
    wanted
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_whatever_its_case_and_named_once() {
        let tag = |id: &str, name: &str| Tag { id: id.into(), name: name.into() };
        let there = [tag("1", "News"), tag("2", "Local News")];
        let held = [tag("2", "Local News"), tag("9", "#front")];
        assert_eq!(
            wanted(&["local news ", "Roofs", "NEWS", "Local News"], &there, &held),
            [json!({"id": "2"}), json!({"name": "Roofs"}), json!({"id": "1"}), json!({"id": "9"})]
        );
    }
}
