//! Four cloud operations that create or query dump and transfer tasks: their JSON Schemas, an OpenAPI
//! 3.1 document, and a Rust type for each table.
//!
//! | operation | request | module |
//! |---|---|---|
//! | `kafka.create-sink-task` | `POST /v2/{project_id}/connectors/{connector_id}/sink-tasks` | [`kafka::create_sink_task`] |
//! | `kafka.show-sink-task` | `GET /v2/{project_id}/connectors/{connector_id}/sink-tasks/{task_id}` | [`kafka::show_sink_task`] |
//! | `dis.create-transfer-task` | `POST /v2/{project_id}/streams/{stream_name}/transfer-tasks` | [`dis::create_transfer_task`] |
//! | `kafka.create-smart-connect-task` | `POST /v2/{project_id}/instances/{instance_id}/connector/tasks` | [`kafka::create_smart_connect_task`] |
//!
//! The schemas are the truth; the types are checked against them while this crate compiles. A whole
//! request (path, query, header, body) is checked by one of the [`operations`]:
//!
//! ```
//! use vouchsafe::Request;
//! use vouchsafe_schemas::operations;
//!
//! let request = Request::new(br#"{"destination_type": "DLI"}"#)
//!     .path(&[("project_id", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"), ("stream_name", "orders")]);
//! let report = operations::DIS_CREATE_TRANSFER_TASK.check(&request).unwrap_err();
//! let errors: Vec<&str> = report.errors().map(|error| error.message.as_str()).collect();
//! assert_eq!(errors, [
//!     "`X-Auth-Token` is required",
//!     "`dli_destination_descriptor` is required because `destination_type` is `DLI`",
//! ]);
//! ```

pub mod common;
pub mod dis;
pub mod kafka;
pub mod lints;
pub mod tagged;

/// The operations with the compiled schemas of their parts.
pub mod operations {
    vouchsafe::operations!("openapi.json");

    /// The operation of that id.
    ///
    /// ```
    /// let operation = vouchsafe_schemas::operations::find("kafka.show-sink-task").unwrap();
    /// assert_eq!(operation.method, "GET");
    /// ```
    pub fn find(id: &str) -> Option<&'static vouchsafe::Operation> {
        OPERATIONS
            .iter()
            .copied()
            .find(|operation| operation.id == id)
    }
}
