//! The way through a document: members, references within it and to other files, and what is wrong with them.

use vouchsafe_core::json::{Kind, Span, Value};

use super::version::version;
use crate::codes;
use crate::compiler::{Compiled, Compiler};
use crate::diagnostic::{Complaint, Diagnostic};
use crate::dialect::OpenApi;
use crate::library::{Spot, spot};
use crate::options::Direction;
use crate::resolve::Resolver;
use crate::suggest::closest;

/// References to references lead no further.
const LONGEST: usize = 32;

/// The root of the document.
pub(super) const ROOT: Spot = Spot {
    document: 0,
    index: 0,
};

/// Reads an OpenAPI document and those that it refers to.
pub(super) struct Reader<'a> {
    compiler: &'a Compiler,
    resolver: Resolver<'a>,
    version: OpenApi,
    faults: Vec<Diagnostic>,
}

/// What is wrong with a document.
pub(super) fn complaint(words: impl Into<String>) -> Complaint {
    Complaint::new(&codes::INVALID_OPENAPI, words)
}

impl<'a> Reader<'a> {
    /// The reader of the document at a URI, which messages call `name`.
    ///
    /// # Errors
    /// That it cannot be read, or is in no version that is supported.
    pub(super) fn open(
        compiler: &'a Compiler,
        uri: &str,
        name: &str,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut resolver = compiler.resolver();
        resolver.without_schemas = true;
        let read = resolver.document(uri, Some(name));
        read.map_err(|problem| problem.into_diagnostics(name))?;
        if !resolver.faults.is_empty() {
            return Err(resolver.faults);
        }
        let source = &resolver.library.sources[0];
        match version(source.document().root()) {
            Ok(version) => Ok(Self {
                compiler,
                version,
                faults: Vec::new(),
                resolver,
            }),
            Err((complaint, at)) => {
                // The whole document would be too much to show.
                let Span { start, end, .. } = at.span();
                let end = if at.kind() == Kind::Object {
                    start + 1
                } else {
                    end
                };
                Err(vec![source.fault(*complaint, Span::new(start, end))])
            }
        }
    }

    pub(super) fn into_faults(mut self) -> Vec<Diagnostic> {
        self.faults.append(&mut self.resolver.faults);
        self.faults
    }

    pub(super) fn value(&self, at: Spot) -> Value<'_> {
        self.resolver.library.value(at)
    }

    pub(super) fn member(&self, at: Spot, name: &str) -> Option<Spot> {
        let member = self.value(at).member(name)?;
        Some(spot(at.document, member))
    }

    /// A member that must be of a kind, if it is there.
    pub(super) fn member_of(&mut self, at: Spot, name: &str, kind: Kind) -> Option<Spot> {
        let member = self.member(at, name)?;
        let found = self.value(member).kind();
        let is_flag = |kind| matches!(kind, Kind::True | Kind::False);
        if found == kind || is_flag(found) && is_flag(kind) {
            return Some(member);
        }
        let wanted = match kind {
            Kind::Object => "an object",
            Kind::Array => "an array",
            Kind::String => "a string",
            _ => "a Boolean",
        };
        self.complain(member, complaint(format!("`{name}` must be {wanted}")));
        None
    }

    pub(super) fn members(&self, at: Spot) -> Vec<(String, Spot)> {
        let members = self.value(at).members();
        let members =
            members.map(|(name, value)| (name.to_lossy().into_owned(), spot(at.document, value)));
        members.collect()
    }

    pub(super) fn items(&self, at: Spot) -> Vec<Spot> {
        let items = self.value(at).items();
        items.map(|item| spot(at.document, item)).collect()
    }

    /// The name of a member, as a place.
    pub(super) fn name_of(&self, member: Spot) -> Spot {
        let value = self.value(member);
        spot(member.document, value.name().unwrap_or(value))
    }

    pub(super) fn text(&mut self, at: Spot, name: &str) -> Option<String> {
        let member = self.member_of(at, name, Kind::String)?;
        let text = self.value(member).as_str()?;
        Some(text.to_lossy().into_owned())
    }

    pub(super) fn flag(&mut self, at: Spot, name: &str) -> Option<bool> {
        let member = self.member_of(at, name, Kind::True)?;
        self.value(member).as_bool()
    }

    pub(super) fn complain(&mut self, at: Spot, complaint: Complaint) {
        let source = &self.resolver.library.sources[at.document];
        let span = self.value(at).span();
        let fault = source.fault(complaint, span);
        self.faults.push(fault);
    }

    /// Complains about fields that an object cannot have.
    pub(super) fn know_fields(&mut self, at: Spot, what: &str, fields: &[&str]) {
        for (name, member) in self.members(at) {
            if fields.contains(&&*name) || name.starts_with("x-") {
                continue;
            }
            let meant = closest(&name, fields.iter().copied());
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "extensions begin with `x-`".to_owned(),
            };
            let complaint = complaint(format!("{what} has no field `{name}`")).help(help);
            self.complain(self.name_of(member), complaint);
        }
    }

    /// The object that is meant: the one itself, or what its `$ref` leads to.
    pub(super) fn follow(&mut self, at: Spot) -> Option<Spot> {
        let mut here = at;
        for _ in 0..LONGEST {
            if self.value(here).kind() != Kind::Object {
                self.complain(here, complaint("expected an object"));
                return None;
            }
            let Some(reference) = self.member(here, "$ref") else {
                return Some(here);
            };
            match self.resolver.target(reference) {
                Ok((target, _)) => here = target,
                Err(complaint) => {
                    self.complain(reference, complaint);
                    return None;
                }
            }
        }
        let words = "the reference leads back to itself";
        let at = self.member(at, "$ref").unwrap_or(at);
        self.complain(at, Complaint::new(&codes::REFERENCE_LOOP, words));
        None
    }

    /// The URI of a place, with a JSON Pointer.
    pub(super) fn uri_of(&self, at: Spot) -> String {
        let library = &self.resolver.library;
        let uri = &library.sources[at.document].uri;
        format!("{uri}#{}", encode(&library.pointer(at)))
    }

    /// Compiles the schema at a place.
    pub(super) fn compile(&mut self, at: Spot, direction: Direction) -> Option<Compiled> {
        let compiler = self.compiler.towards(self.version, direction);
        let name = self.resolver.library.sources[at.document].name.clone();
        let compiled = compiler.compile_uri(&self.uri_of(at), &name);
        compiled.map_err(|faults| self.faults.extend(faults)).ok()
    }

    /// Compiles a schema that was put together from pieces of the document.
    pub(super) fn compile_text(
        &mut self,
        name: &str,
        text: String,
        direction: Direction,
    ) -> Option<Compiled> {
        let compiler = self.compiler.towards(self.version, direction);
        let uri = format!("memory:///{}", encode(name));
        let compiled = compiler.resource(uri.clone(), text).compile_uri(&uri, name);
        compiled.map_err(|faults| self.faults.extend(faults)).ok()
    }
}

/// Text as a fragment of a URI.
fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
