//! The device's address space: areas found by search, at one address on host and device.
//!
//! ```text
//!   AddressSpace  space      allocate · free · find · report
//!      │   └────── table      address → allocation, read without locks
//!      ▼
//!   pool          window     reserved ranges, committed from the top down
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

mod area;
mod error;
mod host_map;
mod limits;
#[cfg(test)]
mod naive;
pub mod node;
mod options;
mod placement;
mod pool;
pub mod range;
mod report;
pub mod request;
pub mod search;
mod space;
mod table;
pub mod tree;
mod window;

pub use area::{Allocation, AreaKind};
pub use error::{AllocError, Errno, FreeError};
pub use host_map::{MapLine, MapSource, parse_maps};
pub use limits::AddressLimits;
pub use options::{Fill, VmOptions};
pub use range::VirtRange;
pub use report::AddressMap;
pub use space::AddressSpace;
pub use window::WindowClass;
