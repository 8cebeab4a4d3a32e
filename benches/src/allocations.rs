//! How often each contestant allocates, and how much.
//!
//! Counting needs an allocator that counts, which takes time: a binary of its own (`src/bin/allocations.rs`)
//! does it, so that no time is taken with it. This module is what both sides share.

use std::process::Command;

use crate::bodies::{self, Body};
use crate::contestants::{self, Contestant};
use crate::tables;

/// The bodies whose allocations are counted: the printed ones, and the one with five faults.
pub fn bodies() -> Vec<Body> {
    let mut bodies = bodies::pretty();
    bodies.extend(bodies::faulty().into_iter().take(1));
    bodies
}

/// Whose allocations are counted.
pub fn contestants() -> Vec<(&'static str, Contestant)> {
    let disciplines = [
        ("verdict", contestants::verdict()),
        ("faults", contestants::faults()),
        ("read", contestants::read()),
        ("write", contestants::write()),
    ];
    let all = disciplines.into_iter().flat_map(|(discipline, list)| {
        list.into_iter()
            .map(move |contestant| (discipline, contestant))
    });
    all.collect()
}

/// Runs the binary that counts, and gives its table.
///
/// # Errors
/// What kept it from running.
pub fn measure() -> Result<String, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let output = Command::new(cargo)
        .args([
            "run",
            "--release",
            "--quiet",
            "--locked",
            "--bin",
            "allocations",
        ])
        .args(["--manifest-path", manifest])
        .output()
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    Ok(tables::align(&lines))
}
