//! What a service does with types that a build script has made.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails loudly and says what it did"
)]

use vouchsafe::Validate;
use vouchsafe_built::{Card, Id, Item, ItemSize, Order, OrderPayment, Transfer};

const ORDER: &[u8] = br#"{
    "id": "A17",
    "items": [{ "article": "B4", "count": 2, "size": "x-large", "gift": true }],
    "payment": { "kind": "card", "number": "4000123412341234" },
    "note": null
}"#;

#[test]
fn what_is_read_is_typed_and_written_again() {
    let order = Order::from_json(ORDER).unwrap();
    assert_eq!(order.items[0].size, Some(ItemSize::XLarge));
    assert_eq!(order.items[0].count.get(), 2_u8);
    // Absent, `null` and a value are three things.
    assert_eq!(order.note, Some(None));
    let OrderPayment::Card(Card { number }) = &order.payment else {
        panic!("paid by card")
    };
    assert_eq!(number.expose(), "4000123412341234");
    let again = String::from_utf8(order.to_json().unwrap()).unwrap();
    assert!(again.contains(r#""gift":true"#), "{again}");
    assert_eq!(Order::from_json(again.as_bytes()).unwrap(), order);
}

#[test]
fn secrets_are_not_shown() {
    let order = Order::from_json(ORDER).unwrap();
    assert!(!format!("{order:?}").contains("4000"));
    let wrong = String::from_utf8_lossy(ORDER).replace("4000123412341234", "4000-1234");
    let report = Order::from_json(wrong.as_bytes()).unwrap_err();
    assert_eq!(report.errors().count(), 1);
    assert!(!report.to_string().contains("4000"), "{report}");
}

#[test]
fn builders_say_everything_that_is_wrong() {
    let transfer = Transfer::builder().days(14).build().unwrap();
    let item = Item::builder().article("B4").count(1).build().unwrap();
    let order = Order::builder()
        .id("A17")
        .items([item])
        .payment(OrderPayment::Transfer(transfer))
        .build()
        .unwrap();
    assert_eq!(&*order.id, "A17");

    let report = Order::builder().id("seventeen").items([]).build();
    let report = report.unwrap_err();
    let told: Vec<&str> = report.errors().map(|error| &*error.message).collect();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.contains(&"`payment` is required"), "{told:#?}");
}

#[test]
fn one_type_stands_for_what_several_files_refer_to() {
    let id: Id = "C3".parse().unwrap();
    let item = Item::builder()
        .article(id.clone())
        .count(3)
        .build()
        .unwrap();
    assert_eq!(item.article, id);
    assert!("c3".parse::<Id>().is_err());
}
