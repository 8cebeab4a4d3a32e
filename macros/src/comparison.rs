//! What only the compiler can compare, since it takes the types behind names: the work that `check`
//! leaves to `emit`.

use proc_macro2::Span;
use vouchsafe_codegen::Admitted;

use crate::input::Place;

/// A comparison of a type with the schema, as a constant expression that fails.
pub(crate) struct Comparison {
    /// Where a mismatch is reported.
    pub(crate) span: Span,
    pub(crate) test: Test,
}

/// What is compared.
pub(crate) enum Test {
    /// The type of a field, with a member.
    Member {
        place: Place,
        expectation: Expectation,
        required: bool,
        default: bool,
    },
    /// A type, with a value that is always there.
    Value {
        place: Place,
        expectation: Expectation,
    },
    /// A flattened type, with the members that no field has by name.
    Flattened {
        place: Place,
        members: Vec<Expected>,
        /// What further members may be, where there may be some.
        others: Option<Expectation>,
        /// The names that fields have.
        own: Vec<String>,
        /// The other flattened types.
        beside: Vec<Place>,
        subject: String,
    },
    /// Flattened types, of which one must have each of these members.
    Covered {
        flattened: Vec<Place>,
        members: Vec<Expected>,
    },
    /// The variants of a union, of which one must hold this branch.
    Union {
        variants: Vec<Shape>,
        expectation: Expectation,
    },
}

/// A shape of which the compiler knows the details.
#[derive(Clone)]
pub(crate) enum Shape {
    /// `null`
    Null,
    Of(Place),
    Tuple(Vec<Place>),
}

/// What a schema admits, and how messages call it.
pub(crate) struct Expectation {
    /// `file:line:column`, and what is described there.
    pub(crate) subject: String,
    pub(crate) admitted: Admitted,
}

/// A member that a schema names.
pub(crate) struct Expected {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) value: Expectation,
    /// What is said where no field takes it.
    pub(crate) missing: String,
}

impl Test {
    /// The types that it mentions.
    pub(crate) fn places(&self) -> Vec<&Place> {
        match self {
            Self::Member { place, .. } | Self::Value { place, .. } => vec![place],
            Self::Flattened { place, beside, .. } => std::iter::once(place).chain(beside).collect(),
            Self::Covered { flattened, .. } => flattened.iter().collect(),
            Self::Union { variants, .. } => variants.iter().flat_map(Shape::places).collect(),
        }
    }

    /// Whether it is known only where the type is used, as it mentions a parameter.
    pub(crate) fn is_generic(&self) -> bool {
        self.places().iter().any(|place| place.generic)
    }
}

impl Shape {
    fn places(&self) -> &[Place] {
        match self {
            Self::Null => &[],
            Self::Of(place) => std::slice::from_ref(place),
            Self::Tuple(places) => places,
        }
    }
}
