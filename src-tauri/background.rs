//! Without a window: sends what waits and tells what colleagues sent, from the moment somebody logs in.

use crate::{inbox, lock, moment};
use copydesk::desk::Desk;
use copydesk::error::Error;
use std::time::Duration;

/// How often the outbox is looked at. Nobody waits before a window for it.
const BEAT: Duration = Duration::from_secs(5);

/// Works the outbox until the session ends. Returns at once if another program does so already; a
/// window may be opened and closed meanwhile, for the outbox is worked by one at a time.
///
/// # Errors
/// `Storage` if the data folder refuses.
pub fn run(desk: &Desk) -> Result<(), Error> {
    let Some(_mine) = lock::take(desk, "background.lock")? else { return Ok(()) };
    std::thread::scope(|both| {
        both.spawn(|| inbox::work(desk, || {}));
        send(desk)
    })
}

fn send(desk: &Desk) -> ! {
    loop {
        // What goes wrong with a site stands in its delivery; a full disk is tried again.
        let _ = desk.tick(&moment::now, &|| {});
        std::thread::sleep(BEAT);
    }
}
