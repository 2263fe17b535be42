//! Killing the real window at random moments: at most one second of typing is lost, and never a word
//! that was saved.

use crate::data::Data;
use crate::window::{self, Window};
use crate::{SOON, until};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

const KILLS: usize = 5;

/// What may be lost.
const WINDOW_OF_LOSS: Duration = Duration::from_secs(1);

#[tokio::test]
#[ignore = "needs a desktop: scripts/e2e.sh"]
async fn five_kills_lose_at_most_a_second_of_typing() {
    let data = Data::new();
    let first = Window::open(data.path()).await;
    first.begin_story("Nell Farrow").await;
    first.close().await;

    let mut kept = String::new();
    for round in 0..KILLS {
        let window = Window::open(data.path()).await;
        assert_eq!(window.body().await, kept, "round {round}: the window shows what is stored");
        let body = window.see("[data-field='body']").await;
        // A page that is still being laid out takes no clicks.
        until("a click on the text", SOON, async || body.clone().click().await.ok()).await;
        let end = "const { view } = __copydesk; view.dispatch({ selection: { anchor: view.state.doc.length } })";
        window.script(end).await;
        let delay = random_delay();
        let typed = type_until_killed(window, &data, round, delay, kept.clone()).await;
        kept = typed.assert_kept(&data, &format!("round {round}, killed after {delay:?}"));
    }
    let window = Window::open(data.path()).await;
    assert_eq!(window.body().await, kept);
    window.close().await;
}

/// Between 0.4 and 3 seconds.
fn random_delay() -> Duration {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Duration::from_millis(400 + u64::from(now.subsec_micros() % 2600))
}

/// What was typed, and what was safe by which moment.
struct Typed {
    /// All that may be on the page, the last word perhaps half typed.
    whole: String,
    /// The text that stood on the page at a moment, by moment.
    seen: Vec<(Instant, usize)>,
    /// The longest text another program read from the data folder before the kill.
    saved: usize,
    killed: Instant,
}

impl Typed {
    /// What is stored now, which must be a beginning of what was typed and hold all that was safe.
    fn assert_kept(&self, data: &Data, when: &str) -> String {
        let stored = stored(data);
        assert!(
            self.whole.starts_with(&stored),
            "{when}: what is stored was never typed:\n{stored}\n{}",
            self.whole
        );
        let due = |(at, length): &(Instant, usize)| {
            (self.killed.duration_since(*at) > WINDOW_OF_LOSS).then_some(*length)
        };
        let safe = self.seen.iter().filter_map(due).max().unwrap_or(0).max(self.saved);
        assert!(
            stored.len() >= safe,
            "{when}: {} characters are stored of {safe} that were safe",
            stored.len()
        );
        stored
    }
}

/// Types numbered words at the end of `text` until the program is killed after `delay`.
async fn type_until_killed(
    window: Window,
    data: &Data,
    round: usize,
    delay: Duration,
    text: String,
) -> Typed {
    let place = window.see("[data-field='body']").await;
    let killed = Arc::new(AtomicBool::new(false));
    let pid = window.pid;
    let (start, told) = (Instant::now(), Arc::clone(&killed));
    let killer = std::thread::spawn(move || {
        std::thread::sleep(delay);
        let at = Instant::now();
        told.store(true, Ordering::SeqCst);
        window::kill(pid);
        at
    });
    let mut typed = Typed { whole: text.clone(), seen: Vec::new(), saved: 0, killed: start };
    for number in 0.. {
        let word = format!("r{round}w{number} ");
        typed.whole.push_str(&word);
        if place.send_keys(&word).await.is_err() {
            break;
        }
        // Once the call has come back, the word stands on the page.
        typed.seen.push((Instant::now(), typed.whole.len()));
        if number % 5 == 4 {
            let stored = stored(data).len();
            if !killed.load(Ordering::SeqCst) {
                typed.saved = stored;
            }
        }
    }
    typed.killed = killer.join().unwrap();
    assert!(!typed.seen.is_empty(), "round {round}: killed before the first word");
    window.gone().await;
    typed
}

fn stored(data: &Data) -> String {
    data.story()["copy"]["body"].as_str().unwrap().to_owned()
}
