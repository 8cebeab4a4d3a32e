//! Instructions for each request, counted by callgrind: a guard against becoming slower that other
//! programs on the machine do not disturb.
//!
//! A small binary (`src/bin/count.rs`) deals with a request a number of times; the difference between two
//! numbers is what one request costs, without what starting costs. The counts are kept in
//! `instructions.tsv`; who is more than `TOLERANCE` above has to say why, or become faster.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use crate::bodies::{self, Body};
use crate::contestants::Contestant;
use crate::{disciplines, process, results, tables};

/// How many times as many instructions as the kept count are still as good as the same.
const TOLERANCE: f64 = 1.02;

/// How often the request is dealt with in the two runs.
const REPEATS: [u64; 2] = [50, 150];

/// The file of the kept counts.
const FILE: &str = "instructions.tsv";

/// Whose instructions are counted: ours, and who does the least that a peer can do.
pub fn contestants() -> Vec<(String, Contestant)> {
    const PEERS: [&str; 3] = [
        crate::contestants::READ,
        crate::contestants::WRITE,
        crate::contestants::MACRO,
    ];
    let all = disciplines::contestants().into_iter();
    let counted = all.filter(|(_, contestant)| contestant.ours || PEERS.contains(&contestant.name));
    counted
        .map(|(discipline, contestant)| (format!("{discipline}: {}", contestant.name), contestant))
        .collect()
}

/// The requests: the printed ones, and for who does not write the one with five faults.
pub fn bodies() -> Vec<Body> {
    let mut bodies = bodies::pretty();
    bodies.extend(bodies::faulty().into_iter().take(1));
    bodies
}

/// Counts of instructions by contestant, one for each body that it can deal with.
type Counts = BTreeMap<(String, String), u64>;

/// Counts everything, and compares with what is kept, or keeps it.
///
/// # Errors
/// What kept callgrind from running, or whose counts have grown.
pub fn run(keep: bool) -> Result<String, String> {
    let binary = build()?;
    let bodies = bodies();
    let mut counts = Counts::new();
    let head = bodies.iter().map(|body| body.name.clone());
    let mut lines = vec![
        std::iter::once("instructions per request".to_owned())
            .chain(head)
            .collect(),
    ];
    for (index, (name, contestant)) in contestants().iter().enumerate() {
        let emphasis = if contestant.ours { "**" } else { "" };
        let mut cells = vec![format!("{emphasis}{name}{emphasis}")];
        for (at, body) in bodies.iter().enumerate() {
            if name.starts_with("write") && !body.requests[0].valid {
                cells.push("–".to_owned());
                continue;
            }
            let [few, many] = REPEATS.map(|repeats| count(&binary, index, at, repeats));
            let each = (many? - few?) / (REPEATS[1] - REPEATS[0]);
            cells.push(each.to_string());
            counts.insert((name.clone(), body.name.clone()), each);
        }
        lines.push(cells);
    }
    let kept = results::folder().join(FILE);
    if keep {
        std::fs::write(&kept, written(&counts)).map_err(|error| error.to_string())?;
    } else if let Ok(text) = std::fs::read_to_string(&kept) {
        compare(&counts, &read(&text))?;
    }
    Ok(tables::align(&lines))
}

fn compare(counts: &Counts, kept: &Counts) -> Result<(), String> {
    let mut grown = String::new();
    for ((name, body), &now) in counts {
        let Some(&before) = kept.get(&(name.clone(), body.clone())) else {
            continue;
        };
        let ratio = crate::rounds::as_float(now) / crate::rounds::as_float(before);
        if ratio > TOLERANCE {
            let _ = writeln!(
                grown,
                "{name}, {body}: {before} instructions before, {now} now ({ratio:.2} times as many)"
            );
        } else if ratio < 1.0 / TOLERANCE {
            eprintln!(
                "note: {name}, {body}: {before} instructions before, {now} now; `count --write` keeps it"
            );
        }
    }
    if grown.is_empty() { Ok(()) } else { Err(grown) }
}

fn written(counts: &Counts) -> String {
    let lines = counts
        .iter()
        .map(|((name, body), count)| format!("{name}\t{body}\t{count}\n"));
    lines.collect()
}

fn read(text: &str) -> Counts {
    let lines = text.lines().filter_map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let (name, body) = (cells.next()?, cells.next()?);
        Some(((name, body), cells.next()?.parse().ok()?))
    });
    lines.collect()
}

/// Builds the binary: its path.
fn build() -> Result<String, String> {
    let mut command = process::cargo("build");
    command.args([
        "--release",
        "--quiet",
        "--locked",
        "--bin",
        "count",
        "--message-format",
        "json",
    ]);
    command.args(["--manifest-path", process::MANIFEST]);
    let messages = process::output(&mut command)?;
    let mut executables = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(message["executable"].as_str()?.to_owned())
    });
    executables
        .next_back()
        .ok_or_else(|| "cargo built no binary".to_owned())
}

/// The instructions of a run.
fn count(binary: &str, contestant: usize, body: usize, repeats: u64) -> Result<u64, String> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", binary]);
    command.args([
        contestant.to_string(),
        body.to_string(),
        repeats.to_string(),
    ]);
    let output = command
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let words = String::from_utf8_lossy(&output.stderr);
    let collected = words
        .lines()
        .find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    match collected {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("valgrind gives no count:\n{words}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, compare, read, written};

    #[test]
    fn counts_are_read_as_they_are_written_and_may_not_grow() {
        let counts = Counts::from([(("a".to_owned(), "b".to_owned()), 1000)]);
        assert_eq!(read(&written(&counts)), counts);
        let more = |count| Counts::from([(("a".to_owned(), "b".to_owned()), count)]);
        assert!(compare(&more(1010), &counts).is_ok());
        assert!(compare(&more(1030), &counts).is_err());
    }
}
