//! The screens there are with two sites: one that answers and one that does not, an embargo, a story
//! put right and taken off again.

use crate::data::Data;
use crate::news_site::{NAME, NewsSite};
use crate::screens::{Visit, id_of, named};
use crate::wordpress_site::free_port;
use jiff::{SignedDuration, Timestamp};

const LIBRARY: &str = "Library reopens after two-year repair";
const LANTERNS: &str = "Boats to carry 400 lanterns for canal evening";
const RENTS: &str = "Market stall rents frozen until spring";

impl Visit<'_> {
    /// From two sites that answer to one that has gone.
    pub async fn several(&mut self, data: &Data) {
        let window = self.window;
        let newsroom = Data::new();
        let site = NewsSite::start(&newsroom, free_port());
        window.dress("light", "publish").await;
        site.add_to(window, &site.editor).await;
        window.tick(NAME).await;
        window.press(&format!("Publish to {NAME}")).await;
        window.card_says(NAME, "Published").await;

        let tomorrow = (Timestamp::now() + SignedDuration::from_hours(24)).to_string();
        data.desk(&["embargo", &id_of(data, LANTERNS), &format!("{} 06:00", &tomorrow[..10])]);
        window.read_story(LANTERNS).await;
        self.in_both("embargo", "[data-delivery], .lock").await;
        window.press_the_button("Queue until").await;
        window.see("[data-delivery='held']").await;

        drop(site);
        window.read_story(RENTS).await;
        window.press_the_button("Publish to 2 sites").await;
        window.card_says(NAME, "The site cannot be reached").await;
        window.card_says("The Marlbridge Courier", "Published").await;
        self.in_both("several", "[data-delivery='queued']").await;
        self.dialogs().await;
    }

    /// The panel as it is, in the light and in the dark.
    async fn in_both(&mut self, name: &str, shows: &str) {
        for theme in ["light", "dark"] {
            self.window.dress(theme, "publish").await;
            self.window.see(shows).await;
            self.read(&named(name, theme)).await;
        }
    }

    /// What is asked and told over the page.
    async fn dialogs(&mut self) {
        let window = self.window;
        for theme in ["light", "dark"] {
            window.dress(theme, "publish").await;
            window.command("Outbox").await;
            window.see("dialog[open] [data-outbox='held']").await;
            self.read(&named("outbox", theme)).await;
            window.escape().await;
            window.command("Sites…").await;
            window.press(&format!("Check the connection to {NAME}")).await;
            window.says("dialog[open]", "This is a job for").await;
            // The whole ladder.
            window.script("document.querySelector('dialog[open] section').scrollIntoView()").await;
            self.read(&named("doctor", theme)).await;
            window.escape().await;
            window.read_story(LIBRARY).await;
            window.command("Correct the published story…").await;
            let note = "The glass roof has 240 panes, not 420 as first stated.";
            window.labelled("What is put right").await.send_keys(note).await.unwrap();
            self.read(&named("correct", theme)).await;
            window.escape().await;
            window.command("Withdraw the story from its sites…").await;
            self.read(&named("withdraw", theme)).await;
            window.escape().await;
            window.read_story(RENTS).await;
        }
    }
}
