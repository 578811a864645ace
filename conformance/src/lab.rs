//! A context, a queue and short ways to run one kernel over data: what the language suite needs.

use crate::cl::{Buffer, Context, Device, Kernel, Queue};
use opencl_sys::*;

/// The first device with a context and an in-order queue.
pub struct Lab {
    /// The context.
    pub context: Context,
    /// The device.
    pub device: Device,
    /// The queue.
    pub queue: Queue,
}

impl Lab {
    /// Opens the first device.
    pub fn new() -> Self {
        let (context, device) = Context::first();
        let queue = context.queue(device);
        Self {
            context,
            device,
            queue,
        }
    }

    /// A buffer with the given contents.
    #[track_caller]
    pub fn buffer<T: Copy>(&self, contents: &[T]) -> Buffer {
        let host = contents.as_ptr().cast_mut().cast();
        self.context
            .buffer(CL_MEM_COPY_HOST_PTR, size_of_val(contents), host)
    }

    /// Runs `kernel` with arguments already set and waits.
    #[track_caller]
    pub fn run(&self, kernel: &Kernel, global: &[usize], local: &[usize]) {
        let event = self.queue.launch(kernel, global, local);
        assert_eq!(event.wait(), CL_SUCCESS);
    }

    /// Runs `kernel k(global const A *in, global R *out)` of `source` over `input`, once with the driver's local size and once
    /// with each of some others; all give the same, which is returned.
    #[track_caller]
    pub fn map<A: Copy, R: Copy + Default + PartialEq + std::fmt::Debug>(
        &self,
        source: &str,
        input: &[A],
    ) -> Vec<R> {
        let program = self.context.build(source);
        let kernel = program.kernel("k");
        let from = self.buffer(input);
        let mut results = [&[][..], &[1], &[3], &[16], &[64]].map(|local| {
            let to = self.buffer(&vec![R::default(); input.len()]);
            kernel.arg_buffer(0, &from).arg_buffer(1, &to);
            self.run(&kernel, &[input.len()], local);
            self.queue.read::<R>(&to, input.len())
        });
        let bytes = |values: &[R]| {
            // SAFETY: the elements are plain numbers that the device wrote; comparing bytes keeps NaNs equal.
            unsafe { std::slice::from_raw_parts(values.as_ptr().cast::<u8>(), size_of_val(values)) }
                .to_vec()
        };
        for (index, result) in results.iter().enumerate() {
            assert_eq!(
                bytes(result),
                bytes(&results[0]),
                "local size {index} of the list"
            );
        }
        std::mem::take(&mut results[0])
    }
}

impl Default for Lab {
    fn default() -> Self {
        Self::new()
    }
}
