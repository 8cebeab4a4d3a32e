//! Final names: renames that the configuration asks for are applied, names that it does not ask for give way to them,
//! and renames that would not compile are reported.
//!
//! All types are planned before the first one is renamed. So the configuration calls each type by its planned name.

use std::collections::{BTreeSet, HashMap};

use super::model::{Definition, Kind, Model, Struct};
use super::names::{self, Names};
use super::options::Options;

/// Gives types, variants, builders and so many programs their final names. Returns a message for each rename that would not
/// compile.
pub(crate) fn settle(model: &mut Model, programs: usize, options: &Options) -> Vec<String> {
    let mut problems = Vec::new();
    for definition in &mut model.types {
        ask(definition, options, &mut problems);
    }
    let mut taken = Names::default();
    let types = model.types.iter();
    let written = types.filter(|definition| definition.replaced.is_none());
    let names = written.map(|definition| (&definition.name, &definition.planned_name));
    let aliases = model.roots.iter().filter_map(|root| root.alias.as_ref());
    let mut known: HashMap<&String, &String> = HashMap::new();
    for (name, planned) in names.chain(aliases.map(|name| (name, name))) {
        if let Some(other) = known.insert(name, planned) {
            problems.push(format!(
                "`{other}` and `{planned}` would both be called `{name}`"
            ));
        }
        taken.take(std::slice::from_ref(name));
    }
    // Programs and builders cannot be renamed, so they take what is left.
    model.owners = (0..programs)
        .map(|index| taken.take(&[format!("Schema{index}")]))
        .collect();
    for definition in &mut model.types {
        let has_builder = !options.without_builders
            && definition.place.is_some()
            && matches!(definition.kind, Kind::Struct(_));
        if has_builder && definition.replaced.is_none() {
            definition.builder = Some(taken.take(&[format!("{}Builder", definition.name)]));
        }
    }
    step_aside(model);
    problems
}

/// Applies what the configuration asks of one type and its variants.
fn ask(definition: &mut Definition, options: &Options, problems: &mut Vec<String>) {
    let planned = definition.planned_name.clone();
    definition.derives = options.derives(&planned);
    if let Some(escapes) = options.escapes(&planned) {
        definition.replaced.clone_from(&escapes.replaced);
        definition.attributes.clone_from(&escapes.attributes);
        if let Some(renamed) = &escapes.renamed {
            if names::is_taken(renamed) {
                problems.push(format!(
                    "`{planned}` cannot be called `{renamed}`: generated code means something else by that"
                ));
            }
            definition.name.clone_from(renamed);
        }
    }
    // The planned name of each variant, by its final one.
    let mut known: HashMap<String, String> = HashMap::new();
    let mut all = BTreeSet::new();
    for variant in variants(&mut definition.kind) {
        let before = variant.clone();
        let escapes = options.escapes(&format!("{planned}.{variant}"));
        if let Some(renamed) = escapes.and_then(|escapes| escapes.renamed.as_ref()) {
            variant.clone_from(renamed);
        }
        all.insert(before.clone());
        if let Some(other) = known.insert(variant.clone(), before.clone()) {
            problems.push(format!(
                "the variants `{other}` and `{before}` of `{planned}` would both be called `{variant}`"
            ));
        }
    }
    for name in options.escaped() {
        if let Some((ty, variant)) = name.split_once('.')
            && ty == planned
            && !all.contains(variant)
        {
            problems.push(format!("`{planned}` has no variant `{variant}`"));
        }
    }
}

fn variants(kind: &mut Kind) -> Vec<&mut String> {
    match kind {
        Kind::Strings(variants) => variants.iter_mut().map(|one| &mut one.name).collect(),
        Kind::Choice(variants) => variants.iter_mut().map(|one| &mut one.name).collect(),
        Kind::Group(group) => group.variants.iter_mut().map(|one| &mut one.name).collect(),
        _ => Vec::new(),
    }
}

/// Renames each field that has the name of a tuple struct. Generated code binds a member to a variable that is called
/// like the field, and a variable cannot have the name of a tuple struct. Only names in scripts without capital letters
/// can coincide so.
fn step_aside(model: &mut Model) {
    let types = model.types.iter();
    let values = types.filter(|one| matches!(one.kind, Kind::Newtype(_) | Kind::Wrapper(_)));
    let mut values: BTreeSet<String> = values.map(|one| one.name.clone()).collect();
    values.extend(model.owners.iter().cloned());
    for definition in &mut model.types {
        let Kind::Struct(object) = &mut definition.kind else {
            continue;
        };
        let mut taken = Names::default();
        for name in fields(object) {
            taken.take(std::slice::from_ref(name));
        }
        for name in fields(object) {
            while values.contains(name) {
                *name = taken.take(&[format!("{name}_")]);
            }
        }
    }
}

fn fields(object: &mut Struct) -> impl Iterator<Item = &mut String> {
    let fields = object.fields.iter_mut().map(|field| &mut field.name);
    let groups = object.groups.iter_mut().map(|group| &mut group.name);
    let rest = object.rest.iter_mut().map(|(name, _)| name);
    fields.chain(groups).chain(rest)
}
