//! The operations of a document, in its order: those of paths, their callbacks, and webhooks.

use std::collections::HashMap;

use vouchsafe_core::json::Kind;

use super::document::{ROOT, Reader, complaint};
use super::{OperationKind, OperationSchemas, operation, swagger};
use crate::library::Spot;

/// What is known while the operations are gathered.
#[derive(Default)]
struct Gathered {
    operations: Vec<OperationSchemas>,
    /// The IDs, each with the method and path of its operation.
    ids: HashMap<String, String>,
    /// The paths without the names of their parameters.
    shapes: HashMap<String, String>,
}

/// A path item with the one that it refers to, and so on. What the first of them says counts.
pub(super) type Layers = Vec<Spot>;

/// References of path items lead no further.
const MOST_LAYERS: usize = 16;

impl Reader<'_> {
    /// The operations of the document.
    pub(super) fn outline(&mut self) -> Vec<OperationSchemas> {
        if self.is_swagger() {
            self.know_fields(ROOT, "a Swagger document", &swagger::FIELDS);
        } else {
            self.know_fields_and(ROOT, "an OpenAPI document", &FIELDS, &["$self"]);
        }
        let mut gathered = Gathered::default();
        let paths = self.member_of(ROOT, "paths", Kind::Object);
        for (template, item) in paths.map_or_else(Vec::new, |paths| self.members(paths)) {
            if !template.starts_with("x-") {
                self.path(&template, item, &mut gathered);
            }
        }
        let webhooks = self.member_of(ROOT, "webhooks", Kind::Object);
        for (name, item) in webhooks.map_or_else(Vec::new, |webhooks| self.members(webhooks)) {
            if !name.starts_with("x-") {
                let place = Place {
                    kind: OperationKind::Webhook,
                    template: &name,
                    owner: None,
                };
                self.item(&place, item, &mut gathered);
            }
        }
        gathered.operations
    }

    fn path(&mut self, template: &str, item: Spot, gathered: &mut Gathered) {
        let name = self.name_of(item);
        let rooted = if template.starts_with('/') {
            template.to_owned()
        } else {
            let words = format!("the path `{template}` must begin with `/`");
            let help = format!("write `/{template}`, as it is read");
            self.warn(name, complaint(words).help(help));
            format!("/{template}")
        };
        let shapes = &mut gathered.shapes;
        let other = shapes
            .entry(operation::shape(&rooted))
            .or_insert_with(|| template.to_owned());
        if *other != template {
            let words = format!("`{template}` is the same path as `{other}`");
            self.warn(name, complaint(words));
        }
        let place = Place {
            kind: OperationKind::Path,
            template: &rooted,
            owner: None,
        };
        self.item(&place, item, gathered);
    }

    /// The operations of a path item.
    fn item(&mut self, place: &Place<'_>, item: Spot, gathered: &mut Gathered) {
        let Some(layers) = self.layers(item) else {
            return;
        };
        for layer in &layers {
            let new = ["query", "additionalOperations"];
            self.know_fields_and(*layer, "a path item", &ITEM_FIELDS, &new);
        }
        for method in METHODS {
            let at = layers
                .iter()
                .find_map(|layer| self.member_of(*layer, method, Kind::Object));
            let Some(at) = at else { continue };
            self.one(place, method, &layers, at, gathered);
        }
        if self.is_32() {
            self.more_methods(place, &layers, gathered);
        }
    }

    /// The operations of methods that are newer than OpenAPI 3.1, or of no standard.
    fn more_methods(&mut self, place: &Place<'_>, layers: &Layers, gathered: &mut Gathered) {
        for layer in layers {
            if let Some(at) = self.member_of(*layer, "query", Kind::Object) {
                self.one(place, "query", layers, at, gathered);
                break;
            }
        }
        for layer in layers {
            let Some(more) = self.member_of(*layer, "additionalOperations", Kind::Object) else {
                continue;
            };
            for (method, at) in self.members(more) {
                let lower = method.to_ascii_lowercase();
                if METHODS.contains(&&*lower) || lower == "query" {
                    let words = format!("`{method}` has a field of its own, `{lower}`");
                    self.warn(self.name_of(at), complaint(words));
                } else if self.value(at).kind() == Kind::Object {
                    self.one(place, &method, layers, at, gathered);
                }
            }
            break;
        }
    }

    fn one(
        &mut self,
        place: &Place<'_>,
        method: &str,
        layers: &Layers,
        at: Spot,
        gathered: &mut Gathered,
    ) {
        let at = match self.member(at, "$ref") {
            None => at,
            Some(reference) => {
                let words = "an operation has no `$ref`; it is followed, as bundlers do";
                let help = "put the `$ref` in place of the path item".to_owned();
                self.warn(self.name_of(reference), complaint(words).help(help));
                match self.follow(at, "") {
                    Some(at) => at,
                    None => return,
                }
            }
        };
        let own_id = self.text(at, "operationId");
        let told = place.name(method);
        let id = own_id.unwrap_or_else(|| told.clone());
        let id = match gathered.ids.get(&id) {
            None => id,
            Some(other) => {
                let words = format!("`{id}` is the `operationId` of `{other}` as well");
                let help = format!("this one is called `{told}` here");
                let at = self.member(at, "operationId").unwrap_or(at);
                self.warn(at, complaint(words).help(help));
                told.clone()
            }
        };
        gathered.ids.insert(id.clone(), told);
        let (template, kind) = (place.template, place.kind);
        let operation = self.operation((&id, method), (template, kind), layers, at);
        gathered.operations.push(operation);
        self.callbacks(&id, at, place, gathered);
    }

    /// The requests that an operation asks the API to send.
    fn callbacks(&mut self, id: &str, at: Spot, place: &Place<'_>, gathered: &mut Gathered) {
        let Some(callbacks) = self.member_of(at, "callbacks", Kind::Object) else {
            return;
        };
        if place.kind == OperationKind::Callback {
            let words = "the callbacks of a callback are not read";
            self.warn(self.name_of(callbacks), complaint(words));
            return;
        }
        for (name, callback) in self.members(callbacks) {
            let Some(callback) = self.follow(callback, "callbacks") else {
                continue;
            };
            for (expression, item) in self.members(callback) {
                if expression.starts_with("x-") {
                    continue;
                }
                let place = Place {
                    kind: OperationKind::Callback,
                    template: &expression,
                    owner: Some((id, &name)),
                };
                self.item(&place, item, gathered);
            }
        }
    }

    /// A path item with those that it refers to. A field that two of them have is worth a warning: versions differ in
    /// which of them counts.
    fn layers(&mut self, item: Spot) -> Option<Layers> {
        let mut layers = vec![item];
        loop {
            let last = layers[layers.len() - 1];
            if self.value(last).kind() != Kind::Object {
                self.complain(last, complaint("expected an object"));
                return None;
            }
            if self.member(last, "$ref").is_none() {
                return Some(layers);
            }
            let next = self.follow_once(last, "pathItems")?;
            if layers.contains(&next) || layers.len() == MOST_LAYERS {
                self.complain_of_loop(last);
                return None;
            }
            for (name, beside) in self.members(last) {
                let describes = matches!(&*name, "$ref" | "summary" | "description");
                if !describes && self.member(next, &name).is_some() {
                    let words = format!("`{name}` stands beside `$ref` and in what that refers to");
                    let help = "the one beside `$ref` is read; keep one of them".to_owned();
                    self.warn(self.name_of(beside), complaint(words).help(help));
                }
            }
            layers.push(next);
        }
    }
}

/// Where operations stand.
struct Place<'a> {
    kind: OperationKind,
    template: &'a str,
    /// The operation that a callback belongs to, and the name of the callback.
    owner: Option<(&'a str, &'a str)>,
}

impl Place<'_> {
    /// What an operation is called that has no name of its own.
    fn name(&self, method: &str) -> String {
        let method = self::method(method);
        let template = self.template;
        match (self.kind, self.owner) {
            (_, Some((id, name))) => format!("{id} {name} {method} {template}"),
            (OperationKind::Webhook, _) => format!("{method} webhooks/{template}"),
            _ => format!("{method} {template}"),
        }
    }
}

/// A method as requests write it. The names of fields stand for capitals; of others the case counts.
pub(super) fn method(name: &str) -> String {
    if METHODS.contains(&name) || name == "query" {
        name.to_uppercase()
    } else {
        name.to_owned()
    }
}

/// The members of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The fields of a document.
const FIELDS: [&str; 10] = [
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// The fields of a path item.
const ITEM_FIELDS: [&str; 13] = [
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
];
