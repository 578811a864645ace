//! What a launch costs, without OpenCL around it.
#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use mirrorcl_abi::WorkGroupContext;
use mirrorcl_device::exec::{
    ArgBlock, Completion, Dispatch, Executor, ExecutorConfig, Grid, KernelCode, Launch, Signal,
    Start, Work,
};
use mirrorcl_device::fault::Fault;

#[derive(Default)]
struct Event(Signal);

impl Completion for Event {
    fn completed(&self, result: Result<(), Fault>) {
        assert!(result.is_ok());
        self.0.set();
    }
}

unsafe extern "C" fn empty(_: *mut WorkGroupContext, _: u64) {}

unsafe extern "C" fn spin(_: *mut WorkGroupContext, count: u64) {
    for n in 0..count * 2000 {
        black_box(n);
    }
}

fn launch(executor: &Executor, code: &Arc<KernelCode>, groups: u64, start: Start) {
    let event = Arc::new(Event::default());
    let dispatch = Dispatch {
        launch: Arc::new(Launch {
            code: Arc::clone(code),
            args: ArgBlock::new(&[0; 24]),
            grid: Grid::new(1, [0; 3], [groups, 1, 1], [1, 1, 1]).expect("valid sizes"),
            local_bytes: 0,
            program_data: 0,
        }),
        completion: Box::new(Arc::clone(&event)),
    };
    executor.submit(1, Work::Dispatch(dispatch), start);
    executor.help_until(1, &event.0);
}

fn launches(criterion: &mut Criterion) {
    let config = ExecutorConfig {
        compute_units: 2,
        processors: Vec::new(),
        name: "bench".to_owned(),
    };
    let executor = Executor::new(config);
    // SAFETY: the functions keep to the contract and do not fault.
    let [empty, spin] = [empty as mirrorcl_abi::WorkGroupFn, spin]
        .map(|f| Arc::new(unsafe { KernelCode::from_function(f, "bench", 0) }));
    criterion.bench_function("empty kernel, waited for", |b| {
        b.iter(|| launch(&executor, &empty, 1, Start::Lazy));
    });
    criterion.bench_function("empty kernel, flushed, waited for", |b| {
        b.iter(|| launch(&executor, &empty, 1, Start::Now));
    });
    criterion.bench_function("1000 work-groups of 1 µs", |b| {
        b.iter(|| launch(&executor, &spin, 1000, Start::Lazy));
    });
}

criterion_group!(benches, launches);
criterion_main!(benches);
