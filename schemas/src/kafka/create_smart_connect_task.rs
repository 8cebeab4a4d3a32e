//! `kafka.create-smart-connect-task`: creates a task that moves messages or keys from a source to a
//! sink: Kafka topics to OBS, Kafka to Kafka, or Redis to Redis.

use serde::{Deserialize, Serialize};
use vouchsafe::{Secret, Validate};

use crate::common::{ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter};

/// The parameters of the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/path.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Path {
    /// Project that owns the Kafka instance.
    pub project_id: String,
    /// Kafka instance that runs the task.
    pub instance_id: String,
}

/// The request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/body.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct CreateSmartConnectTask {
    /// Name of the new task.
    pub task_name: Option<String>,
    /// `true` creates the task without starting it, `false` starts it at once.
    pub start_later: Option<bool>,
    /// Topics that the task works on, with commas between them. Excludes `topics_regex`; the empty string counts as not set.
    pub topics: Option<String>,
    /// Regular expression for the names of the topics that the task works on. Excludes `topics`; the empty string counts as not set.
    pub topics_regex: Option<String>,
    /// Kind of source. Absent means `NONE`: the topics of the instance itself.
    pub source_type: Option<SourceType>,
    /// Settings of the source. Required if `source_type` is not `NONE`.
    pub source_task: Option<SourceTask>,
    /// Kind of sink. Absent means `NONE`.
    pub sink_type: Option<SinkType>,
    /// Settings of the sink. Required if `sink_type` is not `NONE`.
    pub sink_task: Option<SinkTask>,
}

/// Kind of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/body.json#/properties/source_type")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum SourceType {
    /// The topics of the instance itself.
    None,
    /// Another Kafka instance.
    KafkaReplicatorSource,
    /// A Redis instance.
    RedisReplicatorSource,
}

/// Kind of sink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/body.json#/properties/sink_type")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum SinkType {
    /// None, as for replication between Kafka instances.
    None,
    /// An OBS bucket.
    ObsSink,
    /// A Redis instance.
    RedisReplicatorSink,
}

/// Settings of the source: Redis members for a Redis source, all others for a Kafka source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/source-task.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct SourceTask {
    /// Addresses of the Redis instance that is read, `host:port` with commas between them.
    pub redis_address: Option<String>,
    /// Kind of Redis instance, such as `cluster` or `standalone`.
    pub redis_type: Option<String>,
    /// ID of the DCS instance that is read.
    pub dcs_instance_id: Option<String>,
    /// Password of the Redis instance that is read.
    pub redis_password: Option<Secret>,
    /// `RDB_ONLY` copies what is there, `CUSTOM_OFFSET` also follows the changes after it.
    pub sync_mode: Option<SyncMode>,
    /// Milliseconds between two tries of the full copy.
    pub full_sync_wait_ms: Option<u64>,
    /// How many times the full copy is tried again at most.
    pub full_sync_max_retry: Option<u64>,
    /// Most KB per second that are transferred; -1 means no limit.
    pub ratelimit: Option<i64>,
    /// Name that this Kafka instance has in the replication.
    pub current_cluster_name: Option<String>,
    /// Name that the peer Kafka instance has in the replication.
    pub cluster_name: Option<String>,
    /// `SASL_SSL` user of the peer Kafka instance. Required with `security_protocol` `SASL_SSL`.
    pub user_name: Option<String>,
    /// Password of `user_name`. Required with `security_protocol` `SASL_SSL`.
    pub password: Option<Secret>,
    /// How `user_name` is authenticated, `PLAIN` or `SCRAM-SHA-512`. Required with `security_protocol` `SASL_SSL`.
    pub sasl_mechanism: Option<String>,
    /// ID of the peer Kafka instance. Excludes `bootstrap_servers`.
    pub instance_id: Option<String>,
    /// Addresses of the peer Kafka instance, `host:port` with commas between them. Excludes `instance_id`.
    pub bootstrap_servers: Option<String>,
    /// How the peer Kafka instance is reached: `SASL_SSL`, or `PLAINTEXT` without login and encryption.
    pub security_protocol: Option<SecurityProtocol>,
    /// `pull` copies from the peer instance to this one, `push` from this one to the peer, `two-way` both.
    pub direction: Option<Direction>,
    /// Whether the progress of consumer groups is replicated too.
    pub sync_consumer_offsets_enabled: Option<bool>,
    /// Replicas of each topic that the task creates in the peer instance, at most as many as that instance has brokers.
    pub replication_factor: Option<u64>,
    /// Number of parallel replication tasks; `two-way` runs twice as many.
    pub task_num: Option<u64>,
    /// Whether a replicated topic gets the alias of its source instance as a prefix. `true` excludes `topics_mapping`.
    pub rename_topic_enabled: Option<bool>,
    /// Whether a replicated message says in its header where it comes from, which keeps `two-way` from going in circles.
    pub provenance_header_enabled: Option<bool>,
    /// Which message the replication reads first.
    pub consumer_strategy: Option<ConsumerStrategy>,
    /// Compression of the replicated messages.
    pub compression_type: Option<CompressionType>,
    /// New names of replicated topics, `source:target` with commas between them. The empty string counts as not set.
    pub topics_mapping: Option<String>,
}

