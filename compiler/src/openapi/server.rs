//! Where an API is served: the paths that stand before those of the document.

use vouchsafe_core::json::Kind;

use super::document::{Reader, complaint};
use crate::library::Spot;

impl Reader<'_> {
    /// The base paths of the servers that an object of the document names; `None` if it names none.
    pub(super) fn base_paths(&mut self, at: Spot) -> Option<Vec<String>> {
        let servers = self.member_of(at, "servers", Kind::Array)?;
        let mut paths = Vec::new();
        for server in self.items(servers) {
            match self.text(server, "url") {
                Some(url) => paths.push(self.base_path(server, &url)),
                None if self.member(server, "url").is_none() => {
                    self.complain(server, complaint("a server must have a `url`"));
                }
                None => {}
            }
        }
        (!paths.is_empty()).then_some(paths)
    }

    /// The path of a server's URL. Variables of the path remain: they may have any value.
    fn base_path(&mut self, server: Spot, url: &str) -> String {
        let mut url = url.to_owned();
        // A variable may stand for the beginning of the URL, and for its host.
        while let Some((name, rest)) = url.strip_prefix('{').and_then(|url| url.split_once('}')) {
            match self.default_of(server, name) {
                // A variable that stands for a variable would never end.
                Some(value) if !value.starts_with('{') => url = format!("{value}{rest}"),
                _ => break,
            }
        }
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => &url,
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        path.trim_end_matches('/').to_owned()
    }

    fn default_of(&mut self, server: Spot, variable: &str) -> Option<String> {
        let variables = self.member_of(server, "variables", Kind::Object)?;
        let variable = self.member_of(variables, variable, Kind::Object)?;
        self.text(variable, "default")
    }
}
