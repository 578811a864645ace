//! How long programs take from source to executable, once the process has built its first.

use criterion::{Criterion, criterion_group, criterion_main};
use mirrorcl_compiler::{handle, tool};
use mirrorcl_protocol::{CompileRequest, Input, Outcome, Request};

const TRIVIAL: &str = "kernel void saxpy(global const float *x, global float *y, float a) {
    size_t i = get_global_id(0);
    y[i] = a * x[i] + y[i];
}";

fn build(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("build");
    group.sample_size(20);
    for (name, source) in [
        ("trivial", TRIVIAL),
        ("three kernels", include_str!("three_kernels.cl")),
    ] {
        let request = Request::Build(CompileRequest {
            input: Input::OpenClC(source.into()),
            options: String::new(),
            headers: Vec::new(),
            directory: String::new(),
            target: tool::target(),
        });
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let reply = handle(&request);
                assert!(
                    matches!(reply.outcome, Outcome::Success(_)),
                    "{}",
                    reply.log
                );
            });
        });
    }
    group.finish();
}

criterion_group!(benches, build);
criterion_main!(benches);
