//! What an area of the address space is used for, and by whom.

/// What an allocation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum AreaKind {
    /// A coarse-grained SVM buffer.
    SvmCoarse = 0,
    /// A fine-grained SVM buffer.
    SvmFine = 1,
    /// The storage of a `cl_mem`.
    Buffer = 2,
    /// Program-scope variables of one device.
    ProgramData = 3,
    /// Unified shared memory.
    Usm = 4,
}

impl AreaKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::SvmCoarse,
        Self::SvmFine,
        Self::Buffer,
        Self::ProgramData,
        Self::Usm,
    ];

    /// The kind with this number.
    pub(super) fn from_number(number: u8) -> Self {
        Self::ALL[usize::from(number) % Self::ALL.len()]
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::SvmCoarse => "svm-coarse",
            Self::SvmFine => "svm-fine",
            Self::Buffer => "buffer",
            Self::ProgramData => "program-data",
            Self::Usm => "usm",
        }
    }
}

/// An allocation: what was asked for, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    /// First address.
    pub base: usize,
    /// Bytes asked for.
    pub length: usize,
    /// What it is.
    pub kind: AreaKind,
    /// Whose it is: the number of a context.
    pub owner: u64,
}

impl Allocation {
    /// Whether `address` is inside.
    pub fn contains(&self, address: usize) -> bool {
        address.wrapping_sub(self.base) < self.length
    }
}
