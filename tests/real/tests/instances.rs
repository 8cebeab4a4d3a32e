//! The instances of SchemaStore's `test` and `negative_test` folders, through the types of their schemas.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test fails loudly and says what it did"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use vouchsafe_real::{IS_SAMPLE, Outcome, REFUSED, STORE, cases};

/// A list of what differs is long enough with so many.
const MOST: usize = 20;

fn main() {
    let is_absent = cases().is_empty() && REFUSED.is_empty();
    let name = if is_absent {
        "instances_come_back_as_they_went (needs ../shared/schemastore)"
    } else {
        "instances_come_back_as_they_went"
    };
    let trial = Trial::test(name, instances_come_back_as_they_went).with_ignored_flag(is_absent);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit();
}

fn instances_come_back_as_they_went() -> Result<(), Failed> {
    let (mut accepted, mut refused) = (0, 0);
    let mut problems = Vec::new();
    for case in cases() {
        for folder in ["test", "negative_test"] {
            let folder = Path::new(STORE).join(folder).join(case.name);
            let Ok(entries) = fs::read_dir(&folder) else {
                continue;
            };
            for entry in entries {
                let path = entry.unwrap().path();
                if path.extension().is_none_or(|extension| extension != "json") {
                    continue;
                }
                let text = fs::read(&path).unwrap();
                let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
                let is_valid = (case.is_valid)(text);
                let problem = match (case.run)(text) {
                    Outcome::Same(again) if is_valid => {
                        accepted += 1;
                        difference(text, &again)
                    }
                    Outcome::Refused(_) if !is_valid => {
                        refused += 1;
                        None
                    }
                    Outcome::Same(_) => {
                        Some("the types accept what the validator refuses".to_owned())
                    }
                    Outcome::Refused(report) => Some(format!("the validator accepts it: {report}")),
                    Outcome::Lost(words) => Some(words),
                };
                problems.extend(problem.map(|words| format!("{}: {words}", path.display())));
            }
        }
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, words) in REFUSED {
        *reasons
            .entry(words.lines().next().unwrap_or_default())
            .or_default() += 1;
    }
    eprintln!(
        "{} schemas with types, {} without: {accepted} instances come back, {refused} are refused",
        cases().len(),
        REFUSED.len()
    );
    for (reason, count) in reasons {
        eprintln!("  {count} × {reason}");
    }
    // The sample has no schema without types; what is refused of all schemas is listed above.
    if IS_SAMPLE && !REFUSED.is_empty() {
        return Err(format!("refused: {REFUSED:?}").into());
    }
    if accepted == 0 {
        return Err("a test needs something to accept".into());
    }
    if !problems.is_empty() {
        let shown = &problems[..problems.len().min(MOST)];
        return Err(format!("{} problems:\n{}", problems.len(), shown.join("\n")).into());
    }
    Ok(())
}

/// Where a value is another one than before.
fn difference(before: &[u8], after: &[u8]) -> Option<String> {
    let (before, after): (Value, Value) = (
        serde_json::from_slice(before).ok()?,
        serde_json::from_slice(after).ok()?,
    );
    differs(&before, &after, "")
}

fn differs(before: &Value, after: &Value, at: &str) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            if before.len() != after.len() {
                return Some(format!(
                    "`{at}` had {} members and has {}",
                    before.len(),
                    after.len()
                ));
            }
            before.iter().find_map(|(name, value)| {
                let at = format!("{at}/{name}");
                match after.get(name) {
                    Some(after) => differs(value, after, &at),
                    None => Some(format!("`{at}` is lost")),
                }
            })
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let mut pairs = before.iter().zip(after).enumerate();
            pairs.find_map(|(index, (before, after))| {
                differs(before, after, &format!("{at}/{index}"))
            })
        }
        // `300` and `300.0` are one number.
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => None,
        _ if before == after => None,
        _ => Some(format!("`{at}` is another value")),
    }
}
