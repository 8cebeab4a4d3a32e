//! The tagged form accepts exactly what the schemas accept and writes again every member that it has read: on the cases
//! of `tests/domain` and on random changes of them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails loudly and says what it did"
)]

#[path = "../../tests/support"]
#[allow(dead_code, reason = "the tests of the facade use the rest")]
mod support {
    pub(crate) mod generate;
    pub(crate) mod mutate;
    pub(crate) mod patch;
    pub(crate) mod refs;
    pub(crate) mod same;
}

use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use support::same::same;
use support::{mutate, patch};
use vouchsafe::{Program, Report, Validate};
use vouchsafe_schemas::tagged;
use vouchsafe_schemas::{dis, kafka};

/// A table with its tagged type.
struct Table {
    schema: &'static str,
    program: fn() -> &'static Program,
    round: fn(&[u8]) -> Result<Vec<u8>, Report>,
}

impl Table {
    const fn new<T: Validate + Serialize + DeserializeOwned>(schema: &'static str) -> Self {
        Self {
            schema,
            program: T::program,
            round: |text| T::from_json(text)?.to_json(),
        }
    }
}

const TABLES: &[Table] = &[
    Table::new::<tagged::CreateTransferTask>("dis/create-transfer-task/body.json"),
    Table::new::<tagged::Header>("dis/create-transfer-task/header.json"),
    Table::new::<tagged::CreateTransferTaskPath>("dis/create-transfer-task/path.json"),
    Table::new::<tagged::CreateTransferTaskResponse>("dis/create-transfer-task/response.json"),
    Table::new::<tagged::CreateSinkTask>("kafka/create-sink-task/body.json"),
    Table::new::<tagged::CreateSinkTaskPath>("kafka/create-sink-task/path.json"),
    Table::new::<tagged::CreateSinkTaskResponse>("kafka/create-sink-task/response.json"),
    Table::new::<tagged::CreateSmartConnectTask>("kafka/create-smart-connect-task/body.json"),
    Table::new::<tagged::CreateSmartConnectTaskPath>("kafka/create-smart-connect-task/path.json"),
    Table::new::<tagged::CreateSmartConnectTaskResponse>(
        "kafka/create-smart-connect-task/response.json",
    ),
    Table::new::<tagged::ShowSinkTaskPath>("kafka/show-sink-task/path.json"),
    Table::new::<tagged::Query>("kafka/show-sink-task/query.json"),
    Table::new::<tagged::ShowSinkTaskResponse>("kafka/show-sink-task/response.json"),
];

/// The instances of the cases of a table.
fn instances(schema: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/domain");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        #[expect(clippy::disallowed_methods, reason = "tests read their data")]
        let text = std::fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        if file["schema"] == schema {
            let cases = file["cases"].as_array().unwrap().iter();
            found.extend(cases.map(|case| {
                let base = file["bases"][case["base"].as_str().unwrap()].clone();
                patch::apply(base, case)
            }));
        }
    }
    assert!(!found.is_empty(), "{schema}");
    found
}

fn judge(table: &Table, value: &Value) -> Result<bool, TestCaseError> {
    let text = serde_json::to_vec(value).unwrap();
    let accepted = (table.program)().is_valid(&text);
    let written = (table.round)(&text);
    prop_assert_eq!(
        written.is_ok(),
        accepted,
        "{}: {} {:?}",
        table.schema,
        value,
        written.err()
    );
    if let Ok(written) = written {
        let written: Value = serde_json::from_slice(&written).unwrap();
        prop_assert!(
            same(value, &written),
            "{}: {} became {}",
            table.schema,
            value,
            written
        );
    }
    Ok(accepted)
}