/// How much of a Redis source is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/source-task.json#/properties/sync_mode")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum SyncMode {
    /// What is there.
    RdbOnly,
    /// What is there, and the changes after it.
    CustomOffset,
}

/// How the peer Kafka instance is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = "kafka/create-smart-connect-task/source-task.json#/properties/security_protocol"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum SecurityProtocol {
    /// With login and encryption.
    SaslSsl,
    /// Without.
    Plaintext,
}

/// Which way messages are replicated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/source-task.json#/properties/direction")]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum Direction {
    /// From the peer instance to this one.
    Pull,
    /// From this instance to the peer.
    Push,
    /// Both.
    TwoWay,
}

/// Compression of replicated messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = "kafka/create-smart-connect-task/source-task.json#/properties/compression_type"
)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum CompressionType {
    /// None.
    None,
    /// gzip.
    Gzip,
    /// Snappy.
    Snappy,
    /// LZ4.
    Lz4,
    /// Zstandard.
    Zstd,
}

/// Settings of the sink: Redis members for a Redis sink, all others for an OBS sink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/sink-task.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct SinkTask {
    /// Addresses of the Redis instance that is written to, `host:port` with commas between them.
    pub redis_address: Option<String>,
    /// Kind of Redis instance, such as `cluster` or `standalone`.
    pub redis_type: Option<String>,
    /// ID of the DCS instance that is written to.
    pub dcs_instance_id: Option<String>,
    /// Password of the Redis instance that is written to.
    pub redis_password: Option<Secret>,
    /// Which message the task reads first.
    pub consumer_strategy: Option<ConsumerStrategy>,
    /// Format of the dump files.
    pub destination_file_type: Option<DestinationFileType>,
    /// Seconds from one dump to the next.
    pub deliver_time_interval: Option<u16>,
    /// Access key (AK) of an account that may write to the bucket.
    pub access_key: Option<Secret>,
    /// Secret key (SK) that belongs to `access_key`.
    pub secret_key: Option<Secret>,
    /// Bucket that takes up the dump files.
    pub obs_bucket_name: Option<String>,
    /// Directory in the bucket; a `/` separates its levels.
    pub obs_path: Option<String>,
    /// Directories below `obs_path`.
    pub partition_format: Option<PartitionFormat>,
    /// What stands between two records of a dump file.
    pub record_delimiter: Option<RecordDelimiter>,
    /// Whether the keys of the messages are dumped too.
    pub store_keys: Option<bool>,
}

/// The response body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/response.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Response {
    /// Name of the task.
    pub task_name: Option<String>,
    /// Topics that the task works on.
    pub topics: Option<String>,
    /// Regular expression for the names of the topics that the task works on.
    pub topics_regex: Option<String>,
    /// Kind of source.
    pub source_type: Option<String>,
    /// Settings of the source.
    pub source_task: Option<ResponseSourceTask>,
    /// Kind of sink.
    pub sink_type: Option<String>,
    /// Settings of the sink.
    pub sink_task: Option<ResponseSinkTask>,
    /// ID of the new task, a UUID.
    pub id: Option<String>,
    /// State of the task, such as `RUNNING`, `PAUSED`, `WAITING`, `RESTARTING` or `CREATING`; others may occur.
    pub status: Option<String>,
    /// When the task was created, in milliseconds since 1970-01-01T00:00:00Z.
    pub create_time: Option<i64>,
}

