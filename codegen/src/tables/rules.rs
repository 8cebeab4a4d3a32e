//! Keywords in words.

use std::collections::HashSet;

use vouchsafe_core::program::{
    Check, Keyword, Literal, NodeId, Number, Parts, Rule, Run, Test, TestKind, Text,
};

use super::{code, line};

/// What must hold for a value by itself, in short.
pub(super) fn of_value(parts: &Parts, node: NodeId) -> Vec<String> {
    let mut words = Words::default();
    let secret = parts.is_secret(node);
    if secret {
        add(&mut words, "a secret: never shown".to_owned());
    }
    collect(parts, (node, secret), &mut HashSet::new(), &mut words);
    words.list
}

/// Adds what a schema says of a value; of a secret no values are named.
fn collect(
    parts: &Parts,
    (id, secret): (NodeId, bool),
    seen: &mut HashSet<NodeId>,
    words: &mut Words,
) {
    if !seen.insert(id) {
        return;
    }
    let node = parts.node(id);
    let keywords = parts.run(node.keywords);
    lengths(keywords, words);
    bounds(parts, keywords, words);
    for keyword in keywords {
        let said = match keyword.check {
            Check::Enum(_) | Check::Const(_) if secret => {
                Some("one of the values that the schema gives".to_owned())
            }
            Check::Enum(values) | Check::Const(values) => {
                let values: Vec<String> = parts
                    .run(values)
                    .iter()
                    .map(|value| literal(parts, value))
                    .collect();
                match &values[..] {
                    [only] => Some(format!("only {only}")),
                    all => Some(format!("one of {}", all.join(", "))),
                }
            }
            Check::Pattern(index) => pattern(parts, keyword, index),
            Check::Format(format) => Some(format!("of the format `{}`", format.name())),
            Check::MultipleOf(number) => Some(format!("a multiple of {}", parts.str(number.text))),
            Check::UniqueItems => Some("no two items alike".to_owned()),
            Check::Not(_) => match parts.run(keyword.rule) {
                [Rule::ForbiddenValue { .. }] if secret => {
                    Some("none of some values that the schema gives".to_owned())
                }
                [Rule::ForbiddenValue { values }] => {
                    let values: Vec<String> = parts
                        .run(*values)
                        .iter()
                        .map(|value| literal(parts, value))
                        .collect();
                    Some(format!("not {}", values.join(", ")))
                }
                _ => None,
            },
            Check::Ref(target) => {
                collect(parts, (target, secret), seen, words);
                None
            }
            Check::AllOf(nodes) => {
                for node in parts.run(nodes) {
                    collect(parts, (*node, secret), seen, words);
                }
                None
            }
            _ => None,
        };
        // The words of the schema are better than any.
        let own = parts
            .annotation_str(node, "x-message")
            .filter(|_| said.is_some());
        if let Some(said) = own.map(line).or(said) {
            add(words, said);
        }
    }
}

/// What is said, each thing once.
#[derive(Default)]
struct Words {
    list: Vec<String>,
    known: HashSet<String>,
}

fn add(words: &mut Words, word: String) {
    if words.known.insert(word.clone()) {
        words.list.push(word);
    }
}

fn pattern(parts: &Parts, keyword: &Keyword, index: u32) -> Option<String> {
    match parts.run(keyword.rule) {
        [Rule::CharacterClass { words, .. }] => Some(format!("only {}", parts.str(*words))),
        [Rule::NumericString { min, max }] => Some(format!("digits, {min} to {max}")),
        _ => {
            let pattern = parts.patterns.get(index as usize)?;
            Some(format!("matches {}", code(parts.str(pattern.source))))
        }
    }
}

