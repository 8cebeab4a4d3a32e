//! The same with the rules of `serde_valid`.

use serde::Deserialize;
use serde_valid::Validate;
use vouchsafe_schemas::common::{
    ConsumerStrategy, DestinationFileType, PartitionFormat, RecordDelimiter,
};
use vouchsafe_schemas::kafka::{create_sink_task as sink, create_smart_connect_task as connect};

use crate::types::rules::rules_between_members;

/// The body of `kafka.create-sink-task`.
#[derive(Debug, Deserialize, Validate)]
pub(crate) struct Sink {
    source_type: sink::SourceType,
    #[validate(min_length = 1)]
    task_name: String,
    destination_type: sink::DestinationType,
    #[validate]
    obs_destination_descriptor: Descriptor,
}

/// Its OBS destination.
#[derive(Debug, Deserialize, Validate)]
#[validate(custom = check_obs)]
pub(crate) struct Descriptor {
    topics: Option<String>,
    topics_regex: Option<String>,
    consumer_strategy: ConsumerStrategy,
    destination_file_type: DestinationFileType,
    #[validate(min_length = 1)]
    access_key: String,
    #[validate(min_length = 1)]
    secret_key: String,
    #[validate(min_length = 1)]
    obs_bucket_name: String,
    #[validate(max_length = 64)]
    #[validate(pattern = "^[A-Za-z0-9_/-]*$")]
    obs_path: Option<String>,
    partition_format: PartitionFormat,
    record_delimiter: Option<RecordDelimiter>,
    #[validate(minimum = 30)]
    #[validate(maximum = 900)]
    deliver_time_interval: u16,
}

/// The body of `kafka.create-smart-connect-task`.
#[derive(Debug, Deserialize, Validate)]
#[validate(custom = check_connect)]
pub(crate) struct Connect {
    task_name: Option<String>,
    start_later: Option<bool>,
    topics: Option<String>,
    topics_regex: Option<String>,
    source_type: Option<connect::SourceType>,
    #[validate]
    source_task: Option<Source>,
    sink_type: Option<connect::SinkType>,
    #[validate]
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
    #[validate(maximum = 9_223_372_036_854_775_807)]
    full_sync_wait_ms: Option<u64>,
    #[validate(maximum = 9_223_372_036_854_775_807)]
    full_sync_max_retry: Option<u64>,
    #[validate(minimum = -1)]
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
    #[validate(minimum = 1)]
    #[validate(maximum = 9_223_372_036_854_775_807)]
    replication_factor: Option<u64>,
    #[validate(minimum = 1)]
    #[validate(maximum = 9_223_372_036_854_775_807)]
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
    #[validate(minimum = 30)]
    #[validate(maximum = 900)]
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

fn check_obs(obs: &Descriptor) -> Result<(), serde_valid::validation::Error> {
    found(fault_of_obs(obs))
}

fn check_connect(body: &Connect) -> Result<(), serde_valid::validation::Error> {
    found(fault_of_connect(body))
}

fn found(fault: Option<&'static str>) -> Result<(), serde_valid::validation::Error> {
    fault.map_or(Ok(()), |words| {
        Err(serde_valid::validation::Error::Custom(words.to_owned()))
    })
}
