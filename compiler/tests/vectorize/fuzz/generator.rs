//! Writes kernels without undefined behaviour.

use super::{STRUCTURES, random::Random};
use std::fmt::Write;

/// What a kernel is made of so far.
pub(super) struct Generator {
    random: Random,
    text: String,
    depth: usize,
    /// Names of loop counters in scope.
    counters: Vec<String>,
    names: usize,
    /// Whether all work-items are here.
    uniform: bool,
    in_loop: bool,
    returned: bool,
    counts_locally: bool,
    /// Words of a work-item's structure.
    words: u64,
    /// Which of the structures.
    whose: &'static str,
}

impl Generator {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            text: String::new(),
            depth: 0,
            counters: Vec::new(),
            names: 0,
            uniform: true,
            in_loop: false,
            returned: false,
            counts_locally: false,
            words: 1 + seed % 8,
            whose: if (seed / 8).is_multiple_of(2) {
                "g"
            } else {
                "(g ^ 1)"
            },
        }
    }

    fn next(&mut self, limit: u64) -> u64 {
        self.random.below(limit)
    }

    pub(super) fn kernel(mut self) -> String {
        self.text = "typedef uint4 packed __attribute__((aligned(4), may_alias));\
                     \ntypedef float real __attribute__((may_alias)); typedef ushort part __attribute__((may_alias));\
                     \nkernel void k(global uint *out, global const uint *in, global float *fout, global uint *counts,\
                     \n              local uint *l, uint n) {\
                     \n  uint g = gid(0) + gsize(0) * (gid(1) + gsize(1) * gid(2));\
                     \n  uint x = lid(0), size = lsize(0) * lsize(1) * lsize(2);\
                     \n  uint me = lid(0) + lsize(0) * (lid(1) + lsize(1) * lid(2));\
                     \n  int i = gid(0); uint gx = gid(0);\
                     \n  uint a = g * 3, b = in[g], c = n + x;\
                     \n  float f = x * 0.5f, h = in[g & 7] * 0.25f;\
                     \n  ulong w = b * 77ul; double d = f; uchar q = b; short s = a; bool t = b & 1;\
                     \n  uint4 v = (uint4)(a, b, c, 9); uchar4 p = (uchar4)(1, q, 3, s);\
                     \n  uint m[8]; for (int j = 0; j < 8; j++) m[j] = j * a;\n"
            .into();
        self.counts_locally = self.next(3) == 0;
        if self.counts_locally {
            self.line("for (uint j = me; j < 16; j += size) l[128 + j] = 0; sync();");
        }
        for _ in 0..3 + self.next(6) {
            self.statement();
        }
        self.text.push_str(
            "  out[g] += a ^ b * 3 ^ c * 5 ^ (uint)w ^ (uint)(w >> 32) ^ q ^ (ushort)s ^ t;\
             \n  out[g] += v.x ^ v.y * 3 ^ v.z * 5 ^ v.w ^ p.x ^ p.y ^ p.z ^ p.w ^ m[a & 7];\
             \n  fout[g] = f + h + (float)d;\n",
        );
        if self.counts_locally {
            self.line("sync(); for (uint j = me; j < 16; j += size) counts[j] += l[128 + j];");
        }
        self.text.push_str("}\n");
        self.text
    }

    fn line(&mut self, text: &str) {
        let indent = 2 * (self.depth + 1);
        writeln!(self.text, "{:indent$}{text}", "").unwrap();
    }

    fn block(&mut self, uniform: bool, in_loop: bool) {
        let before = (self.uniform, self.in_loop, self.counters.len());
        self.uniform &= uniform;
        self.in_loop = in_loop;
        self.depth += 1;
        for _ in 0..1 + self.next(3) {
            self.statement();
        }
        self.depth -= 1;
        (self.uniform, self.in_loop) = (before.0, before.1);
        self.counters.truncate(before.2);
    }

    fn statement(&mut self) {
        let choice = if self.depth >= 4 {
            self.next(16)
        } else {
            self.next(30)
        };
        match choice {
            0..=4 => self.assign(),
            5 => {
                let (index, value) = (self.uint(2), self.uint(2));
                self.line(&format!("m[({index}) & 7] = {value};"));
            }
            6 => {
                let value = self.uint(2);
                self.line(&format!("out[g] ^= {value};"));
            }
            7 => {
                let (index, value) = (self.uint(1), self.uint(1));
                let add = "__opencl_atomic_fetch_add((volatile global atomic_uint *)&counts[";
                self.line(&format!("{add}({index}) & 15], {value} & 255, memory_order_relaxed, memory_scope_device);"));
            }
            8 => self.vector(),
            9 if self.in_loop => {
                let (condition, word) = (
                    self.condition(),
                    if self.next(2) == 0 {
                        "break"
                    } else {
                        "continue"
                    },
                );
                self.line(&format!("if ({condition}) {word};"));
            }
            10 if self.uniform && !self.returned => {
                let (value, step) = (self.uint(1), self.next(9));
                self.line(&format!(
                    "l[me] = {value}; sync(); c += l[(me + {step}) % size]; sync();"
                ));
            }
            11 => {
                let (index, value) = (self.uint(1), self.uint(1));
                self.line(&format!(
                    "{{ volatile uint y = {value}; b += y ^ m[{index} & 7]; }}"
                ));
            }
            12 => self.atomic(),
            13..=14 => self.memory(),
            15 => {
                let (place, value) = (self.next(8), self.uint(1));
                self.line(&format!(
                    "m[{place}] += {value}; c ^= m[({value} + n) & 7];"
                ));
            }
            16..=18 => self.conditional(),
            19..=20 => self.counted(),
            21 => self.strided(),
            22 => self.repeated(),
            23 => self.switch(),
            26..=27 => self.structure(),
            28..=29 => self.row(),
            24 if !self.uniform && self.counters.is_empty() => {
                self.returned = true;
                let condition = self.condition();
                self.line(&format!("if ({condition}) {{ out[g] = a; return; }}"));
            }
            _ => self.assign(),
        }
    }

    fn assign(&mut self) {
        let value = self.uint(3);
        let text = match self.next(12) {
            0..=1 => format!("a = {value};"),
            2..=3 => format!("b += {value};"),
            4 => format!("c ^= {value};"),
            5 => format!("f = f * 0.5f + (float)({value} & 1023);"),
            6 => format!("h = f < h ? h - f : h + (float)({value} >> 20);"),
            7 => format!("w = w * 31 + {value}; w ^= w >> 7;"),
            8 => format!("d = d * 0.25 + {value};"),
            9 => format!("q += {value}; s -= (short)({value} & 0x7F) - q;"),
            10 => format!("t = !t ^ ({value} > 100);"),
            _ => format!(
                "a = __builtin_elementwise_max(a, {value}) - __builtin_elementwise_min(b, c);"
            ),
        };
        self.line(&text);
    }

    fn atomic(&mut self) {
        let (index, value) = (self.uint(1), self.uint(1));
        let order = "memory_order_relaxed, memory_scope_device";
        let global = "(volatile global atomic_uint *)&counts";
        let text = match self.next(6) {
            0 => format!(
                "__opencl_atomic_fetch_max({global}[16 + (({index}) & 3)], {value}, {order});"
            ),
            1 => format!("__opencl_atomic_fetch_or({global}[20], {value}, {order});"),
            2 => format!("__opencl_atomic_fetch_min({global}[21], {value}, {order});"),
            3 => format!("__opencl_atomic_fetch_sub({global}[22], {value}, {order});"),
            _ if self.counts_locally => {
                let local = "(volatile local atomic_uint *)&l";
                let place = if self.next(2) == 0 {
                    "3".into()
                } else {
                    format!("(({index}) & 15)")
                };
                format!(
                    "__opencl_atomic_fetch_add({local}[128 + {place}], {value} & 0xFFF, {order});"
                )
            }
            _ => format!("__opencl_atomic_fetch_add({global}[5], {value}, {order});"),
        };
        self.line(&text);
    }

    /// Reads at places that grow with the work-item.
    fn memory(&mut self) {
        let (step, first) = (1 + self.next(5), self.next(9));
        let text = match self.next(20) {
            0 => format!("a ^= in[i * {step} + {first}];"),
            1 => format!("b += in[gx * {step}u + {first}u];"),
            2 => format!("c ^= in[{} - i];", 200 + first),
            3 => format!("if (x >= {first}) a += in[x - {first}];"),
            4 => format!("if (i >= {step}) b ^= in[i - {step}] + in[(i - {step}) * 2];"),
            5 => format!("a += ((global const uchar *)in)[gx * {step} + {first}];"),
            6 => format!("s += ((global const ushort *)in)[i * {step} + {first}];"),
            7 => format!("v ^= ((global const uint4 *)in)[i + {first}];"),
            8 => format!("w += ((global const ulong *)in)[(gx - {first}u) & 127];"),
            10 => format!(
                "a ^= in[gx / {0} * {step} + gx % {0} + {first}];",
                2 + 6 * first
            ),
            11 => format!(
                "b ^= in[i / {0} * {step} + i % {0} + {first}];",
                3 + 5 * first
            ),
            12 => {
                format!("{{ uint m = n & 31 | 1; c ^= in[gx / m * {step} + gx % m + {first}]; }}")
            }
            13 => format!(
                "{{ int m = n & 31; m = m == 0 || (i == -2147483647 - 1 && m == -1) ? 1 : m;\
                 a += in[i / m * {step} + i % m] + i / m; }}"
            ),
            9 => format!("a ^= in[i / (t ? 1 : (int)((n & 31) | 1)) + {first}];"),
            14 => format!("c += in[(gx >> 3) * {step} + (gx & 7)] ^ in[(gx & ~15u) + {first}];"),
            15 => "{ uint m = n & 15 | 1; v ^= ((global const uint4 *)in)[gx / m * m + gx % m]; }"
                .into(),
            16 => "out[g / 16 * 16 + g % 16] ^= g % (c | 1);".into(),
            17 => format!(
                "{{ uint m = n & 63 | 1; out[(g + {first}) / m * m + (g + {first}) % m - {first}] += b % m; }}"
            ),
            // As LLVM writes them: `n + ~gx`.
            18 => format!(
                "c += in[(n & 63 | 256) - 1 - gx] ^ in[n - 1 - gx & 127] + in[(int)(n & {first} | 192) - 1 - i];"
            ),
            _ => format!("b ^= in[(gx + n * {first}u) & 255] + in[(i + {first}) & 1023];"),
        };
        self.line(&text);
    }

    /// Reads and writes members of the work-item's own structure, and reads those of another array.
    fn structure(&mut self) {
        let (words, whose) = (self.words, self.whose);
        let name = self.counter();
        self.line(&format!(
            "{{ global uint *{name} = out + {STRUCTURES} + {whose} * {words};"
        ));
        let index = self.uint(1);
        self.line(&format!("  uint {name}_ = ({index}) & 127;"));
        let mut place = self.next(words);
        for _ in 0..2 + self.next(2 * words) {
            let value = self.uint(1);
            let text = match self.next(14) {
                12 => format!("  b += in[{name}_ * {words} + {place}];"),
                13 => format!(
                    "  v ^= *(global const packed *)(in + {name}_ * 7 + {place}); c += in[{name}_ * {words} + {place}];"
                ),
                0..=2 => format!("  {name}[{place}] = {value};"),
                3 => format!("  {name}[{place}] ^= {value};"),
                4..=5 => format!("  a += {name}[{place}];"),
                6 => format!("  ((global real *){name})[{place}] = (float)({value} & 255);"),
                7 => format!("  f += (float)(((global int *){name})[{place}] & 63);"),
                8 => format!("  b ^= in[gx * {words} + {place}];"),
                9 => {
                    format!("  c += in[i * {words} + {place}]; d += in[i * {words} + {place}] & 7;")
                }
                10 => format!(
                    "  ((global part *){name})[{}] += {value};",
                    2 * place + self.next(2)
                ),
                _ if words >= 4 => format!(
                    "  v += *(global packed *)({name} + {0}); *(global packed *)({name} + {0}) = v;",
                    words / 4 * 4 - 4
                ),
                _ => format!("  {name}[{place}] += {name}[0] + {value};"),
            };
            self.line(&text);
            // Mostly one after the other.
            place = match self.next(4) {
                0 => self.next(words),
                _ => (place + 1) % words,
            };
        }
        self.line("}");
    }

    fn vector(&mut self) {
        let (value, index) = (self.uint(2), self.uint(1));
        let text = match self.next(7) {
            0 => format!("v = v.yzwx + (uint4)(a, {value}, b, 1);"),
            1 => format!("v.z ^= {value}; v = v << (uint4)(1, 2, 3, 4);"),
            2 => format!("v = v > (uint4)({value}) ? v.wzyx : v * 3;"),
            3 => format!("p += __builtin_convertvector(v, uchar4); a ^= as_uint(p) + {value};"),
            4 => format!("p = as_uchar4({value}); v.xy = v.zw;"),
            5 => format!("c += v[({index}) & 3];"),
            _ => format!("v[({index}) & 3] = {value};"),
        };
        self.line(&text);
    }

    fn conditional(&mut self) {
        let uniform = self.next(3) == 0;
        let condition = if uniform {
            self.uniform_condition()
        } else {
            self.condition()
        };
        self.line(&format!("if ({condition}) {{"));
        self.block(uniform, self.in_loop);
        if self.next(2) == 0 {
            self.line("} else {");
            self.block(uniform, self.in_loop);
        }
        self.line("}");
    }

    fn counter(&mut self) -> String {
        self.names += 1;
        format!("k{}", self.names)
    }

    fn counted(&mut self) {
        let uniform = self.next(2) == 0;
        let name = self.counter();
        let bound = if uniform {
            format!("{}", 1 + self.next(5))
        } else {
            format!("({} & 7)", self.uint(1))
        };
        self.line(&format!(
            "for (uint {name} = 0; {name} < {bound}; {name}++) {{"
        ));
        self.counters.push(name.clone());
        // Breaks under varying conditions make the loop varying, so barriers are not for loops with breaks.
        let before = self.uniform;
        self.block(uniform, !(uniform && before));
        self.counters.retain(|other| *other != name);
        self.line("}");
    }

    /// A loop that work-items leave in different iterations, by a linear number, or that goes down a column.
    fn strided(&mut self) {
        let name = self.counter();
        let (limit, first) = (1 + self.next(900), self.next(9));
        let (head, index) = match self.next(10) {
            0 => (
                format!("for (uint {name} = gx; {name} < {limit}; {name} += gsize(0))"),
                name.clone(),
            ),
            1 => (
                format!("for (ulong {name} = gid(0); {name} < n * {first}; {name} += gsize(0))"),
                name.clone(),
            ),
            2 => (
                format!(
                    "for (int {name} = i; {name} <= (int)n * {first}; {name} += 1 + (int)gsize(0))"
                ),
                name.clone(),
            ),
            3 => (
                format!("for (int {name} = {limit} - i; {name} >= 0; {name} -= 7 + {first})"),
                name.clone(),
            ),
            4 => (
                format!("for (uint {name} = gx + 0xFFFFFE00u; {name} > 0xFFFFF000u; {name} += 93)"),
                format!("({name} & 1023)"),
            ),
            5 => (
                format!("for (uint {name} = {first}; {name} < gx * 2; {name} += 5)"),
                format!("({name} + gx)"),
            ),
            6 => (
                format!(
                    "for (global const uint *{name} = in + gx; {name} < in + {limit}; {name} += gsize(0))"
                ),
                format!("({name} - in)"),
            ),
            7 => (
                format!(
                    "for (long {name} = (long)gid(0) - 60; {name} < {first}; {name} += 1 + (n & 15))"
                ),
                format!("({name} + 60)"),
            ),
            8 => (
                format!("for (uint {name} = gx; {name} < (n & 7); {name} += n)"),
                name.clone(),
            ),
            _ => (
                format!(
                    "for (uint {name} = 0; {name} < {}; {name}++)",
                    1 + self.next(7)
                ),
                format!("({name} * (n * 10 - 10) + gx)"),
            ),
        };
        self.line(&format!("{head} {{"));
        let value = self.uint(1);
        for _ in 0..=self.next(2) {
            let text = match self.next(8) {
                0 => format!("  a += in[{index}] ^ {value};"),
                1 => format!("  b = __builtin_elementwise_max(b, in[{index}]);"),
                2 => format!("  f = f * 0.5f + (in[{index}] & 255);"),
                3 => format!("  d += in[{index}] & 1023;"),
                4 => format!("  c += in[{index} / 2] * (uint)({index});"),
                5 => format!("  if (in[{index}] & 1) w += {value};"),
                6 => "  out[g] += a;".into(),
                _ => format!("  t = in[{index}] & 4; a -= b;"),
            };
            self.line(&text);
        }
        if self.next(4) == 0 {
            self.block(false, true);
        }
        self.line("}");
    }

    /// A loop in which each work-item reads a row of its own, all for as long.
    fn row(&mut self) {
        let name = self.counter();
        let start = match self.next(4) {
            0 => "(i & 31) * 24".into(),
            1 => "(int)(gx % 13 * (n + 50))".into(),
            2 => "((int)b & 15) * 40".into(),
            _ => format!("i * {}", 3 + self.next(3)),
        };
        let bound = match self.next(3) {
            0 => format!("{}", self.next(40)),
            1 => format!("((n * {} + 5) & 31)", self.next(99)),
            _ => format!("(in[{}] & 31)", self.next(128)),
        };
        let first = self.next(5);
        // Tested at the end, as LLVM turns loops round.
        let (ty, head, test, step) = match self.next(8) {
            0 => ("int", "0".into(), format!("J < (int){bound}"), 1),
            1 => ("uint", first.to_string(), format!("J < {bound}"), 1),
            2 => ("ulong", first.to_string(), format!("J != {bound} + 5"), 1),
            3 => ("int", bound, format!("J >= {first}"), -1),
            4 => ("long", bound, "J > 0".into(), -1 - first.cast_signed()),
            5 => (
                "long",
                "0".into(),
                format!("J <= {bound}"),
                1 + first.cast_signed(),
            ),
            6 => ("uint", bound, "J != 0".into(), -1),
            _ => (
                "int",
                first.to_string(),
                format!("J != (int){bound} + 5"),
                1,
            ),
        };
        let row = format!("r{name}");
        let test = test.replace('J', &name);
        self.line(&format!(
            "{{ {ty} {row} = {start}, {name} = {head}; if ({test}) do {{"
        ));
        for _ in 0..=self.next(2) {
            let text = match self.next(7) {
                0 => format!("  a += in[{row} + {name}] * (uint){name};"),
                1 => format!("  f = f * 0.5f + (in[{row} + {name}] & 255);"),
                2 => format!("  c = c * 31 ^ in[{row} + {name}] ^ in[{row} + {name} + 1];"),
                3 => format!("  b ^= in[{row} + {name} + 3] >> ((uint){name} & 7);"),
                4 => format!("  d += ((global const float *)in)[{row} + {name} + 2] > h;"),
                5 => format!("  w += in[{row} + {name}] ^ in[{name}];"),
                _ => format!("  t ^= in[{row} + {name} * 2] > a;"),
            };
            self.line(&text);
        }
        if self.next(6) == 0 {
            self.assign();
        }
        self.line(&format!("  {name} += {step}; }} while ({test}); }}"));
    }

    fn repeated(&mut self) {
        let name = self.counter();
        let value = self.uint(1);
        self.line(&format!(
            "uint {name} = {value} & 15; while ({name} > 2) {{ {name}--;"
        ));
        let condition = self.condition();
        self.block(false, true);
        self.line(&format!("  if ({condition}) {name} >>= 1;"));
        self.line("}");
    }

    fn switch(&mut self) {
        let value = self.uint(1);
        self.line(&format!("switch ({value} % 5) {{"));
        for case in [0, 1, 3] {
            self.line(&format!("case {case}:"));
            // `break` belongs to the switch here, `continue` to no loop perhaps.
            self.block(false, false);
            if self.next(3) > 0 {
                self.line("break;");
            }
        }
        self.line("default:");
        self.block(false, false);
        self.line("}");
    }

    fn condition(&mut self) -> String {
        let (a, b) = (self.uint(1), self.uint(1));
        match self.next(8) {
            0 => format!("{a} < {b}"),
            1 => format!("({a} & 3) == {}", self.next(4)),
            2 => "f < h".into(),
            3 => format!("x < {}", self.next(20)),
            4 => "t".into(),
            5 => format!("({a} & 1) && ({b} & 2)"),
            6 => format!("({a} & 1) || d > {b}"),
            _ => self.uniform_condition(),
        }
    }

    fn uniform_condition(&mut self) -> String {
        let counter = self.next(3);
        match self
            .counters
            .get(usize::try_from(counter).unwrap())
            .cloned()
        {
            // A counter is uniform only where its loop is; conditions on it are for blocks that may diverge.
            Some(name) if !self.uniform => format!("{name} == {}", self.next(4)),
            _ => format!("(n & {}) == {}", self.next(16), self.next(3)),
        }
    }

    fn uint(&mut self, depth: usize) -> String {
        if depth == 0 || self.next(4) == 0 {
            return match self.next(12) {
                0..=1 => "a".into(),
                2..=3 => "b".into(),
                4 => "c".into(),
                5 => "x".into(),
                6 => "g".into(),
                7 => "n".into(),
                8 => format!("{}u", self.next(1000)),
                9 => "(uint)w".into(),
                10 => "(uint)q".into(),
                _ => self
                    .counters
                    .last()
                    .cloned()
                    .unwrap_or_else(|| "v.y".into()),
            };
        }
        let (a, b) = (self.uint(depth - 1), self.uint(depth - 1));
        match self.next(19) {
            16 => format!("(uint)((int){a} / (int)(({b} >> 1) | 1))"),
            17 => format!("(uint)((short){a} % (short)(({b} & 0x7FFF) | 1))"),
            18 => format!("(uint)((uchar){a} / (uchar)({b} | 1))"),
            0..=2 => format!("({a} + {b})"),
            3 => format!("({a} - {b})"),
            4 => format!("({a} * {b})"),
            5 => format!("({a} ^ {b})"),
            6 => format!("({a} & {b})"),
            7 => format!("({a} << ({b} & 31))"),
            8 => format!("({a} >> ({b} & 31))"),
            9 => format!("({a} / ({b} | 1))"),
            10 => format!("({a} % ({b} | 1))"),
            11 => format!("in[({a}) & 127]"),
            12 => format!("in[((uint)i + {}) & 127]", self.next(9)),
            13 => format!("m[({a}) & 7]"),
            14 => format!("(t ? {a} : {b})"),
            _ => format!("(uint)((ulong){a} * {b} >> 9)"),
        }
    }
}
