//! "Did you mean …?"

/// Words longer than this are compared with nothing: nobody mistypes them, and comparing takes
/// quadratic time.
const MAX_WORD: usize = 80;

/// Words that differ by more edits than this are not alike.
const MOST_EDITS: usize = 4;

/// A word without what is mistaken most often: its letters and digits, in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Plain {
    text: String,
    letters: usize,
    /// A bit for each letter that occurs, some of which share one.
    bag: u64,
}

impl Plain {
    pub(super) fn of(word: &str) -> Self {
        let mut plain = Self::default();
        plain.set(word);
        plain
    }

    /// Makes it the form of `word`, in the room that is there.
    fn set(&mut self, word: &str) {
        self.text.clear();
        if word.is_ascii() {
            let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
            self.text
                .extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
            self.letters = self.text.len();
        } else {
            let letters = word.chars().filter(|letter| letter.is_alphanumeric());
            self.text.extend(letters.flat_map(char::to_lowercase));
            self.letters = self.text.chars().count();
        }
        self.bag = self
            .text
            .bytes()
            .fold(0, |bag, byte| bag | 1 << (byte & 63));
    }

    /// How alike two different words are: `None` is too far apart to suggest one for the other.
    ///
    /// Differences in case, in `-`, `_` and spaces count least: they are the commonest slips.
    /// What differs by more than `most` edits is not looked at any closer.
    fn distance(&self, meant: &Self, most: usize) -> Option<usize> {
        let longer = self.letters.max(meant.letters);
        // A third of the letters may differ, in words of three letters one.
        let allowed = (longer / 3).clamp(usize::from(longer >= 3), MOST_EDITS);
        Some(1 + self.edits(meant, allowed.min(most))?)
    }

    /// The edits between two words (letters put in, left out, replaced, and neighbours exchanged), if they are at most
    /// so many.
    fn edits(&self, other: &Self, most: usize) -> Option<usize> {
        if self.text == other.text {
            return Some(0);
        }
        if self.letters.abs_diff(other.letters) > most {
            return None;
        }
        // Each edit puts one letter in place of another at most. (Letters that are not ASCII have several bytes.)
        let ascii = self.text.len() == self.letters && other.text.len() == other.letters;
        let strangers = (self.bag & !other.bag)
            .count_ones()
            .max((other.bag & !self.bag).count_ones());
        if ascii && strangers as usize > most {
            return None;
        }
        Some(strsim::damerau_levenshtein(&self.text, &other.text)).filter(|edits| *edits <= most)
    }

    /// Whether it might be meant for `name`, on the side of caution: for deciding what to hide.
    pub(super) fn resembles(&self, name: &Self) -> bool {
        if self.text.contains(&name.text) {
            return true;
        }
        !self.text.is_empty()
            && self.text.len() <= MAX_WORD
            && self.text.len() + 3 >= name.text.len()
            && self
                .edits(name, (name.letters / 3).clamp(1, MOST_EDITS))
                .is_some()
    }
}

/// Whether two words differ in nothing but case and punctuation.
pub(super) fn is_same_word(left: &str, right: &str) -> bool {
    let [left, right] = [left, right].map(Plain::of);
    left.letters > 0 && left.text == right.text
}

/// The candidate that was probably meant by `written`, if one is close enough and closer than
/// every other.
pub(super) fn closest<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut best = Best::of(written)?;
    let mut plain = Plain::default();
    for candidate in candidates.filter(|candidate| candidate.len() <= MAX_WORD) {
        plain.set(candidate);
        best.compare(candidate, &plain);
    }
    best.found()
}

/// The same among candidates whose plain forms are known.
pub(super) fn closest_of<'a>(
    written: &str,
    candidates: &(impl Iterator<Item = (&'a str, &'a Plain)> + Clone),
) -> Option<&'a str> {
    // Most slips are one edit, and to look for no more takes little time.
    [1, MOST_EDITS].into_iter().find_map(|most| {
        let mut best = Best::of(written)?;
        best.most = most;
        let candidates = candidates.clone();
        for (candidate, plain) in candidates.filter(|(candidate, _)| candidate.len() <= MAX_WORD) {
            best.compare(candidate, plain);
        }
        best.nearest.map(|_| best.found())
    })?
}

/// The best candidate so far.
struct Best<'w, 'c> {
    written: &'w str,
    plain: Plain,
    /// What takes more edits than this is not better.
    most: usize,
    nearest: Option<(usize, &'c str)>,
    tie: bool,
}

impl<'w, 'c> Best<'w, 'c> {
    fn of(written: &'w str) -> Option<Self> {
        (written.len() <= MAX_WORD).then(|| Self {
            written,
            plain: Plain::of(written),
            most: MOST_EDITS,
            nearest: None,
            tie: false,
        })
    }

    fn compare(&mut self, candidate: &'c str, plain: &Plain) {
        let distance = if self.written == candidate {
            Some(0)
        } else {
            self.plain.distance(plain, self.most)
        };
        let Some(distance) = distance else { return };
        match self.nearest {
            Some((least, kept)) if distance == least => self.tie |= kept != candidate,
            Some((least, _)) if distance > least => {}
            _ => {
                (self.nearest, self.tie) = (Some((distance, candidate)), false);
                self.most = self.most.min(distance.saturating_sub(1));
            }
        }
    }

    fn found(self) -> Option<&'c str> {
        self.nearest
            .filter(|_| !self.tie)
            .map(|(_, candidate)| candidate)
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
