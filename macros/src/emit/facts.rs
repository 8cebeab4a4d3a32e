//! What the schema admits of members, as records of a `v::Facts`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vouchsafe_codegen::Admitted;
use vouchsafe_core::program::Types;
use vouchsafe_core::shape::{self, Flag, TypeShape};

use super::expected::{choices, types};
use crate::comparison::Expectation;
use crate::types::{counted, kinds, range, suggested};

/// Records in the making.
#[derive(Default)]
pub(super) struct Facts {
    records: Vec<u8>,
    words: String,
}

/// A record, not yet added, and the words of it.
struct Record {
    bytes: Vec<u8>,
    words: String,
    choices: Vec<String>,
    /// The record of the items.
    items: Option<Box<Record>>,
}

/// A record that has been added.
pub(super) struct Added {
    /// Its offset.
    pub(super) at: usize,
    /// The strings that the member may be, where they are listed.
    pub(super) choices: Vec<String>,
    /// All that it says but for words, which is compared with nothing.
    pub(super) content: Vec<u8>,
}

impl Facts {
    /// Adds what a member may be, if a record can say it.
    pub(super) fn add(
        &mut self,
        expectation: &Expectation,
        presence: &[(bool, Flag)],
    ) -> Option<Added> {
        let flags = presence.iter().filter(|(is_so, _)| *is_so);
        let flags = flags.fold(0, |flags, (_, flag)| flags | flag.0);
        let record = record(&expectation.admitted, &expectation.subject, flags)?;
        let (at, choices) = (self.records.len(), record.choices.clone());
        let mut content = expectation.admitted.schema.clone().into_bytes();
        record.write_content(&mut content);
        self.write(record)?;
        Some(Added {
            at,
            choices,
            content,
        })
    }

    fn write(&mut self, record: Record) -> Option<()> {
        let words = u32::try_from(self.words.len()).ok()?;
        self.words.push_str(&record.words);
        let (head, numbers) = record.bytes.split_at(3);
        self.records.extend(head);
        self.records.extend(words.to_le_bytes());
        self.records.extend(numbers);
        match record.items {
            Some(items) => self.write(*items),
            None => Some(()),
        }
    }

    /// Whether a type fits a record without lists of strings, as the constant finds it.
    pub(super) fn fits(&self, at: usize, shape: &TypeShape) -> bool {
        let Self { records, words } = self;
        shape::Facts { records, words }.fits(at, shape)
    }

    /// The constant that has them all, if there are any.
    pub(super) fn constant(&self) -> TokenStream {
        if self.records.is_empty() {
            return TokenStream::new();
        }
        let records = Literal::byte_string(&self.records);
        let words = &self.words;
        quote!(const FACTS: &__v::Facts<'_> = &__v::Facts { records: #records, words: #words };)
    }
}

impl Record {
    fn write_content(&self, content: &mut Vec<u8>) {
        content.extend(&self.bytes);
        // No text has such a byte.
        content.push(0xFF);
        for choice in &self.choices {
            content.extend(choice.bytes());
            content.push(0xFF);
        }
        if let Some(items) = &self.items {
            items.write_content(content);
        }
    }
}

/// The record of what a value may be, unless it may have members of its own, or items of several kinds.
fn record(admitted: &Admitted, subject: &str, mut flags: u16) -> Option<Record> {
    let types = types(admitted);
    let known = !admitted.recursive;
    let mut words = String::new();
    let mut fits = String::new();
    let mut numbers = Vec::new();
    let mut listed = Vec::new();
    let mut items = None;
    // One line of words is for one of these.
    let mut kinds_of_words = 0;
    if types.contains(Types::OBJECT) && known {
        return None;
    }
    if admitted.is_integer() {
        kinds_of_words += 1;
        flags |= Flag::INTEGERS.0;
        if admitted.admits_zero() {
            flags |= Flag::ZERO.0;
        }
        let (min, max) = admitted.integers;
        for (bound, flag) in [(min, Flag::MIN), (max, Flag::MAX)] {
            if let Some(bound) = bound {
                flags |= flag.0;
                numbers.extend(i64::try_from(bound).ok()?.to_le_bytes());
            }
        }
        words = range(admitted.integers);
        admitted.smallest_integer().clone_into(&mut fits);
    }
    if types.contains(Types::STRING) {
        let bounds = (Flag::SHORTEST, Flag::LONGEST);
        flags |= write_counts(admitted.characters, bounds, &mut numbers)?;
        if let Some(strings) = &admitted.strings {
            kinds_of_words += 1;
            flags |= Flag::CHOICES.0;
            words = choices(strings);
            listed.extend(strings.iter().cloned());
        }
    }
    if types.contains(Types::ARRAY) && known {
        kinds_of_words += 1;
        if !admitted.prefix.is_empty() || admitted.counts.1 == 0 {
            return None;
        }
        flags |= Flag::ITEMS.0;
        if admitted.unique {
            flags |= Flag::UNIQUE.0;
        }
        let bounds = (Flag::FEWEST, Flag::MOST);
        flags |= write_counts(admitted.counts, bounds, &mut numbers)?;
        words = counted(admitted.counts);
        let item = record(
            admitted.items.as_deref()?,
            &format!("{subject}: each item"),
            0,
        )?;
        // One list of strings stands beside a record.
        if item.items.is_some() || !item.choices.is_empty() {
            return None;
        }
        items = Some(Box::new(item));
    }
    let plain = Types(types.0 & !Types::NULL.0);
    let (kinds, suggested) = (kinds(plain), suggested(admitted, plain));
    let lines = [
        &*admitted.schema,
        subject,
        &*kinds,
        &*suggested,
        &*words,
        &*fits,
    ];
    if kinds_of_words > 1 || lines.iter().any(|line| line.contains('\n')) {
        return None;
    }
    let mut bytes = vec![types.0];
    bytes.extend(flags.to_le_bytes());
    bytes.extend(numbers);
    Some(Record {
        bytes,
        words: lines.join("\n") + "\n",
        choices: listed,
        items,
    })
}

/// Writes the bounds of a number of things, where there are some. Gives their flags.
fn write_counts(
    (least, most): (u64, u64),
    (for_least, for_most): (Flag, Flag),
    numbers: &mut Vec<u8>,
) -> Option<u16> {
    let mut flags = 0;
    if least > 0 {
        flags |= for_least.0;
        numbers.extend(u32::try_from(least).ok()?.to_le_bytes());
    }
    if most < u64::MAX {
        flags |= for_most.0;
        numbers.extend(u32::try_from(most).ok()?.to_le_bytes());
    }
    Some(flags)
}
