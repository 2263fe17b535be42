//! How long a story with ten pictures takes to a real WordPress, beside `curl --parallel` with the very
//! same requests in the same run. Fails if the desk takes more than 1.1 times as long.
//!
//! Both send to the same server, in turn, so that a busy moment hits each alike. curl knows all
//! requests and their answers beforehand; the desk has to wait for ids, makes the files that leave,
//! records each step on the disk, and looks at the page afterwards.

#![allow(clippy::disallowed_methods)]

#[path = "../../tests/support/line.rs"]
mod line;
#[path = "../../tests/support/newsroom.rs"]
mod newsroom;
mod record;
#[path = "../../tests/support/wordpress.rs"]
mod wordpress;

use copydesk::delivery::State;
use copydesk::picture::Role;
use copydesk::site::{Address, Kind};
use copydesk::story::Story;
use newsroom::Newsroom;
use record::{Recorder, Request};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const PICTURES: u32 = 10;
const MOST: f64 = 1.1;
/// What the desk has on its way at a time, and curl too.
const AT_A_TIME: &str = "4";

fn main() {
    let rounds = std::env::var("COPYDESK_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
    let site = wordpress::Wordpress::start(&[]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let secret = site.password("edith").to_owned();
    let direct = address(&site.url);
    let recorder = Recorder::to(&site.url);
    let recorded = publish(&address(&recorder.url()), &secret, folder.path(), 0);
    let requests = recorder.requests();
    println!(
        "{} requests, {} MB, recorded in {recorded:.0?}",
        requests.len(),
        megabytes(&requests)
    );
    let (mut desk, mut curl) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        desk.push(publish(&direct, &secret, folder.path(), round));
        curl.push(replay(&requests, &site.url, folder.path()));
    }
    let (desk, curl) = (median(desk), median(curl));
    let ratio = desk.as_secs_f64() / curl.as_secs_f64();
    println!("{:<16} {:>10}", "", "median ms");
    println!("{:<16} {:>10.0}", "desk", desk.as_secs_f64() * 1000.0);
    println!("{:<16} {:>10.0}", "curl --parallel", curl.as_secs_f64() * 1000.0);
    println!("{:<16} {ratio:>10.2}", "ratio");
    assert!(ratio <= MOST, "the desk took more than {MOST} of curl's time");
}

fn address(url: &str) -> Address {
    let user = Some("edith".to_owned());
    Address { name: "town".into(), kind: Kind::Wordpress, url: url.into(), user, fingerprint: None }
}

/// From pressed to delivered.
fn publish(address: &Address, secret: &str, folder: &Path, round: u32) -> Duration {
    let room = Newsroom::new(&[(address, secret)]);
    let mut story = room.words();
    for number in 0..PICTURES {
        let role = if number == 0 { Role::Lead } else { Role::Inline };
        story = room.add_picture(&story, &photograph(folder, round * PICTURES + number), role);
    }
    let started = Instant::now();
    let sent = room.publish(&story, &address.name, None);
    let took = started.elapsed();
    assert_eq!(sent.state, State::Delivered, "{:?}", sent.problem);
    assert_all_sent(&story);
    took
}

fn assert_all_sent(story: &Story) {
    assert_eq!(story.pictures.len(), PICTURES as usize);
}

/// A photograph of 2,560 pixels with detail at every size; no other has its bytes.
fn photograph(folder: &Path, number: u32) -> PathBuf {
    let file = folder.join(format!("photo-{number}.jpg"));
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/samples/library-reopens/roof.jpg");
    let mut picture = image::open(sample).expect("the sample").to_rgb8();
    picture = image::imageops::resize(&picture, 2560, 1707, image::imageops::FilterType::Triangle);
    let mut noise = number.wrapping_mul(2_654_435_761).wrapping_add(1);
    for pixel in picture.pixels_mut() {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        pixel.0 = pixel.0.map(|part| part.saturating_add((noise & 7) as u8));
    }
    picture.save(&file).expect("a picture");
    file
}

/// The recorded requests by curl, four at a time.
fn replay(requests: &[Request], url: &str, folder: &Path) -> Duration {
    let mut config = String::new();
    for (number, request) in requests.iter().enumerate() {
        if number > 0 {
            config.push_str("next\n");
        }
        let body = folder.join(format!("body-{number}"));
        std::fs::write(&body, &request.body).expect("a body");
        config.push_str(&request.for_curl(url, &body));
    }
    let file = folder.join("curl.config");
    std::fs::write(&file, config).expect("curl's list");
    let started = Instant::now();
    let done = Command::new("curl")
        .args(["--silent", "--parallel", "--parallel-max", AT_A_TIME, "--config"])
        .arg(&file)
        .output()
        .expect("curl");
    let took = started.elapsed();
    assert!(done.status.success(), "curl: {}", String::from_utf8_lossy(&done.stderr));
    took
}

fn megabytes(requests: &[Request]) -> usize {
    requests.iter().map(|request| request.body.len()).sum::<usize>() / 1_000_000
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
