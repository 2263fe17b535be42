//! Waiting for something to come about.

use std::time::{Duration, Instant};

/// How long something on this computer may take before a test gives up: generous, since the
/// machine may be busy; nothing waits longer than it must.
pub const SOON: Duration = Duration::from_secs(15);

/// Asks `look` again and again until it answers, and fails if it never does.
pub async fn until<T>(
    what: &str,
    at_most: Duration,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = look().await {
            return answer;
        }
        assert!(start.elapsed() < at_most, "{what}: not within {at_most:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
