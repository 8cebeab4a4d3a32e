//! The command `vouchsafe`: lints requests before they are sent.
//!
//! ```text
//! arguments ─args─▶ what to do ─target─▶ a program ─check─▶ findings ─render─▶ text
//! ```
//!
//! Results go to standard output, everything else to standard error. The exit code is 0 when nothing
//! was found, 1 when there are findings at or above the threshold, 2 when the job could not be done.
//! This crate is a library only so that tests can run the command without a process.

mod args;
mod catalogue;
mod check;
mod explain;
mod files;
mod fix;
mod generate;
mod manual;
mod operations;
mod output;
mod refused;
mod render;
mod request;
mod schema;
mod settings;
mod source;
mod status;
mod streams;
mod target;

use std::ffi::OsString;
use std::io::{Read, Write};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command, SchemaCommand};
use output::Output;
use status::Status;
use streams::{Streams, Terminal};

/// Runs the command with the arguments and streams of the process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // `--help` and `--version` are answers, not failures.
            let code = if error.use_stderr() {
                Status::Failed
            } else {
                Status::Clean
            };
            // A closed pipe is no news.
            let _ = error.print();
            return code.into();
        }
    };
    let outputs = match &arguments.command {
        Command::Check(check) => check.outputs.wanted.as_slice(),
        Command::Schema {
            command: SchemaCommand::Check(check),
        } => check.outputs.wanted.as_slice(),
        _ => &[],
    };
    if outputs.iter().any(|wanted| wanted.file.is_some()) {
        output::clean_up_when_interrupted();
    }
    let choice = arguments.color.choice();
    let stdout = anstream::AutoStream::new(std::io::stdout().lock(), choice);
    let mut stderr = anstream::AutoStream::new(std::io::stderr().lock(), choice);
    let mut stdin = std::io::stdin();
    let coloured = stdout.current_choice() != anstream::ColorChoice::Never;
    let streams = Streams {
        stdin: &mut stdin,
        stdout: &mut Output::new(stdout),
        stderr: &mut stderr,
        terminal: Terminal::of_process(coloured),
    };
    run(arguments, streams).into()
}

/// Runs the command with given arguments (without the program's name) and streams; the output has
/// no colours. Gives the exit code.
///
/// ```
/// let (mut out, mut err) = (Vec::new(), Vec::new());
/// let input = br#"{"topic-info": "yes"}"#;
/// let arguments = ["check", "--operation", "kafka.show-sink-task", "--part", "query", "-f", "short", "-"];
/// let code = vouchsafe_cli::run_with(arguments, &mut &input[..], &mut out, &mut err);
/// assert_eq!(code, 1);
/// assert!(String::from_utf8(out).unwrap().contains("<stdin>:1:16: error[not-in-enum]: `topic-info` must be"));
/// ```
pub fn run_with<I, T>(
    arguments: I,
    stdin: &mut (dyn Read + Send),
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> u8
where
    I: IntoIterator<Item = T>,
    T: Into<OsString>,
{
    let arguments =
        std::iter::once(OsString::from("vouchsafe")).chain(arguments.into_iter().map(Into::into));
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => {
            let [mut out, mut err] = [(); 2].map(|()| anstream::StripStream::new(Vec::new()));
            let status = run(
                arguments,
                Streams {
                    stdin,
                    stdout: &mut Output::new(&mut out),
                    stderr: &mut err,
                    terminal: Terminal::default(),
                },
            );
            let _ = stdout.write_all(&out.into_inner());
            let _ = stderr.write_all(&err.into_inner());
            status as u8
        }
        Err(error) => {
            if error.use_stderr() {
                let _ = write!(stderr, "{}", error.render());
                return Status::Failed as u8;
            }
            let _ = write!(stdout, "{}", error.render());
            Status::Clean as u8
        }
    }
}

fn run(arguments: Arguments, mut streams: Streams<'_, '_>) -> Status {
    let result = match arguments.command {
        Command::Check(check) => check::run(&check, &mut streams),
        Command::Explain { code, .. } => explain::run(code.as_deref(), streams.stdout),
        Command::Schema {
            command: SchemaCommand::Check(check),
        } => schema::check(&check, &mut streams),
        Command::Schema {
            command: SchemaCommand::Test(test),
        } => schema::test(&test, streams.stdout, streams.stderr),
        Command::Schema {
            command: SchemaCommand::Compat(compat),
        } => schema::compat(&compat, streams.stdout, streams.stderr),
        Command::Operations(wanted) => operations::run(&wanted, &mut streams),
        Command::Generate(generate) => generate::run(&generate, streams.stdout, streams.stderr),
        Command::Completions { shell } => manual::completions(shell, streams.stdout),
        Command::Man { output } => manual::pages(output.as_deref(), streams.stdout),
    };
    result.unwrap_or_else(|problem| {
        let _ = writeln!(streams.stderr, "error: {problem}");
        Status::Failed
    })
}
