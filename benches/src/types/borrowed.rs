//! The same with `&str`s, which point into the request. Such a type refuses strings with escapes.

use serde::{Deserialize, Serialize};
use vouchsafe::Validate;
use vouchsafe_schemas::common::{
    ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter,
};
use vouchsafe_schemas::kafka::{create_sink_task as sink, create_smart_connect_task as connect};

/// The body of `kafka.create-sink-task`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-sink-task/body.json")]
pub(crate) struct Sink<'a> {
    source_type: sink::SourceType,
    task_name: &'a str,
    destination_type: sink::DestinationType,
    #[serde(borrow)]
    obs_destination_descriptor: Descriptor<'a>,
}

/// Its OBS destination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-sink-task/obs-destination-descriptor.json")]
pub(crate) struct Descriptor<'a> {
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    topics: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    topics_regex: Option<&'a str>,
    consumer_strategy: ConsumerStrategy,
    destination_file_type: DestinationFileType,
    access_key: &'a str,
    secret_key: &'a str,
    obs_bucket_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    obs_path: Option<&'a str>,
    partition_format: PartitionFormat,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_delimiter: Option<RecordDelimiter>,
    deliver_time_interval: u16,
}

/// The body of `kafka.create-smart-connect-task`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-smart-connect-task/body.json")]
pub(crate) struct Connect<'a> {
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    task_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_later: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    topics: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    topics_regex: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_type: Option<connect::SourceType>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    source_task: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sink_type: Option<connect::SinkType>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    sink_task: Option<SinkSettings<'a>>,
}

/// Its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-smart-connect-task/source-task.json")]
pub(crate) struct Source<'a> {
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    redis_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    redis_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    dcs_instance_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    redis_password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sync_mode: Option<connect::SyncMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_sync_wait_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_sync_max_retry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratelimit: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    current_cluster_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    cluster_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    user_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    sasl_mechanism: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    instance_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    bootstrap_servers: Option<&'a str>,
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
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    topics_mapping: Option<&'a str>,
}

/// Its sink.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "../schemas/kafka/create-smart-connect-task/sink-task.json")]
pub(crate) struct SinkSettings<'a> {
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    redis_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    redis_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    dcs_instance_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    redis_password: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumer_strategy: Option<ConsumerStrategy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_file_type: Option<DestinationFileType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deliver_time_interval: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    access_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    secret_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    obs_bucket_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    obs_path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partition_format: Option<PartitionFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_delimiter: Option<RecordDelimiter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    store_keys: Option<bool>,
}
