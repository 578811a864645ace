//! Running chunks of work-groups on this thread, be it a worker or a helping host thread.

use std::arch::x86_64::{_mm_sfence, _rdtsc};
use std::cell::RefCell;
use std::ops::Range;
use std::ptr;
use std::sync::atomic::{Ordering, compiler_fence};

use mirrorcl_abi::{COLLECTIVE_BYTES_PER_ITEM, SCRATCH_ROUND, WorkGroupContext};

use super::arena::Arena;
use super::printf::RUNTIME;
use super::running::Running;
use super::streaming::stream_kib;
use crate::fault::{Fault, FaultKind, KernelStack, Place, Trap};
use crate::sys::{cache, signal};

/// What a thread needs to run kernels; made at first use, freed when the thread ends.
struct Resources {
    stack: KernelStack,
    local: Arena,
    scratch: Arena,
    collective: Arena,
}

enum State {
    New,
    /// This thread can't run kernels.
    Unable,
    Able(Box<Resources>),
}

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State::New) };
}

/// Whether this host thread can run kernels: not if its signal mask would turn a contained fault into the end of the
/// process, nor if it has no memory for a stack.
pub(super) fn is_able() -> bool {
    let able = STATE.try_with(|state| {
        // Already borrowed: the thread is in the middle of running one.
        let Ok(mut state) = state.try_borrow_mut() else {
            return false;
        };
        if matches!(*state, State::New) {
            *state = prepare();
        }
        matches!(*state, State::Able(_))
    });
    able.unwrap_or(false)
}

fn prepare() -> State {
    if signal::faults_are_blocked() {
        return State::Unable;
    }
    match KernelStack::new() {
        Some(stack) => State::Able(Box::new(Resources {
            stack,
            local: Arena::new(),
            scratch: Arena::new(),
            collective: Arena::new(),
        })),
        None => State::Unable,
    }
}

/// What a thread that runs a dispatch asks and tells.
pub(super) struct Watch<'a> {
    /// Whether there is something more urgent: the thread leaves the rest to others.
    pub(super) is_pressed: &'a dyn Fn() -> bool,
    /// It turned out that the rest is worth more threads.
    pub(super) more_threads: &'a dyn Fn(),
}

/// Runs `chunk` of the dispatch, then more of its chunks as long as there are any and nothing is more urgent. The thread that finishes the
/// last work-group announces the end.
pub(super) fn run_chunks(running: &Running, chunk: Range<u64>, watch: &Watch<'_>) {
    if chunk.start == 0 {
        running.announce_start();
    }
    if running.total() == 0 {
        running.complete();
        return;
    }
    let finished = STATE.try_with(|state| {
        let mut state = state.try_borrow_mut().ok()?;
        if matches!(*state, State::New) {
            *state = prepare();
        }
        match &mut *state {
            State::Able(resources) => Some(run_with(running, chunk.clone(), resources, watch)),
            _ => None,
        }
    });
    let last = match finished {
        Ok(Some(last)) => last,
        _ => {
            let skipped = running.fail(resource_fault(running));
            running.finish(chunk.end - chunk.start + skipped)
        }
    };
    if last {
        running.complete();
    }
}

/// Runs all of a dispatch that no other thread knows of. False, with nothing run, if this thread can't run kernels now.
pub(super) fn run_alone(running: &Running) -> bool {
    let run = STATE.try_with(|state| {
        let mut state = state.try_borrow_mut().ok()?;
        let State::Able(resources) = &mut *state else {
            return None;
        };
        let alone = Watch {
            is_pressed: &|| false,
            more_threads: &|| {},
        };
        run_with(running, running.grab_first()?, resources, &alone);
        Some(())
    });
    matches!(run, Ok(Some(())))
}

fn resource_fault(running: &Running) -> Fault {
    Fault {
        kind: FaultKind::Resources,
        address: None,
        place: None,
        pc_offset: None,
        group_id: [0; 3],
        kernel: running.launch.code.name().to_owned(),
    }
}

