//! "Did you mean …?"

/// How alike two words are: 0 is the same, `None` is too far apart to suggest one for the other.
///
/// Differences in case, in `-`, `_` and spaces count least: they are the commonest slips.
fn distance(written: &str, meant: &str) -> Option<usize> {
    if written == meant {
        return Some(0);
    }
    let (plain_written, plain_meant) = (plain(written), plain(meant));
    if plain_written == plain_meant && !plain_meant.is_empty() {
        return Some(1);
    }
    let longer = plain_written
        .chars()
        .count()
        .max(plain_meant.chars().count());
    // A third of the letters may differ, in words of three letters one.
    let allowed = (longer / 3).clamp(usize::from(longer >= 3), 4);
    if plain_written
        .chars()
        .count()
        .abs_diff(plain_meant.chars().count())
        > allowed
    {
        return None;
    }
    let edits = strsim::damerau_levenshtein(&plain_written, &plain_meant);
    (edits <= allowed).then_some(1 + edits)
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Words longer than this are compared with nothing: nobody mistypes them, and comparing takes
/// quadratic time.
const MAX_WORD: usize = 80;

/// The candidate that was probably meant by `written`, if one is close enough and closer than
/// every other.
pub(super) fn closest<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    if written.len() > MAX_WORD {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    let mut tie = false;
    for candidate in candidates.filter(|candidate| candidate.len() <= MAX_WORD) {
        let Some(distance) = distance(written, candidate) else {
            continue;
        };
        match best {
            Some((least, kept)) if distance == least => tie |= kept != candidate,
            Some((least, _)) if distance > least => {}
            _ => (best, tie) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !tie).map(|(_, candidate)| candidate)
}

/// Whether `written` might be meant for `name`, on the side of caution: for deciding what to hide.
pub(super) fn resembles(written: &str, name: &str) -> bool {
    let (written, name) = (plain(written), plain(name));
    if written.len() > MAX_WORD {
        return written.contains(&name);
    }
    written.contains(&name)
        || !written.is_empty() && written.len() + 3 >= name.len() && {
            let allowed = (name.chars().count() / 3).clamp(1, 4);
            strsim::damerau_levenshtein(&written, &name) <= allowed
        }
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn slips_are_recognised() {
        let names = [
            "task_name",
            "topics",
            "topics_regex",
            "retry_duration",
            "TEXT",
            "latest",
            "earliest",
        ];
        for (written, meant) in [
            ("task_nmae", Some("task_name")),
            ("taskName", Some("task_name")),
            ("TASK-NAME", Some("task_name")),
            ("retry_duration ", Some("retry_duration")),
            ("topic", Some("topics")),
            ("TXT", Some("TEXT")),
            ("text", Some("TEXT")),
            ("Latest", Some("latest")),
            ("agency_name", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(closest(written, names.iter().copied()), meant, "{written}");
        }
    }

    #[test]
    fn two_that_are_as_close_are_no_suggestion() {
        assert_eq!(closest("rad", ["red", "rod"].into_iter()), None);
    }
}
