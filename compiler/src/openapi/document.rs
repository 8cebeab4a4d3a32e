//! The way through a document: members, references within it and to other files, and what is wrong with them.

use std::collections::HashMap;
use std::sync::Arc;

use vouchsafe_core::json::{Kind, Position, Span, Value};
use vouchsafe_core::{Part, Severity};

use super::schema::{PartSchema, Wanted};
use super::version::version;
use crate::codes;
use crate::compiler::Compiler;
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
    compiler: &'a Arc<Compiler>,
    resolver: Resolver<'a>,
    version: OpenApi,
    /// The schemas that have been met, by their places.
    schemas: HashMap<(Spot, Direction), PartSchema>,
    /// What makes a part unusable, each with the part that is being read.
    faults: Vec<Fault>,
    /// What is wrong and does no harm.
    warnings: Vec<Diagnostic>,
    /// The part that is being read, where that is known.
    pub(super) part: Option<Part>,
    /// The media types in which the operation that is being read answers, in Swagger 2.0.
    pub(super) produces: Option<Vec<String>>,
}

/// Why a part of an operation cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The part; none where the description does not say which parameters it means.
    pub part: Option<Part>,
    /// What is wrong.
    pub diagnostic: Diagnostic,
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
        compiler: &'a Arc<Compiler>,
        uri: &str,
        name: &str,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut resolver = compiler.resolver();
        resolver.without_schemas = true;
        let read = resolver.document(uri, Some(name));
        read.map_err(|problem| problem.into_diagnostics(name))?;
        let source = &resolver.library.sources[0];
        match version(source.document().root()) {
            Ok(version) => Ok(Self {
                compiler,
                version,
                schemas: HashMap::new(),
                faults: Vec::new(),
                warnings: Vec::new(),
                part: None,
                produces: None,
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

    /// What does no harm, with what was found when texts were read.
    pub(super) fn into_warnings(mut self) -> Vec<Diagnostic> {
        let found = self.faults.into_iter().map(|fault| fault.diagnostic);
        self.warnings.extend(found);
        self.warnings.append(&mut self.resolver.faults);
        for warning in &mut self.warnings {
            warning.severity = Severity::Warning;
        }
        self.warnings
    }

    /// Reads something, and takes the faults that are found in doing so.
    pub(super) fn apart<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, Vec<Fault>) {
        let before = std::mem::take(&mut self.faults);
        let found = read(self);
        (found, std::mem::replace(&mut self.faults, before))
    }

    /// Reads what belongs to a part.
    pub(super) fn within<T>(&mut self, part: Part, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.part.replace(part);
        let found = read(self);
        self.part = before;
        found
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

    /// Reports what makes the part unusable that is being read.
    pub(super) fn complain(&mut self, at: Spot, complaint: Complaint) {
        let diagnostic = self.diagnostic(at, complaint);
        let part = self.part;
        self.faults.push(Fault { part, diagnostic });
    }

    /// Reports what is wrong and does no harm.
    pub(super) fn warn(&mut self, at: Spot, complaint: Complaint) {
        let diagnostic = self.diagnostic(at, complaint);
        self.warnings.push(diagnostic);
    }

    fn diagnostic(&self, at: Spot, complaint: Complaint) -> Diagnostic {
        let source = &self.resolver.library.sources[at.document];
        source.fault(complaint, self.value(at).span())
    }

    /// Whether it is a document of Swagger 2.0.
    pub(super) fn is_swagger(&self) -> bool {
        self.version == OpenApi::V20
    }

    /// Whether it is a document of OpenAPI 3.2.
    pub(super) fn is_32(&self) -> bool {
        self.version == OpenApi::V32
    }

    /// The file that a place is in, and where.
    pub(super) fn place(&self, at: Spot) -> (String, Position) {
        let source = &self.resolver.library.sources[at.document];
        let (_, start) = source.position(self.value(at).span());
        (source.name.clone(), start)
    }

    /// Warns of fields that an object cannot have; `new` are those that 3.2 has brought.
    pub(super) fn know_fields_and(&mut self, at: Spot, what: &str, fields: &[&str], new: &[&str]) {
        if self.is_32() {
            self.know_fields(at, what, &[fields, new].concat());
        } else {
            self.know_fields(at, what, fields);
        }
    }

    /// Warns of fields that an object cannot have.
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
            self.warn(self.name_of(member), complaint);
        }
    }

    /// The object that is meant: the one itself, or what its `$ref` leads to. `home` is the field of `components` in
    /// which such objects stand.
    pub(super) fn follow(&mut self, at: Spot, home: &str) -> Option<Spot> {
        let mut here = at;
        for _ in 0..LONGEST {
            if self.value(here).kind() != Kind::Object {
                self.complain(here, complaint("expected an object"));
                return None;
            }
            if self.member(here, "$ref").is_none() {
                return Some(here);
            }
            here = self.follow_once(here, home)?;
        }
        self.complain_of_loop(at);
        None
    }

    /// Where the `$ref` of an object leads.
    pub(super) fn follow_once(&mut self, at: Spot, home: &str) -> Option<Spot> {
        let reference = self.member(at, "$ref")?;
        match self.resolver.target_in_home(reference, home) {
            Ok((target, _)) => Some(target),
            Err(complaint) => {
                self.complain(reference, complaint);
                None
            }
        }
    }

    /// Reports that the references from an object on have no end.
    pub(super) fn complain_of_loop(&mut self, at: Spot) {
        let words = "the reference leads back to itself";
        let at = self.member(at, "$ref").unwrap_or(at);
        self.complain(at, Complaint::new(&codes::REFERENCE_LOOP, words));
    }

    /// The URI of a place, with a JSON Pointer.
    pub(super) fn uri_of(&self, at: Spot) -> String {
        let library = &self.resolver.library;
        let uri = &library.sources[at.document].uri;
        format!("{uri}#{}", encode(&library.pointer(at)))
    }

    /// The schema at a place, to be compiled when it is asked for. All who name the place share it.
    pub(super) fn schema(&mut self, at: Spot, direction: Direction) -> PartSchema {
        if let Some(known) = self.schemas.get(&(at, direction)) {
            return known.clone();
        }
        let wanted = Wanted {
            uri: self.uri_of(at),
            name: self.resolver.library.sources[at.document].name.clone(),
            text: None,
            direction,
        };
        let schema = PartSchema::new(self.compiler, self.version, wanted);
        self.schemas.insert((at, direction), schema.clone());
        schema
    }

    /// A schema that was put together from pieces of the document.
    pub(super) fn schema_of_text(
        &self,
        name: &str,
        text: String,
        direction: Direction,
    ) -> PartSchema {
        let wanted = Wanted {
            uri: format!("memory:///{}", encode(name)),
            name: name.to_owned(),
            text: Some(text),
            direction,
        };
        PartSchema::new(self.compiler, self.version, wanted)
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
