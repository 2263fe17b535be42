//! One program at a time for one piece of work in a data folder.

use copydesk::desk::Desk;
use copydesk::error::{Error, system};
use std::fs::{File, TryLockError};

/// The lock of that name in the desk's folder, held until it is dropped; none while another program has it.
///
/// # Errors
/// `Storage` if the data folder refuses.
pub fn take(desk: &Desk, name: &str) -> Result<Option<File>, Error> {
    let path = desk.folder().join(name);
    let refused = |error: std::io::Error| system::in_the_way(&path.display().to_string(), &error);
    let open = File::options().create(true).truncate(false).write(true).open(&path);
    let lock = open.map_err(refused)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(refused(error)),
    }
}
