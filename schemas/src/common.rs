//! What several tables have in common.

use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

/// Which message of a Kafka topic a task reads first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "common.json#/$defs/consumer-strategy")]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum ConsumerStrategy {
    /// Start behind the newest message.
    Latest,
    /// Start with the oldest message that is still stored.
    Earliest,
}

/// The format of dump files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "common.json#/$defs/destination-file-type")]
#[serde(rename_all = "UPPERCASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum DestinationFileType {
    /// Text, the only one.
    Text,
}

/// The directories that are made from the creation time of a task (GMT+08:00).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "common.json#/$defs/partition-format")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum PartitionFormat {
    /// One level: the year.
    #[serde(rename = "yyyy")]
    Year,
    /// Two levels, down to the month.
    #[serde(rename = "yyyy/MM")]
    Month,
    /// Three levels, down to the day.
    #[serde(rename = "yyyy/MM/dd")]
    Day,
    /// Four levels, down to the hour.
    #[serde(rename = "yyyy/MM/dd/HH")]
    Hour,
    /// Five levels, down to the minute.
    #[serde(rename = "yyyy/MM/dd/HH/mm")]
    Minute,
}

/// What stands between two records of a dump file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "common.json#/$defs/record-delimiter")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum RecordDelimiter {
    /// `,`
    #[serde(rename = ",")]
    Comma,
    /// `;`
    #[serde(rename = ";")]
    Semicolon,
    /// `|`
    #[serde(rename = "|")]
    VerticalBar,
    /// The line feed itself.
    #[serde(rename = "\n")]
    Newline,
    /// A backslash followed by `n`, which the service reads as a line feed.
    #[serde(rename = "\\n")]
    EscapedNewline,
    /// The empty string: not set.
    #[serde(rename = "")]
    Unset,
    /// The word `NULL`: nothing.
    #[serde(rename = "NULL")]
    Null,
}
