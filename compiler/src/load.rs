//! Where schemas come from: resources in memory and mapped folders. The only step that reads files.
//!
//! In: a URI. Out: the bytes behind it. What it does **not** do: open a socket, or read a file that
//! no rule allows.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::library::Source;

/// Finds the text of a schema by its URI.
#[derive(Debug, Clone, Default)]
pub(crate) struct Loader {
    resources: BTreeMap<String, Vec<u8>>,
    /// Prefixes of URIs and the folders that stand for them, the longest prefix first.
    maps: Vec<(String, PathBuf)>,
    /// Whether `file:` URIs may be read.
    files: bool,
    /// What has been read, by URI, while one document is compiled part by part.
    memory: Option<Memory>,
}

type Memory = Arc<Mutex<HashMap<String, Arc<Source>>>>;

/// What a text is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The caller has named it. It may come from a pipe.
    Asked,
    /// A schema refers to it. A pipe or a device, which may never end, is not read.
    Referred,
}

/// A text that was found.
pub(crate) struct Loaded {
    pub(crate) bytes: Vec<u8>,
    /// The file that it came from.
    pub(crate) path: Option<PathBuf>,
}

impl Loader {
    pub(crate) fn add_resource(&mut self, uri: String, text: Vec<u8>) {
        self.resources.insert(uri, text);
    }

    pub(crate) fn add_map(&mut self, prefix: String, folder: PathBuf) {
        self.maps.push((prefix, folder));
        self.maps
            .sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    }

    pub(crate) fn allow_files(&mut self) {
        self.files = true;
    }

    /// Makes it read and parse each text once.
    pub(crate) fn begin_to_remember(&mut self) {
        self.memory = Some(Memory::default());
    }

    /// What was read from a URI before.
    pub(crate) fn remembered(&self, uri: &str) -> Option<Arc<Source>> {
        let memory = self.memory.as_ref()?.lock();
        memory
            .unwrap_or_else(PoisonError::into_inner)
            .get(uri)
            .cloned()
    }

    /// The files that were read so far, sorted, where they are remembered.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let Some(memory) = &self.memory else {
            return Vec::new();
        };
        let memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files: Vec<PathBuf> = memory
            .values()
            .filter_map(|read| read.path.clone())
            .collect();
        files.sort_unstable();
        files
    }

    pub(crate) fn remember(&self, source: &Arc<Source>) {
        if let Some(memory) = &self.memory {
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            memory.insert(source.uri.clone(), Arc::clone(source));
        }
    }

    /// The text at `uri`, which has no fragment.
    ///
    /// # Errors
    /// Why there is none, to follow "… cannot be read: ".
    pub(crate) fn load(&self, uri: &str, purpose: Purpose) -> Result<Loaded, String> {
        if let Some(bytes) = self.resources.get(uri) {
            return Ok(Loaded {
                bytes: bytes.clone(),
                path: None,
            });
        }
        if let Some(path) = self.mapped(uri)? {
            return read(&path, purpose).map_err(|why| format!("{why}: `{}`", path.display()));
        }
        if let Some(text) = crate::meta::find(uri) {
            return Ok(Loaded {
                bytes: text.as_bytes().to_vec(),
                path: None,
            });
        }
        match (uri.strip_prefix("file://"), self.files) {
            (Some(path), true) => read(Path::new(&decode(path)), purpose),
            (Some(_), false) => {
                Err("no resource of that URI is provided, and no file is read".into())
            }
            (None, _) => Err("no resource of that URI is provided, and nothing is fetched".into()),
        }
    }

    /// The file that a mapped folder has for a URI; `None` where no prefix fits.
    fn mapped(&self, uri: &str) -> Result<Option<PathBuf>, String> {
        let fitting = self.maps.iter().find_map(|(prefix, folder)| {
            let rest = uri.strip_prefix(prefix.as_str())?;
            Some((folder, decode(rest.trim_start_matches('/'))))
        });
        let Some((folder, rest)) = fitting else {
            return Ok(None);
        };
        if rest.is_empty() && !folder.is_dir() {
            return Ok(Some(folder.clone()));
        }
        // A mapped folder is all that its prefix stands for: no way leads out of it.
        if !is_inside(&rest) {
            return Err("the path leads out of the mapped folder".into());
        }
        let path = folder.join(&rest);
        // The URIs of many collections do without the end of the name.
        let with_end = folder.join(format!("{rest}.json"));
        let is_short = !path.is_file() && with_end.is_file();
        Ok(Some(if is_short { with_end } else { path }))
    }

    /// Whether the files beside one may be looked at: those of a mapped folder, and others where files are read.
    fn folder_of(&self, uri: &str) -> Option<PathBuf> {
        let path = match self.mapped(uri) {
            Ok(Some(path)) => path,
            Ok(None) if self.files => PathBuf::from(decode(uri.strip_prefix("file://")?)),
            _ => return None,
        };
        path.parent().map(Path::to_owned)
    }

    /// The files beside one that cannot be read, by name; none where no file there may be read.
    pub(crate) fn files_beside(&self, uri: &str) -> Vec<String> {
        let entries = self
            .folder_of(uri)
            .and_then(|folder| std::fs::read_dir(folder).ok());
        let names = entries.into_iter().flatten().flatten().take(MOST_BESIDE);
        let mut names: Vec<String> = names
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort_unstable();
        names
    }

    /// Whether `file:` URIs may be read.
    pub(crate) fn reads_files(&self) -> bool {
        self.files
    }

    /// Whether a file is there, or has another text than is written in it.
    pub(crate) fn has_file(&self, path: &Path) -> bool {
        path.is_file() || self.resources.contains_key(&file_uri(path))
    }
}

