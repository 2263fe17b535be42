//! Reading back after publishing, through the real `desk` and against sites that strip, swap, drop
//! and hide: none of them may end with a green light for what readers do not get.

#![allow(clippy::disallowed_methods)]

mod bad_site;
mod copies;
mod several;
mod styles;

use bad_site::{BadSite, Habit};
use image::{DynamicImage, ImageFormat};
use serde_json::Value;
use std::io::Cursor;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
const PICTURES: [&str; 3] = ["reading-room.jpg", "roof.jpg", "returned-books.jpg"];

/// A practice site, ended with the test.
struct Practice(Child);

impl Drop for Practice {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A desk with the sample story, connected to a site in front of a practice site.
struct Desk {
    data: tempfile::TempDir,
    token: String,
    story: String,
    site: BadSite,
    _practice: Practice,
    _site_data: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let site_data = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_desk"))
            .args(["--json", "practice-site", "--data"])
            .arg(site_data.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = String::new();
        let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
        std::io::BufRead::read_line(&mut out, &mut told).unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        let site = BadSite::before(told["url"].as_str().unwrap());
        let mut desk = Self {
            data: tempfile::tempdir().unwrap(),
            token: told["tokens"]["editor"].as_str().unwrap().to_owned(),
            story: String::new(),
            site,
            _practice: Practice(child),
            _site_data: site_data,
        };
        desk.answer(&["site", "add", "town", "--kind", "own", "--url", &desk.site.url]);
        let file = format!("{SAMPLES}/library-reopens/library-reopens.md");
        let imported = desk.answer(&["import", &file]);
        desk.story = imported["stories"][0]["id"].as_str().unwrap().to_owned();
        desk
    }

    fn run(&self, words: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_desk"))
            .arg("--data")
            .arg(self.data.path())
            .args(words)
            .env("COPYDESK_SECRET_TOWN", &self.token)
            .output()
            .unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn answer(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[&["--json"], words].concat())).unwrap()
    }

    /// The JSON error of a command that must fail.
    fn refusal(&self, words: &[&str]) -> Value {
        let output = Command::new(env!("CARGO_BIN_EXE_desk"))
            .args(["--json", "--data"])
            .arg(self.data.path())
            .args(words)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{words:?} should have failed");
        let told: Value = serde_json::from_slice(&output.stderr).unwrap();
        told["error"].clone()
    }

    /// Publishes to the site with this habit; what is told of the pictures, by name.
    fn lights(&self, habit: Habit) -> Value {
        self.site.does(habit);
        let told = self.answer(&["publish", &self.story, "--site", "town", "--wait"]);
        let delivery = &told["deliveries"][0];
        assert_eq!(delivery["state"], "delivered", "reading back fails nothing: {delivery}");
        let pictures = delivery["pictures"].as_array().expect("a report of each picture");
        assert_eq!(pictures.len(), PICTURES.len(), "{delivery}");
        pictures
            .iter()
            .map(|one| (one["picture"].as_str().unwrap().to_owned(), one.clone()))
            .collect()
    }
}

fn jpeg(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The text without what stands between each `from` and the `to` after it, both included.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let mut left = parts.next().unwrap().to_owned();
    for part in parts {
        left.push_str(part.split_once(to).expect("an end").1);
    }
    left
}

/// The pictures by themselves; the words of these pages never hold such a tag.
const IMAGE: &str = "<img ";

fn honest(_: &mut bad_site::Public, _: &dyn Fn(&str) -> bad_site::Public) {}

#[track_caller]
fn expect(lights: &Value, light: &str, outcome: &str, words: &str) {
    for name in PICTURES {
        let told = &lights[name][light];
        assert_eq!(told["outcome"], outcome, "{light} of {name}: {told}");
        let note = told["note"].as_str().unwrap_or_default();
        assert!(note.contains(words), "{light} of {name}: “{note}”");
        assert_eq!(note.is_empty(), outcome == "survived", "{light} of {name}: “{note}”");
    }
}

#[track_caller]
fn green(lights: &Value, which: &[&str]) {
    which.iter().for_each(|light| expect(lights, light, "survived", ""));
}

#[test]
fn an_honest_site_has_four_green_lights_for_every_picture() {
    let desk = Desk::new();
    let lights = desk.lights(honest);
    green(&lights, &["visible", "alt", "embedded", "structured"]);
    let words = desk.run(&["publish", &desk.story, "--site", "town", "--wait"]);
    assert!(words.contains("roof.jpg"), "{words}");
    for light in ["caption and credit", "alt text", "embedded", "structured data"] {
        assert!(words.contains(light), "{words}");
    }
}

