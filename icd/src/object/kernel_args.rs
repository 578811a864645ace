//! The arguments of a kernel, kept as the block that launches copy.

use super::mem::Mem;
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::raw::In;
use crate::refuse_if;
use mirrorcl_device::exec::ArgBlock;
use mirrorcl_protocol::{ArgInfo, ArgKind, KernelInfo};
use opencl_sys as cl;
use std::ffi::c_void;

/// The arguments set so far.
#[derive(Debug)]
pub(super) struct Args {
    block: ArgBlock,
    states: Box<[ArgState]>,
    /// Arguments not set yet.
    missing: usize,
    /// Bytes of local memory: static variables, then the arguments.
    local_bytes: u64,
}

/// What is remembered of an argument beyond its bytes in the block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ArgState {
    #[default]
    Unset,
    /// The bytes are all there is.
    Plain,
    /// A memory object. "Implementations shall not allow cl_kernel objects to hold reference counts to cl_kernel arguments": it
    /// is looked up again at the launch.
    Memory { handle: usize, address: usize },
    /// A pointer of `clSetKernelArgSVMPointer`.
    Svm,
    /// Local memory, of so many bytes.
    Local(u64),
}

/// The arguments of a launch.
pub(super) struct BoundArgs {
    pub(super) block: ArgBlock,
    /// The memory objects among the arguments.
    pub(super) memory: Vec<Ref<Mem>>,
    pub(super) local_bytes: u64,
    pub(super) has_svm_pointers: bool,
}

impl Args {
    pub(super) fn new(kernel: &KernelInfo, static_local: u64) -> Self {
        Self {
            block: ArgBlock::zeroed(kernel.arg_block_size as usize),
            states: vec![ArgState::Unset; kernel.args.len()].into(),
            missing: kernel.args.len(),
            local_bytes: static_local,
        }
    }

    /// `clSetKernelArg`, checked by `validate::kernel::arg_size`.
    pub(super) fn set(
        &mut self,
        kernel: &KernelInfo,
        index: usize,
        size: usize,
        value: In<c_void>,
        memory: impl FnOnce(*mut c_void) -> ClResult<usize>,
    ) -> ClResult<()> {
        let arg = &kernel.args[index];
        match arg.kind {
            ArgKind::Value => {
                value.copy_to(self.bytes(arg));
                self.mark(index, ArgState::Plain);
            }
            ArgKind::Global | ArgKind::Constant => {
                // "… the arg_value pointer can be NULL or point to a NULL value in which case a NULL value will be used".
                let handle = value
                    .read_as::<*mut c_void>()
                    .filter(|handle| !handle.is_null());
                let state = match handle {
                    None => {
                        self.put_word(arg, 0);
                        ArgState::Plain
                    }
                    Some(handle) => {
                        let address = memory(handle)?;
                        self.put_word(arg, address as u64);
                        let handle = handle.addr();
                        ArgState::Memory { handle, address }
                    }
                };
                self.mark(index, state);
            }
            ArgKind::Local => {
                self.mark(index, ArgState::Local(size as u64));
            }
            // The device reports that it has none, so that no handle of one exists.
            ArgKind::Image | ArgKind::Pipe => return Err(absent(cl::CL_INVALID_MEM_OBJECT)),
            ArgKind::Sampler => return Err(absent(cl::CL_INVALID_SAMPLER)),
            ArgKind::Queue => return Err(absent(cl::CL_INVALID_DEVICE_QUEUE)),
        }
        Ok(())
    }

    /// `clSetKernelArgSVMPointer`, for a pointer to global or constant memory.
    pub(super) fn set_svm(&mut self, arg: &ArgInfo, index: usize, pointer: usize) {
        self.put_word(arg, pointer as u64);
        self.mark(index, ArgState::Svm);
    }

    /// Lays out local memory: static variables first, then the arguments in their order. Unset arguments take no room.
    pub(super) fn lay_out_local(&mut self, kernel: &KernelInfo, static_local: u64) {
        let mut end = static_local;
        for (index, arg) in kernel.args.iter().enumerate() {
            if let ArgState::Local(size) = self.states[index] {
                let align = u64::from(arg.align.max(1)).next_power_of_two();
                let start = end.checked_next_multiple_of(align).unwrap_or(u64::MAX);
                self.put_word(arg, start);
                // More than any device has: the launch is refused.
                end = start.saturating_add(size);
            }
        }
        self.local_bytes = end;
    }

    /// `CL_KERNEL_LOCAL_MEM_SIZE`.
    pub(super) fn local_bytes(&self) -> u64 {
        self.local_bytes
    }

    /// The arguments as they are now, for a launch.
    pub(super) fn bind(&self) -> ClResult<BoundArgs> {
        // "CL_INVALID_KERNEL_ARGS if the kernel argument values have not been specified".
        refuse_if!(
            self.missing != 0,
            cl::CL_INVALID_KERNEL_ARGS,
            "argument {} has not been set",
            self.states
                .iter()
                .position(|state| *state == ArgState::Unset)
                .unwrap_or(0)
        );
        let mut memory = Vec::new();
        let mut has_svm_pointers = false;
        for (index, state) in self.states.iter().enumerate() {
            match *state {
                ArgState::Memory { handle, address } => {
                    memory.push(living(index, handle, address)?)
                }
                ArgState::Svm => has_svm_pointers = true,
                ArgState::Unset | ArgState::Plain | ArgState::Local(_) => {}
            }
        }
        Ok(BoundArgs {
            block: ArgBlock::new(&self.block),
            memory,
            local_bytes: self.local_bytes,
            has_svm_pointers,
        })
    }

