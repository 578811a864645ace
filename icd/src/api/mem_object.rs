//! What all memory objects have: references, queries, destructors, migration, the end of mappings.

use super::command::finish;
use crate::callback::{Callback, ObjectNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref, objects_of};
use crate::info::{Answered, InfoWriter};
use crate::object::context::same_context;
use crate::object::mem::Mem;
use crate::object::queue::Queue;
use crate::queue::command::Command;
use crate::raw::{In, Out, WaitList};
use crate::refuse_if;
use crate::validate::buffer::migration_flags;
use crate::validate::wait_list::wait_list;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_event, cl_mem, cl_mem_info, cl_mem_migration_flags, cl_uint};
use std::ffi::c_void;

#[entry(clRetainMemObject)]
fn retain_mem_object(mem: Ref<Mem>) -> ClResult<()> {
    mem.retain()
}

#[entry(clReleaseMemObject)]
fn release_mem_object(mem: Borrowed<Mem>) -> ClResult<()> {
    mem.release()
}

#[entry(clGetMemObjectInfo)]
fn get_mem_object_info(mem: Ref<Mem>, name: cl_mem_info, info: InfoWriter) -> ClResult<Answered> {
    match name {
        cl::CL_MEM_TYPE => info.write(cl::CL_MEM_OBJECT_BUFFER),
        cl::CL_MEM_FLAGS => info.write(mem.flags()),
        cl::CL_MEM_SIZE => info.write(mem.size()),
        cl::CL_MEM_HOST_PTR => info.write(mem.host_pointer()),
        cl::CL_MEM_MAP_COUNT => info.write(Mem::map_count(&mem)),
        cl::CL_MEM_REFERENCE_COUNT => info.write(mem.api_references()),
        cl::CL_MEM_CONTEXT => info.write(mem.context().handle()),
        cl::CL_MEM_ASSOCIATED_MEMOBJECT => {
            info.write(mem.parent().map_or(std::ptr::null_mut(), Ref::handle))
        }
        cl::CL_MEM_OFFSET => info.write(mem.origin()),
        cl::CL_MEM_USES_SVM_POINTER => info.write_bool(mem.uses_svm()),
        cl::CL_MEM_PROPERTIES => info.write_slice(mem.properties()),
        cl::CL_MEM_DEVICE_ADDRESS_EXT if mem.has_device_address() => {
            // "one for each device in the context": it is the same.
            info.write_slice(&vec![mem.address(); mem.context().devices().len()])
        }
        // "CL_INVALID_OPERATION is returned … if the buffer was not allocated with CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT."
        cl::CL_MEM_DEVICE_ADDRESS_EXT => Err(ClError::operation(
            "the buffer was made without CL_MEM_DEVICE_PRIVATE_ADDRESS_EXT",
        )),
        _ => info.unknown("clGetMemObjectInfo", name),
    }
}

#[entry(clSetMemObjectDestructorCallback)]
fn set_mem_object_destructor_callback(
    mem: Ref<Mem>,
    notify: Option<ObjectNotify>,
    user_data: *mut c_void,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if pfn_notify is NULL."
    let notify = notify.ok_or_else(|| ClError::value("pfn_notify is NULL"))?;
    mem.add_destructor(Callback::new(notify, user_data));
    Ok(())
}

#[entry(clEnqueueUnmapMemObject)]
fn enqueue_unmap_mem_object(
    queue: Ref<Queue>,
    mem: Ref<Mem>,
    mapped: *mut c_void,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    same_context(
        queue.context(),
        mem.context(),
        "the queue and the memory object",
    )?;
    let waits = wait_list(queue.context(), waits)?;
    Mem::unmap(&mem, mapped.addr())?;
    let command = Command::nothing(cl::CL_COMMAND_UNMAP_MEM_OBJECT);
    finish(&queue, &waits, cl::CL_FALSE, command, event)
}

#[entry(clEnqueueMigrateMemObjects)]
fn enqueue_migrate_mem_objects(
    queue: Ref<Queue>,
    num_mem_objects: cl_uint,
    mem_objects: In<cl_mem>,
    flags: cl_mem_migration_flags,
    waits: WaitList,
    event: Out<cl_event>,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if num_mem_objects is zero or if mem_objects is NULL."
    refuse_if!(
        num_mem_objects == 0 || mem_objects.is_null(),
        cl::CL_INVALID_VALUE,
        "there is no memory object in the list"
    );
    migration_flags(flags)?;
    let list: Vec<Ref<Mem>> = objects_of(&mem_objects.to_vec(num_mem_objects as usize)?)?;
    for mem in &list {
        same_context(
            queue.context(),
            mem.context(),
            "the queue and the memory objects",
        )?;
        mem.check_alignment(queue.device())?;
    }
    let waits = wait_list(queue.context(), waits)?;
    // All devices and the host share the memory: it is in place.
    let command = Command::nothing(cl::CL_COMMAND_MIGRATE_MEM_OBJECTS);
    finish(&queue, &waits, cl::CL_FALSE, command, event)
}
