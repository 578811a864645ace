//! What the driver's log has.

use crate::case::Case;
use mirrorcl_conformance::cl::{Context, Svm};
use opencl_sys::CL_MEM_READ_WRITE;
use std::path::PathBuf;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("api::the_log_has_every_call_at_trace", trace)]
}

/// A file in place of standard error, which the runner keeps for itself.
struct LogFile(PathBuf);

impl LogFile {
    fn new(level: &str) -> Self {
        let name = format!("mirrorcl-log-{}", std::process::id());
        let this = Self(std::env::temp_dir().join(name));
        // SAFETY: a case has a process for itself, and this is the first thing that it does.
        unsafe {
            std::env::set_var("MIRRORCL_LOG", level);
            std::env::set_var("MIRRORCL_LOG_FILE", &this.0);
        }
        this
    }

    /// How many lines have the word.
    fn count(&self, word: &str) -> usize {
        let text = std::fs::read_to_string(&self.0).expect("there is a log");
        text.lines().filter(|line| line.contains(word)).count()
    }
}

impl Drop for LogFile {
    fn drop(&mut self) {
        // What is left behind lies in the folder for temporary files.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Calls that have a shortcut go the usual way when calls are logged, the second time too.
fn trace() {
    const CALLS: usize = 5;
    let log = LogFile::new("trace");
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let kernel = context.build("kernel void k(uint a) {}").kernel("k");
    let svm: Svm<u8> = context.svm(CL_MEM_READ_WRITE, 64);
    for value in 0..CALLS {
        queue.map(&svm);
        queue.unmap(&svm);
        kernel.arg(0, value as u32);
    }
    for call in ["clEnqueueSVMMap", "clEnqueueSVMUnmap", "clSetKernelArg"] {
        assert_eq!(log.count(call), CALLS, "{call}");
    }
}
