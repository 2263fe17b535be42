//! The screens of writing: a word in no dictionary, finding and replacing, one sentence in focus, and what
//! came in of a document.

use crate::choosing::name_in_dialog;
use crate::page::ENTER;
use crate::screens::{Visit, named};
use std::path::Path;

const STORY: &str = "Market stall rents frozen until spring";

impl Visit<'_> {
    /// What is done to words while they are written.
    pub async fn writing(&mut self) {
        let window = self.window;
        for theme in ["light", "dark"] {
            window.dress(theme, "pictures").await;
            window.read_story(STORY).await;
            window
                .click_on(
                    "//*[contains(@class, 'cm-content')]//*[contains(@class, 'finding-spelling')]",
                )
                .await;
            let body = window.see("[data-field='body']").await;
            body.send_keys("\u{E009}.\u{E009}").await.unwrap();
            window.see("[role=menu]").await;
            self.read(&named("spelling", theme)).await;
            window.escape().await;

            body.send_keys("\u{E009}f\u{E009}").await.unwrap();
            window
                .see("[aria-label='Find in this story']")
                .await
                .send_keys(&format!("stall{ENTER}"))
                .await
                .unwrap();
            window.says("main [role=search]", "1 of").await;
            self.read(&named("find", theme)).await;
        }
        window.dress("light", "pictures").await;
        self.document().await;
    }

    async fn document(&mut self) {
        let document =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/fixtures/libreoffice.docx");
        let window = self.window;
        window.run("Import a document…").await;
        name_in_dialog("Import", &document).await;
        window.press("What came in").await;
        window.says("dialog[open]", "What came in").await;
        self.read("came-in").await;
        window.escape().await;
    }
}
