#![no_main]

#[path = "../probes.rs"]
#[allow(dead_code)]
mod probes;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| probes::document(bytes));