#[test]
fn types_accept_what_the_schemas_accept() {
    let cases = ProptestConfig::default().cases.max(512);
    for table in TABLES {
        let known = instances(table.schema);
        let accepted = known
            .iter()
            .filter(|value| judge(table, value).unwrap())
            .count();
        assert!(accepted > 0, "{}", table.schema);
        let strategy = (
            any::<prop::sample::Index>(),
            prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..3),
            prop::collection::vec(mutate::any_change(), 0..3),
        );
        let mut runner = TestRunner::new(ProptestConfig {
            cases,
            failure_persistence: None,
            ..ProptestConfig::default()
        });
        let result = runner.run(&strategy, |(index, others, changes)| {
            let mut value = index.get(&known).clone();
            // Members of other instances, some of them inside.
            for (other, inside) in others {
                let other = other.get(&known).clone();
                merge(&mut value, &other, inside);
            }
            for change in &changes {
                mutate::apply(&mut value, change);
            }
            judge(table, &value).map(drop)
        });
        result.unwrap();
    }
}

/// Puts the members of an object into another one.
fn merge(into: &mut Value, from: &Value, inside: bool) {
    let (Value::Object(into), Value::Object(from)) = (into, from) else {
        return;
    };
    for (name, value) in from {
        match into.get_mut(name) {
            Some(own @ Value::Object(_)) if inside && value.is_object() => merge(own, value, true),
            _ => drop(into.insert(name.clone(), value.clone())),
        }
    }
}

fn smart_connect() -> Value {
    json!({
        "topics": "orders",
        "source_type": "KAFKA_REPLICATOR_SOURCE",
        "source_task": {
            "bootstrap_servers": "10.0.0.1:9092",
            "direction": "pull",
            "sync_consumer_offsets_enabled": true,
            "replication_factor": 3,
            "provenance_header_enabled": false,
            "consumer_strategy": "latest",
            "compression_type": "none",
            "security_protocol": "SASL_SSL",
            "user_name": "replicator",
            "password": "hunter2-hunter2",
            "sasl_mechanism": "PLAIN",
            "agency_name": "unknown to the table"
        }
    })
}

#[test]
fn a_source_is_what_its_tag_says() {
    let text = serde_json::to_vec(&smart_connect()).unwrap();
    let task = tagged::CreateSmartConnectTask::from_json(&text).unwrap();
    let Some(tagged::Source::Kafka(source)) = &task.source else {
        panic!("{task:?}");
    };
    assert_eq!(source.replication_factor.get(), 3);
    let Some(tagged::SecurityProtocol::SaslSsl(login)) = &source.security_protocol else {
        panic!("{source:?}");
    };
    assert_eq!(login.password.expose(), "hunter2-hunter2");
    assert_eq!(
        source.additional["agency_name"].text(),
        "\"unknown to the table\""
    );
    assert!(!format!("{task:?}").contains("hunter2"));
    assert!(
        !format!("{task:?}").contains("unknown to"),
        "it might be a secret"
    );
}

#[test]
fn settings_without_their_source_are_kept_aside() {
    // Useless, but accepted: with a lint.
    let value = json!({ "source_type": "NONE", "source_task": { "direction": "pull" } });
    let task =
        tagged::CreateSmartConnectTask::from_json(&serde_json::to_vec(&value).unwrap()).unwrap();
    assert_eq!(task.source, Some(tagged::Source::None));
    assert!(task.additional.contains_key("source_task"));
    let written: Value = serde_json::from_slice(&task.to_json().unwrap()).unwrap();
    assert_eq!(written, value);
}

#[test]
fn one_form_leads_to_the_other() {
    use kafka::create_smart_connect_task::CreateSmartConnectTask;
    let mut value = smart_connect();
    value["source_task"]
        .as_object_mut()
        .unwrap()
        .remove("agency_name");
    let text = serde_json::to_vec(&value).unwrap();
    let plain = CreateSmartConnectTask::from_json(&text).unwrap();
    let tagged = tagged::CreateSmartConnectTask::try_from(&plain).unwrap();
    assert_eq!(CreateSmartConnectTask::try_from(&tagged).unwrap(), plain);
    // Neither form hides what the schema refuses.
    let mut both = tagged.clone();
    both.topics_regex = Some("orders-.*".to_owned());
    let report = CreateSmartConnectTask::try_from(&both).unwrap_err();
    assert_eq!(report.errors().next().unwrap().code, "exclusive-members");
}

