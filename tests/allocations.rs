//! Checking valid input allocates nothing, once the buffers of the thread have grown to its size.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use allocation_counter::measure;

use support::{domain, tables};

fn allocations(work: impl FnOnce()) -> u64 {
    measure(work).count_total
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
}

#[test]
fn the_verdict_on_valid_input_allocates_nothing() {
    let mut count = 0;
    for table in domain::all() {
        let derived = tables::find(&table.schema);
        for case in table.cases.iter().filter(|case| case.valid) {
            let text = serde_json::to_vec_pretty(&case.instance).unwrap();
            // The first check of a kind compiles patterns and grows the buffers.
            assert!((derived.is_valid)(&text));
            let made = allocations(|| assert!((derived.is_valid)(&text)));
            assert_eq!(made, 0, "{}: {}", table.schema, case.name);
            count += 1;
        }
    }
    assert!(count > 300);
}
