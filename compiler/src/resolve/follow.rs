//! From a reference to the schema that it names.

use std::path::Path;

use vouchsafe_core::json::Kind;
use vouchsafe_core::{Applicability, Edit, Suggestion};

use super::{Problem, Resolver};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::OpenApi;
use crate::library::{Resource, Spot, Target, spot};
use crate::load::{decode, file_uri, is_inside};
use crate::options::{IN_MEMORY_PREFIX, UnknownKeywords};
use crate::slips::placeholder;
use crate::suggest::closest;
use crate::text::Language;
use crate::uri::{self, absolute, split};

/// The fields of `components`, and what stands in each.
const HOMES: [(&str, &str); 11] = [
    ("schemas", "a schema"),
    ("responses", "a response"),
    ("parameters", "a parameter"),
    ("examples", "an example"),
    ("requestBodies", "a request body"),
    ("headers", "a header"),
    ("securitySchemes", "a security scheme"),
    ("links", "a link"),
    ("callbacks", "a callback"),
    ("pathItems", "a path item"),
    ("mediaTypes", "a media type"),
];

/// The field of `components` whose entry a fragment names.
fn component(version: OpenApi, fragment: &str) -> Option<&str> {
    if version == OpenApi::V20 {
        let (home, name) = fragment.strip_prefix('/')?.split_once('/')?;
        let home = if home == "definitions" {
            "schemas"
        } else {
            home
        };
        return (!name.contains('/')).then_some(home);
    }
    let rest = fragment.strip_prefix("/components/")?;
    let (home, name) = rest.split_once('/')?;
    (!name.contains('/')).then_some(home)
}

