//! Every screen in the light and in the dark: read by axe-core, and photographed for the docs.
//!
//! Photographs are taken where `SCREENS_DIR` says; without it the screens are only read.

use crate::data::{Data, sample};
use crate::desktop::run;
use crate::window::Window;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

/// The stories on the desk besides the two that are looked at.
const STORIES: [&str; 3] = ["market-rents", "lantern-evening", "solar-workshop"];
/// The headline of one that lacks much.
pub const UNFINISHED: &str = "Swing bridge to close for TK weeks";

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn screens_have_no_axe_violations() {
    let data = Data::new();
    let window = Window::open(data.path()).await;
    let id = window.id().await;
    run("wmctrl", &["-i", "-r", &id, "-b", "add,fullscreen"]);
    let mut visit = Visit { window: &window, faults: Vec::new() };
    visit.first_start().await;
    for story in STORIES {
        import(&data, story);
    }
    unfinished(&data);
    window.says("nav[aria-label=Stories]", UNFINISHED).await;
    for theme in ["light", "dark"] {
        visit.unfinished(theme).await;
    }
    let library = import(&data, "library-reopens");
    append(&data, &library, "The library's own page has the opening hours.");
    window.says("nav[aria-label=Stories]", "Library reopens").await;
    for theme in ["light", "dark"] {
        visit.story(theme).await;
    }
    window.dress("light", "publish").await;
    window.publish().await;
    visit.read("published").await;
    window.dress("dark", "publish").await;
    window.delivered().await;
    visit.read("published-dark").await;
    window.command("Where is this picture used?…").await;
    visit.read("uses-dark").await;
    window.escape().await;
    visit.several(&data).await;
    visit.review(&data).await;
    visit.writing().await;
    assert!(visit.faults.is_empty(), "{:#?}", visit.faults);
    window.close().await;
}

/// Brings a sample story onto the desk; its id.
fn import(data: &Data, story: &str) -> String {
    let file = sample(&format!("{story}/{story}.md"));
    let told = data.desk(&["import", file.to_str().unwrap(), "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    told["stories"][0]["id"].as_str().unwrap().to_owned()
}

/// The story of that headline.
pub fn id_of(data: &Data, headline: &str) -> String {
    let stories = data.stories();
    let story = stories.iter().find(|story| story["headline"] == headline).unwrap();
    story["id"].as_str().unwrap().to_owned()
}

/// Adds a line to a story, which leaves a revision of what stood before.
pub fn append(data: &Data, id: &str, line: &str) {
    let mut desk = data.command(&["append", id]).stdin(Stdio::piped()).spawn().unwrap();
    writeln!(desk.stdin.take().unwrap(), "\n{line}").unwrap();
    assert!(desk.wait().unwrap().success());
}

/// Begins a story that an editor would send back.
fn unfinished(data: &Data) {
    let told: Value = serde_json::from_str(&data.desk(&["new", UNFINISHED, "--json"])).unwrap();
    let id = told["stories"][0]["id"].as_str().unwrap();
    append(data, id, "The swing bridge closes to traffic on Monday. TK: until when?");
    // One that no story has used: a photograph known already would bring its words along.
    let books = sample("library-reopens/returned-books.jpg");
    data.desk(&["picture", "add", id, books.to_str().unwrap(), "--lead"]);
}

pub(crate) struct Visit<'a> {
    pub window: &'a Window,
    faults: Vec<String>,
}

impl Visit<'_> {
    async fn first_start(&mut self) {
        self.window.labelled("Your name").await;
        self.read("welcome").await;
        self.window.introduce("Nell Farrow").await;
        self.window.button("New story").await;
        self.read("stories-empty").await;
    }

    /// What is asked of a story that lacks much.
    async fn unfinished(&mut self, theme: &str) {
        for (tab, pane, name) in [("checks", "Checks", "checks"), ("publish", "Publish", "missing")]
        {
            self.window.dress(theme, tab).await;
            let pane = format!("section[aria-label='{pane}']");
            self.window.says(&pane, "returned-books.jpg").await;
            self.read(&named(name, theme)).await;
        }
    }

    /// All there is to see of a story before it is published.
    async fn story(&mut self, theme: &str) {
        let window = self.window;
        let named = |name: &str| named(name, theme);
        window.dress(theme, "pictures").await;
        window.see("figure[data-role=lead] img").await;
        self.read(&named("writing")).await;
        window.on_screen(".cm-content figure figcaption").await;
        self.read(&named("pictures")).await;
        window.press("More about roof.jpg").await;
        window.see("aside details[open]").await;
        self.read(&named("caption-form")).await;
        for (tab, name) in [("Publish", "publish"), ("History", "history")] {
            window.tab(tab).await;
            self.read(&named(name)).await;
        }
        self.found(theme).await;
        window.tab("Preview").await;
        let set = "const page = document.querySelector(\"section[aria-label='Preview'] .page\").shadowRoot; const lead = page?.querySelector('article figure img'); return !!lead?.complete && lead.naturalWidth > 0;";
        window.holds("the preview is set", set).await;
        self.read(&named("preview")).await;
        for view in ["Desktop", "Cards"] {
            window.click_on(&format!("//label[normalize-space()='{view}']")).await;
            self.read(&named(&format!("preview-{}", view.to_lowercase()))).await;
        }
        window.click_on("//label[normalize-space()='Phone']").await;
        for (command, name) in
            [("Sites…", "sites"), ("Find a command", "palette"), ("Help and keys", "help")]
        {
            window.command(command).await;
            self.read(&named(name)).await;
            if name == "sites" {
                window.press("Add a site…").await;
                self.read(&named("add-site")).await;
            }
            window.escape().await;
        }
    }

    /// What is found among the stories, and the fields that narrow them.
    async fn found(&mut self, theme: &str) {
        let window = self.window;
        window.press("Filter").await;
        window.see("nav [role=group] select").await;
        let field = window.see("nav [type=search]").await;
        field.send_keys("glass").await.unwrap();
        window.see("nav [data-row] mark").await;
        self.read(&named("found", theme)).await;
        field.send_keys("\u{E009}a\u{E009}\u{E003}").await.unwrap();
        window.says("nav[aria-label=Stories]", "Drafts").await;
        window.press("Filter").await;
    }

    /// Asks axe-core about the screen, and takes its photograph.
    pub async fn read(&mut self, name: &str) {
        self.window.at_rest().await;
        self.photograph(name).await;
        for fault in axe(self.window).await {
            self.faults.push(format!("{name}: {fault}"));
        }
    }

    async fn photograph(&self, name: &str) {
        let Some(folder) = std::env::var_os("SCREENS_DIR").map(PathBuf::from) else { return };
        std::fs::create_dir_all(&folder).unwrap();
        // Readers see where stories are for them, not where this test keeps its own.
        // It is painted before the photograph is taken.
        let tidy = "for (const place of document.querySelectorAll('dialog[open] p')) for (const text of place.childNodes)
            if (text.nodeType === 3) text.data = text.data.replace(/\\S*copydesk-e2e-\\w+/, '~/.local/share/copydesk');
            const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.window.client.execute_async(tidy, Vec::new()).await.unwrap();
        // The driver's own screenshot waits for a page to be drawn again, which one at rest never is.
        let lossless = folder.join(format!("{name}.png"));
        run("import", &["-window", &self.window.id().await, lossless.to_str().unwrap()]);
        // A fifth of the bytes, and no eye sees the difference on a page.
        let small = lossless.with_extension("webp");
        let (lossless, small) = (lossless.to_str().unwrap(), small.to_str().unwrap());
        run("convert", &[lossless, "-strip", "-quality", "82", small]);
        std::fs::remove_file(lossless).unwrap();
    }
}

