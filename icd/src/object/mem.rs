//! Memory objects: buffers and sub-buffers.
//!
//! A buffer's contents are at one address for the host and all devices: `address`. A buffer of the driver's own
//! memory lies in the address range of its context's devices; one with `CL_MEM_USE_HOST_PTR` lies where the
//! application's memory does.

use super::context::Context;
use super::device::Device;
use super::memory;
use super::svm;
use crate::callback::{Callback, ObjectNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Kind, Ref};
use crate::impl_object;
use crate::refuse_if;
use mirrorcl_device::fault;
use mirrorcl_device::vm::{AddressSpace, AreaKind};
use opencl_sys as cl;
use opencl_sys::{cl_mem_flags, cl_mem_properties, cl_uint};
use std::ffi::c_void;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A buffer or sub-buffer.
pub struct Mem {
    context: Ref<Context>,
    flags: cl_mem_flags,
    size: usize,
    address: usize,
    /// `CL_MEM_HOST_PTR`: 0 unless made with `CL_MEM_USE_HOST_PTR`.
    host_pointer: usize,
    uses_svm: bool,
    /// As given to `clCreateBufferWithProperties`, for the query.
    properties: Vec<cl_mem_properties>,
    /// Of a sub-buffer, the buffer that it is a region of, and where.
    parent: Option<(Ref<Mem>, usize)>,
    /// Whether the memory is the driver's, to be freed with this object.
    is_owner: bool,
    /// The mapped regions of this buffer and its sub-buffers; of a sub-buffer, empty.
    mappings: Mutex<Vec<Mapping>>,
    destructors: Mutex<Vec<Callback<ObjectNotify>>>,
}

impl_object!(Mem, Kind::Mem, reachable: true, finalize: Mem::finalize);

/// A mapped region.
#[derive(Debug, Clone)]
struct Mapping {
    /// Handle of the object that was mapped: the buffer or a sub-buffer.
    object: usize,
    addresses: Range<usize>,
    writes: bool,
}

impl Mem {
    /// `clCreateBuffer`; flags and host pointer (0: NULL) go together.
    pub fn buffer(
        context: &Ref<Context>,
        flags: cl_mem_flags,
        size: usize,
        host_pointer: usize,
        properties: Vec<cl_mem_properties>,
    ) -> ClResult<Ref<Self>> {
        check_size(context, size)?;
        let svm = svm::find(context, host_pointer);
        if let Some(svm) = svm {
            let left = svm.base + svm.length - host_pointer;
            // "CL_INVALID_BUFFER_SIZE … if CL_MEM_USE_HOST_PTR or CL_MEM_COPY_HOST_PTR is set in flags, and
            // host_ptr is a pointer returned by clSVMAlloc, and size is greater than the size passed to
            // clSVMAlloc". A pointer to its inside: what is left.
            refuse_if!(
                size > left,
                cl::CL_INVALID_BUFFER_SIZE,
                "{size} bytes, but the SVM allocation has {left} from host_ptr on"
            );
        }
        let uses_host = flags & cl::CL_MEM_USE_HOST_PTR != 0;
        let mut mem = Self {
            context: context.clone(),
            flags,
            size,
            address: host_pointer,
            host_pointer: if uses_host { host_pointer } else { 0 },
            uses_svm: uses_host && svm.is_some(),
            properties,
            parent: None,
            is_owner: false,
            mappings: Mutex::default(),
            destructors: Mutex::default(),
        };
        if !uses_host {
            mem.address = allocate(context, size)?;
            // From here on the object frees it.
            mem.is_owner = true;
        }
        if flags & cl::CL_MEM_COPY_HOST_PTR != 0 {
            mem.copy_in(host_pointer)?;
        }
        Ref::new(mem)
    }

    /// Copies the initial contents.
    fn copy_in(&mut self, host_pointer: usize) -> ClResult<()> {
        let to = std::ptr::with_exposed_provenance_mut(self.address);
        let from = std::ptr::with_exposed_provenance(host_pointer);
        // SAFETY: the destination is new memory of this size.
        unsafe { fault::copy(to, from, self.size) }.map_err(|error| {
            ClError::new(
                cl::CL_INVALID_HOST_PTR,
                format!("host_ptr {host_pointer:#x}: {error}"),
            )
        })
    }

