//! From raw faults to units of output.

use super::super::finding::Finding;
use super::super::locate::{Located, locate};
use super::super::{Draft, Memo, Scene, Secrets, syntax, words};
use super::{OutputError, location};
use crate::engine::{Detail, Fault};
use crate::json::{Document, Irregularity};
use crate::options::Options;
use crate::program::{Check, Program};

/// A unit for each fault, those of branches that do not hold after the one that needs them, and for
/// each thing in the document that I-JSON forbids.
pub(crate) fn errors(
    program: &Program,
    document: Document<'_>,
    irregularities: &[Irregularity],
    faults: Vec<Fault>,
    options: &Options,
) -> Vec<OutputError> {
    let secrets = Secrets::of(program, document, options);
    let memo = Memo::new();
    let scene = Scene::new(program, document, &secrets, options, &memo);
    let mut flat = Vec::new();
    flatten(faults, &mut flat);
    let irregularities = &irregularities[..irregularities.len().min(options.max_violations)];
    let irregular = irregularities.iter().copied();
    let places = irregular.clone().map(|found| syntax::place(scene, found));
    let places = places.chain(flat.iter().map(|fault| scene.visible(fault.at)));
    let located = locate(document, places.collect());
    let units = irregular.map(|found| of_draft(syntax::irregular(scene, &located, found), None));
    let mut units: Vec<OutputError> = units.collect();
    units.extend(flat.into_iter().map(|fault| unit(scene, &located, fault)));
    units
}

/// Puts the faults of branches behind those that they belong to.
fn flatten(faults: Vec<Fault>, flat: &mut Vec<Fault>) {
    for mut fault in faults {
        let branches = match &mut fault.detail {
            Detail::Branches(branches) => std::mem::take(branches),
            _ => Vec::new(),
        };
        flat.push(fault);
        for branch in branches {
            flatten(branch, flat);
        }
    }
}

fn unit(scene: Scene<'_>, located: &Located, fault: Fault) -> OutputError {
    let parts = scene.parts;
    let keyword = fault.keyword.map(|keyword| parts.keyword(keyword));
    let name = keyword.map_or("", |keyword| parts.str(keyword.name));
    let absolute = location::absolute(parts, fault.node, name);
    let visible = scene.visible(fault.at);
    if visible != fault.at {
        // Words about the inside of a secret would tell of it.
        let whose = scene
            .name_of(visible)
            .map_or_else(|| "the value".to_owned(), |name| scene.name(name));
        return OutputError {
            keyword_location: location::evaluated(parts, fault.path(), name),
            absolute_keyword_location: Some(absolute),
            instance_location: located.pointer(scene, visible),
            error: format!("the secret value of {whose} is not what the schema asks for"),
        };
    }
    let finding = Finding {
        fault,
        misspelt: None,
        asked: None,
    };
    let mut draft = words::draft(scene, located, &finding);
    // The words are about the item that repeats another; the keyword was applied to the array.
    if keyword.is_some_and(|keyword| matches!(keyword.check, Check::UniqueItems))
        && let Some(end) = draft.instance_location.rfind('/')
    {
        draft.instance_location.truncate(end);
    }
    of_draft(draft, Some(absolute))
}

fn of_draft(draft: Draft, absolute: Option<String>) -> OutputError {
    OutputError {
        keyword_location: draft.keyword_location,
        absolute_keyword_location: absolute,
        instance_location: draft.instance_location,
        error: draft.message,
    }
}
