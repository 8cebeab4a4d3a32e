//! The schemas of the bodies, the same text for everybody.

use crate::bodies::Schema;

/// Every file that the two schemas are made of, under the name that it is found by.
pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "https://vouchsafe.test/common.json",
        include_str!("../../schemas/common.json"),
    ),
    (
        "https://vouchsafe.test/kafka/create-sink-task/body.json",
        include_str!("../../schemas/kafka/create-sink-task/body.json"),
    ),
    (
        "https://vouchsafe.test/kafka/create-sink-task/obs-destination-descriptor.json",
        include_str!("../../schemas/kafka/create-sink-task/obs-destination-descriptor.json"),
    ),
    (
        "https://vouchsafe.test/kafka/create-smart-connect-task/body.json",
        include_str!("../../schemas/kafka/create-smart-connect-task/body.json"),
    ),
    (
        "https://vouchsafe.test/kafka/create-smart-connect-task/source-task.json",
        include_str!("../../schemas/kafka/create-smart-connect-task/source-task.json"),
    ),
    (
        "https://vouchsafe.test/kafka/create-smart-connect-task/sink-task.json",
        include_str!("../../schemas/kafka/create-smart-connect-task/sink-task.json"),
    ),
];

/// The name of the file that a body is checked against.
pub(crate) const fn uri(schema: Schema) -> &'static str {
    match schema {
        Schema::Sink => FILES[1].0,
        Schema::Connect => FILES[3].0,
    }
}
