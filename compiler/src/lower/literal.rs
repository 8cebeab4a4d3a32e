//! Values of the schema as literals of the program.

use vouchsafe_core::json::{Kind, Value};
use vouchsafe_core::program::{Literal, LiteralMember, Number, Run};

use super::Lowerer;

impl Lowerer<'_> {
    /// The values as neighbours in the pool of literals.
    pub(super) fn literals<'v>(&mut self, values: impl Iterator<Item = Value<'v>>) -> Run<Literal> {
        let literals = values.map(|value| self.literal(value)).collect();
        self.parts.add(literals)
    }

    /// One value as a run of one.
    pub(super) fn one_literal(&mut self, value: Value<'_>) -> Run<Literal> {
        self.literals(std::iter::once(value))
    }

    fn literal(&mut self, value: Value<'_>) -> Literal {
        match value.kind() {
            Kind::Null => Literal::Null,
            Kind::True => Literal::Bool(true),
            Kind::False => Literal::Bool(false),
            Kind::Number => Literal::Number(self.number(value)),
            Kind::String => {
                let text = value
                    .as_str()
                    .map(vouchsafe_core::json::JsonStr::to_lossy)
                    .unwrap_or_default();
                Literal::String(self.text(&text))
            }
            Kind::Array => Literal::Array(self.literals(value.items())),
            Kind::Object => {
                let mut members: Vec<(String, Value<'_>)> = value
                    .members()
                    .map(|(name, value)| (name.to_lossy().into_owned(), value))
                    .collect();
                members.sort_by(|left, right| left.0.cmp(&right.0));
                let members = members
                    .into_iter()
                    .map(|(name, value)| LiteralMember {
                        name: self.text(&name),
                        value: self.one_literal(value),
                    })
                    .collect();
                Literal::Object(self.parts.add(members))
            }
        }
    }

    /// A number, which `value` must be.
    pub(super) fn number(&mut self, value: Value<'_>) -> Number {
        let digits = &value.document().bytes()[value.span().range()];
        let text = self.text(&String::from_utf8_lossy(digits));
        let integer = value.as_number().and_then(|number| number.to_i128());
        let small = integer.filter(|integer| integer.unsigned_abs() < 10_u128.pow(18));
        Number {
            text,
            small: small.and_then(|integer| i64::try_from(integer).ok()),
        }
    }
}
