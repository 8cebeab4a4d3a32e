//! What is around a file with recorded requests: variables, and the files beside it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Variables;

/// What is around a file.
#[derive(Debug, Clone)]
pub(crate) struct Surroundings<'a> {
    /// Variables that the user has set.
    pub(crate) variables: &'a Variables,
    /// The environment that is chosen.
    pub(crate) environment: Option<&'a str>,
    /// Where the file is; nothing where it has no place.
    folder: Option<PathBuf>,
    /// The outermost folder whose files are looked at.
    root: Option<PathBuf>,
}

/// Why a file beside the requests is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// The requests have no place of their own.
    Nowhere,
    /// It is not in the folder.
    Outside,
    Missing,
    TooLarge,
}

impl<'a> Surroundings<'a> {
    /// What is around a file with a path, which starts from the folder `here`.
    pub(crate) fn of(
        path: Option<&Path>,
        here: &Path,
        variables: &'a Variables,
        environment: Option<&'a str>,
    ) -> Self {
        let folder = path.and_then(|path| here.join(path).parent().map(Path::to_owned));
        let folder = folder.and_then(|folder| folder.canonicalize().ok());
        let root = folder.as_deref().map(|folder| root(folder, here));
        Self {
            variables,
            environment,
            folder,
            root,
        }
    }

    /// The folders whose environment files count, the nearest first.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        let (folder, root) = (self.folder.as_deref(), self.root.as_deref());
        let all = folder.into_iter().flat_map(Path::ancestors);
        all.take_while(move |folder| root.is_some_and(|root| folder.starts_with(root)))
    }

    /// The bytes of a file in one of the folders, if there is one.
    pub(super) fn environment_file(&self, folder: &Path, name: &str) -> Option<Vec<u8>> {
        const LARGEST: u64 = 16 << 20;
        read(&folder.join(name), self.root.as_deref()?, LARGEST).ok()
    }

    /// The bytes of a file that requests name: it is in their folder, or below it.
    pub(super) fn file(&self, path: &str) -> Result<Vec<u8>, Unread> {
        const LARGEST: u64 = 256 << 20;
        let folder = self.folder.as_deref().ok_or(Unread::Nowhere)?;
        read(&folder.join(path), folder, LARGEST)
    }
}

/// The outermost folder whose files are looked at: that of the repository, or else where the command runs if the file is
/// in it.
fn root(folder: &Path, here: &Path) -> PathBuf {
    let repository = folder.ancestors().find(|above| above.join(".git").exists());
    let here = here.canonicalize().ok();
    let here = here.filter(|here| folder.starts_with(here));
    let root = repository.map(Path::to_owned).or(here);
    root.unwrap_or_else(|| folder.to_owned())
}

fn read(path: &Path, inside: &Path, largest: u64) -> Result<Vec<u8>, Unread> {
    // A link may lead elsewhere.
    let Ok(path) = path.canonicalize() else {
        // What is outside is not even said to be missing.
        let steps = path.strip_prefix(inside).map(|rest| rest.components());
        let is_inside = steps.is_ok_and(|mut steps| {
            steps.all(|step| {
                matches!(
                    step,
                    std::path::Component::Normal(_) | std::path::Component::CurDir
                )
            })
        });
        return Err(if is_inside {
            Unread::Missing
        } else {
            Unread::Outside
        });
    };
    if !path.starts_with(inside) {
        return Err(Unread::Outside);
    }
    let Ok(found) = path.metadata() else {
        return Err(Unread::Missing);
    };
    // A pipe or a device has no end.
    if !found.is_file() {
        return Err(Unread::Missing);
    }
    if found.len() > largest {
        return Err(Unread::TooLarge);
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(largest).read_to_end(&mut bytes));
    read.map_err(|_| Unread::Missing)?;
    Ok(bytes)
}
