//! Runs a case's C: compiled by clang for this machine, on as many threads as the machine has processors.

use crate::case::{Arg, Case, Native};
use crate::metric::per_call;
use libloading::{Library, Symbol};
use std::ffi::{c_long, c_void};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

type Function = unsafe extern "C" fn(*const *mut c_void, c_long, c_long);

/// Comes before each case's source.
const PRELUDE: &str = "#include <math.h>\n#include <stdatomic.h>\n#include <stdint.h>\n#include <stdlib.h>\n#include <string.h>\n\
    #define ARRAY(T, name, i) T *restrict name = (T *)a[i]\n\
    #define VALUE(T, name, i) const T name = *(const T *)a[i]\n\
    typedef unsigned char uchar; typedef unsigned int uint; typedef unsigned long ulong;\n";

/// How finely the range is cut: chunks per thread, so that a thread that was interrupted holds up nobody.
const CHUNKS: usize = 8;

/// Memory aligned as allocators align large arrays.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line([u8; 64]);

/// Nanoseconds per run of the case's C; NaN without C or without clang.
pub(crate) fn time(case: &Case) -> f64 {
    let Some(native) = &case.native else {
        return f64::NAN;
    };
    let Some(library) = compile(native.source) else {
        return f64::NAN;
    };
    // SAFETY: the case's source defines `k` with this type.
    let function: Symbol<'_, Function> =
        unsafe { library.get(b"k\0") }.expect("the source defines k");
    let mut memory: Vec<Vec<Line>> = case.args.iter().map(contents).collect();
    let pointers: Vec<usize> = memory
        .iter_mut()
        .map(|lines| lines.as_mut_ptr().expose_provenance())
        .collect();
    let team = Team::new();
    let mut time = f64::NAN;
    team.with_threads(*function, &pointers, native, |run| {
        run();
        judge(case, &memory);
        time = per_call(run);
    });
    time
}

fn contents(arg: &Arg) -> Vec<Line> {
    let (Arg::Buffer(data) | Arg::Svm(data) | Arg::Value(data)) = arg else {
        return Vec::new();
    };
    let mut lines = vec![Line([0; 64]); data.bytes.len().div_ceil(64)];
    for (line, chunk) in lines.iter_mut().zip(data.bytes.chunks(64)) {
        line.0[..chunk.len()].copy_from_slice(chunk);
    }
    lines
}

fn judge(case: &Case, memory: &[Vec<Line>]) {
    for (arg, check) in &case.checks {
        if let Arg::Buffer(data) | Arg::Svm(data) = &case.args[*arg] {
            let bytes = memory[*arg].iter().flat_map(|line| line.0);
            let found = data.like(bytes.take(data.bytes.len()).collect());
            if let Err(reason) = check.judge(&found) {
                panic!("the C gives a wrong result in argument {arg}: {reason}");
            }
        }
    }
}

/// The source as a loaded library; `None` without clang.
pub(crate) fn compile(source: &str) -> Option<Library> {
    let stem = std::env::temp_dir().join(format!("mirrorcl-native-{}", std::process::id()));
    let (input, output) = (stem.with_extension("c"), stem.with_extension("so"));
    std::fs::write(&input, format!("{PRELUDE}{source}")).ok()?;
    let compiled = Command::new("clang-22")
        .args(["-O3", "-march=native", "-shared", "-fPIC", "-o"])
        .args([&output, &input])
        .args(["-lm"])
        .status();
    // SAFETY: the library is made of the source above and has no constructors.
    let library = unsafe { Library::new(&output) };
    // Left behind, the files are harmless.
    let _ = (std::fs::remove_file(&input), std::fs::remove_file(&output));
    let compiled = compiled.ok()?;
    assert!(compiled.success(), "clang refuses the C of the case");
    Some(library.expect("what clang linked can be loaded"))
}

/// Threads that wait, spinning, for the next run: the yardstick is the work, not the waking.
struct Team {
    /// Counts runs; the last one ends the threads.
    run: AtomicUsize,
    next: AtomicUsize,
    done: AtomicUsize,
    threads: usize,
}

/// The value of `Team::run` that ends the threads.
const END: usize = usize::MAX;

impl Team {
    fn new() -> Self {
        Self {
            run: AtomicUsize::new(0),
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }

    /// Calls `body` with a function that runs the whole range once, on all threads.
    fn with_threads(
        &self,
        function: Function,
        pointers: &[usize],
        native: &Native,
        body: impl FnOnce(&dyn Fn()),
    ) {
        let chunk = native.range.div_ceil(self.threads * CHUNKS);
        let work = || {
            let pointers: Vec<*mut c_void> = pointers
                .iter()
                .map(|&address| std::ptr::with_exposed_provenance_mut(address))
                .collect();
            loop {
                let begin = self.next.fetch_add(chunk, Ordering::Relaxed);
                if begin >= native.range {
                    break;
                }
                let end = (begin + chunk).min(native.range);
                // SAFETY: the source reads and writes the arguments only as the case describes them, and different ranges
                // touch different elements.
                unsafe { function(pointers.as_ptr(), begin as c_long, end as c_long) };
            }
            self.done.fetch_add(1, Ordering::AcqRel);
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads {
                scope.spawn(|| {
                    let mut last = 0;
                    loop {
                        last = spin_until(|| {
                            Some(self.run.load(Ordering::Acquire)).filter(|&run| run != last)
                        });
                        if last == END {
                            break;
                        }
                        work();
                    }
                });
            }
            body(&|| {
                self.next.store(0, Ordering::Relaxed);
                self.done.store(0, Ordering::Relaxed);
                self.run.fetch_add(1, Ordering::Release);
                work();
                spin_until(|| (self.done.load(Ordering::Acquire) == self.threads).then_some(()));
            });
            self.run.store(END, Ordering::Release);
        });
    }
}

fn spin_until<T>(condition: impl Fn() -> Option<T>) -> T {
    loop {
        for _ in 0..2000 {
            if let Some(value) = condition() {
                return value;
            }
            std::hint::spin_loop();
        }
        std::thread::yield_now();
    }
}
