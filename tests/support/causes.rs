//! What a report must say, held against the list of every keyword that fails: no fault is passed over unless one
//! that is told implies it, and what is surely mended is mended.

use serde_json::{Value, json};
use vouchsafe::{Applicability, OutputFormat, Program, Report, Warnings};

use super::refs::ROOT;

/// One fault, as both lists name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    /// The evaluation path of the keyword.
    path: String,
    /// The keyword in its schema.
    absolute: String,
    /// The place in the instance.
    at: String,
    message: String,
    code: String,
    help: String,
}

impl Told {
    fn keyword(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// What the keyword demands.
    fn demand<'s>(&self, schema: &'s Value) -> Option<&'s Value> {
        let (uri, pointer) = self.absolute.split_once('#')?;
        let resource = if uri == ROOT {
            schema
        } else {
            &schema["$defs"]["list"]
        };
        resource.pointer(&decoded(pointer))
    }
}

/// A fragment without its percent-encoding.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let [first, others @ ..] = rest {
        let digits = (*first == b'%').then(|| std::str::from_utf8(&others[..2]).unwrap());
        bytes.push(digits.map_or(*first, |digits| u8::from_str_radix(digits, 16).unwrap()));
        rest = if digits.is_some() {
            &others[2..]
        } else {
            others
        };
    }
    String::from_utf8(bytes).unwrap()
}

fn report(program: &Program, text: &str) -> Report {
    let result = program.check(text.as_bytes());
    result.map_or_else(|report| report, Warnings::into_report)
}

fn told(report: &Report) -> Vec<Told> {
    let errors = report.errors();
    errors
        .map(|error| Told {
            path: error.keyword_location.clone(),
            absolute: error.absolute_keyword_location.clone(),
            at: error.instance_location.clone(),
            message: error.message.clone(),
            code: error.code.to_string(),
            help: error.help.clone().unwrap_or_default(),
        })
        .collect()
}

/// Every keyword that fails.
fn every(program: &Program, text: &str) -> Vec<Told> {
    let output = program.output(text.as_bytes(), OutputFormat::Basic);
    let units = output.errors().iter().map(|unit| Told {
        path: unit.keyword_location.clone(),
        absolute: unit.absolute_keyword_location.clone().unwrap_or_default(),
        at: unit.instance_location.clone(),
        message: unit.error.clone(),
        code: String::new(),
        help: String::new(),
    });
    units.collect()
}

/// Whether a fault lies in an alternative, which need not be the one that was meant.
fn is_in_alternative(told: &Told) -> bool {
    let inner = ["/anyOf/", "/oneOf/", "/not/", "/if/"];
    inner.iter().any(|word| told.path.contains(word))
}

