//! `dis.create-transfer-task`: creates a task that loads the records of a DIS stream into a DLI table.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use vouchsafe::shape::TypeShape;
use vouchsafe::{Secret, Shape, Validate};

/// The parameters of the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "dis/create-transfer-task/path.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Path {
    /// Project that owns the stream.
    pub project_id: String,
    /// Stream whose records are loaded, at most 60 characters.
    pub stream_name: String,
}

/// The header fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "dis/create-transfer-task/header.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Header {
    /// Token of the user, as handed out by IAM.
    #[serde(rename = "X-Auth-Token")]
    pub x_auth_token: Secret,
}

/// The request body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "dis/create-transfer-task/body.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct CreateTransferTask {
    /// Kind of destination.
    pub destination_type: DestinationType,
    /// What is loaded, into which table, and how often. Required with [`DestinationType::Dli`].
    pub dli_destination_descriptor: Option<DliDestinationDescriptor>,
}

/// Kind of destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "dis/create-transfer-task/body.json#/properties/destination_type")]
#[serde(rename_all = "UPPERCASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum DestinationType {
    /// A DLI table, the only one of this operation.
    Dli,
}

/// What is loaded, into which table, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "dis/create-transfer-task/dli-destination-descriptor.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct DliDestinationDescriptor {
    /// Name of the new task, 1 to 64 of `A-Z`, `a-z`, `0-9`, `_` and `-`.
    pub task_name: String,
    /// IAM agency through which DIS acts for you, 1 to 64 characters.
    pub agency_name: String,
    /// Seconds from one import to the next, 30 to 900.
    pub deliver_time_interval: u16,
    /// Which record the task reads first; absent means [`ConsumerStrategy::Latest`].
    pub consumer_strategy: Option<ConsumerStrategy>,
    /// DLI database that the table belongs to.
    pub dli_database_name: String,
    /// DLI table that takes up the records.
    pub dli_table_name: String,
    /// Bucket in which the records wait for the import: a bucket name, not a path.
    pub obs_bucket_path: String,
    /// Directory in that bucket, at most 50 of `A-Z`, `a-z`, `0-9`, `_` and `/`, no `/` in front.
    pub file_prefix: Option<String>,
    /// How long a failed import is tried again; absent means 1800 seconds.
    pub retry_duration: Option<RetryDuration>,
}

/// Which record of a stream a task reads first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(
    schema = "dis/create-transfer-task/dli-destination-descriptor.json#/properties/consumer_strategy"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(clippy::exhaustive_enums, reason = "the schema lists them")]
pub enum ConsumerStrategy {
    /// Skip what is in the stream already.
    Latest,
    /// Start with the oldest record.
    TrimHorizon,
}

/// Seconds during which a failed import is tried again, 0 to 7200.
///
/// It travels as decimal digits in a string. Some clients send a number; that is read as well.
///
/// ```
/// use vouchsafe_schemas::dis::create_transfer_task::RetryDuration;
///
/// let duration = RetryDuration::from_seconds(1800);
/// assert_eq!(duration.seconds(), 1800);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RetryDuration(u16);

impl RetryDuration {
    /// That many seconds; that they are at most 7200 is checked where the request is.
    pub const fn from_seconds(seconds: u16) -> Self {
        Self(seconds)
    }

    /// The seconds.
    pub const fn seconds(self) -> u16 {
        self.0
    }
}

impl Shape for RetryDuration {
    const SHAPE: TypeShape = u16::SHAPE.or_string();
}

impl Serialize for RetryDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RetryDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;

        impl Visitor<'_> for Digits {
            type Value = RetryDuration;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number of seconds, as digits in a string or as a number")
            }

            fn visit_str<E: de::Error>(self, digits: &str) -> Result<RetryDuration, E> {
                digits.parse().map(RetryDuration).map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<RetryDuration, E> {
                u16::try_from(seconds).map(RetryDuration).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Digits)
    }
}

/// The response body: nothing, or an empty object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "dis/create-transfer-task/response.json")]
#[expect(clippy::exhaustive_structs, reason = "a table of the page")]
pub struct Response {}
