//! Arguments that have the same value in many launches, and then another: code made for the one must not run for the other.

use crate::case::Case;
use mirrorcl_conformance::cl::{
    Buffer, CommandBuffer, Context, Device, Kernel, Program, check, no_change,
};
use mirrorcl_conformance::lab::Lab;
use opencl_sys::*;
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr;
use std::time::{Duration, Instant};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language::arguments_stay_and_change", changes),
        Case::new("language::arguments_change_at_every_launch", counts),
        Case::new("language::arguments_of_two_threads", threads),
        Case::new("language::arguments_in_command_buffers", recorded),
    ]
}

const ITEMS: usize = 960;
const GROUP: usize = 96;

/// Loops to `n`, divides by `d`, shifts by `s`, steps by `t`, branches on `mode`, each of another type.
const SOURCE: &str = "
    uint work(uint v, uint n, long d, uchar s, short t, uint mode) {
        for (uint i = 0; i < n; ++i) {
            uint a[4];
            for (short j = 0; j < 4; j += t) a[j] = v ^ (i + j);
            v = (uint)((long)v % d) * 77u + (v >> s) + a[i % 4 / t * t];
            switch (mode) { case 0: v += 1; break; case 1: v ^= i; break; default: v = rotate(v, mode); }
        }
        return v;
    }
    kernel void plain(global uint *out, uint n, long d, uchar s, short t, uint mode) {
        size_t g = get_global_id(0); out[g] = work(g, n, d, s, t, mode);
    }
    kernel void barriers(global uint *out, uint n, long d, uchar s, short t, uint mode) {
        local uint l[96]; size_t j = get_local_id(0); uint v = get_global_id(0);
        for (uint i = 0; i < n; ++i) {
            l[j] = work(v, 3, d, s, t, mode); barrier(CLK_LOCAL_MEM_FENCE);
            v = l[(j + n) % 96]; barrier(CLK_LOCAL_MEM_FENCE);
        }
        out[get_global_id(0)] = v;
    }";

/// The arguments behind the first.
#[derive(Clone, Copy)]
struct Values {
    n: u32,
    d: i64,
    s: u8,
    t: i16,
    mode: u32,
}

const FIRST: Values = Values {
    n: 12,
    d: 1000,
    s: 3,
    t: 2,
    mode: 1,
};

impl Values {
    /// Others, by a number.
    fn other(number: u32) -> Self {
        Self {
            n: 1 + number % 17,
            d: [7, -3, i64::MIN, 1 << 40, 65537, 1][number as usize % 6],
            s: (number % 32) as u8,
            t: [1, 2, 4][number as usize % 3],
            mode: number % 5,
        }
    }

    fn set(&self, kernel: &Kernel) {
        kernel
            .arg(1, self.n)
            .arg(2, self.d)
            .arg(3, self.s)
            .arg(4, self.t)
            .arg(5, self.mode);
    }

    fn work(&self, mut v: u32, n: u32) -> u32 {
        let step = self.t as u32;
        for i in 0..n {
            let a = v ^ (i + i % 4 / step * step);
            let rest = (i64::from(v) % self.d) as u32;
            v = rest
                .wrapping_mul(77)
                .wrapping_add(v >> self.s)
                .wrapping_add(a);
            match self.mode {
                0 => v = v.wrapping_add(1),
                1 => v ^= i,
                mode => v = v.rotate_left(mode),
            }
        }
        v
    }

    fn plain(&self) -> Vec<u32> {
        (0..ITEMS as u32).map(|v| self.work(v, self.n)).collect()
    }

    fn barriers(&self) -> Vec<u32> {
        let mut all: Vec<u32> = (0..ITEMS as u32).collect();
        for group in all.chunks_mut(GROUP) {
            for _ in 0..self.n {
                let l: Vec<u32> = group.iter().map(|&v| self.work(v, 3)).collect();
                for (j, v) in group.iter_mut().enumerate() {
                    *v = l[(j + self.n as usize) % GROUP];
                }
            }
        }
        all
    }
}

