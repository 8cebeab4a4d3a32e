//! What an operation wants to be shown: the security requirements of a document, and the schemes that they name.

use vouchsafe_core::Part;
use vouchsafe_core::json::Kind;

use super::document::{ROOT, Reader, complaint};
use crate::library::Spot;

/// A credential that a request carries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credential {
    /// What the document calls its scheme.
    pub name: String,
    /// What it is.
    pub kind: CredentialKind,
}

/// What a credential is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialKind {
    /// A key in the query, a header field or a cookie of that name.
    Key(Part, String),
    /// The header field `Authorization` with that scheme of HTTP, in lower case: `basic`, `bearer`.
    Http(String),
    /// A token of `oauth2` or `openIdConnect`, in the header field `Authorization`.
    Token,
    /// What a request does not show, such as a certificate, or what the document does not describe.
    Unseen,
}

impl Reader<'_> {
    /// The credentials that an operation asks for: one of several lists, and all that the list names. A list without any
    /// says that none is needed, as does none at all.
    pub(super) fn security_of(&mut self, operation: Spot) -> Vec<Vec<Credential>> {
        let places = [operation, ROOT];
        let list = places
            .into_iter()
            .find_map(|at| self.member_of(at, "security", Kind::Array));
        let requirements = list.map_or_else(Vec::new, |list| self.items(list));
        let mut alternatives = Vec::new();
        for requirement in requirements {
            if self.value(requirement).kind() != Kind::Object {
                let words = "a security requirement must be an object";
                self.warn(requirement, complaint(words));
                continue;
            }
            let names = self.members(requirement).into_iter();
            let credentials = names.map(|(name, _)| Credential {
                kind: self.credential(&name),
                name,
            });
            alternatives.push(credentials.collect());
        }
        alternatives
    }

    /// What the scheme of a name asks for.
    fn credential(&mut self, name: &str) -> CredentialKind {
        let schemes = self.schemes();
        let scheme = schemes.and_then(|schemes| self.member(schemes, name));
        let Some(scheme) = scheme.and_then(|scheme| self.follow(scheme, "securitySchemes")) else {
            return CredentialKind::Unseen;
        };
        match self.text(scheme, "type").as_deref() {
            Some("apiKey") => self
                .key_of(scheme)
                .map_or(CredentialKind::Unseen, |(name, part)| {
                    CredentialKind::Key(part, name)
                }),
            Some("http") => {
                let scheme = self.text(scheme, "scheme").unwrap_or_default();
                CredentialKind::Http(scheme.to_ascii_lowercase())
            }
            Some("basic") if self.is_swagger() => CredentialKind::Http("basic".to_owned()),
            Some("oauth2" | "openIdConnect") => CredentialKind::Token,
            _ => CredentialKind::Unseen,
        }
    }

    /// The object that holds the security schemes.
    fn schemes(&mut self) -> Option<Spot> {
        if self.is_swagger() {
            return self.member_of(ROOT, "securityDefinitions", Kind::Object);
        }
        let components = self.member_of(ROOT, "components", Kind::Object)?;
        self.member_of(components, "securitySchemes", Kind::Object)
    }

    /// The keys of security schemes, which any operation may be sent.
    pub(super) fn keys(&mut self) -> Vec<(String, Part, Spot)> {
        let schemes = self.schemes();
        let mut keys = Vec::new();
        for (_, scheme) in schemes.map_or_else(Vec::new, |schemes| self.members(schemes)) {
            let Some(scheme) = self.follow(scheme, "securitySchemes") else {
                continue;
            };
            if self.text(scheme, "type").as_deref() == Some("apiKey") {
                let key = self.key_of(scheme);
                keys.extend(key.map(|(name, part)| (name, part, scheme)));
            }
        }
        keys
    }

    /// The name of the key that a scheme describes, and where it stands.
    fn key_of(&mut self, scheme: Spot) -> Option<(String, Part)> {
        let part = match self.text(scheme, "in").as_deref() {
            Some("query") => Part::Query,
            Some("header") => Part::Header,
            Some("cookie") => Part::Cookie,
            _ => return None,
        };
        Some((self.text(scheme, "name")?, part))
    }
}
