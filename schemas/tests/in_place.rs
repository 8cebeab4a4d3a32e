//! Types made in place, by `vouchsafe::schema!`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

use vouchsafe::Validate;

/// A type of the user's own.
mod own {
    pub(crate) type Interval = u16;
}

mod sink {
    vouchsafe::schema!(
        "kafka/create-sink-task/obs-destination-descriptor.json",
        rename(ObsDestinationDescriptor => Sink),
        rename(ConsumerStrategy.Latest => Newest),
        replace(DeliverTimeInterval => crate::own::Interval),
        attribute(PartitionFormat => #[must_use]),
        without_builders,
    );
}

#[test]
fn a_type_stands_where_the_macro_does() {
    let sink = sink::Sink::from_json(
        br#"{"topics": "orders", "consumer_strategy": "latest", "destination_file_type": "TEXT", "access_key": "a",
            "secret_key": "s", "obs_bucket_name": "bucket", "partition_format": "yyyy", "deliver_time_interval": 300}"#,
    )
    .unwrap();
    assert_eq!(sink.consumer_strategy, sink::ConsumerStrategy::Newest);
    let interval: own::Interval = sink.deliver_time_interval;
    assert_eq!(interval, 300);
    assert!(!format!("{sink:?}").contains("\"s\""));
    // What no field says is checked all the same.
    let both = sink::Sink {
        topics_regex: Some("o.*".parse().unwrap()),
        ..sink
    };
    assert_eq!(both.to_json().unwrap_err().errors().count(), 1);
}
