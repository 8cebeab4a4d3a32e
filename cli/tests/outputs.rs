//! Where findings go: which file belongs to which format, and that no file is ever half-written.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use support::{file, folder, read, run, run_on};

#[test]
fn a_file_belongs_to_the_format_before_it() {
    let folder = folder("pairs");
    let [sarif, junit] =
        ["out.sarif", "out.xml"].map(|name| folder.join(name).to_str().unwrap().to_owned());
    let text = br#"{"z": 1}"#;
    let check = ["check", "--operation", "kafka.create-sink-task", "-"];
    let with = |more: &[&str]| run_on(text, &[&check, more].concat());
    let all = with(&[
        "-f", "short", "-f", "sarif", "-o", &sarif, "-f", "junit", "-o", &junit,
    ]);
    assert_eq!((all.code, all.err.as_str()), (1, ""));
    assert_eq!(all.out, with(&["-f", "short"]).out);
    assert_eq!(read(&sarif), with(&["-f", "sarif"]).out);
    assert_eq!(read(&junit), with(&["-f", "junit"]).out);
    // Nothing is left beside them.
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    // One format and one file need no order; `-` is standard output.
    assert_eq!(with(&["-o", &junit, "-f", "short"]).out, "");
    assert_eq!(read(&junit), all.out);
    assert_eq!(
        with(&["-f", "sarif", "-o", &sarif, "-f", "short", "-o", "-"]).out,
        all.out
    );
    for (wrong, words) in [
        (
            &["-f", "short", "-f", "sarif"][..],
            "error: `-f short` and `-f sarif` would both go to standard output\n  help: write `-o FILE` behind one of them\n",
        ),
        (
            &["-o", "x", "-f", "short", "-f", "sarif"],
            "error: `-o x` stands before every `-f`\n  help: write it behind the format that goes there\n",
        ),
        (
            &["-f", "short", "-o", "x", "-o", "y"],
            "error: `-f short` has two files, `x` and `y`\n  help: write an `-f` before each `-o`\n",
        ),
        (
            &["-f", "short", "-o", "x", "-f", "sarif", "-o", "x"],
            "error: `-f short` and `-f sarif` would both be written to `x`\n  help: give each a file of its own\n",
        ),
        (
            &["-f", "toml"],
            "error: invalid value 'toml' for '--format <FORMAT>'",
        ),
    ] {
        let run = with(wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.starts_with(words), "{}", run.err);
    }
}

#[test]
fn a_file_is_replaced_when_all_of_it_is_there() {
    let folder = folder("replaced");
    let old = file(&folder, "old.txt", "before");
    // Nothing is written where the job cannot be begun.
    let failed = run(&[
        "check",
        "--operation",
        "no-such",
        "-f",
        "short",
        "-o",
        &old,
        "-",
    ]);
    assert_eq!((failed.code, &*read(&old)), (2, "before"));
    let check = |output: &str| {
        run_on(
            b"{}",
            &[
                "check",
                "--operation",
                "kafka.create-sink-task",
                "-f",
                "short",
                "-o",
                output,
                "-",
            ],
        )
    };
    let nowhere = check(folder.join("no/such/folder").to_str().unwrap());
    assert_eq!(nowhere.code, 2);
    assert!(
        nowhere.err.contains("cannot be written: "),
        "{}",
        nowhere.err
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.join("link.txt");
        std::os::unix::fs::symlink(&old, &link).unwrap();
        check(link.to_str().unwrap());
        assert!(link.is_symlink());
        let mode = std::fs::metadata(&old).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        // A device is written to, not replaced.
        assert_eq!(check("/dev/null").code, 1);
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    }
    check(&old);
    assert!(read(&old).contains("error[missing-member]"));
}

/// The command as a process of its own.
#[cfg(unix)]
fn process(arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vouchsafe"));
    command.args(arguments);
    for stream in [
        std::process::Command::stdin,
        std::process::Command::stdout,
        std::process::Command::stderr,
    ] {
        stream(&mut command, std::process::Stdio::piped());
    }
    command
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let folder = folder("interrupted");
    let old = file(&folder, "old.txt", "before");
    let arguments = [
        "check",
        "--operation",
        "kafka.create-sink-task",
        "--ndjson",
        "-f",
        "ndjson",
        "-o",
        &old,
        "-",
    ];
    let mut child = process(&arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, b"{}\n{}\n").unwrap();
    let files = || std::fs::read_dir(&folder).unwrap().count();
    // It has begun, and waits for more.
    for _ in 0..1000 {
        if files() == 2 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(files(), 2);
    let kill = format!("kill -INT {}", child.id());
    let kill = std::process::Command::new("sh")
        .args(["-c", &kill])
        .status();
    assert!(kill.unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!((files(), &*read(&old)), (1, "before"));
}

#[cfg(unix)]
#[test]
fn a_pipe_that_nobody_reads_any_more_ends_the_run_in_silence() {
    let arguments = [
        "check",
        "--operation",
        "kafka.create-sink-task",
        "--ndjson",
        "-f",
        "ndjson",
        "-",
    ];
    let mut child = process(&arguments).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // It stops reading, so that this comes to an end as well.
    while std::io::Write::write_all(&mut stdin, b"{}\n").is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}
