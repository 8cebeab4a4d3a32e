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
use std::time::Duration;

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
    let (mut killed, mut mended) = (0, 0);
    // From at once to long after the end, so that some die on the way on every machine.
    for step in 0..40_u64 {
        write(&file, &before);
        let mut child = Command::new(env!("CARGO_BIN_EXE_vouchsafe"))
            .args(["check", "--fix", "--schema"])
            .args([&schema, &file])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(step * step / 4));
        let _ = child.kill();
        killed += u32::from(child.wait().unwrap().code().is_none());
        let text = read();
        assert!(
            text == before || text == after,
            "after {step}: {} bytes",
            text.len()
        );
        mended += u32::from(text == after);
    }
    assert!(killed > 0, "none was killed on the way");
    assert!(mended > 0, "none came to its end");
}
