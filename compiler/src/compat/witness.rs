//! Finds values that one schema accepts and the other refuses: nothing is said to be a witness that both programs have
//! not been asked about.

use std::collections::HashSet;

use vouchsafe_core::program::{Check, NodeId, Number};
use vouchsafe_core::{Options, OutputFormat};

use super::difference::{Detail, Difference};
use super::make::Maker;
use super::mutate::{Random, change, count, toggle};
use super::numbers::near;
use super::patterns::{self, Difference as Strings};
use super::side::{MOST_STEPS, Side, verdict};
use super::value::Json;

/// How many values are changed in all places, where nothing else has found a witness.
const MOST_TRIES: u32 = 5_000;
/// What a question to both programs counts as, beside the length of the value.
const WORK_OF_A_QUESTION: usize = 200;
/// Beyond this size a value is no help to anybody.
const LARGEST: usize = 20_000;

/// A value that the one side accepts and the other refuses.
#[derive(Clone)]
pub(super) struct Witness {
    pub(super) value: Json,
    text: String,
    /// Where the keywords stand that refuse it.
    keywords: Vec<String>,
}

/// The witnesses of differences, in their order, and one that is of none of them, if there is no other.
pub(super) fn witnesses(
    from: &Side<'_>,
    to: &Side<'_>,
    differences: &[Difference],
) -> (Vec<Option<Witness>>, Option<Witness>) {
    from.refill();
    to.refill();
    let search = Search { from, to };
    let locations: Vec<Vec<String>> = differences
        .iter()
        .map(|difference| locations(to, difference))
        .collect();
    let mut found: Vec<Option<Witness>> = differences.iter().map(|_| None).collect();
    let mut other = None;
    for (index, difference) in differences.iter().enumerate() {
        for value in search.of(difference) {
            if let Some(witness) = search.ask(value) {
                if witness.is_due_to(&locations[index]) {
                    keep_less(&mut found[index], witness);
                } else {
                    keep_less(&mut other, witness);
                }
            }
        }
    }
    if found.iter().any(Option::is_none) {
        search.everywhere(&mut |witness| {
            // One keyword may be met at several places.
            let due = (0..locations.len()).filter(|index| witness.is_due_to(&locations[*index]));
            let due: Vec<usize> = due.collect();
            for index in &due {
                keep_less(&mut found[*index], witness.clone());
            }
            if due.is_empty() {
                keep_less(&mut other, witness);
            }
        });
    }
    let is_needed = found.iter().all(Option::is_none);
    (found, other.filter(|_| is_needed))
}

/// Keeps the one that is easier to read.
fn keep_less(kept: &mut Option<Witness>, new: Witness) {
    let is_less = kept
        .as_ref()
        .is_none_or(|kept| (new.text.len(), &new.text) < (kept.text.len(), &kept.text));
    if is_less {
        *kept = Some(new);
    }
}

