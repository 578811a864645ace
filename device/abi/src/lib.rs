//! The contract between compiled kernels and the device that runs them.
//!
//! The compiler emits, for every kernel, one **work-group function** of type [`WorkGroupFn`]. It reads
//! everything that it needs from a [`WorkGroupContext`] and has no undefined symbols: what it needs of
//! the runtime (printf) comes through [`RuntimeTable`]. Both sides compile this crate, so the layout has
//! one source; the compiler names fields by [`field`] offsets, which the tests below pin.
//!
//! # Arguments
//! `args` points to the argument block: each argument at the offset that its `ArgInfo` states, by value.
//! Global and constant pointers are device addresses (8 bytes, 0 for NULL). A `__local` pointer argument is a
//! 64-bit byte offset from [`WorkGroupContext::local_memory`], so that one block serves all workers.
//!
//! # Local memory
//! `local_memory` holds the kernel's static `__local` variables first (`KernelInfo::local_size` bytes, laid out
//! by the compiler), then the `__local` arguments, laid out by the driver.
//!
//! # Scratch
//! Values that live across a work-group barrier are kept per work-item in `scratch`:
//! `KernelInfo::scratch_per_item` bytes times the number of work-items rounded up to [`SCRATCH_ROUND`].

#![no_std]

/// Version of this contract; part of every compiled program's identity.
pub const ABI_VERSION: u32 = 4;

/// Work-items are rounded up to a multiple of this when scratch memory is sized and addressed.
pub const SCRATCH_ROUND: u64 = 64;

/// Alignment in bytes of `local_memory`, `scratch` and `collective` (the largest OpenCL C type is 128 bytes).
pub const MEMORY_ALIGN: usize = 128;

/// Bytes of `collective` that each work-item of the largest work-group may use.
pub const COLLECTIVE_BYTES_PER_ITEM: u64 = 16;

/// A compiled kernel: runs `count` consecutive work-groups of a row, the first being
/// [`WorkGroupContext::group_id`], the others following in dimension 0. All of them have the size
/// [`WorkGroupContext::local_size`]; a smaller remainder group is a call of its own.
///
/// The function may leave non-temporal stores behind that are not ordered with later stores: who calls it executes `sfence`
/// before anybody else learns that it is done.
///
/// The function may change `group_id[0]` and the contents of `local_memory`, `scratch` and `collective`.
pub type WorkGroupFn = unsafe extern "C" fn(context: *mut WorkGroupContext, count: u64);

/// What a work-group function knows of its launch. One per worker thread, reused for every group.
#[repr(C)]
#[derive(Debug, Clone)]
pub struct WorkGroupContext {
    /// The argument block.
    pub args: *const u8,
    /// `get_group_id` of the first group of the call.
    pub group_id: [u64; 3],
    /// `get_num_groups`.
    pub num_groups: [u64; 3],
    /// `get_global_offset`.
    pub global_offset: [u64; 3],
    /// `get_global_size`.
    pub global_size: [u64; 3],
    /// `get_local_size`: the size of the groups of this call (a remainder group is smaller).
    pub local_size: [u64; 3],
    /// `get_enqueued_local_size`.
    pub enqueued_local_size: [u64; 3],
    /// `get_work_dim`.
    pub work_dim: u32,
    /// A launch that writes more KiB than this should write past the caches; `u32::MAX`: none should.
    pub stream_kib: u32,
    /// Local memory of this worker.
    pub local_memory: *mut u8,
    /// Bytes of `local_memory` in use by this launch (static and arguments).
    pub local_memory_size: u64,
    /// Values that live across barriers; see the crate's documentation.
    pub scratch: *mut u8,
    /// Scratch of the work-group collective functions, [`COLLECTIVE_BYTES_PER_ITEM`] per work-item.
    pub collective: *mut u8,
    /// This device's instance of the program-scope variables.
    pub program_data: *mut u8,
    /// Functions of the runtime.
    pub runtime: *const RuntimeTable,
    /// The launch, for the runtime's own use.
    pub launch: *const core::ffi::c_void,
    /// Lowest address of the worker's stack and the address above its end: private memory, for `to_private`.
    pub stack: [u64; 2],
    /// Bytes of `scratch`: private memory too.
    pub scratch_size: u64,
}

/// Functions that kernels call in the runtime.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct RuntimeTable {
    /// [`ABI_VERSION`].
    pub version: u32,
    /// Size of this table in bytes.
    pub size: u32,
    /// OpenCL C printf. `format` is NUL-terminated; `args` holds `count` records of [`PrintfArg`].
    /// Returns 0 on success, -1 otherwise.
    pub printf: unsafe extern "C" fn(
        context: *const WorkGroupContext,
        format: *const u8,
        args: *const PrintfArg,
        count: u32,
    ) -> i32,
}

