//! Types and operations whose schemas are YAML: the feature `yaml`.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails loudly and says what it did"
)]

use serde::{Deserialize, Serialize};
use vouchsafe::{Request, Validate};

vouchsafe::operations!("tests/yaml/openapi.yaml");

#[derive(Debug, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "tests/yaml/openapi.yaml#/components/schemas/Note")]
struct Note {
    text: String,
    pages: Option<u8>,
}

#[test]
fn a_schema_in_yaml_checks_a_type() {
    let note = Note::from_json(br#"{"text": "a", "pages": null}"#).unwrap();
    assert_eq!((note.text.as_str(), note.pages), ("a", None));
    let report = Note::from_json(br#"{"text": "", "pages": 0}"#).unwrap_err();
    let codes: Vec<&str> = report.iter().map(|violation| &*violation.code).collect();
    assert_eq!(codes, ["too-short", "out-of-range"]);
    // Keywords are where they stand in the YAML.
    let places = Note::program().keyword_places();
    let place = places
        .iter()
        .find(|place| place.keyword == "minLength")
        .unwrap();
    assert_eq!((&*place.file, place.line), ("tests/yaml/openapi.yaml", 19));
}

#[test]
fn operations_of_a_document_in_yaml() {
    let [operation] = OPERATIONS else {
        panic!("there is one operation")
    };
    assert_eq!(operation.id, "notes.add");
    let request = Request::new(br#"{"text": "a"}"#).headers(&[("Cookie", "a=b; session=none")]);
    let report = operation.check(&request).unwrap_err();
    let report = report.to_string();
    assert_eq!(
        report,
        "cookie: error[wrong-type]: `session` must be an integer, found the string `none`"
    );
    let request = request.headers(&[("cookie", "session=1")]);
    assert!(operation.check(&request).is_ok());
}
