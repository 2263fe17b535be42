//! What a person does in the publish panel when there are several sites and stories.

use crate::window::Window;
use crate::{SOON, until};
use serde_json::json;

impl Window {
    /// Puts a story on the page, be it in the list or among those that wait.
    pub async fn read_story(&self, headline: &str) {
        let row =
            format!("//nav[@aria-label='Stories']//button[@data-row][contains(., '{headline}')]");
        self.click_on(&row).await;
        let shown = format!(
            "return document.querySelector(\"[data-field='headline']\")?.value === '{headline}'"
        );
        self.holds("the other story is on the page", &shown).await;
    }

    /// Ticks a site, or takes its tick away.
    pub async fn tick(&self, site: &str) {
        self.click_on(&format!("//label[normalize-space()='{site}']")).await;
    }

    /// Presses the panel's one button, once it says what begins so.
    pub async fn press_the_button(&self, words: &str) {
        let panel = "//section[@aria-label='Publish']";
        let button = "button[@data-variant='primary' and not(@disabled)]";
        self.click_on(&format!("{panel}//{button}[starts-with(normalize-space(), '{words}')]"))
            .await;
    }

    /// Waits until the card of one of several sites shows these words.
    pub async fn card_says(&self, site: &str, words: &str) {
        let script = "return [...document.querySelectorAll('[data-delivery]')]
            .find((card) => card.querySelector('.site')?.textContent === arguments[0])?.innerText ?? ''";
        let shown = async || {
            let card = self.client.execute(script, vec![json!(site)]).await.unwrap();
            card.as_str().is_some_and(|card| card.contains(words)).then_some(())
        };
        until(&format!("“{words}” on the card of {site}"), SOON, shown).await;
    }
}
