//! `--watch`: checks again whenever something that was read has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use path_clean::PathClean as _;

use crate::render::counted;

/// Editors write a file in several steps; what comes within this time is one change.
const ONE_CHANGE: Duration = Duration::from_millis(60);

/// When a file was changed last, if it is there.
type Changed = Option<SystemTime>;

/// What a run has read, by absolute paths, and when that had been changed last.
#[derive(Debug)]
pub(super) struct Read<'a> {
    here: &'a Path,
    /// What was checked, and settings, schemas, documents.
    files: BTreeMap<PathBuf, Changed>,
    /// Folders in which new files would be checked, too.
    folders: BTreeMap<PathBuf, Changed>,
}

impl<'a> Read<'a> {
    pub(super) fn new(here: &'a Path) -> Self {
        Self {
            here,
            files: BTreeMap::new(),
            folders: BTreeMap::new(),
        }
    }

    /// Notes a file that is about to be read.
    pub(super) fn file(&mut self, path: impl AsRef<Path>) {
        let path = self.here.join(path).clean();
        self.files
            .entry(path)
            .or_insert_with_key(|path| changed(path));
    }

    /// Notes a folder.
    pub(super) fn folder(&mut self, path: impl AsRef<Path>) {
        let path = self.here.join(path).clean();
        self.folders
            .entry(path)
            .or_insert_with_key(|path| changed(path));
    }

    /// Whether anything of it is not what it was.
    fn is_outdated(&self) -> bool {
        let mut all = self.files.iter().chain(&self.folders);
        all.any(|(path, known)| changed(path) != *known)
    }

    /// Whether it matters that a file has changed.
    fn concerns(&self, path: &Path) -> bool {
        self.files.contains_key(path) || self.folders.keys().any(|folder| path.starts_with(folder))
    }
}

/// Waits for changes of what was read.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    changes: Receiver<PathBuf>,
    watched: BTreeSet<PathBuf>,
}

impl Watch {
    /// # Errors
    /// That the system cannot watch files.
    pub(super) fn new() -> Result<Self, String> {
        let (send, changes) = mpsc::channel();
        let handler = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if event.kind.is_access() {
                return;
            }
            for path in event.paths {
                // Nobody waits any more when the process ends.
                let _ = send.send(path);
            }
        };
        let watcher = notify::recommended_watcher(handler).map_err(|error| failed(&error))?;
        Ok(Self {
            watcher,
            changes,
            watched: BTreeSet::new(),
        })
    }

    /// Waits until something of `read`, which is covered, has changed.
    ///
    /// # Errors
    /// That the system no longer watches it.
    pub(super) fn wait(&self, read: &Read<'_>) -> Result<(), String> {
        // What changed while it was read, when nobody was watching yet.
        if read.is_outdated() {
            return Ok(());
        }
        loop {
            let path = self.changes.recv();
            let path = path.map_err(|_| "files are no longer watched".to_owned())?;
            if read.concerns(&path) && !is_own(&path) {
                break;
            }
        }
        loop {
            match self.changes.recv_timeout(ONE_CHANGE) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    }

    /// Watches the folders of all files: a file that is replaced is another one.
    ///
    /// # Errors
    /// That the system cannot watch them.
    pub(super) fn cover(&mut self, read: &Read<'_>) -> Result<(), String> {
        let parents = read
            .files
            .keys()
            .filter_map(|file| file.parent().map(Path::to_owned));
        let folders = read.folders.keys().cloned();
        let wanted = parents
            .map(|folder| (folder, RecursiveMode::NonRecursive))
            .chain(folders.map(|folder| (folder, RecursiveMode::Recursive)));
        for (folder, mode) in wanted.collect::<Vec<_>>() {
            if self.watched.contains(&folder) || !folder.is_dir() {
                continue;
            }
            let watched = self.watcher.watch(&folder, mode);
            watched.map_err(|error| failed(&error))?;
            self.watched.insert(folder);
        }
        Ok(())
    }
}

fn changed(path: &Path) -> Changed {
    path.metadata().and_then(|found| found.modified()).ok()
}

/// Whether a file is one that the command is writing.
fn is_own(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(crate::output::UNFINISHED_PREFIX))
}

fn failed(error: &notify::Error) -> String {
    format!("files cannot be watched: {error}")
}

/// What is watched, in words.
pub(super) fn words(read: &Read<'_>) -> String {
    let files = counted(read.files.len(), "file");
    format!("watching {files}; Ctrl-C ends")
}
