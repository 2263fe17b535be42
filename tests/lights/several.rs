//! Several pictures are looked at at a time.

use crate::{Desk, PICTURES};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Readers who wait for a picture now, and the most there were at a time.
static WAITING: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

#[test]
fn a_slow_site_is_asked_for_several_pictures_at_a_time_and_they_are_told_in_their_order() {
    let desk = Desk::new();
    desk.site.does(|answer, _| {
        if answer.is_picture() {
            MOST.fetch_max(WAITING.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // The later in the story, the sooner it comes.
            let slow = if answer.path.contains("reading-room") { 900 } else { 400 };
            std::thread::sleep(Duration::from_millis(slow));
            WAITING.fetch_sub(1, Ordering::SeqCst);
        }
    });
    let told = desk.answer(&["publish", &desk.story, "--site", "town", "--wait"]);
    let reports = told["deliveries"][0]["pictures"].as_array().unwrap();
    let names: Vec<_> = reports.iter().map(|one| one["picture"].as_str().unwrap()).collect();
    assert_eq!(names, PICTURES);
    assert!(reports.iter().all(|one| one["alt"]["outcome"] == "survived"), "{reports:?}");
    let most = MOST.load(Ordering::SeqCst);
    assert!((2..=4).contains(&most), "{most} at a time");
}
