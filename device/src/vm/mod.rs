//! The device's address space: areas found by search, at one address on host and device.
//!
//! ```text
//!   AddressSpace  space      allocate · free · find · report
//!      ▼
//!   allocator     table      address → allocation, read without locks
//!      │           arena      per limits: slabs of small objects, and caches that threads are spread over
//!      │           kept       what becomes of freed areas: kept, aged, given back
//!      │           retained   freed areas kept with their memory, within a budget
//!      │           guard      fenced allocations, instead of the above
//!      ▼
//!   windows       window     reserved ranges, committed from the top down
//!      │           placement  where a window may go: the search over the process's own map (host_map)
//!      ▼
//!   search        request    which addresses a request gets: pure
//!      ▼
//!   tree          node       the gaps: a B+tree with two maxima
//! ```
//!
//! - Nothing is reserved before the first allocation; a window, once reserved, is never replaced, so no
//!   mapping made by others can get in between.
//! - Whether addresses are free is decided by `MAP_FIXED_NOREPLACE` alone; what is read about the process's
//!   map says where to try.
//! - The search is pure: `range`, `request`, `node`, `tree`, `search` and `placement` make no system calls.

mod allocator;
mod area;
mod arena;
mod error;
mod fork;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod guard;
mod host_map;
mod kept;
mod limits;
#[cfg(any(test, feature = "fuzzing"))]
mod naive;
pub mod node;
mod options;
mod placement;
pub mod range;
mod report;
pub mod request;
mod retained;
pub mod search;
mod size_class;
mod slab;
mod space;
mod table;
pub mod tree;
mod validity;
mod window;
mod windows;

pub use area::{Allocation, AreaKind};
pub use error::{AllocError, Errno, FreeError};
pub use host_map::{MapLine, MapSource, parse_maps};
pub use limits::AddressLimits;
pub use options::{Fill, VmOptions};
pub use range::VirtRange;
pub use report::AddressMap;
pub use space::AddressSpace;
pub use validity::{Validity, ValidityCell};
pub use window::WindowClass;