impl Resolver<'_> {
    /// Finds where a reference leads, and makes sure that the place is visited.
    pub(super) fn follow(&mut self, reference: Spot, dynamic: bool) -> Result<(), Complaint> {
        let target = self.target(reference);
        let (spot, name) = target.map_err(|complaint| self.with_hint(reference, complaint))?;
        // What was put together from pieces of a document of Swagger 2.0 refers to parameters, which are schemas there.
        let own = &self.library.sources[reference.document].uri;
        if !own.starts_with(IN_MEMORY_PREFIX) {
            self.refuse_other_kind(spot, &name, "schemas")?;
        }
        let owner = self.library.resource_of(spot);
        let bookend = self.library.dynamic_anchors.get(&(owner, name.clone())) == Some(&spot);
        let target = Target {
            spot,
            dynamic: (dynamic && bookend).then_some(name),
        };
        self.library.targets.insert(reference, target);
        self.visit_target(spot);
        Ok(())
    }

    /// Where a reference to an object of an OpenAPI document leads, and the fragment that says so. `home` is the field of
    /// `components` in which such objects stand; none may be named.
    pub(crate) fn target_in_home(
        &mut self,
        reference: Spot,
        home: &str,
    ) -> Result<(Spot, String), Complaint> {
        let (target, fragment) = self.target(reference)?;
        if !home.is_empty() {
            self.refuse_other_kind(target, &fragment, home)?;
        }
        Ok((target, fragment))
    }

    /// Refuses a reference that leads to a component of another kind than is meant.
    fn refuse_other_kind(&self, target: Spot, fragment: &str, home: &str) -> Result<(), Complaint> {
        let version = self.library.sources[target.document].openapi;
        let found = version.and_then(|version| component(version, fragment));
        let Some(found) = found.filter(|found| *found != home) else {
            return Ok(());
        };
        let name = |home: &str| HOMES.iter().find(|(known, _)| *known == home);
        let (Some((_, found)), Some((_, wanted))) = (name(found), name(home)) else {
            return Ok(());
        };
        let message = format!("`{fragment}` is {found}, where {wanted} is expected");
        Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message))
    }

    /// Where a reference leads, and the fragment that says so.
    pub(crate) fn target(&mut self, reference: Spot) -> Result<(Spot, String), Complaint> {
        let value = self.library.value(reference);
        let text = value
            .as_str()
            .map(|text| text.to_lossy().into_owned())
            .unwrap_or_default();
        let owner = self.library.resource_of(reference);
        let base = self.library.resources[owner].uri.clone();
        let uri = absolute(&base, &text).ok_or_else(|| {
            let message = format!("`{text}` is not a URI reference");
            Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(placeholder(&text))
        })?;
        self.look_at_characters(reference, &text)?;
        let (document, fragment) = split(&uri);
        let resource = match self.library.by_uri.get(document) {
            Some(&resource) => resource,
            None => self.resource_at(document, &text, reference)?,
        };
        let spot = self.target_in(resource, fragment)?;
        Ok((spot, decode(fragment)))
    }

    /// The resource at a URI that no `$id` declares: a document that is still to be read.
    fn resource_at(&mut self, uri: &str, text: &str, reference: Spot) -> Result<usize, Complaint> {
        match self.document(uri, None) {
            Ok(document) => {
                let root = Spot { document, index: 0 };
                let found = self
                    .library
                    .resources
                    .iter()
                    .position(|resource| resource.root == root);
                let found = found.unwrap_or(0);
                self.library.by_uri.entry(uri.to_owned()).or_insert(found);
                Ok(found)
            }
            Err(Problem::Unreadable(why)) => {
                let shown = self.options.display(uri);
                let message = format!("`{text}` leads to `{shown}`, which cannot be read: {why}");
                let (beside, file) = (self.loader.files_beside(uri), uri.rsplit('/').next());
                let names = beside.iter().map(String::as_str);
                let meant = file.and_then(|file| {
                    let file = decode(file);
                    closest(&file, names.filter(|name| *name != file)).map(str::to_owned)
                });
                let meant = meant.map(|meant| format!("did you mean `{meant}`?"));
                let help = meant.or_else(|| self.way_to(uri, reference));
                Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help))
            }
            Err(Problem::Reported(faults)) => {
                self.faults.extend(faults);
                let language = Language::of(Path::new(uri)).name();
                let message = format!("`{text}` leads to a document that is not {language}");
                Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message))
            }
        }
    }

    /// What would make a URI readable that is none of a file.
    fn way_to(&self, uri: &str, reference: Spot) -> Option<String> {
        /// So many folders above the file are looked for beside the schema.
        const MOST_FOLDERS: usize = 8;
        let (scheme, rest) = uri.split_once(':')?;
        if matches!(scheme, "file" | "memory") {
            return None;
        }
        let own = self.library.sources[reference.document].path.as_ref();
        let folder = own
            .and_then(|path| path.parent())
            .filter(|_| self.loader.reads_files());
        // The file may lie beside the schema, as its URI lies beside that of the schema.
        let cuts = rest.rmatch_indices('/').map(|(at, _)| at + 1);
        let beside = folder.and_then(|folder| {
            let mut cuts = cuts
                .take(MOST_FOLDERS)
                .collect::<Vec<_>>()
                .into_iter()
                .rev();
            cuts.find_map(|at| {
                let tail = decode(&rest[at..]);
                let found = [tail.clone(), format!("{tail}.json")].into_iter();
                let mut found = found.filter(|file| is_inside(file) && !file.is_empty());
                // A schema that has only a reference in it may have the name of what it refers to.
                let file = found.find(|file| {
                    let file = folder.join(file);
                    file.is_file() && own != Some(&file)
                })?;
                Some((&uri[..scheme.len() + 1 + at], folder, folder.join(file)))
            })
        });
        let shown = |path: &Path| {
            let shown = self.options.display(&file_uri(path));
            if shown.is_empty() {
                ".".to_owned()
            } else {
                shown
            }
        };
        if let Some((prefix, folder, file)) = beside {
            let (folder, file) = (shown(folder), shown(&file));
            let words =
                format!("`--map {prefix}={folder}` reads `{file}` in its place (`Compiler::map`)");
            return Some(words);
        }
        let at = rest.rfind('/').map_or(0, |at| at + 1);
        let prefix = &uri[..=scheme.len() + at];
        Some(format!(
            "download it, and let a folder stand for its URI: `--map {prefix}=DIR` (`Compiler::map`, or `Compiler::resource` for a text)"
        ))
    }

    /// Looks for what may not stand in a URI. It is read all the same, as others do; where schemas are read strictly,
    /// it is a fault.
    fn look_at_characters(&mut self, reference: Spot, text: &str) -> Result<(), Complaint> {
        let options = self.options.unknown_keywords;
        let Some((odd, written)) = uri::escaped(text).filter(|_| options != UnknownKeywords::Allow)
        else {
            return Ok(());
        };
        let odd = uri::shown(odd);
        let message = format!("`{text}` is not a URI reference: {odd} may not stand in one");
        let help = placeholder(text).unwrap_or_else(|| format!("write `{written}`"));
        let complaint = Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help);
        if options == UnknownKeywords::Deny {
            let span = self.library.value(reference).span();
            let edit = Edit::string(span, &written);
            let sure = Suggestion::new(Applicability::MachineApplicable, vec![edit]);
            return Err(complaint.suggest(sure));
        }
        self.notes
            .add(format!("reference {text}"), reference, complaint);
        Ok(())
    }

    /// The place that a fragment names in a resource.
    pub(super) fn target_in(&self, resource: usize, fragment: &str) -> Result<Spot, Complaint> {
        let Resource {
            root, uri, named, ..
        } = &self.library.resources[resource];
        let fragment = decode(fragment);
        let shown = if *named {
            self.options.display(uri)
        } else {
            self.library.sources[root.document].name.clone()
        };
        if fragment.is_empty() {
            return Ok(*root);
        }
        if !fragment.starts_with('/') {
            let found = self
                .library
                .anchors
                .get(&(resource, fragment.clone()))
                .copied();
            return found.ok_or_else(|| {
                let message = format!("`{shown}` has no anchor `{fragment}`");
                let help = self
                    .closest_of(&fragment, &self.anchors_in(resource))
                    .map(|name| format!("did you mean `#{name}`?"));
                Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help)
            });
        }
        let mut value = self.library.value(*root);
        for token in fragment[1..].split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            let next = match value.kind() {
                Kind::Object => value.member(&token),
                Kind::Array => {
                    let canonical =
                        token == "0" || !token.starts_with('0') && !token.starts_with('+');
                    token
                        .parse()
                        .ok()
                        .filter(|_| canonical)
                        .and_then(|index: usize| value.items().nth(index))
                }
                _ => None,
            };
            value = next.ok_or_else(|| {
                let missing = if token.is_empty() {
                    "no member with an empty name".to_owned()
                } else {
                    format!("no `{token}`")
                };
                let message = format!("`{shown}` has nothing at `{fragment}`: there is {missing}");
                let help = self
                    .closest_of(&token, &self.names_in(value))
                    .map(|name| format!("did you mean `{name}`?"));
                Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help)
            })?;
        }
        Ok(spot(root.document, value))
    }
}
