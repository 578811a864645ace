//! Linked lists through SVM: built on one side, checked on the other, in every pairing.

use super::{FINE, context_with};
use mirrorcl_conformance::cl::{Buffer, Kernel, Queue, Svm};
use opencl_sys::*;

const LISTS: usize = 512;
const NODES: usize = 32;

const SOURCE: &str = "
    typedef struct Node { int id; int index; global struct Node *next; } Node;
    global Node *alloc(global Node *a, global Node *b, volatile global int *used, int from_b) {
        return from_b ? &b[atomic_inc(&used[1])] : &a[atomic_inc(&used[0])];
    }
    kernel void create(global Node *a, global Node *b __attribute__((nosvm)), volatile global int *used, int nodes) {
        int list = (int)get_global_id(0);
        global Node *node = &a[list];
        for (int i = 0; i < nodes; ++i) {
            node->id = list; node->index = i;
            node->next = i + 1 < nodes ? alloc(a, b, used, i % 2) : 0;
            node = node->next;
        }
    }
    kernel void verify(global Node *a, global Node *b, volatile global int *correct, int nodes) {
        int list = (int)get_global_id(0);
        global Node *node = &a[list];
        for (int i = 0; i < nodes; ++i, node = node->next) {
            if (!node || node->id != list || node->index != i) return;
        }
        if (!node) atomic_inc(correct);
    }";

/// A node as both sides lay it out.
#[derive(Clone, Copy)]
#[repr(C)]
struct Node {
    id: i32,
    index: i32,
    next: u64,
}

/// How kernels and host get at the memory.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    /// SVM pointers as arguments, clEnqueueSVMMap around the host's use.
    SvmMapped,
    /// Buffer objects over the SVM memory, clEnqueueMapBuffer around the host's use.
    Buffers,
    /// SVM pointers, no map: fine-grained memory.
    Unmapped,
}

struct World<'a> {
    queue: &'a Queue,
    access: Access,
    pools: [&'a Svm<Node>; 2],
    used: &'a Svm<i32>,
    buffers: Vec<Buffer>,
}

impl World<'_> {
    fn host<R>(&self, work: impl FnOnce() -> R) -> R {
        let mapped: Vec<_> = match self.access {
            Access::SvmMapped => {
                self.pools.iter().for_each(|pool| self.queue.map(pool));
                self.queue.map(self.used);
                Vec::new()
            }
            Access::Buffers => {
                let sizes = [self.pools[0].size(), self.pools[1].size(), self.used.size()];
                let pairs = self.buffers.iter().zip(sizes);
                pairs
                    .map(|(buffer, size)| (buffer, self.queue.map_buffer(buffer, size)))
                    .collect()
            }
            Access::Unmapped => Vec::new(),
        };
        let result = work();
        mapped
            .into_iter()
            .for_each(|(buffer, pointer)| self.queue.unmap_buffer(buffer, pointer));
        if self.access == Access::SvmMapped {
            self.pools.iter().for_each(|pool| self.queue.unmap(pool));
            self.queue.unmap(self.used);
        }
        result
    }

    fn run(&self, kernel: &Kernel) {
        if self.access == Access::Buffers {
            (0..).zip(&self.buffers).for_each(|(index, buffer)| {
                kernel.arg_buffer(index, buffer);
            });
        } else {
            kernel
                .arg_svm(0, self.pools[0])
                .arg_svm(1, self.pools[1])
                .arg_svm(2, self.used);
        }
        kernel.arg(3, NODES as i32);
        self.queue.launch(kernel, &[LISTS], &[]);
        self.queue.finish();
    }

    fn create_on_host(&self) {
        let [a, b] = self.pools;
        let (mut next_a, mut next_b) = (LISTS, 0);
        for list in 0..LISTS {
            let (mut pool, mut at) = (a, list);
            for index in 0..NODES {
                let next = (index + 1 < NODES).then(|| {
                    let counter = if index % 2 == 1 {
                        &mut next_b
                    } else {
                        &mut next_a
                    };
                    *counter += 1;
                    (if index % 2 == 1 { b } else { a }, *counter - 1)
                });
                let address = next.map_or(0, |(pool, at)| pool.at(at).addr() as u64);
                pool.set(
                    at,
                    Node {
                        id: list as i32,
                        index: index as i32,
                        next: address,
                    },
                );
                if let Some(next) = next {
                    (pool, at) = next;
                }
            }
        }
    }

    fn correct_on_host(&self) -> usize {
        let locate = |address: u64| {
            self.pools.iter().find_map(|pool| {
                let offset = (address as usize).checked_sub(pool.as_ptr().addr())?;
                (offset < pool.size()).then(|| pool.get(offset / size_of::<Node>()))
            })
        };
        (0..LISTS)
            .filter(|&list| {
                let mut node = Some(self.pools[0].get(list));
                let whole = (0..NODES).all(|index| {
                    let good = node
                        .is_some_and(|node| (node.id, node.index) == (list as i32, index as i32));
                    node = node.and_then(|node| locate(node.next));
                    good
                });
                whole && node.is_none()
            })
            .count()
    }
}

