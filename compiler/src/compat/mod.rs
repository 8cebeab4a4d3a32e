//! Compares two schemas: what has changed, whom it breaks, and a value that shows it.
//!
//! ```text
//! old, new ─cover─▶ differences, both ways ─witness─▶ differences with values ─words─▶ changes
//! ```
//!
//! A change is breaking only if a value shows it that both programs have been asked about, and compatible only if a look
//! at each keyword proves it. Between the two it is undecided, and says so.

mod cover;
mod difference;
mod make;
mod mutate;
mod numbers;
mod patterns;
mod places;
mod side;
mod value;
mod witness;
mod words;

use vouchsafe_core::{Options, Program};

use difference::{Detail, Difference, Step};
pub(crate) use places::Origin;
pub use places::Place;
use side::{Demand, Side};
use witness::{Witness, witnesses};
use words::{Said, place};

/// What has changed between two schemas.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Comparison {
    /// The changes, in the order of the new schema.
    pub changes: Vec<Change>,
    /// Whether there are more than are told.
    pub truncated: bool,
}

/// Something that one of the schemas demands and the other does not, or otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What has changed, in words: lower case, no full stop.
    pub message: String,
    /// Where in a value: `task.topics[].name`; empty for the whole.
    pub place: String,
    /// The keyword, as the schemas spell it.
    pub keyword: String,
    /// Where the old schema says so, or what it says of the place.
    pub old: Option<Place>,
    /// Where the new schema says so, or what it says of the place.
    pub new: Option<Place>,
    /// What becomes of values that the old schema accepts.
    pub backward: Effect,
    /// What becomes, by the old schema, of values that the new one accepts.
    pub forward: Effect,
}

/// What a change does to the values that one of the schemas accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// The other schema accepts them as well, which is proven.
    Compatible,
    /// The other schema refuses some.
    Breaking {
        /// One that is refused, as JSON: made up, and tried on both. The values of secrets in it are stars.
        witness: String,
    },
    /// Nobody knows: no proof and no value was found.
    Undecided,
}

impl Comparison {
    /// Whether the new schema is proven to accept all that the old one accepts.
    pub fn is_backward_compatible(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.backward == Effect::Compatible)
    }

    /// Whether the old schema is proven to accept all that the new one accepts.
    pub fn is_forward_compatible(&self) -> bool {
        self.changes
            .iter()
            .all(|change| change.forward == Effect::Compatible)
    }
}

