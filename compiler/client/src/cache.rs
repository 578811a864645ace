//! The cache on disk: a directory of sealed programs named by the request that they answer.
//!
//! ```text
//! <directory>/v1/<first two digits of the key>/<key>.so      sealed, renamed into place when complete
//!                                             /.<key>.<process>.<number>   being written
//!             /v1/size                                                         about how large all of it is
//! ```
//! Nothing on disk is trusted: a file that is truncated, damaged, foreign or misnamed is a miss. A file in place is
//! never written again, so that loaded code does not change. Used files get a new time; when the cache is too
//! large, the files unused for longest go.

use crate::seal::{self, Id, Label};
use crate::sys;
use std::env;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, FileTimes, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};
use tally::Tally;

/// Version of the layout.
const LAYOUT: &str = "v1";
/// Longest entry that is read.
const LONGEST: u64 = 1 << 30;
/// A used file gets a new time when its time is older than this.
const FRESH: Duration = Duration::from_secs(600);
/// A file being written is abandoned after this time.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Why there is no cache.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CacheError {
    /// No directory is configured, and the environment names none.
    #[error("no cache directory: neither XDG_CACHE_HOME nor HOME is set")]
    NoDirectory,
    /// The environment is not to be trusted.
    #[error("no cache in a privileged process")]
    Privileged,
    /// The directory can't be made or looked at.
    #[error("cache directory {0}: {1}")]
    Io(PathBuf, io::Error),
    /// Others could put code there.
    #[error("cache directory {0}: others may write to it")]
    NotOurs(PathBuf),
}

/// An open cache.
#[derive(Debug)]
pub(crate) struct Cache {
    directory: PathBuf,
    capacity: u64,
    /// Whether code may be loaded from its files in place.
    loadable: bool,
}

/// An entry that passed all checks.
pub(crate) struct Entry {
    pub(crate) sealed: Vec<u8>,
    pub(crate) payload: usize,
    pub(crate) label: Label,
    /// The file, if code may be loaded from it.
    pub(crate) file: Option<PathBuf>,
}

