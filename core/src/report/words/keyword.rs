//! Words for values: the wrong type, the wrong value, too long, too many, …

use super::super::finding::Asked;
use super::super::{applied, show};
use super::describe::{
    indicative, infinitive, is_unsaid, name_of, phrases, phrases_of_items, telling_phrases,
};
use super::{At, Said, choice, edits, facts, opening, subject};
use crate::codes::names;
use crate::engine::{Detail, literal_is};
use crate::format::{self, Reason};
use crate::json::{Decimal, Document, JsonStr, Kind, Span, Tape};
use crate::program::{
    CharClass, Check, Content, Encoding, Format, Keyword, Literal, NodeId, Number, Rule, Types,
    Unfit,
};
use crate::report::suggestion::Suggestion;

/// The words of a fault of one keyword.
pub(super) fn say(at: At<'_>) -> Said {
    match &at.finding.asked {
        Some(Asked::Types(types)) => return wrong_type(at, *types),
        Some(Asked::Values(values, _)) => return not_in_enum(at, values, names::NOT_IN_ENUM),
        None => {}
    }
    let parts = at.scene.parts;
    let Some(index) = at.fault().keyword else {
        return not_allowed(at);
    };
    let keyword = parts.keyword(index);
    let rule = at.scene.rule(index);
    match keyword.check {
        Check::Type(types) => wrong_type(at, types),
        Check::Enum(values) => not_in_enum(at, parts.run(values), names::NOT_IN_ENUM),
        Check::Const(values) => not_in_enum(at, parts.run(values), names::WRONG_CONST),
        Check::Minimum(bound) => out_of_range(at, rule, bound, "at least"),
        Check::Maximum(bound) => out_of_range(at, rule, bound, "at most"),
        Check::ExclusiveMinimum(bound) => out_of_range(at, None, bound, "greater than"),
        Check::ExclusiveMaximum(bound) => out_of_range(at, None, bound, "less than"),
        Check::MultipleOf(divisor) => {
            let wanted = format!("a multiple of `{}`", parts.str(divisor.text));
            value(
                at,
                names::NOT_A_MULTIPLE,
                &format!("be {wanted}"),
                "not a multiple",
            )
        }
        Check::MinLength(min) => too_short(at, min),
        Check::MaxLength(max) => {
            let long = at.scene.document.text(at.value()).chars();
            counted(at, names::TOO_LONG, "at most", max, "character", long)
        }
        Check::Pattern(pattern) => pattern_mismatch(at, rule, pattern),
        Check::Format(format) => unfit_format(at, format),
        Check::Content(content) => unfit_content(at, content),
        Check::MinItems(min) => {
            counted(at, names::TOO_FEW_ITEMS, "at least", min, "item", count(at))
        }
        Check::MaxItems(max) => {
            counted(at, names::TOO_MANY_ITEMS, "at most", max, "item", count(at))
        }
        Check::MinProperties(min) => counted(
            at,
            names::TOO_FEW_MEMBERS,
            "at least",
            min,
            "member",
            count(at),
        ),
        Check::MaxProperties(max) => counted(
            at,
            names::TOO_MANY_MEMBERS,
            "at most",
            max,
            "member",
            count(at),
        ),
        Check::UniqueItems => duplicate_item(at),
        Check::Contains { node, min, max, .. } => contains(at, node, min, max),
        Check::Not(node) => match rule {
            Some(Rule::ForbiddenValue { .. }) => {
                let message = format!("{} must not be {}", at.subject(), at.found());
                Said::new(
                    names::FORBIDDEN_VALUE,
                    message,
                    (at.span(), "this value is not allowed"),
                )
            }
            _ => forbidden(at, node),
        },
        Check::AnyOf(nodes) | Check::OneOf(nodes) => alternatives(at, parts.run(nodes)),
        Check::Never if matches!(at.fault().detail, Detail::UnexpectedItem) => {
            let message = format!("{} is one item too many", at.subject());
            let said = Said::new(names::UNEXPECTED_ITEM, message, (at.span(), "not expected"));
            // What another schema knows is not simply too much.
            let is_known = match at.located.way(at.value()) {
                [array @ .., item] => applied::is_known(at.scene, array, *item),
                [] => false,
            };
            said.help((!is_known).then(|| "remove it".to_owned()))
        }
        _ => not_allowed(at),
    }
}

