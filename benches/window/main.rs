//! The real window as a person meets it: typing, opening and listing, beside bare CodeMirror; starting,
//! memory and rest, beside ghostwriter and apostrophe. Fails if a bound does not hold.
//!
//! Two do not hold yet, on two cores without a graphics device. Searching takes p50 16 ms until it is painted, and
//! p95 23 to 27: a letter that the desk has to be asked for is painted in the frame after its own. That is 1.0 to
//! 1.6 times as slow as a bare list with a bare search, for which 1.5 is the bound. Ready to type is 0.99 to 1.35
//! times ghostwriter's, and varies from run to run as nothing else does.
//!
//! `COPYDESK_ROUNDS` says how often each is measured; in each round all take turns, so that a busy
//! moment hits each alike. `COPYDESK_MEASURE` names the one part to measure: `typing`, `listing`,
//! `starting` or `resting`.

// What is measured has a clock and an environment.
#![allow(clippy::disallowed_methods)]

mod bare;
#[path = "../../tests/e2e/desktop.rs"]
#[allow(dead_code)]
mod desktop;
mod figures;
mod listing;
#[path = "../../tests/e2e/page.rs"]
#[allow(dead_code)]
mod page;
mod screen;
mod starting;
mod stock;
mod typing;
#[path = "../../tests/support/waiting.rs"]
mod waiting;
mod weight;
#[path = "../../tests/e2e/window.rs"]
#[allow(dead_code)]
mod window;
#[path = "../../tests/support/wordpress.rs"]
mod wordpress_site;

use copydesk::store::{MOST_HITS, Within};
use figures::{Bounds, Times};
use screen::{Area, Screen};
use starting::{Program, Saves, Started};
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use waiting::{SOON, until};
use window::{PROGRAM, Window};

/// Words of the long story, and its pictures.
const LONG: usize = 20_000;
const PICTURES: usize = 30;
/// Words of the document that the programs are started on.
const ARTICLE: usize = 2_300;
/// Stories in the list.
const MANY: usize = 10_000;
/// How long a program is left alone before and while it is weighed.
const REST: Duration = Duration::from_secs(10);

