//! A curve over the size of the instance: a list of orders, from 1 kB to 100 MB.

use std::fmt::Write as _;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use vouchsafe::Validate;

use super::{Curve, Maker, curve, entry};
use crate::rounds::{Entry, Pace};
use crate::tables::Heading;

const SIZES: [usize; 6] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

const HEADING: Heading = Heading {
    name: "growth-instance",
    title: "Growth with the size of the instance",
    note: "A list of orders, in bytes.",
    unit: "ns per byte",
    baseline: MACRO,
};

const MACRO: &str = "jsonschema macro: parse + is_valid";

#[jsonschema::validator(path = "schemas/orders.json")]
struct OrdersOfMacro;

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schemas/orders.json")]
struct Orders {
    orders: Vec<Order>,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schemas/orders.json#/$defs/order")]
struct Order {
    id: u32,
    customer: String,
    kind: Kind,
    total: f64,
    paid: bool,
    lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schemas/orders.json#/$defs/order/properties/kind")]
#[serde(rename_all = "lowercase")]
enum Kind {
    New,
    Return,
    Exchange,
}

#[derive(Serialize, Deserialize, Validate)]
#[vouchsafe(schema = "schemas/orders.json#/$defs/order/properties/lines/items")]
struct Line {
    sku: String,
    amount: u16,
}

pub(super) fn measure(pace: Pace) -> Curve {
    let texts = SIZES.map(|size| (size, Rc::<[u8]>::from(text(size).into_bytes())));
    let texts = &texts;
    let with = |work: fn(&[u8]) -> bool| {
        move |size: usize| -> Entry<'static> {
            let (_, text) = texts
                .iter()
                .find(|(of, _)| *of == size)
                .expect("it was made");
            let text = Rc::clone(text);
            assert!(work(&text));
            entry(text.len(), move || work(&text))
        }
    };
    let value = with(|bytes| serde_json::from_slice::<Value>(bytes).is_ok());
    let typed = with(|bytes| serde_json::from_slice::<Orders>(bytes).is_ok());
    let of_macro = with(|bytes| {
        serde_json::from_slice(bytes).is_ok_and(|value| OrdersOfMacro::is_valid(&value))
    });
    let is_valid = with(Orders::is_valid_json);
    let check = with(|bytes| Orders::check_json(bytes).is_ok());
    let read = with(|bytes| Orders::from_json(bytes).is_ok());
    let makers: [Maker<'_>; 6] = [
        ("serde_json → Value, no validation", false, &value),
        ("serde_json → struct, no validation", false, &typed),
        (MACRO, false, &of_macro),
        ("vouchsafe: is_valid_json", true, &is_valid),
        ("vouchsafe: check_json", true, &check),
        ("vouchsafe: from_json", true, &read),
    ];
    curve(HEADING, "bytes of the instance", &SIZES, pace, &makers)
}

/// Orders of about as many bytes.
fn text(size: usize) -> String {
    let mut random = fastrand::Rng::with_seed(7);
    let mut text = String::with_capacity(size + 1_000);
    text.push_str(r#"{"orders": ["#);
    let mut id = 0;
    while id == 0 || text.len() < size {
        id += 1;
        if id > 1 {
            text.push_str(", ");
        }
        let kind = ["new", "return", "exchange"][random.usize(0..3)];
        let (total, cents, paid) = (random.u32(1..5000), random.u32(10..100), random.bool());
        let customer: String = (0..random.usize(4..40))
            .map(|_| random.alphanumeric())
            .collect();
        let _ = write!(
            text,
            r#"{{"id": {id}, "customer": "{customer}", "kind": "{kind}", "total": {total}.{cents}, "paid": {paid}, "lines": ["#
        );
        for line in 0..random.usize(0..6) {
            let comma = if line > 0 { ", " } else { "" };
            let (letters, digits) = (random.usize(0..3), random.u32(1000..10_000));
            let (letters, amount) = (["ABC", "QRS", "XYZ"][letters], random.u32(1..=1000));
            let _ = write!(
                text,
                r#"{comma}{{"sku": "{letters}-{digits}", "amount": {amount}}}"#
            );
        }
        text.push_str("]}");
    }
    text.push_str("]}");
    text
}
