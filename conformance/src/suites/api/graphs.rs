//! Random graphs of ten thousand commands: each writes 1 + the largest of what its dependencies wrote.

use crate::case::Case;
use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Device, Event, Kernel, Queue, check};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("api::out_of_order_graphs", graphs),
        Case::new("api::graphs_with_gates_and_failures", gated_graphs),
    ]
}

const COMMANDS: usize = 10_000;

const SOURCE: &str = "kernel void k(global int *depth, int me, int a, int b) {
    depth[me] = 1 + max(a < 0 ? 0 : depth[a], b < 0 ? 0 : depth[b]);
}";

/// A generator of numbers that look random.
struct Random(u32);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

fn queues(context: &Context, device: Device) -> [Queue; 3] {
    let out_of_order = CL_QUEUE_OUT_OF_ORDER_EXEC_MODE_ENABLE;
    [0, out_of_order, out_of_order].map(|properties| Queue::new(context, device, properties))
}

/// One context, kernels only.
fn graphs() {
    let lab = Lab::new();
    let queues = queues(&lab.context, lab.device);
    let program = lab.context.build(SOURCE);
    let kernel = program.kernel("k");
    let depth = lab.buffer(&vec![0_i32; COMMANDS]);
    let mut expected = vec![0_i32; COMMANDS];
    let mut events: Vec<Event> = Vec::new();
    let mut random = Random(7);
    for me in 0..COMMANDS {
        let parents: Vec<usize> = (0..random.below(3))
            .filter(|_| me > 0)
            .map(|_| random.below(me))
            .collect();
        let parent = |index: usize| parents.get(index).map_or(-1, |&parent| parent as i32);
        kernel
            .arg_buffer(0, &depth)
            .arg(1, me as i32)
            .arg(2, parent(0))
            .arg(3, parent(1));
        let wait: Vec<&Event> = parents.iter().map(|&parent| &events[parent]).collect();
        events.push(queues[random.below(3)].launch_after(&kernel, &[], &[1], &[1], &wait));
        expected[me] = 1 + parents
            .iter()
            .map(|&parent| expected[parent])
            .max()
            .unwrap_or(0);
    }
    queues.iter().for_each(Queue::flush);
    queues.iter().for_each(Queue::finish);
    assert_eq!(lab.queue.read::<i32>(&depth, COMMANDS), expected);
}

/// Two contexts at once, each with user events among the commands that another thread sets in its own time, some to failures; events are
/// let go of while their commands wait or run.
fn gated_graphs() {
    let graphs = [1, 2].map(|seed| std::thread::spawn(move || gated_graph(Random(seed))));
    for graph in graphs {
        graph.join().expect("the graph's checks hold");
    }
}

/// How far back dependencies go. Events of commands before are released, but for some that are looked at in the end.
const REACH: usize = 400;

/// A command or user event, and what is expected of it.
struct Node {
    event: Option<Event>,
    status: cl_int,
    depth: i32,
}

/// What a callback is told, by command; 1 where nothing is.
struct Told {
    statuses: Vec<AtomicI32>,
    count: AtomicUsize,
}

unsafe extern "C" fn tell(_: cl_event, status: cl_int, data: *mut c_void) {
    // SAFETY: the statuses outlive the callbacks, which are waited for.
    let told = unsafe { &*data.cast::<(&Told, usize)>() };
    told.0.statuses[told.1].store(status, Ordering::Relaxed);
    told.0.count.fetch_add(1, Ordering::Release);
}

/// Sets user events, none at once and not in their order.
fn set_gates(gates: &Receiver<(usize, cl_int)>, mut random: Random) {
    let mut held = Vec::new();
    loop {
        let next = gates.recv_timeout(Duration::from_micros(200));
        let is_over = next == Err(std::sync::mpsc::RecvTimeoutError::Disconnected);
        held.extend(next);
        if held.len() > 4 || (!held.is_empty() && next.is_err()) {
            let (gate, status) = held.swap_remove(random.below(held.len()));
            let gate = ptr::with_exposed_provenance_mut(gate);
            check(
                cl!(clSetUserEventStatus(gate, status)),
                "clSetUserEventStatus",
            );
        } else if is_over {
            return;
        }
    }
}

