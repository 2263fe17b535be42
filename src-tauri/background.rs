//! Without a window: sends what waits, from the moment somebody logs in.

use crate::moment;
use copydesk::desk::Desk;
use copydesk::error::{Error, system};
use std::fs::{File, TryLockError};
use std::time::Duration;

/// How often the outbox is looked at. Nobody waits before a window for it.
const BEAT: Duration = Duration::from_secs(5);

/// Works the outbox until the session ends. Returns at once if another program does so already; a
/// window may be opened and closed meanwhile, for the outbox is worked by one at a time.
///
/// # Errors
/// `Storage` if the data folder refuses.
pub fn run(desk: &Desk) -> Result<(), Error> {
    let path = desk.folder().join("background.lock");
    let refused = |error: std::io::Error| system::in_the_way(&path.display().to_string(), &error);
    let open = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = open.map_err(refused)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(()),
        Err(TryLockError::Error(error)) => return Err(refused(error)),
    }
    loop {
        // What goes wrong with a site stands in its delivery; a full disk is tried again.
        let _ = desk.tick(&moment::now, &|| {});
        std::thread::sleep(BEAT);
    }
}
