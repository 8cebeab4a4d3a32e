//! A program as bytes: what generated code carries, read when the program is first used.
//!
//! Pools that are written as Rust literals are dear: each entry is some hundred tokens that a macro makes, and that the
//! compiler parses, resolves, gives types and evaluates. As one string of bytes they are one token, and smaller in
//! the binary. What refers to code stays outside of it: patterns, which carry the function that makes their machine,
//! and the function that decides formats.
//!
//! Integers are written seven bits to a byte, the low ones first, and the high bit where more follow; signed ones so
//! that small ones are short; a variant as its number. The bytes are for the version that wrote them, so nothing in
//! them says what they are. Reading cannot fail: where bytes are missing there are zeros.

use std::borrow::Cow;

use super::{
    Annotation, CharClass, Check, Content, Dependents, DynamicAnchor, Encoding, Format, Keyword,
    Lint, LintSeverity, Literal, LiteralMember, Name, Node, NodeFlags, NodeId, Number, Parts,
    Pattern, PatternProperty, ProgramFlags, Property, Resource, Rule, Run, Slot, Test, TestKind,
    Text, Types,
};

/// The pools of a static program before they are read.
///
/// ```
/// use vouchsafe_core::Program;
/// use vouchsafe_core::program::Image;
///
/// let pools = Image::pools_of(Program::accept_all().parts());
/// let image = Image { text: "", patterns: &[], is_of_format: None, pools: pools.leak() };
/// assert!(Program::from_image(image).is_valid(b"[1, 2, 3]"));
/// ```
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Image {
    /// [`Parts::text`].
    pub text: &'static str,
    /// [`Parts::patterns`].
    pub patterns: &'static [Pattern],
    /// The field [`is_of_format`](field@Parts::is_of_format) of the pools.
    pub is_of_format: Option<fn(Format, &str) -> bool>,
    /// The other pools, as [`Image::pools_of`] writes them.
    pub pools: &'static [u8],
}

/// Writes and reads what is plain data in [`Parts`], in the order of the list.
macro_rules! pools {
    ($($pool:ident),* $(,)?) => {
        impl Image {
            /// The bytes of the pools that are plain data.
            pub fn pools_of(parts: &Parts) -> Vec<u8> {
                let mut bytes = Vec::new();
                parts.root.write(&mut bytes);
                parts.flags.write(&mut bytes);
                $(parts.$pool.write(&mut bytes);)*
                bytes
            }

            /// The pools.
            pub(super) fn read(&self) -> Parts {
                let mut reader = Reader(self.pools);
                Parts {
                    root: Data::read(&mut reader),
                    flags: Data::read(&mut reader),
                    text: Cow::Borrowed(self.text),
                    patterns: Cow::Borrowed(self.patterns),
                    is_of_format: self.is_of_format,
                    $($pool: Data::read(&mut reader),)*
                }
            }
        }
    };
}

pools! {
    nodes,
    keywords,
    names,
    slots,
    node_ids,
    properties,
    pattern_properties,
    dependents,
    literals,
    literal_members,
    annotations,
    lints,
    rules,
    tests,
    texts,
    resources,
    dynamic_anchors,
    secret_names,
}

/// Bytes that are read from front to end.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    /// An unsigned integer, seven bits to a byte. A call for each is as fast, and thirteen kilobytes smaller.
    #[inline(never)]
    fn unsigned(&mut self) -> u128 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= u128::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 || shift >= u128::BITS {
                return value;
            }
        }
    }
}

/// What is written as bytes and read from them.
trait Data: Sized {
    fn write(&self, bytes: &mut Vec<u8>);

    fn read(reader: &mut Reader<'_>) -> Self;
}

macro_rules! unsigned {
    ($($of:ty),*) => {$(
        impl Data for $of {
            fn write(&self, bytes: &mut Vec<u8>) {
                let mut rest = u128::from(*self);
                while rest >= 0x80 {
                    bytes.push(rest.to_le_bytes()[0] | 0x80);
                    rest >>= 7;
                }
                bytes.push(rest.to_le_bytes()[0]);
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                Self::try_from(reader.unsigned()).unwrap_or_default()
            }
        }
    )*};
}

unsigned!(u8, u32, u64, u128);

impl Data for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push((*self).into());
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        reader.byte() == 1
    }
}

