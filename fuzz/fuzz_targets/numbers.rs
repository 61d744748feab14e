//! The target `numbers`.
#![no_main]

#[path = "../shared.rs"]
mod shared;

libfuzzer_sys::fuzz_target!(init: shared::start(), |data: &[u8]| shared::checks::numbers::check(data));
