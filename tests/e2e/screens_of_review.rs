//! The screens of a review: what waits, what a colleague said and suggests, both texts side by side and two
//! texts to settle, handing in, giving to a colleague, approving and sending back.

use crate::data::Data;
use crate::screens::{UNFINISHED, Visit, append, id_of, named};
use serde_json::Value;

const SOLAR: &str = "How one Marlbridge workshop cut its power bill by a third";
const BRIDGE: &str = "Footbridge on Weir Road opens a month early";

impl Visit<'_> {
    /// A story of one's own that comes back from a colleague, and one of the colleague's.
    pub async fn review(&mut self, data: &Data) {
        let window = self.window;
        sent_there_and_back(data);
        window.read_story(BRIDGE).await;
        for theme in ["light", "dark"] {
            window.dress(theme, "publish").await;
            window.read_story(BRIDGE).await;
            window.button("Approve this text").await;
            self.read(&named("waiting", theme)).await;
            window.press("Return with reasons…").await;
            self.read(&named("return", theme)).await;
            window.escape().await;
            window.run("Assign the story to somebody…").await;
            window.says("dialog[open]", "Yourself").await;
            self.read(&named("assign", theme)).await;
            window.escape().await;

            window.dress(theme, "notes").await;
            window.read_story(SOLAR).await;
            window.says("section[aria-label='Notes']", "Accept all").await;
            self.read(&named("notes", theme)).await;
            let switch = "button[role=switch][aria-label='Suggesting']";
            window.see(switch).await.click().await.unwrap();
            window.see(&format!("{switch}[aria-checked=true]")).await;
            let (was, instead) = if theme == "light" {
                ("15 miles", "20 miles")
            } else {
                ("once a year", "twice a year")
            };
            window.write_over(was, instead).await;
            window.says("main header", "Suggested").await;
            // A caret that blinks is never at rest.
            window.script("document.activeElement?.blur()").await;
            self.read(&named("suggesting", theme)).await;
            window.see(switch).await.click().await.unwrap();
            window.see(&format!("{switch}[aria-checked=false]")).await;

            window.tab("History").await;
            window.press("What the editor changed").await;
            window.says("dialog[open]", "Side by side").await;
            window.says("dialog[open]", "single").await;
            self.read(&named("compare", theme)).await;
            window.escape().await;
            window.read_story(UNFINISHED).await;
            window.tab("Publish").await;
            window.press("File…").await;
            self.read(&named("file", theme)).await;
            window.escape().await;
        }
        changed_by_both(data);
        for theme in ["light", "dark"] {
            window.dress(theme, "notes").await;
            let row = "//nav//button[@data-row][contains(., 'Two texts to settle')]";
            window.click_on(row).await;
            window.says("dialog[open]", "Go on with these").await;
            self.read(&named("settle", theme)).await;
            window.escape().await;
        }
    }
}

/// A colleague and this desk write other words for the same ones.
fn changed_by_both(data: &Data) {
    let colleague = Data::new();
    colleague.desk(&["me", "Edith Marsh"]);
    let folder = tempfile::tempdir().unwrap();
    let packet = folder.path().join("bridge.story");
    let packet = packet.to_str().unwrap();
    let bridge = id_of(data, BRIDGE);
    data.desk(&["export", &bridge, packet]);
    colleague.desk(&["import", packet]);
    std::fs::remove_file(packet).unwrap();
    for (desk, words) in [(data, "a narrowboat"), (&colleague, "a coal barge")] {
        desk.desk(&["suggest", &bridge, "a barge", words]);
        desk.desk(&["accept", &bridge, "--all"]);
    }
    colleague.desk(&["export", &bridge, packet]);
    // It succeeds all the same where something is left to settle.
    data.command(&["import", packet]).output().unwrap();
}

/// A colleague edits one story and sends another.
fn sent_there_and_back(data: &Data) {
    let colleague = Data::new();
    colleague.desk(&["me", "Edith Marsh"]);
    let folder = tempfile::tempdir().unwrap();
    let packet = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let solar = id_of(data, SOLAR);
    append(data, &solar, "The workshop expects to have paid for the panels in six years.");
    data.desk(&["file", &solar]);
    data.desk(&["export", &solar, &packet("there.story")]);
    colleague.desk(&["import", &packet("there.story")]);
    for (words, instead) in [("half past seven", "7.30am"), ("last spring ", "")] {
        colleague.desk(&["suggest", &solar, words, instead]);
    }
    // What the colleague changed at once is there to be compared.
    let change = ["suggest", &solar, "one morning's work", "a single morning", "--json"];
    let told: Value = serde_json::from_str(&colleague.desk(&change)).unwrap();
    colleague.desk(&["accept", &solar, told["suggestion"]["id"].as_str().unwrap()]);
    let ask = "Which year was that? The firm's own page says the year before.";
    colleague.desk(&["note", &solar, ask, "--on", "first year"]);
    colleague.desk(&[
        "return",
        &solar,
        "Nearly there: please check the year, and who measured the third.",
    ]);
    colleague.desk(&["export", &solar, &packet("back.story")]);
    data.desk(&["import", &packet("back.story")]);

    let told: Value = serde_json::from_str(&colleague.desk(&["new", BRIDGE, "--json"])).unwrap();
    let bridge = told["stories"][0]["id"].as_str().unwrap();
    append(
        &colleague,
        bridge,
        "The footbridge over the canal on Weir Road opens on Friday, a month before it was promised.\n\n\
         It was closed in March, when a barge struck its middle pier.",
    );
    colleague.desk(&["file", bridge]);
    colleague.desk(&["export", bridge, &packet("bridge.story")]);
    data.desk(&["import", &packet("bridge.story")]);
}
