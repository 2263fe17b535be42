//! How long a key takes to be seen on the page, beside bare CodeMirror with the same text in the same
//! window in the same run.
//!
//! The keys are real ones (XTest, by xdotool). Each is timed in the page from the moment the screen's
//! server had it (the event's own time) until the frame that shows it was laid out and painted: the
//! first message the page gets after that frame. Waiting for the frame is part of it, and so is
//! waiting for a page that is busy.

use crate::desktop::run;
use crate::figures::Times;
use crate::window::Window;
use serde_json::{Value, json};
use std::time::Duration;

/// Times each typed letter: when the screen's server had it, when the page had it, when it was painted.
const PROBE: &str = r"
    const { port1, port2 } = new MessageChannel();
    const waiting = [];
    port1.onmessage = () => {
        const now = performance.now();
        for (const tell of waiting.splice(0)) tell(now);
    };
    window.__painted = (tell) => requestAnimationFrame(() => {
        waiting.push(tell);
        port2.postMessage(null);
    });
    window.__keys = [];
    addEventListener('keydown', (event) => {
        if (event.key.length !== 1) return;
        const had = performance.now();
        __painted((now) => __keys.push([event.timeStamp, had, now]));
    }, true);
";

const TYPED: &str = "The council said on Monday that the bridge would stay closed until spring. ";
/// Milliseconds between two keys: somebody who types fast, and at no beat of the screen's.
const BEAT: &str = "43";

/// Where in the text is typed, of its length; the first letters are typed into code that is still cold.
const PLACES: [f64; 5] = [0.5, 0.3, 0.7, 0.1, 0.9];

/// Puts the caret at the end of the paragraph at `part` of the text's length, and looks there.
const PLACE: &str = r"
    const { view } = __copydesk;
    const { doc } = view.state;
    let line = doc.lineAt(Math.floor(doc.length * arguments[0]));
    while (!/^\p{L}/u.test(line.text)) line = doc.line(line.number + 1);
    view.dispatch({ selection: { anchor: line.to }, scrollIntoView: true });
    view.focus();
";

impl Window {
    /// Has the page time the keys; once for each page.
    pub async fn probe(&self) {
        self.script(PROBE).await;
    }

    /// Types here and there in the text, as somebody does who goes over it; how long each letter took.
    pub async fn type_about(&self) -> Times {
        let mut all = Times::default();
        for part in PLACES {
            all.extend(self.type_at(part).await);
        }
        all
    }

    /// Types at a part of the text (0 to 1) with the keyboard; how long each letter took.
    async fn type_at(&self, part: f64) -> Times {
        self.client.execute(PLACE, vec![json!(part)]).await.expect("a place in the text");
        tokio::time::sleep(Duration::from_millis(1500)).await;
        self.script("__keys.length = 0").await;
        run("xdotool", &["type", "--delay", BEAT, TYPED]);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let keys = self.script("return __keys").await;
        let keys = keys.as_array().expect("a list");
        assert_eq!(keys.len(), TYPED.len(), "every letter was seen");
        let number = |key: &Value, n: usize| key[n].as_f64().expect("milliseconds");
        // The two clocks begin some milliseconds apart: the quickest key counts as had at once.
        let apart = keys.iter().map(|key| number(key, 1) - number(key, 0)).fold(f64::MAX, f64::min);
        Times(keys.iter().map(|key| number(key, 2) - number(key, 0) - apart).collect())
    }

    /// Shows the screen anew, as it starts.
    pub async fn show_screen(&self) {
        self.client.goto("tauri://localhost").await.expect("the screen");
        self.see("[data-field='body']").await;
        self.probe().await;
        // What is read after the first page is read by then, and every check has been made.
        tokio::time::sleep(Duration::from_secs(3)).await;
    }

    /// Shows bare CodeMirror with this text in place of the screen.
    pub async fn show_bare(&self, address: &str, text: &str) {
        self.client.goto(&format!("{address}index.html")).await.expect("the bare editor");
        self.holds("the bare editor is there", "return '__copydesk' in window").await;
        let fill = "__copydesk.view.dispatch({ changes: { from: 0, insert: arguments[0] } })";
        self.client.execute(fill, vec![Value::from(text)]).await.expect("its text");
        self.probe().await;
    }
}
