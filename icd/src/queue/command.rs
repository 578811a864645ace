//! What commands do.

use super::plan::Plan;
use crate::error::ClError;
use crate::handle::Ref;
use crate::object::mem::Mem;
use crate::object::program_executable::Executable;
use mirrorcl_device::exec;
use opencl_sys::cl_command_type;
use std::sync::Arc;

/// A command to be enqueued.
pub struct Command {
    /// `CL_EVENT_COMMAND_TYPE`.
    pub command_type: cl_command_type,
    /// What it does.
    pub work: Work,
}

/// The work of a command.
pub enum Work {
    /// Nothing: the command is there for its place in the order (markers, barriers, migration and mapping of what is in place).
    Nothing,
    /// A call that takes no longer than handing it to another thread would: it runs on the thread that finds it ready. It must not
    /// call the application, wait or lock for long.
    Quick(Action),
    /// A call on a thread of the device, or of the host if it waits for the command.
    Call(Action),
    /// A kernel.
    Launch(Launch),
    /// The commands of a command buffer.
    Replay(Arc<Plan>),
}

impl Command {
    /// A command that has nothing to do: it only orders others, or its memory is in place.
    pub fn nothing(command_type: cl_command_type) -> Self {
        Self {
            command_type,
            work: Work::Nothing,
        }
    }
}

/// What a call does. An error's code becomes the status of the event; its reason goes to the context's callback and the log.
pub type Action = Box<dyn FnOnce() -> Result<(), ClError> + Send>;

/// A kernel with all that it needs.
pub struct Launch {
    /// The kernel, with its arguments as they were when it was enqueued.
    pub kernel: Arc<exec::Launch>,
    /// What must live until the kernel has run.
    pub keep: Keep,
}

impl Launch {
    /// The same with the best code that there is for it by now; nothing if it has that.
    #[must_use]
    pub fn renewed(&self) -> Option<Self> {
        let Self { kernel, keep } = self;
        let (executable, index) = (&keep.executable, keep.index);
        let generic = executable.kernel_code(index).ok()?;
        let specialisations = executable.specialisations(index);
        let code = specialisations.choose(executable, index, &generic, &kernel.grid, &kernel.args);
        if Arc::ptr_eq(&code, &kernel.code) {
            return None;
        }
        let kernel = exec::Launch {
            code,
            ..(**kernel).clone()
        };
        Some(Self {
            kernel: Arc::new(kernel),
            keep: keep.clone(),
        })
    }
}

/// What must live until a kernel has run.
#[derive(Clone)]
pub struct Keep {
    /// Its program's code and variables.
    pub executable: Arc<Executable>,
    /// Which of the program's kernels it is.
    pub index: usize,
    /// The memory objects among its arguments.
    pub memory: Vec<Ref<Mem>>,
}