/// Both ends of a range together.
fn lengths(keywords: &[Keyword], words: &mut Words) {
    let mut ends = [
        (None, None, "characters"),
        (None, None, "items"),
        (None, None, "members"),
    ];
    for keyword in keywords {
        let (of, is_least, bound) = match keyword.check {
            Check::MinLength(min) => (0, true, min),
            Check::MaxLength(max) => (0, false, max),
            Check::MinItems(min) => (1, true, min),
            Check::MaxItems(max) => (1, false, max),
            Check::MinProperties(min) => (2, true, min),
            Check::MaxProperties(max) => (2, false, max),
            _ => continue,
        };
        let (least, most, _) = &mut ends[of];
        let end = if is_least { least } else { most };
        end.get_or_insert(bound);
    }
    for (min, max, what) in ends {
        let said = match (min, max) {
            (None | Some(0), None) => None,
            (Some(1), None) if what == "characters" => Some("not empty".to_owned()),
            (Some(min), None) => Some(format!("at least {min} {what}")),
            (None | Some(0), Some(max)) => Some(format!("at most {max} {what}")),
            (Some(min), Some(max)) if min == max => Some(format!("exactly {min} {what}")),
            (Some(min), Some(max)) => Some(format!("{min} to {max} {what}")),
        };
        if let Some(said) = said {
            add(words, said);
        }
    }
}

fn bounds(parts: &Parts, keywords: &[Keyword], words: &mut Words) {
    let number = |number: Number| parts.str(number.text).to_owned();
    let (mut low, mut high) = (None, None);
    for keyword in keywords {
        match keyword.check {
            Check::Minimum(bound) => low = Some(number(bound)),
            Check::Maximum(bound) => high = Some(number(bound)),
            Check::ExclusiveMinimum(bound) => add(words, format!("above {}", number(bound))),
            Check::ExclusiveMaximum(bound) => add(words, format!("below {}", number(bound))),
            _ => {}
        }
    }
    // The end of the machine's integers is no rule that anyone would look for.
    let is_end = |high: &String| high == "9223372036854775807" || high == "18446744073709551615";
    match (low, high.filter(|high| !is_end(high))) {
        (Some(low), Some(high)) => add(words, format!("{low} to {high}")),
        (Some(low), None) => add(words, format!("at least {low}")),
        (None, Some(high)) => add(words, format!("at most {high}")),
        (None, None) => {}
    }
}

/// The rules of an object about its members, a sentence each.
pub(super) fn of_object(parts: &Parts, node: NodeId) -> Vec<String> {
    let mut reader = Reader {
        parts,
        way: Vec::new(),
        left: MOST_STEPS,
        is_cut: false,
    };
    let mut rules = Words::default();
    reader.sentences(node, &[], &mut HashSet::new(), &mut rules);
    if reader.is_cut {
        add(
            &mut rules,
            "further rules hold, which the schema describes".to_owned(),
        );
    }
    rules.list.iter().map(|rule| sentence(rule)).collect()
}

fn sentence(rule: &str) -> String {
    let mut chars = rule.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", chars.as_str())
}

/// How many schemas are looked at for the rules of one object.
const MOST_STEPS: usize = 4_000;

/// Reads the rules of one object.
struct Reader<'a> {
    parts: &'a Parts,
    /// The schemas on the way to the one that is read, each with how deep in the object it stands.
    way: Vec<(NodeId, usize)>,
    /// How many more schemas are looked at.
    left: usize,
    /// Whether there is more to say than is said.
    is_cut: bool,
}

