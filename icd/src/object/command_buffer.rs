//! Command buffers: commands recorded once and enqueued any number of times.
//!
//! A command is checked and prepared when it is recorded. Finalising makes a [`Plan`] of all, which replays share; an update leaves the
//! plans of replays that are under way alone and makes another.

use super::context::Context;
use super::kernel::Kernel;
use super::mutable_command::{MutableCommand, MutableDispatch};
use super::queue::Queue;
use crate::error::{ClError, ClResult, out_of_resources};
use crate::handle::{Kind, Ref};
use crate::header::{self as cl, cl_bitfield, cl_properties};
use crate::impl_object;
use crate::queue::plan::{Graph, Plan, StepWork};
use crate::validate::command_buffer as validate;
use crate::validate::ndrange::NdRangeArguments;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A command buffer for one queue, and others of its kind.
pub struct CommandBuffer {
    queue: Ref<Queue>,
    /// As given at creation, for the query.
    property_list: Vec<cl_properties>,
    state: Mutex<State>,
}

impl_object!(CommandBuffer, Kind::CommandBuffer, reachable: true);

#[derive(Default)]
struct State {
    steps: Vec<Step>,
    /// The last barrier: what comes later waits for it.
    barrier: Option<u32>,
    /// The last barrier that waits for all before it, or the first command.
    uncovered: u32,
    /// Made when recording ends.
    graph: Option<Arc<Graph>>,
    /// Made when recording has ended and no command lacks an argument.
    plan: Option<Arc<Plan>>,
    /// How often the plan was asked for since its kernels' code was last looked for.
    plans: usize,
}

/// So many of a plan's kernels are looked up for each time that it is asked for, on average: asking costs 10 to 20 ns each.
const RENEWED: usize = 4;

struct Step {
    /// Nothing as long as a kernel lacks an argument.
    work: Option<StepWork>,
    waits: Vec<u32>,
    is_waited_for: bool,
    /// Keeps the handle good.
    _handle: Option<Ref<MutableCommand>>,
}

/// A kernel that is recorded with a handle.
pub struct Handle<'a> {
    /// The kernel.
    pub kernel: &'a Ref<Kernel>,
    /// Its index space.
    pub sizes: NdRangeArguments,
    /// The command's properties as given.
    pub properties: Vec<cl_properties>,
    /// What of it can be updated.
    pub fields: cl_bitfield,
}

/// A change of a kernel, checked.
pub struct Update {
    /// The command.
    pub command: Ref<MutableCommand>,
    /// What it becomes.
    pub dispatch: MutableDispatch,
    /// Nothing if it lacks an argument.
    pub work: Option<StepWork>,
}

