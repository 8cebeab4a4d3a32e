//! Operations of the Kafka service.

pub mod create_sink_task;
pub mod create_smart_connect_task;
pub mod show_sink_task;