#[test]
fn words_that_readers_do_not_see_are_missed() {
    let desk = Desk::new();
    let lights = desk.lights(|answer, _| {
        answer.rewrite(|page| without(page, "<figcaption", "</figcaption>"));
    });
    expect(&lights, "visible", "missing", "Neither caption nor credit");
    green(&lights, &["alt", "embedded", "structured"]);

    let lights = desk.lights(|answer, _| answer.rewrite(|page| without(page, " (Image - ", ")")));
    expect(&lights, "visible", "missing", "The caption is on the page but the credit is not.");

    let lights = desk.lights(|answer, _| {
        answer.rewrite(|page| page.replace("<figcaption", "<figcaption hidden"));
    });
    expect(&lights, "visible", "missing", "Neither caption nor credit");

    let lights = desk.lights(|answer, _| answer.rewrite(|page| without(page, " alt=\"", "\"")));
    expect(&lights, "alt", "missing", "no alt text");
    green(&lights, &["visible", "embedded", "structured"]);

    let lights = desk.lights(|answer, _| {
        answer.rewrite(|page| page.replace(" alt=\"", " alt=\"Photo of "));
    });
    expect(&lights, "alt", "changed", "another alt text: “Photo of");
}

#[test]
fn a_picture_that_is_another_or_not_there_has_no_green_light() {
    let desk = Desk::new();
    let lights = desk.lights(|answer, _| {
        answer
            .redraw(|_| std::fs::read(format!("{SAMPLES}/market-rents/market-stall.jpg")).unwrap());
    });
    for light in ["visible", "alt", "embedded", "structured"] {
        expect(&lights, light, "changed", "not the one that was sent");
    }

    let lights = desk.lights(|answer, _| answer.rewrite(|page| without(page, IMAGE, ">")));
    expect(&lights, "visible", "missing", "not on the page");
    expect(&lights, "alt", "missing", "not on the page");
    expect(&lights, "embedded", "not-checked", "not on the page");
    expect(&lights, "structured", "not-checked", "not on the page");

    let lights = desk.lights(|answer, _| {
        if answer.is_picture() {
            answer.status = 404;
        }
    });
    for light in ["visible", "alt", "embedded", "structured"] {
        expect(&lights, light, "not-checked", "");
        assert!(lights["roof.jpg"][light]["note"].as_str().unwrap().len() > 20);
    }

    let lights = desk.lights(|answer, _| {
        if !answer.is_picture() {
            answer.status = 503;
        }
    });
    for light in ["visible", "alt", "embedded", "structured"] {
        expect(&lights, light, "not-checked", "");
    }
}

#[test]
fn words_taken_out_of_the_file_are_missed() {
    let desk = Desk::new();
    let lights = desk.lights(|answer, _| {
        answer.redraw(|bytes| jpeg(&image::load_from_memory(bytes).unwrap()));
    });
    expect(&lights, "embedded", "missing", "caption");
    expect(&lights, "embedded", "missing", "credit");
    green(&lights, &["visible", "alt", "structured"]);

    // The block that WordPress reads is gone; what remains says the same words.
    let lights = desk.lights(|answer, _| answer.redraw(without_iim));
    expect(&lights, "embedded", "changed", "IPTC IIM");

    // Readers get resized copies; the file that was sent is still there.
    let lights = desk.lights(|answer, ask| resized(answer, ask, 200));
    expect(&lights, "embedded", "changed", "from resized copies");
    green(&lights, &["visible", "alt", "structured"]);
    // … or is not.
    let lights = desk.lights(|answer, ask| resized(answer, ask, 404));
    expect(&lights, "embedded", "changed", "from resized copies");
    green(&lights, &["visible", "alt", "structured"]);
}

/// The JPEG without its Photoshop segment (APP13).
fn without_iim(bytes: &[u8]) -> Vec<u8> {
    let at = bytes.windows(2).position(|two| two == [0xFF, 0xED]).expect("it was sent with one");
    let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
    [&bytes[..at], &bytes[at + 2 + length..]].concat()
}

/// Pages show copies of 800 pixels without their words, the files themselves answer `status`.
fn resized(answer: &mut bad_site::Public, ask: &dyn Fn(&str) -> bad_site::Public, status: u16) {
    if let Some(stem) = answer.path.strip_suffix("-800x533.jpg") {
        let whole = ask(&format!("{stem}.jpg"));
        let copy = image::load_from_memory(&whole.body).unwrap().thumbnail(800, 800);
        (answer.status, answer.body) = (200, jpeg(&copy));
    } else if answer.is_picture() {
        answer.status = status;
    } else {
        answer.rewrite(|page| {
            let mut parts = page.split(IMAGE);
            let first = parts.next().unwrap().to_owned();
            parts.fold(first, |page, part| {
                format!("{page}{IMAGE}{}", part.replacen(".jpg\"", "-800x533.jpg\"", 1))
            })
        });
    }
}

