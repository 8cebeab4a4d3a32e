//! How times grow: with the size of the instance, with the members of an object, with the faults, and with
//! the size of the schema. A time for each byte, member or fault that stays level is linear growth.
//!
//! One file for each curve. A curve is a table whose columns are sizes.

mod faults;
mod instance;
mod members;
mod schema;

use std::hint::black_box;

use crate::rounds::{self, Entry, Pace};
use crate::tables::{self, Blank, Column, Heading, Sheet, Table};

/// A curve: its table, and the sizes that its columns stand for.
#[derive(Debug)]
pub struct Curve {
    /// The figures.
    pub table: Table,
    /// What grows.
    pub axis: &'static str,
    /// The size of each column.
    pub sizes: Vec<usize>,
}

/// Every curve, one after the other: the largest sizes would not fit into the memory together.
pub fn measure(pace: Pace) -> Vec<Curve> {
    vec![
        instance::measure(pace),
        members::measure(pace),
        faults::measure(pace),
        schema::measure(pace),
    ]
}

/// A line of a curve: its name, whether it is ours, and what it does with a size.
type Maker<'m> = (&'static str, bool, &'m dyn Fn(usize) -> Entry<'static>);

fn curve(
    heading: Heading,
    axis: &'static str,
    sizes: &[usize],
    pace: Pace,
    makers: &[Maker<'_>],
) -> Curve {
    let lines = makers.iter().map(|(name, ours, make)| Blank {
        name: (*name).to_owned(),
        ours: *ours,
        entries: sizes.iter().map(|&size| Some(make(size))).collect(),
    });
    let columns = sizes.iter().map(|&size| Column {
        name: short(size),
        group: "all",
    });
    let sheet = Sheet {
        heading,
        columns: columns.collect(),
        lines: lines.collect(),
    };
    Curve {
        table: tables::measure(sheet, pace),
        axis,
        sizes: sizes.to_vec(),
    }
}

/// Work whose time is divided by a size.
fn entry<R>(size: usize, mut work: impl FnMut() -> R + 'static) -> Entry<'static> {
    let run = move |repeats| {
        for _ in 0..repeats {
            black_box(work());
        }
    };
    Entry {
        run: Box::new(run),
        units: rounds::as_float(size as u64),
    }
}

/// `10k` for 10,000.
pub fn short(size: usize) -> String {
    match size {
        0..1_000 => size.to_string(),
        1_000..1_000_000 => format!("{}k", size / 1_000),
        _ => format!("{}M", size / 1_000_000),
    }
}