    /// Whether it was made with `CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT`.
    #[must_use]
    pub fn has_device_address(&self) -> bool {
        self.properties
            .starts_with(&[cl::CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT, cl::CL_TRUE.into()])
    }

    /// `clCreateSubBuffer`: the region of `parent`, which is no sub-buffer and has these bytes; the flags are
    /// complete.
    pub fn sub_buffer(
        parent: &Ref<Mem>,
        flags: cl_mem_flags,
        origin: usize,
        size: usize,
    ) -> ClResult<Ref<Self>> {
        let uses_host = flags & cl::CL_MEM_USE_HOST_PTR != 0;
        Ref::new(Self {
            context: parent.context.clone(),
            flags,
            size,
            address: parent.address + origin,
            host_pointer: if uses_host {
                parent.host_pointer + origin
            } else {
                0
            },
            uses_svm: parent.uses_svm,
            properties: Vec::new(),
            parent: Some((parent.clone(), origin)),
            is_owner: false,
            mappings: Mutex::default(),
            destructors: Mutex::default(),
        })
    }

    /// Its context.
    #[must_use]
    pub fn context(&self) -> &Ref<Context> {
        &self.context
    }

    /// `CL_MEM_FLAGS`.
    #[must_use]
    pub fn flags(&self) -> cl_mem_flags {
        self.flags
    }

    /// `CL_MEM_SIZE`.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Where its contents are, for the host and all devices.
    #[must_use]
    pub fn address(&self) -> usize {
        self.address
    }

    /// `CL_MEM_HOST_PTR`.
    #[must_use]
    pub fn host_pointer(&self) -> *mut c_void {
        std::ptr::with_exposed_provenance_mut(self.host_pointer)
    }

    /// `CL_MEM_USES_SVM_POINTER`.
    #[must_use]
    pub fn uses_svm(&self) -> bool {
        self.uses_svm
    }

    /// `CL_MEM_PROPERTIES`.
    #[must_use]
    pub fn properties(&self) -> &[cl_mem_properties] {
        &self.properties
    }

    /// `CL_MEM_ASSOCIATED_MEMOBJECT`: of a sub-buffer, its buffer.
    #[must_use]
    pub fn parent(&self) -> Option<&Ref<Mem>> {
        self.parent.as_ref().map(|(parent, _)| parent)
    }

    /// `CL_MEM_OFFSET`.
    #[must_use]
    pub fn origin(&self) -> usize {
        self.parent.as_ref().map_or(0, |&(_, origin)| origin)
    }

    /// The handle of the buffer whose memory this is a part of.
    #[must_use]
    pub fn root(this: &Ref<Self>) -> *mut c_void {
        this.parent().unwrap_or(this).handle()
    }

    /// "CL_MISALIGNED_SUB_BUFFER_OFFSET if buffer is a sub-buffer object and the offset specified when the
    /// sub-buffer object was created is not aligned to the CL_DEVICE_MEM_BASE_ADDR_ALIGN value for the device
    /// associated with command_queue."
    pub fn check_alignment(&self, device: &Device) -> ClResult<()> {
        let alignment = device.capabilities().base_alignment;
        refuse_if!(
            !self.origin().is_multiple_of(alignment),
            cl::CL_MISALIGNED_SUB_BUFFER_OFFSET,
            "the sub-buffer starts at {}, the device needs multiples of {alignment}",
            self.origin()
        );
        Ok(())
    }