fn gated_graph(mut random: Random) {
    let lab = Lab::new();
    let queues = queues(&lab.context, lab.device);
    let kernel = lab.context.build(SOURCE).kernel("k");
    let depth = lab.buffer(&vec![0_i32; COMMANDS]);
    let told = Told {
        statuses: (0..COMMANDS).map(|_| AtomicI32::new(1)).collect(),
        count: AtomicUsize::new(0),
    };
    let data: Vec<(&Told, usize)> = (0..COMMANDS).map(|me| (&told, me)).collect();
    let mut callbacks = 0;
    let mut nodes: Vec<Node> = Vec::new();
    kernel.arg_buffer(0, &depth);
    std::thread::scope(|scope| {
        let (gates, setter): (Sender<_>, _) = channel();
        let seed = Random(random.below(1 << 20) as u32);
        scope.spawn(move || set_gates(&setter, seed));
        for me in 0..COMMANDS {
            if random.below(50) == 0 {
                nodes.push(gate(&lab.context, &gates, random.below(4) == 0));
                continue;
            }
            let queue = &queues[random.below(3)];
            let node = command(queue, &kernel, &nodes, me, &mut random);
            if me % 8 == 0 {
                let event = node.event.as_ref().expect("a new one");
                let data = (&raw const data[me]).cast_mut().cast();
                let code = cl!(clSetEventCallback(event.0, CL_COMPLETE, Some(tell), data));
                check(code, "clSetEventCallback");
                callbacks += 1;
            }
            nodes.push(node);
            if random.below(64) == 0 {
                queues[random.below(3)].flush();
            }
            if me >= REACH && random.below(4) > 0 {
                release(&mut nodes[me - REACH]);
            }
        }
    });
    queues.iter().for_each(Queue::finish);
    let expected: Vec<i32> = nodes.iter().map(|node| node.depth).collect();
    assert_eq!(lab.queue.read::<i32>(&depth, COMMANDS), expected);
    let failures = nodes.iter().filter(|node| node.status < 0).count();
    assert!(
        (100..COMMANDS / 2).contains(&failures),
        "{failures} failures: not much of a test"
    );
    for (me, node) in nodes.iter().enumerate() {
        let status = node.event.as_ref().map(Event::status);
        assert!(status.is_none_or(|status| status == node.status), "{me}");
    }
    let started = Instant::now();
    while told.count.load(Ordering::Acquire) < callbacks {
        assert!(started.elapsed() < Duration::from_secs(20), "callbacks");
        std::thread::yield_now();
    }
    for (me, (node, told)) in nodes.iter().zip(&told.statuses).enumerate() {
        let told = told.load(Ordering::Relaxed);
        assert!(told == 1 || told == node.status, "{me} was told {told}");
    }
}

/// A user event, given to the thread that sets it.
fn gate(context: &Context, gates: &Sender<(usize, cl_int)>, fails: bool) -> Node {
    let event = Event::user(context);
    let status = if fails { -77 } else { CL_COMPLETE };
    let handle = event.0.expose_provenance();
    gates.send((handle, status)).expect("the thread listens");
    Node {
        event: Some(event),
        status,
        depth: 0,
    }
}

/// A kernel that waits for some of the nodes before it.
fn command(queue: &Queue, kernel: &Kernel, nodes: &[Node], me: usize, random: &mut Random) -> Node {
    let parents: Vec<usize> = (0..random.below(3))
        .filter(|_| me > 0)
        .map(|_| me - 1 - random.below(me.min(REACH - 1)))
        .filter(|&parent| nodes[parent].event.is_some())
        .collect();
    let parent = |index: usize| parents.get(index).map_or(-1, |&parent| parent as i32);
    kernel.arg(1, me as i32).arg(2, parent(0)).arg(3, parent(1));
    let wait: Vec<&Event> = parents
        .iter()
        .filter_map(|&parent| nodes[parent].event.as_ref())
        .collect();
    let event = queue.launch_after(kernel, &[], &[1], &[1], &wait);
    let fails = parents.iter().any(|&parent| nodes[parent].status < 0);
    let deepest = parents.iter().map(|&parent| nodes[parent].depth).max();
    Node {
        event: Some(event),
        status: if fails {
            CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST
        } else {
            CL_COMPLETE
        },
        depth: if fails { 0 } else { 1 + deepest.unwrap_or(0) },
    }
}

/// Lets go of a command's event. A user event that went away unset would fail what waits for it.
fn release(node: &mut Node) {
    let is_command = |event: &mut Event| event.command_type() != CL_COMMAND_USER;
    drop(node.event.take_if(is_command));
}
