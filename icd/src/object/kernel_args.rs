//! The arguments of a kernel: set without a lock, gathered into a block for each launch.
//!
//! "clSetKernelArg is … not thread-safe for the same kernel object": threads that set arguments of one kernel at once leave
//! it with some mixture of them, but never harm the driver. Every word is an atomic for that reason.

use super::mem::Mem;
use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::raw::In;
use crate::validate::svm::LARGEST_TYPE;
use mirrorcl_device::exec::ArgBlock;
use mirrorcl_protocol::{ArgKind, KernelInfo};
use opencl_sys as cl;
use std::ffi::c_void;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The arguments set so far.
#[derive(Debug)]
pub(super) struct Args {
    layout: Arc<Layout>,
    /// For each argument: one of the states below, or the handle of a memory object. "Implementations shall not allow cl_kernel
    /// objects to hold reference counts to cl_kernel arguments": it is looked up again at the launch.
    states: Box<[AtomicU64]>,
    /// The values: bytes, addresses, sizes of local memory.
    words: Box<[AtomicU64]>,
}

/// Not set.
const UNSET: u64 = 0;
/// The value is all there is: bytes, NULL, or a pointer of `clSetKernelArgMemPointerINTEL`.
const PLAIN: u64 = 1;
/// A pointer of `clSetKernelArgSVMPointer`.
const SVM: u64 = 2;
/// A number of bytes of local memory.
const LOCAL: u64 = 3;

/// Where values go.
#[derive(Debug)]
pub(super) struct Layout {
    args: Box<[Place]>,
    block_size: usize,
    block_align: usize,
    /// Words of all values.
    words: usize,
    /// Bytes of static variables in local memory.
    static_local: u64,
}

/// Where an argument's value is kept, and where it goes in the block.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: ArgKind,
    first_word: usize,
    offset: usize,
    size: usize,
    align: u64,
}

/// The arguments of a launch.
pub(super) struct BoundArgs {
    pub(super) block: ArgBlock,
    /// The memory objects among the arguments.
    pub(super) memory: Vec<Ref<Mem>>,
    /// Bytes of local memory: static variables, then the arguments.
    pub(super) local_bytes: u64,
    pub(super) has_svm_pointers: bool,
}

const WORD: usize = size_of::<u64>();

impl Layout {
    pub(super) fn new(kernel: &KernelInfo, static_local: u64) -> Self {
        let mut words = 0;
        let places = kernel.args.iter().map(|arg| {
            let size = arg.size as usize;
            let first_word = words;
            words += size.div_ceil(WORD).max(1);
            Place {
                kind: arg.kind,
                first_word,
                offset: arg.offset as usize,
                size,
                align: u64::from(arg.align.max(1)).next_power_of_two(),
            }
        });
        let args: Box<[Place]> = places.collect();
        // No type is aligned to more than its size, rounded up; of structures the driver knows no more.
        let sizes = args.iter().map(|place| place.size.next_power_of_two());
        Self {
            block_align: sizes.max().unwrap_or(1).min(LARGEST_TYPE),
            args,
            block_size: kernel.arg_block_size as usize,
            words,
            static_local,
        }
    }
}

impl Args {
    /// No argument is set.
    pub(super) fn new(layout: &Arc<Layout>) -> Self {
        let zeros = |count| (0..count).map(|_| AtomicU64::new(UNSET)).collect();
        Self {
            states: zeros(layout.args.len()),
            words: zeros(layout.words),
            layout: Arc::clone(layout),
        }
    }

    /// Type and size of an argument, if there is one of that index.
    #[inline]
    pub(super) fn declaration(&self, index: u32) -> Option<(ArgKind, usize)> {
        let place = self.layout.args.get(index as usize)?;
        Some((place.kind, place.size))
    }

