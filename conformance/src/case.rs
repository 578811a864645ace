//! A case, and how it runs in a child process.

use libtest_mimic::Failed;
use std::io::Read;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// Set in a child: the full name of the case to run.
pub(crate) const CASE_VARIABLE: &str = "MIRRORCL_CONFORMANCE_CASE";

/// A case that runs longer than this hangs.
const TIME_LIMIT: Duration = Duration::from_secs(180);

/// A test of the driver under one configuration.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    /// `suite::sub_test`.
    pub name: &'static str,
    /// The devices that the driver is asked to offer (`MIRRORCL_DEVICES`), or the default one.
    pub devices: Option<&'static str>,
    /// Whether its programs go through SPIR-V.
    pub il: bool,
    /// Whether each kernel is specialised before it runs.
    pub specialised: bool,
    /// Panics when the driver is wrong.
    pub run: fn(),
}

impl Case {
    /// A case on the default device.
    pub(crate) const fn new(name: &'static str, run: fn()) -> Self {
        Self {
            name,
            devices: None,
            il: false,
            specialised: false,
            run,
        }
    }

    /// The same case on other devices.
    pub(crate) const fn on(&self, devices: &'static str) -> Self {
        Self {
            devices: Some(devices),
            ..*self
        }
    }

    /// The same case with its programs given as SPIR-V.
    pub(crate) const fn through_il(&self) -> Self {
        Self { il: true, ..*self }
    }

    /// The same case with kernels specialised for the local sizes that it gives them.
    pub(crate) const fn specialised(&self) -> Self {
        Self {
            specialised: true,
            ..*self
        }
    }

    /// Name with the configuration.
    pub(crate) fn full_name(&self) -> String {
        let mut name = self.name.to_owned();
        if let Some(devices) = self.devices {
            name += &format!(" [{devices}]");
        }
        if self.il {
            name += " [SPIR-V]";
        }
        if self.specialised {
            name += " [specialised]";
        }
        name
    }
}

/// The child's side: runs the named case; a panic is the failure.
pub(crate) fn run_in_this_process(cases: &[Case], name: &str) -> ExitCode {
    match cases.iter().find(|case| case.full_name() == name) {
        Some(case) => {
            (case.run)();
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("no case is called {name}");
            ExitCode::FAILURE
        }
    }
}

/// The parent's side: runs the prepared child and judges it by its exit.
pub(crate) fn run_in_child(mut command: Command) -> Result<(), Failed> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() > TIME_LIMIT {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    if status.is_some_and(|status| status.success()) {
        return Ok(());
    }
    let verdict = status.map_or_else(|| "hangs".to_owned(), |status| status.to_string());
    let [stdout, stderr] = [stdout, stderr].map(|pipe| pipe.join().unwrap_or_default());
    Err(format!("{verdict}\n{stdout}{stderr}").into())
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // A broken pipe only shortens what a failure shows.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