impl Cache {
    /// Opens the cache in `directory`, or where the XDG base directory specification says.
    pub(crate) fn open(directory: Option<&Path>, capacity: u64) -> Result<Self, CacheError> {
        if sys::is_privileged() {
            return Err(CacheError::Privileged);
        }
        let directory = match directory {
            Some(directory) => directory.to_owned(),
            None => default_directory(env::var_os("XDG_CACHE_HOME"), env::var_os("HOME"))
                .ok_or(CacheError::NoDirectory)?,
        };
        let io = |error| CacheError::Io(directory.clone(), error);
        let versioned = directory.join(LAYOUT);
        if !versioned.is_dir() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&versioned)
                .map_err(io)?;
        }
        let versioned = versioned.canonicalize().map_err(io)?;
        let status = versioned.metadata().map_err(io)?;
        if !is_trusted(status.uid()) || status.mode() & 0o022 != 0 {
            return Err(CacheError::NotOurs(versioned));
        }
        let loadable = !sys::is_noexec(&versioned);
        Ok(Self {
            directory: versioned,
            capacity,
            loadable,
        })
    }

    /// The entry for a key, if there is a sound one.
    pub(crate) fn load(&self, key: &Id) -> Option<Entry> {
        let path = self.path(key);
        let (sealed, status) = read(&path)?;
        match seal::open(&sealed) {
            Ok((payload, label)) if label.key == *key => {
                touch(&path, status.modified().ok());
                let file = self.loadable.then_some(path);
                Some(Entry {
                    sealed,
                    payload,
                    label,
                    file,
                })
            }
            Ok(_) | Err(_) => {
                // Useless to everyone; a sound one may take its place.
                let _ = fs::remove_file(&path);
                None
            }
        }
    }

    /// Keeps sealed bytes. Returns the file, if code may be loaded from it; that there is none is not an error.
    pub(crate) fn store(&self, key: &Id, sealed: &[u8]) -> Option<PathBuf> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let length = sealed.len() as u64;
        if length > self.capacity.min(LONGEST).min(sys::file_size_limit()) {
            return None;
        }
        let path = self.path(key);
        let parent = path.parent()?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let temporary = parent.join(format!(".{}.{}.{number}", hex(key), process::id()));
        let written = write(&temporary, sealed)
            .or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    DirBuilder::new()
                        .recursive(true)
                        .mode(0o700)
                        .create(parent)?;
                    write(&temporary, sealed)
                }
                _ => Err(error),
            })
            .and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
            return None;
        }
        Tally::read(&self.directory)
            .and_then(|tally| tally.grown(length, self.capacity))
            .unwrap_or_else(|| Tally::counted(self.shrink(&path)))
            .write(&self.directory);
        self.loadable.then_some(path)
    }

    /// Makes an entry the first to go when the cache is full, until it is used.
    pub(crate) fn demote(&self, key: &Id) {
        // It may be gone already; if its time stays, it goes later.
        let _ = set_time(&self.path(key), SystemTime::UNIX_EPOCH);
    }

    fn path(&self, key: &Id) -> PathBuf {
        let name = hex(key);
        self.directory.join(&name[..2]).join(name + ".so")
    }

    /// Removes abandoned files and, if the cache is too large, the entries unused for longest; `kept` stays.
    /// Returns the size of what is left.
    fn shrink(&self, kept: &Path) -> u64 {
        let now = SystemTime::now();
        let mut entries = Vec::new();
        let mut total = 0;
        let directories = fs::read_dir(&self.directory)
            .into_iter()
            .flatten()
            .flatten();
        let files = directories
            .filter_map(|entry| fs::read_dir(entry.path()).ok())
            .flatten();
        for file in files.flatten() {
            let Ok(status) = file.metadata() else {
                continue;
            };
            let (path, time) = (file.path(), status.modified().unwrap_or(now));
            if path.extension() == Some(OsStr::new("so")) {
                total += status.len();
                entries.push((time, status.len(), path));
            } else if now.duration_since(time).is_ok_and(|age| age > ABANDONED) {
                let _ = fs::remove_file(path);
            }
        }
        if total <= self.capacity {
            return total;
        }
        entries.sort_unstable();
        let wanted = self.capacity - self.capacity / 8;
        for (_, length, path) in entries {
            if total <= wanted {
                break;
            }
            if path != kept && fs::remove_file(&path).is_ok() {
                total -= length;
            }
        }
        total
    }
}

/// Where the XDG base directory specification puts a cache.
fn default_directory(
    cache_home: Option<std::ffi::OsString>,
    home: Option<std::ffi::OsString>,
) -> Option<PathBuf> {
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    cache_home
        .and_then(|path| absolute(path.into()))
        .or_else(|| absolute(PathBuf::from(home?).join(".cache")))
        .map(|path| path.join("mirrorcl"))
}

/// Whether what a user owns may become code of this process.
fn is_trusted(owner: u32) -> bool {
    owner == 0 || owner == sys::user()
}

/// Reads a file if it is one that we may have written.
fn read(path: &Path) -> Option<(Vec<u8>, fs::Metadata)> {
    // Not blocking: it may be a FIFO.
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let mut file = OpenOptions::new()
        .read(true)
        .custom_flags(flags)
        .open(path)
        .ok()?;
    let status = file.metadata().ok()?;
    if !status.is_file() || status.len() > LONGEST || !is_trusted(status.uid()) {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(status.len()).ok()?);
    (&mut file).take(LONGEST).read_to_end(&mut bytes).ok()?;
    Some((bytes, status))
}

/// Notes that a file is in use.
fn touch(path: &Path, modified: Option<SystemTime>) {
    let now = SystemTime::now();
    if modified.is_none_or(|time| now.duration_since(time).is_ok_and(|age| age > FRESH)) {
        let _ = set_time(path, now);
    }
}

fn set_time(path: &Path, time: SystemTime) -> io::Result<()> {
    // Its owner may set a file's time without write access to it.
    File::open(path)?.set_times(FileTimes::new().set_modified(time))
}

/// Writes a new file.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)
}

fn hex(key: &Id) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

mod tally;
#[cfg(test)]
pub(crate) mod tests;
