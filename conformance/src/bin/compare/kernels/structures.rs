//! Arrays of structures: members of neighbours are strided.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel(
            "kernel/structures/move particles of 8 floats 64k",
            particles,
        ),
        Metric::kernel("kernel/structures/move pairs of float4 64k", pairs),
        Metric::kernel("kernel/structures/kinetic energy of 8 floats 64k", energy),
        Metric::kernel("kernel/structures/rotate points of 3 floats 128k", points),
        Metric::kernel(
            "kernel/structures/distance of float4 in 32 bytes 64k",
            distance,
        ),
        Metric::kernel("kernel/structures/triangle areas of 9 floats 32k", areas),
        Metric::kernel("kernel/structures/complex products of double 64k", complex),
        Metric::kernel("kernel/structures/swap red and blue of 3 bytes 256k", swap),
        Metric::kernel("kernel/structures/float4 by index 64k", by_index),
        Metric::kernel(
            "kernel/structures/neighbours' forces of 64k x 16",
            neighbours,
        ),
    ]
}

const PARTICLE: &str = "typedef struct { float x, y, z, mass, vx, vy, vz, age; } P;";

fn moved(particles: &[f32]) -> Vec<f32> {
    let one = |p: &[f32]| {
        let mut p: [f32; 8] = p.try_into().expect("eight members");
        for axis in 0..3 {
            p[axis] += 0.5 * p[4 + axis];
        }
        p[7] += 0.5;
        p
    };
    particles.chunks(8).flat_map(one).collect()
}

fn particles() -> Case {
    const N: usize = 1 << 16;
    let p = data::floats(8 * N, -1.0, 1.0);
    let source = format!(
        "{PARTICLE} kernel void k(global const P *a, global P *b, float t) {{
            size_t i = get_global_id(0); P p = a[i];
            p.x += t * p.vx; p.y += t * p.vy; p.z += t * p.vz; p.age += t; b[i] = p; }}"
    );
    Case::new(source.leak(), &[N])
        .buffer(&p)
        .filled(0.0_f32, 8 * N)
        .value(0.5_f32)
        .gives(1, &moved(&p), 1e-6)
        .native(
            N,
            "typedef struct { float x, y, z, mass, vx, vy, vz, age; } P;
            void k(void *const *a, long begin, long end) {
                ARRAY(P, in, 0); ARRAY(P, out, 1); VALUE(float, t, 2);
                for (long i = begin; i < end; ++i) { P p = in[i];
                    p.x += t * p.vx; p.y += t * p.vy; p.z += t * p.vz; p.age += t; out[i] = p; } }",
        )
}

fn pairs() -> Case {
    const N: usize = 1 << 16;
    let p = data::floats(8 * N, -1.0, 1.0);
    let one = |p: &[f32]| {
        let at = |lane: usize| p[lane] + if lane < 4 { 0.5 * p[4 + lane] } else { 0.0 };
        std::array::from_fn::<f32, 8, _>(at)
    };
    let expected: Vec<f32> = p.chunks(8).flat_map(one).collect();
    Case::new(
        "typedef struct { float4 place, speed; } P;
        kernel void k(global const P *a, global P *b, float t) {
            size_t i = get_global_id(0); P p = a[i]; p.place += t * p.speed; b[i] = p; }",
        &[N],
    )
    .buffer(&p)
    .filled(0.0_f32, 8 * N)
    .value(0.5_f32)
    .gives(1, &expected, 1e-6)
    .native(
        N,
        "typedef struct { float place[4], speed[4]; } P;
        void k(void *const *a, long begin, long end) {
            ARRAY(P, in, 0); ARRAY(P, out, 1); VALUE(float, t, 2);
            for (long i = begin; i < end; ++i) { P p = in[i];
                for (int j = 0; j < 4; ++j) p.place[j] += t * p.speed[j]; out[i] = p; } }",
    )
}

fn energy() -> Case {
    const N: usize = 1 << 16;
    let p = data::floats(8 * N, -1.0, 1.0);
    let one = |p: &[f32]| 0.5 * p[3] * (p[4] * p[4] + p[5] * p[5] + p[6] * p[6]);
    let expected: Vec<f32> = p.chunks(8).map(one).collect();
    let source = format!(
        "{PARTICLE} kernel void k(global const P *a, global float *e) {{
            size_t i = get_global_id(0); global const P *p = a + i;
            e[i] = 0.5f * p->mass * (p->vx * p->vx + p->vy * p->vy + p->vz * p->vz); }}"
    );
    Case::new(source.leak(), &[N])
        .buffer(&p)
        .filled(0.0_f32, N)
        .gives(1, &expected, 1e-5)
        .native(
            N,
            "typedef struct { float x, y, z, mass, vx, vy, vz, age; } P;
            void k(void *const *a, long begin, long end) {
                ARRAY(P, in, 0); ARRAY(float, e, 1);
                for (long i = begin; i < end; ++i) { const P *p = in + i;
                    e[i] = 0.5f * p->mass * (p->vx * p->vx + p->vy * p->vy + p->vz * p->vz); } }",
        )
}

