//! Writes the tagged form of the tables: types in which what must not be cannot be said.
//!
//! The programs are those of the plain types, which are checked against the same schemas.

use vouchsafe_codegen::{Config, Error};

/// The schemas with the plain types that are checked against them.
const TABLES: &[(&str, &str)] = &[
    (
        "dis/create-transfer-task/body",
        "dis::create_transfer_task::CreateTransferTask",
    ),
    (
        "dis/create-transfer-task/dli-destination-descriptor",
        "dis::create_transfer_task::DliDestinationDescriptor",
    ),
    (
        "dis/create-transfer-task/header",
        "dis::create_transfer_task::Header",
    ),
    (
        "dis/create-transfer-task/path",
        "dis::create_transfer_task::Path",
    ),
    (
        "dis/create-transfer-task/response",
        "dis::create_transfer_task::Response",
    ),
    (
        "kafka/create-sink-task/body",
        "kafka::create_sink_task::CreateSinkTask",
    ),
    (
        "kafka/create-sink-task/obs-destination-descriptor",
        "kafka::create_sink_task::ObsDestinationDescriptor",
    ),
    (
        "kafka/create-sink-task/path",
        "kafka::create_sink_task::Path",
    ),
    (
        "kafka/create-sink-task/response",
        "kafka::create_sink_task::Response",
    ),
    (
        "kafka/create-smart-connect-task/body",
        "kafka::create_smart_connect_task::CreateSmartConnectTask",
    ),
    (
        "kafka/create-smart-connect-task/path",
        "kafka::create_smart_connect_task::Path",
    ),
    (
        "kafka/create-smart-connect-task/response",
        "kafka::create_smart_connect_task::Response",
    ),
    (
        "kafka/create-smart-connect-task/response-sink-task",
        "kafka::create_smart_connect_task::ResponseSinkTask",
    ),
    (
        "kafka/create-smart-connect-task/response-source-task",
        "kafka::create_smart_connect_task::ResponseSourceTask",
    ),
    (
        "kafka/create-smart-connect-task/sink-task",
        "kafka::create_smart_connect_task::SinkTask",
    ),
    (
        "kafka/create-smart-connect-task/source-task",
        "kafka::create_smart_connect_task::SourceTask",
    ),
    (
        "kafka/show-sink-task/obs-destination-descriptor",
        "kafka::show_sink_task::ObsDestinationDescriptor",
    ),
    (
        "kafka/show-sink-task/partition",
        "kafka::show_sink_task::Partition",
    ),
    ("kafka/show-sink-task/path", "kafka::show_sink_task::Path"),
    ("kafka/show-sink-task/query", "kafka::show_sink_task::Query"),
    (
        "kafka/show-sink-task/response",
        "kafka::show_sink_task::Response",
    ),
    (
        "kafka/show-sink-task/topics-info",
        "kafka::show_sink_task::TopicsInfo",
    ),
];

fn main() -> Result<(), Error> {
    let config = TABLES.iter().fold(Config::new(), |config, (table, plain)| {
        config.program(&format!("{table}.json"), &format!("crate::{plain}"))
    });
    config
        .rename("CreateSinkTaskBody", "CreateSinkTask")
        .rename("CreateSmartConnectTaskBody", "CreateSmartConnectTask")
        .rename("CreateTransferTaskBody", "CreateTransferTask")
        .rename("Source.KafkaReplicator", "Kafka")
        .rename("Source.RedisReplicator", "Redis")
        .rename("Sink.RedisReplicator", "Redis")
        .rename("KafkaReplicatorSource", "KafkaSource")
        .rename("RedisReplicatorSource", "RedisSource")
        .rename("RedisReplicatorSink", "RedisSink")
        .compile(["dis/*/*.json", "kafka/*/*.json"])
}