impl Reader<'_> {
    /// Goes on to a schema at a depth; false where that has no end, or where enough has been said.
    fn enter(&mut self, id: NodeId, depth: usize) -> bool {
        let before = self.way.iter().find(|(known, _)| *known == id);
        // At the same depth it would say the same again.
        self.is_cut |= before.is_some_and(|(_, before)| *before < depth) || self.left == 0;
        if before.is_some() || self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.way.push((id, depth));
        true
    }

    /// What a schema says about members, beside what their own schemas say; `path` leads to the object.
    fn sentences(
        &mut self,
        id: NodeId,
        path: &[String],
        seen: &mut HashSet<NodeId>,
        rules: &mut Words,
    ) {
        if !seen.insert(id) || !self.enter(id, path.len()) {
            return;
        }
        let parts = self.parts;
        let node = parts.node(id);
        for keyword in parts.run(node.keywords) {
            if let Some(rule) = presence(parts, keyword, path) {
                add(rules, rule);
                continue;
            }
            match keyword.check {
                Check::Ref(target) => self.sentences(target, path, seen, rules),
                Check::AllOf(nodes) => {
                    for node in parts.run(nodes) {
                        self.sentences(*node, path, seen, rules);
                    }
                }
                Check::If {
                    then, otherwise, ..
                } => {
                    let [Rule::Condition { tests }] = parts.run(keyword.rule) else {
                        add(
                            rules,
                            "a further condition holds, which the schema describes".to_owned(),
                        );
                        continue;
                    };
                    let tests: Vec<String> = parts
                        .run(*tests)
                        .iter()
                        .map(|test| condition(parts, test, path))
                        .collect();
                    let tests = tests.join(" and ");
                    for (branch, word) in [(then, "if"), (otherwise, "unless")] {
                        let Some(branch) = branch else { continue };
                        for consequence in self.consequences(branch, path) {
                            add(rules, format!("{word} {tests}, {consequence}"));
                        }
                    }
                }
                Check::DependentRequired(dependents) => {
                    for dependent in parts.run(dependents) {
                        let name = named(path, parts.name(node, dependent.slot));
                        let needs: Vec<String> = parts
                            .run(dependent.needs)
                            .iter()
                            .map(|slot| named(path, parts.name(node, *slot)))
                            .collect();
                        if !needs.is_empty() {
                            add(
                                rules,
                                format!(
                                    "if {name} is there, {} must be there",
                                    needs.join(" and ")
                                ),
                            );
                        }
                    }
                }
                Check::AdditionalProperties { node, .. } | Check::UnevaluatedProperties(node)
                    if path.is_empty() && parts.is_never(node) =>
                {
                    add(rules, "no other members are allowed".to_owned());
                }
                _ => {}
            }
        }
        self.way.pop();
    }

    /// What follows from a condition.
    fn consequences(&mut self, id: NodeId, path: &[String]) -> Vec<String> {
        let mut found = Words::default();
        self.follow(id, path, &mut HashSet::new(), &mut found);
        found.list
    }

    fn follow(
        &mut self,
        id: NodeId,
        path: &[String],
        seen: &mut HashSet<(NodeId, usize)>,
        found: &mut Words,
    ) {
        if !seen.insert((id, path.len())) || !self.enter(id, path.len()) {
            return;
        }
        let parts = self.parts;
        let node = parts.node(id);
        for keyword in parts.run(node.keywords) {
            match keyword.check {
                Check::Required(slots) => {
                    let names: Vec<String> = parts
                        .run(slots)
                        .iter()
                        .map(|slot| named(path, parts.name(node, *slot)))
                        .collect();
                    let verb = if names.len() == 1 { "is" } else { "are" };
                    add(found, format!("{} {verb} required", names.join(", ")));
                }
                Check::Properties(properties) => {
                    for property in parts.run(properties) {
                        let name = parts.name(node, property.slot);
                        self.member(property.node, name, path, seen, found);
                    }
                }
                Check::Ref(target) => self.follow(target, path, seen, found),
                Check::AllOf(nodes) => {
                    for node in parts.run(nodes) {
                        self.follow(*node, path, seen, found);
                    }
                }
                _ => {
                    if let Some(rule) = presence(parts, keyword, path) {
                        add(found, rule);
                    } else {
                        self.condition_within(keyword, path, found);
                    }
                }
            }
        }
        self.way.pop();
    }

    /// What follows for a member and for what is inside it.
    fn member(
        &mut self,
        id: NodeId,
        name: &str,
        path: &[String],
        seen: &mut HashSet<(NodeId, usize)>,
        found: &mut Words,
    ) {
        if self.parts.is_never(id) {
            add(found, format!("{} must not be there", named(path, name)));
            return;
        }
        let own = of_value(self.parts, id);
        if !own.is_empty() {
            // "must not be empty" rather than "must be not empty".
            let own: Vec<String> = own
                .iter()
                .map(|rule| match rule.strip_prefix("not ") {
                    Some(rule) => format!("must not be {rule}"),
                    None => format!("must be {rule}"),
                })
                .collect();
            add(
                found,
                format!("{} {}", named(path, name), own.join(" and ")),
            );
        }
        let mut inner = path.to_vec();
        inner.push(name.to_owned());
        self.follow(id, &inner, seen, found);
    }

    /// What follows from a condition in what follows from another one.
    fn condition_within(&mut self, keyword: &Keyword, path: &[String], rules: &mut Words) {
        let Check::If {
            then: Some(then), ..
        } = keyword.check
        else {
            return;
        };
        let [Rule::Condition { tests }] = self.parts.run(keyword.rule) else {
            return;
        };
        let tests: Vec<String> = self
            .parts
            .run(*tests)
            .iter()
            .map(|test| condition(self.parts, test, path))
            .collect();
        for consequence in self.consequences(then, path) {
            add(rules, format!("and {}, {consequence}", tests.join(" and ")));
        }
    }
}

