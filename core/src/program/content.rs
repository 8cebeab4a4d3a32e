//! What a string carries: `contentEncoding` and `contentMediaType`, where they decide.

use super::Encoding;
use crate::json::{Document, Tape};

/// What a string must carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_structs,
    reason = "generated code writes it as a literal"
)]
pub struct Content {
    /// How it is encoded; as plain text if not at all.
    pub encoding: Option<Encoding>,
    /// Whether it is a JSON text (`application/json`, or a media type that ends in `+json`).
    pub json: bool,
}

/// What is wrong with a string that does not carry what it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    Encoding,
    Json,
}

impl Content {
    /// Whether `contentMediaType` names JSON.
    pub fn is_json(media_type: &str) -> bool {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
            || essence.len() > 5
                && essence.as_bytes()[essence.len() - 5..].eq_ignore_ascii_case(b"+json")
    }

    /// Looks for what is wrong with a text.
    pub(crate) fn check(self, text: &[u8]) -> Result<(), Unfit> {
        let decoded = match self.encoding {
            Some(encoding) => Some(encoding.decode(text).ok_or(Unfit::Encoding)?),
            None => None,
        };
        if self.json {
            let bytes = decoded.as_deref().unwrap_or(text);
            Document::scan(bytes, &mut Tape::default(), crate::json::DEFAULT_MAX_DEPTH)
                .map_err(|_| Unfit::Json)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, Encoding, Unfit};

    #[test]
    fn json_is_known_by_its_media_types() {
        for json in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
        ] {
            assert!(Content::is_json(json), "{json}");
        }
        for other in ["text/html", "application/jsonp", "json", "+json", ""] {
            assert!(!Content::is_json(other), "{other}");
        }
        let content = Content {
            encoding: Some(Encoding::Base64),
            json: true,
        };
        assert_eq!(content.check(b"eyJmb28iOiAiYmFyIn0K"), Ok(()));
        assert_eq!(content.check(b"ezp9Cg=="), Err(Unfit::Json));
        assert_eq!(content.check(b"{}"), Err(Unfit::Encoding));
    }
}
