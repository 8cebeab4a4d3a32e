//! `--watch`: checks again whenever something that was read has changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use path_clean::PathClean as _;

use crate::render::counted;

/// Editors write a file in several steps; what comes within this time is one change.
const ONE_CHANGE: Duration = Duration::from_millis(60);

/// What a run has read.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// What was checked, and settings, schemas, documents.
    pub(super) files: BTreeSet<PathBuf>,
    /// Folders in which new files would be checked, too.
    pub(super) folders: BTreeSet<PathBuf>,
}

impl Read {
    /// Notes a file.
    pub(super) fn file(&mut self, path: impl Into<PathBuf>) {
        self.files.insert(path.into());
    }
}

/// Waits for changes of what was read.
pub(super) struct Watch<'a> {
    here: &'a Path,
    watcher: RecommendedWatcher,
    changes: Receiver<PathBuf>,
    watched: BTreeSet<PathBuf>,
}

impl<'a> Watch<'a> {
    /// # Errors
    /// That the system cannot watch files.
    pub(super) fn new(here: &'a Path) -> Result<Self, String> {
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
            here,
            watcher,
            changes,
            watched: BTreeSet::new(),
        })
    }

    fn absolute(&self, path: &Path) -> PathBuf {
        self.here.join(path).clean()
    }

    /// Waits until something of `read` has changed since `begun`.
    ///
    /// # Errors
    /// That the system cannot watch it.
    pub(super) fn wait(&mut self, read: &Read, begun: SystemTime) -> Result<(), String> {
        self.cover(read)?;
        let files: BTreeSet<PathBuf> = read.files.iter().map(|path| self.absolute(path)).collect();
        let folders: Vec<PathBuf> = read
            .folders
            .iter()
            .map(|path| self.absolute(path))
            .collect();
        // What changed while it was read, when nobody was watching yet.
        let is_newer = |path: &PathBuf| {
            let time = path.metadata().and_then(|found| found.modified());
            time.is_ok_and(|time| time > begun)
        };
        if files.iter().any(is_newer) {
            return Ok(());
        }
        let concerns = |path: &PathBuf| {
            files.contains(path) || folders.iter().any(|folder| path.starts_with(folder))
        };
        loop {
            let path = self.changes.recv();
            let path = path.map_err(|_| "files are no longer watched".to_owned())?;
            if concerns(&path) && !is_own(&path) {
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
    fn cover(&mut self, read: &Read) -> Result<(), String> {
        let parents = read.files.iter().filter_map(|file| {
            let file = self.absolute(file);
            file.parent().map(Path::to_owned)
        });
        let folders = read.folders.iter().map(|folder| self.absolute(folder));
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

/// Whether a file is one that the command is writing.
fn is_own(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(crate::output::UNFINISHED_PREFIX))
}

fn failed(error: &notify::Error) -> String {
    format!("files cannot be watched: {error}")
}

/// What is watched, in words.
pub(super) fn words(read: &Read) -> String {
    let files = counted(read.files.len(), "file");
    format!("watching {files}; Ctrl-C ends")
}
