//! A service that reads request bodies: the bytes go in, the typed value comes out, or every fault.
//!
//! ```sh
//! cargo run --example service < examples/requests/kafka.create-sink-task.faulty.json
//! ```

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of the terminal"
)]

use std::io::Read;

use vouchsafe::{Report, Validate};
use vouchsafe_schemas::kafka::create_sink_task::CreateSinkTask;

/// What a handler would do: never does it see a body that breaks the schema.
fn create_sink_task(body: &[u8]) -> Result<String, Report> {
    // Lints are no faults; a service may log them.
    for warning in CreateSinkTask::check_json(body)? {
        eprintln!("{warning}");
    }
    let task = CreateSinkTask::from_json(body)?;
    let descriptor = task.obs_destination_descriptor;
    // A `Secret` can be logged by mistake without harm.
    eprintln!(
        "creating `{}` with the key {}",
        task.task_name, descriptor.secret_key
    );
    Ok(format!(
        "every {} s into bucket `{}`",
        descriptor.deliver_time_interval, descriptor.obs_bucket_name
    ))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    match create_sink_task(&body) {
        Ok(created) => println!("201 Created\n\n{created}"),
        Err(report) => println!(
            "400 Bad Request\n\n{}",
            serde_json::to_string_pretty(&report)?
        ),
    }
    Ok(())
}
