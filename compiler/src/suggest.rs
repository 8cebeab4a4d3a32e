//! "Did you mean …?" for keywords, anchors and members of schemas.

/// The candidate that was probably meant by `written`.
pub(crate) fn closest<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let plain = |word: &str| word.trim_start_matches('$').to_lowercase();
    let written = plain(written);
    let longest = (written.chars().count() / 3).clamp(1, 3);
    let distances = candidates.filter_map(|candidate| {
        let distance = strsim::damerau_levenshtein(&written, &plain(candidate));
        (distance <= longest).then_some((distance, candidate))
    });
    distances
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