impl Witness {
    fn is_due_to(&self, locations: &[String]) -> bool {
        self.keywords.iter().any(|keyword| {
            locations.iter().any(|location| {
                let rest = keyword.strip_prefix(location.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        })
    }
}

/// The keywords of a difference, as reports name them.
fn locations(to: &Side<'_>, difference: &Difference) -> Vec<String> {
    let parts = to.parts;
    let demands = std::iter::once(&difference.demand).chain(&difference.others);
    let locations = demands.map(|demand| {
        let node = parts.location(parts.node(demand.node));
        let keyword = parts.str(parts.keyword(demand.keyword).name);
        if keyword.is_empty() {
            node
        } else {
            format!("{node}/{keyword}")
        }
    });
    locations.collect()
}

struct Search<'a> {
    from: &'a Side<'a>,
    to: &'a Side<'a>,
}

impl Search<'_> {
    /// Whether enough has been tried.
    fn is_spent(&self) -> bool {
        self.from.is_spent() || self.to.is_spent()
    }

    /// Whether a value is a witness.
    fn ask(&self, value: Json) -> Option<Witness> {
        let text = value.to_string();
        let bytes = text.as_bytes();
        if self.is_spent() {
            return None;
        }
        self.from.spend(WORK_OF_A_QUESTION + bytes.len());
        let options = Options::default().max_steps(MOST_STEPS);
        let is_witness = bytes.len() <= LARGEST
            && self.from.program.is_valid_with(bytes, &options)
            && verdict(self.to.program, bytes) == Some(false);
        if !is_witness {
            return None;
        }
        let output = self
            .to
            .program
            .output_with(bytes, OutputFormat::Basic, &options);
        self.from.spend(output.errors().len());
        let keywords = output
            .errors()
            .iter()
            .filter_map(|error| error.absolute_keyword_location.clone());
        Some(Witness {
            keywords: keywords.collect(),
            value,
            text,
        })
    }

    /// Values that may be witnesses of a difference.
    fn of(&self, difference: &Difference) -> Vec<Json> {
        let maker = Maker::new(self.from, sizes(difference));
        let mut values = self.hints(difference);
        values.extend(maker.values(&difference.given));
        values.extend(plain());
        maker.around(&difference.path, &values)
    }

    /// Values at the place of a difference that show it.
    fn hints(&self, difference: &Difference) -> Vec<Json> {
        if let Detail::Value(value) = &difference.detail {
            return vec![value.clone()];
        }
        let mut hints = self.bounds(difference);
        if let Check::Pattern(pattern) = difference.demand.check {
            let own = self.from.demands(&difference.given);
            let own = own.iter().filter_map(|own| match own.check {
                Check::Pattern(pattern) => self.from.parts.patterns.get(pattern as usize),
                _ => None,
            });
            let own: Vec<&str> = own.map(|own| self.from.parts.str(own.regex)).collect();
            let wanted = self.to.parts.patterns.get(pattern as usize);
            let wanted = wanted.map(|wanted| self.to.parts.str(wanted.regex));
            if let Strings::Some(found) = patterns::difference(&own, wanted) {
                hints.extend(found.into_iter().map(Json::String));
            }
        }
        if let Check::MaxProperties(most) = difference.demand.check {
            let members =
                (0..=most.min(64)).map(|number| (format!("extra-{number}"), Json::integer(1)));
            hints.push(Json::Object(members.collect()));
        }
        if matches!(difference.demand.check, Check::UniqueItems) {
            let maker = Maker::new(self.from, Vec::new());
            let items = maker.values(&self.from.item(&difference.given, 0));
            hints.extend(
                items
                    .into_iter()
                    .map(|item| Json::Array(vec![item.clone(), item])),
            );
        }
        hints.extend(literals(self.to, difference.demand.node));
        for node in &difference.given {
            hints.extend(literals(self.from, *node));
        }
        hints.truncate(200);
        hints
    }

    /// Numbers around the bounds of both sides.
    fn bounds(&self, difference: &Difference) -> Vec<Json> {
        let number = |check: &Check| -> Option<Number> {
            match *check {
                Check::Minimum(number)
                | Check::Maximum(number)
                | Check::ExclusiveMinimum(number)
                | Check::ExclusiveMaximum(number)
                | Check::MultipleOf(number) => Some(number),
                _ => None,
            }
        };
        let mut hints = Vec::new();
        if let Some(bound) = number(&difference.demand.check) {
            hints.extend(near(self.to.parts.str(bound.text)));
        }
        for own in self.from.demands(&difference.given) {
            if let Some(bound) = number(&own.check) {
                hints.extend(near(self.from.parts.str(bound.text)));
            }
        }
        hints
    }

    /// Changes values of either side in every place, one or two at a time.
    fn everywhere(&self, found: &mut dyn FnMut(Witness)) {
        let mut bases = Maker::new(self.from, vec![2, 3]).values(&[self.from.parts.root]);
        bases.extend(Maker::new(self.to, vec![2, 3]).values(&[self.to.parts.root]));
        bases.extend(plain());
        let mut pool = plain();
        pool.extend(literals(self.from, self.from.parts.root));
        pool.extend(literals(self.to, self.to.parts.root));
        pool.sort();
        pool.dedup();
        let mut names = all_names(self.from);
        names.extend(all_names(self.to));
        names.push("extra".to_owned());
        names.sort();
        names.dedup();
        let mut tries = MOST_TRIES;
        let mut ask = |value: Json| {
            if let Some(witness) = self.ask(value) {
                found(witness);
            }
            tries = tries.saturating_sub(1);
            tries > 0 && !self.is_spent()
        };
        let mut random = Random::new();
        for base in &bases {
            if !ask(base.clone()) {
                return;
            }
            let places = count(base);
            for place in 0..places {
                for value in &pool {
                    let mut changed = base.clone();
                    change(&mut changed, place, &mut |old| *old = value.clone());
                    if !ask(changed) {
                        return;
                    }
                }
                for name in &names {
                    let mut changed = base.clone();
                    let value = random.pick(&pool).cloned().unwrap_or(Json::Null);
                    change(&mut changed, place, &mut |old| toggle(old, name, &value));
                    if !ask(changed) {
                        return;
                    }
                }
            }
        }
        while let Some(base) = random.pick(&bases) {
            let mut changed = base.clone();
            for _ in 0..2 + random.below(3) {
                let place = random.below(count(&changed));
                let value = random.pick(&pool).cloned().unwrap_or(Json::Null);
                let name = random.pick(&names).cloned();
                let toggles = random.below(2) == 0;
                change(&mut changed, place, &mut |old| match &name {
                    Some(name) if toggles => toggle(old, name, &value),
                    _ => *old = value.clone(),
                });
            }
            if !ask(changed) {
                return;
            }
        }
    }
}

/// Lengths and counts at which a difference shows.
fn sizes(difference: &Difference) -> Vec<u64> {
    let checks = [Some(difference.demand), difference.counterpart]
        .into_iter()
        .flatten();
    let counts = checks.flat_map(|demand| match demand.check {
        Check::MinLength(count)
        | Check::MaxLength(count)
        | Check::MinItems(count)
        | Check::MaxItems(count)
        | Check::MinProperties(count)
        | Check::MaxProperties(count) => vec![count],
        Check::Contains { min, max, .. } => vec![min, max],
        Check::UniqueItems => vec![2],
        Check::PrefixItems(first) => vec![first.len.into()],
        Check::Items { from, .. } => vec![from.into()],
        _ => Vec::new(),
    });
    let counts = counts.flat_map(|count| [count.saturating_sub(1), count, count.saturating_add(1)]);
    counts.collect()
}

/// Values of every kind.
fn plain() -> Vec<Json> {
    let number = |text: &str| Json::Number(text.to_owned());
    vec![
        Json::Null,
        Json::Bool(true),
        Json::Bool(false),
        number("0"),
        number("1"),
        number("-1"),
        number("1.5"),
        number("1.0"),
        number("1000000"),
        Json::text(""),
        Json::text("a"),
        Json::text("not of that form"),
        Json::Array(Vec::new()),
        Json::Array(vec![Json::Null]),
        Json::Object(Vec::new()),
    ]
}

/// The values that stand in a schema and all below it, bounds with their neighbours.
fn literals(side: &Side<'_>, node: NodeId) -> Vec<Json> {
    const MOST: usize = 60;
    let parts = side.parts;
    let (mut seen, mut todo, mut found) = (HashSet::new(), vec![node], Vec::new());
    while let Some(id) = todo.pop() {
        if found.len() > MOST || seen.len() > MOST {
            break;
        }
        if !seen.insert(id) {
            continue;
        }
        for keyword in parts.run(parts.node(id).keywords) {
            match keyword.check {
                Check::Enum(values) | Check::Const(values) => {
                    let values = parts.run(values).iter().take(MOST);
                    found.extend(values.map(|value| Json::of(parts, value)));
                }
                Check::Minimum(number)
                | Check::Maximum(number)
                | Check::ExclusiveMinimum(number)
                | Check::ExclusiveMaximum(number) => found.extend(near(parts.str(number.text))),
                Check::Pattern(pattern) => {
                    let regex = parts
                        .patterns
                        .get(pattern as usize)
                        .map(|own| parts.str(own.regex));
                    if let Some(Strings::Some(texts)) =
                        regex.map(|regex| patterns::difference(&[regex], None))
                    {
                        found.extend(texts.into_iter().take(2).map(Json::String));
                    }
                }
                Check::MinLength(length) | Check::MaxLength(length) if length < 100 => {
                    let length = usize::try_from(length).unwrap_or(0);
                    found.extend([length, length + 1].map(|length| Json::text("a".repeat(length))));
                }
                _ => parts.each_subschema(&keyword.check, |next| todo.push(next)),
            }
        }
    }
    found
}

fn all_names(side: &Side<'_>) -> Vec<String> {
    const MOST: usize = 40;
    let names = side.parts.names.iter().take(MOST);
    names
        .map(|name| side.parts.str(name.text).to_owned())
        .collect()
}
