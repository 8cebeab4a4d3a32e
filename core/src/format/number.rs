//! The formats of numbers that OpenAPI defines (its format registry): integers and floats of a width.
//!
//! Numbers are compared by their digits, so nothing is rounded.

use super::Format;
use crate::json::Decimal;

/// What the numbers of a format are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    /// Whether they have no fraction.
    pub is_integer: bool,
    /// The least of them, as a JSON number.
    pub min: &'static str,
    /// The greatest of them, as a JSON number.
    pub max: &'static str,
}

impl Format {
    /// What the numbers of the format are; `None` for a format of strings. Formats of numbers say nothing of strings,
    /// and formats of strings nothing of numbers (JSON Schema Validation, section 7.1).
    ///
    /// ```
    /// use vouchsafe_core::Format;
    ///
    /// let range = Format::Int8.number_range().unwrap();
    /// assert_eq!((range.is_integer, range.min, range.max), (true, "-128", "127"));
    /// assert_eq!(Format::Date.number_range(), None);
    /// ```
    pub const fn number_range(self) -> Option<NumberRange> {
        let (is_integer, min, max) = match self {
            Self::Int8 => (true, "-128", "127"),
            Self::Int16 => (true, "-32768", "32767"),
            Self::Int32 => (true, "-2147483648", "2147483647"),
            Self::Int64 => (true, "-9223372036854775808", "9223372036854775807"),
            Self::Uint8 => (true, "0", "255"),
            Self::Uint16 => (true, "0", "65535"),
            Self::Uint32 => (true, "0", "4294967295"),
            Self::Uint64 => (true, "0", "18446744073709551615"),
            Self::Float => (false, "-3.4028235e38", "3.4028235e38"),
            Self::Double => (false, "-1.7976931348623157e308", "1.7976931348623157e308"),
            _ => return None,
        };
        Some(NumberRange {
            is_integer,
            min,
            max,
        })
    }

    /// Whether the format is one of numbers.
    pub const fn is_of_numbers(self) -> bool {
        self.number_range().is_some()
    }
}

/// Whether a text is a JSON number in a range.
pub(super) fn is_in(range: NumberRange, text: &str) -> bool {
    let parse = |text: &'static str| Decimal::parse(text.as_bytes());
    let number = Decimal::parse(text.as_bytes());
    let bounds = parse(range.min).zip(parse(range.max));
    number.zip(bounds).is_some_and(|(number, (min, max))| {
        (number.is_integer() || !range.is_integer) && number >= min && number <= max
    })
}

#[cfg(test)]
mod tests {
    use crate::format::Format;

    /// Asserts that a format admits some numbers and refuses others.
    #[track_caller]
    fn assert_range(format: Format, inside: &[&str], outside: &[&str]) {
        for text in inside {
            assert!(format.is_valid(text), "{text} as {}", format.name());
        }
        for text in outside {
            assert!(!format.is_valid(text), "{text} as {}", format.name());
        }
    }

    #[test]
    fn integers_have_the_width_of_their_name() {
        assert_range(Format::Int8, &["-128", "127", "1.27e2"], &["-129", "128"]);
        assert_range(
            Format::Int32,
            &[
                "2147483647",
                "-2147483648",
                "0",
                "-0",
                "1.0",
                "2147483647.0",
            ],
            &["2147483648", "-2147483649", "0.5", "1e10", "1e400", ""],
        );
        assert_range(
            Format::Int64,
            &["9223372036854775807", "-9223372036854775808"],
            &["9223372036854775808", "-9223372036854775809", "1e19"],
        );
        assert_range(Format::Uint8, &["0", "255", "-0"], &["-1", "256"]);
        assert_range(
            Format::Uint64,
            &["18446744073709551615"],
            &["18446744073709551616", "-1"],
        );
    }

    #[test]
    fn floats_have_the_range_of_their_width() {
        assert_range(
            Format::Float,
            &["3.4028235e38", "0.1", "-1e-400", "16777217"],
            &["3.5e38", "-1e39"],
        );
        assert_range(
            Format::Double,
            &["1.7976931348623157e308", "3.5e38", "1e-400"],
            &["1.8e308", "-1e309"],
        );
    }
}
