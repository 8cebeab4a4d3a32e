//! Numbers of every size, read and written by types of both kinds: what a type cannot hold is a fault when it is read
//! and an error when it is written, and nothing becomes `null` or is left out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use vouchsafe::Validate;
use vouchsafe::json::Decimal;

mod generated {
    vouchsafe::schema!("tests/numbers/numbers.json");
}

#[derive(Debug, Default, Serialize, Deserialize, Validate)]
#[serde(default)]
#[vouchsafe(schema = "tests/numbers/numbers.json")]
struct Derived {
    float: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nullable: Option<f64>,
    bounded: Option<f64>,
    integer: Option<i64>,
    unsigned: Option<u64>,
    wide: Option<u128>,
    list: Option<Vec<f64>>,
    several: Option<serde_json::Value>,
    any: Option<serde_json::Value>,
    #[serde(flatten)]
    others: BTreeMap<String, f64>,
}

/// Where a number can stand.
const PLACES: &[&str] = &[
    "float", "nullable", "bounded", "integer", "unsigned", "wide", "several", "any", "other",
];

/// A number as it could be written.
fn number() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "1e400",
        "-1e400",
        "1e308",
        "1.7976931348623157e308",
        "1.8e308",
        "1e-400",
        "-0",
        "0.0",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211455",
        "340282366920938463463374607431768211456",
        "-9223372036854775809",
        "3.4e38",
        "1e30",
    ]);
    prop_oneof![
        odd.prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
    ]
}

/// Reads, writes and reads what has a number in one place. Returns the number as it was written, if the type holds it.
fn there_and_back<T: Validate + DeserializeOwned + Serialize>(
    place: &str,
    number: &str,
) -> Result<Option<String>, TestCaseError> {
    let text = format!(r#"{{"{place}": {number}}}"#);
    let Ok(value) = T::from_json(text.as_bytes()) else {
        return Ok(None);
    };
    let again = value.to_json();
    prop_assert!(
        again.is_ok(),
        "{text} is read and not written: {:?}",
        again.err()
    );
    let again = again.unwrap();
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(&again).unwrap();
    let written = members.get(place).map(|value| value.get().to_owned());
    prop_assert!(written.is_some(), "{text} was written without the member");
    prop_assert!(T::from_json(&again).is_ok(), "{text} is not read again");
    Ok(written)
}

fn check(place: &str, number: &str, written: Option<String>) -> Result<(), TestCaseError> {
    let nearest: f64 = number.parse().unwrap();
    let exact = Decimal::parse(number.as_bytes()).unwrap();
    let Some(written) = written else {
        // What is refused is not admitted, or too much for the type.
        let admitted = match place {
            "integer" => exact.is_integer(),
            "unsigned" => exact.is_integer() && nearest >= 0.0,
            "wide" => exact.to_i128().is_some_and(|number| number >= 0),
            "bounded" => nearest >= 0.0 && !number.starts_with('-'),
            _ => true,
        };
        let held = match place {
            "integer" => exact
                .to_i128()
                .is_some_and(|number| i64::try_from(number).is_ok()),
            "unsigned" => exact
                .to_i128()
                .is_some_and(|number| u64::try_from(number).is_ok()),
            "wide" => true,
            _ => nearest.is_finite(),
        };
        prop_assert!(!(admitted && held), "{number} for `{place}` is refused");
        return Ok(());
    };
    if matches!(place, "integer" | "unsigned" | "wide") {
        let again = Decimal::parse(written.as_bytes()).map(|number| number.canonical());
        prop_assert_eq!(again, Some(exact.canonical()), "`{}` as {}", place, written);
    } else {
        let again: Result<f64, _> = written.parse();
        prop_assert_eq!(
            again,
            Ok(nearest),
            "{} for `{}` as {}",
            number,
            place,
            written
        );
        prop_assert!(nearest.is_finite(), "{number} for `{place}`");
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_read_is_written_by_derived_types(number in number(), place in prop::sample::select(PLACES)) {
        check(place, &number, there_and_back::<Derived>(place, &number)?)?;
    }

    #[test]
    fn what_is_read_is_written_by_generated_types(number in number(), place in prop::sample::select(PLACES)) {
        let written = there_and_back::<generated::Numbers>(place, &number)?;
        // What has no type is kept as it is written, however large.
        if place == "any" {
            prop_assert_eq!(written, Some(number));
        } else {
            check(place, &number, written)?;
        }
    }

    #[test]
    fn what_cannot_be_written_is_an_error(bits in any::<u64>(), odd in 0..5_usize) {
        let float = [f64::from_bits(bits), f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX][odd];
        let derived = [
            Derived { float: Some(float), ..Derived::default() },
            Derived { nullable: Some(float), ..Derived::default() },
            Derived { list: Some(vec![float]), ..Derived::default() },
            Derived { others: [("x".to_owned(), float)].into(), ..Derived::default() },
        ];
        for value in derived {
            prop_assert_eq!(value.to_json().is_ok(), float.is_finite(), "{:?}", value);
        }
        let generated = [
            generated::Numbers { float: Some(float), ..generated::Numbers::default() },
            generated::Numbers { nullable: Some(Some(float)), ..generated::Numbers::default() },
            generated::Numbers { list: Some(vec![float]), ..generated::Numbers::default() },
            generated::Numbers { additional: [("x".to_owned(), float)].into(), ..generated::Numbers::default() },
        ];
        for value in generated {
            prop_assert_eq!(value.to_json().is_ok(), float.is_finite(), "{:?}", value);
        }
        let built = generated::Numbers::builder().float(float).build();
        prop_assert_eq!(built.is_ok(), float.is_finite());
        prop_assert_eq!(vouchsafe::types::Json::of(&float).is_ok(), float.is_finite());
    }
}