/// How many files beside one are looked at, to tell which was meant.
const MOST_BESIDE: usize = 4096;

/// The longest text that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// Whether a relative path stays in the folder that it starts from.
pub(crate) fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

fn read(path: &Path, purpose: Purpose) -> Result<Loaded, String> {
    let words = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    let kind = std::fs::metadata(path).map_err(words)?.file_type();
    if kind.is_dir() {
        return Err("it is a folder".to_owned());
    }
    // To open a pipe may block for ever.
    if purpose == Purpose::Referred && !kind.is_file() {
        return Err("it is no regular file".to_owned());
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(words)?;
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(words)?;
    if bytes.len() as u64 > LONGEST {
        return Err(format!("it is larger than {} MiB", LONGEST >> 20));
    }
    Ok(Loaded {
        bytes,
        path: Some(path.to_owned()),
    })
}

/// The URI of an absolute path.
pub(crate) fn file_uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    for part in path.components() {
        match part {
            Component::RootDir | Component::CurDir => {}
            Component::ParentDir => {
                uri.truncate(
                    uri.rfind('/')
                        .filter(|&at| at > "file:/".len())
                        .unwrap_or(uri.len()),
                );
            }
            Component::Prefix(prefix) => {
                push_encoded(&mut uri, &prefix.as_os_str().to_string_lossy());
            }
            Component::Normal(name) => push_encoded(&mut uri, &name.to_string_lossy()),
        }
    }
    uri
}

fn push_encoded(uri: &mut String, name: &str) {
    use std::fmt::Write as _;
    uri.push('/');
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
}

/// The file and the JSON Pointer or anchor that a path with a `#` means, as [`Compiler::compile_file`] takes it. A file
/// may have that character in its name, so the longest part that is a file counts; where none is, the `#` comes first.
///
/// ```
/// use vouchsafe_compiler::split_path;
///
/// let root = std::path::Path::new(".");
/// assert_eq!(split_path(root, "nowhere.json#/$defs/a"), ("nowhere.json", "/$defs/a"));
/// assert_eq!(split_path(root, "nowhere.json"), ("nowhere.json", ""));
/// ```
///
/// [`Compiler::compile_file`]: crate::Compiler::compile_file
pub fn split_path<'a>(root: &Path, path: &'a str) -> (&'a str, &'a str) {
    split_path_by(path, |file| root.join(file).is_file())
}

/// Splits a path from the fragment behind it, as [`split_path`] does; `is_file` says which files there are.
pub(crate) fn split_path_by(path: &str, is_file: impl Fn(&str) -> bool) -> (&str, &str) {
    /// A path with more of them than that is no path.
    const MOST: usize = 64;
    let mut cuts = path.match_indices('#').map(|(at, _)| at);
    let Some(first) = cuts.next() else {
        return (path, "");
    };
    if is_file(path) {
        return (path, "");
    }
    let at = path
        .rmatch_indices('#')
        .take(MOST)
        .map(|(at, _)| at)
        .find(|at| is_file(&path[..*at]))
        .unwrap_or(first);
    (&path[..at], &path[at + 1..])
}

/// Text without percent-encoding.
pub(crate) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = (*first == b'%').then(|| tail.get(..2)).flatten();
        let value = escaped
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        if let Some(value) = value {
            bytes.push(value);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