/// None of several alternatives holds, or more than one of those that exclude each other.
fn alternatives(at: At<'_>, nodes: &[NodeId]) -> Said {
    /// More alternatives than this are not read by anybody.
    const MOST: usize = 5;
    if let Detail::Several(branches) = &at.fault().detail {
        let held: Vec<NodeId> = branches
            .iter()
            .map(|&branch| nodes[branch as usize])
            .collect();
        let words = held
            .iter()
            .map(|node| indicative(&phrases(at, *node), false));
        let words: Vec<String> = words.collect();
        let are_distinct = (1..words.len()).all(|index| !words[..index].contains(&words[index]));
        // Where the words do not tell them apart, their names do.
        let names = held.iter().zip(&words).map(|(node, words)| {
            if are_distinct {
                format!("it {words}")
            } else {
                name_of(at, *node)
            }
        });
        let shown = show::list(names.take(MOST), "and");
        let rest = branches.len().saturating_sub(MOST);
        let rest = match rest {
            0 => String::new(),
            rest => format!(", and {rest} more"),
        };
        let message = format!(
            "{} must satisfy exactly one alternative, but satisfies {}: {shown}{rest}",
            at.subject(),
            branches.len()
        );
        let primary = (opening_of_container(at), "satisfies more than one");
        let said = Said::new(names::SEVERAL_ALTERNATIVES, message, primary);
        return said.help(choice::help(at, nodes, &held));
    }
    let mut demands: Vec<String> = Vec::new();
    for node in nodes {
        let demand = infinitive(&telling_phrases(at, *node));
        if !demands.contains(&demand) {
            demands.push(demand);
        }
    }
    let rest = demands.len().saturating_sub(MOST);
    demands.truncate(MOST);
    if rest > 0 {
        demands.push(format!("satisfy one of {rest} more alternatives"));
    }
    value(
        at,
        names::NO_ALTERNATIVE,
        &show::list(demands.into_iter(), "or"),
        "fits no alternative",
    )
}

/// A value that a schema must not take takes it.
fn forbidden(at: At<'_>, node: NodeId) -> Said {
    let parts = at.scene.parts;
    if parts.node(node).keywords.is_empty() {
        return not_allowed(at);
    }
    let target = parts.node(parts.target(node));
    let has_children =
        |keyword: &Keyword| matches!(keyword.check, Check::Properties(_) | Check::Items { .. });
    let demands = phrases(at, node);
    let is_vague = is_unsaid(&demands) || parts.run(target.keywords).iter().any(has_children);
    let kind = Types::of_kind(at.scene.document.entry(at.value()).kind);
    let is_about_others = parts.run(target.keywords).iter().all(|keyword| {
        let about = keyword.check.concerns();
        about.is_some_and(|about| !about.contains(kind))
    });
    // What is true of the value is why it is refused. A schema of members holds where there are none as well.
    if is_vague
        && !is_about_others
        && let Some(facts) = facts::of(at.scene, node, at.value(), true, "it")
    {
        let place = facts.iter().find_map(|fact| fact.label.as_ref());
        let place = place.map_or_else(|| opening_of_container(at), |(span, _)| *span);
        let facts = show::list(facts.into_iter().map(|fact| fact.words), "and");
        let message = format!("{} is not allowed where {facts}", at.subject());
        return Said::new(names::FORBIDDEN, message, (place, "not allowed"));
    }
    let wanted = || format!("not {}", infinitive(&demands));
    value_with(at, names::FORBIDDEN, wanted, "not allowed")
}

/// `subject must …, found …`
fn value(at: At<'_>, code: &'static str, wanted: &str, label: &str) -> Said {
    value_with(at, code, || wanted.to_owned(), label)
}

/// `subject must …, found …`, where `wanted` is only called if the schema has no words of its own.
fn value_with(
    at: At<'_>,
    code: &'static str,
    wanted: impl FnOnce() -> String,
    label: &str,
) -> Said {
    let message = if at.is_worded {
        String::new()
    } else {
        let (subject, found) = (at.subject(), at.found());
        [&subject, " must ", &wanted(), ", found ", &found].concat()
    };
    Said::new(code, message, (opening_of_container(at), label))
}

