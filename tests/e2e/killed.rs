//! Killing the real window in the middle of a publication, again and again: a real WordPress, which
//! gives posts and pictures numbers of its own, still ends with one of each.

use crate::data::{Data, fetch};
use crate::desktop::Running;
use crate::until;
use crate::window::{self, PROGRAM, Window};
use crate::wordpress::sign_in;
use crate::wordpress_site::Wordpress;
use image::{Rgb, RgbImage};
use jiff::Timestamp;
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const HEADLINE: &str = "Ten gardens open their gates";
const PICTURES: usize = 10;

const KILLS: usize = 10;

/// The steps of the publication, in their order, in which the window is killed; one more than is needed,
/// since the last may be over before anybody looks.
const MOMENTS: [&str; KILLS + 1] = [
    "connect",
    "picture:garden-01.jpg",
    "picture:garden-02.jpg",
    "picture:garden-04.jpg",
    "picture:garden-06.jpg",
    "picture:garden-08.jpg",
    "picture:garden-10.jpg",
    "draft",
    "words",
    "release",
    "read-back",
];

/// How long a window may take to come to its step: it leaves WordPress alone for ten seconds first.
const ITS_TURN: Duration = Duration::from_secs(40);

#[tokio::test]
#[ignore = "needs a desktop and a real WordPress: scripts/e2e.sh"]
async fn ten_kills_while_ten_pictures_go_out_leave_one_post_and_ten_pictures() {
    let wordpress = Wordpress::start(&[]);
    let data = Data::new();
    let folder = tempfile::tempdir().unwrap();
    data.desk(&["import", ten_gardens(folder.path()).to_str().unwrap()]);
    let first = Window::open(data.path()).await;
    first.introduce("Edith Marsh").await;
    sign_in(&first, &wordpress, ("The Test Courier", "edith")).await;
    first.tab("Publish").await;
    let button = "section[aria-label='Publish'] button[data-variant=primary]:enabled";
    let mut started = Timestamp::now();
    first.see(button).await.click().await.unwrap();

    let (mut kills, mut hits) = (0, 0);
    let mut first = Some(first);
    for step in MOMENTS {
        // The first is the one whose button was pressed; the others go on by themselves.
        let other = first.is_none().then(|| open_without_a_driver(data.path()));
        if !begun(&data, step, started).await {
            break;
        }
        let later = a_moment();
        tokio::time::sleep(later).await;
        match (first.take(), other) {
            (Some(window), _) => {
                window::kill(window.pid);
                window.gone().await;
            }
            (None, other) => drop(other),
        }
        kills += 1;
        started = Timestamp::now();
        let left = delivery(&data);
        hits += usize::from(left["state"] != "delivered");
        let there = wordpress.media().len();
        println!("killed {later:?} into {step}: {there} pictures there, {}", left["state"]);
    }
    assert!(kills >= KILLS, "killed {kills} times only");
    assert!(hits > KILLS / 2, "only {hits} kills hit the delivery");
    println!("{hits} of {kills} kills hit the delivery");
    assert_published_once(&data, &wordpress).await;
}

/// The window, opened as at any later start, comes to the end: one public post with ten pictures.
async fn assert_published_once(data: &Data, wordpress: &Wordpress) {
    let window = Window::open(data.path()).await;
    window.see("[data-field='body']").await;
    window.tab("Publish").await;
    let page = fetch(&window.delivered().await);
    assert_eq!(delivery(data)["state"], "delivered");
    let posts = wordpress.posts(HEADLINE);
    assert_eq!(posts.len(), 1, "one post");
    assert_eq!(posts[0]["status"], "publish");
    let media = wordpress.media();
    assert_eq!(media.len(), PICTURES, "one copy of each picture: {media:?}");
    for number in 1..=PICTURES {
        let caption = format!("Garden number {number} in June");
        assert_eq!(page.matches(&format!("{caption} (Image")).count(), 1, "“{caption}”");
    }
    assert_eq!(data.stories()[0]["status"], "published");
    window.close().await;
}

/// A story with ten small pictures that nothing is missing from, as a file beside its pictures.
fn ten_gardens(folder: &Path) -> PathBuf {
    let (mut listed, mut lines) = (String::new(), String::new());
    for number in 1..=PICTURES {
        let name = format!("garden-{number:02}.jpg");
        let shade = u8::try_from(number * 20).unwrap();
        let pixels = RgbImage::from_fn(640, 400, |x, y| Rgb([(x / 4) as u8, (y / 2) as u8, shade]));
        pixels.save(folder.join(&name)).unwrap();
        let words = format!("    caption: Garden number {number} in June\n    credit: Jo Smith\n");
        writeln!(listed, "  {name}:\n{words}    alt: A lawn between two hedges").unwrap();
        if number > 1 {
            writeln!(lines, "\n![]({name})").unwrap();
        }
    }
    let story = format!(
        "---\nheadline: {HEADLINE}\nstandfirst: For one weekend, ten of them at once.\n\
         byline: By Edith Marsh\nsection: Community\nlead: garden-01.jpg\npictures:\n{listed}---\n\
         The gates stand open from ten until four.\n{lines}"
    );
    let file = folder.join("gardens.md");
    std::fs::write(&file, story).unwrap();
    file
}

/// The real window with nobody at its wheel, killed when it is dropped.
fn open_without_a_driver(data: &Path) -> Running {
    let mut program = Command::new(PROGRAM);
    program.arg("--data").arg(data).stdout(Stdio::null()).stderr(Stdio::null());
    Running(program.spawn().unwrap())
}

/// Waits until the step is begun, or done, by what was started at that moment; `false` if the
/// delivery came to its end before.
async fn begun(data: &Data, step: &str, started: Timestamp) -> bool {
    until(step, ITS_TURN, async || {
        let delivery = delivery(data);
        let steps = delivery["steps"].as_array()?;
        let at = steps.iter().find(|one| one["what"] == step)?["at"].as_str();
        let touched = at.is_some_and(|at| at.parse::<Timestamp>().unwrap() > started);
        let over = delivery["state"] == "delivered";
        (touched || over).then_some(!over)
    })
    .await
}

/// The story's only delivery.
fn delivery(data: &Data) -> Value {
    let outbox: Value = serde_json::from_str(&data.desk(&["outbox", "--json"])).unwrap();
    let deliveries = outbox["deliveries"].as_array().unwrap();
    assert!(deliveries.len() < 2, "one press of the button, several deliveries: {outbox}");
    deliveries.first().cloned().unwrap_or_default()
}

/// Up to a quarter of a second.
fn a_moment() -> Duration {
    Duration::from_millis(u64::from(Timestamp::now().subsec_nanosecond().unsigned_abs() % 250))
}
