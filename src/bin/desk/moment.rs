//! This moment by the clock on the wall and by one that nobody can set. The window reads it too.

use copydesk::desk::Moment;
use std::time::Duration;

/// This moment.
pub fn now() -> Moment {
    Moment { wall: jiff::Timestamp::now(), steady: steady() }
}

/// Time since the computer was started, sleep included.
#[cfg(target_os = "linux")]
fn steady() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    // Neither is ever negative.
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// Time since the program first asked. Windows counts sleep, macOS does not: there an embargo that
/// was slept through opens once Copydesk is started anew.
#[cfg(not(target_os = "linux"))]
fn steady() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static FIRST: OnceLock<Instant> = OnceLock::new();
    FIRST.get_or_init(Instant::now).elapsed()
}
