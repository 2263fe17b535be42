//! What a person does on the page, and what stands there.

use crate::desktop;
use crate::window::Window;
use crate::{SOON, until};
use fantoccini::Locator;
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The Enter key, for text typed with WebDriver: `\n` would be dropped.
pub const ENTER: &str = "\u{E007}";

/// Control and End, and Control let go of again.
pub const CTRL_END: &str = "\u{E009}\u{E010}\u{E009}";

/// The command that opens the palette.
const PALETTE: &str = "Find a command";

impl Window {
    /// The element, once it is on the page.
    pub async fn see(&self, selector: &str) -> Element {
        self.wait_for(Locator::Css(selector), selector).await
    }

    async fn wait_for(&self, locator: Locator<'_>, what: &str) -> Element {
        match self.client.wait().at_most(SOON).for_element(locator).await {
            Ok(element) => element,
            Err(error) => panic!("{what}: {error}. The page says:\n{}", self.text("body").await),
        }
    }

    /// The button that says exactly this.
    pub async fn button(&self, words: &str) -> Element {
        // A dialog is in front of everything else.
        let path = format!("//button[normalize-space()='{words}' or @aria-label='{words}']");
        let path = format!("//dialog[@open]{path} | //body[not(.//dialog[@open])]{path}");
        self.wait_for(Locator::XPath(&path), words).await
    }

    pub async fn press(&self, words: &str) {
        self.button(words).await.click().await.unwrap();
    }

    /// Clicks what an XPath finds, once that can be clicked.
    pub async fn click_on(&self, path: &str) {
        // A pane that is still opening takes no clicks, and a list that is read anew has other rows.
        let clicked = async || {
            let place = self.client.find(Locator::XPath(path)).await.ok()?;
            place.click().await.ok()
        };
        until(&format!("a click on {path}"), SOON, clicked).await;
    }

    /// Shows a tab of the side panel.
    pub async fn tab(&self, name: &str) {
        let path = format!("//*[@role='tab'][starts-with(normalize-space(), '{name}')]");
        self.click_on(&path).await;
        self.see(&format!("section[aria-label='{name}']")).await;
    }

    /// The field of a dialog beneath its label.
    pub async fn labelled(&self, label: &str) -> Element {
        let path = format!("//dialog[@open]//*[@id = //label[normalize-space()='{label}']/@for]");
        self.wait_for(Locator::XPath(&path), label).await
    }

    /// Types into a field of the story: `headline`, `body`, `picture:roof.jpg:credit` …
    pub async fn write(&self, field: &str, text: &str) {
        let place = self.see(&format!("[data-field='{field}']")).await;
        place.click().await.unwrap();
        place.send_keys(&text.replace('\n', ENTER)).await.unwrap();
    }

    /// Chooses from one of the story's lists: `section` or `kind`.
    pub async fn choose(&self, field: &str, choice: &str) {
        let list = self.see(&format!("select[data-field='{field}']")).await;
        list.select_by_label(choice).await.unwrap();
    }

    /// Types where the caret is.
    pub async fn write_at_caret(&self, text: &str) {
        let place = self.see("[data-field='body']").await;
        place.send_keys(text).await.unwrap();
    }

    /// Says who is writing, in the dialog of the first start.
    pub async fn introduce(&self, name: &str) {
        self.labelled("Your name").await.send_keys(name).await.unwrap();
        self.press("Begin").await;
        self.closed_dialog().await;
    }

    /// Says who is writing and begins a story.
    pub async fn begin_story(&self, name: &str) {
        self.introduce(name).await;
        self.press("New story").await;
        self.see("[data-field='body']").await;
    }

    /// Waits until no dialog is open.
    pub async fn closed_dialog(&self) {
        let open = "return document.querySelector('dialog[open]') === null";
        self.holds("the dialog is closed", open).await;
    }

    /// Waits until an element shows these words.
    pub async fn says(&self, selector: &str, words: &str) {
        let start = Instant::now();
        while !self.text(selector).await.contains(words) {
            if start.elapsed() > SOON {
                panic!(
                    "“{words}” is not in {selector}. The page says:\n{}",
                    self.text("body").await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a command by its name, or opens the palette where the name is the palette's own.
    pub async fn command(&self, title: &str) {
        let body = self.see("body").await;
        body.send_keys("\u{E009}k\u{E009}").await.unwrap();
        let palette = self.see("dialog[open] [role=combobox]").await;
        if title != PALETTE {
            palette.send_keys(&format!("{title}{ENTER}")).await.unwrap();
            self.see("dialog[open] h2").await;
        }
    }

    /// Closes the dialog that is open.
    pub async fn escape(&self) {
        let escape = "\u{E00C}";
        self.client.active_element().await.unwrap().send_keys(escape).await.unwrap();
        self.closed_dialog().await;
    }

    /// Waits until a script answers `true`.
    pub async fn holds(&self, what: &str, script: &str) {
        let start = Instant::now();
        while self.script(script).await != json!(true) {
            if start.elapsed() > SOON {
                panic!("{what}: not so. The page says:\n{}", self.text("body").await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// What a field holds now.
    pub async fn value(&self, field: &str) -> String {
        let place = self.see(&format!("[data-field='{field}']")).await;
        place.prop("value").await.unwrap().unwrap_or_default()
    }

    /// The Markdown in the editor.
    pub async fn body(&self) -> String {
        self.see("[data-field='body']").await;
        let text = self.script("return __copydesk.view.state.doc.toString()").await;
        text.as_str().unwrap().to_owned()
    }

    /// The words an element shows.
    pub async fn text(&self, selector: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        let text = self.client.execute(script, vec![json!(selector)]).await.unwrap();
        text.as_str().unwrap_or_default().to_owned()
    }

    /// The middle of an element, in pixels of the screen.
    pub async fn on_screen(&self, selector: &str) -> (i32, i32) {
        self.see(selector).await;
        let script = "const place = document.querySelector(arguments[0]);
            place.scrollIntoView({ block: 'center' });
            const { x, y, width, height } = place.getBoundingClientRect();
            return [x + width / 2, y + height / 2].map(Math.round);";
        let inside = self.client.execute(script, vec![json!(selector)]).await.unwrap();
        let (left, top) = desktop::origin(&self.id().await);
        let part = |n: usize| i32::try_from(inside[n].as_i64().unwrap()).unwrap();
        (left + part(0), top + part(1))
    }

    /// Presses the one button of the publish panel and waits for the page's address.
    pub async fn publish(&self) -> String {
        self.tab("Publish").await;
        let button = "section[aria-label='Publish'] button[data-variant=primary]:enabled";
        self.see(button).await.click().await.unwrap();
        self.delivered().await
    }

    /// Waits for the end of a delivery; answers where readers find the story.
    pub async fn delivered(&self) -> String {
        let address = "return document.querySelector(\"[data-delivery='delivered'] .link\")?.textContent ?? null";
        let seen = async || self.script(address).await.as_str().map(str::to_owned);
        until("the link to the published page", 4 * SOON, seen).await
    }
}
