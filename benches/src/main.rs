//! The command that compares; `README.md` says how to use it.

use std::error::Error;
use std::time::Duration;

use clap::{Parser, Subcommand};
use vouchsafe_benches::rounds::Pace;
use vouchsafe_benches::tables::{Sheet, Table};
use vouchsafe_benches::{
    allocations, compile_cost, count, disciplines, growth, others, plot, results, tables, threads,
};

/// Vouchsafe and its peers, side by side in one process.
///
/// Without a command: everything but the cost of compiling, which takes longest.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Job>,
    /// Write what is printed to `RESULTS.md` as well, and draw the pictures.
    #[arg(long, global = true)]
    write: bool,
    /// How many rounds there are; each contestant takes part in each.
    #[arg(long, global = true, default_value_t = 41)]
    rounds: usize,
    /// How many milliseconds a contestant runs in each round on each body, at least.
    #[arg(long, global = true, default_value_t = 3)]
    slice: u64,
}

#[derive(Debug, Subcommand)]
enum Job {
    /// Verdict, faults, read, write, others: the tables of times.
    Tables {
        /// Only these.
        names: Vec<String>,
    },
    /// How often each allocates.
    Allocations,
    /// Times over sizes.
    Growth,
    /// Two threads beside one.
    Threads,
    /// Instructions for each request, by callgrind, compared with those that are kept. `--write` keeps them.
    Count,
    /// What compiling costs: seconds, size of the binary, start. Takes some minutes.
    CompileCost,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let pace = Pace {
        rounds: arguments.rounds,
        slice: Duration::from_millis(arguments.slice),
    };
    let write = arguments.write;
    match arguments.command {
        Some(Job::Tables { names }) => tables(&names, pace, write),
        Some(Job::Allocations) => allocations(write),
        Some(Job::Growth) => growth(pace, write),
        Some(Job::Threads) => threads(pace, write),
        Some(Job::Count) => count(write),
        Some(Job::CompileCost) => compile_cost(write),
        None => {
            tables(&[], pace, write)?;
            allocations(write)?;
            growth(pace, write)?;
            threads(pace, write)?;
            count(write)
        }
    }
}

/// Prints a section, and writes it if that is wanted.
fn section(name: &str, title: &str, text: &str, write: bool) -> Result<(), Box<dyn Error>> {
    println!("## {title}\n\n{text}");
    if write {
        results::write("head", "", &results::head())?;
        results::write(name, title, text)?;
    }
    Ok(())
}

fn tables(names: &[String], pace: Pace, write: bool) -> Result<(), Box<dyn Error>> {
    let wanted = |name: &str| names.is_empty() || names.iter().any(|table| table == name);
    let mut measured = Vec::new();
    for discipline in disciplines::ALL {
        if wanted(discipline.heading.name) {
            let bodies = (discipline.bodies)();
            measured.push(table(disciplines::sheet(discipline, &bodies), pace, write)?);
        }
    }
    if wanted("others") {
        let subjects = others::subjects();
        table(others::sheet(&subjects), pace, write)?;
    }
    if write && names.is_empty() {
        plot::ratios(&measured, &results::folder().join("ratios.svg"))?;
    }
    Ok(())
}

/// Measures one table. Each has its own rounds: what the others keep in memory does not slow it down.
fn table(sheet: Sheet<'_>, pace: Pace, write: bool) -> Result<Table, Box<dyn Error>> {
    let table = tables::measure(sheet, pace);
    section(
        table.heading.name,
        table.heading.title,
        &table.markdown(),
        write,
    )?;
    Ok(table)
}

fn allocations(write: bool) -> Result<(), Box<dyn Error>> {
    section(
        "allocations",
        "Allocations",
        &allocations::measure()?,
        write,
    )
}

fn growth(pace: Pace, write: bool) -> Result<(), Box<dyn Error>> {
    // The largest sizes take seconds each time, so there are fewer rounds.
    let pace = Pace {
        rounds: pace.rounds.div_ceil(8),
        ..pace
    };
    let curves = growth::measure(pace);
    for curve in &curves {
        section(
            curve.table.heading.name,
            curve.table.heading.title,
            &curve.table.markdown(),
            write,
        )?;
    }
    if write {
        plot::growth(&curves, &results::folder().join("growth.svg"))?;
    }
    Ok(())
}

fn threads(pace: Pace, write: bool) -> Result<(), Box<dyn Error>> {
    section("threads", "Threads", &threads::measure(pace), write)
}

fn count(write: bool) -> Result<(), Box<dyn Error>> {
    section("count", "Instructions", &count::run(write)?, write)
}

fn compile_cost(write: bool) -> Result<(), Box<dyn Error>> {
    section(
        "compile-cost",
        "The cost of compiling",
        &compile_cost::measure()?,
        write,
    )
}
