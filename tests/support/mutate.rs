//! Changes that make an instance nearly valid, or valid no more.

use proptest::prelude::*;
use serde_json::Value;

use super::generate;

/// A change somewhere in a value.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Replace(usize, Value),
    Remove(usize),
    /// Adds a member or an item.
    Add(usize, String, Value),
    /// Puts one part of the value in the place of another.
    Copy(usize, usize),
}

/// Any change.
pub(crate) fn any_change() -> impl Strategy<Value = Change> {
    let place = || any::<usize>();
    let name = prop::sample::select(&["a", "b", "c", "x-a", "1", ""][..]);
    prop_oneof![
        3 => (place(), generate::any_instance()).prop_map(|(at, value)| Change::Replace(at, value)),
        2 => place().prop_map(Change::Remove),
        2 => (place(), name, generate::any_instance())
            .prop_map(|(at, name, value)| Change::Add(at, name.to_owned(), value)),
        1 => (place(), place()).prop_map(|(from, to)| Change::Copy(from, to)),
    ]
}

/// Makes a change.
pub(crate) fn apply(value: &mut Value, change: &Change) {
    let count = count(value);
    match change {
        Change::Replace(at, new) => *nth(value, at % count) = new.clone(),
        Change::Copy(from, to) => {
            let copied = nth(value, from % count).clone();
            *nth(value, to % count) = copied;
        }
        Change::Add(at, name, new) => match nth(value, at % count) {
            Value::Array(items) => items.push(new.clone()),
            Value::Object(members) => drop(members.insert(name.clone(), new.clone())),
            _ => {}
        },
        Change::Remove(at) => match nth(value, at % count) {
            Value::Array(items) => drop(items.pop()),
            Value::Object(members) => {
                let name = members.keys().next().cloned();
                name.and_then(|name| members.shift_remove(&name));
            }
            _ => {}
        },
    }
}

fn children(value: &mut Value) -> Vec<&mut Value> {
    match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    }
}

/// How many values there are in a value, itself among them.
fn count(value: &mut Value) -> usize {
    1 + children(value).into_iter().map(count).sum::<usize>()
}

/// One of them, in the order of the text.
fn nth(value: &mut Value, index: usize) -> &mut Value {
    if index == 0 {
        return value;
    }
    let mut index = index - 1;
    for child in children(value) {
        let count = count(child);
        if index < count {
            return nth(child, index);
        }
        index -= count;
    }
    panic!("there are not that many values")
}
