//! The components of a document, which are looked at also where no operation needs them.

use vouchsafe_core::json::Kind;

use super::content::Response;
use super::document::{ROOT, Reader};
use super::schema::PartSchema;
use crate::library::Spot;
use crate::options::Direction;

impl Reader<'_> {
    /// The schemas of all components. What is wrong with the components is reported.
    pub(super) fn components(&mut self) -> Vec<PartSchema> {
        let mut schemas = Vec::new();
        for (home, at) in self.homes() {
            for (name, at) in self.members(at) {
                self.component(&home, &name, at, &mut schemas);
            }
        }
        schemas
    }

    /// The objects that hold components, each with its name.
    fn homes(&mut self) -> Vec<(String, Spot)> {
        if self.is_swagger() {
            let mut homes = Vec::new();
            for (field, home) in [
                ("definitions", "schemas"),
                ("parameters", "parameters"),
                ("responses", "responses"),
            ] {
                let at = self.member_of(ROOT, field, Kind::Object);
                homes.extend(at.map(|at| (home.to_owned(), at)));
            }
            return homes;
        }
        let components = self.member_of(ROOT, "components", Kind::Object);
        let homes = components.map_or_else(Vec::new, |at| self.members(at));
        let is_object = |(_, at): &(String, Spot)| self.value(*at).kind() == Kind::Object;
        homes.into_iter().filter(is_object).collect()
    }

    fn component(&mut self, home: &str, name: &str, at: Spot, schemas: &mut Vec<PartSchema>) {
        match home {
            "schemas" => schemas.push(self.schema(at, Direction::Request)),
            "parameters" => {
                let declared = self.parameter(at);
                let schema = declared.and_then(|declared| declared.schema);
                schemas.extend(schema.map(|at| self.schema(at, Direction::Request)));
            }
            "headers" => {
                let declared = self.header(name.to_owned(), at);
                let schema = declared.and_then(|declared| declared.schema);
                schemas.extend(schema.map(|at| self.schema(at, Direction::Response)));
            }
            "requestBodies" => {
                let body = self.body_at(at);
                let contents = body.into_iter().flat_map(|body| body.contents);
                schemas.extend(contents.filter_map(|content| content.schema));
            }
            "responses" => {
                let response = self.response(name, at, "components");
                let Some(Response {
                    contents, headers, ..
                }) = response
                else {
                    return;
                };
                schemas.extend(contents.into_iter().filter_map(|content| content.schema));
                schemas.extend(headers);
            }
            // The others have no schemas.
            _ => {}
        }
    }
}
