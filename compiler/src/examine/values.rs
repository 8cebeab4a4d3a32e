//! Values that a schema holds and refuses: of `enum`, `const`, `default` and `examples`.

use vouchsafe_core::json::Value;
use vouchsafe_core::program::{Check, NodeId};
use vouchsafe_core::{Options, Program, Severity};

use super::Examiner;
use crate::codes;
use crate::diagnostic::Complaint;

/// How many steps the check of one value may take, beside those for its size.
const MOST_STEPS: u64 = 100_000;

pub(super) fn examine(examiner: &mut Examiner<'_>) {
    let mut parts = examiner.parts().clone();
    for node in examiner.nodes() {
        let values = values_of(examiner, node);
        if values.is_empty() || examiner.contradictory.contains(&node) {
            continue;
        }
        parts.root = node;
        let program = Program::from_parts(parts);
        for (keyword, value) in values {
            let Some(why) = refusal(&program, examiner.text(node, value)) else {
                continue;
            };
            let who = match keyword {
                "enum" | "const" => "the rest of the schema refuses a value of",
                _ => "the schema refuses its own",
            };
            let message = format!("{who} `{keyword}`: {why}");
            let complaint = Complaint::new(&codes::REFUSED_VALUE, message);
            examiner.complain_at(node, Some(value), complaint);
        }
        parts = program.into_parts();
    }
}

/// The values that a node holds, each with its keyword.
fn values_of<'a>(examiner: &Examiner<'a>, node: NodeId) -> Vec<(&'static str, Value<'a>)> {
    let checks = || examiner.checks(node);
    let mut values = Vec::new();
    let mut add = |keyword: &'static str, is_list: bool| {
        let Some(value) = examiner.value(node, keyword) else {
            return;
        };
        if is_list {
            values.extend(value.items().map(|item| (keyword, item)));
        } else {
            values.push((keyword, value));
        }
    };
    // Alone, a list of values refuses none of them.
    if checks().count() > 1 {
        if checks().any(|check| matches!(check, Check::Enum(_))) {
            add("enum", true);
        }
        if checks().any(|check| matches!(check, Check::Const(_))) {
            add("const", false);
        }
    }
    if checks().next().is_some() {
        add("default", false);
        add("examples", true);
    }
    values
}

/// Why a program refuses a value, if it does.
fn refusal(program: &Program, value: &[u8]) -> Option<String> {
    let options = Options::default().max_steps(MOST_STEPS);
    let report = program.check_with(value, &options).err()?;
    let first = report
        .iter()
        .find(|violation| violation.severity == Severity::Error)?;
    // What takes too long to decide is not known to be refused.
    if first.code.ends_with("-too-costly") {
        return None;
    }
    // The whole instance is no body here.
    let message = &first.message;
    let rest = message.strip_prefix("the body ");
    Some(rest.map_or_else(|| message.clone(), |rest| format!("the value {rest}")))
}
