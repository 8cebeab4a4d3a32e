//! The tables of the domain: schema files and the Rust types that are derived from them.

use serde::Serialize;
use serde::de::DeserializeOwned;
use vouchsafe::{Faults, Report, Validate, Warnings};
use vouchsafe_schemas::dis::create_transfer_task as dis;
use vouchsafe_schemas::kafka::{create_sink_task, create_smart_connect_task, show_sink_task};

/// Reads and writes; the inner result is the one of writing.
type RoundTrip = fn(&[u8]) -> Result<Result<Vec<u8>, Report>, Report>;

/// A table with what its type can do, the type erased.
pub(crate) struct Table {
    /// The schema file, relative to `schemas/`.
    pub(crate) schema: &'static str,
    pub(crate) check: fn(&[u8]) -> Result<Warnings, Report>,
    pub(crate) faults: fn(&[u8]) -> Faults,
    pub(crate) is_valid: fn(&[u8]) -> bool,
    /// Reads the type and gives its `Debug` form.
    pub(crate) read: fn(&[u8]) -> Result<String, Report>,
    /// Reads the type and writes it again.
    pub(crate) round_trip: RoundTrip,
}

const fn table<T>(schema: &'static str) -> Table
where
    T: Validate + Serialize + DeserializeOwned + std::fmt::Debug,
{
    Table {
        schema,
        check: T::check_json,
        faults: T::faults_json,
        is_valid: T::is_valid_json,
        read: |bytes| T::from_json(bytes).map(|value| format!("{value:?}")),
        round_trip: |bytes| T::from_json(bytes).map(|value| value.to_json()),
    }
}

/// Every table that is an object of its own.
pub(crate) const TABLES: &[Table] = &[
    table::<create_sink_task::Path>("kafka/create-sink-task/path.json"),
    table::<create_sink_task::CreateSinkTask>("kafka/create-sink-task/body.json"),
    table::<create_sink_task::ObsDestinationDescriptor>(
        "kafka/create-sink-task/obs-destination-descriptor.json",
    ),
    table::<create_sink_task::Response>("kafka/create-sink-task/response.json"),
    table::<show_sink_task::Path>("kafka/show-sink-task/path.json"),
    table::<show_sink_task::Query>("kafka/show-sink-task/query.json"),
    table::<show_sink_task::Response>("kafka/show-sink-task/response.json"),
    table::<show_sink_task::ObsDestinationDescriptor>(
        "kafka/show-sink-task/obs-destination-descriptor.json",
    ),
    table::<show_sink_task::TopicsInfo>("kafka/show-sink-task/topics-info.json"),
    table::<show_sink_task::Partition>("kafka/show-sink-task/partition.json"),
    table::<dis::Path>("dis/create-transfer-task/path.json"),
    table::<dis::Header>("dis/create-transfer-task/header.json"),
    table::<dis::CreateTransferTask>("dis/create-transfer-task/body.json"),
    table::<dis::DliDestinationDescriptor>(
        "dis/create-transfer-task/dli-destination-descriptor.json",
    ),
    table::<dis::Response>("dis/create-transfer-task/response.json"),
    table::<create_smart_connect_task::Path>("kafka/create-smart-connect-task/path.json"),
    table::<create_smart_connect_task::CreateSmartConnectTask>(
        "kafka/create-smart-connect-task/body.json",
    ),
    table::<create_smart_connect_task::SourceTask>(
        "kafka/create-smart-connect-task/source-task.json",
    ),
    table::<create_smart_connect_task::SinkTask>("kafka/create-smart-connect-task/sink-task.json"),
    table::<create_smart_connect_task::Response>("kafka/create-smart-connect-task/response.json"),
    table::<create_smart_connect_task::ResponseSourceTask>(
        "kafka/create-smart-connect-task/response-source-task.json",
    ),
    table::<create_smart_connect_task::ResponseSinkTask>(
        "kafka/create-smart-connect-task/response-sink-task.json",
    ),
];

/// The table with that schema file.
pub(crate) fn find(schema: &str) -> &'static Table {
    TABLES
        .iter()
        .find(|table| table.schema == schema)
        .unwrap_or_else(|| panic!("no table {schema}"))
}
