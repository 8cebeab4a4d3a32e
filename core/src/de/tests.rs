//! Whatever the shape of a type, it is built as `serde_json` builds it.

#![expect(dead_code, reason = "fields are looked at by `Debug` alone")]
#![expect(
    clippy::option_option,
    clippy::zero_sized_map_values,
    reason = "odd shapes are what is tested"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug};

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess};
use serde::{Deserialize, Deserializer};

use super::*;
use crate::json::scan;

fn built<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Misfit> {
    let mut tape = Tape::default();
    scan(text.as_bytes(), &mut tape, 128).unwrap();
    build(text.as_bytes(), &tape)
}

/// What each text is read as, which is what `serde_json` reads it as; refused where `serde_json` refuses it.
#[track_caller]
fn same<T: DeserializeOwned + Debug>(texts: &[&str]) {
    let mut accepted = 0;
    for text in texts {
        let (ours, theirs) = (built::<T>(text), serde_json::from_str::<T>(text));
        accepted += usize::from(ours.is_ok());
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {ours:?}, {theirs:?}");
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
        }
    }
    assert!(accepted > 0, "a test needs something to accept");
}

/// Where the type refuses the text, and why.
#[track_caller]
fn misfit<T: DeserializeOwned + Debug>(text: &str) -> (u32, String) {
    let misfit = built::<T>(text).unwrap_err();
    (misfit.at(), misfit.to_string())
}

/// Values of every kind, one for each look that a deserializer takes at them.
const ANYTHING: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "-0",
    "1.5",
    "-1.5e-3",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "65536",
    "4294967296",
    "999999999999999999",
    "-999999999999999999",
    "1000000000000000000",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    r#""""#,
    r#""a""#,
    r#""One""#,
    r#""O\u006ee""#,
    r#""1""#,
    r#""\n\"\ud83d\ude00é""#,
    r#""ä""#,
    r#"{"O\u006ee": null}"#,
    r#"{"a\u0000\ud83d\ude00\u00e9\uffff\"": 1}"#,
    r#"{"\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff": 1}"#,
    r#"{"\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff": 1}"#,
    r#""One two three four five six seve\u006e""#,
    r#""One two three four five six seven""#,
    "[]",
    "[1]",
    "[1, 2]",
    "[1, [2], 3]",
    r#"["a", "b"]"#,
    "[null, null]",
    "{}",
    r#"{"a": 1}"#,
    r#"{"a": null}"#,
    r#"{"One": null}"#,
    r#"{"One": 1}"#,
    r#"{"Two": 2}"#,
    r#"{"Two": [2, 3]}"#,
    r#"{"Three": [2, "x"]}"#,
    r#"{"Three": [2]}"#,
    r#"{"Three": [2, "x", 5]}"#,
    r#"{"Four": {"a": 1, "b": null}}"#,
    r#"{"Four": {"b": [1]}}"#,
    r#"{"Four": [1, null]}"#,
    r#"{"Five": {"a": 1, "b": 2}}"#,
    r#"{"One": null, "Two": 2}"#,
    r#"{"a": 1, "b": [], "c": {"d": "e"}}"#,
    r#"{"1": 1, "-2": 2}"#,
    r#"{"true": 1}"#,
    r#"{"a": {"a": {"a": null}}}"#,
    r#"[{"a": 1}, {"a": 2}]"#,
    r#"{"b": "x", "a": "y", "c": "z"}"#,
];

