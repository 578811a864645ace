//! The cache's size as its writers note it: looking at every entry takes longer than most builds.
//!
//! Processes add to the note without a lock, so it may miss some of what they write; counting anew each day makes up for it.

use std::fs::OpenOptions;
use std::io::Read;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The note's name in the cache's directory.
const NAME: &str = "size";
/// How long a count is trusted.
const RECENT: Duration = Duration::from_secs(24 * 3600);

/// What the note says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    /// Bytes in all entries.
    total: u64,
    /// When they were counted, in seconds.
    counted: u64,
}

impl Tally {
    /// What was counted just now.
    pub(super) fn counted(total: u64) -> Self {
        Self {
            total,
            counted: seconds(),
        }
    }

    /// The note, unless it is damaged or old.
    pub(super) fn read(directory: &Path) -> Option<Self> {
        let mut text = String::new();
        let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
        let mut options = OpenOptions::new();
        let file = options.read(true).custom_flags(flags);
        let file = file.open(directory.join(NAME)).ok()?;
        file.take(64).read_to_string(&mut text).ok()?;
        let (total, counted) = text.strip_suffix('\n')?.split_once(' ')?;
        let tally = Self {
            total: total.parse().ok()?,
            counted: counted.parse().ok()?,
        };
        let age = seconds().checked_sub(tally.counted)?;
        (age < RECENT.as_secs()).then_some(tally)
    }

    /// After an entry of that length was added, if there is room for it.
    pub(super) fn grown(self, length: u64, capacity: u64) -> Option<Self> {
        let total = self.total.checked_add(length)?;
        (total <= capacity).then_some(Self { total, ..self })
    }

    /// Leaves the note, as far as that is possible.
    pub(super) fn write(self, directory: &Path) {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
        if let Ok(file) = options.custom_flags(flags).open(directory.join(NAME)) {
            // Of one length, so that each writer replaces all of it at once.
            let text = format!("{:020} {:020}\n", self.total, self.counted);
            let _ = file.write_all_at(text.as_bytes(), 0);
        }
    }
}

fn seconds() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0, |time| time.as_secs())
}

#[cfg(test)]
mod tests {
    use super::super::tests::Directory;
    use super::*;
    use std::fs;

    #[test]
    fn a_note_is_read_back_unless_it_is_old_or_damaged() {
        let directory = Directory::new();
        let tally = Tally::counted(7);
        assert_eq!(Tally::read(directory.path()), None);
        tally.write(directory.path());
        assert_eq!(Tally::read(directory.path()), Some(tally));
        let old = Tally {
            counted: tally.counted - RECENT.as_secs() - 1,
            ..tally
        };
        old.write(directory.path());
        assert_eq!(Tally::read(directory.path()), None);
        let future = Tally {
            counted: tally.counted + 1000,
            ..tally
        };
        future.write(directory.path());
        assert_eq!(Tally::read(directory.path()), None);
        fs::write(directory.path().join(NAME), "1 2").unwrap();
        assert_eq!(Tally::read(directory.path()), None);
    }

    #[test]
    fn a_tally_grows_to_the_capacity() {
        let tally = Tally::counted(7);
        let grown = tally.grown(3, 10).unwrap();
        assert_eq!(grown.total, 10);
        assert_eq!(grown.grown(1, 10), None);
        assert_eq!(grown.grown(u64::MAX, u64::MAX), None);
    }
}
