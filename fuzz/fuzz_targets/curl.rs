//! `curl` command lines: any text is answered, and a password in front of it is shown by no format.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// A password that no text of the fuzzer has.
const SECRET: &str = "ZQqzKzzVjxKW";

fuzz_target!(|text: &str| {
    let line = format!("curl -u anna:{SECRET} {text}");
    for format in ["pretty", "json"] {
        let arguments = ["check", "--no-config", "--input", "curl", "-f", format, "-"];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        vouchsafe_cli::run_with(arguments, &mut line.as_bytes(), &mut out, &mut err);
        out.append(&mut err);
        let shown = String::from_utf8_lossy(&out);
        assert!(text.contains(SECRET) || !shown.contains(SECRET), "{shown}");
    }
});
