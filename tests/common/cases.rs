//! How many cases a property is tried with, and which.

use proptest::test_runner::{Config, RngSeed};

/// The same cases in every run, so that no commit fails by chance. `PROPTEST_CASES` asks for more of them, for a long night, and
/// `PROPTEST_RNG_SEED` for others. What fails is not written down beside the test: it becomes a case of its own.
pub fn cases(cases: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: std::env::var("PROPTEST_CASES").map_or(cases, |_| asked.cases),
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1136),
            fixed => fixed,
        },
        failure_persistence: None,
        ..asked
    }
}
