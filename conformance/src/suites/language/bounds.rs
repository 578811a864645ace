//! Kernels touch no byte that their program does not: what vectors of work-items read and write ends where the work-items' own
//! accesses do, though the page behind, or before, is nobody's.
//!
//! The device has the process's whole range, so kernels get pointers into memory that the test itself has mapped.

use super::numbers;
use crate::case::Case;
use mirrorcl_conformance::lab::Lab;
use opencl_sys::CL_SUCCESS;
use std::ffi::c_void;

pub(super) fn cases() -> Vec<Case> {
    let case = Case::new("language::accesses_end_where_memory_does", accesses);
    let devices = ["va=full", "va=full,isa=x86-64-v3", "va=full,isa=x86-64"];
    devices.map(|devices| case.on(devices)).to_vec()
}

/// What a byte is that no kernel writes.
const UNTOUCHED: u8 = 0xA5;

/// Work-items of the launches: less than a vector, some vectors, and some that are left over.
const COUNTS: [usize; 6] = [1, 3, 16, 37, 100, 259];

/// Local size of a second launch; with the first the driver chooses.
const LOCAL: usize = 16;

/// A kernel over memory that ends with what its last work-item accesses.
struct Access {
    name: &'static str,
    /// `kernel void k(global const T *in, global R *out, uint n)`.
    source: &'static str,
    /// Bytes of `in` from the first byte that one of this many work-items reads to the last.
    reads: fn(usize) -> usize,
    /// Bytes from where a work-item writes to where the next one does, and how many each writes.
    writes: (usize, usize),
}

const ACCESSES: &[Access] = &[
    Access {
        name: "bytes",
        source: "kernel void k(global const uchar *in, global uchar *out, uint n) { size_t i = get_global_id(0); out[i] = in[i] + 1; }",
        reads: |n| n,
        writes: (1, 1),
    },
    Access {
        name: "every third byte",
        source: "kernel void k(global const uchar *in, global uchar *out, uint n) { size_t i = get_global_id(0); out[3 * i] = in[3 * i] + 1; }",
        reads: |n| 3 * n - 2,
        writes: (3, 1),
    },
    Access {
        name: "every fifth short",
        source: "kernel void k(global const ushort *in, global ushort *out, uint n) { size_t i = get_global_id(0); out[5 * i] = in[5 * i] * 3; }",
        reads: |n| 10 * n - 8,
        writes: (10, 2),
    },
    Access {
        name: "every other word",
        source: "kernel void k(global const uint *in, global uint *out, uint n) { size_t i = get_global_id(0); out[2 * i] = in[2 * i] ^ 5; }",
        reads: |n| 8 * n - 4,
        writes: (8, 4),
    },
    Access {
        name: "words backwards",
        source: "kernel void k(global const uint *in, global uint *out, uint n) { size_t i = get_global_id(0); out[i] = in[n - 1 - i] ^ 5; }",
        reads: |n| 4 * n,
        writes: (4, 4),
    },
    Access {
        name: "two members of three",
        source: "typedef struct { float x, y, z; } P;
            kernel void k(global const P *in, global P *out, uint n) { size_t i = get_global_id(0); out[i].x = in[i].y; out[i].y = in[i].x; }",
        reads: |n| 12 * n - 4,
        writes: (12, 8),
    },
    Access {
        name: "members with a gap",
        source: "typedef struct { float a, b, c, d, e, f, g, h; } P;
            kernel void k(global const P *in, global P *out, uint n) {
                size_t i = get_global_id(0); out[i].a = in[i].a + in[i].b; out[i].b = in[i].d + in[i].e; }",
        reads: |n| 32 * n - 12,
        writes: (32, 8),
    },
    Access {
        name: "a whole structure",
        source: "typedef struct { float x, y, z; uint kind; float u; } P;
            kernel void k(global const P *in, global P *out, uint n) { size_t i = get_global_id(0); P p = in[i]; p.x += p.u; p.kind ^= 1; out[i] = p; }",
        reads: |n| 20 * n,
        writes: (20, 20),
    },
    Access {
        name: "bytes of three",
        source: "typedef struct { uchar r, g, b; } P;
            kernel void k(global const P *in, global P *out, uint n) {
                size_t i = get_global_id(0); P p = in[i]; out[i].r = p.b; out[i].g = p.g; out[i].b = p.r; }",
        reads: |n| 3 * n,
        writes: (3, 3),
    },
    Access {
        name: "vectors in longer structures",
        source: "typedef struct { float4 v; float4 w; } P;
            kernel void k(global const P *in, global P *out, uint n) { size_t i = get_global_id(0); out[i].v = in[i].v * 2.0f; }",
        reads: |n| 32 * n - 16,
        writes: (32, 16),
    },
    Access {
        name: "vectors of three",
        source: "kernel void k(global const float *in, global float *out, uint n) { size_t i = get_global_id(0); vstore3(vload3(i, in) * 2.0f, i, out); }",
        reads: |n| 12 * n,
        writes: (12, 12),
    },
    Access {
        name: "words by index",
        source: "kernel void k(global const uint *in, global uint *out, uint n) { uint i = get_global_id(0); out[i * 11 % n] = in[i * i % n] + in[i]; }",
        reads: |n| 4 * n,
        writes: (4, 4),
    },
    Access {
        name: "bytes by index",
        source: "kernel void k(global const uchar *in, global uchar *out, uint n) { uint i = get_global_id(0); out[i] = in[i * i % n] + in[n - 1 - i % n]; }",
        reads: |n| n,
        writes: (1, 1),
    },
    Access {
        name: "vectors by index",
        source: "kernel void k(global const float4 *in, global float4 *out, uint n) { uint i = get_global_id(0); out[i] = in[i * i % n] + in[n - 1 - i]; }",
        reads: |n| 16 * n,
        writes: (16, 16),
    },
    Access {
        name: "half of the work-items",
        source: "kernel void k(global const uint *in, global uint *out, uint n) {
                size_t i = get_global_id(0); out[i] = i < (n + 1) / 2 ? in[i] * 3 : 1; }",
        reads: |n| 4 * n.div_ceil(2),
        writes: (4, 4),
    },
    Access {
        name: "neighbours, except at the ends",
        source: "kernel void k(global const uint *in, global uint *out, uint n) {
                size_t i = get_global_id(0); if (i == 0 || i == n - 1) { out[i] = 2; return; } out[i] = in[i - 1] + in[i] + in[i + 1]; }",
        reads: |n| 4 * n,
        writes: (4, 4),
    },
    Access {
        name: "a row each",
        source: "kernel void k(global const uint *in, global uint *out, uint n) {
                int i = get_global_id(0), length = 21 + (n >> 20); uint up = 0, down = 0;
                for (int j = 0; j < length; ++j) up = up * 3 + in[i * length + j];
                for (int j = length - 1; j >= 0; --j) down = down * 5 ^ in[i * length + j];
                out[i] = up + down; }",
        reads: |n| 84 * n,
        writes: (4, 4),
    },
    Access {
        name: "rows of different lengths",
        source: "kernel void k(global const uint *in, global uint *out, uint n) {
                uint i = get_global_id(0), sum = 0; for (uint j = i; j < n; j += 1 + i % 3) sum += in[j]; out[i] = sum; }",
        reads: |n| 4 * n,
        writes: (4, 4),
    },
    Access {
        name: "a stride of all work-items",
        source: "kernel void k(global const ulong *in, global ulong *out, uint n) {
                ulong sum = 0; for (uint j = get_global_id(0); j < 3 * n - 1; j += n) sum += in[j]; out[get_global_id(0)] = sum; }",
        reads: |n| 8 * (3 * n - 1),
        writes: (8, 8),
    },
];

