//! Requests that are nearly valid: the valid examples of the domain, changed as values and as text.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::root;

/// The tables whose instances are generated, with an operation and a part to check them by the command.
pub(crate) const TARGETS: &[(&str, &str, &str)] = &[
    (
        "kafka/create-sink-task/body.json",
        "kafka.create-sink-task",
        "body",
    ),
    (
        "dis/create-transfer-task/body.json",
        "dis.create-transfer-task",
        "body",
    ),
    (
        "dis/create-transfer-task/header.json",
        "dis.create-transfer-task",
        "header",
    ),
    (
        "kafka/create-smart-connect-task/body.json",
        "kafka.create-smart-connect-task",
        "body",
    ),
];

/// The members that hold secrets, by table.
pub(crate) const SECRETS: &[(&str, &[&str])] = &[
    (
        "kafka/create-sink-task/body.json",
        &[
            "/obs_destination_descriptor/access_key",
            "/obs_destination_descriptor/secret_key",
        ],
    ),
    ("dis/create-transfer-task/header.json", &["/X-Auth-Token"]),
    (
        "kafka/create-smart-connect-task/body.json",
        &[
            "/source_task/password",
            "/source_task/redis_password",
            "/sink_task/access_key",
            "/sink_task/secret_key",
            "/sink_task/redis_password",
        ],
    ),
];

/// The valid example requests of a table.
pub(crate) fn bases(operation: &str, part: &str) -> Vec<Value> {
    let files = super::files(&root().join("examples/requests"), "json");
    let is_part = |name: &str| {
        let named = ["path", "query", "header"]
            .iter()
            .find(|part| name.contains(&format!(".{part}.")));
        named.copied().unwrap_or("body") == part
    };
    let named = files.into_iter().filter(|file| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with(operation) && name.ends_with(".valid.json") && is_part(&name)
    });
    named.map(|file| super::read_json(&file)).collect()
}

/// Values that are likely to be wrong in an interesting way.
pub(crate) fn any_value() -> impl Strategy<Value = Value> {
    let word = prop::sample::select(vec![
        "",
        " ",
        ".*",
        "latest",
        "LATEST",
        "earliest",
        "TEXT",
        "TXT",
        "yyyy/MM/dd",
        "30",
        "300",
        "7200",
        "7201",
        "true",
        "null",
        "NONE",
        "OBS",
        "OBS_SINK",
        "KAFKA_REPLICATOR_SOURCE",
        "REDIS_REPLICATOR_SOURCE",
        "REDIS_REPLICATOR_SINK",
        "SASL_SSL",
        "PLAINTEXT",
        "pull",
        "two-way",
        "a,b",
        "a:b",
        "é",
        "٣",
        "\n",
        "x\u{0}y",
        "😀",
        "********",
        "DLI",
    ]);
    let number = prop::sample::select(vec![
        json!(0),
        json!(-1),
        json!(1),
        json!(29),
        json!(30),
        json!(300),
        json!(900),
        json!(901),
        json!(300.0),
        json!(300.5),
        json!(7200),
        json!(1e300),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        word.prop_map(Value::from),
        "[a-z/_ -]{0,70}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..3).prop_map(|map| json!(map)),
        ]
    })
}

/// A change to a value.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Replace(Value),
    Remove,
    /// Renames a member by changing one letter.
    Misspell(char),
    AddUnknown(String, Value),
    /// Gives a member of one name the value of another.
    Swap,
}

pub(crate) fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => any_value().prop_map(Change::Replace),
        2 => Just(Change::Remove),
        1 => prop::char::range('a', 'z').prop_map(Change::Misspell),
        1 => ("[a-z_]{1,12}", any_value()).prop_map(|(name, value)| Change::AddUnknown(name, value)),
        1 => Just(Change::Swap),
    ]
}