/// Compares two schemas, each with where it comes from.
pub(crate) fn compare(old: (&Program, Origin<'_>), new: (&Program, Origin<'_>)) -> Comparison {
    let [old_side, new_side] = [Side::new(old.0, old.1), Side::new(new.0, new.1)];
    if old.1.is_same(&new.1) && old_side.root() == new_side.root() {
        return Comparison {
            changes: Vec::new(),
            truncated: false,
        };
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut truncated = false;
    for (direction, from, to) in [
        (Direction::Backward, &old_side, &new_side),
        (Direction::Forward, &new_side, &old_side),
    ] {
        let differences = cover::differences(from, to);
        truncated |= differences.len() >= cover::MOST_FOUND;
        let (found, other) = witnesses(from, to, &differences);
        for (difference, witness) in differences.into_iter().zip(found) {
            let name = to
                .parts
                .str(to.parts.keyword(difference.demand.keyword).name)
                .to_owned();
            let witness = witness.map(|witness| shown(&witness, from, to));
            add(&mut rows, direction, difference, name, witness);
        }
        if let Some(witness) = other {
            show_by_another(&mut rows, direction, shown(&witness, from, to));
        }
    }
    let mut rows = without_rounds(rows);
    for side in [&old_side, &new_side] {
        side.refill();
    }
    rows.sort_by(|left, right| {
        (&left.path, &left.keyword, &left.detail).cmp(&(&right.path, &right.keyword, &right.detail))
    });
    let changes = rows.into_iter().map(|row| row.change(&old_side, &new_side));
    Comparison {
        changes: changes.collect(),
        truncated,
    }
}

/// Tells what has changed in a recursive schema once: at the outermost of its places.
fn without_rounds(rows: Vec<Row>) -> Vec<Row> {
    let keyword = |ends: &Ends| ends.demand.map(|demand| demand.keyword);
    let mut rows = rows;
    rows.sort_by_key(|row| (keyword(&row.old), keyword(&row.new), row.path.len()));
    let mut kept: Vec<Row> = Vec::new();
    // Where those of the same keywords begin.
    let mut first = 0;
    for row in rows {
        let same = |other: &Row| {
            (keyword(&other.old), keyword(&other.new)) == (keyword(&row.old), keyword(&row.new))
        };
        if !kept.get(first).is_some_and(same) {
            first = kept.len();
        }
        let is_round = |other: &&mut Row| {
            other.detail == row.detail
                && other.keyword == row.keyword
                && other.path.len() < row.path.len()
                && row.path.ends_with(&other.path)
        };
        match kept[first..].iter_mut().find(is_round) {
            Some(outer) => {
                // A value that shows it inside shows it as well.
                for (own, further) in [
                    (&mut outer.backward, row.backward),
                    (&mut outer.forward, row.forward),
                ] {
                    if *own == Effect::Undecided && further != Effect::Compatible {
                        *own = further;
                    }
                }
            }
            None => kept.push(row),
        }
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Backward,
    Forward,
}

/// A change before it has words.
struct Row {
    path: Vec<Step>,
    keyword: String,
    detail: Detail,
    old: Ends,
    new: Ends,
    backward: Effect,
    forward: Effect,
}

/// What one of the schemas says: a keyword, or the schemas of the place.
#[derive(Default, Clone)]
struct Ends {
    demand: Option<Demand>,
    nodes: Vec<vouchsafe_core::program::NodeId>,
}

fn add(
    rows: &mut Vec<Row>,
    direction: Direction,
    difference: Difference,
    keyword: String,
    witness: Option<String>,
) {
    let effect = witness.map_or(Effect::Undecided, |witness| Effect::Breaking { witness });
    let Difference {
        path,
        demand,
        others: _,
        detail,
        given,
        counterpart,
    } = difference;
    let demands = Ends {
        demand: Some(demand),
        nodes: vec![demand.node],
    };
    let given = Ends {
        demand: counterpart,
        nodes: given,
    };
    let is_same =
        |row: &&mut Row| row.path == path && row.keyword == keyword && row.detail == detail;
    if let Some(row) = rows.iter_mut().find(is_same) {
        let own = match direction {
            Direction::Backward => &mut row.backward,
            Direction::Forward => &mut row.forward,
        };
        if !matches!(own, Effect::Breaking { .. }) {
            *own = effect;
        }
        return;
    }
    let (old, new, backward, forward) = match direction {
        Direction::Backward => (given, demands, effect, Effect::Compatible),
        Direction::Forward => (demands, given, Effect::Compatible, effect),
    };
    rows.push(Row {
        path,
        keyword,
        detail,
        old,
        new,
        backward,
        forward,
    });
}

/// A witness as it may be shown: it may be made of values that a schema has for a secret.
fn shown(witness: &Witness, from: &Side<'_>, to: &Side<'_>) -> String {
    let text = witness.value.to_string();
    let options = Options::default();
    let mut report = from.program.secrets(text.as_bytes(), &options);
    report.merge(to.program.secrets(text.as_bytes(), &options));
    report.masked(text.as_bytes())
}

/// A value shows that something is broken, but not by which keyword: by the first that is undecided.
fn show_by_another(rows: &mut [Row], direction: Direction, witness: String) {
    let mut effects = rows.iter_mut().map(|row| match direction {
        Direction::Backward => &mut row.backward,
        Direction::Forward => &mut row.forward,
    });
    if let Some(effect) = effects.find(|effect| **effect == Effect::Undecided) {
        *effect = Effect::Breaking { witness };
    }
}

impl Row {
    fn change(self, old: &Side<'_>, new: &Side<'_>) -> Change {
        let said = Said {
            path: &self.path,
            detail: &self.detail,
            old: (old, self.old.demand),
            new: (new, self.new.demand),
            narrows: self.backward != Effect::Compatible,
            moved: match (self.old.demand, self.new.demand) {
                (Some(demand), None) => new.combinator_with(&self.new.nodes, old.name_of(demand)),
                (None, Some(demand)) => old.combinator_with(&self.old.nodes, new.name_of(demand)),
                _ => None,
            },
        };
        let message = said.words();
        let find = |side: &Side<'_>, ends: &Ends| {
            side.origin
                .place(side.parts, ends.demand, &ends.nodes, &self.detail)
        };
        Change {
            message,
            place: place(&self.path),
            old: find(old, &self.old),
            new: find(new, &self.new),
            keyword: self.keyword,
            backward: self.backward,
            forward: self.forward,
        }
    }
}
