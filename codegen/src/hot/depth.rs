//! How deep the engine goes where the code does.

use vouchsafe_core::json::DEFAULT_MAX_DEPTH;

use super::place::Place;

/// How deep the engine evaluates at most. What it gives up, generated code must not accept.
const EVALUATION_DEPTH: usize = 800;

/// Whether the engine would never give up where the code goes on.
pub(super) fn is_shallow(places: &[Place], depths: &[usize]) -> bool {
    let deepest = depths.iter().max().copied().unwrap_or(0);
    let mut sums = vec![Sum::Unknown; places.len()];
    let whole = sum(places, depths, (0, 0), &mut sums);
    // Places that come back to themselves do so as often as arrays and objects may nest.
    whole.unwrap_or((DEFAULT_MAX_DEPTH + 1) * deepest) <= EVALUATION_DEPTH
}

/// What is known of the greatest sum of depths from a place on.
#[derive(Clone, Copy)]
enum Sum {
    Unknown,
    /// It is being found out: whoever comes here again has gone in a circle.
    OnTheWay,
    Known(usize),
}

/// The greatest sum of depths on the way from a place inwards; `None` where it goes in a circle.
fn sum(
    places: &[Place],
    depths: &[usize],
    (at, level): (usize, usize),
    sums: &mut [Sum],
) -> Option<usize> {
    match sums[at] {
        Sum::Known(sum) => return Some(sum),
        Sum::OnTheWay => return None,
        Sum::Unknown if level > DEFAULT_MAX_DEPTH => return None,
        Sum::Unknown => sums[at] = Sum::OnTheWay,
    }
    let mut deepest = 0;
    for inner in places[at].inners() {
        deepest = deepest.max(sum(places, depths, (inner, level + 1), sums)?);
    }
    sums[at] = Sum::Known(deepest + depths[at]);
    Some(deepest + depths[at])
}