#[test]
fn primitives() {
    same::<bool>(ANYTHING);
    same::<()>(ANYTHING);
    same::<String>(ANYTHING);
    same::<char>(ANYTHING);
    same::<Option<Option<u8>>>(ANYTHING);
    same::<Box<Option<i32>>>(ANYTHING);
    same::<IgnoredAny>(ANYTHING);
    same::<Cow<'static, str>>(ANYTHING);
    same::<std::net::IpAddr>(&[r#""127.0.0.1""#, r#""::1""#, r#""x""#, "1"]);
    same::<std::time::Duration>(&[r#"{"secs": 1, "nanos": 2}"#, "[1, 2]", "[1]", "1"]);
    same::<Result<u8, String>>(&[r#"{"Ok": 1}"#, r#"{"Err": "x"}"#, r#"{"Ok": "x"}"#, "1"]);
    same::<std::ops::Range<u8>>(&[r#"{"start": 1, "end": 2}"#, "[1, 2]"]);
}

#[test]
fn numbers() {
    // `serde_json` takes "-0" for a float, and so do we.
    same::<u8>(ANYTHING);
    same::<i8>(ANYTHING);
    same::<u16>(ANYTHING);
    same::<i16>(ANYTHING);
    same::<u32>(ANYTHING);
    same::<i32>(ANYTHING);
    same::<u64>(ANYTHING);
    same::<i64>(ANYTHING);
    same::<u128>(&["0", "1", "-1", "18446744073709551616"]);
    same::<i128>(&["0", "1", "-1", "-18446744073709551616"]);
    same::<f64>(&[
        "0", "-0", "-0.0", "1", "1.5", "-1.5e300", "1e-400", r#""1""#,
    ]);
    same::<f32>(&["0", "-0", "1", "0.1", "1e30", "null"]);
    // Which `serde_json` refuses.
    for text in ["300", "300.0", "3e2", "30e1", "3000e-1"] {
        assert_eq!(built::<u16>(text).unwrap(), 300);
        assert_eq!(built::<i64>(text).unwrap(), 300);
    }
    assert_eq!(built::<i8>("-1.0").unwrap(), -1);
    assert!(built::<u8>("-0").is_err() && built::<u8>("0.5").is_err());
    assert_eq!(built::<u8>("0.0").unwrap(), 0);
}

#[test]
fn containers() {
    same::<Vec<u8>>(ANYTHING);
    same::<Vec<Option<u8>>>(ANYTHING);
    same::<(u8, u8)>(ANYTHING);
    same::<[u8; 2]>(ANYTHING);
    same::<(u8, Vec<u8>, u8)>(ANYTHING);
    same::<BTreeMap<String, IgnoredAny>>(ANYTHING);
    same::<BTreeMap<Cow<'static, str>, Option<u8>>>(ANYTHING);
    same::<BTreeMap<bool, u8>>(&["{}"]);
    same::<BTreeMap<Unit, Option<u8>>>(ANYTHING);
    same::<HashMap<char, u8>>(&[r#"{"a": 1}"#, r#"{"ab": 1}"#, r#"{"\u0061": 1}"#]);
    same::<serde_json::Value>(ANYTHING);
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    One,
    #[serde(rename = "a", alias = "One two three four five six seven")]
    Other,
}

#[derive(Debug, Deserialize)]
enum Tagged {
    One,
    Two(u8),
    Three(u8, String),
    Four {
        a: Option<u8>,
        b: Option<IgnoredAny>,
    },
    Five(BTreeMap<String, u8>),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind")]
enum Internal {
    One,
    Two { a: u8, b: Option<String> },
    Three(Plain),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", content = "of")]
enum Adjacent {
    One,
    Two(u8),
    Three(u8, String),
    Four { a: u8 },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Nothing,
    Number(u8),
    Text(String),
    Pair(u8, u8),
    Struct { a: Option<u8> },
    Anything(IgnoredAny),
}

#[test]
fn enums() {
    same::<Unit>(ANYTHING);
    same::<Tagged>(ANYTHING);
    same::<Option<Tagged>>(ANYTHING);
    same::<Untagged>(ANYTHING);
    same::<Internal>(&[
        r#"{"kind": "One"}"#,
        r#"{"kind": "Two", "a": 1}"#,
        r#"{"a": 1, "b": "x\n", "kind": "Two"}"#,
        r#"{"kind": "Three", "a": 1, "b": "x", "c": []}"#,
        r#"{"kind": "Four"}"#,
        r#"{"a": 1}"#,
        "1",
        r#"["Two", 1, "x"]"#,
    ]);
    same::<Adjacent>(&[
        r#"{"kind": "One"}"#,
        r#"{"kind": "One", "of": null}"#,
        r#"{"of": 1, "kind": "Two"}"#,
        r#"{"kind": "Three", "of": [1, "x"]}"#,
        r#"{"kind": "Four", "of": {"a": 1}}"#,
        r#"{"kind": "Four", "of": {"a": 256}}"#,
        r#"{"kind": "Two"}"#,
        "1",
        r#"["Two", 1]"#,
    ]);
}

fn ten() -> u8 {
    10
}

fn doubled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let half = u8::deserialize(deserializer)?;
    half.checked_mul(2)
        .ok_or_else(|| de::Error::custom("too large"))
}

#[derive(Debug, Deserialize, PartialEq)]
struct Plain {
    a: u8,
    #[serde(alias = "bb", alias = "bbb")]
    b: Option<String>,
    #[serde(default)]
    c: Vec<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Odd<'a> {
    #[serde(skip)]
    _skipped: u8,
    the_first: u8,
    #[serde(default = "ten")]
    second: u8,
    #[serde(rename = "3 \"rd\"", alias = "third")]
    third: Option<Option<u8>>,
    #[serde(deserialize_with = "doubled", default)]
    fourth: u8,
    #[serde(default)]
    unit: (),
    boxed: Option<Box<Odd<'a>>>,
    #[serde(borrow, default)]
    text: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Strict {
    a: u8,
    b: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(default)]
struct Defaulted {
    a: u8,
    b: String,
}

impl Default for Defaulted {
    fn default() -> Self {
        let b = "default".to_owned();
        Self { a: 1, b }
    }
}

#[derive(Debug, Deserialize)]
struct Flat {
    a: u8,
    #[serde(flatten)]
    defaulted: Option<Strict>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(transparent)]
struct Transparent {
    inner: Plain,
}

#[derive(Debug, Deserialize)]
struct Newtype(Option<u8>);

#[derive(Debug, Deserialize)]
struct Nothing;

#[derive(Debug, Deserialize)]
struct Empty {}

#[derive(Debug, Deserialize)]
#[serde(try_from = "u8")]
struct Even(u8);

impl TryFrom<u8> for Even {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        match number % 2 {
            0 => Ok(Self(number)),
            _ => Err(format!("{number} is odd")),
        }
    }
}

#[test]
fn structs() {
    const PLAIN: &[&str] = &[
        r#"{"a": 1}"#,
        r#"{"b": "x", "a": 1}"#,
        r#"{"a": 1, "bb": "x", "c": [1, 2]}"#,
        r#"{"a": 1, "b": "x", "bbb": "y"}"#,
        r#"{"a": 1, "d": {"a": [{}, 1]}, "b": null, "e": [1, [2]]}"#,
        r#"{"\u0061": 1, "d\n": 1}"#,
        r#"{"a": 256}"#,
        r#"{"a": 1, "b": 1}"#,
        r#"{"a": 1, "b": true}"#,
        r#"{"b": "x"}"#,
        r#"[1, "x", [1]]"#,
        r#"[1, "x", [1], 2]"#,
        "[1]",
        "{}",
        "null",
        "1",
    ];
    same::<Plain>(PLAIN);
    same::<Transparent>(PLAIN);
    same::<Strict>(PLAIN);
    same::<Strict>(&[r#"{"a": 1, "b": true}"#, "[1, true]", "[1, null]"]);
    same::<Defaulted>(PLAIN);
    same::<Flat>(PLAIN);
    same::<Empty>(ANYTHING);
    same::<Nothing>(ANYTHING);
    same::<Newtype>(ANYTHING);
    same::<Even>(&["2", "3", "null"]);
}

#[test]
fn attributes_and_borrowed_text() {
    for text in [
        r#"{"theFirst": 1}"#,
        r#"{"theFirst": 1, "second": 2, "third": null, "fourth": 4, "unit": null}"#,
        r#"{"theFirst": 1, "3 \"rd\"": 3, "_skipped": 5, "text": "plain"}"#,
        r#"{"text": "with \n escapes", "boxed": {"theFirst": 2, "boxed": null}, "theFirst": 1}"#,
        r#"{"the_first": 1}"#,
        r#"{"theFirst": 1, "fourth": 128}"#,
        r#"{"theFirst": 1, "third": 1, "3 \"rd\"": 1}"#,
    ] {
        let (ours, theirs) = (
            built::<Odd<'_>>(text),
            serde_json::from_str::<Odd<'_>>(text),
        );
        assert_eq!(ours.is_ok(), theirs.is_ok(), "{text}: {ours:?}, {theirs:?}");
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
        }
    }
    let text = r#"{"theFirst": 1, "text": "plain"}"#;
    let plain = built::<Odd<'_>>(text).unwrap().text;
    assert!(matches!(plain, Cow::Borrowed("plain")));
    assert_eq!(built::<&str>(r#""plain é""#).unwrap(), "plain é");
    assert!(built::<&str>(r#""\n""#).is_err());
    assert_eq!(built::<BTreeMap<&str, u8>>(r#"{"a": 1}"#).unwrap()["a"], 1);
    assert_eq!(built::<&[u8]>(r#""abc""#).unwrap(), b"abc");
}

/// Takes of each array or object the first item or member, and of every other value nothing.
#[derive(Debug, PartialEq)]
struct First(Option<Box<First>>);

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self(None))
    }
}

impl<'de> Visitor<'de> for First {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let first = map.next_entry::<IgnoredAny, Self>()?;
        Ok(Self(first.map(|(_, value)| Box::new(value))))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
}

/// Does not look at its value at all.
#[derive(Debug, PartialEq)]
struct Blind;

impl<'de> Deserialize<'de> for Blind {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Ok(Self)
    }
}

#[test]
fn what_nobody_asks_for_is_passed_over() {
    let first = |inner| First(Some(Box::new(inner)));
    let text = r#"[{"a": {"b": 1, "c": [1, 2]}, "d": {"e": 1}}, 2]"#;
    let read = built::<Vec<First>>(text).unwrap();
    assert_eq!(read, [first(first(First(None))), First(None)]);
    let text = r#"{"a": {"x": [1, {"y": 2}]}, "b": 1, "c": []}"#;
    let read = built::<BTreeMap<String, Blind>>(text).unwrap();
    assert_eq!(read.into_keys().collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(built::<(Blind, u8, Blind)>("[[[]], 1, {}]").unwrap().1, 1);
}

#[test]
fn a_misfit_is_at_the_innermost_value() {
    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(rename = "even")]
        _even: Option<Even>,
        #[serde(rename = "odd", default, deserialize_with = "doubled")]
        _odd: u8,
        #[serde(rename = "list", default)]
        _list: Vec<Plain>,
        #[serde(rename = "tagged", default)]
        _tagged: Vec<Tagged>,
    }
    let cases = [
        (r#"{"even": 3}"#, 2, "3 is odd"),
        (r#"{"x": 1, "odd": 128}"#, 4, "too large"),
        (
            r#"{"list": [{"a": 1}, {"b": 1}]}"#,
            8,
            "invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"list": [{"a": 1}, {"b": null}]}"#,
            6,
            "missing field `a`",
        ),
        (
            r#"{"tagged": ["One", "Two"]}"#,
            4,
            "the variant needs a value",
        ),
        (
            r#"{"tagged": ["Six"]}"#,
            3,
            "unknown variant `Six`, expected one of `One`, `Two`, `Three`, `Four`, `Five`",
        ),
        (
            r#"{"tagged": [{"Two": "x"}]}"#,
            5,
            "invalid type: string \"x\", expected u8",
        ),
        (
            r#"{"tagged": [{"Three": [1]}]}"#,
            5,
            "invalid length 1, expected tuple variant Tagged::Three with 2 elements",
        ),
        (
            r#"{"tagged": [{"Three": [1, "x", 1]}]}"#,
            5,
            "invalid length 3, expected fewer items",
        ),
        (
            r#"{"tagged": [{"Four": {"a": "x"}}]}"#,
            7,
            "invalid type: string \"x\", expected u8",
        ),
        (
            r#"{"tagged": [{}]}"#,
            3,
            "expected a variant: a string, or an object of one member",
        ),
        (
            r#"{"tagged": {}}"#,
            2,
            "invalid type: map, expected a sequence",
        ),
        (r#"{"even": 2, "even": 2}"#, 0, "duplicate field `even`"),
        (
            "[]",
            0,
            "invalid length 0, expected struct Outer with 4 elements",
        ),
        ("1", 0, "invalid type: integer `1`, expected struct Outer"),
    ];
    for (text, at, message) in cases {
        assert_eq!(misfit::<Outer>(text), (at, message.to_owned()), "{text}");
    }
    // Names count as their values.
    assert_eq!(misfit::<BTreeMap<Unit, u8>>(r#"{"a": 1, "b": 2}"#).0, 4);
    assert_eq!(misfit::<BTreeMap<u8, u8>>(r#"{"a": 1}"#).0, 2);
}

#[test]
fn names_are_read_as_keys_of_maps() {
    #[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Name(String);
    #[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Number(u16);
    #[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    enum Listed {
        One,
    }
    const OBJECTS: &[&str] = &[
        "{}",
        r#"{"1": 1}"#,
        r#"{"-1": 1, "7": 2}"#,
        r#"{"256": 1}"#,
        r#"{"a": 1}"#,
        r#"{"": 1}"#,
        r#"{"true": 1}"#,
        r#"{"One": 1}"#,
        r#"{"O\u006ee": 1}"#,
    ];
    same::<BTreeMap<u8, u8>>(OBJECTS);
    same::<BTreeMap<i64, u8>>(OBJECTS);
    same::<BTreeMap<i128, u8>>(OBJECTS);
    same::<BTreeMap<u128, u8>>(OBJECTS);
    same::<BTreeMap<bool, u8>>(OBJECTS);
    same::<BTreeMap<char, u8>>(OBJECTS);
    same::<BTreeMap<String, u8>>(OBJECTS);
    same::<BTreeMap<Option<u8>, u8>>(OBJECTS);
    same::<BTreeMap<Name, u8>>(OBJECTS);
    same::<BTreeMap<Number, u8>>(OBJECTS);
    same::<BTreeMap<Listed, u8>>(OBJECTS);
    // `serde_json` refuses escapes there, though they are the same name.
    let escaped = built::<BTreeMap<u8, u8>>(r#"{"\u0031": 1}"#).unwrap();
    assert_eq!(escaped[&1], 1);
}
