//! A picture found again by a copy of it that somebody saved from a page.

use crate::{Desk, honest, jpeg};

/// The headlines and how the picture was known, for a file with these bytes.
fn found(desk: &Desk, bytes: &[u8]) -> Vec<(String, String)> {
    let file = desk.data.path().join("saved");
    std::fs::write(&file, bytes).unwrap();
    let told = desk.answer(&["picture", "where", file.to_str().unwrap()]);
    let uses = told["uses"].as_array().unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    uses.iter().map(|one| (word(&one["name"]), word(&one["found"]))).collect()
}

fn one(name: &str, how: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), how.to_owned())]
}

#[test]
fn a_copy_from_a_page_a_resized_one_and_a_cut_one_are_found() {
    let desk = Desk::new();
    desk.lights(honest);
    let original = std::fs::read(format!("{}/library-reopens/roof.jpg", crate::SAMPLES)).unwrap();
    assert_eq!(found(&desk, &original), one("roof.jpg", "original"));

    let url = format!("{}/pictures/{}.roof.jpg", desk.site.url, desk.story);
    let sent = ureq::get(&url).call().unwrap().body_mut().read_to_vec().unwrap();
    assert_ne!(sent, original, "it left with its words in it");
    assert_eq!(found(&desk, &sent), one("roof.jpg", "sent"));

    let small = jpeg(&image::load_from_memory(&original).unwrap().thumbnail(500, 500));
    assert_eq!(found(&desk, &small), one("roof.jpg", "likeness"));
    let file = desk.data.path().join("saved");
    let told = desk.run(&["picture", "where", file.to_str().unwrap()]);
    assert!(told.contains("it looks like this picture"), "{told}");

    let db = rusqlite::Connection::open(desk.data.path().join("copydesk.db")).unwrap();
    let sql =
        "UPDATE picture SET record = json_set(record, '$.crop', '1:1') WHERE name = 'roof.jpg'";
    assert_eq!(db.execute(sql, []).unwrap(), 1);
    let whole = image::load_from_memory(&original).unwrap();
    let side = whole.height().min(whole.width());
    let (x, y) = ((whole.width() - side) / 2, (whole.height() - side) / 2);
    let cut = jpeg(&whole.crop_imm(x, y, side, side).thumbnail(400, 400));
    assert_eq!(found(&desk, &cut), one("roof.jpg", "likeness"));

    let other = std::fs::read(format!("{}/market-rents/market-stall.jpg", crate::SAMPLES)).unwrap();
    assert_eq!(found(&desk, &other), []);
}

#[test]
fn a_file_that_is_no_picture_is_refused_and_not_told_as_unused() {
    let desk = Desk::new();
    let error =
        desk.refusal(&["picture", "where", concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")]);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("README.md cannot be looked for: "), "{message}");
    assert!(message.contains("not a picture"), "{message}");
    assert!(!message.contains("story"), "no story is meant: {message}");
}