fn main() {
    let rounds = std::env::var("COPYDESK_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let only = std::env::var("COPYDESK_MEASURE").unwrap_or_default();
    let asked = |part: &str| only.is_empty() || only == part;
    let mut bounds = Bounds::default();
    maximise();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    if asked("typing") {
        runtime.block_on(type_in(rounds, &mut bounds));
    }
    if asked("listing") {
        runtime.block_on(list(rounds, &mut bounds));
    }
    if asked("starting") || asked("resting") {
        let place = scratch();
        let programs = programs(place.path());
        programs[0].leave("Copydesk");
        if asked("starting") {
            start(&programs, rounds, &mut bounds);
        }
        if asked("resting") {
            rest(&programs, &mut bounds);
        }
    }
    bounds.settle();
}

fn scratch() -> TempDir {
    tempfile::Builder::new().prefix("copydesk-bench-").tempdir().expect("a temporary folder")
}

/// Has every window fill the screen from its first moment, so that all have one size.
fn maximise() {
    let home = std::env::var("HOME").expect("a home");
    let folder = Path::new(&home).join(".config/openbox");
    std::fs::create_dir_all(&folder).expect("the window manager's folder");
    let rules = r#"<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
        <application class="*"><decor>no</decor><maximized>yes</maximized><focus>yes</focus></application>
        </applications></openbox_config>"#;
    std::fs::write(folder.join("rc.xml"), rules).expect("its rules");
    desktop::run("openbox", &["--reconfigure"]);
}

async fn type_in(rounds: usize, bounds: &mut Bounds) {
    let place = scratch();
    let data = place.path().join("data");
    let text = stock::text(LONG);
    {
        let desk = stock::desk(&data);
        let id = stock::story(&desk, "A long report", &text);
        stock::illustrate(&desk, id, PICTURES, place.path());
    }
    let bare_pages = bare::serve();
    let window = Window::open(&data).await;
    window.activate().await;
    let (mut ours, mut bare) = (Times::default(), Times::default());
    for _ in 0..rounds {
        window.show_screen().await;
        ours.extend(window.type_about().await);
        window.show_bare(&bare_pages, &text).await;
        bare.extend(window.type_about().await);
    }
    println!("\nA key until it is painted, in a story of {LONG} words with {PICTURES} pictures");
    percentiles(&[("Copydesk", &ours), ("bare CodeMirror 6", &bare)]);
    bounds.hold("p95, ms", ours.at(95), 16.0);
    bounds.hold("p99, ms", ours.at(99), 33.0);
    bounds.hold("p95 beside bare CodeMirror", ours.at(95) / bare.at(95), 1.5);
    window.show_screen().await;
    window.close().await;
}

async fn list(rounds: usize, bounds: &mut Bounds) {
    let place = scratch();
    let data = place.path().join("data");
    {
        let desk = stock::desk(&data);
        let bodies: Vec<String> = (0..50).map(|n| stock::text(200 + 10 * n)).collect();
        for number in 0..MANY {
            stock::story(&desk, &format!("Story number {number}"), &bodies[number % bodies.len()]);
        }
        let id = stock::story(&desk, "A long report", &stock::text(LONG));
        stock::illustrate(&desk, id, PICTURES, place.path());
        stock::story(&desk, "A short note", "One paragraph.\n");
        // Somebody with so many stories has looked for one before: the next search takes in what is new.
        desk.search("library", &Within::default(), MOST_HITS).expect("hits");
    }
    let bare_pages = bare::serve();
    let window = Window::open(&data).await;
    window.activate().await;
    window.show_screen().await;
    let (mut opened, mut scrolled) = (Times::default(), Times::default());
    let mut bare = Times::default();
    let [mut found, mut seen, mut bare_seen] = [const { Times(Vec::new()) }; 3];
    for _ in 0..rounds {
        opened.0.push(window.opens("A long report").await);
        window.opens("A short note").await;
    }
    for _ in 0..rounds {
        window.show_screen().await;
        scrolled.extend(window.scroll_list().await);
        let [laid_out, painted] = window.search_list().await;
        found.extend(laid_out);
        seen.extend(painted);
        window.show_bare_list(&bare_pages).await;
        bare.extend(window.scroll_list().await);
        let [_, painted] = window.search_list().await;
        bare_seen.extend(painted);
    }
    // A page of somebody else's does not answer that the window may close.
    window.show_screen().await;
    println!("\nOpening the long story; {MANY} stories in the list");
    percentiles(&[
        ("opening", &opened),
        ("scrolling", &scrolled),
        ("scrolling a bare list", &bare),
        ("searching, laid out", &found),
        ("searching", &seen),
        ("searching a bare list", &bare_seen),
    ]);
    bounds.hold("opening, median, ms", opened.median(), 300.0);
    bounds.hold("scrolling, p95, ms", scrolled.at(95), 20.0);
    bounds.hold("searching, p95, ms", seen.at(95), 20.0);
    bounds.hold("searching, p95 beside a bare list", seen.at(95) / bare_seen.at(95), 1.5);
    window.close().await;
}

fn percentiles(all: &[(&str, &Times)]) {
    println!("{:<24} {:>8} {:>8} {:>8}", "ms", "p50", "p95", "p99");
    for (name, times) in all {
        println!("{name:<24} {:>8.1} {:>8.1} {:>8.1}", times.at(50), times.at(95), times.at(99));
    }
}

/// The programs, each with the same article.
fn programs(place: &Path) -> [Program; 3] {
    let text = stock::text(ARTICLE);
    let document = place.join("document.md");
    std::fs::write(&document, &text).expect("the document");
    let (first, folder) = (place.join("first"), place.join("data"));
    stock::story(&stock::desk(&first), "An article", &text);
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let [document, data] = [&document, &folder].map(|path| path.display().to_string());
    let program = |name, words, x, y| Program { name, words, paper: Area { x, y }, saves: None };
    let copydesk = program("Copydesk", words(&[PROGRAM, "--data", &data]), 256..880, 250..780);
    [
        Program { saves: Some(Saves { folder, first }), ..copydesk },
        program("ghostwriter", words(&["ghostwriter", &document]), 164..700, 40..760),
        program("apostrophe", words(&["apostrophe", &document]), 0..1260, 60..740),
    ]
}

fn start(programs: &[Program; 3], rounds: usize, bounds: &mut Bounds) {
    let screen = Screen::open();
    let letters = programs.each_ref().map(|program| program.first_letter(&screen));
    let mut measured = [const { Started::new() }; 3];
    for _ in 0..rounds {
        for (n, program) in programs.iter().enumerate() {
            measured[n].painted.0.push(program.paints(&screen));
            measured[n].ready.0.push(program.is_ready(&screen, &letters[n]));
        }
    }
    println!("\nFrom the start of the program on an article of {ARTICLE} words");
    println!("{:<24} {:>8} {:>8}", "median ms", "painted", "ready");
    for (program, measured) in programs.iter().zip(&measured) {
        let (painted, ready) = (measured.painted.median(), measured.ready.median());
        println!("{:<24} {painted:>8.0} {ready:>8.0}", program.name);
    }
    let [ours, others @ ..] = &measured;
    for (program, other) in programs[1..].iter().zip(others) {
        let painted = ours.painted.median() / other.painted.median();
        let ready = ours.ready.median() / other.ready.median();
        bounds.hold(&format!("painted, beside {}", program.name), painted, 1.0);
        bounds.hold(&format!("ready, beside {}", program.name), ready, 1.0);
    }
}

fn rest(programs: &[Program; 3], bounds: &mut Bounds) {
    println!("\nLeft alone with the article, over all processes");
    println!("{:<24} {:>8} {:>8}", "", "MB (PSS)", "CPU %");
    let weights = programs.each_ref().map(|program| {
        program.opened(|| {
            std::thread::sleep(REST);
            let busy = weight::busy(program.name, REST);
            let megabytes = weight::megabytes(program.name);
            println!("{:<24} {megabytes:>8.0} {busy:>8.1}", program.name);
            (megabytes, busy)
        })
    });
    bounds.hold("memory beside ghostwriter with its preview", weights[0].0 / weights[1].0, 1.6);
    // Half a percent is what this clock cannot tell from nothing.
    bounds.hold("CPU, %", weights[0].1, 0.5);
}