fn accesses() {
    let lab = Lab::new();
    for access in ACCESSES {
        let program = lab.context.build(access.source);
        for n in COUNTS {
            let (stride, size) = access.writes;
            let (from, to) = ((access.reads)(n), stride * (n - 1) + size);
            let run = |side: Side, local: &[usize]| {
                let (input, output) = (Fenced::new(from, side), Fenced::new(to, side));
                let contents = numbers(from / 4 + 1).into_iter().flat_map(u32::to_ne_bytes);
                input.fill(contents);
                output.fill(std::iter::repeat(UNTOUCHED));
                let kernel = program.kernel("k");
                kernel
                    .arg_pointer(0, input.start)
                    .arg_pointer(1, output.start);
                kernel.arg(2, u32::try_from(n).expect("a small number"));
                let status = lab.queue.launch(&kernel, &[n], local).wait();
                let name = access.name;
                assert_eq!(
                    status, CL_SUCCESS,
                    "{name}, {n} work-items {local:?}, {side:?}"
                );
                let bytes = output.bytes().to_vec();
                let between = bytes
                    .chunks(stride)
                    .flat_map(|chunk| chunk.iter().skip(size));
                let touched = between.filter(|&&byte| byte != UNTOUCHED).count();
                assert_eq!(
                    touched, 0,
                    "{name}, {n} work-items {local:?}: bytes between"
                );
                bytes
            };
            let free = run(Side::Neither, &[]);
            for side in [Side::Behind, Side::Before] {
                assert_eq!(run(side, &[]), free, "{}, {n} work-items", access.name);
                if n % LOCAL == 0 {
                    assert_eq!(run(side, &[LOCAL]), free, "{}, {n} work-items", access.name);
                }
            }
        }
    }
}

/// On which side the memory ends at a page that nobody may access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
    Neither,
}

/// Memory between two such pages.
struct Fenced {
    mapping: *mut c_void,
    length: usize,
    start: *mut c_void,
    size: usize,
}

const PAGE: usize = 4096;

impl Fenced {
    fn new(size: usize, side: Side) -> Self {
        let room = (size + PAGE).next_multiple_of(PAGE);
        let length = room + 2 * PAGE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
        // SAFETY: a new mapping of our own, of which the middle is made accessible.
        let mapping = unsafe {
            let mapping = libc::mmap(std::ptr::null_mut(), length, libc::PROT_NONE, flags, -1, 0);
            assert_ne!(mapping, libc::MAP_FAILED);
            let access = libc::PROT_READ | libc::PROT_WRITE;
            assert_eq!(libc::mprotect(mapping.byte_add(PAGE), room, access), 0);
            mapping
        };
        let offset = match side {
            Side::Before => 0,
            Side::Behind => room - size,
            // As far from both as alignment for any element allows.
            Side::Neither => ((room - size) / 2) & !63,
        };
        Self {
            mapping,
            length,
            start: mapping.wrapping_byte_add(PAGE + offset),
            size,
        }
    }

    fn fill(&self, contents: impl Iterator<Item = u8>) {
        for (index, byte) in contents.take(self.size).enumerate() {
            // SAFETY: within the memory, which only this test knows.
            unsafe { self.start.cast::<u8>().add(index).write(byte) };
        }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: accessible and initialised; no kernel runs.
        unsafe { std::slice::from_raw_parts(self.start.cast(), self.size) }
    }
}

impl Drop for Fenced {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and nothing uses it any more.
        unsafe { libc::munmap(self.mapping, self.length) };
    }
}