    /// The mappings of the buffer with its sub-buffers, which share their memory.
    fn mappings(&self) -> MutexGuard<'_, Vec<Mapping>> {
        let root = self.parent.as_ref().map_or(self, |(parent, _)| parent);
        root.mappings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a mapping of `size` bytes from `offset` on and returns its address.
    pub fn map(this: &Ref<Self>, offset: usize, size: usize, writes: bool) -> ClResult<usize> {
        let start = this.address + offset;
        let addresses = start..start + size;
        let mut mappings = this.mappings();
        let overlaps = |other: &Mapping| {
            other.addresses.start < addresses.end && addresses.start < other.addresses.end
        };
        // "CL_INVALID_OPERATION … if mapping would lead to overlapping regions being mapped for writing".
        refuse_if!(
            mappings
                .iter()
                .any(|other| writes && other.writes && overlaps(other)),
            cl::CL_INVALID_OPERATION,
            "some of the bytes {offset} to {} are mapped for writing already",
            offset + size
        );
        mappings.push(Mapping {
            object: this.handle().addr(),
            addresses,
            writes,
        });
        Ok(start)
    }

    /// Ends the mapping that `pointer` was returned for.
    pub fn unmap(this: &Ref<Self>, pointer: usize) -> ClResult<()> {
        let mut mappings = this.mappings();
        let object = this.handle().addr();
        let found = mappings
            .iter()
            .rposition(|mapping| mapping.object == object && mapping.addresses.start == pointer);
        // "CL_INVALID_VALUE if mapped_ptr is not a valid pointer returned by clEnqueueMapBuffer or
        // clEnqueueMapImage for memobj."
        let index = found.ok_or_else(|| {
            ClError::value(format!(
                "{pointer:#x} is not where the memory object is mapped"
            ))
        })?;
        mappings.swap_remove(index);
        Ok(())
    }

    /// `CL_MEM_MAP_COUNT`.
    #[must_use]
    pub fn map_count(this: &Ref<Self>) -> cl_uint {
        let object = this.handle().addr();
        let count = this
            .mappings()
            .iter()
            .filter(|mapping| mapping.object == object)
            .count();
        cl_uint::try_from(count).unwrap_or(cl_uint::MAX)
    }

    /// `clSetMemObjectDestructorCallback`.
    pub fn add_destructor(&self, callback: Callback<ObjectNotify>) {
        self.destructors
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(callback);
    }

    /// "The registered callback functions are called in the reverse order in which they were registered" (§5.5.1).
    fn finalize(&mut self, handle: *mut c_void) {
        let destructors = self
            .destructors
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        for callback in std::mem::take(destructors).into_iter().rev() {
            callback.call(handle);
        }
    }
}

impl Drop for Mem {
    fn drop(&mut self) {
        if self.is_owner {
            let freed = AddressSpace::global().free(self.address);
            debug_assert!(freed.is_ok(), "a buffer owns its memory");
        }
    }
}

fn check_size(context: &Context, size: usize) -> ClResult<()> {
    // "CL_INVALID_BUFFER_SIZE if size is zero, if size is greater than CL_DEVICE_MAX_MEM_ALLOC_SIZE for all
    // devices in context".
    refuse_if!(size == 0, cl::CL_INVALID_BUFFER_SIZE, "a buffer of 0 bytes");
    let largest = context
        .devices()
        .iter()
        .map(|device| device.capabilities().max_allocation)
        .max();
    refuse_if!(
        largest.is_some_and(|largest| size as u64 > largest),
        cl::CL_INVALID_BUFFER_SIZE,
        "{size} bytes are more than CL_DEVICE_MAX_MEM_ALLOC_SIZE of every device"
    );
    Ok(())
}

/// Memory that all devices of the context reach, aligned for every type of OpenCL C.
fn allocate(context: &Context, size: usize) -> ClResult<usize> {
    let failure = |reason: String| ClError::new(cl::CL_MEM_OBJECT_ALLOCATION_FAILURE, reason);
    let limits = context
        .address_limits()
        .ok_or_else(|| failure("the context's devices have no addresses in common".to_owned()))?;
    let kind = AreaKind::Buffer;
    let alignment = crate::validate::svm::LARGEST_TYPE as u64;
    match memory::allocate(limits, size as u64, alignment, kind, context.id()) {
        Ok(start) => Ok(start.as_ptr().expose_provenance()),
        Err(error) => Err(failure(error.to_string())),
    }
}
