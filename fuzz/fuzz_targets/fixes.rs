//! The target `fixes`.
#![no_main]

#[path = "../shared.rs"]
mod shared;

libfuzzer_sys::fuzz_target!(init: shared::start(), |data: &[u8]| shared::checks::fixes::check(data));
