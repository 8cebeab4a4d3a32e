//! Internationalised names: labels as IDNA2008 allows them (RFC 5890 to RFC 5893).
//!
//! A label that is not ASCII is brought to its A-label, and a label that claims to be one is decoded, so
//! that both are checked alike. The crate `idna` checks what UTS #46 and IDNA2008 share: that nothing
//! needs to be mapped (which implies NFC), that no label begins with a combining mark, the rules for
//! joiners and those for texts from right to left. The rest is here: which characters are allowed
//! (RFC 5892), the rules for characters that need a context (RFC 5892, appendix A), and hyphens.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use idna::punycode;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::hostname::{MAX_DOMAIN, MAX_LABEL, PREFIX, is_label};

/// What separates labels: the full stop, and those that keyboards of East Asia have in its place
/// (RFC 3490, section 3.1).
const SEPARATORS: [char; 4] = ['.', '\u{3002}', '\u{FF0E}', '\u{FF61}'];

/// Whether the text is a name of labels in ASCII, A-labels and U-labels.
pub(super) fn is_name(text: &str) -> bool {
    let mut name = String::new();
    for (at, label) in text.split(SEPARATORS).enumerate() {
        if at > 0 {
            name.push('.');
        }
        if push_label(&mut name, label).is_none() || name.len() > MAX_DOMAIN {
            return false;
        }
    }
    let checked = Uts46::new().to_ascii(
        name.as_bytes(),
        AsciiDenyList::EMPTY,
        Hyphens::Allow,
        DnsLength::Ignore,
    );
    checked.is_ok()
}

/// Whether the text is such a name once it is mapped as for a look-up: to lower case, to NFC and so on.
pub(super) fn is_mapped_name(text: &str) -> bool {
    let (mapped, result) =
        Uts46::new().to_unicode(text.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow);
    result.is_ok() && is_name(&mapped)
}

/// Adds a label to a name, as an A-label if it is not ASCII. `None` if it is no label.
fn push_label(name: &mut String, label: &str) -> Option<()> {
    let start = name.len();
    if label.is_ascii() {
        if !is_label(label) {
            return None;
        }
        name.push_str(label);
        name[start..].make_ascii_lowercase();
        if let Some(encoded) = name[start..].strip_prefix(PREFIX) {
            let decoded = punycode::decode(encoded)?;
            if !is_u_label(&decoded) || punycode::encode(&decoded)? != encoded {
                return None;
            }
        }
        return Some(());
    }
    // An A-label has an octet for each character at least.
    let characters: Vec<char> = label.chars().take(MAX_LABEL).collect();
    if !is_u_label(&characters) {
        return None;
    }
    name.push_str(PREFIX);
    name.push_str(&punycode::encode(&characters)?);
    (name.len() - start <= MAX_LABEL).then_some(())
}

/// Whether a label is a U-label (RFC 5891, section 4.2), as far as `idna` does not look.
fn is_u_label(label: &[char]) -> bool {
    let has_hyphen = |at: usize| label.get(at) == Some(&'-');
    let is_malformed = label.iter().all(char::is_ascii)
        || has_hyphen(0)
        || has_hyphen(label.len() - 1)
        || has_hyphen(2) && has_hyphen(3);
    !is_malformed && (0..label.len()).all(|at| is_allowed_at(label, at))
}

/// Whether a character is valid in its context: `PVALID`, `CONTEXTJ` or `CONTEXTO` of RFC 5892.
fn is_allowed_at(label: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| label[at]);
    let after = label.get(at + 1).copied();
    let is_of = |neighbour: Option<char>, script| {
        neighbour.is_some_and(|character| self::script(character) == script)
    };
    match label[at] {
        // `idna` looks at joiners.
        '\u{200C}' | '\u{200D}' => true,
        // The middle dot, as in Catalan.
        '\u{B7}' => before == Some('l') && after == Some('l'),
        // The Greek lower numeral sign.
        '\u{375}' => is_of(after, Script::Greek),
        // Geresh and gershayim.
        '\u{5F3}' | '\u{5F4}' => is_of(before, Script::Hebrew),
        // The middle dot of katakana.
        '\u{30FB}' => label.iter().any(|&character| {
            let script = script(character);
            script == Script::Hiragana || script == Script::Katakana || script == Script::Han
        }),
        '\u{660}'..='\u{669}' => !label.iter().any(|c| matches!(c, '\u{6F0}'..='\u{6F9}')),
        '\u{6F0}'..='\u{6F9}' => !label.iter().any(|c| matches!(c, '\u{660}'..='\u{669}')),
        character => is_valid(character),
    }
}

fn script(character: char) -> Script {
    CodePointMapData::<Script>::new().get(character)
}

/// `PVALID` of RFC 5892, section 3, for characters that `idna` leaves as they are.
fn is_valid(character: char) -> bool {
    match character {
        character if character.is_ascii() => {
            matches!(character, 'a'..='z' | '0'..='9' | '-')
        }
        // Exceptions that are no letters (section 2.6).
        '\u{6FD}' | '\u{6FE}' | '\u{F0B}' | '\u{3007}' => true,
        character => is_letter(character) && !is_excluded(character),
    }
}

