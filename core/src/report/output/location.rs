//! Where keywords are: pointers along the evaluation path, and URIs.

use super::super::locate::push_token;
use crate::engine::Token;
use crate::program::{NodeId, Parts};

/// The JSON Pointer along an evaluation path to a keyword.
pub(super) fn evaluated(parts: &Parts, path: &[Token], keyword: &str) -> String {
    let mut pointer = String::new();
    for token in path {
        match *token {
            Token::Word(word) => push_token(&mut pointer, word),
            Token::Text(text) => push_token(&mut pointer, parts.str(text)),
            Token::Index(index) => push_token(&mut pointer, &index.to_string()),
        }
    }
    push_keyword(&mut pointer, keyword);
    pointer
}

/// The URI of a keyword where it is written; relative where its file is known by a path alone.
pub(super) fn absolute(parts: &Parts, node: NodeId, keyword: &str) -> String {
    let node = parts.node(node);
    let mut pointer = parts.str(node.pointer).to_owned();
    push_keyword(&mut pointer, keyword);
    let resource = parts.str(parts.resources[node.resource as usize].uri);
    let mut uri = String::with_capacity(resource.len() + 1 + pointer.len());
    // The resource is a URI, which may have escapes, or a path, which may have anything but those.
    encode(&mut uri, resource, b":/?[]@%");
    uri.push('#');
    encode(&mut uri, &pointer, b":/?@");
    uri
}

/// The schema `false` fails without a keyword.
fn push_keyword(pointer: &mut String, keyword: &str) {
    if !keyword.is_empty() {
        push_token(pointer, keyword);
    }
}

/// Appends a text with escapes for what may not stand in a URI (RFC 3986, section 2), but for `more`.
fn encode(uri: &mut String, text: &str, more: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric()
            || b"-._~!$&'()*+,;=".contains(&byte)
            || more.contains(&byte)
        {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.push(char::from(HEX[usize::from(byte >> 4)]));
            uri.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn what_may_not_stand_in_a_uri_is_escaped() {
        let mut uri = String::new();
        encode(&mut uri, "/$defs/^a b%é", b":/?@");
        assert_eq!(uri, "/$defs/%5Ea%20b%25%C3%A9");
    }
}
