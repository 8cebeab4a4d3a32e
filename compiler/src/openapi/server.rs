//! Where an API is served: the servers that a document names, with the variables of their URLs.

use vouchsafe_core::json::Kind;

use super::document::{ROOT, Reader, complaint};
use crate::library::Spot;

/// A server, to stand before the path of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// Its URL as the document writes it, with `{names}` for variables. It may be relative: then the host is not known.
    pub url: String,
    /// The variables that the document describes, in its order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of the URL of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// What it is unless somebody says otherwise.
    pub default: String,
    /// What it may be (`enum`); anything, if there is nothing here.
    pub values: Vec<String>,
}

impl Server {
    /// A server at a URL without variables.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            variables: Vec::new(),
        }
    }
}

impl ServerVariable {
    /// A variable that may be anything.
    pub fn new(name: impl Into<String>, default: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            default: default.into(),
            values: Vec::new(),
        }
    }
}

impl Reader<'_> {
    /// The servers of an operation: its own, else those of its path item, else those of the document. A document that
    /// names none has one at `/` (3.1, section 4.8.1.1).
    pub(super) fn servers_of(&mut self, operation: Spot, layers: &[Spot]) -> Vec<Server> {
        if self.is_swagger() {
            let named = self.swagger_servers(operation);
            return named.unwrap_or_else(|| vec![Server::new("/")]);
        }
        let places = [&[operation], layers, &[ROOT]].concat();
        let named = places.into_iter().find_map(|at| self.servers(at));
        named.unwrap_or_else(|| vec![Server::new("/")])
    }

    /// The servers that an object of the document names; `None` if it names none.
    fn servers(&mut self, at: Spot) -> Option<Vec<Server>> {
        let list = self.member_of(at, "servers", Kind::Array)?;
        let mut servers = Vec::new();
        for server in self.items(list) {
            match self.text(server, "url") {
                Some(url) => servers.push(Server {
                    variables: self.variables(server),
                    url,
                }),
                None if self.member(server, "url").is_none() => {
                    self.warn(server, complaint("a server must have a `url`"));
                }
                None => {}
            }
        }
        (!servers.is_empty()).then_some(servers)
    }

    fn variables(&mut self, server: Spot) -> Vec<ServerVariable> {
        let Some(variables) = self.member_of(server, "variables", Kind::Object) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, at) in self.members(variables) {
            let values = self.member_of(at, "enum", Kind::Array);
            let values = values.map_or_else(Vec::new, |values| self.items(values));
            let values = values.into_iter().filter_map(|value| {
                let text = self.value(value).as_str()?;
                Some(text.to_lossy().into_owned())
            });
            found.push(ServerVariable {
                values: values.collect(),
                default: self.text(at, "default").unwrap_or_default(),
                name,
            });
        }
        found
    }
}