fn not_allowed(at: At<'_>) -> Said {
    let message = format!("{} is not allowed here", at.subject());
    Said::new(
        names::FORBIDDEN,
        message,
        (opening_of_container(at), "not allowed"),
    )
}

/// Scalars are pointed at as a whole, containers at their opening bracket.
pub(super) fn opening_of_container(at: At<'_>) -> Span {
    match at.scene.document.entry(at.value()).kind {
        Kind::Array | Kind::Object => opening(at.span()),
        _ => at.span(),
    }
}

fn wrong_type(at: At<'_>, types: Types) -> Said {
    let wanted = types.in_words();
    let found = at.scene.found_with_kind(at.value());
    let message = [&at.subject(), " must be ", &wanted, ", found ", &found].concat();
    let mut said = Said::new(names::WRONG_TYPE, message, (opening_of_container(at), ""));
    said.primary.1 = ["expected ", &wanted].concat();
    match type_help(at, types) {
        Some((help, suggestion)) => said.help(help).suggestion(suggestion),
        None => said,
    }
}

/// What to do about a value that is nearly of the right type.
fn type_help(at: At<'_>, types: Types) -> Option<(String, Option<Suggestion>)> {
    let document = at.scene.document;
    let index = at.value();
    if at.is_secret() {
        return None;
    }
    match document.entry(index).kind {
        Kind::String if at.scene.is_untyped => None,
        Kind::String => {
            // The text itself may be the value that was meant.
            let text = document.text(index).to_lossy();
            let mut tape = Tape::default();
            let inner = Document::scan(text.trim().as_bytes(), &mut tape, 1)
                .ok()?
                .root();
            let fits = match inner.kind() {
                Kind::Number => {
                    types.contains(Types::NUMBER)
                        || types.contains(Types::INTEGER)
                            && inner.as_number().is_some_and(|n| n.is_integer())
                }
                Kind::True | Kind::False => types.contains(Types::BOOLEAN),
                Kind::Null => types.contains(Types::NULL),
                _ => false,
            };
            fits.then(|| {
                let help = format!("write `{}` without quotes", text.trim());
                (help, Some(edits::unquote(at)))
            })
        }
        Kind::Number | Kind::True | Kind::False
            if types.contains(Types::STRING) && !at.scene.is_untyped =>
        {
            let text = String::from_utf8_lossy(&document.bytes()[document.span(index).range()]);
            (text.len() <= 40).then(|| {
                let help = format!("put it in quotes: `\"{text}\"`");
                (help, Some(edits::quote(at)))
            })
        }
        Kind::Number if types.contains(Types::INTEGER) => {
            let number = document.value(index).as_number();
            let help = if number.is_some_and(|number| number.is_integer()) {
                "write it without a fraction and an exponent"
            } else {
                "use a whole number"
            };
            Some((help.to_owned(), None))
        }
        Kind::Null if at.scene.name_of(index).is_some() => {
            let help = "give it a value; a member without one is left out rather than `null`";
            Some((help.to_owned(), None))
        }
        _ => None,
    }
}

fn not_in_enum(at: At<'_>, values: &[Literal], code: &'static str) -> Said {
    if at.is_secret() {
        let message = format!(
            "{} must be one of the values that the schema gives",
            at.subject()
        );
        return Said::new(code, message, (at.span(), "not one of them"));
    }
    if values.is_empty() {
        return not_allowed(at);
    }
    let parts = at.scene.parts;
    let wanted = show::literals(parts, values);
    let label = if values.len() == 1 {
        "not the allowed value"
    } else {
        "not an allowed value"
    };
    let said = value(at, code, &["be ", &wanted].concat(), label);
    let strings = values.iter().filter_map(|literal| match literal {
        Literal::String(text) => Some(parts.str(*text)),
        _ => None,
    });
    let found = at.scene.document.value(at.value());
    let help = found.as_str().map(JsonStr::to_lossy).and_then(|text| {
        let meant = at.scene.closest(&text, strings)?;
        let help = if text.eq_ignore_ascii_case(meant) {
            format!("write {}: values are case-sensitive", show::string(meant))
        } else {
            ["did you mean ", &show::string(meant), "?"].concat()
        };
        Some((help, edits::replace_string(at, &text, meant)))
    });
    // `"300"` where 300 is allowed, and the other way round.
    let quoted = || {
        let text = found.as_str()?.to_lossy();
        let mut tape = Tape::default();
        let inner = Document::scan(text.as_bytes(), &mut tape, 1).ok()?.root();
        let fits = values
            .iter()
            .any(|literal| literal_is(parts, literal, inner));
        fits.then(|| {
            let help = format!("write `{text}` without quotes");
            (help, edits::unquote(at))
        })
    };
    let help = help.or_else(|| (!at.scene.is_untyped).then(quoted).flatten());
    if let Some((help, suggestion)) = help {
        return said.help(help).suggestion(suggestion);
    }
    let only = match values {
        [only] => edits::json(parts, only),
        _ => None,
    };
    said.suggestion(only.map(|only| edits::replace(at, only)))
}

