//! The tables: contestants down, bodies across, nanoseconds for each request.

use std::fmt::Write as _;

use crate::bodies::{self, Body};
use crate::contestants::{self, Contestant, Job};
use crate::rounds::{self, Entry, Pace};

/// A table that was asked for.
pub struct Plan {
    /// Its name on the command line and in the file of results.
    pub name: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// How to read it.
    pub note: &'static str,
    /// The line that all are compared with.
    pub baseline: &'static str,
    contestants: fn() -> Vec<Contestant>,
    bodies: fn() -> Vec<Body>,
}

/// Every table, in the order in which they are printed.
pub const PLANS: &[Plan] = &[
    Plan {
        name: "verdict",
        title: "Verdict",
        note: "From bytes to yes or no, on valid requests; one request of the batch in twenty is invalid.",
        baseline: contestants::MACRO,
        contestants: contestants::verdict,
        bodies: || {
            [bodies::pretty(), bodies::minified(), vec![bodies::batch()]]
                .into_iter()
                .flatten()
                .collect()
        },
    },
    Plan {
        name: "faults",
        title: "All faults",
        note: "From bytes to every fault, in words and with its place. Ours are with byte spans and include the \
               lints, of which the peers have none: each printed body has one or two (a masked password), which makes \
               ours look for words where the peers are done.",
        baseline: contestants::MACRO_ERRORS,
        contestants: contestants::faults,
        bodies: || {
            [bodies::faulty(), bodies::pretty(), vec![bodies::batch()]]
                .into_iter()
                .flatten()
                .collect()
        },
    },
    Plan {
        name: "read",
        title: "Reading a typed value",
        note: "From bytes to a struct. Ours is checked against the schema as well.",
        baseline: contestants::READ,
        contestants: contestants::read,
        bodies: || {
            [bodies::pretty(), bodies::minified()]
                .into_iter()
                .flatten()
                .collect()
        },
    },
    Plan {
        name: "write",
        title: "Writing a typed value",
        note: "From a struct to compact text. Ours is checked against the schema as well. The types of \
               `vouchsafe-schemas` leave it to `to_json` to leave out what is `None`; the others ask serde for it.",
        baseline: contestants::WRITE,
        contestants: contestants::write,
        bodies: || bodies::pretty(),
    },
];

