//! Which commands are `curl`, and which run it.

use super::NotChecked;
use super::posix::assignment;
use super::shell::{Command, Word};

/// What a command is.
pub(super) enum Found<'a> {
    /// `curl`, with its arguments behind its name.
    Curl(&'a [Word]),
    /// Something that runs `curl` in a way that is not read.
    NotChecked(NotChecked),
    Other,
}

/// Words of shells before a command.
const RESERVED: &[&str] = &[
    "!", "{", "(", "do", "then", "else", "elif", "if", "while", "until", "&", ".",
];

/// Programs that run the command that is behind their own options.
const RUNNERS: &[&str] = &[
    "builtin",
    "busybox",
    "call",
    "chroot",
    "cmd",
    "command",
    "docker",
    "doas",
    "env",
    "exec",
    "flatpak-spawn",
    "for",
    "gosu",
    "gtime",
    "if",
    "ionice",
    "kubectl",
    "ltrace",
    "nice",
    "nohup",
    "podman",
    "proxychains",
    "proxychains4",
    "runuser",
    "setsid",
    "ssh",
    "start",
    "stdbuf",
    "strace",
    "su-exec",
    "sudo",
    "systemd-run",
    "time",
    "timeout",
    "torify",
    "torsocks",
    "tsocks",
    "unbuffer",
    "wsl",
];

/// Programs that run it with more arguments, which are not written here.
const ADDING: &[&str] = &["entr", "find", "parallel", "rush", "xargs"];

/// Programs that run a command that is one of their words.
const SHELLS: &[&str] = &[
    "bash",
    "dash",
    "eval",
    "fish",
    "ksh",
    "powershell",
    "pwsh",
    "sh",
    "su",
    "watch",
    "zsh",
];

/// Options of the command of Windows PowerShell that has the same name.
const OTHER_CURL: &[&str] = &[
    "-body",
    "-contenttype",
    "-credential",
    "-headers",
    "-infile",
    "-method",
    "-outfile",
    "-uri",
    "-usebasicparsing",
    "-websession",
];

/// Finds what a command is.
pub(super) fn find(command: &Command, is_behind_curl: bool) -> Found<'_> {
    let words = behind_settings(&command.words);
    let Some(first) = words.first() else {
        return Found::Other;
    };
    let name = name(first);
    if is_curl(&name) {
        return own(words);
    }
    let inner = words.iter().position(|word| is_curl(&self::name(word)));
    let inner = inner.map(|at| &words[at..]).filter(|words| words.len() > 1);
    let is_one_of = |names: &[&str]| names.contains(&&*name);
    if let Some(inner) = inner {
        if is_one_of(RUNNERS) {
            return own(inner);
        }
        if is_one_of(ADDING) {
            let place = inner[0].span();
            let words = format!("`{name}` adds arguments to this command, so it is not checked");
            return Found::NotChecked(NotChecked::new(place, words));
        }
        if is_one_of(SHELLS) {
            return Found::NotChecked(of_words(inner));
        }
    }
    if is_one_of(SHELLS) || is_one_of(RUNNERS) {
        let has_url = |word: &&Word| {
            let text = word.text.text();
            text.contains("curl ") && text.contains("://")
        };
        if let Some(word) = words.iter().find(has_url) {
            return Found::NotChecked(of_words(std::slice::from_ref(word)));
        }
    }
    let is_option = first.text.text().strip_prefix('-').is_some_and(|rest| {
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        rest.starts_with(|letter: char| letter.is_ascii_alphabetic())
    });
    if is_option && is_behind_curl {
        let words = "this option belongs to no command, as the line before it does not go on";
        let lost = NotChecked::new(first.span(), words);
        return Found::NotChecked(
            lost.help("end the line before with `\\`, without spaces behind it"),
        );
    }
    Found::Other
}

/// `curl` itself, unless it is the command of another name.
fn own(words: &[Word]) -> Found<'_> {
    let [name, arguments @ ..] = words else {
        return Found::Other;
    };
    let is_other = |word: &&Word| {
        let lower = word.text.text().to_ascii_lowercase();
        OTHER_CURL.contains(&&*lower)
    };
    if arguments.iter().any(|word| is_other(&word)) {
        let words = "this is the command `Invoke-WebRequest`, whose other name is `curl`, so it is not checked";
        let other = NotChecked::new(name.span(), words);
        return Found::NotChecked(other.help("write it for `curl.exe`"));
    }
    Found::Curl(words)
}

/// What is said of a command within a text.
fn of_words(words: &[Word]) -> NotChecked {
    let place = words.first().map(Word::span).unwrap_or_default();
    let not_checked = NotChecked::new(
        place,
        "this `curl` command is an argument of another command, so it is not checked",
    );
    not_checked.help("write it as a command of its own")
}

/// The words behind assignments, and behind words that belong to the shell.
fn behind_settings(mut words: &[Word]) -> &[Word] {
    loop {
        words = match words {
            [first, rest @ ..]
                if assignment(first).is_some() || RESERVED.contains(&first.text.text()) =>
            {
                rest
            }
            // `$answer = curl.exe …`
            [variable, equals, rest @ ..]
                if variable.text.is_unknown() && equals.text.text() == "=" =>
            {
                rest
            }
            _ => return words,
        };
    }
}

/// The name of a program without its folder.
fn name(word: &Word) -> String {
    let text = word.text.text();
    let text = text.trim_start_matches(['@', '(']);
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
    name.to_ascii_lowercase()
}

fn is_curl(name: &str) -> bool {
    matches!(name, "curl" | "curl.exe")
}