/// True if this thread finished the last work-group.
fn run_with(
    running: &Running,
    first: Range<u64>,
    resources: &mut Resources,
    watch: &Watch<'_>,
) -> bool {
    let Some(mut context) = context(running, resources) else {
        let skipped = running.fail(resource_fault(running));
        return running.finish(first.end - first.start + skipped);
    };
    let mut next = Some(first);
    let mut last = false;
    while let Some(chunk) = next {
        let groups = chunk.end - chunk.start;
        let mut skipped = 0;
        // SAFETY: reads the time-stamp counter, which every x86-64 has.
        let begin = unsafe { _rdtsc() };
        match run_groups(running, chunk, &mut context, &mut resources.stack) {
            Ok(()) => {
                // SAFETY: as above.
                let cycles = unsafe { _rdtsc() }.saturating_sub(begin);
                let launch = &running.launch;
                let items = launch.grid.items_per_group().unwrap_or(u64::MAX);
                launch.code.learn(groups.saturating_mul(items), cycles);
                if running.is_underestimated(cycles) {
                    (watch.more_threads)();
                }
            }
            Err(trap) => {
                let pc_offset = running
                    .launch
                    .code
                    .program()
                    .and_then(|program| program.offset_of(trap.pc));
                skipped = running.fail(Fault {
                    kind: trap.kind,
                    address: trap.address,
                    place: trap.address.and_then(Place::of).map(Box::new),
                    pc_offset,
                    group_id: context.group_id,
                    kernel: running.launch.code.name().to_owned(),
                });
            }
        }
        // SAFETY: every x86-64 has it. The kernel may have left non-temporal stores behind.
        unsafe { _mm_sfence() };
        // Before this thread's groups are counted in: afterwards the dispatch may be gone.
        next = if skipped != 0 {
            None
        } else if !running.is_exhausted() && (watch.is_pressed)() {
            running.leave();
            None
        } else {
            running.grab()
        };
        last = running.finish(groups + skipped);
    }
    last
}

/// Fills the context with what is the same for all work-groups; `None` if memory is missing.
fn context(running: &Running, resources: &mut Resources) -> Option<WorkGroupContext> {
    let launch = &running.launch;
    let grid = &launch.grid;
    let items = grid.items_per_group()?;
    let rounded = items.checked_next_multiple_of(SCRATCH_ROUND)?;
    let scratch = rounded.checked_mul(launch.code.scratch_per_item())?;
    let collective = items.checked_mul(COLLECTIVE_BYTES_PER_ITEM)?;
    Some(WorkGroupContext {
        args: launch.args.as_ptr(),
        group_id: [0; 3],
        num_groups: grid.num_groups(),
        global_offset: grid.global_offset(),
        global_size: grid.global_size(),
        local_size: grid.local_size(),
        enqueued_local_size: grid.local_size(),
        work_dim: grid.work_dim(),
        stream_kib: stream_kib(cache::large_for_caches()),
        local_memory: resources.local.get(launch.local_bytes)?,
        local_memory_size: launch.local_bytes,
        scratch: resources.scratch.get(scratch)?,
        collective: resources.collective.get(collective)?,
        program_data: ptr::with_exposed_provenance_mut(launch.program_data),
        runtime: &raw const RUNTIME,
        launch: ptr::from_ref(running).cast(),
        stack: resources.stack.bounds(),
        scratch_size: scratch,
    })
}

fn run_groups(
    running: &Running,
    chunk: Range<u64>,
    context: &mut WorkGroupContext,
    stack: &mut KernelStack,
) -> Result<(), Trap> {
    let entry = running.launch.code.entry();
    let started = running.started();
    for row in running.launch.grid.rows(chunk.start, chunk.end) {
        if running.has_failed() {
            return Ok(());
        }
        context.group_id = row.group_id;
        context.local_size = row.local_size;
        // The kernel changes memory behind the compiler's back.
        compiler_fence(Ordering::SeqCst);
        // SAFETY: the entry is a work-group function, and the context has all that its contract names.
        unsafe { stack.enter(entry, context, row.count, started) }?;
    }
    Ok(())
}