#[test]
fn a_number_stays_a_number_and_a_text_a_text() {
    use dis::create_transfer_task::CreateTransferTask;
    use tagged::DliDestinationDescriptorRetryDuration::{Integer, Text};
    let text = br#"{"destination_type": "DLI", "dli_destination_descriptor": {"task_name": "t", "agency_name": "a",
        "deliver_time_interval": 300, "dli_database_name": "d", "dli_table_name": "t", "obs_bucket_path": "b",
        "retry_duration": 1800}}"#;
    let task = tagged::CreateTransferTask::from_json(text).unwrap();
    let tagged::Destination::Dli(descriptor) = &task.destination;
    assert!(matches!(&descriptor.retry_duration, Some(Integer(seconds)) if seconds.get() == 1800));
    // The plain type has the text that the page asks for.
    let plain = CreateTransferTask::from_json(text).unwrap();
    let task = tagged::CreateTransferTask::try_from(&plain).unwrap();
    let tagged::Destination::Dli(descriptor) = &task.destination;
    assert!(matches!(&descriptor.retry_duration, Some(Text(seconds)) if &**seconds == "1800"));
}

#[test]
fn newtypes_hold_what_the_schema_admits_and_nothing_else() {
    use tagged::{
        CreateSinkTaskObsDestinationDescriptorObsPath as ObsPath, DeliverTimeInterval,
        HeaderXAuthToken,
    };
    assert_eq!(DeliverTimeInterval::try_from(30).unwrap().get(), 30);
    for refused in [29, 901] {
        let report = DeliverTimeInterval::try_from(refused).unwrap_err();
        assert_eq!(
            report.errors().next().unwrap().code,
            "out-of-range",
            "{report}"
        );
    }
    assert_eq!(
        "900".parse::<DeliverTimeInterval>().unwrap().to_string(),
        "900"
    );
    assert!("9e2".parse::<DeliverTimeInterval>().is_ok());
    assert!("-1".parse::<DeliverTimeInterval>().is_err());
    assert!(serde_json::from_str::<DeliverTimeInterval>("901").is_err());
    assert_eq!(ObsPath::try_from("a/b").unwrap().len(), 3);
    assert!(ObsPath::try_from("a b").is_err());
    assert!(serde_json::from_str::<ObsPath>("\"a b\"").is_err());
    let token: HeaderXAuthToken = "hunter2-hunter2".parse().unwrap();
    assert_eq!(token.expose(), "hunter2-hunter2");
    assert!(!format!("{token:?} {token}").contains("hunt"));
    let report = HeaderXAuthToken::try_from("x".repeat(40_000).as_str()).unwrap_err();
    assert!(!report.to_string().contains("xxxx"));
}

#[test]
fn enums_are_their_texts() {
    use tagged::{PartitionFormat, RecordDelimiter, SourceTaskDirection};
    assert_eq!("two-way".parse(), Ok(SourceTaskDirection::TwoWay));
    assert_eq!(RecordDelimiter::Empty.as_str(), "");
    assert_eq!(PartitionFormat::ALL.len(), 5);
    let error = "sideways".parse::<SourceTaskDirection>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected one of `pull`, `push`, `two-way`"
    );
}

#[test]
fn builders_are_checked_as_a_whole() {
    let report = tagged::CreateSinkTaskObsDestinationDescriptor::builder()
        .topics("orders")
        .topics_regex("orders-.*")
        .deliver_time_interval(20_u16)
        .build()
        .unwrap_err();
    let mut codes: Vec<&str> = report.errors().map(|error| &*error.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(
        codes,
        ["exclusive-members", "missing-member", "out-of-range"],
        "{report}"
    );
    let path = tagged::CreateSinkTaskPath::builder()
        .project_id("0a1b2c3d4e5f60718293a4b5c6d7e8f9")
        .connector_id("c")
        .build()
        .unwrap();
    assert_eq!(&*path.connector_id, "c");
}