    /// `clSetKernelArg`, checked by `validate::kernel::arg_size`. `check` refuses memory objects that the kernel can't have.
    #[inline]
    pub(super) fn set(
        &self,
        index: usize,
        size: usize,
        value: In<c_void>,
        check: impl FnOnce(&Ref<Mem>) -> ClResult<()>,
    ) -> ClResult<()> {
        let place = &self.layout.args[index];
        match place.kind {
            ArgKind::Value => {
                self.put_bytes(place, value)?;
                self.mark(index, PLAIN);
            }
            ArgKind::Global | ArgKind::Constant => {
                // "… the arg_value pointer can be NULL or point to a NULL value in which case a NULL value will be used".
                match value.borrow::<Mem>()? {
                    None => {
                        self.put(place, 0);
                        self.mark(index, PLAIN);
                    }
                    Some(memory) => {
                        check(&memory)?;
                        self.set_memory(index, &memory);
                    }
                }
            }
            ArgKind::Local => {
                self.put(place, size as u64);
                self.mark(index, LOCAL);
            }
            // The device reports that it has none, so that no handle of one exists.
            ArgKind::Image | ArgKind::Pipe => return Err(absent(cl::CL_INVALID_MEM_OBJECT)),
            ArgKind::Sampler => return Err(absent(cl::CL_INVALID_SAMPLER)),
            ArgKind::Queue => return Err(absent(cl::CL_INVALID_DEVICE_QUEUE)),
        }
        Ok(())
    }

    /// Sets a memory object that the kernel may have, for a pointer to global or constant memory.
    #[inline(always)]
    pub(super) fn set_memory(&self, index: usize, memory: &Ref<Mem>) {
        self.put(&self.layout.args[index], memory.address() as u64);
        self.mark(index, memory.handle().expose_provenance() as u64);
    }

    /// Sets a value of 4 or 8 bytes; false, with nothing done, if it is not that, or something is wrong.
    #[inline(always)]
    pub(super) fn set_small(&self, index: usize, size: usize, value: In<c_void>) -> bool {
        let place = self.layout.args.get(index);
        let Some(place) = place.filter(|place| place.kind == ArgKind::Value && place.size == size)
        else {
            return false;
        };
        let word = match size {
            4 => value.read_as::<u32>().map(u64::from),
            8 => value.read_as::<u64>(),
            _ => None,
        };
        if let Some(word) = word {
            self.put(place, word);
            self.mark(index, PLAIN);
        }
        word.is_some()
    }

    /// `clSetKernelArgSVMPointer`, for a pointer to global or constant memory.
    #[inline]
    pub(super) fn set_svm(&self, index: usize, pointer: usize) {
        self.put(&self.layout.args[index], pointer as u64);
        self.mark(index, SVM);
    }

    /// `clSetKernelArgMemPointerINTEL`, for a pointer to global or constant memory.
    #[inline]
    pub(super) fn set_usm(&self, index: usize, pointer: usize) {
        self.put(&self.layout.args[index], pointer as u64);
        self.mark(index, PLAIN);
    }

    /// Whether all have been set.
    pub(super) fn are_set(&self) -> bool {
        let mut states = self.states.iter();
        states.all(|state| state.load(Ordering::Relaxed) != UNSET)
    }

    /// `CL_KERNEL_LOCAL_MEM_SIZE`: static variables, and the arguments set so far.
    pub(super) fn local_bytes(&self) -> u64 {
        let mut end = self.layout.static_local;
        for (place, state) in self.layout.args.iter().zip(&self.states) {
            if state.load(Ordering::Relaxed) == LOCAL {
                end = self.lay_out_local(place, end).1;
            }
        }
        end
    }

    /// Where an argument in local memory lies that comes after `end`, and where it ends.
    fn lay_out_local(&self, place: &Place, end: u64) -> (u64, u64) {
        let start = end
            .checked_next_multiple_of(place.align)
            .unwrap_or(u64::MAX);
        // More than any device has: the launch is refused.
        (start, start.saturating_add(self.word(place, 0)))
    }

