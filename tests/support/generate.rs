//! Random schemas of draft 2020-12, and instances that nearly satisfy one. Numbers are exact in binary, so that
//! no oracle rounds them.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::refs::{Place, REFERENCES, ROOT};

/// Patterns, each with texts that match it.
const PATTERNS: &[(&str, &[&str])] = &[
    ("^a", &["a", "ab", "aba"]),
    ("b$", &["b", "ab"]),
    ("^[ab]*$", &["", "a", "b", "ab", "aba"]),
    (".{2}", &["ab", "aba", "x-a", "éé"]),
    (r"^\p{L}+$", &["a", "b", "c", "ab", "aba", "éé"]),
    (r"\d", &["1", "x-1"]),
    ("^x-", &["x-a", "x-1"]),
    ("^(?:ab|c)+$", &["ab", "c"]),
    ("^$", &[""]),
    ("[^a]", &["b", "c", "ab", "x-a", "1", "éé"]),
];

/// Texts, which are names as well.
const TEXTS: &[&str] = &["a", "b", "c", "ab", "aba", "x-a", "x-1", "1", "éé", ""];

const TYPES: &[&str] = &[
    "object", "array", "string", "integer", "number", "boolean", "null",
];

fn numbers() -> Vec<Value> {
    vec![
        json!(1),
        json!(2),
        json!(0),
        json!(3),
        json!(1.0),
        json!(2.5),
        json!(-1),
        json!(1.5),
        json!(0.25),
        json!(-2.0),
        json!(6),
        json!(100.0),
        json!(1_099_511_627_777_i64),
        json!(-0.0),
    ]
}

fn any_number() -> impl Strategy<Value = Value> {
    prop::sample::select(numbers())
}

fn any_text() -> impl Strategy<Value = String> {
    prop::sample::select(TEXTS).prop_map(str::to_owned)
}

/// An instance of any type.
pub(crate) fn any_instance() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any_number(),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_text(), inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
    .boxed()
}

/// Some different names.
fn any_names() -> impl Strategy<Value = Value> {
    prop::collection::btree_set(any_text(), 0..3).prop_map(|names| json!(names))
}

