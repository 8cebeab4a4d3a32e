//! Members that are read before it is known what they are: those that a tag decides about.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;

use super::Json;
use crate::report::Report;

/// Members of an object, as they were written, until a tag says what they are.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Gathered(BTreeMap<String, Json>);

impl Gathered {
    /// Keeps a member.
    pub fn add(&mut self, name: &str, value: Json) {
        self.0.insert(name.to_owned(), value);
    }

    /// The value of a member.
    ///
    /// # Errors
    /// That it is not there, or that the type cannot hold it.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, String> {
        let member = self.0.remove(name);
        let member = member.ok_or_else(|| format!("missing field `{name}`"))?;
        member.read().map_err(words)
    }

    /// A struct of those of the members that it has fields for.
    ///
    /// # Errors
    /// That the type cannot hold them.
    pub fn take_all<T: Members + DeserializeOwned>(&mut self) -> Result<T, String> {
        let mine = |name: &str| T::NAMES.contains(&name);
        let members = self.0.iter().map(|(name, value)| (&**name, value));
        let object = Json::object(members.filter(|(name, _)| mine(name)));
        self.0.retain(|name, _| !mine(name));
        object.read().map_err(words)
    }

    /// What nobody has taken.
    pub fn rest(self) -> impl Iterator<Item = (String, Json)> {
        self.0.into_iter()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn words(report: Report) -> String {
    report.to_string()
}

/// A type whose members can stand among others in one object.
#[doc(hidden)]
pub trait Members {
    /// The names of the members that it has fields for.
    const NAMES: &'static [&'static str];

    /// Writes its members.
    ///
    /// # Errors
    /// What the serializer says.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// An enum that stands for some members of an object: a tag, and those that depend on it.
#[doc(hidden)]
pub trait Group: Sized + Members {
    /// The name of the tag. [`Members::NAMES`] are the others.
    const TAG: &'static str;

    /// The variant of that tag, with its members.
    ///
    /// # Errors
    /// That there is no such variant, or that it cannot hold the members.
    fn read(tag: &str, members: &mut Gathered) -> Result<Self, String>;
}

impl<T: Members> Members for Option<T> {
    const NAMES: &'static [&'static str] = T::NAMES;

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.as_ref().map_or(Ok(()), |members| members.write(map))
    }
}

impl<T: Members> Members for Box<T> {
    const NAMES: &'static [&'static str] = T::NAMES;

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        (**self).write(map)
    }
}
