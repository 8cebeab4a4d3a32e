//! Reads the values of keywords, and complains about those that a keyword cannot have.

use vouchsafe_core::json::{Decimal, Kind, Value};

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::found::{found, is_negative};
use crate::slips;

impl<'a> Lowerer<'a> {
    /// Complains that a keyword cannot have this value.
    pub(super) fn refuse(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
        wanted: &str,
    ) {
        let message = format!("`{keyword}` must be {wanted}, found {}", found(value));
        let advice = slips::of_value(object.language, object.value, keyword, value);
        let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message)
            .help(advice.help)
            .suggest(advice.suggestion);
        self.complain_at(object.spot, value, complaint);
    }

    /// A non-negative integer; one that no input can reach becomes the largest.
    pub(super) fn count(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
    ) -> Option<u64> {
        let number = value.as_number().filter(Decimal::is_integer);
        let count = number
            .filter(|number| number.is_zero() || !is_negative(value))
            .map(|number| {
                let small = number.to_i128();
                small.map_or(u64::MAX, |small| u64::try_from(small).unwrap_or(u64::MAX))
            });
        if count.is_none() {
            self.refuse(object, keyword, value, "a non-negative integer");
        }
        count
    }

    /// A string.
    pub(super) fn string(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
    ) -> Option<String> {
        let text = value.as_str().map(|text| text.to_lossy().into_owned());
        if text.is_none() {
            self.refuse(object, keyword, value, "a string");
        }
        text
    }

    /// A Boolean.
    pub(super) fn boolean(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
    ) -> Option<bool> {
        let flag = value.as_bool();
        if flag.is_none() {
            self.refuse(object, keyword, value, "a Boolean");
        }
        flag
    }

    /// An array of strings without repetitions.
    pub(super) fn unique_strings(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
    ) -> Option<Vec<String>> {
        let strings: Option<Vec<String>> = (value.kind() == Kind::Array)
            .then(|| {
                value
                    .items()
                    .map(|item| Some(item.as_str()?.to_lossy().into_owned()))
                    .collect()
            })
            .flatten();
        let Some(strings) = strings else {
            self.refuse(object, keyword, value, "an array of strings");
            return None;
        };
        let mut seen = std::collections::HashSet::new();
        let repeated = value
            .items()
            .zip(&strings)
            .find(|(_, text)| !seen.insert(text.as_str()));
        if let Some((item, text)) = repeated {
            let message = format!("`{keyword}` names `{text}` twice");
            self.complain_at(
                object.spot,
                item,
                Complaint::new(&codes::INVALID_KEYWORD_VALUE, message),
            );
            return None;
        }
        Some(strings)
    }

    /// The members of an object.
    pub(super) fn members(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
        of: &str,
    ) -> Option<Vec<(String, Value<'a>)>> {
        if value.kind() != Kind::Object {
            self.refuse(object, keyword, value, &format!("an object of {of}"));
            return None;
        }
        Some(
            value
                .members()
                .map(|(name, value)| (name.to_lossy().into_owned(), value))
                .collect(),
        )
    }

    /// The items of an array that must not be empty.
    pub(super) fn some_items(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
    ) -> Option<Vec<Value<'a>>> {
        if value.kind() != Kind::Array || value.is_empty() {
            self.refuse(object, keyword, value, "an array of at least one schema");
            return None;
        }
        Some(value.items().collect())
    }
}
