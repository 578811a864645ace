//! Random SVM programs: allocations, frees, maps, fills, copies and kernels, compared with a model on the host.

use mirrorcl_conformance::cl;
use mirrorcl_conformance::cl::{Context, Kernel, Queue, Svm, check};
use opencl_sys::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::ptr;

const PROGRAMS: u32 = 100;

/// One step; `slot`s are taken modulo the number of live allocations.
#[derive(Debug, Clone)]
enum Step {
    Alloc {
        words: usize,
        fine: bool,
    },
    Free {
        slot: usize,
    },
    HostWrite {
        slot: usize,
        at: usize,
        value: u32,
    },
    Fill {
        slot: usize,
        value: u32,
    },
    Copy {
        from: usize,
        to: usize,
        words: usize,
    },
    /// `a[i] = a[i] * 3 + value`.
    Scale {
        slot: usize,
        value: u32,
    },
    /// Through a table of host-built pointers: `t[0][i] += t[1][i % length of t[1]]`.
    Gather {
        into: usize,
        from: usize,
    },
    Check {
        slot: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let slot = 0..64_usize;
    prop_oneof![
        3 => (1..3000_usize, any::<bool>()).prop_map(|(words, fine)| Step::Alloc { words, fine }),
        1 => slot.clone().prop_map(|slot| Step::Free { slot }),
        2 => (slot.clone(), 0..3000_usize, any::<u32>())
            .prop_map(|(slot, at, value)| Step::HostWrite { slot, at, value }),
        1 => (slot.clone(), any::<u32>()).prop_map(|(slot, value)| Step::Fill { slot, value }),
        2 => (slot.clone(), slot.clone(), 1..3000_usize)
            .prop_map(|(from, to, words)| Step::Copy { from, to, words }),
        3 => (slot.clone(), any::<u32>()).prop_map(|(slot, value)| Step::Scale { slot, value }),
        3 => (slot.clone(), slot.clone()).prop_map(|(into, from)| Step::Gather { into, from }),
        2 => slot.prop_map(|slot| Step::Check { slot }),
    ]
}

struct Machine<'a> {
    context: &'a Context,
    queue: &'a Queue,
    scale: &'a Kernel,
    gather: &'a Kernel,
    fine: bool,
    live: Vec<(Svm<u32>, Vec<u32>)>,
}

impl Machine<'_> {
    fn step(&mut self, step: &Step) {
        if let Step::Alloc { words, fine } = *step {
            let flags = if fine && self.fine {
                CL_MEM_SVM_FINE_GRAIN_BUFFER
            } else {
                0
            };
            let svm: Svm<u32> = self.context.svm(flags | CL_MEM_READ_WRITE, words);
            self.live.push((svm, vec![0; words]));
            return self.fill(self.live.len() - 1, 0);
        }
        let count = self.live.len();
        if count == 0 {
            return;
        }
        match *step {
            Step::Alloc { .. } => {}
            Step::Free { slot } => {
                self.queue.finish();
                drop(self.live.swap_remove(slot % count));
            }
            Step::HostWrite { slot, at, value } => {
                let (svm, model) = &mut self.live[slot % count];
                let at = at % model.len();
                self.queue.map(svm);
                svm.set(at, value);
                self.queue.unmap(svm);
                model[at] = value;
            }
            Step::Fill { slot, value } => self.fill(slot % count, value),
            Step::Copy { from, to, words } => self.copy(from % count, to % count, words),
            Step::Scale { slot, value } => {
                let (svm, model) = &mut self.live[slot % count];
                self.scale.arg_svm(0, svm).arg(1, value);
                self.queue.launch(self.scale, &[model.len()], &[]);
                model
                    .iter_mut()
                    .for_each(|word| *word = word.wrapping_mul(3).wrapping_add(value));
            }
            Step::Gather { into, from } => self.gather(into % count, from % count),
            Step::Check { slot } => self.check(slot % count),
        }
    }

    fn fill(&mut self, slot: usize, value: u32) {
        let (svm, model) = &mut self.live[slot];
        let pattern = (&raw const value).cast();
        let base = svm.as_ptr().cast();
        let (none, size) = (ptr::null(), svm.size());
        check(
            cl!(clEnqueueSVMMemFill(
                self.queue.0,
                base,
                pattern,
                4,
                size,
                0,
                none,
                ptr::null_mut()
            )),
            "fill",
        );
        model.fill(value);
    }

    fn copy(&mut self, from: usize, to: usize, words: usize) {
        if from == to {
            return;
        }
        let words = words
            .min(self.live[from].1.len())
            .min(self.live[to].1.len());
        let source = self.live[from].1[..words].to_vec();
        let pointers = (
            self.live[to].0.as_ptr().cast(),
            self.live[from].0.as_ptr().cast_const().cast(),
        );
        check(
            cl!(clEnqueueSVMMemcpy(
                self.queue.0,
                CL_FALSE,
                pointers.0,
                pointers.1,
                words * 4,
                0,
                ptr::null(),
                ptr::null_mut()
            )),
            "copy",
        );
        self.live[to].1[..words].copy_from_slice(&source);
    }

    fn gather(&mut self, into: usize, from: usize) {
        if into == from {
            return;
        }
        let table: Svm<u64> = self.context.svm(CL_MEM_READ_WRITE, 3);
        self.queue.map(&table);
        let addresses = [into, from].map(|slot| self.live[slot].0.as_ptr().addr() as u64);
        table.set(0, addresses[0]);
        table.set(1, addresses[1]);
        table.set(2, self.live[from].0.len() as u64);
        self.queue.unmap(&table);
        let pointers = [into, from].map(|slot| super::pointer(&self.live[slot].0));
        check(self.gather.svm_pointers(&pointers), "clSetKernelExecInfo");
        self.gather.arg_svm(0, &table);
        self.queue
            .launch(self.gather, &[self.live[into].0.len()], &[]);
        self.queue.finish();
        let source = self.live[from].1.clone();
        for (index, word) in self.live[into].1.iter_mut().enumerate() {
            *word = word.wrapping_add(source[index % source.len()]);
        }
    }

    fn check(&self, slot: usize) {
        let (svm, model) = &self.live[slot];
        self.queue.map(svm);
        assert_eq!(&svm.to_vec(), model);
        self.queue.unmap(svm);
    }
}

/// A hundred programs of up to sixty steps.
pub(super) fn programs() {
    let (context, device) = Context::first();
    let queue = context.queue(device);
    let program = context.build(
        "kernel void scale(global uint *a, uint value) { size_t i = get_global_id(0); a[i] = a[i] * 3 + value; }
         typedef struct { global uint *into; global uint *from; ulong length; } Table;
         kernel void gather(global Table *t) { size_t i = get_global_id(0); t->into[i] += t->from[i % t->length]; }",
    );
    let (scale, gather) = (program.kernel("scale"), program.kernel("gather"));
    let fine = device.svm() & CL_DEVICE_SVM_FINE_GRAIN_BUFFER != 0;
    let config = Config {
        cases: PROGRAMS,
        failure_persistence: None,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&prop::collection::vec(step(), 1..60), |steps| {
        let mut machine = Machine {
            context: &context,
            queue: &queue,
            scale: &scale,
            gather: &gather,
            fine,
            live: Vec::new(),
        };
        steps.iter().for_each(|step| machine.step(step));
        (0..machine.live.len()).for_each(|slot| machine.check(slot));
        queue.finish();
        Ok(())
    });
    result.unwrap_or_else(|failure| panic!("{failure}"));
}
