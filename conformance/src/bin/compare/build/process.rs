//! The process that builds, and what it costs.

use super::program::Size;
use libc::{c_int, pid_t, rusage};
use mirrorcl_conformance::cl::Device;
use mirrorcl_conformance::lab::Lab;
use std::mem::MaybeUninit;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Tells a process that it is the one that builds, and what.
pub(crate) const APPLICATION: &str = "MIRRORCL_COMPARE_APPLICATION";

/// One program to build.
pub(super) struct Build {
    /// `None`: nothing is built.
    size: Option<Size>,
    salt: u64,
    /// Whether a second program follows.
    twice: bool,
}

/// Nanoseconds.
#[derive(Clone, Copy, Default)]
pub(super) struct Cost {
    /// Processor time from the program's creation to the first result, with that of all processes that were started.
    pub(super) processor: f64,
    /// Time of the same.
    pub(super) wall: f64,
    /// Time of the same for another program after it.
    pub(super) second: f64,
    /// Time from the process's start to the first result.
    pub(super) process: f64,
}

impl Build {
    /// A program that was never built.
    pub(super) fn fresh(size: Size) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let salt = now.map_or(0, |time| time.as_nanos() as u64);
        Self {
            size: Some(size),
            salt,
            twice: false,
        }
    }

    /// Only the devices are listed.
    pub(super) const fn devices() -> Self {
        Self {
            size: None,
            salt: 0,
            twice: false,
        }
    }

    /// Builds a second program too, in the same process.
    pub(super) const fn and_another(mut self) -> Self {
        self.twice = true;
        self
    }

    /// Builds in a new process.
    #[expect(
        clippy::zombie_processes,
        reason = "`wait_for_all` waits for the child too"
    )]
    pub(super) fn run(&self) -> Cost {
        adopt_orphans();
        let word = self.size.map_or("devices", Size::word);
        let this = std::env::current_exe().expect("this program has a path");
        let started = Instant::now();
        let child = Command::new(this)
            .env(APPLICATION, format!("{word} {} {}", self.salt, self.twice))
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started");
        let id = child.id();
        let mut output = String::new();
        let mut reader = child.stdout.expect("it is piped");
        std::io::Read::read_to_string(&mut reader, &mut output).expect("it prints numbers");
        let numbers: Vec<f64> = output
            .split_whitespace()
            .map_while(|word| word.parse().ok())
            .collect();
        let [wall, own, second, result] = numbers[..] else {
            panic!("the build failed");
        };
        let application = pid_t::try_from(id).expect("a process id");
        let others = wait_for_all(application);
        let origin = started_at(started);
        Cost {
            processor: own + others.as_nanos() as f64,
            wall,
            second,
            process: result - origin,
        }
    }
}

/// The clock that all processes share, in nanoseconds.
fn now() -> f64 {
    let mut time = MaybeUninit::<libc::timespec>::zeroed();
    // SAFETY: the call fills `time`; zeros are valid too.
    let time = unsafe {
        libc::clock_gettime(libc::CLOCK_MONOTONIC, time.as_mut_ptr());
        time.assume_init()
    };
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// `started` on that clock.
fn started_at(started: Instant) -> f64 {
    now() - started.elapsed().as_nanos() as f64
}

/// Makes what our children leave behind our own, so that its time is counted.
fn adopt_orphans() {
    // SAFETY: takes no pointer.
    unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1) };
}

/// Waits for all children. Returns the processor time of all but `application`, whose children are in it.
fn wait_for_all(application: pid_t) -> Duration {
    let mut sum = Duration::ZERO;
    loop {
        let mut usage = MaybeUninit::<rusage>::zeroed();
        let mut status: c_int = 0;
        // SAFETY: the pointers are valid; the call fills `usage`.
        let process = unsafe { libc::wait4(-1, &raw mut status, 0, usage.as_mut_ptr()) };
        if process < 0 {
            return sum;
        }
        if process != application {
            // SAFETY: filled by the call; zeros are valid too.
            sum += processor_time(&unsafe { usage.assume_init() });
        }
    }
}

fn processor_time(usage: &rusage) -> Duration {
    let duration = |time: libc::timeval| {
        Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
    };
    duration(usage.ru_utime) + duration(usage.ru_stime)
}

/// Processor time of this process and the children that it waited for.
fn own_time() -> Duration {
    let of = |who| {
        let mut usage = MaybeUninit::<rusage>::zeroed();
        // SAFETY: the call fills `usage`; zeros are valid too.
        processor_time(&unsafe {
            libc::getrusage(who, usage.as_mut_ptr());
            usage.assume_init()
        })
    };
    of(libc::RUSAGE_SELF) + of(libc::RUSAGE_CHILDREN)
}

/// The process that builds: prints wall and processor time, the time of a second program, and when the result was there.
pub(crate) fn application(what: &str) {
    let words: Vec<&str> = what.split(' ').collect();
    let salt: u64 = words[1].parse().unwrap_or(0);
    let Some(size) = Size::parse(words[0]) else {
        Device::first();
        println!("0 0 0 {}", now());
        return;
    };
    let lab = Lab::new();
    let (started, before) = (Instant::now(), own_time());
    first_result(&lab, size, salt);
    let (wall, own, result) = (started.elapsed(), own_time() - before, now());
    let started = Instant::now();
    if words[2] == "true" {
        first_result(&lab, size, salt + 1);
    }
    let second = started.elapsed();
    let [wall, own, second] = [wall, own, second].map(|time| time.as_nanos());
    println!("{wall} {own} {second} {result}");
}

fn first_result(lab: &Lab, size: Size, salt: u64) {
    let kernel = lab.context.build(&size.program(salt)).kernel("k");
    let (from, to) = (lab.buffer(&[1.0_f32; 64]), lab.buffer(&[0.0_f32; 64]));
    kernel.arg_buffer(0, &from).arg_buffer(1, &to);
    lab.run(&kernel, &[64], &[]);
    let expected = 1.0 + (salt % 1000) as f32;
    assert_eq!(lab.queue.read::<f32>(&to, 64), [expected; 64]);
}
