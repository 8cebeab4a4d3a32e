//! Keywords that demand something of the value itself: types, lists of values, bounds, patterns.

use vouchsafe_core::json::Decimal;
use vouchsafe_core::program::{Check, Number, Pattern, Types};

use super::super::patterns::{self, Difference as Strings};
use super::super::side::{Demand, Given};
use super::Cover;

impl Cover<'_> {
    /// Whether what a keyword demands of a value alone holds for all that `given` accepts.
    pub(super) fn scalar(&self, given: &Given, demand: &Demand) -> bool {
        let types = self.from.types(given);
        let checks: Vec<Check> = self
            .from
            .demands(&given.nodes)
            .iter()
            .map(|demand| demand.check)
            .collect();
        let (from, to) = (self.from.parts, self.to.parts);
        let old = |number: Number| Decimal::parse(from.str(number.text).as_bytes());
        let new = |number: Number| Decimal::parse(to.str(number.text).as_bytes());
        let only_integers = types.intersection(Types::NUMBER) == Types::INTEGER;
        let any = |holds: &dyn Fn(&Check) -> bool| checks.iter().any(holds);
        match demand.check {
            Check::Type(wanted) => {
                let is_written = |own: &Types| own.0 & Types::AS_WRITTEN.0 != 0;
                let is_as_written = !is_written(&wanted)
                    || types.intersection(Types::INTEGER).is_empty()
                    || any(&|check| matches!(check, Check::Type(own) if is_written(own)));
                wanted.contains(types) && is_as_written
            }
            // Values that are listed were looked at before.
            Check::Minimum(least) => {
                any(&|check| match check {
                    Check::Minimum(own) | Check::ExclusiveMinimum(own) => {
                        ordered(new(least), old(*own))
                    }
                    _ => false,
                }) || only_integers
                    && any(&|check| match check {
                        Check::ExclusiveMinimum(own) => follows(old(*own), new(least)),
                        _ => false,
                    })
            }
            Check::ExclusiveMinimum(least) => any(&|check| match check {
                Check::ExclusiveMinimum(own) => ordered(new(least), old(*own)),
                Check::Minimum(own) => ordered(new(least), old(*own)) && new(least) != old(*own),
                _ => false,
            }),
            Check::Maximum(greatest) => {
                any(&|check| match check {
                    Check::Maximum(own) | Check::ExclusiveMaximum(own) => {
                        ordered(old(*own), new(greatest))
                    }
                    _ => false,
                }) || only_integers
                    && any(&|check| match check {
                        Check::ExclusiveMaximum(own) => follows(new(greatest), old(*own)),
                        _ => false,
                    })
            }
            Check::ExclusiveMaximum(greatest) => any(&|check| match check {
                Check::ExclusiveMaximum(own) => ordered(old(*own), new(greatest)),
                Check::Maximum(own) => {
                    ordered(old(*own), new(greatest)) && new(greatest) != old(*own)
                }
                _ => false,
            }),
            Check::MultipleOf(step) => {
                let divides = |number: Option<Decimal<'_>>| {
                    number
                        .zip(new(step))
                        .is_some_and(|(number, step)| number.is_multiple_of(step))
                };
                only_integers && divides(Decimal::parse(b"1"))
                    || any(&|check| matches!(check, Check::MultipleOf(own) if divides(old(*own))))
            }
            Check::MinLength(least) => {
                least == 0
                    || any(&|check| match check {
                        Check::MinLength(own) => *own >= least,
                        Check::Pattern(pattern) => {
                            let class = from
                                .patterns
                                .get(*pattern as usize)
                                .and_then(Pattern::class);
                            class.is_some_and(|class| u64::from(class.min) >= least)
                        }
                        _ => false,
                    })
            }
            Check::MaxLength(most) => any(&|check| match check {
                Check::MaxLength(own) => *own <= most,
                Check::Pattern(pattern) => {
                    let class = from
                        .patterns
                        .get(*pattern as usize)
                        .and_then(Pattern::class);
                    class.is_some_and(|class| class.max < u32::MAX && u64::from(class.max) <= most)
                }
                _ => false,
            }),
            Check::Pattern(pattern) => self.pattern(&checks, pattern),
            Check::Format(format) => {
                any(&|check| matches!(check, Check::Format(own) if *own == format))
            }
            Check::Content(content) => {
                any(&|check| matches!(check, Check::Content(own) if *own == content))
            }
            Check::MinItems(least) => {
                least == 0
                    || any(&|check| match check {
                        Check::MinItems(own) => *own >= least,
                        Check::Contains { min, .. } => *min >= least,
                        _ => false,
                    })
            }
            Check::MaxItems(most) => {
                any(&|check| matches!(check, Check::MaxItems(own) if *own <= most))
            }
            Check::MinProperties(least) => {
                let required = self.from.required(&given.nodes).len() as u64;
                required >= least
                    || any(&|check| matches!(check, Check::MinProperties(own) if *own >= least))
            }
            Check::MaxProperties(most) => {
                any(&|check| matches!(check, Check::MaxProperties(own) if *own <= most))
            }
            _ => false,
        }
    }

    /// Whether the patterns and lengths of `from` let nothing through that a pattern refuses.
    fn pattern(&self, checks: &[Check], wanted: u32) -> bool {
        let (from, to) = (self.from.parts, self.to.parts);
        let Some(wanted) = to.patterns.get(wanted as usize) else {
            return false;
        };
        let own = checks.iter().filter_map(|check| match check {
            Check::Pattern(pattern) => from.patterns.get(*pattern as usize),
            _ => None,
        });
        let own: Vec<_> = own.collect();
        let is_same = |own: &&Pattern| from.str(own.source) == to.str(wanted.source);
        if own.iter().any(is_same) {
            return true;
        }
        let own: Vec<&str> = own.iter().map(|own| from.str(own.regex)).collect();
        matches!(
            patterns::difference(&own, Some(to.str(wanted.regex))),
            Strings::None
        )
    }
}

fn ordered(less: Option<Decimal<'_>>, more: Option<Decimal<'_>>) -> bool {
    less.zip(more).is_some_and(|(less, more)| less <= more)
}

/// Whether the integers above `bound` are those from `least` on.
fn follows(bound: Option<Decimal<'_>>, least: Option<Decimal<'_>>) -> bool {
    let pair = bound
        .and_then(|bound| bound.to_i128())
        .zip(least.and_then(|least| least.to_i128()));
    pair.is_some_and(|(bound, least)| bound.checked_add(1).is_some_and(|next| least <= next))
}