    /// The arguments as they are now, for a launch.
    pub(super) fn bind(&self) -> ClResult<BoundArgs> {
        let mut bound = BoundArgs {
            block: ArgBlock::with_alignment(self.layout.block_size, self.layout.block_align),
            memory: Vec::new(),
            local_bytes: self.layout.static_local,
            has_svm_pointers: false,
        };
        let block = &mut *bound.block;
        for (index, (place, state)) in self.layout.args.iter().zip(&self.states).enumerate() {
            let state = state.load(Ordering::Relaxed);
            let to = &mut block[place.offset..place.offset + place.size];
            match state {
                // "CL_INVALID_KERNEL_ARGS if the kernel argument values have not been specified".
                UNSET => {
                    let reason = format!("argument {index} has not been set");
                    return Err(ClError::new(cl::CL_INVALID_KERNEL_ARGS, reason));
                }
                LOCAL => {
                    let (start, end) = self.lay_out_local(place, bound.local_bytes);
                    to.copy_from_slice(&start.to_le_bytes());
                    bound.local_bytes = end;
                    continue;
                }
                PLAIN => {}
                SVM => bound.has_svm_pointers = true,
                handle => bound
                    .memory
                    .push(living(index, handle, self.word(place, 0))?),
            }
            for (at, part) in to.chunks_mut(WORD).enumerate() {
                let word = self.word(place, at).to_le_bytes();
                part.copy_from_slice(&word[..part.len()]);
            }
        }
        Ok(bound)
    }

    /// A copy, for `clCloneKernel`.
    pub(super) fn duplicate(&self) -> Self {
        let copy = |words: &[AtomicU64]| -> Box<[AtomicU64]> {
            let values = words.iter().map(|word| word.load(Ordering::Relaxed));
            values.map(AtomicU64::new).collect()
        };
        Self {
            layout: Arc::clone(&self.layout),
            states: copy(&self.states),
            words: copy(&self.words),
        }
    }

    #[inline]
    fn mark(&self, index: usize, state: u64) {
        self.states[index].store(state, Ordering::Relaxed);
    }

    #[inline]
    fn put(&self, place: &Place, word: u64) {
        self.words[place.first_word].store(word, Ordering::Relaxed);
    }

    #[inline]
    fn word(&self, place: &Place, at: usize) -> u64 {
        self.words[place.first_word + at].load(Ordering::Relaxed)
    }

    /// Takes over the bytes of a value.
    #[inline]
    fn put_bytes(&self, place: &Place, value: In<c_void>) -> ClResult<()> {
        // NULL was refused. Copies of known size take one instruction.
        match place.size {
            4 => {
                self.put(place, value.read_as::<u32>().ok_or_else(unreadable)?.into());
                return Ok(());
            }
            8 => {
                self.put(place, value.read_as::<u64>().ok_or_else(unreadable)?);
                return Ok(());
            }
            size if size < WORD => {
                let mut word = [0; WORD];
                value.copy_to(&mut word[..size])?;
                self.put(place, u64::from_le_bytes(word));
                return Ok(());
            }
            _ => {}
        }
        // The largest type of OpenCL C has 128 bytes; structures may have more.
        let (mut small, large);
        let bytes = if place.size <= 128 {
            small = [0; 128];
            value.copy_to(&mut small[..place.size])?;
            &small[..place.size]
        } else {
            large = value.to_bytes(place.size)?;
            &large
        };
        let words = &self.words[place.first_word..];
        for (part, to) in bytes.chunks(WORD).zip(words) {
            let mut word = [0; WORD];
            word[..part.len()].copy_from_slice(part);
            to.store(u64::from_le_bytes(word), Ordering::Relaxed);
        }
        Ok(())
    }
}

/// The memory object of an argument, if it is still the one that was set.
fn living(index: usize, handle: u64, address: u64) -> ClResult<Ref<Mem>> {
    let pointer = usize::try_from(handle).map(std::ptr::with_exposed_provenance_mut);
    let memory = pointer
        .ok()
        .and_then(|handle| Ref::<Mem>::from_handle(handle).ok());
    let memory = memory.filter(|memory| memory.address() as u64 == address);
    memory.ok_or_else(|| {
        let reason = format!("the memory object of argument {index} was released");
        ClError::new(cl::CL_INVALID_KERNEL_ARGS, reason)
    })
}

