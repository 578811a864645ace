//! Events: user events, waiting, queries, callbacks.

use crate::callback::{Callback, EventNotify};
use crate::error::{ClError, ClResult};
use crate::handle::{Borrowed, Ref, objects_of};
use crate::info::{Answered, InfoWriter};
use crate::object::context::{Context, same_context};
use crate::object::event::{Event, Moment};
use crate::queue::complete;
use crate::raw::In;
use crate::refuse_if;
use mirrorcl_icd_macros::entry;
use opencl_sys as cl;
use opencl_sys::{cl_event, cl_event_info, cl_int, cl_profiling_info, cl_uint};
use std::ffi::c_void;

#[entry(clCreateUserEvent, errcode)]
fn create_user_event(context: Borrowed<Context>) -> ClResult<Ref<Event>> {
    Event::user(&context)
}

#[entry(clSetUserEventStatus)]
fn set_user_event_status(event: Ref<Event>, status: cl_int) -> ClResult<()> {
    // "CL_INVALID_EVENT if event is not a valid user event object."
    refuse_if!(
        event.queue().is_some(),
        cl::CL_INVALID_EVENT,
        "the event is a command's, not a user event"
    );
    // "CL_INVALID_VALUE if the execution_status is not CL_COMPLETE or a negative integer value."
    refuse_if!(
        status > cl::CL_COMPLETE,
        cl::CL_INVALID_VALUE,
        "status {status} is neither CL_COMPLETE nor negative"
    );
    // "CL_INVALID_OPERATION if the execution_status for event has already been changed".
    refuse_if!(
        !complete::finish(&event, status),
        cl::CL_INVALID_OPERATION,
        "the status of the user event was set before"
    );
    Ok(())
}

#[entry(clWaitForEvents)]
fn wait_for_events(num_events: cl_uint, events: In<cl_event>) -> ClResult<()> {
    // "CL_INVALID_VALUE if num_events is zero or event_list is NULL."
    refuse_if!(
        num_events == 0 || events.is_null(),
        cl::CL_INVALID_VALUE,
        "there is no event in the list"
    );
    let events: Vec<Ref<Event>> = objects_of(&events.to_vec(num_events as usize)?)?;
    // "CL_INVALID_CONTEXT if events specified in event_list do not belong to the same context."
    for event in &events {
        same_context(
            event.context(),
            events[0].context(),
            "the events of the list",
        )?;
    }
    for queue in events.iter().filter_map(|event| event.queue()) {
        queue.flush();
    }
    for event in &events {
        event.wait();
    }
    // "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST if the execution status of any of the events in event_list is a
    // negative integer value."
    refuse_if!(
        events.iter().any(|event| event.status() < 0),
        cl::CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST,
        "an event of the list failed"
    );
    Ok(())
}

#[entry(clGetEventInfo)]
fn get_event_info(
    event: Borrowed<Event>,
    name: cl_event_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    match name {
        cl::CL_EVENT_COMMAND_QUEUE => {
            info.write(event.queue().map_or(std::ptr::null_mut(), Ref::handle))
        }
        cl::CL_EVENT_CONTEXT => info.write(event.context().handle()),
        cl::CL_EVENT_COMMAND_TYPE => info.write(event.command_type()),
        cl::CL_EVENT_COMMAND_EXECUTION_STATUS => {
            let status = event.status();
            // Applications poll without having flushed.
            if status > cl::CL_COMPLETE
                && let Some(queue) = event.queue()
            {
                queue.flush();
            }
            info.write(status)
        }
        cl::CL_EVENT_REFERENCE_COUNT => info.write(event.api_references()),
        _ => info.unknown("clGetEventInfo", name),
    }
}

#[entry(clGetEventProfilingInfo)]
fn get_event_profiling_info(
    event: Borrowed<Event>,
    name: cl_profiling_info,
    info: InfoWriter,
) -> ClResult<Answered> {
    let moment = match name {
        cl::CL_PROFILING_COMMAND_QUEUED => Moment::Queued,
        cl::CL_PROFILING_COMMAND_SUBMIT => Moment::Submit,
        cl::CL_PROFILING_COMMAND_START => Moment::Start,
        // Commands have no children that could end later.
        cl::CL_PROFILING_COMMAND_END | cl::CL_PROFILING_COMMAND_COMPLETE => Moment::End,
        _ => return info.unknown("clGetEventProfilingInfo", name),
    };
    info.write(event.time(moment)?)
}

#[entry(clSetEventCallback)]
fn set_event_callback(
    event: Ref<Event>,
    status: cl_int,
    notify: Option<EventNotify>,
    user_data: *mut c_void,
) -> ClResult<()> {
    // "CL_INVALID_VALUE if pfn_event_notify is NULL or if command_exec_callback_type is not CL_SUBMITTED, CL_RUNNING,
    // or CL_COMPLETE."
    let notify = notify.ok_or_else(|| ClError::value("pfn_notify is NULL"))?;
    refuse_if!(
        !matches!(status, cl::CL_SUBMITTED | cl::CL_RUNNING | cl::CL_COMPLETE),
        cl::CL_INVALID_VALUE,
        "there are no callbacks for status {status}"
    );
    Event::set_callback(&event, status, Callback::new(notify, user_data));
    // Applications wait for the callback without having flushed.
    if let Some(queue) = event.queue() {
        queue.flush();
    }
    Ok(())
}

#[entry(clRetainEvent)]
fn retain_event(event: Ref<Event>) -> ClResult<()> {
    event.retain()
}

#[entry(clReleaseEvent)]
fn release_event(event: Borrowed<Event>) -> ClResult<()> {
    event.release()
}
