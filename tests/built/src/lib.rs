//! A crate whose types are made of schemas by its build script, as the documentation says, and by nothing else.

include!(concat!(env!("OUT_DIR"), "/vouchsafe.rs"));
