//! The log: one line per message on standard error or in a file, at the level that `MIRRORCL_LOG` names.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::str::FromStr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// How much is told; each level includes the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// Nothing.
    Off = 0,
    /// What the driver itself could not do.
    Error = 1,
    /// Faulting kernels, terminated commands, options that are not understood.
    Warn = 2,
    /// Devices, builds, larger resources.
    Info = 3,
    /// Each refused call with the clause that refused it.
    Debug = 4,
    /// Every call.
    Trace = 5,
}

impl Level {
    const NAMES: [(&'static str, Level); 6] = [
        ("off", Level::Off),
        ("error", Level::Error),
        ("warn", Level::Warn),
        ("info", Level::Info),
        ("debug", Level::Debug),
        ("trace", Level::Trace),
    ];
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::NAMES[*self as usize].0)
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::NAMES
            .iter()
            .find(|(name, _)| text.eq_ignore_ascii_case(name))
            .map(|&(_, level)| level)
            .ok_or_else(|| "expected off, error, warn, info, debug or trace".to_owned())
    }
}

/// The level in force. `UNSET` until the configuration is read, so that the check is one load.
static LEVEL: AtomicU8 = AtomicU8::new(UNSET);
const UNSET: u8 = u8::MAX;
static LOG_FILE: OnceLock<Option<File>> = OnceLock::new();

/// Whether messages of `level` are written.
#[inline]
#[must_use]
pub fn enabled(level: Level) -> bool {
    let current = LEVEL.load(Ordering::Relaxed);
    // One comparison in the usual case: `UNSET` is the highest number.
    level as u8 <= current && (current != UNSET || enabled_when_set(level))
}

/// As [`enabled`], after the configuration was read.
#[cold]
fn enabled_when_set(level: Level) -> bool {
    crate::config::get();
    let current = LEVEL.load(Ordering::Relaxed);
    current != UNSET && level as u8 <= current
}

/// Sets where the log goes; called once, by the configuration.
pub(crate) fn start(level: Level, file: Option<&std::path::Path>) {
    let opened = file.map(|path| OpenOptions::new().create(true).append(true).open(path));
    let failure = match opened {
        Some(Ok(file)) => {
            // A second start (tests only) keeps the first file.
            let _ = LOG_FILE.set(Some(file));
            None
        }
        Some(Err(error)) => Some(error),
        None => None,
    };
    LEVEL.store(level as u8, Ordering::Relaxed);
    if let (Some(error), Some(path)) = (failure, file) {
        crate::log!(Warn, "cannot write the log to {}: {error}", path.display());
    }
}

/// Writes one message; use the [`log!`](crate::log!) macro, which formats only what is wanted.
pub fn write(level: Level, message: fmt::Arguments<'_>) {
    let line = format!("mirrorcl {level}: {message}\n");
    // A log that cannot be written has nowhere to complain.
    let _ = match LOG_FILE.get() {
        Some(Some(file)) => (&*file).write_all(line.as_bytes()),
        _ => std::io::stderr().write_all(line.as_bytes()),
    };
}

/// Writes a message if its level is enabled: `log!(Debug, "{name} refused: {error}")`.
#[macro_export]
macro_rules! log {
    ($level:ident, $($message:tt)+) => {
        if $crate::log::enabled($crate::log::Level::$level) {
            $crate::log::write($crate::log::Level::$level, format_args!($($message)+));
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_names_round_trip_in_any_case() {
        for (name, level) in Level::NAMES {
            assert_eq!(name.to_uppercase().parse(), Ok(level));
            assert_eq!(level.to_string(), name);
        }
        assert!("loud".parse::<Level>().is_err());
    }
}