    /// A copy, for `clCloneKernel`.
    pub(super) fn duplicate(&self) -> Self {
        Self {
            block: ArgBlock::new(&self.block),
            states: self.states.clone(),
            missing: self.missing,
            local_bytes: self.local_bytes,
        }
    }

    fn mark(&mut self, index: usize, state: ArgState) {
        if self.states[index] == ArgState::Unset {
            self.missing -= 1;
        }
        self.states[index] = state;
    }

    fn bytes(&mut self, arg: &ArgInfo) -> &mut [u8] {
        let start = arg.offset as usize;
        &mut self.block[start..start + arg.size as usize]
    }

    /// Writes an address or offset.
    fn put_word(&mut self, arg: &ArgInfo, word: u64) {
        let start = arg.offset as usize;
        self.block[start..start + 8].copy_from_slice(&word.to_le_bytes());
    }
}

/// The memory object of an argument, if it is still the one that was set.
fn living(index: usize, handle: usize, address: usize) -> ClResult<Ref<Mem>> {
    Ref::<Mem>::from_handle(std::ptr::with_exposed_provenance_mut(handle))
        .ok()
        .filter(|memory| memory.address() == address)
        .ok_or_else(|| {
            let reason = format!("the memory object of argument {index} was released");
            ClError::new(cl::CL_INVALID_KERNEL_ARGS, reason)
        })
}

fn absent(code: opencl_sys::cl_int) -> ClError {
    ClError::new(code, "the device has no such objects")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arg(kind: ArgKind, offset: u32, size: u32, align: u32) -> ArgInfo {
        ArgInfo {
            kind,
            offset,
            size,
            align,
            info: None,
        }
    }

    fn kernel() -> KernelInfo {
        KernelInfo {
            name: "k".into(),
            args: vec![
                arg(ArgKind::Value, 0, 4, 0),
                arg(ArgKind::Local, 8, 8, 16),
                arg(ArgKind::Global, 16, 8, 0),
                arg(ArgKind::Local, 24, 8, 4),
            ],
            arg_block_size: 32,
            local_size: 20,
            ..KernelInfo::default()
        }
    }

    fn no_memory(_: *mut c_void) -> ClResult<usize> {
        unreachable!("no memory object is set here")
    }

    fn set(args: &mut Args, kernel: &KernelInfo, index: usize, size: usize, value: *const c_void) {
        // SAFETY: the pointers of these tests are NULL or lead to enough bytes.
        let value = unsafe { In::new(value) };
        args.set(kernel, index, size, value, no_memory).unwrap();
        args.lay_out_local(kernel, kernel.local_size);
    }

    #[test]
    fn a_launch_needs_all_arguments_and_copies_them() {
        let kernel = kernel();
        let mut args = Args::new(&kernel, kernel.local_size);
        let value = 7_u32;
        set(&mut args, &kernel, 0, 4, (&raw const value).cast());
        set(&mut args, &kernel, 1, 100, std::ptr::null());
        set(&mut args, &kernel, 3, 8, std::ptr::null());
        let error = args.bind().err().unwrap();
        assert_eq!(error.code(), cl::CL_INVALID_KERNEL_ARGS);
        args.set_svm(&kernel.args[2], 2, 0x1234_5678);
        let bound = args.bind().unwrap();
        assert!(bound.has_svm_pointers && bound.memory.is_empty());
        let word = |at: usize| u64::from_le_bytes(bound.block[at..at + 8].try_into().unwrap());
        assert_eq!(bound.block[..4], 7_u32.to_le_bytes());
        // Static variables end at 20; 16-byte alignment gives 32, and 132 is a multiple of 4.
        assert_eq!([word(8), word(16), word(24)], [32, 0x1234_5678, 132]);
        assert_eq!(bound.local_bytes, 140);
        // A NULL pointer takes the place of the SVM pointer.
        set(&mut args, &kernel, 2, 8, std::ptr::null());
        let bound = args.duplicate().bind().unwrap();
        assert!(!bound.has_svm_pointers);
        assert_eq!(bound.block[16..24], [0; 8]);
    }

    #[test]
    fn an_absurd_amount_of_local_memory_does_not_wrap() {
        let kernel = kernel();
        let mut args = Args::new(&kernel, kernel.local_size);
        set(&mut args, &kernel, 1, usize::MAX, std::ptr::null());
        set(&mut args, &kernel, 3, usize::MAX, std::ptr::null());
        assert_eq!(args.local_bytes(), u64::MAX);
    }

    #[test]
    fn objects_that_the_device_does_not_have_are_refused() {
        for (kind, code) in [
            (ArgKind::Image, cl::CL_INVALID_MEM_OBJECT),
            (ArgKind::Pipe, cl::CL_INVALID_MEM_OBJECT),
            (ArgKind::Sampler, cl::CL_INVALID_SAMPLER),
            (ArgKind::Queue, cl::CL_INVALID_DEVICE_QUEUE),
        ] {
            let mut kernel = kernel();
            kernel.args[2].kind = kind;
            let mut args = Args::new(&kernel, 0);
            let result = args.set(&kernel, 2, 8, In::null(), no_memory);
            assert_eq!(result.unwrap_err().code(), code);
        }
    }
}