fn is_below(at: &str, above: &str) -> bool {
    let rest = at.strip_prefix(above);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a fault is implied, or all faults of one of the alternatives that it is about.
fn is_said(fault: &Told, every: &[Told], told: &[Told], about: (&Value, &Value)) -> bool {
    let of_branch = |branch: usize| {
        let path = format!("{}/{branch}", fault.path);
        let faults = every.iter();
        faults.filter(move |other| is_below(&other.path, &path) && is_below(&other.at, &fault.at))
    };
    is_implied(fault, told, about.0, about.1)
        || matches!(fault.keyword(), "anyOf" | "oneOf")
            && (0..4).any(|branch| {
                of_branch(branch).next().is_some()
                    && of_branch(branch).all(|fault| is_said(fault, every, told, about))
            })
}

/// Whether one of the faults that are told implies another.
fn is_implied(fault: &Told, told: &[Told], schema: &Value, instance: &Value) -> bool {
    told.iter().any(|other| {
        let same_place = other.at == fault.at;
        // It is told.
        same_place && other.path == fault.path && other.message == fault.message
            // The report names the item that repeats another.
            || other.path == fault.path
                && other.keyword() == "uniqueItems"
                && is_below(&other.at, &fault.at)
            // A value of the wrong type has one fault, and so has what is in it.
            || other.code == "wrong-type" && is_below(&fault.at, &other.at)
            // Nothing may be there, which one keyword says as well as another.
            || same_place && is_refusal(other, schema) && is_refusal(fault, schema)
            || same_place && is_stricter(other, fault, schema)
            || same_place && values_meet(other, fault, schema)
            || is_unevaluated_for(fault, other)
            // Of alternatives the one is told that was meant.
            || matches!(fault.keyword(), "anyOf" | "oneOf")
                && is_below(&other.path, &fault.path)
                && is_below(&other.at, &fault.at)
            // The unknown member is named as the one that is missing, misspelt.
            || names_slip(fault, other)
            // A `null` that is refused is not also refused for being there.
            || matches!(fault.keyword(), "not" | "oneOf")
                && other.code == "wrong-type"
                && is_below(&other.at, &fault.at)
                && instance.pointer(&other.at) == Some(&Value::Null)
    })
}

fn is_refusal(fault: &Told, schema: &Value) -> bool {
    fault.demand(schema) == Some(&Value::Bool(false))
}

/// Whether what meets one demand meets the other, of the same keyword.
fn is_stricter(one: &Told, other: &Told, schema: &Value) -> bool {
    let (Some(strict), Some(loose)) = (one.demand(schema), other.demand(schema)) else {
        return false;
    };
    if one.keyword() != other.keyword() {
        let values = |keyword: &str| matches!(keyword, "const" | "enum");
        return values(one.keyword()) && values(other.keyword()) && {
            let list = |told: &Told, demand: &Value| match told.keyword() {
                "enum" => demand.as_array().cloned().unwrap_or_default(),
                _ => vec![demand.clone()],
            };
            let loose = list(other, loose);
            list(one, strict).iter().all(|value| loose.contains(value))
        };
    }
    let numbers = || Some((strict.as_f64()?, loose.as_f64()?));
    match one.keyword() {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
            numbers().is_some_and(|(strict, loose)| strict >= loose)
        }
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
            numbers().is_some_and(|(strict, loose)| strict <= loose)
        }
        "multipleOf" => {
            numbers().is_some_and(|(strict, loose)| strict.to_bits() == loose.to_bits())
        }
        "required" | "dependentRequired" => {
            let what = |told: &Told| told.message.split(" because ").next().map(str::to_owned);
            what(one) == what(other)
        }
        "enum" => {
            let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
            list(strict).iter().all(|value| list(loose).contains(value))
        }
        _ => normal(strict) == normal(loose),
    }
}

/// A schema in the one of several forms that mean the same.
fn normal(schema: &Value) -> Value {
    match schema {
        Value::Object(members) if members.is_empty() => Value::Bool(true),
        Value::Object(members) => {
            let mut members: serde_json::Map<_, _> = members
                .iter()
                .filter(|(name, _)| !name.starts_with('$') || name.ends_with("ef"))
                .map(|(name, value)| (name.clone(), normal(value)))
                .collect();
            if let Some(value) = members.remove("const") {
                members.insert("enum".to_owned(), json!([value]));
            }
            if members.is_empty() {
                return Value::Bool(true);
            }
            Value::Object(members)
        }
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Number(number) => json!(number.as_f64()),
        _ => schema.clone(),
    }
}

/// Whether each value that one keyword lists meets the bound that the other sets.
fn values_meet(one: &Told, bound: &Told, schema: &Value) -> bool {
    let bounds = [
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ];
    let (Some(listed), Some(demand)) = (one.demand(schema), bound.demand(schema)) else {
        return false;
    };
    let values = match (one.keyword(), listed) {
        ("enum", Value::Array(values)) => values.clone(),
        ("const", value) => vec![value.clone()],
        _ => return false,
    };
    // Of alternatives a bound may have been told as well, were it not for the values.
    let is_choice = matches!(bound.keyword(), "anyOf" | "oneOf")
        && !demand.to_string().contains("Ref\"")
        && !demand.to_string().contains("$ref");
    (is_choice || bounds.contains(&bound.keyword())) && {
        let validator = jsonschema::validator_for(&json!({ bound.keyword(): demand })).unwrap();
        values.iter().all(|value| validator.is_valid(value))
    }
}

