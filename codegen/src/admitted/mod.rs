//! What values a schema admits, as far as a Rust type can be asked to hold them.
//!
//! Everything here errs towards more: a value that is not admitted may be taken for one that is (a
//! condition that only sometimes holds is left out of account), never the other way round.
//!
//! * [`Admitted`] is about one value: its types, ranges, strings, items.
//! * [`Object`] is about the members of an object, also where it is known what one of them is
//!   ([`Given`]), which is how the branches of a tagged union are told apart.
//! * [`branches`] are the alternatives of an untagged one.

mod demand;
mod given;
mod join;
mod object;
mod place;
mod restrict;

use std::collections::BTreeSet;

use vouchsafe_core::program::{Check, NodeId, Parts, Types};

pub use demand::Demand;
pub use given::Given;
pub use object::{Member, Object, members, members_of, requires_any};
pub(crate) use place::location_name;
pub use place::source_location;

use restrict::Restrict;

/// The values that a schema admits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Admitted {
    /// Their JSON types.
    pub types: Types,
    /// The least and greatest integer, where there are bounds that an `i128` holds.
    pub integers: (Option<i128>, Option<i128>),
    /// 0 is refused though it lies between the bounds.
    pub never_zero: bool,
    /// The strings, where they are listed.
    pub strings: Option<BTreeSet<String>>,
    /// The least and greatest number of characters of a string.
    pub characters: (u64, u64),
    /// The numbers that a string writes in digits, where it does nothing else.
    pub digits: Option<(u64, u64)>,
    /// The schema by which other types can be told to be of the same: where the schema is a
    /// reference, what it leads to; else its own location.
    pub schema: String,
    /// What the first items may be, where they have schemas of their own.
    pub prefix: Vec<Admitted>,
    /// What all others may be, where arrays are admitted and their items described.
    pub items: Option<Box<Admitted>>,
    /// The least and greatest number of items.
    pub counts: (u64, u64),
    /// No two items are equal.
    pub unique: bool,
    /// What the names of members may be, where something is said of them.
    pub names: Option<Box<Admitted>>,
    /// What the values of members may be that are not named.
    pub values: Option<Box<Admitted>>,
    /// Whether named members are described, so that a struct is the type to hold it.
    pub has_members: bool,
    /// What the value of any of them may be, without what is inside it, for a map to hold.
    pub any_named: Option<Box<Admitted>>,
    /// What is inside it was not looked at, for one because it is part of itself.
    pub recursive: bool,
}

/// The integer types of Rust, the smaller ones first.
const TYPES: [(&str, i128, i128); 9] = [
    ("u8", 0, u8::MAX as i128),
    ("i8", i8::MIN as i128, i8::MAX as i128),
    ("u16", 0, u16::MAX as i128),
    ("i16", i16::MIN as i128, i16::MAX as i128),
    ("u32", 0, u32::MAX as i128),
    ("i32", i32::MIN as i128, i32::MAX as i128),
    ("u64", 0, u64::MAX as i128),
    ("i64", i64::MIN as i128, i64::MAX as i128),
    ("i128", i128::MIN, i128::MAX),
];

impl Admitted {
    /// What the node admits.
    ///
    /// ```
    /// use vouchsafe_codegen::Admitted;
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let program = Compiler::new().compile(r#"{"type": "integer", "minimum": 30, "maximum": 900}"#)?;
    /// let admitted = Admitted::by(program.parts(), program.parts().root);
    /// assert_eq!(admitted.integers, (Some(30), Some(900)));
    /// assert_eq!(admitted.smallest_integer(), "u16");
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    pub fn by(parts: &Parts, node: NodeId) -> Self {
        Self::of(parts, &Demand::Node(node))
    }

    /// What satisfies the demand.
    pub fn of(parts: &Parts, demand: &Demand) -> Self {
        Restrict::new(parts).demand(demand)
    }

    /// The types of what satisfies the demand, without a look at what is inside arrays and objects.
    fn types_of(parts: &Parts, demand: &Demand) -> Types {
        Restrict::shallow(parts).demand(demand).types
    }

    /// What all of the nodes admit, without a look at what is inside arrays and objects.
    pub(crate) fn by_all(parts: &Parts, nodes: &[NodeId]) -> Self {
        let all = nodes.iter().map(|node| Demand::Node(*node));
        Restrict::shallow(parts).demand(&Demand::All(all.collect()))
    }

    fn anything(schema: String) -> Self {
        Self {
            types: Types::ALL,
            integers: (None, None),
            never_zero: false,
            strings: None,
            characters: (0, u64::MAX),
            digits: None,
            schema,
            prefix: Vec::new(),
            items: None,
            counts: (0, u64::MAX),
            unique: false,
            names: None,
            values: None,
            has_members: false,
            any_named: None,
            recursive: false,
        }
    }

    /// The least type of Rust that holds the integers.
    pub fn smallest_integer(&self) -> &'static str {
        smallest_integer(self.integers)
    }

    /// Whether integers are admitted and no other number is.
    pub fn is_integer(&self) -> bool {
        self.types.intersection(Types::NUMBER) == Types::INTEGER
    }

    /// Whether 0 is among the integers.
    pub fn admits_zero(&self) -> bool {
        let (low, high) = self.integers;
        !self.never_zero && low.is_none_or(|low| low <= 0) && high.is_none_or(|high| 0 <= high)
    }
}

/// The least integer type of Rust that holds a range; a side without a bound asks for 64 bits.
///
/// ```
/// assert_eq!(vouchsafe_codegen::smallest_integer((Some(0), Some(255))), "u8");
/// assert_eq!(vouchsafe_codegen::smallest_integer((None, Some(0))), "i64");
/// ```
pub fn smallest_integer((least, greatest): (Option<i128>, Option<i128>)) -> &'static str {
    let low = least.unwrap_or(i64::MIN.into());
    let high = greatest.unwrap_or(i64::MAX.into());
    let fits = TYPES
        .iter()
        .find(|(_, least, greatest)| *least <= low && high <= *greatest);
    fits.map_or("i128", |(name, ..)| name)
}

/// The alternatives that a schema consists of: the branches of its `anyOf` or `oneOf`, and of theirs;
/// a schema without branches is its own only one.
///
/// ```
/// use vouchsafe_codegen::branches;
/// use vouchsafe_compiler::Compiler;
///
/// let program = Compiler::new().compile(r#"{"anyOf": [{"type": "null"}, {"type": "string"}]}"#)?;
/// assert_eq!(branches(program.parts(), program.parts().root).len(), 2);
/// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
/// ```
pub fn branches(parts: &Parts, node: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    collect_branches(parts, node, &mut found, &mut Vec::new());
    found
}

fn collect_branches(parts: &Parts, node: NodeId, found: &mut Vec<NodeId>, path: &mut Vec<NodeId>) {
    if path.contains(&node) {
        return;
    }
    path.push(node);
    let union = |node: NodeId| {
        let mut keywords = parts.run(parts.node(node).keywords).iter();
        keywords.find_map(|keyword| match keyword.check {
            Check::AnyOf(nodes) | Check::OneOf(nodes) => Some(parts.run(nodes)),
            _ => None,
        })
    };
    // A branch that only refers to a schema keeps its own place, unless that one has branches.
    match union(node).or_else(|| union(parts.target(node))) {
        Some(nodes) => nodes
            .iter()
            .for_each(|node| collect_branches(parts, *node, found, path)),
        None => found.push(node),
    }
    path.pop();
}
