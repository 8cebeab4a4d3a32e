//! `kafka.create-sink-task`: creates a task that writes the messages of Kafka topics into an OBS bucket.

use serde::{Deserialize, Serialize};
use vouchsafe::{Secret, Validate};

use crate::common::{ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter};

/// The parameters of the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-sink-task/path.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Path {
    /// Project that owns the Kafka instance.
    pub project_id: String,
    /// Connector that runs the task.
    pub connector_id: String,
}

/// The request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-sink-task/body.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct CreateSinkTask {
    /// Kind of source.
    pub source_type: SourceType,
    /// Name of the new task.
    pub task_name: String,
    /// Kind of storage that is written to.
    pub destination_type: DestinationType,
    /// What is dumped, into which bucket, and how often.
    pub obs_destination_descriptor: ObsDestinationDescriptor,
}

/// Kind of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-sink-task/body.json#/properties/source_type")]
#[serde(rename_all = "UPPERCASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum SourceType {
    /// Messages as they are, the only one.
    Blob,
}

/// Kind of storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-sink-task/body.json#/properties/destination_type")]
#[serde(rename_all = "UPPERCASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum DestinationType {
    /// Object storage, the only one.
    Obs,
}

/// What is dumped, into which bucket, and how often. Exactly one of `topics` and `topics_regex` is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-sink-task/obs-destination-descriptor.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct ObsDestinationDescriptor {
    /// Topics to dump, with commas between them.
    pub topics: Option<String>,
    /// Regular expression that picks the topics to dump, other than `.*`.
    pub topics_regex: Option<String>,
    /// Which message the task reads first.
    pub consumer_strategy: ConsumerStrategy,
    /// Format of the dump files.
    pub destination_file_type: DestinationFileType,
    /// Access key (AK) of an account that may write to the bucket.
    pub access_key: Secret,
    /// Secret key (SK) that belongs to the access key.
    pub secret_key: Secret,
    /// Bucket that takes up the dump files.
    pub obs_bucket_name: String,
    /// Directory in the bucket, at most 64 of `A-Z`, `a-z`, `0-9`, `_`, `-` and `/`.
    pub obs_path: Option<String>,
    /// Directories below `obs_path`.
    pub partition_format: PartitionFormat,
    /// What stands between two records of a dump file.
    pub record_delimiter: Option<RecordDelimiter>,
    /// Seconds from one dump to the next, 30 to 900.
    pub deliver_time_interval: u16,
}

/// The response body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-sink-task/response.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Response {
    /// ID of the new task, a UUID.
    pub task_id: Option<String>,
}
