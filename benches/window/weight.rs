//! What a program weighs while nobody touches it: memory and processor time over all its processes.

use std::fs;
use std::time::Duration;

/// Each process of a program carries this in its environment, with the program's name.
pub const MARK: &str = "COPYDESK_BENCH_PROGRAM";

/// What a second has of the processor's time in `/proc/*/stat`.
const TICKS: f64 = 100.0;

/// Its processes.
pub fn processes(name: &str) -> Vec<u32> {
    let wanted = format!("{MARK}={name}");
    let entries = fs::read_dir("/proc").expect("/proc").flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid: &u32| {
            let set = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
            set.split(|&byte| byte == 0).any(|one| one == wanted.as_bytes())
        })
        .collect()
}

/// Its share of the memory, in megabytes: what several processes share counts in parts (PSS).
pub fn megabytes(name: &str) -> f64 {
    let share = |pid: u32| -> Option<f64> {
        let told = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        let line = told.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    };
    processes(name).into_iter().filter_map(share).sum::<f64>() / 1024.0
}

/// The percentage of one processor it uses meanwhile.
pub fn busy(name: &str, meanwhile: Duration) -> f64 {
    let before = ticks(name);
    std::thread::sleep(meanwhile);
    (ticks(name) - before) / TICKS / meanwhile.as_secs_f64() * 100.0
}

fn ticks(name: &str) -> f64 {
    let used = |pid: u32| -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // After the name in brackets, which may hold anything.
        let mut rest = stat.rsplit(')').next()?.split_whitespace().skip(11);
        let (user, system): (f64, f64) = (rest.next()?.parse().ok()?, rest.next()?.parse().ok()?);
        Some(user + system)
    };
    processes(name).into_iter().filter_map(used).sum()
}
