//! Fixes over every case of a rule, every register, and registers that are damaged.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::prelude::*;
use stdreg::diagnostic::Applicability;

use crate::case::Case;
use crate::cases::cases;
use crate::checks::{self, fixes};
use crate::mutation::mutated;
use crate::{common, registers, root, sorted, texts};

const BOTH: [Applicability; 2] = [Applicability::Safe, Applicability::Unsafe];

#[test]
fn of_every_case_of_a_rule() {
    let mut count = 0;
    for folder in sorted(&root().join("tests/fixtures")) {
        for path in sorted(&folder) {
            let case = Case::parse(&fs::read_to_string(&path).unwrap()).unwrap();
            let register = common::load(&case.files);
            // Which scheme a register goes by is chosen by whoever loads it, and once for all rounds here.
            if !register.goes_by_scheme() {
                continue;
            }
            for applicability in BOTH {
                let held = catch_unwind(AssertUnwindSafe(|| fixes::hold(&register, applicability, case.today())));
                count += held.unwrap_or_else(|_| panic!("{}", path.display()));
            }
        }
    }
    assert!(count > 500, "{count} fixes");
}

#[test]
fn of_every_register() {
    for files in registers() {
        for applicability in BOTH {
            fixes::hold(&common::load(&files), applicability, checks::TODAY);
        }
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn of_damaged_registers(
        (place, text) in (0..texts().len()).prop_flat_map(|place| (Just(place), mutated(&texts()[place]))),
    ) {
        let mut files = registers().remove(place);
        files[0].1 = text;
        for applicability in BOTH {
            fixes::hold(&common::load(&files), applicability, checks::TODAY);
        }
    }
}
