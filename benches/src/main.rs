//! The command that compares; `README.md` says how to use it.

use std::time::Duration;

use clap::Parser;
use vouchsafe_benches::rounds::Pace;
use vouchsafe_benches::{allocations, disciplines, others, tables};

/// Vouchsafe and its peers, side by side in one process.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many rounds there are; each contestant takes part in each.
    #[arg(long, default_value_t = 41)]
    rounds: usize,
    /// How many milliseconds a contestant runs in each round on each body, at least.
    #[arg(long, default_value_t = 3)]
    slice: u64,
    /// The tables that are wanted: verdict, faults, read, write, others, allocations. All, unless some are named.
    tables: Vec<String>,
}

fn main() -> Result<(), String> {
    let arguments = Arguments::parse();
    let wanted = |name: &str| {
        arguments.tables.is_empty() || arguments.tables.iter().any(|table| table == name)
    };
    let pace = Pace {
        rounds: arguments.rounds,
        slice: Duration::from_millis(arguments.slice),
    };
    let subjects = others::subjects();
    let disciplines: Vec<_> = disciplines::ALL
        .iter()
        .filter(|discipline| wanted(discipline.heading.name))
        .map(|discipline| (discipline, (discipline.bodies)()))
        .collect();
    let mut sheets: Vec<_> = disciplines
        .iter()
        .map(|(discipline, bodies)| disciplines::sheet(discipline, bodies))
        .collect();
    if wanted("others") {
        sheets.push(others::sheet(&subjects));
    }
    for table in tables::measure(sheets, pace) {
        println!("## {}\n\n{}", table.heading.title, table.markdown());
    }
    if wanted("allocations") {
        println!("## Allocations\n\n{}", allocations::measure()?);
    }
    Ok(())
}
