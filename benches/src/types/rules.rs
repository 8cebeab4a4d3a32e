//! The rules between members, written by hand as a user of garde, validator or `serde_valid` would have to.

use std::sync::LazyLock;

use regex::Regex;

/// What `obs_path` looks like.
pub(super) static PATH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^[A-Za-z0-9_/-]*$").expect("the pattern is well-formed"));

/// Whether a text is there and not empty.
pub(super) fn is_set(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

/// The first fault between the members of `Descriptor` and of `Connect`, the types of the module that this stands in.
///
/// Expands to `fn fault_of_obs(obs: &Descriptor) -> Option<&'static str>` and `fn fault_of_connect(body: &Connect)`.
macro_rules! rules_between_members {
    () => {
        fn fault_of_obs(obs: &Descriptor) -> Option<&'static str> {
            use crate::types::rules::is_set;

            match (
                is_set(obs.topics.as_ref()),
                is_set(obs.topics_regex.as_ref()),
            ) {
                (true, true) => Some("topics and topics_regex exclude each other"),
                (false, false) => Some("one of topics and topics_regex is required"),
                _ if obs.topics_regex.as_deref() == Some(".*") => {
                    Some("topics_regex must not be .*")
                }
                _ => None,
            }
        }

        fn fault_of_connect(body: &Connect) -> Option<&'static str> {
            use crate::types::rules::is_set;
            use connect::{SinkType, SourceType};

            if is_set(body.topics.as_ref()) && is_set(body.topics_regex.as_ref()) {
                return Some("topics and topics_regex exclude each other");
            }
            let fault = match (body.source_type, &body.source_task) {
                (None | Some(SourceType::None), _) => None,
                (Some(_), None) => Some("source_task is required"),
                (Some(SourceType::KafkaReplicatorSource), Some(source)) => fault_of_kafka(source),
                (Some(SourceType::RedisReplicatorSource), Some(source)) => fault_of_redis(source),
            };
            fault.or_else(|| match (body.sink_type, &body.sink_task) {
                (None | Some(SinkType::None), _) => None,
                (Some(_), None) => Some("sink_task is required"),
                (Some(SinkType::ObsSink), Some(sink)) => fault_of_obs_sink(sink),
                (Some(SinkType::RedisReplicatorSink), Some(sink)) => fault_of_redis_sink(sink),
            })
        }

        fn fault_of_kafka(source: &Source) -> Option<&'static str> {
            use crate::types::rules::is_set;

            if is_set(source.instance_id.as_ref()) == is_set(source.bootstrap_servers.as_ref()) {
                return Some("one of instance_id and bootstrap_servers is required");
            }
            if source.security_protocol == Some(connect::SecurityProtocol::SaslSsl)
                && (source.user_name.is_none()
                    || source.password.is_none()
                    || source.sasl_mechanism.is_none())
            {
                return Some("SASL_SSL needs user_name, password and sasl_mechanism");
            }
            if source.rename_topic_enabled == Some(true) && is_set(source.topics_mapping.as_ref()) {
                return Some("rename_topic_enabled and topics_mapping exclude each other");
            }
            let complete = source.direction.is_some()
                && source.sync_consumer_offsets_enabled.is_some()
                && source.replication_factor.is_some()
                && source.provenance_header_enabled.is_some()
                && source.consumer_strategy.is_some()
                && source.compression_type.is_some();
            (!complete).then_some("a member is missing that a Kafka source requires")
        }

        fn fault_of_redis(source: &Source) -> Option<&'static str> {
            use crate::types::rules::is_set;

            let complete = (is_set(source.redis_address.as_ref())
                || is_set(source.dcs_instance_id.as_ref()))
                && source.redis_type.is_some()
                && source.redis_password.is_some()
                && source.sync_mode.is_some()
                && source.full_sync_wait_ms.is_some()
                && source.full_sync_max_retry.is_some()
                && source.ratelimit.is_some();
            (!complete).then_some("a member is missing that a Redis source requires")
        }

        fn fault_of_obs_sink(sink: &SinkSettings) -> Option<&'static str> {
            use crate::types::rules::is_set;

            let complete = is_set(sink.access_key.as_ref())
                && is_set(sink.secret_key.as_ref())
                && is_set(sink.obs_bucket_name.as_ref())
                && sink.consumer_strategy.is_some()
                && sink.deliver_time_interval.is_some()
                && sink.partition_format.is_some()
                && sink.destination_file_type.is_some()
                && sink.record_delimiter.is_some()
                && sink.store_keys.is_some();
            (!complete).then_some("a member is missing that an OBS sink requires")
        }

        fn fault_of_redis_sink(sink: &SinkSettings) -> Option<&'static str> {
            use crate::types::rules::is_set;

            let complete = (is_set(sink.redis_address.as_ref())
                || is_set(sink.dcs_instance_id.as_ref()))
                && sink.redis_type.is_some()
                && sink.redis_password.is_some();
            (!complete).then_some("a member is missing that a Redis sink requires")
        }
    };
}
pub(super) use rules_between_members;
