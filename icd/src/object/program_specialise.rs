//! Compiling kernels again, one at a time.

use super::fixed_args::Values;
use super::program_compiler::client;
use super::program_executable::{Executable, load_code};
use super::specialisation::Place;
use crate::config::Specialise;
use crate::{log, sys};
use mirrorcl_device::exec::KernelCode;
use mirrorcl_protocol::{KernelInfo, Request, SpecialiseRequest};
use std::collections::VecDeque;
use std::fmt;
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

/// A kernel that waits for its turn.
struct Job {
    /// Not kept alive: nobody needs the code of a program that is gone.
    executable: Weak<Executable>,
    kernel: usize,
    place: Place,
    wish: Wish,
}

/// What better code is for.
#[derive(Debug)]
pub(super) struct Wish {
    /// The size of all work-groups, or any.
    pub(super) local_size: Option<[u64; 3]>,
    /// Arguments and their values.
    pub(super) values: Option<Values>,
}

impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.local_size {
            Some(size) => write!(f, "local size {size:?}")?,
            None => write!(f, "any local size")?,
        }
        match &self.values {
            Some(values) => write!(f, ", {values}"),
            None => Ok(()),
        }
    }
}

/// The jobs, and the process whose thread does them.
struct Jobs {
    waiting: VecDeque<Job>,
    worker: Option<u32>,
}

static JOBS: Mutex<Jobs> = Mutex::new(Jobs {
    waiting: VecDeque::new(),
    worker: None,
});

fn jobs() -> MutexGuard<'static, Jobs> {
    JOBS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has better code of the kernel made; the answer goes to its place in the kernel's specialisations.
pub(super) fn ask(
    executable: &Arc<Executable>,
    kernel: usize,
    place: Place,
    wish: Wish,
    mode: Specialise,
) {
    let job = Job {
        executable: Arc::downgrade(executable),
        kernel,
        place,
        wish,
    };
    if mode == Specialise::First {
        return job.run();
    }
    let mut jobs = jobs();
    jobs.waiting.push_back(job);
    // A forked child has the list but not the thread.
    let process = process::id();
    if jobs.worker == Some(process) {
        return;
    }
    match sys::spawn("mirrorcl-specialise", work) {
        Ok(()) => jobs.worker = Some(process),
        // The kernels stay as they are.
        Err(error) => log!(Warn, "no thread to specialise kernels: {error}"),
    }
}

/// Does all jobs, then ends.
fn work() {
    loop {
        let job = {
            let mut jobs = jobs();
            let Some(job) = jobs.waiting.pop_front() else {
                jobs.worker = None;
                return;
            };
            job
        };
        job.run();
    }
}

impl Job {
    fn run(&self) {
        let Some(executable) = self.executable.upgrade() else {
            return;
        };
        let start = Instant::now();
        let name = &executable.info().kernels[self.kernel].name;
        let wish = &self.wish;
        let code = self.code(&executable);
        match &code {
            Ok(_) => log!(
                Info,
                "kernel '{name}' compiled again for {wish} in {:?}",
                start.elapsed()
            ),
            Err(reason) => log!(
                Info,
                "kernel '{name}' not compiled again for {wish}: {reason}"
            ),
        }
        let specialisations = executable.specialisations(self.kernel);
        specialisations.set(self.place, code.ok().map(Arc::new));
    }

    fn code(&self, executable: &Executable) -> Result<KernelCode, String> {
        let origin = executable.origin().ok_or("it was not compiled here")?;
        let known = &executable.info().kernels[self.kernel];
        let request = Request::Specialise(SpecialiseRequest {
            program: Box::new(origin.clone()),
            kernel: known.name.clone(),
            local_size: self.wish.local_size,
            fixed: self
                .wish
                .values
                .as_ref()
                .map_or_else(Vec::new, Values::to_request),
        });
        let answer = client().run(&request).map_err(|error| error.to_string())?;
        let artifact = answer.result.map_err(|_| answer.log)?;
        let info = artifact.info().ok_or("the answer is no executable")?;
        // The compiler may be another by now.
        let [kernel] = info.kernels.as_slice() else {
            return Err("the answer is not one kernel".into());
        };
        if !is_same(known, kernel)
            || info.abi_version != executable.info().abi_version
            || info.data != executable.info().data
        {
            return Err("the compiler makes another program now".into());
        }
        let code = load_code(&artifact).map_err(|error| error.to_string())?;
        KernelCode::new(
            &Arc::new(code),
            &kernel.symbol,
            &kernel.name,
            kernel.scratch_per_item,
        )
        .map(|code| code.waiting(known.may_wait))
        .map_err(|error| error.to_string())
    }
}

/// Whether launches prepared for one are good for the other.
fn is_same(known: &KernelInfo, new: &KernelInfo) -> bool {
    let interface = |kernel: &KernelInfo| {
        let args = kernel
            .args
            .iter()
            .map(|arg| (arg.kind, arg.offset, arg.size));
        (
            kernel.name.clone(),
            args.collect::<Vec<_>>(),
            kernel.arg_block_size,
            kernel.local_size,
            kernel.sub_group_size,
        )
    };
    interface(known) == interface(new)
}
