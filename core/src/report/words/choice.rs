//! Help where an object satisfies more than one alternative of those that exclude each other, and OpenAPI's
//! `discriminator` says which was meant.

use super::At;
use super::describe::name_of;
use crate::program::NodeId;
use crate::report::discriminator::Discriminator;
use crate::report::show;

/// What the discriminator says where more than one alternative holds: the values that it knows, or that the schemas of
/// the others do not refuse the value that chooses one.
pub(super) fn help(at: At<'_>, nodes: &[NodeId], held: &[NodeId]) -> Option<String> {
    /// The most values that are listed.
    const MOST: usize = 8;
    let scene = at.scene;
    let discriminator = Discriminator::of(scene, at.fault().node)?;
    let property = show::name(discriminator.property);
    let tag = scene
        .document
        .value(at.value())
        .member(discriminator.property)?;
    let text = tag.as_str()?.to_lossy();
    if let Some(chosen) = discriminator.choose(nodes, &text) {
        let chosen = nodes[chosen];
        return held.contains(&chosen).then(|| {
            let name = name_of(at, chosen);
            format!("{property} names {name}; a `const` for {property} in each alternative keeps them apart")
        });
    }
    let mut values = discriminator.values(nodes)?;
    let shown: Vec<String> = values
        .by_ref()
        .take(MOST)
        .map(|value| show::name(scene.parts.str(value)))
        .collect();
    let rest = values.count();
    let shown = match rest {
        0 => show::list(shown.into_iter(), "or"),
        rest => format!("{}, or one of {rest} more", shown.join(", ")),
    };
    Some(format!(
        "{property} names the alternative that is meant: write {shown}"
    ))
}