/// One printf argument: a scalar or a vector, already promoted as OpenCL C §6.15.14 has it.
#[repr(C, align(16))]
#[derive(Debug, Clone, Copy)]
pub struct PrintfArg {
    /// What `data` holds; a [`PrintfKind`] as a number.
    pub kind: u32,
    /// Number of elements: 1 for a scalar, 2, 3, 4, 8 or 16 for a vector.
    pub elements: u32,
    /// Zero.
    pub reserved: u64,
    /// The elements, little endian, packed by element size (pointers and strings: the address).
    pub data: [u8; 128],
}

/// Element type of a [`PrintfArg`].
#[repr(u32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintfKind {
    /// 8-bit integers (vector elements only).
    Int8 = 0,
    /// 16-bit integers (vector elements only).
    Int16 = 1,
    /// 32-bit integers.
    Int32 = 2,
    /// 64-bit integers.
    Int64 = 3,
    /// Half (vector elements only).
    Float16 = 4,
    /// Float (scalars too on devices without double).
    Float32 = 5,
    /// Double.
    Float64 = 6,
    /// A pointer; `%s` reads a NUL-terminated string through it, `%p` prints it.
    Pointer = 7,
}

/// Byte offsets of the fields that generated code reads.
pub mod field {
    use super::WorkGroupContext as C;
    use core::mem::offset_of;

    /// Offset of [`C::args`].
    pub const ARGS: usize = offset_of!(C, args);
    /// Offset of [`C::group_id`].
    pub const GROUP_ID: usize = offset_of!(C, group_id);
    /// Offset of [`C::num_groups`].
    pub const NUM_GROUPS: usize = offset_of!(C, num_groups);
    /// Offset of [`C::global_offset`].
    pub const GLOBAL_OFFSET: usize = offset_of!(C, global_offset);
    /// Offset of [`C::global_size`].
    pub const GLOBAL_SIZE: usize = offset_of!(C, global_size);
    /// Offset of [`C::local_size`].
    pub const LOCAL_SIZE: usize = offset_of!(C, local_size);
    /// Offset of [`C::enqueued_local_size`].
    pub const ENQUEUED_LOCAL_SIZE: usize = offset_of!(C, enqueued_local_size);
    /// Offset of [`C::work_dim`].
    pub const WORK_DIM: usize = offset_of!(C, work_dim);
    /// Offset of [`C::stream_kib`].
    pub const STREAM_KIB: usize = offset_of!(C, stream_kib);
    /// Offset of [`C::local_memory`].
    pub const LOCAL_MEMORY: usize = offset_of!(C, local_memory);
    /// Offset of [`C::local_memory_size`].
    pub const LOCAL_MEMORY_SIZE: usize = offset_of!(C, local_memory_size);
    /// Offset of [`C::scratch`].
    pub const SCRATCH: usize = offset_of!(C, scratch);
    /// Offset of [`C::collective`].
    pub const COLLECTIVE: usize = offset_of!(C, collective);
    /// Offset of [`C::program_data`].
    pub const PROGRAM_DATA: usize = offset_of!(C, program_data);
    /// Offset of [`C::runtime`].
    pub const RUNTIME: usize = offset_of!(C, runtime);
    /// Offset of [`C::launch`].
    pub const LAUNCH: usize = offset_of!(C, launch);
    /// Offset of [`C::stack`].
    pub const STACK: usize = offset_of!(C, stack);
    /// Offset of [`C::scratch_size`].
    pub const SCRATCH_SIZE: usize = offset_of!(C, scratch_size);
    /// Offset of `RuntimeTable::printf`.
    pub const RUNTIME_PRINTF: usize = offset_of!(super::RuntimeTable, printf);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_the_one_that_the_builtin_library_declares() {
        assert_eq!(field::ARGS, 0);
        assert_eq!(field::GROUP_ID, 8);
        assert_eq!(field::NUM_GROUPS, 32);
        assert_eq!(field::GLOBAL_OFFSET, 56);
        assert_eq!(field::GLOBAL_SIZE, 80);
        assert_eq!(field::LOCAL_SIZE, 104);
        assert_eq!(field::ENQUEUED_LOCAL_SIZE, 128);
        assert_eq!(field::WORK_DIM, 152);
        assert_eq!(field::STREAM_KIB, 156);
        assert_eq!(field::LOCAL_MEMORY, 160);
        assert_eq!(field::LOCAL_MEMORY_SIZE, 168);
        assert_eq!(field::SCRATCH, 176);
        assert_eq!(field::COLLECTIVE, 184);
        assert_eq!(field::PROGRAM_DATA, 192);
        assert_eq!(field::RUNTIME, 200);
        assert_eq!(field::LAUNCH, 208);
        assert_eq!(field::STACK, 216);
        assert_eq!(field::SCRATCH_SIZE, 232);
        assert_eq!(size_of::<WorkGroupContext>(), 240);
        assert_eq!(size_of::<PrintfArg>(), 144);
    }
}
