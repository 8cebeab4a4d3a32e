//! The name that was probably meant.

/// The candidate that was probably meant.
pub(super) fn meant<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let plain = |name: &str| name.replace(['_', '-'], "").to_lowercase();
    let longest = (written.chars().count() / 3).max(1);
    let distances = candidates.map(|name| {
        (
            strsim::damerau_levenshtein(&plain(written), &plain(name)),
            name,
        )
    });
    distances
        .filter(|(distance, _)| *distance <= longest)
        .min()
        .map(|(_, name)| name)
}

/// The same as the end of a message.
pub(super) fn help(meant: Option<&str>) -> String {
    meant
        .map(|name| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}
