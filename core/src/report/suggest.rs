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
    /// How often each letter occurs. Some letters share a place.
    counts: [u8; 32],
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
        // At once, for to grow letter by letter takes longer than all else.
        self.text.reserve(word.len());
        if word.is_ascii() {
            self.text.extend(ascii_letters(word).map(char::from));
            self.letters = self.text.len();
        } else {
            self.text.extend(letters(word));
            self.letters = self.text.chars().count();
        }
        self.counts = [0; 32];
        for byte in self.text.bytes() {
            let count = &mut self.counts[usize::from(byte & 31)];
            *count = count.saturating_add(1);
        }
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
        if ascii && self.surplus(other).max(other.surplus(self)) > most {
            return None;
        }
        let (left, right) = if ascii {
            without_common_ends(&self.text, &other.text)
        } else {
            (self.text.as_str(), other.text.as_str())
        };
        let edits = match (left.as_bytes(), right.as_bytes()) {
            _ if !ascii => strsim::damerau_levenshtein(left, right),
            ([], rest) | (rest, []) => rest.len(),
            ([_], [_]) => 1,
            ([a, b], [c, d]) if a == d && b == c => 1,
            // Any other two words take more than one edit.
            _ if most <= 1 => return None,
            _ => strsim::damerau_levenshtein(left, right),
        };
        Some(edits).filter(|edits| *edits <= most)
    }

    /// How many of its letters the other word does not have, at least.
    fn surplus(&self, other: &Self) -> usize {
        let pairs = self.counts.iter().zip(&other.counts);
        let surplus = pairs.map(|(own, other)| u16::from(own.saturating_sub(*other)));
        usize::from(surplus.sum::<u16>())
    }

    /// How many letters and digits it has.
    pub(super) const fn letters(&self) -> usize {
        self.letters
    }

    /// Where it ends in a text, whatever the case and punctuation there.
    pub(super) fn ends_in(&self, text: &str) -> Vec<usize> {
        let (mut plain, mut ends) = (String::new(), Vec::new());
        for (at, letter) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            for lower in letter.to_lowercase() {
                plain.push(lower);
                let end = at + letter.len_utf8();
                ends.extend(std::iter::repeat_n(end, lower.len_utf8()));
            }
        }
        let found = plain.match_indices(&self.text);
        found
            .filter_map(|(at, found)| ends.get(at + found.len() - 1).copied())
            .collect()
    }

    /// Whether it might be meant for `name`, on the side of caution: for deciding what to hide.
    pub(super) fn resembles(&self, name: &Self) -> bool {
        // What is in a text has no letter more often than the text.
        if self.text.len() >= name.text.len()
            && name.surplus(self) == 0
            && self.text.contains(&name.text)
        {
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

/// Two words of ASCII characters without what both begin and end with, which takes no edits.
fn without_common_ends<'a>(left: &'a str, right: &'a str) -> (&'a str, &'a str) {
    let is_same = |(left, right): &(u8, u8)| left == right;
    let begun = left.bytes().zip(right.bytes()).take_while(is_same).count();
    let (left, right) = (&left[begun..], &right[begun..]);
    let ends = left.bytes().rev().zip(right.bytes().rev());
    let ended = ends.take_while(is_same).count();
    (&left[..left.len() - ended], &right[..right.len() - ended])
}

/// The letters and digits of a word of ASCII characters, in lower case.
fn ascii_letters(word: &str) -> impl Iterator<Item = u8> {
    let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase())
}

/// The letters and digits of any word, in lower case.
fn letters(word: &str) -> impl Iterator<Item = char> {
    let letters = word.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// Whether two words differ in nothing but case and punctuation.
pub(super) fn is_same_word(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        ascii_letters(left).eq(ascii_letters(right)) && ascii_letters(left).next().is_some()
    } else {
        letters(left).eq(letters(right)) && letters(left).next().is_some()
    }
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
        // What has too few bytes has too few letters.
        if candidate.len() + best.most >= best.plain.letters {
            plain.set(candidate);
            best.compare(candidate, &plain);
        }
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
    use super::{Plain, closest};

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
    fn edits_are_counted_without_what_words_have_in_common() {
        let words: Vec<String> = (0..3_u32.pow(5))
            .map(|number| {
                let letter = |place: u32| ['a', 'b', 'c'][(number / 3_u32.pow(place) % 3) as usize];
                (0..=number % 5).map(letter).collect()
            })
            .collect();
        let plain: Vec<Plain> = words.iter().map(|word| Plain::of(word)).collect();
        for (left, word) in plain.iter().zip(&words) {
            for (right, other) in plain.iter().zip(&words) {
                let edits = strsim::damerau_levenshtein(word, other);
                for most in 0..4 {
                    let expected = Some(edits).filter(|edits| *edits <= most);
                    assert_eq!(left.edits(right, most), expected, "{word} {other}");
                }
            }
        }
    }

    #[test]
    fn two_that_are_as_close_are_no_suggestion() {
        assert_eq!(closest("rad", ["red", "rod"].into_iter()), None);
    }
}
