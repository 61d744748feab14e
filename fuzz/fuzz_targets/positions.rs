//! The target `positions`.
#![no_main]

#[path = "../shared.rs"]
mod shared;

libfuzzer_sys::fuzz_target!(init: shared::start(), |data: &[u8]| shared::checks::positions::check(data));
