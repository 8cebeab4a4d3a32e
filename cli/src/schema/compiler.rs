//! The compiler of the commands about schemas.

use vouchsafe_compiler::Compiler;

use crate::args::Reading;

/// A compiler that reads schemas as the arguments say.
pub(super) fn compiler(reading: &Reading) -> Compiler {
    let compiler = Compiler::new().dialect(reading.dialect.into());
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(reading.backtracking.is_allowed());
    let compiler = match reading.max_pattern_size {
        Some(size) => compiler.max_pattern_size(size),
        None => compiler,
    };
    let maps = reading.map.iter();
    maps.fold(compiler, |compiler, (prefix, folder)| {
        compiler.map(prefix, folder)
    })
}
