//! The file of results: a section for each table, each between two marks, so that one can be renewed alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;

/// The folder of this crate.
pub fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Puts a section in the place of the one of that name, or behind the last one.
///
/// # Errors
/// Where the file cannot be written: why.
pub fn write(name: &str, title: &str, text: &str) -> Result<(), String> {
    let path = path();
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    std::fs::write(&path, with_section(&old, name, title, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

fn path() -> PathBuf {
    folder().join("RESULTS.md")
}

fn with_section(old: &str, name: &str, title: &str, text: &str) -> String {
    let (start, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->\n"),
    );
    let head = if title.is_empty() {
        String::new()
    } else {
        format!("## {title}\n\n")
    };
    let section = format!("{start}{head}{}\n\n{end}", text.trim());
    let place = old.find(&start).and_then(|from| {
        let to = old[from..].find(&end)?;
        Some(from..from + to + end.len())
    });
    match place {
        Some(place) => format!("{}{section}{}", &old[..place.start], &old[place.end..]),
        None if old.is_empty() => section,
        None => format!("{}\n\n{section}", old.trim_end()),
    }
}

/// What stands above the tables.
pub fn head() -> String {
    format!(
        "# Results\n\n\
         Written by `cargo run --release --manifest-path benches/Cargo.toml -- --write`, and the cost of compiling by \
         the same with `compile-cost --write`.\n\
         Machine: {}; {}. Trust the ratios.\n\
         Peers: {}.\n\n\
         ![Ratios](ratios.svg)\n\n![Growth](growth.svg)",
        machine(),
        rustc(),
        peers()
    )
}

/// The peers with their versions, from the lock.
fn peers() -> String {
    const NAMES: [&str; 8] = [
        "boon",
        "garde",
        "jsonschema",
        "serde_json",
        "serde_valid",
        "simd-json",
        "sonic-rs",
        "validator",
    ];
    let lock = include_str!("../Cargo.lock");
    let version = |name: &str| {
        let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
        Some(format!("{name} {}", rest.split_once('"')?.0))
    };
    let named: Vec<String> = NAMES.iter().filter_map(|name| version(name)).collect();
    named.join(", ")
}

/// The version of the compiler.
fn rustc() -> String {
    let version = process::output(Command::new("rustc").arg("--version"));
    let version = version.unwrap_or_else(|_| "an unknown compiler".to_owned());
    let words: Vec<&str> = version.split_whitespace().take(2).collect();
    words.join(" ")
}

/// What the figures were taken on: nothing that tells whose machine it is.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
        .map_or("an unknown processor", |(_, model)| model.trim());
    format!("{model}, {cores} cores")
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn a_section_is_renewed_where_it_is() {
        let one = with_section("", "a", "A", "old\n");
        let two = with_section(&one, "b", "B", "other");
        let renewed = with_section(&two, "a", "A", "new");
        assert_eq!(
            renewed,
            "<!-- a -->\n## A\n\nnew\n\n<!-- end of a -->\n\n<!-- b -->\n## B\n\nother\n\n<!-- end of b -->\n"
        );
    }
}
