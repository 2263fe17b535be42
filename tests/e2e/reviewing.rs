//! What a writer and an editor do with a story between them, each in a window of their own.

use crate::SOON;
use crate::choosing::name_in_dialog;
use crate::page::ENTER;
use crate::window::Window;
use fantoccini::Locator;
use serde_json::json;
use std::path::Path;
use std::time::Instant;

impl Window {
    /// Runs a command that opens no dialog, by its name.
    pub async fn run(&self, title: &str) {
        self.command("Find a command").await;
        let palette = self.see("dialog[open] [role=combobox]").await;
        palette.send_keys(&format!("{title}{ENTER}")).await.unwrap();
    }

    /// Asks the sites what waits, until a story of that headline does, and opens it.
    pub async fn fetch(&self, headline: &str) {
        self.has_come(headline).await;
        self.read_story(headline).await;
    }

    /// Asks the sites what waits, until a story of that headline does.
    pub async fn has_come(&self, headline: &str) {
        let row = format!("//nav//section//button[@data-row][contains(., '{headline}')]");
        let start = Instant::now();
        loop {
            self.run("Fetch what waits now").await;
            self.closed_dialog().await;
            let wait = self.client.wait().at_most(SOON / 5);
            if wait.for_element(Locator::XPath(&row)).await.is_ok() {
                return;
            }
            if start.elapsed() > 2 * SOON {
                panic!("“{headline}” does not wait. The page says:\n{}", self.text("body").await);
            }
        }
    }

    /// Takes in a post that waits on its site, once its row says this.
    pub async fn take_in(&self, row: &str) {
        self.run("Fetch what waits now").await;
        self.closed_dialog().await;
        self.click_on(&format!("//nav//section//button[@data-row][contains(., '{row}')]")).await;
        let gone =
            format!("return !document.querySelector('nav section').innerText.includes('{row}')");
        self.holds("the post is taken in", &gone).await;
    }

    /// Types other words over some of the text.
    pub async fn write_over(&self, was: &str, now: &str) {
        self.see("[data-field='body']").await;
        let script = "const view = __copydesk.view;
            const from = view.state.doc.toString().indexOf(arguments[0]);
            view.dispatch({ selection: { anchor: from, head: from + arguments[0].length } });
            view.focus();
            return from >= 0";
        let found = self.client.execute(script, vec![json!(was)]).await.unwrap();
        assert_eq!(found, json!(true), "“{was}” is not in the text");
        self.write_at_caret(now).await;
    }

    /// Suggests other words, each pair by itself, and stops suggesting.
    pub async fn suggest(&self, pairs: &[(&str, &str)]) {
        let switch = "button[role=switch][aria-label='Suggesting']";
        self.see(switch).await.click().await.unwrap();
        self.see(&format!("{switch}[aria-checked=true]")).await;
        for (was, now) in pairs {
            self.write_over(was, now).await;
        }
        self.says("main header", "Suggested").await;
        self.see(switch).await.click().await.unwrap();
        self.see(&format!("{switch}[aria-checked=false]")).await;
        self.tab("Notes").await;
        for (_, now) in pairs {
            self.says("section[aria-label='Notes']", now).await;
        }
    }

    /// Leaves a note about the whole story.
    pub async fn note(&self, text: &str) {
        self.tab("Notes").await;
        let field = self.see("textarea[aria-label='Note about the whole story']").await;
        field.send_keys(text).await.unwrap();
        self.press("Leave the note").await;
        self.says("section[aria-label='Notes']", text).await;
    }

    /// Sends the story back.
    pub async fn send_back(&self, reasons: &str) {
        self.tab("Publish").await;
        self.press("Return with reasons…").await;
        self.labelled("Reasons").await.send_keys(reasons).await.unwrap();
        self.press("Return the story").await;
        self.closed_dialog().await;
        self.says("main header", "Returned").await;
    }

    /// Accepts or rejects the suggestion with these words in it.
    pub async fn decide(&self, what: &str, words: &str) {
        self.tab("Notes").await;
        let card = format!("//article[@data-thread][contains(@aria-label, '{words}')]");
        self.click_on(&format!("{card}//button[normalize-space()='{what}']")).await;
        let open = format!(
            "return ![...document.querySelectorAll('article[data-thread]')].some((card) =>
                card.getAttribute('aria-label').includes('{words}') && card.innerText.includes('{what}'))"
        );
        self.holds("the suggestion is decided", &open).await;
    }

    /// Hands the story in to a site.
    pub async fn file_to(&self, site: &str) {
        self.begin_filing(site).await;
        self.filed().await;
    }

    /// Hands the story in to a site, and writes a packet of it too.
    pub async fn file_with_packet(&self, site: &str, file: &Path) {
        self.begin_filing(site).await;
        self.press("Send as a packet too…").await;
        name_in_dialog("Send as a packet", file).await;
        self.says("dialog[open]", "The packet is").await;
        self.filed().await;
    }

    async fn begin_filing(&self, site: &str) {
        self.tab("Publish").await;
        self.press("File…").await;
        self.press(&format!("File to {site}")).await;
        self.says("dialog[open]", "The editors of").await;
    }

    async fn filed(&self) {
        self.press("Done").await;
        self.closed_dialog().await;
        self.says("main header", "Filed").await;
        self.see("[data-delivery='delivered']").await;
    }

    /// Hands the story in as a packet.
    pub async fn file_as_packet(&self, file: &Path) {
        self.tab("Publish").await;
        self.press("File…").await;
        self.click_on("//dialog[@open]//label[normalize-space()='As a packet']").await;
        self.press("Write the packet…").await;
        name_in_dialog("Send as a packet", file).await;
        self.says("dialog[open]", "The packet is").await;
        self.press("Done").await;
        self.closed_dialog().await;
        self.says("main header", "Filed").await;
    }

    /// Writes the story on the page into a packet.
    pub async fn write_packet(&self, file: &Path) {
        self.run("Send as a packet…").await;
        name_in_dialog("Send as a packet", file).await;
        self.says("body", "The packet is").await;
        assert!(file.is_file());
    }

    /// Opens a packet; the first from somebody is confirmed as being from them.
    pub async fn read_packet(&self, file: &Path, first_from: Option<&str>) {
        self.run("Open a packet…").await;
        name_in_dialog("Open a packet", file).await;
        if let Some(name) = first_from {
            self.says("dialog[open]", "Ring").await;
            self.press(&format!("This is {name}")).await;
            self.closed_dialog().await;
        }
        self.says("body", "It came from").await;
    }

    /// Approves what is on the page.
    pub async fn approve(&self) {
        self.tab("Publish").await;
        self.press("Approve this text").await;
        self.says("section[aria-label='Publish']", "exactly this text").await;
    }
}
