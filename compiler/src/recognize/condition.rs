//! Conditions on members, so that a message can say "because `source_type` is `KAFKA`".
//!
//! ```json
//! { "required": ["a"], "properties": { "a": { "const": 1 } } }          `a` is `1`
//! { "properties": { "a": { "const": 1 } } }                             `a` is `1` or not set
//! { "required": ["a"] }                                                 `a` is present
//! { "required": ["a"], "properties": { "a": { "minLength": 1 } } }      `a` is set
//! { "not": … }                                                          the opposite of one of these
//! ```

use vouchsafe_core::program::{
    Check, Keyword, Literal, Name, Node, NodeId, Parts, Rule, Run, Test, TestKind,
};

use super::checks;

pub(super) fn recognize(parts: &mut Parts, _node: &Node, keyword: &Keyword) -> Option<Rule> {
    let Check::If { test, .. } = keyword.check else {
        return None;
    };
    let mut found = Vec::new();
    tests(parts, test, &[], &mut found)?;
    let tests: Vec<Test> = found
        .into_iter()
        .map(|(path, kind)| Test {
            member: parts.add(path),
            kind,
        })
        .collect();
    (!tests.is_empty()).then(|| Rule::Condition {
        tests: parts.add(tests),
    })
}

type Found = Vec<(Vec<Name>, TestKind)>;

/// The tests that a node comes to, on members below `path`; `None` if it says anything else.
fn tests(parts: &Parts, id: NodeId, path: &[Name], found: &mut Found) -> Option<()> {
    let node = parts.node(id);
    let names = parts.run(node.names);
    let mut required = Vec::new();
    let mut tested = Vec::new();
    for check in checks(parts, id) {
        match check {
            Check::Required(slots) => required.extend_from_slice(parts.run(slots)),
            Check::Properties(properties) => tested.extend_from_slice(parts.run(properties)),
            Check::AllOf(nodes) => parts
                .run(nodes)
                .iter()
                .try_for_each(|node| tests(parts, *node, path, found))?,
            Check::Ref(node) => tests(parts, node, path, found)?,
            Check::Not(node) => {
                let mut inner = Found::new();
                tests(parts, node, path, &mut inner)?;
                let [(member, kind)] = &inner[..] else {
                    return None;
                };
                found.push((member.clone(), opposite(*kind)?));
            }
            // A guard of the type says nothing about members.
            Check::Type(_) if path.is_empty() => {}
            _ => return None,
        }
    }
    for property in &tested {
        let inner: Vec<Name> = path
            .iter()
            .copied()
            .chain([names[property.slot.0 as usize]])
            .collect();
        let is_required = required.contains(&property.slot);
        match value_test(parts, property.node) {
            Some(ValueTest::Is(values)) if is_required => found.push((inner, TestKind::Is(values))),
            Some(ValueTest::Is(values)) => found.push((inner, TestKind::IsOrAbsent(values))),
            Some(ValueTest::IsNot(values)) if is_required => {
                found.push((inner, TestKind::IsNot(values)));
            }
            Some(ValueTest::NotEmpty) if is_required => found.push((inner, TestKind::Set)),
            Some(ValueTest::Anything) => {
                if is_required {
                    found.push((inner, TestKind::Present));
                }
            }
            None if is_required => tests(parts, property.node, &inner, found)?,
            Some(_) | None => return None,
        }
    }
    for slot in required
        .iter()
        .filter(|slot| tested.iter().all(|property| property.slot != **slot))
    {
        let member = path
            .iter()
            .copied()
            .chain([names[slot.0 as usize]])
            .collect();
        found.push((member, TestKind::Present));
    }
    Some(())
}

enum ValueTest {
    Is(Run<Literal>),
    IsNot(Run<Literal>),
    NotEmpty,
    Anything,
}

fn value_test(parts: &Parts, node: NodeId) -> Option<ValueTest> {
    match checks(parts, node)[..] {
        [] => Some(ValueTest::Anything),
        [Check::Const(values) | Check::Enum(values)] => Some(ValueTest::Is(values)),
        [Check::MinLength(1)] => Some(ValueTest::NotEmpty),
        [Check::Not(inner)] => match checks(parts, inner)[..] {
            [Check::Const(values) | Check::Enum(values)] => Some(ValueTest::IsNot(values)),
            _ => None,
        },
        _ => None,
    }
}

fn opposite(kind: TestKind) -> Option<TestKind> {
    Some(match kind {
        TestKind::Present => TestKind::Absent,
        TestKind::Absent => TestKind::Present,
        TestKind::Set => TestKind::Unset,
        TestKind::Unset => TestKind::Set,
        TestKind::IsOrAbsent(values) => TestKind::IsNot(values),
        // "Not there, or another value" is two things; the words for one of them would mislead.
        TestKind::Is(_) | TestKind::IsNot(_) => return None,
    })
}