/// Letters and marks that are not valid all the same.
fn is_excluded(character: char) -> bool {
    let is_exception = matches!(
        character,
        '\u{640}' | '\u{7FA}' | '\u{302E}' | '\u{302F}' | '\u{3031}'..='\u{3035}' | '\u{303B}'
    );
    // Blocks of symbols (section 2.4).
    let is_of_block = matches!(character, '\u{20D0}'..='\u{20FF}' | '\u{1D100}'..='\u{1D24F}');
    // Conjoining jamo (section 2.9).
    let is_jamo = matches!(
        character,
        '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}'
    );
    is_exception || is_of_block || is_jamo
}

/// Letters, marks and digits (section 2.1).
fn is_letter(character: char) -> bool {
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
            | GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
            | GeneralCategory::DecimalNumber
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_mapped_name, is_name};

    #[test]
    fn characters_are_those_of_words() {
        let valid = [
            "é",
            "ß",
            "ς",
            "例え",
            "ไทย",
            "한국",
            "Ꭰ",
            "é1",
            "1é",
            "a-é",
            "faß.de",
            "\u{3007}",
        ];
        assert_all(is_name, &valid, true);
        let invalid = [
            "É",
            "aÉ",
            "Aé",
            "☃",
            "ꭰ",
            "😀",
            "€",
            "½",
            "²",
            "ﬁ",
            "Ａ",
            "e\u{301}",
            "ª",
            "\u{E000}",
            "\u{FFFF}",
            "\u{AD}é",
            "é\u{FE0F}",
            "\u{1100}\u{1161}",
            "\u{1D165}é",
            "é\u{20D0}",
            "\u{19DA}é",
            "\u{378}",
            "ℵ",
            "\u{2163}",
            "\u{345}é",
            "é\u{34F}",
        ];
        assert_all(is_name, &invalid, false);
    }

    #[test]
    fn context_decides_of_some() {
        let valid = [
            "l·l",
            "αβ͵γ",
            "א׳",
            "א״ב",
            "ア・",
            "・一",
            "あ・",
            "ب٣",
            "ب۳",
            "क्\u{200D}ष",
        ];
        assert_all(is_name, &valid, true);
        let invalid = [
            "·l",
            "l·",
            "l·a",
            "a·l",
            "α͵",
            "α͵b",
            "׳א",
            "a׳é",
            "・",
            "é・a",
            "٣۳",
            "ب٣۳",
            "a\u{200D}é",
            "\u{200C}é",
        ];
        assert_all(is_name, &invalid, false);
    }

    #[test]
    fn hyphens_have_their_places() {
        assert_all(
            is_name,
            &["é-a", "é--a", "a-é", "éab--a", "xn--bcher-kva"],
            true,
        );
        assert_all(is_name, &["-é", "é-", "ab--é", "é.-a", "éa--b"], false);
    }

    #[test]
    fn encoded_labels_stand_for_others() {
        let valid = [
            "xn--bcher-kva",
            "XN--BCHER-KVA",
            "a.xn--bcher-kva.b",
            "xn--zca",
        ];
        assert_all(is_name, &valid, true);
        let invalid = [
            "xn--",
            "xn--a",
            "xn--a-",
            "xn--abc-",
            "xn--bcher-kv",
            "xn--99999999",
            "xn--n3h",
            "xn---9uc",
        ];
        assert_all(is_name, &invalid, false);
    }

    #[test]
    fn directions_are_not_mixed() {
        assert_all(is_name, &["א1", "אב.a1", "אב.ab", "ا1"], true);
        assert_all(is_name, &["אa", "1א", "אב.1a", "0a.א", "א-"], false);
    }

    #[test]
    fn lengths_are_those_of_the_encoded_form() {
        // Each label has 7 octets of its own beside the 56 letters, and one more letter is too many.
        let label = |letters: usize| "a".repeat(letters) + "é";
        let longest = (50..63)
            .rev()
            .map(label)
            .find(|label| is_name(label))
            .unwrap();
        assert_eq!(idna::punycode::encode_str(&longest).unwrap().len(), 59);
        let name = [longest.as_str(); 4].join(".");
        assert!(!is_name(&name));
        let short = label(longest.len() - 2 - 2);
        let name = [&longest, &longest, &longest, &short]
            .map(String::as_str)
            .join(".");
        assert!(is_name(&name), "{name}");
    }

    #[test]
    fn mapping_makes_names() {
        assert_all(
            is_mapped_name,
            &["É", "e\u{301}", "Ａé", "é。a", "a\u{AD}é"],
            true,
        );
        assert_all(
            is_mapped_name,
            &["☃", "é＠a", "é a", "", "é.", "\u{301}e"],
            false,
        );
    }
}