impl CommandBuffer {
    /// `clCreateCommandBufferKHR`, with a checked list of properties.
    pub fn new(queue: &Ref<Queue>, property_list: Vec<cl_properties>) -> ClResult<Ref<Self>> {
        Ref::new(Self {
            queue: queue.clone(),
            property_list,
            state: Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The queue that it was made with.
    #[must_use]
    pub fn queue(&self) -> &Ref<Queue> {
        &self.queue
    }

    /// Its context.
    #[must_use]
    pub fn context(&self) -> &Ref<Context> {
        self.queue.context()
    }

    /// `CL_COMMAND_BUFFER_PROPERTIES_ARRAY_KHR`.
    #[must_use]
    pub fn property_list(&self) -> &[cl_properties] {
        &self.property_list
    }

    fn has_flag(&self, name: cl_properties, flag: cl_bitfield) -> bool {
        validate::value_of(&self.property_list, name).is_some_and(|value| value & flag != 0)
    }

    /// Whether its kernels can be updated.
    #[must_use]
    pub fn is_mutable(&self) -> bool {
        self.has_flag(
            cl::CL_COMMAND_BUFFER_FLAGS_KHR,
            cl::CL_COMMAND_BUFFER_MUTABLE_KHR,
        )
    }

    /// Whether the application said that no update adds work-groups.
    #[must_use]
    pub fn asserts_no_more_groups(&self) -> bool {
        self.has_flag(
            cl::CL_COMMAND_BUFFER_MUTABLE_DISPATCH_ASSERTS_KHR,
            cl::CL_MUTABLE_DISPATCH_ASSERT_NO_ADDITIONAL_WORK_GROUPS_KHR,
        )
    }

    /// `CL_COMMAND_BUFFER_STATE_KHR`.
    #[must_use]
    pub fn state(&self) -> cl::cl_command_buffer_state_khr {
        let state = self.lock();
        match (&state.graph, &state.plan) {
            (None, _) => cl::CL_COMMAND_BUFFER_STATE_RECORDING_KHR,
            (Some(_), None) => cl::CL_COMMAND_BUFFER_STATE_FINALIZED_KHR,
            (Some(_), Some(_)) => cl::CL_COMMAND_BUFFER_STATE_EXECUTABLE_KHR,
        }
    }

    /// "CL_INVALID_OPERATION if command_buffer has been finalized."
    pub fn check_recording(&self) -> ClResult<()> {
        self.lock().check_recording()
    }

    /// What an enqueued instance runs. "CL_INVALID_OPERATION if command_buffer is not in the Executable state."
    pub fn plan(&self) -> ClResult<Arc<Plan>> {
        let mut state = self.lock();
        state.renew();
        state.plan.clone().ok_or_else(|| {
            ClError::operation(if state.graph.is_some() {
                "a kernel of the command buffer lacks an argument"
            } else {
                "the command buffer has not been finalised"
            })
        })
    }

    /// Adds a command that waits for the given sync points, and returns its own. The work is missing if a kernel lacks an argument.
    pub fn record(
        &self,
        points: Option<Vec<u32>>,
        work: Option<StepWork>,
    ) -> ClResult<cl::cl_sync_point_khr> {
        let mut state = self.lock();
        let waits = state.waits(&self.queue, points)?;
        state.push(work, waits, None)
    }

    /// Adds a kernel, and returns its sync point and its handle.
    pub fn record_with_handle(
        this: &Ref<Self>,
        points: Option<Vec<u32>>,
        work: Option<StepWork>,
        handle: Handle<'_>,
    ) -> ClResult<(cl::cl_sync_point_khr, Ref<MutableCommand>)> {
        let mut state = this.lock();
        let waits = state.waits(&this.queue, points)?;
        let step = state.next()?;
        let Handle {
            kernel,
            sizes,
            properties,
            fields,
        } = handle;
        let command = MutableCommand::new(this, step, kernel, sizes, properties, fields)?;
        let point = state.push(work, waits, Some(command.clone()))?;
        Ok((point, command))
    }

    /// Adds a barrier: it waits for the given sync points, or without a list for all before it; all that come later wait for it.
    pub fn record_barrier(&self, points: Option<Vec<u32>>) -> ClResult<cl::cl_sync_point_khr> {
        let mut state = self.lock();
        let after_all = points.as_ref().is_some_and(Vec::is_empty);
        let mut waits = state.waits(&self.queue, points)?;
        let step = state.next()?;
        if after_all && !self.queue.is_in_order() {
            // What something waits for is over when that is.
            let before = state.uncovered..step;
            waits = before
                .filter(|&step| !state.steps[step as usize].is_waited_for)
                .collect();
            state.uncovered = step;
        }
        let point = state.push(Some(StepWork::Nothing), waits, None)?;
        state.barrier = Some(step);
        Ok(point)
    }

    /// `clFinalizeCommandBufferKHR`: "CL_INVALID_OPERATION if command_buffer is not in the Recording state."
    pub fn finalize(&self) -> ClResult<()> {
        let mut state = self.lock();
        state.check_recording()?;
        let waits: Vec<_> = state
            .steps
            .iter_mut()
            .map(|step| std::mem::take(&mut step.waits))
            .collect();
        let graph = Arc::new(Graph::new(&waits));
        let works: Option<Vec<_>> = state.steps.iter().map(|step| step.work.clone()).collect();
        state.plan = works.map(|works| {
            let graph = Arc::clone(&graph);
            Arc::new(Plan { graph, works })
        });
        state.graph = Some(graph);
        Ok(())
    }

    /// "CL_INVALID_OPERATION if command_buffer has not been finalized."; "… if command_buffer was not created with the
    /// CL_COMMAND_BUFFER_MUTABLE_KHR flag."
    pub fn check_updatable(&self) -> ClResult<()> {
        if self.lock().graph.is_none() {
            return Err(ClError::operation(
                "the command buffer has not been finalised",
            ));
        }
        if !self.is_mutable() {
            return Err(ClError::operation(
                "the command buffer was made without CL_COMMAND_BUFFER_MUTABLE_KHR",
            ));
        }
        Ok(())
    }

    /// Makes all the changes. Replays that are under way are not affected.
    pub fn update(&self, updates: Vec<Update>) {
        // Dropped without a lock held: it may be the end of objects.
        let mut before = Vec::with_capacity(updates.len());
        let mut state = self.lock();
        let State {
            steps, graph, plan, ..
        } = &mut *state;
        for update in updates {
            let index = update.command.step() as usize;
            if let (Some(plan), Some(work)) = (plan.as_mut(), &update.work) {
                Arc::make_mut(plan).works[index] = work.clone();
            }
            let work = std::mem::replace(&mut steps[index].work, update.work);
            let dispatch = update.command.replace_dispatch(update.dispatch);
            before.push((work, dispatch, update.command));
        }
        if plan.is_none() {
            let works: Option<Vec<_>> = steps.iter().map(|step| step.work.clone()).collect();
            if let (Some(works), Some(graph)) = (works, graph) {
                let graph = Arc::clone(graph);
                *plan = Some(Arc::new(Plan { graph, works }));
            }
        }
        drop(state);
        drop(before);
    }
}

impl State {
    /// From time to time, and soon if there are few commands: kernels that were compiled again have better code than when they were
    /// recorded. Asking also counts how long they run, by which they come to be compiled again.
    fn renew(&mut self) {
        let Some(plan) = &mut self.plan else { return };
        self.plans += 1;
        if self.plans * RENEWED < self.steps.len() {
            return;
        }
        self.plans = 0;
        for step in Plan::renew(plan) {
            self.steps[step].work = Some(plan.works[step].clone());
        }
    }

    fn check_recording(&self) -> ClResult<()> {
        if self.graph.is_some() {
            return Err(ClError::operation("the command buffer has been finalised"));
        }
        Ok(())
    }

    /// The place of the next command.
    fn next(&self) -> ClResult<u32> {
        // "at which point CL_OUT_OF_RESOURCES will be returned": sync points are numbers of 32 bits, and 0 is none.
        let count = u32::try_from(self.steps.len()).ok();
        count
            .filter(|&count| count < u32::MAX)
            .ok_or_else(|| out_of_resources("the command buffer is full"))
    }

    /// The steps that the next command waits for.
    fn waits(&self, queue: &Queue, points: Option<Vec<u32>>) -> ClResult<Vec<u32>> {
        self.check_recording()?;
        let mut waits = validate::sync_points(points, self.steps.len())?;
        if queue.is_in_order() {
            // "If the queue is an in-order queue, then an additional dependency is created on the last command appended": which is
            // over after all others.
            waits = self.next()?.checked_sub(1).into_iter().collect();
        } else if let Some(barrier) = self.barrier {
            waits.retain(|&step| step >= self.uncovered && step != barrier);
            waits.push(barrier);
        }
        Ok(waits)
    }

    fn push(
        &mut self,
        work: Option<StepWork>,
        waits: Vec<u32>,
        handle: Option<Ref<MutableCommand>>,
    ) -> ClResult<cl::cl_sync_point_khr> {
        let step = self.next()?;
        for &before in &waits {
            self.steps[before as usize].is_waited_for = true;
        }
        self.steps.push(Step {
            work,
            waits,
            is_waited_for: false,
            _handle: handle,
        });
        Ok(validate::sync_point_of(step))
    }
}