/// A rule about which members are there.
fn presence(parts: &Parts, keyword: &Keyword, path: &[String]) -> Option<String> {
    let list = |members: &Run<Text>, word: &str| {
        let names: Vec<String> = parts
            .run(*members)
            .iter()
            .map(|name| named(path, parts.str(*name)))
            .collect();
        names.join(word)
    };
    let set = |set: bool| if set { "set" } else { "there" };
    match parts.run(keyword.rule) {
        [Rule::ExclusiveMembers { members, set: is }] => Some(format!(
            "at most one of {} may be {}",
            list(members, ", "),
            set(*is)
        )),
        [Rule::ForbiddenMember { member, set: is }] => {
            Some(format!("{} must not be {}", list(member, ""), set(*is)))
        }
        [Rule::ExactlyOneOf { members, set: is }] => Some(format!(
            "exactly one of {} must be {}",
            list(members, ", "),
            set(*is)
        )),
        [Rule::AtLeastOneOf { members, set: is }] => Some(format!(
            "at least one of {} must be {}",
            list(members, ", "),
            set(*is)
        )),
        _ => None,
    }
}

fn condition(parts: &Parts, test: &Test, path: &[String]) -> String {
    let mut whole = path.to_vec();
    let names = parts.run(test.member).iter();
    whole.extend(names.map(|name| parts.str(name.text).to_owned()));
    let name = code(&whole.join("."));
    let is_secret = whole.last().is_some_and(|name| {
        let mut secrets = parts.secret_names.iter();
        secrets.any(|secret| parts.str(secret.text) == name)
    });
    let list = |values: Run<Literal>| {
        if is_secret {
            return "one of the values that the schema gives".to_owned();
        }
        let values: Vec<String> = parts
            .run(values)
            .iter()
            .map(|value| literal(parts, value))
            .collect();
        values.join(" or ")
    };
    match test.kind {
        TestKind::Present => format!("{name} is there"),
        TestKind::Absent => format!("{name} is not there"),
        TestKind::Set => format!("{name} is set"),
        TestKind::Unset => format!("{name} is not set"),
        TestKind::Is(values) => format!("{name} is {}", list(values)),
        TestKind::IsOrAbsent(values) => format!("{name} is {} or not there", list(values)),
        TestKind::IsNot(values) => format!("{name} is there and not {}", list(values)),
    }
}

fn named(path: &[String], name: &str) -> String {
    let mut whole = path.to_vec();
    whole.push(name.to_owned());
    code(&whole.join("."))
}

/// The members that must be there in some cases at least.
pub(super) fn required_sometimes(parts: &Parts, object: NodeId) -> HashSet<&str> {
    let mut todo = vec![object];
    let mut seen = HashSet::new();
    let mut names = HashSet::new();
    while let Some(id) = todo.pop() {
        if !seen.insert(id) {
            continue;
        }
        let node = parts.node(id);
        for keyword in parts.run(node.keywords) {
            match keyword.check {
                Check::Required(slots) => {
                    let slots = parts.run(slots).iter();
                    names.extend(slots.map(|slot| parts.name(node, *slot)));
                }
                Check::If {
                    then, otherwise, ..
                } => todo.extend(then.into_iter().chain(otherwise)),
                Check::AllOf(nodes) | Check::AnyOf(nodes) | Check::OneOf(nodes) => {
                    todo.extend(parts.run(nodes));
                }
                Check::Ref(node) => todo.push(node),
                _ => {}
            }
        }
    }
    names
}

/// A value of the schema as code.
pub(super) fn literal(parts: &Parts, value: &Literal) -> String {
    match value {
        Literal::Null => "`null`".to_owned(),
        Literal::Bool(value) => format!("`{value}`"),
        Literal::Number(number) => format!("`{}`", parts.str(number.text)),
        Literal::String(text) => match parts.str(*text) {
            "" => "the empty string".to_owned(),
            text if text.chars().any(char::is_control) || text.contains('\\') => {
                code(&format!("{text:?}"))
            }
            text => code(text),
        },
        Literal::Array(_) => "an array of the schema".to_owned(),
        Literal::Object(_) => "an object of the schema".to_owned(),
    }
}
