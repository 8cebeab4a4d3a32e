//! One operation, put together from what its path item and the document say.

use vouchsafe_core::Part;

use super::document::{Reader, complaint};
use super::outline::{self, Layers};
use super::parameter::{Declared, Parameter, Role};
use super::{OperationKind, OperationSchemas, swagger};
use crate::library::Spot;
use crate::options::Direction;

const FIELDS: [&str; 12] = [
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

impl Reader<'_> {
    /// The operation that a method of a path item describes.
    pub(super) fn operation(
        &mut self,
        (id, method): (&str, &str),
        (template, kind): (&str, OperationKind),
        layers: &Layers,
        at: Spot,
    ) -> OperationSchemas {
        let (operation, faults) =
            self.apart(|reader| reader.described((id, method), (template, kind), layers, at));
        OperationSchemas {
            faults,
            ..operation
        }
    }

    fn described(
        &mut self,
        (id, method): (&str, &str),
        (template, kind): (&str, OperationKind),
        layers: &Layers,
        at: Spot,
    ) -> OperationSchemas {
        let fields = if self.is_swagger() {
            &swagger::OPERATION_FIELDS
        } else {
            &FIELDS
        };
        self.know_fields(at, "an operation", fields);
        if self.is_swagger() {
            self.produces = self.media_types(at, "produces");
        }
        let method = outline::method(method);
        let is_deprecated = self.flag(at, "deprecated") == Some(true);
        let deprecated = is_deprecated.then(|| {
            let words = self.text(at, "x-deprecated-message");
            words.unwrap_or_else(|| format!("`{id}` is deprecated"))
        });
        let declared = self.all_parameters((template, kind), layers, at);
        let is_of_body = |declared: &Declared| matches!(declared.role, Role::Body | Role::Field);
        let (of_body, declared): (Vec<Declared>, Vec<Declared>) =
            declared.into_iter().partition(is_of_body);
        let mut programs = Vec::new();
        for part in [Part::Path, Part::Query, Part::Header, Part::Cookie] {
            let of_part = declared
                .iter()
                .filter(|declared| declared.parameter.part == part);
            let of_part: Vec<&Declared> = of_part.collect();
            if of_part.is_empty() {
                continue;
            }
            let name = format!("{id}/{part}");
            let schema = self.schema_of_parameters(&name, part, &of_part, Direction::Request);
            programs.push((part, schema));
        }
        let (file, start) = self.place(self.name_of(at));
        OperationSchemas {
            summary: self.text(at, "summary").unwrap_or_default(),
            body: self.within(Part::Body, |reader| {
                if reader.is_swagger() {
                    reader.swagger_body(at, id, &of_body)
                } else {
                    reader.body(at)
                }
            }),
            responses: self.within(Part::Response, |reader| reader.responses(at, id)),
            servers: self.servers_of(at, layers),
            security: self.security_of(at),
            parameters: declared
                .into_iter()
                .map(|declared| declared.parameter)
                .collect(),
            path_template: template.to_owned(),
            id: id.to_owned(),
            faults: Vec::new(),
            kind,
            programs,
            deprecated,
            method,
            file,
            start,
        }
    }

    /// The parameters of an operation, those of its path item, and what else may stand among them.
    fn all_parameters(
        &mut self,
        (template, kind): (&str, OperationKind),
        layers: &Layers,
        at: Spot,
    ) -> Vec<Declared> {
        let own = self.parameters(at);
        let says = |layer: &&Spot| self.member(**layer, "parameters").is_some();
        let shared = layers.iter().find(says).copied();
        let mut declared = shared.map_or_else(Vec::new, |layer| self.parameters(layer));
        // A parameter of the operation takes the place of one of the path with the same name.
        declared.retain(|shared| {
            let known = &shared.parameter;
            own.iter().all(|own| !own.is(&known.name, known.part))
        });
        declared.extend(own);
        // The address of a webhook or a callback is none of the document's paths.
        let names = if kind == OperationKind::Path {
            names(template)
        } else {
            Vec::new()
        };
        declared.retain(|stray| {
            let Parameter { name, part, .. } = &stray.parameter;
            let is_stray = *part == Part::Path && !names.contains(&&**name);
            if is_stray {
                let words = format!("the path `{template}` has no `{{{name}}}` for this parameter");
                self.warn(stray.at, complaint(words));
            }
            !is_stray
        });
        for name in names {
            if !declared
                .iter()
                .any(|declared| declared.is(name, Part::Path))
            {
                declared.push(Declared::anything(name, Part::Path, at));
            }
        }
        for (name, part, at) in self.keys() {
            // Only beside others: a part of which nothing is said is not looked at.
            if declared
                .iter()
                .any(|declared| declared.parameter.part == part)
                && !declared.iter().any(|declared| declared.is(&name, part))
            {
                declared.push(Declared::key(&name, part, at));
            }
        }
        declared
    }
}

/// The names in braces of a path.
fn names(template: &str) -> Vec<&str> {
    let opened = template.split('{').skip(1);
    opened
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .collect()
}

/// A path without the names of its parameters: what requests tell it by.
pub(super) fn shape(template: &str) -> String {
    let mut shape = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        shape.push_str(before);
        shape.push_str("{}");
        rest = behind.split_once('}').map_or("", |(_, rest)| rest);
    }
    shape + rest
}

#[cfg(test)]
mod tests {
    use super::{names, shape};

    #[test]
    fn templates_are_told_by_their_shape() {
        assert_eq!(names("/a/{b}/{c}.{d}"), ["b", "c", "d"]);
        assert_eq!(shape("/a/{b}/{c}.{d}"), "/a/{}/{}.{}");
        assert_eq!(names("/a/{b"), [""; 0]);
        assert_eq!(shape("/a/}b"), "/a/}b");
    }
}