type Keyword = (&'static str, Value);

/// A keyword without subschemas. References that apply in place loop too often to be frequent.
fn any_assertion(references: u32) -> BoxedStrategy<Keyword> {
    let count = || (0_u8..4).prop_map(Value::from);
    let divisor =
        prop::sample::select(vec![json!(1), json!(2), json!(3.0), json!(0.5), json!(1.5)]);
    let types = prop::sample::subsequence(TYPES, 1..4).prop_map(|types| json!(types));
    let pattern = prop::sample::select(PATTERNS).prop_map(|(pattern, _)| json!(pattern));
    let reference = || prop::sample::select(REFERENCES).prop_map(Value::from);
    let map = prop::collection::btree_map(any_text(), any_names(), 0..3).prop_map(|map| json!(map));
    let named = |name: &'static str| move |value| (name, value);
    prop_oneof![
        4 => prop::sample::select(TYPES).prop_map(|name| ("type", json!(name))),
        2 => types.prop_map(named("type")),
        1 => any_instance().prop_map(named("const")),
        2 => prop::collection::vec(any_instance(), 1..4).prop_map(|values| ("enum", json!(values))),
        1 => any_number().prop_map(named("minimum")),
        1 => any_number().prop_map(named("maximum")),
        1 => any_number().prop_map(named("exclusiveMinimum")),
        1 => any_number().prop_map(named("exclusiveMaximum")),
        1 => divisor.prop_map(named("multipleOf")),
        1 => count().prop_map(named("minLength")),
        1 => count().prop_map(named("maxLength")),
        1 => pattern.prop_map(named("pattern")),
        1 => count().prop_map(named("minItems")),
        1 => count().prop_map(named("maxItems")),
        1 => any::<bool>().prop_map(|unique| ("uniqueItems", json!(unique))),
        1 => count().prop_map(named("minContains")),
        1 => count().prop_map(named("maxContains")),
        1 => count().prop_map(named("minProperties")),
        1 => count().prop_map(named("maxProperties")),
        2 => any_names().prop_map(named("required")),
        1 => map.prop_map(named("dependentRequired")),
        references => reference().prop_map(named("$ref")),
        references => reference().prop_map(named("$dynamicRef")),
    ]
    .boxed()
}

/// A keyword with subschemas.
fn any_applicator(inner: &Schemas) -> BoxedStrategy<Keyword> {
    let list =
        |of: &BoxedStrategy<Value>| prop::collection::vec(of.clone(), 1..4).prop_map(Value::from);
    let map = |of: &BoxedStrategy<Value>| {
        prop::collection::btree_map(any_text(), of.clone(), 0..4).prop_map(|map| json!(map))
    };
    let pattern = prop::sample::select(PATTERNS).prop_map(|(pattern, _)| pattern);
    let patterns =
        prop::collection::btree_map(pattern, inner.below.clone(), 0..3).prop_map(|map| json!(map));
    let here = |name: &'static str| inner.here.clone().prop_map(move |schema| (name, schema));
    let below = |name: &'static str| inner.below.clone().prop_map(move |schema| (name, schema));
    let named = |name: &'static str| move |value| (name, value);
    prop_oneof![
        2 => list(&inner.here).prop_map(named("allOf")),
        2 => list(&inner.here).prop_map(named("anyOf")),
        2 => list(&inner.here).prop_map(named("oneOf")),
        1 => here("not"),
        2 => here("if"),
        2 => here("then"),
        2 => here("else"),
        1 => map(&inner.here).prop_map(named("dependentSchemas")),
        2 => list(&inner.below).prop_map(named("prefixItems")),
        2 => below("items"),
        2 => below("contains"),
        2 => below("unevaluatedItems"),
        4 => map(&inner.below).prop_map(named("properties")),
        2 => patterns.prop_map(named("patternProperties")),
        2 => below("additionalProperties"),
        1 => below("propertyNames"),
        2 => below("unevaluatedProperties"),
    ]
    .boxed()
}

fn together(keywords: Vec<Keyword>) -> Value {
    let members = keywords.into_iter();
    let members: Map<String, Value> = members
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    members.into()
}

/// Schemas for the same place of the instance, and for places below.
struct Schemas {
    here: BoxedStrategy<Value>,
    below: BoxedStrategy<Value>,
}

/// Schemas that nest so deep.
fn any_schemas(depth: usize) -> Schemas {
    let inner = (depth > 0).then(|| any_schemas(depth - 1));
    Schemas {
        here: any_schema(inner.as_ref(), 1),
        below: any_schema(inner.as_ref(), 8),
    }
}

fn any_schema(inner: Option<&Schemas>, references: u32) -> BoxedStrategy<Value> {
    let plain = prop_oneof![2 => Just(json!(true)), 1 => Just(json!(false))];
    let assertion = any_assertion(references);
    match inner {
        None => {
            let keywords = prop::collection::vec(assertion, 0..3);
            prop_oneof![1 => plain, 4 => keywords.prop_map(together)].boxed()
        }
        Some(inner) => {
            let keyword = prop_oneof![assertion, any_applicator(inner)];
            let keywords = prop::collection::vec(keyword, 0..5);
            prop_oneof![1 => plain, 5 => keywords.prop_map(together)].boxed()
        }
    }
}

/// A schema with two resources, in each of which all [`REFERENCES`] lead somewhere.
pub(crate) fn any_root() -> BoxedStrategy<Value> {
    (any_resource(2), any_resource(1))
        .prop_map(|(mut root, mut list)| {
            list["$id"] = json!("list");
            root["$id"] = json!(ROOT);
            root["$defs"]["list"] = list;
            root
        })
        .boxed()
}

fn any_resource(depth: usize) -> impl Strategy<Value = Value> {
    let inner = any_schemas(depth);
    let keyword = prop_oneof![1 => any_assertion(1), 2 => any_applicator(&inner)];
    let anchor = prop::sample::select(&["$dynamicAnchor", "$anchor"][..]);
    let keywords = prop::collection::vec(keyword, 0..6);
    let parts = (
        keywords,
        inner.here.clone(),
        inner.here,
        anchor,
        any::<bool>(),
    );
    parts.prop_map(|(keywords, a, b, anchor, outside)| {
        let mut schema = together(keywords);
        // Only an object can hold an anchor.
        let mut a = if a.is_object() { a } else { json!({}) };
        let anchored = if outside { &mut schema } else { &mut a };
        anchored[anchor] = json!("node");
        schema["$defs"] = json!({"a": a, "b": b});
        schema
    })
}

/// Builds an instance that satisfies much of a schema.
pub(crate) fn instance(schema: &Value, choices: &[u16]) -> Value {
    let mut builder = Builder {
        choices: choices.iter(),
        fuel: 60,
    };
    builder.build(vec![Place::root(schema)])
}

/// Follows choices, and takes what comes first when there are none any more.
struct Builder<'c> {
    choices: std::slice::Iter<'c, u16>,
    /// How many values and schemas may still be looked at: schemas are recursive.
    fuel: usize,
}