impl Data for i64 {
    fn write(&self, bytes: &mut Vec<u8>) {
        let zigzag = self << 1 ^ self >> 63;
        zigzag.cast_unsigned().write(bytes);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let zigzag = u64::read(reader);
        (zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed()
    }
}

impl<T: Data> Data for Option<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        bool::read(reader).then(|| T::read(reader))
    }
}

impl<T> Data for Run<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.start.write(bytes);
        self.len.write(bytes);
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let start = u32::read(reader);
        Self::new(start, u32::read(reader))
    }
}

impl<T: Data + Clone> Data for Cow<'static, [T]> {
    fn write(&self, bytes: &mut Vec<u8>) {
        (self.len() as u64).write(bytes);
        for entry in self.iter() {
            entry.write(bytes);
        }
    }

    fn read(reader: &mut Reader<'_>) -> Self {
        let count = usize::try_from(u64::read(reader)).unwrap_or(usize::MAX);
        // An entry takes at least a byte.
        let count = count.min(reader.0.len());
        Cow::Owned((0..count).map(|_| T::read(reader)).collect())
    }
}

/// Both directions of structs, from the list of their fields.
macro_rules! structs {
    ($($of:ident { $($field:tt),* $(,)? })*) => {$(
        impl Data for $of {
            fn write(&self, bytes: &mut Vec<u8>) {
                $(self.$field.write(bytes);)*
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                Self { $($field: Data::read(reader)),* }
            }
        }
    )*};
}

/// Both directions of enums, from the list of their variants with the number of each; the first is what an unknown
/// number is read as.
macro_rules! enums {
    ($($of:ident {
        $first:ident $({ $($of_first:ident),* $(,)? })?,
        $($number:literal $variant:ident $(($value:ident))? $({ $($field:ident),* $(,)? })?,)*
    })*) => {$(
        impl Data for $of {
            fn write(&self, bytes: &mut Vec<u8>) {
                match self {
                    Self::$first $({ $($of_first),* })? => {
                        bytes.push(0);
                        $($($of_first.write(bytes);)*)?
                    }
                    $(Self::$variant $(($value))? $({ $($field),* })? => {
                        bytes.push($number);
                        $($value.write(bytes);)?
                        $($($field.write(bytes);)*)?
                    })*
                }
            }

            fn read(reader: &mut Reader<'_>) -> Self {
                match reader.byte() {
                    $($number => {
                        $(let $value = Data::read(reader);)?
                        $($(let $field = Data::read(reader);)*)?
                        Self::$variant $(($value))? $({ $($field),* })?
                    })*
                    _ => {
                        $($(let $of_first = Data::read(reader);)*)?
                        Self::$first $({ $($of_first),* })?
                    }
                }
            }
        }
    )*};
}

structs! {
    NodeId { 0 }
    Slot { 0 }
    Types { 0 }
    Text { start, len }
    Number { text, small }
    CharClass { allowed, min, max }
    Content { encoding, json }
    Node {
        keywords,
        names,
        annotations,
        lints,
        resource,
        pointer,
        line,
        column,
        flags,
    }
    ProgramFlags { dynamic, secrets, lints }
    NodeFlags { secret, deprecated, worded, tracks, lint_tracks }
    Keyword { name, check, rule, line }
    Name { text, hash, property }
    Property { slot, node }
    PatternProperty { pattern, node }
    Dependents { slot, needs }
    LiteralMember { name, value }
    Annotation { name, value }
    Lint {
        code,
        severity,
        message,
        help,
        node,
        index,
    }
    Test { member, kind }
    Resource { uri, anchors }
    DynamicAnchor { name, node }
}

