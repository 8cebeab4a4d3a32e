//! The same requests as types in which what must not be cannot be said: the tagged form.
//!
//! A plain type, such as [`CreateSmartConnectTask`](crate::kafka::create_smart_connect_task::CreateSmartConnectTask),
//! is the table of the page, field by field. Here a tag and what depends on it are one enum, so that settings without
//! their source, or a Kafka source without `direction`, do not compile; texts and numbers with rules are types of
//! their own; and members that no table names are kept. `TryFrom` leads from each form to the other.
//!
//! ```
//! use vouchsafe::Validate;
//! use vouchsafe_schemas::tagged::{CreateSmartConnectTask, Sink, Source};
//!
//! let task = CreateSmartConnectTask::from_json(br#"{
//!     "topics": "orders",
//!     "source_type": "NONE",
//!     "sink_type": "REDIS_REPLICATOR_SINK",
//!     "sink_task": { "redis_address": "10.0.0.1:6379", "redis_type": "standalone", "redis_password": "s3cret" }
//! }"#)?;
//! assert_eq!(task.source, Some(Source::None));
//! let Some(Sink::Redis(sink)) = &task.sink else { panic!("it is a Redis sink") };
//! assert_eq!(sink.redis_type, "standalone");
//!
//! let plain = vouchsafe_schemas::kafka::create_smart_connect_task::CreateSmartConnectTask::try_from(&task)?;
//! assert_eq!(plain.topics.as_deref(), Some("orders"));
//! # Ok::<(), vouchsafe::Report>(())
//! ```
//!
//! What the tag asks for and is not there does not compile:
//!
//! ```compile_fail,E0063
//! use vouchsafe_schemas::tagged::{Sink, RedisSink};
//!
//! // `redis_type`, which a Redis sink needs, is missing.
//! let sink = Sink::Redis(RedisSink { redis_password: "s3cret".into() });
//! ```
//!
//! The types are made by this crate's build script; builders check as a whole:
//!
//! ```
//! use vouchsafe_schemas::tagged::CreateTransferTaskPath;
//!
//! let report = CreateTransferTaskPath::builder().stream_name("orders").build().unwrap_err();
//! let error = report.errors().next().unwrap();
//! assert_eq!(error.message, "`project_id` is required");
//! ```

use vouchsafe::{Report, Validate};

use crate::{dis, kafka};

include!(concat!(env!("OUT_DIR"), "/vouchsafe.rs"));

/// Leads from one form to the other, by the JSON that both stand for.
macro_rules! conversions {
    ($($plain:path => $tagged:ident,)*) => {$(
        impl TryFrom<&$plain> for $tagged {
            type Error = Report;

            /// The tagged form.
            ///
            /// # Errors
            /// Everything by which the plain form departs from the schema.
            fn try_from(plain: &$plain) -> Result<Self, Report> {
                Self::from_json(&plain.to_json()?)
            }
        }

        impl TryFrom<&$tagged> for $plain {
            type Error = Report;

            /// The plain form, without the members that no table names.
            ///
            /// # Errors
            /// Everything by which the tagged form departs from the schema.
            fn try_from(tagged: &$tagged) -> Result<Self, Report> {
                Self::from_json(&tagged.to_json()?)
            }
        }
    )*};
}

conversions! {
    dis::create_transfer_task::CreateTransferTask => CreateTransferTask,
    dis::create_transfer_task::DliDestinationDescriptor => DliDestinationDescriptor,
    kafka::create_sink_task::CreateSinkTask => CreateSinkTask,
    kafka::create_sink_task::ObsDestinationDescriptor => CreateSinkTaskObsDestinationDescriptor,
    kafka::create_smart_connect_task::CreateSmartConnectTask => CreateSmartConnectTask,
    kafka::create_smart_connect_task::Response => CreateSmartConnectTaskResponse,
    kafka::create_smart_connect_task::SinkTask => SinkTask,
    kafka::create_smart_connect_task::SourceTask => SourceTask,
    kafka::show_sink_task::Response => ShowSinkTaskResponse,
}
