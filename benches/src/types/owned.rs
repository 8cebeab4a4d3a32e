//! The bodies with `String`s: what serde alone reads and writes, and the derive of vouchsafe checks.

use serde::{Deserialize, Serialize};
use vouchsafe::Validate;
use vouchsafe_schemas::common::{
    ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter,
};
use vouchsafe_schemas::kafka::{create_sink_task as sink, create_smart_connect_task as connect};

/// The body of `kafka.create-sink-task`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-sink-task/body.json")]
pub(crate) struct Sink {
    source_type: sink::SourceType,
    task_name: String,
    destination_type: sink::DestinationType,
    obs_destination_descriptor: Descriptor,
}

/// Its OBS destination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-sink-task/obs-destination-descriptor.json")]
pub(crate) struct Descriptor {
    #[serde(skip_serializing_if = "Option::is_none")]
    topics: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topics_regex: Option<String>,
    consumer_strategy: ConsumerStrategy,
    destination_file_type: DestinationFileType,
    access_key: String,
    secret_key: String,
    obs_bucket_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    obs_path: Option<String>,
    partition_format: PartitionFormat,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_delimiter: Option<RecordDelimiter>,
    deliver_time_interval: u16,
}

/// The body of `kafka.create-smart-connect-task`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-smart-connect-task/body.json")]
pub(crate) struct Connect {
    #[serde(skip_serializing_if = "Option::is_none")]
    task_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_later: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topics: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topics_regex: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_type: Option<connect::SourceType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_task: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sink_type: Option<connect::SinkType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sink_task: Option<SinkSettings>,
}

/// Its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-smart-connect-task/source-task.json")]
pub(crate) struct Source {
    #[serde(skip_serializing_if = "Option::is_none")]
    redis_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redis_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dcs_instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redis_password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sync_mode: Option<connect::SyncMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_sync_wait_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_sync_max_retry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratelimit: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current_cluster_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sasl_mechanism: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bootstrap_servers: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    security_protocol: Option<connect::SecurityProtocol>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<connect::Direction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sync_consumer_offsets_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replication_factor: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    task_num: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rename_topic_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance_header_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumer_strategy: Option<ConsumerStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compression_type: Option<connect::CompressionType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topics_mapping: Option<String>,
}

/// Its sink.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-smart-connect-task/sink-task.json")]
pub(crate) struct SinkSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    redis_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redis_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dcs_instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redis_password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumer_strategy: Option<ConsumerStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_file_type: Option<DestinationFileType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deliver_time_interval: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    obs_bucket_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    obs_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition_format: Option<PartitionFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_delimiter: Option<RecordDelimiter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    store_keys: Option<bool>,
}