enums! {
    Check {
        Never,
        1 Type(types),
        2 Enum(values),
        3 Const(value),
        4 MultipleOf(number),
        5 Minimum(number),
        6 Maximum(number),
        7 ExclusiveMinimum(number),
        8 ExclusiveMaximum(number),
        9 MinLength(count),
        10 MaxLength(count),
        11 Pattern(index),
        12 Format(format),
        13 Content(content),
        14 MinItems(count),
        15 MaxItems(count),
        16 UniqueItems,
        17 PrefixItems(nodes),
        18 Items { from, node },
        19 Contains { node, min, max, evaluates },
        20 MinProperties(count),
        21 MaxProperties(count),
        22 Required(slots),
        23 DependentRequired(dependents),
        24 DependentSchemas(schemas),
        25 Properties(properties),
        26 PatternProperties(properties),
        27 AdditionalProperties { node, patterns },
        28 PropertyNames(node),
        29 UnevaluatedItems(node),
        30 UnevaluatedProperties(node),
        31 Ref(node),
        32 DynamicRef { node, anchor },
        33 AllOf(nodes),
        34 AnyOf(nodes),
        35 OneOf(nodes),
        36 Not(node),
        37 If { test, then, otherwise },
    }
    Encoding {
        Base16,
        1 Base32,
        2 Base64,
        3 Base64Url,
    }
    Format {
        DateTime,
        1 Date,
        2 Time,
        3 Duration,
        4 Email,
        5 IdnEmail,
        6 Hostname,
        7 IdnHostname,
        8 Ipv4,
        9 Ipv6,
        10 Uri,
        11 UriReference,
        12 Iri,
        13 IriReference,
        14 UriTemplate,
        15 Uuid,
        16 JsonPointer,
        17 RelativeJsonPointer,
        18 Regex,
        19 Byte,
        20 Base64Url,
        21 Int8,
        22 Int16,
        23 Int32,
        24 Int64,
        25 Uint8,
        26 Uint16,
        27 Uint32,
        28 Uint64,
        29 Float,
        30 Double,
    }
    Literal {
        Null,
        1 Bool(value),
        2 Number(number),
        3 String(text),
        4 Array(items),
        5 Object(members),
    }
    LintSeverity {
        Off,
        1 Info,
        2 Warning,
    }
    Rule {
        ExclusiveMembers { members, set },
        1 ForbiddenMember { member, set },
        2 ExactlyOneOf { members, set },
        3 AtLeastOneOf { members, set },
        4 ForbiddenValue { values },
        5 Condition { tests },
        6 TaggedUnion { member },
        7 Nullable { branch },
        8 CharacterClass { words, class },
        9 NumericString { min, max },
        10 Range { min, max },
    }
    TestKind {
        Present,
        1 Absent,
        2 Set,
        3 Unset,
        4 Is(values),
        5 IsOrAbsent(values),
        6 IsNot(values),
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, Data, Image, Number, Reader, Rule, Run, Text};
    use crate::program::{Content, Encoding, Format, NodeId, Parts, Types};

    const TEXT: Text = Text {
        start: 127,
        len: 128,
    };

    const fn number(small: Option<i64>) -> Number {
        Number { text: TEXT, small }
    }

    fn assert_is_read_again(written: &(impl Data + std::fmt::Debug)) {
        fn read<T: Data>(_like: &T, reader: &mut Reader<'_>) -> T {
            T::read(reader)
        }
        let mut bytes = Vec::new();
        written.write(&mut bytes);
        let mut reader = Reader(&bytes);
        let again = read(written, &mut reader);
        assert_eq!(format!("{again:?}"), format!("{written:?}"));
        assert!(reader.0.is_empty(), "{written:?} leaves bytes over");
    }

    #[test]
    fn values_are_what_they_were() {
        let checks = [
            Check::Never,
            Check::Type(Types(u8::MAX)),
            Check::Minimum(number(Some(i64::MIN))),
            Check::Maximum(number(Some(-1))),
            Check::ExclusiveMaximum(number(Some(i64::MAX))),
            Check::MultipleOf(number(None)),
            Check::MaxLength(u64::MAX),
            Check::UniqueItems,
            Check::Format(Format::Regex),
            Check::Content(Content {
                encoding: Some(Encoding::Base64Url),
                json: true,
            }),
            Check::Contains {
                node: NodeId(u32::MAX),
                min: 0,
                max: u64::MAX,
                evaluates: true,
            },
            Check::If {
                test: NodeId(1 << 14),
                then: None,
                otherwise: Some(NodeId(0)),
            },
        ];
        checks.iter().for_each(assert_is_read_again);
        assert_is_read_again(&u128::MAX);
        assert_is_read_again(&Rule::ExclusiveMembers {
            members: Run::new(1, 2),
            set: true,
        });
        assert_is_read_again(&Rule::Nullable { branch: 0 });
    }

    #[test]
    fn a_format_and_its_number_go_together() {
        Format::ALL.iter().for_each(assert_is_read_again);
    }

    #[test]
    fn bytes_that_nobody_wrote_do_no_harm() {
        for pools in [&[][..], &[0xFF; 64], &[7; 64]] {
            let image = Image {
                text: "",
                patterns: &[],
                is_of_format: None,
                pools,
            };
            let Parts { nodes, .. } = image.read();
            assert!(nodes.len() <= pools.len());
        }
    }
}
