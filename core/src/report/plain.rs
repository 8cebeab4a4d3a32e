//! Faults without words where all of them are plain: keywords that can fail in one way only. Most of them are settled
//! by themselves; what else is among them takes more.

use super::finding::Finding;
use super::likeness::implies;
use super::sight::Sight;
use super::{Fault, Faults, Memo, Omitted, Scene, Secrets, words};
use crate::engine::{self, Plain, PlainWay};
use crate::json::{Document, Kind};
use crate::options::Options;
use crate::program::{Check, Parts, Program};
use crate::sort;

/// The faults, in any order, as they are told; `None` where one may hide another, or lies inside a secret.
pub(crate) fn plain_faults(
    program: &Program,
    document: Document<'_>,
    found: &mut [Plain],
    options: &Options,
) -> Option<Faults> {
    if !options.hidden.is_empty() {
        return None;
    }
    let parts = program.parts();
    let (secrets, memo) = (Secrets::default(), Memo::new());
    let scene = Scene::new(program, document, &secrets, options, &memo);
    let mut sight = if parts.flags.secrets {
        Some(Sight::new(program, document)?)
    } else {
        None
    };
    // Values stand on the tape as they do in the input.
    sort::by_key(found, |plain| plain.at);
    let mut faults: Vec<Fault> = Vec::with_capacity(found.len());
    for same_value in found.chunk_by(|plain, other| plain.at == other.at) {
        let at = same_value.first()?.at;
        if let Some(sight) = &mut sight
            && !sight.reaches(at)
        {
            return None;
        }
        let is_alone = same_value.len() == 1 && document.entry(at).kind != Kind::Null;
        let (span, before) = (document.span(at), faults.len());
        for (index, plain) in same_value.iter().enumerate() {
            // From a wrong value there may follow what else is said of it.
            if !is_alone && is_wrong_value(parts, plain) {
                return None;
            }
            let code = code(scene, plain);
            let mut others = same_value[..index].iter();
            match others.find(|other| says_same(parts, plain, other)) {
                None => faults.push(Fault { code, span }),
                Some(other)
                    if self::code(scene, other) == code && says_all(scene, plain, other) => {}
                Some(_) => return None,
            }
        }
        if !is_alone {
            sort::by_key(&mut faults[before..], |fault| fault.code);
        }
    }
    Some(Faults::new(faults, Omitted::NOTHING))
}

fn code(scene: Scene<'_>, plain: &Plain) -> &'static str {
    words::code_of_fault(scene, &engine::Fault::from(*plain))
}

/// Whether each of two faults of the same keyword says all that the other says.
fn says_all(scene: Scene<'_>, plain: &Plain, other: &Plain) -> bool {
    let finding = |plain: &Plain| Finding {
        fault: engine::Fault::from(*plain),
        misspelt: None,
        asked: None,
    };
    let (finding, other) = (finding(plain), finding(other));
    !finding.wanted(scene.parts).is_empty()
        || implies(scene, &finding, &other) && implies(scene, &other, &finding)
}

fn is_wrong_value(parts: &Parts, plain: &Plain) -> bool {
    matches!(
        parts.keyword(plain.keyword).check,
        Check::Type(_) | Check::Never | Check::Enum(_) | Check::Const(_)
    )
}

/// Whether one of two faults at the same value repeats the other.
fn says_same(parts: &Parts, plain: &Plain, other: &Plain) -> bool {
    let keyword = |plain: &Plain| parts.bytes(parts.keyword(plain.keyword).name);
    let missing = |plain: &Plain| match plain.way {
        PlainWay::Missing(slot) => Some(parts.name(parts.node(plain.node), slot)),
        PlainWay::One | PlainWay::Several => None,
    };
    keyword(plain) == keyword(other) && missing(plain) == missing(other)
}
