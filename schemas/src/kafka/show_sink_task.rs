//! `kafka.show-sink-task`: tells state and settings of a dump task and the progress of its topics.

use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// The parameters of the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/path.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Path {
    /// Project that owns the Kafka instance.
    pub project_id: String,
    /// Connector that runs the task.
    pub connector_id: String,
    /// Task that is asked for.
    pub task_id: String,
}

/// The parameters of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/query.json")]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Query {
    /// Whether the answer has the progress of each topic; absent means no.
    pub topic_info: Option<TopicInfo>,
}

/// A truth value that travels as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/query.json#/properties/topic-info")]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum TopicInfo {
    /// With the progress of each topic.
    True,
    /// Without it.
    False,
}

/// The response body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/response.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Response {
    /// Name of the task.
    pub task_name: Option<String>,
    /// Kind of storage that is written to, such as `OBS`.
    pub destination_type: Option<String>,
    /// When the task was created, in milliseconds since 1970-01-01T00:00:00Z.
    pub create_time: Option<i64>,
    /// State of the task, such as `RUNNING`; others may occur.
    pub status: Option<String>,
    /// Topics that are dumped, as a list or as a regular expression.
    pub topics: Option<String>,
    /// What is dumped, into which bucket, and how often.
    pub obs_destination_descriptor: Option<ObsDestinationDescriptor>,
    /// Progress of each topic; only if the request asks for it.
    pub topics_info: Option<Vec<Option<TopicsInfo>>>,
}

/// What is dumped, into which bucket, and how often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/obs-destination-descriptor.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct ObsDestinationDescriptor {
    /// Which message the task read first.
    pub consumer_strategy: Option<String>,
    /// Format of the dump files.
    pub destination_file_type: Option<String>,
    /// Bucket that takes up the dump files.
    pub obs_bucket_name: Option<String>,
    /// Directory in the bucket.
    pub obs_path: Option<String>,
    /// Directories made from the creation time of the task; may be empty or `N/A`.
    pub partition_format: Option<String>,
    /// What stands between two records of a dump file.
    pub record_delimiter: Option<String>,
    /// Seconds from one dump to the next.
    pub deliver_time_interval: Option<i64>,
    /// Size at which a dump file is uploaded, in bytes.
    pub obs_part_size: Option<i64>,
    /// Number of records after which a file is written.
    pub flush_size: Option<f64>,
    /// Class of the connector.
    pub connector_class: Option<String>,
    /// Class of the storage.
    pub storage_class: Option<String>,
    /// Class of the file format.
    pub format_class: Option<String>,
    /// Class that generates schemas.
    pub schema_generator_class: Option<String>,
    /// Class that chooses the directory of a record.
    pub partitioner_class: Option<String>,
    /// Class that converts the values of messages.
    pub value_converter: Option<String>,
    /// Class that converts the keys of messages.
    pub key_converter: Option<String>,
    /// Topics that are dumped.
    pub topics: Option<String>,
    /// Regular expression that picks the topics.
    pub topics_regex: Option<String>,
}

/// Progress of the dump of one topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/topics-info.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct TopicsInfo {
    /// Name of the topic.
    pub topic: Option<String>,
    /// Progress of each partition.
    pub partitions: Option<Vec<Option<Partition>>>,
}

/// Progress of the dump of one partition. Numbers travel as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/show-sink-task/partition.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Partition {
    /// Number of the partition.
    pub partition_id: Option<String>,
    /// State of the partition, such as `RUNNING`.
    pub status: Option<String>,
    /// Offset of the last message that was dumped.
    pub last_transfer_offset: Option<String>,
    /// Offset at the end of the partition.
    pub log_end_offset: Option<String>,
    /// Number of messages that are still to be dumped.
    pub lag: Option<String>,
}
