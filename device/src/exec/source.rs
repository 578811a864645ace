//! Where work comes from.

/// How urgent work is. Work that is more urgent is taken first, also before what is left of work that others have begun; between work of
/// the same priority the order of submission decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Priority {
    /// After all other work.
    Low = 0,
    /// As a rule.
    #[default]
    Medium = 1,
    /// Before all other work.
    High = 2,
}

impl Priority {
    pub(super) const COUNT: usize = 3;
}

/// Where work comes from: a queue, by a number unique to it, and how urgent its work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source {
    /// The queue.
    pub queue: u64,
    /// The same for all work of a queue.
    pub priority: Priority,
}

impl From<u64> for Source {
    fn from(queue: u64) -> Self {
        Source {
            queue,
            priority: Priority::default(),
        }
    }
}
