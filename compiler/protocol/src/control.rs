//! How the driver reaches the compiler process.
//!
//! The driver starts the compiler with one end of a `SOCK_SEQPACKET` socket pair as descriptor
//! [`DESCRIPTOR`] and [`Limits`] as arguments. The compiler first sends [`hello`]. From then on each
//! packet of the driver is one byte with one descriptor attached (`SCM_RIGHTS`): a connection, for which the
//! compiler forks a worker. The driver cancels by closing its end of the connection. The compiler exits
//! when the driver closes the control socket and no worker is left, or after [`Limits::idle`] without work.

use crate::PROTOCOL_VERSION;
use std::ffi::OsString;
use std::time::Duration;

/// The control socket's descriptor in the compiler process.
pub const DESCRIPTOR: i32 = 3;

/// The first packet of the compiler: it is a mirrorcl compiler, of this protocol version.
#[must_use]
pub fn hello() -> [u8; 12] {
    let mut packet = *b"mirrorcl    ";
    packet[8..].copy_from_slice(&PROTOCOL_VERSION.to_le_bytes());
    packet
}

/// What one request may use, and how long the compiler stays without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// CPU time of one request.
    pub cpu_time: Duration,
    /// Address space of the worker that handles a request, in bytes.
    pub memory: u64,
    /// How long the compiler stays without a request.
    pub idle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cpu_time: Duration::from_secs(300),
            memory: 4 << 30,
            idle: Duration::from_secs(20),
        }
    }
}

impl Limits {
    /// The arguments that tell the compiler these limits.
    #[must_use]
    pub fn to_args(&self) -> [String; 4] {
        [
            "--serve".to_owned(),
            format!("--cpu-ms={}", self.cpu_time.as_millis()),
            format!("--memory={}", self.memory),
            format!("--idle-ms={}", self.idle.as_millis()),
        ]
    }

    /// Reads the arguments that [`Limits::to_args`] wrote, the program's name not included. `None`: they are not those.
    #[must_use]
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Option<Self> {
        let args: Vec<String> = args
            .into_iter()
            .map(OsString::into_string)
            .collect::<Result<_, _>>()
            .ok()?;
        let [serve, cpu, memory, idle] = args.as_slice() else {
            return None;
        };
        if serve != "--serve" {
            return None;
        }
        let number = |arg: &str, key: &str| arg.strip_prefix(key)?.parse::<u64>().ok();
        Some(Self {
            cpu_time: Duration::from_millis(number(cpu, "--cpu-ms=")?),
            memory: number(memory, "--memory=")?,
            idle: Duration::from_millis(number(idle, "--idle-ms=")?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_survive_the_command_line() {
        let limits = Limits {
            cpu_time: Duration::from_millis(1500),
            memory: 123,
            idle: Duration::from_secs(7),
        };
        assert_eq!(
            Limits::from_args(limits.to_args().map(Into::into)),
            Some(limits)
        );
        assert_eq!(Limits::from_args(["--serve".into()]), None);
        assert_eq!(Limits::from_args(["--version".into()]), None);
    }
}
