//! The same with the rules of garde.

use garde::Validate;
use serde::Deserialize;
use vouchsafe_schemas::common::{
    ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter,
};
use vouchsafe_schemas::kafka::{create_sink_task as sink, create_smart_connect_task as connect};

use crate::types::rules::rules_between_members;

/// The body of `kafka.create-sink-task`.
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct Sink {
    source_type: sink::SourceType,
    #[garde(length(min = 1))]
    task_name: String,
    destination_type: sink::DestinationType,
    #[garde(dive)]
    obs_destination_descriptor: Descriptor,
}

/// Its OBS destination.
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct Descriptor {
    #[garde(custom(|_, (): &()| found(fault_of_obs(self))))]
    topics: Option<String>,
    topics_regex: Option<String>,
    consumer_strategy: ConsumerStrategy,
    destination_file_type: DestinationFileType,
    #[garde(length(min = 1))]
    access_key: String,
    #[garde(length(min = 1))]
    secret_key: String,
    #[garde(length(min = 1))]
    obs_bucket_name: String,
    #[garde(length(max = 64), pattern("^[A-Za-z0-9_/-]*$"))]
    obs_path: Option<String>,
    partition_format: PartitionFormat,
    record_delimiter: Option<RecordDelimiter>,
    #[garde(range(min = 30, max = 900))]
    deliver_time_interval: u16,
}

/// The body of `kafka.create-smart-connect-task`.
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct Connect {
    task_name: Option<String>,
    start_later: Option<bool>,
    topics: Option<String>,
    topics_regex: Option<String>,
    source_type: Option<connect::SourceType>,
    #[garde(dive, custom(|_, (): &()| found(fault_of_connect(self))))]
    source_task: Option<Source>,
    sink_type: Option<connect::SinkType>,
    #[garde(dive)]
    sink_task: Option<SinkSettings>,
}

/// Its source.
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct Source {
    redis_address: Option<String>,
    redis_type: Option<String>,
    dcs_instance_id: Option<String>,
    redis_password: Option<String>,
    sync_mode: Option<connect::SyncMode>,
    #[garde(range(max = 9_223_372_036_854_775_807_u64))]
    full_sync_wait_ms: Option<u64>,
    #[garde(range(max = 9_223_372_036_854_775_807_u64))]
    full_sync_max_retry: Option<u64>,
    #[garde(range(min = -1))]
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
    #[garde(range(min = 1, max = 9_223_372_036_854_775_807_u64))]
    replication_factor: Option<u64>,
    #[garde(range(min = 1, max = 9_223_372_036_854_775_807_u64))]
    task_num: Option<u64>,
    rename_topic_enabled: Option<bool>,
    provenance_header_enabled: Option<bool>,
    consumer_strategy: Option<ConsumerStrategy>,
    compression_type: Option<connect::CompressionType>,
    topics_mapping: Option<String>,
}

/// Its sink.
#[derive(Debug, Deserialize, Validate)]
#[garde(allow_unvalidated)]
pub(crate) struct SinkSettings {
    redis_address: Option<String>,
    redis_type: Option<String>,
    dcs_instance_id: Option<String>,
    redis_password: Option<String>,
    consumer_strategy: Option<ConsumerStrategy>,
    destination_file_type: Option<DestinationFileType>,
    #[garde(range(min = 30, max = 900))]
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

fn found(fault: Option<&'static str>) -> garde::Result {
    fault.map_or(Ok(()), |words| Err(garde::Error::new(words)))
}
