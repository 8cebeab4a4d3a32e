//! The disciplines: what the contestants do with the bodies.

use crate::bodies::{self, Body, Schema};
use crate::contestants::{self, Contestant, Job};
use crate::rounds::{self, Entry};
use crate::tables::{Blank, Column, Heading, Sheet};

/// A discipline.
pub struct Discipline {
    /// What its table is about.
    pub heading: Heading,
    /// Who takes part.
    pub contestants: fn() -> Vec<Contestant>,
    /// What they get.
    pub bodies: fn() -> Vec<Body>,
}

const UNIT: &str = "ns per request";

/// Every discipline, in the order in which they are printed.
pub const ALL: &[Discipline] = &[
    Discipline {
        heading: Heading {
            name: "verdict",
            title: "Verdict",
            note: "From bytes to yes or no, on valid requests; one request of the batch in twenty is invalid.",
            unit: UNIT,
            baseline: contestants::MACRO,
        },
        contestants: contestants::verdict,
        bodies: || {
            let mut bodies = bodies::pretty();
            bodies.extend(bodies::minified());
            bodies.push(bodies::batch());
            bodies
        },
    },
    Discipline {
        heading: Heading {
            name: "faults",
            title: "All faults",
            note: "From bytes to every fault, in words and with its place. Ours are with byte spans and include the \
                   lints, of which the peers have none: the printed bodies have one or two (a masked password), so that \
                   ours looks for words where the peers are done. The clean ones have none.",
            unit: UNIT,
            baseline: contestants::MACRO_ERRORS,
        },
        contestants: contestants::faults,
        bodies: || {
            let mut bodies = bodies::faulty();
            bodies.extend(bodies::clean());
            bodies.extend(bodies::pretty());
            bodies.push(bodies::batch());
            bodies
        },
    },
    Discipline {
        heading: Heading {
            name: "read",
            title: "Reading a typed value",
            note: "From bytes to a struct. Ours is checked against the schema as well.",
            unit: UNIT,
            baseline: contestants::READ,
        },
        contestants: contestants::read,
        bodies: || {
            let mut bodies = bodies::pretty();
            bodies.extend(bodies::minified());
            bodies
        },
    },
    Discipline {
        heading: Heading {
            name: "write",
            title: "Writing a typed value",
            note: "From a struct to compact text. Ours is checked against the schema as well. The types of \
                   `vouchsafe-schemas` leave it to `to_json` to leave out what is `None`; the others ask serde for it.",
            unit: UNIT,
            baseline: contestants::WRITE,
        },
        contestants: contestants::write,
        bodies: || {
            let mut bodies = bodies::pretty();
            bodies.extend(bodies::clean());
            bodies
        },
    },
];

/// The table of a discipline, ready to be measured on its bodies.
pub fn sheet<'a>(discipline: &Discipline, bodies: &'a [Body]) -> Sheet<'a> {
    let lines = (discipline.contestants)().into_iter().map(|contestant| {
        let entries = bodies.iter().map(|body| Some(entry(&contestant, body)));
        Blank {
            name: contestant.name.to_owned(),
            ours: contestant.ours,
            entries: entries.collect(),
        }
    });
    let columns = bodies.iter().map(|body| Column {
        name: body.name.clone(),
        group: body.group,
    });
    Sheet {
        heading: discipline.heading,
        columns: columns.collect(),
        lines: lines.collect(),
    }
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
                let text = std::hint::black_box(&request.text);
                std::hint::black_box(jobs[request.schema as usize](text));
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
    [Schema::Sink, Schema::Connect].map(|schema| {
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

/// Every contestant, each with the name of its discipline.
pub fn contestants() -> Vec<(&'static str, Contestant)> {
    let all = ALL.iter().flat_map(|discipline| {
        let contestants = (discipline.contestants)().into_iter();
        contestants.map(|contestant| (discipline.heading.name, contestant))
    });
    all.collect()
}
