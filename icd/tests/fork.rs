//! A process that was forked off may use OpenCL afresh, and the one that forked goes on.
#![allow(clippy::unwrap_used, reason = "a test")]

use mirrorcl::callback::{Callback, EventNotify};
use mirrorcl::handle::Ref;
use mirrorcl::object::context::Context;
use mirrorcl::object::event::Event;
use mirrorcl::object::platform::Platform;
use mirrorcl::object::queue::Queue;
use mirrorcl::queue::command::{Command, Work};
use mirrorcl::queue::enqueue::enqueue;
use mirrorcl::validate::queue::QueueProperties;
use std::ffi::c_void;
use std::sync::atomic::{AtomicU32, Ordering};

static CALLS: AtomicU32 = AtomicU32::new(0);
static CALLBACKS: AtomicU32 = AtomicU32::new(0);

unsafe extern "C" fn called_back(_event: *mut c_void, _status: i32, _data: *mut c_void) {
    CALLBACKS.fetch_add(1, Ordering::SeqCst);
}

/// Runs a command on a device thread, and a callback on the callback thread.
fn use_the_driver() {
    let (calls, callbacks) = (
        CALLS.load(Ordering::SeqCst),
        CALLBACKS.load(Ordering::SeqCst),
    );
    let devices = Platform::get().unwrap().devices().to_vec();
    let context = Context::new(devices, Vec::new(), None).unwrap();
    let queue: Ref<Queue> = Queue::new(
        &context,
        &context.devices()[0],
        QueueProperties::default(),
        Vec::new(),
    )
    .unwrap();
    let action = Box::new(|| {
        CALLS.fetch_add(1, Ordering::SeqCst);
        Ok(())
    });
    let command = Command {
        command_type: opencl_sys::CL_COMMAND_NATIVE_KERNEL,
        work: Work::Call(action),
    };
    let event = enqueue(&queue, &[], command).unwrap();
    let callback = Callback::new(called_back as EventNotify, std::ptr::null_mut());
    Event::set_callback(&event, opencl_sys::CL_COMPLETE, callback);
    queue.flush();
    while !event.is_over() || CALLBACKS.load(Ordering::SeqCst) == callbacks {
        std::thread::yield_now();
    }
    assert_eq!(CALLS.load(Ordering::SeqCst), calls + 1);
}

#[test]
fn both_processes_work_after_a_fork() {
    use_the_driver();
    // SAFETY: the child uses the driver, which is what is tested, and ends without returning to the test harness.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: a limit in case that it hangs, and the end of the process.
        unsafe {
            libc::alarm(60);
            let fine = std::panic::catch_unwind(use_the_driver).is_ok();
            libc::_exit(i32::from(!fine));
        }
    }
    assert!(child > 0);
    use_the_driver();
    let mut status = 0;
    // SAFETY: the child is ours.
    unsafe { libc::waitpid(child, &raw mut status, 0) };
    assert_eq!(status, 0, "the child's wait status");
}
