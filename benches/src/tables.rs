//! Tables: contestants down, bodies or sizes across, nanoseconds for each unit. A `Sheet` is a table that
//! has not been measured yet.

use std::fmt::Write as _;

use crate::rounds::{self, Entry, Pace};

/// What a table is about.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// Its name on the command line and in the file of results.
    pub name: &'static str,
    /// The words above it.
    pub title: &'static str,
    /// How to read it.
    pub note: &'static str,
    /// What the figures are, such as `ns per request`.
    pub unit: &'static str,
    /// The line that all are compared with.
    pub baseline: &'static str,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// The columns that its ratio is averaged with.
    pub group: &'static str,
}

/// A table whose figures are not there yet.
pub struct Sheet<'a> {
    /// What it is about.
    pub heading: Heading,
    /// The columns.
    pub columns: Vec<Column>,
    /// The lines.
    pub lines: Vec<Blank<'a>>,
}

/// A line whose figures are not there yet.
pub struct Blank<'a> {
    /// What is measured.
    pub name: String,
    /// Whether it is ours.
    pub ours: bool,
    /// One for each column; nobody has to be in all of them.
    pub entries: Vec<Option<Entry<'a>>>,
}

/// A table with its figures.
#[derive(Debug)]
pub struct Table {
    /// What it is about.
    pub heading: Heading,
    /// The columns.
    pub columns: Vec<Column>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of a table.
#[derive(Debug)]
pub struct Line {
    /// What was measured.
    pub name: String,
    /// Whether it is ours.
    pub ours: bool,
    /// One figure for each column; NaN where there is none.
    pub times: Vec<f64>,
}

/// Fills a table: everybody in every round.
pub fn measure(sheet: Sheet<'_>, pace: Pace) -> Table {
    let mut entries = Vec::new();
    let mut lines = Vec::new();
    for blank in sheet.lines {
        let times = blank.entries.iter().map(|entry| match entry {
            Some(_) => 0.0,
            None => f64::NAN,
        });
        lines.push(Line {
            name: blank.name,
            ours: blank.ours,
            times: times.collect(),
        });
        entries.extend(blank.entries.into_iter().flatten());
    }
    let figures = rounds::race(&mut entries, pace);
    let times = lines.iter_mut().flat_map(|line| &mut line.times);
    for (time, figure) in times.filter(|time| !time.is_nan()).zip(figures) {
        *time = figure;
    }
    Table {
        heading: sheet.heading,
        columns: sheet.columns,
        lines,
    }
}

impl Table {
    /// The groups of columns, in their order.
    pub fn groups(&self) -> Vec<&'static str> {
        let mut groups: Vec<&'static str> =
            self.columns.iter().map(|column| column.group).collect();
        groups.dedup();
        groups
    }

    /// How many times as fast as the baseline a line is: the geometric mean over a group of columns. NaN
    /// where one of the two has no figures.
    pub fn speed(&self, line: &Line, group: &str) -> f64 {
        let baseline = self
            .lines
            .iter()
            .find(|line| line.name == self.heading.baseline);
        let Some(baseline) = baseline else {
            return f64::NAN;
        };
        let logarithms: Vec<f64> = self
            .columns
            .iter()
            .zip(baseline.times.iter().zip(&line.times))
            .filter(|(column, _)| column.group == group)
            .map(|(_, (baseline, time))| (baseline / time).ln())
            .collect();
        (logarithms.iter().sum::<f64>() / rounds::as_float(logarithms.len() as u64)).exp()
    }

    /// The table in Markdown, aligned so that a terminal shows it well too.
    pub fn markdown(&self) -> String {
        let groups = self.groups();
        let mut head = vec![self.heading.unit.to_owned()];
        head.extend(self.columns.iter().map(|column| column.name.clone()));
        head.extend(groups.iter().map(|group| format!("× {group}")));
        let lines = self.lines.iter().map(|line| {
            let emphasis = if line.ours { "**" } else { "" };
            let mut cells = vec![format!("{emphasis}{}{emphasis}", line.name)];
            cells.extend(line.times.iter().map(|time| figure(*time)));
            cells.extend(groups.iter().map(|group| match self.speed(line, group) {
                speed if speed.is_nan() => NONE.to_owned(),
                speed => format!("{speed:.2}"),
            }));
            cells
        });
        let table = align(&std::iter::once(head).chain(lines).collect::<Vec<_>>());
        format!(
            "{}\n×: times as fast as `{}`, the geometric mean of the columns.\n\n{table}",
            self.heading.note, self.heading.baseline
        )
    }
}

/// Stands where there is no figure.
const NONE: &str = "–";

/// A figure with as many digits as mean something.
pub fn figure(number: f64) -> String {
    match number {
        _ if number.is_nan() => NONE.to_owned(),
        _ if number >= 99.95 => format!("{number:.0}"),
        _ if number >= 9.995 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// A Markdown table whose columns are padded: the first to the left, figures to the right.
pub fn align(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        let widest = cells.map(|cell| cell.chars().count()).max();
        widest.unwrap_or_default().max(3)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        for (column, &width) in widths.iter().enumerate() {
            let cell = line.get(column).map_or("", String::as_str);
            let padded = match column {
                0 => format!("| {cell:width$} "),
                _ => format!("| {cell:>width$} "),
            };
            text.push_str(&padded);
        }
        text.push_str("|\n");
        if index == 0 {
            for (column, &width) in widths.iter().enumerate() {
                let end = if column == 0 { '-' } else { ':' };
                let _ = write!(text, "|{:-<1$}{end}", "", width + 1);
            }
            text.push_str("|\n");
        }
    }
    text
}