fn out_of_range(at: At<'_>, rule: Option<Rule>, bound: Number, relation: &str) -> Said {
    let parts = at.scene.parts;
    let wanted = match rule {
        Some(Rule::Range { min, max }) => {
            format!(
                "be from `{}` to `{}`",
                parts.str(min.text),
                parts.str(max.text)
            )
        }
        _ => format!("be {relation} `{}`", parts.str(bound.text)),
    };
    let said = value(at, names::OUT_OF_RANGE, &wanted, "out of range");
    // Beyond an exclusive bound there is no nearest number, and other keywords may refuse the bound itself.
    let nearest = parts.str(bound.text);
    let is_whole = Decimal::parse(nearest.as_bytes()).is_some_and(|bound| bound.is_integer());
    let keywords = parts.run(parts.node(at.fault().node).keywords);
    let has_steps = |keyword: &Keyword| matches!(keyword.check, Check::MultipleOf(_));
    if !matches!(relation, "at least" | "at most")
        || !is_whole
        || keywords.iter().any(has_steps)
        || at.is_secret()
    {
        return said;
    }
    said.help(format!("the nearest that is allowed is `{nearest}`"))
        .suggestion(edits::replace(at, nearest))
}

fn too_short(at: At<'_>, min: u64) -> Said {
    let long = at.scene.document.text(at.value()).chars();
    if long == 0 {
        let message = format!("{} must not be empty", at.subject());
        return Said::new(names::TOO_SHORT, message, (at.span(), "empty"));
    }
    counted(at, names::TOO_SHORT, "at least", min, "character", long)
}

/// `subject must have at most 64 characters, found 65`
fn counted(
    at: At<'_>,
    code: &'static str,
    relation: &str,
    bound: u64,
    unit: &str,
    found: usize,
) -> Said {
    let message = format!(
        "{} must have {}, found {found}",
        at.subject(),
        show::count(relation, bound, unit)
    );
    let found_plural = if found == 1 { "" } else { "s" };
    let mut said = Said::new(code, message, (opening_of_container(at), ""));
    said.primary.1 = format!("{found} {unit}{found_plural}");
    said
}

fn count(at: At<'_>) -> usize {
    at.scene.document.value(at.value()).len()
}

fn duplicate_item(at: At<'_>) -> Said {
    let Detail::SameAs(first) = at.fault().detail else {
        return not_allowed(at);
    };
    let message = format!(
        "{} equals an earlier item; items must be unique",
        at.subject()
    );
    let mut said = Said::new(
        names::DUPLICATE_ITEM,
        message,
        (opening_of_container(at), "this item again"),
    );
    let span = at.scene.document.span(first);
    let is_container = matches!(
        at.scene.document.entry(first).kind,
        Kind::Array | Kind::Object
    );
    said.more.push((
        if is_container { opening(span) } else { span },
        "the first of them".into(),
    ));
    said.help("remove one of the two".to_owned())
}

fn contains(at: At<'_>, node: NodeId, min: u64, max: u64) -> Said {
    let Detail::Matched(matched) = at.fault().detail else {
        return not_allowed(at);
    };
    let (relation, bound, code) = if matched < min {
        ("at least", min, names::CONTAINS_TOO_FEW)
    } else {
        ("at most", max, names::CONTAINS_TOO_MANY)
    };
    let kind = if at.scene.parts.node(node).keywords.is_empty() {
        String::new()
    } else {
        format!(
            " that {}",
            indicative(&phrases_of_items(at, node), bound != 1)
        )
    };
    // Counting stops once the bound is passed.
    let found = if matched > max {
        format!("{matched} or more")
    } else {
        matched.to_string()
    };
    let message = format!(
        "{} must have {}{kind}, found {found}",
        at.subject(),
        show::count(relation, bound, "item")
    );
    Said::new(code, message, (opening(at.span()), "in this array"))
}