/// Whether a value is unevaluated because a subschema fails beside the keyword, at the same object or array.
fn is_unevaluated_for(fault: &Told, cause: &Told) -> bool {
    let applicators = [
        "allOf",
        "anyOf",
        "oneOf",
        "$ref",
        "$dynamicRef",
        "then",
        "else",
        "dependentSchemas",
    ];
    ["unevaluatedProperties", "unevaluatedItems"]
        .iter()
        .any(|keyword| {
            fault.path.match_indices(keyword).any(|(start, _)| {
                let beside = &fault.path[..start];
                let is_beside = applicators
                    .iter()
                    .any(|word| is_below(&cause.path, &format!("{beside}{word}")));
                // The object is one of those around the value.
                let mut around = fault.at.match_indices('/').map(|(end, _)| &fault.at[..end]);
                is_beside && around.any(|object| is_below(&cause.at, object))
            })
        })
}

fn names_slip(fault: &Told, missing: &Told) -> bool {
    let Some((object, name)) = fault.at.rsplit_once('/') else {
        return false;
    };
    missing.code == "missing-member"
        && missing.at == object
        && missing.help.starts_with(&format!("rename `{name}` to "))
}

/// Holds a report against everything that fails.
///
/// # Errors
/// What does not hold.
pub(crate) fn nothing_is_passed_over(
    program: &Program,
    schema: &Value,
    instance: &Value,
) -> Result<(), String> {
    let text = instance.to_string();
    let report = report(program, &text);
    if report.is_truncated() {
        return Ok(());
    }
    let told = told(&report);
    let every = every(program, &text);
    for fault in every.iter().filter(|fault| !is_in_alternative(fault)) {
        // The same keyword may be reached by several ways.
        let mut same = every
            .iter()
            .filter(|other| (&other.absolute, &other.at) == (&fault.absolute, &fault.at));
        if !same.any(|fault| is_said(fault, &every, &told, (schema, instance))) {
            return Err(format!(
                "not told: {fault:#?}\namong {told:#?}\n{schema}\n{text}"
            ));
        }
    }
    // Whoever wants no words hears of the same.
    let faults = program.faults(text.as_bytes());
    let mut codes: Vec<&str> = faults.iter().map(|fault| fault.code).collect();
    let mut worded: Vec<&str> = told.iter().map(|told| &*told.code).collect();
    codes.sort_unstable();
    worded.sort_unstable();
    if codes == worded {
        Ok(())
    } else {
        Err(format!("{codes:?}, worded {worded:?}\n{schema}\n{text}"))
    }
}

/// Follows what a report is sure of: no fault is new, and where everything had a mend the text is valid. Whether
/// anything was followed.
///
/// # Errors
/// What does not hold.
pub(crate) fn what_is_sure_comes_true(
    program: &Program,
    schema: &Value,
    text: &str,
) -> Result<bool, String> {
    let before = report(program, text);
    let fixed = before.fixed(text.as_bytes(), Applicability::MachineApplicable);
    if fixed.count == 0 {
        return Ok(false);
    }
    let mended = String::from_utf8(fixed.text).unwrap();
    let after = report(program, &mended);
    let wrong = |what: &str| {
        Err(format!(
            "{what}\n{before}\nand then\n{after}\n{schema}\n{text}\n{mended}"
        ))
    };
    let (old, new) = (told(&before), told(&after));
    let is_old = |fault: &&Told| {
        old.iter()
            .any(|other| (&other.path, &other.at) == (&fault.path, &fault.at))
    };
    if let Some(fault) = new.iter().find(|fault| !is_old(fault)) {
        return wrong(&format!("new: {fault:?}"));
    }
    if new.len() >= old.len() {
        return wrong("nothing is mended");
    }
    if fixed.count == old.len() && !new.is_empty() {
        return wrong("everything had a mend");
    }
    Ok(true)
}