fn absent(code: opencl_sys::cl_int) -> ClError {
    ClError::new(code, "the device has no such objects")
}

#[cold]
fn unreadable() -> ClError {
    ClError::new(
        cl::CL_INVALID_ARG_VALUE,
        "arg_value leads to memory that is not there",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use mirrorcl_protocol::{ArgInfo, ShapesCode};

    fn arg(kind: ArgKind, offset: u32, size: u32, align: u32) -> ArgInfo {
        ArgInfo {
            kind,
            offset,
            size,
            align,
            shapes_code: ShapesCode::Never,
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

    fn new(kernel: &KernelInfo, static_local: u64) -> Args {
        Args::new(&Arc::new(Layout::new(kernel, static_local)))
    }

    fn no_memory(_: &Ref<Mem>) -> ClResult<()> {
        unreachable!("no memory object is set here")
    }

    fn set(args: &Args, index: usize, size: usize, value: *const c_void) {
        // SAFETY: the pointers of these tests are NULL or lead to enough bytes.
        let value = unsafe { In::new(value) };
        args.set(index, size, value, no_memory).unwrap();
    }

    #[test]
    fn a_launch_needs_all_arguments_and_copies_them() {
        let kernel = kernel();
        let args = new(&kernel, kernel.local_size);
        let value = 7_u32;
        set(&args, 0, 4, (&raw const value).cast());
        set(&args, 1, 100, std::ptr::null());
        set(&args, 3, 8, std::ptr::null());
        let error = args.bind().err().unwrap();
        assert_eq!(error.code(), cl::CL_INVALID_KERNEL_ARGS);
        args.set_svm(2, 0x1234_5678);
        let bound = args.bind().unwrap();
        assert!(bound.has_svm_pointers && bound.memory.is_empty());
        let word = |at: usize| u64::from_le_bytes(bound.block[at..at + 8].try_into().unwrap());
        assert_eq!(bound.block[..4], 7_u32.to_le_bytes());
        // Static variables end at 20; 16-byte alignment gives 32, and 132 is a multiple of 4.
        assert_eq!([word(8), word(16), word(24)], [32, 0x1234_5678, 132]);
        assert_eq!(bound.local_bytes, 140);
        // A NULL pointer takes the place of the SVM pointer.
        set(&args, 2, 8, std::ptr::null());
        let bound = args.duplicate().bind().unwrap();
        assert!(!bound.has_svm_pointers);
        assert_eq!(bound.block[16..24], [0; 8]);
    }

    #[test]
    fn an_absurd_amount_of_local_memory_does_not_wrap() {
        let kernel = kernel();
        let args = new(&kernel, kernel.local_size);
        set(&args, 1, usize::MAX, std::ptr::null());
        set(&args, 3, usize::MAX, std::ptr::null());
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
            let args = new(&kernel, 0);
            let result = args.set(2, 8, In::null(), no_memory);
            assert_eq!(result.unwrap_err().code(), code);
        }
    }

    #[test]
    fn values_of_all_sizes_arrive() {
        let sizes = [1, 2, 3, 4, 8, 12, 16, 32, 128, 200];
        let mut offset = 0;
        let args = sizes.map(|size| {
            let arg = arg(ArgKind::Value, offset, size, 0);
            offset += size.next_multiple_of(8);
            arg
        });
        let kernel = KernelInfo {
            args: args.to_vec(),
            arg_block_size: offset,
            ..KernelInfo::default()
        };
        let args = new(&kernel, 0);
        let value: Vec<u8> = (1..=200).collect();
        for (index, size) in sizes.into_iter().enumerate() {
            set(&args, index, size as usize, value.as_ptr().cast());
        }
        let bound = args.duplicate().bind().unwrap();
        for (arg, size) in kernel.args.iter().zip(sizes) {
            let start = arg.offset as usize;
            assert_eq!(
                bound.block[start..][..size as usize],
                value[..size as usize]
            );
        }
    }
}
