//! One operation, put together from what its path item and the document say.

use vouchsafe_core::Part;
use vouchsafe_core::json::Kind;

use super::OperationSchemas;
use super::document::{ROOT, Reader, complaint};
use super::parameter::Declared;
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
        template: &str,
        method: &str,
        item: Spot,
        at: Spot,
    ) -> OperationSchemas {
        self.know_fields(at, "an operation", &FIELDS);
        let method = method.to_uppercase();
        let id = self.text(at, "operationId");
        let id = id.unwrap_or_else(|| format!("{method} {template}"));
        let is_deprecated = self.flag(at, "deprecated") == Some(true);
        let deprecated = is_deprecated.then(|| {
            let words = self.text(at, "x-deprecated-message");
            words.unwrap_or_else(|| format!("`{id}` is deprecated"))
        });
        let declared = self.all_parameters(template, item, at);
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
            let program = self.compile_parameters(&name, part, &of_part, Direction::Request);
            programs.extend(program.map(|program| (part, program)));
        }
        let base_paths = [at, item, ROOT]
            .into_iter()
            .find_map(|at| self.base_paths(at));
        OperationSchemas {
            summary: self.text(at, "summary").unwrap_or_default(),
            body: self.body(at),
            responses: self.responses(at, &id),
            base_paths: base_paths.unwrap_or_default(),
            parameters: declared
                .into_iter()
                .map(|declared| declared.parameter)
                .collect(),
            path_template: template.to_owned(),
            programs,
            deprecated,
            method,
            id,
        }
    }

    /// The parameters of an operation, those of its path item, and what else may stand among them.
    fn all_parameters(&mut self, template: &str, item: Spot, at: Spot) -> Vec<Declared> {
        let own = self.parameters(at);
        let mut declared = self.parameters(item);
        // A parameter of the operation takes the place of one of the path with the same name.
        declared.retain(|shared| {
            let known = &shared.parameter;
            own.iter().all(|own| !own.is(&known.name, known.part))
        });
        declared.extend(own);
        let names = names(template);
        for stray in declared
            .iter()
            .filter(|declared| declared.parameter.part == Part::Path)
        {
            let name = &stray.parameter.name;
            if !names.contains(&&**name) {
                let words = format!("the path `{template}` has no `{{{name}}}` for this parameter");
                self.complain(stray.at, complaint(words));
            }
        }
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

    /// The keys of security schemes, which any operation may be sent.
    fn keys(&mut self) -> Vec<(String, Part, Spot)> {
        let components = self.member_of(ROOT, "components", Kind::Object);
        let schemes = components
            .and_then(|components| self.member_of(components, "securitySchemes", Kind::Object));
        let mut keys = Vec::new();
        for (_, scheme) in schemes.map_or_else(Vec::new, |schemes| self.members(schemes)) {
            let Some(scheme) = self.follow(scheme) else {
                continue;
            };
            if self.text(scheme, "type").as_deref() != Some("apiKey") {
                continue;
            }
            let part = match self.text(scheme, "in").as_deref() {
                Some("query") => Part::Query,
                Some("header") => Part::Header,
                Some("cookie") => Part::Cookie,
                _ => continue,
            };
            keys.extend(self.text(scheme, "name").map(|name| (name, part, scheme)));
        }
        keys
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
