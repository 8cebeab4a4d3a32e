//! The official JSON Schema test suite as generated code: the build script compiles each of its schemas and
//! writes the programs as Rust, the way the derive does; the test runs them.
//!
//! The suite is not part of this repository. Where it is absent nothing is generated, and the test says so.

mod data;

pub use data::{Case, Group, Test, compiler, folder, groups};
