//! What a document holds beside its text.

use super::body::words;
use super::{Package, tell};
use crate::error::Result;
use crate::markdown::pasted::{Loss, Pasted};
use std::collections::BTreeSet;

/// Tells of comments, with whose they are.
pub fn comments(package: &Package, pasted: &mut Pasted) -> Result<()> {
    let relations = package.relations(&package.main())?;
    let Some(tree) = package.xml_of(relations.of_kind("comments").first().copied())? else {
        return Ok(());
    };
    for comment in tree.elements().filter(|one| one.name == "w:comment") {
        let words = words(comment);
        match comment.attribute("w:author").filter(|author| !author.is_empty()) {
            Some(author) => tell(pasted, Loss::Comment, &format!("{author}: {words}")),
            None => tell(pasted, Loss::Comment, &words),
        }
    }
    Ok(())
}

/// Tells of what stands at the top and the foot of every page.
pub fn margins(package: &Package, pasted: &mut Pasted) -> Result<()> {
    let relations = package.relations(&package.main())?;
    let mut told = BTreeSet::new();
    for kind in ["header", "footer"] {
        for part in relations.of_kind(kind) {
            let Some(tree) = package.xml_of(Some(part))? else { continue };
            let words = words(&tree);
            if !words.trim().is_empty() && told.insert(words.clone()) {
                tell(pasted, Loss::Left(format!("{kind} of the pages")), &words);
            }
        }
    }
    Ok(())
}
