//! The trait that ties a Rust type to its schema.

use serde::{Deserialize, Serialize};

use crate::de;
use crate::json::{Document, Span, Tape};
use crate::options::Options;
use crate::program::Program;
use crate::report::{self, Faults, Report, Warnings};
use crate::scratch::with_scratch;
use crate::sort;
use crate::write;

/// A Rust type with a schema that it has been checked against. Derived, never written by hand:
///
/// ```text
/// #[derive(Serialize, Deserialize, Validate)]
/// #[vouchsafe(schema = "order.json")]
/// struct Order { id: u64, note: Option<String> }
///
/// let order = Order::from_json(body)?;      // the value, or every fault
/// let bytes = order.to_json()?;             // what is checked is what is sent
/// ```
///
/// All methods check against the schema, the whole of it: also what no Rust type expresses.
///
/// # What the derive compares
///
/// A type compiles only if it can hold all that its schema admits, and has no place for what the schema
/// does not know. What differs is told all at once: the message leads with the place in the schema, and
/// its span is the field or variant (where several fields of one type share a schema, the first of them, with a line for
/// each). Names are compared by the macro, types by constants, so aliases
/// and types of other crates are seen through; whatever implements [`Shape`](crate::Shape) takes part.
///
/// ## Keys of `#[vouchsafe(…)]`
///
/// | key | on | meaning |
/// |---|---|---|
/// | `schema = "…"` | type | the path of the schema from the folder of `Cargo.toml`, with a JSON Pointer after `#`; or its text |
/// | `crate = path` | type | where `vouchsafe` is, if not under the name that `Cargo.toml` gives it |
/// | `partial` | type | not every property needs a field |
/// | `unknown_keywords = "allow"` | type | keywords that the dialect does not have are annotations, rather than faults |
/// | `allow_backtracking` | type | patterns may look around (with the feature `backtracking`) |
/// | `property = "…"` | field, variant | its name on the wire, whatever serde's attributes say |
/// | `with = Type` | field | what it is on the wire, where a function or a type without a shape reads it |
/// | `skip` | field | it is not compared, and neither is the property of its name |
/// | `skip` | variant | it is not on the wire |
///
/// ## Attributes of serde
///
/// | attribute | how it is compared |
/// |---|---|
/// | `rename`, `rename_all`, `rename_all_fields` | the name on the wire is the property's. Where reading and writing differ, both names must be properties, and a required one must be written |
/// | `alias` | must be a property too. If the schema requires one of the names or another, the member counts as required |
/// | `default` (type, field) | the field need not be an `Option` where the property is not required |
/// | `skip` | it is not on the wire; a property of its name has no field |
/// | `skip_deserializing`, `skip_serializing` | the property must exist; a required one must be written |
/// | `skip_serializing_if` | the property must not be required |
/// | `flatten` | the members of the type ([`Shape::MEMBERS`](crate::Shape::MEMBERS)) must be properties, and those without a field of their own be among them; a map takes all others, those that the schema does not name included |
/// | `transparent`, newtypes | the type inside is compared with the whole schema |
/// | `from`, `try_from`, `into` | the types named there are. What a conversion refuses is reported when it comes |
/// | `with`, `deserialize_with` | the type is not compared, unless `#[vouchsafe(with = …)]` says what it is. serde then asks for the member, so an optional property needs `default` |
/// | `deny_unknown_fields` | the schema must be closed, and every property read |
/// | `tag` on an enum | a required property that lists the variants (`const` in branches, or `enum`). For each name the schema is read as it is where the tag has it, through `oneOf`, `anyOf` and `if`, and its members are compared with the variant's fields, or those of its type |
/// | `tag` with `content` | the same; the content is compared with what the variant holds |
/// | `tag` on a struct | a property that can be nothing but the struct's name |
/// | neither | a string for a variant without fields, an object of exactly one member for others |
/// | `untagged` | for each branch of `anyOf` or `oneOf` some variant must hold all of it; a variant with named fields is compared with the branch that has most of its names |
/// | `untagged` on a variant | it must hold the branches that no name is listed in |
/// | `other` | variants need not be complete |
/// | `remote` | an error |
///
/// ## Types
///
/// | type | holds |
/// |---|---|
/// | integers, `NonZero…`, `Wrapping`, `Saturating` | integers within its bounds; without a bound 64 bits are asked for |
/// | `f64`, `f32` | numbers, rounded; where only integers are admitted, those that it does not round (2⁵³, 2²⁴) |
/// | `bool`, `()`, unit structs, `PhantomData` | a Boolean; `null` |
/// | `String`, `&str`, `Cow<str>`, `Box<str>`, `Path`, addresses of IP | strings; what is no address is reported when it comes |
/// | `char` | strings of one character: `minLength` and `maxLength` 1, or a list of such |
/// | `Option<T>` | absence, where the property is not required, or `null`, where it is admitted; it is refused where neither can be |
/// | `Option<Option<T>>` | both, told apart by `vouchsafe::present`; refused without it, as serde reads them alike |
/// | `Box`, `Rc`, `Arc`, `&T`, `Cell`, `Mutex` and the like | what is inside |
/// | `Vec`, `VecDeque`, `LinkedList`, `BinaryHeap`, `[T]` | arrays; each item must fit, and one that the schema does not describe is anything |
/// | `BTreeSet`, `HashSet` | arrays with `uniqueItems` |
/// | `[T; N]` | arrays of exactly `N` items |
/// | tuples, tuple structs | arrays with an item for each type: `prefixItems`, and no others |
/// | `BTreeMap`, `HashMap` | objects: values as the schema describes them, or anything; keys are strings, enums where the names are listed, integers where `propertyNames` has a pattern of digits |
/// | `serde_json::Value`, `Map`, `Number` | anything, any object, any number |
/// | `Duration`, `SystemTime`, `Range` | an object with the members that serde writes |
/// | structs and enums with `Validate` | what their own schema admits; where that has a name, it must be the one that the `$ref` leads to |
///
/// `&[u8]` is an array of integers, since serde writes it so; serde reads it from a string alone.
///
/// Types with parameters are compared as far as their fields mention none; the rest is compared where
/// the type is used, with the types that are used there.
pub trait Validate: Sized {
    /// The compiled schema.
    fn program() -> &'static Program;

