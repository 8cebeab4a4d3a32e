//! Operations of the DIS service.

pub mod create_transfer_task;
