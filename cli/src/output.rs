//! Where results are written: a stream that may be closed by the reader at any moment, or a file.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

/// A stream that goes quiet when the other end of a pipe is closed: `vouchsafe check … | head -1` is
/// no error.
pub(crate) struct Output<'a> {
    stream: Box<dyn Write + 'a>,
    closed: bool,
}

impl<'a> Output<'a> {
    pub(crate) fn new(stream: impl Write + 'a) -> Self {
        Self {
            stream: Box::new(stream),
            closed: false,
        }
    }

    /// Writes text.
    ///
    /// # Errors
    /// What the stream says, a closed pipe apart.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        match self
            .stream
            .write_all(text.as_bytes())
            .and_then(|()| self.stream.flush())
        {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            result => result,
        }
    }

    /// Whether nobody reads any more.
    pub(crate) const fn is_closed(&self) -> bool {
        self.closed
    }
}

/// How the names of files begin that are not yet in their places.
pub(crate) const UNFINISHED_PREFIX: &str = ".vouchsafe-";

/// What is being written and not yet in its place.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The exit code of a process that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// Sees that nothing is left behind where somebody interrupts the process.
pub(crate) fn clean_up_when_interrupted() {
    let handler = || {
        for path in UNFINISHED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let _ = std::fs::remove_file(path);
        }
        std::process::exit(INTERRUPTED);
    };
    // Without it the process ends as well.
    let _ = ctrlc::set_handler(handler);
}

/// A file that is replaced when all of it is written, so that nobody ever sees a part of it.
pub(crate) enum Replaced {
    /// What becomes the file, beside it.
    Beside(BufWriter<NamedTempFile>, PathBuf),
    /// What becomes the contents of the file, beside it: the file has other names, or an owner that a new one would not
    /// have.
    Into(BufWriter<NamedTempFile>, PathBuf),
    /// A device or a pipe, which nothing can replace.
    Straight(File),
}

impl Replaced {
    /// Begins to write.
    ///
    /// # Errors
    /// Why nothing can be written there.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        // What a link leads to is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let found = path.metadata().ok();
        if found.as_ref().is_some_and(|found| !found.is_file()) {
            return Ok(Self::Straight(OpenOptions::new().write(true).open(path)?));
        }
        // To put another file in its place asks the folder alone.
        if found
            .as_ref()
            .is_some_and(|found| found.permissions().readonly())
        {
            let words = "it is read-only; make it writable first";
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, words));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED_PREFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;

            // Those of the file that is replaced, or else what any new file has.
            let usual = || std::fs::Permissions::from_mode(0o666);
            let found = found.as_ref();
            builder.permissions(found.map_or_else(usual, std::fs::Metadata::permissions));
        }
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        unfinished.push(file.path().to_owned());
        let file_is_same = found.is_none_or(|found| can_stand_for(file.as_file(), &found));
        let file = BufWriter::new(file);
        Ok(if file_is_same {
            Self::Beside(file, path)
        } else {
            Self::Into(file, path)
        })
    }

    /// Writes text, without its colours.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn write(&mut self, text: &str) -> io::Result<()> {
        let stream: &mut dyn Write = match self {
            Self::Beside(file, _) | Self::Into(file, _) => file,
            Self::Straight(file) => file,
        };
        write!(stream, "{}", anstream::adapter::strip_str(text))
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Beside(file, _) | Self::Into(file, _) => file.write_all(bytes),
            Self::Straight(file) => file.write_all(bytes),
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// What the file system says.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Beside(file, path) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(path)?;
                Ok(())
            }
            Self::Into(file, path) => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                let mut whole = file.reopen()?;
                let mut old = OpenOptions::new().write(true).truncate(true).open(path)?;
                io::copy(&mut whole, &mut old)?;
                old.sync_all()
            }
            Self::Straight(mut file) => file.flush(),
        }
    }
}

/// Whether a new file may take the place of one without a loss: the other one has no second name, and its owner can be
/// made that of the new one.
#[cfg(unix)]
fn can_stand_for(new: &File, old: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::{MetadataExt as _, fchown};

    let has_same_owner = |own: std::fs::Metadata| (own.uid(), own.gid()) == (old.uid(), old.gid());
    old.nlink() == 1
        && (new.metadata().is_ok_and(has_same_owner)
            || fchown(new, Some(old.uid()), Some(old.gid())).is_ok())
}

/// Whether a new file may take the place of one without a loss: elsewhere that is not known to lose anything.
#[cfg(not(unix))]
const fn can_stand_for(_new: &File, _old: &std::fs::Metadata) -> bool {
    true
}

/// The columns of the terminal that is written to; wide where there is none.
pub(crate) fn columns(to_file: bool) -> usize {
    const WIDE: usize = 140;
    if to_file {
        return WIDE;
    }
    terminal_size::terminal_size_of(io::stdout()).map_or(WIDE, |(width, _)| width.0.max(40).into())
}
