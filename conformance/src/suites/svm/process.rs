//! What a process may do besides: fork, exec, close the loader, make many contexts and very many allocations.

use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Device, Platform, Svm};
use opencl_sys::cl_function_types::*;
use opencl_sys::*;
use std::os::unix::process::CommandExt;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

/// Allocates and frees on two threads while `body` runs.
fn with_busy_threads(context: &Context, body: impl FnOnce()) {
    let handle = context.0.expose_provenance();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let context = ptr::with_exposed_provenance_mut(handle);
                while !stop.load(Ordering::Relaxed) {
                    for size in [64, 5000, 70_000, 3 << 20] {
                        let memory = cl!(clSVMAlloc(context, CL_MEM_READ_WRITE, size, 0));
                        assert!(!memory.is_null());
                        cl!(clSVMFree(context, memory));
                    }
                }
            });
        }
        body();
        stop.store(true, Ordering::Relaxed);
    });
}

/// What a child does: it finds its parent's memory, frees it and allocates anew.
fn live_on(context: &Context, kept: &Svm<u32>) {
    assert_eq!(kept.get(1000), 7);
    kept.fill(8);
    cl!(clSVMFree(context.0, kept.as_ptr().cast()));
    for size in [64, 5000, 70_000, 3 << 20, 90 << 20] {
        let memory: Svm<u8> = context.svm(CL_MEM_READ_WRITE, size);
        memory.set(size - 1, 1);
    }
}

/// Children that use the memory or ignore it, forked while other threads allocate: the parent notices neither.
pub(super) fn forks() {
    let (context, _) = Context::first();
    let kept: Svm<u32> = context.svm(CL_MEM_READ_WRITE, 1 << 20);
    kept.fill(7);
    with_busy_threads(&context, || {
        for round in 0..20 {
            // SAFETY: the child uses what the driver promises to work after a fork, and leaves by _exit.
            let child = unsafe { libc::fork() };
            if child == 0 {
                let lives = || {
                    round % 2 == 1 || {
                        live_on(&context, &kept);
                        true
                    }
                };
                let fine = std::panic::catch_unwind(std::panic::AssertUnwindSafe(lives)).is_ok();
                // SAFETY: ends the child.
                unsafe { libc::_exit(i32::from(!fine)) };
            }
            let mut status = 0;
            // SAFETY: waits for the child forked above.
            unsafe { libc::waitpid(child, &raw mut status, 0) };
            assert_eq!(status, 0, "the child's wait status");
        }
    });
    assert!((0..kept.len()).all(|index| kept.get(index) == 7));
}

/// The process becomes another program while its threads allocate; that program has the driver to itself.
pub(super) fn exec() {
    const AGAIN: &str = "MIRRORCL_TEST_EXEC";
    let (context, device) = Context::first();
    let memory: Svm<u32> = context.svm(CL_MEM_READ_WRITE, 1 << 20);
    memory.fill(1);
    if std::env::var_os(AGAIN).is_some() {
        return;
    }
    let queue = context.queue(device);
    let program = context.build("kernel void k(global uint *a) { a[get_global_id(0)] += 1; }");
    let kernel = program.kernel("k");
    with_busy_threads(&context, || {
        kernel.arg_svm(0, &memory);
        drop(queue.launch(&kernel, &[1 << 20], &[]));
        queue.flush();
        let this = std::env::current_exe().expect("a running program has a path");
        let error = std::process::Command::new(this).env(AGAIN, "1").exec();
        panic!("exec failed: {error}");
    });
}

/// Looks a function up in a loader that was opened by hand.
macro_rules! function {
    ($library:ident, $name:ident: $type:ty) => {{
        // SAFETY: the symbol is the OpenCL function of this name, whose type the headers give.
        let symbol = unsafe { $library.get::<$type>(stringify!($name)) };
        let symbol = symbol.ok().and_then(|symbol| *symbol);
        symbol.expect(concat!("the loader has ", stringify!($name)))
    }};
}