fn points() -> Case {
    const N: usize = 1 << 17;
    let p = data::floats(3 * N, -1.0, 1.0);
    let one = |p: &[f32]| [0.8 * p[0] - 0.6 * p[1], 0.6 * p[0] + 0.8 * p[1], p[2] + 1.0];
    let expected: Vec<f32> = p.chunks(3).flat_map(one).collect();
    Case::new(
        "typedef struct { float x, y, z; } P;
        kernel void k(global const P *a, global P *b, float c, float s) {
            size_t i = get_global_id(0); P p = a[i];
            P r = {c * p.x - s * p.y, s * p.x + c * p.y, p.z + 1}; b[i] = r; }",
        &[N],
    )
    .buffer(&p)
    .filled(0.0_f32, 3 * N)
    .value(0.8_f32)
    .value(0.6_f32)
    .gives(1, &expected, 1e-5)
    .native(
        N,
        "typedef struct { float x, y, z; } P;
        void k(void *const *a, long begin, long end) {
            ARRAY(P, in, 0); ARRAY(P, out, 1); VALUE(float, c, 2); VALUE(float, s, 3);
            for (long i = begin; i < end; ++i) { P p = in[i];
                P r = {c * p.x - s * p.y, s * p.x + c * p.y, p.z + 1}; out[i] = r; } }",
    )
}

fn distance() -> Case {
    const N: usize = 1 << 16;
    let p = data::floats(8 * N, 0.5, 2.0);
    let one = |p: &[f32]| (p[0] * p[0] + p[1] * p[1] + p[2] * p[2]).sqrt() * p[3];
    let expected: Vec<f32> = p.chunks(8).map(one).collect();
    Case::new(
        "kernel void k(global const float4 *a, global float *r) {
            size_t i = get_global_id(0); float4 p = a[2 * i]; r[i] = length(p.xyz) * p.w; }",
        &[N],
    )
    .buffer(&p)
    .filled(0.0_f32, N)
    .gives(1, &expected, 1e-5)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, p, 0); ARRAY(float, r, 1);
            for (long i = begin; i < end; ++i) { const float *x = p + 8 * i;
                r[i] = sqrtf(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]) * x[3]; } }",
    )
}

fn areas() -> Case {
    const N: usize = 1 << 15;
    let t = data::floats(9 * N, -1.0, 1.0);
    let one = |t: &[f32]| {
        let side = |corner: usize| std::array::from_fn(|axis| t[3 * corner + axis] - t[axis]);
        let (u, v): ([f32; 3], [f32; 3]) = (side(1), side(2));
        let n = [
            u[1] * v[2] - u[2] * v[1],
            u[2] * v[0] - u[0] * v[2],
            u[0] * v[1] - u[1] * v[0],
        ];
        0.5 * n.iter().map(|x| x * x).sum::<f32>().sqrt()
    };
    let expected: Vec<f32> = t.chunks(9).map(one).collect();
    Case::new(
        "typedef struct { float x, y, z; } P; typedef struct { P a, b, c; } T;
        kernel void k(global const T *t, global float *r) {
            size_t i = get_global_id(0); T q = t[i];
            float3 u = (float3)(q.b.x - q.a.x, q.b.y - q.a.y, q.b.z - q.a.z);
            float3 v = (float3)(q.c.x - q.a.x, q.c.y - q.a.y, q.c.z - q.a.z);
            r[i] = 0.5f * length(cross(u, v)); }",
        &[N],
    )
    .buffer(&t)
    .filled(0.0_f32, N)
    .gives(1, &expected, 1e-3)
    .native(
        N,
        "typedef struct { float x, y, z; } P; typedef struct { P a, b, c; } T;
        void k(void *const *a, long begin, long end) {
            ARRAY(T, t, 0); ARRAY(float, r, 1);
            for (long i = begin; i < end; ++i) { T q = t[i];
                float u[3] = {q.b.x - q.a.x, q.b.y - q.a.y, q.b.z - q.a.z};
                float v[3] = {q.c.x - q.a.x, q.c.y - q.a.y, q.c.z - q.a.z};
                float x = u[1] * v[2] - u[2] * v[1], y = u[2] * v[0] - u[0] * v[2], z = u[0] * v[1] - u[1] * v[0];
                r[i] = 0.5f * sqrtf(x * x + y * y + z * z); } }",
    )
}

fn complex() -> Case {
    const N: usize = 1 << 16;
    let (x, y) = (
        data::doubles(2 * N, -1.0, 1.0),
        data::doubles(2 * N, 0.0, 2.0),
    );
    let pairs = x.chunks(2).zip(y.chunks(2));
    let one = |(x, y): (&[f64], &[f64])| [x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]];
    let expected: Vec<f64> = pairs.flat_map(one).collect();
    Case::new(
        "typedef struct { double re, im; } C;
        kernel void k(global const C *a, global const C *b, global C *r) {
            size_t i = get_global_id(0); C x = a[i], y = b[i];
            C p = {x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re}; r[i] = p; }",
        &[N],
    )
    .buffer(&x)
    .buffer(&y)
    .filled(0.0_f64, 2 * N)
    .gives(2, &expected, 1e-12)
    .native(
        N,
        "typedef struct { double re, im; } C;
        void k(void *const *a, long begin, long end) {
            ARRAY(C, x, 0); ARRAY(C, y, 1); ARRAY(C, r, 2);
            for (long i = begin; i < end; ++i) {
                C p = {x[i].re * y[i].re - x[i].im * y[i].im, x[i].re * y[i].im + x[i].im * y[i].re}; r[i] = p; } }",
    )
}

