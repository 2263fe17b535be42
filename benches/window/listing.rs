//! How long a list of ten thousand stories takes to scroll and to search, and a long story to open.

use crate::bare;
use crate::desktop::{origin, run};
use crate::figures::Times;
use crate::window::Window;
use serde_json::{Value, json};
use std::time::Duration;

/// Times each turn of the wheel over the list.
const TURNED: &str = r"
    window.__turns = [];
    addEventListener('wheel', (event) => {
        const had = performance.now();
        __painted((now) => __turns.push(now - had));
    }, { capture: true, passive: true });
";

/// Times each key in the search box until the list has stopped changing where it is seen, laid out and
/// then painted; a letter that leaves the list as it is has nothing that could be painted.
const SEARCHED: &str = r"
    window.__searches = [];
    let asked = null;
    const box = document.querySelector('input[type=search]');
    box.addEventListener('keydown', () => { asked = performance.now(); });
    const range = document.createRange();
    const isSeen = (node) => {
        if (!node.isConnected || node.nodeType === Node.COMMENT_NODE || node.data === '') return false;
        range.selectNode(node);
        const { top, bottom, height } = range.getBoundingClientRect();
        return height > 0 && bottom > 0 && top < innerHeight;
    };
    const changed = ({ target, addedNodes }) => addedNodes.length ? [...addedNodes] : [target];
    new MutationObserver((records) => {
        if (asked === null || !records.flatMap(changed).some(isSeen)) return;
        const at = asked;
        const laidOut = performance.now() - at;
        const last = __searches.at(-1);
        const one = last?.at === at ? last : { at };
        if (one !== last) __searches.push(one);
        one.laidOut = laidOut;
        __painted((now) => { one.painted = now - at; });
    }).observe(document.querySelector('nav[aria-label=Stories]'),
        { subtree: true, childList: true, characterData: true });
";

/// Opens the story with a headline from the list; answers when its text is painted.
const OPEN: &str = r"
    const [headline, done] = arguments;
    const rows = [...document.querySelectorAll('[data-row]')];
    const begun = performance.now();
    rows.find((row) => row.textContent.includes(headline)).click();
    const look = () => {
        const there = document.querySelector('[data-field=headline]')?.value === headline
            && document.querySelector('.cm-line') !== null;
        if (there) __painted((now) => done(now - begun)); else requestAnimationFrame(look);
    };
    look();
";

/// A list is searched from its top.
const TO_SEARCH: &str = r"
    document.querySelector('nav .list').scrollTop = 0;
    document.querySelector('input[type=search]').focus();
";

/// From the click on the search box to the first key: the time in which the screen asks what it will find.
const TO_THE_KEYS: Duration = Duration::from_millis(500);

/// Each letter of it finds others of the stories, or says other words of them.
const SOUGHT: &str = "12 roof 345";
const TURNS: &str = "60";

impl Window {
    /// How long each turn of the wheel takes that scrolls the list.
    pub async fn scroll_list(&self) -> Times {
        self.script(TURNED).await;
        let (x, y) = origin(&self.id().await);
        run("xdotool", &["mousemove", &(x + 120).to_string(), &(y + 400).to_string()]);
        run("xdotool", &["click", "--repeat", TURNS, "--delay", "43", "5"]);
        tokio::time::sleep(Duration::from_millis(800)).await;
        let scrolled = "return document.querySelector('nav .list').scrollTop > 1000";
        self.holds("the list scrolled", scrolled).await;
        numbers(&self.script("return __turns").await)
    }

    /// Shows the bare list in place of the screen.
    pub async fn show_bare_list(&self, address: &str) {
        let address = format!("{address}{}", bare::LIST);
        self.client.goto(&address).await.expect("the bare list");
        self.probe().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }

    /// How long each letter of a search takes until what it finds is in the list, and until it is painted.
    pub async fn search_list(&self) -> [Times; 2] {
        self.script(SEARCHED).await;
        self.script(TO_SEARCH).await;
        tokio::time::sleep(TO_THE_KEYS).await;
        run("xdotool", &["type", "--delay", "400", SOUGHT]);
        tokio::time::sleep(Duration::from_millis(1000)).await;
        let answer =
            "return ['laidOut', 'painted'].map((time) => __searches.map((one) => one[time]))";
        let times = self.script(answer).await;
        let times = [&times[0], &times[1]].map(numbers);
        let least = times[0].0.len().min(times[1].0.len());
        assert!(2 * least >= SOUGHT.len(), "most letters find other stories");
        times
    }

    /// How long a story takes from the click in the list to its text.
    pub async fn opens(&self, headline: &str) -> f64 {
        let took = self.client.execute_async(OPEN, vec![json!(headline)]).await;
        let took = took.expect("the story").as_f64().expect("milliseconds");
        tokio::time::sleep(Duration::from_millis(1500)).await;
        took
    }
}

fn numbers(list: &Value) -> Times {
    let list = list.as_array().expect("a list");
    Times(list.iter().filter_map(Value::as_f64).collect())
}
