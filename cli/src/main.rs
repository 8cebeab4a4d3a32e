//! The command `vouchsafe`.

use std::process::ExitCode;

fn main() -> ExitCode {
    vouchsafe_cli::main()
}