fn swap() -> Case {
    const N: usize = 1 << 18;
    let p = data::bytes(3 * N);
    let expected: Vec<u8> = p.chunks(3).flat_map(|p| [p[2], p[1], p[0]]).collect();
    Case::new(
        "typedef struct { uchar r, g, b; } P;
        kernel void k(global const P *a, global P *b) {
            size_t i = get_global_id(0); P p = a[i]; P q = {p.b, p.g, p.r}; b[i] = q; }",
        &[N],
    )
    .buffer(&p)
    .filled(0_u8, 3 * N)
    .gives(1, &expected, 0.0)
    .native(
        N,
        "typedef struct { uchar r, g, b; } P;
        void k(void *const *a, long begin, long end) {
            ARRAY(P, x, 0); ARRAY(P, y, 1);
            for (long i = begin; i < end; ++i) { P q = {x[i].b, x[i].g, x[i].r}; y[i] = q; } }",
    )
}

/// Numbers below `limit`, in no order.
fn indices(count: usize, limit: usize) -> Vec<u32> {
    let limit = u32::try_from(limit).expect("a small number");
    data::words(count)
        .iter()
        .map(|word| (word >> 7) % limit)
        .collect()
}

fn by_index() -> Case {
    const N: usize = 1 << 16;
    let p = data::floats(4 * N, -1.0, 1.0);
    let places = indices(N, N);
    let one = |&place: &u32| {
        let p = &p[4 * place as usize..][..4];
        [p[0] + 1.0, p[1] + 2.0, p[2] * p[3], p[3]]
    };
    let expected: Vec<f32> = places.iter().flat_map(one).collect();
    Case::new(
        "kernel void k(global const float4 *a, global const uint *places, global float4 *r) {
            size_t i = get_global_id(0); float4 p = a[places[i]];
            r[i] = (float4)(p.x + 1, p.y + 2, p.z * p.w, p.w); }",
        &[N],
    )
    .buffer(&p)
    .buffer(&places)
    .filled(0.0_f32, 4 * N)
    .gives(2, &expected, 1e-6)
    .native(
        N,
        "void k(void *const *a, long begin, long end) {
            ARRAY(float, in, 0); ARRAY(uint, places, 1); ARRAY(float, r, 2);
            for (long i = begin; i < end; ++i) { const float *p = in + 4l * places[i]; float *q = r + 4 * i;
                q[0] = p[0] + 1; q[1] = p[1] + 2; q[2] = p[2] * p[3]; q[3] = p[3]; } }",
    )
}

fn neighbours() -> Case {
    const N: usize = 1 << 16;
    const OTHERS: usize = 16;
    let p = data::floats(4 * N, -1.0, 1.0);
    let list = indices(OTHERS * N, N);
    let force = |item: usize| {
        (0..OTHERS)
            .map(|other| {
                let other = &p[4 * list[other * N + item] as usize..][..4];
                let square: f32 = (0..3)
                    .map(|axis| (other[axis] - p[4 * item + axis]).powi(2))
                    .sum();
                other[3] / (square + 0.1)
            })
            .sum::<f32>()
    };
    let expected: Vec<f32> = (0..N).map(force).collect();
    Case::new(
        "typedef struct { float x, y, z, charge; } P;
        kernel void k(global const P *p, global const uint *list, global float *f) {
            size_t i = get_global_id(0), n = get_global_size(0); float x = p[i].x, y = p[i].y, z = p[i].z, sum = 0;
            for (uint j = 0; j < 16; ++j) { global const P *o = p + list[j * n + i];
                float u = o->x - x, v = o->y - y, w = o->z - z;
                sum += o->charge / (u * u + v * v + w * w + 0.1f); }
            f[i] = sum; }",
        &[N],
    )
    .buffer(&p)
    .buffer(&list)
    .filled(0.0_f32, N)
    .gives(2, &expected, 1e-3)
    .native(
        N,
        "typedef struct { float x, y, z, charge; } P;
        void k(void *const *a, long begin, long end) {
            ARRAY(P, p, 0); ARRAY(uint, list, 1); ARRAY(float, f, 2);
            for (long i = begin; i < end; ++i) { float sum = 0;
                for (long j = 0; j < 16; ++j) { const P *o = p + list[j * 65536 + i];
                    float u = o->x - p[i].x, v = o->y - p[i].y, w = o->z - p[i].z;
                    sum += o->charge / (u * u + v * v + w * w + 0.1f); }
                f[i] = sum; } }",
    )
}