/// A kernel of the program, and what it should give.
type Which = (&'static str, fn(&Values) -> Vec<u32>);

const KERNELS: [Which; 2] = [("plain", Values::plain), ("barriers", Values::barriers)];

#[track_caller]
fn run(
    lab: &Lab,
    kernel: &Kernel,
    out: &Buffer,
    values: &Values,
    reference: fn(&Values) -> Vec<u32>,
) {
    values.set(kernel);
    lab.run(kernel, &[ITEMS], &[GROUP]);
    assert_eq!(
        lab.queue.read::<u32>(out, ITEMS),
        reference(values),
        "{} {}",
        values.n,
        values.mode
    );
}

/// Numbers of launches: more than `least`, and as long as so many milliseconds are not over.
fn launches(least: u32, milliseconds: u64) -> impl Iterator<Item = u32> {
    let started = Instant::now();
    let time = Duration::from_millis(milliseconds);
    (0..).take_while(move |&number| number <= least || started.elapsed() <= time)
}

/// Runs it with the same values until code for them can be there.
fn heat(lab: &Lab, kernel: &Kernel, values: &Values) {
    values.set(kernel);
    for _ in launches(100, 400) {
        lab.run(kernel, &[ITEMS], &[GROUP]);
    }
}

fn changes() {
    let lab = Lab::new();
    let out = lab.buffer(&[0_u32; ITEMS]);
    let program = lab.context.build(SOURCE);
    for (name, reference) in KERNELS {
        let kernel = program.kernel(name);
        kernel.arg_buffer(0, &out);
        let second = Values { n: 5, ..FIRST };
        let third = Values { mode: 0, ..second };
        // Each has time for code of its own, or none; those before are right all the same.
        for values in [FIRST, second, third] {
            heat(&lab, &kernel, &values);
        }
        for values in [FIRST, second, third, Values::other(3), FIRST] {
            run(&lab, &kernel, &out, &values, reference);
        }
        // Another kernel object shares the code, not the arguments.
        let other = program.kernel(name);
        other.arg_buffer(0, &out);
        for number in 0..30 {
            run(&lab, &other, &out, &Values::other(number), reference);
            run(&lab, &kernel, &out, &FIRST, reference);
        }
        // Sizes that the code is not for.
        third.set(&kernel);
        lab.run(&kernel, &[ITEMS], &[32]);
        if name == "plain" {
            assert_eq!(lab.queue.read::<u32>(&out, ITEMS), reference(&third));
        }
    }
}

fn counts() {
    let lab = Lab::new();
    let out = lab.buffer(&[0_u32; ITEMS]);
    let program = lab.context.build(SOURCE);
    for (name, reference) in KERNELS {
        let kernel = program.kernel(name);
        kernel.arg_buffer(0, &out);
        for number in launches(60, 600) {
            // Some stay.
            let values = Values {
                d: FIRST.d,
                t: FIRST.t,
                ..Values::other(number)
            };
            run(&lab, &kernel, &out, &values, reference);
        }
    }
}

/// Two threads with a kernel object each: what one sets between its launches is not what the other's run with.
fn threads() {
    let lab = Lab::new();
    let program = lab.context.build(SOURCE);
    let handles = [lab.context.0.cast(), lab.device.0.cast(), program.0];
    let handles = handles.map(<*mut c_void>::expose_provenance);
    for (name, reference) in KERNELS {
        std::thread::scope(|scope| {
            for thread in 0..2_u32 {
                scope.spawn(move || {
                    // They stay the others'.
                    let [context, device, program] = handles.map(ptr::with_exposed_provenance_mut);
                    let (context, device) = (Context(context), Device(device));
                    let queue = context.queue(device);
                    let lab = ManuallyDrop::new(Lab {
                        context,
                        device,
                        queue,
                    });
                    let program = ManuallyDrop::new(Program(program));
                    alternate(&lab, &program.kernel(name), thread, reference);
                });
            }
        });
    }
}

fn alternate(lab: &Lab, kernel: &Kernel, thread: u32, reference: fn(&Values) -> Vec<u32>) {
    let out = lab.buffer(&[0_u32; ITEMS]);
    kernel.arg_buffer(0, &out);
    let often = Values {
        n: FIRST.n + thread,
        ..FIRST
    };
    for number in launches(60, 600) {
        let values = match number % 8 {
            7 => Values::other(number),
            _ => often,
        };
        run(lab, kernel, &out, &values, reference);
    }
}

/// Commands are recorded with their arguments; what the kernel runs with elsewhere, and updates, do not mix with them.
fn recorded() {
    let lab = Lab::new();
    let out = lab.buffer(&[0_u32; ITEMS]);
    let program = lab.context.build(SOURCE);
    for (name, reference) in KERNELS {
        let kernel = program.kernel(name);
        kernel.arg_buffer(0, &out);
        let give = |values: &Values, from: &CommandBuffer| {
            drop(from.enqueue(&[]));
            assert_eq!(lab.queue.read::<u32>(&out, ITEMS), reference(values));
        };
        let record = |values: &Values| {
            values.set(&kernel);
            let buffer = CommandBuffer::with_flags(&lab.queue, CL_COMMAND_BUFFER_MUTABLE_KHR);
            let (_, handle) = buffer.kernel(&kernel, &[ITEMS], &[GROUP], &[]);
            buffer.finalize();
            (buffer, handle)
        };
        let (early, early_command) = record(&FIRST);
        give(&FIRST, &early);
        heat(&lab, &kernel, &FIRST);
        let second = Values { n: 9, ..FIRST };
        let (late, late_command) = record(&second);
        let started = Instant::now();
        while started.elapsed() < Duration::from_millis(300) {
            give(&second, &late);
            give(&FIRST, &early);
        }
        // From values that code may have been made for to others, and back.
        for number in [20, FIRST.n, 9, 1, FIRST.n] {
            let arg = cl_mutable_dispatch_arg_khr {
                arg_index: 1,
                arg_size: size_of::<u32>(),
                arg_value: (&raw const number).cast(),
            };
            for (buffer, command) in [(&early, early_command), (&late, late_command)] {
                let change = cl_mutable_dispatch_config_khr {
                    num_args: 1,
                    arg_list: &raw const arg,
                    ..no_change(command)
                };
                check(buffer.update(&[change]), "clUpdateMutableCommandsKHR");
                give(&Values { n: number, ..FIRST }, buffer);
            }
        }
    }
}
