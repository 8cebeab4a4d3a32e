//! A process that is killed while it mends a file leaves the file as it was, or mended as a whole.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    reason = "a test fails loudly and says what it did"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Instant;

#[test]
fn no_file_is_ever_half_written() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kill");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (file, schema) = (folder.join("request.json"), folder.join("any.json"));
    let items = "\"an item that takes some room\",\n".repeat(100_000);
    let before = format!("[\n{items}]\n");
    let after = format!("[\n{}\n]\n", items.trim_end().trim_end_matches(','));
    #[expect(clippy::disallowed_methods, reason = "the test makes its files")]
    let write = |path: &Path, text: &str| fs::write(path, text).unwrap();
    #[expect(clippy::disallowed_methods, reason = "the test reads its file")]
    let read = || fs::read_to_string(&file).unwrap();
    write(&schema, "{}");
    let start = || {
        write(&file, &before);
        Command::new(env!("CARGO_BIN_EXE_vouchsafe"))
            .args(["check", "--fix", "--schema"])
            .args([&schema, &file])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // How long it takes is known for this machine alone, and with what else it does just now.
    let begun = Instant::now();
    assert!(start().wait().unwrap().code().is_some());
    let whole = begun.elapsed();
    assert!(read() == after, "what nothing kills mends the file");
    let mut killed = 0;
    for step in 0..40 {
        let mut child = start();
        sleep(whole * step / 30);
        let _ = child.kill();
        killed += u32::from(child.wait().unwrap().code().is_none());
        let text = read();
        assert!(
            text == before || text == after,
            "after {step}: {} bytes",
            text.len()
        );
    }
    assert!(killed > 0, "none was killed on the way");
}