impl Builder<'_> {
    fn choose(&mut self, among: usize) -> usize {
        let choice = self.choices.next().copied().unwrap_or(0);
        usize::from(choice) % among.max(1)
    }

    fn pick<'v, T>(&mut self, among: &'v [T]) -> &'v T {
        &among[self.choose(among.len())]
    }

    /// A value for several schemas at once.
    fn build(&mut self, places: Vec<Place<'_>>) -> Value {
        let mut all = Vec::new();
        for place in places {
            self.gather(place, &mut all);
        }
        if let Some(value) = self.listed(&all) {
            return value;
        }
        match self.kind(&all) {
            "object" => self.object(&all),
            "array" => self.array(&all),
            "string" => self.string(&all),
            "boolean" => json!(self.choose(2) == 0),
            "null" => Value::Null,
            kind => self.number(&all, kind == "integer"),
        }
    }

    /// All schemas that apply in place, one branch of each choice.
    fn gather<'s>(&mut self, place: Place<'s>, all: &mut Vec<Place<'s>>) {
        if self.fuel == 0 {
            return;
        }
        self.fuel -= 1;
        all.push(place);
        for (keyword, value) in place.schema.as_object().into_iter().flatten() {
            let items = value.as_array().map_or(&[][..], Vec::as_slice);
            match keyword.as_str() {
                "allOf" => items
                    .iter()
                    .for_each(|item| self.gather(place.below(item), all)),
                "anyOf" | "oneOf" => {
                    let branch = self.pick(items);
                    self.gather(place.below(branch), all);
                }
                "if" if self.choose(2) == 0 => {
                    self.gather(place.below(value), all);
                    let then = place.schema.get("then");
                    if let Some(then) = then {
                        self.gather(place.below(then), all);
                    }
                }
                "else" if self.choose(2) == 0 => self.gather(place.below(value), all),
                "dependentSchemas" => {
                    for schema in value.as_object().unwrap().values() {
                        self.gather(place.below(schema), all);
                    }
                }
                "$ref" => self.gather(place.follow(value.as_str().unwrap()), all),
                "$dynamicRef" => {
                    let targets = place.follow_dynamic(value.as_str().unwrap());
                    let target = *self.pick(&targets);
                    self.gather(target, all);
                }
                _ => {}
            }
        }
    }

    /// A value that a `const` or an `enum` lists.
    fn listed(&mut self, all: &[Place<'_>]) -> Option<Value> {
        let constant = values(all, "const").next().cloned();
        let mut choices = values(all, "enum").filter_map(Value::as_array);
        constant.or_else(|| choices.next().map(|list| self.pick(list).clone()))
    }

    /// A type that is allowed, rather one that the keywords are about.
    fn kind(&mut self, all: &[Place<'_>]) -> &'static str {
        let allows = |kind: &str, value: &Value| match value {
            Value::Array(kinds) => kinds.iter().any(|name| covers(name, kind)),
            name => covers(name, kind),
        };
        let is_allowed = |kind: &&&str| values(all, "type").all(|value| allows(kind, value));
        let allowed: Vec<&str> = TYPES.iter().filter(is_allowed).copied().collect();
        let keywords = all.iter().filter_map(|place| place.schema.as_object());
        let meant: Vec<&str> = keywords
            .flat_map(|schema| schema.keys())
            .filter_map(|keyword| subject(keyword))
            .filter(|kind| allowed.contains(kind))
            .collect();
        match (meant.is_empty(), allowed.is_empty()) {
            (false, _) if self.choose(4) < 3 => meant[self.choose(meant.len())],
            (_, false) => allowed[self.choose(allowed.len())],
            _ => TYPES[self.choose(TYPES.len())],
        }
    }

    fn number(&mut self, all: &[Place<'_>], integer: bool) -> Value {
        let fits = |number: &Value| {
            let number = number.as_f64().unwrap();
            let bound = |keyword, test: fn(f64, f64) -> bool| {
                values(all, keyword).all(|bound| test(number, bound.as_f64().unwrap()))
            };
            (!integer || number.fract() == 0.0)
                && bound("minimum", |number, bound| number >= bound)
                && bound("maximum", |number, bound| number <= bound)
                && bound("exclusiveMinimum", |number, bound| number > bound)
                && bound("exclusiveMaximum", |number, bound| number < bound)
                && bound("multipleOf", |number, step| (number / step).fract() == 0.0)
        };
        let (good, rest): (Vec<_>, Vec<_>) = numbers().into_iter().partition(fits);
        self.pick(if good.is_empty() { &rest } else { &good })
            .clone()
    }

    fn string(&mut self, all: &[Place<'_>]) -> Value {
        let fits = |text: &&str| {
            let length = text.chars().count() as u64;
            values(all, "minLength").all(|least| Some(length) >= least.as_u64())
                && values(all, "maxLength").all(|most| Some(length) <= most.as_u64())
                && values(all, "pattern").all(|pattern| matches(pattern.as_str().unwrap(), text))
        };
        let good: Vec<&str> = TEXTS.iter().copied().filter(fits).collect();
        json!(self.pick(if good.is_empty() { TEXTS } else { &good }))
    }

    fn array(&mut self, all: &[Place<'_>]) -> Value {
        let bound = |keyword| values(all, keyword).filter_map(Value::as_u64);
        let least = bound("minItems")
            .chain(bound("minContains"))
            .max()
            .unwrap_or(0);
        let most = bound("maxItems").min().unwrap_or(4).clamp(least, 6);
        let length = least + self.choose(usize::try_from(most - least).unwrap() + 1) as u64;
        let mut items = Vec::new();
        for index in 0..usize::try_from(length).unwrap() {
            let mut places = Vec::new();
            for place in all {
                let prefix = place
                    .schema
                    .get("prefixItems")
                    .and_then(|list| list.get(index));
                let rest = || {
                    place
                        .schema
                        .get("items")
                        .or(place.schema.get("unevaluatedItems"))
                };
                let contained = place
                    .schema
                    .get("contains")
                    .filter(|_| index == 0 || self.choose(2) == 0);
                places.extend(prefix.or_else(rest).map(|schema| place.below(schema)));
                places.extend(contained.map(|schema| place.below(schema)));
            }
            items.push(self.inner(places));
        }
        items.into()
    }

    fn object(&mut self, all: &[Place<'_>]) -> Value {
        let required = values(all, "required")
            .filter_map(Value::as_array)
            .flatten();
        let mut names: Vec<String> = required
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        for name in values(all, "properties")
            .filter_map(Value::as_object)
            .flat_map(Map::keys)
        {
            if self.choose(3) < 2 {
                names.push(name.clone());
            }
        }
        for pattern in values(all, "patternProperties")
            .filter_map(Value::as_object)
            .flat_map(Map::keys)
        {
            let texts: Vec<&str> = TEXTS
                .iter()
                .copied()
                .filter(|text| matches(pattern, text))
                .collect();
            names.push((*self.pick(&texts)).to_owned());
        }
        let least = values(all, "minProperties").filter_map(Value::as_u64).max();
        for _ in 0..self
            .choose(2)
            .max(usize::try_from(least.unwrap_or(0)).unwrap())
        {
            names.push((*self.pick(TEXTS)).to_owned());
        }
        let mut members = Map::new();
        for name in names {
            let places = all
                .iter()
                .flat_map(|place| for_member(*place, &name))
                .collect();
            let value = self.inner(places);
            members.insert(name, value);
        }
        members.into()
    }

    /// A value in another one, as long as there is fuel.
    fn inner(&mut self, places: Vec<Place<'_>>) -> Value {
        if self.fuel == 0 {
            return self.pick(&numbers()).clone();
        }
        self.fuel -= 1;
        self.build(places)
    }
}

/// The values of a keyword.
fn values<'s>(all: &[Place<'s>], keyword: &'static str) -> impl Iterator<Item = &'s Value> {
    let schemas: Vec<&Value> = all.iter().map(|place| place.schema).collect();
    schemas
        .into_iter()
        .filter_map(move |schema| schema.get(keyword))
}

/// The schemas that one schema has for a member.
fn for_member<'s>(place: Place<'s>, name: &str) -> Vec<Place<'s>> {
    let schema = place.schema;
    let own = schema.get("properties").and_then(|map| map.get(name));
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let patterns = patterns.into_iter().flatten();
    let by_pattern = patterns
        .filter(|(pattern, _)| matches(pattern, name))
        .map(|(_, schema)| schema);
    let mut found: Vec<&Value> = own.into_iter().chain(by_pattern).collect();
    if found.is_empty() {
        let rest = schema
            .get("additionalProperties")
            .or(schema.get("unevaluatedProperties"));
        found.extend(rest);
    }
    found
        .into_iter()
        .map(|schema| place.below(schema))
        .collect()
}

fn matches(pattern: &str, text: &str) -> bool {
    let (_, texts) = PATTERNS
        .iter()
        .find(|(other, _)| *other == pattern)
        .unwrap();
    texts.contains(&text)
}

/// Whether the name of a type covers a type.
fn covers(name: &Value, kind: &str) -> bool {
    name == kind || name == "number" && kind == "integer"
}

/// The type that a keyword is about.
fn subject(keyword: &str) -> Option<&'static str> {
    let of = |kind: &'static str, keywords: &[&str]| keywords.contains(&keyword).then_some(kind);
    let object = || {
        keyword.contains("ropert")
            || matches!(
                keyword,
                "required" | "dependentRequired" | "dependentSchemas"
            )
    };
    let array = || keyword.contains("tems") || keyword.contains("ontains");
    if object() {
        return Some("object");
    }
    if array() {
        return Some("array");
    }
    of("string", &["minLength", "maxLength", "pattern"]).or_else(|| {
        of(
            "number",
            &[
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
            ],
        )
    })
}
