//! Where schemas come from: resources in memory and mapped folders. The only step that reads files.
//!
//! In: a URI. Out: the bytes behind it. What it does **not** do: open a socket, or read a file that
//! no rule allows.

use std::collections::{BTreeMap, HashMap};
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
    pub(crate) fn load(&self, uri: &str) -> Result<Loaded, String> {
        if let Some(bytes) = self.resources.get(uri) {
            return Ok(Loaded {
                bytes: bytes.clone(),
                path: None,
            });
        }
        let mapped = self.maps.iter().find_map(|(prefix, folder)| {
            let rest = uri.strip_prefix(prefix.as_str())?;
            Some((folder, decode(rest.trim_start_matches('/'))))
        });
        if let Some((folder, rest)) = mapped {
            // A mapped folder is all that its prefix stands for: no way leads out of it.
            if Path::new(&rest)
                .components()
                .any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
            {
                return Err("the path leads out of the mapped folder".into());
            }
            return read(&folder.join(rest));
        }
        if let Some(text) = crate::meta::find(uri) {
            return Ok(Loaded {
                bytes: text.as_bytes().to_vec(),
                path: None,
            });
        }
        match (uri.strip_prefix("file://"), self.files) {
            (Some(path), true) => read(Path::new(&decode(path))),
            _ => Err("no resource of that URI is provided, and nothing is fetched".into()),
        }
    }
}

/// The files beside one that cannot be read, by name.
pub(crate) fn files_beside(uri: &str) -> Vec<String> {
    let path = uri.strip_prefix("file://").map(decode);
    let folder = path.as_deref().and_then(|path| Path::new(path).parent());
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let names = entries.into_iter().flatten().flatten();
    let mut names: Vec<String> = names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}

fn read(path: &Path) -> Result<Loaded, String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the step that reads files"
    )]
    let bytes = std::fs::read(path);
    bytes
        .map(|bytes| Loaded {
            bytes,
            path: Some(path.to_owned()),
        })
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".into(),
            _ => error.to_string(),
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