/// Every pairing of who creates and who verifies.
fn all_pairings(access: Access, flags: cl_svm_mem_flags, capability: cl_device_svm_capabilities) {
    let (context, device) = context_with(capability);
    let queue = context.queue(device);
    let program = context.build(SOURCE);
    let (create, verify) = (program.kernel("create"), program.kernel("verify"));
    let pools: [Svm<Node>; 2] = [(); 2].map(|()| context.svm(flags, LISTS * NODES));
    let used: Svm<i32> = context.svm(flags, 2);
    let over = |size, pointer| context.buffer(CL_MEM_USE_HOST_PTR, size, pointer);
    let buffers = vec![
        over(pools[0].size(), pools[0].as_ptr().cast()),
        over(pools[1].size(), pools[1].as_ptr().cast()),
        over(used.size(), used.as_ptr().cast()),
    ];
    let world = World {
        queue: &queue,
        access,
        pools: [&pools[0], &pools[1]],
        used: &used,
        buffers,
    };
    for (creator, verifier) in [(true, true), (true, false), (false, true), (false, false)] {
        world.host(|| {
            pools.iter().for_each(|pool| {
                pool.fill(Node {
                    id: -1,
                    index: -1,
                    next: 0,
                })
            });
            used.set(0, LISTS as i32);
            used.set(1, 0);
        });
        if creator {
            world.run(&create)
        } else {
            world.host(|| world.create_on_host())
        }
        let correct = if verifier {
            world.host(|| used.set(0, 0));
            world.run(&verify);
            world.host(|| used.get(0) as usize)
        } else {
            world.host(|| world.correct_on_host())
        };
        assert_eq!(
            correct, LISTS,
            "created on the device: {creator}, verified there: {verifier}"
        );
    }
}

/// Two coarse-grained allocations behind two buffer objects.
pub(super) fn cross_buffer_pointers() {
    all_pairings(
        Access::Buffers,
        CL_MEM_READ_WRITE,
        CL_DEVICE_SVM_COARSE_GRAIN_BUFFER,
    );
}

/// Coarse-grained memory by SVM pointers and SVM maps.
pub(super) fn coarse_grain() {
    all_pairings(
        Access::SvmMapped,
        CL_MEM_READ_WRITE,
        CL_DEVICE_SVM_COARSE_GRAIN_BUFFER,
    );
}

/// Fine-grained memory, no map at all.
pub(super) fn fine_grain_buffers() {
    all_pairings(Access::Unmapped, FINE, CL_DEVICE_SVM_FINE_GRAIN_BUFFER);
}

/// Plain host memory as kernel arguments: fine-grained system SVM.
pub(super) fn fine_grain_system() {
    let (context, device) = context_with(CL_DEVICE_SVM_FINE_GRAIN_SYSTEM);
    let queue = context.queue(device);
    let program = context.build(SOURCE);
    let (create, verify) = (program.kernel("create"), program.kernel("verify"));
    let mut pools = [(); 2].map(|()| {
        vec![
            Node {
                id: -1,
                index: -1,
                next: 0
            };
            LISTS * NODES
        ]
    });
    let mut used = [LISTS as i32, 0];
    let mut correct = [0, 0];
    for (kernel, counter) in [
        (&create, used.as_mut_ptr()),
        (&verify, correct.as_mut_ptr()),
    ] {
        kernel
            .arg_pointer(0, pools[0].as_mut_ptr().cast())
            .arg_pointer(1, pools[1].as_mut_ptr().cast())
            .arg_pointer(2, counter.cast())
            .arg(3, NODES as i32);
        queue.launch(kernel, &[LISTS], &[]);
        queue.finish();
    }
    assert_eq!(correct[0], LISTS as i32);
}

/// Sub-buffers of a buffer over SVM: the parent stays contiguous, so list nodes cross from one sub-buffer to the other.
pub(super) fn sub_buffers() {
    let (context, device) = context_with(CL_DEVICE_SVM_COARSE_GRAIN_BUFFER);
    let queue = context.queue(device);
    let program = context.build(SOURCE);
    let (create, verify) = (program.kernel("create"), program.kernel("verify"));
    let size = LISTS * NODES * size_of::<Node>();
    let pools: [Svm<Node>; 2] = [(); 2].map(|()| context.svm(0, LISTS * NODES));
    let parents = pools
        .each_ref()
        .map(|pool| context.buffer(CL_MEM_USE_HOST_PTR, size, pool.as_ptr().cast()));
    let used: Svm<i32> = context.svm(0, 2);
    let subs: Vec<_> = parents
        .iter()
        .map(|parent| parent.sub(0, size / 2))
        .collect();
    assert!(
        subs.iter()
            .all(|sub| sub.info::<cl_bool>(CL_MEM_USES_SVM_POINTER) == CL_TRUE)
    );
    queue.map(&used);
    used.set(0, LISTS as i32);
    used.set(1, 0);
    queue.unmap(&used);
    for kernel in [&create, &verify] {
        kernel
            .arg_buffer(0, &subs[0])
            .arg_buffer(1, &subs[1])
            .arg_svm(2, &used)
            .arg(3, NODES as i32);
    }
    queue.launch(&create, &[LISTS], &[]);
    queue.map(&used);
    used.set(0, 0);
    queue.unmap(&used);
    queue.launch(&verify, &[LISTS], &[]);
    queue.map(&used);
    assert_eq!(used.get(0), LISTS as i32);
    queue.unmap(&used);
    queue.finish();
}