/// Opens the loader, allocates, closes it, several times. Memory that was not freed stays.
pub(super) fn close() {
    let name = std::env::var("MIRRORCL_LOADER").unwrap_or_else(|_| "libOpenCL.so.1".to_owned());
    let mut kept: Vec<*mut u32> = Vec::new();
    for round in 0..3 {
        // SAFETY: loading the ICD loader runs its initialisers, which are made for that.
        let library = unsafe { libloading::Library::new(&name) };
        let library = library.expect("the OpenCL ICD loader is installed");
        let platforms = function!(library, clGetPlatformIDs: clGetPlatformIDs_t);
        let devices = function!(library, clGetDeviceIDs: clGetDeviceIDs_t);
        let create = function!(library, clCreateContext: clCreateContext_t);
        let release = function!(library, clReleaseContext: clReleaseContext_t);
        let allocate = function!(library, clSVMAlloc: clSVMAlloc_t);
        let free = function!(library, clSVMFree: clSVMFree_t);
        let (mut platform, mut device) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: calls as the specification allows, with pointers to locals; the memory is allocated before it is
        // written, and what is freed is not used any more.
        unsafe {
            assert_eq!(platforms(1, &raw mut platform, ptr::null_mut()), CL_SUCCESS);
            let kind = CL_DEVICE_TYPE_ALL;
            assert_eq!(
                devices(platform, kind, 1, &raw mut device, ptr::null_mut()),
                CL_SUCCESS
            );
            let mut code = 0;
            let context = create(
                ptr::null(),
                1,
                &raw const device,
                None,
                ptr::null_mut(),
                &raw mut code,
            );
            assert_eq!(code, CL_SUCCESS);
            for size in [64, 70_000, 3 << 20] {
                let [stays, goes] = [0, 1].map(|_| allocate(context, CL_MEM_READ_WRITE, size, 0));
                assert!(!stays.is_null() && !goes.is_null());
                assert!(!kept.contains(&stays.cast()));
                stays.cast::<u32>().write(round);
                goes.cast::<u32>().write(99);
                free(context, goes);
                kept.push(stays.cast());
            }
            assert_eq!(release(context), CL_SUCCESS);
        }
        library.close().expect("the loader can be closed");
        for (at, memory) in kept.iter().enumerate() {
            // SAFETY: allocated and written above.
            assert_eq!(unsafe { memory.read() }, at as u32 / 3);
        }
    }
}

/// Fails if two of the ranges, from a start of a length, have a byte in common.
fn disjoint(mut ranges: Vec<(usize, usize)>) {
    ranges.sort_unstable();
    for pair in ranges.windows(2) {
        assert!(pair[0].0 + pair[0].1 <= pair[1].0, "{pair:x?} overlap");
    }
}

/// Many contexts over devices of two ranges share one address space; each frees its own only.
pub(super) fn contexts() {
    let devices = Platform::first().devices();
    let lists: [&[Device]; 3] = [&devices, &devices[..1], &devices[1..]];
    let contexts: Vec<Context> = (0..150).map(|at| Context::new(lists[at % 3])).collect();
    for _ in 0..2 {
        let mut all: Vec<(usize, Svm<u8>)> = Vec::new();
        for (at, context) in contexts.iter().enumerate() {
            let sizes = (0..20).map(|size| [64, 700, 5000, 40_000, 300_000][(at + size) % 5]);
            all.extend(sizes.map(|size| (at, context.svm::<u8>(CL_MEM_READ_WRITE, size))));
        }
        disjoint(
            all.iter()
                .map(|(_, memory)| (memory.as_ptr().addr(), memory.size()))
                .collect(),
        );
        for (at, memory) in &all {
            memory.fill(*at as u8);
            let other = &contexts[(at + 1) % contexts.len()];
            cl!(clSVMFree(other.0, memory.as_ptr().cast()));
        }
        // Another context's free changed nothing.
        assert!(
            all.iter()
                .all(|(at, memory)| memory.get(memory.len() - 1) == *at as u8)
        );
    }
}

/// A hundred thousand allocations at once, and a kernel that follows a list through all of them.
pub(super) fn hundred_thousand() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let length = |at: usize| [2, 8, 12, 33, 100, 500][at % 6];
    let all: Vec<Svm<u64>> = (0..100_000)
        .map(|at| context.svm(super::FINE, length(at)))
        .collect();
    disjoint(
        all.iter()
            .map(|memory| (memory.as_ptr().addr(), memory.size()))
            .collect(),
    );
    let end = all.iter().rev().fold(0, |next, memory| {
        memory.set(0, next);
        memory.as_ptr().expose_provenance() as u64
    });
    let program = context.build(
        "typedef struct node { global struct node *next; ulong seen; } node;
         kernel void walk(global node *at) { for (ulong n = 1; at; at = at->next) at->seen = n++; }",
    );
    let kernel = program.kernel("walk");
    kernel.arg_pointer(0, ptr::with_exposed_provenance(end as usize));
    drop(queue.launch(&kernel, &[1], &[1]));
    queue.finish();
    for (at, memory) in all.iter().enumerate() {
        assert_eq!(memory.get(1), at as u64 + 1);
    }
}
