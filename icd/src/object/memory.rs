//! Memory that host and devices share: every allocation of the driver's comes from here, and every refusal is told with the address map.

use crate::{config, log};
use mirrorcl_device::vm::{AddressLimits, AddressSpace, AllocError, AreaKind};
use std::path::Path;
use std::ptr::NonNull;

/// `length` bytes at one address for the host and all devices that the limits stand for.
pub fn allocate(
    limits: &AddressLimits,
    length: u64,
    align: u64,
    kind: AreaKind,
    owner: u64,
) -> Result<NonNull<u8>, AllocError> {
    AddressSpace::global()
        .allocate(limits, length, align, kind, owner)
        .inspect_err(|error| {
            log!(Warn, "no {} memory of {length} bytes: {error}", kind.name());
            tell_map(limits);
        })
}

/// Shows what lies where in the limits: in the log, and as JSON in the file of `MIRRORCL_MEMORY_MAP`.
fn tell_map(limits: &AddressLimits) {
    let file = config::get().memory_map.as_deref();
    if file.is_none() && !log::enabled(log::Level::Debug) {
        return;
    }
    let map = AddressSpace::global().report(Some(limits));
    log!(Debug, "the address map:\n{map}");
    if let Some(path) = file {
        write(path, &map.to_json());
    }
}

fn write(path: &Path, json: &str) {
    match std::fs::write(path, json) {
        Ok(()) => log!(Warn, "the address map is in {}", path.display()),
        Err(error) => log!(Warn, "the address map: {}: {error}", path.display()),
    }
}