fn pattern_mismatch(at: At<'_>, rule: Option<Rule>, pattern: u32) -> Said {
    let parts = at.scene.parts;
    match rule {
        Some(Rule::CharacterClass { words, class }) => character_class(at, parts.str(words), class),
        Some(Rule::NumericString { min, max }) => {
            let wanted = format!("be a whole number from `{min}` to `{max}` in decimal digits");
            value(at, names::NUMERIC_STRING, &wanted, "not such a number")
        }
        _ => {
            let wanted = || {
                let source = parts.str(parts.patterns[pattern as usize].source);
                match show::pattern(source) {
                    Some(form) => format!("have {form}"),
                    None => "have the form of the pattern that the schema gives".to_owned(),
                }
            };
            value_with(at, names::PATTERN_MISMATCH, wanted, "not of that form")
        }
    }
}

/// A text that is not of a format, with the place inside it at which the format is left.
fn unfit_format(at: At<'_>, format: Format) -> Said {
    let wanted = format!("be {}", format.words());
    let said = value(at, names::FORMAT_MISMATCH, &wanted, "not of this format");
    if at.is_secret() || format.is_of_numbers() {
        return said;
    }
    let text = at.scene.document.text(at.value());
    let plain = text.to_lossy();
    let Some(Reason { place, rule }) = format::reason(format, &plain) else {
        return said;
    };
    // What is missing is missing before the character that stands there, or before the closing quote.
    let next = plain[place.start..].chars().next();
    let end = place.end.max(place.start + next.map_or(1, char::len_utf8));
    if text.is_escaped() {
        let ordinal = plain[..place.start].chars().count() + 1;
        return said.help(format!("at character {ordinal}: {rule}"));
    }
    let start = at.span().start + 1;
    let mut said = said.help(rule);
    said.primary.0 = Span::new(start + place.start, start + end);
    said
}

fn unfit_content(at: At<'_>, content: Content) -> Said {
    let mut text = Vec::new();
    at.scene.document.text(at.value()).write_wtf8(&mut text);
    let encoding = content.encoding.map_or("", Encoding::name);
    let (wanted, label) = match content.check(&text) {
        Err(Unfit::Encoding) => (format!("be encoded as `{encoding}`"), "not so encoded"),
        _ if encoding.is_empty() => ("hold a JSON text".to_owned(), "not JSON"),
        _ => (
            format!("hold a JSON text, encoded as `{encoding}`"),
            "not JSON",
        ),
    };
    value(at, names::CONTENT_MISMATCH, &wanted, label)
}

fn character_class(at: At<'_>, words: &str, class: CharClass) -> Said {
    let document = at.scene.document;
    let text = document.text(at.value());
    let subject = subject(at.scene, at.located, at.value());
    let bad = text
        .code_points()
        .enumerate()
        .find(|(_, (_, point))| !class.allows(*point));
    let Some((ordinal, (offset, point))) = bad else {
        // Every character is allowed, so it is their number that is not.
        let long = text.chars();
        return if (long as u64) < u64::from(class.min) {
            too_short(at, class.min.into())
        } else {
            counted(
                at,
                names::TOO_LONG,
                "at most",
                class.max.into(),
                "character",
                long,
            )
        };
    };
    if at.is_secret() {
        let message = format!("{subject} may contain only {words}");
        return Said::new(
            names::INVALID_CHARACTER,
            message,
            (at.span(), "another character is in it"),
        );
    }
    let shown = show::character(point);
    let message = format!(
        "{subject} may contain only {words}, found {shown} as character {}",
        ordinal + 1
    );
    let start = at.span().start + 1 + offset;
    let next = text
        .code_points()
        .find(|(after, _)| *after > offset)
        .map_or(text.raw().len(), |(after, _)| after);
    let span = Span::new(start, at.span().start + 1 + next);
    Said::new(
        names::INVALID_CHARACTER,
        message,
        (span, "this character is not allowed"),
    )
}