/// What a screen is called in a theme.
pub fn named(name: &str, theme: &str) -> String {
    if theme == "light" { name.to_owned() } else { format!("{name}-{theme}") }
}

/// What axe-core holds against the screen as it is.
pub async fn axe(window: &Window) -> Vec<String> {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(source).expect("axe-core is not installed: scripts/ui.sh");
    window.client.execute(&source, Vec::new()).await.unwrap();
    // What fades in under the pointer while axe reads would be measured half faded.
    let ask = "const done = arguments[0]; const still = new CSSStyleSheet();
        still.replaceSync('* { transition: none !important }'); document.adoptedStyleSheets.push(still);
        axe.run().then(({ violations }) => { document.adoptedStyleSheets.pop(); done(violations); });";
    let violations = window.client.execute_async(ask, Vec::new()).await.unwrap();
    let told = |fault: &Value| {
        let places: Vec<String> = fault["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| format!("{} {}", node["target"], node["failureSummary"]))
            .collect();
        format!("{}: {}", fault["id"], places.join(" "))
    };
    violations.as_array().unwrap().iter().map(told).collect()
}

impl Window {
    /// Starts the page anew in a theme, with a tab of the side panel.
    pub async fn dress(&self, theme: &str, tab: &str) {
        let layout = json!({ "stories": true, "panel": true, "tab": tab, "theme": theme });
        let script = "localStorage.setItem('copydesk.layout', JSON.stringify(arguments[0]))";
        self.client.execute(script, vec![layout]).await.unwrap();
        self.client.refresh().await.unwrap();
        self.see(&format!("html[data-theme={theme}] [data-field='body']")).await;
    }

    /// Waits until fonts and pictures are there and nothing moves.
    async fn at_rest(&self) {
        // Complete is not yet painted: decoding is what a person waits for.
        let paint = "const done = arguments[0]; Promise.all([...document.images].map((image) => image.decode().catch(() => {}))).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done())));";
        self.client.execute_async(paint, Vec::new()).await.unwrap();
        // The caret may blink.
        let still = "const stands = ({ playState, animationName }) => playState !== 'running' || animationName?.startsWith('cm-blink');
            return document.fonts.status === 'loaded' && document.getAnimations().every(stands) && [...document.images].every(({ complete }) => complete)";
        self.holds("the screen is at rest", still).await;
    }
}
