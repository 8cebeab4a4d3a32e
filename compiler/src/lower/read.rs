//! Reads the values of keywords, and complains about those that a keyword cannot have.

use vouchsafe_core::json::{Kind, Value};

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;

impl<'a> Lowerer<'a> {
    /// Complains that a keyword cannot have this value.
    pub(super) fn refuse(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
        wanted: &str,
    ) {
        let message = format!("`{keyword}` must be {wanted}, found {}", kind_word(value));
        self.complain_at(
            object.spot,
            value,
            Complaint::new(&codes::INVALID_KEYWORD_VALUE, message),
        );
    }

    /// A non-negative integer; one that no input can reach becomes the largest.
    pub(super) fn count(
        &mut self,
        object: &Object<'a>,
        keyword: &str,
        value: Value<'a>,
    ) -> Option<u64> {
        let number = value
            .as_number()
            .filter(vouchsafe_core::json::Decimal::is_integer);
        let count = number.and_then(|number| match number.to_i128() {
            Some(integer) => u64::try_from(integer).ok(),
            None => (!value.document().bytes()[value.span().start..].starts_with(b"-"))
                .then_some(u64::MAX),
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

fn kind_word(value: Value<'_>) -> &'static str {
    match value.kind() {
        Kind::Null => "`null`",
        Kind::True | Kind::False => "a Boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array if value.is_empty() => "an empty array",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}