/// Every place of a value, as pointers.
pub(crate) fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                pointers(
                    value,
                    &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

pub(crate) fn apply(value: &mut Value, place: usize, change: &Change) {
    let mut places = Vec::new();
    pointers(value, "", &mut places);
    let place = places[place % places.len()].clone();
    let (parent, name) = place.rsplit_once('/').unwrap_or(("", ""));
    let name = name.replace("~1", "/").replace("~0", "~");
    match change {
        Change::Replace(new) => *value.pointer_mut(&place).unwrap() = new.clone(),
        Change::AddUnknown(name, new) => {
            if let Some(Value::Object(members)) = value.pointer_mut(&place) {
                members.insert(name.clone(), new.clone());
            }
        }
        Change::Remove => {
            if let (false, Some(Value::Object(members))) =
                (place.is_empty(), value.pointer_mut(parent))
            {
                members.shift_remove(&name);
            }
        }
        Change::Misspell(letter) => {
            if let (false, Some(Value::Object(members))) =
                (place.is_empty(), value.pointer_mut(parent))
                && let Some(value) = members.shift_remove(&name)
            {
                let mut letters: Vec<char> = name.chars().collect();
                let middle = letters.len() / 2;
                letters.splice(middle..middle, [*letter]);
                members.insert(letters.into_iter().collect(), value);
            }
        }
        Change::Swap => {
            let other = value.pointer(&places_after(&places, &place)).cloned();
            if let (Some(other), Some(here)) = (other, value.pointer_mut(&place)) {
                *here = other;
            }
        }
    }
}

pub(crate) fn places_after(places: &[String], place: &str) -> String {
    let index = places.iter().position(|other| other == place).unwrap_or(0);
    places[(index + 1) % places.len()].clone()
}

/// A change to a text.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    Truncate,
    Delete,
    Insert(&'static str),
    /// Repeats what stands between two places.
    Repeat(usize),
}

pub(crate) fn any_edit() -> impl Strategy<Value = Edit> {
    let piece = prop::sample::select(vec![
        "\"", "\\", ",", ":", "{", "}", "[", "]", "\n", " ", "0", "-", "'", "é", "\u{0}", "//",
        "\\u00", "null",
    ]);
    prop_oneof![
        2 => Just(Edit::Truncate),
        3 => Just(Edit::Delete),
        3 => piece.prop_map(Edit::Insert),
        1 => (1_usize..60).prop_map(Edit::Repeat),
    ]
}

pub(crate) fn edit(text: &mut String, place: usize, edit: &Edit) {
    let mut at = place % (text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match edit {
        Edit::Truncate => text.truncate(at),
        Edit::Insert(piece) => text.insert_str(at, piece),
        Edit::Delete => {
            if at < text.len() {
                text.remove(at);
            }
        }
        Edit::Repeat(length) => {
            let end = (at + length).min(text.len());
            if let Some(piece) = text.get(at..end).map(str::to_owned) {
                text.insert_str(at, &piece);
            }
        }
    }
}

/// A target, a base of it, changes of the value and edits of the text.
pub(crate) type Recipe = (usize, usize, Vec<(usize, Change)>, Vec<(usize, Edit)>, bool);

pub(crate) fn any_recipe(edits: usize) -> impl Strategy<Value = Recipe> {
    (
        0..TARGETS.len(),
        any::<usize>(),
        prop::collection::vec((any::<usize>(), any_change()), 0..4),
        prop::collection::vec((any::<usize>(), any_edit()), 0..=edits),
        any::<bool>(),
    )
}

pub(crate) fn cook(
    recipe: &Recipe,
    prepare: impl FnOnce(&str, &mut Value),
) -> (
    &'static (&'static str, &'static str, &'static str),
    Value,
    String,
) {
    let (target, base, changes, edits, pretty) = recipe;
    let target = &TARGETS[*target];
    let bases = bases(target.1, target.2);
    let mut value = bases[base % bases.len()].clone();
    prepare(target.0, &mut value);
    for (place, change) in changes {
        apply(&mut value, *place, change);
    }
    let mut text = if *pretty {
        serde_json::to_string_pretty(&value)
    } else {
        serde_json::to_string(&value)
    }
    .unwrap();
    for (place, change) in edits {
        edit(&mut text, *place, change);
    }
    (target, value, text)
}
