//! The screens of somebody who writes: looking for words in every field of the page.

use crate::page::ENTER;
use crate::screens::{Visit, named};

impl Visit<'_> {
    /// Words that stand in the headline, in captions and in the text, found.
    pub async fn finding(&mut self, theme: &str) {
        let window = self.window;
        window.run("Find and replace in this story").await;
        let words = window.see("[aria-label='Find in this story']").await;
        words.send_keys(&format!("library{ENTER}")).await.unwrap();
        window.see(".sought-here").await;
        self.read(&named("find", theme)).await;
        window.press("Close").await;
        // A caret that blinks is never at rest.
        window.script("document.activeElement?.blur()").await;
    }
}