    /// Reads a value from JSON text: the value, if the text satisfies the schema.
    ///
    /// Lints are not computed; [`check_json`](Self::check_json) has them.
    ///
    /// # Errors
    /// The [`Report`] has every fault of the text, the same as [`check_json`](Self::check_json)
    /// gives. Where the schema admits what the type cannot hold (an integer without bounds), it is
    /// one `not-representable` violation.
    fn from_json<'de>(bytes: &'de [u8]) -> Result<Self, Report>
    where
        Self: Deserialize<'de>,
    {
        read(Self::program(), bytes, &Options::DEFAULT)
    }

    /// Writes the value as JSON text, compact, if it satisfies the schema.
    ///
    /// A field that is `None` is left out where the schema does not admit `null`.
    ///
    /// # Errors
    /// The [`Report`] has every fault; its spans point into the text that would have been written.
    fn to_json(&self) -> Result<Vec<u8>, Report>
    where
        Self: Serialize,
    {
        write(Self::program(), self, <[u8]>::to_vec)
    }

    /// Checks a value that is already there.
    ///
    /// # Errors
    /// As [`to_json`](Self::to_json).
    fn validate(&self) -> Result<(), Report>
    where
        Self: Serialize,
    {
        write(Self::program(), self, |_| ())
    }

    /// Checks JSON text without building the value: the lints, if the text satisfies the schema.
    ///
    /// # Errors
    /// The [`Report`] has every fault of the text, and the lints.
    fn check_json(bytes: &[u8]) -> Result<Warnings, Report> {
        Self::program().check(bytes)
    }

    /// Checks JSON text as [`check_json`](Self::check_json) does, and gives every fault by its code and place, without
    /// words and without lints: for services that count, log or answer with codes.
    ///
    /// ```text
    /// for fault in Order::faults_json(body) {
    ///     count(fault.code);
    /// }
    /// ```
    fn faults_json(bytes: &[u8]) -> Faults {
        Self::program().faults(bytes)
    }

    /// Whether JSON text satisfies the schema. Allocates nothing on valid input, once the thread's
    /// buffers have grown to its size.
    fn is_valid_json(bytes: &[u8]) -> bool {
        Self::program().is_valid(bytes)
    }
}

