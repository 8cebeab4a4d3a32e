//! What a value must satisfy, as schemas say it in different places.

use vouchsafe_core::program::NodeId;

/// The schemas that a value must satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Demand {
    /// This one.
    Node(NodeId),
    /// Each of these; where there are none, anything will do.
    All(Vec<Demand>),
    /// One of these at least.
    Any(Vec<Demand>),
}

impl Demand {
    /// Nothing is demanded.
    pub(super) const ANYTHING: Self = Self::All(Vec::new());

    pub(super) fn is_anything(&self) -> bool {
        matches!(self, Self::All(all) if all.is_empty())
    }

    /// Each of these.
    pub(super) fn all(demands: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for demand in demands {
            match demand {
                Self::All(more) => all.extend(more),
                other if !all.contains(&other) => all.push(other),
                _ => {}
            }
        }
        match <[Self; 1]>::try_from(all) {
            Ok([only]) => only,
            Err(all) => Self::All(all),
        }
    }

    /// One of these.
    pub(super) fn any(demands: impl IntoIterator<Item = Self>) -> Self {
        let mut any = Vec::new();
        for demand in demands {
            match demand {
                demand if demand.is_anything() => return Self::ANYTHING,
                Self::Any(more) => any.extend(more),
                other if !any.contains(&other) => any.push(other),
                _ => {}
            }
        }
        match <[Self; 1]>::try_from(any) {
            Ok([only]) => only,
            Err(any) => Self::Any(any),
        }
    }

    /// The first schema that it is made of.
    pub fn first(&self) -> Option<NodeId> {
        match self {
            Self::Node(node) => Some(*node),
            Self::All(demands) | Self::Any(demands) => demands.iter().find_map(Self::first),
        }
    }
}
