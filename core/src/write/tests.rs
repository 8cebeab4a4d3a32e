//! The text is what `serde_json` writes, whatever the shape of the value.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::memo::{Field, Said};
use super::*;
use crate::program::{NodeId, Program};

static ANYTHING: Program = Program::accept_all();

#[derive(Serialize)]
struct Everything<'a> {
    unit: (),
    nothing: Option<u8>,
    something: Option<u8>,
    bools: [bool; 2],
    integers: (i8, u16, i32, u64, i128, u128),
    floats: [f64; 5],
    single: f32,
    character: char,
    texts: &'a [&'a str],
    #[serde(rename = "na\"me")]
    odd_name: Unit,
    newtype: Newtype,
    tuple: Tuple,
    variants: Vec<Variant>,
    map: BTreeMap<String, Option<i32>>,
    numbers: BTreeMap<i64, Vec<()>>,
    flags: BTreeMap<bool, char>,
    kinds: BTreeMap<Key, u8>,
    empty: (Vec<u8>, HashMap<u8, u8>, Empty),
    nested: Vec<BTreeMap<&'a str, Vec<Unit>>>,
    #[serde(flatten)]
    rest: BTreeMap<&'a str, Option<u8>>,
}

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Newtype(Option<String>);

#[derive(Serialize)]
struct Tuple(u8, Option<u8>);

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    One,
    Two,
}

#[derive(Serialize)]
enum Variant {
    Unit,
    Newtype(Option<u8>),
    Tuple(u8, Option<u8>),
    Struct { some: u8, none: Option<u8> },
    Empty {},
}

#[test]
fn writes_what_serde_json_writes() {
    let mut words: Vec<String> = (0..=0x7F)
        .map(|byte| char::from(byte).to_string())
        .collect();
    for length in 0..40 {
        let plain = "abcdefghijklmnopqrstuvwxyzäöü0123456789"
            .chars()
            .take(length)
            .collect::<String>();
        words.push(format!("{plain}\n{plain}"));
        words.push(format!("{plain}\"{plain}"));
        words.push(format!("{plain}\\"));
        words.push(plain);
    }
    let value = Everything {
        unit: (),
        nothing: None,
        something: Some(1),
        bools: [true, false],
        integers: (i8::MIN, u16::MAX, 0, u64::MAX, i128::MIN, u128::MAX),
        floats: [0.0, -0.0, -1.5, 1e300, 5e-324],
        single: 0.1,
        character: '"',
        texts: &words.iter().map(String::as_str).collect::<Vec<_>>(),
        odd_name: Unit,
        newtype: Newtype(Some("é".to_owned())),
        tuple: Tuple(1, None),
        variants: vec![
            Variant::Unit,
            Variant::Newtype(Some(1)),
            Variant::Newtype(None),
            Variant::Tuple(1, None),
            Variant::Struct {
                some: 1,
                none: None,
            },
            Variant::Empty {},
        ],
        map: [("a", Some(1)), ("b\u{1}", None), ("", Some(-1))]
            .map(|(name, value)| (name.to_owned(), value))
            .into(),
        numbers: [(-1, vec![]), (5, vec![(), ()])].into(),
        flags: [(true, 'x'), (false, 'é')].into(),
        kinds: [(Key::One, 1), (Key::Two, 2)].into(),
        empty: (Vec::new(), HashMap::new(), Empty {}),
        nested: vec![
            [("a", vec![Unit, Unit]), ("b", vec![])].into(),
            BTreeMap::new(),
        ],
        rest: [("x", Some(1)), ("y", None)].into(),
    };
    let mut room = Room::default();
    write(ANYTHING.parts(), &value, &mut room).unwrap();
    let expected = serde_json::to_string(&value).unwrap();
    assert_eq!(String::from_utf8(room.text).unwrap(), expected);
}

#[test]
fn numbers_that_json_does_not_have_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(write(ANYTHING.parts(), &number, &mut Room::default()).is_err());
        assert!(write(ANYTHING.parts(), &[Some(number)], &mut Room::default()).is_err());
    }
    assert!(write(ANYTHING.parts(), &f32::NAN, &mut Room::default()).is_err());
}

#[test]
fn a_key_that_is_no_string_is_refused() {
    struct Odd;
    impl Serialize for Odd {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry(&[1], &1)?;
            map.end()
        }
    }
    assert!(write(ANYTHING.parts(), &Odd, &mut Room::default()).is_err());
}

#[test]
fn what_is_known_of_a_field_is_known_of_no_other() {
    static OTHER: Program = Program::accept_all();
    let field = |program: &'static Program, node, name, at| Field {
        parts: program.parts(),
        node: NodeId(node),
        name,
        at,
    };
    let said = Said {
        refuses_null: true,
        node: None,
    };
    let name = "a name";
    let known = field(&ANYTHING, 1, name, 2);
    let mut memo = Memo::default();
    assert!(memo.recall(&known).is_none());
    memo.keep(known, said);
    assert!(memo.recall(&known).is_some_and(|said| said.refuses_null));
    for at in 0..2000 {
        for other in [
            field(&OTHER, 1, name, at),
            field(&ANYTHING, 2, name, at),
            field(&ANYTHING, 1, &name[1..], at),
            field(&ANYTHING, 1, &name[..5], at),
        ] {
            assert!(memo.recall(&other).is_none());
        }
    }
}
