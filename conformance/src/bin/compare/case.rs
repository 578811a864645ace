//! A kernel to compare: what it is, what it runs over, and what must come out. It says nothing of how it is run.

use crate::data::{Data, Element};

/// One argument of a kernel.
pub(crate) enum Arg {
    /// A buffer with these contents.
    Buffer(Data),
    /// Fine- or coarse-grained SVM with these contents.
    Svm(Data),
    /// A chain in SVM: element `i` is a pointer to element `next[i]`, then a number.
    Chain(Vec<u32>),
    /// A value.
    Value(Data),
    /// Local memory of so many bytes.
    Local(usize),
}

/// What must be found in an argument's memory afterwards.
pub(crate) enum Check {
    /// Its first elements are these, but for an error of `tolerance * max(1, |expected|)`; none: bit for bit.
    Elements(Data, f64),
    /// All but a share of its first elements are these: where a comparison depends on rounding.
    Most(Data, f64),
    /// Its elements add up to this, but for a relative error.
    Sum(f64, f64),
}

/// The same work as straightforward C: `void k(void *const *a, long begin, long end)` over part of `range`.
pub(crate) struct Native {
    /// Source. `ARRAY(type, name, i)` and `VALUE(type, name, i)` declare argument `i`.
    pub(crate) source: &'static str,
    /// How many iterations there are to share between threads.
    pub(crate) range: usize,
}

/// A kernel named `k`, its NDRange, arguments and results.
pub(crate) struct Case {
    pub(crate) source: &'static str,
    pub(crate) global: Vec<usize>,
    /// Empty: the driver chooses.
    pub(crate) local: Vec<usize>,
    pub(crate) args: Vec<Arg>,
    /// Which argument, and what is expected of it.
    pub(crate) checks: Vec<(usize, Check)>,
    pub(crate) native: Option<Native>,
    /// Bytes read and written, where nothing but these decides the speed.
    pub(crate) moved: usize,
}

impl Case {
    /// A case without arguments yet.
    pub(crate) fn new(source: &'static str, global: &[usize]) -> Self {
        Self {
            source,
            global: global.to_vec(),
            local: Vec::new(),
            args: Vec::new(),
            checks: Vec::new(),
            native: None,
            moved: 0,
        }
    }

    /// Sets the local size.
    pub(crate) fn local(mut self, local: &[usize]) -> Self {
        self.local = local.to_vec();
        self
    }

    fn arg(mut self, arg: Arg) -> Self {
        self.args.push(arg);
        self
    }

    /// Adds a buffer.
    pub(crate) fn buffer<T: Element>(self, contents: &[T]) -> Self {
        self.arg(Arg::Buffer(Data::of(contents)))
    }

    /// Adds a buffer of `length` times `value`.
    pub(crate) fn filled<T: Element>(self, value: T, length: usize) -> Self {
        self.arg(Arg::Buffer(Data::of(&vec![value; length])))
    }

    /// Adds an SVM allocation.
    pub(crate) fn svm<T: Element>(self, contents: &[T]) -> Self {
        self.arg(Arg::Svm(Data::of(contents)))
    }

    /// Adds a chain of pointers in SVM.
    pub(crate) fn chain(self, next: Vec<u32>) -> Self {
        self.arg(Arg::Chain(next))
    }

    /// Adds a value.
    pub(crate) fn value<T: Element>(self, value: T) -> Self {
        self.arg(Arg::Value(Data::of(&[value])))
    }

    /// Adds local memory.
    pub(crate) fn local_memory(self, bytes: usize) -> Self {
        self.arg(Arg::Local(bytes))
    }

    /// Expects argument `arg` to begin with these elements.
    pub(crate) fn gives<T: Element>(mut self, arg: usize, expected: &[T], tolerance: f64) -> Self {
        let check = Check::Elements(Data::of(expected), tolerance);
        self.checks.push((arg, check));
        self
    }

    /// Expects argument `arg` to begin with these elements, but for a small share.
    pub(crate) fn gives_most<T: Element>(mut self, arg: usize, expected: &[T], share: f64) -> Self {
        self.checks
            .push((arg, Check::Most(Data::of(expected), share)));
        self
    }

    /// Expects the sum of an argument's elements.
    pub(crate) fn adds_up(mut self, arg: usize, sum: f64, tolerance: f64) -> Self {
        self.checks.push((arg, Check::Sum(sum, tolerance)));
        self
    }

    /// Gives the same work as C.
    pub(crate) fn native(mut self, range: usize, source: &'static str) -> Self {
        self.native = Some(Native { source, range });
        self
    }

    /// Says how many bytes each run reads and writes.
    pub(crate) fn moved(mut self, bytes: usize) -> Self {
        self.moved = bytes;
        self
    }
}

impl Check {
    /// Whether `found` passes; if not, why.
    pub(crate) fn judge(&self, found: &Data) -> Result<(), String> {
        match self {
            Self::Elements(expected, tolerance) => {
                match expected.first_difference(found, *tolerance) {
                    None => Ok(()),
                    Some(at) => Err(format!(
                        "element {at}: {} for {}",
                        found.number(at),
                        expected.number(at)
                    )),
                }
            }
            Self::Most(expected, share) => {
                let differ = expected.differences(found);
                let allowed = expected.len() as f64 * share;
                if differ as f64 <= allowed {
                    Ok(())
                } else {
                    Err(format!("{differ} elements differ"))
                }
            }
            Self::Sum(expected, tolerance) => {
                let sum: f64 = (0..found.len()).map(|index| found.number(index)).sum();
                if (sum - expected).abs() <= tolerance * expected.abs() {
                    Ok(())
                } else {
                    Err(format!("a sum of {sum} for {expected}"))
                }
            }
        }
    }
}
