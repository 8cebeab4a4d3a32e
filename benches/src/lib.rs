//! Vouchsafe and its peers, side by side in one process: every contestant in every round, rounds shuffled,
//! medians and ratios. The command is in `main.rs`; `README.md` says how to use it.

pub mod allocations;
pub mod bodies;
pub mod contestants;
pub mod disciplines;
pub mod others;
mod process;
pub mod rounds;
mod schemas;
pub mod tables;
mod types;
