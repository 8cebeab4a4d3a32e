//! Makes the types of every schema in `schemas/`.

fn main() -> Result<(), vouchsafe_codegen::Error> {
    vouchsafe_codegen::Config::new().compile(["schemas/*.json"])
}
