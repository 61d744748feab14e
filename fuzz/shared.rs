//! What all targets share: the checks, which the ordinary tests have too, and how a run begins.
#![allow(dead_code, reason = "each target uses its own")]

#[path = "../tests/fuzz/checks/mod.rs"]
pub mod checks;

/// Begins a run: on one thread, and a panic that the engine catches does not end it, as what it does not catch still does.
pub fn start() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("this is the first use of the pool");
    std::panic::set_hook(Box::new(|panic| {
        let is_of_others = panic
            .location()
            .is_some_and(|place| place.file().contains("/calamine-"));
        if !is_of_others {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}