/// A table with its figures.
pub struct Table {
    /// What was asked for.
    pub plan: &'static Plan,
    /// The heads of the columns, each with its group.
    pub columns: Vec<(String, &'static str)>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of a table.
pub struct Line {
    /// Whose it is.
    pub contestant: Contestant,
    /// Nanoseconds for each request, one figure for each column.
    pub times: Vec<f64>,
}

/// Fills the tables, all of them in the same rounds.
pub fn measure(plans: &[&'static Plan], pace: Pace) -> Vec<Table> {
    let fields: Vec<(&'static Plan, Vec<Contestant>, Vec<Body>)> = plans
        .iter()
        .map(|&plan| (plan, (plan.contestants)(), (plan.bodies)()))
        .collect();
    let mut entries = Vec::new();
    for (_, contestants, bodies) in &fields {
        for contestant in contestants {
            entries.extend(bodies.iter().map(|body| entry(contestant, body)));
        }
    }
    let mut times = rounds::race(&mut entries, pace).into_iter();
    drop(entries);
    let tables = fields.into_iter().map(|(plan, contestants, bodies)| {
        let lines = contestants.into_iter().map(|contestant| Line {
            contestant,
            times: times.by_ref().take(bodies.len()).collect(),
        });
        Table {
            plan,
            lines: lines.collect(),
            columns: bodies
                .into_iter()
                .map(|body| (body.name, body.group))
                .collect(),
        }
    });
    tables.collect()
}

/// A contestant's work on a body, its answers checked once.
fn entry<'a>(contestant: &Contestant, body: &'a Body) -> Entry<'a> {
    let mut jobs = jobs(contestant, body);
    for request in &body.requests {
        let accepted = jobs[request.schema as usize](&request.text);
        let right = if contestant.judges {
            accepted == request.valid
        } else {
            accepted || !request.valid
        };
        assert!(
            right,
            "{} says {accepted} on {}:\n{}",
            contestant.name,
            body.name,
            String::from_utf8_lossy(&request.text)
        );
    }
    let run = move |repeats| {
        for _ in 0..repeats {
            for request in &body.requests {
                std::hint::black_box(jobs[request.schema as usize](std::hint::black_box(
                    &request.text,
                )));
            }
        }
    };
    Entry {
        run: Box::new(run),
        units: rounds::as_float(body.requests.len() as u64),
    }
}

/// A contestant's jobs for the requests of a body, by schema.
pub fn jobs(contestant: &Contestant, body: &Body) -> [Job; 2] {
    [bodies::Schema::Sink, bodies::Schema::Connect].map(|schema| {
        let sample = body
            .requests
            .iter()
            .find(|request| request.schema == schema);
        match sample {
            Some(sample) => (contestant.job)(schema, &sample.text),
            None => Box::new(|_: &[u8]| false),
        }
    })
}

impl Table {
    /// The groups of columns, in their order.
    pub fn groups(&self) -> Vec<&'static str> {
        let mut groups: Vec<&'static str> = self.columns.iter().map(|(_, group)| *group).collect();
        groups.dedup();
        groups
    }

    /// How many times as fast as the baseline a line is: the geometric mean over a group of columns.
    pub fn speed(&self, line: &Line, group: &str) -> f64 {
        let baseline = self
            .lines
            .iter()
            .find(|line| line.contestant.name == self.plan.baseline);
        let Some(baseline) = baseline else {
            return f64::NAN;
        };
        let logarithms: Vec<f64> = self
            .columns
            .iter()
            .zip(baseline.times.iter().zip(&line.times))
            .filter(|((_, of), _)| *of == group)
            .map(|(_, (baseline, time))| (baseline / time).ln())
            .collect();
        (logarithms.iter().sum::<f64>() / rounds::as_float(logarithms.len() as u64)).exp()
    }

    /// The table in Markdown, aligned so that a terminal shows it well too.
    pub fn markdown(&self) -> String {
        let groups = self.groups();
        let mut head = vec!["ns per request".to_owned()];
        head.extend(self.columns.iter().map(|(name, _)| name.clone()));
        head.extend(groups.iter().map(|group| format!("× {group}")));
        let lines = self.lines.iter().map(|line| {
            let emphasis = if line.contestant.ours { "**" } else { "" };
            let mut cells = vec![format!("{emphasis}{}{emphasis}", line.contestant.name)];
            cells.extend(line.times.iter().map(|time| figure(*time)));
            cells.extend(
                groups
                    .iter()
                    .map(|group| format!("{:.2}", self.speed(line, group))),
            );
            cells
        });
        let table = align(&std::iter::once(head).chain(lines).collect::<Vec<_>>());
        format!(
            "{}\n×: times as fast as `{}`, the geometric mean of the columns.\n\n{table}",
            self.plan.note, self.plan.baseline
        )
    }
}

/// A figure with as many digits as mean something.
pub fn figure(number: f64) -> String {
    match number {
        _ if number.is_nan() => "–".to_owned(),
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
        cells
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
            .max(3)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        for (column, &width) in widths.iter().enumerate() {
            let cell = line.get(column).map_or("", String::as_str);
            let _ = if column == 0 {
                write!(text, "| {cell:width$} ")
            } else {
                write!(text, "| {cell:>width$} ")
            };
        }
        text.push_str("|\n");
        if index == 0 {
            for (column, &width) in widths.iter().enumerate() {
                let _ = if column == 0 {
                    write!(text, "|{:-<1$}", "", width + 2)
                } else {
                    write!(text, "|{:->1$}:", "", width + 1)
                };
            }
            text.push_str("|\n");
        }
    }
    text
}