pub(crate) fn read<'de, T: Deserialize<'de>>(
    program: &Program,
    bytes: &'de [u8],
    options: &Options,
) -> Result<T, Report> {
    with_scratch(|scratch| {
        let (document, memory, valid) = program.read(bytes, scratch, options, false)?;
        if !valid {
            program.explain(document, memory, options)?;
        }
        de::build_checked(bytes, document.tape()).map_err(|misfit| {
            report::of_misfit(program, document, misfit.at(), &misfit.to_string(), options)
        })
    })
}

/// Hands on the text of a value that satisfies the schema.
fn write<T: Serialize, R>(
    program: &'static Program,
    value: &T,
    done: impl FnOnce(&[u8]) -> R,
) -> Result<R, Report> {
    write::with_room(|room| {
        write::write(program.parts(), value, room)
            .map_err(|error| report::of_unwritable(&error.to_string()))?;
        if !program.is_valid(&room.text) {
            leave_nulls_out(program, &mut room.text)?;
        }
        Ok(done(&room.text))
    })
}

/// What is written of a value, without a look at whether the schema admits it.
pub(crate) fn text_of<T: Serialize + ?Sized>(
    program: &'static Program,
    value: &T,
) -> Result<String, Report> {
    write::with_room(|room| {
        write::write(program.parts(), value, room)
            .map_err(|error| report::of_unwritable(&error.to_string()))?;
        Ok(String::from_utf8_lossy(&room.text).into_owned())
    })
}

/// Leaves out every `null` that the schema refuses, also where it takes the whole schema to know.
#[cold]
fn leave_nulls_out(program: &Program, text: &mut Vec<u8>) -> Result<(), Report> {
    // Leaving a `null` out can only uncover further ones of the same object, never make one.
    while let Err(report) = program.check(text) {
        match without_nulls(text, &report) {
            Some(less) => *text = less,
            None => return Err(report),
        }
    }
    Ok(())
}

/// The text without the members that are `null` where the schema refuses it: what `None` means.
fn without_nulls(bytes: &[u8], report: &Report) -> Option<Vec<u8>> {
    let mut tape = Tape::default();
    let document = Document::scan(bytes, &mut tape, usize::MAX).ok()?;
    let mut nulls: Vec<usize> = report
        .errors()
        .filter_map(|violation| violation.span)
        .filter(|span| &bytes[span.range()] == b"null")
        .map(|span| span.start)
        .collect();
    sort::by(&mut nulls, Ord::cmp);
    let mut members = Vec::new();
    for index in 0..u32::try_from(document.tape().len()).ok()? {
        let value = document.value(index);
        if nulls.binary_search(&value.span().start).is_ok()
            && let Some(name) = value.name()
        {
            members.push(Span::new(name.span().start, value.span().end));
        }
    }
    if members.is_empty() {
        return None;
    }
    let mut less = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for Span { start, end, .. } in members {
        // The text is compact: a comma stands right before or right after the member, or none does.
        let kept = &bytes[from..start];
        let last_kept = kept.last().or(less.last()).copied();
        if bytes.get(end) == Some(&b',') {
            less.extend_from_slice(kept);
            from = end + 1;
        } else {
            less.extend_from_slice(kept);
            if last_kept == Some(b',') {
                less.pop();
            }
            from = end;
        }
    }
    less.extend_from_slice(&bytes[from..]);
    Some(less)
}
