//! What compiling costs: crates with one large schema, and the crate of the four operations with and
//! without its derives.
//!
//! The crates are written into a workspace in the target folder. All that they depend on is built first; then
//! each is touched and built again, so that the figures are of that crate alone. They are seconds of the
//! processor, all threads of the compiler together, because other programs may be running.

mod crates;
mod operations;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::rounds::{median, nanoseconds};
use crate::{process, tables};

/// How many properties the schemas have.
const SIZES: [usize; 2] = [100, 500];

/// A crate of the workspace.
pub(crate) struct Crate {
    /// What it is, for people.
    pub(crate) title: String,
    /// Its package.
    pub(crate) package: String,
    /// Whether it is ours.
    pub(crate) ours: bool,
    /// Whether it has a binary, whose size and start are measured.
    pub(crate) binary: bool,
}

/// Writes the crates and measures them: a table.
///
/// # Errors
/// What could not be written or compiled.
pub fn measure() -> Result<String, String> {
    let workspace = workspace()?;
    let mut all = vec![crates::write_empty(&workspace)?];
    for size in SIZES {
        all.extend(crates::write_crates(&workspace, size)?);
    }
    all.extend(operations::write_copies(&workspace)?);
    let mut lines = vec![
        [
            "seconds of the processor",
            "check",
            "build",
            "build --release",
            "binary, kB",
            "start, ms",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for one in &all {
        eprintln!("note: compiling {}", one.package);
        let emphasis = if one.ours { "**" } else { "" };
        let mut cells = vec![format!("{emphasis}{}{emphasis}", one.title)];
        for arguments in [&["check"][..], &["build"], &["build", "--release"]] {
            cells.push(format!("{:.2}", seconds(&workspace, one, arguments)?));
        }
        if one.binary {
            let binary = workspace.join("target/release").join(&one.package);
            let size = fs::metadata(&binary)
                .map_err(|error| error.to_string())?
                .len();
            cells.push((size / 1000).to_string());
            cells.push(format!("{:.2}", start(&binary)?));
        } else {
            cells.extend(["–", "–"].map(str::to_owned));
        }
        lines.push(cells);
    }
    Ok(format!("{}\n\n{}", NOTE, tables::align(&lines)))
}

const NOTE: &str = "A crate that is touched and built again, its dependencies being there; nothing incremental. The \
    binaries are stripped, check one valid instance, and stop. An empty crate is what \
    there is in each of them beside what is compared; serde has a part only up to 100 properties, because its own code for 500 takes minutes to optimise, whoever \
    calls it. The lowest lines are the crate of the four operations, all its schemas and the OpenAPI document, with its derives \
    and without.";

/// A new workspace in the target folder.
fn workspace() -> Result<PathBuf, String> {
    let executable = std::env::current_exe().map_err(|error| error.to_string())?;
    let target = executable
        .ancestors()
        .nth(2)
        .ok_or("the program is in no target folder")?;
    let workspace = target.join("compile-cost");
    // What an older version of this command wrote. What it built stays.
    let _ = fs::remove_dir_all(workspace.join("crates"));
    write(
        &workspace.join("Cargo.toml"),
        "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"3\"\n\n[profile.release]\nstrip = true\n",
    )?;
    // The same versions as in this process; what is not needed goes away.
    write(
        &workspace.join("Cargo.lock"),
        include_str!("../../Cargo.lock"),
    )?;
    Ok(workspace)
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The folder of a crate.
pub(crate) fn folder(workspace: &Path, package: &str) -> PathBuf {
    workspace.join("crates").join(package)
}

/// The seconds of one build of a crate that has been touched, less those of cargo itself: the median of some.
fn seconds(workspace: &Path, one: &Crate, arguments: &[&str]) -> Result<f64, String> {
    let build = || -> Result<f64, String> {
        let before = spent();
        let mut command = process::cargo(arguments[0]);
        command
            .args(&arguments[1..])
            .args(["--quiet", "--package", &one.package]);
        command.current_dir(workspace);
        command
            .env("CARGO_TARGET_DIR", workspace.join("target"))
            .env("CARGO_INCREMENTAL", "0");
        process::output(&mut command)?;
        Ok(spent() - before)
    };
    // The dependencies, and the crate for the first time.
    build()?;
    let cargo = build()?;
    let source = folder(workspace, &one.package).join("src");
    let source = ["main.rs", "lib.rs"]
        .map(|name| source.join(name))
        .into_iter()
        .find(|file| file.exists());
    let source = source.ok_or("the crate has no source")?;
    let mut times = Vec::new();
    // The clock of the processor has hundredths, and short builds take few.
    let enough = |times: &[f64]| match times.iter().sum::<f64>() {
        ..5.0 => times.len() >= 25,
        ..15.0 => times.len() >= 5,
        _ => true,
    };
    while !enough(&times) {
        let text = fs::read_to_string(&source).map_err(|error| error.to_string())?;
        write(&source, &text)?;
        times.push(build()? - cargo);
    }
    Ok(median(&mut times))
}

/// The seconds of the processor that all children that have ended have spent, with their children.
fn spent() -> f64 {
    /// Of `/proc`, on every machine that Linux runs on today.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the name in parentheses, which may contain anything.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / TICKS_PER_SECOND
}

/// Milliseconds by the clock from starting a binary to its end: the fastest of many, which nobody disturbed.
fn start(binary: &Path) -> Result<f64, String> {
    let mut fastest = f64::INFINITY;
    for _ in 0..201 {
        let clock = Instant::now();
        process::output(&mut Command::new(binary))?;
        fastest = fastest.min(nanoseconds(clock.elapsed()) / 1e6);
    }
    Ok(fastest)
}
