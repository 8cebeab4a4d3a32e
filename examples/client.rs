//! A client that builds a typed request: what is checked is what is sent.
//!
//! ```sh
//! cargo run --example client
//! ```

#![expect(clippy::print_stdout, reason = "a program of the terminal")]

use vouchsafe::Validate;
use vouchsafe_schemas::dis::create_transfer_task::{
    ConsumerStrategy, CreateTransferTask, DestinationType, DliDestinationDescriptor, RetryDuration,
};

fn main() {
    let mut task = CreateTransferTask {
        destination_type: DestinationType::Dli,
        dli_destination_descriptor: Some(DliDestinationDescriptor {
            task_name: "clicks-to-dli".into(),
            agency_name: "dis_load_agency".into(),
            deliver_time_interval: 60,
            consumer_strategy: Some(ConsumerStrategy::TrimHorizon),
            dli_database_name: "web_analytics".into(),
            dli_table_name: "clicks_raw".into(),
            obs_bucket_path: "clicks-staging".into(),
            file_prefix: None,
            retry_duration: Some(RetryDuration::from_seconds(3600)),
        }),
    };
    match task.to_json() {
        Ok(bytes) => println!(
            "POST …/transfer-tasks\n\n{}",
            String::from_utf8_lossy(&bytes)
        ),
        Err(report) => println!("not sent:\n{report}"),
    }

    // Types cannot say everything: an empty descriptor, an interval of 5 seconds.
    task.dli_destination_descriptor = None;
    match task.to_json() {
        Ok(bytes) => println!(
            "POST …/transfer-tasks\n\n{}",
            String::from_utf8_lossy(&bytes)
        ),
        Err(report) => println!("\nnot sent:\n{report}"),
    }
}
