//! Sparse matrices by dense vectors.

use crate::case::Case;
use crate::data;
use crate::metric::Metric;

pub(super) fn metrics() -> Vec<Metric> {
    vec![
        Metric::kernel("kernel/sparse/CSR a row per item, 64k rows", csr_scalar),
        Metric::kernel("kernel/sparse/CSR a row per 32 items, 4k rows", csr_vector),
        Metric::kernel("kernel/sparse/ELL 64k rows of 16", ell),
        Metric::kernel("kernel/sparse/CSR f64, 32k rows", csr_double),
    ]
}

/// A matrix in compressed rows, of `length(row)` entries each.
struct Csr {
    rows: Vec<u32>,
    columns: Vec<u32>,
    values: Vec<f32>,
    x: Vec<f32>,
}

impl Csr {
    fn new(rows: usize, length: impl Fn(usize) -> usize) -> Self {
        let mut starts = vec![0_u32];
        for row in 0..rows {
            starts.push(starts[row] + length(row) as u32);
        }
        let entries = starts[rows] as usize;
        Self {
            rows: starts,
            columns: data::indices(entries, rows),
            values: data::floats(entries, -1.0, 1.0),
            x: data::floats(rows, -2.0, 2.0),
        }
    }

    fn product(&self) -> Vec<f64> {
        let row = |bounds: &[u32]| {
            (bounds[0] as usize..bounds[1] as usize)
                .map(|j| f64::from(self.values[j]) * f64::from(self.x[self.columns[j] as usize]))
                .sum()
        };
        self.rows.windows(2).map(row).collect()
    }

    /// The case of `source` over buffers for the rows, columns, values, x and the product.
    fn case(&self, source: &'static str, global: usize) -> Case {
        let product: Vec<f32> = self.product().iter().map(|&sum| sum as f32).collect();
        Case::new(source, &[global])
            .buffer(&self.rows)
            .buffer(&self.columns)
            .buffer(&self.values)
            .buffer(&self.x)
            .filled(0.0_f32, product.len())
            .gives(4, &product, 1e-4)
    }
}

fn csr_scalar() -> Case {
    const ROWS: usize = 1 << 16;
    Csr::new(ROWS, |row| row * 7919 % 13 + 2)
        .case(
            "kernel void k(global const uint *rows, global const uint *cols, global const float *v, global const float *x, global float *y) {
                size_t i = get_global_id(0); float sum = 0;
                for (uint j = rows[i]; j < rows[i + 1]; ++j) sum += v[j] * x[cols[j]];
                y[i] = sum; }",
            ROWS,
        )
        .native(
            ROWS,
            "void k(void *const *a, long begin, long end) {
                ARRAY(uint, rows, 0); ARRAY(uint, cols, 1); ARRAY(float, v, 2); ARRAY(float, x, 3); ARRAY(float, y, 4);
                for (long i = begin; i < end; ++i) {
                    float sum = 0; for (uint j = rows[i]; j < rows[i + 1]; ++j) sum += v[j] * x[cols[j]]; y[i] = sum; } }",
        )
}

fn csr_vector() -> Case {
    const ROWS: usize = 1 << 12;
    Csr::new(ROWS, |row| row * 37 % 200 + 40)
        .case(
            "kernel void k(global const uint *rows, global const uint *cols, global const float *v, global const float *x, global float *y) {
                local float l[128]; uint j = get_local_id(0), lane = j % 32, row = get_global_id(0) / 32; float sum = 0;
                for (uint e = rows[row] + lane; e < rows[row + 1]; e += 32) sum += v[e] * x[cols[e]];
                l[j] = sum;
                for (uint s = 16; s; s >>= 1) { barrier(CLK_LOCAL_MEM_FENCE); if (lane < s) l[j] += l[j + s]; }
                if (lane == 0) y[row] = l[j]; }",
            ROWS * 32,
        )
        .local(&[128])
}

fn ell() -> Case {
    const ROWS: usize = 1 << 16;
    const WIDTH: usize = 16;
    let columns = data::indices(ROWS * WIDTH, ROWS);
    let values = data::floats(ROWS * WIDTH, -1.0, 1.0);
    let x = data::floats(ROWS, -2.0, 2.0);
    let expected: Vec<f32> = (0..ROWS)
        .map(|row| {
            let entry = |e: usize| {
                let at = e * ROWS + row;
                f64::from(values[at]) * f64::from(x[columns[at] as usize])
            };
            (0..WIDTH).map(entry).sum::<f64>() as f32
        })
        .collect();
    Case::new(
        "kernel void k(global const uint *cols, global const float *v, global const float *x, global float *y, uint n) {
            uint i = get_global_id(0); float sum = 0;
            for (uint e = 0; e < 16; ++e) sum += v[e * n + i] * x[cols[e * n + i]];
            y[i] = sum; }",
        &[ROWS],
    )
    .buffer(&columns)
    .buffer(&values)
    .buffer(&x)
    .filled(0.0_f32, ROWS)
    .value(ROWS as u32)
    .gives(3, &expected, 1e-4)
}

fn csr_double() -> Case {
    const ROWS: usize = 1 << 15;
    let matrix = Csr::new(ROWS, |row| row * 31 % 25 + 5);
    let wide = |values: &[f32]| -> Vec<f64> { values.iter().map(|&v| f64::from(v)).collect() };
    Case::new(
        "kernel void k(global const uint *rows, global const uint *cols, global const double *v, global const double *x, global double *y) {
            size_t i = get_global_id(0); double sum = 0;
            for (uint j = rows[i]; j < rows[i + 1]; ++j) sum += v[j] * x[cols[j]];
            y[i] = sum; }",
        &[ROWS],
    )
    .buffer(&matrix.rows)
    .buffer(&matrix.columns)
    .buffer(&wide(&matrix.values))
    .buffer(&wide(&matrix.x))
    .filled(0.0_f64, ROWS)
    .gives(4, &matrix.product(), 1e-10)
}