#[test]
fn wrong_or_no_structured_data_are_missed() {
    let desk = Desk::new();
    let lights = desk.lights(|answer, _| {
        answer.rewrite(|page| page.replace("\"creditText\":\"", "\"creditText\":\"Not "));
    });
    expect(&lights, "structured", "changed", "another credit: “Not ");
    green(&lights, &["visible", "alt", "embedded"]);

    let lights = desk.lights(|answer, _| {
        answer.rewrite(|page| page.replace("\"creditText\"", "\"credit\""));
    });
    expect(&lights, "structured", "missing", "leave out the credit");

    let lights = desk.lights(|answer, _| {
        answer.rewrite(|page| page.replace("application/ld+json", "text/plain"));
    });
    expect(&lights, "structured", "missing", "no structured data for pictures");
}

#[test]
fn a_credit_changed_after_publication_changes_the_public_file() {
    let desk = Desk::new();
    green(&desk.lights(honest), &["embedded"]);
    let before = exiftool(&desk, "reading-room.jpg");
    for (tag, text) in [
        ("IPTC:Credit", "Tessa Arkwright"),
        ("IPTC:By-line", "Tessa Arkwright"),
        ("IPTC:CopyrightNotice", "Copydesk project, CC0 1.0"),
        ("XMP-photoshop:Credit", "Tessa Arkwright"),
    ] {
        assert_eq!(before[tag], text, "{before}");
    }
    assert!(before["IPTC:Caption-Abstract"].as_str().unwrap().starts_with("The restored reading"));
    let db = rusqlite::Connection::open(desk.data.path().join("copydesk.db")).unwrap();
    let changed = db
        .execute(
            "UPDATE picture SET record = json_set(record, '$.credit', 'Tessa Arkwright / Lantern')
             WHERE story = ?1 AND name = 'reading-room.jpg'",
            [&desk.story],
        )
        .unwrap();
    assert_eq!(changed, 1);
    let lights = desk.lights(honest);
    green(&lights, &["visible", "alt", "embedded", "structured"]);
    let after = exiftool(&desk, "reading-room.jpg");
    assert_eq!(after["IPTC:Credit"], "Tessa Arkwright / Lantern");
    let sent: i64 = db
        .query_row("SELECT count(*) FROM sent_picture WHERE remote IS NOT NULL", [], |r| r.get(0))
        .unwrap();
    assert_eq!(sent, 3, "of the older file nothing is left to be taken away");
}

#[test]
fn a_picture_taken_out_of_the_story_is_taken_off_the_site() {
    let desk = Desk::new();
    desk.lights(honest);
    let url = format!("{}/pictures/{}.roof.jpg", desk.site.url, desk.story);
    let status = || {
        let request = ureq::get(&url).config().http_status_as_error(false).build();
        request.call().unwrap().status().as_u16()
    };
    assert_eq!(status(), 200);
    let db = rusqlite::Connection::open(desk.data.path().join("copydesk.db")).unwrap();
    let sql = "UPDATE story SET body = replace(body, '![](roof.jpg)', '') WHERE id = ?1";
    assert_eq!(db.execute(sql, [&desk.story]).unwrap(), 1);
    let publish = |habit: Habit| {
        desk.site.does(habit);
        let told = desk.answer(&["publish", &desk.story, "--site", "town", "--wait"]);
        let delivery = told["deliveries"][0].clone();
        assert_eq!(delivery["state"], "delivered", "{delivery}");
        assert_eq!(delivery["pictures"].as_array().unwrap().len(), 2);
        delivery["problem"]["message"].as_str().unwrap_or_default().to_owned()
    };
    // A cache hands out a page that shows it still.
    let problem = publish(|answer, _| {
        answer.rewrite(|page| match page.split_once(".reading-room.jpg\"") {
            Some((before, _)) => {
                let story = &before[before.rfind('/').unwrap() + 1..];
                format!("{page}<img src=\"/pictures/{story}.roof.jpg\" alt=\"\">")
            }
            None => page.to_owned(),
        });
    });
    assert!(problem.contains("An older file of roof.jpg was left on the site"), "{problem}");
    let held = || {
        let sql = "SELECT count(*) FROM sent_picture WHERE name = 'roof.jpg'";
        db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert_eq!(held(), 1);
    assert_eq!(publish(honest), "");
    assert_eq!((status(), held()), (404, 0), "tried again after the next publication");
}

/// What ExifTool finds in the file that readers get.
fn exiftool(desk: &Desk, name: &str) -> Value {
    let url = format!("{}/pictures/{}.{name}", desk.site.url, desk.story);
    let bytes = ureq::get(&url).call().unwrap().body_mut().read_to_vec().unwrap();
    let file = desk.data.path().join("public.jpg");
    std::fs::write(&file, bytes).unwrap();
    told_by_exiftool(&file)
}

fn told_by_exiftool(file: &Path) -> Value {
    let output = Command::new("exiftool")
        .args(["-j", "-G1", "-IPTC:all", "-XMP:all"])
        .arg(file)
        .output()
        .expect("exiftool (Debian libimage-exiftool-perl): scripts/setup.sh test");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    told[0].clone()
}
