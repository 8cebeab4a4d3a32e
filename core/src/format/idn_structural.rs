//! Internationalised names without the tables of Unicode: their structure alone.

use super::hostname::{MAX_DOMAIN, MAX_LABEL, is_label};

/// Whether each label is of letters, digits, hyphens and characters past ASCII that are neither spaces
/// nor control characters. Labels that claim to be A-labels are not decoded.
pub(super) fn is_name(text: &str) -> bool {
    let labels = text.split(['.', '\u{3002}', '\u{FF0E}', '\u{FF61}']);
    text.chars().count() <= MAX_DOMAIN && labels.into_iter().all(is_any_label)
}

/// Without tables nothing is mapped.
pub(super) fn is_mapped_name(text: &str) -> bool {
    is_name(text)
}

fn is_any_label(text: &str) -> bool {
    if text.is_ascii() {
        return is_label(text);
    }
    let fits = |character: char| match character {
        '-' => true,
        character if character.is_ascii() => character.is_ascii_alphanumeric(),
        character => !character.is_control() && !character.is_whitespace(),
    };
    text.chars().count() <= MAX_LABEL
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.chars().all(fits)
}
