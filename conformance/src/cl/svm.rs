//! SVM allocations.

use super::Context;
use crate::cl;
use opencl_sys::*;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// An SVM allocation of `T`s. Kernels may change it at any time, so it is read and written by value only.
pub struct Svm<T> {
    context: cl_context,
    base: NonNull<T>,
    length: usize,
    element: PhantomData<T>,
}

impl<T: Copy> Svm<T> {
    /// Allocates `length` elements; the context must outlive it.
    #[track_caller]
    pub fn new(context: &Context, flags: cl_svm_mem_flags, length: usize) -> Self {
        let base = cl!(clSVMAlloc(context.0, flags, length * size_of::<T>(), 0));
        let base = NonNull::new(base.cast()).expect("clSVMAlloc gave NULL");
        Self {
            context: context.0,
            base,
            length,
            element: PhantomData,
        }
    }

    /// The address.
    pub fn as_ptr(&self) -> *mut T {
        self.base.as_ptr()
    }

    /// Size in bytes.
    pub fn size(&self) -> usize {
        self.length * size_of::<T>()
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Never: an allocation of no bytes is refused.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The address of an element.
    #[track_caller]
    pub fn at(&self, index: usize) -> *mut T {
        assert!(index < self.length, "{index} of {}", self.length);
        // SAFETY: inside the allocation.
        unsafe { self.as_ptr().add(index) }
    }

    /// Reads an element.
    #[track_caller]
    pub fn get(&self, index: usize) -> T {
        // SAFETY: inside the allocation, which kernels fill with `T`s; volatile, for they may do so right now.
        unsafe { self.at(index).read_volatile() }
    }

    /// Writes an element.
    #[track_caller]
    pub fn set(&self, index: usize, value: T) {
        // SAFETY: inside the allocation; volatile, for kernels may read it right now.
        unsafe { self.at(index).write_volatile(value) }
    }

    /// Fills it with one value.
    pub fn fill(&self, value: T) {
        (0..self.length).for_each(|index| self.set(index, value));
    }

    /// All elements.
    pub fn to_vec(&self) -> Vec<T> {
        (0..self.length).map(|index| self.get(index)).collect()
    }
}

impl<T> Drop for Svm<T> {
    fn drop(&mut self) {
        cl!(clSVMFree(self.context, self.base.as_ptr().cast()));
    }
}
