//! JSON with comments: what JSON does not have becomes spaces, so that every byte stays where it is.

use super::Unreadable;
use super::json5::unclosed_comment;

/// The text without comments and without commas behind the last item or member.
///
/// # Errors
/// A comment that does not end.
pub(super) fn strip(source: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut json = source.to_vec();
    let mut comma = None;
    let mut at = 0;
    while at < json.len() {
        match &json[at..] {
            [b'"', ..] => {
                comma = None;
                at = end_of_string(&json, at);
            }
            [b'/', b'/', ..] => {
                at = blank(&mut json, at, |rest| {
                    rest.iter().position(|byte| *byte == b'\n')
                });
            }
            [b'/', b'*', ..] => {
                let end = json[at + 2..].windows(2).position(|two| two == b"*/");
                let end = end.ok_or_else(|| unclosed_comment(at))? + 4;
                at = blank(&mut json, at, |_| Some(end));
            }
            [b',', ..] => {
                comma = Some(at);
                at += 1;
            }
            [b'}' | b']', ..] => {
                if let Some(comma) = comma.take() {
                    json[comma] = b' ';
                }
                at += 1;
            }
            [byte, ..] => {
                if !byte.is_ascii_whitespace() {
                    comma = None;
                }
                at += 1;
            }
            [] => break,
        }
    }
    Ok(json)
}

/// The offset behind a string that begins at `start`.
fn end_of_string(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = json.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            // A string that is not closed is for the reader of JSON to tell of.
            b'\n' => return at,
            _ => at += 1,
        }
    }
    json.len()
}

/// Makes spaces of a comment, line feeds apart. Gives the offset behind it.
fn blank(json: &mut [u8], start: usize, end: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let end = end(&json[start..]).map_or(json.len(), |length| start + length);
    for byte in &mut json[start..end] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn every_byte_stays_where_it_is() {
        let cases = [
            ("[1, // one\n 2,]", "[1,       \n 2 ]"),
            ("{\"a\": /* b */ 1 , }", "{\"a\":         1   }"),
            ("[\"// no\", \"/* no */\",]", "[\"// no\", \"/* no */\" ]"),
            ("[\"a\\\"//\"]", "[\"a\\\"//\"]"),
            ("[1,,]", "[1, ]"),
        ];
        for (source, json) in cases {
            let found = strip(source.as_bytes()).unwrap_or_default();
            assert_eq!(String::from_utf8(found).unwrap_or_default(), json);
        }
        assert!(strip(b"[1] /* open").is_err());
        assert!(strip(b"[1] /*/").is_err());
    }
}
