//! From a reference to the schema that it names.

use vouchsafe_core::json::Kind;

use super::read::is_yaml;
use super::{Problem, Resolver, absolute, split};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::library::{Resource, Spot, Target, spot};
use crate::load::{decode, files_beside};
use crate::suggest::closest;

impl Resolver<'_> {
    /// Finds where a reference leads, and makes sure that the place is visited.
    pub(super) fn follow(&mut self, reference: Spot, dynamic: bool) -> Result<(), Complaint> {
        let (spot, name) = self.target(reference)?;
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
            Complaint::new(
                &codes::UNRESOLVED_REFERENCE,
                format!("`{text}` is not a URI reference"),
            )
        })?;
        let (document, fragment) = split(&uri);
        let resource = match self.library.by_uri.get(document) {
            Some(&resource) => resource,
            None => self.resource_at(document, &text)?,
        };
        let spot = self.target_in(resource, fragment)?;
        Ok((spot, decode(fragment)))
    }

    /// The resource at a URI that no `$id` declares: a document that is still to be read.
    pub(super) fn resource_at(&mut self, uri: &str, text: &str) -> Result<usize, Complaint> {
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
                let (beside, file) = (files_beside(uri), uri.rsplit('/').next());
                let meant =
                    file.and_then(|file| closest(&decode(file), beside.iter().map(String::as_str)));
                let help = meant.map(|meant| format!("did you mean `{meant}`?"));
                Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help))
            }
            Err(Problem::Reported(faults)) => {
                self.faults.extend(faults);
                let language = if is_yaml(uri) { "YAML" } else { "JSON" };
                let message = format!("`{text}` leads to a document that is not {language}");
                Err(Complaint::new(&codes::UNRESOLVED_REFERENCE, message))
            }
        }
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
                let anchors = self
                    .library
                    .anchors
                    .keys()
                    .filter(|(owner, _)| *owner == resource);
                let mut names: Vec<&str> = anchors.map(|(_, name)| name.as_str()).collect();
                names.sort_unstable();
                let message = format!("`{shown}` has no anchor `{fragment}`");
                let help = closest(&fragment, names.into_iter())
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
                let names: Vec<String> = value
                    .members()
                    .map(|(name, _)| name.to_lossy().into_owned())
                    .collect();
                let message =
                    format!("`{shown}` has nothing at `{fragment}`: there is no `{token}`");
                let help = closest(&token, names.iter().map(String::as_str))
                    .map(|name| format!("did you mean `{name}`?"));
                Complaint::new(&codes::UNRESOLVED_REFERENCE, message).help(help)
            })?;
        }
        Ok(spot(root.document, value))
    }
}
