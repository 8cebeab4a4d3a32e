//! Which operation a request is meant for.

use std::sync::Arc;

use vouchsafe::{Report, Severity, codes};

use super::template::{Fit, Template, begins_with};
use super::{Recorded, Traced};
use crate::target::Known;

fn fit<'k>(known: &'k Known, path: &Traced) -> Option<Fit<'k>> {
    let template = Template {
        path: &known.template,
        bases: &known.base_paths,
    };
    template.fit(path)
}

/// The operation that a request is meant for, and the parameters of its path.
pub(super) fn operation<'k>(
    recorded: &Recorded,
    known: &'k [Arc<Known>],
) -> Option<(&'k Known, Vec<(&'k str, Traced)>)> {
    let same_method = known.iter().filter(|known| known.method == recorded.method);
    let matching = same_method.filter_map(|known| Some((&**known, fit(known, &recorded.path)?)));
    // Of two that fit, the one that says more.
    let best = matching.max_by(|(_, left), (_, right)| left.rank.cmp(&right.rank));
    best.map(|(known, fit)| (known, fit.parameters))
}

/// That no operation has the method and the path of a request.
pub(super) fn unknown(recorded: &Recorded, source: &str, known: &[Arc<Known>]) -> Report {
    let other = known
        .iter()
        .find(|known| fit(known, &recorded.path).is_some());
    let (message, help) = match other {
        Some(other) => (
            format!("`{}` is no method of this path", recorded.method),
            Some(format!("`{}` has the method `{}`", other.id, other.method)),
        ),
        None => (
            "no known operation has this path, so the request is not checked".to_owned(),
            Some(elsewhere(&recorded.path, known)),
        ),
    };
    Report::of_finding(
        (&codes::UNKNOWN_OPERATION, Severity::Warning),
        &message,
        help,
        source.as_bytes(),
        recorded.path.span(),
    )
}

/// What to do about a path that nothing known has.
fn elsewhere(path: &Traced, known: &[Arc<Known>]) -> String {
    let mut bases: Vec<&str> = Vec::new();
    for base in known.iter().flat_map(|known| &known.base_paths) {
        if !bases.contains(&&**base) {
            bases.push(base);
        }
    }
    if bases.is_empty() {
        "give `--openapi FILE`, or `--operation ID`".to_owned()
    } else if bases.iter().any(|base| begins_with(path, base)) {
        "`vouchsafe operations --openapi FILE` lists those that are known".to_owned()
    } else {
        let bases = bases.join("`, `");
        format!("the servers of the document have the paths `{bases}`")
    }
}
