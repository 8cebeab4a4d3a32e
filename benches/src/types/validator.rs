//! The same with the rules of validator.

use serde::Deserialize;
use validator::{Validate, ValidationError};
use vouchsafe_schemas::common::{
    ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter,
};
use vouchsafe_schemas::kafka::{create_sink_task as sink, create_smart_connect_task as connect};

use crate::types::rules::{self, rules_between_members};

/// The body of `kafka.create-sink-task`.
#[derive(Debug, Deserialize, Validate)]
pub(crate) struct Sink {
    source_type: sink::SourceType,
    #[validate(length(min = 1))]
    task_name: String,
    destination_type: sink::DestinationType,
    #[validate(nested)]
    obs_destination_descriptor: Descriptor,
}

/// Its OBS destination.
#[derive(Debug, Deserialize, Validate)]
#[validate(schema(function = "check_obs"))]
pub(crate) struct Descriptor {
    topics: Option<String>,
    topics_regex: Option<String>,
    consumer_strategy: ConsumerStrategy,
    destination_file_type: DestinationFileType,
    #[validate(length(min = 1))]
    access_key: String,
    #[validate(length(min = 1))]
    secret_key: String,
    #[validate(length(min = 1))]
    obs_bucket_name: String,
    #[validate(length(max = 64), regex(path = *rules::PATH))]
    obs_path: Option<String>,
    partition_format: PartitionFormat,
    record_delimiter: Option<RecordDelimiter>,
    #[validate(range(min = 30, max = 900))]
    deliver_time_interval: u16,
}

/// The body of `kafka.create-smart-connect-task`.
#[derive(Debug, Deserialize, Validate)]
#[validate(schema(function = "check_connect"))]
pub(crate) struct Connect {
    task_name: Option<String>,
    start_later: Option<bool>,
    topics: Option<String>,
    topics_regex: Option<String>,
    source_type: Option<connect::SourceType>,
    #[validate(nested)]
    source_task: Option<Source>,
    sink_type: Option<connect::SinkType>,
    #[validate(nested)]
    sink_task: Option<SinkSettings>,
}

/// Its source.
#[derive(Debug, Deserialize, Validate)]
pub(crate) struct Source {
    redis_address: Option<String>,
    redis_type: Option<String>,
    dcs_instance_id: Option<String>,
    redis_password: Option<String>,
    sync_mode: Option<connect::SyncMode>,
    #[validate(range(max = 9_223_372_036_854_775_807_u64))]
    full_sync_wait_ms: Option<u64>,
    #[validate(range(max = 9_223_372_036_854_775_807_u64))]
    full_sync_max_retry: Option<u64>,
    #[validate(range(min = -1))]
    ratelimit: Option<i64>,
    current_cluster_name: Option<String>,
    cluster_name: Option<String>,
    user_name: Option<String>,
    password: Option<String>,
    sasl_mechanism: Option<String>,
    instance_id: Option<String>,
    bootstrap_servers: Option<String>,
    security_protocol: Option<connect::SecurityProtocol>,
    direction: Option<connect::Direction>,
    sync_consumer_offsets_enabled: Option<bool>,
    #[validate(range(min = 1, max = 9_223_372_036_854_775_807_u64))]
    replication_factor: Option<u64>,
    #[validate(range(min = 1, max = 9_223_372_036_854_775_807_u64))]
    task_num: Option<u64>,
    rename_topic_enabled: Option<bool>,
    provenance_header_enabled: Option<bool>,
    consumer_strategy: Option<ConsumerStrategy>,
    compression_type: Option<connect::CompressionType>,
    topics_mapping: Option<String>,
}

/// Its sink.
#[derive(Debug, Deserialize, Validate)]
pub(crate) struct SinkSettings {
    redis_address: Option<String>,
    redis_type: Option<String>,
    dcs_instance_id: Option<String>,
    redis_password: Option<String>,
    consumer_strategy: Option<ConsumerStrategy>,
    destination_file_type: Option<DestinationFileType>,
    #[validate(range(min = 30, max = 900))]
    deliver_time_interval: Option<u16>,
    access_key: Option<String>,
    secret_key: Option<String>,
    obs_bucket_name: Option<String>,
    obs_path: Option<String>,
    partition_format: Option<PartitionFormat>,
    record_delimiter: Option<RecordDelimiter>,
    store_keys: Option<bool>,
}

rules_between_members!();

fn check_obs(obs: &Descriptor) -> Result<(), ValidationError> {
    found(fault_of_obs(obs))
}

fn check_connect(body: &Connect) -> Result<(), ValidationError> {
    found(fault_of_connect(body))
}

fn found(fault: Option<&'static str>) -> Result<(), ValidationError> {
    fault.map_or(Ok(()), |words| Err(ValidationError::new(words)))
}
