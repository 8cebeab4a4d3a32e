//! Vouchsafe and its peers, side by side in one process: every contestant in every round, rounds shuffled,
//! medians and ratios. The command is in `main.rs`; `README.md` says how to use it.

pub mod allocations;
pub mod bodies;
pub mod compile_cost;
pub mod contestants;
pub mod count;
pub mod disciplines;
pub mod growth;
pub mod others;
pub mod plot;
mod process;
pub mod results;
pub mod rounds;
mod schemas;
pub mod tables;
pub mod threads;
mod types;
