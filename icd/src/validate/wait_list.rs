//! Wait lists: the same clauses in every enqueuing call.

use crate::error::{ClError, ClResult};
use crate::handle::Ref;
use crate::object::context::Context;
use crate::object::event::Event;
use crate::raw::WaitList;
use crate::refuse_if;
use opencl_sys as cl;

/// The events of a wait list. "CL_INVALID_EVENT_WAIT_LIST if event_wait_list is NULL and num_events_in_wait_list > 0, or
/// event_wait_list is not NULL and num_events_in_wait_list is 0, or if event objects in event_wait_list are not valid events";
/// "CL_INVALID_CONTEXT if the context associated with command_queue and events in event_wait_list are not the same."
#[inline]
pub fn wait_list(context: &Ref<Context>, list: WaitList) -> ClResult<Vec<Ref<Event>>> {
    if list.is_empty() {
        return Ok(Vec::new());
    }
    checked(context, list)
}

fn checked(context: &Ref<Context>, list: WaitList) -> ClResult<Vec<Ref<Event>>> {
    let (handles, is_null) = list.handles()?;
    refuse_if!(
        is_null != (list.count() == 0),
        cl::CL_INVALID_EVENT_WAIT_LIST,
        "event_wait_list {} NULL and num_events_in_wait_list is {}",
        if is_null { "is" } else { "is not" },
        list.count()
    );
    let mut events = Vec::with_capacity(handles.len());
    for handle in handles {
        let event = Ref::<Event>::from_handle(handle).map_err(|error| {
            ClError::new(cl::CL_INVALID_EVENT_WAIT_LIST, error.reason().to_owned())
        })?;
        refuse_if!(
            event.context() != context,
            cl::CL_INVALID_CONTEXT,
            "an event of the wait list belongs to another context"
        );
        events.push(event);
    }
    Ok(events)
}