/// Settings of the source, without its passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/response-source-task.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct ResponseSourceTask {
    /// Addresses of the Redis instance that is read.
    pub redis_address: Option<String>,
    /// Kind of Redis instance.
    pub redis_type: Option<String>,
    /// ID of the DCS instance that is read.
    pub dcs_instance_id: Option<String>,
    /// How much is copied, such as `RDB_ONLY` or `CUSTOM_OFFSET`.
    pub sync_mode: Option<String>,
    /// Milliseconds between two tries of the full copy.
    pub full_sync_wait_ms: Option<i64>,
    /// How many times the full copy is tried again at most.
    pub full_sync_max_retry: Option<i64>,
    /// Most KB per second that are transferred; -1 means no limit.
    pub ratelimit: Option<i64>,
    /// Name that this Kafka instance has in the replication.
    pub current_cluster_name: Option<String>,
    /// Name that the peer Kafka instance has in the replication.
    pub cluster_name: Option<String>,
    /// User of the peer Kafka instance; may be empty.
    pub user_name: Option<String>,
    /// How that user is authenticated.
    pub sasl_mechanism: Option<String>,
    /// ID of the peer Kafka instance.
    pub instance_id: Option<String>,
    /// Addresses of the peer Kafka instance.
    pub bootstrap_servers: Option<String>,
    /// How the peer Kafka instance is reached.
    pub security_protocol: Option<String>,
    /// Which way the messages go.
    pub direction: Option<String>,
    /// Whether the progress of consumer groups is replicated too.
    pub sync_consumer_offsets_enabled: Option<bool>,
    /// Replicas of each topic that the task creates.
    pub replication_factor: Option<i64>,
    /// Number of parallel replication tasks.
    pub task_num: Option<i64>,
    /// Whether replicated topics are renamed.
    pub rename_topic_enabled: Option<bool>,
    /// Whether a replicated message says where it comes from.
    pub provenance_header_enabled: Option<bool>,
    /// Which message the replication reads first.
    pub consumer_strategy: Option<String>,
    /// Compression of the replicated messages.
    pub compression_type: Option<String>,
    /// New names of replicated topics; may be empty.
    pub topics_mapping: Option<String>,
}

/// Settings of the sink, without its keys and passwords.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "kafka/create-smart-connect-task/response-sink-task.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct ResponseSinkTask {
    /// Addresses of the Redis instance that is written to.
    pub redis_address: Option<String>,
    /// Kind of Redis instance.
    pub redis_type: Option<String>,
    /// ID of the DCS instance that is written to.
    pub dcs_instance_id: Option<String>,
    /// Number of the Redis database that is written to.
    pub target_db: Option<i64>,
    /// Which message the task reads first.
    pub consumer_strategy: Option<String>,
    /// Format of the dump files.
    pub destination_file_type: Option<String>,
    /// Seconds from one dump to the next.
    pub deliver_time_interval: Option<i64>,
    /// Bucket that takes up the dump files.
    pub obs_bucket_name: Option<String>,
    /// Directory in the bucket.
    pub obs_path: Option<String>,
    /// Directories below `obs_path`.
    pub partition_format: Option<String>,
    /// What stands between two records of a dump file.
    pub record_delimiter: Option<String>,
    /// Whether the keys of the messages are dumped too.
    pub store_keys: Option<bool>,
    /// Size of each part that is uploaded, in bytes.
    pub obs_part_size: Option<i64>,
    /// Number of records after which a file is closed.
    pub flush_size: Option<i64>,
    /// Time zone of the directories, such as `Asia/Chongqing`.
    pub timezone: Option<String>,
    /// Java class that derives the schema of the records.
    pub schema_generator_class: Option<String>,
    /// Java class that chooses the directory of a file.
    pub partitioner_class: Option<String>,
    /// Java class that converts the values of messages.
    pub value_converter: Option<String>,
    /// Java class that converts the keys of messages.
    pub key_converter: Option<String>,
    /// What stands between the key and the value of a record.
    pub kv_delimiter: Option<String>,
}
