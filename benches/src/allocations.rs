//! How often each contestant allocates, and how much.
//!
//! Counting needs an allocator that counts, which takes time: a binary of its own (`src/bin/allocations.rs`)
//! does it, so that no time is taken with it. This module is what both sides share.

use crate::bodies::{self, Body};
use crate::{process, tables};

/// The bodies whose allocations are counted: the printed ones, and the one with five faults.
pub fn bodies() -> Vec<Body> {
    let mut bodies = bodies::pretty();
    bodies.extend(bodies::faulty().into_iter().take(1));
    bodies
}

/// Runs the binary that counts, and gives its table.
///
/// # Errors
/// What kept it from running.
pub fn measure() -> Result<String, String> {
    let mut command = process::cargo("run");
    command.args(["--release", "--quiet", "--locked", "--bin", "allocations"]);
    command.args(["--manifest-path", process::MANIFEST]);
    let text = process::output(&mut command)?;
    let lines: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    Ok(tables::align(&lines))
}
